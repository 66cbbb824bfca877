//! Rows of a file become moments.

use super::mapping::{Columns, Mapping, MomentRows, Published};
use super::table::{Fault, Layout, Row, read};
use super::{Format, ImportError, Refused};
use crate::feed::{Language, LanguageError};
use crate::moment::{NewCreator, NewMoment, NewProductRef};

/// A moment with the line of its row in the file, or why the row does not go in.
pub type MomentRow = Result<(u64, NewMoment), Refused>;

/// Reads one piece of moments: for each row the moment with its line in the file, or why it does not go in.
///
/// `first_line` is the file's line of what follows the header line in `text`: [`Format::first_line`] for a
/// whole file, [`Piece::first_line`](super::Piece) for a piece. Everything about a moment but its date lying
/// in the future is checked here.
/// Errors: a mapping for something else, a mapped column that is not there, a piece that is too large.
pub fn read_moments(
    format: Format,
    text: &str,
    mapping: &Mapping,
    first_line: u64,
) -> Result<Vec<MomentRow>, ImportError> {
    let rules = mapping.moments()?;
    let (layout, rows) = read(format, text, mapping, first_line)?;
    let reader = Reader::new(rules, &layout)?;
    Ok(rows.iter().map(|row| reader.row(row)).collect())
}

/// The mapped columns, found.
struct Reader<'a> {
    rules: &'a MomentRows,
    external_id: usize,
    title: Vec<usize>,
    body: Vec<usize>,
    rating: Option<usize>,
    permalink: Option<usize>,
    creator: Option<usize>,
    creator_name: Option<usize>,
    customer: Option<usize>,
    product: Option<usize>,
    product_title: Vec<usize>,
    product_category: Option<usize>,
    published_at: Option<usize>,
    language: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(rules: &'a MomentRows, layout: &Layout) -> Result<Reader<'a>, ImportError> {
        let columns = &rules.columns;
        let many = |columns: Option<&Columns>| layout.places(columns);
        Ok(Reader {
            rules,
            external_id: layout.place(&columns.external_id)?,
            title: many(columns.title.as_ref())?,
            body: many(Some(&columns.body))?,
            rating: layout.maybe(columns.rating.as_ref())?,
            permalink: layout.maybe(columns.permalink.as_ref())?,
            creator: layout.maybe(columns.creator.as_ref())?,
            creator_name: layout.maybe(columns.creator_name.as_ref())?,
            customer: layout.maybe(columns.customer.as_ref())?,
            product: layout.maybe(columns.product.as_ref())?,
            product_title: many(columns.product_title.as_ref())?,
            product_category: layout.maybe(columns.product_category.as_ref())?,
            published_at: layout.maybe(columns.published_at.as_ref())?,
            language: layout.maybe(columns.language.as_ref())?,
        })
    }

    fn row(&self, row: &Row) -> MomentRow {
        let external_id = row.text(Some(self.external_id));
        self.moment(row).map(|moment| (row.line, moment)).map_err(|fault| row.refused(external_id, fault))
    }

    fn moment(&self, row: &Row) -> Result<NewMoment, Fault> {
        if let Some(fault) = &row.fault {
            return Err(fault.clone());
        }
        let owned = |place| row.text(place).map(str::to_owned);
        let external_id =
            owned(Some(self.external_id)).ok_or(Fault::new("NO_EXTERNAL_ID", "no external id"))?;
        let creator = owned(self.creator).map(|external_id| NewCreator {
            name: owned(self.creator_name).unwrap_or_else(|| external_id.clone()),
            external_id,
        });
        let product = owned(self.product).map(|external_id| NewProductRef {
            external_id,
            title: row.joined(&self.product_title),
            category: owned(self.product_category),
        });
        let moment = NewMoment {
            kind: self.rules.kind,
            source: self.rules.source.clone(),
            external_id,
            creator,
            customer: owned(self.customer),
            title: row.joined(&self.title),
            body: row.joined(&self.body).unwrap_or_default(),
            rating: self.rating(row)?,
            permalink: owned(self.permalink),
            language: self.language(row)?,
            products: product.into_iter().collect(),
            published_at: match &self.rules.published {
                Published::Fixed(at) => *at,
                Published::Column(_, when) => {
                    let text = row.text(self.published_at);
                    let text = text.ok_or(Fault::new("NO_DATE", "no date of publication"))?;
                    when.read(text).ok_or(Fault::invalid("DATE_INVALID", text, "not a date of this file"))?
                }
            },
            moderation: self.rules.moderation,
            rights: self.rules.rights,
            media: Vec::new(),
            question: None,
        };
        let published_at = moment.published_at;
        match moment.validate(published_at) {
            Ok(valid) => Ok(valid.into_inner()),
            Err(error) => Err(Fault::new(error.code(), error.to_string())),
        }
    }

    fn language(&self, row: &Row) -> Result<Option<Language>, Fault> {
        let Some(text) = row.text(self.language) else { return Ok(self.rules.language) };
        let invalid =
            |_: LanguageError| Fault::invalid("LANGUAGE_INVALID", text, "no language, as en or en-GB");
        text.parse().map(Some).map_err(invalid)
    }

    fn rating(&self, row: &Row) -> Result<Option<i16>, Fault> {
        let Some(text) = row.text(self.rating) else { return Ok(None) };
        match text.parse() {
            Ok(stars @ 1..=5) => Ok(Some(stars)),
            _ => Err(Fault::invalid("RATING_INVALID", text, "not a whole number from 1 to 5")),
        }
    }
}
