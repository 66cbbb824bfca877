//! What a paid invoice brought, once Stripe has settled it.

use domain::money::Currency;
use serde::Deserialize;
use serde_json::json;

use super::object::currency;
use crate::error::BillingResult;
use crate::stripe::ask::Ask;
use crate::stripe::list::Page;
use crate::stripe::{BalanceTransaction, Stripe, StripeError};

/// What reached us and what Stripe kept, in the currency in which it settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Settled {
    pub currency: Currency,
    pub net: i64,
    pub fee: i64,
    /// `pi_…` of what was paid.
    pub payment_intents: Vec<String>,
}

#[derive(Deserialize)]
struct Invoice {
    payments: Option<Page<Payment>>,
}

#[derive(Deserialize)]
struct Payment {
    status: String,
    payment: Method,
}

#[derive(Deserialize)]
struct Method {
    payment_intent: Option<String>,
    charge: Option<String>,
}

#[derive(Deserialize)]
struct Intent {
    latest_charge: Option<Charge>,
}

#[derive(Deserialize)]
struct Charge {
    balance_transaction: Option<BalanceTransaction>,
}

/// Asks Stripe. None while something of it has not settled, or was paid without Stripe.
pub(super) async fn settled(stripe: &Stripe, invoice: &str) -> BillingResult<Option<Settled>> {
    let request = Ask::get(format!("/invoices/{invoice}"), json!({ "expand": ["payments"] }));
    let invoice: Invoice = stripe.send(&request, None).await?.object()?;
    let paid = invoice.payments.into_iter().flat_map(|page| page.data).filter(|p| p.status == "paid");
    let mut sum: Option<Settled> = None;
    for payment in paid {
        let intent = payment.payment.payment_intent.clone();
        let Some(money) = transaction(stripe, payment.payment).await? else { return Ok(None) };
        if !money.is_available() {
            return Ok(None);
        }
        let currency = currency(&money.currency)?;
        let nothing = Settled { currency, net: 0, fee: 0, payment_intents: Vec::new() };
        let before = sum.unwrap_or(nothing);
        let fits = before.currency == currency && money.adds_up();
        let net = before.net.checked_add(money.net).filter(|_| fits).ok_or(StripeError::Unreadable)?;
        let fee = before.fee.checked_add(money.fee).ok_or(StripeError::Unreadable)?;
        let payment_intents = before.payment_intents.into_iter().chain(intent).collect();
        sum = Some(Settled { currency, net, fee, payment_intents });
    }
    Ok(sum)
}

async fn transaction(stripe: &Stripe, paid: Method) -> BillingResult<Option<BalanceTransaction>> {
    let charge = match paid {
        Method { payment_intent: Some(id), .. } => {
            let expand = json!({ "expand": ["latest_charge.balance_transaction"] });
            let request = Ask::get(format!("/payment_intents/{id}"), expand);
            stripe.send(&request, None).await?.object::<Intent>()?.latest_charge
        }
        Method { charge: Some(id), .. } => {
            let request = Ask::get(format!("/charges/{id}"), json!({ "expand": ["balance_transaction"] }));
            Some(stripe.send(&request, None).await?.object::<Charge>()?)
        }
        _ => None,
    };
    Ok(charge.and_then(|charge| charge.balance_transaction))
}
