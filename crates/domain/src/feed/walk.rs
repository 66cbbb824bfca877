//! How a feed is read page by page while scores move: no moment comes twice in one walk.
//!
//! A walk goes down the feed's order by keyset: a page is what stands below the last moment of the page before, by the key
//! and then the id, both as that page showed them. Keys move meanwhile:
//!
//! - **A moment that rises** and was shown stays above the place where the walk is: it does not come again. Engagement and
//!   conversions only ever raise a rank, so most of what moves is this.
//! - **A moment that falls** (a rank with the trust of a verified buyer taken back, helpfulness with a vote against, stars
//!   with an edit) could come a second time. Whatever lowers a key writes the time beside it, `fell_at`, one for each key
//!   that can fall; every page but the first leaves out what fell since the walk [began](Walk::started_at). What falls in a
//!   transaction that began a little before the walk and was committed after its first page is left out as well: by
//!   [`FALL_MARGIN_SECONDS`], which is longer than a transaction lives.
//! - **The feed itself** is read in the version the walk began with ([`Walk::version`]): its rule, its order and its pins
//!   stay as they were. Pins come first, in their order, and never again below.
//!
//! What may be missed, until the feed is opened again: a moment not shown yet that rose above the place of the walk, or came
//! new above it; one that fell since the walk began, or in the [`FALL_MARGIN_SECONDS`] before; one that could not be shown
//! when its place was passed. A moment whose key did not change and that could be shown all the time is shown exactly once.
//! A list of what was shown would miss less, at the price of a cursor that grows with the walk; a client may keep one and
//! leave out what it has, for walks that it joins itself.
//!
//! In SQL, for each order one index on `moments`, partial as `moments_feed` is (approved and visible), and one comparison of
//! rows, which is a range of that index:
//!
//! | order | index | below the place | fell |
//! | --- | --- | --- | --- |
//! | RANKED | `(tenant_id, rank DESC, id DESC)`: `moments_feed` | `(rank, id) < ($1, $2)` | `rank_fell_at` |
//! | TOP_RATED | `(tenant_id, rating DESC, published_at DESC, id DESC)`, `rating IS NOT NULL` | `(rating, published_at, id) < ($1, $2, $3)` | `rating_fell_at` |
//! | MOST_HELPFUL | `(tenant_id, helpfulness DESC, published_at DESC, id DESC)` | `(helpfulness, published_at, id) < ($1, $2, $3)` | `helpfulness_fell_at` |
//! | NEWEST | `(tenant_id, published_at DESC, id DESC)` | `(published_at, id) < ($1, $2)` | none: it never changes |
//!
//! and `AND (fell_at IS NULL OR fell_at <= $started_at - interval '30 seconds')` as a filter on what the range gives. An
//! update that may lower a key writes `fell_at = CASE WHEN $new < key THEN $now ELSE fell_at END`; one that adds engagement
//! cannot, and leaves it alone.
//!
//! Cached pages keep this: the cursors of a kept page are of the walk that began when it was read from Postgres, so that all
//! who are shown that page go on in one walk, and share what is kept of its next pages.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::FeedOrder;
use crate::ids::MomentId;

mod cursor;
#[cfg(test)]
mod tests;

pub use cursor::{Cursor, CursorError};

/// What fell this shortly before a walk began is left out of all but its first page, in seconds. A request lives for 10 of
/// them and a statement for 5.
pub const FALL_MARGIN_SECONDS: i64 = 30;

/// One reading of a feed, from its first page to as far as somebody goes. Every cursor carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walk {
    /// The version of the feed, from 1.
    pub version: i32,
    /// When its first page was read from Postgres, not when it was shown.
    pub started_at: DateTime<Utc>,
}

/// Where a walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Among the pins: the next is this, from 0. Where every walk begins.
    Pins(usize),
    /// Before the first moment that is not pinned.
    Rest,
    /// Below this.
    Below(Key),
}

/// What a moment is ordered by in a feed's order.
#[derive(Debug, Clone, Copy)]
pub enum SortKey {
    /// RANKED.
    Ranked {
        /// [`rank`](super::rank): finite.
        rank: f64,
    },
    /// TOP_RATED.
    TopRated {
        /// 1 to 5.
        stars: i16,
        /// When it was published.
        published_at: DateTime<Utc>,
    },
    /// MOST_HELPFUL.
    MostHelpful {
        /// [`helpfulness`](crate::trust::helpfulness), in millionths.
        helpfulness: i32,
        /// When it was published.
        published_at: DateTime<Utc>,
    },
    /// NEWEST.
    Newest {
        /// When it was published.
        published_at: DateTime<Utc>,
    },
}

