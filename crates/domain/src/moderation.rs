//! Moderation: rules read the words of a moment and find what a person should look at; the findings' weights give a
//! confidence, and that approves, queues, or, where a tenant lets a rule do so, rejects. Source: DESIGN §1, §6.
//!
//! **No rule can read the stars.** A rule is a function of a [`Reading`], which is made of a [`ModerationText`] and nothing
//! else, and that type has no field for a rating. Three things hold it so: the type of [`RULES`], which no function that
//! takes a moment fits; `tests/stars.rs`, which takes a [`ModerationText`] apart field by field, so that another field does
//! not compile there before somebody has looked at it; and a law there, that for any texts two moments which differ in their
//! stars alone give every rule the same findings and the same judgement.
//!
//! What else is no input: who the creator is to the brand, what they bought, whether they recommend it, how often the
//! moment was seen.

mod address;
mod blocked;
mod claim;
mod edit;
mod email;
mod fingerprint;
mod fold;
mod hidden;
mod judge;
mod links;
mod reading;
mod repetition;
mod report;
mod settings;
mod spam;
mod telephone;
#[cfg(test)]
mod tests;
mod text;

pub use claim::{CLAIM_MINUTES, Claim, ClaimError, claim, may_decide, release};
pub use edit::{Changes, EDITS_MAX, Edit, EditContent, EditError};
pub use fingerprint::{FINGERPRINT_WORDS_MIN, Fingerprint, normalise};
pub use judge::{Find, Judgement, Outcome, RULES, judge};
pub use reading::Reading;
pub use report::{
    NOTE_CHARS_MAX, NoteError, REPORTERS_TO_FLAG, Report, ReportReason, Reporter, distinct_reporters,
    is_flagged, read_note,
};
pub use settings::{
    BLOCKED_WORD_CHARS_MAX, BLOCKED_WORDS_MAX, ModerationSettings, ModerationSettingsError, TAGS_MAX,
    ValidModerationSettings,
};
pub use text::ModerationText;

use serde::{Deserialize, Serialize};

use crate::moment::RejectCode;

/// The highest confidence, and the most one finding takes from it: per mille.
pub const CONFIDENCE_MAX: i32 = 1_000;
/// The most places one finding names; it counts the others.
pub const SPANS_MAX: usize = 10;
/// What a finding weighs at least, per mille, to reject by itself, where the tenant lets its rule do so: a rule that has only
/// a slight doubt asks a person.
pub const REJECT_WEIGHT_MIN: i32 = 500;

crate::text_enum! {
    /// A rule. Its word stays for ever; what it does has a version.
    pub enum Rule {
        /// Words the tenant does not want.
        BlockedWords = "BLOCKED_WORDS",
        /// An e-mail address.
        Email = "EMAIL",
        /// A telephone number.
        Telephone = "TELEPHONE",
        /// Where somebody lives.
        PostalAddress = "POSTAL_ADDRESS",
        /// Addresses on the web.
        Links = "LINKS",
        /// Advertising, and what is written like it.
        Spam = "SPAM",
        /// The same over and over, or the same as another.
        Repetition = "REPETITION",
        /// Characters nobody sees, or that turn the order of others.
        HiddenCharacters = "HIDDEN_CHARACTERS",
    }
}

impl Rule {
    /// The version of what the rule does; it rises with every change of what it finds.
    pub const fn version(self) -> i32 {
        match self {
            Rule::BlockedWords
            | Rule::Email
            | Rule::Telephone
            | Rule::PostalAddress
            | Rule::Links
            | Rule::Spam
            | Rule::Repetition
            | Rule::HiddenCharacters => 1,
        }
    }
}

