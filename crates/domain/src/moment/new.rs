//! A moment as it comes in, through whatever door.

use std::ops::Deref;

use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

use super::{Axes, Disclosure, Moderation, MomentError, MomentKind, Rights, Visibility};
use crate::feed::Language;
use crate::ids::{MediaId, MomentId};
use crate::media::MOMENT_MEDIA_MAX;

/// The longest name of a source, in characters.
pub const MOMENT_SOURCE_CHARS_MAX: usize = 100;
/// The longest external id of a moment, creator or product, in characters.
pub const MOMENT_EXTERNAL_ID_CHARS_MAX: usize = 200;
/// The longest title of a moment or product, in characters.
pub const MOMENT_TITLE_CHARS_MAX: usize = 500;
/// The longest body, in characters.
pub const MOMENT_BODY_CHARS_MAX: usize = 10_000;
/// The longest permalink, in characters.
pub const MOMENT_URL_CHARS_MAX: usize = 2_000;
/// The most products one moment is tagged with.
pub const MOMENT_PRODUCTS_MAX: usize = 50;
/// The longest name of a creator or category, in characters.
const NAME_CHARS_MAX: usize = 200;
/// How far the clocks of others may be ahead of ours.
const CLOCK_AHEAD_MAX: TimeDelta = TimeDelta::minutes(5);

/// Who wrote a moment, as the source knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCreator {
    /// The source's id of them, unique in the tenant.
    pub external_id: String,
    /// What they are called.
    pub name: String,
}

/// A product a moment is about; made when it is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProductRef {
    /// The brand's id of it.
    pub external_id: String,
    /// Its title, for a product not known yet.
    pub title: Option<String>,
    /// Its category, for a product not known yet.
    pub category: Option<String>,
}

/// A moment somebody hands in.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMoment {
    /// What it is.
    pub kind: MomentKind,
    /// Where it comes from; unique with the external id.
    pub source: String,
    /// The source's id of it.
    pub external_id: String,
    /// Who wrote it, where that is known.
    pub creator: Option<NewCreator>,
    /// The brand's own key of the customer who wrote it, where whoever hands it in is to be believed.
    pub customer: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its text.
    pub body: String,
    /// Stars, 1 to 5.
    pub rating: Option<i16>,
    /// Its address at the source.
    pub permalink: Option<String>,
    /// Its language, where whoever hands it in knows it.
    pub language: Option<Language>,
    /// What it is about.
    pub products: Vec<NewProductRef>,
    /// When it was published at the source.
    pub published_at: DateTime<Utc>,
    /// PENDING, APPROVED or FLAGGED; PENDING when left out.
    pub moderation: Option<Moderation>,
    /// NOT_REQUIRED, UNREQUESTED, or GRANTED from now on.
    pub rights: Rights,
    /// Its images and videos, in order: what was uploaded and no moment has yet.
    pub media: Vec<MediaId>,
    /// The question that an answer is to.
    pub question: Option<MomentId>,
}

/// A moment whose every field is within its bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidMoment(NewMoment);

impl Deref for ValidMoment {
    type Target = NewMoment;
    fn deref(&self) -> &NewMoment {
        &self.0
    }
}

impl ValidMoment {
    /// The fields, to move them.
    pub fn into_inner(self) -> NewMoment {
        self.0
    }

    /// Where the moment begins on its axes. Granted rights start at `now`.
    pub fn axes(&self, now: DateTime<Utc>) -> Axes {
        let granted = self.rights == Rights::Granted;
        Axes {
            moderation: self.moderation.unwrap_or(Moderation::Pending),
            reject_code: None,
            reject_editable: false,
            rights: self.rights,
            rights_requested_at: None,
            rights_starts_at: granted.then_some(now),
            rights_ends_at: None,
            visibility: Visibility::Visible,
            disclosure: Disclosure::NotRequired,
        }
    }
}

