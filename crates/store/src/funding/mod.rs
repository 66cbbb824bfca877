//! Money tenants put into their wallets, the ways they pay, and what comes back. Written by `billing` alone.

mod dispute;
mod method;
mod wallet_return;

pub use dispute::FundingDispute;
pub use method::{FundingMethod, WalletTopUp};
pub use wallet_return::WalletReturn;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::funding::FundingState;
use domain::ids::{FundingId, FundingMethodId, PayoutRunId, TenantId};
use domain::money::Currency;

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::fundings;
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// A funding.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = fundings, treat_none_as_null = true)]
pub struct Funding {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: FundingId,
    /// What is paid in.
    pub currency: Currency,
    /// What is paid, in minor units.
    pub amount: i64,
    /// What Stripe keeps of it.
    pub fee: Option<i64>,
    /// What reaches the wallet.
    pub net: Option<i64>,
    /// Where it stands.
    pub state: FundingState,
    /// `cs_…`
    pub checkout_session_id: Option<String>,
    /// Where the tenant pays.
    pub checkout_url: Option<String>,
    /// `pi_…`
    pub payment_intent_id: Option<String>,
    /// Who started it.
    pub started_by: String,
    /// When it was started.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// The saved way it is paid by, unless on a page.
    pub method_id: Option<FundingMethodId>,
    /// The run it was topped up for by itself.
    pub run_id: Option<PayoutRunId>,
    /// Why it failed.
    pub reason: Option<String>,
    /// What of the net made up for earlier shortfalls instead of reaching the wallet.
    pub repaid: i64,
    /// What was given back to the tenant, or is on its way.
    pub refunded: i64,
    /// When Stripe is asked next what became of it; none while nothing is expected.
    pub look_at: Option<DateTime<Utc>>,
    /// Why Stripe gives nothing of it back, by its code; none while it may.
    pub not_refundable: Option<String>,
    /// Where the page leads back to: a path of the web app.
    pub return_path: Option<String>,
}

tenant_reads!(Funding, fundings, FundingId, "funding");

impl Funding {
    /// Writes a changed, locked funding back.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(fundings::table)
            .filter(fundings::tenant_id.eq(tx.tenant()))
            .filter(fundings::id.eq(self.id))
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("funding")) }
    }

    /// Fundings that Stripe is to be asked about, everywhere, those that have waited longest first.
    pub async fn to_look_at(
        tx: &SystemTx,
        now: DateTime<Utc>,
        rows_max: i64,
    ) -> StoreResult<Vec<(TenantId, FundingId)>> {
        Ok(fundings::table
            .filter(fundings::look_at.le(now))
            .order((fundings::look_at, fundings::tenant_id, fundings::id))
            .select((fundings::tenant_id, fundings::id))
            .limit(rows_max)
            .load(&mut tx.db()?)
            .await?)
    }

    /// Has a funding looked at soon. Returns where it stands. Errors: `NotFound`.
    pub async fn look_soon(
        tx: &SystemTx,
        tenant: TenantId,
        id: FundingId,
        now: DateTime<Utc>,
    ) -> StoreResult<FundingState> {
        diesel::update(fundings::table)
            .filter(fundings::tenant_id.eq(tenant))
            .filter(fundings::id.eq(id))
            .set(fundings::look_at.eq(now))
            .returning(fundings::state)
            .get_result(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("funding"))
    }

    /// Whether Stripe has told of a settled funding that something was taken back or given again, and was not asked yet what.
    pub async fn any_to_ask_about(scope: &impl TenantScope) -> StoreResult<bool> {
        let mut conn = scope.conn().await?;
        let told = fundings::table
            .filter(fundings::tenant_id.eq(scope.tenant()))
            .filter(fundings::look_at.is_not_null())
            .filter(fundings::net.is_not_null());
        Ok(diesel::select(diesel::dsl::exists(told)).get_result(&mut conn).await?)
    }

    /// Whose payment this is.
    pub async fn of_payment(tx: &SystemTx, payment_intent: &str) -> StoreResult<(TenantId, FundingId)> {
        fundings::table
            .filter(fundings::payment_intent_id.eq(payment_intent))
            .select((fundings::tenant_id, fundings::id))
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("funding"))
    }

    /// Whose payments these are.
    pub async fn of_payments(tx: &SystemTx, payment_intents: &[String]) -> StoreResult<Vec<Funding>> {
        Ok(fundings::table
            .filter(fundings::payment_intent_id.eq_any(payment_intents))
            .select(Funding::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Fundings that have settled and changed since then, everywhere.
    pub async fn settled_since(tx: &SystemTx, since: DateTime<Utc>) -> StoreResult<Vec<Funding>> {
        Ok(fundings::table
            .filter(fundings::net.is_not_null())
            .filter(fundings::updated_at.ge(since))
            .order((fundings::tenant_id, fundings::id))
            .select(Funding::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// The fundings that runs were topped up by, oldest first.
    pub async fn of_runs(scope: &impl TenantScope, runs: &[PayoutRunId]) -> StoreResult<Vec<Funding>> {
        let mut conn = scope.conn().await?;
        Ok(fundings::table
            .filter(fundings::tenant_id.eq(scope.tenant()))
            .filter(fundings::run_id.eq_any(runs))
            .order(fundings::id)
            .select(Funding::as_select())
            .load(&mut conn)
            .await?)
    }

    /// What was charged to saved methods in a currency and has not settled: it is on its way.
    pub async fn on_its_way(scope: &impl TenantScope, currency: Currency) -> StoreResult<i64> {
        let mut conn = scope.conn().await?;
        let amounts: Vec<i64> = fundings::table
            .filter(fundings::tenant_id.eq(scope.tenant()))
            .filter(fundings::currency.eq(currency))
            .filter(
                fundings::state
                    .eq(FundingState::Started)
                    .or(fundings::state.eq(FundingState::Created).and(fundings::method_id.is_not_null())),
            )
            .select(fundings::amount)
            .load(&mut conn)
            .await?;
        Ok(amounts.iter().sum())
    }

    /// Settled fundings of a currency of which something can be given back, newest first, locked.
    pub async fn lock_refundable(tx: &TenantTx, currency: Currency) -> StoreResult<Vec<Funding>> {
        Ok(fundings::table
            .filter(fundings::tenant_id.eq(tx.tenant()))
            .filter(fundings::currency.eq(currency))
            .filter(fundings::state.eq(FundingState::Settled))
            .filter(fundings::refunded.lt(fundings::amount))
            .filter(fundings::not_refundable.is_null())
            .order(fundings::id.desc())
            .select(Funding::as_select())
            .for_update()
            .load(&mut tx.db()?)
            .await?)
    }
}
