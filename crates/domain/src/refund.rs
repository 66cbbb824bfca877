//! Refunds: what a request takes from which line, and what that takes from each payee. Source: DESIGN §4.

mod plan;

pub use plan::plan;

use sha2::{Digest, Sha256};

use crate::conversion::EXTERNAL_ID_CHARS_MAX;
use crate::ids::{ConversionId, TypedId};
use crate::money::{MoneyError, Rounding, divide, split};
use crate::text::is_line;

/// What a brand takes back of a conversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundRequest {
    /// The brand's own id of the refund, 1–200 characters; unique in the tenant.
    pub external_id: String,
    /// How much of what.
    pub scope: RefundScope,
}

/// How much of a conversion is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundScope {
    /// Named lines.
    Lines(Vec<RefundLine>),
    /// Minor units, spread over what the lines have left.
    Amount(i64),
    /// Everything that is left.
    Whole,
}

/// A part of one line: units, minor units or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundLine {
    /// Which line.
    pub target: LineTarget,
    /// Units; alone they take their part of what the line has left, the last unit the rest.
    pub quantity: Option<i64>,
    /// Minor units.
    pub amount: Option<i64>,
}

/// How a refund names a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineTarget {
    /// By its position, from 1.
    Position(i32),
    /// By its stock code: the first line of it with enough left.
    Sku(String),
}

/// What a refund takes of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedLine {
    /// Which line.
    pub position: i32,
    /// Units, 0 when only money is named.
    pub quantity: i64,
    /// Minor units, above zero.
    pub amount: i64,
}

/// What a refund takes in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundPlan {
    /// Each line once, by position.
    pub lines: Vec<PlannedLine>,
    /// Minor units, above zero.
    pub amount: i64,
    /// The part of it on lines that can earn commission.
    pub commissionable: i64,
}

/// Why a refund is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefundError {
    /// The external id is empty, too long, or holds control characters.
    #[error("externalId must be 1 to 200 characters without control characters")]
    ExternalId,
    /// More than was paid and not yet refunded.
    #[error("the refund is above what is left of what was paid")]
    AmountAbovePaid,
    /// More units than are left.
    #[error("the refund takes more units than are left")]
    QuantityAboveBought,
    /// No such line.
    #[error("the conversion has no such line")]
    UnknownLine,
    /// Everything is refunded already.
    #[error("nothing is left to refund")]
    NothingLeft,
    /// Zero or negative.
    #[error("quantities and amounts must be above zero")]
    NotPositive,
    /// A line says neither how many nor how much.
    #[error("each line needs a quantity or an amount")]
    NothingNamed,
    /// No lines, or too many.
    #[error("a refund by lines names 1 to 1000 of them")]
    LineCount,
    /// The units named are worth less than one minor unit.
    #[error("these units are worth nothing; name an amount")]
    WorthNothing,
    /// Sums that do not fit or contradict each other.
    #[error("amount out of range")]
    OutOfRange,
}

impl RefundError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            RefundError::ExternalId => "EXTERNAL_ID_INVALID",
            RefundError::AmountAbovePaid => "AMOUNT_ABOVE_PAID",
            RefundError::QuantityAboveBought => "QUANTITY_ABOVE_BOUGHT",
            RefundError::UnknownLine => "UNKNOWN_LINE",
            RefundError::NothingLeft => "NOTHING_LEFT",
            RefundError::NotPositive => "NOT_POSITIVE",
            RefundError::NothingNamed => "NOTHING_NAMED",
            RefundError::LineCount => "LINE_COUNT",
            RefundError::WorthNothing => "WORTH_NOTHING",
            RefundError::OutOfRange => "AMOUNT_OUT_OF_RANGE",
        }
    }
}

impl From<MoneyError> for RefundError {
    fn from(_: MoneyError) -> Self {
        RefundError::OutOfRange
    }
}

impl RefundRequest {
    /// What can be said of it before anything is looked up. Errors: [`RefundError::ExternalId`].
    pub fn check(&self) -> Result<(), RefundError> {
        if is_line(&self.external_id, EXTERNAL_ID_CHARS_MAX) { Ok(()) } else { Err(RefundError::ExternalId) }
    }

    /// SHA-256 of what a repeat must agree on: the conversion, the external id and the scope.
    pub fn contents_hash(&self, conversion: ConversionId) -> [u8; 32] {
        let mut hash = Sha256::new();
        let mut text = |value: &str| {
            hash.update((value.len() as u64).to_be_bytes());
            hash.update(value.as_bytes());
        };
        let number = |value: Option<i64>| value.map_or_else(String::new, |value| value.to_string());
        text(&conversion.uuid().to_string());
        text(&self.external_id);
        match &self.scope {
            RefundScope::Whole => text("WHOLE"),
            RefundScope::Amount(minor) => {
                text("AMOUNT");
                text(&number(Some(*minor)));
            }
            RefundScope::Lines(lines) => {
                text("LINES");
                for line in lines {
                    match &line.target {
                        LineTarget::Position(position) => {
                            text("POSITION");
                            text(&number(Some(i64::from(*position))));
                        }
                        LineTarget::Sku(sku) => {
                            text("SKU");
                            text(sku);
                        }
                    }
                    text(&number(line.quantity));
                    text(&number(line.amount));
                }
            }
        }
        hash.finalize().into()
    }
}

/// What a refund takes from each payee of a conversion, in minor units, in the order of `left`.
///
/// `total` is all the commission of the conversion, `commissionable` what could earn it, `refunded` how much
/// of that is refunded now in all, `reversed` what earlier refunds took from the payees, and `left` what each
/// payee still has. The cumulative target is `total · refunded / commissionable`, HalfEven, and `total` itself
/// once everything is refunded; the part not yet reversed is shared in proportion to `left`, never more than
/// anybody has.
///
/// Errors: [`RefundError::OutOfRange`] for negative values or `refunded > commissionable`. Source: DESIGN §4.
pub fn reverse(
    total: i64,
    commissionable: i64,
    refunded: i64,
    reversed: i64,
    left: &[i64],
) -> Result<Vec<i64>, RefundError> {
    let negative = [total, commissionable, refunded, reversed].iter().chain(left).any(|minor| *minor < 0);
    if negative || refunded > commissionable {
        return Err(RefundError::OutOfRange);
    }
    let held =
        left.iter().try_fold(0i64, |sum, minor| sum.checked_add(*minor)).ok_or(RefundError::OutOfRange)?;
    let target = if refunded == 0 {
        0
    } else {
        divide(i128::from(total) * i128::from(refunded), i128::from(commissionable), Rounding::HalfEven)?
    };
    let part = target.saturating_sub(reversed).clamp(0, held);
    let shares: Vec<i128> = left.iter().map(|minor| i128::from(*minor)).collect();
    Ok(split(part, &shares)?)
}

#[cfg(test)]
mod tests;
