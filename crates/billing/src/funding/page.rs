//! A tenant starts a funding: a page of Stripe's to pay on, or a saved method that is charged.

use chrono::{DateTime, Utc};
use domain::funding::{FundingState, MethodKind};
use domain::ids::{FundingId, FundingMethodId, TypedId};
use domain::money::Amount;
use domain::payout::may_resend;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::funding::Funding;
use store::idempotency::{Claim, claim};
use store::{Pool, TenantCtx, TenantTx, new_id};
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionAllowedPaymentMethodTypes as Allowed,
    CreateCheckoutSessionLineItems, CreateCheckoutSessionLineItemsPriceData,
    CreateCheckoutSessionPaymentIntentData, ProductData,
};

use super::{By, chargeable, check_amount, create, failed, metadata, stripe_currency};
use crate::back::addresses;
use crate::error::{BillingError, BillingResult};
use crate::stripe::Stripe;
use crate::{Back, Outcome};

/// How a tenant wants to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// On a page, by whatever it offers, or by this kind alone.
    Page(Option<MethodKind>),
    /// By a saved method, soon.
    Method(FundingMethodId),
}

/// What a repeat must agree on. Kept hashed for as long as its key, so it is written out and never changes.
fn contents(amount: Amount, wish: Wish) -> String {
    let by = match wish {
        Wish::Page(None) => "PAGE".to_owned(),
        Wish::Page(Some(kind)) => format!("PAGE:{kind}"),
        Wish::Method(method) => format!("METHOD:{method}"),
    };
    format!("walletFund:{}:{}:{by}", amount.currency, amount.minor)
}

#[derive(Deserialize)]
pub(super) struct Session {
    pub id: String,
    pub url: Option<String>,
}

/// Starts a funding: the row and its key are committed, then Stripe is asked for a page to pay on; a saved method is
/// charged by the worker.
///
/// The same idempotency key gives the same funding; if Stripe had not answered, it is asked again under the same
/// key. Errors: `AMOUNT_OUT_OF_RANGE`, `METHOD_NOT_ACTIVE`, `CURRENCY_DIFFERS`, `IDEMPOTENCY_KEY_REUSED` as a conflict,
/// [`BillingError::Stripe`] when a page could not be made.
#[allow(clippy::too_many_arguments, reason = "a caller's wish, its key and what the server has")]
pub async fn start(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    amount: Amount,
    wish: Wish,
    idempotency_key: &str,
    back: Back<'_>,
    now: DateTime<Utc>,
) -> BillingResult<Outcome<Funding>> {
    check_amount(amount.minor)?;
    if let Wish::Page(Some(kind)) = wish
        && kind.currency().is_some_and(|only| only != amount.currency.as_str())
    {
        return Err(BillingError::refused("CURRENCY_DIFFERS", format!("{kind} pays in another currency")));
    }
    let tx = TenantTx::begin(pool, ctx).await?;
    let id: FundingId = new_id();
    let hash = Sha256::digest(contents(amount, wish));
    let (funding, fresh) = match claim(&tx, idempotency_key, "walletFund", &hash, id.uuid(), now).await? {
        Claim::Replay(id) => (Funding::find(&tx, FundingId::from_uuid(id)).await?, false),
        Claim::Fresh => {
            let method = match wish {
                Wish::Page(_) => None,
                Wish::Method(method) => Some(chargeable(&tx, method, amount).await?.id),
            };
            (create(&tx, id, amount, By { method, run: None, return_path: back.path }, now).await?, true)
        }
    };
    tx.commit().await?;
    let outcome = |funding| if fresh { Outcome::Done(funding) } else { Outcome::Already(funding) };
    if funding.state != FundingState::Created
        || funding.checkout_url.is_some()
        || !may_resend(funding.created_at, now)
    {
        return Ok(Outcome::Already(funding));
    }
    // A saved method is charged by the worker: the ledger's entry touches the platform's accounts.
    let Wish::Page(kind) = wish else { return Ok(outcome(funding)) };
    let key = format!("fund:{}", funding.id);
    let reply = stripe.send(&checkout(&funding, kind, back.home)?, Some(&key)).await?;
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut funding = Funding::lock(&tx, funding.id).await?;
    if let (400 | 402 | 404, Some(code)) = (reply.status, reply.error().code) {
        failed(&tx, &mut funding, &code.to_uppercase(), now).await?;
        tx.commit().await?;
        return Err(match code.as_str() {
            "amount_too_small" | "amount_too_large" => {
                BillingError::refused("AMOUNT_OUT_OF_RANGE", "Stripe takes no payment of this amount")
            }
            other => {
                BillingError::refused("REFUSED_BY_STRIPE", format!("Stripe refuses this payment: {other}"))
            }
        });
    }
    let session: Session = reply.object()?;
    funding.checkout_session_id = Some(session.id);
    funding.checkout_url = session.url;
    funding.updated_at = now;
    funding.save(&tx).await?;
    tx.commit().await?;
    Ok(outcome(funding))
}

fn checkout(
    funding: &Funding,
    kind: Option<MethodKind>,
    public_url: &url::Url,
) -> BillingResult<CreateCheckoutSession> {
    let currency = stripe_currency(funding.currency)?;
    let price = CreateCheckoutSessionLineItemsPriceData {
        unit_amount: Some(funding.amount),
        product_data: Some(ProductData::new("Tributary wallet")),
        ..CreateCheckoutSessionLineItemsPriceData::new(currency)
    };
    let item = CreateCheckoutSessionLineItems {
        price_data: Some(price),
        quantity: Some(1),
        ..CreateCheckoutSessionLineItems::new()
    };
    let metadata = metadata(funding.tenant_id, "funding", funding.id);
    let intent = CreateCheckoutSessionPaymentIntentData {
        metadata: Some(metadata.clone()),
        ..CreateCheckoutSessionPaymentIntentData::new()
    };
    let path = funding.return_path.as_deref();
    let [done, cancelled] = addresses(public_url, path, "wallet/funded", "wallet/cancelled");
    let mut session = CreateCheckoutSession::new()
        .mode(stripe_checkout::CheckoutSessionMode::Payment)
        .line_items(vec![item])
        .payment_intent_data(intent)
        .metadata(metadata)
        .client_reference_id(funding.id.to_string())
        .success_url(done)
        .cancel_url(cancelled);
    if let Some(kind) = kind {
        session = session.allowed_payment_method_types(vec![allowed(kind)]);
    }
    Ok(session)
}

pub(super) fn allowed(kind: MethodKind) -> Allowed {
    match kind {
        MethodKind::Card => Allowed::Card,
        MethodKind::UsBankAccount => Allowed::UsBankAccount,
        MethodKind::SepaDebit => Allowed::SepaDebit,
        MethodKind::BacsDebit => Allowed::BacsDebit,
        MethodKind::AcssDebit => Allowed::AcssDebit,
    }
}

#[cfg(test)]
mod tests {
    use domain::money::Currency;

    use super::*;

    #[test]
    fn what_a_key_stands_for_is_written_the_same_in_every_release() {
        let of = |wish| contents(Amount::new(500, Currency::GBP), wish);
        assert_eq!(of(Wish::Page(None)), "walletFund:GBP:500:PAGE");
        assert_eq!(of(Wish::Page(Some(MethodKind::BacsDebit))), "walletFund:GBP:500:PAGE:BACS_DEBIT");
        let method = FundingMethodId::from_uuid(Default::default());
        assert_eq!(of(Wish::Method(method)), format!("walletFund:GBP:500:METHOD:{method}"));
    }
}
