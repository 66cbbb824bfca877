//! Feeds: a named, ranked selection of publishable moments, by forward exponential decay.
//!
//! A score is kept as its base-2 logarithm and never recomputed as time passes: everything that happens later
//! weighs more from the start. Stars are no input. Floats are allowed here: no money is near. Source: DESIGN §6.

use chrono::{DateTime, Utc};

use crate::moment::MomentKind;
use crate::text_enum;

/// The landmark `L` all ages are counted from: 2026-01-01T00:00Z. Changing it would change every stored score.
pub const LANDMARK: DateTime<Utc> = match DateTime::from_timestamp(1_767_225_600, 0) {
    Some(landmark) => landmark,
    None => DateTime::UNIX_EPOCH,
};
/// The half-life `H`: 24 hours.
pub const HALF_LIFE_HOURS: i64 = 24;
/// What an attributed conversion adds to the moments on its path.
pub const CONVERSION_WEIGHT: f64 = 20.0;
/// How much more a moment of a verified buyer counts.
pub const VERIFIED_BUYER_TRUST: f64 = 1.25;
/// The longest name of a feed, in characters.
pub const FEED_NAME_CHARS_MAX: usize = 200;
/// The longest handle of a feed, in characters.
pub const FEED_HANDLE_CHARS_MAX: usize = 63;

text_enum! {
    /// What somebody did with a moment.
    pub enum Engagement {
        /// Saw it.
        View = "VIEW",
        /// Liked it.
        Like = "LIKE",
        /// Commented on it.
        Comment = "COMMENT",
        /// Saved it.
        Save = "SAVE",
        /// Shared it.
        Share = "SHARE",
        /// Went to its product.
        ProductClick = "PRODUCT_CLICK",
    }
}

impl Engagement {
    /// What it adds to a moment's score. Being seen adds nothing: it follows from the rank.
    pub const fn weight(self) -> f64 {
        match self {
            Engagement::View => 0.0,
            Engagement::Like => 1.0,
            Engagement::Comment => 2.0,
            Engagement::Save | Engagement::Share => 3.0,
            Engagement::ProductClick => 4.0,
        }
    }
}

/// Half-lives from the landmark to `at`; negative before it.
fn half_lives(at: DateTime<Utc>) -> f64 {
    let half_life_ms = (HALF_LIFE_HOURS * 3_600_000) as f64;
    (at - LANDMARK).num_milliseconds() as f64 / half_life_ms
}

/// `log2 S` of a moment nobody has met yet: `(t_pub − L)/H`.
pub fn initial(published_at: DateTime<Utc>) -> f64 {
    half_lives(published_at)
}

/// `log2 (S + weight · 2^((at − L)/H))`, without leaving the logarithm.
///
/// The order of the events makes no difference beyond rounding; a weight of zero or less adds nothing.
pub fn add(log_score: f64, weight: f64, at: DateTime<Utc>) -> f64 {
    if weight <= 0.0 {
        return log_score;
    }
    let event = weight.log2() + half_lives(at);
    let (high, low) = if log_score >= event { (log_score, event) } else { (event, log_score) };
    high + (low - high).exp2().ln_1p() / std::f64::consts::LN_2
}

/// The key a feed is ordered by: `log2 S + log2 trust`.
pub fn rank(log_score: f64, verified_buyer: bool) -> f64 {
    if verified_buyer { log_score + VERIFIED_BUYER_TRUST.log2() } else { log_score }
}

/// A feed as somebody asks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewFeed {
    /// The word in its address: `a–z`, `0–9` and `-`.
    pub handle: String,
    /// What it is called.
    pub name: String,
    /// Only moments of this kind.
    pub moment_kind: Option<MomentKind>,
}

/// A feed is not as it has to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// The handle has other characters or another length.
    #[error(
        "a feed's handle has 1 to {FEED_HANDLE_CHARS_MAX} characters a-z, 0-9 and -, and starts with no hyphen"
    )]
    Handle,
    /// The name is empty, too long or has control characters.
    #[error("a feed's name has 1 to {FEED_NAME_CHARS_MAX} characters, none of them control characters")]
    Name,
}

impl FeedError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            FeedError::Handle => "HANDLE_INVALID",
            FeedError::Name => "NAME_INVALID",
        }
    }
}