crate::text_enum! {
    /// What exactly a rule has found.
    pub enum Reason {
        /// A word of the tenant's list, as it stands there.
        BlockedWord = "BLOCKED_WORD",
        /// A word of the tenant's list behind look-alikes, dots or spaces.
        BlockedWordDisguised = "BLOCKED_WORD_DISGUISED",
        /// An e-mail address.
        EmailAddress = "EMAIL_ADDRESS",
        /// An e-mail address with words for its signs.
        EmailDisguised = "EMAIL_DISGUISED",
        /// A telephone number.
        TelephoneNumber = "TELEPHONE_NUMBER",
        /// A street with a number, a post-office box, a town with its code.
        StreetAddress = "STREET_ADDRESS",
        /// A link, or the name of a host.
        WebAddress = "WEB_ADDRESS",
        /// The name of a host with words for its dots.
        WebAddressDisguised = "WEB_ADDRESS_DISGUISED",
        /// A host the tenant has banned.
        BannedHost = "BANNED_HOST",
        /// Capitals nearly throughout.
        AllCapitals = "ALL_CAPITALS",
        /// More exclamation marks than people use.
        ExclamationMarks = "EXCLAMATION_MARKS",
        /// One phrase of advertising.
        Promotion = "PROMOTION",
        /// Several of them.
        Promotions = "PROMOTIONS",
        /// More hashtags than the tenant wants.
        Hashtags = "HASHTAGS",
        /// More people named with `@` than the tenant wants.
        Mentions = "MENTIONS",
        /// One character many times.
        SameCharacter = "SAME_CHARACTER",
        /// One word over and over.
        SameWord = "SAME_WORD",
        /// One phrase over and over.
        SamePhrase = "SAME_PHRASE",
        /// The same text as an earlier one.
        SameText = "SAME_TEXT",
        /// Characters nobody sees, where no script or picture needs them.
        InvisibleCharacters = "INVISIBLE_CHARACTERS",
        /// Characters that turn the order of what is shown.
        DirectionOverride = "DIRECTION_OVERRIDE",
        /// Marks heaped on one letter.
        StackedMarks = "STACKED_MARKS",
    }
}

impl Reason {
    /// The rule that finds it.
    pub const fn rule(self) -> Rule {
        match self {
            Reason::BlockedWord | Reason::BlockedWordDisguised => Rule::BlockedWords,
            Reason::EmailAddress | Reason::EmailDisguised => Rule::Email,
            Reason::TelephoneNumber => Rule::Telephone,
            Reason::StreetAddress => Rule::PostalAddress,
            Reason::WebAddress | Reason::WebAddressDisguised | Reason::BannedHost => Rule::Links,
            Reason::AllCapitals
            | Reason::ExclamationMarks
            | Reason::Promotion
            | Reason::Promotions
            | Reason::Hashtags
            | Reason::Mentions => Rule::Spam,
            Reason::SameCharacter | Reason::SameWord | Reason::SamePhrase | Reason::SameText => {
                Rule::Repetition
            }
            Reason::InvisibleCharacters | Reason::DirectionOverride | Reason::StackedMarks => {
                Rule::HiddenCharacters
            }
        }
    }

    /// What it takes from the confidence, per mille.
    pub const fn weight(self) -> i32 {
        match self {
            Reason::BlockedWord | Reason::BannedHost => 1_000,
            Reason::EmailAddress | Reason::SameText => 900,
            Reason::BlockedWordDisguised | Reason::DirectionOverride => 800,
            Reason::TelephoneNumber | Reason::StreetAddress | Reason::WebAddress => 700,
            Reason::EmailDisguised
            | Reason::WebAddressDisguised
            | Reason::Promotions
            | Reason::InvisibleCharacters => 600,
            Reason::SamePhrase | Reason::StackedMarks => 500,
            Reason::SameWord => 400,
            Reason::Promotion | Reason::AllCapitals | Reason::Hashtags | Reason::SameCharacter => 300,
            Reason::Mentions => 250,
            Reason::ExclamationMarks => 200,
        }
    }

