//! Touches as rows, the customers behind them, and the path of a conversion.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::attribution::{TouchKind, Verdict};
use domain::ids::{
    CodeId, ConversionId, CustomerId, EnrollmentId, LinkId, MomentId, TenantId, TouchId, TypedId, VisitorId,
};
use serde::{Deserialize, Serialize};

use crate::error::StoreResult;
use crate::event_log::Logged;
use crate::page::{Page, Slice, load_page, narrow, tenant_reads};
use crate::schema::{customers, touches};
use crate::scope::{AffiliateTx, TenantScope, TenantTx};
use crate::sql::sql;

/// A touch.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = touches)]
pub struct Touch {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: TouchId,
    /// How the visitor met us.
    pub kind: TouchKind,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// The browser; a code has none.
    pub visitor_id: Option<VisitorId>,
    /// The link clicked.
    pub link_id: Option<LinkId>,
    /// The code used.
    pub code_id: Option<CodeId>,
    /// The moment seen or clicked.
    pub moment_id: Option<MomentId>,
    /// What we think of it.
    pub verdict: Verdict,
    /// Why, unless valid.
    pub reason: Option<String>,
    /// The host the visitor came from.
    pub referrer_host: Option<String>,
}

tenant_reads!(Touch, touches, TouchId, "touch");

impl Logged for Touch {
    const STREAM: &'static str = "clk";
    const NAME: &'static str = "touch";
    const SPOOL: Option<&'static str> = None;

    fn spread(&self) -> u128 {
        self.id.uuid().as_u128()
    }
}

/// A touch as the affiliate sees it by whose link, code or moment the visitor came.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct OwnTouch {
    #[diesel(sql_type = SqlUuid)]
    id: uuid::Uuid,
    /// How the visitor met us.
    #[diesel(sql_type = Text)]
    pub kind: TouchKind,
    /// When.
    #[diesel(sql_type = Timestamptz)]
    pub occurred_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    link_id: Option<uuid::Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    code_id: Option<uuid::Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    moment_id: Option<uuid::Uuid>,
}

impl OwnTouch {
    /// Those of these ids that are the affiliate's; others are left out.
    pub async fn of(tx: &AffiliateTx, ids: &[TouchId]) -> StoreResult<Vec<OwnTouch>> {
        let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.uuid()).collect();
        Ok(diesel::sql_query("SELECT * FROM own_touches($1)")
            .bind::<Array<SqlUuid>, _>(ids)
            .load(&mut tx.db()?)
            .await?)
    }

    /// Its id.
    pub fn id(&self) -> TouchId {
        TouchId::from_uuid(self.id)
    }

    /// The affiliate's link that was clicked.
    pub fn link(&self) -> Option<LinkId> {
        self.link_id.map(LinkId::from_uuid)
    }

    /// The affiliate's code that was used.
    pub fn code(&self) -> Option<CodeId> {
        self.code_id.map(CodeId::from_uuid)
    }

    /// The moment that was seen, or whose link was clicked.
    pub fn moment(&self) -> Option<MomentId> {
        self.moment_id.map(MomentId::from_uuid)
    }
}

/// Which touches.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TouchFilter {
    /// Only of this kind.
    pub kind: Option<TouchKind>,
    /// Only of this verdict.
    pub verdict: Option<Verdict>,
    /// Only by this link.
    pub link: Option<LinkId>,
    /// Only by this code.
    pub code: Option<CodeId>,
    /// Only of this moment.
    pub moment: Option<MomentId>,
    /// Only what happened then or later.
    pub from: Option<DateTime<Utc>>,
    /// Only what happened before.
    pub to: Option<DateTime<Utc>>,
}

