//! Which browsers belong to which customer and which conversion, and the conversions that a touch which arrives late
//! belongs to.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::attribution::Verdict;
use domain::identity::{Acquaintance, IDENTITY_DAYS, VISITORS_MAX};
use domain::ids::{ConversionId, CustomerId, TenantId, VisitorId};
use serde::{Deserialize, Serialize};

use crate::conversion::Conversion;
use crate::error::StoreResult;
use crate::outbox::{self, Job};
use crate::schema::{conversion_visitors, customers, identity_edges};
use crate::scope::{TenantScope, TenantTx};
use crate::sql::sql;
use crate::touch::{Added, Customer, Touch};

/// How long before a conversion a touch may lie and still belong to it, in days: the longest window of any policy.
const WINDOW_DAYS_MAX: i64 = 365;
/// Most conversions that one batch of touches has decided again.
const AGAIN_MAX: i64 = 1_000;

/// A customer, a browser whose visitor consents, and when the two were seen together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The buyer.
    pub customer: CustomerId,
    /// The browser.
    pub visitor: VisitorId,
    /// When.
    pub met: Acquaintance,
}

/// Asks that a conversion be decided again, since more is known of its path or its customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideAgain {
    /// Its tenant.
    pub tenant: TenantId,
    /// The conversion.
    pub conversion: ConversionId,
    /// Why.
    #[serde(default)]
    pub because: Because,
}

/// Why a conversion is decided again by a job.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Because {
    /// A touch on its path came late.
    #[default]
    LateTouch,
    /// An earlier sale of its customer was reported later.
    EarlierSale,
}

impl Because {
    /// In the words of the decision.
    pub const fn as_str(self) -> &'static str {
        match self {
            Because::LateTouch => "LATE_TOUCH",
            Because::EarlierSale => "EARLIER_SALE",
        }
    }
}

impl Job for DecideAgain {
    const NAME: &'static str = "decide_again";
}

/// Waits until no touch of any browser on a conversion's path is being added: from here to the commit a touch is either seen
/// by this conversion, or sees it ([`hold`]). The customer's row is locked before, rows of touches and days after this.
pub async fn settle(tx: &TenantTx, path: &[VisitorId]) -> StoreResult<()> {
    if path.is_empty() {
        return Ok(());
    }
    sql("SELECT pg_advisory_xact_lock_shared(hashtextextended('visitor:' || $1::text || u.id::text, 0)) \
         FROM (SELECT DISTINCT id FROM unnest($2) AS v(id) ORDER BY id) u")
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Array<SqlUuid>, _>(path)
    .execute(&mut tx.db()?)
    .await?;
    Ok(())
}

/// Keeps the browsers that a conversion's own click ids name.
pub async fn keep(tx: &TenantTx, conversion: ConversionId, own: &[VisitorId]) -> StoreResult<()> {
    if own.is_empty() {
        return Ok(());
    }
    sql("INSERT INTO conversion_visitors (tenant_id, conversion_id, visitor_id) \
         SELECT $1, $2, * FROM unnest($3) ON CONFLICT DO NOTHING")
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<SqlUuid, _>(conversion)
    .bind::<Array<SqlUuid>, _>(own)
    .execute(&mut tx.db()?)
    .await?;
    Ok(())
}

/// Before touches are added: waits until no conversion with their browsers on its path is being decided, and has those that
/// come wait for this transaction's end. Before rows of touches and days, and after a customer's, are locked.
pub async fn hold(tx: &TenantTx, touches: &[Touch]) -> StoreResult<()> {
    let counts = touches.iter().filter(|touch| touch.verdict == Verdict::Valid);
    let visitors: Vec<VisitorId> = counts.filter_map(|touch| touch.visitor_id).collect();
    if visitors.is_empty() {
        return Ok(());
    }
    sql("SELECT pg_advisory_xact_lock(hashtextextended('visitor:' || $1::text || u.id::text, 0)) \
         FROM (SELECT DISTINCT id FROM unnest($2) AS v(id) ORDER BY id) u")
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Array<SqlUuid>, _>(visitors)
    .execute(&mut tx.db()?)
    .await?;
    Ok(())
}

