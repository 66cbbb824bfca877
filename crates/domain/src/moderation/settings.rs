//! What a tenant has moderation do.

use std::collections::BTreeSet;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::blocked::BlockedWords;
use super::{CONFIDENCE_MAX, Rule, normalise};
use crate::host::{AllowedHost, HOSTS_MAX};

/// Most words and phrases a tenant blocks.
pub const BLOCKED_WORDS_MAX: usize = 1_000;
/// The longest of them, in characters.
pub const BLOCKED_WORD_CHARS_MAX: usize = 60;
/// The most hashtags, or people named, that a tenant may allow: as many as no text has.
pub const TAGS_MAX: usize = 1_000;

/// A tenant's settings, as they are stored in JSON. What is not named is as in [`ModerationSettings::standard`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ModerationSettings {
    /// The confidence from which a moment is approved by itself, per mille, 0 to 1,000. None: a person looks at each.
    pub approve_at: Option<i32>,
    /// Rules that are off.
    pub off: BTreeSet<Rule>,
    /// Rules that may reject by themselves.
    pub may_reject: BTreeSet<Rule>,
    /// Words and phrases that are not wanted; 1,000 at most, of 60 characters at most.
    pub blocked_words: Vec<String>,
    /// Hosts that links may lead to, as `shop.example` or `*.shop.example`; 100 at most.
    pub allowed_hosts: Vec<String>,
    /// Hosts that no link may lead to and no moment come from, in the same manner; 100 at most.
    pub banned_hosts: Vec<String>,
    /// Hashtags a moment may have, 0 to 1,000.
    pub hashtags_max: usize,
    /// People a moment may name with `@`, 0 to 1,000.
    pub mentions_max: usize,
}

impl Default for ModerationSettings {
    fn default() -> ModerationSettings {
        ModerationSettings::standard()
    }
}

/// Why settings are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModerationSettingsError {
    /// A number outside of its bounds.
    #[error("{field} must be between 0 and {most}")]
    OutOfRange {
        /// Which.
        field: &'static str,
        /// The highest there may be.
        most: usize,
    },
    /// More than are kept.
    #[error("{field} has more than {most}")]
    TooMany {
        /// Which.
        field: &'static str,
        /// The most there may be.
        most: usize,
    },
    /// A word with no letter or digit in it.
    #[error("a blocked word has letters or digits")]
    WordEmpty {
        /// Its place, from 0.
        index: usize,
    },
    /// A word that is too long.
    #[error("a blocked word has at most {BLOCKED_WORD_CHARS_MAX} characters")]
    WordTooLong {
        /// Its place, from 0.
        index: usize,
    },
    /// A text that is no host.
    #[error("{field} holds what is no host: name each as shop.example or *.shop.example")]
    Host {
        /// Which.
        field: &'static str,
        /// Its place, from 0.
        index: usize,
    },
    /// A rule that is off cannot reject.
    #[error("{rule} is off and cannot reject")]
    RejectsWhileOff {
        /// Which.
        rule: Rule,
    },
}

impl ModerationSettingsError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            ModerationSettingsError::OutOfRange { .. } => "OUT_OF_RANGE",
            ModerationSettingsError::TooMany { field: "blockedWords", .. } => "TOO_MANY_WORDS",
            ModerationSettingsError::TooMany { .. } => "TOO_MANY_HOSTS",
            ModerationSettingsError::WordEmpty { .. } => "WORD_EMPTY",
            ModerationSettingsError::WordTooLong { .. } => "WORD_TOO_LONG",
            ModerationSettingsError::Host { .. } => "HOST_INVALID",
            ModerationSettingsError::RejectsWhileOff { .. } => "RULE_OFF",
        }
    }

    /// The field at fault: `approveAt`, `blockedWords.3`.
    pub fn field(&self) -> String {
        match self {
            ModerationSettingsError::OutOfRange { field, .. }
            | ModerationSettingsError::TooMany { field, .. } => (*field).to_owned(),
            ModerationSettingsError::WordEmpty { index } | ModerationSettingsError::WordTooLong { index } => {
                format!("blockedWords.{index}")
            }
            ModerationSettingsError::Host { field, index } => format!("{field}.{index}"),
            ModerationSettingsError::RejectsWhileOff { .. } => "mayReject".to_owned(),
        }
    }
}

