//! Invoice items: what the next invoice of a customer charges besides.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::list::{self, Created, same};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, text};
use crate::{customer, event, id, money};

/// `POST /v1/invoiceitems`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["customer", "amount", "currency", "description", "subscription", "metadata", "period"])?;
    let payer = params.required("customer")?;
    customer::find(tx, payer, "customer")?;
    let amount = params.integer("amount")?.ok_or_else(|| Failure::missing("amount"))?;
    let currency = money::currency(params.required("currency")?, "currency")?;
    money::exact(amount, &currency, "amount")?;
    let subscription = params.text("subscription")?;
    if let Some(id) = subscription {
        tx.find(Kind::Subscription, id, None, "subscription", "subscription")
            .map_err(|failure| failure.status(400))?;
    }
    let period = match params.nested("period")? {
        None => (tx.now(), tx.now()),
        Some(period) => {
            period.only(&["start", "end"])?;
            let bound = |name| period.integer(name)?.ok_or_else(|| Failure::missing(&period.name(name)));
            (bound("start")?, bound("end")?)
        }
    };
    let parent = subscription
        .map(|id| json!({ "type": "subscription_details", "subscription_details": { "subscription": id, "subscription_item": null } }));
    let id = id::object("ii");
    let item = json!({
        "id": id,
        "object": "invoiceitem",
        "amount": amount,
        "currency": currency,
        "customer": payer,
        "customer_account": null,
        "date": tx.now(),
        "description": params.text("description")?,
        "discountable": true,
        "discounts": [],
        "invoice": null,
        "livemode": false,
        "metadata": params.metadata(&json!({}))?,
        "net_amount": amount,
        "parent": parent,
        "period": { "start": period.0, "end": period.1 },
        "pricing": null,
        "proration": false,
        "quantity": 1,
        "quantity_decimal": "1",
        "tax_rates": [],
        "test_clock": null,
    });
    tx.put(Kind::InvoiceItem, &id, Entry::new(item.clone()));
    event::emit(tx, "invoiceitem.created", None, item.clone(), None);
    Ok(item)
}

/// `GET /v1/invoiceitems/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(tx.find(Kind::InvoiceItem, call.id(0), None, "invoiceitem", "id")?.object)
}

/// `DELETE /v1/invoiceitems/{id}`: only while it is pending.
pub(crate) fn delete(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    let entry = tx.find(Kind::InvoiceItem, call.id(0), None, "invoiceitem", "id")?;
    if !entry.object["invoice"].is_null() {
        return Err(Failure::invalid("This invoice item is on an invoice already.").executed());
    }
    tx.remove(Kind::InvoiceItem, call.id(0));
    Ok(json!({ "id": call.id(0), "object": "invoiceitem", "deleted": true }))
}

/// `GET /v1/invoiceitems`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> =
        list::PAGING.into_iter().chain(["created", "customer", "invoice", "pending"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (payer, invoice) = (params.text("customer")?, params.text("invoice")?);
    let pending = params.boolean("pending")?;
    let entries = tx.before().all(Kind::InvoiceItem).map(|(_, entry)| entry);
    list::page(params, "/v1/invoiceitems", "invoiceitem", entries, |entry| {
        let object = &entry.object;
        created.keeps_at(entry.integer("date"))
            && same(payer, object, "customer")
            && same(invoice, object, "invoice")
            && pending.is_none_or(|pending| pending == object["invoice"].is_null())
    })
}

/// The customer's pending items in a currency that a subscription's next invoice takes along.
pub(crate) fn pending(tx: &Tx<'_>, customer: &str, subscription: &str, currency: &str) -> Vec<Entry> {
    let of = |entry: &Entry| text(&entry.object["parent"]["subscription_details"], "subscription").to_owned();
    tx.before()
        .all(Kind::InvoiceItem)
        .filter(|(_, entry)| {
            entry.object["invoice"].is_null()
                && entry.text("customer") == customer
                && entry.text("currency") == currency
                && (of(entry).is_empty() || of(entry) == subscription)
        })
        .map(|(_, entry)| entry.clone())
        .collect()
}
