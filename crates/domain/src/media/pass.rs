//! A signed address by which a member sees what the public may not, for minutes.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};

use crate::click_id::{equal, tag};
use crate::ids::{MediaId, TenantId, TypedId};

/// How long a pass is good at most, in seconds.
pub const PASS_SECONDS_MAX: i64 = 600;
/// Passes end at multiples of this, in seconds: the same address is given for so long, and a browser keeps what it leads to.
const PASS_STEP_SECONDS: i64 = 300;

/// Leave to see something of a tenant's until a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pass {
    /// Whose it is.
    pub tenant: TenantId,
    /// What may be seen, in any size. What lies under an id never changes.
    pub media: MediaId,
    /// Until when, in seconds since 1970.
    pub expires: i64,
}

impl Pass {
    /// One that is good for 5 to 10 minutes from now on.
    pub fn new(tenant: TenantId, media: MediaId, now: DateTime<Utc>) -> Pass {
        let step = now.timestamp().div_euclid(PASS_STEP_SECONDS);
        Pass { tenant, media, expires: (step + 2) * PASS_STEP_SECONDS }
    }

    /// The signature that stands in the address beside the end.
    pub fn sign(&self, key: &[u8; 32]) -> String {
        let mut bytes = b"media".to_vec();
        bytes.extend_from_slice(self.tenant.uuid().as_bytes());
        bytes.extend_from_slice(self.media.uuid().as_bytes());
        bytes.extend_from_slice(&self.expires.to_be_bytes());
        URL_SAFE_NO_PAD.encode(tag(key, &bytes))
    }

    /// Whether this is its signature, and it is still good.
    pub fn is_good(&self, key: &[u8; 32], signature: &str, now: DateTime<Utc>) -> bool {
        let left = self.expires.saturating_sub(now.timestamp());
        (1..=PASS_SECONDS_MAX).contains(&left) && equal(self.sign(key).as_bytes(), signature.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn pass(now: DateTime<Utc>) -> Pass {
        let (tenant, media) = (Uuid::from_u128(1), Uuid::from_u128(2));
        Pass::new(TenantId::from_uuid(tenant), MediaId::from_uuid(media), now)
    }

    #[test]
    fn a_pass_is_of_one_thing_and_ends() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::seconds(1_000_001);
        let pass = pass(now);
        let signature = pass.sign(&KEY);
        let after = |seconds| now + TimeDelta::seconds(seconds);
        assert!(pass.is_good(&KEY, &signature, now) && pass.is_good(&KEY, &signature, after(299)));
        assert!(!pass.is_good(&KEY, &signature, after(600)));
        assert!(!pass.is_good(&[8; 32], &signature, now));
        assert!(!pass.is_good(&KEY, "", now));
        let (other, nobody) = (Uuid::from_u128(3), Uuid::nil());
        assert!(!Pass { media: MediaId::from_uuid(other), ..pass }.is_good(&KEY, &signature, now));
        assert!(!Pass { tenant: TenantId::from_uuid(nobody), ..pass }.is_good(&KEY, &signature, now));
        let longer = Pass { expires: pass.expires + 300, ..pass };
        assert!(!longer.is_good(&KEY, &signature, now), "its end is signed with it");
        let for_ever = Pass { expires: i64::MAX, ..pass };
        assert!(!for_ever.is_good(&KEY, &for_ever.sign(&KEY), now), "one that we do not give");
    }

    #[test]
    fn the_same_is_given_for_minutes() {
        let at = |seconds| pass(DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)).expires;
        assert_eq!((at(0), at(299), at(300)), (600, 600, 900));
    }
}
