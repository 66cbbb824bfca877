//! Prices: of one sale, or of a period.

use chrono::{DateTime, Days, Months};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::form::Params;
use crate::list::{self, Created, same};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, integer, text};
use crate::{event, id, money, product};

/// `POST /v1/prices`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&[
        "currency",
        "unit_amount",
        "product",
        "product_data",
        "recurring",
        "nickname",
        "lookup_key",
        "metadata",
        "tax_behavior",
    ])?;
    let (mut price, _) = read(tx, params, true)?;
    price["nickname"] = json!(params.text("nickname")?);
    price["lookup_key"] = json!(params.text("lookup_key")?);
    price["metadata"] = params.metadata(&json!({}))?;
    keep(tx, &price);
    event::emit(tx, "price.created", None, price.clone(), None);
    Ok(price)
}

/// Reads `price_data`; tells the price and its product's name. A `lasting` one has a product that
/// can be looked up.
pub(crate) fn read(tx: &mut Tx<'_>, data: &Params, lasting: bool) -> Result<(Value, String), Failure> {
    let currency = money::currency(data.required("currency")?, "currency")?;
    let unit = data.at_least("unit_amount", 0)?.ok_or_else(|| Failure::missing(&data.name("unit_amount")))?;
    money::exact(unit, &currency, &data.name("unit_amount"))?;
    let recurring = data.nested("recurring")?.map(|recurring| interval(&recurring)).transpose()?;
    let (product, name) = match data.text("product")? {
        Some(id) => {
            let entry = tx.find(Kind::Product, id, None, "product", "product");
            (id.to_owned(), entry.map_err(|failure| failure.status(400))?.text("name").to_owned())
        }
        None => {
            let given =
                data.nested("product_data")?.ok_or_else(|| Failure::missing(&data.name("product_data")))?;
            given.only(&["name", "description", "metadata", "images", "unit_label"])?;
            let name = given.required("name")?.to_owned();
            let is_kept = lasting || recurring.is_some();
            let id = if is_kept {
                let metadata = given.metadata(&json!({}))?;
                text(&product::make(tx, &name, given.text("description")?, metadata), "id").to_owned()
            } else {
                id::random("prod_", 14)
            };
            (id, name)
        }
    };
    let price = object(tx.now(), &currency, unit, &product, recurring);
    if !price["recurring"].is_null() {
        keep(tx, &price);
    }
    Ok((price, name))
}

fn keep(tx: &mut Tx<'_>, price: &Value) {
    tx.put(Kind::Price, text(price, "id"), Entry::new(price.clone()));
}

fn interval(params: &Params) -> Result<Value, Failure> {
    params.only(&["interval", "interval_count", "usage_type"])?;
    let interval = params.one_of("interval", &["day", "week", "month", "year"])?;
    params.one_of("usage_type", &["licensed"])?;
    Ok(json!({
        "interval": interval.ok_or_else(|| Failure::missing(&params.name("interval")))?,
        "interval_count": params.at_least("interval_count", 1)?.unwrap_or(1),
        "meter": null,
        "trial_period_days": null,
        "usage_type": "licensed",
    }))
}

fn object(now: i64, currency: &str, unit: i64, product: &str, recurring: Option<Value>) -> Value {
    json!({
        "id": id::object("price"),
        "object": "price",
        "active": true,
        "billing_scheme": "per_unit",
        "created": now,
        "currency": currency,
        "custom_unit_amount": null,
        "livemode": false,
        "lookup_key": null,
        "metadata": {},
        "nickname": null,
        "product": product,
        "recurring": recurring,
        "tax_behavior": "unspecified",
        "tiers_mode": null,
        "transform_quantity": null,
        "type": if recurring.is_some() { "recurring" } else { "one_time" },
        "unit_amount": unit,
        "unit_amount_decimal": unit.to_string(),
    })
}

/// When a period of a recurring price that begins at `start` ends, Unix seconds.
pub(crate) fn period_end(price: &Value, start: i64) -> i64 {
    let count = u32::try_from(integer(&price["recurring"], "interval_count")).unwrap_or(1).max(1);
    let from = DateTime::from_timestamp(start, 0);
    let end = from.and_then(|from| match text(&price["recurring"], "interval") {
        "day" => from.checked_add_days(Days::new(u64::from(count))),
        "week" => from.checked_add_days(Days::new(7 * u64::from(count))),
        "year" => from.checked_add_months(Months::new(count.saturating_mul(12))),
        _ => from.checked_add_months(Months::new(count)),
    });
    end.map_or(start, |end| end.timestamp())
}

/// A price that a parameter names.
pub(crate) fn find(tx: &Tx<'_>, id: &str) -> Result<Value, Failure> {
    let entry = tx.find(Kind::Price, id, None, "price", "price");
    entry.map(|entry| entry.object).map_err(|failure| failure.status(400))
}

/// `GET /v1/prices/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(tx.find(Kind::Price, call.id(0), None, "price", "id")?.object)
}

/// `GET /v1/prices`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> =
        list::PAGING.into_iter().chain(["created", "currency", "lookup_keys", "product", "type"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (currency, product, kind) = (params.text("currency")?, params.text("product")?, params.text("type")?);
    let keys = params.texts("lookup_keys")?;
    let entries = tx.before().all(Kind::Price).map(|(_, entry)| entry);
    list::page(params, "/v1/prices", "price", entries, |entry| {
        let object = &entry.object;
        created.keeps(object)
            && same(currency, object, "currency")
            && same(product, object, "product")
            && same(kind, object, "type")
            && (keys.is_empty() || keys.iter().any(|key| key == entry.text("lookup_key")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_within_the_next() {
        let monthly = json!({ "recurring": { "interval": "month", "interval_count": 1 } });
        // 2025-01-31 and 2025-02-28, noon.
        assert_eq!(period_end(&monthly, 1_738_324_800), 1_740_744_000);
        let weekly = json!({ "recurring": { "interval": "week", "interval_count": 2 } });
        assert_eq!(period_end(&weekly, 0), 14 * 86_400);
    }
}
