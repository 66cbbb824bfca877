//! A batch of one tenant's events to rows, sums and scores, each once however often it is read.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Date, Double, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::engagement::{Actor, Event, RETENTION_DAYS, Retention, RollUp, first_of_each};
use domain::feed::{self, Engagement};
use domain::ids::MomentId;

use super::{Counts, Received, Settings};
use crate::error::{StoreError, StoreResult};
use crate::live::{Change, Subject};
use crate::schema::moments;
use crate::scope::{TenantScope, TenantTx};
use crate::sql::sql;

/// What became of a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ingested {
    /// Events that count from now on.
    pub counted: usize,
    /// Events that were counted before, or come so late that nobody knows.
    pub repeated: usize,
    /// Events of moments that the tenant does not have.
    pub unknown: usize,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = SqlUuid)]
    moment_id: MomentId,
    #[diesel(sql_type = Text)]
    kind: Engagement,
    #[diesel(sql_type = Binary)]
    actor: Vec<u8>,
    #[diesel(sql_type = Timestamptz)]
    occurred_at: DateTime<Utc>,
}

/// Writes the events that are new, adds them to hours, days and totals, and raises the scores of their moments. All of it, or
/// none, stands with the caller's transaction.
///
/// `now` is when it is done. Events of days that were forgotten are left out: they may have been counted.
pub async fn ingest(tx: &TenantTx, received: &[Received], now: DateTime<Utc>) -> StoreResult<Ingested> {
    let all = received.len();
    let mut first: Vec<Event> = first_of_each(received.iter().map(|received| received.event));
    first.sort_unstable_by_key(|event| *event.key());
    forget_old(tx, &mut first, now).await?;
    // Whoever works on the same moments waits here, and has locked none that this one wants.
    let locked = lock(tx, first.iter().map(|event| event.key().moment)).await?;
    let (known, strange): (Vec<Event>, Vec<Event>) =
        first.into_iter().partition(|event| locked.contains_key(&event.key().moment));
    if known.is_empty() {
        let unknown = strange.len();
        return Ok(Ingested { counted: 0, repeated: all - unknown, unknown });
    }
    let arrived: BTreeMap<_, _> =
        received.iter().rev().map(|received| (*received.event.key(), received.at)).collect();
    let arrived = |event: &Event| arrived.get(event.key()).copied().unwrap_or(now);
    let counted = insert(tx, &known, arrived).await?;
    let roll_up = RollUp::of(&counted);
    let (hours, days, totals) = sums(&roll_up);
    let scored = roll_up.increments.iter().filter_map(|(moment, increment)| {
        let stands = locked.get(moment)?;
        Some((*moment, feed::merge(stands.log_score, *increment), stands.verified_buyer))
    });
    let scored: Vec<_> = scored.collect();
    futures::try_join!(
        add_hours(tx, &hours),
        add_days(tx, &days),
        add_totals(tx, &totals),
        raise(tx, &scored)
    )?;
    tx.changed(totals.keys().map(|moment| Change::of(Subject::Engagement, *moment)));
    let unknown = strange.len();
    Ok(Ingested { counted: counted.len(), repeated: all - unknown - counted.len(), unknown })
}

/// Leaves out what is of days whose events were deleted. Where the least retention keeps them all nothing is asked.
async fn forget_old(tx: &TenantTx, events: &mut Vec<Event>, now: DateTime<Utc>) -> StoreResult<()> {
    let least = Retention::new(*RETENTION_DAYS.start()).unwrap_or_default();
    // A day more: other machines' clocks may be ahead.
    let surely_kept = least.keeps_from(now).succ_opt().unwrap_or(NaiveDate::MAX);
    if events.iter().all(|event| event.key().day >= surely_kept) {
        return Ok(());
    }
    let before = Settings::hold(tx).await?;
    events.retain(|event| before.is_none_or(|before| event.key().day >= before));
    Ok(())
}

/// A moment's score as it stands, locked.
pub(super) struct Standing {
    pub(super) log_score: f64,
    pub(super) verified_buyer: bool,
}

/// Locks those of these moments that are the tenant's, in the order of their ids, against others who raise scores or decide
/// about them, and not against who refers to them.
pub(super) async fn lock(
    tx: &TenantTx,
    ids: impl IntoIterator<Item = MomentId>,
) -> StoreResult<BTreeMap<MomentId, Standing>> {
    let mut ids: Vec<MomentId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(MomentId, f64, bool)> = moments::table
        .filter(moments::tenant_id.eq(tx.tenant()))
        .filter(moments::id.eq_any(ids))
        .order(moments::id)
        .select((moments::id, moments::log_score, moments::verified_buyer))
        .for_no_key_update()
        .load(&mut tx.db()?)
        .await?;
    let standing = |(id, log_score, verified_buyer)| (id, Standing { log_score, verified_buyer });
    Ok(rows.into_iter().map(standing).collect())
}

