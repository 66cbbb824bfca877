//! The prices of plans at Stripe, made when they are first needed.

use domain::money::Currency;
use domain::plan::{Plan, sold};
use serde_json::json;

use super::object::Named;
use crate::error::BillingResult;
use crate::stripe::Stripe;
use crate::stripe::ask::Ask;
use crate::stripe::list::Page;

/// The `price_…` of a plan. Its look-up key carries the amount, so that a plan that becomes dearer has another price, and
/// whoever bought the old one keeps it.
pub(super) async fn price_of(stripe: &Stripe, plan: Plan, currency: Currency) -> BillingResult<String> {
    let month = sold(plan, currency)?.month;
    let key = format!("tributary_{plan}_{currency}_{month}").to_lowercase();
    let known: Page<Named> =
        stripe.send(&Ask::get("/prices", json!({ "lookup_keys": [key] })), None).await?.object()?;
    if let Some(price) = known.data.into_iter().next() {
        return Ok(price.id);
    }
    let request = Ask::post(
        "/prices",
        json!({
            "currency": currency.as_str().to_lowercase(),
            "unit_amount": month,
            "recurring": { "interval": "month" },
            "product_data": { "name": format!("Tributary {plan}") },
            "lookup_key": key,
            "metadata": { "plan": plan },
        }),
    );
    let made: Named = stripe.send(&request, Some(&format!("price:{key}"))).await?.object()?;
    Ok(made.id)
}
