//! Charges: `ch_…` paid by customers, `py_…` arriving from a transfer.

use serde_json::{Value, json};

use crate::balance_transaction::{self, Movement};
use crate::failure::Failure;
use crate::route::Call;
use crate::state::{Entry, Kind, Tx};
use crate::{id, list};

/// A charge about to be made.
pub(crate) struct NewCharge<'a> {
    pub(crate) account: Option<&'a str>,
    pub(crate) amount: i64,
    pub(crate) fee: i64,
    pub(crate) currency: &'a str,
    pub(crate) payment_intent: Option<&'a str>,
    pub(crate) transfer_group: Option<&'a str>,
    pub(crate) source_transfer: Option<&'a str>,
    pub(crate) metadata: Value,
    pub(crate) email: Option<&'a str>,
    pub(crate) settles_at_ms: Option<i64>,
}

/// Makes a paid charge with its balance transaction.
pub(crate) fn create(tx: &mut Tx<'_>, new: &NewCharge<'_>) -> Value {
    let from_card = new.source_transfer.is_none();
    let id = id::object(if from_card { "ch" } else { "py" });
    let transaction = balance_transaction::book(
        tx,
        &Movement {
            account: new.account,
            amount: new.amount,
            fee: new.fee,
            currency: new.currency,
            kind: if from_card { "charge" } else { "payment" },
            source: &id,
            description: None,
            settles_at_ms: new.settles_at_ms,
        },
    );
    let no_address = json!({ "city": null, "country": null, "line1": null, "line2": null, "postal_code": null, "state": null });
    let charge = json!({
        "id": id,
        "object": "charge",
        "amount": new.amount,
        "amount_captured": new.amount,
        "amount_refunded": 0,
        "application": null,
        "application_fee": null,
        "application_fee_amount": null,
        "balance_transaction": transaction,
        "billing_details": { "address": no_address, "email": new.email, "name": null, "phone": null, "tax_id": null },
        "calculated_statement_descriptor": if from_card { json!("TRIBUTARY") } else { Value::Null },
        "captured": true,
        "created": tx.now(),
        "currency": new.currency,
        "customer": null,
        "description": null,
        "disputed": false,
        "failure_balance_transaction": null,
        "failure_code": null,
        "failure_message": null,
        "fraud_details": {},
        "livemode": false,
        "metadata": new.metadata,
        "on_behalf_of": null,
        "outcome": if from_card { outcome() } else { Value::Null },
        "paid": true,
        "payment_intent": new.payment_intent,
        "payment_method": if from_card { json!(id::object("pm")) } else { Value::Null },
        "payment_method_details": if from_card { card() } else { json!({ "type": "stripe_account", "stripe_account": {} }) },
        "receipt_email": null,
        "receipt_number": null,
        "receipt_url": null,
        "refunded": false,
        "refunds": list::whole(Vec::new(), &format!("/v1/charges/{id}/refunds")),
        "review": null,
        "shipping": null,
        "source": null,
        "source_transfer": new.source_transfer,
        "statement_descriptor": null,
        "statement_descriptor_suffix": null,
        "status": "succeeded",
        "transfer_data": null,
        "transfer_group": new.transfer_group,
    });
    tx.put(Kind::Charge, &id, Entry::new(charge.clone()).of(new.account));
    charge
}

fn outcome() -> Value {
    json!({
        "advice_code": null,
        "network_advice_code": null,
        "network_decline_code": null,
        "network_status": "approved_by_network",
        "reason": null,
        "risk_level": "normal",
        "risk_score": 12,
        "seller_message": "Payment complete.",
        "type": "authorized",
    })
}

fn card() -> Value {
    json!({
        "card": {
            "amount_authorized": null,
            "authorization_code": null,
            "brand": "visa",
            "checks": { "address_line1_check": null, "address_postal_code_check": null, "cvc_check": "pass" },
            "country": "US",
            "exp_month": 8,
            "exp_year": 2034,
            "fingerprint": "AOB934RVNwzk6xtn",
            "funding": "credit",
            "installments": null,
            "last4": "4242",
            "mandate": null,
            "network": "visa",
            "network_token": { "used": false },
            "network_transaction_id": null,
            "regulated_status": null,
            "three_d_secure": null,
            "wallet": null,
        },
        "type": "card",
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
        list::PAGING.into_iter().chain(["created", "payment_intent", "transfer_group"]).collect();
    params.only(&known)?;
    let created = list::Created::read(params)?;
    let (intent, group) = (params.text("payment_intent")?, params.text("transfer_group")?);
    let entries = tx.before().all(Kind::Charge).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(params, "/v1/charges", "charge", mine, |entry| {
        let object = &entry.object;
        created.keeps(object)
            && list::same(intent, object, "payment_intent")
            && list::same(group, object, "transfer_group")
    })
}
