//! One page of rows under each of many parents, at the cost of one statement for all: what a connection inside a
//! list needs.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::attribution::Role;
use domain::ids::{AffiliateId, MomentId, PayoutId, ProgramId, TenantId};
use uuid::Uuid;

use crate::error::StoreResult;
use crate::moment::PUBLISHABLE_NOW;
use crate::page::{Page, Slice};
use crate::payee::Payee;
use crate::payout::PayoutAttempt;
use crate::program::Program;
use crate::schema::{moments, payees, payout_attempts, programs};
use crate::scope::{AffiliateTx, TenantScope};

/// A table of children, the column that names their parent, and the one with their id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Children {
    table: &'static str,
    parent: &'static str,
    child: &'static str,
    /// What else must be true of a child `t`.
    only: &'static str,
}

impl Children {
    const fn of(table: &'static str, parent: &'static str) -> Children {
        Children { table, parent, child: "id", only: "true" }
    }
}

/// Versions of terms by programme.
pub const TERMS_OF_PROGRAM: Children = Children::of("terms", "program_id");
/// Groups by programme.
pub const GROUPS_OF_PROGRAM: Children = Children::of("groups", "program_id");
/// Budgets by programme.
pub const BUDGETS_OF_PROGRAM: Children = Children::of("budgets", "program_id");
/// Links by enrollment.
pub const LINKS_OF_ENROLLMENT: Children = Children::of("links", "enrollment_id");
/// Codes by enrollment.
pub const CODES_OF_ENROLLMENT: Children = Children::of("codes", "enrollment_id");
/// Refunds by conversion.
pub const REFUNDS_OF_CONVERSION: Children = Children::of("refunds", "conversion_id");
/// Commissions by payout.
pub const COMMISSIONS_OF_PAYOUT: Children = Children::of("commissions", "payout_id");
/// Payouts by run.
pub const PAYOUTS_OF_RUN: Children = Children::of("payouts", "run_id");

/// Conversions by the moment that helped them.
pub const CONVERSIONS_OF_MOMENT: Children =
    Children { table: "moment_conversions", parent: "moment_id", child: "conversion_id", only: "true" };
/// Answers by question, as who may read every moment sees them.
pub const ANSWERS_OF_QUESTION: Children = Children::of("moments", "question_id");
/// Answers by question that the public may see now: [`crate::moment::publishable`], in words that this statement can have.
pub const PUBLIC_ANSWERS_OF_QUESTION: Children =
    Children { only: PUBLISHABLE_NOW, ..Children::of("moments", "question_id") };

#[derive(QueryableByName)]
struct Child {
    #[diesel(sql_type = SqlUuid)]
    parent: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

impl Children {
    /// The ids on the same page of each parent, newest first.
    pub async fn page_of_each(
        self,
        scope: &impl TenantScope,
        parents: &[Uuid],
        page: Page,
    ) -> StoreResult<Vec<(Uuid, Slice<Uuid>)>> {
        let Children { table, parent, child, only } = self;
        let order = if page.backwards { "ASC" } else { "DESC" };
        let sql = format!(
            "SELECT p.id AS parent, c.id FROM unnest($2) AS p(id) CROSS JOIN LATERAL ( \
               SELECT t.{child} AS id FROM {table} t WHERE t.tenant_id = $1 AND t.{parent} = p.id AND {only} \
                 AND ($3 IS NULL OR t.{child} < $3) AND ($4 IS NULL OR t.{child} > $4) \
               ORDER BY t.{child} {order} LIMIT $5) c"
        );
        let mut conn = scope.conn().await?;
        let rows: Vec<Child> = diesel::sql_query(sql)
            .bind::<SqlUuid, _>(scope.tenant())
            .bind::<Array<SqlUuid>, _>(parents)
            .bind::<Nullable<SqlUuid>, _>(page.after)
            .bind::<Nullable<SqlUuid>, _>(page.before)
            .bind::<BigInt, _>(page.limit + 1)
            .load(&mut conn)
            .await?;
        Ok(parents
            .iter()
            .map(|parent| {
                let mut own: Vec<Uuid> = rows.iter().filter(|r| r.parent == *parent).map(|r| r.id).collect();
                own.sort_unstable();
                if !page.backwards {
                    own.reverse();
                }
                (*parent, Slice::cut(own, page))
            })
            .collect())
    }
}

/// The attempts of many payouts, oldest first.
pub async fn attempts_of_payouts(
    scope: &impl TenantScope,
    ids: &[PayoutId],
) -> StoreResult<Vec<PayoutAttempt>> {
    let mut conn = scope.conn().await?;
    Ok(payout_attempts::table
        .filter(payout_attempts::tenant_id.eq(scope.tenant()))
        .filter(payout_attempts::payout_id.eq_any(ids))
        .order((payout_attempts::payout_id, payout_attempts::number))
        .select(PayoutAttempt::as_select())
        .load(&mut conn)
        .await?)
}

/// The payees these affiliates have in this tenant.
pub async fn payees_of_affiliates(scope: &impl TenantScope, ids: &[AffiliateId]) -> StoreResult<Vec<Payee>> {
    let mut conn = scope.conn().await?;
    Ok(payees::table
        .filter(payees::tenant_id.eq(scope.tenant()))
        .filter(payees::affiliate_id.eq_any(ids))
        .filter(payees::kind.eq(Role::Affiliate))
        .select(Payee::as_select())
        .load(&mut conn)
        .await?)
}

/// The programmes of these ids, as an affiliate enrolled with their tenants sees them.
pub async fn programs_of_affiliate(tx: &AffiliateTx, ids: &[ProgramId]) -> StoreResult<Vec<Program>> {
    Ok(programs::table
        .filter(programs::tenant_id.eq_any(tx.ctx().tenants()))
        .filter(programs::id.eq_any(ids))
        .select(Program::as_select())
        .load(&mut tx.db()?)
        .await?)
}

/// Whether an affiliate's tenant has this moment.
pub async fn affiliate_sees_moment(
    tx: &AffiliateTx,
    tenant: TenantId,
    moment: MomentId,
) -> StoreResult<bool> {
    let known = diesel::select(diesel::dsl::exists(
        moments::table
            .filter(moments::tenant_id.eq(tenant))
            .filter(moments::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(moments::id.eq(moment)),
    ));
    Ok(known.get_result(&mut tx.db()?).await?)
}
