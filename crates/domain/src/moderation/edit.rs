//! An author changes a moment: what it said stays as a version, and what it says now may have to be looked at again.

use chrono::{DateTime, Utc};

use crate::state::Step;

/// The most versions of a moment: who changes it more often writes a new one.
pub const EDITS_MAX: i32 = 100;

/// What moderators decide about: everything of a version but its stars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditContent {
    /// The title.
    pub title: Option<String>,
    /// The body.
    pub body: String,
    /// Hashes of its media (SHA-256), in their order.
    pub media: Vec<[u8; 32]>,
}

impl EditContent {
    /// Whether a version with this content has to be looked at, where one with the other was: other words, or a picture that was not
    /// there. A picture that is gone, or stands elsewhere, shows nothing new.
    pub fn needs_moderation(&self, before: &EditContent) -> bool {
        self.title != before.title
            || self.body != before.body
            || self.media.iter().any(|hash| !before.media.contains(hash))
    }
}

/// A version of a moment, as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// 1 for what was handed in, and one more for each change.
    pub version: i32,
    /// What it says and shows.
    pub content: EditContent,
    /// Stars, 1 to 5.
    pub rating: Option<i16>,
    /// Since when it stands so.
    pub at: DateTime<Utc>,
}

/// What is different between two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changes {
    /// The title.
    pub title: bool,
    /// The body.
    pub body: bool,
    /// The stars. They send no moment back to the moderators.
    pub rating: bool,
    /// The media, or their order.
    pub media: bool,
    /// Whether an approved moment goes back to the moderators.
    pub needs_moderation: bool,
}

/// Why a change is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It was made from a version that is not the latest.
    #[error("the moment was changed meanwhile: it is at version {latest}")]
    Stale {
        /// The latest.
        latest: i32,
    },
    /// There are as many versions as there may be.
    #[error("a moment has at most {EDITS_MAX} versions")]
    TooMany,
}

impl EditError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            EditError::Stale { .. } => "EDIT_STALE",
            EditError::TooMany => "TOO_MANY_EDITS",
        }
    }
}

impl Edit {
    /// What was handed in.
    pub fn first(content: EditContent, rating: Option<i16>, at: DateTime<Utc>) -> Edit {
        Edit { version: 1, content, rating, at }
    }

    /// What is different in a later version.
    pub fn changes(&self, later: &Edit) -> Changes {
        Changes {
            title: self.content.title != later.content.title,
            body: self.content.body != later.content.body,
            rating: self.rating != later.rating,
            media: self.content.media != later.content.media,
            needs_moderation: later.content.needs_moderation(&self.content),
        }
    }

    /// The next version, made by somebody who saw version `seen`. The same again changes nothing, whatever they saw, so that a
    /// repeat finds it done.
    ///
    /// Errors: [`EditError`].
    pub fn next(
        &self,
        seen: i32,
        content: EditContent,
        rating: Option<i16>,
        at: DateTime<Utc>,
    ) -> Result<(Edit, Step), EditError> {
        if content == self.content && rating == self.rating {
            return Ok((self.clone(), Step::Already));
        }
        if seen != self.version {
            return Err(EditError::Stale { latest: self.version });
        }
        if self.version >= EDITS_MAX {
            return Err(EditError::TooMany);
        }
        Ok((Edit { version: self.version + 1, content, rating, at: at.max(self.at) }, Step::Done))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::TimeDelta::minutes(minutes)
    }

    fn content(title: &str, body: &str, media: &[u8]) -> EditContent {
        let title = Some(title.to_owned()).filter(|title| !title.is_empty());
        EditContent { title, body: body.into(), media: media.iter().map(|byte| [*byte; 32]).collect() }
    }

    #[test]
    fn words_and_new_pictures_go_back_to_the_moderators() {
        let first = Edit::first(content("Coat", "Warm.", &[1, 2]), Some(5), at(0));
        for (title, body, media, rating, is_sent_back) in [
            ("Coat", "Warm.", [1, 2].as_slice(), Some(1), false),
            ("Coat", "Warm.", &[1, 2], None, false),
            ("Coat", "Warm.", &[2, 1], Some(5), false),
            ("Coat", "Warm.", &[1], Some(5), false),
            ("Coat", "Warm.", &[], Some(5), false),
            ("Coat", "Warm.", &[1, 2, 3], Some(5), true),
            ("Coat", "Warm.", &[1, 3], Some(5), true),
            ("A coat", "Warm.", &[1, 2], Some(5), true),
            ("", "Warm.", &[1, 2], Some(5), true),
            ("Coat", "Warm!", &[1, 2], Some(5), true),
        ] {
            let (next, step) = first.next(1, content(title, body, media), rating, at(1)).unwrap();
            assert_eq!((next.version, step), (2, Step::Done));
            let changes = first.changes(&next);
            assert_eq!(changes.needs_moderation, is_sent_back, "{title} {body} {media:?}");
            assert_eq!(changes.rating, rating != Some(5));
        }
    }

    #[test]
    fn versions_are_counted_and_none_is_written_over_another() {
        let first = Edit::first(content("", "One.", &[]), None, at(5));
        assert_eq!(first.next(1, first.content.clone(), None, at(6)), Ok((first.clone(), Step::Already)));
        // A clock that goes back does not turn the order.
        let (second, _) = first.next(1, content("", "Two.", &[]), None, at(1)).unwrap();
        assert_eq!((second.version, second.at), (2, at(5)));
        let stale = second.next(1, content("", "Other.", &[]), None, at(7));
        assert_eq!(stale, Err(EditError::Stale { latest: 2 }));
        assert_eq!(second.next(1, second.content.clone(), None, at(7)), Ok((second, Step::Already)));
        let last = Edit { version: EDITS_MAX, ..first };
        assert_eq!(last.next(EDITS_MAX, content("", "More.", &[]), None, at(9)), Err(EditError::TooMany));
        assert_eq!(
            (EditError::TooMany.code(), EditError::Stale { latest: 1 }.code()),
            ("TOO_MANY_EDITS", "EDIT_STALE")
        );
    }

    proptest! {
        #[test]
        fn stars_send_nothing_back(
            one in "[a-b ]{0,3}", other in "[a-b ]{0,3}", media in prop::collection::vec(0u8..3, 0..3),
            later in prop::collection::vec(0u8..3, 0..3), stars in prop::array::uniform4(prop::option::of(1i16..=5)),
        ) {
            let edit = |body: &str, media: &[u8], rating| Edit::first(content("", body, media), rating, at(0));
            let changes = |from, to| edit(&one, &media, from).changes(&edit(&other, &later, to)).needs_moderation;
            prop_assert_eq!(changes(stars[0], stars[1]), changes(stars[2], stars[3]));
        }
    }
}
