//! What has just changed, told to whoever watches, in whichever process.
//!
//! A commit's changes go onto streams in Redis, one of each audience they concern, and a sharded publication of the
//! stream's name wakes the processes that follow it; these read the stream on. So a lost publication costs seconds and
//! nothing else, and a viewer who was away goes on from the place it had come to. Only ids are told: what stands is read
//! under the viewer's own rights. The streams are news and never the truth. Where some may have been lost the *mark*
//! changes ([`mark`]), every cursor expires, and viewers read anew: so nobody misses anything without being told.

mod follow;
mod mark;
mod tell;

use std::fmt;
use std::str::FromStr;

use domain::ids::{AffiliateId, TenantId, TypedId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use follow::{Behind, Follower, Live};
pub use mark::Mark;
pub use tell::Teller;

/// What kind of thing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A moment came in, was decided or edited.
    Moment,
    /// A conversion was recorded.
    Conversion,
    /// A commission was made or is in another state.
    Commission,
    /// A payout was made or has changed.
    Payout,
    /// A payout run has changed.
    PayoutRun,
    /// Somebody did something with a moment: told at most once a second of each.
    Engagement,
}

/// One thing that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Change {
    /// Of which kind.
    #[serde(rename = "s")]
    pub subject: Subject,
    /// Which.
    #[serde(rename = "i")]
    pub id: Uuid,
    /// The affiliate whom it concerns beside its tenant.
    #[serde(skip)]
    pub(crate) affiliate: Option<AffiliateId>,
}

impl Change {
    /// A change that concerns its tenant alone.
    pub(crate) fn of(subject: Subject, id: impl TypedId) -> Change {
        Change { subject, id: id.uuid(), affiliate: None }
    }

    /// The same, which concerns this affiliate, too.
    pub(crate) fn concerning(self, affiliate: Option<AffiliateId>) -> Change {
        Change { affiliate, ..self }
    }
}

/// A row that is watched.
pub(crate) trait Watched {
    /// What is told of it when it changes.
    fn change(&self) -> Change;
}

/// Who is told: each has a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Whoever may see it in this tenant.
    Tenant(TenantId),
    /// Whoever may see it in this tenant, of engagement alone: it is so much that it would drive out the rest.
    Engagement(TenantId),
    /// An affiliate, over all tenants they work with.
    Affiliate(AffiliateId),
}

impl Audience {
    /// The stream's key and the publication's channel, which so lie in one slot.
    fn name(self) -> String {
        match self {
            Audience::Tenant(id) => format!("live:{{t:{}}}", id.uuid()),
            Audience::Engagement(id) => format!("live:{{e:{}}}", id.uuid()),
            Audience::Affiliate(id) => format!("live:{{a:{}}}", id.uuid()),
        }
    }

    fn named(name: &[u8]) -> Option<Audience> {
        let name = std::str::from_utf8(name).ok()?.strip_prefix("live:{")?.strip_suffix('}')?;
        let (kind, id) = name.split_once(':')?;
        let id = id.parse().ok()?;
        match kind {
            "t" => Some(Audience::Tenant(TenantId::from_uuid(id))),
            "e" => Some(Audience::Engagement(TenantId::from_uuid(id))),
            "a" => Some(Audience::Affiliate(AffiliateId::from_uuid(id))),
            _ => None,
        }
    }
}

/// A change at its place.
#[derive(Debug, Clone)]
pub struct News {
    /// Where to go on from.
    pub cursor: Cursor,
    /// What; none for what only a newer process knows.
    pub change: Option<Change>,
}

/// A place on a stream: `milliseconds-sequence`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Place(u64, u64);

/// Where one has come to on a stream, and under which mark: `milliseconds-sequence-mark`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    place: Place,
    mark: Mark,
}

/// Not a cursor.
#[derive(Debug)]
pub struct NoCursor;

fn number(digits: &str) -> Result<u64, NoCursor> {
    match digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true => digits.parse().map_err(|_| NoCursor),
        false => Err(NoCursor),
    }
}

impl FromStr for Place {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Place, NoCursor> {
        let (milliseconds, sequence) = text.split_once('-').ok_or(NoCursor)?;
        Ok(Place(number(milliseconds)?, number(sequence)?))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.1)
    }
}

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Cursor, NoCursor> {
        let (place, mark) = text.rsplit_once('-').ok_or(NoCursor)?;
        Ok(Cursor { place: place.parse()?, mark: mark.parse()? })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.place, self.mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_is_written() {
        let text = "1764158400000-3-00ff00ff00ff00ff";
        assert_eq!(text.parse::<Cursor>().unwrap().to_string(), text);
        for wrong in
            ["", "-", "--", "1-1", "1-1-", "-1-0-00ff00ff00ff00ff", "1-+1-00ff00ff00ff00ff", "1-1-xyz"]
        {
            assert!(wrong.parse::<Cursor>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_audience_is_known_by_its_streams_name() {
        let id = Uuid::from_u128(7);
        for audience in [
            Audience::Tenant(TenantId::from_uuid(id)),
            Audience::Engagement(TenantId::from_uuid(id)),
            Audience::Affiliate(AffiliateId::from_uuid(id)),
        ] {
            assert_eq!(Audience::named(audience.name().as_bytes()), Some(audience));
        }
        assert_eq!(Audience::named(b"live:{x:1}"), None);
    }
}
