//! A tenant's subscription, and beside it how it was bought, billed and used.

mod checkout;
mod invoice;
mod usage;

pub use checkout::Checkout;
pub use invoice::Invoice;
pub use usage::{Counted, Period, count_day, counted_to, events_of, uncounted};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::TenantId;
use domain::money::Currency;
use domain::plan::{Plan, Standing, SubscriptionState};

use crate::error::{StoreError, StoreResult};
use crate::schema::{subscriptions, tenants};
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// A tenant's subscription as Stripe last told it. A tenant without one has none.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = subscriptions, treat_none_as_null = true)]
pub struct Subscription {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// `sub_…`
    pub stripe_subscription_id: String,
    /// What the tenant may use.
    pub plan: Plan,
    /// Where it stands.
    pub state: SubscriptionState,
    /// What it is paid in.
    pub currency: Currency,
    /// When the current period began.
    pub period_start: DateTime<Utc>,
    /// When it ends.
    pub period_end: DateTime<Utc>,
    /// Since when an invoice is owed.
    pub past_due_since: Option<DateTime<Utc>>,
    /// Whether it ends with the period.
    pub cancel_at_period_end: bool,
    /// The plan the tenant has asked for and Stripe does not know of yet; FREE is to cancel.
    pub wanted: Option<Plan>,
    /// When it asked.
    pub wanted_at: Option<DateTime<Utc>>,
    /// When Stripe was asked for what stands here.
    pub read_at: DateTime<Utc>,
    /// When there is something to do about it next.
    pub look_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Since when it could not be tended; none when it could.
    pub failing_since: Option<DateTime<Utc>>,
}

impl Subscription {
    /// The tenant's, if it ever had one.
    pub async fn own(scope: &impl TenantScope) -> StoreResult<Option<Subscription>> {
        let mut conn = scope.conn().await?;
        Ok(subscriptions::table
            .filter(subscriptions::tenant_id.eq(scope.tenant()))
            .select(Subscription::as_select())
            .first(&mut conn)
            .await
            .optional()?)
    }

    /// The tenant's, locked until the transaction ends.
    pub async fn lock(tx: &TenantTx) -> StoreResult<Option<Subscription>> {
        Ok(subscriptions::table
            .filter(subscriptions::tenant_id.eq(tx.tenant()))
            .select(Subscription::as_select())
            .for_update()
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// How it stands, for `domain` to decide on.
    pub fn standing(&self) -> Standing {
        Standing {
            plan: self.plan,
            state: self.state,
            past_due_since: self.past_due_since,
            period_start: self.period_start,
            period_end: self.period_end,
            cancel_at_period_end: self.cancel_at_period_end,
        }
    }

    /// Adds the first one. Errors: `Conflict` when another was faster.
    pub async fn insert(&self, tx: &TenantTx) -> StoreResult<()> {
        diesel::insert_into(subscriptions::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("subscription"))?;
        Ok(())
    }

    /// Writes a changed, locked one back.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(subscriptions::table)
            .filter(subscriptions::tenant_id.eq(tx.tenant()))
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("subscription")) }
    }

    /// Notes which plan the tenant asks for; the worker tells Stripe. Errors: `NotFound`.
    pub async fn want(tx: &TenantTx, plan: Plan, now: DateTime<Utc>) -> StoreResult<Subscription> {
        diesel::update(subscriptions::table)
            .filter(subscriptions::tenant_id.eq(tx.tenant()))
            .set((
                subscriptions::wanted.eq(Some(plan)),
                subscriptions::wanted_at.eq(Some(now)),
                subscriptions::look_at.eq(now),
            ))
            .returning(Subscription::as_select())
            .get_result(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("subscription"))
    }

    /// Forgets what the tenant asked for at that moment; a later wish stays.
    pub async fn granted(tx: &TenantTx, wanted_at: DateTime<Utc>) -> StoreResult<()> {
        diesel::update(subscriptions::table)
            .filter(subscriptions::tenant_id.eq(tx.tenant()))
            .filter(subscriptions::wanted_at.eq(wanted_at))
            .set((subscriptions::wanted.eq(None::<Plan>), subscriptions::wanted_at.eq(None::<DateTime<Utc>>)))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Something has happened to a tenant's: there is something to do now. Returns whether it has one.
    pub async fn look_soon(tx: &SystemTx, tenant: TenantId, now: DateTime<Utc>) -> StoreResult<bool> {
        let found = diesel::update(subscriptions::table)
            .filter(subscriptions::tenant_id.eq(tenant))
            .set(subscriptions::look_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(found > 0)
    }

    /// Those with something to do, taken by this worker until `again`: then another may.
    pub async fn take_due(
        tx: &SystemTx,
        now: DateTime<Utc>,
        again: DateTime<Utc>,
    ) -> StoreResult<Vec<TenantId>> {
        Ok(diesel::update(subscriptions::table)
            .filter(subscriptions::look_at.le(now))
            .set(subscriptions::look_at.eq(again))
            .returning(subscriptions::tenant_id)
            .get_results(&mut tx.db()?)
            .await?)
    }

    /// Notes whether it could be tended, and says when there is something to do next, unless somebody has said sooner
    /// meanwhile.
    pub async fn tended(
        tx: &TenantTx,
        failing_since: Option<DateTime<Utc>>,
        taken: DateTime<Utc>,
        next: DateTime<Utc>,
    ) -> StoreResult<()> {
        diesel::update(subscriptions::table)
            .filter(subscriptions::tenant_id.eq(tx.tenant()))
            .filter(subscriptions::failing_since.is_distinct_from(failing_since))
            .set(subscriptions::failing_since.eq(failing_since))
            .execute(&mut tx.db()?)
            .await?;
        diesel::update(subscriptions::table)
            .filter(subscriptions::tenant_id.eq(tx.tenant()))
            .filter(subscriptions::look_at.ge(taken))
            .set(subscriptions::look_at.eq(next))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}

/// Whether the scope's tenant is suspended.
pub async fn is_suspended(scope: &impl TenantScope) -> StoreResult<bool> {
    let mut conn = scope.conn().await?;
    let state: Option<SubscriptionState> = subscriptions::table
        .filter(subscriptions::tenant_id.eq(scope.tenant()))
        .select(subscriptions::state)
        .first(&mut conn)
        .await
        .optional()?;
    Ok(state == Some(SubscriptionState::Suspended))
}

/// Sets the fee of the job's own tenant.
pub async fn set_platform_fee(tx: &TenantTx, bps: i32) -> StoreResult<()> {
    let changed = diesel::update(tenants::table)
        .filter(tenants::id.eq(tx.tenant()))
        .set(tenants::platform_fee_bps.eq(bps))
        .execute(&mut tx.db()?)
        .await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound("tenant")) }
}
