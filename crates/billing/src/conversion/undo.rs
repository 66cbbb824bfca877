//! Taking back what conversions gave, and with it the goals and tiers that are reached no more.
//!
//! Totals are what stands: an amount counts less what was paid back of it, a sale until all of it was, and `paid` follows
//! the commissions. So after anything is taken back the goals and tiers of its period are looked at: what is reached no
//! more is taken back too, and a sale that a top-up was for takes its part of that along. Whoever undoes takes the payees'
//! turn first, then locks conversions, commissions, totals, budgets and accounts, in this order.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Utc};
use domain::commission::{Cause, CommissionState, RefundBooking};
use domain::ids::{AttributionId, BudgetId, CommissionId, PayeeId, RefundId};
use domain::ledger::{Event, refunded_debt, refunded_payable, voided};
use domain::money::{Rounding, divide};
use domain::reward::{Period, Reached, Totals, left_of};
use serde::Deserialize;
use serde_json::{Value, json};
use store::attribution::Credit;
use store::budget::Budget;
use store::commission::Commission;
use store::payee_month::PayeeMonth;
use store::terms::Terms;
use store::top_up::TopUpPart;
use store::{TenantTx, new_id};

use super::book::month_of;
use super::locked::Locked;
use crate::error::{BillingError, BillingResult};
use crate::ledger::{Entry, post};

/// What a commission of cause BONUS was paid for.
#[derive(Deserialize)]
struct Why {
    bonus: Extra,
}

#[derive(Deserialize)]
struct Extra {
    kind: domain::reward::ExtraKind,
    why: Reached,
}

/// A goal or a tier that a commission was paid for; none for what cannot be read.
fn reached(commission: &Commission) -> Option<(bool, Reached)> {
    let why = Why::deserialize(&commission.why).ok().filter(|_| commission.cause == Cause::Bonus)?;
    Some((why.bonus.kind == domain::reward::ExtraKind::TopUp, why.bonus.why))
}

/// Of one credit: what was, and what is now.
pub(crate) struct Change {
    /// What was paid back before, in minor units of what may earn.
    pub refunded_before: i64,
    /// And now.
    pub refunded: i64,
    /// Whether the sale counts after it.
    pub counts: bool,
    /// Whether it counted before.
    pub counted: bool,
    /// Whether nothing of the credit is left, as when it is voided or another decision takes its place.
    pub ends: bool,
}

/// What is taken back, until it is written.
pub(crate) struct Undo<'a> {
    tx: &'a TenantTx,
    locked: &'a Locked,
    totals: BTreeMap<PayeeMonth, Totals>,
    /// How much of which commission, and why.
    takes: BTreeMap<CommissionId, (i64, &'static str)>,
    ended: Vec<(AttributionId, PayeeId)>,
    ended_sales: Vec<(AttributionId, PayeeId)>,
}

