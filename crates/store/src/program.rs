//! Programmes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{ProgramId, TenantId};
use domain::money::Currency;
use domain::program::Audience;

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::programs;
use crate::scope::{TenantScope, TenantTx};

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
}
