//! Payment intents: made when a checkout session is paid, or off session with a saved method.

use serde_json::{Value, json};

use crate::charge::{self, ChargeState, NewCharge, Origin};
use crate::failure::Failure;
use crate::list::same;
use crate::payment_method::{self, Decline};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, text};
use crate::{checkout_payment, customer, event, id, invoice, list, money};

/// Stripe's smallest charge in most currencies, in minor units.
pub(crate) const AMOUNT_MIN: i64 = 50;

/// A payment about to be made.
#[derive(Default)]
pub(crate) struct Payment<'a> {
    pub(crate) amount: i64,
    pub(crate) currency: &'a str,
    pub(crate) description: Option<&'a str>,
    pub(crate) email: Option<&'a str>,
    pub(crate) metadata: Value,
    pub(crate) transfer_group: Option<&'a str>,
    pub(crate) customer: Option<&'a str>,
    /// The payment method's id; without one there is nothing to confirm yet.
    pub(crate) payment_method: Option<&'a str>,
    pub(crate) setup_future_usage: Option<&'a str>,
    /// What waits for its outcome: `{"session": …}` or `{"invoice": …}`.
    pub(crate) waiting: Value,
}

/// Makes an intent that is still to be confirmed; tells its id.
pub(crate) fn make(tx: &mut Tx<'_>, payment: &Payment<'_>) -> String {
    let id = id::object("pi");
    let kind = payment.payment_method.and_then(|id| tx.get(Kind::PaymentMethod, id));
    let kind = kind.map_or_else(|| "card".to_owned(), |method| method.text("type").to_owned());
    let intent = json!({
        "id": id,
        "object": "payment_intent",
        "amount": payment.amount,
        "amount_capturable": 0,
        "amount_details": { "tip": {} },
        "amount_received": 0,
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
        "customer": payment.customer,
        "customer_account": null,
        "description": payment.description,
        "excluded_payment_method_types": null,
        "last_payment_error": null,
        "latest_charge": null,
        "livemode": false,
        "managed_payments": { "enabled": false },
        "metadata": payment.metadata,
        "next_action": null,
        "on_behalf_of": null,
        "payment_method": payment.payment_method,
        "payment_method_configuration_details": null,
        "payment_method_options": {},
        "payment_method_types": [kind],
        "processing": null,
        "receipt_email": null,
        "review": null,
        "setup_future_usage": payment.setup_future_usage,
        "shipping": null,
        "source": null,
        "statement_descriptor": null,
        "statement_descriptor_suffix": null,
        "status": if payment.payment_method.is_some() { "requires_confirmation" } else { "requires_payment_method" },
        "transfer_data": null,
        "transfer_group": payment.transfer_group,
    });
    let private = json!({ "email": payment.email, "waiting": payment.waiting });
    tx.put(Kind::PaymentIntent, &id, Entry::new(intent).private(private));
    id
}

/// Charges an intent's payment method: it succeeds, is under way, or is refused with 402.
pub(crate) fn charge(tx: &mut Tx<'_>, id: &str) -> Result<Value, Failure> {
    let entry = get(tx, id)?;
    let method = entry.text("payment_method").to_owned();
    let kind = payment_method::find(tx, &method)?.text("type").to_owned();
    if payment_method::is_debit(&kind) {
        return Ok(begin_debit(tx, entry, &kind));
    }
    match payment_method::decline(tx, &method, entry.object["customer"].as_str()) {
        None => Ok(succeed(tx, entry)),
        Some(decline) => {
            let charge = make_charge(tx, &entry, "card", ChargeState::Failed(&decline));
            Err(refuse(tx, entry, &charge, &decline))
        }
    }
}

fn make_charge(tx: &mut Tx<'_>, entry: &Entry, kind: &str, state: ChargeState<'_>) -> Value {
    let settles_at_ms = settles_at_ms(tx);
    let intent = &entry.object;
    charge::create(
        tx,
        &NewCharge {
            account: None,
            amount: entry.integer("amount"),
            fee: money::fee(entry.integer("amount")),
            currency: entry.text("currency"),
            origin: Origin::Payment {
                intent: entry.text("id"),
                payment_method: entry.text("payment_method"),
                kind,
                customer: intent["customer"].as_str(),
            },
            state,
            transfer_group: intent["transfer_group"].as_str(),
            metadata: intent["metadata"].clone(),
            email: entry.private["email"].as_str(),
            settles_at_ms,
        },
    )
}

fn settles_at_ms(tx: &Tx<'_>) -> Option<i64> {
    i64::try_from(tx.delays.settle_after_ms).ok().map(|after| tx.now_ms.saturating_add(after))
}

/// A card pays: intent, charge, balance transaction and their events.
fn succeed(tx: &mut Tx<'_>, entry: Entry) -> Value {
    let charge = make_charge(tx, &entry, "card", ChargeState::Succeeded);
    finish(tx, entry, charge)
}

