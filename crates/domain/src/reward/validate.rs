//! Which terms are sound: every field in its range, nothing that contradicts itself, no rule in vain.

use super::{
    BONUSES_MAX, Measure, PREDICATE_WORDS_MAX, Phase, Predicate, RECURRING_MONTHS_MAX, RULES_MAX, Recurring,
    Reward, RewardError, Rule, TIERS_MAX, Terms, Tier, TierMode, WORD_CHARS_MAX,
};
use crate::country;
use crate::money::{AMOUNT_MINOR_MAX, BPS_WHOLE};
use crate::text::is_line;

impl Terms {
    /// Checks rules, bonuses and caps. Errors: the first [`RewardError`] found, with its place.
    pub fn validate(&self) -> Result<(), RewardError> {
        if self.rules.is_empty() || self.rules.len() > RULES_MAX {
            return Err(RewardError::RuleCount);
        }
        for (position, rule) in (1i32..).zip(&self.rules) {
            if rule.position != position {
                return Err(RewardError::Position { rule: rule.position });
            }
            rule.validate()?;
        }
        let mut retroactive = self.rules.iter().filter(|rule| rule.is_retroactive());
        if let Some(second) = retroactive.nth(1) {
            return Err(RewardError::Retroactive { rule: second.position });
        }
        for (index, rule) in self.rules.iter().enumerate() {
            if let Some(earlier) = self.rules[..index].iter().find(|earlier| earlier.takes_all_of(rule)) {
                return Err(RewardError::Unreachable { rule: rule.position, earlier: earlier.position });
            }
        }
        self.validate_bonuses()?;
        self.validate_caps()?;
        self.validate_sum()
    }

    fn validate_bonuses(&self) -> Result<(), RewardError> {
        for (place, bonus) in (1i32..).zip(&self.bonuses) {
            let twice = self.bonuses.iter().filter(|other| other.name == bonus.name).count() > 1;
            let goal_max =
                if bonus.measure == Measure::Amount { AMOUNT_MINOR_MAX } else { i64::from(i32::MAX) };
            let sound = is_line(&bonus.name, WORD_CHARS_MAX)
                && (1..=goal_max).contains(&bonus.goal)
                && (1..=AMOUNT_MINOR_MAX).contains(&bonus.minor);
            let too_many = usize::try_from(place).is_ok_and(|place| place > BONUSES_MAX);
            if twice || !sound || too_many {
                return Err(RewardError::Bonus { bonus: place });
            }
        }
        Ok(())
    }

    fn validate_caps(&self) -> Result<(), RewardError> {
        for (name, cap) in
            [("capPerOrderMinor", self.cap_per_order), ("capPerPeriodMinor", self.cap_per_period)]
        {
            if cap.is_some_and(|cap| !(1..=AMOUNT_MINOR_MAX).contains(&cap)) {
                return Err(RewardError::Cap { cap: name });
            }
        }
        match (self.cap_per_order, self.cap_per_period) {
            (Some(order), Some(period)) if order > period => Err(RewardError::CapsContradict),
            _ => Ok(()),
        }
    }
}

impl Rule {
    /// Whether its tiers are good for all of a period.
    pub(super) fn is_retroactive(&self) -> bool {
        matches!(self.reward, Reward::Tiers { mode: TierMode::Retroactive, .. })
    }

    fn validate(&self) -> Result<(), RewardError> {
        let rule = self.position;
        if !is_line(&self.name, WORD_CHARS_MAX) {
            return Err(RewardError::Name { rule });
        }
        self.predicate.validate(rule)?;
        match &self.reward {
            Reward::Percent { bps } if !is_rate(*bps) => return Err(RewardError::Rate { rule }),
            Reward::FlatPerOrder { minor }
            | Reward::FlatPerItem { minor }
            | Reward::FlatPerLead { minor }
            | Reward::FlatPerClick { minor }
                if !is_amount(*minor) =>
            {
                return Err(RewardError::Flat { rule });
            }
            Reward::Tiers { tiers, .. } => validate_tiers(rule, tiers)?,
            _ => {}
        }
        if let Some(recurring) = &self.recurring {
            recurring.validate(rule)?;
        }
        self.contradiction().map_or(Ok(()), |field| Err(RewardError::Contradiction { rule, field }))
    }