impl NewFeed {
    /// The feed with its name trimmed. Errors: [`FeedError`].
    pub fn validate(self) -> Result<NewFeed, FeedError> {
        let handle = self.handle.as_bytes();
        let letter = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let good_start = handle.first().is_some_and(letter);
        if !good_start
            || handle.len() > FEED_HANDLE_CHARS_MAX
            || !handle.iter().all(|b| letter(b) || *b == b'-')
        {
            return Err(FeedError::Handle);
        }
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > FEED_NAME_CHARS_MAX || name.chars().any(char::is_control)
        {
            return Err(FeedError::Name);
        }
        Ok(NewFeed { name: name.to_owned(), ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    const CLOSE: f64 = 1e-9;

    #[test]
    fn a_day_is_worth_twice() {
        assert_eq!(LANDMARK.to_rfc3339(), "2026-01-01T00:00:00+00:00");
        assert_eq!(initial(LANDMARK), 0.0);
        assert_eq!(initial(LANDMARK + TimeDelta::days(3)), 3.0);
        assert_eq!(initial(LANDMARK - TimeDelta::hours(12)), -0.5);
        // A like one day after publication counts twice the publication: S = 1 + 2.
        let liked = add(initial(LANDMARK), Engagement::Like.weight(), LANDMARK + TimeDelta::days(1));
        assert!((liked - 3f64.log2()).abs() < CLOSE);
    }

    #[test]
    fn weights_are_those_of_the_design() {
        let weights: Vec<f64> = Engagement::ALL.iter().map(|engagement| engagement.weight()).collect();
        assert_eq!(weights, [0.0, 1.0, 2.0, 3.0, 3.0, 4.0]);
        assert_eq!(CONVERSION_WEIGHT, 20.0);
        assert_eq!(add(5.0, 0.0, LANDMARK), 5.0);
        assert!((rank(1.0, true) - (1.0 + 1.25f64.log2())).abs() < CLOSE);
        assert_eq!(rank(1.0, false), 1.0);
    }

    #[test]
    fn far_years_neither_overflow_nor_vanish() {
        let old = initial(DateTime::UNIX_EPOCH);
        let later = LANDMARK + TimeDelta::days(365 * 200);
        let score = add(old, 3.0, later);
        assert!(score.is_finite());
        assert!((score - (3f64.log2() + 365.0 * 200.0)).abs() < 1e-6);
        assert_eq!(add(score, 1.0, DateTime::UNIX_EPOCH), score);
    }

    #[test]
    fn handles_are_words_of_an_address() {
        let feed = |handle: &str, name: &str| {
            NewFeed { handle: handle.into(), name: name.into(), moment_kind: None }.validate()
        };
        assert_eq!(feed("home-1", " Home ").map(|feed| feed.name), Ok("Home".to_owned()));
        for handle in ["", "-a", "Home", "a b", "ä", &"a".repeat(64)] {
            assert_eq!(feed(handle, "Home"), Err(FeedError::Handle), "{handle}");
        }
        for name in ["", "  ", "a\nb", &"a".repeat(201)] {
            assert_eq!(feed("home", name), Err(FeedError::Name), "{name}");
        }
    }

    proptest! {
        /// Replaying events in any order gives the incremental score, and both give the sum of DESIGN §6.
        #[test]
        fn the_order_of_events_makes_no_difference(
            events in prop::collection::vec((0usize..Engagement::ALL.len(), 0i64..30 * 24 * 3600), 1..40),
            seed in any::<u64>(),
        ) {
            let at = |seconds: i64| LANDMARK + TimeDelta::seconds(seconds);
            let score = |events: &[(usize, i64)]| events.iter().fold(initial(LANDMARK), |score, (kind, seconds)| {
                add(score, Engagement::ALL[*kind].weight(), at(*seconds))
            });
            let mut shuffled = events.clone();
            shuffled.sort_by_key(|(kind, seconds)| (*seconds as u64 ^ seed).wrapping_mul(*kind as u64 + 7));
            prop_assert!((score(&events) - score(&shuffled)).abs() < CLOSE);
            let sum: f64 = events.iter()
                .map(|(kind, seconds)| Engagement::ALL[*kind].weight() * (*seconds as f64 / 86_400.0).exp2())
                .sum();
            prop_assert!((score(&events) - (1.0 + sum).log2()).abs() < CLOSE);
        }

        #[test]
        fn more_engagement_never_ranks_lower(score in -1e4f64..1e4, weight in 0.0f64..100.0, days in -9_000i64..9_000) {
            prop_assert!(add(score, weight, LANDMARK + TimeDelta::days(days)) >= score);
        }
    }
}
