//! Readers report a moment; three distinct ones have it looked at again.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::moment::Moderation;
use crate::text::is_line;

/// How many distinct readers flag a moment.
pub const REPORTERS_TO_FLAG: usize = 3;
/// The longest note of a report or a decision, in characters.
pub const NOTE_CHARS_MAX: usize = 500;

crate::text_enum! {
    /// Why a reader reports a moment.
    pub enum ReportReason {
        /// Advertising or nonsense.
        Spam = "SPAM",
        /// About something else.
        OffTopic = "OFF_TOPIC",
        /// Insulting or hateful.
        Offensive = "OFFENSIVE",
        /// It tells who or where somebody is.
        PersonalData = "PERSONAL_DATA",
        /// It is made up, or paid for and does not say so.
        Misleading = "MISLEADING",
        /// It is somebody else's work.
        Rights = "RIGHTS",
        /// Something else.
        Other = "OTHER",
    }
}

/// A reader as reports know them: a key that is the same for the same reader, and tells nothing of who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reporter(pub [u8; 32]);

/// A reader's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Whose.
    pub reporter: Reporter,
    /// Why.
    pub reason: ReportReason,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why what somebody says of a moment is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The note is too long, or no line of text.
    #[error("a note is a line of 1 to {NOTE_CHARS_MAX} characters")]
    Note,
}

impl NoteError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            NoteError::Note => "NOTE_INVALID",
        }
    }
}

/// A note, trimmed; none when there is nothing in it. Errors: [`NoteError::Note`].
pub fn read_note(note: Option<&str>) -> Result<Option<&str>, NoteError> {
    match note.map(str::trim).filter(|note| !note.is_empty()) {
        Some(note) if !is_line(note, NOTE_CHARS_MAX) => Err(NoteError::Note),
        note => Ok(note),
    }
}

/// How many distinct readers have reported since a person last decided: what was reported before is decided.
pub fn distinct_reporters(reports: &[Report], decided_at: Option<DateTime<Utc>>) -> usize {
    let counts = |report: &&Report| decided_at.is_none_or(|decided| report.at > decided);
    reports.iter().filter(counts).map(|report| report.reporter).collect::<BTreeSet<_>>().len()
}

/// Whether the reports flag a moment: one that is shown, or waits to be. A rejected one is not shown anyway.
pub fn is_flagged(moderation: Moderation, reports: &[Report], decided_at: Option<DateTime<Utc>>) -> bool {
    matches!(moderation, Moderation::Approved | Moderation::Pending)
        && distinct_reporters(reports, decided_at) >= REPORTERS_TO_FLAG
}
