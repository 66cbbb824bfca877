//! What waits for a person, the longest first.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{MomentId, UserId};
use domain::moderation::{Claim, Rule};
use domain::moment::Moderation;

use crate::error::StoreResult;
use crate::moment::Moment;
use crate::page::{Page, Slice};
use crate::schema::moderation_cases;
use crate::scope::{TenantScope, TenantTx};
use crate::sql::sql;

/// Which of what waits; what is none leaves out nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueueFilter {
    /// PENDING or FLAGGED alone.
    pub moderation: Option<Moderation>,
    /// Only what this rule found something in.
    pub rule: Option<Rule>,
    /// Only what this person has in their hands.
    pub claimed_by: Option<UserId>,
    /// Only what nobody has in their hands.
    pub free: bool,
}

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = SqlUuid)]
    id: MomentId,
}

/// What of the queue a filter leaves, in SQL: `$1` tenant, `$2` now, `$3` states, `$4` rule, `$5` who has it, `$6` free alone.
macro_rules! waiting {
    ($rest:literal) => {
        concat!(
            "SELECT m.id FROM moments m LEFT JOIN moderation_cases c ON c.tenant_id = m.tenant_id AND c.moment_id = m.id \
             WHERE m.tenant_id = $1 AND m.moderation = ANY($3) AND m.visibility <> 'ERASED' \
             AND ($4 IS NULL OR $4 = ANY(c.rules)) \
             AND ($5 IS NULL OR (c.claimed_by = $5 AND c.claimed_until > $2)) \
             AND (NOT $6 OR c.claimed_until IS NULL OR c.claimed_until <= $2) ",
            $rest
        )
    };
}

fn states(filter: &QueueFilter) -> Vec<Moderation> {
    match filter.moderation {
        Some(one) => vec![one],
        None => vec![Moderation::Pending, Moderation::Flagged],
    }
}

/// One page of the queue, the longest waiting first. `after` is the last of the page before.
pub async fn queue(
    scope: &impl TenantScope,
    filter: &QueueFilter,
    page: Page,
    now: DateTime<Utc>,
) -> StoreResult<Slice<Moment>> {
    let mut conn = scope.conn().await?;
    let found: Vec<Waiting> = sql(waiting!("AND ($7 IS NULL OR m.id > $7) ORDER BY m.id LIMIT $8"))
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<Timestamptz, _>(now)
        .bind::<Array<Text>, _>(states(filter))
        .bind::<Nullable<Text>, _>(filter.rule)
        .bind::<Nullable<SqlUuid>, _>(filter.claimed_by)
        .bind::<Bool, _>(filter.free)
        .bind::<Nullable<SqlUuid>, _>(page.after)
        .bind::<BigInt, _>(page.limit + 1)
        .load(&mut conn)
        .await?;
    let ids: Vec<MomentId> = found.into_iter().map(|row| row.id).collect();
    let mut rows = Moment::find_many(scope, &ids).await?;
    rows.sort_by_key(|row| row.id);
    Ok(Slice::cut(rows, page))
}

/// Puts what has waited longest into somebody's hands: up to `count` that nobody has, and that no other request is about
/// to give to somebody.
pub async fn claim_next(
    tx: &TenantTx,
    filter: &QueueFilter,
    count: i64,
    claim: Claim,
    now: DateTime<Utc>,
) -> StoreResult<Vec<MomentId>> {
    let found: Vec<Waiting> =
        sql(waiting!("AND c.moment_id IS NOT NULL ORDER BY m.id LIMIT $7 FOR UPDATE OF c SKIP LOCKED"))
            .bind::<SqlUuid, _>(tx.tenant())
            .bind::<Timestamptz, _>(now)
            .bind::<Array<Text>, _>(states(filter))
            .bind::<Nullable<Text>, _>(filter.rule)
            .bind::<Nullable<SqlUuid>, _>(None::<UserId>)
            .bind::<Bool, _>(true)
            .bind::<BigInt, _>(count)
            .load(&mut tx.db()?)
            .await?;
    let ids: Vec<MomentId> = found.into_iter().map(|row| row.id).collect();
    diesel::update(moderation_cases::table)
        .filter(moderation_cases::tenant_id.eq(tx.tenant()))
        .filter(moderation_cases::moment_id.eq_any(&ids))
        .set((moderation_cases::claimed_by.eq(claim.by), moderation_cases::claimed_until.eq(claim.until)))
        .execute(&mut tx.db()?)
        .await?;
    Ok(ids)
}
