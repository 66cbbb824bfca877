//! Checkout sessions in payment mode.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::form::Params;
use crate::line_item;
use crate::list::{self, Created, same};
use crate::payment_intent::{self, Payment};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, integer, text};
use crate::{event, html, id};

const DAY_SECONDS: i64 = 24 * 60 * 60;
const OPEN_SECONDS_MIN: i64 = 30 * 60;
/// Stripe's smallest charge in most currencies, in minor units.
const AMOUNT_MIN: i64 = 50;

const KNOWN: [&str; 12] = [
    "mode",
    "line_items",
    "success_url",
    "cancel_url",
    "metadata",
    "payment_intent_data",
    "client_reference_id",
    "customer_email",
    "expires_at",
    "payment_method_types",
    "currency",
    "locale",
];

/// `POST /v1/checkout/sessions`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&KNOWN)?;
    match params.one_of("mode", &["payment", "setup", "subscription"])? {
        Some("payment") => {}
        Some(_) => return Err(Failure::invalid("The simulator knows payment mode only.").param("mode")),
        None => return Err(Failure::missing("mode")),
    }
    let success_url = html::web_url(params, "success_url")?;
    let cancel_url = params.text("cancel_url")?.map(|_| html::web_url(params, "cancel_url")).transpose()?;
    let expires_at = expires_at(params, tx.now())?;
    let methods = params.texts("payment_method_types")?;
    if methods.iter().any(|method| method != "card") {
        return Err(Failure::invalid("The simulator takes cards only.").param("payment_method_types"));
    }
    let intent_data = intent_data(params)?;
    let (items, total, currency) = line_item::read(params, tx.now())?;
    if total < AMOUNT_MIN {
        let message = format!(
            "The Checkout Session's total amount due must add up to at least {AMOUNT_MIN} minor units."
        );
        return Err(Failure::invalid(message).code("amount_too_small"));
    }
    let id = id::random("cs_test_a1", 56);
    let items = list::whole(items, &format!("/v1/checkout/sessions/{id}/line_items"));
    let mut session = blank(&id, tx.now());
    for (field, value) in [
        ("amount_subtotal", json!(total)),
        ("amount_total", json!(total)),
        ("cancel_url", json!(cancel_url)),
        ("client_reference_id", json!(params.text("client_reference_id")?)),
        ("currency", json!(currency)),
        ("customer_email", json!(params.text("customer_email")?)),
        ("expires_at", json!(expires_at)),
        ("locale", json!(params.text("locale")?)),
        ("metadata", params.metadata(&json!({}))?),
        ("success_url", json!(success_url)),
        ("url", json!(format!("{}/pay/{id}", tx.base_url))),
    ] {
        session[field] = value;
    }
    let private = json!({ "line_items": items, "payment_intent_data": intent_data });
    tx.put(Kind::CheckoutSession, &id, Entry::new(session.clone()).of(call.account()).private(private));
    Ok(session)
}

fn expires_at(params: &Params, now: i64) -> Result<i64, Failure> {
    let at = params.integer("expires_at")?.unwrap_or(now + DAY_SECONDS);
    if !(now + OPEN_SECONDS_MIN..=now + DAY_SECONDS).contains(&at) {
        let message = "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.";
        return Err(Failure::invalid(message).param("expires_at"));
    }
    Ok(at)
}

/// What the payment intent of a session will carry.
fn intent_data(params: &Params) -> Result<Value, Failure> {
    let Some(data) = params.nested("payment_intent_data")? else { return Ok(json!({ "metadata": {} })) };
    data.only(&["metadata", "transfer_group", "description"])?;
    Ok(json!({
        "metadata": data.metadata(&json!({}))?,
        "transfer_group": data.text("transfer_group")?,
        "description": data.text("description")?,
    }))
}

/// `GET /v1/checkout/sessions/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(find(tx, call)?.object)
}

/// `GET /v1/checkout/sessions/{id}/line_items`
pub(crate) fn line_items(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&list::PAGING)?;
    let entry = find(tx, call)?;
    Ok(entry.private["line_items"].clone())
}

/// `GET /v1/checkout/sessions`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> = list::PAGING.into_iter().chain(["created", "payment_intent", "status"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (intent, status) = (params.text("payment_intent")?, params.text("status")?);
    let entries = tx.before().all(Kind::CheckoutSession).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(params, "/v1/checkout/sessions", "checkout.session", mine, |entry| {
        let object = &entry.object;
        created.keeps(object) && same(intent, object, "payment_intent") && same(status, object, "status")
    })
}

/// `POST /v1/checkout/sessions/{id}/expire`
pub(crate) fn expire(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    let mut entry = find(tx, call)?;
    if entry.text("status") != "open" {
        let message = format!(
            "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `{}`.",
            entry.text("status")
        );
        return Err(Failure::invalid(message).executed());
    }
    entry.object["status"] = json!("expired");
    entry.object["url"] = Value::Null;
    let session = entry.object.clone();
    tx.put(Kind::CheckoutSession, call.id(0), entry);
    event::emit(tx, "checkout.session.expired", call.account(), session.clone(), None);
    Ok(session)
}

