//! Rows of a file become touches.

use super::mapping::{Mapping, TouchRows};
use super::table::{Fault, Layout, Row, read};
use super::{Format, ImportError, Refused};
use crate::attribution::TouchKind;
use crate::touch::{NewTouch, Target};

/// A touch with the line of its row in the file, or why the row does not go in.
pub type TouchRow = Result<(u64, NewTouch), Refused>;

/// Reads one piece of touches: for each row the touch with its line in the file, or why it does not go in. `first_line` is
/// as in [`read_moments`](super::read_moments). Bounds are checked by [`NewTouch::validate`].
/// Errors: a mapping for something else, a mapped column that is not there, a piece that is too large.
pub fn read_touches(
    format: Format,
    text: &str,
    mapping: &Mapping,
    first_line: u64,
) -> Result<Vec<TouchRow>, ImportError> {
    let rules = mapping.touches()?;
    let (layout, rows) = read(format, text, mapping, first_line)?;
    let reader = Reader::new(rules, &layout)?;
    Ok(rows.iter().map(|row| reader.row(row)).collect())
}

/// The mapped columns, found.
struct Reader<'a> {
    rules: &'a TouchRows,
    external_id: usize,
    kind: Option<usize>,
    link: Option<usize>,
    code: Option<usize>,
    moment: Option<usize>,
    date: usize,
    customer: Option<usize>,
    visitor: Option<usize>,
    consent: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(rules: &'a TouchRows, layout: &Layout) -> Result<Reader<'a>, ImportError> {
        let columns = &rules.columns;
        Ok(Reader {
            rules,
            external_id: layout.place(&columns.external_id)?,
            kind: layout.maybe(columns.kind.as_ref())?,
            link: layout.maybe(columns.link.as_ref())?,
            code: layout.maybe(columns.code.as_ref())?,
            moment: layout.maybe(columns.moment.as_ref())?,
            date: layout.place(&columns.date)?,
            customer: layout.maybe(columns.customer.as_ref())?,
            visitor: layout.maybe(columns.visitor.as_ref())?,
            consent: layout.maybe(columns.consent.as_ref())?,
        })
    }

    fn row(&self, row: &Row) -> TouchRow {
        let external_id = row.text(Some(self.external_id));
        self.touch(row).map(|touch| (row.line, touch)).map_err(|fault| row.refused(external_id, fault))
    }

    fn touch(&self, row: &Row) -> Result<NewTouch, Fault> {
        if let Some(fault) = &row.fault {
            return Err(fault.clone());
        }
        let owned = |place| row.text(place).map(str::to_owned);
        let date = row.text(Some(self.date)).ok_or(Fault::new("NO_DATE", "no date"))?;
        Ok(NewTouch {
            external_id: owned(Some(self.external_id))
                .ok_or(Fault::new("NO_EXTERNAL_ID", "no external id"))?,
            target: self.target(row)?,
            occurred_at: self.rules.when.read(date).ok_or(Fault::invalid(
                "DATE_INVALID",
                date,
                "not a date of this file",
            ))?,
            customer: owned(self.customer),
            visitor: owned(self.visitor),
            consents: self.consents(row)?,
        })
    }

    fn target(&self, row: &Row) -> Result<Target, Fault> {
        let kind = match self.rules.kind {
            Some(kind) => kind,
            None => {
                let text = row.text(self.kind).ok_or(Fault::new("NO_KIND", "no kind"))?;
                let wrong = |_| Fault::invalid("KIND_INVALID", text, "not CLICK, CODE or MOMENT_CLICK");
                text.to_ascii_uppercase().parse().map_err(wrong)?
            }
        };
        let owned = |place, what: &str| {
            let missing = || Fault::new("NO_TARGET", format!("the row names no {what}"));
            row.text(place).map(str::to_owned).ok_or_else(missing)
        };
        match kind {
            TouchKind::Click => owned(self.link, "link").map(Target::Link),
            TouchKind::Code => owned(self.code, "code").map(Target::Code),
            TouchKind::MomentClick => {
                let source = self.rules.moment_source.clone();
                owned(self.moment, "moment").map(|external_id| Target::Moment { source, external_id })
            }
            TouchKind::MomentView => Err(Fault::new(
                "KIND_INVALID",
                "only signed impressions of a widget are views; they are not imported",
            )),
        }
    }

    fn consents(&self, row: &Row) -> Result<bool, Fault> {
        let Some(text) = row.text(self.consent) else { return Ok(self.rules.consent) };
        match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Ok(true),
            "false" | "no" | "0" => Ok(false),
            _ => Err(Fault::invalid("CONSENT_INVALID", text, "not true or false")),
        }
    }
}
