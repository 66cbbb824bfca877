//! The brand's word for who a browser's visitor is, so that what they hand in with a key that anybody may hold is known to be
//! a customer's.
//!
//! A token is base64url of the day it ends, the customer's key at the brand, and an HMAC-SHA256 of both with the tenant.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike, Utc};

use crate::click_id::{TAG_BYTES, equal, tag};
use crate::ids::{TenantId, TypedId};

/// How long a token is good, in days: a mail that asks for a review is answered months later.
pub const BUYER_TOKEN_DAYS: i32 = 180;
/// Bytes of the day.
const DAY_BYTES: usize = 4;

/// A token for a customer, by their key at the brand. It is good for [`BUYER_TOKEN_DAYS`].
pub fn buyer_token(key: &[u8; 32], tenant: TenantId, customer: &str, now: DateTime<Utc>) -> String {
    let mut bytes = (now.num_days_from_ce() + BUYER_TOKEN_DAYS).to_be_bytes().to_vec();
    bytes.extend_from_slice(customer.as_bytes());
    bytes.extend_from_slice(&signature(key, tenant, &bytes));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The customer that a token of ours for this tenant is for. None for any other text, and for one that has ended.
pub fn buyer_of(key: &[u8; 32], tenant: TenantId, token: &str, now: DateTime<Utc>) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (said, given) = bytes.split_last_chunk::<TAG_BYTES>()?;
    if !equal(&signature(key, tenant, said), given) {
        return None;
    }
    let (day, customer) = said.split_first_chunk::<DAY_BYTES>()?;
    let is_good = now.num_days_from_ce() <= i32::from_be_bytes(*day);
    is_good.then(|| String::from_utf8(customer.to_vec()).ok()).flatten()
}

fn signature(key: &[u8; 32], tenant: TenantId, said: &[u8]) -> [u8; TAG_BYTES] {
    let mut bytes = b"buyer".to_vec();
    bytes.extend_from_slice(tenant.uuid().as_bytes());
    bytes.extend_from_slice(said);
    tag(key, &bytes)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_token_is_for_one_customer_of_one_tenant_for_half_a_year() {
        let (key, now) = ([7; 32], DateTime::UNIX_EPOCH);
        let tenant = |number| TenantId::from_uuid(Uuid::from_u128(number));
        let token = buyer_token(&key, tenant(1), "c-42 é", now);
        let read = |token: &str, days| buyer_of(&key, tenant(1), token, now + TimeDelta::days(days));
        assert_eq!(read(&token, 0).as_deref(), Some("c-42 é"));
        assert_eq!(read(&token, 180).as_deref(), Some("c-42 é"));
        assert_eq!(read(&token, 181), None);
        assert_eq!(buyer_of(&key, tenant(2), &token, now), None);
        assert_eq!(buyer_of(&[8; 32], tenant(1), &token, now), None);
        for wrong in ["", "x", "§", &token[1..], &buyer_token(&[8; 32], tenant(1), "c-43", now)] {
            assert_eq!(read(wrong, 0), None, "{wrong}");
        }
    }
}
