//! How often each rule finds something, and what became of it: whether a rule is worth its trouble.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;

use crate::error::{StoreError, StoreResult};
use crate::scope::TenantScope;
use crate::sql::sql;
use domain::moderation::Rule;

/// What a rule came to in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleHits {
    /// The rule.
    pub rule: Rule,
    /// Moments in which it found something.
    pub found: i64,
    /// Of these, how many are approved.
    pub approved: i64,
    /// How many are rejected.
    pub rejected: i64,
    /// How many wait.
    pub waiting: i64,
}

/// What became of all moments of a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, QueryableByName)]
pub struct Tally {
    /// Moments that were judged.
    #[diesel(sql_type = BigInt)]
    pub judged: i64,
    /// In which some rule found something.
    #[diesel(sql_type = BigInt)]
    pub found: i64,
    /// Approved, by whomever.
    #[diesel(sql_type = BigInt)]
    pub approved: i64,
    /// Rejected, by whomever.
    #[diesel(sql_type = BigInt)]
    pub rejected: i64,
    /// That wait for a person.
    #[diesel(sql_type = BigInt)]
    pub waiting: i64,
    /// That a person decided about.
    #[diesel(sql_type = BigInt)]
    pub by_people: i64,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    rule: String,
    #[diesel(sql_type = BigInt)]
    found: i64,
    #[diesel(sql_type = BigInt)]
    approved: i64,
    #[diesel(sql_type = BigInt)]
    rejected: i64,
    #[diesel(sql_type = BigInt)]
    waiting: i64,
}

/// Sums over the moments that were judged from `since` up to `until`: all together, and for each rule that found
/// something, in the order of the rules.
pub async fn hits(
    scope: &impl TenantScope,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> StoreResult<(Tally, Vec<RuleHits>)> {
    let (tally, rules) = futures::try_join!(tally(scope, since, until), of_rules(scope, since, until))?;
    let mut hits = Vec::with_capacity(rules.len());
    for row in rules {
        let rule: Rule = row.rule.parse().map_err(|_| StoreError::Corrupt("rule"))?;
        let Row { found, approved, rejected, waiting, .. } = row;
        hits.push(RuleHits { rule, found, approved, rejected, waiting });
    }
    hits.sort_by_key(|hits| hits.rule);
    Ok((tally, hits))
}

async fn tally(scope: &impl TenantScope, since: DateTime<Utc>, until: DateTime<Utc>) -> StoreResult<Tally> {
    let mut conn = scope.conn().await?;
    Ok(sql("SELECT count(*) AS judged, count(*) FILTER (WHERE c.rules <> '{}') AS found, \
         count(*) FILTER (WHERE m.moderation = 'APPROVED') AS approved, \
         count(*) FILTER (WHERE m.moderation = 'REJECTED') AS rejected, \
         count(*) FILTER (WHERE m.moderation IN ('PENDING', 'FLAGGED')) AS waiting, \
         count(*) FILTER (WHERE c.decided_at IS NOT NULL) AS by_people \
         FROM moderation_cases c JOIN moments m ON m.tenant_id = c.tenant_id AND m.id = c.moment_id \
         WHERE c.tenant_id = $1 AND c.judged_at >= $2 AND c.judged_at < $3")
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Timestamptz, _>(since)
    .bind::<Timestamptz, _>(until)
    .get_result(&mut conn)
    .await?)
}

async fn of_rules(
    scope: &impl TenantScope,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> StoreResult<Vec<Row>> {
    let mut conn = scope.conn().await?;
    Ok(sql(
        "SELECT r.rule, count(*) AS found, count(*) FILTER (WHERE m.moderation = 'APPROVED') AS approved, \
         count(*) FILTER (WHERE m.moderation = 'REJECTED') AS rejected, \
         count(*) FILTER (WHERE m.moderation IN ('PENDING', 'FLAGGED')) AS waiting \
         FROM moderation_cases c JOIN moments m ON m.tenant_id = c.tenant_id AND m.id = c.moment_id \
         CROSS JOIN LATERAL unnest(c.rules) AS r(rule) \
         WHERE c.tenant_id = $1 AND c.judged_at >= $2 AND c.judged_at < $3 GROUP BY r.rule",
    )
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Timestamptz, _>(since)
    .bind::<Timestamptz, _>(until)
    .load(&mut conn)
    .await?)
}
