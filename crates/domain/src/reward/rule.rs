//! One line of terms: whom it is for and what it gives.

use serde::{Deserialize, Serialize};

use super::CustomerKind;
use crate::ids::RuleId;

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
    /// What it gives for the later sales of a subscription; none: nothing.
    pub recurring: Option<Recurring>,
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
    /// Countries of the buyer, by their two letters of ISO 3166-1.
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
    /// Whether the buyer has bought before. One the brand does not name is neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerKind>,
    /// The payee's conversions of the period before this one, at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_sales_min: Option<i64>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_sales_max: Option<i64>,
    /// The payee's credited amount of the period before this conversion, at least, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_minor_min: Option<i64>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_minor_max: Option<i64>,
}

impl Predicate {
    /// Whether it is for buyers of this country, which a brand names by its two letters or in words of its own.
    pub fn is_for_country(&self, country: Option<&str>) -> bool {
        let known = || country.and_then(crate::country::code);
        let same = |word: &String| {
            country.is_some_and(|own| word.eq_ignore_ascii_case(own))
                || known().is_some_and(|code| word.eq_ignore_ascii_case(code))
        };
        self.countries.is_empty() || self.countries.iter().any(same)
    }
}

crate::text_enum! {
    /// What of a period's totals is measured.
    pub enum Measure {
        /// How many conversions.
        Sales = "SALES",
        /// The credited amount.
        Amount = "AMOUNT",
    }
}

crate::text_enum! {
    /// What a higher tier is good for.
    pub enum TierMode {
        /// For what lies in it.
        Graduated = "GRADUATED",
        /// For everything of the period, what was before it too.
        Retroactive = "RETROACTIVE",
    }
}

/// A rate from a total on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// From this total on: an amount in minor units, or this many conversions before. The first is from 0.
    pub from: i64,
    /// Basis points, 0–10,000.
    pub bps: i64,
}

/// What a rule gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// An amount per valid click, reckoned once for each day.
    FlatPerClick {
        /// Minor units.
        minor: i64,
    },
    /// Basis points of the lines the rule won, by what the payee has come to in the period.
    Tiers {
        /// What is measured.
        measure: Measure,
        /// What a higher tier is good for.
        mode: TierMode,
        /// In rising order, at most [`super::TIERS_MAX`].
        tiers: Vec<Tier>,
    },
}

impl Rule {
    /// Whether it can give anything at all, be it for later sales of a subscription alone.
    pub fn gives(&self) -> bool {
        self.reward.gives()
            || self.recurring.and_then(|recurring| recurring.then).is_some_and(|phase| phase.bps > 0)
    }
}

impl Reward {
    /// Whether it can give anything at all.
    pub fn gives(&self) -> bool {
        match self {
            Reward::Percent { bps } => *bps > 0,
            Reward::FlatPerOrder { minor }
            | Reward::FlatPerItem { minor }
            | Reward::FlatPerLead { minor }
            | Reward::FlatPerClick { minor } => *minor > 0,
            Reward::Tiers { tiers, .. } => tiers.iter().any(|tier| tier.bps > 0),
        }
    }
}

/// Which sales of a subscription after its first a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recurring {
    /// For so many months since the first sale the rule gives what it gives for the first; none: for life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<i32>,
    /// What it gives afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<Phase>,
}

/// What a recurring rule gives after its first months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Basis points of the lines the rule won.
    pub bps: i64,
    /// For so many months more; none: for life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<i32>,
}

impl Recurring {
    /// Whether a sale so many whole months after the first is of the first months, of the second phase, or of neither.
    pub(super) fn phase(&self, renewal: i32) -> Option<Option<Phase>> {
        let Some(months) = self.months else { return Some(None) };
        if renewal < months {
            return Some(None);
        }
        let then = self.then?;
        then.months.is_none_or(|more| renewal < months.saturating_add(more)).then_some(Some(then))
    }

    /// For how many months after the first sale later ones get something; for life: [`i32::MAX`].
    pub(super) fn reach(&self) -> i32 {
        let Some(months) = self.months else { return i32::MAX };
        self.then.map_or(months, |then| then.months.map_or(i32::MAX, |more| months.saturating_add(more)))
    }
}
