//! Checkout sessions: a payment, a subscription, or a method kept for later.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::form::Params;
use crate::line_item;
use crate::list::{self, Created, same};
use crate::payment_intent::AMOUNT_MIN;
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, text};
use crate::{customer, event, html, id, money, payment_method};

const DAY_SECONDS: i64 = 24 * 60 * 60;
const OPEN_SECONDS_MIN: i64 = 30 * 60;

const KNOWN: [&str; 18] = [
    "mode",
    "line_items",
    "success_url",
    "cancel_url",
    "metadata",
    "payment_intent_data",
    "client_reference_id",
    "customer",
    "customer_creation",
    "customer_email",
    "subscription_data",
    "setup_intent_data",
    "payment_method_collection",
    "expires_at",
    "payment_method_types",
    "allowed_payment_method_types",
    "currency",
    "locale",
];

/// `POST /v1/checkout/sessions`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&KNOWN)?;
    let mode = params.one_of("mode", &["payment", "setup", "subscription"])?;
    let mode = mode.ok_or_else(|| Failure::missing("mode"))?.to_owned();
    let success_url = html::web_url(params, "success_url")?;
    let cancel_url = params.text("cancel_url")?.map(|_| html::web_url(params, "cancel_url")).transpose()?;
    let expires_at = expires_at(params, tx.now())?;
    let methods = methods(params)?;
    let payer = params.text("customer")?;
    if let Some(payer) = payer {
        customer::find(tx, payer, "customer")?;
    }
    let intent_data = intent_data(params)?;
    let subscription_data = subscription_data(params)?;
    let (items, total, currency) = items(tx, params, &mode)?;
    let id = id::random("cs_test_a1", 56);
    let items = list::whole(items, &format!("/v1/checkout/sessions/{id}/line_items"));
    let mut session = blank(&id, tx.now());
    for (field, value) in [
        ("amount_subtotal", json!(total)),
        ("amount_total", json!(total)),
        ("cancel_url", json!(cancel_url)),
        ("client_reference_id", json!(params.text("client_reference_id")?)),
        ("currency", json!(currency)),
        ("customer", json!(payer)),
        ("customer_creation", creation(params, &mode, payer)?),
        ("customer_email", json!(params.text("customer_email")?)),
        ("expires_at", json!(expires_at)),
        ("locale", json!(params.text("locale")?)),
        ("metadata", params.metadata(&json!({}))?),
        ("mode", json!(mode)),
        ("payment_method_types", json!(methods)),
        ("success_url", json!(success_url)),
        ("url", json!(format!("{}/pay/{id}", tx.base_url))),
    ] {
        session[field] = value;
    }
    let private = json!({
        "line_items": items,
        "payment_intent_data": intent_data,
        "setup_intent_data": setup_data(params)?,
        "subscription_data": subscription_data,
    });
    tx.put(Kind::CheckoutSession, &id, Entry::new(session.clone()).of(call.account()).private(private));
    Ok(session)
}

/// The kinds of method that a session takes; cards unless told. `allowed_payment_method_types` is a filter on what the
/// account has turned on: here, everything known.
fn methods(params: &Params) -> Result<Vec<String>, Failure> {
    let mut methods = params.texts("payment_method_types")?;
    let allowed = params.texts("allowed_payment_method_types")?;
    if !methods.is_empty() && !allowed.is_empty() {
        let message =
            "You may only specify one of `payment_method_types` and `allowed_payment_method_types`.";
        return Err(Failure::invalid(message).param("allowed_payment_method_types"));
    }
    methods.extend(allowed);
    if methods.iter().any(|method| !payment_method::is_known(method)) {
        let message = "The simulator takes cards, us_bank_account, sepa_debit, bacs_debit and acss_debit.";
        return Err(Failure::invalid(message).param("payment_method_types"));
    }
    Ok(if methods.is_empty() { vec!["card".to_owned()] } else { methods })
}

