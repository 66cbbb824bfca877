//! What may have to be told to tenants' people. Whether it was told is asked of [`crate::mail::Mail::untold`].

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::funding::FundingState;
use domain::ids::{FundingId, PayoutRunId, TenantId, TypedId};
use domain::money::{Amount, Currency};
use domain::notice::Cause;
use domain::notice::tenant::RunStanding;
use domain::payout::{PauseReason, PayoutRunState};
use domain::plan::{InvoiceState, Plan, SubscriptionState};
use uuid::Uuid;

use crate::error::StoreResult;
use crate::funding::Funding;
use crate::plan::Subscription;
use crate::schema::{fundings, ledger_findings, payout_runs, subscription_invoices, subscriptions};
use crate::scope::SystemTx;

/// Subscriptions that owe, with what their tenants' open invoices come to, by currency.
pub async fn owing(tx: &SystemTx) -> StoreResult<Vec<(Subscription, Vec<Amount>)>> {
    let rows: Vec<Subscription> = subscriptions::table
        .filter(subscriptions::state.eq_any([SubscriptionState::PastDue, SubscriptionState::Suspended]))
        .select(Subscription::as_select())
        .load(&mut tx.db()?)
        .await?;
    let tenants: Vec<TenantId> = rows.iter().map(|row| row.tenant_id).collect();
    let open: Vec<(TenantId, Currency, i64)> = subscription_invoices::table
        .filter(subscription_invoices::tenant_id.eq_any(&tenants))
        .filter(subscription_invoices::state.eq(InvoiceState::Open))
        .order((subscription_invoices::tenant_id, subscription_invoices::currency))
        .select((
            subscription_invoices::tenant_id,
            subscription_invoices::currency,
            subscription_invoices::amount_due,
        ))
        .load(&mut tx.db()?)
        .await?;
    let mut owed: HashMap<TenantId, Vec<Amount>> = HashMap::new();
    for (tenant, currency, minor) in open {
        let sums = owed.entry(tenant).or_default();
        match sums.iter_mut().find(|sum| sum.currency == currency) {
            Some(sum) => sum.minor = sum.minor.saturating_add(minor),
            None => sums.push(Amount::new(minor, currency)),
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let sums = owed.remove(&row.tenant_id).unwrap_or_default();
            (row, sums)
        })
        .collect())
}

/// A suspension that was told and has ended.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct Ended {
    #[diesel(sql_type = SqlUuid)]
    tenant_id: Uuid,
    #[diesel(sql_type = Text)]
    about: String,
    /// What the tenant may use now.
    #[diesel(sql_type = Text)]
    pub plan: Plan,
}

impl Ended {
    /// Whose it was.
    pub fn tenant(&self) -> TenantId {
        TenantId::from_uuid(self.tenant_id)
    }

    /// Since when it had been owed: what the suspension was about.
    pub fn since(&self) -> Option<DateTime<Utc>> {
        self.about.parse().ok()
    }

    /// Those of whose end nobody was told.
    pub async fn untold(tx: &SystemTx) -> StoreResult<Vec<Ended>> {
        Ok(diesel::sql_query(
            "SELECT DISTINCT s.tenant_id, m.about, s.plan FROM subscriptions s JOIN mails m ON m.tenant_id = s.tenant_id \
               AND m.user_id IS NOT NULL AND m.cause = $1 \
             WHERE s.state <> 'SUSPENDED' AND NOT EXISTS (SELECT 1 FROM mails e WHERE e.tenant_id = m.tenant_id \
               AND e.user_id IS NOT NULL AND e.cause = $2 AND e.about = m.about)",
        )
        .bind::<Text, _>(Cause::SubscriptionSuspended)
        .bind::<Text, _>(Cause::SubscriptionResumed)
        .load(&mut tx.db()?)
        .await?)
    }
}

/// Fundings that have failed since then after somebody was asked for the money: a page that nobody paid on is no news.
pub async fn failed_fundings(tx: &SystemTx, since: DateTime<Utc>) -> StoreResult<Vec<Funding>> {
    Ok(fundings::table
        .filter(fundings::state.eq(FundingState::Failed))
        .filter(fundings::updated_at.gt(since))
        .filter(fundings::method_id.is_not_null().or(fundings::payment_intent_id.is_not_null()))
        .order(fundings::updated_at)
        .select(Funding::as_select())
        .load(&mut tx.db()?)
        .await?)
}

/// A dispute that has taken money from a wallet.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct Taken {
    #[diesel(sql_type = SqlUuid)]
    tenant_id: Uuid,
    /// `du_…`
    #[diesel(sql_type = Text)]
    pub stripe_id: String,
    #[diesel(sql_type = SqlUuid)]
    funding_id: Uuid,
    /// Stripe's word for why.
    #[diesel(sql_type = Text)]
    pub reason: String,
    /// Stripe's word for where it stands.
    #[diesel(sql_type = Text)]
    pub status: String,
    #[diesel(sql_type = BigInt)]
    taken: i64,
    #[diesel(sql_type = Text)]
    currency: Currency,
}

