//! Click ids: what a visitor carries from the redirect to the sale. Signed, and holding the whole touch, so that a
//! sale which outruns the event log still finds it. Source: DESIGN §2.
//!
//! Text: base64url of 66 bytes (version, verdict and consent, then touch, link, visitor and tenant ids of 16 bytes)
//! followed by the first 16 bytes of HMAC-SHA256 over them. A touch id is a UUIDv7, so it tells the time of the click.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::attribution::Verdict;
use crate::ids::{LinkId, MomentId, TenantId, TouchId, TypedId, VisitorId};

const VERSION: u8 = 1;
/// Set in the byte of the verdict when the visitor consents; texts from before there was the question lack it.
const CONSENTS: u8 = 0x80;
const BODY_BYTES: usize = 66;
pub(crate) const TAG_BYTES: usize = 16;

/// The click a click id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClickId {
    /// The touch.
    pub touch: TouchId,
    /// The link that was clicked.
    pub link: LinkId,
    /// The browser.
    pub visitor: VisitorId,
    /// Whose link it is.
    pub tenant: TenantId,
    /// What we thought of the click.
    pub verdict: Verdict,
    /// Whether the visitor has consented to be followed from one sale to the next.
    pub consents: bool,
}

/// The text is not a click id this server signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a click id of this server")]
pub struct ClickIdError;

