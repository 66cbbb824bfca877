//! Lines of terms: what they say, and how they are given.

use async_graphql::{ID, InputObject, Json, OneofObject, SimpleObject};
use chrono::{DateTime, Utc};
use domain::reward;
use store::terms as row;

use super::request::{id, maybe_id};
use super::scalar::{CustomerKind, Int64, Measure, Period, TierMode};
use crate::error::{ApiError, ApiResult};

/// One line of a version of terms.
#[derive(SimpleObject)]
pub struct Rule {
    pub id: ID,
    /// From 1.
    pub position: i32,
    pub name: String,
    /// When it applies; an empty one always does.
    pub predicate: Json<serde_json::Value>,
    /// What it pays: `kind` with `bps`, `minor`, or `measure`, `mode` and `tiers`.
    pub reward: Json<serde_json::Value>,
    /// What it pays for later sales of a subscription: `months` (none: for life) and `then`; null: nothing.
    pub recurring: Option<Json<serde_json::Value>>,
}

/// An amount for a goal, once in a period.
#[derive(SimpleObject)]
pub struct Bonus {
    pub name: String,
    /// What is measured.
    pub measure: Measure,
    /// So many conversions, or so many minor units.
    pub goal: Int64,
    /// What it pays, in minor units.
    pub minor: Int64,
}

/// The bonuses of a version.
pub fn bonuses(terms: &row::Terms) -> ApiResult<Vec<Bonus>> {
    let stored: Vec<reward::Bonus> =
        serde_json::from_value(terms.bonuses.clone()).map_err(|error| ApiError::internal(&error))?;
    let bonus = |b: reward::Bonus| Bonus {
        name: b.name,
        measure: b.measure.into(),
        goal: Int64(b.goal),
        minor: Int64(b.minor),
    };
    Ok(stored.into_iter().map(bonus).collect())
}

impl Rule {
    /// As it is stored.
    pub fn of(row: row::Rule) -> Rule {
        Rule {
            id: row.id.into(),
            position: row.position,
            name: row.name,
            predicate: Json(row.predicate),
            reward: Json(row.reward),
            recurring: row.recurring.map(Json),
        }
    }
}

/// When a rule applies. Each list matches when one of its words does; what is left out always matches.
#[derive(InputObject, Default)]
pub struct PredicateInput {
    /// Stock codes of a line.
    pub skus: Option<Vec<String>>,
    /// Product categories of a line.
    pub categories: Option<Vec<String>>,
    /// Countries of the buyer, by their two letters of ISO 3166-1.
    pub countries: Option<Vec<String>>,
    /// Coupon codes.
    pub codes: Option<Vec<String>>,
    /// The order's total at least, in minor units.
    pub order_minor_min: Option<Int64>,
    /// The order's total at most, in minor units.
    pub order_minor_max: Option<Int64>,
    /// Whether the buyer has bought before; a buyer you do not name is neither.
    pub customer: Option<CustomerKind>,
    /// The payee's conversions of the period before this one, at least.
    pub period_sales_min: Option<Int64>,
    pub period_sales_max: Option<Int64>,
    /// The payee's part of the sales of the period before this one, at least, in minor units.
    pub period_minor_min: Option<Int64>,
    pub period_minor_max: Option<Int64>,
}

/// What a rule pays: exactly one of these.
#[derive(OneofObject)]
pub enum RewardInput {
    /// Basis points of the lines the rule won.
    PercentBps(i32),
    /// Minor units once per order, at most what the lines come to. Beside a bonus for an AMOUNT it counts as its part of
    /// `orderMinorMin`, and as all of the order where there is none.
    FlatPerOrderMinor(Int64),
    /// Minor units per unit, at most what the lines come to. Beside a bonus for an AMOUNT it counts as all of the order.
    FlatPerItemMinor(Int64),
    /// Minor units per lead.
    FlatPerLeadMinor(Int64),
    /// Minor units per valid click, reckoned once a day. Such a rule has no predicate.
    FlatPerClickMinor(Int64),
    /// Basis points by what the payee has come to in the period.
    Tiers(TiersInput),
}

/// Rates by what a payee has come to in the period.
#[derive(InputObject)]
pub struct TiersInput {
    /// By the number of conversions before, or by the amount of sales.
    pub measure: Measure,
    /// Whether a higher tier is good for what lies in it, or for all of the period.
    pub mode: TierMode,
    /// In rising order, the first from 0; at most 20.
    pub tiers: Vec<TierInput>,
}

/// A rate from a total on.
#[derive(InputObject)]
pub struct TierInput {
    /// So many conversions before, or so many minor units.
    pub from: Int64,
    pub bps: i32,
}

/// What a rule pays for later sales of a subscription.
#[derive(InputObject)]
pub struct RecurringInput {
    /// For so many months since the first sale it pays what it pays for that; for life unless given.
    pub months: Option<i32>,
    /// What it pays afterwards; nothing unless given.
    pub then: Option<PhaseInput>,
}

/// What a rule pays after its first months.
#[derive(InputObject)]
pub struct PhaseInput {
    pub bps: i32,
    /// For so many months more; for life unless given.
    pub months: Option<i32>,
}