impl Taken {
    /// Whose wallet it was.
    pub fn tenant(&self) -> TenantId {
        TenantId::from_uuid(self.tenant_id)
    }

    /// What is disputed.
    pub fn funding(&self) -> FundingId {
        FundingId::from_uuid(self.funding_id)
    }

    /// What was taken, Stripe's fee included.
    pub fn amount(&self) -> Amount {
        Amount::new(self.taken, self.currency)
    }

    /// Those of banks that are open or lost, and have changed since then. What was refunded by hand is no bank's doing.
    pub async fn since(tx: &SystemTx, since: DateTime<Utc>) -> StoreResult<Vec<Taken>> {
        Ok(diesel::sql_query(
            "SELECT d.tenant_id, d.stripe_id, d.funding_id, d.reason, d.status, d.taken, f.currency FROM funding_disputes d \
             JOIN fundings f ON f.tenant_id = d.tenant_id AND f.id = d.funding_id \
             WHERE d.updated_at > $1 AND d.taken > 0 AND d.reason <> 'refund' AND d.status NOT IN ('won', 'warning_closed') ORDER BY d.updated_at",
        )
        .bind::<Timestamptz, _>(since)
        .load(&mut tx.db()?)
        .await?)
    }
}

/// Runs that stand still, or may.
pub async fn standing_runs(tx: &SystemTx) -> StoreResult<Vec<(TenantId, RunStanding)>> {
    type Row = (
        TenantId,
        PayoutRunId,
        PayoutRunState,
        Option<PauseReason>,
        Option<i64>,
        Currency,
        DateTime<Utc>,
        bool,
    );
    let rows: Vec<Row> = payout_runs::table
        .filter(payout_runs::state.eq_any([
            PayoutRunState::Previewed,
            PayoutRunState::Approved,
            PayoutRunState::Funding,
            PayoutRunState::Paused,
        ]))
        .order((payout_runs::tenant_id, payout_runs::id))
        .select((
            payout_runs::tenant_id,
            payout_runs::id,
            payout_runs::state,
            payout_runs::pause_reason,
            payout_runs::preview_total,
            payout_runs::currency,
            payout_runs::updated_at,
            payout_runs::second_approver,
        ))
        .load(&mut tx.db()?)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(tenant, run, state, pause_reason, total, currency, since, second_approver)| {
            let total = Amount::new(total.unwrap_or(0), currency);
            (tenant, RunStanding { run, state, pause_reason, total, since, second_approver })
        })
        .collect())
}

#[derive(QueryableByName)]
struct Run {
    #[diesel(sql_type = SqlUuid)]
    tenant_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    currency: Currency,
}

/// Runs that wait for money of wallets that are topped up by themselves, while nothing is on its way and nothing was refused:
/// either they are about to be topped up, or something stops that.
pub async fn runs_to_top_up(tx: &SystemTx) -> StoreResult<Vec<(TenantId, PayoutRunId, Currency)>> {
    let rows: Vec<Run> = diesel::sql_query(
        "SELECT r.tenant_id, r.id, r.currency FROM payout_runs r JOIN wallet_top_ups w ON w.tenant_id = r.tenant_id \
           AND w.currency = r.currency AND w.ends_at IS NULL \
         WHERE (r.state = 'FUNDING' OR r.state = 'PAUSED' AND r.pause_reason = 'BALANCE_NOT_ENOUGH') \
           AND NOT EXISTS (SELECT 1 FROM fundings f WHERE f.tenant_id = r.tenant_id AND f.currency = r.currency \
             AND (f.state = 'STARTED' OR f.state = 'CREATED' AND f.method_id IS NOT NULL OR f.state = 'FAILED' AND f.run_id = r.id)) \
         ORDER BY 1, 2",
    )
    .load(&mut tx.db()?)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (TenantId::from_uuid(row.tenant_id), PayoutRunId::from_uuid(row.id), row.currency))
        .collect())
}

/// Tenants whose payouts were stopped before then and still are, and since when.
pub async fn stopped_before(
    tx: &SystemTx,
    before: DateTime<Utc>,
) -> StoreResult<Vec<(TenantId, DateTime<Utc>)>> {
    let rows: Vec<(TenantId, DateTime<Utc>)> = ledger_findings::table
        .filter(ledger_findings::cleared_at.is_null())
        .filter(ledger_findings::found_at.le(before))
        .order((ledger_findings::tenant_id, ledger_findings::found_at))
        .distinct_on(ledger_findings::tenant_id)
        .select((ledger_findings::tenant_id, ledger_findings::found_at))
        .load(&mut tx.db()?)
        .await?;
    Ok(rows)
}
