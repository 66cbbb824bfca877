//! The double-entry ledger: pairs of accounts, append-only. Source: DESIGN §4.

mod at_stripe;
mod books;
pub(crate) mod check;
mod checked;
mod post;
mod read;
mod statement;
mod wallet;

pub use at_stripe::{AtStripe, at_stripe};
pub use books::{AccountAt, JournalPlace, JournalRow, at_moment, journal, trial_balances};
pub use check::{Alarm, Finding, alarms, check, clear};
pub use checked::{CHECK_AGE_MINUTES_MAX, Unchecked, unchecked};
pub(crate) use post::entries_under;
pub use post::{Entry, post};
pub use read::{Account, AccountFilter, EntryFilter, EntryRow, PostingRow, balance, postings_of_entry};
pub use wallet::{WalletLine, WalletLines, WalletRow, wallet_lines};