fn finish(tx: &mut Tx<'_>, mut entry: Entry, charge: Value) -> Value {
    entry.object["amount_received"] = entry.object["amount"].clone();
    entry.object["last_payment_error"] = Value::Null;
    entry.object["latest_charge"] = charge["id"].clone();
    entry.object["status"] = json!("succeeded");
    event::emit(tx, "charge.succeeded", None, charge, None);
    keep(tx, entry, "payment_intent.succeeded")
}

fn keep(tx: &mut Tx<'_>, entry: Entry, told: &str) -> Value {
    let intent = entry.object.clone();
    tx.put(Kind::PaymentIntent, text(&intent, "id"), entry);
    event::emit(tx, told, None, intent.clone(), None);
    intent
}

/// Writes a refusal on the intent; tells what the client is told.
fn refuse(tx: &mut Tx<'_>, mut entry: Entry, charge: &Value, decline: &Decline) -> Failure {
    let method = tx.get(Kind::PaymentMethod, entry.text("payment_method")).map(|method| method.object);
    let failure =
        decline.failure().with("charge", charge["id"].clone()).with("payment_method", json!(method));
    let mut error = failure.body("req_none")["error"].take();
    if let Some(fields) = error.as_object_mut() {
        fields.remove("request_log_url");
    }
    entry.object["last_payment_error"] = error;
    entry.object["latest_charge"] = charge["id"].clone();
    entry.object["payment_method"] = Value::Null;
    entry.object["processing"] = Value::Null;
    entry.object["status"] = json!("requires_payment_method");
    event::emit(tx, "charge.failed", None, charge.clone(), None);
    let intent = keep(tx, entry, "payment_intent.payment_failed");
    failure.with("payment_intent", intent)
}

/// A bank debit is on its way; its outcome comes after `debit_after_ms`, or by hand.
fn begin_debit(tx: &mut Tx<'_>, mut entry: Entry, kind: &str) -> Value {
    let charge = make_charge(tx, &entry, kind, ChargeState::Pending);
    entry.object["latest_charge"] = charge["id"].clone();
    entry.object["status"] = json!("processing");
    if let Some(after_ms) = tx.delays.debit_after_ms {
        let after_ms = i64::try_from(after_ms).unwrap_or(i64::MAX);
        entry.private["clears_at_ms"] = json!(tx.now_ms.saturating_add(after_ms));
    }
    event::emit(tx, "charge.pending", None, charge, None);
    keep(tx, entry, "payment_intent.processing")
}

/// The bank has answered a debit: `succeed`, a decline's name, or what the payment method decides.
/// Errors: no such intent; none under way.
pub(crate) fn clear(tx: &mut Tx<'_>, id: &str, outcome: Option<&str>) -> Result<Value, Failure> {
    let entry = get(tx, id)?;
    if entry.text("status") != "processing" {
        return Err(Failure::invalid("No bank debit of this payment is under way."));
    }
    let decline = match outcome {
        Some(outcome) => {
            payment_method::check_outcome(outcome)?;
            Decline::named(outcome)
        }
        None => payment_method::decline(tx, entry.text("payment_method"), entry.object["customer"].as_str()),
    };
    let charge_id = entry.text("latest_charge").to_owned();
    let waiting = entry.private["waiting"].clone();
    match &decline {
        None => {
            let (fee, settles_at_ms) = (money::debit_fee(entry.integer("amount")), settles_at_ms(tx));
            let charge = charge::arrive(tx, &charge_id, fee, settles_at_ms).ok_or_else(Failure::internal)?;
            finish(tx, entry, charge);
        }
        Some(decline) => {
            let charge = charge::fail(tx, &charge_id, decline).ok_or_else(Failure::internal)?;
            refuse(tx, entry, &charge, decline);
        }
    }
    if let Some(session) = waiting["session"].as_str() {
        checkout_payment::debited(tx, session, decline.is_none());
    }
    if let Some(invoice) = waiting["invoice"].as_str() {
        invoice::debited(tx, invoice, id, decline.is_none());
    }
    Ok(get(tx, id)?.object)
}

fn get(tx: &Tx<'_>, id: &str) -> Result<Entry, Failure> {
    tx.find(Kind::PaymentIntent, id, None, "payment_intent", "intent")
}

