//! Recording conversions and refunds: rows, decision, commissions and ledger in one transaction.

mod accrue;
mod again;
mod book;
mod decide;
mod import;
mod locked;
mod record;
mod refund;
mod replay;
mod top_up;
mod undo;
mod why;

pub(crate) use accrue::outside;
pub use again::{credit_by_hand, decide_again};
pub use import::{ImportReport, import};
pub(crate) use locked::Locked;
pub use record::record;
pub use refund::refund;
pub use replay::{REPLAY_CONVERSIONS_MAX, Replay, ReplayedPayee, Trial, replay};
pub(crate) use undo::{Change, Undo};
