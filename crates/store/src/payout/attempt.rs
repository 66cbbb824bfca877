//! Calls to Stripe.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{PayoutId, TenantId};
use domain::money::Currency;

use crate::error::{StoreError, StoreResult};
use crate::schema::payout_attempts;
use crate::scope::{TenantScope, TenantTx};

/// One call to Stripe: what is sent is frozen before the call and never changes.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = payout_attempts)]
pub struct PayoutAttempt {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its payout.
    pub payout_id: PayoutId,
    /// 1, 2, 3 …
    pub number: i32,
    /// `tr:{payout}:{number}`
    pub idempotency_key: String,
    /// Minor units.
    pub amount: i64,
    /// In which currency.
    pub currency: Currency,
    /// `acct_…`
    pub destination: String,
    /// When it was first sent; after 20 hours it is never sent again.
    pub first_sent_at: Option<DateTime<Utc>>,
    /// When its outcome was known.
    pub finished_at: Option<DateTime<Utc>>,
    /// What it was.
    pub outcome: Option<String>,
    /// When it was sent again, the last time.
    pub resent_at: Option<DateTime<Utc>>,
}

impl PayoutAttempt {
    /// Freezes an attempt.
    pub async fn insert(&self, tx: &TenantTx) -> StoreResult<()> {
        diesel::insert_into(payout_attempts::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("payout attempt"))?;
        Ok(())
    }

    /// The attempts of a payout, oldest first.
    pub async fn of(scope: &impl TenantScope, payout: PayoutId) -> StoreResult<Vec<PayoutAttempt>> {
        let mut conn = scope.conn().await?;
        Ok(payout_attempts::table
            .filter(payout_attempts::tenant_id.eq(scope.tenant()))
            .filter(payout_attempts::payout_id.eq(payout))
            .order(payout_attempts::number)
            .select(PayoutAttempt::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Notes that an attempt is sent again.
    pub async fn resent(tx: &TenantTx, payout: PayoutId, number: i32, now: DateTime<Utc>) -> StoreResult<()> {
        let noted = diesel::update(payout_attempts::table)
            .filter(payout_attempts::tenant_id.eq(tx.tenant()))
            .filter(payout_attempts::payout_id.eq(payout))
            .filter(payout_attempts::number.eq(number))
            .filter(payout_attempts::finished_at.is_null())
            .set(payout_attempts::resent_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        if noted == 1 { Ok(()) } else { Err(StoreError::Conflict("payout attempt")) }
    }

    /// Notes an attempt's outcome.
    pub async fn finish(
        tx: &TenantTx,
        payout: PayoutId,
        number: i32,
        outcome: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        let finished = diesel::update(payout_attempts::table)
            .filter(payout_attempts::tenant_id.eq(tx.tenant()))
            .filter(payout_attempts::payout_id.eq(payout))
            .filter(payout_attempts::number.eq(number))
            .filter(payout_attempts::finished_at.is_null())
            .set((payout_attempts::finished_at.eq(now), payout_attempts::outcome.eq(outcome)))
            .execute(&mut tx.db()?)
            .await?;
        if finished == 1 { Ok(()) } else { Err(StoreError::Conflict("payout attempt")) }
    }
}
