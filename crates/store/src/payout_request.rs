//! Affiliates who ask to be paid now.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::enrollment::EnrollmentState;
use domain::ids::{AffiliateId, PayoutRequestId, PayoutRunId, TenantId};
use domain::money::Currency;
use domain::payout::RequestState;

use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice, load_own};
use crate::schema::{enrollments, payout_requests, programs};
use crate::scope::{AffiliateTx, SystemTx, TenantScope, TenantTx};

/// An affiliate's wish to be paid now by one tenant in one currency.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = payout_requests, treat_none_as_null = true)]
pub struct PayoutRequest {
    /// Who is to pay.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: PayoutRequestId,
    /// Who asks.
    pub affiliate_id: AffiliateId,
    /// In which currency.
    pub currency: Currency,
    /// What came of it.
    pub state: RequestState,
    /// Why it was refused.
    pub reason: Option<String>,
    /// The affiliate's key: the same wish again is this one.
    pub idempotency_key: String,
    /// The run it began.
    pub run_id: Option<PayoutRunId>,
    /// When they asked.
    pub created_at: DateTime<Utc>,
    /// When something came of it.
    pub updated_at: DateTime<Utc>,
}

impl PayoutRequest {
    /// Whether a programme the affiliate is in pays on demand in this currency.
    pub async fn is_allowed(tx: &AffiliateTx, tenant: TenantId, currency: Currency) -> StoreResult<bool> {
        let joined = enrollments::table.inner_join(programs::table.on(
            programs::tenant_id.eq(enrollments::tenant_id).and(programs::id.eq(enrollments::program_id)),
        ));
        let found: i64 = joined
            .filter(enrollments::tenant_id.eq(tenant))
            .filter(enrollments::affiliate_id.eq(tx.affiliate()))
            .filter(enrollments::state.eq(EnrollmentState::Active))
            .filter(programs::currency.eq(currency))
            .filter(programs::payout_on_demand.eq(true))
            .count()
            .get_result(&mut tx.db()?)
            .await?;
        Ok(found > 0)
    }

    /// The wish an affiliate made to a tenant under this key.
    pub async fn by_key(tx: &AffiliateTx, tenant: TenantId, key: &str) -> StoreResult<Option<PayoutRequest>> {
        Ok(payout_requests::table
            .filter(payout_requests::tenant_id.eq(tenant))
            .filter(payout_requests::affiliate_id.eq(tx.affiliate()))
            .filter(payout_requests::idempotency_key.eq(key))
            .select(PayoutRequest::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// Adds the wish. Errors: `Conflict` while an earlier one waits.
    pub async fn insert(&self, tx: &AffiliateTx) -> StoreResult<()> {
        diesel::insert_into(payout_requests::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("payout request"))?;
        Ok(())
    }

    /// One page of the affiliate's own, newest first.
    pub async fn of_affiliate(tx: &AffiliateTx, page: Page) -> StoreResult<Slice<PayoutRequest>> {
        load_own!(tx, payout_requests, PayoutRequest, page)
    }

    /// Those nothing has come of yet, everywhere, oldest first.
    pub async fn waiting(tx: &SystemTx, rows_max: i64) -> StoreResult<Vec<(TenantId, PayoutRequestId)>> {
        Ok(payout_requests::table
            .filter(payout_requests::state.eq(RequestState::Requested))
            .order((payout_requests::created_at, payout_requests::id))
            .select((payout_requests::tenant_id, payout_requests::id))
            .limit(rows_max)
            .load(&mut tx.db()?)
            .await?)
    }

    /// One that waits, locked; none when another worker was faster.
    pub async fn take(tx: &TenantTx, id: PayoutRequestId) -> StoreResult<Option<PayoutRequest>> {
        Ok(payout_requests::table
            .filter(payout_requests::tenant_id.eq(tx.tenant()))
            .filter(payout_requests::id.eq(id))
            .filter(payout_requests::state.eq(RequestState::Requested))
            .select(PayoutRequest::as_select())
            .for_update()
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// Writes a changed, locked request back.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(payout_requests::table)
            .filter(payout_requests::tenant_id.eq(tx.tenant()))
            .filter(payout_requests::id.eq(self.id))
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("payout request")) }
    }
}
