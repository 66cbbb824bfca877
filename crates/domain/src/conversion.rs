//! Conversions: what the brand reports, how it is checked, and the states it passes. Source: DESIGN §1, issue 2.

mod report;

pub use report::{NewConversion, NewLine, ValidConversion, ValidLine};

use crate::state::Step;

/// Most line items of one conversion.
pub const LINES_MAX: usize = 1_000;
/// Most click ids one report may carry.
pub const CLICK_IDS_MAX: usize = 10;
/// How far the brand's clock may run ahead of ours, in minutes; it is clamped to now.
pub const CLOCK_AHEAD_MINUTES_MAX: i64 = 5;
/// Longest external id, stock code or customer, in characters.
pub const EXTERNAL_ID_CHARS_MAX: usize = 200;
/// Longest line title, in characters.
pub const TITLE_CHARS_MAX: usize = 500;
/// Longest country, in characters.
pub const COUNTRY_CHARS_MAX: usize = 100;
/// Longest click id, in characters.
pub const CLICK_ID_CHARS_MAX: usize = 1_000;
/// The stock code of the one line a conversion without lines gets.
pub const WHOLE_SKU: &str = "*";

crate::text_enum! {
    /// What happened at the brand.
    pub enum ConversionKind {
        /// Somebody signed up or asked.
        Lead = "LEAD",
        /// Somebody bought.
        Sale = "SALE",
    }
}

crate::text_enum! {
    /// The door a conversion came through.
    pub enum Door {
        /// The GraphQL mutation.
        Graphql = "GRAPHQL",
        /// `POST /v1/conversions`.
        Rest = "REST",
        /// A file.
        Import = "IMPORT",
    }
}

crate::text_enum! {
    /// Where a conversion stands.
    pub enum ConversionState {
        /// Written, not yet decided.
        Recorded = "RECORDED",
        /// Somebody is credited.
        Attributed = "ATTRIBUTED",
        /// Decided: nobody is credited.
        Unattributed = "UNATTRIBUTED",
        /// Part of it was refunded.
        PartiallyReversed = "PARTIALLY_REVERSED",
        /// All of it was refunded.
        Reversed = "REVERSED",
    }
}

impl ConversionState {
    /// A decision was made; a superseding one may change who is credited as long as nothing was refunded.
    ///
    /// Errors: [`ConversionError::WrongState`] after a refund.
    pub fn decide(&mut self, attributed: bool) -> Result<Step, ConversionError> {
        let to = if attributed { ConversionState::Attributed } else { ConversionState::Unattributed };
        match *self {
            from if from == to => Ok(Step::Already),
            ConversionState::Recorded | ConversionState::Attributed | ConversionState::Unattributed => {
                *self = to;
                Ok(Step::Done)
            }
            from => Err(ConversionError::WrongState { from, to }),
        }
    }

    /// `refunded` of `amount` minor units are taken back in all.
    ///
    /// Errors: [`ConversionError::WrongState`] before a decision, [`ConversionError::AmountRange`] when
    /// `refunded` is not within 1 and `amount`.
    pub fn refund(&mut self, refunded: i64, amount: i64) -> Result<Step, ConversionError> {
        if refunded < 1 || refunded > amount {
            return Err(ConversionError::AmountRange);
        }
        let to =
            if refunded == amount { ConversionState::Reversed } else { ConversionState::PartiallyReversed };
        match *self {
            from if from == to => Ok(Step::Already),
            from @ (ConversionState::Recorded | ConversionState::Reversed) => {
                Err(ConversionError::WrongState { from, to })
            }
            _ => {
                *self = to;
                Ok(Step::Done)
            }
        }
    }
}

/// A recorded line item, with what refunds took from it. Amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From 1, in the order reported.
    pub position: i32,
    /// Stock code.
    pub sku: String,
    /// Units bought.
    pub quantity: i64,
    /// Total of the line.
    pub amount: i64,
    /// Whether it can earn commission.
    pub commissionable: bool,
    /// Units taken back.
    pub refunded_quantity: i64,
    /// Amount taken back.
    pub refunded: i64,
}

