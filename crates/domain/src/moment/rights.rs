//! The right to show somebody's moment: how it is asked for and answered, what a grant covers, and how long it holds.
//!
//! What time alone decides is derived and never stored: whether a request is overdue, a grant not yet begun, soon to end or
//! over. [`Axes`] stores only what somebody did; a request that nobody answered is written LAPSED by a loop so that it can
//! be told of, and asks no differently in between: an unanswered request grants nothing.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Axes, MomentError, RIGHTS_ANSWER_DAYS, Rights};
use crate::calendar::is_kept;
use crate::country;
use crate::text::{is_line, read_hash};
use crate::text_enum;

/// How many days before its end a grant may be called UPCOMING.
pub const EXPIRY_NOTICE_DAYS: RangeInclusive<i64> = 1..=90;
/// The same until somebody says otherwise.
pub const EXPIRY_NOTICE_DAYS_STANDARD: i64 = 14;
/// The longest id of a message in its channel, in characters.
pub const MESSAGE_ID_CHARS_MAX: usize = 200;
/// The longest text of terms, in characters.
pub const TERMS_CHARS_MAX: usize = 20_000;
/// How often the rights to one moment may be asked for or given.
pub const RIGHTS_REQUESTS_MAX: usize = 50;
/// The word for all territories at once.
pub const WORLD: &str = "WORLD";
/// The most territories of a grant; whoever needs more asks for the world.
pub const TERRITORIES_MAX: usize = 100;

text_enum! {
    /// Where a grant stands in its window, as long as it is not revoked.
    pub enum GrantPhase {
        /// It has not begun.
        NotStarted = "NOT_STARTED",
        /// It holds, and its end is not near.
        Running = "RUNNING",
        /// It holds, and ends soon.
        Upcoming = "UPCOMING",
        /// It is over.
        Expired = "EXPIRED",
    }
}

text_enum! {
    /// What came of a request.
    pub enum RightsAnswer {
        /// The author said yes.
        Granted = "GRANTED",
        /// The author said no.
        Declined = "DECLINED",
        /// The author said nothing in time.
        Lapsed = "LAPSED",
    }
}

text_enum! {
    /// A column of the board of rights. Source: derived from [`Axes`] and the time, never stored.
    pub enum RightsPhase {
        /// Nobody was asked yet.
        Unrequested = "UNREQUESTED",
        /// An answer is waited for.
        Requested = "REQUESTED",
        /// Granted, from a time to come.
        NotStarted = "NOT_STARTED",
        /// Granted, and the end is not near.
        Running = "RUNNING",
        /// Granted, and it ends soon.
        Upcoming = "UPCOMING",
        /// Granted, and over.
        Expired = "EXPIRED",
        /// Granted for other uses or places than being shown here.
        Elsewhere = "ELSEWHERE",
        /// The author said no.
        Declined = "DECLINED",
        /// Nobody answered in time.
        Lapsed = "LAPSED",
        /// The author took it back.
        Revoked = "REVOKED",
    }
}

text_enum! {
    /// How a creator is asked, and answers.
    pub enum RightsChannel {
        /// A comment under the post.
        Comment = "COMMENT",
        /// A message in the network.
        DirectMessage = "DIRECT_MESSAGE",
        /// An e-mail.
        Email = "EMAIL",
        /// A form on a page of the brand's.
        Form = "FORM",
    }
}

text_enum! {
    /// Where a brand shows what it was given.
    pub enum RightsUse {
        /// Its own site and app.
        Website = "WEBSITE",
        /// Its e-mails.
        Email = "EMAIL",
        /// Its own pages in social networks.
        Social = "SOCIAL",
        /// Advertising that is paid for.
        Ads = "ADS",
        /// Sites of those who sell its products.
        Retail = "RETAIL",
        /// Print and packaging.
        Print = "PRINT",
    }
}

/// A request, an answer or a grant is not as it has to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RightsError {
    /// The message is not named.
    #[error("a message id has 1 to {MESSAGE_ID_CHARS_MAX} characters, and no control characters")]
    MessageId,
    /// The hash of the text is none.
    #[error("a text's hash is the 64 hexadecimal digits of its SHA-256")]
    TextHash,
    /// Versions of terms count from 1.
    #[error("a version of terms is a number from 1")]
    TermsVersion,
    /// Terms of nothing, of too much, or of characters that are none.
    #[error(
        "terms have 1 to {TERMS_CHARS_MAX} characters, and no control characters but line breaks and tabs"
    )]
    TermsText,
    /// A grant for no use.
    #[error("a grant names at least one use")]
    NoUse,
    /// A grant for nowhere.
    #[error("a grant names at least one territory: countries, or {WORLD} for all")]
    NoTerritory,
    /// More territories than are kept.
    #[error("a grant has at most {TERRITORIES_MAX} territories: name {WORLD} for all")]
    TooManyTerritories,
    /// Neither the two letters of a country nor WORLD alone.
    #[error("a territory is the two letters of a country, or {WORLD} alone")]
    Territory {
        /// Its place, from 0.
        index: usize,
    },
    /// A notice out of its bounds.
    #[error(
        "the end of a grant is called upcoming {} to {} days before it",
        EXPIRY_NOTICE_DAYS.start(),
        EXPIRY_NOTICE_DAYS.end()
    )]
    Notice,
}

