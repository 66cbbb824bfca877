//! A piece of a file as rows of cells, whatever its format.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::mapping::{Column, Columns, Mapping};
use super::records::{Fields, Record, Records};
use super::{Format, IMPORT_BYTES_MAX, IMPORT_ROWS_MAX, ImportError, Refused};

/// The names of a file's columns, by which mapped columns become places in a row.
#[derive(Debug)]
pub(super) struct Layout {
    format: Format,
    fields: Fields,
    names: Vec<String>,
}

/// One value of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub text: String,
    /// A JSON number: its decimal mark is a point, whatever the mapping says.
    pub number: bool,
}

/// What is wrong with a row as such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub code: &'static str,
    pub reason: String,
}

/// One record. A faulty one has the cells that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub line: u64,
    pub cells: Vec<Cell>,
    pub fault: Option<Fault>,
}

impl Fault {
    pub fn new(code: &'static str, reason: impl Into<String>) -> Fault {
        Fault { code, reason: reason.into() }
    }

    /// Quotes what was found, cut to 40 characters.
    pub fn invalid(code: &'static str, found: &str, what: &str) -> Fault {
        let found: String = found.chars().take(40).collect();
        Fault { code, reason: format!("{found:?} is {what}") }
    }
}

impl Layout {
    /// The columns of a CSV file. Errors: a mapped column is not there, or is there twice.
    pub fn of_header(header: &Record, mapping: &Mapping) -> Result<Layout, ImportError> {
        if !header.closed {
            return Err(ImportError::UnclosedQuote { line: header.line });
        }
        let mut fields = Fields::new(mapping.delimiter());
        let names = fields.of(&header.text);
        let layout = Layout { format: Format::Csv, fields, names };
        mapping.columns().into_iter().try_for_each(|column| layout.place(column).map(|_| ()))?;
        Ok(layout)
    }

    /// The mapped columns are the keys of a JSON object. Errors: a column given by position.
    pub fn of_keys(mapping: &Mapping) -> Result<Layout, ImportError> {
        let mut names = Vec::new();
        for column in mapping.columns() {
            match column {
                Column::Name(name) => names.push(name.clone()),
                Column::Position(_) => {
                    let message = "a JSONL file has no columns by position: name the key".to_owned();
                    return Err(ImportError::Mapping { message });
                }
            }
        }
        names.sort();
        names.dedup();
        Ok(Layout { format: Format::Jsonl, fields: Fields::new(mapping.delimiter()), names })
    }

    /// Where a column stands in a row.
    pub fn place(&self, column: &Column) -> Result<usize, ImportError> {
        match column {
            Column::Position(position) if (1..=self.names.len()).contains(position) => Ok(position - 1),
            Column::Position(position) => Err(self.unknown(position.to_string())),
            Column::Name(name) => {
                let mut places = (0..self.names.len()).filter(|place| self.names[*place] == name.trim());
                match (places.next(), places.next()) {
                    (Some(place), None) => Ok(place),
                    (Some(_), Some(_)) => Err(ImportError::AmbiguousColumn { column: name.clone() }),
                    (None, _) => Err(self.unknown(name.clone())),
                }
            }
        }
    }

    /// Where a column stands, if one is mapped.
    pub fn maybe(&self, column: Option<&Column>) -> Result<Option<usize>, ImportError> {
        column.map(|column| self.place(column)).transpose()
    }

    /// Where the columns of a joined text stand.
    pub fn places(&self, columns: Option<&Columns>) -> Result<Vec<usize>, ImportError> {
        columns.into_iter().flat_map(|columns| &columns.0).map(|column| self.place(column)).collect()
    }

    fn unknown(&self, column: String) -> ImportError {
        let shown = |name: &String| if name.is_empty() { "(unnamed)".to_owned() } else { name.clone() };
        let there: Vec<String> = self.names.iter().take(100).map(shown).collect();
        ImportError::UnknownColumn { column, there: there.join(", ").chars().take(2_000).collect() }
    }

    /// The cells of a record.
    pub fn row(&mut self, record: &Record) -> Row {
        let (cells, fault) = match self.format {
            Format::Csv => self.csv_cells(record),
            Format::Jsonl => self.json_cells(record),
        };
        Row { line: record.line, cells, fault }
    }

