//! Programmes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::enrollment::ClaimState;
use domain::ids::{ProgramId, TenantId};
use domain::money::Currency;
use domain::program::Audience;

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::{budgets, creator_claims, enrollments, programs};
use crate::scope::{AffiliateTx, TenantScope, TenantTx};

/// A programme.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = programs)]
pub struct Program {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: ProgramId,
    /// What the team calls it.
    pub name: String,
    /// Whom it pays.
    pub audience: Audience,
    /// What it pays in; it earns nothing on conversions in other currencies.
    pub currency: Currency,
    /// Days between recording and maturity.
    pub hold_days: i32,
    /// Smallest payout, in minor units.
    pub payout_minimum: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Whether an affiliate may ask to be paid at any time.
    pub payout_on_demand: bool,
}

tenant_reads!(Program, programs, ProgramId, "program");

impl Program {
    /// Changes what a team may change of a locked programme.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(programs::table)
            .filter(programs::tenant_id.eq(tx.tenant()))
            .filter(programs::id.eq(self.id))
            .set((
                programs::name.eq(&self.name),
                programs::payout_minimum.eq(self.payout_minimum),
                programs::payout_on_demand.eq(self.payout_on_demand),
            ))
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("program")) }
    }

    /// The programmes that pay creators, one for each currency.
    pub async fn all_for_creators(scope: &impl TenantScope) -> StoreResult<Vec<ProgramId>> {
        let mut conn = scope.conn().await?;
        Ok(programs::table
            .filter(programs::tenant_id.eq(scope.tenant()))
            .filter(programs::audience.eq(Audience::Creators))
            .select(programs::id)
            .load(&mut conn)
            .await?)
    }

    /// The programme that pays creators in a currency.
    pub async fn for_creators(scope: &impl TenantScope, currency: Currency) -> StoreResult<Option<Program>> {
        let mut conn = scope.conn().await?;
        Ok(programs::table
            .filter(programs::tenant_id.eq(scope.tenant()))
            .filter(programs::audience.eq(Audience::Creators))
            .filter(programs::currency.eq(currency))
            .select(Program::as_select())
            .first(&mut conn)
            .await
            .optional()?)
    }

    /// The programmes whose terms are an affiliate's: those they are enrolled in, and those that pay creators with tenants
    /// where a claim of theirs was granted. In order of tenant and age.
    pub async fn of_affiliate(tx: &AffiliateTx) -> StoreResult<Vec<Program>> {
        let tenants = tx.ctx().tenants();
        let enrolled = enrollments::table
            .filter(enrollments::tenant_id.eq_any(tenants))
            .filter(enrollments::affiliate_id.eq(tx.affiliate()))
            .select(enrollments::program_id);
        let claimed = creator_claims::table
            .filter(creator_claims::tenant_id.eq_any(tenants))
            .filter(creator_claims::affiliate_id.eq(tx.affiliate()))
            .filter(creator_claims::state.eq(ClaimState::Approved))
            .select(creator_claims::tenant_id);
        let as_creator = programs::audience.eq(Audience::Creators).and(programs::tenant_id.eq_any(claimed));
        Ok(programs::table
            .filter(programs::tenant_id.eq_any(tenants))
            .filter(programs::id.eq_any(enrolled).or(as_creator))
            .order((programs::tenant_id, programs::id))
            .select(Program::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Which of these programmes a budget limits for an affiliate at a moment: their group's, or everybody's.
    pub async fn limited_for_affiliate(
        tx: &AffiliateTx,
        ids: &[ProgramId],
        at: DateTime<Utc>,
    ) -> StoreResult<Vec<ProgramId>> {
        let tenants = tx.ctx().tenants();
        let groups = enrollments::table
            .filter(enrollments::tenant_id.eq_any(tenants))
            .filter(enrollments::affiliate_id.eq(tx.affiliate()))
            .filter(enrollments::group_id.is_not_null())
            .select(enrollments::group_id);
        Ok(budgets::table
            .filter(budgets::tenant_id.eq_any(tenants))
            .filter(budgets::program_id.eq_any(ids))
            .filter(budgets::group_id.is_null().or(budgets::group_id.eq_any(groups)))
            .filter(budgets::starts_at.le(at))
            .filter(budgets::ends_at.is_null().or(budgets::ends_at.gt(at)))
            .select(budgets::program_id)
            .distinct()
            .load(&mut tx.db()?)
            .await?)
    }
}
