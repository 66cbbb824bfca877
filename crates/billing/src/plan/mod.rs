//! What a tenant pays us: its subscription, by Stripe Billing. Source: DESIGN §4.
//!
//! As with money in a wallet, an event books nothing: it makes us look, and what stands is what Stripe answers when it is
//! asked. So events may come twice, late, in any order or not at all.

mod buy;
mod event;
mod object;
mod price;
mod read;
mod settled;
mod tend;
mod usage;

pub use buy::{look as look_at_checkout, open_portal, start};
pub(crate) use event::{look_soon, told};
pub use tend::tend;
pub use usage::{Used, used};

use chrono::{DateTime, Utc};
use domain::plan::{Plan, PlanError};
use store::plan::Subscription;
use store::{TenantScope, TenantTx, audit};

use crate::error::{BillingError, BillingResult};

/// The plan a tenant may use: FREE without a subscription.
pub async fn plan_of(scope: &impl TenantScope) -> BillingResult<Plan> {
    Ok(Subscription::own(scope).await?.map_or(Plan::Free, |subscription| subscription.plan))
}

/// Errors: `TENANT_SUSPENDED`.
pub(crate) async fn not_suspended(scope: &impl TenantScope) -> BillingResult<()> {
    if store::plan::is_suspended(scope).await? {
        let text = "the tenant is suspended until its subscription's invoice is paid";
        return Err(BillingError::refused("TENANT_SUSPENDED", text));
    }
    Ok(())
}

/// The tenant asks for another plan, FREE being to cancel; the worker tells Stripe. A larger one counts as soon as Stripe
/// has taken it, a smaller one and the end with the next period. The plan it has takes back what it asked for before.
///
/// Errors: `NOT_SUBSCRIBED`, `CURRENCY_NOT_SOLD`.
pub async fn want(tx: &TenantTx, plan: Plan, now: DateTime<Utc>) -> BillingResult<Subscription> {
    let standing = Subscription::lock(tx).await?.filter(|s| s.standing().is_live());
    let standing = standing.ok_or(PlanError::NotSubscribed)?;
    if plan != Plan::Free {
        domain::plan::sold(plan, standing.currency)?;
    }
    let wanting = Subscription::want(tx, plan, now).await?;
    let told = |plan: Plan, wanted: Option<Plan>| serde_json::json!({ "plan": plan, "wanted": wanted });
    let (before, after) = (told(standing.plan, standing.wanted), told(wanting.plan, wanting.wanted));
    audit::change(tx, "subscriptionChange", &standing.stripe_subscription_id, before, after, now).await?;
    Ok(wanting)
}
