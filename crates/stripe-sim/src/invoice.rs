//! Invoices of subscriptions: made, finalized and charged at once.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::list::{self, Created, same};
use crate::payment_intent::{self, Payment};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, integer, text};
use crate::{checkout_payment, customer, event, id, invoice_item, invoice_payment, subscription};

/// When Stripe tries a refused invoice again.
const RETRY_SECONDS: i64 = 3 * 24 * 60 * 60;

/// Bills a subscription's current period with what is pending, and charges it; tells the invoice's id.
/// A refused charge leaves the invoice open.
pub(crate) fn bill(tx: &mut Tx<'_>, id: &str, reason: &str) -> Result<String, Failure> {
    let mut sold = subscription::find(tx, id)?;
    let payer = sold.text("customer").to_owned();
    let currency = sold.text("currency").to_owned();
    let invoice_id = id::object("in");
    let is_trial = reason == "subscription_create" && !sold.object["trial_end"].is_null();
    let items = sold.object["items"]["data"].as_array().cloned().unwrap_or_default();
    let mut lines: Vec<Value> =
        items.iter().map(|item| period_line(&invoice_id, id, item, is_trial)).collect();
    for mut pending in invoice_item::pending(tx, &payer, id, &currency) {
        lines.push(item_line(&invoice_id, id, &pending.object));
        pending.object["invoice"] = json!(invoice_id);
        let item = pending.text("id").to_owned();
        tx.put(Kind::InvoiceItem, &item, pending);
    }
    let total: i64 = lines.iter().map(|line| integer(line, "amount")).sum();
    let mut object = blank(&invoice_id, tx.now(), total);
    object["billing_reason"] = json!(reason);
    object["currency"] = json!(currency);
    object["lines"] = list::whole(lines, &format!("/v1/invoices/{invoice_id}/lines"));
    object["parent"] = json!({
        "quote_details": null,
        "subscription_details": { "metadata": sold.object["metadata"], "subscription": id },
        "type": "subscription_details",
    });
    let period = &items.first().cloned().unwrap_or_default();
    object["period_start"] = period["current_period_start"].clone();
    object["period_end"] = period["current_period_end"].clone();
    address(tx, &mut object, &payer);
    tx.put(Kind::Invoice, &invoice_id, Entry::new(object.clone()));
    event::emit(tx, "invoice.created", None, object, None);
    sold.object["latest_invoice"] = json!(invoice_id);
    tx.put(Kind::Subscription, id, sold);
    finalize(tx, &invoice_id)?;
    if let Err(refused) = charge(tx, &invoice_id, None) {
        tracing::debug!(%refused, invoice = invoice_id, "stays open");
    }
    Ok(invoice_id)
}

/// Writes the customer on an invoice, and its number from the customer's own sequence.
fn address(tx: &mut Tx<'_>, invoice: &mut Value, payer: &str) {
    let Some(mut entry) = tx.get(Kind::Customer, payer) else { return };
    let number = entry.integer("next_invoice_sequence");
    invoice["customer"] = json!(payer);
    invoice["customer_email"] = entry.object["email"].clone();
    invoice["customer_name"] = entry.object["name"].clone();
    invoice["number"] = json!(format!("{}-{number:04}", entry.text("invoice_prefix")));
    entry.object["next_invoice_sequence"] = json!(number + 1);
    tx.put(Kind::Customer, payer, entry);
}

fn finalize(tx: &mut Tx<'_>, id: &str) -> Result<(), Failure> {
    let mut entry = find(tx, id)?;
    entry.object["status"] = json!("open");
    entry.object["effective_at"] = json!(tx.now());
    entry.object["status_transitions"]["finalized_at"] = json!(tx.now());
    entry.object["hosted_invoice_url"] = page_of(tx, id);
    keep(tx, entry, &["invoice.finalized"]);
    Ok(())
}

fn page_of(tx: &Tx<'_>, id: &str) -> Value {
    json!(format!("{}/invoice/{id}", tx.base_url))
}

/// Leads invoices of an earlier start to this one's pages: the port may be another.
pub(crate) fn rebase(tx: &mut Tx<'_>) {
    for (id, entry) in tx.before().all(Kind::Invoice) {
        let url = page_of(tx, id);
        if entry.object["hosted_invoice_url"] != url {
            let mut moved = entry.clone();
            moved.object["hosted_invoice_url"] = url;
            tx.put(Kind::Invoice, id, moved);
        }
    }
}

fn keep(tx: &mut Tx<'_>, entry: Entry, told: &[&str]) -> Value {
    let invoice = entry.object.clone();
    tx.put(Kind::Invoice, text(&invoice, "id"), entry);
    for kind in told {
        event::emit(tx, kind, None, invoice.clone(), None);
    }
    invoice
}

