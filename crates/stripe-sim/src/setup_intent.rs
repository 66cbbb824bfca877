//! Setup intents: a payment method kept for later, made by Checkout in setup mode.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::route::Call;
use crate::state::{Entry, Kind, Tx};
use crate::{event, id};

/// Keeps a method; tells the intent's id.
pub(crate) fn succeed(tx: &mut Tx<'_>, customer: Option<&str>, method: &str, metadata: Value) -> String {
    let id = id::object("seti");
    let kind = tx.get(Kind::PaymentMethod, method).map(|entry| entry.text("type").to_owned());
    let intent = json!({
        "id": id,
        "object": "setup_intent",
        "application": null,
        "automatic_payment_methods": null,
        "cancellation_reason": null,
        "client_secret": id::random(&format!("{id}_secret_"), 25),
        "created": tx.now(),
        "customer": customer,
        "customer_account": null,
        "description": null,
        "excluded_payment_method_types": null,
        "flow_directions": null,
        "last_setup_error": null,
        "latest_attempt": null,
        "livemode": false,
        "mandate": null,
        "metadata": if metadata.is_null() { json!({}) } else { metadata },
        "next_action": null,
        "on_behalf_of": null,
        "payment_method": method,
        "payment_method_configuration_details": null,
        "payment_method_options": {},
        "payment_method_types": [kind],
        "single_use_mandate": null,
        "status": "succeeded",
        "usage": "off_session",
    });
    tx.put(Kind::SetupIntent, &id, Entry::new(intent.clone()));
    event::emit(tx, "setup_intent.succeeded", None, intent, None);
    id
}

/// `GET /v1/setup_intents/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&["client_secret"])?;
    Ok(tx.find(Kind::SetupIntent, call.id(0), call.account(), "setupintent", "intent")?.object)
}