fn find(tx: &Tx<'_>, call: &Call) -> Result<Entry, Failure> {
    tx.find(Kind::CheckoutSession, call.id(0), call.account(), "checkout.session", "session")
}

/// The customer pays by card; tells the session as it then is. A paid one stays as it is.
pub(crate) fn pay(tx: &mut Tx<'_>, id: &str) -> Result<Value, Failure> {
    let entry = tx
        .get(Kind::CheckoutSession, id)
        .ok_or_else(|| Failure::no_such("checkout.session", id, "session"))?;
    if entry.text("status") == "complete" {
        return Ok(entry.object);
    }
    if !is_open(tx, &entry) {
        return Err(Failure::invalid("This Checkout Session has expired.").executed());
    }
    if entry.account.is_some() {
        return Err(Failure::invalid("The simulator takes payments for the platform only."));
    }
    let data = entry.private["payment_intent_data"].clone();
    let session = &entry.object;
    let email = session["customer_email"].as_str().unwrap_or("customer@example.com").to_owned();
    let intent = payment_intent::succeed(
        tx,
        &Payment {
            amount: integer(session, "amount_total"),
            currency: text(session, "currency"),
            description: data["description"].as_str(),
            email: Some(&email),
            metadata: data["metadata"].clone(),
            transfer_group: data["transfer_group"].as_str(),
        },
    );
    let mut entry = entry;
    let session = &mut entry.object;
    session["status"] = json!("complete");
    session["payment_status"] = json!("paid");
    session["payment_intent"] = intent["id"].clone();
    session["url"] = Value::Null;
    session["customer_details"] = json!({
        "address": { "city": null, "country": "US", "line1": null, "line2": null, "postal_code": "94107", "state": null },
        "business_name": null,
        "email": email,
        "individual_name": null,
        "name": "A customer",
        "phone": null,
        "tax_exempt": "none",
        "tax_ids": [],
    });
    let session = entry.object.clone();
    tx.put(Kind::CheckoutSession, id, entry);
    event::emit(tx, "checkout.session.completed", None, session.clone(), None);
    Ok(session)
}

/// Leads open sessions of an earlier start to this one's pages: the port may be another.
pub(crate) fn rebase(tx: &mut Tx<'_>) {
    let sessions = tx.before().all(Kind::CheckoutSession);
    for (id, entry) in sessions.filter(|(_, entry)| !entry.object["url"].is_null()) {
        let url = json!(format!("{}/pay/{id}", tx.base_url));
        if entry.object["url"] != url {
            let mut moved = entry.clone();
            moved.object["url"] = url;
            tx.put(Kind::CheckoutSession, id, moved);
        }
    }
}

/// True while a session can be paid.
pub(crate) fn is_open(tx: &Tx<'_>, entry: &Entry) -> bool {
    entry.text("status") == "open" && tx.now() < entry.integer("expires_at")
}

fn blank(id: &str, created: i64) -> Value {
    json!({
        "id": id,
        "object": "checkout.session",
        "adaptive_pricing": { "enabled": false },
        "after_expiration": null,
        "allow_promotion_codes": null,
        "automatic_tax": { "enabled": false, "liability": null, "provider": null, "status": null },
        "billing_address_collection": null,
        "client_secret": null,
        "collected_information": null,
        "consent": null,
        "consent_collection": null,
        "created": created,
        "currency_conversion": null,
        "custom_fields": [],
        "custom_text": { "after_submit": null, "shipping_address": null, "submit": null, "terms_of_service_acceptance": null },
        "customer": null,
        "customer_account": null,
        "customer_creation": "if_required",
        "customer_details": null,
        "discounts": [],
        "integration_identifier": null,
        "invoice": null,
        "invoice_creation": {
            "enabled": false,
            "invoice_data": { "account_tax_ids": null, "custom_fields": null, "description": null, "footer": null, "issuer": null, "metadata": {}, "rendering_options": null },
        },
        "livemode": false,
        "managed_payments": { "enabled": false },
        "mode": "payment",
        "origin_context": null,
        "payment_intent": null,
        "payment_link": null,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": null,
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "permissions": null,
        "phone_number_collection": { "enabled": false },
        "recovered_from": null,
        "saved_payment_method_options": null,
        "setup_intent": null,
        "shipping_address_collection": null,
        "shipping_cost": null,
        "shipping_options": [],
        "status": "open",
        "submit_type": null,
        "subscription": null,
        "total_details": { "amount_discount": 0, "amount_shipping": 0, "amount_tax": 0 },
        "ui_mode": "hosted",
        "wallet_options": null,
    })
}
