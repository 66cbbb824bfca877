//! What conversions are judged by, asked for many at once: the number of statements is the same for any number of them.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::fraud::{CLICKS_MAX, CODE_DAYS, CodeUse, FLOOD_WINDOW, LinkTraffic, REPEATS_DAYS, USES_MAX};
use domain::ids::{AffiliateId, ConversionId, LinkId, TenantId};

use crate::conversion::Conversion;
use crate::error::StoreResult;
use crate::schema::{conversions, enrollments};
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// Affiliates of one bank account that are looked at, at most, over one batch.
const SHARERS_MAX: i64 = 1_000;

/// Tenants with conversions that wait to be judged.
pub async fn unjudged_tenants(tx: &SystemTx) -> StoreResult<Vec<TenantId>> {
    Ok(conversions::table
        .filter(conversions::judged_at.is_null())
        .select(conversions::tenant_id)
        .distinct()
        .load(&mut tx.db()?)
        .await?)
}

/// Conversions that wait to be judged, oldest first, locked; those another worker has in hand are skipped.
pub async fn take_unjudged(tx: &TenantTx, limit: i64) -> StoreResult<Vec<Conversion>> {
    Ok(conversions::table
        .filter(conversions::tenant_id.eq(tx.tenant()))
        .filter(conversions::judged_at.is_null())
        .order(conversions::id)
        .limit(limit)
        .select(Conversion::as_select())
        .for_update()
        .skip_locked()
        .load(&mut tx.db()?)
        .await?)
}

/// Notes of locked conversions that they are judged, and with which score.
pub async fn note_judged(
    tx: &TenantTx,
    scores: &[(ConversionId, i32)],
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let (ids, scores): (Vec<ConversionId>, Vec<i32>) = scores.iter().copied().unzip();
    diesel::sql_query(
        "UPDATE conversions v SET judged_at = $2, fraud_score = u.score FROM unnest($3, $4) AS u(id, score) \
         WHERE v.tenant_id = $1 AND v.id = u.id",
    )
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Timestamptz, _>(now)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Integer>, _>(scores)
    .execute(&mut tx.db()?)
    .await?;
    Ok(())
}

/// Notes of locked conversions with a known code whether its user never came by a link of its owner.
pub async fn note_code_uses(tx: &TenantTx, uses: &[(ConversionId, bool)]) -> StoreResult<()> {
    let (ids, without): (Vec<ConversionId>, Vec<bool>) = uses.iter().copied().unzip();
    diesel::sql_query(
        "UPDATE conversions v SET code_without_click = u.without FROM unnest($2, $3) AS u(id, without) \
         WHERE v.tenant_id = $1 AND v.id = u.id",
    )
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Bool>, _>(without)
    .execute(&mut tx.db()?)
    .await?;
    Ok(())
}

/// How each of these codes was used in the month before its moment, by what was judged so far; in their order.
pub async fn code_uses(
    scope: &impl TenantScope,
    codes: &[(String, DateTime<Utc>)],
) -> StoreResult<Vec<CodeUse>> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        uses: i64,
        #[diesel(sql_type = BigInt)]
        without_click: i64,
    }
    let mut conn = scope.conn().await?;
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT x.uses, x.without_click FROM unnest($2, $3) WITH ORDINALITY AS u(code, at, n) \
         CROSS JOIN LATERAL (SELECT count(*) AS uses, count(*) FILTER (WHERE w.code_without_click) AS without_click FROM ( \
           SELECT v.code_without_click FROM conversions v \
           WHERE v.tenant_id = $1 AND v.code = u.code AND v.code_without_click IS NOT NULL \
             AND v.occurred_at > u.at - make_interval(days => $4) AND v.occurred_at <= u.at \
           ORDER BY v.occurred_at DESC LIMIT $5) w) x ORDER BY u.n",
    )
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Array<Text>, _>(codes.iter().map(|(code, _)| code.clone()).collect::<Vec<_>>())
    .bind::<Array<Timestamptz>, _>(codes.iter().map(|(_, at)| *at).collect::<Vec<_>>())
    .bind::<Integer, _>(i32::try_from(CODE_DAYS).unwrap_or(i32::MAX))
    .bind::<BigInt, _>(USES_MAX)
    .load(&mut conn)
    .await?;
    Ok(rows.into_iter().map(|row| CodeUse { uses: row.uses, without_click: row.without_click }).collect())
}