    fn csv_cells(&mut self, record: &Record) -> (Vec<Cell>, Option<Fault>) {
        let fields = self.fields.of(&record.text);
        let fault = if !record.closed {
            Some(Fault { code: "UNCLOSED_QUOTE", reason: "a quote is opened and never closed".to_owned() })
        } else if fields.len() != self.names.len() {
            let reason = format!("the row has {} fields, the header has {}", fields.len(), self.names.len());
            Some(Fault { code: "UNEQUAL_LENGTH", reason })
        } else {
            None
        };
        (fields.into_iter().map(|text| Cell { text, number: false }).collect(), fault)
    }

    fn json_cells(&self, record: &Record) -> (Vec<Cell>, Option<Fault>) {
        let mut object: HashMap<String, &RawValue> = match serde_json::from_str(&record.text) {
            Ok(object) => object,
            Err(error) => {
                let reason = format!("not a JSON object: column {} of the line", error.column());
                return (Vec::new(), Some(Fault { code: "INVALID_JSON", reason }));
            }
        };
        let mut fault = None;
        let mut cells = Vec::with_capacity(self.names.len());
        for name in &self.names {
            let cell = object.remove(name).map_or(Some(Cell::default()), json_cell);
            if cell.is_none() {
                let reason = format!("the value of {name:?} is a list or an object");
                fault = Some(Fault { code: "NESTED_VALUE", reason });
            }
            cells.push(cell.unwrap_or_default());
        }
        (cells, fault)
    }
}

/// The value's own text: numbers stay as they are written and pass through no float.
fn json_cell(value: &RawValue) -> Option<Cell> {
    let raw = value.get();
    match raw.as_bytes().first() {
        Some(b'"') => {
            let text: String = serde_json::from_str(raw).ok()?;
            Some(Cell { text: text.trim().to_owned(), number: false })
        }
        Some(b'{' | b'[') => None,
        _ if raw == "null" => Some(Cell::default()),
        _ => Some(Cell { text: raw.to_owned(), number: true }),
    }
}

impl Row {
    /// The text at a place; none, if it is empty or not there.
    pub fn text(&self, place: Option<usize>) -> Option<&str> {
        self.cell(place).map(|cell| cell.text.as_str())
    }

    /// The cell at a place; none, if it is empty or not there.
    pub fn cell(&self, place: Option<usize>) -> Option<&Cell> {
        self.cells.get(place?).filter(|cell| !cell.text.is_empty())
    }

    /// The texts at several places, joined by spaces; none, if all are empty.
    pub fn joined(&self, places: &[usize]) -> Option<String> {
        let texts: Vec<&str> = places.iter().filter_map(|place| self.text(Some(*place))).collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    }

    /// The refusal of this row.
    pub fn refused(&self, external_id: Option<&str>, fault: Fault) -> Refused {
        let external_id = external_id.map(|id| id.chars().take(200).collect());
        Refused { line: self.line, external_id, code: fault.code, reason: fault.reason }
    }
}

/// The rows of one piece. `first_line` is the file's line of what follows the header line in `text`.
pub(super) fn read(
    format: Format,
    text: &str,
    mapping: &Mapping,
    first_line: u64,
) -> Result<(Layout, Vec<Row>), ImportError> {
    if text.len() > IMPORT_BYTES_MAX {
        return Err(ImportError::TooManyBytes);
    }
    let mut records = Records::new(text.as_bytes(), format, mapping.delimiter(), IMPORT_BYTES_MAX);
    let (mut layout, after_header) = match format {
        Format::Jsonl => (Layout::of_keys(mapping)?, 1),
        Format::Csv => {
            let header = records.next().ok_or(ImportError::NoHeader)??;
            (Layout::of_header(&header, mapping)?, header.next_line)
        }
    };
    let mut rows = Vec::new();
    for record in records {
        if rows.len() as u64 == IMPORT_ROWS_MAX {
            return Err(ImportError::TooManyRows);
        }
        let mut row = layout.row(&record?);
        row.line = first_line.saturating_add(row.line - after_header);
        rows.push(row);
    }
    Ok((layout, rows))
}