impl Touch {
    /// One page of a filtered list, those first that happened last; empty behind or before a touch that is not there.
    /// One statement, and one more for the place of the page.
    pub async fn filtered(
        scope: &impl TenantScope,
        filter: &TouchFilter,
        page: Page,
    ) -> StoreResult<Slice<Touch>> {
        let mut conn = scope.conn().await?;
        let mut query = touches::table
            .filter(touches::tenant_id.eq(scope.tenant()))
            .select(Touch::as_select())
            .limit(page.limit + 1)
            .into_boxed();
        narrow!(query,
            touches::kind => filter.kind, touches::verdict => filter.verdict, touches::link_id => filter.link,
            touches::code_id => filter.code, touches::moment_id => filter.moment,
        );
        if let Some(from) = filter.from {
            query = query.filter(touches::occurred_at.ge(from));
        }
        if let Some(to) = filter.to {
            query = query.filter(touches::occurred_at.lt(to));
        }
        let anchors: Vec<uuid::Uuid> = page.after.into_iter().chain(page.before).collect();
        let mut known: Vec<(TouchId, DateTime<Utc>)> = Vec::new();
        if !anchors.is_empty() {
            known = touches::table
                .filter(touches::tenant_id.eq(scope.tenant()))
                .filter(touches::id.eq_any(anchors))
                .select((touches::id, touches::occurred_at))
                .load(&mut conn)
                .await?;
        }
        let place = |anchor: uuid::Uuid| known.iter().find(|(id, _)| id.uuid() == anchor).copied();
        // In time first, so that the index gives the range; then by id among those of that moment.
        if let Some(after) = page.after {
            let Some((id, at)) = place(after) else { return Ok(Slice::cut(Vec::new(), page)) };
            query = query
                .filter(touches::occurred_at.le(at))
                .filter(touches::occurred_at.lt(at).or(touches::id.lt(id)));
        }
        if let Some(before) = page.before {
            let Some((id, at)) = place(before) else { return Ok(Slice::cut(Vec::new(), page)) };
            query = query
                .filter(touches::occurred_at.ge(at))
                .filter(touches::occurred_at.gt(at).or(touches::id.gt(id)));
        }
        query = if page.backwards {
            query.order((touches::occurred_at.asc(), touches::id.asc()))
        } else {
            query.order((touches::occurred_at.desc(), touches::id.desc()))
        };
        Ok(Slice::cut(query.load(&mut conn).await?, page))
    }

