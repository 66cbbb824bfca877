//! The picture of a payout run that both stores draw, so that they can be compared.

use domain::ledger::AccountKind;

/// The accounts that are compared: all that a payout moves.
pub const COMPARED: [AccountKind; 7] = [
    AccountKind::Wallet,
    AccountKind::Accrued,
    AccountKind::Payable,
    AccountKind::PayoutClearing,
    AccountKind::Debt,
    AccountKind::ClawbackPending,
    AccountKind::Pending,
];

/// Where everything stands at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The run's state.
    pub run: String,
    /// `state reason transfer reversed`, by payout; none while it is not open.
    pub payouts: Vec<Option<String>>,
    /// `number outcome`, by payout.
    pub attempts: Vec<Vec<String>>,
    /// Sums of balances by kind of account, in minor units.
    pub balances: Vec<(AccountKind, i64)>,
    /// Alarms that were raised.
    pub alarms: Vec<String>,
}
