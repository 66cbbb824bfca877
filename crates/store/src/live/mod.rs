//! What has just changed, told to whoever watches, in whichever process.
//!
//! A commit's changes go onto the stream `live:{tenant}` in Redis, and a sharded publication of the same name wakes the
//! processes that follow the tenant; these read the stream on. So a lost publication costs seconds and nothing else, and
//! a viewer who was away goes on from the place it had come to. Only ids are told: what stands is read under the viewer's
//! own rights. The stream is news and never the truth: it may be lost, and is short.

mod follow;
mod tell;

use std::fmt;
use std::str::FromStr;

use domain::ids::{TenantId, TypedId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use follow::{Follower, Live};
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
}

/// A change at its place.
#[derive(Debug, Clone)]
pub struct News {
    /// Where on the stream.
    pub place: Place,
    /// What; none for what only a newer process knows.
    pub change: Option<Change>,
}

/// A place on a tenant's stream: `milliseconds-sequence`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place(u64, u64);

/// Not a place.
#[derive(Debug)]
pub struct NoPlace;

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Place, NoPlace> {
        let (milliseconds, sequence) = text.split_once('-').ok_or(NoPlace)?;
        let number = |digits: &str| match digits.bytes().all(|byte| byte.is_ascii_digit()) {
            true => digits.parse::<u64>().map_err(|_| NoPlace),
            false => Err(NoPlace),
        };
        Ok(Place(number(milliseconds)?, number(sequence)?))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.1)
    }
}

/// The stream's key and the publication's channel, which so lie in one slot.
fn name(tenant: TenantId) -> String {
    format!("live:{{{}}}", tenant.uuid())
}
