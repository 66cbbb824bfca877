//! What part of a conversion is a payee's.

use super::RewardError;
use crate::money::{Rounding, divide};

/// A payee's part of a conversion: `weight` of `whole`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Their weight of the decision.
    pub weight: u64,
    /// The sum of all weights of the decision.
    pub whole: u64,
}

impl Part {
    /// All of it: nobody else is credited.
    pub const WHOLE: Part = Part { weight: 1, whole: 1 };

    /// The payee's part of an amount of the conversion, HalfEven. Errors: [`RewardError::OutOfRange`].
    pub fn of(self, minor: i64) -> Result<i64, RewardError> {
        let (weight, whole) = (i128::from(self.weight), i128::from(self.whole.max(1)));
        divide(i128::from(minor) * weight, whole, Rounding::HalfEven).map_err(|_| RewardError::OutOfRange)
    }
}