/// Charges an open invoice: it is paid, under way by debit, or refused with 402.
pub(crate) fn charge(tx: &mut Tx<'_>, id: &str, method: Option<&str>) -> Result<Value, Failure> {
    let entry = find(tx, id)?;
    match entry.text("status") {
        "open" => {}
        "paid" => return Err(Failure::invalid("Invoice is already paid").executed()),
        status => return Err(Failure::invalid(format!("This invoice is {status}.")).executed()),
    }
    let amount = entry.integer("amount_remaining");
    if amount <= 0 {
        return Ok(pay_off(tx, entry));
    }
    let payer = entry.text("customer").to_owned();
    let sold = tx.get(Kind::Subscription, &subscription_of(&entry));
    let chosen = sold.and_then(|sold| sold.object["default_payment_method"].as_str().map(str::to_owned));
    let method = method.map(str::to_owned).or(chosen).or_else(|| customer::pays_with(tx, &payer));
    let Some(method) = method else {
        refused(tx, entry);
        let message = "This customer has no attached payment source or default payment method. Please consider adding a default payment method.";
        return Err(Failure::invalid(message).code("resource_missing").executed());
    };
    let intent = payment_intent::make(
        tx,
        &Payment {
            amount,
            currency: entry.text("currency"),
            description: Some("Subscription"),
            email: entry.object["customer_email"].as_str(),
            metadata: json!({}),
            customer: Some(&payer),
            payment_method: Some(&method),
            waiting: json!({ "invoice": id }),
            ..Payment::default()
        },
    );
    match payment_intent::charge(tx, &intent) {
        Ok(charged) if charged["status"] == "succeeded" => {
            invoice_payment::make(tx, &entry.object, &intent, true);
            Ok(pay_off(tx, entry))
        }
        Ok(_) => {
            invoice_payment::make(tx, &entry.object, &intent, false);
            subscription::paid(tx, &subscription_of(&entry));
            let mut entry = entry;
            entry.object["attempted"] = json!(true);
            Ok(keep(tx, entry, &[]))
        }
        Err(failure) => {
            refused(tx, entry);
            Err(failure)
        }
    }
}

/// The bank debit of an invoice has succeeded or failed.
pub(crate) fn debited(tx: &mut Tx<'_>, id: &str, intent: &str, succeeded: bool) {
    let Ok(entry) = find(tx, id) else { return };
    if succeeded {
        invoice_payment::pay(tx, intent);
        pay_off(tx, entry);
    } else {
        refused(tx, entry);
    }
    checkout_payment::invoice_debited(tx, id, succeeded);
}

fn pay_off(tx: &mut Tx<'_>, mut entry: Entry) -> Value {
    let invoice = &mut entry.object;
    invoice["attempted"] = json!(true);
    invoice["attempt_count"] = json!(integer(invoice, "attempt_count") + 1);
    invoice["amount_paid"] = invoice["amount_due"].clone();
    invoice["amount_remaining"] = json!(0);
    invoice["next_payment_attempt"] = Value::Null;
    invoice["status"] = json!("paid");
    invoice["status_transitions"]["paid_at"] = json!(tx.now());
    let subscription = subscription_of(&entry);
    let invoice = keep(tx, entry, &["invoice.paid", "invoice.payment_succeeded"]);
    subscription::paid(tx, &subscription);
    invoice
}

fn refused(tx: &mut Tx<'_>, mut entry: Entry) {
    let invoice = &mut entry.object;
    invoice["attempted"] = json!(true);
    invoice["attempt_count"] = json!(integer(invoice, "attempt_count") + 1);
    invoice["next_payment_attempt"] = json!(tx.now() + RETRY_SECONDS);
    let subscription = subscription_of(&entry);
    keep(tx, entry, &["invoice.payment_failed"]);
    subscription::unpaid(tx, &subscription);
}

fn subscription_of(entry: &Entry) -> String {
    text(&entry.object["parent"]["subscription_details"], "subscription").to_owned()
}

/// Stripe tries an open invoice again by itself. Where that was the `last` time and failed, the
/// subscription becomes `unpaid` or `canceled`.
/// Errors: no such invoice; not open.
pub(crate) fn retry(tx: &mut Tx<'_>, id: &str, last: Option<&str>) -> Result<Value, Failure> {
    if find(tx, id)?.text("status") != "open" {
        return Err(Failure::invalid("This invoice is not open."));
    }
    if let (Err(_), Some(status)) = (charge(tx, id, None), last) {
        let mut entry = find(tx, id)?;
        entry.object["next_payment_attempt"] = Value::Null;
        let subscription = subscription_of(&entry);
        keep(tx, entry, &["invoice.updated"]);
        subscription::give_up(tx, &subscription, status)?;
    }
    Ok(find(tx, id)?.object)
}

/// `GET /v1/invoices/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(find(tx, call.id(0))?.object)
}

/// `POST /v1/invoices/{id}/pay`
pub(crate) fn pay(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["payment_method", "off_session"])?;
    charge(tx, call.id(0), params.text("payment_method")?)
}

