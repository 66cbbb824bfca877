//! Stripe's events come in: verified on raw bytes, stored before anything is read from them.

use chrono::{DateTime, Utc};
use domain::text::read_hash;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use store::stripe_event::StripeEvent;
use store::{GlobalCtx, GlobalTx, Pool};
use subtle::ConstantTimeEq;

use crate::error::{BillingError, BillingResult};

/// Oldest signature that counts, in seconds.
pub const SIGNATURE_AGE_SECONDS_MAX: i64 = 300;
/// Largest event that is stored, in bytes.
pub const EVENT_BYTES_MAX: usize = 262_144;

/// The signature does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// No signature, or not in Stripe's form.
    #[error("no readable signature")]
    Unreadable,
    /// Signed too long ago, or in the future.
    #[error("the signature is stale")]
    Stale,
    /// Signed with none of our secrets.
    #[error("the signature is not ours")]
    Forged,
}

/// Checks `Stripe-Signature` (`t=…,v1=…`) over the raw body. Source: Stripe's documentation of signed webhooks.
pub fn verify(secrets: &[String], header: &str, body: &[u8], now: DateTime<Utc>) -> Result<(), WebhookError> {
    let mut time = None;
    let mut signatures = Vec::new();
    for part in header.split(',') {
        match part.trim().split_once('=') {
            Some(("t", value)) => time = value.parse::<i64>().ok(),
            Some(("v1", value)) => signatures.extend(read_hash(value)),
            _ => {}
        }
    }
    let time = time.filter(|_| !signatures.is_empty()).ok_or(WebhookError::Unreadable)?;
    if (now.timestamp().saturating_sub(time)).abs() > SIGNATURE_AGE_SECONDS_MAX {
        return Err(WebhookError::Stale);
    }
    let ours = secrets.iter().filter_map(|secret| {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
        mac.update(format!("{time}.").as_bytes());
        mac.update(body);
        Some(mac.finalize().into_bytes())
    });
    let good = ours
        .flat_map(|expected| signatures.iter().map(move |given| expected.as_slice().ct_eq(given)))
        .fold(subtle::Choice::from(0), |any, one| any | one);
    if bool::from(good) { Ok(()) } else { Err(WebhookError::Forged) }
}

#[derive(Deserialize)]
struct Envelope {
    id: String,
    #[serde(rename = "type")]
    kind: String,
}

/// Stores a verified event; the worker applies it. A repeat is stored once.
///
/// Errors: `EVENT_UNREADABLE` for a body that is no event.
pub async fn receive(pool: &Pool, body: &[u8], now: DateTime<Utc>) -> BillingResult<()> {
    let unreadable = || BillingError::refused("EVENT_UNREADABLE", "the body is not an event");
    let payload = std::str::from_utf8(body).map_err(|_| unreadable())?;
    let envelope: Envelope = serde_json::from_str(payload).map_err(|_| unreadable())?;
    if !(4..=255).contains(&envelope.id.len()) || envelope.kind.len() > 255 || payload.len() > EVENT_BYTES_MAX
    {
        return Err(unreadable());
    }
    #[allow(clippy::disallowed_methods, reason = "the inbox of Stripe's events is a global table")]
    let tx = GlobalTx::begin(pool, &GlobalCtx::door()).await?;
    let event = StripeEvent {
        id: envelope.id,
        kind: envelope.kind,
        payload: payload.to_owned(),
        received_at: now,
        applied_at: None,
        outcome: None,
        tries: 0,
    };
    event.store(&tx).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(secret: &str, time: i64, body: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{time}.{body}").as_bytes());
        let hex: String = mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect();
        format!("t={time},v1={hex},v0=ignored")
    }

    #[test]
    fn only_a_fresh_signature_of_ours_counts() {
        let secrets = ["whsec_new".to_owned(), "whsec_old".to_owned()];
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let check = |header: &str, body: &str| verify(&secrets, header, body.as_bytes(), now);
        assert_eq!(check(&signed("whsec_new", 1_800_000_000, "{}"), "{}"), Ok(()));
        assert_eq!(check(&signed("whsec_old", 1_799_999_701, "{}"), "{}"), Ok(()));
        assert_eq!(check(&signed("whsec_old", 1_799_999_699, "{}"), "{}"), Err(WebhookError::Stale));
        assert_eq!(check(&signed("whsec_new", 1_800_000_301, "{}"), "{}"), Err(WebhookError::Stale));
        assert_eq!(check(&signed("whsec_else", 1_800_000_000, "{}"), "{}"), Err(WebhookError::Forged));
        assert_eq!(check(&signed("whsec_new", 1_800_000_000, "{}"), "{ }"), Err(WebhookError::Forged));
        for header in ["", "t=1", "v1=00", "t=x,v1=00", "t=1800000000,v1=zz"] {
            assert_eq!(check(header, "{}"), Err(WebhookError::Unreadable), "{header}");
        }
    }
}
