//! Invoice payments: which payment intent paid which invoice.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::list::{self, Created, same};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, text};
use crate::{event, id};

/// Notes that an intent pays an invoice, at once or by a debit under way.
pub(crate) fn make(tx: &mut Tx<'_>, invoice: &Value, intent: &str, is_paid: bool) {
    let id = id::object("inpay");
    let payment = json!({
        "id": id,
        "object": "invoice_payment",
        "amount_paid": null,
        "amount_requested": invoice["amount_remaining"],
        "created": tx.now(),
        "currency": invoice["currency"],
        "invoice": invoice["id"],
        "is_default": true,
        "livemode": false,
        "payment": { "payment_intent": intent, "type": "payment_intent" },
        "status": "open",
        "status_transitions": { "canceled_at": null, "paid_at": null },
    });
    tx.put(Kind::InvoicePayment, &id, Entry::new(payment));
    if is_paid {
        settle(tx, &id);
    }
}

/// The debit of an intent has arrived.
pub(crate) fn pay(tx: &mut Tx<'_>, intent: &str) {
    let of_intent = |entry: &Entry| text(&entry.object["payment"], "payment_intent") == intent;
    let found = tx.before().all(Kind::InvoicePayment).rev().find(|(_, entry)| of_intent(entry));
    if let Some((id, _)) = found {
        settle(tx, id);
    }
}

fn settle(tx: &mut Tx<'_>, id: &str) {
    let Some(mut entry) = tx.get(Kind::InvoicePayment, id) else { return };
    entry.object["amount_paid"] = entry.object["amount_requested"].clone();
    entry.object["status"] = json!("paid");
    entry.object["status_transitions"]["paid_at"] = json!(tx.now());
    let payment = entry.object.clone();
    tx.put(Kind::InvoicePayment, id, entry);
    event::emit(tx, "invoice_payment.paid", None, payment, None);
}

/// The payments of an invoice, as `expand[]=payments` shows them.
pub(crate) fn of(tx: &Tx<'_>, invoice: &str) -> Value {
    let entries = tx.before().all(Kind::InvoicePayment);
    let mine = entries.filter(|(_, entry)| entry.text("invoice") == invoice);
    list::whole(
        mine.map(|(_, entry)| entry.object.clone()).collect(),
        &format!("/v1/invoice_payments?invoice={invoice}"),
    )
}

/// `GET /v1/invoice_payments`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> = list::PAGING.into_iter().chain(["created", "invoice", "status"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (invoice, status) = (params.text("invoice")?, params.text("status")?);
    let entries = tx.before().all(Kind::InvoicePayment).map(|(_, entry)| entry);
    list::page(params, "/v1/invoice_payments", "invoice_payment", entries, |entry| {
        let object = &entry.object;
        created.keeps(object) && same(invoice, object, "invoice") && same(status, object, "status")
    })
}
