//! What sales are decided from: the touches on a visitor's path, each with whoever it would pay; and the walks of a
//! whole period, from which weights of channels are made.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::attribution::{Candidate, Channel, Role, Standing, TouchKind, Verdict};
use domain::ids::{ConversionId, GroupId, PayeeId, ProgramId, TouchId, TypedId, VisitorId};
use domain::money::Currency;
use serde::Deserialize;

use crate::error::{StoreError, StoreResult};
use crate::scope::TenantScope;
use crate::sql::sql;

#[derive(QueryableByName)]
struct PathRow {
    #[diesel(sql_type = SqlUuid)]
    id: TouchId,
    #[diesel(sql_type = Text)]
    kind: TouchKind,
    #[diesel(sql_type = Timestamptz)]
    occurred_at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    verdict: Verdict,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    affiliate_payee: Option<PayeeId>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    affiliate_program: Option<ProgramId>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    affiliate_group: Option<GroupId>,
    #[diesel(sql_type = Bool)]
    stands_down: bool,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    creator_payee: Option<PayeeId>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    creator_program: Option<ProgramId>,
}

/// Whom a touch `t` would pay: the affiliate of its link or code while their enrollment is active, as `ap`, and the
/// creator of its moment while it is publishable and the tenant pays creators, as `cr` and `p`. Of programmes `p` that
/// `$narrowed` allows. A grant holds when the touch is made, and still at `$until`: what expired earns nothing more.
macro_rules! whom {
    ($narrowed:literal, $until:literal) => {
        concat!(
            " LEFT JOIN links l ON l.tenant_id = t.tenant_id AND l.id = t.link_id \
         LEFT JOIN codes c ON c.tenant_id = t.tenant_id AND c.id = t.code_id \
         LEFT JOIN LATERAL ( \
           SELECT e.payee_id, e.program_id, e.group_id, g.stands_down FROM enrollments e \
           JOIN programs p ON p.tenant_id = e.tenant_id AND p.id = e.program_id", $narrowed, " \
           LEFT JOIN groups g ON g.tenant_id = e.tenant_id AND g.id = e.group_id \
           WHERE e.tenant_id = t.tenant_id AND e.id = COALESCE(l.enrollment_id, c.enrollment_id, t.enrollment_id) \
             AND e.state = 'ACTIVE' \
         ) ap ON true \
         LEFT JOIN moments m ON m.tenant_id = t.tenant_id AND m.id = COALESCE(t.moment_id, l.moment_id) \
           AND m.moderation = 'APPROVED' AND m.visibility = 'VISIBLE' AND m.disclosure <> 'MISSING' \
           AND (m.rights = 'NOT_REQUIRED' OR (m.rights = 'GRANTED' AND m.rights_starts_at <= t.occurred_at \
                AND (m.rights_ends_at IS NULL OR m.rights_ends_at > ", $until, "))) \
         LEFT JOIN creators cr ON cr.tenant_id = m.tenant_id AND cr.id = m.creator_id \
         LEFT JOIN programs p ON p.tenant_id = cr.tenant_id AND p.audience = 'CREATORS'", $narrowed, " "
        )
    };
}

/// The touches of these browsers since `since`, and these touches whenever they were, each with whoever it would pay: the
/// affiliate of its link or code while their enrollment is active and the programme's currency is the
/// conversion's, and the creator of its moment while it is publishable and the tenant pays creators in that
/// currency. `at` is when the conversion happened.
pub async fn candidates(
    scope: &impl TenantScope,
    visitors: &[VisitorId],
    touches: &[TouchId],
    (since, at): (DateTime<Utc>, DateTime<Utc>),
    currency: Currency,
) -> StoreResult<Vec<Candidate>> {
    let mut conn = scope.conn().await?;
    let rows: Vec<PathRow> = sql(concat!(
        "SELECT t.id, t.kind, t.occurred_at, t.verdict, \
                ap.payee_id AS affiliate_payee, ap.program_id AS affiliate_program, ap.group_id AS affiliate_group, \
                COALESCE(ap.stands_down, false) AS stands_down, \
                CASE WHEN p.id IS NOT NULL THEN cr.payee_id END AS creator_payee, p.id AS creator_program \
         FROM touches t",
        whom!(" AND p.currency = $5", "$7"),
        "WHERE t.tenant_id = $1 AND (t.id = ANY($3) OR (t.visitor_id = ANY($2) AND t.occurred_at > $4)) \
         ORDER BY t.occurred_at DESC, t.id DESC LIMIT $6",
    ))
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Array<SqlUuid>, _>(visitors)
    .bind::<Array<SqlUuid>, _>(touches)
    .bind::<Timestamptz, _>(since)
    .bind::<Text, _>(currency)
    .bind::<BigInt, _>(i64::try_from(domain::attribution::CANDIDATES_MAX).unwrap_or(i64::MAX))
    .bind::<Timestamptz, _>(at)
    .load(&mut conn)
    .await?;
    Ok(rows.into_iter().flat_map(PathRow::candidates).collect())
}

impl PathRow {
    fn candidates(self) -> impl Iterator<Item = Candidate> {
        let candidate = |payee, program, role: Role| Candidate {
            touch: self.id,
            kind: self.kind,
            occurred_at: self.occurred_at,
            verdict: self.verdict,
            payee,
            role,
            program,
            group: self.affiliate_group.filter(|_| role == Role::Affiliate),
            stands_down: self.stands_down && role == Role::Affiliate,
        };
        let affiliate =
            self.affiliate_payee.zip(self.affiliate_program).map(|(p, g)| candidate(p, g, Role::Affiliate));
        let creator =
            self.creator_payee.zip(self.creator_program).map(|(p, g)| candidate(p, g, Role::Creator));
        [affiliate, creator].into_iter().flatten()
    }
}

