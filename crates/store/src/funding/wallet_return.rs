//! Wallet money given back to its tenant.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::funding::ReturnState;
use domain::ids::{FundingId, TenantId, WalletReturnId};
use domain::money::Currency;

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::wallet_returns;
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// Money of the wallet given back to the tenant, as a refund of one funding.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = wallet_returns, treat_none_as_null = true)]
pub struct WalletReturn {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id; its key at Stripe is `ref:{id}`.
    pub id: WalletReturnId,
    /// The wish it belongs to: each return gives back one funding.
    pub request_id: WalletReturnId,
    /// What is given back.
    pub funding_id: FundingId,
    /// Its currency.
    pub currency: Currency,
    /// How much of it, in minor units.
    pub amount: i64,
    /// Where it stands.
    pub state: ReturnState,
    /// Why it failed.
    pub reason: Option<String>,
    /// `re_…`
    pub refund_id: Option<String>,
    /// Who asked for it.
    pub requested_by: String,
    /// When it was first sent; after 20 hours it is never sent again.
    pub first_sent_at: Option<DateTime<Utc>>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it is worked at next.
    pub look_at: Option<DateTime<Utc>>,
}

tenant_reads!(WalletReturn, wallet_returns, WalletReturnId, "wallet return");

impl WalletReturn {
    /// Writes a changed, locked return back.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(wallet_returns::table)
            .filter(wallet_returns::tenant_id.eq(tx.tenant()))
            .filter(wallet_returns::id.eq(self.id))
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("wallet return")) }
    }

    /// The returns that one wish came to, oldest first.
    pub async fn of_request(tx: &TenantTx, request: WalletReturnId) -> StoreResult<Vec<WalletReturn>> {
        Ok(wallet_returns::table
            .filter(wallet_returns::tenant_id.eq(tx.tenant()))
            .filter(wallet_returns::request_id.eq(request))
            .order(wallet_returns::id)
            .select(WalletReturn::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// What is asked for and still in the wallet, in minor units.
    pub async fn requested(scope: &impl TenantScope, currency: Currency) -> StoreResult<i64> {
        let mut conn = scope.conn().await?;
        let amounts: Vec<i64> = wallet_returns::table
            .filter(wallet_returns::tenant_id.eq(scope.tenant()))
            .filter(wallet_returns::currency.eq(currency))
            .filter(wallet_returns::state.eq(ReturnState::Requested))
            .select(wallet_returns::amount)
            .load(&mut conn)
            .await?;
        Ok(amounts.iter().sum())
    }

    /// Has a return looked at soon. Errors: `NotFound`.
    pub async fn look_soon(
        tx: &SystemTx,
        tenant: TenantId,
        id: WalletReturnId,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        let found = diesel::update(wallet_returns::table)
            .filter(wallet_returns::tenant_id.eq(tenant))
            .filter(wallet_returns::id.eq(id))
            .set(wallet_returns::look_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        if found == 1 { Ok(()) } else { Err(StoreError::NotFound("wallet return")) }
    }

    /// Returns of these ids, everywhere.
    pub async fn anywhere(
        tx: &SystemTx,
        tenants: &[TenantId],
        ids: &[WalletReturnId],
    ) -> StoreResult<Vec<WalletReturn>> {
        Ok(wallet_returns::table
            .filter(wallet_returns::tenant_id.eq_any(tenants))
            .filter(wallet_returns::id.eq_any(ids))
            .select(WalletReturn::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Whether it has failed without a refund: one that is there all the same is nobody's wish, and booked on its funding.
    pub fn is_given_up(&self) -> bool {
        self.state == ReturnState::Failed && self.refund_id.is_none()
    }

    /// Which of these refunds are returns of the scope's tenant. One that was given up has no refund: where there is one all
    /// the same, it is nobody's wish.
    pub async fn known(tx: &TenantTx, ids: &[WalletReturnId]) -> StoreResult<Vec<WalletReturnId>> {
        Ok(wallet_returns::table
            .filter(wallet_returns::tenant_id.eq(tx.tenant()))
            .filter(wallet_returns::id.eq_any(ids))
            .filter(wallet_returns::state.ne(ReturnState::Failed).or(wallet_returns::refund_id.is_not_null()))
            .select(wallet_returns::id)
            .load(&mut tx.db()?)
            .await?)
    }

    /// Returns that were made and have changed since then, everywhere.
    pub async fn returned_since(tx: &SystemTx, since: DateTime<Utc>) -> StoreResult<Vec<WalletReturn>> {
        Ok(wallet_returns::table
            .filter(wallet_returns::state.eq(ReturnState::Returned))
            .filter(wallet_returns::updated_at.ge(since))
            .order((wallet_returns::tenant_id, wallet_returns::id))
            .select(WalletReturn::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Those to work at, everywhere, those that have waited longest first.
    pub async fn to_look_at(
        tx: &SystemTx,
        now: DateTime<Utc>,
        rows_max: i64,
    ) -> StoreResult<Vec<(TenantId, WalletReturnId)>> {
        Ok(wallet_returns::table
            .filter(wallet_returns::look_at.le(now))
            .order((wallet_returns::look_at, wallet_returns::tenant_id, wallet_returns::id))
            .select((wallet_returns::tenant_id, wallet_returns::id))
            .limit(rows_max)
            .load(&mut tx.db()?)
            .await?)
    }
}
