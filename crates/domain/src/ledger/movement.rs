//! The rows of DESIGN §4's table: each a function from amounts in minor units to pairs. Zero leaves no pair.
//!
//! Every function here has the same errors: [`LedgerError::Negative`] for a negative amount and
//! [`LedgerError::OutOfRange`] for sums that do not fit.

use super::{AccountKind, AccountRef, LedgerError, Posting};
use crate::ids::PayeeId;

type Pairs = Result<Vec<Posting>, LedgerError>;
/// Amounts per payee, in minor units.
type PerPayee<'a> = &'a [(PayeeId, i64)];

/// Commissions recorded, every payee's share in one entry: accrued → payee.pending.
pub fn commission_recorded(shares: PerPayee<'_>) -> Pairs {
    each(shares, |payee| (tenant(AccountKind::Accrued), AccountRef::payee(AccountKind::Pending, payee)))
}

/// Commissions matured: payee.pending → payee.payable.
pub fn matured(amounts: PerPayee<'_>) -> Pairs {
    each(amounts, |payee| {
        (AccountRef::payee(AccountKind::Pending, payee), AccountRef::payee(AccountKind::Payable, payee))
    })
}

/// Commissions voided, or refunded while PENDING or HELD: payee.pending → accrued.
pub fn voided(amounts: PerPayee<'_>) -> Pairs {
    each(amounts, |payee| (AccountRef::payee(AccountKind::Pending, payee), tenant(AccountKind::Accrued)))
}

/// Commissions refunded while PAYABLE: payee.payable → accrued.
pub fn refunded_payable(amounts: PerPayee<'_>) -> Pairs {
    each(amounts, |payee| (AccountRef::payee(AccountKind::Payable, payee), tenant(AccountKind::Accrued)))
}

/// Commissions refunded while RESERVED or after: payee.debt → clawback_pending.
pub fn refunded_debt(amounts: PerPayee<'_>) -> Pairs {
    each(amounts, |payee| (AccountRef::payee(AccountKind::Debt, payee), tenant(AccountKind::ClawbackPending)))
}

/// Debts recovered; only ever part of a reserve's entry: payee.payable → payee.debt and
/// clawback_pending → accrued.
pub fn debt_recovered(recovered: PerPayee<'_>) -> Pairs {
    let mut pairs = each(recovered, |payee| {
        (AccountRef::payee(AccountKind::Payable, payee), AccountRef::payee(AccountKind::Debt, payee))
    })?;
    push(&mut pairs, tenant(AccountKind::ClawbackPending), tenant(AccountKind::Accrued), sum(recovered)?)?;
    Ok(pairs)
}

/// Debts nobody will recover: clawback_pending → payee.debt.
pub fn debt_written_off(amounts: PerPayee<'_>) -> Pairs {
    each(amounts, |payee| (tenant(AccountKind::ClawbackPending), AccountRef::payee(AccountKind::Debt, payee)))
}

/// A funding of `minor` was started: stripe_pending → funding_pending.
pub fn funding_started(minor: i64) -> Pairs {
    pairs(&[(AccountKind::StripePending, AccountKind::FundingPending, minor)])
}

/// It failed: the same pair back.
pub fn funding_failed(minor: i64) -> Pairs {
    pairs(&[(AccountKind::FundingPending, AccountKind::StripePending, minor)])
}

/// It settled; `net + fee` is what was started. The wallet is credited the net: funding_pending → wallet,
/// stripe_available → stripe_pending; the fee: funding_pending → stripe_pending. What of the net is `repaid` makes up
/// for a shortfall and never reaches the wallet: funding_pending → stripe_pending, and [`funding_repaid`] beside it.
pub fn funding_settled(net: i64, fee: i64, repaid: i64) -> Pairs {
    let credited = net.checked_sub(repaid).ok_or(LedgerError::OutOfRange)?;
    pairs(&[
        (AccountKind::FundingPending, AccountKind::Wallet, credited),
        (AccountKind::StripeAvailable, AccountKind::StripePending, credited),
        (AccountKind::FundingPending, AccountKind::StripePending, fee),
        (AccountKind::FundingPending, AccountKind::StripePending, repaid),
    ])
}

/// A settled funding was returned or disputed: wallet → stripe_available as far as the wallet goes,
/// receivable → stripe_available for the shortfall.
pub fn funding_returned(from_wallet: i64, shortfall: i64) -> Pairs {
    pairs(&[
        (AccountKind::Wallet, AccountKind::StripeAvailable, from_wallet),
        (AccountKind::Receivable, AccountKind::StripeAvailable, shortfall),
    ])
}

/// The tenant repaid a shortfall: stripe_available → receivable.
pub fn funding_repaid(minor: i64) -> Pairs {
    pairs(&[(AccountKind::StripeAvailable, AccountKind::Receivable, minor)])
}

/// A returned funding came again, its dispute being won: stripe_available → receivable for what is still owed,
/// stripe_available → wallet for the rest.
pub fn funding_reinstated(to_wallet: i64, to_receivable: i64) -> Pairs {
    pairs(&[
        (AccountKind::StripeAvailable, AccountKind::Wallet, to_wallet),
        (AccountKind::StripeAvailable, AccountKind::Receivable, to_receivable),
    ])
}

