//! Terms and rules: what a payee earns for a conversion. Source: DESIGN §4.

mod evaluate;
mod rule;

pub use evaluate::{Applied, Earning, Order, OrderLine, PassedOver, Reason, evaluate};
pub use rule::{Predicate, Reward, Rule};

use chrono::{DateTime, Utc};

use crate::ids::{ProgramId, TermsId};

/// Most rules in one version of terms.
pub const RULES_MAX: usize = 50;
/// Most words in one list of a predicate.
pub const PREDICATE_WORDS_MAX: usize = 500;
/// Longest word in a predicate, and longest rule name, in characters.
pub const WORD_CHARS_MAX: usize = 200;

/// An immutable, numbered version of a program's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Its id.
    pub id: TermsId,
    /// Whose terms they are.
    pub program: ProgramId,
    /// From 1, in the program.
    pub version: i32,
    /// From when they hold.
    pub effective_from: DateTime<Utc>,
    /// In order of position; the first that matches wins.
    pub rules: Vec<Rule>,
}

impl Terms {
    /// Checks the rules: 1–50 of them, positions 1, 2, 3 …, names, predicates, rewards.
    ///
    /// Errors: [`RewardError`] with the position of the rule at fault.
    pub fn validate(&self) -> Result<(), RewardError> {
        if self.rules.is_empty() || self.rules.len() > RULES_MAX {
            return Err(RewardError::RuleCount);
        }
        for (position, rule) in (1i32..).zip(&self.rules) {
            if rule.position != position {
                return Err(RewardError::Position { rule: rule.position });
            }
            rule.validate()?;
        }
        Ok(())
    }
}

/// The terms of one program that hold at `at`: of those in effect the one that took effect last, the higher
/// version where two did at once. None before the first.
pub fn terms_in_force(terms: &[Terms], at: DateTime<Utc>) -> Option<&Terms> {
    terms.iter().filter(|terms| terms.effective_from <= at).max_by_key(|t| (t.effective_from, t.version))
}

/// Why terms are refused, or a reward cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RewardError {
    /// No rule, or too many.
    #[error("terms have 1 to {RULES_MAX} rules")]
    RuleCount,
    /// Positions are not 1, 2, 3 ….
    #[error("rule {rule}: positions must be 1, 2, 3 and so on")]
    Position {
        /// The position found.
        rule: i32,
    },
    /// The name is empty, too long, or holds control characters.
    #[error("rule {rule}: the name must be 1 to {WORD_CHARS_MAX} characters without control characters")]
    Name {
        /// Its position.
        rule: i32,
    },
    /// A list of the predicate is too long, or a word in it is.
    #[error(
        "rule {rule}: {field} takes at most {PREDICATE_WORDS_MAX} words of 1 to {WORD_CHARS_MAX} characters"
    )]
    Words {
        /// Its position.
        rule: i32,
        /// The list.
        field: &'static str,
    },
    /// The order's bounds are negative, too large, or the wrong way round.
    #[error("rule {rule}: orderMinorMin and orderMinorMax must be amounts, the first not above the second")]
    OrderBounds {
        /// Its position.
        rule: i32,
    },
    /// A rate outside 0–100 %.
    #[error("rule {rule}: bps must be between 0 and 10000")]
    Rate {
        /// Its position.
        rule: i32,
    },
    /// A flat amount is negative or too large.
    #[error("rule {rule}: minor is not an amount")]
    Flat {
        /// Its position.
        rule: i32,
    },
    /// The order's sums do not fit.
    #[error("the order is too large")]
    OutOfRange,
}

impl RewardError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            RewardError::RuleCount => "RULE_COUNT",
            RewardError::Position { .. } => "RULE_POSITION",
            RewardError::Name { .. } => "RULE_NAME",
            RewardError::Words { .. } => "PREDICATE_WORDS",
            RewardError::OrderBounds { .. } => "PREDICATE_ORDER_BOUNDS",
            RewardError::Rate { .. } => "RATE_OUT_OF_RANGE",
            RewardError::Flat { .. } => "AMOUNT_OUT_OF_RANGE",
            RewardError::OutOfRange => "ORDER_TOO_LARGE",
        }
    }
}

#[cfg(test)]
mod tests;