impl ClickId {
    /// The text a browser carries.
    pub fn sign(&self, key: &[u8; 32]) -> String {
        let mut bytes = Vec::with_capacity(BODY_BYTES + TAG_BYTES);
        bytes.push(VERSION);
        let verdict = match self.verdict {
            Verdict::Valid => 0,
            Verdict::Duplicate => 1,
            Verdict::Bot => 2,
        };
        bytes.push(if self.consents { verdict | CONSENTS } else { verdict });
        for id in [self.touch.uuid(), self.link.uuid(), self.visitor.uuid(), self.tenant.uuid()] {
            bytes.extend_from_slice(id.as_bytes());
        }
        let tag = tag(key, &bytes);
        bytes.extend_from_slice(&tag);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a text back. Errors: [`ClickIdError`] for anything this key has not signed.
    pub fn verify(text: &str, key: &[u8; 32]) -> Result<ClickId, ClickIdError> {
        if text.len() > 200 {
            return Err(ClickIdError);
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| ClickIdError)?;
        let (body, mac) = bytes.split_at_checked(BODY_BYTES).ok_or(ClickIdError)?;
        if mac.len() != TAG_BYTES || !equal(&tag(key, body), mac) || body.first() != Some(&VERSION) {
            return Err(ClickIdError);
        }
        let second = body.get(1).copied().ok_or(ClickIdError)?;
        let verdict = match second & !CONSENTS {
            0 => Verdict::Valid,
            1 => Verdict::Duplicate,
            2 => Verdict::Bot,
            _ => return Err(ClickIdError),
        };
        let id = |n: usize| -> Result<Uuid, ClickIdError> {
            let from = 2 + n * 16;
            body.get(from..from + 16).and_then(|b| Uuid::from_slice(b).ok()).ok_or(ClickIdError)
        };
        Ok(ClickId {
            touch: TouchId::from_uuid(id(0)?),
            link: LinkId::from_uuid(id(1)?),
            visitor: VisitorId::from_uuid(id(2)?),
            tenant: TenantId::from_uuid(id(3)?),
            verdict,
            consents: second & CONSENTS != 0,
        })
    }

    /// When the click happened, to the millisecond. Errors: [`ClickIdError`] when the touch id tells no time.
    pub fn occurred_at(&self) -> Result<DateTime<Utc>, ClickIdError> {
        let (seconds, nanos) = self.touch.uuid().get_timestamp().ok_or(ClickIdError)?.to_unix();
        let seconds = i64::try_from(seconds).map_err(|_| ClickIdError)?;
        DateTime::from_timestamp(seconds, nanos / 1_000_000 * 1_000_000).ok_or(ClickIdError)
    }
}

/// A signed proof that a widget was given this moment to show today: only such views count as touches. It is good
/// on that UTC day and the day after.
pub fn impression_token(key: &[u8; 32], tenant: TenantId, moment: MomentId, now: DateTime<Utc>) -> String {
    impression_token_of(key, tenant, moment, now.date_naive())
}

/// Whether the token is one this server gave for this moment today or yesterday (UTC).
pub fn impression_is_ours(
    key: &[u8; 32],
    tenant: TenantId,
    moment: MomentId,
    token: &str,
    now: DateTime<Utc>,
) -> bool {
    let today = now.date_naive();
    let given = |day| equal(impression_token_of(key, tenant, moment, day).as_bytes(), token.as_bytes());
    given(today) || today.pred_opt().is_some_and(given)
}

fn impression_token_of(key: &[u8; 32], tenant: TenantId, moment: MomentId, day: NaiveDate) -> String {
    let mut bytes = b"impression".to_vec();
    bytes.extend_from_slice(tenant.uuid().as_bytes());
    bytes.extend_from_slice(moment.uuid().as_bytes());
    bytes.extend_from_slice(&day.num_days_from_ce().to_be_bytes());
    URL_SAFE_NO_PAD.encode(tag(key, &bytes))
}

pub(crate) fn tag(key: &[u8; 32], body: &[u8]) -> [u8; TAG_BYTES] {
    // HMAC pads a short key with zeros to its block; padding here leaves nothing that could fail.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(body);
    let whole = mac.finalize().into_bytes();
    let mut short = [0; TAG_BYTES];
    for (to, from) in short.iter_mut().zip(whole.iter()) {
        *to = *from;
    }
    short
}

/// Compares without telling by its time where the difference is.
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0u8, |sum, (x, y)| sum | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    fn click() -> ClickId {
        let id = |n: u128| Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0000 + n);
        ClickId {
            touch: TouchId::from_uuid(id(1)),
            link: LinkId::from_uuid(id(2)),
            visitor: VisitorId::from_uuid(id(3)),
            tenant: TenantId::from_uuid(id(4)),
            verdict: Verdict::Valid,
            consents: false,
        }
    }

    #[test]
    fn a_click_id_says_whether_its_visitor_consents() {
        let key = [7; 32];
        for verdict in [Verdict::Valid, Verdict::Duplicate, Verdict::Bot] {
            for consents in [false, true] {
                let click = ClickId { verdict, consents, ..click() };
                assert_eq!(ClickId::verify(&click.sign(&key), &key), Ok(click));
            }
        }
        // A text from before the question was asked.
        let old = "AQABmgAAAABwAIAAAAAAAAABAZoAAAAAcACAAAAAAAAAAgGaAAAAAHAAgAAAAAAAAAMBmgAAAABwAIAAAAAAAAAE";
        assert!(click().sign(&key).starts_with(old), "{}", click().sign(&key));
        assert!(!ClickId::verify(&click().sign(&key), &key).unwrap().consents);
        assert_eq!(ClickId::verify(&tampered(&key, 0x83), &key), Err(ClickIdError), "no such verdict");
    }

    /// A signed text whose second byte says this.
    fn tampered(key: &[u8; 32], second: u8) -> String {
        let mut bytes = URL_SAFE_NO_PAD.decode(click().sign(key)).unwrap();
        bytes.truncate(BODY_BYTES);
        bytes[1] = second;
        let tag = tag(key, &bytes);
        bytes.extend_from_slice(&tag);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    #[test]
    fn what_was_signed_is_read_back_and_nothing_else() {
        let key = [7; 32];
        let text = click().sign(&key);
        assert_eq!(ClickId::verify(&text, &key), Ok(click()));
        assert_eq!(ClickId::verify(&text, &[8; 32]), Err(ClickIdError));
        for at in 0..text.len() {
            let mut forged = text.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).unwrap();
            assert!(ClickId::verify(&forged, &key).is_err(), "byte {at}");
        }
        assert!(click().occurred_at().is_ok());
    }

    #[test]
    fn an_impression_token_is_for_one_moment_of_one_tenant() {
        let key = [7; 32];
        let (tenant, other) = (click().tenant, TenantId::from_uuid(Uuid::from_u128(9)));
        let moment = MomentId::from_uuid(Uuid::from_u128(5));
        let now = DateTime::UNIX_EPOCH;
        let token = impression_token(&key, tenant, moment, now);
        assert!(impression_is_ours(&key, tenant, moment, &token, now));
        assert!(!impression_is_ours(&key, other, moment, &token, now));
        assert!(!impression_is_ours(&key, tenant, MomentId::from_uuid(Uuid::from_u128(6)), &token, now));
        assert!(!impression_is_ours(&[8; 32], tenant, moment, &token, now));
    }

    #[test]
    fn an_impression_token_is_good_on_its_day_and_the_day_after() {
        let key = [7; 32];
        let (tenant, moment) = (click().tenant, MomentId::from_uuid(Uuid::from_u128(5)));
        let given = DateTime::UNIX_EPOCH + Duration::hours(23);
        let token = impression_token(&key, tenant, moment, given);
        let good = |hours| impression_is_ours(&key, tenant, moment, &token, given + Duration::hours(hours));
        assert!(good(0) && good(1) && good(24));
        assert!(!good(25), "two days on");
        assert!(!good(-24), "the day before");
    }
}
