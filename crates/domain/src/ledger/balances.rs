//! Balances of one tenant and currency in memory, and what must always hold of them.

use std::collections::BTreeMap;

use super::{AccountKind, AccountRef, LedgerError, Posting, Side};

/// The balance of every account, in minor units on its normal side. An account never posted to has 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Balances(BTreeMap<AccountRef, i64>);

crate::text_enum! {
    /// What must always hold, per tenant and currency.
    pub enum Invariant {
        /// `accrued = Σ pending + Σ payable`.
        AccruedIsOwed = "ACCRUED_IS_OWED",
        /// `Σ debt = clawback_pending`.
        DebtIsClawback = "DEBT_IS_CLAWBACK",
        /// Clearing equals the open payouts.
        ClearingIsOpenPayouts = "CLEARING_IS_OPEN_PAYOUTS",
        /// Wallet, payable and clearing are not below zero.
        NeverNegative = "NEVER_NEGATIVE",
    }
}

/// An invariant that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breach {
    /// Which.
    pub invariant: Invariant,
    /// What the ledger says, in minor units.
    pub found: i64,
    /// What it should be.
    pub expected: i64,
}

impl Balances {
    /// Balances read from somewhere.
    pub fn from_rows(rows: impl IntoIterator<Item = (AccountRef, i64)>) -> Balances {
        Balances(rows.into_iter().collect())
    }

    /// The balance of one account, on its normal side.
    pub fn of(&self, account: AccountRef) -> i64 {
        self.0.get(&account).copied().unwrap_or(0)
    }

    /// The sum over all accounts of a kind.
    pub fn sum(&self, kind: AccountKind) -> i64 {
        self.0.iter().filter(|(account, _)| account.kind == kind).map(|(_, balance)| balance).sum()
    }

    /// Every account that was posted to, in order.
    pub fn rows(&self) -> impl Iterator<Item = (AccountRef, i64)> + '_ {
        self.0.iter().map(|(account, balance)| (*account, *balance))
    }

    /// Posts one entry: all of it, or nothing.
    ///
    /// Errors: [`LedgerError::NotAPair`] for a pair of one account, of an amount not above zero, or of a
    /// payee where there is none; [`LedgerError::NotEnough`] when wallet, payable or clearing would end below
    /// zero; [`LedgerError::OutOfRange`].
    pub fn apply(&mut self, postings: &[Posting]) -> Result<(), LedgerError> {
        let mut next = BTreeMap::new();
        for posting in postings {
            let whole =
                [posting.debit, posting.credit].iter().all(|a| a.kind.per_payee() == a.payee.is_some());
            if posting.debit == posting.credit || posting.minor < 1 || !whole {
                return Err(LedgerError::NotAPair);
            }
            for (account, side) in [(posting.debit, Side::Debit), (posting.credit, Side::Credit)] {
                let balance = next.entry(account).or_insert_with(|| self.of(account));
                let change = if account.kind.side() == side { posting.minor } else { -posting.minor };
                *balance = balance.checked_add(change).ok_or(LedgerError::OutOfRange)?;
            }
        }
        for (account, balance) in &next {
            if account.kind.never_negative() && *balance < 0 {
                return Err(LedgerError::NotEnough { account: account.kind });
            }
        }
        self.0.extend(next);
        Ok(())
    }

    /// What does not hold, given the sum of payouts that are reserved and neither confirmed nor reversed.
    pub fn breaches(&self, open_payouts: i64) -> Vec<Breach> {
        let owed = self.sum(AccountKind::Pending) + self.sum(AccountKind::Payable);
        let lowest =
            self.0.iter().filter(|(a, _)| a.kind.never_negative()).map(|(_, b)| *b).min().unwrap_or(0);
        [
            (Invariant::AccruedIsOwed, self.sum(AccountKind::Accrued), owed),
            (Invariant::DebtIsClawback, self.sum(AccountKind::Debt), self.sum(AccountKind::ClawbackPending)),
            (Invariant::ClearingIsOpenPayouts, self.sum(AccountKind::PayoutClearing), open_payouts),
            (Invariant::NeverNegative, lowest.min(0), 0),
        ]
        .into_iter()
        .filter(|(_, found, expected)| found != expected)
        .map(|(invariant, found, expected)| Breach { invariant, found, expected })
        .collect()
    }
}
