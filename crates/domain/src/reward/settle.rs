//! From a payee's share of the pool to what they are paid: top-ups of retroactive tiers, bonuses, and what caps cut.

use serde_json::json;

use super::tier::rate_at;
use super::{Applied, Earning, Measure, Part, Reward, RewardError, Terms, Totals};
use crate::money::{BPS_WHOLE, Rounding, divide};

/// What one payee holds of one conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credited<'a> {
    /// What their own rules give for the whole conversion.
    pub earning: &'a Earning,
    /// Their part of it.
    pub part: Part,
    /// What of the conversion could earn, in minor units.
    pub commissionable: i64,
    /// Their part of the pool, in minor units.
    pub share: i64,
    /// Their totals of the period before this conversion.
    pub before: Totals,
}

crate::text_enum! {
    /// What cut a commission.
    pub enum CapKind {
        /// The most of one conversion.
        Order = "ORDER",
        /// The most in one period.
        Period = "PERIOD",
        /// What the programme may spend.
        Budget = "BUDGET",
    }
}

/// What was not paid, and why. It lies outside the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Cut {
    /// What cut it.
    pub by: CapKind,
    /// Minor units, above zero.
    pub minor: i64,
}

crate::text_enum! {
    /// What is paid beside the share.
    pub enum ExtraKind {
        /// The rate of a retroactive tier for what was paid before it was reached.
        TopUp = "TOP_UP",
        /// A goal reached.
        Bonus = "BONUS",
    }
}

/// What is paid beside the share.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Extra {
    /// What it is.
    pub kind: ExtraKind,
    /// The rule's or the bonus's name.
    pub name: String,
    /// What is paid, in minor units; 0 where a cap left nothing.
    pub minor: i64,
    /// What caps cut of it.
    pub cuts: Vec<Cut>,
    /// The numbers it comes from.
    pub why: serde_json::Value,
}

/// What a payee is paid for a conversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Of the share, in minor units.
    pub pays: i64,
    /// What caps cut of the share.
    pub cuts: Vec<Cut>,
    /// What is paid beside it, in order.
    pub extras: Vec<Extra>,
    /// What the conversion adds to the payee's totals.
    pub added: Totals,
    /// The top-up's part of that: how far it raises what came before.
    pub topped: Totals,
}

impl Settlement {
    /// What comes of a conversion for a payee without terms: nothing is paid, and it counts.
    /// Errors: [`RewardError::OutOfRange`].
    pub fn nothing(credited: &Credited<'_>) -> Result<Settlement, RewardError> {
        let amount = credited.part.of(credited.commissionable)?;
        let added = Totals { sales: 1, amount, ..Totals::default() };
        Ok(Settlement { pays: 0, cuts: Vec::new(), extras: Vec::new(), added, topped: Totals::default() })
    }
}

/// What is left pays; the rest is cut.
pub fn cut_to(left: i64, minor: i64) -> (i64, i64) {
    let pays = minor.min(left.max(0));
    (pays, minor - pays)
}

