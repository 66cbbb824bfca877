//! Which moments a feed shows by itself: the specification that the SQL is a translation of.

use serde::{Deserialize, Serialize};

use super::{Hashtag, Language};
use crate::ids::{CreatorId, ProductId};
use crate::intent::Intent;
use crate::moment::MomentKind;

/// The most products of a rule, and the most creators.
pub const RULE_IDS_MAX: usize = 250;
/// The most hashtags of a rule.
pub const RULE_HASHTAGS_MAX: usize = 50;
/// The most languages of a rule.
pub const RULE_LANGUAGES_MAX: usize = 50;
/// The most words of a closed set that are looked at; each counts once.
const RULE_WORDS_MAX: usize = 20;

/// How many stars a moment has that is shown: for display, never for its rank or its moderation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarRange {
    /// The fewest, 1 to 5.
    pub least: i16,
    /// The most, 1 to 5, and not fewer.
    pub most: i16,
}

/// A rule as somebody asks for it. An empty list asks for nothing; of a list, one has to fit; every list has to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewFeedRule {
    /// What the moment is about; [`RULE_IDS_MAX`] at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductId>,
    /// Who wrote it; [`RULE_IDS_MAX`] at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub creators: Vec<CreatorId>,
    /// What it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<MomentKind>,
    /// What its author wants.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub intents: Vec<Intent>,
    /// Hashtags, with or without `#`; [`RULE_HASHTAGS_MAX`] at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hashtags: Vec<String>,
    /// Languages by their letters; [`RULE_LANGUAGES_MAX`] at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Stars; a moment without stars then does not fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stars: Option<StarRange>,
}

/// A rule within its bounds, its lists in order and each word once: equal rules are equal JSON. An empty one fits every moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "NewFeedRule", into = "NewFeedRule")]
pub struct FeedRule {
    products: Vec<ProductId>,
    creators: Vec<CreatorId>,
    kinds: Vec<MomentKind>,
    intents: Vec<Intent>,
    hashtags: Vec<Hashtag>,
    languages: Vec<Language>,
    stars: Option<StarRange>,
}

/// A rule is not as it has to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedRuleError {
    /// A list is too long.
    #[error("{field} has at most {max}")]
    TooMany {
        /// Which.
        field: &'static str,
        /// The most there may be.
        max: usize,
    },
    /// A text that is no hashtag.
    #[error(transparent)]
    Hashtag(#[from] super::HashtagError),
    /// A text that is no language.
    #[error(transparent)]
    Language(#[from] super::LanguageError),
    /// Stars out of their bounds, or the wrong way round.
    #[error("stars go from 1 to 5, the least first")]
    Stars,
    /// A moment is pinned a second time.
    #[error("a moment is pinned once")]
    PinTwice {
        /// The place of the second, from 0.
        index: usize,
    },
}

impl FeedRuleError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            FeedRuleError::TooMany { .. } => "TOO_MANY",
            FeedRuleError::Hashtag(_) => "HASHTAG_INVALID",
            FeedRuleError::Language(_) => "LANGUAGE_INVALID",
            FeedRuleError::Stars => "STARS_INVALID",
            FeedRuleError::PinTwice { .. } => "PIN_TWICE",
        }
    }

    /// The field at fault: `products`, `hashtags`, `pins.3`.
    pub fn field(&self) -> String {
        match self {
            FeedRuleError::TooMany { field, .. } => (*field).to_owned(),
            FeedRuleError::Hashtag(_) => "hashtags".to_owned(),
            FeedRuleError::Language(_) => "languages".to_owned(),
            FeedRuleError::Stars => "stars".to_owned(),
            FeedRuleError::PinTwice { index } => format!("pins.{index}"),
        }
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub struct MomentFacts<'a> {
    /// What it is about.
    pub products: &'a [ProductId],
    /// Who wrote it.
    pub creator: Option<CreatorId>,
    /// What it is.
    pub kind: MomentKind,
    /// What its author wants; none before it was classified, which is not NONE.
    pub intent: Option<Intent>,
    /// The hashtags of its title and body.
    pub hashtags: &'a [Hashtag],
    /// Its language, where that is known.
    pub language: Option<Language>,
    /// Its stars, where it has any.
    pub stars: Option<i16>,
}

