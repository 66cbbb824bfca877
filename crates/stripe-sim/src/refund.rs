//! Refunds: a payment given back, whole or in part.

use serde_json::{Value, json};

use crate::balance_transaction::{self, Movement};
use crate::failure::Failure;
use crate::list::{self, Created, same};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, previous_attributes, text};
use crate::{event, id, money};

/// `POST /v1/refunds`: Stripe keeps the payment's fee.
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["charge", "payment_intent", "amount", "reason", "metadata"])?;
    let reason = params.one_of("reason", &["duplicate", "fraudulent", "requested_by_customer"])?;
    let (wanted, metadata) = (params.at_least("amount", 1)?, params.metadata(&json!({}))?);
    let charge = charge(tx, call)?;
    let left = charge.integer("amount") - charge.integer("amount_refunded");
    let amount = wanted.unwrap_or(left);
    let id = charge.text("id");
    money::exact(amount, charge.text("currency"), "amount")?;
    if charge.text("status") != "succeeded" {
        return Err(Failure::invalid(format!("Charge {id} has not succeeded.")).executed());
    }
    if charge.object["disputed"] == json!(true) {
        let message = format!("Charge {id} has been charged back; cannot issue a refund.");
        return Err(Failure::invalid(message).code("charge_disputed").executed());
    }
    if left == 0 {
        let message = format!("Charge {id} has already been refunded.");
        return Err(Failure::invalid(message).code("charge_already_refunded").executed());
    }
    if amount > left {
        let message =
            format!("Refund amount ({amount}) is greater than unrefunded amount on charge ({left})");
        return Err(Failure::invalid(message).param("amount").executed());
    }
    if tx.funds(None, charge.text("currency")).available < amount {
        let message = "You have insufficient available funds in your Stripe account to refund this payment.";
        return Err(Failure::invalid(message).code("balance_insufficient").executed());
    }
    Ok(pay_back(tx, charge, amount, reason, metadata))
}

/// The charge that is named, or that of the intent that is named.
fn charge(tx: &Tx<'_>, call: &Call) -> Result<Entry, Failure> {
    let params = &call.params;
    let refused = |failure: Failure| failure.status(400);
    if let Some(intent) = params.text("payment_intent")? {
        let found = tx.find(Kind::PaymentIntent, intent, call.account(), "payment_intent", "payment_intent");
        let latest = found.map_err(refused)?.text("latest_charge").to_owned();
        return tx.find(Kind::Charge, &latest, call.account(), "charge", "payment_intent").map_err(refused);
    }
    let id = params.required("charge")?;
    tx.find(Kind::Charge, id, call.account(), "charge", "charge").map_err(refused)
}

fn pay_back(tx: &mut Tx<'_>, mut charge: Entry, amount: i64, reason: Option<&str>, metadata: Value) -> Value {
    let id = id::object("re");
    let charge_id = charge.text("id").to_owned();
    let currency = charge.text("currency").to_owned();
    let transaction = balance_transaction::book(
        tx,
        &Movement {
            account: None,
            amount: -amount,
            fee: 0,
            currency: &currency,
            kind: if charge_id.starts_with("ch_") { "refund" } else { "payment_refund" },
            source: &id,
            description: Some("REFUND FOR PAYMENT"),
            settles_at_ms: None,
        },
    );
    let paid = &charge.object;
    let method = text(&paid["payment_method_details"], "type").to_owned();
    let mut details = json!({ "type": method });
    details[&method] = if method == "card" { json!({ "type": "refund" }) } else { json!({}) };
    let refund = json!({
        "id": id,
        "object": "refund",
        "amount": amount,
        "balance_transaction": transaction,
        "charge": charge_id,
        "created": tx.now(),
        "currency": currency,
        "customer": paid["customer"],
        "customer_account": null,
        "destination_details": details,
        "metadata": metadata,
        "payment_intent": paid["payment_intent"],
        "payment_method": paid["payment_method"],
        "reason": reason,
        "receipt_number": null,
        "source_transfer_reversal": null,
        "status": "succeeded",
        "transfer_reversal": null,
    });
    let old = charge.object.clone();
    let refunded = charge.integer("amount_refunded") + amount;
    charge.object["amount_refunded"] = json!(refunded);
    charge.object["refunded"] = json!(refunded == charge.integer("amount"));
    let now = charge.object.clone();
    tx.put(Kind::Charge, &charge_id, charge);
    tx.put(Kind::Refund, &id, Entry::new(refund.clone()));
    event::emit(tx, "refund.created", None, refund.clone(), None);
    event::emit(tx, "charge.refunded", None, now.clone(), Some(previous_attributes(&old, &now)));
    refund
}

/// The bank cannot take a refund: days later the money is the platform's again, and may be refunded once more.
/// Errors: no such refund; failed already.
pub(crate) fn fail(tx: &mut Tx<'_>, id: &str) -> Result<Value, Failure> {
    let mut entry = tx.find(Kind::Refund, id, None, "refund", "id")?;
    if entry.text("status") != "succeeded" {
        return Err(Failure::invalid("This refund has failed."));
    }
    let amount = entry.integer("amount");
    let transaction = balance_transaction::book(
        tx,
        &Movement {
            account: None,
            amount,
            fee: 0,
            currency: entry.text("currency"),
            kind: "refund_failure",
            source: id,
            description: Some("REFUND FAILURE"),
            settles_at_ms: None,
        },
    );
    entry.object["status"] = json!("failed");
    entry.object["failure_reason"] = json!("lost_or_stolen_card");
    entry.object["failure_balance_transaction"] = json!(transaction);
    let refund = entry.object.clone();
    let charge_id = entry.text("charge").to_owned();
    let mut charge = tx.find(Kind::Charge, &charge_id, None, "charge", "id")?;
    charge.object["amount_refunded"] = json!(charge.integer("amount_refunded") - amount);
    charge.object["refunded"] = json!(false);
    tx.put(Kind::Charge, &charge_id, charge);
    tx.put(Kind::Refund, id, entry);
    event::emit(tx, "refund.failed", None, refund.clone(), None);
    Ok(refund)
}

/// `GET /v1/refunds/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(tx.find(Kind::Refund, call.id(0), call.account(), "refund", "id")?.object)
}

/// `GET /v1/refunds`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> = list::PAGING.into_iter().chain(["created", "charge", "payment_intent"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (charge, intent) = (params.text("charge")?, params.text("payment_intent")?);
    let entries = tx.before().all(Kind::Refund).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(params, "/v1/refunds", "refund", mine, |entry| {
        let object = &entry.object;
        created.keeps(object) && same(charge, object, "charge") && same(intent, object, "payment_intent")
    })
}
