//! Money as it is shown.

use async_graphql::SimpleObject;
use domain::money::{Amount, Currency};

use crate::error::{ApiError, ApiResult};

/// An exact amount of money.
#[derive(SimpleObject, Debug, Clone, PartialEq)]
pub struct Money {
    /// Minor units (pence, cents) as decimal digits, with a minus sign below zero.
    pub minor: String,
    /// ISO 4217.
    pub currency: String,
    /// For people: `GBP 12.34`.
    pub formatted: String,
}

impl Money {
    /// So many minor units of a currency.
    pub fn new(minor: i64, currency: Currency) -> Money {
        Money {
            minor: minor.to_string(),
            currency: currency.to_string(),
            formatted: Amount::new(minor, currency).to_string(),
        }
    }
}

/// Reads a currency. Errors: `UNKNOWN_CURRENCY`.
pub fn currency(text: &str) -> ApiResult<Currency> {
    text.parse()
        .map_err(|_| ApiError::refused("UNKNOWN_CURRENCY", "not a currency of Tributary").at("currency"))
}
