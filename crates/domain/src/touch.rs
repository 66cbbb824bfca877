//! Touches that a brand hands in from a file of its own: bounds, and which of them repeat another.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::{DateTime, Duration, Months, Utc};

use crate::attribution::{CLOCK_AHEAD_MINUTES_MAX, TouchKind};
use crate::click::REPEAT_WINDOW_SECONDS;
use crate::code::{CodeError, normalise};
use crate::text::is_line;

/// The longest external id of a touch, key of a customer or of a browser, slug, or external id of a moment, in characters.
pub const KEY_CHARS_MAX: usize = 200;
/// How old a touch may be when it is handed in, in months.
pub const AGE_MONTHS_MAX: u32 = 24;

/// What was clicked or used, in the brand's words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// A tracked link, by its slug.
    Link(String),
    /// A coupon code.
    Code(String),
    /// A moment that was clicked.
    Moment {
        /// Where the moment came from.
        source: String,
        /// Its id there.
        external_id: String,
    },
}

impl Target {
    /// How the visitor met us.
    pub fn kind(&self) -> TouchKind {
        match self {
            Target::Link(_) => TouchKind::Click,
            Target::Code(_) => TouchKind::Code,
            Target::Moment { .. } => TouchKind::MomentClick,
        }
    }
}

/// A touch as a brand hands it in, unchecked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTouch {
    /// The brand's own id of it.
    pub external_id: String,
    /// What was clicked or used.
    pub target: Target,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// Who, by the brand's key of its customer.
    pub customer: Option<String>,
    /// Who, by the brand's key of a browser.
    pub visitor: Option<String>,
    /// Whether they consent to be followed from one sale to the next.
    pub consents: bool,
}

/// A touch that may go in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidTouch(NewTouch);

/// A touch is not as it has to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TouchError {
    /// A text is empty, too long, or has characters that no line has.
    #[error("{field} has 1 to {KEY_CHARS_MAX} characters, and no control characters")]
    Text {
        /// Which.
        field: &'static str,
    },
    /// The code is none.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// Nobody is named.
    #[error("a touch names a customer or a visitor")]
    NoVisitor,
    /// It has not happened yet.
    #[error("the touch lies in the future")]
    InFuture,
    /// It is long ago.
    #[error("the touch is more than {AGE_MONTHS_MAX} months old")]
    TooOld,
}

impl TouchError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            TouchError::Text { .. } => "TEXT_INVALID",
            TouchError::Code(error) => error.code(),
            TouchError::NoVisitor => "NO_VISITOR",
            TouchError::InFuture => "IN_FUTURE",
            TouchError::TooOld => "TOO_OLD",
        }
    }
}

impl NewTouch {
    /// Checks everything the brand can get wrong but what its words stand for. A clock up to five minutes ahead is clamped
    /// to `now`. Errors: the first [`TouchError`] found.
    pub fn validate(mut self, now: DateTime<Utc>) -> Result<ValidTouch, TouchError> {
        text("externalId", &self.external_id)?;
        match &mut self.target {
            Target::Link(slug) => text("link", slug)?,
            Target::Code(code) => *code = normalise(code)?,
            Target::Moment { source, external_id } => {
                text("momentSource", source)?;
                text("moment", external_id)?;
            }
        }
        if self.customer.is_none() && self.visitor.is_none() {
            return Err(TouchError::NoVisitor);
        }
        self.customer.as_deref().map_or(Ok(()), |customer| text("customer", customer))?;
        self.visitor.as_deref().map_or(Ok(()), |visitor| text("visitor", visitor))?;
        if self.occurred_at > now + Duration::minutes(CLOCK_AHEAD_MINUTES_MAX) {
            return Err(TouchError::InFuture);
        }
        let oldest = now.checked_sub_months(Months::new(AGE_MONTHS_MAX)).unwrap_or(now);
        if self.occurred_at < oldest {
            return Err(TouchError::TooOld);
        }
        self.occurred_at = self.occurred_at.min(now);
        Ok(ValidTouch(self))
    }
}

impl std::ops::Deref for ValidTouch {
    type Target = NewTouch;

