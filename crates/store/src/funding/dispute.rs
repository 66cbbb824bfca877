//! Settled fundings that are taken back: by the payer's bank, or by a refund in Stripe's dashboard.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{FundingId, TenantId};

use crate::error::StoreResult;
use crate::schema::funding_disputes;
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// A payer's bank takes a funding back, or gives it again; or it was refunded, and not by a wallet's return.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = funding_disputes, treat_none_as_null = true)]
pub struct FundingDispute {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// `du_…`; `re_…` or `pyr_…` of a refund that nobody has asked us for.
    pub stripe_id: String,
    /// What is disputed.
    pub funding_id: FundingId,
    /// Stripe's word for why; `refund` of a refund.
    pub reason: String,
    /// Stripe's word for where it stands.
    pub status: String,
    /// How many movements of our balance it has caused; more are newer news.
    pub movements: i32,
    /// What they have taken in all, Stripe's fee included, in minor units.
    pub taken: i64,
    /// What of it stands in the ledger.
    pub booked: i64,
    /// When we first heard of it.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl FundingDispute {
    /// Why a refund has taken a funding back.
    pub const REFUND: &str = "refund";

    /// Whether it is a refund, and no bank's doing.
    pub fn is_refund(&self) -> bool {
        self.reason == FundingDispute::REFUND
    }

    /// Those over a funding, locked.
    pub async fn lock_of(tx: &TenantTx, funding: FundingId) -> StoreResult<Vec<FundingDispute>> {
        Ok(funding_disputes::table
            .filter(funding_disputes::tenant_id.eq(tx.tenant()))
            .filter(funding_disputes::funding_id.eq(funding))
            .order(funding_disputes::stripe_id)
            .select(FundingDispute::as_select())
            .for_update()
            .load(&mut tx.db()?)
            .await?)
    }

    /// Those over these fundings.
    pub async fn of_fundings(
        scope: &impl TenantScope,
        fundings: &[FundingId],
    ) -> StoreResult<Vec<FundingDispute>> {
        let mut conn = scope.conn().await?;
        Ok(funding_disputes::table
            .filter(funding_disputes::tenant_id.eq(scope.tenant()))
            .filter(funding_disputes::funding_id.eq_any(fundings))
            .order(funding_disputes::stripe_id)
            .select(FundingDispute::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Those of these ids, everywhere.
    pub async fn anywhere(
        tx: &SystemTx,
        tenants: &[TenantId],
        stripe_ids: &[String],
    ) -> StoreResult<Vec<FundingDispute>> {
        Ok(funding_disputes::table
            .filter(funding_disputes::tenant_id.eq_any(tenants))
            .filter(funding_disputes::stripe_id.eq_any(stripe_ids))
            .select(FundingDispute::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Those that have changed since then and of which something is booked, everywhere.
    pub async fn booked_since(tx: &SystemTx, since: DateTime<Utc>) -> StoreResult<Vec<FundingDispute>> {
        Ok(funding_disputes::table
            .filter(funding_disputes::booked.ne(0))
            .filter(funding_disputes::updated_at.ge(since))
            .order((funding_disputes::tenant_id, funding_disputes::stripe_id))
            .select(FundingDispute::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Writes it, new or changed.
    pub async fn put(&self, tx: &TenantTx) -> StoreResult<()> {
        diesel::insert_into(funding_disputes::table)
            .values(self)
            .on_conflict((funding_disputes::tenant_id, funding_disputes::stripe_id))
            .do_update()
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}
