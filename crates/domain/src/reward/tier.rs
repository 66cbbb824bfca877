//! Tiers: rates by what a payee has come to.

use super::{Measure, RewardError, Tier, TierMode, Totals};
use crate::money::{BPS_WHOLE, Rounding, divide};

/// A part of an order at one tier's rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Slice {
    /// The total from which the tier holds.
    pub from: i64,
    /// Its rate in basis points.
    pub bps: i64,
    /// What of the lines the rule won lies in it, in minor units.
    pub base_minor: i64,
}

/// The rate at a total.
pub(super) fn rate_at(tiers: &[Tier], total: i64) -> Tier {
    let reached = tiers.iter().rev().find(|tier| tier.from <= total);
    reached.or(tiers.first()).copied().unwrap_or(Tier { from: 0, bps: 0 })
}

/// The tiers in which the `base` lies that a rule won, and what they give for it, HalfEven once on the exact sum. A
/// retroactive rate is the one reached with the whole order, of which `can_earn` counts: as the totals will count it.
pub(super) fn slices(
    (measure, mode): (Measure, TierMode),
    tiers: &[Tier],
    (base, can_earn): (i64, i64),
    before: &Totals,
) -> Result<(Vec<Slice>, i64), RewardError> {
    let whole = |tier: Tier| vec![Slice { from: tier.from, bps: tier.bps, base_minor: base }];
    let slices = match (mode, measure) {
        // The total is how many conversions came before: the first is from 0.
        (_, Measure::Sales) => whole(rate_at(tiers, before.sales)),
        (TierMode::Retroactive, Measure::Amount) => {
            whole(rate_at(tiers, before.amount.saturating_add(can_earn)))
        }
        (TierMode::Graduated, Measure::Amount) => graduated(tiers, base, before.amount),
    };
    let exact: i128 = slices.iter().map(|s| i128::from(s.base_minor) * i128::from(s.bps)).sum();
    let minor =
        divide(exact, i128::from(BPS_WHOLE), Rounding::HalfEven).map_err(|_| RewardError::OutOfRange)?;
    Ok((slices, minor))
}

fn graduated(tiers: &[Tier], base: i64, from: i64) -> Vec<Slice> {
    let to = from.saturating_add(base);
    let ends = tiers.iter().skip(1).map(|tier| tier.from).chain([i64::MAX]);
    let slices = tiers.iter().zip(ends).map(|(tier, end)| Slice {
        from: tier.from,
        bps: tier.bps,
        base_minor: to.min(end).saturating_sub(from.max(tier.from)).max(0),
    });
    let found: Vec<Slice> = slices.filter(|slice| slice.base_minor > 0).collect();
    // An order of nothing lies in the tier it would begin in.
    if found.is_empty() {
        let tier = rate_at(tiers, from);
        return vec![Slice { from: tier.from, bps: tier.bps, base_minor: base }];
    }
    found
}
