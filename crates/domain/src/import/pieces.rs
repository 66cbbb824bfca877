//! A file of any size becomes pieces that fit a request, cut where no record and no order is torn.

use std::collections::VecDeque;
use std::io::{BufReader, Read};

use super::mapping::Mapping;
use super::records::{Record, Records};
use super::table::Layout;
use super::{Format, IMPORT_BYTES_MAX, IMPORT_ROWS_MAX, ImportError};

/// A part of a file that can be read by itself: CSV pieces carry the header line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The header line, if the format has one, and whole records.
    pub text: String,
    /// The line in the file of what follows the header line in this piece.
    pub first_line: u64,
    /// How many records it has.
    pub rows: u64,
}

/// Cuts a file into pieces of at most `bytes_max` bytes (never more than [`IMPORT_BYTES_MAX`]) and
/// [`IMPORT_ROWS_MAX`] rows. Rows of one order that follow each other stay together.
///
/// Memory is bounded by the size of a piece, whatever the file. What is no UTF-8 is replaced by `U+FFFD`.
/// Errors, each an item: a mapped column that is not there, a quote never closed, a file that cannot be read
/// end the pieces; after [`ImportError::TooLong`] the next piece follows.
pub fn pieces<R: Read>(format: Format, reader: R, mapping: &Mapping, bytes_max: usize) -> Pieces<R> {
    let bytes_max = bytes_max.min(IMPORT_BYTES_MAX);
    let records = Records::new(BufReader::new(reader), format, mapping.delimiter(), bytes_max);
    Pieces {
        cutter: Cutter {
            mapping: mapping.clone(),
            layout: None,
            header: String::new(),
            bytes_max,
            piece: Part::default(),
            group: Part::default(),
            ready: VecDeque::new(),
        },
        format,
        records,
        ended: false,
    }
}

/// The pieces of a file: see [`pieces`].
pub struct Pieces<R> {
    records: Records<BufReader<R>>,
    format: Format,
    cutter: Cutter,
    ended: bool,
}

impl<R: Read> Iterator for Pieces<R> {
    type Item = Result<Piece, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.cutter.ready.is_empty() && !self.ended {
            if let Err(error) = self.advance() {
                self.ended = true;
                self.cutter.finish();
                self.cutter.ready.push_back(Err(error));
            }
        }
        self.cutter.ready.pop_front()
    }
}

impl<R: Read> Pieces<R> {
    fn advance(&mut self) -> Result<(), ImportError> {
        if self.cutter.layout.is_none() {
            return self.begin();
        }
        match self.records.next().transpose()? {
            Some(record) => self.cutter.add(record),
            None => {
                self.ended = true;
                self.cutter.finish();
                Ok(())
            }
        }
    }

    fn begin(&mut self) -> Result<(), ImportError> {
        self.cutter.layout = Some(match self.format {
            Format::Jsonl => Layout::of_keys(&self.cutter.mapping)?,
            Format::Csv => {
                let header = self.records.next().ok_or(ImportError::NoHeader)??;
                if header.cut {
                    return Err(self.cutter.too_long(header.line, None));
                }
                let layout = Layout::of_header(&header, &self.cutter.mapping)?;
                self.cutter.header = ended(header.text);
                layout
            }
        });
        Ok(())
    }
}

/// Some records that follow each other, with the blank lines between them.
#[derive(Debug, Default)]
struct Part {
    text: String,
    first_line: u64,
    next_line: u64,
    rows: u64,
    /// What its rows have in common.
    key: Option<String>,
    /// It does not fit a piece, so its text was dropped.
    overflowed: bool,
}

impl Part {
    /// The blank lines that lie between this part and a line, or none if this part is empty.
    fn gap(&self, line: u64) -> usize {
        if self.rows == 0 { 0 } else { usize::try_from(line - self.next_line).unwrap_or(usize::MAX) }
    }

    fn append(&mut self, text: &str, first_line: u64, next_line: u64, rows: u64) {
        let gap = self.gap(first_line);
        if self.rows == 0 {
            self.first_line = first_line;
        }
        self.text.extend(std::iter::repeat_n('\n', gap));
        self.text.push_str(text);
        self.next_line = next_line;
        self.rows += rows;
    }
}

/// Fills pieces with groups of records: the rows of one order, or single rows.
struct Cutter {
    mapping: Mapping,
    /// Known once the header was read.
    layout: Option<Layout>,
    header: String,
    bytes_max: usize,
    piece: Part,
    group: Part,
    ready: VecDeque<Result<Piece, ImportError>>,
}

impl Cutter {
    fn add(&mut self, record: Record) -> Result<(), ImportError> {
        let key = self.key(&record);
        // A row whose order cannot be read stays with the rows before it: the reader refuses it there.
        let grouped = self.mapping.group_by().is_some() && self.group.rows > 0;
        let joins = grouped && (key.is_none() || key == self.group.key);
        if !record.closed {
            if joins && key.is_some() {
                self.group = Part::default();
            }
            return Err(ImportError::UnclosedQuote { line: record.line });
        }
        if !joins {
            self.close_group();
            self.group.key = key;
        }
        let text = ended(record.text);
        let fits = self.fits(&self.group, text.len(), record.line, 1);
        if record.cut || !fits || self.group.overflowed {
            let first_line = if self.group.rows == 0 { record.line } else { self.group.first_line };
            self.group.overflowed = true;
            self.group.text = String::new();
            self.group.first_line = first_line;
            self.group.next_line = record.next_line;
            self.group.rows += 1;
        } else {
            self.group.append(&text, record.line, record.next_line, 1);
        }
        Ok(())
    }

    /// Whether a part has room for this many bytes and rows more.
    fn fits(&self, part: &Part, bytes: usize, line: u64, rows: u64) -> bool {
        let room = self.bytes_max.saturating_sub(self.header.len() + part.text.len());
        bytes.saturating_add(part.gap(line)) <= room && part.rows + rows <= IMPORT_ROWS_MAX
    }

    fn close_group(&mut self) {
        let group = std::mem::take(&mut self.group);
        if group.rows == 0 {
            return;
        }
        if group.overflowed {
            self.close_piece();
            self.ready.push_back(Err(self.too_long(group.first_line, group.key)));
            return;
        }
        if !self.fits(&self.piece, group.text.len(), group.first_line, group.rows) {
            self.close_piece();
        }
        self.piece.append(&group.text, group.first_line, group.next_line, group.rows);
    }

    fn close_piece(&mut self) {
        let piece = std::mem::take(&mut self.piece);
        if piece.rows > 0 {
            let text = format!("{}{}", self.header, piece.text);
            self.ready.push_back(Ok(Piece { text, first_line: piece.first_line, rows: piece.rows }));
        }
    }

    fn finish(&mut self) {
        self.close_group();
        self.close_piece();
    }

    fn too_long(&self, line: u64, external_id: Option<String>) -> ImportError {
        ImportError::TooLong { line, external_id, bytes_max: self.bytes_max }
    }

    /// The order a record belongs to.
    fn key(&mut self, record: &Record) -> Option<String> {
        let layout = self.layout.as_mut()?;
        let column = self.mapping.group_by()?;
        let row = layout.row(record);
        let text = row.text(layout.place(column).ok())?;
        Some(text.chars().take(200).collect())
    }
}

/// The text with a line end, which the last record of a file may lack.
fn ended(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