/// The items of a session, their total and currency; in setup mode there are none.
fn items(tx: &mut Tx<'_>, params: &Params, mode: &str) -> Result<(Vec<Value>, i64, String), Failure> {
    if mode == "setup" {
        let currency = params.text("currency")?.unwrap_or("usd");
        return Ok((Vec::new(), 0, money::currency(currency, "currency")?));
    }
    let (items, total, currency) = line_item::read(tx, params)?;
    let is_lasting = items.iter().any(|item| !item["price"]["recurring"].is_null());
    if is_lasting != (mode == "subscription") {
        let message = if is_lasting {
            "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices."
        } else {
            "You must provide at least one recurring price in `subscription` mode when using prices."
        };
        return Err(Failure::invalid(message).param("line_items"));
    }
    if is_lasting && items.iter().any(|item| item["price"]["recurring"].is_null()) {
        let message = "The simulator sells recurring prices only, where it sells any.";
        return Err(Failure::invalid(message).param("line_items"));
    }
    if mode == "payment" && total < AMOUNT_MIN {
        let message = format!(
            "The Checkout Session's total amount due must add up to at least {AMOUNT_MIN} minor units."
        );
        return Err(Failure::invalid(message).code("amount_too_small"));
    }
    Ok((items, total, currency))
}

/// Whether paying makes a customer; null where there is one.
fn creation(params: &Params, mode: &str, payer: Option<&str>) -> Result<Value, Failure> {
    let wished = params.one_of("customer_creation", &["always", "if_required"])?;
    Ok(match (payer, mode) {
        (Some(_), _) => Value::Null,
        (None, "payment") => json!(wished.unwrap_or("if_required")),
        (None, _) => json!("always"),
    })
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
    data.only(&["metadata", "transfer_group", "description", "setup_future_usage"])?;
    Ok(json!({
        "metadata": data.metadata(&json!({}))?,
        "transfer_group": data.text("transfer_group")?,
        "description": data.text("description")?,
        "setup_future_usage": data.one_of("setup_future_usage", &["off_session", "on_session"])?,
    }))
}

/// What the subscription of a session will carry.
fn subscription_data(params: &Params) -> Result<Value, Failure> {
    let Some(data) = params.nested("subscription_data")? else { return Ok(json!({ "metadata": {} })) };
    data.only(&["metadata", "description", "trial_period_days"])?;
    Ok(json!({
        "metadata": data.metadata(&json!({}))?,
        "description": data.text("description")?,
        "trial_period_days": data.at_least("trial_period_days", 1)?,
    }))
}

/// What the setup intent of a session will carry.
fn setup_data(params: &Params) -> Result<Value, Failure> {
    let Some(data) = params.nested("setup_intent_data")? else { return Ok(json!({ "metadata": {} })) };
    data.only(&["metadata"])?;
    Ok(json!({ "metadata": data.metadata(&json!({}))? }))
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
    let known: Vec<&str> = list::PAGING
        .into_iter()
        .chain(["created", "customer", "payment_intent", "status", "subscription"])
        .collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (intent, status) = (params.text("payment_intent")?, params.text("status")?);
    let (payer, subscription) = (params.text("customer")?, params.text("subscription")?);
    let entries = tx.before().all(Kind::CheckoutSession).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(params, "/v1/checkout/sessions", "checkout.session", mine, |entry| {
        let object = &entry.object;
        created.keeps(object)
            && same(payer, object, "customer")
            && same(intent, object, "payment_intent")
            && same(status, object, "status")
            && same(subscription, object, "subscription")
    })
}

/// `POST /v1/checkout/sessions/{id}/expire`
pub(crate) fn expire(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    let entry = find(tx, call)?;
    if entry.text("status") != "open" {
        let message = format!(
            "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `{}`.",
            entry.text("status")
        );
        return Err(Failure::invalid(message).executed());
    }
    Ok(close(tx, entry))
}

fn close(tx: &mut Tx<'_>, mut entry: Entry) -> Value {
    entry.object["status"] = json!("expired");
    entry.object["url"] = Value::Null;
    let (session, account) = (entry.object.clone(), entry.account.clone());
    tx.put(Kind::CheckoutSession, text(&session, "id"), entry);
    event::emit(tx, "checkout.session.expired", account.as_deref(), session.clone(), None);
    session
}

/// Expires the open sessions that were not paid in time.
pub(crate) fn expire_due(tx: &mut Tx<'_>) {
    for id in tx.before().due_sessions(tx.now_ms) {
        if let Some(entry) = tx.get(Kind::CheckoutSession, &id) {
            close(tx, entry);
        }
    }
}

fn find(tx: &Tx<'_>, call: &Call) -> Result<Entry, Failure> {
    tx.find(Kind::CheckoutSession, call.id(0), call.account(), "checkout.session", "session")
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
