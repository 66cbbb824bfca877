//! Commissions: their states, and how a conversion's pool is shared. Source: DESIGN §1 and §4.

use crate::money::{MoneyError, Rounding, divide, split};
use crate::state::Step;
use crate::text::is_line;

/// Characters of a reason to hold, void or give up, at most.
pub const REASON_CHARS_MAX: usize = 500;

crate::text_enum! {
    /// Why a commission exists.
    pub enum Cause {
        /// A conversion it is a share of.
        Conversion = "CONVERSION",
        /// Clicks, aggregated.
        Clicks = "CLICKS",
        /// A goal reached.
        Bonus = "BONUS",
        /// A refund or a correction of another.
        Adjustment = "ADJUSTMENT",
    }
}

crate::text_enum! {
    /// Where a commission stands.
    pub enum CommissionState {
        /// Waits for its hold to end.
        Pending = "PENDING",
        /// Stopped until a person or a trusted door confirms it.
        Held = "HELD",
        /// Matured; the next payout run may claim it.
        Payable = "PAYABLE",
        /// Claimed by a payout.
        Reserved = "RESERVED",
        /// Paid, or fully offset.
        Paid = "PAID",
        /// Taken back before it matured.
        Void = "VOID",
    }
}

crate::text_enum! {
    /// Which account a refund of a commission is booked against.
    pub enum RefundBooking {
        /// `payee.pending → accrued`: it has not matured.
        Pending = "PENDING",
        /// `payee.payable → accrued`: nobody has claimed it.
        Payable = "PAYABLE",
        /// `payee.debt → clawback_pending`: it is paid, or on its way.
        Debt = "DEBT",
    }
}

impl CommissionState {
    /// Whether a commission goes from here to there, or is there. A debt becomes PAID as it is recovered
    /// ([`Commission::recover`]). Errors: [`CommissionError::WrongState`].
    pub fn step(self, to: CommissionState) -> Result<Step, CommissionError> {
        use CommissionState::{Held, Paid, Payable, Pending, Reserved, Void};
        match (self, to) {
            (from, to) if from == to => Ok(Step::Already),
            (Pending, Held | Payable | Void) | (Held, Pending | Void) => Ok(Step::Done),
            (Payable, Reserved) | (Reserved, Payable | Paid) => Ok(Step::Done),
            (from, to) => Err(CommissionError::WrongState { from, to }),
        }
    }

    /// How a refund of a commission in this state is booked; none when it is void. Source: DESIGN §4.
    pub const fn refund_booking(self) -> Option<RefundBooking> {
        match self {
            CommissionState::Pending | CommissionState::Held => Some(RefundBooking::Pending),
            CommissionState::Payable => Some(RefundBooking::Payable),
            CommissionState::Reserved | CommissionState::Paid => Some(RefundBooking::Debt),
            CommissionState::Void => None,
        }
    }
}

/// The part of a commission its state machine works on. Amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commission {
    /// Where it stands.
    pub state: CommissionState,
    /// What it is worth; negative only for an ADJUSTMENT.
    pub amount: i64,
    /// An ADJUSTMENT booked as the payee's debt.
    pub debt: bool,
    /// How much of the debt later payouts have recovered.
    pub recovered: i64,
    /// Why it is VOID; set in that state only.
    pub void_reason: Option<String>,
}

/// Why a commission does not change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommissionError {
    /// Not from this state.
    #[error("a commission that is {from} cannot become {to}")]
    WrongState {
        /// Where it stands.
        from: CommissionState,
        /// Where it was to go.
        to: CommissionState,
    },
    /// It was voided for another reason.
    #[error("the commission is already void for another reason")]
    VoidedOtherwise,
    /// A void needs a reason.
    #[error("a reason is needed: a line of 1 to {REASON_CHARS_MAX} characters")]
    Reason,
    /// Only debts are recovered.
    #[error("the commission is not a debt")]
    NotADebt,
    /// More than is outstanding, or nothing.
    #[error("the amount is not within what is outstanding")]
    Outstanding,
    /// Nobody holds any weight.
    #[error("the weights sum to nothing")]
    NoWeight,
    /// A sum does not fit, or something earned is negative.
    #[error("amount out of range")]
    OutOfRange,
}

