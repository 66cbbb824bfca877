//! A CSV file, row by row, with its lines and within bounds.
//!
//! Where a row ends is found here and not by the `csv` crate, which takes a quote that is never closed for a good
//! cell and counts blank lines to the row after them. The cells of a row are that crate's work.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use csv::StringRecord;

/// Largest file.
const FILE_BYTES_MAX: u64 = 1 << 30;
/// Longest row, header or not, in bytes.
const ROW_BYTES_MAX: usize = 1 << 20;
/// Most rows.
const ROWS_MAX: u64 = 20_000_000;
/// What parts cells, where nobody says: the first that finds all columns.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The file, after its header.
pub struct Table {
    lines: Lines,
    delimiter: u8,
    /// Cells of the header, and so of each row.
    width: usize,
    /// Where each wanted column is.
    places: Vec<Option<usize>>,
    cells: StringRecord,
    rows: u64,
}

/// One row: the wanted cells and where it begins.
pub struct Row<'a> {
    /// From 1.
    pub line: u64,
    cells: &'a StringRecord,
    places: &'a [Option<usize>],
}

impl Table {
    /// Opens a file and finds the wanted columns; one that is not wanted is none. Errors: a file that is not there or
    /// too large, a column that is missing or twice there.
    pub fn open(file: &str, delimiter: Option<u8>, wanted: &[Option<&str>]) -> Result<Table, String> {
        let unreadable = |error: std::io::Error| format!("{file}: {error}");
        let opened = File::open(file).map_err(unreadable)?;
        if opened.metadata().map_err(unreadable)?.len() > FILE_BYTES_MAX {
            return Err(format!("{file}: larger than {FILE_BYTES_MAX} bytes"));
        }
        let reader = BufReader::with_capacity(1 << 16, opened);
        let mut lines = Lines { reader, row: Vec::new(), next_line: 1 };
        // Whatever parts the header's cells, where it ends shows by its quotes.
        let delimiters = delimiter.map_or(DELIMITERS.to_vec(), |one| vec![one]);
        let line = lines.next(&delimiters)?.ok_or_else(|| format!("{file}: there is no header"))?;
        if lines.row.starts_with(BOM) {
            lines.row.drain(..BOM.len());
        }
        let mut complaint = None;
        for delimiter in delimiters {
            let mut cells = StringRecord::new();
            parse(&lines.row, delimiter, &mut cells).map_err(|what| format!("line {line}: {what}"))?;
            match places(&cells, wanted) {
                Ok(places) => {
                    let width = cells.len();
                    return Ok(Table { lines, delimiter, width, places, cells, rows: 0 });
                }
                // Where none fits, the complaint is about commas.
                Err(what) => complaint = complaint.or(Some(what)),
            }
        }
        Err(format!("line {line}: {}", complaint.unwrap_or_default()))
    }

    /// The next row that is not blank. Errors, with the line: what is no UTF-8, an open quote, a row of another width
    /// than the header, too many or too long rows.
    pub fn next(&mut self) -> Result<Option<Row<'_>>, String> {
        let Some(line) = self.lines.next(&[self.delimiter])? else { return Ok(None) };
        self.rows += 1;
        if self.rows > ROWS_MAX {
            return Err(format!("line {line}: there are more than {ROWS_MAX} rows"));
        }
        parse(&self.lines.row, self.delimiter, &mut self.cells)
            .map_err(|what| format!("line {line}: {what}"))?;
        if self.cells.len() != self.width {
            let (cells, width) = (self.cells.len(), self.width);
            return Err(format!("line {line}: {cells} cells where the header has {width}"));
        }
        Ok(Some(Row { line, cells: &self.cells, places: &self.places }))
    }
}

impl<'a> Row<'a> {
    /// A wanted cell, without blanks around it; empty where the column is not wanted.
    pub fn cell(&self, wanted: usize) -> &'a str {
        let place = self.places.get(wanted).copied().flatten();
        place.and_then(|place| self.cells.get(place)).unwrap_or_default().trim()
    }

    /// A cell that holds a number from zero; an empty one is zero. Errors: with line and column.
    pub fn number(&self, wanted: usize, name: &str) -> Result<f64, String> {
        let cell = self.cell(wanted);
        if cell.is_empty() {
            return Ok(0.0);
        }
        let number = cell.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
        number.ok_or_else(|| self.wrong(format!("{name} {} is not a number from 0", quoted(cell))))
    }

    /// A cell that holds a whole number of walks. Errors: with line and column.
    pub fn count(&self, wanted: usize, name: &str) -> Result<u32, String> {
        let number = self.number(wanted, name)?;
        if number.fract() != 0.0 || number > f64::from(u32::MAX) {
            return Err(self.wrong(format!("{name} {number} is not a whole number up to {}", u32::MAX)));
        }
        Ok(number as u32)
    }

    /// What is wrong with this row.
    pub fn wrong(&self, what: impl std::fmt::Display) -> String {
        format!("line {}: {what}", self.line)
    }
}

