//! Line items of a checkout session, priced on the spot.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::form::Params;
use crate::{id, money};

/// Reads `line_items`; tells them, their total and their one currency.
pub(crate) fn read(params: &Params, now: i64) -> Result<(Vec<Value>, i64, String), Failure> {
    let mut currency: Option<String> = None;
    let mut total: i64 = 0;
    let mut items = Vec::new();
    for item in params.items("line_items")? {
        item.only(&["price_data", "quantity"])?;
        let price =
            item.nested("price_data")?.ok_or_else(|| Failure::missing("line_items[0][price_data]"))?;
        price.only(&["currency", "unit_amount", "product_data", "tax_behavior"])?;
        let code = money::currency(price.required("currency")?, "line_items")?;
        if currency.as_ref().is_some_and(|known| *known != code) {
            let message = "All line items must have the same currency.";
            return Err(Failure::invalid(message).param("line_items"));
        }
        let unit = price
            .at_least("unit_amount", 0)?
            .ok_or_else(|| Failure::missing("line_items[0][price_data][unit_amount]"))?;
        let quantity = item.at_least("quantity", 1)?.unwrap_or(1);
        let product = price
            .nested("product_data")?
            .ok_or_else(|| Failure::missing("line_items[0][price_data][product_data]"))?;
        product.only(&["name", "description", "metadata", "images"])?;
        let amount = unit.checked_mul(quantity).filter(|amount| *amount <= money::AMOUNT_MAX);
        let amount = amount.ok_or_else(too_large)?;
        total =
            total.checked_add(amount).filter(|total| *total <= money::AMOUNT_MAX).ok_or_else(too_large)?;
        items.push(object(product.required("name")?, &code, unit, quantity, now));
        currency = Some(code);
    }
    let currency = currency.ok_or_else(|| Failure::missing("line_items"))?;
    Ok((items, total, currency))
}

fn too_large() -> Failure {
    Failure::invalid("The Checkout Session's total amount is too large.")
        .code("amount_too_large")
        .param("line_items")
}

fn object(name: &str, currency: &str, unit: i64, quantity: i64, now: i64) -> Value {
    let amount = unit * quantity;
    let price = json!({
        "id": id::object("price"),
        "object": "price",
        "active": false,
        "billing_scheme": "per_unit",
        "created": now,
        "currency": currency,
        "custom_unit_amount": null,
        "livemode": false,
        "lookup_key": null,
        "metadata": {},
        "nickname": null,
        "product": id::random("prod_", 14),
        "recurring": null,
        "tax_behavior": "unspecified",
        "tiers_mode": null,
        "transform_quantity": null,
        "type": "one_time",
        "unit_amount": unit,
        "unit_amount_decimal": unit.to_string(),
    });
    json!({
        "id": id::object("li"),
        "object": "item",
        "adjustable_quantity": null,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": currency,
        "description": name,
        "metadata": {},
        "price": price,
        "quantity": quantity,
    })
}