/// A moment's place in an order: unique, as it ends in the id. The greater key comes first in the feed.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// What it is ordered by.
    pub sort: SortKey,
    /// What decides between equals.
    pub moment: MomentId,
}

impl SortKey {
    /// The order it belongs to.
    pub fn order(&self) -> FeedOrder {
        match self {
            SortKey::Ranked { .. } => FeedOrder::Ranked,
            SortKey::TopRated { .. } => FeedOrder::TopRated,
            SortKey::MostHelpful { .. } => FeedOrder::MostHelpful,
            SortKey::Newest { .. } => FeedOrder::Newest,
        }
    }

    /// Two numbers that are ordered as Postgres orders the columns, times to the microsecond.
    fn numbers(&self) -> (i64, i64) {
        match self {
            SortKey::Ranked { rank } => (ordered_bits(*rank), 0),
            SortKey::TopRated { stars, published_at } => (i64::from(*stars), published_at.timestamp_micros()),
            SortKey::MostHelpful { helpfulness, published_at } => {
                (i64::from(*helpfulness), published_at.timestamp_micros())
            }
            SortKey::Newest { published_at } => (published_at.timestamp_micros(), 0),
        }
    }
}

/// A number that is greater where the float is. Zero has one sign, as in Postgres.
fn ordered_bits(float: f64) -> i64 {
    let bits = (float + 0.0).to_bits().cast_signed();
    if bits < 0 { bits ^ i64::MAX } else { bits }
}

impl Ord for Key {
    fn cmp(&self, other: &Key) -> Ordering {
        let all = |key: &Key| (key.sort.order(), key.sort.numbers(), key.moment);
        all(self).cmp(&all(other))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Key {}

/// A publishable moment as it stands when a page is read.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// What it is ordered by; none where only a pin could bring it in ([`FeedContent::shows_unpinned`](super::FeedContent)).
    pub sort: Option<SortKey>,
    /// When that last fell.
    pub fell_at: Option<DateTime<Utc>>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it shows, in order.
    pub moments: Vec<MomentId>,
    /// Where the next page goes on; none where nothing is left now.
    pub next: Option<Place>,
}

impl Walk {
    /// A page of at most `size` moments from a place on: the specification that the SQL is tested against.
    ///
    /// `pins` are those of the walk's version. `standing` is every publishable moment as it stands now.
    pub fn page(
        &self,
        pins: &[MomentId],
        standing: &BTreeMap<MomentId, Standing>,
        place: Place,
        size: usize,
    ) -> Page {
        let from_pin = if let Place::Pins(next) = place { next } else { pins.len() };
        let pinned =
            pins.iter().enumerate().skip(from_pin).filter(|(_, moment)| standing.contains_key(moment));
        let pinned = pinned.map(|(index, moment)| (*moment, Place::Pins(index + 1)));
        let mut rest: Vec<Key> = standing
            .iter()
            .filter(|(moment, one)| !pins.contains(moment) && self.is_below(place, one))
            .filter_map(|(moment, one)| Some(Key { sort: one.sort?, moment: *moment }))
            .filter(|key| !matches!(place, Place::Below(last) if *key >= last))
            .collect();
        rest.sort_unstable_by(|a, b| b.cmp(a));
        let rest = rest.into_iter().map(|key| (key.moment, Place::Below(key)));
        let mut left = pinned.chain(rest);
        let shown: Vec<(MomentId, Place)> = left.by_ref().take(size).collect();
        let next = left.next().and_then(|_| shown.last().map(|(_, place)| *place));
        Page { moments: shown.into_iter().map(|(moment, _)| moment).collect(), next }
    }

    /// Whether a moment cannot have been shown above the place by what it has lost since. Before the first of the rest
    /// nothing of it was shown.
    fn is_below(&self, place: Place, one: &Standing) -> bool {
        let began = self.started_at - TimeDelta::seconds(FALL_MARGIN_SECONDS);
        !matches!(place, Place::Below(_)) || one.fell_at.is_none_or(|fell_at| fell_at <= began)
    }
}
