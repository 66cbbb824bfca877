//! One line of terms: whom it is for and what it gives.

use serde::{Deserialize, Serialize};

use super::{PREDICATE_WORDS_MAX, RewardError, WORD_CHARS_MAX};
use crate::ids::RuleId;
use crate::money::{AMOUNT_MINOR_MAX, BPS_WHOLE};
use crate::text::is_line;

/// One line of a version of terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// From 1, in the terms.
    pub position: i32,
    /// What people call it.
    pub name: String,
    /// Whom it is for.
    pub predicate: Predicate,
    /// What it gives.
    pub reward: Reward,
}

/// What a conversion and its lines must be for a rule to match. An empty one always matches; a list matches
/// when one of its words does. Countries and codes are compared without regard to ASCII case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Predicate {
    /// Stock codes of a line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<String>,
    /// Product categories of a line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Countries of the buyer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Coupon codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// The order's total at least, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_minor_min: Option<i64>,
    /// The order's total at most, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_minor_max: Option<i64>,
}

/// What a rule gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
pub enum Reward {
    /// Basis points of the lines the rule won, taken once on their sum, HalfEven.
    Percent {
        /// Basis points, 0–10,000.
        bps: i64,
    },
    /// An amount once per order, at most the sum of the lines the rule won.
    FlatPerOrder {
        /// Minor units.
        minor: i64,
    },
    /// An amount per unit, at most the sum of the lines the rule won.
    FlatPerItem {
        /// Minor units.
        minor: i64,
    },
    /// An amount per lead.
    FlatPerLead {
        /// Minor units.
        minor: i64,
    },
}

impl Rule {
    /// Checks name, predicate and reward. Errors: the first [`RewardError`] found.
    pub fn validate(&self) -> Result<(), RewardError> {
        let rule = self.position;
        if !word(&self.name) {
            return Err(RewardError::Name { rule });
        }
        let Predicate { skus, categories, countries, codes, order_minor_min, order_minor_max } =
            &self.predicate;
        for (field, words) in
            [("skus", skus), ("categories", categories), ("countries", countries), ("codes", codes)]
        {
            if words.len() > PREDICATE_WORDS_MAX || !words.iter().all(|text| word(text)) {
                return Err(RewardError::Words { rule, field });
            }
        }
        let amount = |minor: i64| (0..=AMOUNT_MINOR_MAX).contains(&minor);
        let (least, most) = (order_minor_min.unwrap_or(0), order_minor_max.unwrap_or(AMOUNT_MINOR_MAX));
        if !amount(least) || !amount(most) || least > most {
            return Err(RewardError::OrderBounds { rule });
        }
        match self.reward {
            Reward::Percent { bps } if !(0..=BPS_WHOLE).contains(&bps) => Err(RewardError::Rate { rule }),
            Reward::FlatPerOrder { minor }
            | Reward::FlatPerItem { minor }
            | Reward::FlatPerLead { minor }
                if !amount(minor) =>
            {
                Err(RewardError::Flat { rule })
            }
            _ => Ok(()),
        }
    }
}

fn word(text: &str) -> bool {
    is_line(text, WORD_CHARS_MAX)
}
