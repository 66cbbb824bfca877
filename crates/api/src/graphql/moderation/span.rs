//! Places in what a moment says, as pages count them.

use async_graphql::SimpleObject;
use domain::moderation::{Span, TextField as Field};
use store::moment::Moment;

use crate::graphql::scalar::TextField;

/// A place in one of a moment's texts, in UTF-16 code units, as JavaScript's strings count: `text.slice(start, end)`.
#[derive(SimpleObject)]
pub struct TextSpan {
    pub field: TextField,
    /// The first unit.
    pub start: i32,
    /// The unit after the last.
    pub end: i32,
}

/// What a moment says.
pub struct Texts {
    title: Option<String>,
    body: String,
}

impl From<&Moment> for Texts {
    fn from(row: &Moment) -> Texts {
        Texts { title: row.title.clone(), body: row.body.clone() }
    }
}

impl Texts {
    /// The same place in units of UTF-16; none where the text is not the moment's own, or was erased since.
    pub fn place(&self, span: Span) -> Option<TextSpan> {
        let text = match span.field {
            Field::Title => self.title.as_deref()?,
            Field::Body => &self.body,
            Field::CreatorName | Field::CreatorHandle | Field::PermalinkHost => return None,
        };
        let units = |to: usize| i32::try_from(text.get(..to)?.encode_utf16().count()).ok();
        Some(TextSpan { field: span.field.into(), start: units(span.start)?, end: units(span.end)? })
    }
}
