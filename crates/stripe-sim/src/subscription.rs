//! Subscriptions: prices charged again each period.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::list::{self, Created, same};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, integer, previous_attributes, text};
use crate::{customer, event, id, invoice, payment_method, price};

const DAY_SECONDS: i64 = 24 * 60 * 60;
/// States in which nothing is charged any more.
const ENDED: [&str; 2] = ["canceled", "incomplete_expired"];
/// What becomes of a change whose invoice is not paid; what is not told is the first.
const PAYMENT_BEHAVIORS: [&str; 4] =
    ["allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete"];
/// Whether a change within a period is charged, and when.
const PRORATION_BEHAVIORS: [&str; 3] = ["always_invoice", "create_prorations", "none"];

/// A subscription about to start.
pub(crate) struct Sold<'a> {
    pub(crate) customer: &'a str,
    pub(crate) payment_method: Option<&'a str>,
    /// Objects with `price` and `quantity`.
    pub(crate) items: &'a Value,
    /// `metadata`, `description`, `trial_period_days`.
    pub(crate) data: &'a Value,
}

/// Starts a subscription and bills its first period; tells both ids. It is incomplete until that
/// invoice is paid.
pub(crate) fn start(tx: &mut Tx<'_>, sold: &Sold<'_>) -> Result<(String, String), Failure> {
    let id = id::object("sub");
    let now = tx.now();
    let trial_days = integer(sold.data, "trial_period_days");
    let trial_end = (trial_days > 0).then(|| now + trial_days * DAY_SECONDS);
    let lasting: Vec<&Value> = sold
        .items
        .as_array()
        .into_iter()
        .flatten()
        .filter(|item| !item["price"]["recurring"].is_null())
        .collect();
    let first = lasting.first().ok_or_else(|| Failure::invalid("A subscription needs a recurring price."))?;
    let currency = first["price"]["currency"].clone();
    let items = lasting.iter().map(|item| {
        let end = trial_end.unwrap_or_else(|| price::period_end(&item["price"], now));
        subscription_item(&id, &item["price"], integer(item, "quantity").max(1), now, end)
    });
    let mut object = blank(&id, now);
    object["items"] = list::whole(items.collect(), &format!("/v1/subscription_items?subscription={id}"));
    object["currency"] = currency;
    object["customer"] = json!(sold.customer);
    object["default_payment_method"] = json!(sold.payment_method);
    object["description"] = sold.data["description"].clone();
    object["metadata"] = match &sold.data["metadata"] {
        Value::Null => json!({}),
        metadata => metadata.clone(),
    };
    if let Some(end) = trial_end {
        object["trial_start"] = json!(now);
        object["trial_end"] = json!(end);
        object["billing_cycle_anchor"] = json!(end);
    }
    tx.put(Kind::Subscription, &id, Entry::new(object));
    let invoice = invoice::bill(tx, &id, "subscription_create")?;
    let mut entry = find(tx, &id)?;
    if trial_end.is_some() {
        entry.object["status"] = json!("trialing");
    }
    entry.private = json!({ "announced": true });
    event::emit(tx, "customer.subscription.created", None, entry.object.clone(), None);
    tx.put(Kind::Subscription, &id, entry);
    Ok((id, invoice))
}

/// An invoice of the subscription was paid.
pub(crate) fn paid(tx: &mut Tx<'_>, id: &str) {
    let Some(entry) = tx.get(Kind::Subscription, id) else { return };
    if ["incomplete", "past_due", "unpaid"].contains(&entry.text("status")) {
        set_status(tx, entry, "active");
    }
}

/// An invoice of the subscription could not be paid.
pub(crate) fn unpaid(tx: &mut Tx<'_>, id: &str) {
    let Some(entry) = tx.get(Kind::Subscription, id) else { return };
    if ["active", "trialing"].contains(&entry.text("status")) {
        set_status(tx, entry, "past_due");
    }
}

/// Stripe gives up on an unpaid invoice: `unpaid` or `canceled`, as the dashboard's settings say.
/// Errors: no such subscription; another status.
pub(crate) fn give_up(tx: &mut Tx<'_>, id: &str, status: &str) -> Result<Value, Failure> {
    let entry = find(tx, id)?;
    match status {
        "unpaid" => Ok(set_status(tx, entry, status)),
        "canceled" => Ok(end(tx, entry, "payment_failed")),
        _ => Err(Failure::invalid("Stripe gives up with unpaid or canceled.")),
    }
}

