//! Why terms are refused, or a reward cannot be computed.

use super::{BONUSES_MAX, PREDICATE_WORDS_MAX, RECURRING_MONTHS_MAX, RULES_MAX, TIERS_MAX, WORD_CHARS_MAX};

/// Why terms are refused, or a reward cannot be computed. A rule is named by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "`rule` is a position from 1 everywhere")]
pub enum RewardError {
    /// No rule, or too many.
    #[error("terms have 1 to {RULES_MAX} rules")]
    RuleCount,
    /// Positions are not 1, 2, 3 ….
    #[error("rule {rule}: positions must be 1, 2, 3 and so on")]
    Position { rule: i32 },
    /// The name is empty, too long, or holds control characters.
    #[error("rule {rule}: the name must be 1 to {WORD_CHARS_MAX} characters without control characters")]
    Name { rule: i32 },
    /// A list of the predicate is too long, or a word in it is.
    #[error(
        "rule {rule}: {field} takes at most {PREDICATE_WORDS_MAX} words of 1 to {WORD_CHARS_MAX} characters"
    )]
    Words { rule: i32, field: &'static str },
    /// A word that is no country's code.
    #[error(
        "rule {rule}: countries are named by the two letters of ISO 3166-1, as GB; number {} is none", .index + 1
    )]
    Country { rule: i32, index: usize },
    /// The order's bounds are negative, too large, or the wrong way round.
    #[error("rule {rule}: orderMinorMin and orderMinorMax must be amounts, the first not above the second")]
    OrderBounds { rule: i32 },
    /// The period's bounds are negative, too large, or the wrong way round.
    #[error(
        "rule {rule}: periodSalesMin, periodSalesMax, periodMinorMin and periodMinorMax must be totals, a least not above its most"
    )]
    PeriodBounds { rule: i32 },
    /// A rate outside 0–100 %.
    #[error("rule {rule}: bps must be between 0 and 10000")]
    Rate { rule: i32 },
    /// A flat amount is negative or too large.
    #[error("rule {rule}: minor is not an amount")]
    Flat { rule: i32 },
    /// Tiers do not rise from 0.
    #[error("rule {rule}: there are 1 to {TIERS_MAX} tiers, the first from 0 and each from a higher total")]
    Tiers { rule: i32 },
    /// Tiers over all of a period's sales stand in two rules.
    #[error("rule {rule}: only one rule has retroactive tiers")]
    Retroactive { rule: i32 },
    /// Months of a recurring rule are out of range.
    #[error("rule {rule}: months of recurring must be between 1 and {RECURRING_MONTHS_MAX}")]
    RecurringMonths { rule: i32 },
    /// A second phase that nothing leads to.
    #[error("rule {rule}: what recurs for life has no second phase")]
    RecurringPhase { rule: i32 },
    /// The predicate asks for what its reward never meets.
    #[error("rule {rule}: {field} can never hold for what this rule pays for")]
    Contradiction { rule: i32, field: &'static str },
    /// An earlier rule always takes what this one could.
    #[error("rule {rule}: rule {earlier} takes everything before it")]
    Unreachable { rule: i32, earlier: i32 },
    /// Too many bonuses, or one that gives nothing, or is named twice.
    #[error(
        "bonus {bonus}: at most {BONUSES_MAX}, each with a name of its own, a goal above zero and an amount above zero"
    )]
    Bonus { bonus: i32 },
    /// By rates and bonuses for amounts more than everything sold would be paid.
    #[error(
        "bonus {bonus}: with the highest rate and the bonuses before it, it pays more than 100 % of its goal; let it give less, or give the terms a capPerPeriodMinor that is not above the goal"
    )]
    AboveWhole { bonus: i32 },
    /// By what a rule pays flat, and bonuses for amounts, more than everything sold would be paid.
    #[error(
        "rule {rule}: with the bonuses for amounts its flat reward can pay more than 100 % of what is sold; give it an orderMinorMin, or a higher one, or give the terms a capPerPeriodMinor"
    )]
    FlatAboveWhole { rule: i32 },
    /// A bonus for a number of sales in terms that nothing bounds.
    #[error(
        "bonus {bonus}: a number of sales says nothing of what they are worth; give the terms a capPerPeriodMinor, or make the goal an AMOUNT"
    )]
    Unbounded { bonus: i32 },
    /// A cap is no amount.
    #[error("{cap} is not an amount above zero")]
    Cap { cap: &'static str },
    /// One conversion could never come to its cap.
    #[error("capPerOrderMinor is above capPerPeriodMinor")]
    CapsContradict,
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
            RewardError::Country { .. } => "COUNTRY_UNKNOWN",
            RewardError::OrderBounds { .. } => "PREDICATE_ORDER_BOUNDS",
            RewardError::PeriodBounds { .. } => "PREDICATE_PERIOD_BOUNDS",
            RewardError::Rate { .. } => "RATE_OUT_OF_RANGE",
            RewardError::Flat { .. } => "AMOUNT_OUT_OF_RANGE",
            RewardError::Tiers { .. } => "TIERS_INVALID",
            RewardError::Retroactive { .. } => "TIERS_RETROACTIVE_TWICE",
            RewardError::RecurringMonths { .. } => "RECURRING_MONTHS",
            RewardError::RecurringPhase { .. } => "RECURRING_PHASE",
            RewardError::Contradiction { .. } => "RULE_CONTRADICTION",
            RewardError::Unreachable { .. } => "RULE_UNREACHABLE",
            RewardError::Bonus { .. } | RewardError::AboveWhole { .. } => "BONUS_INVALID",
            RewardError::FlatAboveWhole { .. } => "REWARD_ABOVE_WHOLE",
            RewardError::Unbounded { .. } => "BONUS_UNBOUNDED",
            RewardError::Cap { .. } => "CAP_INVALID",
            RewardError::CapsContradict => "CAPS_CONTRADICT",
            RewardError::OutOfRange => "ORDER_TOO_LARGE",
        }
    }

    /// The position of the rule at fault, where it is one.
    pub fn rule(&self) -> Option<i32> {
        match *self {
            RewardError::Position { rule }
            | RewardError::Name { rule }
            | RewardError::Words { rule, .. }
            | RewardError::Country { rule, .. }
            | RewardError::OrderBounds { rule }
            | RewardError::PeriodBounds { rule }
            | RewardError::Rate { rule }
            | RewardError::Flat { rule }
            | RewardError::Tiers { rule }
            | RewardError::Retroactive { rule }
            | RewardError::RecurringMonths { rule }
            | RewardError::RecurringPhase { rule }
            | RewardError::Contradiction { rule, .. }
            | RewardError::FlatAboveWhole { rule }
            | RewardError::Unreachable { rule, .. } => Some(rule),
            RewardError::RuleCount
            | RewardError::Bonus { .. }
            | RewardError::AboveWhole { .. }
            | RewardError::Unbounded { .. }
            | RewardError::Cap { .. }
            | RewardError::CapsContradict
            | RewardError::OutOfRange => None,
        }
    }

    /// The input's field at fault: `rules.1.predicate.codes`, `bonuses.0`, `capPerOrderMinor`. Places count from 0 here, as
    /// in any list of the input, and from 1 in the message.
    pub fn field(&self) -> Option<String> {
        if let Some(rule) = self.rule() {
            return Some(format!("rules.{}{}", rule - 1, self.within_rule()));
        }
        Some(match self {
            RewardError::RuleCount => "rules".to_owned(),
            RewardError::Bonus { bonus }
            | RewardError::AboveWhole { bonus }
            | RewardError::Unbounded { bonus } => format!("bonuses.{}", bonus - 1),
            RewardError::Cap { cap } => (*cap).to_owned(),
            RewardError::CapsContradict => "capPerOrderMinor".to_owned(),
            _ => return None,
        })
    }

    fn within_rule(&self) -> String {
        match self {
            RewardError::Name { .. } => ".name".to_owned(),
            RewardError::Contradiction { field: "recurring", .. } => ".recurring".to_owned(),
            RewardError::Words { field, .. } | RewardError::Contradiction { field, .. } => {
                format!(".predicate.{field}")
            }
            RewardError::Country { index, .. } => format!(".predicate.countries.{index}"),
            RewardError::OrderBounds { .. } => ".predicate.orderMinorMax".to_owned(),
            RewardError::PeriodBounds { .. } => ".predicate".to_owned(),
            RewardError::Rate { .. } | RewardError::Flat { .. } | RewardError::FlatAboveWhole { .. } => {
                ".reward".to_owned()
            }
            RewardError::Tiers { .. } | RewardError::Retroactive { .. } => ".reward.tiers".to_owned(),
            RewardError::RecurringMonths { .. } => ".recurring.months".to_owned(),
            RewardError::RecurringPhase { .. } => ".recurring.then".to_owned(),
            _ => String::new(),
        }
    }
}
