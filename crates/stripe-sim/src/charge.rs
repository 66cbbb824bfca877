//! Charges: `ch_…` paid by customers, `py_…` arriving from a transfer.

use serde_json::{Value, json};

use crate::balance_transaction::{self, Movement};
use crate::failure::Failure;
use crate::payment_method::{self, Decline};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx};
use crate::{id, list};

/// A charge about to be made.
pub(crate) struct NewCharge<'a> {
    pub(crate) account: Option<&'a str>,
    pub(crate) amount: i64,
    pub(crate) fee: i64,
    pub(crate) currency: &'a str,
    pub(crate) origin: Origin<'a>,
    pub(crate) state: ChargeState<'a>,
    pub(crate) transfer_group: Option<&'a str>,
    pub(crate) metadata: Value,
    pub(crate) email: Option<&'a str>,
    pub(crate) settles_at_ms: Option<i64>,
}

/// Where the money comes from.
pub(crate) enum Origin<'a> {
    /// A transfer of the platform.
    Transfer(&'a str),
    /// A customer's payment.
    Payment { intent: &'a str, payment_method: &'a str, kind: &'a str, customer: Option<&'a str> },
}

/// How far a charge has come.
pub(crate) enum ChargeState<'a> {
    Succeeded,
    /// A bank debit under way.
    Pending,
    Failed(&'a Decline),
}

/// Makes a charge; with its balance transaction, where it has succeeded.
pub(crate) fn create(tx: &mut Tx<'_>, new: &NewCharge<'_>) -> Value {
    let (source_transfer, paid_by) = match &new.origin {
        Origin::Transfer(id) => (Some(*id), None),
        Origin::Payment { intent, payment_method, kind, customer } => {
            (None, Some((*intent, *payment_method, *kind, *customer)))
        }
    };
    let by_card = paid_by.is_some_and(|(_, _, kind, _)| kind == "card");
    let id = id::object(if by_card { "ch" } else { "py" });
    let (status, decline) = match new.state {
        ChargeState::Succeeded => ("succeeded", None),
        ChargeState::Pending => ("pending", None),
        ChargeState::Failed(decline) => ("failed", Some(decline)),
    };
    let no_address = json!({ "city": null, "country": null, "line1": null, "line2": null, "postal_code": null, "state": null });
    let charge = json!({
        "id": id,
        "object": "charge",
        "amount": new.amount,
        "amount_captured": if status == "failed" { 0 } else { new.amount },
        "amount_refunded": 0,
        "application": null,
        "application_fee": null,
        "application_fee_amount": null,
        "balance_transaction": null,
        "billing_details": { "address": no_address, "email": new.email, "name": null, "phone": null, "tax_id": null },
        "calculated_statement_descriptor": if by_card { json!("TRIBUTARY") } else { Value::Null },
        "captured": status != "failed",
        "created": tx.now(),
        "currency": new.currency,
        "customer": paid_by.and_then(|(_, _, _, customer)| customer),
        "description": null,
        "disputed": false,
        "failure_balance_transaction": null,
        "failure_code": decline.map(|decline| decline.code.as_str()),
        "failure_message": decline.map(|decline| decline.message.as_str()),
        "fraud_details": {},
        "livemode": false,
        "metadata": new.metadata,
        "on_behalf_of": null,
        "outcome": paid_by.map(|_| outcome(decline)),
        "paid": status == "succeeded",
        "payment_intent": paid_by.map(|(intent, ..)| intent),
        "payment_method": paid_by.map(|(_, payment_method, ..)| payment_method),
        "payment_method_details": payment_method::details(paid_by.map(|(_, _, kind, _)| kind)),
        "receipt_email": null,
        "receipt_number": null,
        "receipt_url": null,
        "refunded": false,
        "refunds": list::whole(Vec::new(), &format!("/v1/charges/{id}/refunds")),
        "review": null,
        "shipping": null,
        "source": null,
        "source_transfer": source_transfer,
        "statement_descriptor": null,
        "statement_descriptor_suffix": null,
        "status": status,
        "transfer_data": null,
        "transfer_group": new.transfer_group,
    });
    let entry = Entry::new(charge).of(new.account);
    match new.state {
        ChargeState::Succeeded => book(tx, entry, new.fee, new.settles_at_ms),
        _ => {
            let charge = entry.object.clone();
            tx.put(Kind::Charge, &id, entry);
            charge
        }
    }
}

