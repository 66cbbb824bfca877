//! Tiers: rates by what a payee has come to.

use super::{Measure, Part, RewardError, Tier, TierMode, Totals};
use crate::money::{BPS_WHOLE, Rounding, divide, split};

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

/// The tiers in which the `base` lies that a rule won, and what they give for it, HalfEven once on the exact sum. A payee's
/// part of it is what their totals grow by, so their part alone climbs the tiers; the rest of the base is spread as it is.
/// A retroactive rate is the one reached with their part of the whole order, of which `can_earn` counts.
pub(super) fn slices(
    (measure, mode): (Measure, TierMode),
    tiers: &[Tier],
    (base, can_earn): (i64, i64),
    (before, part): (&Totals, Part),
) -> Result<(Vec<Slice>, i64), RewardError> {
    let whole = |tier: Tier| vec![Slice { from: tier.from, bps: tier.bps, base_minor: base }];
    let slices = match (mode, measure) {
        // The total is how many conversions came before: the first is from 0.
        (_, Measure::Sales) => whole(rate_at(tiers, before.sales)),
        (TierMode::Retroactive, Measure::Amount) => {
            whole(rate_at(tiers, before.amount.saturating_add(part.of(can_earn)?)))
        }
        (TierMode::Graduated, Measure::Amount) => {
            spread(graduated(tiers, part.of(base)?, before.amount), base)?
        }
    };
    let exact: i128 = slices.iter().map(|s| i128::from(s.base_minor) * i128::from(s.bps)).sum();
    let minor =
        divide(exact, i128::from(BPS_WHOLE), Rounding::HalfEven).map_err(|_| RewardError::OutOfRange)?;
    Ok((slices, minor))
}

/// The same tiers, for all of the base in the proportion in which they hold a part of it.
fn spread(slices: Vec<Slice>, base: i64) -> Result<Vec<Slice>, RewardError> {
    let held: Vec<i128> = slices.iter().map(|slice| i128::from(slice.base_minor)).collect();
    if let [only] = &slices[..] {
        return Ok(vec![Slice { base_minor: base, ..*only }]);
    }
    let parts = split(base, &held).map_err(|_| RewardError::OutOfRange)?;
    Ok(slices.iter().zip(parts).map(|(slice, base_minor)| Slice { base_minor, ..*slice }).collect())
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