/// Settings within their bounds, with the list of words ready to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidModerationSettings {
    settings: ModerationSettings,
    blocked: BlockedWords,
}

impl Deref for ValidModerationSettings {
    type Target = ModerationSettings;
    fn deref(&self) -> &ModerationSettings {
        &self.settings
    }
}

impl ValidModerationSettings {
    /// The settings, to store them.
    pub fn into_inner(self) -> ModerationSettings {
        self.settings
    }

    pub(super) fn blocked(&self) -> &BlockedWords {
        &self.blocked
    }

    /// Whether a rule is on.
    pub fn is_on(&self, rule: Rule) -> bool {
        !self.settings.off.contains(&rule)
    }
}

impl ModerationSettings {
    /// What holds until a tenant says otherwise: every rule is on, none rejects, and a person looks at each moment.
    pub fn standard() -> ModerationSettings {
        ModerationSettings {
            approve_at: None,
            off: BTreeSet::new(),
            may_reject: BTreeSet::new(),
            blocked_words: Vec::new(),
            allowed_hosts: Vec::new(),
            banned_hosts: Vec::new(),
            hashtags_max: 15,
            mentions_max: 5,
        }
    }

    /// Checks every bound; writes words and hosts in one spelling, in order, each once. Errors: any
    /// [`ModerationSettingsError`].
    pub fn validate(mut self) -> Result<ValidModerationSettings, ModerationSettingsError> {
        use ModerationSettingsError as Error;
        let confidence_max = usize::try_from(CONFIDENCE_MAX).unwrap_or(usize::MAX);
        if self.approve_at.is_some_and(|at| !(0..=CONFIDENCE_MAX).contains(&at)) {
            return Err(Error::OutOfRange { field: "approveAt", most: confidence_max });
        }
        for (field, value) in [("hashtagsMax", self.hashtags_max), ("mentionsMax", self.mentions_max)] {
            if value > TAGS_MAX {
                return Err(Error::OutOfRange { field, most: TAGS_MAX });
            }
        }
        if let Some(rule) = self.may_reject.intersection(&self.off).next() {
            return Err(Error::RejectsWhileOff { rule: *rule });
        }
        if self.blocked_words.len() > BLOCKED_WORDS_MAX {
            return Err(Error::TooMany { field: "blockedWords", most: BLOCKED_WORDS_MAX });
        }
        for (index, word) in self.blocked_words.iter_mut().enumerate() {
            // Before it is read, so that an enormous text costs nothing; and after, for letters that become several.
            let is_long = |word: &str| word.chars().nth(BLOCKED_WORD_CHARS_MAX).is_some();
            if is_long(word) {
                return Err(Error::WordTooLong { index });
            }
            *word = normalise(word);
            if is_long(word) {
                return Err(Error::WordTooLong { index });
            }
            if word.is_empty() {
                return Err(Error::WordEmpty { index });
            }
        }
        self.blocked_words.sort_unstable();
        self.blocked_words.dedup();
        hosts("allowedHosts", &mut self.allowed_hosts)?;
        hosts("bannedHosts", &mut self.banned_hosts)?;
        let blocked = BlockedWords::of(&self.blocked_words);
        Ok(ValidModerationSettings { settings: self, blocked })
    }
}

fn hosts(field: &'static str, named: &mut Vec<String>) -> Result<(), ModerationSettingsError> {
    if named.len() > HOSTS_MAX {
        return Err(ModerationSettingsError::TooMany { field, most: HOSTS_MAX });
    }
    for (index, text) in named.iter_mut().enumerate() {
        let host: AllowedHost = text.parse().map_err(|_| ModerationSettingsError::Host { field, index })?;
        *text = host.to_string();
    }
    named.sort_unstable();
    named.dedup();
    Ok(())
}