fn set_status(tx: &mut Tx<'_>, mut entry: Entry, status: &str) -> Value {
    let old = entry.object.clone();
    entry.object["status"] = json!(status);
    save(tx, entry, &old)
}

fn end(tx: &mut Tx<'_>, mut entry: Entry, reason: &str) -> Value {
    let object = &mut entry.object;
    object["status"] = json!("canceled");
    object["ended_at"] = json!(tx.now());
    if object["canceled_at"].is_null() {
        object["canceled_at"] = json!(tx.now());
        object["cancellation_details"]["reason"] = json!(reason);
    }
    let subscription = entry.object.clone();
    tx.put(Kind::Subscription, text(&subscription, "id"), entry);
    event::emit(tx, "customer.subscription.deleted", None, subscription.clone(), None);
    subscription
}

/// Keeps a changed subscription; tells of it once its start has been told.
fn save(tx: &mut Tx<'_>, entry: Entry, old: &Value) -> Value {
    let subscription = entry.object.clone();
    let is_told = entry.private["announced"] == json!(true) && subscription != *old;
    tx.put(Kind::Subscription, text(&subscription, "id"), entry);
    if is_told {
        let previous = previous_attributes(old, &subscription);
        event::emit(tx, "customer.subscription.updated", None, subscription.clone(), Some(previous));
    }
    subscription
}

/// Closes the current period, whatever the clock says: the next begins and is invoiced with what is
/// pending, or the subscription ends where that was wished.
/// Errors: no such subscription; it has ended.
pub(crate) fn advance(tx: &mut Tx<'_>, id: &str) -> Result<Value, Failure> {
    let mut entry = find(tx, id)?;
    if ENDED.contains(&entry.text("status")) {
        return Err(Failure::invalid("This subscription has ended."));
    }
    if entry.object["cancel_at_period_end"] == json!(true) {
        return Ok(end(tx, entry, "cancellation_requested"));
    }
    let old = entry.object.clone();
    for item in entry.object["items"]["data"].as_array_mut().into_iter().flatten() {
        let start = integer(item, "current_period_end");
        item["current_period_start"] = json!(start);
        item["current_period_end"] = json!(price::period_end(&item["price"], start));
    }
    if entry.text("status") == "trialing" {
        entry.object["status"] = json!("active");
    }
    save(tx, entry, &old);
    invoice::bill(tx, id, "subscription_cycle")?;
    Ok(find(tx, id)?.object)
}

/// Ends the subscription with its period, or takes that back.
pub(crate) fn cancel_at_period_end(tx: &mut Tx<'_>, id: &str, wish: bool) -> Result<Value, Failure> {
    let mut entry = find(tx, id)?;
    let old = entry.object.clone();
    wish_end(tx, &mut entry.object, wish);
    Ok(save(tx, entry, &old))
}

fn wish_end(tx: &Tx<'_>, object: &mut Value, wish: bool) {
    let ends_at = object["items"]["data"][0]["current_period_end"].clone();
    object["cancel_at_period_end"] = json!(wish);
    object["cancel_at"] = if wish { ends_at } else { Value::Null };
    object["canceled_at"] = if wish { json!(tx.now()) } else { Value::Null };
    object["cancellation_details"]["reason"] = json!(wish.then_some("cancellation_requested"));
}

/// `POST /v1/subscriptions`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&[
        "customer",
        "items",
        "default_payment_method",
        "description",
        "metadata",
        "off_session",
        "trial_period_days",
    ])?;
    let payer = params.required("customer")?;
    customer::find(tx, payer, "customer")?;
    let method = params.text("default_payment_method")?;
    if let Some(method) = method {
        payment_method::find(tx, method).map_err(|failure| failure.status(400))?;
    }
    let mut items = Vec::new();
    for item in params.items("items")? {
        item.only(&["price", "quantity"])?;
        let price = price::find(tx, item.required("price")?)?;
        items.push(json!({ "price": price, "quantity": item.at_least("quantity", 1)?.unwrap_or(1) }));
    }
    let data = json!({
        "metadata": params.metadata(&json!({}))?,
        "description": params.text("description")?,
        "trial_period_days": params.at_least("trial_period_days", 1)?,
    });
    let sold = Sold { customer: payer, payment_method: method, items: &json!(items), data: &data };
    let (id, _) = start(tx, &sold)?;
    Ok(find(tx, &id)?.object)
}

