//! The books at a moment: what replaying the postings up to it gives.

use std::collections::BTreeMap;

use super::{AccountKind, AccountRef, LedgerError, Posting, Side};

/// What was posted to an account, both sides apart, in minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turnover {
    /// The sum of its debits.
    pub debits: i64,
    /// The sum of its credits.
    pub credits: i64,
    /// How many postings that were: the account's version at that moment.
    pub postings: i64,
}

impl Turnover {
    /// One posting more. Errors: [`LedgerError::NotAPair`] for an amount not above zero,
    /// [`LedgerError::OutOfRange`].
    pub fn post(&mut self, side: Side, minor: i64) -> Result<(), LedgerError> {
        if minor < 1 {
            return Err(LedgerError::NotAPair);
        }
        let sum = match side {
            Side::Debit => &mut self.debits,
            Side::Credit => &mut self.credits,
        };
        *sum = sum.checked_add(minor).ok_or(LedgerError::OutOfRange)?;
        self.postings += 1;
        Ok(())
    }

    /// The balance on the normal side of an account of this kind. Errors: [`LedgerError::OutOfRange`].
    pub fn balance(&self, kind: AccountKind) -> Result<i64, LedgerError> {
        let balance = match kind.side() {
            Side::Debit => self.debits.checked_sub(self.credits),
            Side::Credit => self.credits.checked_sub(self.debits),
        };
        balance.ok_or(LedgerError::OutOfRange)
    }
}

/// The turnover of every account that was posted to, from the postings of one currency. Their order does not matter.
///
/// Errors: [`LedgerError::NotAPair`], [`LedgerError::OutOfRange`].
pub fn replay<'a>(
    postings: impl IntoIterator<Item = &'a Posting>,
) -> Result<BTreeMap<AccountRef, Turnover>, LedgerError> {
    let mut accounts: BTreeMap<AccountRef, Turnover> = BTreeMap::new();
    for posting in postings {
        accounts.entry(posting.debit).or_default().post(Side::Debit, posting.minor)?;
        accounts.entry(posting.credit).or_default().post(Side::Credit, posting.minor)?;
    }
    Ok(accounts)
}

/// One line of a trial balance: the accounts of one kind together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrialLine {
    /// Which kind; none for all of the platform's, which tenants do not see apart.
    pub kind: Option<AccountKind>,
    /// What its debits exceed its credits by, else 0. Minor units.
    pub debit: i64,
    /// What its credits exceed its debits by, else 0. Minor units.
    pub credit: i64,
}

/// Debit and credit balances of one currency. They sum alike, or the books are wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrialBalance {
    /// By kind, the platform's last.
    pub lines: Vec<TrialLine>,
    /// The sum of the debit balances, in minor units.
    pub debits: i64,
    /// The sum of the credit balances, in minor units.
    pub credits: i64,
}

impl TrialBalance {
    /// The trial balance of these turnovers, one per kind. Errors: [`LedgerError::OutOfRange`].
    pub fn of(
        turnovers: impl IntoIterator<Item = (Option<AccountKind>, Turnover)>,
    ) -> Result<TrialBalance, LedgerError> {
        let mut trial = TrialBalance::default();
        for (kind, turnover) in turnovers {
            let net = turnover.debits.checked_sub(turnover.credits).ok_or(LedgerError::OutOfRange)?;
            let line = TrialLine { kind, debit: net.max(0), credit: net.min(0).saturating_neg() };
            trial.debits = trial.debits.checked_add(line.debit).ok_or(LedgerError::OutOfRange)?;
            trial.credits = trial.credits.checked_add(line.credit).ok_or(LedgerError::OutOfRange)?;
            trial.lines.push(line);
        }
        trial.lines.sort_by_key(|line| (line.kind.is_none(), line.kind));
        Ok(trial)
    }

    /// Whether both sides sum alike.
    pub fn balanced(&self) -> bool {
        self.debits == self.credits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{PayeeId, TypedId};
    use crate::ledger::{commission_recorded, funding_settled, funding_started, matured};

    fn payee() -> PayeeId {
        PayeeId::from_uuid(uuid::Uuid::from_u128(1))
    }

    fn posted() -> Vec<Posting> {
        let entries = [
            commission_recorded(&[(payee(), 10)]),
            matured(&[(payee(), 4)]),
            funding_started(100),
            funding_settled(97, 3, 0),
        ];
        entries.into_iter().flat_map(Result::unwrap).collect()
    }

    #[test]
    fn turnovers_keep_both_sides_and_count() {
        let books = replay(&posted()).unwrap();
        let pending = books[&AccountRef::payee(AccountKind::Pending, payee())];
        assert_eq!(pending, Turnover { debits: 4, credits: 10, postings: 2 });
        assert_eq!(pending.balance(AccountKind::Pending), Ok(6));
        let accrued = books[&AccountRef::tenant(AccountKind::Accrued)];
        assert_eq!((accrued.balance(AccountKind::Accrued), accrued.postings), (Ok(10), 1));
    }

    #[test]
    fn what_is_no_posting_or_does_not_fit_is_an_error() {
        let mut turnover = Turnover::default();
        assert_eq!(turnover.post(Side::Debit, 0), Err(LedgerError::NotAPair));
        turnover.post(Side::Debit, i64::MAX).unwrap();
        assert_eq!(turnover.post(Side::Debit, 1), Err(LedgerError::OutOfRange));
        assert_eq!(turnover.postings, 1);
    }

    #[test]
    fn a_trial_balance_has_both_sides_alike_and_the_platform_in_one_line() {
        let mut kinds: BTreeMap<Option<AccountKind>, Turnover> = BTreeMap::new();
        for (account, turnover) in replay(&posted()).unwrap() {
            let line = kinds.entry(Some(account.kind).filter(|kind| !kind.platform())).or_default();
            line.debits += turnover.debits;
            line.credits += turnover.credits;
        }
        let trial = TrialBalance::of(kinds.clone()).unwrap();
        let told: Vec<_> = trial.lines.iter().map(|l| (l.kind, l.debit, l.credit)).collect();
        assert_eq!(
            told,
            [
                (Some(AccountKind::Wallet), 0, 97),
                (Some(AccountKind::FundingPending), 0, 0),
                (Some(AccountKind::Accrued), 10, 0),
                (Some(AccountKind::Pending), 0, 6),
                (Some(AccountKind::Payable), 0, 4),
                (None, 97, 0),
            ]
        );
        assert_eq!((trial.debits, trial.credits, trial.balanced()), (107, 107, true));
        kinds.remove(&None);
        assert!(!TrialBalance::of(kinds).unwrap().balanced());
    }
}
