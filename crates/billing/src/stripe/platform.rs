//! Whose Stripe this is: a database belongs to one account, in one mode.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use store::stripe_event::PlatformAccount;
use store::{Pool, SystemCtx, SystemTx};
use stripe_connect::account::RetrieveForMyAccountAccount;

use super::Stripe;
use crate::error::{BillingError, BillingResult};

#[derive(Deserialize)]
struct Own {
    id: String,
}

/// Asks Stripe whose key this is. The first account that is seen is the one this database belongs to for good.
///
/// Errors: `OTHER_STRIPE_ACCOUNT` for a key of any other, or of the other mode; Stripe's.
pub(crate) async fn recognise(
    pool: &Pool,
    ctx: &SystemCtx,
    stripe: &Stripe,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let own: Own = stripe.send(&RetrieveForMyAccountAccount::new(), None).await?.object()?;
    let seen = PlatformAccount { stripe_id: own.id, live: stripe.is_live() };
    let tx = SystemTx::begin(pool, ctx).await?;
    let known = PlatformAccount::remember(&tx, &seen, now).await?;
    tx.commit().await?;
    if known == seen {
        return Ok(());
    }
    let named = |account: &PlatformAccount| {
        format!("{} in {} mode", account.stripe_id, if account.live { "live" } else { "test" })
    };
    let message = format!(
        "this database belongs to the Stripe account {}, and STRIPE_SECRET_KEY is of {}",
        named(&known),
        named(&seen)
    );
    Err(BillingError::refused("OTHER_STRIPE_ACCOUNT", message))
}
