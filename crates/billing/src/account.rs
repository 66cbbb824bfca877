//! An affiliate's connected account at Stripe: made once, onboarded on Stripe's own pages.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use store::tenant::{Affiliate, PayoutAccount};
use store::{GlobalCtx, GlobalTx, Pool, StoreError};
use stripe_connect::account::{
    CreateAccount, CreateAccountCapabilities, CreateAccountCapabilitiesTransfers, CreateAccountType,
};
use stripe_connect::account_link::{CreateAccountLink, CreateAccountLinkType};

use crate::error::BillingResult;
use crate::stripe::Stripe;

#[derive(Deserialize)]
struct Created {
    id: String,
}

#[derive(Deserialize)]
struct Onboarding {
    url: String,
}

/// Makes the affiliate's account at Stripe if there is none, and a fresh address where they can give Stripe what it
/// needs. The account's own id is the key of the call, saved before it: however often this is interrupted, there is
/// one account.
#[allow(clippy::disallowed_methods, reason = "payout accounts are a global table")]
pub async fn onboard(
    pool: &Pool,
    stripe: &Stripe,
    affiliate: &Affiliate,
    public_url: &url::Url,
    now: DateTime<Utc>,
) -> BillingResult<(PayoutAccount, String)> {
    let tx = GlobalTx::begin(pool, &GlobalCtx::door()).await?;
    let mut account = PayoutAccount::ensure(&tx, affiliate.id, now).await?;
    tx.commit().await?;

    let stripe_id = match &account.stripe_account_id {
        Some(id) => id.clone(),
        None => {
            let transfers = CreateAccountCapabilitiesTransfers { requested: Some(true) };
            let request = CreateAccount::new()
                .type_(CreateAccountType::Express)
                .country(affiliate.country.clone())
                .email(affiliate.email.clone())
                .capabilities(CreateAccountCapabilities {
                    transfers: Some(transfers),
                    ..CreateAccountCapabilities::new()
                })
                .metadata([("affiliate".to_owned(), affiliate.id.to_string())]);
            let created: Created =
                stripe.send(&request, Some(&format!("acct:{}", account.id))).await?.object()?;
            let tx = GlobalTx::begin(pool, &GlobalCtx::door()).await?;
            PayoutAccount::created(&tx, account.id, &created.id, now).await?;
            account = PayoutAccount::of_affiliate(&tx, affiliate.id)
                .await?
                .ok_or(StoreError::NotFound("payout account"))?;
            tx.commit().await?;
            created.id
        }
    };
    // Links are short-lived and made anew each time, so they carry no key.
    let request = CreateAccountLink::new(stripe_id, CreateAccountLinkType::AccountOnboarding)
        .refresh_url(format!("{public_url}onboarding/again"))
        .return_url(format!("{public_url}onboarding/done"));
    let link: Onboarding = stripe.send(&request, None).await?.object()?;
    Ok((account, link.url))
}
