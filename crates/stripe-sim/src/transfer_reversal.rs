//! Reversals of transfers, whole or in part.

use serde_json::{Value, json};

use crate::balance_transaction::{self, Movement};
use crate::failure::Failure;
use crate::list;
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, previous_attributes, text};
use crate::{event, id, transfer};

/// How many reversals a transfer shows of itself.
const SHOWN: usize = 10;

/// `POST /v1/transfers/{id}/reversals`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["amount", "description", "metadata", "refund_application_fee"])?;
    let wanted = params.at_least("amount", 1)?;
    let metadata = params.metadata(&json!({}))?;
    let entry = transfer::find(tx, call)?;
    reverse(tx, entry, wanted, metadata)
}

/// Reverses a transfer from the dashboard; all that is left of it unless told.
/// Errors: as for the API.
pub(crate) fn by_hand(tx: &mut Tx<'_>, id: &str, amount: Option<i64>) -> Result<Value, Failure> {
    if amount.is_some_and(|amount| amount < 1) {
        return Err(Failure::invalid("This value must be greater than or equal to 1.").param("amount"));
    }
    let entry = tx.find(Kind::Transfer, id, None, "transfer", "transfer")?;
    reverse(tx, entry, amount, json!({}))
}

fn reverse(tx: &mut Tx<'_>, entry: Entry, wanted: Option<i64>, metadata: Value) -> Result<Value, Failure> {
    let (left, currency) =
        (entry.integer("amount") - entry.integer("amount_reversed"), entry.text("currency").to_owned());
    let amount = wanted.unwrap_or(left);
    if left == 0 {
        let message = format!("Transfer {} has already been fully reversed.", entry.text("id"));
        return Err(Failure::invalid(message).executed());
    }
    if amount > left {
        let message = format!(
            "Transfer reversal amount ({amount}) is greater than unreversed amount on transfer ({left})"
        );
        return Err(Failure::invalid(message).param("amount").executed());
    }
    let destination = entry.text("destination").to_owned();
    let settles_at_ms = balance_transaction::settles_at(tx, entry.text("balance_transaction"));
    let funds = tx.funds(Some(&destination), &currency);
    if funds.available + if settles_at_ms.is_some() { funds.pending } else { 0 } < amount {
        let message = "Insufficient funds in the connected account's balance to reverse this transfer.";
        return Err(Failure::invalid(message).code("balance_insufficient").executed());
    }
    let reversal_id = id::object("trr");
    let refund = id::object("pyr");
    let mut book = |account: Option<&str>, amount, kind, source: &str| {
        balance_transaction::book(
            tx,
            &Movement {
                account,
                amount,
                fee: 0,
                currency: &currency,
                kind,
                source,
                description: None,
                settles_at_ms,
            },
        )
    };
    book(Some(&destination), -amount, "payment_refund", &refund);
    let transaction = book(None, amount, "transfer_refund", &reversal_id);
    let reversal = json!({
        "id": reversal_id,
        "object": "transfer_reversal",
        "amount": amount,
        "balance_transaction": transaction,
        "created": tx.now(),
        "currency": currency,
        "destination_payment_refund": refund,
        "metadata": metadata,
        "source_refund": null,
        "transfer": entry.text("id"),
    });
    tx.put(Kind::TransferReversal, &reversal_id, Entry::new(reversal.clone()));
    note(tx, entry, &reversal, amount);
    Ok(reversal)
}

/// Writes the reversal on its transfer and on the payment that arrived, and tells the world.
fn note(tx: &mut Tx<'_>, mut entry: Entry, reversal: &Value, amount: i64) {
    let old = entry.object.clone();
    let reversed = entry.integer("amount_reversed") + amount;
    let whole = reversed == entry.integer("amount");
    let transfer = &mut entry.object;
    transfer["amount_reversed"] = json!(reversed);
    transfer["reversed"] = json!(whole);
    if let Some(shown) = transfer["reversals"]["data"].as_array_mut() {
        shown.insert(0, reversal.clone());
        if shown.len() > SHOWN {
            shown.truncate(SHOWN);
            transfer["reversals"]["has_more"] = json!(true);
        }
    }
    if let Some(mut payment) = tx.get(Kind::Charge, text(&old, "destination_payment")) {
        payment.object["amount_refunded"] = json!(reversed);
        payment.object["refunded"] = json!(whole);
        tx.put(Kind::Charge, text(&old, "destination_payment"), payment);
    }
    let transfer = entry.object.clone();
    tx.put(Kind::Transfer, text(&old, "id"), entry);
    event::emit(tx, "transfer.reversed", None, transfer.clone(), Some(previous_attributes(&old, &transfer)));
}

/// `GET /v1/transfers/{id}/reversals/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    transfer::find(tx, call)?;
    tx.find(Kind::TransferReversal, call.id(1), None, "transfer reversal", "id")
        .ok()
        .filter(|entry| entry.text("transfer") == call.id(0))
        .map(|entry| entry.object)
        .ok_or_else(|| Failure::no_such("transfer reversal", call.id(1), "id"))
}

/// `GET /v1/transfers/{id}/reversals`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&list::PAGING)?;
    transfer::find(tx, call)?;
    let url = format!("/v1/transfers/{}/reversals", call.id(0));
    let entries = tx.before().all(Kind::TransferReversal).map(|(_, entry)| entry);
    list::page(&call.params, &url, "transfer reversal", entries, |entry| entry.text("transfer") == call.id(0))
}