/// A cell as it may stand in a message.
pub fn quoted(cell: &str) -> String {
    format!("{:?}", cell.chars().take(60).collect::<String>())
}

/// Rows as bytes.
struct Lines {
    reader: BufReader<File>,
    /// The row that was read last, with its line end.
    row: Vec<u8>,
    next_line: u64,
}

impl Lines {
    /// Reads the next row that is not blank; says where it begins.
    fn next(&mut self, delimiters: &[u8]) -> Result<Option<u64>, String> {
        loop {
            let line = self.next_line;
            self.row.clear();
            let mut scan = Scan::CellStart;
            let mut scanned = 0;
            loop {
                if self.read_line(line)? == 0 {
                    break;
                }
                scan = self.row[scanned..].iter().fold(scan, |scan, byte| scan.after(*byte, delimiters));
                scanned = self.row.len();
                if scan != Scan::Quoted {
                    break;
                }
            }
            if scan == Scan::Quoted {
                return Err(format!("line {line}: a quote is opened and never closed"));
            }
            if self.row.is_empty() {
                return Ok(None);
            }
            let text = self.row.strip_prefix(BOM).unwrap_or(&self.row);
            if !text.iter().all(|byte| b"\r\n ".contains(byte)) {
                return Ok(Some(line));
            }
        }
    }

    /// Adds a line of the file to the row; how many bytes that are.
    fn read_line(&mut self, line: u64) -> Result<usize, String> {
        let room = ROW_BYTES_MAX + 1 - self.row.len();
        let mut bounded = self.reader.by_ref().take(room as u64);
        let read =
            bounded.read_until(b'\n', &mut self.row).map_err(|error| format!("line {line}: {error}"))?;
        if self.row.len() > ROW_BYTES_MAX {
            return Err(format!("line {line}: longer than {ROW_BYTES_MAX} bytes; is a quote not closed?"));
        }
        self.next_line += 1;
        Ok(read)
    }
}

/// Where in a row one is. A quote opens a cell only at its beginning.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Scan {
    CellStart,
    Plain,
    Quoted,
    /// A quote within a quoted cell: its end, or the first of two.
    QuoteSeen,
}

impl Scan {
    fn after(self, byte: u8, delimiters: &[u8]) -> Scan {
        match (self, byte) {
            // A byte order mark is no cell's beginning.
            (Scan::CellStart, 0xEF | 0xBB | 0xBF) => Scan::CellStart,
            (Scan::CellStart | Scan::QuoteSeen, b'"') => Scan::Quoted,
            (Scan::Quoted, b'"') => Scan::QuoteSeen,
            (Scan::Quoted, _) => Scan::Quoted,
            (_, byte) if byte == b'\n' || delimiters.contains(&byte) => Scan::CellStart,
            _ => Scan::Plain,
        }
    }
}

/// The cells of a row.
fn parse(row: &[u8], delimiter: u8, cells: &mut StringRecord) -> Result<(), String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .buffer_capacity(row.len().max(1))
        .from_reader(row);
    reader.read_record(cells).map_err(|_| "not UTF-8".to_owned())?;
    Ok(())
}

/// Where the wanted columns are in a header.
fn places(header: &StringRecord, wanted: &[Option<&str>]) -> Result<Vec<Option<usize>>, String> {
    let place = |name: &str| {
        let places: Vec<usize> = (0..header.len()).filter(|at| header[*at].trim() == name).collect();
        match places.as_slice() {
            [place] => Ok(*place),
            [] => {
                let there: Vec<String> = header.iter().take(50).map(quoted).collect();
                Err(format!("there is no column {}; there are {}", quoted(name), there.join(", ")))
            }
            _ => Err(format!("there is more than one column {}", quoted(name))),
        }
    };
    wanted.iter().map(|name| name.map(place).transpose()).collect()
}
