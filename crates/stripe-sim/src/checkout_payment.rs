//! What comes of a checkout session when its customer pays.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::payment_intent::{self, Payment};
use crate::state::{Entry, Kind, Tx, integer, text};
use crate::subscription::{self, Sold};
use crate::{checkout, customer, event, payment_method, setup_intent};

/// How the customer pays: by the session's first kind of method, with success, unless told.
#[derive(Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Choice {
    /// `card`, `us_bank_account`, `sepa_debit`, `bacs_debit` or `acss_debit`.
    pub(crate) method: Option<String>,
    /// What charging it comes to, now and later: `succeed` or a decline.
    pub(crate) outcome: Option<String>,
}

/// The customer pays; tells the session as it then is. A paid one stays as it is, and one whose
/// card was declined stays open.
pub(crate) fn pay(tx: &mut Tx<'_>, id: &str, choice: &Choice) -> Result<Value, Failure> {
    let entry = tx
        .get(Kind::CheckoutSession, id)
        .ok_or_else(|| Failure::no_such("checkout.session", id, "session"))?;
    if entry.text("status") == "complete" {
        return Ok(entry.object);
    }
    if !checkout::is_open(tx, &entry) {
        return Err(Failure::invalid("This Checkout Session has expired.").executed());
    }
    if entry.account.is_some() {
        return Err(Failure::invalid("The simulator takes payments for the platform only."));
    }
    let method = chosen(&entry, choice)?;
    let outcome = choice.outcome.as_deref().unwrap_or("succeed");
    payment_method::check_outcome(outcome)?;

    let email = email(tx, &entry);
    let payer = payer(tx, &entry, &email);
    let saved_for = payer.as_deref().filter(|_| saves(&entry));
    let method = payment_method::make(tx, &method, saved_for, Some(&email));
    payment_method::set_outcome(tx, &method, outcome)?;
    let mut paid = Paid { entry, email, payer, method };
    let went_through = match text(&paid.entry.object, "mode") {
        "subscription" => subscribe(tx, &mut paid),
        "setup" => save_method(tx, &mut paid),
        _ => charge(tx, &mut paid),
    };
    if went_through {
        return Ok(complete(tx, paid));
    }
    let Paid { mut entry, payer, .. } = paid;
    entry.private["payer"] = json!(payer);
    let session = entry.object.clone();
    tx.put(Kind::CheckoutSession, id, entry);
    Ok(session)
}

/// A session that is being paid.
struct Paid {
    entry: Entry,
    email: String,
    payer: Option<String>,
    method: String,
}

/// The kind of method that the customer takes.
fn chosen(entry: &Entry, choice: &Choice) -> Result<String, Failure> {
    let offered = entry.object["payment_method_types"].as_array().cloned().unwrap_or_default();
    let first = offered.first().and_then(Value::as_str).unwrap_or("card");
    let method = choice.method.as_deref().unwrap_or(first);
    if !offered.iter().any(|kind| kind == method) {
        return Err(Failure::invalid(format!("This Checkout Session does not take {method}.")));
    }
    Ok(method.to_owned())
}

fn email(tx: &Tx<'_>, entry: &Entry) -> String {
    let known = tx.get(Kind::Customer, entry.text("customer"));
    let known = known.and_then(|customer| customer.object["email"].as_str().map(str::to_owned));
    let given = entry.object["customer_email"].as_str().map(str::to_owned);
    known.or(given).unwrap_or_else(|| "customer@example.com".to_owned())
}

/// The session's customer, made now where it has none and needs one.
fn payer(tx: &mut Tx<'_>, entry: &Entry, email: &str) -> Option<String> {
    let tried = entry.private.get("payer").and_then(Value::as_str);
    if let Some(known) = entry.object["customer"].as_str().or(tried) {
        return Some(known.to_owned());
    }
    let needs_one = entry.text("mode") != "payment" || entry.text("customer_creation") == "always";
    (needs_one || saves(entry)).then(|| customer::make(tx, email))
}

/// True when the method stays with the customer.
fn saves(entry: &Entry) -> bool {
    entry.text("mode") != "payment" || entry.private["payment_intent_data"]["setup_future_usage"].is_string()
}

