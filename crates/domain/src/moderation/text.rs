//! What moderation sees of a moment.

use url::Url;

use super::Fingerprint;
use crate::moment::NewMoment;

/// What the rules see of a moment: its words, who signs them, where it is from. Not its stars: there is no field for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModerationText<'a> {
    /// The title.
    pub title: Option<&'a str>,
    /// The body.
    pub body: &'a str,
    /// What the creator is called.
    pub creator_name: Option<&'a str>,
    /// The creator's handle at the source.
    pub creator_handle: Option<&'a str>,
    /// The moment's address at the source, of which rules see the host alone.
    pub permalink: Option<&'a str>,
    /// Fingerprints of earlier moments of the tenant that this one may repeat; the caller looks them up by
    /// [`Fingerprint::of`] the body, and leaves out the moment's own.
    pub earlier: &'a [Fingerprint],
}

impl<'a> ModerationText<'a> {
    /// Of a body alone.
    pub const fn of_body(body: &'a str) -> ModerationText<'a> {
        ModerationText {
            title: None,
            body,
            creator_name: None,
            creator_handle: None,
            permalink: None,
            earlier: &[],
        }
    }

    /// What rules see of a moment that comes in.
    pub fn of(moment: &'a NewMoment, earlier: &'a [Fingerprint]) -> ModerationText<'a> {
        ModerationText {
            title: moment.title.as_deref(),
            body: &moment.body,
            creator_name: moment.creator.as_ref().map(|creator| creator.name.as_str()),
            // A moment that comes in brings a name alone.
            creator_handle: None,
            permalink: moment.permalink.as_deref(),
            earlier,
        }
    }

    /// The host of the permalink, in small letters.
    pub fn permalink_host(&self) -> Option<String> {
        Url::parse(self.permalink?).ok()?.host_str().map(str::to_owned)
    }
}
