//! Moments: pieces of user-generated content, with three independent axes: moderation, rights and visibility.
//!
//! Publishable = APPROVED ∧ (NOT_REQUIRED ∨ GRANTED and in window) ∧ VISIBLE ∧ disclosure satisfied.
//! Source: DESIGN §1.

use crate::media::MOMENT_MEDIA_MAX;
use crate::text_enum;

mod axes;
mod new;
pub mod rights;
#[cfg(test)]
mod tests;

pub use axes::{Axes, RIGHTS_ANSWER_DAYS};
pub use new::{
    MOMENT_BODY_CHARS_MAX, MOMENT_EXTERNAL_ID_CHARS_MAX, MOMENT_PRODUCTS_MAX, MOMENT_SOURCE_CHARS_MAX,
    MOMENT_TITLE_CHARS_MAX, MOMENT_URL_CHARS_MAX, NewCreator, NewMoment, NewProductRef, ValidMoment,
};

text_enum! {
    /// What a moment is.
    pub enum MomentKind {
        /// A review of a product.
        Review = "REVIEW",
        /// A post on a social network.
        SocialPost = "SOCIAL_POST",
        /// A video.
        Video = "VIDEO",
        /// A question about a product.
        Question = "QUESTION",
        /// An answer to a question.
        Answer = "ANSWER",
    }
}

text_enum! {
    /// What the brand's moderators think of a moment.
    pub enum Moderation {
        /// Nobody has looked yet.
        Pending = "PENDING",
        /// Fit to show.
        Approved = "APPROVED",
        /// Not fit to show.
        Rejected = "REJECTED",
        /// Somebody should look again.
        Flagged = "FLAGGED",
    }
}

text_enum! {
    /// Whether the brand may show a moment.
    pub enum Rights {
        /// The brand's own, or given with the submission.
        NotRequired = "NOT_REQUIRED",
        /// Not asked for yet.
        Unrequested = "UNREQUESTED",
        /// Asked for.
        Requested = "REQUESTED",
        /// Given, from a day on and perhaps to a day.
        Granted = "GRANTED",
        /// Refused.
        Declined = "DECLINED",
        /// Asked for and never answered.
        Lapsed = "LAPSED",
        /// Given and taken back.
        Revoked = "REVOKED",
    }
}

text_enum! {
    /// Whether a moment is there to be seen.
    pub enum Visibility {
        /// There.
        Visible = "VISIBLE",
        /// Put away, and can come back.
        Hidden = "HIDDEN",
        /// Gone for good.
        Erased = "ERASED",
    }
}

text_enum! {
    /// Whether the audience is told that a moment was paid for.
    pub enum Disclosure {
        /// Nothing was paid.
        NotRequired = "NOT_REQUIRED",
        /// It is told.
        Shown = "SHOWN",
        /// It should be told and is not.
        Missing = "MISSING",
    }
}

text_enum! {
    /// Why a moment was rejected. Never for its stars.
    pub enum RejectCode {
        /// Advertising or nonsense.
        Spam = "SPAM",
        /// About something else.
        OffTopic = "OFF_TOPIC",
        /// Insulting or hateful.
        Offensive = "OFFENSIVE",
        /// Names, addresses or numbers of people.
        PersonalData = "PERSONAL_DATA",
        /// The same as another.
        Duplicate = "DUPLICATE",
        /// Something else.
        Other = "OTHER",
    }
}

impl RejectCode {
    /// Whether an edited version may be looked at again.
    pub const fn editable(self) -> bool {
        match self {
            RejectCode::OffTopic | RejectCode::Offensive | RejectCode::PersonalData | RejectCode::Other => {
                true
            }
            RejectCode::Spam | RejectCode::Duplicate => false,
        }
    }
}

/// A moment is not as it has to be, or cannot go where it is sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// The state does not allow it.
    #[error("a moment whose {axis} is {from} cannot {to}")]
    Transition {
        /// The axis: moderation, rights, visibility or disclosure.
        axis: &'static str,
        /// Where it stands.
        from: &'static str,
        /// What was asked.
        to: &'static str,
    },
    /// An erased moment stays as it is.
    #[error("the moment was erased")]
    Erased,
    /// A grant that ends before it starts.
    #[error("a grant of rights ends after it starts")]
    Window,
    /// The body is empty.
    #[error("no text")]
    NoText,
    /// A field that must not be empty is.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// A field is longer than allowed.
    #[error("{field} has at most {max} characters")]
    TooLong {
        /// The field.
        field: &'static str,
        /// The longest allowed, in characters.
        max: usize,
    },
    /// A field has control characters.
    #[error("{0} has control characters")]
    ControlCharacters(&'static str),
    /// The rating is not 1 to 5.
    #[error("a rating is a whole number from 1 to 5")]
    Rating,
    /// The permalink is no http(s) address.
    #[error("a permalink is an http or https address")]
    Permalink,
    /// More products than allowed.
    #[error("a moment has at most {MOMENT_PRODUCTS_MAX} products")]
    TooManyProducts,
    /// More media than allowed.
    #[error("a moment has at most {MOMENT_MEDIA_MAX} media")]
    TooManyMedia,
    /// The same media twice.
    #[error("a moment has no media twice")]
    MediaTwice,
    /// Only an answer is to a question.
    #[error("only an ANSWER is to a question")]
    NotAnAnswer,
    /// What an answer is to is no question.
    #[error("an answer is to a QUESTION that is not erased")]
    NotAQuestion,
    /// Published in the future, or before computers.
    #[error("published_at lies between 1970 and now")]
    PublishedAt,
    /// A new moment cannot begin in that state.
    #[error("a new moment cannot begin with {axis} {state}")]
    Beginning {
        /// The axis.
        axis: &'static str,
        /// The state asked for.
        state: &'static str,
    },
}

impl MomentError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            MomentError::Transition { .. } => "WRONG_STATE",
            MomentError::Erased => "ERASED",
            MomentError::Window => "RIGHTS_WINDOW_INVALID",
            MomentError::NoText => "NO_TEXT",
            MomentError::Empty(_) => "EMPTY",
            MomentError::TooLong { .. } => "TOO_LONG",
            MomentError::ControlCharacters(_) => "CONTROL_CHARACTERS",
            MomentError::Rating => "RATING_INVALID",
            MomentError::Permalink => "PERMALINK_INVALID",
            MomentError::TooManyProducts => "TOO_MANY_PRODUCTS",
            MomentError::TooManyMedia => "TOO_MANY_MEDIA",
            MomentError::MediaTwice => "MEDIA_TWICE",
            MomentError::NotAnAnswer => "NOT_AN_ANSWER",
            MomentError::NotAQuestion => "NOT_A_QUESTION",
            MomentError::PublishedAt => "PUBLISHED_AT_OUT_OF_RANGE",
            MomentError::Beginning { .. } => "BEGINNING_INVALID",
        }
    }
}