/// One payment; false where it is declined.
fn charge(tx: &mut Tx<'_>, paid: &mut Paid) -> bool {
    let data = paid.entry.private["payment_intent_data"].clone();
    let session = &paid.entry.object;
    let intent = payment_intent::make(
        tx,
        &Payment {
            amount: integer(session, "amount_total"),
            currency: text(session, "currency"),
            description: data["description"].as_str(),
            email: Some(&paid.email),
            metadata: data["metadata"].clone(),
            transfer_group: data["transfer_group"].as_str(),
            customer: paid.payer.as_deref(),
            payment_method: Some(&paid.method),
            setup_future_usage: data["setup_future_usage"].as_str(),
            waiting: json!({ "session": text(session, "id") }),
        },
    );
    let Ok(charged) = payment_intent::charge(tx, &intent) else { return false };
    let status = if charged["status"] == "succeeded" { "paid" } else { "unpaid" };
    paid.entry.object["payment_status"] = json!(status);
    paid.entry.object["payment_intent"] = json!(intent);
    true
}

/// A subscription and its first invoice; false where that is declined.
fn subscribe(tx: &mut Tx<'_>, paid: &mut Paid) -> bool {
    let Some(payer) = paid.payer.clone() else { return false };
    let is_card =
        tx.get(Kind::PaymentMethod, &paid.method).is_some_and(|method| method.text("type") == "card");
    if is_card && payment_method::decline(tx, &paid.method, Some(&payer)).is_some() {
        return false;
    }
    customer::choose(tx, &payer, &paid.method);
    let sold = Sold {
        customer: &payer,
        payment_method: Some(&paid.method),
        items: &paid.entry.private["line_items"]["data"],
        data: &paid.entry.private["subscription_data"],
    };
    let Ok((subscription, invoice)) = subscription::start(tx, &sold) else { return false };
    let billed = tx.get(Kind::Invoice, &invoice);
    let status = match &billed {
        Some(billed) if billed.integer("total") == 0 => "no_payment_required",
        Some(billed) if billed.text("status") == "paid" => "paid",
        _ => "unpaid",
    };
    let session = &mut paid.entry.object;
    session["payment_status"] = json!(status);
    session["subscription"] = json!(subscription);
    session["invoice"] = json!(invoice);
    true
}

/// Nothing is paid, the method is kept.
fn save_method(tx: &mut Tx<'_>, paid: &mut Paid) -> bool {
    let metadata = paid.entry.private["setup_intent_data"]["metadata"].clone();
    let intent = setup_intent::succeed(tx, paid.payer.as_deref(), &paid.method, metadata);
    paid.entry.object["setup_intent"] = json!(intent);
    paid.entry.object["payment_status"] = json!("no_payment_required");
    true
}

fn complete(tx: &mut Tx<'_>, paid: Paid) -> Value {
    let Paid { mut entry, email, payer, .. } = paid;
    let session = &mut entry.object;
    session["status"] = json!("complete");
    session["customer"] = json!(payer);
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
    keep(tx, entry, "checkout.session.completed")
}

/// The bank debit of a session has succeeded or failed.
pub(crate) fn debited(tx: &mut Tx<'_>, id: &str, succeeded: bool) {
    let Some(mut entry) = tx.get(Kind::CheckoutSession, id) else { return };
    if succeeded {
        entry.object["payment_status"] = json!("paid");
        keep(tx, entry, "checkout.session.async_payment_succeeded");
    } else {
        keep(tx, entry, "checkout.session.async_payment_failed");
    }
}

/// The same for the session that sold a subscription, by its first invoice.
pub(crate) fn invoice_debited(tx: &mut Tx<'_>, invoice: &str, succeeded: bool) {
    let mut sessions = tx.before().all(Kind::CheckoutSession);
    let sold = sessions.find(|(_, entry)| entry.text("invoice") == invoice);
    if let Some((id, _)) = sold {
        debited(tx, id, succeeded);
    }
}

fn keep(tx: &mut Tx<'_>, entry: Entry, told: &str) -> Value {
    let session = entry.object.clone();
    tx.put(Kind::CheckoutSession, text(&session, "id"), entry);
    event::emit(tx, told, None, session.clone(), None);
    session
}

/// The bank answers the debit of a session.
/// Errors: no such session; no debit under way.
pub(crate) fn clear(tx: &mut Tx<'_>, id: &str, outcome: Option<&str>) -> Result<Value, Failure> {
    let entry = tx
        .get(Kind::CheckoutSession, id)
        .ok_or_else(|| Failure::no_such("checkout.session", id, "session"))?;
    payment_intent::clear(tx, entry.text("payment_intent"), outcome)?;
    Ok(tx.get(Kind::CheckoutSession, id).map(|entry| entry.object).unwrap_or_default())
}