/// Whether a rule lets a moment into its feed. That it is publishable besides is asked of every moment, pinned ones too.
///
/// In every list that is not empty there is one that the moment has; what is not known of a moment fits no list. The same
/// hashtags and languages are the same texts, as they are normalised.
pub fn matches(rule: &FeedRule, facts: &MomentFacts<'_>) -> bool {
    fn any<T: PartialEq>(asked: &[T], has: &[T]) -> bool {
        asked.is_empty() || has.iter().any(|one| asked.contains(one))
    }
    any(&rule.products, facts.products)
        && any(&rule.creators, facts.creator.as_slice())
        && any(&rule.kinds, &[facts.kind])
        && any(&rule.intents, facts.intent.as_slice())
        && any(&rule.hashtags, facts.hashtags)
        && any(&rule.languages, facts.language.as_slice())
        && rule.stars.is_none_or(|range| facts.stars.is_some_and(|stars| range.holds(stars)))
}

impl StarRange {
    fn holds(self, stars: i16) -> bool {
        (self.least..=self.most).contains(&stars)
    }
}

impl FeedRule {
    /// Products, one of which a moment is about.
    pub fn products(&self) -> &[ProductId] {
        &self.products
    }
    /// Creators, one of whom wrote it.
    pub fn creators(&self) -> &[CreatorId] {
        &self.creators
    }
    /// What it may be.
    pub fn kinds(&self) -> &[MomentKind] {
        &self.kinds
    }
    /// What its author may want.
    pub fn intents(&self) -> &[Intent] {
        &self.intents
    }
    /// Hashtags, one of which it has.
    pub fn hashtags(&self) -> &[Hashtag] {
        &self.hashtags
    }
    /// Languages it may be in.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }
    /// How many stars it has.
    pub fn stars(&self) -> Option<StarRange> {
        self.stars
    }
}

impl TryFrom<NewFeedRule> for FeedRule {
    type Error = FeedRuleError;

    fn try_from(new: NewFeedRule) -> Result<FeedRule, FeedRuleError> {
        if new.stars.is_some_and(|range| !(1 <= range.least && range.least <= range.most && range.most <= 5))
        {
            return Err(FeedRuleError::Stars);
        }
        bounded("hashtags", &new.hashtags, RULE_HASHTAGS_MAX)?;
        bounded("languages", &new.languages, RULE_LANGUAGES_MAX)?;
        let hashtags =
            new.hashtags.iter().map(|text| text.parse()).collect::<Result<_, super::HashtagError>>()?;
        let languages =
            new.languages.iter().map(|text| text.parse()).collect::<Result<_, super::LanguageError>>()?;
        Ok(FeedRule {
            products: each_once("products", new.products, RULE_IDS_MAX)?,
            creators: each_once("creators", new.creators, RULE_IDS_MAX)?,
            kinds: each_once("kinds", new.kinds, RULE_WORDS_MAX)?,
            intents: each_once("intents", new.intents, RULE_WORDS_MAX)?,
            hashtags: each_once("hashtags", hashtags, RULE_HASHTAGS_MAX)?,
            languages: each_once("languages", languages, RULE_LANGUAGES_MAX)?,
            stars: new.stars,
        })
    }
}

impl From<FeedRule> for NewFeedRule {
    fn from(rule: FeedRule) -> NewFeedRule {
        NewFeedRule {
            products: rule.products,
            creators: rule.creators,
            kinds: rule.kinds,
            intents: rule.intents,
            hashtags: rule.hashtags.iter().map(|hashtag| hashtag.as_str().to_owned()).collect(),
            languages: rule.languages.iter().map(Language::to_string).collect(),
            stars: rule.stars,
        }
    }
}

/// Before anything is read of a list: nothing long is worked through.
pub(super) fn bounded<T>(field: &'static str, list: &[T], max: usize) -> Result<(), FeedRuleError> {
    if list.len() > max { Err(FeedRuleError::TooMany { field, max }) } else { Ok(()) }
}

fn each_once<T: Ord>(field: &'static str, mut list: Vec<T>, max: usize) -> Result<Vec<T>, FeedRuleError> {
    bounded(field, &list, max)?;
    list.sort_unstable();
    list.dedup();
    Ok(list)
}