/// A bank debit has arrived: its charge succeeds.
pub(crate) fn arrive(tx: &mut Tx<'_>, id: &str, fee: i64, settles_at_ms: Option<i64>) -> Option<Value> {
    let mut entry = tx.get(Kind::Charge, id)?;
    entry.object["status"] = json!("succeeded");
    entry.object["paid"] = json!(true);
    Some(book(tx, entry, fee, settles_at_ms))
}

/// A bank debit has come back: its charge fails. Stripe's balance shows the money on its way and its going back; here both are
/// shown once it has gone.
pub(crate) fn fail(tx: &mut Tx<'_>, id: &str, decline: &Decline) -> Option<Value> {
    let mut entry = tx.get(Kind::Charge, id)?;
    let (amount, currency) = (entry.integer("amount"), entry.text("currency").to_owned());
    for (kind, amount, field) in [
        ("payment", amount, "balance_transaction"),
        ("payment_failure_refund", -amount, "failure_balance_transaction"),
    ] {
        let movement = Movement {
            account: entry.account.as_deref(),
            amount,
            fee: 0,
            currency: &currency,
            kind,
            source: id,
            description: None,
            settles_at_ms: None,
        };
        let transaction = balance_transaction::book(tx, &movement);
        entry.object[field] = json!(transaction);
    }
    entry.object["status"] = json!("failed");
    entry.object["failure_code"] = json!(decline.code);
    entry.object["failure_message"] = json!(decline.message);
    entry.object["outcome"] = outcome(Some(decline));
    let charge = entry.object.clone();
    tx.put(Kind::Charge, id, entry);
    Some(charge)
}

/// Books the money of a charge that has succeeded.
fn book(tx: &mut Tx<'_>, mut entry: Entry, fee: i64, settles_at_ms: Option<i64>) -> Value {
    let id = entry.text("id").to_owned();
    let transaction = balance_transaction::book(
        tx,
        &Movement {
            account: entry.account.as_deref(),
            amount: entry.integer("amount"),
            fee,
            currency: entry.text("currency"),
            kind: if id.starts_with("ch_") { "charge" } else { "payment" },
            source: &id,
            description: None,
            settles_at_ms,
        },
    );
    entry.object["balance_transaction"] = json!(transaction);
    let charge = entry.object.clone();
    tx.put(Kind::Charge, &id, entry);
    charge
}

fn outcome(decline: Option<&Decline>) -> Value {
    json!({
        "advice_code": null,
        "network_advice_code": null,
        "network_decline_code": null,
        "network_status": if decline.is_some() { "declined_by_network" } else { "approved_by_network" },
        "reason": decline.map(|decline| decline.reason.as_str()),
        "risk_level": "normal",
        "risk_score": 12,
        "seller_message": if decline.is_some() { "The bank declined." } else { "Payment complete." },
        "type": if decline.is_some() { "issuer_declined" } else { "authorized" },
    })
}

/// `GET /v1/charges/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(tx.find(Kind::Charge, call.id(0), call.account(), "charge", "id")?.object)
}

/// `GET /v1/charges`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> =
        list::PAGING.into_iter().chain(["created", "customer", "payment_intent", "transfer_group"]).collect();
    params.only(&known)?;
    let created = list::Created::read(params)?;
    let (intent, group) = (params.text("payment_intent")?, params.text("transfer_group")?);
    let customer = params.text("customer")?;
    let entries = tx.before().all(Kind::Charge).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(params, "/v1/charges", "charge", mine, |entry| {
        let object = &entry.object;
        created.keeps(object)
            && list::same(customer, object, "customer")
            && list::same(intent, object, "payment_intent")
            && list::same(group, object, "transfer_group")
    })
}
