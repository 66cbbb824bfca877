//! Programmes and what is asked of one.

use crate::text_enum;

text_enum! {
    /// Whom a programme pays.
    pub enum Audience {
        /// Affiliates with links and codes.
        Affiliates = "AFFILIATES",
        /// Creators of moments; one programme per tenant and currency.
        Creators = "CREATORS",
    }
}

/// Longest hold, in days.
pub const HOLD_DAYS_MAX: i32 = 365;

/// Why a programme cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProgramError {
    /// The name is empty or over 200 characters.
    #[error("the name must have 1–200 characters")]
    Name,
    /// Outside 0–365 days.
    #[error("hold days must be 0–365")]
    HoldDays,
    /// Negative or too large.
    #[error("the payout minimum must be 0 or more minor units")]
    PayoutMinimum,
}

impl ProgramError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ProgramError::Name => "INVALID_NAME",
            ProgramError::HoldDays => "INVALID_HOLD_DAYS",
            ProgramError::PayoutMinimum => "INVALID_PAYOUT_MINIMUM",
        }
    }
}

/// Checks what a programme is made of. `payout_minimum` in minor units of its currency.
pub fn check(name: &str, hold_days: i32, payout_minimum: i64) -> Result<(), ProgramError> {
    if !crate::text::is_line(name, 200) {
        return Err(ProgramError::Name);
    }
    if !(0..=HOLD_DAYS_MAX).contains(&hold_days) {
        return Err(ProgramError::HoldDays);
    }
    if !(0..=crate::money::AMOUNT_MINOR_MAX).contains(&payout_minimum) {
        return Err(ProgramError::PayoutMinimum);
    }
    Ok(())
}