impl RightsError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            RightsError::MessageId => "MESSAGE_ID_INVALID",
            RightsError::TextHash => "TEXT_HASH_INVALID",
            RightsError::TermsVersion => "TERMS_VERSION_INVALID",
            RightsError::TermsText => "TERMS_TEXT_INVALID",
            RightsError::NoUse => "NO_USE",
            RightsError::NoTerritory => "NO_TERRITORY",
            RightsError::TooManyTerritories => "TOO_MANY_TERRITORIES",
            RightsError::Territory { .. } => "TERRITORY_INVALID",
            RightsError::Notice => "NOTICE_OUT_OF_RANGE",
        }
    }
}

/// What shows that something was said: which message, and what stood in it. Both of the request and of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    channel: RightsChannel,
    message_id: String,
    text_hash: [u8; 32],
}

impl Evidence {
    /// Of a message by its channel's id and the SHA-256 of its text in hexadecimal digits. Errors: `MessageId`, `TextHash`.
    pub fn new(channel: RightsChannel, message_id: &str, text_hash: &str) -> Result<Evidence, RightsError> {
        let message_id = message_id.trim();
        if !is_line(message_id, MESSAGE_ID_CHARS_MAX) {
            return Err(RightsError::MessageId);
        }
        let text_hash = read_hash(text_hash).ok_or(RightsError::TextHash)?;
        Ok(Evidence { channel, message_id: message_id.to_owned(), text_hash })
    }

    /// Where it was said.
    pub fn channel(&self) -> RightsChannel {
        self.channel
    }

    /// The channel's id of the message.
    pub fn message_id(&self) -> &str {
        &self.message_id
    }

    /// The SHA-256 of its text.
    pub fn text_hash(&self) -> &[u8; 32] {
        &self.text_hash
    }
}

/// Which version of the brand's terms for creators a request shows them; a grant is of the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermsVersion(i32);

impl TermsVersion {
    /// Errors: [`RightsError::TermsVersion`].
    pub fn new(number: i32) -> Result<TermsVersion, RightsError> {
        if number >= 1 { Ok(TermsVersion(number)) } else { Err(RightsError::TermsVersion) }
    }

    /// From 1.
    pub fn number(self) -> i32 {
        self.0
    }
}

/// What a grant covers, as somebody names it. No list may be empty: nothing that was left out is granted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewScope {
    /// Where it may be shown.
    pub uses: Vec<RightsUse>,
    /// Two letters of ISO 3166-1 each, in any case, or `WORLD` alone; [`TERRITORIES_MAX`] at most.
    pub territories: Vec<String>,
}

/// What a grant covers, each word once and in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "NewScope", into = "NewScope")]
pub struct Scope {
    uses: BTreeSet<RightsUse>,
    /// None: the world.
    territories: Option<BTreeSet<&'static str>>,
}

impl Scope {
    /// Whether feeds may show it: they are read on the brand's own site, from wherever in the world.
    pub fn shows_here(&self) -> bool {
        self.covers(RightsUse::Website, None)
    }

    /// Where it may be shown.
    pub fn uses(&self) -> impl Iterator<Item = RightsUse> + '_ {
        self.uses.iter().copied()
    }

    /// Whether it covers a use in a country, by its two capital letters. Where the country is not known only the world does.
    pub fn covers(&self, wanted: RightsUse, country: Option<&str>) -> bool {
        let there = match (&self.territories, country) {
            (None, _) => true,
            (Some(territories), Some(country)) => territories.contains(country),
            (Some(_), None) => false,
        };
        there && self.uses.contains(&wanted)
    }
}

impl TryFrom<NewScope> for Scope {
    type Error = RightsError;

    fn try_from(new: NewScope) -> Result<Scope, RightsError> {
        if new.territories.len() > TERRITORIES_MAX {
            return Err(RightsError::TooManyTerritories);
        }
        let uses: BTreeSet<RightsUse> = new.uses.into_iter().collect();
        if uses.is_empty() {
            return Err(RightsError::NoUse);
        }
        let territories = match new.territories.as_slice() {
            [] => return Err(RightsError::NoTerritory),
            [word] if word.eq_ignore_ascii_case(WORLD) => None,
            words => {
                let country = |(index, word): (usize, &String)| {
                    let code = country::code(word).filter(|_| country::is_code(word));
                    code.ok_or(RightsError::Territory { index })
                };
                Some(words.iter().enumerate().map(country).collect::<Result<_, _>>()?)
            }
        };
        Ok(Scope { uses, territories })
    }
}