    /// The code of a rejection for it.
    pub const fn reject_code(self) -> RejectCode {
        match self {
            Reason::SameText => RejectCode::Duplicate,
            _ => match self.rule() {
                Rule::BlockedWords => RejectCode::Offensive,
                Rule::Email | Rule::Telephone | Rule::PostalAddress => RejectCode::PersonalData,
                Rule::Links | Rule::Spam | Rule::Repetition => RejectCode::Spam,
                Rule::HiddenCharacters => RejectCode::Other,
            },
        }
    }

    /// What it says, in words for the brand.
    pub const fn sentence(self) -> &'static str {
        match self {
            Reason::BlockedWord => "a blocked word",
            Reason::BlockedWordDisguised => "a blocked word in disguise",
            Reason::EmailAddress => "an e-mail address",
            Reason::EmailDisguised => "an e-mail address in words",
            Reason::TelephoneNumber => "a telephone number",
            Reason::StreetAddress => "a postal address",
            Reason::WebAddress => "a link",
            Reason::WebAddressDisguised => "a link in words",
            Reason::BannedHost => "a banned host",
            Reason::AllCapitals => "written in capitals",
            Reason::ExclamationMarks => "many exclamation marks",
            Reason::Promotion => "a phrase of advertising",
            Reason::Promotions => "phrases of advertising",
            Reason::Hashtags => "many hashtags",
            Reason::Mentions => "many people named",
            Reason::SameCharacter => "one character many times",
            Reason::SameWord => "one word over and over",
            Reason::SamePhrase => "one phrase over and over",
            Reason::SameText => "the same text as an earlier one",
            Reason::InvisibleCharacters => "invisible characters",
            Reason::DirectionOverride => "characters that turn the direction of the text",
            Reason::StackedMarks => "marks heaped on a letter",
        }
    }
}

crate::text_enum! {
    /// Who decided about a moment.
    pub enum DecidedBy {
        /// Our rules, by the tenant's settings.
        Rules = "RULES",
        /// Readers, by their reports.
        Readers = "READERS",
        /// Whoever handed it in: a file that says where it stands, or its author, who has changed it.
        Source = "SOURCE",
        /// A member of the brand.
        Member = "MEMBER",
        /// A program of the brand's.
        Key = "KEY",
    }
}

crate::text_enum! {
    /// Which of a moment's texts something was found in.
    pub enum TextField {
        /// The title.
        Title = "TITLE",
        /// The body.
        Body = "BODY",
        /// The creator's name.
        CreatorName = "CREATOR_NAME",
        /// The creator's handle.
        CreatorHandle = "CREATOR_HANDLE",
        /// The host of the permalink.
        PermalinkHost = "PERMALINK_HOST",
    }
}

/// A place in one of the texts, in bytes of UTF-8, on boundaries of characters; `start < end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// In which text.
    pub field: TextField,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// What a rule has found, as it is stored with a decision: the rule, its version and the reason, never the words themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The version of the rule that found it.
    pub version: i32,
    /// What it has found.
    pub reason: Reason,
    /// What it takes from the confidence, per mille, 1 to 1,000.
    pub weight: i32,
    /// How often it was found; more than there are places when these are too many to name. The same text as an earlier one has none.
    pub count: usize,
    /// Where: up to [`SPANS_MAX`], in the order of the texts.
    pub spans: Vec<Span>,
}

impl Finding {
    /// What was found at these places; nothing when there are none.
    fn at(reason: Reason, mut spans: Vec<Span>) -> Option<Finding> {
        spans.sort_unstable();
        spans.dedup();
        let count = spans.len();
        spans.truncate(SPANS_MAX);
        (count > 0).then(|| Finding::of(reason, count, spans))
    }

    fn of(reason: Reason, count: usize, spans: Vec<Span>) -> Finding {
        let rule = reason.rule();
        Finding { rule, version: rule.version(), reason, weight: reason.weight(), count, spans }
    }
}
