//! What is in the addresses Stripe sends an affiliate back to: which account it was, signed, for a while. A browser that
//! comes back from Stripe brings no credential.

use chrono::{DateTime, Duration, Utc};
use domain::ids::PayoutAccountId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::config::SecretConfig;

use super::opaque;

/// How long Stripe may send somebody back to see how their account stands, in hours.
const DONE_HOURS: i64 = 24;
/// How long a fresh link may be had for one that has expired, in minutes. Who has it could name a bank account.
const AGAIN_MINUTES: i64 = 60;

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Seeing how the account stands.
    Done,
    /// A fresh link to Stripe.
    Again,
}

impl Purpose {
    const fn word(self) -> &'static str {
        match self {
            Purpose::Done => "done",
            Purpose::Again => "again",
        }
    }

    fn lasts(self) -> Duration {
        match self {
            Purpose::Done => Duration::hours(DONE_HOURS),
            Purpose::Again => Duration::minutes(AGAIN_MINUTES),
        }
    }
}

/// A token for this account: `{account}_{unix seconds of its end}_{mac}`.
pub fn make(
    secrets: &SecretConfig,
    purpose: Purpose,
    account: PayoutAccountId,
    now: DateTime<Utc>,
) -> String {
    let until = (now + purpose.lasts()).timestamp();
    let text = format!("{}_{until}", opaque::suffix(account));
    let mac = opaque::text(&mac(secrets, purpose, &text));
    format!("{text}_{mac}")
}

/// The account of a token that is ours, for this, and not too old.
pub fn read(
    secrets: &SecretConfig,
    purpose: Purpose,
    token: &str,
    now: DateTime<Utc>,
) -> Option<PayoutAccountId> {
    let (account, rest) = opaque::take_id::<PayoutAccountId>(token)?;
    let (until, given) = rest.split_once('_')?;
    let text = token.get(..token.len() - given.len() - 1)?;
    let right = opaque::equal(&mac(secrets, purpose, text), &opaque::bytes(given)?);
    let until = DateTime::from_timestamp(until.parse().ok()?, 0)?;
    (right && now < until).then_some(account)
}

fn mac(secrets: &SecretConfig, purpose: Purpose, text: &str) -> [u8; 32] {
    let mut block = [0; 64];
    block[..32].copy_from_slice(&secrets.derive("onboarding"));
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(purpose.word().as_bytes());
    mac.update(b":");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(byte: u8) -> SecretConfig {
        use base64::Engine;
        let mut env = store::config::Environment::default();
        env.set("TRIBUTARY_SECRET", base64::engine::general_purpose::STANDARD.encode([byte; 32]));
        SecretConfig::read(&env).unwrap()
    }

    #[test]
    fn a_token_is_for_one_account_one_purpose_and_a_while() {
        let (ours, now) = (secrets(1), "2026-03-02T10:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let account: PayoutAccountId = store::new_id();
        let again = make(&ours, Purpose::Again, account, now);
        assert_eq!(read(&ours, Purpose::Again, &again, now), Some(account));
        assert_eq!(read(&ours, Purpose::Done, &again, now), None);
        assert_eq!(read(&secrets(2), Purpose::Again, &again, now), None);
        let late = now + Duration::minutes(AGAIN_MINUTES);
        assert_eq!(read(&ours, Purpose::Again, &again, late), None);
        let other = make(&ours, Purpose::Again, store::new_id(), now);
        let mixed = format!("{}{}", &other[..opaque::ID_CHARS], &again[opaque::ID_CHARS..]);
        let longer = again.replacen(&(now + Duration::hours(1)).timestamp().to_string(), "9999999999", 1);
        assert_ne!(longer, again);
        for wrong in ["", "x", &again[1..], &mixed, &longer, &format!("{again}x"), &again.to_uppercase(), "§"]
        {
            assert_eq!(read(&ours, Purpose::Again, wrong, now), None, "{wrong}");
        }
    }
}
