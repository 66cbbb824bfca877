//! What programmes may spend. Reserved and given back together with the commissions that spend it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{BudgetId, GroupId, ProgramId, TenantId};

use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice, load_page, tenant_reads};
use crate::schema::budgets;
use crate::scope::{TenantScope, TenantTx};

/// A budget.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = budgets)]
pub struct Budget {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: BudgetId,
    /// Whose money it is of.
    pub program_id: ProgramId,
    /// The group it is for; none: everybody for whom there is none of their own.
    pub group_id: Option<GroupId>,
    /// What the team calls it.
    pub name: String,
    /// What may be spent, in minor units of the programme's currency.
    pub amount: i64,
    /// What commissions have taken of it, in minor units.
    pub reserved: i64,
    /// From when sales are paid from it.
    pub starts_at: DateTime<Utc>,
    /// Until when; none: until it is spent.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(Budget, budgets, BudgetId, "budget");

impl Budget {
    /// The budgets of a programme, newest first.
    pub async fn of_program(
        scope: &impl TenantScope,
        program: ProgramId,
        page: Page,
    ) -> StoreResult<Slice<Budget>> {
        load_page!(scope, budgets, Budget, page, budgets::program_id.eq(program))
    }

    /// Which of these a payee's commission is taken from: their group's, else everybody's.
    pub fn of(budgets: &[Budget], program: ProgramId, group: Option<GroupId>) -> Option<usize> {
        let of = |wanted| budgets.iter().position(|b| b.program_id == program && b.group_id == wanted);
        group.and_then(|group| of(Some(group))).or_else(|| of(None))
    }

    /// Whether another budget of the same programme and group holds at some moment of this one.
    pub async fn overlaps(&self, tx: &TenantTx) -> StoreResult<bool> {
        let mut others = budgets::table
            .filter(budgets::tenant_id.eq(tx.tenant()))
            .filter(budgets::program_id.eq(self.program_id))
            .filter(budgets::group_id.is_not_distinct_from(self.group_id))
            .filter(budgets::id.ne(self.id))
            .filter(budgets::ends_at.is_null().or(budgets::ends_at.gt(self.starts_at)))
            .into_boxed();
        if let Some(end) = self.ends_at {
            others = others.filter(budgets::starts_at.lt(end));
        }
        let found: i64 = others.count().get_result(&mut tx.db()?).await?;
        Ok(found > 0)
    }

    /// The budgets of these programmes that hold at a moment, in order of id.
    pub async fn at(
        scope: &impl TenantScope,
        programs: &[ProgramId],
        at: DateTime<Utc>,
    ) -> StoreResult<Vec<Budget>> {
        let mut conn = scope.conn().await?;
        Ok(budgets::table
            .filter(budgets::tenant_id.eq(scope.tenant()))
            .filter(budgets::program_id.eq_any(programs))
            .filter(budgets::starts_at.le(at))
            .filter(budgets::ends_at.is_null().or(budgets::ends_at.gt(at)))
            .order(budgets::id)
            .select(Budget::as_select())
            .load(&mut conn)
            .await?)
    }

    /// These budgets locked, in order of id: what they have left is ours to take.
    pub async fn lock_many(tx: &TenantTx, ids: &[BudgetId]) -> StoreResult<Vec<Budget>> {
        Ok(budgets::table
            .filter(budgets::tenant_id.eq(tx.tenant()))
            .filter(budgets::id.eq_any(ids))
            .order(budgets::id)
            .select(Budget::as_select())
            .for_update()
            .load(&mut tx.db()?)
            .await?)
    }

    /// Takes from a locked budget, or gives back what is negative. Errors: `Conflict` for more than is left.
    pub async fn reserve(tx: &TenantTx, id: BudgetId, minor: i64) -> StoreResult<()> {
        if minor == 0 {
            return Ok(());
        }
        let saved = diesel::update(budgets::table)
            .filter(budgets::tenant_id.eq(tx.tenant()))
            .filter(budgets::id.eq(id))
            .filter((budgets::reserved + minor).ge(0).and((budgets::reserved + minor).le(budgets::amount)))
            .set(budgets::reserved.eq(budgets::reserved + minor))
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("budget")) }
    }

    /// Writes a changed, locked budget back: its name, amount and end.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(budgets::table)
            .filter(budgets::tenant_id.eq(tx.tenant()))
            .filter(budgets::id.eq(self.id))
            .set((
                budgets::name.eq(&self.name),
                budgets::amount.eq(self.amount),
                budgets::ends_at.eq(self.ends_at),
            ))
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("budget")) }
    }
}
