//! What a feed shows: its rule, its pins and its order.

use serde::{Deserialize, Serialize};

use super::rule::bounded;
use super::{FeedRule, FeedRuleError, MomentFacts, matches};
use crate::ids::MomentId;
use crate::text_enum;

/// The most moments pinned in one feed.
pub const PINS_MAX: usize = 50;

/// Moments that come first in a feed, in their order, whether a rule lets them in or not. No moment twice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<MomentId>", into = "Vec<MomentId>")]
pub struct Pins(Vec<MomentId>);

impl Pins {
    /// Them, the first first.
    pub fn as_slice(&self) -> &[MomentId] {
        &self.0
    }
}

impl TryFrom<Vec<MomentId>> for Pins {
    type Error = FeedRuleError;

    fn try_from(moments: Vec<MomentId>) -> Result<Pins, FeedRuleError> {
        bounded("pins", &moments, PINS_MAX)?;
        match (0..moments.len()).find(|index| moments[..*index].contains(&moments[*index])) {
            Some(index) => Err(FeedRuleError::PinTwice { index }),
            None => Ok(Pins(moments)),
        }
    }
}

impl From<Pins> for Vec<MomentId> {
    fn from(pins: Pins) -> Vec<MomentId> {
        pins.0
    }
}

text_enum! {
    /// What a feed shows first, after its pins.
    pub enum FeedOrder {
        /// What people do most with, lately.
        Ranked = "RANKED",
        /// The most stars, then the newest. Moments without stars are not in it.
        TopRated = "TOP_RATED",
        /// The most helpful by the votes of readers, then the newest.
        MostHelpful = "MOST_HELPFUL",
        /// The newest by when it was published.
        Newest = "NEWEST",
    }
}

/// What a feed shows, in one immutable, numbered version of it: whoever reads it page by page stays in the version they
/// began with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedContent {
    /// What it shows by itself; none: a curated feed, of its pins alone.
    pub rule: Option<FeedRule>,
    /// What comes first.
    pub pins: Pins,
    /// The order of the rest.
    pub order: FeedOrder,
}

impl FeedContent {
    /// Every moment, ranked.
    pub fn of_everything() -> FeedContent {
        FeedContent { rule: Some(FeedRule::default()), pins: Pins::default(), order: FeedOrder::Ranked }
    }

    /// Whether a publishable moment is in the feed.
    pub fn holds(&self, moment: MomentId, facts: &MomentFacts<'_>) -> bool {
        self.pins.0.contains(&moment) || self.shows_unpinned(facts)
    }

    /// Whether a publishable moment that is not pinned is in the feed.
    pub fn shows_unpinned(&self, facts: &MomentFacts<'_>) -> bool {
        let rated = self.order != FeedOrder::TopRated || facts.stars.is_some();
        rated && self.rule.as_ref().is_some_and(|rule| matches(rule, facts))
    }
}