impl CommissionError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            CommissionError::WrongState { .. } => "WRONG_STATE",
            CommissionError::VoidedOtherwise => "VOIDED_OTHERWISE",
            CommissionError::Reason => "REASON_MISSING",
            CommissionError::NotADebt => "NOT_A_DEBT",
            CommissionError::Outstanding => "NOT_OUTSTANDING",
            CommissionError::NoWeight => "NO_WEIGHT",
            CommissionError::OutOfRange => "AMOUNT_OUT_OF_RANGE",
        }
    }
}

impl From<MoneyError> for CommissionError {
    fn from(_: MoneyError) -> Self {
        CommissionError::OutOfRange
    }
}

impl Commission {
    /// PENDING or HELD → VOID, for a reason. A repeat with the same reason is without effect.
    ///
    /// Errors: [`CommissionError::WrongState`], [`CommissionError::Reason`],
    /// [`CommissionError::VoidedOtherwise`].
    pub fn void(&mut self, reason: &str) -> Result<Step, CommissionError> {
        if !is_line(reason, REASON_CHARS_MAX) {
            return Err(CommissionError::Reason);
        }
        if self.state == CommissionState::Void && self.void_reason.as_deref() != Some(reason) {
            return Err(CommissionError::VoidedOtherwise);
        }
        let step = self.state.step(CommissionState::Void)?;
        (self.state, self.void_reason) = (CommissionState::Void, Some(reason.to_owned()));
        Ok(step)
    }

    /// Minor units of a debt that no payout has recovered yet; 0 for anything else.
    pub fn outstanding(&self) -> i64 {
        if self.debt { self.amount.saturating_neg().saturating_sub(self.recovered).max(0) } else { 0 }
    }

    /// A payout recovers `minor` of this debt; recovered whole, it is PAID.
    ///
    /// Errors: [`CommissionError::NotADebt`], [`CommissionError::Outstanding`],
    /// [`CommissionError::WrongState`] unless PAYABLE.
    pub fn recover(&mut self, minor: i64) -> Result<(), CommissionError> {
        if !self.debt {
            return Err(CommissionError::NotADebt);
        }
        if self.state != CommissionState::Payable {
            return Err(CommissionError::WrongState { from: self.state, to: CommissionState::Paid });
        }
        if minor < 1 || minor > self.outstanding() {
            return Err(CommissionError::Outstanding);
        }
        self.recovered += minor;
        if self.outstanding() == 0 {
            self.state = CommissionState::Paid;
        }
        Ok(())
    }
}

/// A conversion's pool and each payee's part of it, in minor units. The parts sum to the pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// What the conversion costs in commission.
    pub pool: i64,
    /// In the order of the shares.
    pub parts: Vec<i64>,
}