/// `GET /v1/subscriptions/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(find(tx, call.id(0))?.object)
}

/// `POST /v1/subscriptions/{id}`: without proration, so that no invoice comes of it. A dearer price that is to be invoiced
/// at once and may not stay incomplete is refused where the customer could not pay.
pub(crate) fn update(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&[
        "cancel_at_period_end",
        "default_payment_method",
        "description",
        "items",
        "metadata",
        "payment_behavior",
        "proration_behavior",
    ])?;
    let behavior = params.one_of("payment_behavior", &PAYMENT_BEHAVIORS)?;
    let proration = params.one_of("proration_behavior", &PRORATION_BEHAVIORS)?;
    let mut entry = find(tx, call.id(0))?;
    if ENDED.contains(&entry.text("status")) {
        let message = "A canceled subscription can only update its cancellation_details and metadata.";
        return Err(Failure::invalid(message).executed());
    }
    let old = entry.object.clone();
    if let Some(wish) = params.boolean("cancel_at_period_end")? {
        wish_end(tx, &mut entry.object, wish);
    }
    if let Some(method) = params.text("default_payment_method")? {
        payment_method::find(tx, method).map_err(|failure| failure.status(400))?;
        entry.object["default_payment_method"] = json!(method);
    }
    if let Some(description) = params.text("description")? {
        entry.object["description"] = json!(description);
    }
    entry.object["metadata"] = params.metadata(&old["metadata"])?;
    for item in params.items("items")? {
        item.only(&["id", "price", "quantity"])?;
        let price = item.text("price")?.map(|id| price::find(tx, id)).transpose()?;
        change_item(&mut entry.object, item.text("id")?, price, item.at_least("quantity", 1)?)?;
    }
    if behavior == Some("error_if_incomplete")
        && proration == Some("always_invoice")
        && a_period(&entry.object) > a_period(&old)
    {
        payable(tx, &entry)?;
    }
    Ok(save(tx, entry, &old))
}

/// What a period costs, in minor units.
fn a_period(subscription: &Value) -> i64 {
    let items = subscription["items"]["data"].as_array().into_iter().flatten();
    items
        .map(|item| integer(&item["price"], "unit_amount").saturating_mul(integer(item, "quantity")))
        .fold(0, i64::saturating_add)
}

/// Whether an invoice made now would be paid. Errors: no payment method; its decline, with 402.
fn payable(tx: &Tx<'_>, entry: &Entry) -> Result<(), Failure> {
    let payer = entry.text("customer");
    let chosen = entry.object["default_payment_method"].as_str().map(str::to_owned);
    let Some(method) = chosen.or_else(|| customer::pays_with(tx, payer)) else {
        let message = "This customer has no attached payment source or default payment method.";
        return Err(Failure::invalid(message).code("resource_missing").executed());
    };
    let decline = payment_method::decline(tx, &method, Some(payer));
    decline.map_or(Ok(()), |decline| Err(decline.failure()))
}

/// Gives an item another price or quantity; one without an id is added.
fn change_item(
    object: &mut Value,
    wanted: Option<&str>,
    price: Option<Value>,
    quantity: Option<i64>,
) -> Result<(), Failure> {
    let id = text(object, "id").to_owned();
    let period = &object["items"]["data"][0];
    let (start, end) = (integer(period, "current_period_start"), integer(period, "current_period_end"));
    let Some(items) = object["items"]["data"].as_array_mut() else { return Ok(()) };
    let Some(wanted) = wanted else {
        let price = price.ok_or_else(|| Failure::missing("items[0][price]"))?;
        items.push(subscription_item(&id, &price, quantity.unwrap_or(1), start, end));
        return Ok(());
    };
    let missing = || Failure::no_such("subscription_item", wanted, "items").status(400);
    let item = items.iter_mut().find(|item| text(item, "id") == wanted).ok_or_else(missing)?;
    if let Some(price) = price {
        item["plan"] = plan(&price);
        item["price"] = price;
    }
    if let Some(quantity) = quantity {
        item["quantity"] = json!(quantity);
    }
    Ok(())
}