async fn insert(
    tx: &TenantTx,
    events: &[Event],
    arrived: impl Fn(&Event) -> DateTime<Utc>,
) -> StoreResult<Vec<Event>> {
    let rows: Vec<Counted> =
        sql("INSERT INTO engagements (tenant_id, day, moment_id, kind, actor, occurred_at, received_at) \
         SELECT $1, u.day, u.moment_id, u.kind, u.actor, u.occurred_at, u.received_at \
         FROM unnest($2, $3, $4, $5, $6, $7) AS u(day, moment_id, kind, actor, occurred_at, received_at) \
         ON CONFLICT (tenant_id, day, moment_id, kind, actor) DO NOTHING \
         RETURNING moment_id, kind, actor, occurred_at")
        .bind::<SqlUuid, _>(tx.tenant())
        .bind::<Array<Date>, _>(events.iter().map(|e| e.key().day).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(events.iter().map(|e| e.key().moment).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(events.iter().map(|e| e.key().kind.as_str()).collect::<Vec<_>>())
        .bind::<Array<Binary>, _>(events.iter().map(|e| e.key().actor.bytes()).collect::<Vec<_>>())
        .bind::<Array<Timestamptz>, _>(events.iter().map(Event::occurred_at).collect::<Vec<_>>())
        .bind::<Array<Timestamptz>, _>(events.iter().map(arrived).collect::<Vec<_>>())
        .get_results(&mut tx.db()?)
        .await?;
    let event = |row: Counted| {
        let actor = Actor::of_bytes(&row.actor).ok_or(StoreError::Corrupt("actor"))?;
        Ok(Event::new(actor, row.moment_id, row.kind, row.occurred_at))
    };
    rows.into_iter().map(event).collect()
}

type Sums = (
    BTreeMap<(DateTime<Utc>, MomentId), Counts>,
    BTreeMap<(NaiveDate, MomentId), Counts>,
    BTreeMap<MomentId, Counts>,
);

/// The same with one row for all kinds.
fn sums(roll_up: &RollUp) -> Sums {
    let (mut hours, mut days, mut totals) = Sums::default();
    for ((moment, hour, kind), count) in &roll_up.hours {
        *hours.entry((*hour, *moment)).or_default().of(*kind) += count;
    }
    for ((moment, day, kind), count) in &roll_up.days {
        *days.entry((*day, *moment)).or_default().of(*kind) += count;
        *totals.entry(*moment).or_default().of(*kind) += count;
    }
    (hours, days, totals)
}

/// A statement that adds counts to a table of theirs: `$2` and more are its key, the last six the counts.
macro_rules! add {
    ($tx:expr, $table:literal, $key:literal, $keys:literal, $counts:literal, $rows:expr, $($type:ty => $column:expr),+) => {{
        let rows = $rows;
        if rows.is_empty() {
            return Ok(());
        }
        let counts = |of: fn(&Counts) -> i64| rows.values().map(of).collect::<Vec<i64>>();
        sql(concat!(
            "INSERT INTO ", $table, " AS t (tenant_id, ", $key, ", views, likes, comments, saves, shares, product_clicks) \
             SELECT $1, u.* FROM unnest(", $keys, ", ", $counts, ") AS u \
             ON CONFLICT (tenant_id, ", $key, ") DO UPDATE SET views = t.views + excluded.views, \
               likes = t.likes + excluded.likes, comments = t.comments + excluded.comments, \
               saves = t.saves + excluded.saves, shares = t.shares + excluded.shares, \
               product_clicks = t.product_clicks + excluded.product_clicks"
        ))
        .bind::<SqlUuid, _>($tx.tenant())
        $(.bind::<Array<$type>, _>(rows.keys().map($column).collect::<Vec<_>>()))+
        .bind::<Array<BigInt>, _>(counts(|c| c.views))
        .bind::<Array<BigInt>, _>(counts(|c| c.likes))
        .bind::<Array<BigInt>, _>(counts(|c| c.comments))
        .bind::<Array<BigInt>, _>(counts(|c| c.saves))
        .bind::<Array<BigInt>, _>(counts(|c| c.shares))
        .bind::<Array<BigInt>, _>(counts(|c| c.product_clicks))
        .execute(&mut $tx.db()?)
        .await?;
        Ok(())
    }};
}

async fn add_hours(tx: &TenantTx, rows: &BTreeMap<(DateTime<Utc>, MomentId), Counts>) -> StoreResult<()> {
    add!(tx, "engagement_hours", "hour, moment_id", "$2, $3", "$4, $5, $6, $7, $8, $9", rows,
        Timestamptz => |key| key.0, SqlUuid => |key| key.1)
}

async fn add_days(tx: &TenantTx, rows: &BTreeMap<(NaiveDate, MomentId), Counts>) -> StoreResult<()> {
    add!(tx, "engagement_days", "day, moment_id", "$2, $3", "$4, $5, $6, $7, $8, $9", rows,
        Date => |key| key.0, SqlUuid => |key| key.1)
}

async fn add_totals(tx: &TenantTx, rows: &BTreeMap<MomentId, Counts>) -> StoreResult<()> {
    add!(tx, "engagement_totals", "moment_id", "$2", "$3, $4, $5, $6, $7, $8", rows, SqlUuid => |key| *key)
}

/// Writes the scores of locked moments: id, score, and whether it is a verified buyer's. They only rise, so nobody who reads page
/// by page is told. Their versions stay: what the public reads of them is the same.
pub(super) async fn raise(tx: &TenantTx, scored: &[(MomentId, f64, bool)]) -> StoreResult<()> {
    if scored.is_empty() {
        return Ok(());
    }
    let ranks = scored.iter().map(|(_, score, verified)| feed::rank(*score, *verified)).collect::<Vec<_>>();
    let raised = sql("UPDATE moments AS m SET log_score = u.log_score, rank = u.rank \
         FROM unnest($2, $3, $4) AS u(id, log_score, rank) WHERE m.tenant_id = $1 AND m.id = u.id")
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Array<SqlUuid>, _>(scored.iter().map(|(moment, ..)| *moment).collect::<Vec<_>>())
    .bind::<Array<Double>, _>(scored.iter().map(|(_, score, _)| *score).collect::<Vec<_>>())
    .bind::<Array<Double>, _>(ranks)
    .execute(&mut tx.db()?)
    .await?;
    if raised == scored.len() { Ok(()) } else { Err(StoreError::Conflict("moment")) }
}
