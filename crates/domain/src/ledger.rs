//! The double-entry ledger: accounts, pairs, one function per money movement, and what must always hold.
//! Source: DESIGN §4.

mod balances;
mod books;
mod movement;

pub use balances::{Balances, Breach, Invariant};
pub use books::{TrialBalance, TrialLine, Turnover, replay};
pub use movement::{
    commission_recorded, debt_recovered, debt_written_off, funding_failed, funding_reinstated,
    funding_repaid, funding_returned, funding_settled, funding_started, matured, payout_reserved,
    refunded_debt, refunded_payable, reserve_reversed, subscription_paid, subscription_returned,
    transfer_confirmed, transfer_reversed, voided, wallet_return_failed, wallet_returned,
};

use sha2::{Digest, Sha256};

use crate::ids::{PayeeId, TypedId};
use crate::money::{BPS_WHOLE, Currency, Rounding, divide};

crate::text_enum! {
    /// What an account is for.
    pub enum AccountKind {
        /// The tenant's money with us, ready to pay out.
        Wallet = "wallet",
        /// Money the tenant has sent that has not settled.
        FundingPending = "funding_pending",
        /// What the tenant owes its payees.
        Accrued = "accrued",
        /// What the tenant owes us, its wallet being too small for a returned funding.
        Receivable = "receivable",
        /// What refunds will give back to the tenant once payees' debts are recovered.
        ClawbackPending = "clawback_pending",
        /// Reserved for payouts that are not confirmed yet.
        PayoutClearing = "payout_clearing",
        /// A payee's commissions that have not matured.
        Pending = "pending",
        /// A payee's commissions that may be paid.
        Payable = "payable",
        /// What a payee was paid and a refund took back.
        Debt = "debt",
        /// Our money at Stripe.
        StripeAvailable = "stripe_available",
        /// Money on its way to us at Stripe.
        StripePending = "stripe_pending",
        /// Our fees on payouts.
        FeeRevenue = "fee_revenue",
        /// Our subscriptions.
        SubscriptionRevenue = "subscription_revenue",
        /// What Stripe charges us.
        StripeFees = "stripe_fees",
        /// Corrections a person made.
        Adjustments = "adjustments",
    }
}

/// The side on which an account grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Debits add to it: what is owned or spent.
    Debit,
    /// Credits add to it: what is owed or earned.
    Credit,
}

impl AccountKind {
    /// The side on which it grows.
    pub const fn side(self) -> Side {
        match self {
            AccountKind::Accrued
            | AccountKind::Receivable
            | AccountKind::Debt
            | AccountKind::StripeAvailable
            | AccountKind::StripePending
            | AccountKind::StripeFees
            | AccountKind::Adjustments => Side::Debit,
            AccountKind::Wallet
            | AccountKind::FundingPending
            | AccountKind::ClawbackPending
            | AccountKind::PayoutClearing
            | AccountKind::Pending
            | AccountKind::Payable
            | AccountKind::FeeRevenue
            | AccountKind::SubscriptionRevenue => Side::Credit,
        }
    }

    /// Whether it is ours and hidden from the tenant; its balance is not kept but summed.
    pub const fn platform(self) -> bool {
        matches!(
            self,
            AccountKind::StripeAvailable
                | AccountKind::StripePending
                | AccountKind::FeeRevenue
                | AccountKind::SubscriptionRevenue
                | AccountKind::StripeFees
                | AccountKind::Adjustments
        )
    }

    /// Whether there is one per payee.
    pub const fn per_payee(self) -> bool {
        matches!(self, AccountKind::Pending | AccountKind::Payable | AccountKind::Debt)
    }

    /// Whether the database refuses a balance below zero.
    pub const fn never_negative(self) -> bool {
        matches!(
            self,
            AccountKind::Wallet
                | AccountKind::Payable
                | AccountKind::PayoutClearing
                | AccountKind::Receivable
        )
    }
}

/// An account of one tenant and currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountRef {
    /// What it is for.
    pub kind: AccountKind,
    /// Whose, for the kinds that are per payee.
    pub payee: Option<PayeeId>,
}

impl AccountRef {
    /// The one account of this kind in the tenant.
    pub const fn tenant(kind: AccountKind) -> AccountRef {
        AccountRef { kind, payee: None }
    }