/// The wallet was paid back to the tenant: wallet → stripe_available.
pub fn wallet_returned(minor: i64) -> Pairs {
    pairs(&[(AccountKind::Wallet, AccountKind::StripeAvailable, minor)])
}

/// That did not arrive: the same pair back.
pub fn wallet_return_failed(minor: i64) -> Pairs {
    pairs(&[(AccountKind::StripeAvailable, AccountKind::Wallet, minor)])
}

/// An invoice of the tenant's subscription was paid; `net + fee` is what was charged. Both to subscription_revenue: the net
/// from stripe_available, Stripe's fee from stripe_fees.
pub fn subscription_paid(net: i64, fee: i64) -> Pairs {
    pairs(&[
        (AccountKind::StripeAvailable, AccountKind::SubscriptionRevenue, net),
        (AccountKind::StripeFees, AccountKind::SubscriptionRevenue, fee),
    ])
}

/// What an invoice had brought was refunded or disputed: subscription_revenue → stripe_available. Below zero it came
/// again, by the same pair back.
pub fn subscription_returned(taken: i64) -> Pairs {
    let (back, again) = (taken.max(0), taken.min(0).checked_neg().ok_or(LedgerError::OutOfRange)?);
    pairs(&[
        (AccountKind::SubscriptionRevenue, AccountKind::StripeAvailable, back),
        (AccountKind::StripeAvailable, AccountKind::SubscriptionRevenue, again),
    ])
}

/// A payout was reserved: what is sent, payee.payable → payout_clearing and wallet → accrued; the platform's
/// fee, wallet → fee_revenue; debts `recovered` beside it, as [`debt_recovered`]. A payee's payable falls by
/// its `sent` and its `recovered`.
pub fn payout_reserved(sent: PerPayee<'_>, recovered: PerPayee<'_>, fee: i64) -> Pairs {
    let mut pairs = each(sent, |payee| {
        (AccountRef::payee(AccountKind::Payable, payee), tenant(AccountKind::PayoutClearing))
    })?;
    push(&mut pairs, tenant(AccountKind::Wallet), tenant(AccountKind::Accrued), sum(sent)?)?;
    push(&mut pairs, tenant(AccountKind::Wallet), tenant(AccountKind::FeeRevenue), fee)?;
    pairs.extend(debt_recovered(recovered)?);
    Ok(pairs)
}

/// The transfer was confirmed: payout_clearing → stripe_available.
pub fn transfer_confirmed(minor: i64) -> Pairs {
    pairs(&[(AccountKind::PayoutClearing, AccountKind::StripeAvailable, minor)])
}

/// The transfer was definitively refused, or the payout cancelled: the exact mirror of the reserve's pairs.
pub fn reserve_reversed(reserve: &[Posting]) -> Vec<Posting> {
    reserve
        .iter()
        .map(|posting| Posting { debit: posting.credit, credit: posting.debit, minor: posting.minor })
        .collect()
}

/// A transfer was reversed by these amounts: stripe_available → payee.payable and accrued → wallet. The fee
/// is neither returned nor charged again.
pub fn transfer_reversed(amounts: PerPayee<'_>) -> Pairs {
    let mut pairs = each(amounts, |payee| {
        (tenant(AccountKind::StripeAvailable), AccountRef::payee(AccountKind::Payable, payee))
    })?;
    push(&mut pairs, tenant(AccountKind::Accrued), tenant(AccountKind::Wallet), sum(amounts)?)?;
    Ok(pairs)
}

const fn tenant(kind: AccountKind) -> AccountRef {
    AccountRef::tenant(kind)
}

fn pairs(rows: &[(AccountKind, AccountKind, i64)]) -> Pairs {
    let mut pairs = Vec::with_capacity(rows.len());
    for (debit, credit, minor) in rows {
        push(&mut pairs, tenant(*debit), tenant(*credit), *minor)?;
    }
    Ok(pairs)
}

fn each(amounts: PerPayee<'_>, accounts: impl Fn(PayeeId) -> (AccountRef, AccountRef)) -> Pairs {
    let mut pairs = Vec::with_capacity(amounts.len() + 3);
    for (payee, minor) in amounts {
        let (debit, credit) = accounts(*payee);
        push(&mut pairs, debit, credit, *minor)?;
    }
    Ok(pairs)
}

fn push(
    pairs: &mut Vec<Posting>,
    debit: AccountRef,
    credit: AccountRef,
    minor: i64,
) -> Result<(), LedgerError> {
    match minor {
        0 => {}
        1.. => pairs.push(Posting { debit, credit, minor }),
        _ => return Err(LedgerError::Negative),
    }
    Ok(())
}

fn sum(amounts: PerPayee<'_>) -> Result<i64, LedgerError> {
    amounts.iter().try_fold(0i64, |sum, (_, minor)| sum.checked_add(*minor)).ok_or(LedgerError::OutOfRange)
}
