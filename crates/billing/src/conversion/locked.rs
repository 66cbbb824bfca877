//! What has to be locked before anything of a conversion is taken back, in the one order that everybody keeps.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::commission::{Cause, CommissionState};
use domain::ids::{ConversionId, PayeeId, ProgramId};
use domain::reward::Period;
use store::attribution::{Attribution, Credit};
use store::commission::Commission;
use store::conversion::Conversion;
use store::payee::Payee;
use store::payee_month::PayeeMonth;
use store::{StoreError, TenantTx};

use crate::error::BillingResult;

/// A conversion of which something is taken back, and everything that may fall with it, locked.
pub(crate) struct Locked {
    /// The conversion.
    pub conversion: Conversion,
    /// The decision that counts, and its credits.
    pub decision: Option<Attribution>,
    pub credits: Vec<Credit>,
    /// It and those that reached goals and tiers of the same payees.
    pub(super) conversions: Vec<Conversion>,
    /// All of their commissions.
    pub commissions: Vec<Commission>,
}

impl Locked {
    /// Takes the turn of everybody it paid, then locks it and what goals and tiers they reached in the same year; `more` are
    /// payees whom another decision is about to pay. Errors: `Conflict` when it was decided again meanwhile.
    pub async fn of(tx: &TenantTx, id: ConversionId, more: &[(PayeeId, ProgramId)]) -> BillingResult<Locked> {
        let seen = Conversion::find(tx, id).await?;
        let (decision, credits) = decided(tx, id).await?;
        let paid = Commission::of_conversions(tx, &[id]).await?;
        let mut of: Vec<(PayeeId, ProgramId)> = paid.iter().map(|c| (c.payee_id, c.program_id)).collect();
        of.extend(credits.iter().filter_map(|credit| Some((credit.payee_id, credit.program_id?))));
        of.extend_from_slice(more);
        of.sort_unstable();
        of.dedup();
        PayeeMonth::take_turn(tx, &of).await?;
        let mut ids = Commission::that_reached(tx, &of, year_of(seen.occurred_at)).await?;
        ids.push(id);
        ids.sort_unstable();
        ids.dedup();
        let conversions = Conversion::lock_many(tx, &ids).await?;
        let conversion =
            conversions.iter().find(|c| c.id == id).cloned().ok_or(StoreError::NotFound("conversion"))?;
        let payees: Vec<PayeeId> = of.iter().map(|(payee, _)| *payee).collect();
        Payee::share(tx, &payees).await?;
        let commissions = Commission::lock_of_conversions(tx, &ids).await?;
        let commissions = commissions.into_iter().map(|(commission, _)| commission).collect();
        // Who decides again takes the same turns, but may have done so before this one's.
        let (now, credits) = decided(tx, id).await?;
        if now.as_ref().map(|decision| decision.id) != decision.map(|decision| decision.id) {
            return Err(StoreError::Conflict("conversion").into());
        }
        Ok(Locked { conversion, decision: now, credits, conversions, commissions })
    }

    /// The conversion's own commissions.
    pub fn own(&self) -> impl Iterator<Item = &Commission> {
        self.commissions.iter().filter(|c| c.conversion_id == Some(self.conversion.id))
    }

    /// What corrections have left of a commission, in minor units.
    pub fn left(&self, of: &Commission) -> i64 {
        let corrections = self.commissions.iter().filter(|c| c.adjusts_id == Some(of.id));
        of.amount + corrections.filter(|c| c.state != CommissionState::Void).map(|c| c.amount).sum::<i64>()
    }

    /// Whether a credit of the decision that counts still counts in totals: what was voided does not.
    pub fn counts(&self, credit: &Credit) -> bool {
        credit.amount == 0
            || self.own().any(|c| {
                c.cause == Cause::Conversion
                    && c.state != CommissionState::Void
                    && c.attribution_id == Some(credit.attribution_id)
                    && c.payee_id == credit.payee_id
            })
    }
}

async fn decided(
    tx: &TenantTx,
    conversion: ConversionId,
) -> BillingResult<(Option<Attribution>, Vec<Credit>)> {
    let decision = Attribution::current(tx, &[conversion]).await?.into_iter().next();
    let credits = match &decision {
        Some(decision) => Credit::of(tx, &[decision.id]).await?,
        None => Vec::new(),
    };
    Ok((decision, credits))
}

/// The calendar year, which every period lies in.
fn year_of(at: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    (midnight(Period::Year.start(at)), midnight(Period::Year.end(at)))
}