    /// A payee's account of this kind.
    pub const fn payee(kind: AccountKind, payee: PayeeId) -> AccountRef {
        AccountRef { kind, payee: Some(payee) }
    }
}

/// One pair of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The account debited.
    pub debit: AccountRef,
    /// The account credited; another one.
    pub credit: AccountRef,
    /// Minor units, above zero.
    pub minor: i64,
}

crate::text_enum! {
    /// What an entry records; the word kept with it.
    pub enum Event {
        /// Commissions of one conversion, or another cause, were recorded.
        CommissionRecorded = "COMMISSION_RECORDED",
        /// Commissions matured.
        CommissionMatured = "COMMISSION_MATURED",
        /// A commission was voided.
        CommissionVoided = "COMMISSION_VOIDED",
        /// A refund took from commissions, each by its state.
        CommissionRefunded = "COMMISSION_REFUNDED",
        /// A debt was written off.
        DebtWrittenOff = "DEBT_WRITTEN_OFF",
        /// A funding was started.
        FundingStarted = "FUNDING_STARTED",
        /// A funding failed.
        FundingFailed = "FUNDING_FAILED",
        /// A funding settled.
        FundingSettled = "FUNDING_SETTLED",
        /// A settled funding was returned or disputed.
        FundingReturned = "FUNDING_RETURNED",
        /// A returned funding came again.
        FundingReinstated = "FUNDING_REINSTATED",
        /// A returned funding was repaid.
        FundingRepaid = "FUNDING_REPAID",
        /// The wallet was paid back to the tenant.
        WalletReturned = "WALLET_RETURNED",
        /// What was paid back did not arrive.
        WalletReturnFailed = "WALLET_RETURN_FAILED",
        /// A payout was reserved.
        PayoutReserved = "PAYOUT_RESERVED",
        /// A payout's reserve was reversed.
        ReserveReversed = "RESERVE_REVERSED",
        /// A transfer was confirmed.
        TransferConfirmed = "TRANSFER_CONFIRMED",
        /// A transfer was reversed, in part or whole.
        TransferReversed = "TRANSFER_REVERSED",
        /// An invoice of the tenant's subscription was paid.
        SubscriptionPaid = "SUBSCRIPTION_PAID",
        /// What an invoice had brought was refunded or disputed, or came again.
        SubscriptionReturned = "SUBSCRIPTION_RETURNED",
    }
}

/// Why nothing is posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// A negative amount.
    #[error("an amount to post is negative")]
    Negative,
    /// A sum does not fit.
    #[error("amount out of range")]
    OutOfRange,
    /// An account that must not would fall below zero.
    #[error("the {account} balance is not enough")]
    NotEnough {
        /// Which kind of account.
        account: AccountKind,
    },
    /// A pair is not one.
    #[error("a posting needs two accounts and an amount above zero")]
    NotAPair,
}

impl LedgerError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            LedgerError::Negative => "NEGATIVE_AMOUNT",
            LedgerError::OutOfRange => "AMOUNT_OUT_OF_RANGE",
            LedgerError::NotEnough { .. } => "BALANCE_NOT_ENOUGH",
            LedgerError::NotAPair => "NOT_A_PAIR",
        }
    }
}

/// The platform's fee on a payout: `bps` basis points of `minor`, HalfEven.
///
/// Errors: [`LedgerError::Negative`], [`LedgerError::OutOfRange`].
pub fn fee(minor: i64, bps: i64) -> Result<i64, LedgerError> {
    if minor < 0 || bps < 0 {
        return Err(LedgerError::Negative);
    }
    divide(i128::from(minor) * i128::from(bps), i128::from(BPS_WHOLE), Rounding::HalfEven)
        .map_err(|_| LedgerError::OutOfRange)
}

/// SHA-256 of an entry: what the same posting key must always carry.
pub fn contents_hash(event: Event, currency: Currency, postings: &[Posting]) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut text = |value: &str| {
        hash.update((value.len() as u64).to_be_bytes());
        hash.update(value.as_bytes());
    };
    text(event.as_str());
    text(currency.as_str());
    for posting in postings {
        for account in [posting.debit, posting.credit] {
            text(account.kind.as_str());
            text(&account.payee.map(|payee| payee.uuid().to_string()).unwrap_or_default());
        }
        text(&posting.minor.to_string());
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests;