/// A link at the moment of a click.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkAt {
    /// The link.
    pub link: LinkId,
    /// When it was clicked.
    pub at: DateTime<Utc>,
}

/// What each of these links had to bear up to its moment; in their order.
///
/// Clicks of the hour are found by their ids, which tell when we heard of them: what comes in days later, by a file, is no
/// flood.
pub async fn link_traffic(scope: &impl TenantScope, links: &[LinkAt]) -> StoreResult<Vec<LinkTraffic>> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        clicks: i64,
        #[diesel(sql_type = Nullable<BigInt>)]
        valid: Option<i64>,
        #[diesel(sql_type = Nullable<BigInt>)]
        duplicate: Option<i64>,
    }
    let mut conn = scope.conn().await?;
    let since = |link: &LinkAt| crate::first_id_of(link.at - FLOOD_WINDOW);
    let until = |link: &LinkAt| crate::first_id_of(link.at + Duration::seconds(1));
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT c.clicks, d.valid, d.duplicate FROM unnest($2, $3, $4, $5) WITH ORDINALITY AS u(link, at, since, until, n) \
         CROSS JOIN LATERAL (SELECT count(*) AS clicks FROM ( \
           SELECT 1 FROM touches t WHERE t.tenant_id = $1 AND t.link_id = u.link AND t.id >= u.since AND t.id < u.until \
             AND t.kind = 'CLICK' AND t.verdict <> 'BOT' AND t.occurred_at <= u.at LIMIT $6) x) c \
         CROSS JOIN LATERAL (SELECT sum(l.valid)::bigint AS valid, sum(l.duplicate)::bigint AS duplicate FROM link_days l \
           WHERE l.tenant_id = $1 AND l.link_id = u.link \
             AND l.day BETWEEN (u.at AT TIME ZONE 'UTC')::date - $7 + 1 AND (u.at AT TIME ZONE 'UTC')::date) d \
         ORDER BY u.n",
    )
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Array<SqlUuid>, _>(links.iter().map(|link| link.link).collect::<Vec<_>>())
    .bind::<Array<Timestamptz>, _>(links.iter().map(|link| link.at).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(links.iter().map(since).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(links.iter().map(until).collect::<Vec<_>>())
    .bind::<BigInt, _>(CLICKS_MAX)
    .bind::<Integer, _>(REPEATS_DAYS)
    .load(&mut conn)
    .await?;
    let traffic = |(link, row): (&LinkAt, Row)| LinkTraffic {
        link: link.link,
        clicks_within_hour: row.clicks,
        valid: row.valid.unwrap_or(0),
        duplicate: row.duplicate.unwrap_or(0),
    };
    Ok(links.iter().zip(rows).map(traffic).collect())
}

/// The e-mails these affiliates are enrolled with.
pub async fn emails(
    scope: &impl TenantScope,
    affiliates: &[AffiliateId],
) -> StoreResult<Vec<(AffiliateId, String)>> {
    let mut conn = scope.conn().await?;
    Ok(enrollments::table
        .filter(enrollments::tenant_id.eq(scope.tenant()))
        .filter(enrollments::affiliate_id.eq_any(affiliates))
        .select((enrollments::affiliate_id.assume_not_null(), enrollments::email))
        .distinct()
        .load(&mut conn)
        .await?)
}

/// Others of the tenant who are paid to the same bank account as one of these, each with whose account that is. For a job:
/// no tenant reads the accounts.
pub async fn sharers(
    tx: &TenantTx,
    affiliates: &[AffiliateId],
) -> StoreResult<Vec<(AffiliateId, AffiliateId)>> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = SqlUuid)]
        affiliate: AffiliateId,
        #[diesel(sql_type = SqlUuid)]
        other: AffiliateId,
    }
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT a.affiliate_id AS affiliate, o.affiliate_id AS other FROM payout_accounts a \
         JOIN payout_accounts o ON o.bank_fingerprint = a.bank_fingerprint AND o.affiliate_id <> a.affiliate_id \
         WHERE a.affiliate_id = ANY($2) \
           AND EXISTS (SELECT 1 FROM enrollments e WHERE e.tenant_id = $1 AND e.affiliate_id = o.affiliate_id) \
         ORDER BY 1, 2 LIMIT $3",
    )
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Array<SqlUuid>, _>(affiliates)
    .bind::<BigInt, _>(SHARERS_MAX)
    .load(&mut tx.db()?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.affiliate, row.other)).collect())
}