impl<'a> Undo<'a> {
    pub fn new(tx: &'a TenantTx, locked: &'a Locked) -> Undo<'a> {
        let (totals, takes, ended, ended_sales) = Default::default();
        Undo { tx, locked, totals, takes, ended, ended_sales }
    }

    /// What is taken of commissions in all, in minor units.
    pub fn taken(&self) -> i64 {
        self.takes.values().map(|(minor, _)| minor).sum()
    }

    /// A credit counts less, and takes its part of the top-ups that were for it along.
    pub async fn credit(&mut self, credit: &Credit, change: &Change) -> BillingResult<()> {
        let Some(program) = credit.program_id else { return Ok(()) };
        let locked = self.locked;
        let own = credit.added().own();
        let whole = locked.conversion.commissionable;
        let counted =
            |totals: Totals, counts: bool| Totals { sales: if counts { totals.sales } else { 0 }, ..totals };
        let was = counted(left_of(&own, whole, change.refunded_before)?, change.counted);
        let is = if change.ends {
            Totals::default()
        } else {
            counted(left_of(&own, whole, change.refunded)?, change.counts)
        };
        self.count(month_of(&locked.conversion, credit.payee_id, program), is - was);
        for part in TopUpPart::of_sale(self.tx, credit.attribution_id).await? {
            if part.payee_id != credit.payee_id {
                continue;
            }
            let of = |minor, refunded| if change.ends { Ok(0) } else { scaled(minor, whole, refunded) };
            let less = |minor| {
                Ok::<_, BillingError>(
                    scaled(minor, whole, change.refunded_before)? - of(minor, change.refunded)?,
                )
            };
            let Some(top_up) = self.top_up(part.attribution_id, part.payee_id) else { continue };
            self.count_at(
                top_up,
                Totals {
                    tiered_paid: -less(part.due)?,
                    tiered_at: -part.bps.saturating_mul(was.tiered - is.tiered),
                    ..Totals::default()
                },
            );
            let minor = less(part.minor)?.min(self.still(top_up));
            self.take(top_up, minor, "SALE_TAKEN_BACK");
        }
        if change.ends {
            self.ended_sales.push((credit.attribution_id, credit.payee_id));
        }
        Ok(())
    }

    /// Part of a commission is taken back.
    pub fn take(&mut self, commission: &Commission, minor: i64, why: &'static str) {
        if minor > 0 {
            self.takes.entry(commission.id).or_insert((0, why)).0 += minor;
            self.count_at(commission, Totals { paid: -minor, ..Totals::default() });
        }
    }

    /// A commission is voided by the caller: what it paid counts no more, nor the top-up it may be.
    pub fn void(&mut self, commission: &Commission, minor: i64) {
        self.count_at(commission, Totals { paid: -minor, ..Totals::default() });
        if let (Some((true, _)), Some(attribution)) = (reached(commission), commission.attribution_id) {
            self.ended.push((attribution, commission.payee_id));
        }
    }

    /// Takes back what goals and tiers gave that the totals come to no more; not of those the caller voids.
    pub async fn fall(&mut self, void: &[CommissionId]) -> BillingResult<()> {
        let locked = self.locked;
        let standing: Vec<(&Commission, bool, Reached)> = locked
            .commissions
            .iter()
            .filter(|c| c.state != CommissionState::Void && !void.contains(&c.id))
            .filter_map(|c| reached(c).map(|(top_up, reached)| (c, top_up, reached)))
            .collect();
        let terms: Vec<_> = standing.iter().filter_map(|(c, ..)| c.terms_id).collect();
        let periods =
            if terms.is_empty() { Default::default() } else { Terms::periods(self.tx, &terms).await? };
        let at = locked.conversion.occurred_at;
        let concerned: Vec<(&Commission, bool, Reached, Period)> = standing
            .into_iter()
            .filter_map(|(c, top_up, reached)| {
                let period = *periods.get(&c.terms_id?)?;
                let month = month_of(&locked.conversion, c.payee_id, c.program_id);
                let same =
                    period.start(self.happened(c)?) == period.start(at) && self.totals.contains_key(&month);
                same.then_some((c, top_up, reached, period))
            })
            .collect();
        let asked: Vec<_> = concerned
            .iter()
            .map(|(c, .., period)| (c.payee_id, c.program_id, (period.start(at), period.end(at))))
            .collect();
        let before = PayeeMonth::totals(self.tx, &asked).await?;
        for ((commission, top_up, reached, _), before) in concerned.into_iter().zip(before) {
            let month = month_of(&locked.conversion, commission.payee_id, commission.program_id);
            let lost = self.totals.get(&month).copied().unwrap_or_default();
            let now = before + Totals { sales: lost.sales, amount: lost.amount, ..Totals::default() };
            if reached.stands(&now) {
                continue;
            }
            self.take(commission, self.still(commission), "REACHED_NO_MORE");
            if let (true, Some(attribution)) = (top_up, commission.attribution_id) {
                self.ended.push((attribution, commission.payee_id));
            }
        }
        Ok(())
    }

    /// The budgets that it gives something back to.
    pub fn budgets(&self) -> Vec<BudgetId> {
        self.taken_of().filter_map(|(commission, ..)| commission.budget_id).collect()
    }

    /// Writes it: totals, budgets, an ADJUSTMENT for each commission that loses something, and one entry under `key`. What
    /// the caller voids itself it gives back as `given_back`.
    pub async fn write(
        mut self,
        key: String,
        refund: Option<(RefundId, Value)>,
        given_back: &[(BudgetId, i64)],
        now: DateTime<Utc>,
    ) -> BillingResult<()> {
        self.end_top_ups().await?;
        let totals: Vec<(PayeeMonth, Totals)> = std::mem::take(&mut self.totals).into_iter().collect();
        PayeeMonth::add(self.tx, &totals).await?;
        let mut budgets: BTreeMap<BudgetId, i64> = BTreeMap::new();
        let of_takes = self.taken_of().filter_map(|(c, minor, _)| Some((c.budget_id?, minor)));
        for (budget, minor) in of_takes.chain(given_back.iter().copied()) {
            *budgets.entry(budget).or_default() += minor;
        }
        for (budget, minor) in budgets {
            Budget::reserve(self.tx, budget, -minor).await?;
        }
        self.adjust(key, refund, now).await
    }

    /// Raised no more: what a top-up that ends had added, as far as that still counts.
    async fn end_top_ups(&mut self) -> BillingResult<()> {
        for (attribution, payee) in std::mem::take(&mut self.ended) {
            let Some(top_up) = self.top_up(attribution, payee) else { continue };
            let mut less = Totals::default();
            for (part, sale) in TopUpPart::of_top_up(self.tx, attribution, payee).await? {
                if self.ended_sales.contains(&(sale.attribution, payee)) {
                    continue;
                }
                let left = left_of(&sale.own, sale.commissionable, sale.refunded)?;
                less.tiered_at -= part.bps.saturating_mul(left.tiered);
                less.tiered_paid -= scaled(part.due, sale.commissionable, sale.refunded)?;
            }
            self.count_at(top_up, less);
            TopUpPart::end(self.tx, attribution, payee).await?;
        }
        for (sale, payee) in std::mem::take(&mut self.ended_sales) {
            TopUpPart::end_of_sale(self.tx, sale, payee).await?;
        }
        Ok(())
    }

    async fn adjust(
        &self,
        key: String,
        refund: Option<(RefundId, Value)>,
        now: DateTime<Utc>,
    ) -> BillingResult<()> {
        let mut rows = Vec::new();
        let (mut pending, mut payable, mut debt): (Vec<(PayeeId, i64)>, Vec<_>, Vec<_>) = Default::default();
        for (original, minor, because) in self.taken_of() {
            let Some(booking) = original.state.refund_booking() else { continue };
            let state = match booking {
                RefundBooking::Pending => original.state,
                RefundBooking::Payable | RefundBooking::Debt => CommissionState::Payable,
            };
            let side = match booking {
                RefundBooking::Pending => &mut pending,
                RefundBooking::Payable => &mut payable,
                RefundBooking::Debt => &mut debt,
            };
            side.push((original.payee_id, minor));
            let mut why = json!({
                "bookedAs": booking, "hadLeft": self.locked.left(original), "takenBack": minor, "because": because,
            });
            if let (Some((_, Value::Object(told))), Value::Object(why)) = (&refund, &mut why) {
                why.extend(told.clone());
            }
            rows.push(Commission {
                id: new_id(),
                cause: Cause::Adjustment,
                refund_id: refund.as_ref().map(|(id, _)| *id),
                adjusts_id: Some(original.id),
                amount: -minor,
                debt: booking == RefundBooking::Debt,
                recovered: 0,
                state,
                payout_id: None,
                why,
                created_at: now,
                returned_by_payout_id: None,
                ..original.clone()
            });
        }
        if rows.is_empty() {
            return Ok(());
        }
        Commission::add(self.tx, &rows).await?;
        let mut postings = voided(&pending)?;
        postings.extend(refunded_payable(&payable)?);
        postings.extend(refunded_debt(&debt)?);
        let currency = self.locked.conversion.currency;
        let entry = Entry { key, event: Event::CommissionRefunded, currency, postings: &postings };
        post(self.tx, &entry, now).await?;
        Ok(())
    }

    fn taken_of(&self) -> impl Iterator<Item = (&'a Commission, i64, &'static str)> {
        let locked = self.locked;
        let of = move |id: &CommissionId| locked.commissions.iter().find(|c| c.id == *id);
        self.takes.iter().filter_map(move |(id, (minor, why))| Some((of(id)?, *minor, *why)))
    }

    /// What is left of a commission after what is taken already.
    fn still(&self, commission: &Commission) -> i64 {
        self.locked.left(commission) - self.takes.get(&commission.id).map_or(0, |(minor, _)| *minor)
    }

    /// A payee's top-up that a decision paid.
    fn top_up(&self, attribution: AttributionId, payee: PayeeId) -> Option<&'a Commission> {
        self.locked.commissions.iter().find(|c| {
            c.attribution_id == Some(attribution)
                && c.payee_id == payee
                && matches!(reached(c), Some((true, _)))
        })
    }

    fn happened(&self, commission: &Commission) -> Option<DateTime<Utc>> {
        let of = self.locked.conversions.iter().find(|c| Some(c.id) == commission.conversion_id)?;
        Some(of.occurred_at)
    }

    fn count(&mut self, month: PayeeMonth, totals: Totals) {
        let sum = self.totals.entry(month).or_default();
        *sum = *sum + totals;
    }

    /// In the month of a commission's conversion.
    fn count_at(&mut self, commission: &Commission, totals: Totals) {
        let Some(at) = self.happened(commission) else { return };
        let day = at.date_naive();
        let month = day.with_day(1).unwrap_or(day);
        self.count(PayeeMonth { payee: commission.payee_id, program: commission.program_id, month }, totals);
    }
}

/// What is left of a sum when so much of the whole was paid back, HalfEven.
fn scaled(minor: i64, whole: i64, refunded: i64) -> BillingResult<i64> {
    let left = (whole - refunded).clamp(0, whole.max(0));
    if whole <= 0 {
        return Ok(minor);
    }
    let exact = i128::from(minor) * i128::from(left);
    Ok(divide(exact, i128::from(whole), Rounding::HalfEven)
        .map_err(|_| domain::reward::RewardError::OutOfRange)?)
}
