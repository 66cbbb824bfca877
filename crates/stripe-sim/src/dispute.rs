//! Disputes: a card's holder, or the bank of a debit, takes money back.

use serde_json::{Value, json};

use crate::balance_transaction::{self, Movement};
use crate::failure::Failure;
use crate::list::{self, Created, same};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, text};
use crate::{event, id};

const EVIDENCE_SECONDS: i64 = 9 * 24 * 60 * 60;
const REASONS: [&str; 13] = [
    "bank_cannot_process",
    "check_returned",
    "credit_not_processed",
    "debit_not_authorized",
    "duplicate",
    "fraudulent",
    "general",
    "incorrect_account_details",
    "insufficient_funds",
    "product_not_received",
    "product_unacceptable",
    "subscription_canceled",
    "unrecognized",
];

/// Why and over how much a payment is disputed.
#[derive(Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Complaint {
    /// One of Stripe's reasons; `fraudulent` for cards and `debit_not_authorized` for debits unless told.
    pub(crate) reason: Option<String>,
    /// In minor units; all that is left unless told.
    pub(crate) amount: Option<i64>,
    /// What Stripe keeps for it; nothing unless told.
    pub(crate) fee: i64,
}

/// A payment is disputed: the money leaves the platform's balance at once. The return of a bank debit
/// is final, so that dispute is lost at once.
/// Errors: no such charge, not succeeded, disputed already; a wrong reason or amount.
pub(crate) fn open(tx: &mut Tx<'_>, charge: &str, complaint: &Complaint) -> Result<Value, Failure> {
    let mut paid = tx.find(Kind::Charge, charge, None, "charge", "charge")?;
    let left = paid.integer("amount") - paid.integer("amount_refunded");
    let amount = complaint.amount.unwrap_or(left);
    if paid.text("status") != "succeeded" || paid.object["disputed"] == json!(true) {
        return Err(Failure::invalid("Only a payment that succeeded can be disputed, and once."));
    }
    if !(1..=left).contains(&amount) || complaint.fee < 0 {
        return Err(Failure::invalid(format!("A dispute is over 1 to {left}, with a fee of 0 or more.")));
    }
    let kind = text(&paid.object["payment_method_details"], "type").to_owned();
    let is_card = kind == "card";
    let usual = if is_card { "fraudulent" } else { "debit_not_authorized" };
    let reason = complaint.reason.as_deref().unwrap_or(usual);
    if !REASONS.contains(&reason) {
        return Err(Failure::invalid(format!("A reason is one of {}.", REASONS.join(", "))));
    }
    let id = id::object("du");
    let mut dispute = blank(&id, &paid.object, amount, tx.now());
    dispute["reason"] = json!(reason);
    dispute["payment_method_details"] = details(&kind);
    paid.object["disputed"] = json!(true);
    tx.put(Kind::Charge, charge, paid);
    event::emit(tx, "charge.dispute.created", None, dispute.clone(), None);
    let mut entry = Entry::new(dispute);
    book(tx, &mut entry, -amount, complaint.fee);
    keep(tx, entry.clone(), "charge.dispute.funds_withdrawn");
    if is_card { Ok(entry.object) } else { close(tx, &id, "lost") }
}

/// The bank has decided: `won` brings the money back, `lost` leaves it.
/// Errors: no such dispute; closed already; another status.
pub(crate) fn close(tx: &mut Tx<'_>, id: &str, status: &str) -> Result<Value, Failure> {
    let mut entry = tx.find(Kind::Dispute, id, None, "dispute", "id")?;
    if ["won", "lost"].contains(&entry.text("status")) {
        return Err(Failure::invalid("This dispute is closed."));
    }
    match status {
        "won" => {
            entry.object["status"] = json!("won");
            let amount = entry.integer("amount");
            book(tx, &mut entry, amount, 0);
            keep(tx, entry.clone(), "charge.dispute.funds_reinstated");
        }
        "lost" => entry.object["status"] = json!("lost"),
        _ => return Err(Failure::invalid("A dispute is closed as won or lost.")),
    }
    Ok(keep(tx, entry, "charge.dispute.closed"))
}

/// Books money out of or back to the platform's balance and shows it on the dispute.
fn book(tx: &mut Tx<'_>, entry: &mut Entry, amount: i64, fee: i64) {
    let charge = entry.text("charge");
    let verb = if amount < 0 { "withdrawal" } else { "reversal" };
    let transaction = balance_transaction::book(
        tx,
        &Movement {
            account: None,
            amount,
            fee,
            currency: entry.text("currency"),
            kind: "adjustment",
            source: entry.text("id"),
            description: Some(&format!("Chargeback {verb} for {charge}")),
            settles_at_ms: None,
        },
    );
    let booked = tx.get(Kind::BalanceTransaction, &transaction).map(|entry| entry.object);
    if let Some(shown) = entry.object["balance_transactions"].as_array_mut() {
        shown.extend(booked);
    }
}

fn keep(tx: &mut Tx<'_>, entry: Entry, told: &str) -> Value {
    let dispute = entry.object.clone();
    tx.put(Kind::Dispute, text(&dispute, "id"), entry);
    event::emit(tx, told, None, dispute.clone(), None);
    dispute
}

/// `GET /v1/disputes/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(tx.find(Kind::Dispute, call.id(0), call.account(), "dispute", "id")?.object)
}

/// `GET /v1/disputes`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> = list::PAGING.into_iter().chain(["created", "charge", "payment_intent"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (charge, intent) = (params.text("charge")?, params.text("payment_intent")?);
    let entries = tx.before().all(Kind::Dispute).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(params, "/v1/disputes", "dispute", mine, |entry| {
        let object = &entry.object;
        created.keeps(object) && same(charge, object, "charge") && same(intent, object, "payment_intent")
    })
}

fn details(kind: &str) -> Value {
    if kind == "card" {
        return json!({
            "card": { "brand": "visa", "case_type": "chargeback", "network": "visa", "network_reason_code": "10.4" },
            "type": "card",
        });
    }
    json!({ "type": kind })
}

fn blank(id: &str, charge: &Value, amount: i64, now: i64) -> Value {
    let evidence: serde_json::Map<String, Value> = [
        "access_activity_log",
        "billing_address",
        "cancellation_policy",
        "cancellation_policy_disclosure",
        "cancellation_rebuttal",
        "customer_communication",
        "customer_email_address",
        "customer_name",
        "customer_purchase_ip",
        "customer_signature",
        "duplicate_charge_documentation",
        "duplicate_charge_explanation",
        "duplicate_charge_id",
        "product_description",
        "receipt",
        "refund_policy",
        "refund_policy_disclosure",
        "refund_refusal_explanation",
        "service_date",
        "service_documentation",
        "shipping_address",
        "shipping_carrier",
        "shipping_date",
        "shipping_documentation",
        "shipping_tracking_number",
        "uncategorized_file",
        "uncategorized_text",
    ]
    .into_iter()
    .map(|field| (field.to_owned(), Value::Null))
    .chain([("enhanced_evidence".to_owned(), json!({}))])
    .collect();
    json!({
        "id": id,
        "object": "dispute",
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": evidence,
        "evidence_details": { "due_by": now + EVIDENCE_SECONDS, "enhanced_eligibility": {}, "has_evidence": false, "past_due": false, "submission_count": 0 },
        "is_charge_refundable": false,
        "livemode": false,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "status": "needs_response",
    })
}