/// A conversion's path as it was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// The conversion.
    pub conversion: ConversionId,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// The channels of the touches that counted, in order.
    pub channels: Vec<Channel>,
    /// Every touch that was a candidate, whether it counted or not.
    pub touches: Vec<TouchId>,
}

#[derive(Deserialize)]
struct Seen {
    touch: TouchId,
    kind: TouchKind,
    role: Role,
    group: Option<GroupId>,
    standing: Standing,
}

impl Walk {
    /// The paths of conversions that happened in a time, in order, after one of them, by the decision that counts now.
    /// Later sales of a subscription inherit their decision and walk nowhere.
    pub async fn of_period(
        scope: &impl TenantScope,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        after: Option<(DateTime<Utc>, ConversionId)>,
        most: i64,
    ) -> StoreResult<Vec<Walk>> {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = SqlUuid)]
            id: ConversionId,
            #[diesel(sql_type = Timestamptz)]
            occurred_at: DateTime<Utc>,
            #[diesel(sql_type = Text)]
            candidates: String,
        }
        let mut conn = scope.conn().await?;
        let (at, id) = after.unwrap_or((from, ConversionId::from_uuid(uuid::Uuid::nil())));
        let rows: Vec<Row> = diesel::sql_query(
            "SELECT c.id, c.occurred_at, (a.why->'candidates')::text AS candidates FROM conversions c \
             JOIN LATERAL (SELECT why FROM attributions WHERE tenant_id = c.tenant_id AND conversion_id = c.id \
                           ORDER BY number DESC LIMIT 1) a ON true \
             WHERE c.tenant_id = $1 AND c.occurred_at >= $2 AND c.occurred_at < $3 AND (c.occurred_at, c.id) > ($4, $5) \
               AND a.why->'facts'->>'inherits' IS NULL \
             ORDER BY c.occurred_at, c.id LIMIT $6",
        )
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<Timestamptz, _>(from)
        .bind::<Timestamptz, _>(to)
        .bind::<Timestamptz, _>(at)
        .bind::<SqlUuid, _>(id)
        .bind::<BigInt, _>(most)
        .load(&mut conn)
        .await?;
        let walk = |row: Row| {
            let seen: Vec<Seen> =
                serde_json::from_str(&row.candidates).map_err(|_| StoreError::Corrupt("why"))?;
            let counted = seen.iter().filter(|seen| seen.standing == Standing::Eligible);
            let channels =
                counted.map(|seen| Channel { role: seen.role, kind: seen.kind, group: seen.group }).collect();
            let touches = seen.iter().map(|seen| seen.touch).collect();
            Ok(Walk { conversion: row.id, occurred_at: row.occurred_at, channels, touches })
        };
        rows.into_iter().map(walk).collect()
    }
}

/// A browser's touch that somebody would be paid for, were there a conversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The touch.
    pub touch: TouchId,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// The browser.
    pub visitor: VisitorId,
    /// The affiliate's channel and the creator's, whichever there are.
    pub channels: Vec<Channel>,
}

impl Met {
    /// The valid touches of a time, in order, after one of them.
    pub async fn of_period(
        scope: &impl TenantScope,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        after: Option<(DateTime<Utc>, TouchId)>,
        most: i64,
    ) -> StoreResult<Vec<Met>> {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = SqlUuid)]
            id: TouchId,
            #[diesel(sql_type = Timestamptz)]
            occurred_at: DateTime<Utc>,
            #[diesel(sql_type = SqlUuid)]
            visitor_id: VisitorId,
            #[diesel(sql_type = Text)]
            kind: TouchKind,
            #[diesel(sql_type = Bool)]
            by_affiliate: bool,
            #[diesel(sql_type = Nullable<SqlUuid>)]
            group_id: Option<GroupId>,
            #[diesel(sql_type = Bool)]
            by_creator: bool,
        }
        let mut conn = scope.conn().await?;
        let (at, id) = after.unwrap_or((from, TouchId::from_uuid(uuid::Uuid::nil())));
        // A tenant with a creators' programme in each of two currencies meets a moment once.
        let rows: Vec<Row> = diesel::sql_query(concat!(
            "SELECT DISTINCT ON (t.occurred_at, t.id) t.id, t.occurred_at, t.visitor_id, t.kind, \
                    ap.payee_id IS NOT NULL AS by_affiliate, ap.group_id, p.id IS NOT NULL AS by_creator \
             FROM touches t",
            whom!("", "t.occurred_at"),
            "WHERE t.tenant_id = $1 AND t.occurred_at >= $2 AND t.occurred_at < $3 AND (t.occurred_at, t.id) > ($4, $5) \
               AND t.verdict = 'VALID' AND t.visitor_id IS NOT NULL \
             ORDER BY t.occurred_at, t.id LIMIT $6",
        ))
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<Timestamptz, _>(from)
        .bind::<Timestamptz, _>(to)
        .bind::<Timestamptz, _>(at)
        .bind::<SqlUuid, _>(id)
        .bind::<BigInt, _>(most)
        .load(&mut conn)
        .await?;
        let met = |row: Row| {
            let channel = |role, group| Channel { role, kind: row.kind, group };
            let affiliate = row.by_affiliate.then(|| channel(Role::Affiliate, row.group_id));
            let creator = row.by_creator.then(|| channel(Role::Creator, None));
            Met {
                touch: row.id,
                occurred_at: row.occurred_at,
                visitor: row.visitor_id,
                channels: affiliate.into_iter().chain(creator).collect(),
            }
        };
        Ok(rows.into_iter().map(met).collect())
    }
}
