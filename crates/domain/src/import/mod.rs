//! Imports: files as brands have them, told by a mapping, become typed rows. Text in, rows out.
//!
//! [`pieces`] cuts a file of any size into pieces that fit a request; [`read_moments`], [`read_orders`] and
//! [`read_touches`] read one piece. Nothing here decides whether a row is already there: that is the store's.

mod mapping;
mod moments;
mod orders;
mod pieces;
mod records;
mod table;
#[cfg(test)]
mod tests;
mod touches;
mod when;

pub use mapping::{Mapping, Noun};
pub use moments::{MomentRow, read_moments};
pub use orders::{OrderRow, RefundCandidate, read_orders};
pub use pieces::{Piece, Pieces, pieces};
pub use touches::{TouchRow, read_touches};

use crate::text_enum;

/// The largest piece, in bytes: what fits a request body of 256 KiB.
pub const IMPORT_BYTES_MAX: usize = 200_000;
/// The most rows of one piece.
pub const IMPORT_ROWS_MAX: u64 = 5_000;
/// The largest mapping file, in bytes.
pub const MAPPING_BYTES_MAX: usize = 64_000;

text_enum! {
    /// How a file is written.
    pub enum Format {
        /// Comma-separated values with a header line.
        Csv = "CSV",
        /// One JSON object a line.
        Jsonl = "JSONL",
    }
}

impl Format {
    /// The `first_line` of a text that is a whole file: CSV rows follow a header line.
    pub const fn first_line(self) -> u64 {
        match self {
            Format::Csv => 2,
            Format::Jsonl => 1,
        }
    }
}

/// A row (or an order of several rows) that does not go in, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The external id of the moment, order or touch, where it can be read.
    pub external_id: Option<String>,
    /// The stable code of the reason.
    pub code: &'static str,
    /// The reason, for people.
    pub reason: String,
}

/// A mapping or a whole file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The mapping is not as `docs/mappings/README.md` says.
    #[error("mapping: {message}")]
    Mapping {
        /// What is wrong, with the key and its line.
        message: String,
    },
    /// The mapping is for something else.
    #[error("the mapping is for {found}, not for {wanted}")]
    WrongNoun {
        /// What is read.
        wanted: Noun,
        /// What the mapping says.
        found: Noun,
    },
    /// The file has no such column.
    #[error("the file has no column {column:?}; it has: {there}")]
    UnknownColumn {
        /// The column the mapping names.
        column: String,
        /// The columns that are there.
        there: String,
    },
    /// The mapping names a column that is there more than once.
    #[error("the file has more than one column {column:?}; name it by its position")]
    AmbiguousColumn {
        /// The column the mapping names.
        column: String,
    },
    /// No header line.
    #[error("the file is empty: it has no header line")]
    NoHeader,
    /// More bytes than a piece may have.
    #[error("a piece has at most {IMPORT_BYTES_MAX} bytes; cut the file")]
    TooManyBytes,
    /// More rows than a piece may have.
    #[error("a piece has at most {IMPORT_ROWS_MAX} rows; cut the file")]
    TooManyRows,
    /// A record, or the rows of one order, do not fit a piece. The pieces after it can still be read.
    #[error(
        "line {line}: the rows of one record or order exceed {bytes_max} bytes or {IMPORT_ROWS_MAX} rows"
    )]
    TooLong {
        /// Where it begins.
        line: u64,
        /// The order it belongs to, where it can be read.
        external_id: Option<String>,
        /// The bytes that fit.
        bytes_max: usize,
    },
    /// A quoted field is never closed: nothing after it can be read.
    #[error("line {line}: a quote is opened and never closed")]
    UnclosedQuote {
        /// Where the record begins.
        line: u64,
    },
    /// The file stopped being readable.
    #[error("line {line}: the file cannot be read")]
    Io {
        /// Where reading stopped.
        line: u64,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

impl ImportError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            ImportError::Mapping { .. } => "MAPPING_INVALID",
            ImportError::WrongNoun { .. } => "MAPPING_WRONG_KIND",
            ImportError::UnknownColumn { .. } => "UNKNOWN_COLUMN",
            ImportError::AmbiguousColumn { .. } => "AMBIGUOUS_COLUMN",
            ImportError::NoHeader => "NO_HEADER",
            ImportError::TooManyBytes => "TOO_MANY_BYTES",
            ImportError::TooManyRows => "TOO_MANY_ROWS",
            ImportError::TooLong { .. } => "TOO_LONG",
            ImportError::UnclosedQuote { .. } => "UNCLOSED_QUOTE",
            ImportError::Io { .. } => "UNREADABLE",
        }
    }
}
