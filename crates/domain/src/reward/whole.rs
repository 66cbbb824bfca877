//! Whether terms can pay more than everything that was sold.

use super::{Bonus, Measure, Reward, RewardError, Rule, Terms};
use crate::money::BPS_WHOLE;

impl Terms {
    /// Whether who reaches a goal can be paid more than was sold: for an amount by the most that the rules give, with every
    /// bonus up to there. A number of sales says nothing of what they are worth, so its bonus needs a cap per period, and
    /// stands outside of the percentage. Leads and clicks have a price and no worth: they count in none.
    pub(super) fn validate_sum(&self) -> Result<(), RewardError> {
        let places = || (1i32..).zip(&self.bonuses);
        if let Some((bonus, _)) =
            places().find(|(_, b)| b.measure == Measure::Sales && self.cap_per_period.is_none())
        {
            return Err(RewardError::Unbounded { bonus });
        }
        let highest = self.highest_rate();
        let of_amounts = || self.bonuses.iter().filter(|bonus| bonus.measure == Measure::Amount);
        for (place, bonus) in places().filter(|(_, bonus)| bonus.measure == Measure::Amount) {
            let given: i128 =
                of_amounts().filter(|b| b.goal <= bonus.goal).map(|b| i128::from(b.minor)).sum();
            if !is_above(bonus, given, highest) || self.cap_per_period.is_some_and(|cap| cap <= bonus.goal) {
                continue;
            }
            // Where there would be enough without what is flat, it is for that rule to give less.
            let flat = self.rules.iter().max_by_key(|rule| (rule.flat_rate(), -rule.position));
            let by_flat = flat.filter(|_| !is_above(bonus, given, self.highest_percent()));
            return Err(by_flat.map_or(RewardError::AboveWhole { bonus: place }, |rule| {
                RewardError::FlatAboveWhole { rule: rule.position }
            }));
        }
        Ok(())
    }

    /// The most of an order that all rules together give, in basis points. Percentages share its lines; flat rewards for
    /// some of its lines come on top of each other.
    fn highest_rate(&self) -> i64 {
        let (some_lines, all_lines): (Vec<&Rule>, Vec<&Rule>) =
            self.rules.iter().partition(|rule| rule.is_for_some_lines());
        let added: i64 = some_lines.into_iter().map(Rule::flat_rate).sum();
        let alone = all_lines.into_iter().map(Rule::flat_rate).max().unwrap_or(0);
        (added + alone.max(self.highest_percent())).min(BPS_WHOLE)
    }

    fn highest_percent(&self) -> i64 {
        self.rules.iter().map(Rule::percent).max().unwrap_or(0)
    }
}

/// Whether a rate on the goal and what bonuses have given by then are more than the goal.
fn is_above(bonus: &Bonus, given: i128, bps: i64) -> bool {
    let (goal, whole) = (i128::from(bonus.goal), i128::from(BPS_WHOLE));
    given * whole + goal * i128::from(bps) > goal * whole
}

impl Rule {
    /// The highest rate it pays by; 0 where it pays amounts.
    fn percent(&self) -> i64 {
        let first = match &self.reward {
            Reward::Percent { bps } => *bps,
            Reward::Tiers { tiers, .. } => tiers.iter().map(|tier| tier.bps).max().unwrap_or(0),
            _ => 0,
        };
        first.max(self.recurring.and_then(|recurring| recurring.then).map_or(0, |then| then.bps))
    }

    /// What its amount is of the smallest order it is for, rounded up. It is cut to its lines, so it is everything where
    /// orders may be of any size, and where every item brings it.
    fn flat_rate(&self) -> i64 {
        let of_order = |minor: i64, least: i64| {
            let bps = (i128::from(minor) * i128::from(BPS_WHOLE) + i128::from(least) - 1) / i128::from(least);
            i64::try_from(bps).map_or(BPS_WHOLE, |bps| bps.min(BPS_WHOLE))
        };
        match self.reward {
            Reward::FlatPerOrder { minor: 0 } | Reward::FlatPerItem { minor: 0 } => 0,
            Reward::FlatPerOrder { minor } => match self.predicate.order_minor_min {
                Some(least) if least > 0 => of_order(minor, least),
                _ => BPS_WHOLE,
            },
            Reward::FlatPerItem { .. } => BPS_WHOLE,
            _ => 0,
        }
    }

    fn is_for_some_lines(&self) -> bool {
        !self.predicate.skus.is_empty() || !self.predicate.categories.is_empty()
    }
}
