//! What stands of totals, goals and top-ups once something is taken back.

use serde::Deserialize;

use super::{Measure, RewardError, Totals};
use crate::money::{Rounding, divide};

/// What is left of what a conversion added to a payee's totals when `refunded` of its `commissionable` amount, both in
/// minor units, was paid back: amounts in proportion, the conversion itself until all is paid back. Nothing of `paid`,
/// which follows the commissions. Errors: [`RewardError::OutOfRange`].
pub fn left_of(added: &Totals, commissionable: i64, refunded: i64) -> Result<Totals, RewardError> {
    let left = (commissionable - refunded).clamp(0, commissionable.max(0));
    let part = |minor: i64| match commissionable {
        ..=0 => Ok(minor),
        whole => divide(i128::from(minor) * i128::from(left), i128::from(whole), Rounding::HalfEven)
            .map_err(|_| RewardError::OutOfRange),
    };
    let tiered = part(added.tiered)?;
    let rate = if added.tiered == 0 { 0 } else { added.tiered_at / added.tiered };
    Ok(Totals {
        sales: added.sales,
        amount: part(added.amount)?,
        paid: 0,
        tiered,
        tiered_paid: part(added.tiered_paid)?,
        tiered_at: tiered.saturating_mul(rate),
    })
}

/// What a bonus or a top-up was paid for, as its *why* says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reached {
    /// What was measured.
    pub measure: Measure,
    /// The goal of a bonus.
    #[serde(default)]
    goal: Option<i64>,
    /// Where the tier of a top-up begins.
    #[serde(default)]
    tier: Option<i64>,
    /// The rate of that tier, in basis points.
    #[serde(default)]
    pub bps: i64,
}

impl Reached {
    /// Whether the totals of its period still come to it. Tiers by conversions count those before the last.
    pub fn stands(&self, totals: &Totals) -> bool {
        let total = totals.of(self.measure);
        match (self.goal, self.tier, self.measure) {
            (Some(goal), _, _) => total >= goal,
            (None, Some(tier), Measure::Sales) => total > tier,
            (None, Some(tier), Measure::Amount) => total >= tier,
            (None, None, _) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_paid_back_counts_no_more() {
        let added = Totals {
            sales: 1,
            amount: 1_000,
            paid: 100,
            tiered: 501,
            tiered_paid: 50,
            tiered_at: 501 * 1_000,
        };
        let half = left_of(&added, 2_000, 1_000).unwrap();
        let expected =
            Totals { sales: 1, amount: 500, paid: 0, tiered: 250, tiered_paid: 25, tiered_at: 250 * 1_000 };
        assert_eq!(half, expected);
        assert_eq!(left_of(&added, 2_000, 0).unwrap(), Totals { paid: 0, ..added });
        assert_eq!(left_of(&added, 2_000, 2_000).unwrap(), Totals { sales: 1, ..Totals::default() });
        let lead = Totals { sales: 1, ..Totals::default() };
        assert_eq!(left_of(&lead, 0, 0).unwrap(), lead);
    }

    #[test]
    fn a_goal_stands_while_it_is_reached() {
        let read = |why: serde_json::Value| serde_json::from_value::<Reached>(why).unwrap();
        let totals = |sales, amount| Totals { sales, amount, ..Totals::default() };
        let two = read(serde_json::json!({"measure": "SALES", "goal": 2, "before": 1, "after": 2}));
        assert!(two.stands(&totals(2, 0)) && !two.stands(&totals(1, 9)));
        let much = read(serde_json::json!({"measure": "AMOUNT", "tier": 500, "bps": 1_000, "base": 3}));
        assert!(much.stands(&totals(0, 500)) && !much.stands(&totals(9, 499)));
        let third = read(serde_json::json!({"measure": "SALES", "tier": 2, "bps": 1_000}));
        assert!(third.stands(&totals(3, 0)) && !third.stands(&totals(2, 0)));
    }
}