    /// What the rule asks for though its reward never meets it: a lead has no lines and no order, a click has nothing.
    fn contradiction(&self) -> Option<&'static str> {
        let p = &self.predicate;
        let (lead, click) = match self.reward {
            Reward::FlatPerLead { .. } => (true, false),
            Reward::FlatPerClick { .. } => (false, true),
            _ => return None,
        };
        let period = [p.period_sales_min, p.period_sales_max, p.period_minor_min, p.period_minor_max];
        let asked = [
            ("recurring", self.recurring.is_some()),
            ("skus", !p.skus.is_empty()),
            ("categories", !p.categories.is_empty()),
            ("orderMinorMin", lead && p.order_minor_min.is_some_and(|least| least > 0)),
            ("orderMinorMin", click && p.order_minor_min.is_some()),
            ("orderMinorMax", click && p.order_minor_max.is_some()),
            ("countries", click && !p.countries.is_empty()),
            ("codes", click && !p.codes.is_empty()),
            ("customer", click && p.customer.is_some()),
            ("periodSalesMin", click && period.iter().any(Option::is_some)),
        ];
        asked.into_iter().find(|(_, asked)| *asked).map(|(field, _)| field)
    }

    /// Whether nothing that a later rule could win gets past this one.
    fn takes_all_of(&self, later: &Rule) -> bool {
        let kind = |rule: &Rule| match rule.reward {
            Reward::FlatPerLead { .. } => 1,
            Reward::FlatPerClick { .. } => 2,
            _ => 0,
        };
        // Renewals get past a rule that recurs for fewer months.
        let reach = |rule: &Rule| rule.recurring.map_or(0, |recurring| recurring.reach());
        kind(self) == kind(later)
            && self.predicate.holds_wherever(&later.predicate)
            && reach(self) >= reach(later)
    }
}

impl Predicate {
    /// Whether it holds for everything that another holds for: field by field it asks for the same, for more words, for
    /// wider bounds, or for nothing.
    fn holds_wherever(&self, other: &Predicate) -> bool {
        let wider = |own: &[String], others: &[String], same: fn(&str, &str) -> bool| {
            let known = |word: &String| own.iter().any(|w| same(w, word));
            own.is_empty() || (!others.is_empty() && others.iter().all(known))
        };
        let around = |own: (Option<i64>, Option<i64>), other: (Option<i64>, Option<i64>)| {
            own.0.unwrap_or(0) <= other.0.unwrap_or(0)
                && own.1.is_none_or(|most| other.1.is_some_and(|o| o <= most))
        };
        let exact: fn(&str, &str) -> bool = |a, b| a == b;
        let any_case: fn(&str, &str) -> bool = str::eq_ignore_ascii_case;
        wider(&self.skus, &other.skus, exact)
            && wider(&self.categories, &other.categories, exact)
            && wider(&self.countries, &other.countries, any_case)
            && wider(&self.codes, &other.codes, any_case)
            && (self.customer.is_none() || self.customer == other.customer)
            && around(
                (self.order_minor_min, self.order_minor_max),
                (other.order_minor_min, other.order_minor_max),
            )
            && around(
                (self.period_sales_min, self.period_sales_max),
                (other.period_sales_min, other.period_sales_max),
            )
            && around(
                (self.period_minor_min, self.period_minor_max),
                (other.period_minor_min, other.period_minor_max),
            )
    }

    fn validate(&self, rule: i32) -> Result<(), RewardError> {
        let Predicate { skus, categories, countries, codes, .. } = self;
        for (field, words) in
            [("skus", skus), ("categories", categories), ("countries", countries), ("codes", codes)]
        {
            if words.len() > PREDICATE_WORDS_MAX || !words.iter().all(|word| is_line(word, WORD_CHARS_MAX)) {
                return Err(RewardError::Words { rule, field });
            }
        }
        if let Some(index) = countries.iter().position(|word| !country::is_code(word)) {
            return Err(RewardError::Country { rule, index });
        }
        let in_order = |least: Option<i64>, most: Option<i64>| {
            let (least, most) = (least.unwrap_or(0), most.unwrap_or(AMOUNT_MINOR_MAX));
            is_amount(least) && is_amount(most) && least <= most
        };
        if !in_order(self.order_minor_min, self.order_minor_max) {
            return Err(RewardError::OrderBounds { rule });
        }
        if !in_order(self.period_sales_min, self.period_sales_max)
            || !in_order(self.period_minor_min, self.period_minor_max)
        {
            return Err(RewardError::PeriodBounds { rule });
        }
        Ok(())
    }
}

impl Recurring {
    fn validate(&self, rule: i32) -> Result<(), RewardError> {
        let months = |months: Option<i32>| months.is_none_or(|m| (1..=RECURRING_MONTHS_MAX).contains(&m));
        if !months(self.months) || !months(self.then.and_then(|then| then.months)) {
            return Err(RewardError::RecurringMonths { rule });
        }
        match (self.months, self.then) {
            (None, Some(_)) => Err(RewardError::RecurringPhase { rule }),
            (_, Some(Phase { bps, .. })) if !is_rate(bps) => Err(RewardError::Rate { rule }),
            _ => Ok(()),
        }
    }
}

fn validate_tiers(rule: i32, tiers: &[Tier]) -> Result<(), RewardError> {
    let rising = tiers.windows(2).all(|pair| pair[0].from < pair[1].from);
    let from_nothing = tiers.first().is_some_and(|tier| tier.from == 0);
    if tiers.len() > TIERS_MAX || !from_nothing || !rising || !tiers.iter().all(|t| is_amount(t.from)) {
        return Err(RewardError::Tiers { rule });
    }
    if tiers.iter().all(|tier| is_rate(tier.bps)) { Ok(()) } else { Err(RewardError::Rate { rule }) }
}

fn is_amount(minor: i64) -> bool {
    (0..=AMOUNT_MINOR_MAX).contains(&minor)
}

fn is_rate(bps: i64) -> bool {
    (0..=BPS_WHOLE).contains(&bps)
}