/// `POST /v1/payment_intents`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&[
        "amount",
        "currency",
        "customer",
        "payment_method",
        "payment_method_types",
        "automatic_payment_methods",
        "off_session",
        "confirm",
        "description",
        "metadata",
        "transfer_group",
        "setup_future_usage",
        "error_on_requires_action",
    ])?;
    if call.account().is_some() {
        return Err(Failure::invalid("The simulator takes payments for the platform only."));
    }
    if let Some(automatic) = params.nested("automatic_payment_methods")? {
        automatic.only(&["enabled", "allow_redirects"])?;
        automatic
            .boolean("enabled")?
            .ok_or_else(|| Failure::missing("automatic_payment_methods[enabled]"))?;
        automatic.one_of("allow_redirects", &["always", "never"])?;
    }
    let amount = params.at_least("amount", 1)?.ok_or_else(|| Failure::missing("amount"))?;
    if amount < AMOUNT_MIN {
        let message = format!("Amount must be at least {AMOUNT_MIN} minor units.");
        return Err(Failure::invalid(message).code("amount_too_small").param("amount"));
    }
    if amount > money::AMOUNT_MAX {
        return Err(Failure::invalid("Amount is too large.").code("amount_too_large").param("amount"));
    }
    let currency = money::currency(params.required("currency")?, "currency")?;
    money::exact(amount, &currency, "amount")?;
    let payer = params.text("customer")?;
    let payer_entry = payer.map(|id| customer::find(tx, id, "customer")).transpose()?;
    let method = params.text("payment_method")?;
    if let Some(method) = method {
        check_method(tx, method, payer)?;
    }
    let (confirm, off_session) =
        (params.boolean("confirm")?.unwrap_or(false), params.boolean("off_session")?.unwrap_or(false));
    if off_session && !confirm {
        let message = "You can only set `off_session` when confirming: pass `confirm=true`.";
        return Err(Failure::invalid(message).param("off_session"));
    }
    if confirm && method.is_none() {
        let message = "You cannot confirm this PaymentIntent because it's missing a payment method.";
        return Err(Failure::invalid(message).code("payment_intent_unexpected_state"));
    }
    let id = make(
        tx,
        &Payment {
            amount,
            currency: &currency,
            description: params.text("description")?,
            email: payer_entry.as_ref().and_then(|entry| entry.object["email"].as_str()),
            metadata: params.metadata(&json!({}))?,
            transfer_group: params.text("transfer_group")?,
            customer: payer,
            payment_method: method,
            setup_future_usage: params.one_of("setup_future_usage", &["off_session", "on_session"])?,
            waiting: Value::Null,
        },
    );
    let intent = get(tx, &id)?.object;
    event::emit(tx, "payment_intent.created", None, intent.clone(), None);
    if confirm { charge(tx, &id) } else { Ok(intent) }
}

/// A method has to belong to the customer that is charged.
fn check_method(tx: &Tx<'_>, method: &str, customer: Option<&str>) -> Result<(), Failure> {
    let entry = payment_method::find(tx, method).map_err(|failure| failure.status(400))?;
    if entry.object["customer"].as_str() == customer {
        return Ok(());
    }
    let message = match customer {
        Some(id) => format!(
            "The customer {id} does not have a payment method with the ID {method}. The payment method must be attached to the customer."
        ),
        None => format!("The payment method {method} belongs to a customer. Please include the customer."),
    };
    Err(Failure::invalid(message).param("payment_method").executed())
}

/// `POST /v1/payment_intents/{id}/confirm`
pub(crate) fn confirm(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["payment_method", "off_session", "error_on_requires_action"])?;
    let mut entry = find(tx, call)?;
    if !["requires_confirmation", "requires_payment_method"].contains(&entry.text("status")) {
        return Err(unexpected(&entry, "confirm"));
    }
    if let Some(method) = params.text("payment_method")? {
        check_method(tx, method, entry.object["customer"].as_str())?;
        entry.object["payment_method"] = json!(method);
        tx.put(Kind::PaymentIntent, call.id(0), entry.clone());
    }
    if entry.object["payment_method"].is_null() {
        let message = "You cannot confirm this PaymentIntent because it's missing a payment method.";
        return Err(Failure::invalid(message).code("payment_intent_unexpected_state").executed());
    }
    charge(tx, call.id(0))
}

/// `POST /v1/payment_intents/{id}/cancel`
pub(crate) fn cancel(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&["cancellation_reason"])?;
    let mut entry = find(tx, call)?;
    if !["requires_confirmation", "requires_payment_method"].contains(&entry.text("status")) {
        return Err(unexpected(&entry, "cancel"));
    }
    entry.object["status"] = json!("canceled");
    entry.object["canceled_at"] = json!(tx.now());
    entry.object["cancellation_reason"] = json!(call.params.text("cancellation_reason")?);
    Ok(keep(tx, entry, "payment_intent.canceled"))
}

fn unexpected(entry: &Entry, verb: &str) -> Failure {
    let message =
        format!("You cannot {verb} this PaymentIntent because it has a status of {}.", entry.text("status"));
    Failure::invalid(message).code("payment_intent_unexpected_state").executed()
}

/// `GET /v1/payment_intents/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&["client_secret"])?;
    Ok(find(tx, call)?.object)
}

fn find(tx: &Tx<'_>, call: &Call) -> Result<Entry, Failure> {
    tx.find(Kind::PaymentIntent, call.id(0), call.account(), "payment_intent", "intent")
}

/// `GET /v1/payment_intents`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let known: Vec<&str> = list::PAGING.into_iter().chain(["created", "customer"]).collect();
    call.params.only(&known)?;
    let (created, payer) = (list::Created::read(&call.params)?, call.params.text("customer")?);
    let entries = tx.before().all(Kind::PaymentIntent).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(&call.params, "/v1/payment_intents", "payment_intent", mine, |entry| {
        created.keeps(&entry.object) && same(payer, &entry.object, "customer")
    })
}