/// `DELETE /v1/subscriptions/{id}`: ends it at once.
pub(crate) fn cancel(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&["invoice_now", "prorate"])?;
    let entry = find(tx, call.id(0))?;
    if ENDED.contains(&entry.text("status")) {
        return Err(Failure::no_such("subscription", call.id(0), "id"));
    }
    Ok(end(tx, entry, "cancellation_requested"))
}

/// `GET /v1/subscriptions`: without the canceled ones, unless `status` asks for them.
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> = list::PAGING.into_iter().chain(["created", "customer", "status"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (payer, status) = (params.text("customer")?, params.text("status")?);
    let entries = tx.before().all(Kind::Subscription).map(|(_, entry)| entry);
    list::page(params, "/v1/subscriptions", "subscription", entries, |entry| {
        let is_wanted = match status {
            None => entry.text("status") != "canceled",
            Some("all") => true,
            Some(status) => entry.text("status") == status,
        };
        created.keeps(&entry.object) && same(payer, &entry.object, "customer") && is_wanted
    })
}

/// A subscription that a path names.
pub(crate) fn find(tx: &Tx<'_>, id: &str) -> Result<Entry, Failure> {
    tx.find(Kind::Subscription, id, None, "subscription", "id")
}

fn subscription_item(subscription: &str, price: &Value, quantity: i64, start: i64, end: i64) -> Value {
    json!({
        "id": id::random("si_", 14),
        "object": "subscription_item",
        "billing_thresholds": null,
        "created": start,
        "current_period_end": end,
        "current_period_start": start,
        "discounts": [],
        "metadata": {},
        "plan": plan(price),
        "price": price,
        "quantity": quantity,
        "subscription": subscription,
        "tax_rates": [],
    })
}

/// The plan that Stripe still tells beside a price.
fn plan(price: &Value) -> Value {
    json!({
        "id": price["id"],
        "object": "plan",
        "active": true,
        "amount": price["unit_amount"],
        "amount_decimal": price["unit_amount_decimal"],
        "billing_scheme": "per_unit",
        "created": price["created"],
        "currency": price["currency"],
        "interval": price["recurring"]["interval"],
        "interval_count": price["recurring"]["interval_count"],
        "livemode": false,
        "metadata": {},
        "meter": null,
        "nickname": null,
        "product": price["product"],
        "tiers_mode": null,
        "transform_usage": null,
        "trial_period_days": null,
        "usage_type": "licensed",
    })
}

fn blank(id: &str, now: i64) -> Value {
    json!({
        "id": id,
        "object": "subscription",
        "application": null,
        "application_fee_percent": null,
        "automatic_tax": { "disabled_reason": null, "enabled": false, "liability": null },
        "billing_cycle_anchor": now,
        "billing_cycle_anchor_config": null,
        "billing_mode": { "flexible": null, "type": "classic" },
        "billing_schedules": [],
        "billing_thresholds": null,
        "cancel_at": null,
        "cancel_at_period_end": false,
        "canceled_at": null,
        "cancellation_details": { "comment": null, "feedback": null, "reason": null },
        "collection_method": "charge_automatically",
        "created": now,
        "customer_account": null,
        "days_until_due": null,
        "default_source": null,
        "default_tax_rates": [],
        "discounts": [],
        "ended_at": null,
        "invoice_settings": { "account_tax_ids": null, "custom_fields": null, "description": null, "footer": null, "issuer": { "type": "self" } },
        "latest_invoice": null,
        "livemode": false,
        "managed_payments": { "enabled": false },
        "next_pending_invoice_item_invoice": null,
        "on_behalf_of": null,
        "pause_collection": null,
        "payment_settings": { "payment_method_options": null, "payment_method_types": null, "save_default_payment_method": "off" },
        "pending_invoice_item_interval": null,
        "pending_setup_intent": null,
        "pending_update": null,
        "schedule": null,
        "start_date": now,
        "status": "incomplete",
        "test_clock": null,
        "transfer_data": null,
        "trial_end": null,
        "trial_settings": { "end_behavior": { "missing_payment_method": "create_invoice" } },
        "trial_start": null,
    })
}