/// Joins customers to browsers, or notes that they were seen together again.
pub async fn join(tx: &TenantTx, edges: &[Edge]) -> StoreResult<()> {
    let mut once: BTreeMap<(CustomerId, VisitorId), Acquaintance> = BTreeMap::new();
    for edge in edges {
        let met = once.entry((edge.customer, edge.visitor)).or_insert(edge.met);
        *met = met.met(edge.met.first_seen_at).met(edge.met.seen_at);
    }
    if once.is_empty() {
        return Ok(());
    }
    sql(
        "INSERT INTO identity_edges AS e (tenant_id, customer_id, visitor_id, first_seen_at, seen_at) \
         SELECT $1, * FROM unnest($2, $3, $4, $5) ORDER BY 2, 3 \
         ON CONFLICT (tenant_id, customer_id, visitor_id) DO UPDATE SET \
           first_seen_at = LEAST(e.first_seen_at, excluded.first_seen_at), \
           seen_at = CASE WHEN e.first_seen_at IS NULL THEN excluded.seen_at ELSE GREATEST(e.seen_at, excluded.seen_at) END",
    )
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Array<SqlUuid>, _>(once.keys().map(|key| key.0).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(once.keys().map(|key| key.1).collect::<Vec<_>>())
    .bind::<Array<Timestamptz>, _>(once.values().map(|met| met.first_seen_at).collect::<Vec<_>>())
    .bind::<Array<Timestamptz>, _>(once.values().map(|met| met.seen_at).collect::<Vec<_>>())
    .execute(&mut tx.db()?)
    .await?;
    Ok(())
}

/// Ends every join of these browsers, since their visitor no longer consents.
pub async fn part(tx: &TenantTx, visitors: &[VisitorId]) -> StoreResult<usize> {
    Ok(diesel::update(identity_edges::table)
        .filter(identity_edges::tenant_id.eq(tx.tenant()))
        .filter(identity_edges::visitor_id.eq_any(visitors))
        .filter(identity_edges::first_seen_at.is_not_null())
        .set(identity_edges::first_seen_at.eq(None::<DateTime<Utc>>))
        .execute(&mut tx.db()?)
        .await?)
}

/// The browsers that are a customer's for a conversion at `moment`, those seen last first: as
/// [`Acquaintance::counts_at`] says.
pub async fn of_customer(
    scope: &impl TenantScope,
    customer: CustomerId,
    moment: DateTime<Utc>,
) -> StoreResult<Vec<VisitorId>> {
    let days = Duration::days(IDENTITY_DAYS);
    let mut conn = scope.conn().await?;
    Ok(identity_edges::table
        .filter(identity_edges::tenant_id.eq(scope.tenant()))
        .filter(identity_edges::customer_id.eq(customer))
        .filter(identity_edges::seen_at.gt(moment - days))
        .filter(identity_edges::first_seen_at.lt(moment + days))
        .order(identity_edges::seen_at.desc())
        .limit(i64::try_from(VISITORS_MAX).unwrap_or(i64::MAX))
        .select(identity_edges::visitor_id)
        .load(&mut conn)
        .await?)
}

/// Every browser on a conversion's path: those its own click ids name, and those that are its customer's.
pub async fn of_conversion(scope: &impl TenantScope, conversion: &Conversion) -> StoreResult<Vec<VisitorId>> {
    let mut conn = scope.conn().await?;
    let mut visitors: Vec<VisitorId> = conversion_visitors::table
        .filter(conversion_visitors::tenant_id.eq(scope.tenant()))
        .filter(conversion_visitors::conversion_id.eq(conversion.id))
        .select(conversion_visitors::visitor_id)
        .load(&mut conn)
        .await?;
    if let Some(customer) = conversion.customer_id {
        visitors.extend(of_customer(scope, customer, conversion.occurred_at).await?);
    }
    visitors.sort_unstable();
    visitors.dedup();
    Ok(visitors)
}

/// Asks, for touches that were just added, that the conversions they may belong to be decided again: those not earlier
/// than the touch whose path has its browser, unless a commission of theirs is payable or paid already. Returns how many.
pub async fn ask_again(tx: &TenantTx, added: &[Added], now: DateTime<Utc>) -> StoreResult<usize> {
    let late = late(tx, added).await?;
    if late.len() >= usize::try_from(AGAIN_MAX).unwrap_or(usize::MAX) {
        tracing::warn!(tenant = %tx.tenant(), "touches that are late for more conversions than are decided again");
    }
    let asks: Vec<DecideAgain> = late
        .iter()
        .map(|id| DecideAgain { tenant: tx.tenant(), conversion: *id, because: Because::LateTouch })
        .collect();
    outbox::ask_all(tx, &asks, now).await?;
    Ok(asks.len())
}

#[derive(QueryableByName)]
struct Late {
    #[diesel(sql_type = SqlUuid)]
    id: ConversionId,
}

/// Asks that a conversion be decided again, since an earlier sale of its customer came in after it.
pub async fn ask_after_earlier_sale(
    tx: &TenantTx,
    conversion: ConversionId,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let ask = DecideAgain { tenant: tx.tenant(), conversion, because: Because::EarlierSale };
    outbox::ask_all(tx, &[ask], now).await
}

async fn late(tx: &TenantTx, added: &[Added]) -> StoreResult<Vec<ConversionId>> {
    let counts = added.iter().filter(|touch| touch.verdict == Verdict::Valid);
    let (visitors, times): (Vec<VisitorId>, Vec<DateTime<Utc>>) =
        counts.filter_map(|touch| Some((touch.visitor_id?, touch.occurred_at))).unzip();
    if visitors.is_empty() {
        return Ok(Vec::new());
    }
    let found: Vec<Late> = sql(
        "WITH t AS (SELECT * FROM unnest($2, $3) AS u(visitor_id, occurred_at)), \
         found AS ( \
           SELECT c.id FROM t \
           JOIN conversion_visitors v ON v.tenant_id = $1 AND v.visitor_id = t.visitor_id \
           JOIN conversions c ON c.tenant_id = $1 AND c.id = v.conversion_id \
             AND c.occurred_at >= t.occurred_at AND c.occurred_at < t.occurred_at + make_interval(days => $4) \
           UNION \
           SELECT c.id FROM t \
           JOIN identity_edges e ON e.tenant_id = $1 AND e.visitor_id = t.visitor_id \
           JOIN conversions c ON c.tenant_id = $1 AND c.customer_id = e.customer_id \
             AND c.occurred_at >= t.occurred_at AND c.occurred_at < t.occurred_at + make_interval(days => $4) \
             AND c.occurred_at < e.seen_at + make_interval(days => $5) \
             AND c.occurred_at > e.first_seen_at - make_interval(days => $5)) \
         SELECT f.id FROM found f WHERE NOT EXISTS ( \
           SELECT 1 FROM commissions m WHERE m.tenant_id = $1 AND m.conversion_id = f.id \
             AND m.state IN ('PAYABLE', 'RESERVED', 'PAID')) \
         ORDER BY f.id DESC LIMIT $6",
    )
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Array<SqlUuid>, _>(visitors)
    .bind::<Array<Timestamptz>, _>(times)
    .bind::<Integer, _>(i32::try_from(WINDOW_DAYS_MAX).unwrap_or(i32::MAX))
    .bind::<Integer, _>(i32::try_from(IDENTITY_DAYS).unwrap_or(i32::MAX))
    .bind::<BigInt, _>(AGAIN_MAX)
    .load(&mut tx.db()?)
    .await?;
    Ok(found.into_iter().map(|late| late.id).collect())
}

/// The customers of these keys, added when missing; nobody's row is locked.
pub async fn customers(
    tx: &TenantTx,
    external_ids: &[String],
    now: DateTime<Utc>,
) -> StoreResult<HashMap<String, CustomerId>> {
    if external_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut keys = external_ids.to_vec();
    keys.sort_unstable();
    keys.dedup();
    let rows: Vec<Customer> = keys
        .iter()
        .map(|key| Customer {
            tenant_id: tx.tenant(),
            id: crate::new_id(),
            external_id: key.clone(),
            created_at: now,
        })
        .collect();
    diesel::insert_into(customers::table)
        .values(&rows)
        .on_conflict((customers::tenant_id, customers::external_id))
        .do_nothing()
        .execute(&mut tx.db()?)
        .await?;
    let known: Vec<(String, CustomerId)> = customers::table
        .filter(customers::tenant_id.eq(tx.tenant()))
        .filter(customers::external_id.eq_any(keys))
        .select((customers::external_id, customers::id))
        .load(&mut tx.db()?)
        .await?;
    Ok(known.into_iter().collect())
}