/// The pool `Σ w·p / W`, HalfEven, shared in proportion to the exact `w·p` by largest remainder, ties by
/// order. Each pair is a payee's weight and what its own rules give for the whole conversion, in minor units.
///
/// Errors: [`CommissionError::NoWeight`] when weights sum to zero, [`CommissionError::OutOfRange`] for a
/// negative earning or products beyond 128 bits (never for weights of a decision and amounts within
/// [`crate::money::AMOUNT_MINOR_MAX`]). Nobody at all is a pool of nothing. Source: DESIGN §4.
pub fn pool(shares: &[(u64, i64)]) -> Result<Split, CommissionError> {
    if shares.is_empty() {
        return Ok(Split { pool: 0, parts: Vec::new() });
    }
    let whole: i128 = shares.iter().map(|(weight, _)| i128::from(*weight)).sum();
    if whole == 0 {
        return Err(CommissionError::NoWeight);
    }
    let mut products = Vec::with_capacity(shares.len());
    let mut sum = 0i128;
    for (weight, earned) in shares {
        if *earned < 0 {
            return Err(CommissionError::OutOfRange);
        }
        let product = i128::from(*weight) * i128::from(*earned);
        sum = sum.checked_add(product).ok_or(CommissionError::OutOfRange)?;
        products.push(product);
    }
    let pool = divide(sum, whole, Rounding::HalfEven)?;
    Ok(Split { pool, parts: split(pool, &products)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commission(state: CommissionState) -> Commission {
        let void_reason = (state == CommissionState::Void).then(|| "fraud".to_owned());
        Commission { state, amount: 100, debt: false, recovered: 0, void_reason }
    }

    /// Every step from every state, as one picture: `→` done, `=` already, `.` refused.
    #[test]
    fn the_state_machine_is_the_designs() {
        let mut picture = Vec::new();
        for to in CommissionState::ALL {
            let row: String = CommissionState::ALL
                .iter()
                .map(|from| match from.step(*to) {
                    Ok(Step::Done) => '→',
                    Ok(Step::Already) => '=',
                    Err(_) => '.',
                })
                .collect();
            picture.push(format!("{to} {row}"));
        }
        // Columns: PENDING HELD PAYABLE RESERVED PAID VOID.
        let expected = [
            "PENDING =→....",
            "HELD →=....",
            "PAYABLE →.=→..",
            "RESERVED ..→=..",
            "PAID ...→=.",
            "VOID →→...=",
        ];
        assert_eq!(picture, expected);
    }

    #[test]
    fn a_void_has_one_reason_and_a_refused_step_changes_nothing() {
        let mut held = commission(CommissionState::Held);
        for reason in ["  ", "two\nlines", "\0", &"x".repeat(REASON_CHARS_MAX + 1)] {
            assert_eq!(held.void(reason), Err(CommissionError::Reason));
        }
        assert_eq!(held.void("fraud"), Ok(Step::Done));
        assert_eq!(held.void("refund"), Err(CommissionError::VoidedOtherwise));
        let paid = commission(CommissionState::Paid);
        let mut tried = paid.clone();
        assert!(tried.void("fraud").is_err());
        assert_eq!(tried, paid);
    }

    #[test]
    fn debts_are_recovered_in_parts() {
        let mut debt = Commission { amount: -100, debt: true, ..commission(CommissionState::Payable) };
        assert_eq!(debt.recover(101), Err(CommissionError::Outstanding));
        assert_eq!(debt.recover(0), Err(CommissionError::Outstanding));
        assert_eq!(debt.recover(60), Ok(()));
        assert_eq!((debt.outstanding(), debt.state), (40, CommissionState::Payable));
        assert_eq!(debt.recover(40), Ok(()));
        assert_eq!((debt.outstanding(), debt.state), (0, CommissionState::Paid));
        assert_eq!(commission(CommissionState::Payable).recover(1), Err(CommissionError::NotADebt));
    }

    #[test]
    fn refunds_are_booked_by_state() {
        let bookings: Vec<_> = CommissionState::ALL
            .iter()
            .map(|s| s.refund_booking().map_or("-", RefundBooking::as_str))
            .collect();
        assert_eq!(bookings, ["PENDING", "PENDING", "PAYABLE", "DEBT", "DEBT", "-"]);
    }

    #[test]
    fn the_pool_is_the_weighted_mean_and_is_shared_by_what_each_would_earn() {
        let split = |shares: &[(u64, i64)]| pool(shares).map(|split| (split.pool, split.parts));
        assert_eq!(split(&[(1, 1_000)]), Ok((1_000, vec![1_000])));
        // (2·1000 + 1·500) / 3 = 833.33; 666.4 and 166.6.
        assert_eq!(split(&[(2, 1_000), (1, 500)]), Ok((833, vec![666, 167])));
        // A half rounds to the even cent; the odd cent goes to the earlier touch.
        assert_eq!(split(&[(1, 3), (1, 2)]), Ok((2, vec![1, 1])));
        assert_eq!(split(&[(1, 4), (1, 3)]), Ok((4, vec![2, 2])));
        assert_eq!(split(&[(1, 5), (1, 5)]), Ok((5, vec![3, 2])));
        // Who earns nothing by its own rules dilutes the pool and gets nothing of it.
        assert_eq!(split(&[(1, 1_000), (1, 0)]), Ok((500, vec![500, 0])));
        assert_eq!(split(&[(1, 0)]), Ok((0, vec![0])));
        assert_eq!(split(&[]), Ok((0, vec![])));
        assert_eq!(split(&[(0, 5)]), Err(CommissionError::NoWeight));
        assert_eq!(split(&[(1, -5), (1, 5)]), Err(CommissionError::OutOfRange));
    }

    #[test]
    fn the_largest_pool_of_the_heaviest_decision_fits() {
        use crate::attribution::WEIGHT_TOTAL_MAX;
        use crate::money::AMOUNT_MINOR_MAX;
        let half = WEIGHT_TOTAL_MAX / 2;
        let split = pool(&[(half, AMOUNT_MINOR_MAX), (half, AMOUNT_MINOR_MAX)]).unwrap();
        assert_eq!(split, Split { pool: AMOUNT_MINOR_MAX, parts: vec![AMOUNT_MINOR_MAX / 2; 2] });
        assert_eq!(pool(&[(u64::MAX, i64::MAX), (u64::MAX, i64::MAX)]), Err(CommissionError::OutOfRange));
    }
}