/// `GET /v1/invoices`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> =
        list::PAGING.into_iter().chain(["created", "customer", "subscription", "status"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (payer, status) = (params.text("customer")?, params.text("status")?);
    let subscription = params.text("subscription")?;
    let entries = tx.before().all(Kind::Invoice).map(|(_, entry)| entry);
    list::page(params, "/v1/invoices", "invoice", entries, |entry| {
        let object = &entry.object;
        created.keeps(object)
            && same(payer, object, "customer")
            && same(status, object, "status")
            && subscription.is_none_or(|wanted| subscription_of(entry) == wanted)
    })
}

fn find(tx: &Tx<'_>, id: &str) -> Result<Entry, Failure> {
    tx.find(Kind::Invoice, id, None, "invoice", "invoice")
}

/// The line of a subscription's item for its current period; free while on trial.
fn period_line(invoice: &str, subscription: &str, item: &Value, is_trial: bool) -> Value {
    let price = &item["price"];
    let quantity = integer(item, "quantity");
    let amount = if is_trial { 0 } else { integer(price, "unit_amount").saturating_mul(quantity) };
    let mut line = line(invoice, amount, &price["currency"], quantity);
    line["description"] = json!(format!("{quantity} × {}", text(price, "product")));
    line["parent"] = json!({
        "invoice_item_details": null,
        "subscription_item_details": { "invoice_item": null, "proration": false, "proration_details": null, "subscription": subscription, "subscription_item": item["id"] },
        "type": "subscription_item_details",
    });
    line["period"] = json!({ "start": item["current_period_start"], "end": item["current_period_end"] });
    line["pricing"] = json!({
        "price_details": { "price": price["id"], "product": price["product"] },
        "type": "price_details",
        "unit_amount_decimal": price["unit_amount_decimal"],
    });
    line["subscription"] = json!(subscription);
    line
}

/// The line of a pending invoice item.
fn item_line(invoice: &str, subscription: &str, item: &Value) -> Value {
    let mut line = line(invoice, integer(item, "amount"), &item["currency"], 1);
    line["description"] = item["description"].clone();
    line["metadata"] = item["metadata"].clone();
    line["parent"] = json!({
        "invoice_item_details": { "invoice_item": item["id"], "proration": false, "proration_details": null, "subscription": subscription },
        "subscription_item_details": null,
        "type": "invoice_item_details",
    });
    line["period"] = item["period"].clone();
    line
}

fn line(invoice: &str, amount: i64, currency: &Value, quantity: i64) -> Value {
    json!({
        "id": id::object("il"),
        "object": "line_item",
        "amount": amount,
        "currency": currency,
        "description": null,
        "discount_amounts": [],
        "discountable": true,
        "discounts": [],
        "invoice": invoice,
        "livemode": false,
        "metadata": {},
        "pretax_credit_amounts": null,
        "pricing": null,
        "quantity": quantity,
        "quantity_decimal": quantity.to_string(),
        "subscription": null,
        "subtotal": amount,
        "taxes": [],
    })
}

fn blank(id: &str, now: i64, total: i64) -> Value {
    let due = total.max(0);
    let mut invoice = json!({
        "id": id,
        "object": "invoice",
        "account_country": "US",
        "account_name": null,
        "account_tax_ids": null,
        "amount_due": due,
        "amount_overpaid": 0,
        "amount_paid": 0,
        "amount_remaining": due,
        "amount_shipping": 0,
        "application": null,
        "attempt_count": 0,
        "attempted": false,
        "auto_advance": true,
        "automatic_tax": { "disabled_reason": null, "enabled": false, "liability": null, "provider": null, "status": null },
        "automatically_finalizes_at": null,
        "collection_method": "charge_automatically",
        "created": now,
        "custom_fields": null,
        "customer_account": null,
        "customer_tax_exempt": "none",
        "customer_tax_ids": [],
        "default_tax_rates": [],
        "discounts": [],
        "issuer": { "type": "self" },
        "livemode": false,
        "metadata": {},
        "payment_settings": { "default_mandate": null, "payment_method_options": null, "payment_method_types": null },
        "post_payment_credit_notes_amount": 0,
        "pre_payment_credit_notes_amount": 0,
        "starting_balance": 0,
        "status": "draft",
        "status_transitions": { "finalized_at": null, "marked_uncollectible_at": null, "paid_at": null, "voided_at": null },
        "subtotal": total,
        "subtotal_excluding_tax": total,
        "total": total,
        "total_discount_amounts": [],
        "total_excluding_tax": total,
        "total_pretax_credit_amounts": [],
        "total_taxes": [],
        "webhooks_delivered_at": now,
    });
    for empty in [
        "customer_address",
        "customer_email",
        "customer_name",
        "customer_phone",
        "customer_shipping",
        "default_payment_method",
        "default_source",
        "description",
        "due_date",
        "effective_at",
        "ending_balance",
        "footer",
        "from_invoice",
        "hosted_invoice_url",
        "invoice_pdf",
        "last_finalization_error",
        "latest_revision",
        "next_payment_attempt",
        "number",
        "on_behalf_of",
        "receipt_number",
        "rendering",
        "shipping_cost",
        "shipping_details",
        "statement_descriptor",
        "subscription",
        "test_clock",
    ] {
        invoice[empty] = Value::Null;
    }
    invoice
}
