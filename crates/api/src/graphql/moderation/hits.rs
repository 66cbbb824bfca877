//! How moderation does: what became of the moments of a period, and what each rule found in them.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, TimeDelta, Utc};
use domain::permission::Permission;
use store::moderation::{self, RuleHits, Tally};

use crate::error::{ApiError, ApiResult, Kind};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::request::{Request, maybe_moment};
use crate::graphql::scalar::ModerationRule;

/// The longest period, in days.
const PERIOD_DAYS_MAX: i64 = 366;
/// The period until somebody says otherwise, in days.
const PERIOD_DAYS_STANDARD: i64 = 30;

/// What became of the moments that came in, or were changed, within a period.
#[derive(SimpleObject)]
pub struct ModerationHits {
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    /// Moments that the rules have read.
    pub judged: i32,
    /// In which some rule found something.
    pub found: i32,
    /// That are approved, by whomever.
    pub approved: i32,
    /// That are rejected, by whomever.
    pub rejected: i32,
    /// That wait for a person.
    pub waiting: i32,
    /// That a person has decided about.
    pub by_people: i32,
    /// Each rule that found something.
    pub rules: Vec<ModerationRuleHits>,
}

/// What a rule has found, and what became of it: one whose finds are mostly approved costs more than it is worth.
#[derive(SimpleObject)]
pub struct ModerationRuleHits {
    pub rule: ModerationRule,
    /// Moments it found something in.
    pub found: i32,
    pub approved: i32,
    pub rejected: i32,
    pub waiting: i32,
}

fn number(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn shown((from, to): (DateTime<Utc>, DateTime<Utc>), tally: Tally, rules: Vec<RuleHits>) -> ModerationHits {
    let rule = |hits: RuleHits| ModerationRuleHits {
        rule: hits.rule.into(),
        found: number(hits.found),
        approved: number(hits.approved),
        rejected: number(hits.rejected),
        waiting: number(hits.waiting),
    };
    ModerationHits {
        from,
        to,
        judged: number(tally.judged),
        found: number(tally.found),
        approved: number(tally.approved),
        rejected: number(tally.rejected),
        waiting: number(tally.waiting),
        by_people: number(tally.by_people),
        rules: rules.into_iter().map(rule).collect(),
    }
}

/// A period of at most a year: the last thirty days where nothing is said of it. Errors: `PERIOD_INVALID`, `TIME_INVALID`.
pub fn period(
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> ApiResult<(DateTime<Utc>, DateTime<Utc>)> {
    let to = maybe_moment(to, "to")?.unwrap_or(now);
    let from = maybe_moment(from, "from")?.unwrap_or(to - TimeDelta::days(PERIOD_DAYS_STANDARD));
    if from < to && to - from <= TimeDelta::days(PERIOD_DAYS_MAX) {
        return Ok((from, to));
    }
    let text = format!("a period ends after it begins, and has at most {PERIOD_DAYS_MAX} days");
    Err(ApiError::new(Kind::Malformed, "PERIOD_INVALID", text))
}

#[derive(Default)]
pub struct ModerationHitsQuery;

#[Object]
impl ModerationHitsQuery {
    /// How moderation did with the moments of a period: the last thirty days unless given, a year at most.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn moderation_hits(
        &self,
        ctx: &Context<'_>,
        from: Option<DateTime<Utc>>,
        to: Option<DateTime<Utc>>,
    ) -> ApiResult<ModerationHits> {
        let request = Request::of(ctx)?;
        let period = period(from, to, request.now())?;
        let (tally, rules) = moderation::hits(&*request.read()?, period.0, period.1).await?;
        Ok(shown(period, tally, rules))
    }
}