/// Caps the share, then finds what the conversion is worth beside it. Errors: [`RewardError::OutOfRange`].
pub fn settle(terms: &Terms, credited: &Credited<'_>) -> Result<Settlement, RewardError> {
    let Credited { earning, share, before, .. } = *credited;
    let mut cuts = Vec::new();
    let mut left = terms.cap_per_period.map_or(i64::MAX, |cap| cap.saturating_sub(before.paid));
    let mut pays = share;
    if let Some(cap) = terms.cap_per_order {
        pays = cut(CapKind::Order, cap, pays, &mut cuts);
    }
    pays = cut(CapKind::Period, left, pays, &mut cuts);
    left = left.saturating_sub(pays);

    let tiered_base: i64 = earning.applied.iter().filter(|a| a.retroactive).map(|a| a.base_minor).sum();
    let tiered_minor: i64 = earning.applied.iter().filter(|a| a.retroactive).map(|a| a.minor).sum();
    let tiered = credited.part.of(tiered_base)?;
    let mut added = Totals {
        sales: 1,
        amount: credited.part.of(credited.commissionable)?,
        paid: pays,
        tiered,
        tiered_paid: if earning.minor == 0 { 0 } else { ratio(share, tiered_minor, earning.minor)? },
        // One retroactive rule stands in a version of terms, and one rate of it holds for all of an order.
        tiered_at: tiered
            .saturating_mul(earning.applied.iter().find(|a| a.retroactive).map_or(0, Applied::bps)),
    };

    let mut extras = Vec::new();
    let mut topped = Totals::default();
    if let Some((extra, bps)) = top_up(terms, &before, &added)? {
        topped.tiered_paid = extra.minor;
        topped.tiered_at = before.tiered.saturating_mul(bps).saturating_sub(before.tiered_at);
        added = added + topped;
        extras.push(capped(extra, &mut left, &mut added));
    }
    let after = before + added;
    for bonus in &terms.bonuses {
        let reached = (before.of(bonus.measure), after.of(bonus.measure));
        if reached.0 < bonus.goal && bonus.goal <= reached.1 {
            let why = json!({
                "measure": bonus.measure, "goal": bonus.goal, "before": reached.0, "after": reached.1,
            });
            let extra = Extra {
                kind: ExtraKind::Bonus,
                name: bonus.name.clone(),
                minor: bonus.minor,
                cuts: Vec::new(),
                why,
            };
            extras.push(capped(extra, &mut left, &mut added));
        }
    }
    Ok(Settlement { pays, cuts, extras, added, topped })
}

/// The rate that is reached, for what the period's earlier conversions had of it and stands at less; less what they gave
/// before, and what caps cut of them stays cut. With the rate in basis points.
fn top_up(terms: &Terms, before: &Totals, added: &Totals) -> Result<Option<(Extra, i64)>, RewardError> {
    let rule = terms.rules.iter().find(|rule| rule.is_retroactive());
    let Some((rule, Reward::Tiers { measure, tiers, .. })) = rule.map(|rule| (rule, &rule.reward)) else {
        return Ok(None);
    };
    // Conversions are counted before, amounts with the one that is decided: as the rate of the order itself is found.
    let reached = match measure {
        Measure::Sales => rate_at(tiers, before.sales),
        Measure::Amount => rate_at(tiers, before.amount.saturating_add(added.amount)),
    };
    if i128::from(before.tiered) * i128::from(reached.bps) <= i128::from(before.tiered_at) {
        return Ok(None);
    }
    let due = ratio(before.tiered, reached.bps, BPS_WHOLE)?;
    let minor = due - before.tiered_paid;
    if minor <= 0 {
        return Ok(None);
    }
    let why = json!({
        "measure": measure, "tier": reached.from, "bps": reached.bps, "base": before.tiered, "due": due,
        "paidBefore": before.tiered_paid,
    });
    let extra = Extra { kind: ExtraKind::TopUp, name: rule.name.clone(), minor, cuts: Vec::new(), why };
    Ok(Some((extra, reached.bps)))
}

fn capped(mut extra: Extra, left: &mut i64, added: &mut Totals) -> Extra {
    extra.minor = cut(CapKind::Period, *left, extra.minor, &mut extra.cuts);
    *left = left.saturating_sub(extra.minor);
    added.paid = added.paid.saturating_add(extra.minor);
    extra
}

fn cut(by: CapKind, left: i64, minor: i64, cuts: &mut Vec<Cut>) -> i64 {
    let (pays, rest) = cut_to(left, minor);
    if rest > 0 {
        cuts.push(Cut { by, minor: rest });
    }
    pays
}

fn ratio(minor: i64, of: i64, whole: i64) -> Result<i64, RewardError> {
    divide(i128::from(minor) * i128::from(of), i128::from(whole), Rounding::HalfEven)
        .map_err(|_| RewardError::OutOfRange)
}