    fn deref(&self) -> &NewTouch {
        &self.0
    }
}

fn text(field: &'static str, text: &str) -> Result<(), TouchError> {
    if is_line(text, KEY_CHARS_MAX) { Ok(()) } else { Err(TouchError::Text { field }) }
}

/// The touches that count, by what was touched and by whom: tells which others repeat one of them.
#[derive(Debug)]
pub struct Counting<K>(HashMap<K, Vec<DateTime<Utc>>>);

impl<K> Default for Counting<K> {
    fn default() -> Counting<K> {
        Counting(HashMap::new())
    }
}

impl<K: Eq + Hash> Counting<K> {
    /// Notes one that stands already and counts.
    pub fn stands(&mut self, key: K, at: DateTime<Utc>) {
        self.0.entry(key).or_default().push(at);
    }

    /// Whether one more counts; then it is noted. One less than an hour from another that counts repeats it, in whichever
    /// order a file tells of them.
    pub fn counts(&mut self, key: K, at: DateTime<Utc>) -> bool {
        let window = Duration::seconds(REPEAT_WINDOW_SECONDS);
        let standing = self.0.entry(key).or_default();
        let repeats = standing.iter().any(|other| (at - *other).abs() < window);
        if !repeats {
            standing.push(at);
        }
        !repeats
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::days(20_000)
    }

    fn click(change: impl FnOnce(&mut NewTouch)) -> Result<ValidTouch, &'static str> {
        let mut touch = NewTouch {
            external_id: "t-1".to_owned(),
            target: Target::Link("joe".to_owned()),
            occurred_at: now() - Duration::days(1),
            customer: Some("ann".to_owned()),
            visitor: None,
            consents: false,
        };
        change(&mut touch);
        touch.validate(now()).map_err(|error| error.code())
    }

    #[test]
    fn what_a_touch_may_be() {
        assert_eq!(click(|_| ()).unwrap().target.kind(), TouchKind::Click);
        assert_eq!(click(|t| t.external_id = " ".to_owned()), Err("TEXT_INVALID"));
        assert_eq!(click(|t| t.customer = Some("x".repeat(201))), Err("TEXT_INVALID"));
        assert_eq!(click(|t| t.customer = None), Err("NO_VISITOR"));
        assert!(click(|t| (t.customer, t.visitor) = (None, Some("v".to_owned()))).is_ok());
        assert_eq!(click(|t| t.target = Target::Code("no/code".to_owned())), Err("CODE_CHARACTER"));
        let code = click(|t| t.target = Target::Code(" joe ".to_owned())).unwrap();
        assert_eq!(code.target, Target::Code("JOE".to_owned()));
        let nowhere = Target::Moment { source: String::new(), external_id: "m".to_owned() };
        assert_eq!(click(|t| t.target = nowhere), Err("TEXT_INVALID"));
    }

    #[test]
    fn a_clock_a_little_ahead_is_clamped_and_no_further() {
        let at = |ahead| click(|t| t.occurred_at = now() + ahead).map(|t| t.occurred_at);
        assert_eq!(at(Duration::minutes(5)), Ok(now()));
        assert_eq!(at(Duration::minutes(5) + Duration::microseconds(1)), Err("IN_FUTURE"));
        assert_eq!(at(-Duration::days(730)), Ok(now() - Duration::days(730)));
        assert_eq!(at(-Duration::days(732)), Err("TOO_OLD"));
    }

    #[test]
    fn within_an_hour_of_one_that_counts_another_repeats_it() {
        let at = |seconds| now() + Duration::seconds(seconds);
        let mut counting = Counting::default();
        counting.stands("a", at(0));
        assert!(!counting.counts("a", at(3_599)) && !counting.counts("a", at(-3_599)));
        assert!(counting.counts("b", at(0)), "another thing or visitor");
        assert!(counting.counts("a", at(3_600)), "an hour on");
        assert!(!counting.counts("a", at(7_199)), "of the one that counts now");
        // A repeat does not begin another hour.
        assert!(counting.counts("a", at(7_200)));
    }
}
