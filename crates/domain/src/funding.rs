//! Money a tenant puts into its wallet, and how much is topped up before a run. Source: DESIGN §4.

use chrono::{DateTime, Duration, Utc};

use crate::money::{AMOUNT_MINOR_MAX, BPS_WHOLE};
use crate::payout::{RESEND_HOURS_MAX, may_trust_list};
use crate::state::Step;
use crate::text_enum;

text_enum! {
    /// Where a funding stands.
    pub enum FundingState {
        /// A page to pay on exists, or a saved method is about to be charged; no money is on its way.
        Created = "CREATED",
        /// Paid, or debited at the bank; Stripe has not settled it.
        Started = "STARTED",
        /// In the wallet, net of Stripe's fee.
        Settled = "SETTLED",
        /// Never came.
        Failed = "FAILED",
        /// Settled, and taken back by the payer's bank; it may come again.
        Disputed = "DISPUTED",
        /// Settled, and taken back for good.
        Returned = "RETURNED",
    }
}

/// A funding does not go that way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a funding does not go from {from} to {to}")]
pub struct FundingError {
    /// Where it stands.
    pub from: FundingState,
    /// Where it was to go.
    pub to: FundingState,
}

impl FundingError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        "WRONG_STATE"
    }
}

impl FundingState {
    /// Money is on its way.
    pub fn start(&mut self) -> Result<Step, FundingError> {
        match self {
            FundingState::Created => self.go(FundingState::Started),
            FundingState::Failed => Err(self.not(FundingState::Started)),
            _ => Ok(Step::Already),
        }
    }

    /// It is in the wallet.
    pub fn settle(&mut self) -> Result<Step, FundingError> {
        match self {
            FundingState::Started => self.go(FundingState::Settled),
            FundingState::Created | FundingState::Failed => Err(self.not(FundingState::Settled)),
            _ => Ok(Step::Already),
        }
    }

    /// It will never come.
    pub fn fail(&mut self) -> Result<Step, FundingError> {
        match self {
            FundingState::Created | FundingState::Started => self.go(FundingState::Failed),
            FundingState::Failed => Ok(Step::Already),
            _ => Err(self.not(FundingState::Failed)),
        }
    }

    /// Where it stands by the disputes that took money: `open` ones may give it back, `lost` ones will not. One that is
    /// won leaves it settled, even where Stripe keeps a fee.
    pub fn disputed(&mut self, open: bool, lost: bool) -> Result<Step, FundingError> {
        let to = match (open, lost) {
            (true, _) => FundingState::Disputed,
            (false, true) => FundingState::Returned,
            (false, false) => FundingState::Settled,
        };
        match self {
            FundingState::Settled | FundingState::Disputed | FundingState::Returned if *self == to => {
                Ok(Step::Already)
            }
            FundingState::Settled | FundingState::Disputed | FundingState::Returned => self.go(to),
            _ => Err(self.not(to)),
        }
    }

    fn go(&mut self, to: FundingState) -> Result<Step, FundingError> {
        *self = to;
        Ok(Step::Done)
    }

    fn not(self, to: FundingState) -> FundingError {
        FundingError { from: self, to }
    }
}

text_enum! {
    /// How a tenant pays.
    pub enum MethodKind {
        /// A card: there in seconds, may be disputed for months.
        Card = "CARD",
        /// A debit in USD (ACH).
        UsBankAccount = "US_BANK_ACCOUNT",
        /// A debit in EUR.
        SepaDebit = "SEPA_DEBIT",
        /// A debit in GBP.
        BacsDebit = "BACS_DEBIT",
        /// A debit in CAD.
        AcssDebit = "ACSS_DEBIT",
    }
}

impl MethodKind {
    /// Stripe's word for it.
    pub const fn stripe(self) -> &'static str {
        match self {
            MethodKind::Card => "card",
            MethodKind::UsBankAccount => "us_bank_account",
            MethodKind::SepaDebit => "sepa_debit",
            MethodKind::BacsDebit => "bacs_debit",
            MethodKind::AcssDebit => "acss_debit",
        }
    }

    /// The one currency it pays in; none where it pays in all.
    pub const fn currency(self) -> Option<&'static str> {
        match self {
            MethodKind::Card => None,
            MethodKind::UsBankAccount => Some("USD"),
            MethodKind::SepaDebit => Some("EUR"),
            MethodKind::BacsDebit => Some("GBP"),
            MethodKind::AcssDebit => Some("CAD"),
        }
    }
}

text_enum! {
    /// Where a saved way to pay stands.
    pub enum MethodState {
        /// Its page exists; the tenant has not been through it.
        Pending = "PENDING",
        /// It can be charged.
        Active = "ACTIVE",
        /// The tenant took it away.
        Removed = "REMOVED",
        /// The page was left or ran out.
        Failed = "FAILED",
    }
}

text_enum! {
    /// Where the return of wallet money stands.
    pub enum ReturnState {
        /// Asked for; the wallet still holds it.
        Requested = "REQUESTED",
        /// Out of the wallet; Stripe has not said that it is done.
        Submitting = "SUBMITTING",
        /// On its way to the account it was paid from.
        Returned = "RETURNED",
        /// Not done; the wallet holds it.
        Failed = "FAILED",
    }
}

/// How a wallet is topped up by itself before a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TopUp {
    /// Less is not worth a charge, in minor units; above zero.
    pub at_least: i64,
    /// More needs a person, in minor units.
    pub at_most: i64,
    /// Added to what is missing, in basis points, for what Stripe keeps. What is left of it stays in the wallet.
    pub margin_bps: i32,
}

/// Why a setting of top-ups is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("atLeastMinor is above zero, atMostMinor no less and not too large, marginBps from 0 to 10000")]
pub struct TopUpError;