    /// Which of these touches are there.
    pub async fn known(scope: &impl TenantScope, ids: &[TouchId]) -> StoreResult<Vec<TouchId>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut conn = scope.conn().await?;
        Ok(touches::table
            .filter(touches::tenant_id.eq(scope.tenant()))
            .filter(touches::id.eq_any(ids))
            .select(touches::id)
            .load(&mut conn)
            .await?)
    }

    /// Adds touches that are missing, in id order, and counts the clicks among them by link and day, in one
    /// transaction with the caller. Touches of links, codes or moments that are not this tenant's are left out.
    /// Returns what was added.
    pub async fn ingest(tx: &TenantTx, touches: &[Touch]) -> StoreResult<Vec<Added>> {
        let mut batch: Vec<&Touch> = touches.iter().filter(|t| t.tenant_id == tx.tenant()).collect();
        batch.sort_by_key(|t| t.id);
        batch.dedup_by_key(|t| t.id);
        let column = |turn: fn(&Touch) -> Option<String>| batch.iter().map(|t| turn(t)).collect::<Vec<_>>();
        let added: Vec<Added> = sql(
            "INSERT INTO touches (tenant_id, id, kind, occurred_at, visitor_id, link_id, code_id, moment_id, verdict, reason, referrer_host) \
             SELECT $1, u.id, u.kind, u.occurred_at, u.visitor_id, u.link_id, u.code_id, u.moment_id, u.verdict, u.reason, u.referrer_host \
             FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
               AS u(id, kind, occurred_at, visitor_id, link_id, code_id, moment_id, verdict, reason, referrer_host) \
             WHERE (u.link_id IS NULL OR EXISTS (SELECT 1 FROM links l WHERE l.tenant_id = $1 AND l.id = u.link_id)) \
               AND (u.code_id IS NULL OR EXISTS (SELECT 1 FROM codes c WHERE c.tenant_id = $1 AND c.id = u.code_id)) \
               AND (u.moment_id IS NULL OR EXISTS (SELECT 1 FROM moments m WHERE m.tenant_id = $1 AND m.id = u.moment_id)) \
             ORDER BY u.id \
             ON CONFLICT (tenant_id, id) DO NOTHING \
             RETURNING id, visitor_id, occurred_at, kind, link_id, verdict, (occurred_at AT TIME ZONE 'UTC')::date AS day",
        )
        .bind::<SqlUuid, _>(tx.tenant())
        .bind::<Array<SqlUuid>, _>(batch.iter().map(|t| t.id).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(batch.iter().map(|t| t.kind.as_str()).collect::<Vec<_>>())
        .bind::<Array<Timestamptz>, _>(batch.iter().map(|t| t.occurred_at).collect::<Vec<_>>())
        .bind::<Array<Nullable<SqlUuid>>, _>(batch.iter().map(|t| t.visitor_id).collect::<Vec<_>>())
        .bind::<Array<Nullable<SqlUuid>>, _>(batch.iter().map(|t| t.link_id).collect::<Vec<_>>())
        .bind::<Array<Nullable<SqlUuid>>, _>(batch.iter().map(|t| t.code_id).collect::<Vec<_>>())
        .bind::<Array<Nullable<SqlUuid>>, _>(batch.iter().map(|t| t.moment_id).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(batch.iter().map(|t| t.verdict.as_str()).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(column(|t| t.reason.clone()))
        .bind::<Array<Nullable<Text>>, _>(column(|t| t.referrer_host.clone()))
        .get_results(&mut tx.db()?)
        .await?;
        LinkDay::count(tx, &added).await?;
        Ok(added)
    }
}

/// A touch that was not there before.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Added {
    /// Its id.
    #[diesel(sql_type = SqlUuid)]
    pub id: TouchId,
    /// The browser.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub visitor_id: Option<VisitorId>,
    /// When.
    #[diesel(sql_type = Timestamptz)]
    pub occurred_at: DateTime<Utc>,
    /// What we think of it.
    #[diesel(sql_type = Text)]
    pub verdict: Verdict,
    #[diesel(sql_type = Text)]
    kind: TouchKind,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    link_id: Option<LinkId>,
    #[diesel(sql_type = Date)]
    day: NaiveDate,
}

/// Clicks of one link on one UTC day.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = crate::schema::link_days)]
pub struct LinkDay {
    /// The link.
    pub link_id: LinkId,
    /// The day, in UTC.
    pub day: NaiveDate,
    /// Clicks that count.
    pub valid: i64,
    /// Repeats.
    pub duplicate: i64,
    /// No persons.
    pub bot: i64,
}

impl LinkDay {
    async fn count(tx: &TenantTx, added: &[Added]) -> StoreResult<()> {
        use std::collections::BTreeMap;
        let mut days: BTreeMap<(LinkId, NaiveDate), [i64; 3]> = BTreeMap::new();
        for touch in added.iter().filter(|t| t.kind == TouchKind::Click) {
            let Some(link) = touch.link_id else { continue };
            let counts = days.entry((link, touch.day)).or_default();
            match touch.verdict {
                Verdict::Valid => counts[0] += 1,
                Verdict::Duplicate => counts[1] += 1,
                Verdict::Bot => counts[2] += 1,
            }
        }
        if days.is_empty() {
            return Ok(());
        }
        let nth = |n: usize| days.values().map(|c| c[n]).collect::<Vec<_>>();
        sql(
            "INSERT INTO link_days AS d (tenant_id, link_id, day, valid, duplicate, bot) \
             SELECT $1, u.link_id, u.day, u.valid, u.duplicate, u.bot \
             FROM unnest($2, $3, $4, $5, $6) AS u(link_id, day, valid, duplicate, bot) ORDER BY 2, 3 \
             ON CONFLICT (tenant_id, link_id, day) DO UPDATE SET \
               valid = d.valid + excluded.valid, duplicate = d.duplicate + excluded.duplicate, bot = d.bot + excluded.bot",
        )
        .bind::<SqlUuid, _>(tx.tenant())
        .bind::<Array<SqlUuid>, _>(days.keys().map(|k| k.0).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(days.keys().map(|k| k.1).collect::<Vec<_>>())
        .bind::<Array<BigInt>, _>(nth(0))
        .bind::<Array<BigInt>, _>(nth(1))
        .bind::<Array<BigInt>, _>(nth(2))
        .execute(&mut tx.db()?)
        .await?;
        Ok(())
    }

    /// The totals of an affiliate's own links: valid, duplicate, bot.
    pub async fn own_totals(tx: &AffiliateTx, links: &[LinkId]) -> StoreResult<Vec<(LinkId, [i64; 3])>> {
        #[derive(QueryableByName)]
        struct Clicks {
            #[diesel(sql_type = SqlUuid)]
            link_id: uuid::Uuid,
            #[diesel(sql_type = BigInt)]
            valid: i64,
            #[diesel(sql_type = BigInt)]
            duplicate: i64,
            #[diesel(sql_type = BigInt)]
            bot: i64,
        }
        let ids: Vec<uuid::Uuid> = links.iter().map(|link| link.uuid()).collect();
        let rows: Vec<Clicks> = diesel::sql_query("SELECT * FROM own_link_clicks($1)")
            .bind::<Array<SqlUuid>, _>(ids)
            .load(&mut tx.db()?)
            .await?;
        let sums = |row: Clicks| (LinkId::from_uuid(row.link_id), [row.valid, row.duplicate, row.bot]);
        Ok(rows.into_iter().map(sums).collect())
    }

    /// The totals of many links over all days.
    pub async fn totals(scope: &impl TenantScope, links: &[LinkId]) -> StoreResult<Vec<LinkDay>> {
        use crate::schema::link_days::dsl;
        let mut conn = scope.conn().await?;
        Ok(dsl::link_days
            .filter(dsl::tenant_id.eq(scope.tenant()))
            .filter(dsl::link_id.eq_any(links))
            .select(LinkDay::as_select())
            .load(&mut conn)
            .await?)
    }
}

/// A buyer the brand knows.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = customers)]
pub struct Customer {
    /// Their tenant.
    pub tenant_id: TenantId,
    /// Their id.
    pub id: CustomerId,
    /// The brand's own key.
    pub external_id: String,
    /// When they were first named.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(Customer, customers, CustomerId, "customer");

impl Customer {
    /// The customer of this key, added when missing, their row locked: two sales of one customer decide in turn.
    pub async fn ensure(tx: &TenantTx, external_id: &str, now: DateTime<Utc>) -> StoreResult<CustomerId> {
        let row = Customer {
            tenant_id: tx.tenant(),
            id: crate::new_id(),
            external_id: external_id.to_owned(),
            created_at: now,
        };
        Ok(diesel::insert_into(customers::table)
            .values(&row)
            .on_conflict((customers::tenant_id, customers::external_id))
            .do_update()
            .set(customers::external_id.eq(diesel::upsert::excluded(customers::external_id)))
            .returning(customers::id)
            .get_result(&mut tx.db()?)
            .await?)
    }

    /// Locks the customer of this key, if there is one: what is decided about their sales is decided in turn.
    pub async fn lock_by_external_id(tx: &TenantTx, external_id: &str) -> StoreResult<Option<CustomerId>> {
        Ok(customers::table
            .filter(customers::tenant_id.eq(tx.tenant()))
            .filter(customers::external_id.eq(external_id))
            .select(customers::id)
            .for_update()
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }
}

/// The browsers of these touches.
pub async fn visitors_of(scope: &impl TenantScope, ids: &[TouchId]) -> StoreResult<Vec<VisitorId>> {
    let mut conn = scope.conn().await?;
    Ok(touches::table
        .filter(touches::tenant_id.eq(scope.tenant()))
        .filter(touches::id.eq_any(ids))
        .filter(touches::visitor_id.is_not_null())
        .select(touches::visitor_id.assume_not_null())
        .distinct()
        .load(&mut conn)
        .await?)
}

/// Notes that a person has found an affiliate to have helped a sale: a click by nobody's browser, of no link.
pub async fn add_by_hand(
    tx: &TenantTx,
    enrollment: EnrollmentId,
    occurred_at: DateTime<Utc>,
) -> StoreResult<TouchId> {
    let id: TouchId = crate::new_id();
    diesel::insert_into(touches::table)
        .values((
            touches::tenant_id.eq(tx.tenant()),
            touches::id.eq(id),
            touches::kind.eq(TouchKind::Click),
            touches::occurred_at.eq(occurred_at),
            touches::enrollment_id.eq(enrollment),
            touches::verdict.eq(Verdict::Valid),
        ))
        .execute(&mut tx.db()?)
        .await?;
    Ok(id)
}

/// Notes that the moments of these touches, or of the links that were clicked, helped a conversion.
pub async fn note_moments(tx: &TenantTx, conversion: ConversionId, touches: &[TouchId]) -> StoreResult<()> {
    if touches.is_empty() {
        return Ok(());
    }
    let ids: Vec<uuid::Uuid> = touches.iter().map(|id| id.uuid()).collect();
    sql("INSERT INTO moment_conversions (tenant_id, moment_id, conversion_id) \
         SELECT DISTINCT t.tenant_id, COALESCE(t.moment_id, l.moment_id), $2 FROM touches t \
         LEFT JOIN links l ON l.tenant_id = t.tenant_id AND l.id = t.link_id \
         WHERE t.tenant_id = $1 AND t.id = ANY($3) AND COALESCE(t.moment_id, l.moment_id) IS NOT NULL \
         ON CONFLICT DO NOTHING")
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<SqlUuid, _>(conversion)
    .bind::<Array<SqlUuid>, _>(ids)
    .execute(&mut tx.db()?)
    .await?;
    Ok(())
}
