//! Money into a tenant's wallet and back. Source: DESIGN §4.
//!
//! What Stripe's events say is never booked as such: an event makes us look, and what is booked is what Stripe answers
//! when it is asked. So events may come twice, late, in any order or not at all.

mod adopt;
mod charge;
mod dispute;
mod look;
mod method;
mod page;
mod top_up;
mod wallet_return;

pub(crate) use adopt::{Paid, Payment, paid};
pub use look::look;
pub use method::{add as add_method, look as look_at_method, remove as remove_method};
pub use page::{Wish, start};
pub(crate) use top_up::top_up;
pub use top_up::top_up_stop;
pub use wallet_return::{look as look_at_return, request as request_return};

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::funding::FundingState;
use domain::ids::{FundingId, FundingMethodId, PayoutRunId};
use domain::ledger::{Event, funding_failed, funding_started};
use domain::money::{AMOUNT_MINOR_MAX, Amount};
use store::funding::{Funding, FundingMethod};
use store::{TenantScope, TenantTx, audit};

use crate::error::{BillingError, BillingResult};
use crate::ledger::{Entry, post};

/// Stripe's spelling of a currency.
pub(crate) fn stripe_currency(currency: domain::money::Currency) -> BillingResult<stripe_types::Currency> {
    currency
        .as_str()
        .to_lowercase()
        .parse()
        .map_err(|_| BillingError::refused("UNKNOWN_CURRENCY", "Stripe does not know this currency"))
}

fn check_amount(minor: i64) -> BillingResult<()> {
    if (1..=AMOUNT_MINOR_MAX).contains(&minor) {
        return Ok(());
    }
    Err(BillingError::refused("AMOUNT_OUT_OF_RANGE", "amountMinor must be above zero and not too large"))
}

/// What tells Stripe's objects whose they are.
fn metadata(tenant: impl ToString, noun: &str, id: impl ToString) -> HashMap<String, String> {
    HashMap::from([("tenant".to_owned(), tenant.to_string()), (noun.to_owned(), id.to_string())])
}

/// How a funding is paid: on a page that leads back to a path, or by a saved method, perhaps for a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct By<'a> {
    method: Option<FundingMethodId>,
    run: Option<PayoutRunId>,
    return_path: Option<&'a str>,
}

/// Writes a funding that nobody has been asked to pay yet.
async fn create(
    tx: &TenantTx,
    id: FundingId,
    amount: Amount,
    by: By<'_>,
    now: DateTime<Utc>,
) -> BillingResult<Funding> {
    let funding = Funding {
        tenant_id: tx.tenant(),
        id,
        currency: amount.currency,
        amount: amount.minor,
        fee: None,
        net: None,
        state: FundingState::Created,
        checkout_session_id: None,
        checkout_url: None,
        payment_intent_id: None,
        started_by: tx.ctx().actor().label(),
        created_at: now,
        updated_at: now,
        method_id: by.method,
        run_id: by.run,
        reason: None,
        repaid: 0,
        refunded: 0,
        look_at: Some(now),
        not_refundable: None,
        return_path: by.return_path.map(str::to_owned),
    };
    funding.insert(tx).await?;
    let detail = serde_json::json!({
        "amount": amount.minor, "currency": amount.currency, "method": by.method, "run": by.run,
    });
    audit::write(tx, "walletFund", id, detail, now).await?;
    Ok(funding)
}

/// A method that can be charged in a currency. Errors: `NotFound`, `METHOD_NOT_ACTIVE`, `CURRENCY_DIFFERS`.
async fn chargeable(tx: &TenantTx, id: FundingMethodId, amount: Amount) -> BillingResult<FundingMethod> {
    let method = FundingMethod::lock(tx, id).await?;
    if method.state != domain::funding::MethodState::Active {
        return Err(BillingError::refused("METHOD_NOT_ACTIVE", "this way to pay can't be charged"));
    }
    if method.kind.currency().is_some_and(|only| only != amount.currency.as_str()) {
        return Err(BillingError::refused("CURRENCY_DIFFERS", "this way to pay is in another currency"));
    }
    Ok(method)
}

/// The money is on its way: says so in the ledger, once.
async fn started(
    tx: &TenantTx,
    funding: &mut Funding,
    payment_intent: &str,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    if !funding.state.start()?.is_done() {
        return Ok(());
    }
    funding.payment_intent_id = Some(payment_intent.to_owned());
    (funding.updated_at, funding.look_at) = (now, Some(now));
    funding.save(tx).await?;
    let entry = Entry {
        key: format!("funding-started:{}", funding.id),
        event: Event::FundingStarted,
        currency: funding.currency,
        postings: &funding_started(funding.amount)?,
    };
    post(tx, &entry, now).await?;
    Ok(())
}

/// It will never come: if it was on its way, the ledger takes that back, once.
async fn failed(tx: &TenantTx, funding: &mut Funding, reason: &str, now: DateTime<Utc>) -> BillingResult<()> {
    let was_on_its_way = funding.state == FundingState::Started;
    if !funding.state.fail()?.is_done() {
        return Ok(());
    }
    funding.reason = Some(reason.chars().take(100).collect());
    (funding.updated_at, funding.look_at) = (now, None);
    funding.save(tx).await?;
    audit::write(tx, "fundingFailed", funding.id, serde_json::json!({"reason": funding.reason}), now).await?;
    if was_on_its_way {
        let entry = Entry {
            key: format!("funding-failed:{}", funding.id),
            event: Event::FundingFailed,
            currency: funding.currency,
            postings: &funding_failed(funding.amount)?,
        };
        post(tx, &entry, now).await?;
    }
    Ok(())
}
