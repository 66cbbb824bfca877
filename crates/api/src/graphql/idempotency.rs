//! Keys under which a caller may safely ask for the same movement of money again.

use async_graphql::{InputType, Value};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use store::TenantTx;
use store::idempotency::Claim;
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};

/// Longest idempotency key, in characters.
pub const IDEMPOTENCY_KEY_CHARS_MAX: usize = 255;

/// Fields a repeat may come without, or with others: the key itself; and what is nobody's to guess from a hash that is kept.
const UNHASHED: [&str; 2] = ["idempotencyKey", "customerEmail"];

/// A key and what it must always come with.
pub struct Key {
    key: String,
    operation: &'static str,
    arguments_hash: [u8; 32],
}

impl Key {
    /// Reads the key of an input. Errors: `IDEMPOTENCY_KEY_INVALID`.
    pub fn read(operation: &'static str, key: &str, input: &impl InputType) -> ApiResult<Key> {
        let count = key.chars().count();
        if !(1..=IDEMPOTENCY_KEY_CHARS_MAX).contains(&count) || key.chars().any(char::is_control) {
            let text =
                format!("an idempotency key has 1 to {IDEMPOTENCY_KEY_CHARS_MAX} printable characters");
            return Err(ApiError::refused("IDEMPOTENCY_KEY_INVALID", text).at("idempotencyKey"));
        }
        let arguments_hash = hash(operation, input.to_value());
        Ok(Key { key: key.to_owned(), operation, arguments_hash })
    }

    /// The key itself.
    pub fn as_str(&self) -> &str {
        &self.key
    }

    /// Takes the key for an outcome of this id. Errors: `IDEMPOTENCY_KEY_REUSED`.
    pub async fn claim(&self, tx: &TenantTx, outcome: Uuid, now: DateTime<Utc>) -> ApiResult<Claim> {
        let claim =
            store::idempotency::claim(tx, &self.key, self.operation, &self.arguments_hash, outcome, now)
                .await;
        claim.map_err(|error| match ApiError::from(error) {
            error if error.code == "IDEMPOTENCY_KEY_REUSED" => error.at("idempotencyKey"),
            error => error,
        })
    }
}

/// SHA-256 over the operation and the input's canonical JSON without [`UNHASHED`]: fields in order of their names, nulls left out, so that the spelling of a request makes no difference.
fn hash(operation: &str, input: Value) -> [u8; 32] {
    let mut text = String::new();
    canonical(&input, &mut text);
    let mut hash = Sha256::new();
    hash.update((operation.len() as u64).to_be_bytes());
    hash.update(operation.as_bytes());
    hash.update(text.as_bytes());
    hash.finalize().into()
}

fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields
                .iter()
                .filter(|(name, value)| !UNHASHED.contains(&name.as_str()) && **value != Value::Null)
                .collect();
            fields.sort_unstable_by(|a, b| a.0.cmp(b.0));
            text.push('{');
            for (name, value) in fields {
                text.push_str(&serde_json::Value::from(name.as_str()).to_string());
                text.push(':');
                canonical(value, text);
                text.push(',');
            }
            text.push('}');
        }
        Value::List(items) => {
            text.push('[');
            for item in items {
                canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        other => text.push_str(&other.clone().into_json().unwrap_or_default().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::value;

    #[test]
    fn spelling_makes_no_difference_and_contents_do() {
        let one =
            hash("walletFund", value!({ "currency": "GBP", "amountMinor": "5", "idempotencyKey": "a" }));
        let same = hash(
            "walletFund",
            value!({ "idempotencyKey": "b", "amountMinor": "5", "currency": "GBP", "x": null }),
        );
        assert_eq!(one, same);
        assert_ne!(one, hash("walletFund", value!({ "currency": "GBP", "amountMinor": "6" })));
        let told = value!({ "currency": "GBP", "amountMinor": "5", "customerEmail": "ann@shop.test" });
        assert_eq!(one, hash("walletFund", told));
        assert_ne!(one, hash("other", value!({ "currency": "GBP", "amountMinor": "5" })));
        assert_ne!(hash("o", value!({ "a": ["b", "c"] })), hash("o", value!({ "a": ["b,c"] })));
    }
}
