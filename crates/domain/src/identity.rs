//! Who is who: browsers that a customer came with, and for how long that says anything. Source: DESIGN §5.
//!
//! A browser is followed from one sale to the next only with its visitor's consent, and for [`IDENTITY_DAYS`]. Without
//! consent it is known for the one sale whose click id names it.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::ids::{TenantId, TouchId, TypedId, VisitorId};

/// How long before the first and after the last time a customer was seen with a browser the two count as one, in days.
pub const IDENTITY_DAYS: i64 = 30;
/// Most browsers of one customer that are looked at for one conversion: those seen last.
pub const VISITORS_MAX: usize = 200;

/// When a customer was seen with a browser whose visitor consents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acquaintance {
    /// The first time.
    pub first_seen_at: DateTime<Utc>,
    /// The last time, never before the first.
    pub seen_at: DateTime<Utc>,
}

impl Acquaintance {
    /// Seen once.
    pub fn at(moment: DateTime<Utc>) -> Acquaintance {
        Acquaintance { first_seen_at: moment, seen_at: moment }
    }

    /// The same, met once more, be it earlier or later.
    #[must_use]
    pub fn met(self, moment: DateTime<Utc>) -> Acquaintance {
        Acquaintance { first_seen_at: self.first_seen_at.min(moment), seen_at: self.seen_at.max(moment) }
    }

    /// Whether the browser is the customer's for a conversion at `moment`: less than [`IDENTITY_DAYS`] lie between it and
    /// the time in which they were seen together.
    pub fn counts_at(self, moment: DateTime<Utc>) -> bool {
        let days = Duration::days(IDENTITY_DAYS);
        moment - self.seen_at < days && self.first_seen_at - moment < days
    }
}

/// How a brand's own file names whom it saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known<'a> {
    /// By its customer's key.
    Customer(&'a str),
    /// By its own key of a browser.
    Visitor(&'a str),
}

/// The visitor a brand's own key stands for in its tenant. With consent it is the same on every day; without, another on
/// every UTC day, as with the visitors we count ourselves.
pub fn visitor_of(tenant: TenantId, known: Known<'_>, consents: bool, day: NaiveDate) -> VisitorId {
    let (word, key) = match known {
        Known::Customer(key) => ("customer", key),
        Known::Visitor(key) => ("visitor", key),
    };
    let day = if consents { String::new() } else { day.to_string() };
    VisitorId::from_uuid(named(tenant, &[word, &day, key]))
}

/// The id of a touch that a brand names by its own: the same whenever it is handed in again.
pub fn touch_of(tenant: TenantId, external_id: &str) -> TouchId {
    TouchId::from_uuid(named(tenant, &["touch", external_id]))
}

/// A UUID of version 8: the first 16 bytes of SHA-256 over the tenant and the words, each behind its length.
fn named(tenant: TenantId, words: &[&str]) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(tenant.uuid().as_bytes());
    for word in words {
        hash.update((word.len() as u64).to_be_bytes());
        hash.update(word.as_bytes());
    }
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(days: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::days(20_000 + days)
    }

    #[test]
    fn an_acquaintance_counts_for_thirty_days_on_either_side() {
        let met = Acquaintance::at(day(0));
        let moment = Duration::microseconds(1);
        assert!(met.counts_at(day(0)) && met.counts_at(day(30) - moment) && met.counts_at(day(-30) + moment));
        assert!(!met.counts_at(day(30)), "thirty days after it was last seen");
        assert!(!met.counts_at(day(-30)), "thirty days before it was first seen");
        // Seen again it counts for longer, and what it counted for stays.
        let again = met.met(day(29));
        assert!(again.counts_at(day(0)) && again.counts_at(day(58)) && !again.counts_at(day(59)));
        assert_eq!(again.met(day(10)), again, "what lies between says nothing new");
        assert!(again.met(day(-20)).counts_at(day(-49)));
    }

    #[test]
    fn a_key_is_one_visitor_in_its_tenant_with_consent_alone() {
        let tenant = |n| TenantId::from_uuid(Uuid::from_u128(n));
        let on = |n: i64| day(n).date_naive();
        let of = |t, known, consents, n| visitor_of(tenant(t), known, consents, on(n));
        let ann = Known::Customer("ann");
        assert_eq!(of(1, ann, true, 0), of(1, ann, true, 9));
        assert_eq!(of(1, ann, false, 0), of(1, ann, false, 0));
        assert_ne!(of(1, ann, false, 0), of(1, ann, false, 1), "another on another day");
        assert_ne!(of(1, ann, false, 0), of(1, ann, true, 0));
        assert_ne!(of(1, ann, true, 0), of(2, ann, true, 0), "another in another tenant");
        assert_ne!(of(1, ann, true, 0), of(1, Known::Visitor("ann"), true, 0));
    }

    #[test]
    fn a_touchs_own_name_is_its_id() {
        let tenant = TenantId::from_uuid(Uuid::from_u128(1));
        assert_eq!(touch_of(tenant, "a"), touch_of(tenant, "a"));
        assert_ne!(touch_of(tenant, "a"), touch_of(tenant, "b"));
        assert_eq!(touch_of(tenant, "a").uuid().get_version_num(), 8);
        assert!(touch_of(tenant, "a").uuid().get_timestamp().is_none(), "its time is in the row alone");
    }
}
