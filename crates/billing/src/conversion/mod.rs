//! Recording conversions and refunds: rows, decision, commissions and ledger in one transaction.

mod again;
mod decide;
mod import;
mod record;
mod refund;

pub use again::decide_again;
pub use import::{ImportReport, import};
pub use record::record;
pub use refund::refund;