impl Line {
    /// Minor units not yet refunded.
    pub fn left(&self) -> i64 {
        self.amount.saturating_sub(self.refunded).max(0)
    }

    /// Units not yet refunded.
    pub fn left_quantity(&self) -> i64 {
        self.quantity.saturating_sub(self.refunded_quantity).max(0)
    }
}

/// Why a conversion is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConversionError {
    /// A text is missing.
    #[error("{field} must not be empty")]
    Missing {
        /// The field.
        field: &'static str,
    },
    /// A text is too long.
    #[error("{field} is longer than {chars_max} characters")]
    TooLong {
        /// The field.
        field: &'static str,
        /// Its limit, in characters.
        chars_max: usize,
    },
    /// A text holds control characters.
    #[error("{field} holds control characters")]
    ControlCharacters {
        /// The field.
        field: &'static str,
    },
    /// The buyer's e-mail cannot be one.
    #[error("customerEmail is no e-mail")]
    Email,
    /// The coupon code is none.
    #[error(transparent)]
    Code(#[from] crate::code::CodeError),
    /// More lines than allowed.
    #[error("more than {LINES_MAX} lines")]
    TooManyLines,
    /// More click ids than allowed.
    #[error("more than {CLICK_IDS_MAX} click ids")]
    TooManyClickIds,
    /// A sale without lines and without an amount.
    #[error("a sale needs lines or an amount")]
    NoAmount,
    /// Both were given and differ.
    #[error("amount differs from the sum of the lines")]
    AmountMismatch,
    /// A lead names line items.
    #[error("a lead has no lines")]
    LeadWithLines,
    /// A lead is of no subscription.
    #[error("a lead is of no subscription")]
    LeadWithSubscription,
    /// A quantity below one, or too large.
    #[error("a quantity must be between 1 and 1,000,000,000")]
    Quantity,
    /// An amount is negative or too large.
    #[error("amounts must be zero or more, and within the largest amount in total")]
    AmountRange,
    /// A sale of nothing.
    #[error("a sale's total must be above zero")]
    ZeroSale,
    /// It is said to happen later than our clock allows.
    #[error("occurredAt is more than {CLOCK_AHEAD_MINUTES_MAX} minutes in the future")]
    InFuture,
    /// In a year that nobody writes.
    #[error("occurredAt is no moment of the years 1970 to 9998")]
    Time,
    /// Not from this state.
    #[error("a conversion that is {from} cannot become {to}")]
    WrongState {
        /// Where it stands.
        from: ConversionState,
        /// Where it was to go.
        to: ConversionState,
    },
}

impl ConversionError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            ConversionError::Missing { .. } => "MISSING",
            ConversionError::TooLong { .. } => "TOO_LONG",
            ConversionError::ControlCharacters { .. } => "CONTROL_CHARACTERS",
            ConversionError::Email => "EMAIL_INVALID",
            ConversionError::Code(error) => error.code(),
            ConversionError::TooManyLines => "TOO_MANY_LINES",
            ConversionError::TooManyClickIds => "TOO_MANY_CLICK_IDS",
            ConversionError::NoAmount => "AMOUNT_MISSING",
            ConversionError::AmountMismatch => "AMOUNT_MISMATCH",
            ConversionError::LeadWithLines => "LEAD_WITH_LINES",
            ConversionError::LeadWithSubscription => "LEAD_WITH_SUBSCRIPTION",
            ConversionError::Quantity => "QUANTITY_OUT_OF_RANGE",
            ConversionError::AmountRange => "AMOUNT_OUT_OF_RANGE",
            ConversionError::ZeroSale => "ZERO_SALE",
            ConversionError::InFuture => "IN_FUTURE",
            ConversionError::Time => "TIME_INVALID",
            ConversionError::WrongState { .. } => "WRONG_STATE",
        }
    }
}

#[cfg(test)]
mod tests;
