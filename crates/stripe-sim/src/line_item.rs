//! Line items of a checkout session: prices by their id, or made on the spot.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::form::Params;
use crate::state::{Kind, Tx, integer, text};
use crate::{id, money, price};

/// Reads `line_items`; tells them, their total and their one currency.
pub(crate) fn read(tx: &mut Tx<'_>, params: &Params) -> Result<(Vec<Value>, i64, String), Failure> {
    let mut currency: Option<String> = None;
    let mut total: i64 = 0;
    let mut items = Vec::new();
    for item in params.items("line_items")? {
        item.only(&["price", "price_data", "quantity"])?;
        let (price, name) = price_of(tx, &item)?;
        let code = text(&price, "currency").to_owned();
        if currency.as_ref().is_some_and(|known| *known != code) {
            let message = "All line items must have the same currency.";
            return Err(Failure::invalid(message).param("line_items"));
        }
        let quantity = item.at_least("quantity", 1)?.unwrap_or(1);
        let amount = integer(&price, "unit_amount").checked_mul(quantity);
        let amount = amount.filter(|amount| *amount <= money::AMOUNT_MAX).ok_or_else(too_large)?;
        total =
            total.checked_add(amount).filter(|total| *total <= money::AMOUNT_MAX).ok_or_else(too_large)?;
        items.push(object(&name, price, amount, quantity));
        currency = Some(code);
    }
    let currency = currency.ok_or_else(|| Failure::missing("line_items"))?;
    Ok((items, total, currency))
}

/// The price of an item and the name of its product.
fn price_of(tx: &mut Tx<'_>, item: &Params) -> Result<(Value, String), Failure> {
    if let Some(id) = item.text("price")? {
        let price = price::find(tx, id)?;
        let product = tx.get(Kind::Product, text(&price, "product"));
        return Ok((price, product.map(|entry| entry.text("name").to_owned()).unwrap_or_default()));
    }
    let data = item.nested("price_data")?.ok_or_else(|| Failure::missing("line_items[0][price_data]"))?;
    data.only(&["currency", "unit_amount", "product", "product_data", "recurring", "tax_behavior"])?;
    price::read(tx, &data, false)
}

fn too_large() -> Failure {
    Failure::invalid("The Checkout Session's total amount is too large.")
        .code("amount_too_large")
        .param("line_items")
}

fn object(name: &str, price: Value, amount: i64, quantity: i64) -> Value {
    json!({
        "id": id::object("li"),
        "object": "item",
        "adjustable_quantity": null,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": price["currency"],
        "description": name,
        "metadata": {},
        "price": price,
        "quantity": quantity,
    })
}
