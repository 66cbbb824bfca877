//! A mapping: which column of a brand's file is what. Its format is told in `docs/mappings/README.md`.

use chrono::{DateTime, Utc};

use super::ImportError;
use super::when::When;
use crate::attribution::TouchKind;
use crate::feed::Language;
use crate::moment::{Moderation, MomentKind, Rights};
use crate::money::Currency;
use crate::text_enum;

mod columns;
mod file;

pub(super) use columns::{Column, Columns, MomentColumns, OrderColumns, TouchColumns};

text_enum! {
    /// What a file is full of.
    pub enum Noun {
        /// Moments.
        Moments = "moments",
        /// Orders and their cancellations.
        Orders = "orders",
        /// Touches.
        Touches = "touches",
    }
}

/// A mapping file, read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    delimiter: u8,
    rows: Rows,
}

/// What the rows of a file are.
#[derive(Debug, Clone, PartialEq)]
enum Rows {
    Moments(Box<MomentRows>),
    Orders(Box<OrderRows>),
    Touches(Box<TouchRows>),
}

/// How rows become moments.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MomentRows {
    pub columns: MomentColumns,
    pub source: String,
    pub kind: MomentKind,
    pub published: Published,
    pub moderation: Option<Moderation>,
    pub rights: Rights,
    pub language: Option<Language>,
}

/// When moments were published: told by a column, or the same for all.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Published {
    Column(Column, When),
    Fixed(DateTime<Utc>),
}

/// How rows become orders and refunds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OrderRows {
    pub columns: OrderColumns,
    pub price: Price,
    pub currency: Currency,
    pub when: When,
    pub decimal_mark: char,
    pub cancellation_prefix: Option<String>,
    pub not_commissionable: Vec<String>,
}

/// How rows become touches.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TouchRows {
    pub columns: TouchColumns,
    pub kind: Option<TouchKind>,
    pub moment_source: String,
    pub when: When,
    pub consent: bool,
}

/// What a line costs.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Price {
    /// Of one unit.
    Unit(Column),
    /// Of the whole line.
    Line(Column),
}

impl Mapping {
    /// Reads a mapping file. Errors: [`ImportError::Mapping`], which names the key.
    pub fn parse(text: &str) -> Result<Mapping, ImportError> {
        file::parse(text).map_err(|message| ImportError::Mapping { message })
    }

    /// What its files are full of.
    pub fn noun(&self) -> Noun {
        match &self.rows {
            Rows::Moments(_) => Noun::Moments,
            Rows::Orders(_) => Noun::Orders,
            Rows::Touches(_) => Noun::Touches,
        }
    }

    /// The byte between two fields.
    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub(super) fn moments(&self) -> Result<&MomentRows, ImportError> {
        match &self.rows {
            Rows::Moments(rows) => Ok(rows),
            _ => Err(self.is_not_for(Noun::Moments)),
        }
    }

    pub(super) fn orders(&self) -> Result<&OrderRows, ImportError> {
        match &self.rows {
            Rows::Orders(rows) => Ok(rows),
            _ => Err(self.is_not_for(Noun::Orders)),
        }
    }

    pub(super) fn touches(&self) -> Result<&TouchRows, ImportError> {
        match &self.rows {
            Rows::Touches(rows) => Ok(rows),
            _ => Err(self.is_not_for(Noun::Touches)),
        }
    }

    fn is_not_for(&self, wanted: Noun) -> ImportError {
        ImportError::WrongNoun { wanted, found: self.noun() }
    }

    /// Rows with the same value here belong together.
    pub(super) fn group_by(&self) -> Option<&Column> {
        match &self.rows {
            Rows::Moments(_) | Rows::Touches(_) => None,
            Rows::Orders(rows) => Some(&rows.columns.invoice),
        }
    }

    /// Every column it names.
    pub(super) fn columns(&self) -> Vec<&Column> {
        match &self.rows {
            Rows::Moments(rows) => rows.columns.all(),
            Rows::Orders(rows) => rows.columns.all(),
            Rows::Touches(rows) => rows.columns.all(),
        }
    }
}