impl From<Scope> for NewScope {
    fn from(scope: Scope) -> NewScope {
        let territories = match scope.territories {
            None => vec![WORLD.to_owned()],
            Some(countries) => countries.into_iter().map(str::to_owned).collect(),
        };
        NewScope { uses: scope.uses.into_iter().collect(), territories }
    }
}

/// From when a grant holds, and perhaps until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrantWindow {
    starts_at: DateTime<Utc>,
    ends_at: Option<DateTime<Utc>>,
}

impl GrantWindow {
    /// It ends after it starts, in years that are kept. Errors: [`MomentError::Window`].
    pub fn new(starts_at: DateTime<Utc>, ends_at: Option<DateTime<Utc>>) -> Result<GrantWindow, MomentError> {
        let is_written = is_kept(starts_at) && ends_at.is_none_or(is_kept);
        if !is_written || ends_at.is_some_and(|ends| ends <= starts_at) {
            return Err(MomentError::Window);
        }
        Ok(GrantWindow { starts_at, ends_at })
    }

    /// From this instant on.
    pub fn starts_at(self) -> DateTime<Utc> {
        self.starts_at
    }

    /// At this instant no more; never over, if there is none.
    pub fn ends_at(self) -> Option<DateTime<Utc>> {
        self.ends_at
    }
}

/// What a creator is asked to agree to: one immutable version of the brand's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightsTermsText(String);

impl RightsTermsText {
    /// Without blanks around it. Errors: [`RightsError::TermsText`].
    pub fn new(text: &str) -> Result<RightsTermsText, RightsError> {
        let text = text.trim();
        let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
        let fits = text.chars().count() <= TERMS_CHARS_MAX;
        if text.is_empty() || !fits || !text.chars().all(is_plain) {
            return Err(RightsError::TermsText);
        }
        Ok(RightsTermsText(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How long before its end a grant is called UPCOMING, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpiryNotice(i64);

impl Default for ExpiryNotice {
    fn default() -> ExpiryNotice {
        ExpiryNotice(EXPIRY_NOTICE_DAYS_STANDARD)
    }
}

impl ExpiryNotice {
    /// So many days, within [`EXPIRY_NOTICE_DAYS`]. Errors: [`RightsError::Notice`].
    pub fn new(days: i64) -> Result<ExpiryNotice, RightsError> {
        if EXPIRY_NOTICE_DAYS.contains(&days) { Ok(ExpiryNotice(days)) } else { Err(RightsError::Notice) }
    }

    /// In SQL: UPCOMING is `rights_ends_at > now AND rights_ends_at <= this`.
    pub fn until(self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + TimeDelta::days(self.0)
    }
}

/// Where a grant from `starts`, and perhaps to `ends`, stands at `now`. It holds from its start on, and at its end no more:
/// while it is RUNNING or UPCOMING, as [`Axes::publishable`] has it.
pub fn phase(
    starts: DateTime<Utc>,
    ends: Option<DateTime<Utc>>,
    notice: ExpiryNotice,
    now: DateTime<Utc>,
) -> GrantPhase {
    match ends {
        Some(ends) if ends <= now => GrantPhase::Expired,
        _ if starts > now => GrantPhase::NotStarted,
        Some(ends) if ends <= notice.until(now) => GrantPhase::Upcoming,
        _ => GrantPhase::Running,
    }
}

/// When a request of `requested_at` lapses if nobody answers it.
pub fn lapses_at(requested_at: DateTime<Utc>) -> DateTime<Utc> {
    requested_at + TimeDelta::days(RIGHTS_ANSWER_DAYS)
}

impl Axes {
    /// Where its rights stand on the board; none where nobody has to be asked.
    pub fn rights_phase(&self, notice: ExpiryNotice, now: DateTime<Utc>) -> Option<RightsPhase> {
        Some(match self.rights {
            Rights::NotRequired => return None,
            Rights::Unrequested => RightsPhase::Unrequested,
            Rights::Requested => RightsPhase::Requested,
            Rights::Declined => RightsPhase::Declined,
            Rights::Lapsed => RightsPhase::Lapsed,
            Rights::Revoked => RightsPhase::Revoked,
            Rights::Granted => match self.rights_starts_at {
                None => RightsPhase::Elsewhere,
                Some(starts) => match phase(starts, self.rights_ends_at, notice, now) {
                    GrantPhase::NotStarted => RightsPhase::NotStarted,
                    GrantPhase::Running => RightsPhase::Running,
                    GrantPhase::Upcoming => RightsPhase::Upcoming,
                    GrantPhase::Expired => RightsPhase::Expired,
                },
            },
        })
    }

    /// Whether it waits for an answer for too long, so that [`Axes::lapse_rights`] does what it says.
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.rights == Rights::Requested && self.rights_requested_at.is_some_and(|at| lapses_at(at) <= now)
    }
}

#[cfg(test)]
mod tests;