impl TopUpError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        "LIMITS_OUT_OF_RANGE"
    }
}

impl TopUp {
    /// A setting within its limits. Errors: [`TopUpError`].
    pub fn new(at_least: i64, at_most: i64, margin_bps: i32) -> Result<TopUp, TopUpError> {
        let in_range = at_least > 0
            && (at_least..=AMOUNT_MINOR_MAX).contains(&at_most)
            && (0..=10_000).contains(&margin_bps);
        if in_range { Ok(TopUp { at_least, at_most, margin_bps }) } else { Err(TopUpError) }
    }

    /// What to charge when a run lacks `missing` minor units: with the margin, rounded up, at least the least. None
    /// when that is more than the most, which needs a person, or when nothing is missing.
    pub fn charge(&self, missing: i64) -> Option<i64> {
        if missing <= 0 {
            return None;
        }
        let exact = i128::from(missing) * i128::from(self.margin_bps);
        let whole = i128::from(BPS_WHOLE);
        let margin = i64::try_from((exact + whole - 1) / whole).ok()?;
        let charge = missing.checked_add(margin)?.max(self.at_least);
        (charge <= self.at_most).then_some(charge)
    }
}

/// Shortest and longest time between two questions to Stripe about the same thing, in seconds.
const LOOK_SECONDS: std::ops::RangeInclusive<i64> = 1..=3_600;

/// When Stripe is asked again about what has not changed `since`: the longer nothing happens, the later.
pub fn next_look(since: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    let wait = ((now - since).num_seconds() / 8).clamp(*LOOK_SECONDS.start(), *LOOK_SECONDS.end());
    now + Duration::seconds(wait)
}

/// Whether a list that Stripe gave `at` shows everything that a call first made at `first` has come to: no sending of it
/// is under way any more. What is not listed then was never made.
pub fn list_is_final(first: DateTime<Utc>, at: DateTime<Utc>) -> bool {
    may_trust_list(first + Duration::hours(RESEND_HOURS_MAX), at)
}

/// What is given back of each funding, newest first, so that `wanted` is reached: `(place in the list, minor
/// units)`. None when all that may be given back is less.
pub fn spread_return(refundable: &[i64], wanted: i64) -> Option<Vec<(usize, i64)>> {
    let mut left = wanted;
    let mut parts = Vec::new();
    for (place, can) in refundable.iter().enumerate() {
        let part = left.min(*can);
        if part > 0 {
            parts.push((place, part));
            left -= part;
        }
    }
    (left == 0 && wanted > 0).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_funding_goes_its_way_once() {
        let mut state = FundingState::Created;
        assert_eq!(state.start(), Ok(Step::Done));
        assert_eq!(state.start(), Ok(Step::Already));
        assert_eq!(state.settle(), Ok(Step::Done));
        assert!(state.fail().is_err(), "what has settled does not fail, it is returned");
        assert_eq!(state.disputed(true, false), Ok(Step::Done));
        assert_eq!(state, FundingState::Disputed);
        assert_eq!(state.start(), Ok(Step::Already));
        assert_eq!(state.disputed(false, false), Ok(Step::Done));
        assert_eq!(state, FundingState::Settled);
        assert_eq!(state.disputed(false, true), Ok(Step::Done));
        assert_eq!(state, FundingState::Returned);
        assert_eq!(state.disputed(false, true), Ok(Step::Already));

        let mut failed = FundingState::Started;
        assert_eq!(failed.fail(), Ok(Step::Done));
        assert_eq!(failed.fail(), Ok(Step::Already));
        assert!(failed.start().is_err() && failed.settle().is_err() && failed.disputed(true, false).is_err());
        assert!(FundingState::Created.settle().is_err());
    }

    #[test]
    fn a_top_up_covers_what_is_missing_and_knows_its_limits() {
        let top_up = TopUp::new(1_000, 100_000, 400).unwrap();
        assert_eq!(top_up.charge(0), None);
        assert_eq!(top_up.charge(1), Some(1_000));
        assert_eq!(top_up.charge(50_000), Some(52_000));
        assert_eq!(top_up.charge(50_001), Some(52_002), "the margin is rounded up");
        assert_eq!(top_up.charge(96_153), Some(100_000));
        assert_eq!(top_up.charge(96_154), None, "more needs a person");
        assert_eq!(top_up.charge(i64::MAX), None);
        for (least, most, margin) in
            [(0, 1, 0), (2, 1, 0), (1, AMOUNT_MINOR_MAX + 1, 0), (1, 1, -1), (1, 1, 10_001)]
        {
            assert_eq!(TopUp::new(least, most, margin), Err(TopUpError));
        }
    }

    #[test]
    fn a_list_is_final_once_nothing_is_under_way() {
        let first = DateTime::UNIX_EPOCH;
        let after = |hours, minutes| first + Duration::hours(hours) + Duration::minutes(minutes);
        let last = after(RESEND_HOURS_MAX, 0);
        assert!(!crate::payout::may_resend(first, last), "nothing is sent from then on");
        for (at, is_final) in [(last, false), (after(20, 14), false), (after(20, 15), true)] {
            assert_eq!(list_is_final(first, at), is_final, "{at}");
        }
    }

    #[test]
    fn a_return_is_spread_newest_first_and_whole() {
        assert_eq!(spread_return(&[50, 0, 70], 60), Some(vec![(0, 50), (2, 10)]));
        assert_eq!(spread_return(&[50], 50), Some(vec![(0, 50)]));
        assert_eq!(spread_return(&[50], 51), None);
        assert_eq!(spread_return(&[50], 0), None);
    }
}
