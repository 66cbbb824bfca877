//! Signed messages of other servers, in the shape of Standard Webhooks: an id, a time and a signature beside the body.
//!
//! Source: the specification "Standard Webhooks", version 1: HMAC-SHA256 over `{id}.{time}.{body}`, in base64 behind `v1,`; a
//! secret is base64 behind `whsec_`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::click_id::equal;

/// Oldest signature that counts, in seconds; and how far a clock may run ahead of ours.
pub const WEBHOOK_AGE_SECONDS_MAX: i64 = 300;
/// The longest id of a message, in characters.
pub const WEBHOOK_ID_CHARS_MAX: usize = 128;
/// Bytes of a secret that we make.
pub const WEBHOOK_SECRET_BYTES: usize = 32;
/// Most signatures of a message that are looked at.
const SIGNATURES_MAX: usize = 8;
const SECRET_PREFIX: &str = "whsec_";

/// A message is not taken for its sender's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// A header is missing, or not of its form.
    #[error(
        "webhook-id, webhook-timestamp and webhook-signature are needed, as v1 of Standard Webhooks has them"
    )]
    Unreadable,
    /// Signed more than five minutes ago, or in the future.
    #[error("the message was signed more than five minutes ago, or in the future")]
    Stale,
    /// Signed with none of the source's secrets.
    #[error("the signature is not of a secret of this source")]
    Forged,
}

impl WebhookError {
    /// The stable code of this error.
    pub const fn code(self) -> &'static str {
        match self {
            WebhookError::Unreadable => "SIGNATURE_UNREADABLE",
            WebhookError::Stale => "SIGNATURE_STALE",
            WebhookError::Forged => "SIGNATURE_INVALID",
        }
    }
}

/// What stands beside a body.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// `webhook-id`: the same whenever the message is sent again.
    pub id: &'a str,
    /// `webhook-timestamp`: seconds since 1970.
    pub timestamp: &'a str,
    /// `webhook-signature`: one or more, with blanks between them.
    pub signatures: &'a str,
    /// The body as it came.
    pub body: &'a [u8],
}

impl Message<'_> {
    /// Whether one of these secrets has signed it, lately. Errors: [`WebhookError`].
    pub fn verify(&self, secrets: &[Vec<u8>], now: DateTime<Utc>) -> Result<(), WebhookError> {
        let is_id = (1..=WEBHOOK_ID_CHARS_MAX).contains(&self.id.len())
            && self.id.bytes().all(|b| b.is_ascii_graphic());
        let is_time = self.timestamp.len() <= 12 && self.timestamp.bytes().all(|byte| byte.is_ascii_digit());
        let time: i64 =
            self.timestamp.parse().ok().filter(|_| is_id && is_time).ok_or(WebhookError::Unreadable)?;
        let signatures: Vec<Vec<u8>> = self
            .signatures
            .split_ascii_whitespace()
            .take(SIGNATURES_MAX)
            .filter_map(|text| STANDARD.decode(text.strip_prefix("v1,")?).ok())
            .collect();
        if signatures.is_empty() {
            return Err(WebhookError::Unreadable);
        }
        if now.timestamp().saturating_sub(time).abs() > WEBHOOK_AGE_SECONDS_MAX {
            return Err(WebhookError::Stale);
        }
        let mut is_good = false;
        for secret in secrets {
            let expected = self.signed_by(secret);
            for given in &signatures {
                is_good |= equal(&expected, given);
            }
        }
        if is_good { Ok(()) } else { Err(WebhookError::Forged) }
    }

    /// The signature of this secret.
    fn signed_by(&self, secret: &[u8]) -> Vec<u8> {
        // As HMAC has it: a key is filled up with zeros to a block; ours are shorter than one.
        let mut block = [0; 64];
        for (to, from) in block.iter_mut().zip(secret) {
            *to = *from;
        }
        let mut mac = Hmac::<Sha256>::new(&block.into());
        for part in [self.id.as_bytes(), b".", self.timestamp.as_bytes(), b".", self.body] {
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }

    /// The same as a sender would write it.
    pub fn sign(&self, secret: &[u8]) -> String {
        format!("v1,{}", STANDARD.encode(self.signed_by(secret)))
    }
}

/// A secret as it is shown to whoever sends.
pub fn secret_text(secret: &[u8; WEBHOOK_SECRET_BYTES]) -> String {
    format!("{SECRET_PREFIX}{}", STANDARD.encode(secret))
}

/// The bytes of a secret; none for another text.
pub fn read_secret(text: &str) -> Option<Vec<u8>> {
    STANDARD
        .decode(text.strip_prefix(SECRET_PREFIX)?)
        .ok()
        .filter(|secret| secret.len() == WEBHOOK_SECRET_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = &[9; WEBHOOK_SECRET_BYTES];

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn verified(message: Message<'_>, signature: &str, now: i64) -> Result<(), WebhookError> {
        let secrets = [vec![1; WEBHOOK_SECRET_BYTES], SECRET.to_vec()];
        Message { signatures: signature, ..message }.verify(&secrets, at(now))
    }

    #[test]
    fn the_specifications_own_example_is_read() {
        // Of the reference libraries' tests.
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let message = Message {
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            timestamp: "1614265330",
            signatures: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            body: b"{\"test\": 2432232314}",
        };
        assert_eq!(message.verify(&[secret], at(1_614_265_400)), Ok(()));
    }

    #[test]
    fn only_a_fresh_message_of_the_sender_counts() {
        let message = Message { id: "m-1", timestamp: "1000000", signatures: "", body: b"{}" };
        let good = message.sign(SECRET);
        assert_eq!(verified(message, &good, 1_000_300), Ok(()));
        assert_eq!(verified(message, &format!("v1a,xx {good} v2,yy"), 999_700), Ok(()), "among others");
        assert_eq!(verified(message, &good, 1_000_301), Err(WebhookError::Stale));
        assert_eq!(verified(message, &good, 999_699), Err(WebhookError::Stale));
        for changed in [
            Message { id: "m-2", ..message },
            Message { timestamp: "1000001", ..message },
            Message { body: b"{ }", ..message },
        ] {
            assert_eq!(verified(changed, &good, 1_000_000), Err(WebhookError::Forged));
        }
        assert_eq!(verified(message, &message.sign(&[8; 32]), 1_000_000), Err(WebhookError::Forged));
        assert_eq!(verified(message, "v1,", 1_000_000), Err(WebhookError::Forged));
        let long = "x".repeat(WEBHOOK_ID_CHARS_MAX + 1);
        for unreadable in [
            Message { id: "", ..message },
            Message { id: &long, ..message },
            Message { id: "a b", ..message },
            Message { timestamp: "", ..message },
            Message { timestamp: "-5", ..message },
            Message { timestamp: "99999999999999", ..message },
        ] {
            assert_eq!(
                verified(unreadable, &good, 1_000_000),
                Err(WebhookError::Unreadable),
                "{unreadable:?}"
            );
        }
        for signature in ["", "v1", "v2,AAAA", "v1,*"] {
            assert_eq!(verified(message, signature, 1_000_000), Err(WebhookError::Unreadable), "{signature}");
        }
    }

    #[test]
    fn a_secret_is_read_as_it_was_shown() {
        let shown = secret_text(&[9; WEBHOOK_SECRET_BYTES]);
        assert_eq!(read_secret(&shown).as_deref(), Some(SECRET));
        assert_eq!(read_secret("whsec_AAAA"), None);
        assert_eq!(read_secret(&shown[6..]), None);
    }
}
