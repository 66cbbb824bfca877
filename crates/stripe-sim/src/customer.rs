//! Customers: who pays the platform more than once.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::form::Params;
use crate::list::{self, Created, same};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, previous_attributes, text};
use crate::{event, id, payment_method};

const WRITABLE: [&str; 6] = ["email", "name", "description", "phone", "metadata", "invoice_settings"];

/// `POST /v1/customers`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&WRITABLE)?;
    if call.account().is_some() {
        return Err(Failure::invalid("The simulator keeps customers of the platform only."));
    }
    let mut entry = Entry::new(blank(tx.now()));
    write(tx, &mut entry.object, &call.params)?;
    Ok(keep_new(tx, entry))
}

/// A customer that Checkout makes.
pub(crate) fn make(tx: &mut Tx<'_>, email: &str) -> String {
    let mut object = blank(tx.now());
    object["email"] = json!(email);
    object["name"] = json!("A customer");
    text(&keep_new(tx, Entry::new(object)), "id").to_owned()
}

fn keep_new(tx: &mut Tx<'_>, entry: Entry) -> Value {
    let customer = entry.object.clone();
    tx.put(Kind::Customer, text(&customer, "id"), entry);
    event::emit(tx, "customer.created", None, customer.clone(), None);
    customer
}

/// `GET /v1/customers/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(find(tx, call.id(0), "id")?.object)
}

/// `POST /v1/customers/{id}`
pub(crate) fn update(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&WRITABLE)?;
    let mut entry = find(tx, call.id(0), "id")?;
    let old = entry.object.clone();
    write(tx, &mut entry.object, &call.params)?;
    let customer = entry.object.clone();
    tx.put(Kind::Customer, call.id(0), entry);
    let previous = previous_attributes(&old, &customer);
    event::emit(tx, "customer.updated", None, customer.clone(), Some(previous));
    Ok(customer)
}

/// `GET /v1/customers`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> = list::PAGING.into_iter().chain(["created", "email"]).collect();
    params.only(&known)?;
    let (created, email) = (Created::read(params)?, params.text("email")?);
    let entries = tx.before().all(Kind::Customer).map(|(_, entry)| entry);
    list::page(params, "/v1/customers", "customer", entries, |entry| {
        created.keeps(&entry.object) && same(email, &entry.object, "email")
    })
}

/// A customer; `param` is what named it.
pub(crate) fn find(tx: &Tx<'_>, id: &str, param: &str) -> Result<Entry, Failure> {
    let found = tx.find(Kind::Customer, id, None, "customer", param);
    found.map_err(|failure| if param == "id" { failure } else { failure.status(400) })
}

/// Decides what every payment of a customer comes to; `succeed` leaves it to the payment method.
pub(crate) fn set_outcome(tx: &mut Tx<'_>, id: &str, outcome: &str) -> Result<Value, Failure> {
    payment_method::check_outcome(outcome)?;
    let mut entry = find(tx, id, "id")?;
    entry.private = if outcome == "succeed" { Value::Null } else { json!({ "outcome": outcome }) };
    let customer = entry.object.clone();
    tx.put(Kind::Customer, id, entry);
    Ok(customer)
}

/// The payment method that invoices are paid with: the chosen one, or else the newest.
pub(crate) fn pays_with(tx: &Tx<'_>, id: &str) -> Option<String> {
    let entry = tx.get(Kind::Customer, id)?;
    let chosen = entry.object["invoice_settings"]["default_payment_method"].as_str().map(str::to_owned);
    chosen.or_else(|| {
        let mut newest = tx.before().all(Kind::PaymentMethod).rev();
        newest.find(|(_, method)| method.text("customer") == id).map(|(method, _)| method.clone())
    })
}

/// Makes a payment method the one that invoices are paid with, where none is chosen.
pub(crate) fn choose(tx: &mut Tx<'_>, id: &str, method: &str) {
    let Some(mut entry) = tx.get(Kind::Customer, id) else { return };
    let chosen = &mut entry.object["invoice_settings"]["default_payment_method"];
    if chosen.is_null() {
        *chosen = json!(method);
        tx.put(Kind::Customer, id, entry);
    }
}

fn write(tx: &Tx<'_>, customer: &mut Value, params: &Params) -> Result<(), Failure> {
    for name in ["email", "name", "description", "phone"] {
        if let Some(text) = params.text(name)? {
            customer[name] = json!(text);
        }
    }
    if let Some(settings) = params.nested("invoice_settings")? {
        settings.only(&["default_payment_method"])?;
        let method = settings.required("default_payment_method")?;
        payment_method::find(tx, method)
            .ok()
            .filter(|entry| entry.text("customer") == text(customer, "id"))
            .ok_or_else(|| Failure::no_such("PaymentMethod", method, "invoice_settings").status(400))?;
        customer["invoice_settings"]["default_payment_method"] = json!(method);
    }
    customer["metadata"] = params.metadata(&customer["metadata"])?;
    Ok(())
}

fn blank(created: i64) -> Value {
    json!({
        "id": id::random("cus_", 14),
        "object": "customer",
        "address": null,
        "balance": 0,
        "created": created,
        "currency": null,
        "customer_account": null,
        "default_source": null,
        "delinquent": false,
        "description": null,
        "discount": null,
        "email": null,
        "invoice_prefix": id::random("", 8).to_ascii_uppercase(),
        "invoice_settings": { "custom_fields": null, "default_payment_method": null, "footer": null, "rendering_options": null },
        "livemode": false,
        "metadata": {},
        "name": null,
        "next_invoice_sequence": 1,
        "phone": null,
        "preferred_locales": [],
        "shipping": null,
        "tax_exempt": "none",
        "test_clock": null,
    })
}
