//! Terms and rules: what a payee earns for a conversion. Source: DESIGN §4.

mod error;
mod evaluate;
mod part;
mod period;
mod reckon;
mod rule;
mod settle;
mod stand;
mod terms;
mod tier;
mod totals;
mod validate;
mod whole;

pub use error::RewardError;
pub use evaluate::{Applied, CustomerKind, Earning, Order, OrderLine, PassedOver, Reason, evaluate};
pub use part::Part;
pub use period::Period;
pub use reckon::{Holding, Reckoned, reckon};
pub use rule::{Measure, Phase, Predicate, Recurring, Reward, Rule, Tier, TierMode};
pub use settle::{CapKind, Credited, Cut, Extra, ExtraKind, Settlement, cut_to, settle};
pub use stand::{Reached, left_of};
pub use terms::{Bonus, Terms, per_click, terms_in_force, terms_to_come};
pub use tier::Slice;
pub use totals::Totals;

/// Most rules in one version of terms.
pub const RULES_MAX: usize = 50;
/// Most bonuses in one version of terms.
pub const BONUSES_MAX: usize = 10;
/// Most tiers of one rule.
pub const TIERS_MAX: usize = 20;
/// Most months of a phase of a recurring rule: ten years.
pub const RECURRING_MONTHS_MAX: i32 = 120;
/// Most words in one list of a predicate.
pub const PREDICATE_WORDS_MAX: usize = 500;
/// Longest word in a predicate, and longest rule name, in characters.
pub const WORD_CHARS_MAX: usize = 200;

#[cfg(test)]
mod tests;
