//! An affiliate's connected account at Stripe: made once, onboarded on Stripe's own pages.

use chrono::{DateTime, Utc};
use domain::ids::PayoutAccountId;
use serde::Deserialize;
use store::affiliate::Affiliate;
use store::payout_account::{PayoutAccount, Said};
use store::{GlobalCtx, GlobalTx, Pool, StoreError};
use stripe_connect::account::{
    CreateAccount, CreateAccountCapabilities, CreateAccountCapabilitiesTransfers, CreateAccountType,
    RetrieveAccount,
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

/// An account as Stripe shows it, in what decides something.
#[derive(Deserialize)]
pub(crate) struct AccountObject {
    pub id: String,
    #[serde(default)]
    capabilities: Capabilities,
    #[serde(default)]
    requirements: Requirements,
    #[serde(default)]
    external_accounts: ExternalAccounts,
}

/// Longest fingerprint that is kept, in characters.
const FINGERPRINT_CHARS_MAX: usize = 100;

impl AccountObject {
    /// What it says that we keep.
    pub fn said(self) -> Said {
        let banks = self.external_accounts.data;
        // The one that payouts go to by itself, else the first.
        let main = banks.iter().find(|bank| bank.default_for_currency == Some(true));
        let main = main.or_else(|| banks.first()).and_then(|bank| bank.fingerprint.clone());
        let kept = |text: &String| (1..=FINGERPRINT_CHARS_MAX).contains(&text.chars().count());
        Said {
            able: self.capabilities.transfers.as_deref() == Some("active"),
            requirements_due: self.requirements.currently_due,
            bank_fingerprint: main.filter(kept),
        }
    }
}

#[derive(Default, Deserialize)]
struct ExternalAccounts {
    #[serde(default)]
    data: Vec<ExternalAccount>,
}

#[derive(Deserialize)]
struct ExternalAccount {
    fingerprint: Option<String>,
    default_for_currency: Option<bool>,
}

#[derive(Default, Deserialize)]
struct Capabilities {
    transfers: Option<String>,
}

#[derive(Default, Deserialize)]
pub(crate) struct Requirements {
    #[serde(default)]
    pub currently_due: Vec<String>,
}

/// Where Stripe sends the affiliate back to.
#[derive(Debug, Clone)]
pub struct Return {
    /// When they are done, or turned back.
    pub done: String,
    /// When the link was too old or used before.
    pub again: String,
}

/// Makes the affiliate's account at Stripe if there is none, and a fresh address where they can give Stripe what it
/// needs. The account's own id is the key of the call, saved before it with what the call says: however often this is
/// interrupted, and whatever the affiliate changes meanwhile, there is one account.
#[allow(clippy::disallowed_methods, reason = "payout accounts are a global table")]
pub async fn onboard(
    pool: &Pool,
    stripe: &Stripe,
    affiliate: &Affiliate,
    back: impl FnOnce(PayoutAccountId) -> Return,
    now: DateTime<Utc>,
) -> BillingResult<(PayoutAccount, String)> {
    let tx = GlobalTx::begin(pool, &GlobalCtx::door()).await?;
    let mut account = PayoutAccount::ensure(&tx, affiliate, now).await?;
    tx.commit().await?;

    let stripe_id = match &account.stripe_account_id {
        Some(id) => id.clone(),
        None => {
            let transfers = CreateAccountCapabilitiesTransfers { requested: Some(true) };
            let (Some(country), Some(email)) = (account.country.clone(), account.email.clone()) else {
                return Err(StoreError::Corrupt("payout account").into());
            };
            let request = CreateAccount::new()
                .type_(CreateAccountType::Express)
                .country(country)
                .email(email)
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
    let link = link(stripe, stripe_id, back(account.id)).await?;
    Ok((account, link))
}

/// A fresh address for an account that was begun before. Errors: `NotFound` while Stripe has not made the account.
#[allow(clippy::disallowed_methods, reason = "payout accounts are a global table")]
pub async fn onboard_again(
    pool: &Pool,
    stripe: &Stripe,
    id: PayoutAccountId,
    back: Return,
) -> BillingResult<String> {
    let tx = GlobalTx::begin(pool, &GlobalCtx::door()).await?;
    let account = PayoutAccount::find(&tx, id).await?;
    tx.commit().await?;
    let stripe_id = account.stripe_account_id.ok_or(StoreError::NotFound("payout account"))?;
    link(stripe, stripe_id, back).await
}

/// Links are short-lived and made anew each time, so they carry no key.
async fn link(stripe: &Stripe, stripe_id: String, back: Return) -> BillingResult<String> {
    let request = CreateAccountLink::new(stripe_id, CreateAccountLinkType::AccountOnboarding)
        .refresh_url(back.again)
        .return_url(back.done);
    let link: Onboarding = stripe.send(&request, None).await?.object()?;
    Ok(link.url)
}

/// Asks Stripe how the account stands, so that nobody has to wait for its event, and returns it as it stands then.
/// Enrollments and waiting payouts follow within seconds, as after an event: the sweep of payouts sees to both.
///
/// Errors: `NotFound` for an account we do not know; Stripe's.
#[allow(clippy::disallowed_methods, reason = "payout accounts are a global table")]
pub async fn refresh(
    pool: &Pool,
    stripe: &Stripe,
    id: PayoutAccountId,
    now: DateTime<Utc>,
) -> BillingResult<PayoutAccount> {
    let tx = GlobalTx::begin(pool, &GlobalCtx::door()).await?;
    let account = PayoutAccount::find(&tx, id).await?;
    tx.commit().await?;
    let Some(stripe_id) = account.stripe_account_id.clone() else { return Ok(account) };
    let read: AccountObject = stripe.send(&RetrieveAccount::new(stripe_id), None).await?.object()?;
    let tx = GlobalTx::begin(pool, &GlobalCtx::door()).await?;
    let account = PayoutAccount::take_reading(&tx, id, read.said(), now).await?;
    tx.commit().await?;
    Ok(account)
}
