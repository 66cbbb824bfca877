//! Feeds: a named, ordered selection of publishable moments: what it shows ([`FeedContent`]), by which score it is ranked
//! ([`initial`], [`add`], [`rank`]) and how it is read page by page ([`walk`]).
//!
//! Stars are no input of the rank. Source: DESIGN §6.

mod content;
mod hashtag;
mod language;
mod rule;
mod score;
#[cfg(test)]
mod tests;
pub mod walk;

pub use content::{FeedContent, FeedOrder, PINS_MAX, Pins};
pub use hashtag::{HASHTAG_CHARS_MAX, HASHTAGS_PER_MOMENT_MAX, Hashtag, HashtagError};
pub use language::{Language, LanguageError};
pub use rule::{
    FeedRule, FeedRuleError, MomentFacts, NewFeedRule, RULE_HASHTAGS_MAX, RULE_IDS_MAX, RULE_LANGUAGES_MAX,
    StarRange, matches,
};
pub use score::{
    CONVERSION_WEIGHT, Engagement, HALF_LIFE_HOURS, Increments, LANDMARK, VERIFIED_BUYER_TRUST, add, initial,
    merge, rank,
};

/// The longest name of a feed, in characters.
pub const FEED_NAME_CHARS_MAX: usize = 200;
/// The longest handle of a feed, in characters.
pub const FEED_HANDLE_CHARS_MAX: usize = 63;

/// A feed as somebody asks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewFeed {
    /// The word in its address: `a–z`, `0–9` and `-`.
    pub handle: String,
    /// What it is called.
    pub name: String,
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
        Ok(NewFeed { name: feed_name(&self.name)?, ..self })
    }
}

/// A feed's name, trimmed. Errors: [`FeedError::Name`].
pub fn feed_name(name: &str) -> Result<String, FeedError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > FEED_NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(FeedError::Name);
    }
    Ok(name.to_owned())
}