impl NewMoment {
    /// Checks every bound; trims, and leaves out what is empty and may be.
    ///
    /// A clock up to five minutes ahead of `now` is set back to `now`.
    pub fn validate(self, now: DateTime<Utc>) -> Result<ValidMoment, MomentError> {
        let source = required("source", self.source, MOMENT_SOURCE_CHARS_MAX)?;
        let external_id = required("external_id", self.external_id, MOMENT_EXTERNAL_ID_CHARS_MAX)?;
        let creator = self.creator.map(NewCreator::validate).transpose()?;
        // As a sale names them: blanks count.
        if let Some(customer) = &self.customer {
            required("customer", customer.clone(), MOMENT_EXTERNAL_ID_CHARS_MAX)?;
        }
        let title = optional("title", self.title, MOMENT_TITLE_CHARS_MAX)?;
        let body = body(self.body)?;
        if self.rating.is_some_and(|stars| !(1..=5).contains(&stars)) {
            return Err(MomentError::Rating);
        }
        let permalink = optional("permalink", self.permalink, MOMENT_URL_CHARS_MAX)?;
        let is_web =
            |text: &String| Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        if permalink.as_ref().is_some_and(|text| !is_web(text)) {
            return Err(MomentError::Permalink);
        }
        if self.products.len() > MOMENT_PRODUCTS_MAX {
            return Err(MomentError::TooManyProducts);
        }
        let mut products: Vec<NewProductRef> = Vec::with_capacity(self.products.len());
        for product in self.products {
            let product = product.validate()?;
            if !products.iter().any(|known| known.external_id == product.external_id) {
                products.push(product);
            }
        }
        if self.media.len() > MOMENT_MEDIA_MAX {
            return Err(MomentError::TooManyMedia);
        }
        if self.media.iter().enumerate().any(|(place, one)| self.media[..place].contains(one)) {
            return Err(MomentError::MediaTwice);
        }
        if self.question.is_some() && self.kind != MomentKind::Answer {
            return Err(MomentError::NotAnAnswer);
        }
        if self.published_at > now + CLOCK_AHEAD_MAX || self.published_at < DateTime::UNIX_EPOCH {
            return Err(MomentError::PublishedAt);
        }
        let published_at = self.published_at.min(now);
        if self.moderation == Some(Moderation::Rejected) {
            return Err(MomentError::Beginning { axis: "moderation", state: "REJECTED" });
        }
        if !matches!(self.rights, Rights::NotRequired | Rights::Unrequested | Rights::Granted) {
            return Err(MomentError::Beginning { axis: "rights", state: self.rights.as_str() });
        }
        Ok(ValidMoment(NewMoment {
            source,
            external_id,
            creator,
            title,
            body,
            permalink,
            products,
            published_at,
            ..self
        }))
    }
}

impl NewCreator {
    fn validate(self) -> Result<NewCreator, MomentError> {
        let external_id = required("creator.external_id", self.external_id, MOMENT_EXTERNAL_ID_CHARS_MAX)?;
        Ok(NewCreator { external_id, name: required("creator.name", self.name, NAME_CHARS_MAX)? })
    }
}

impl NewProductRef {
    fn validate(self) -> Result<NewProductRef, MomentError> {
        Ok(NewProductRef {
            external_id: required("product.external_id", self.external_id, MOMENT_EXTERNAL_ID_CHARS_MAX)?,
            title: optional("product.title", self.title, MOMENT_TITLE_CHARS_MAX)?,
            category: optional("product.category", self.category, NAME_CHARS_MAX)?,
        })
    }

    /// The title a product not known yet gets: its own, or else its external id.
    pub fn title_or_id(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.external_id)
    }
}

fn required(field: &'static str, text: String, max: usize) -> Result<String, MomentError> {
    optional(field, Some(text), max)?.ok_or(MomentError::Empty(field))
}

fn optional(field: &'static str, text: Option<String>, max: usize) -> Result<Option<String>, MomentError> {
    let Some(text) = text else { return Ok(None) };
    let trimmed = text.trim();
    if trimmed.chars().nth(max).is_some() {
        return Err(MomentError::TooLong { field, max });
    }
    if trimmed.chars().any(char::is_control) {
        return Err(MomentError::ControlCharacters(field));
    }
    Ok((!trimmed.is_empty()).then(|| trimmed.to_owned()))
}

/// A body may have line breaks and tabs; other control characters are refused.
fn body(text: String) -> Result<String, MomentError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(MomentError::NoText);
    }
    if trimmed.chars().nth(MOMENT_BODY_CHARS_MAX).is_some() {
        return Err(MomentError::TooLong { field: "body", max: MOMENT_BODY_CHARS_MAX });
    }
    if trimmed.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(MomentError::ControlCharacters("body"));
    }
    Ok(trimmed.to_owned())
}
