//! Records of a file: where each begins, and its fields. Streaming, with true line numbers.
//!
//! Boundaries are found here and not by the `csv` crate, which takes a quote that is never closed for a good
//! field and counts blank lines to the record after them. The fields of a record are its parser's work.

use std::io::{BufRead, ErrorKind};

use super::{Format, ImportError};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A record as it stands in the file, with its line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Where it begins, from 1.
    pub line: u64,
    /// The line after it.
    pub next_line: u64,
    /// Its text; only the beginning of it when it is `cut`.
    pub text: String,
    /// Longer than the reader was told to keep.
    pub cut: bool,
    /// Every quote in it is closed.
    pub closed: bool,
}

/// The records of a reader. Blank lines are passed over and counted.
pub(super) struct Records<R> {
    reader: R,
    format: Format,
    delimiter: u8,
    bytes_max: usize,
    line: u64,
    /// How much of a byte order mark was seen; all of it, once something else came.
    mark: usize,
    ended: bool,
}

impl<R: BufRead> Records<R> {
    pub fn new(reader: R, format: Format, delimiter: u8, bytes_max: usize) -> Records<R> {
        Records { reader, format, delimiter, bytes_max, line: 1, mark: 0, ended: false }
    }

    /// The bytes of the next line or record, blank or not.
    fn take(&mut self) -> Result<Option<Record>, ImportError> {
        let line = self.line;
        let mut bytes = Vec::new();
        let mut cut = false;
        let mut scan = Scan::FieldStart;
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(source) => {
                    self.ended = true;
                    return Err(ImportError::Io { line: self.line, source });
                }
            };
            if chunk.is_empty() {
                self.ended = true;
                break;
            }
            let mut used = 0;
            let mut complete = false;
            for byte in chunk {
                used += 1;
                if BOM.get(self.mark) == Some(byte) {
                    self.mark += 1;
                    continue;
                }
                self.mark = BOM.len();
                self.line += u64::from(*byte == b'\n');
                complete = match self.format {
                    Format::Csv => scan.push(*byte, self.delimiter),
                    Format::Jsonl => *byte == b'\n',
                };
                if complete {
                    break;
                }
            }
            let room = self.bytes_max.saturating_sub(bytes.len());
            cut |= used > room;
            bytes.extend_from_slice(&chunk[..used.min(room)]);
            self.reader.consume(used);
            if complete {
                break;
            }
        }
        if bytes.is_empty() && self.ended {
            return Ok(None);
        }
        let text = if line == 1 { bytes.strip_prefix(BOM).unwrap_or(&bytes) } else { &bytes };
        let text = String::from_utf8_lossy(text).into_owned();
        cut |= text.len() > self.bytes_max;
        let closed = scan != Scan::Quoted;
        Ok(Some(Record { line, next_line: self.line, text, cut, closed }))
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.take() {
                Ok(Some(record)) if !record.cut && record.text.trim().is_empty() => {}
                other => return other.transpose(),
            }
        }
        None
    }
}

/// Where a byte stands in a CSV record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scan {
    FieldStart,
    Plain,
    Quoted,
    /// After a quote inside quotes: the end of the field, or the first of two.
    QuoteSeen,
}

impl Scan {
    /// Whether this byte ends the record.
    fn push(&mut self, byte: u8, delimiter: u8) -> bool {
        *self = match (*self, byte) {
            (Scan::Quoted, b'"') => Scan::QuoteSeen,
            (Scan::Quoted, _) => Scan::Quoted,
            (_, b'\n') => return true,
            (Scan::FieldStart | Scan::QuoteSeen, b'"') => Scan::Quoted,
            (_, byte) if byte == delimiter => Scan::FieldStart,
            _ => Scan::Plain,
        };
        false
    }
}

/// Takes one CSV record apart: the parser under the `csv` crate, built once and used for every record.
#[derive(Debug)]
pub(super) struct Fields {
    parser: csv_core::Reader,
    delimiter: u8,
}

impl Fields {
    pub fn new(delimiter: u8) -> Fields {
        let terminator = csv_core::Terminator::Any(b'\n');
        let parser = csv_core::ReaderBuilder::new().delimiter(delimiter).terminator(terminator).build();
        Fields { parser, delimiter }
    }

    /// The fields of one record, trimmed.
    pub fn of(&mut self, text: &str) -> Vec<String> {
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        let fields_max = text.bytes().filter(|byte| *byte == self.delimiter).count() + 1;
        // Never cloned: a clone of this parser loses its tables.
        let parser = &mut self.parser;
        parser.reset();
        let (mut unquoted, mut ends) = (vec![0; text.len() + 1], vec![0; fields_max + 1]);
        let (_, _, mut bytes, mut count) = parser.read_record(text.as_bytes(), &mut unquoted, &mut ends);
        // An empty input says that there is no more: it ends the last field.
        let (_, _, more_bytes, more) = parser.read_record(&[], &mut unquoted[bytes..], &mut ends[count..]);
        bytes += more_bytes;
        count += more;
        let mut start = 0;
        let fields = ends[..count].iter().map(|end| {
            let field = unquoted[..bytes].get(start..*end).unwrap_or_default();
            start = *end;
            String::from_utf8_lossy(field).trim().to_owned()
        });
        fields.collect()
    }
}
