//! From a payee's share of the pool to what they are paid: top-ups of retroactive tiers, bonuses, and what caps cut.

use serde_json::json;

use super::tier::rate_at;
use super::{Earning, Reward, RewardError, Terms, Totals};
use crate::money::{BPS_WHOLE, Rounding, divide};

/// What one payee holds of one conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credited<'a> {
    /// What their own rules give for the whole conversion.
    pub earning: &'a Earning,
    /// Their weight of the decision.
    pub weight: u64,
    /// The sum of all weights of the decision.
    pub whole: u64,
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
}

impl Settlement {
    /// What comes of a conversion for a payee without terms: nothing is paid, and it counts.
    /// Errors: [`RewardError::OutOfRange`].
    pub fn nothing(credited: &Credited<'_>) -> Result<Settlement, RewardError> {
        let amount = credited.part_of(credited.commissionable)?;
        let added = Totals { sales: 1, amount, ..Totals::default() };
        Ok(Settlement { pays: 0, cuts: Vec::new(), extras: Vec::new(), added })
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
    let mut added = Totals {
        sales: 1,
        amount: credited.part_of(credited.commissionable)?,
        paid: pays,
        tiered: credited.part_of(tiered_base)?,
        tiered_paid: if earning.minor == 0 { 0 } else { ratio(share, tiered_minor, earning.minor)? },
    };

    let mut extras = Vec::new();
    if let Some(extra) = top_up(terms, &before, &added)? {
        extras.push(capped(extra, &mut left, &mut added, true));
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
            extras.push(capped(extra, &mut left, &mut added, false));
        }
    }
    Ok(Settlement { pays, cuts, extras, added })
}

/// The rate that was reached, for what the period's earlier conversions had of it, less what they gave before: what caps
/// cut of them stays cut.
fn top_up(terms: &Terms, before: &Totals, added: &Totals) -> Result<Option<Extra>, RewardError> {
    let rule = terms.rules.iter().find(|rule| rule.is_retroactive());
    let Some((rule, Reward::Tiers { measure, tiers, .. })) = rule.map(|rule| (rule, &rule.reward)) else {
        return Ok(None);
    };
    // Conversions are counted before, amounts with the one that is decided: as the rate of the order itself is found.
    let reached = |totals: Totals, own: i64| match measure {
        super::Measure::Sales => rate_at(tiers, totals.sales.saturating_add(own - 1).max(0)),
        super::Measure::Amount => rate_at(tiers, totals.amount),
    };
    let (was, is) = (reached(*before, 0), reached(*before + *added, 0));
    if is.bps <= was.bps || before.tiered == 0 {
        return Ok(None);
    }
    let due = ratio(before.tiered, is.bps, BPS_WHOLE)?;
    let minor = due - before.tiered_paid;
    if minor <= 0 {
        return Ok(None);
    }
    let why = json!({
        "tier": is.from, "bps": is.bps, "base": before.tiered, "due": due, "paidBefore": before.tiered_paid,
    });
    Ok(Some(Extra { kind: ExtraKind::TopUp, name: rule.name.clone(), minor, cuts: Vec::new(), why }))
}

fn capped(mut extra: Extra, left: &mut i64, added: &mut Totals, tiered: bool) -> Extra {
    if tiered {
        added.tiered_paid = added.tiered_paid.saturating_add(extra.minor);
    }
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

impl Credited<'_> {
    /// The payee's part of an amount of the conversion, HalfEven.
    fn part_of(&self, minor: i64) -> Result<i64, RewardError> {
        let (weight, whole) = (i128::from(self.weight), i128::from(self.whole.max(1)));
        divide(i128::from(minor) * weight, whole, Rounding::HalfEven).map_err(|_| RewardError::OutOfRange)
    }
}

fn ratio(minor: i64, of: i64, whole: i64) -> Result<i64, RewardError> {
    divide(i128::from(minor) * i128::from(of), i128::from(whole), Rounding::HalfEven)
        .map_err(|_| RewardError::OutOfRange)
}
