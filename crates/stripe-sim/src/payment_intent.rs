//! Payment intents, made when a checkout session is paid.

use serde_json::{Value, json};

use crate::charge::{self, NewCharge};
use crate::failure::Failure;
use crate::route::Call;
use crate::state::{Entry, Kind, Tx};
use crate::{event, id, list, money};

/// A payment that a customer has just made.
pub(crate) struct Payment<'a> {
    pub(crate) amount: i64,
    pub(crate) currency: &'a str,
    pub(crate) description: Option<&'a str>,
    pub(crate) email: Option<&'a str>,
    pub(crate) metadata: Value,
    pub(crate) transfer_group: Option<&'a str>,
}

/// Books a payment by card: intent, charge, balance transaction and their events.
pub(crate) fn succeed(tx: &mut Tx<'_>, payment: &Payment<'_>) -> Value {
    let id = id::object("pi");
    let settles_at_ms = i64::try_from(tx.settle_after_ms).ok().map(|after| tx.now_ms.saturating_add(after));
    let charge = charge::create(
        tx,
        &NewCharge {
            account: None,
            amount: payment.amount,
            fee: money::fee(payment.amount),
            currency: payment.currency,
            payment_intent: Some(&id),
            transfer_group: payment.transfer_group,
            source_transfer: None,
            metadata: payment.metadata.clone(),
            email: payment.email,
            settles_at_ms,
        },
    );
    let intent = json!({
        "id": id,
        "object": "payment_intent",
        "amount": payment.amount,
        "amount_capturable": 0,
        "amount_details": { "tip": {} },
        "amount_received": payment.amount,
        "application": null,
        "application_fee_amount": null,
        "automatic_payment_methods": null,
        "canceled_at": null,
        "cancellation_reason": null,
        "capture_method": "automatic_async",
        "client_secret": id::random(&format!("{id}_secret_"), 25),
        "confirmation_method": "automatic",
        "created": tx.now(),
        "currency": payment.currency,
        "customer": null,
        "customer_account": null,
        "description": payment.description,
        "excluded_payment_method_types": null,
        "last_payment_error": null,
        "latest_charge": charge["id"],
        "livemode": false,
        "managed_payments": { "enabled": false },
        "metadata": payment.metadata,
        "next_action": null,
        "on_behalf_of": null,
        "payment_method": charge["payment_method"],
        "payment_method_configuration_details": null,
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "processing": null,
        "receipt_email": null,
        "review": null,
        "setup_future_usage": null,
        "shipping": null,
        "source": null,
        "statement_descriptor": null,
        "statement_descriptor_suffix": null,
        "status": "succeeded",
        "transfer_data": null,
        "transfer_group": payment.transfer_group,
    });
    tx.put(Kind::PaymentIntent, &id, Entry::new(intent.clone()));
    event::emit(tx, "charge.succeeded", None, charge, None);
    event::emit(tx, "payment_intent.succeeded", None, intent.clone(), None);
    intent
}

/// `GET /v1/payment_intents/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&["client_secret"])?;
    Ok(tx.find(Kind::PaymentIntent, call.id(0), call.account(), "payment_intent", "intent")?.object)
}

/// `GET /v1/payment_intents`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let known: Vec<&str> = list::PAGING.into_iter().chain(["created"]).collect();
    call.params.only(&known)?;
    let created = list::Created::read(&call.params)?;
    let entries = tx.before().all(Kind::PaymentIntent).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(&call.params, "/v1/payment_intents", "payment_intent", mine, |entry| {
        created.keeps(&entry.object)
    })
}