/// An amount for a goal, once in a period. With what the rules give, a bonus for an AMOUNT comes to at most that amount, or the
/// terms have a cap per period that does; one for a number of SALES needs terms with a cap per period.
#[derive(InputObject)]
pub struct BonusInput {
    /// A name of its own.
    pub name: String,
    pub measure: Measure,
    /// So many conversions, or so many minor units.
    pub goal: Int64,
    /// What it pays, in minor units.
    pub minor: Int64,
}

/// One line of terms.
#[derive(InputObject)]
pub struct RuleInput {
    pub name: String,
    pub predicate: Option<PredicateInput>,
    pub reward: RewardInput,
    /// Later sales of a subscription earn nothing by this rule unless given.
    pub recurring: Option<RecurringInput>,
}

/// The next version of a programme's terms.
#[derive(InputObject)]
pub struct TermsCreateInput {
    pub program_id: ID,
    /// Now unless given; only a programme's first version may begin in the past.
    pub effective_from: Option<DateTime<Utc>>,
    /// The group it is for; everybody without terms of their own unless given.
    pub group_id: Option<ID>,
    /// The version that you began with: refused where a newer one was made meanwhile, or that one was taken back.
    pub based_on: Option<ID>,
    /// In order; the first that matches wins.
    pub rules: Vec<RuleInput>,
    /// How long totals run; MONTH unless given.
    pub period: Option<Period>,
    /// For goals reached in a period, at most 10.
    pub bonuses: Option<Vec<BonusInput>>,
    /// What one payee gets of one conversion at most, in minor units.
    pub cap_per_order_minor: Option<Int64>,
    /// What one payee gets in one period at most, in minor units.
    pub cap_per_period_minor: Option<Int64>,
}

impl TermsCreateInput {
    /// The terms as `domain` knows them, sound in themselves. Errors: any `RewardError`, at its place.
    pub fn read(self, effective_from: DateTime<Utc>) -> ApiResult<reward::Terms> {
        let bonus = |b: BonusInput| reward::Bonus {
            name: b.name.trim().to_owned(),
            measure: b.measure.into(),
            goal: b.goal.0,
            minor: b.minor.0,
        };
        let terms = reward::Terms {
            id: store::new_id(),
            program: id(&self.program_id, "programId")?,
            group: maybe_id(self.group_id.as_ref(), "groupId")?,
            version: 1,
            effective_from,
            period: self.period.map_or(reward::Period::Month, Into::into),
            rules: (1i32..).zip(self.rules).map(|(n, rule)| rule.read(n)).collect(),
            bonuses: self.bonuses.unwrap_or_default().into_iter().map(bonus).collect(),
            cap_per_order: self.cap_per_order_minor.map(|cap| cap.0),
            cap_per_period: self.cap_per_period_minor.map(|cap| cap.0),
        };
        terms.validate().map_err(|error| {
            let field = error.field().unwrap_or_else(|| "rules".to_owned());
            ApiError::from(error).at(field)
        })?;
        Ok(terms)
    }
}

impl RuleInput {
    fn read(self, position: i32) -> reward::Rule {
        let predicate = self.predicate.unwrap_or_default();
        let reward = match self.reward {
            RewardInput::PercentBps(bps) => reward::Reward::Percent { bps: i64::from(bps) },
            RewardInput::FlatPerOrderMinor(minor) => reward::Reward::FlatPerOrder { minor: minor.0 },
            RewardInput::FlatPerItemMinor(minor) => reward::Reward::FlatPerItem { minor: minor.0 },
            RewardInput::FlatPerLeadMinor(minor) => reward::Reward::FlatPerLead { minor: minor.0 },
            RewardInput::FlatPerClickMinor(minor) => reward::Reward::FlatPerClick { minor: minor.0 },
            RewardInput::Tiers(tiers) => reward::Reward::Tiers {
                measure: tiers.measure.into(),
                mode: tiers.mode.into(),
                tiers: tiers
                    .tiers
                    .into_iter()
                    .map(|tier| reward::Tier { from: tier.from.0, bps: i64::from(tier.bps) })
                    .collect(),
            },
        };
        let upper = |word: &String| word.trim().to_ascii_uppercase();
        let phase = |then: PhaseInput| reward::Phase { bps: i64::from(then.bps), months: then.months };
        let recurring = |r: RecurringInput| reward::Recurring { months: r.months, then: r.then.map(phase) };
        reward::Rule {
            id: store::new_id(),
            position,
            name: self.name.trim().to_owned(),
            predicate: reward::Predicate {
                skus: predicate.skus.unwrap_or_default(),
                categories: predicate.categories.unwrap_or_default(),
                countries: predicate.countries.unwrap_or_default().iter().map(upper).collect(),
                codes: predicate.codes.unwrap_or_default(),
                order_minor_min: predicate.order_minor_min.map(|minor| minor.0),
                order_minor_max: predicate.order_minor_max.map(|minor| minor.0),
                customer: predicate.customer.map(Into::into),
                period_sales_min: predicate.period_sales_min.map(|sales| sales.0),
                period_sales_max: predicate.period_sales_max.map(|sales| sales.0),
                period_minor_min: predicate.period_minor_min.map(|minor| minor.0),
                period_minor_max: predicate.period_minor_max.map(|minor| minor.0),
            },
            reward,
            recurring: self.recurring.map(recurring),
        }
    }
}
