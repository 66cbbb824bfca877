//! The double-entry ledger: pairs of accounts, append-only. Source: DESIGN §4.

pub(crate) mod check;
mod post;
mod read;
mod statement;

pub use check::{Alarm, Finding, alarms, check, clear};
pub use post::{Entry, post};
pub use read::{Account, EntryRow, PostingRow, balance, postings_of_entry};
