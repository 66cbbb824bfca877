//! Groups of a programme's affiliates, with terms of their own.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{EnrollmentId, GroupId, PayeeId, ProgramId, TenantId};

use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice, load_page, tenant_reads};
use crate::schema::{enrollments, groups};
use crate::scope::{TenantScope, TenantTx};

/// A group.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = groups)]
pub struct Group {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: GroupId,
    /// Its programme.
    pub program_id: ProgramId,
    /// What the team calls it; unique in its programme.
    pub name: String,
    /// Whether it is of coupon sites or extensions, whose late touches a policy may weigh down.
    pub stands_down: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(Group, groups, GroupId, "group");

impl Group {
    /// The groups of a programme, newest first.
    pub async fn of_program(
        scope: &impl TenantScope,
        program: ProgramId,
        page: Page,
    ) -> StoreResult<Slice<Group>> {
        load_page!(scope, groups, Group, page, groups::program_id.eq(program))
    }

    /// Changes a locked group. Errors: `Conflict` when the name is another's.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(groups::table)
            .filter(groups::tenant_id.eq(tx.tenant()))
            .filter(groups::id.eq(self.id))
            .set((groups::name.eq(&self.name), groups::stands_down.eq(self.stands_down)))
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("group"))?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("group")) }
    }

    /// Puts an affiliate of the group's programme into it, or into none. Errors: `NotFound` for another programme's.
    pub async fn assign(
        tx: &TenantTx,
        enrollment: EnrollmentId,
        program: ProgramId,
        group: Option<GroupId>,
    ) -> StoreResult<()> {
        let saved = diesel::update(enrollments::table)
            .filter(enrollments::tenant_id.eq(tx.tenant()))
            .filter(enrollments::id.eq(enrollment))
            .filter(enrollments::program_id.eq(program))
            .set(enrollments::group_id.eq(group))
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::NotFound("enrollment")) }
    }

    /// The groups of these enrollments that are in one.
    pub async fn of_enrollments(
        scope: &impl TenantScope,
        ids: &[EnrollmentId],
    ) -> StoreResult<Vec<(EnrollmentId, Group)>> {
        let mut conn = scope.conn().await?;
        let joined = enrollments::table.inner_join(groups::table.on(
            groups::tenant_id.eq(enrollments::tenant_id).and(enrollments::group_id.eq(groups::id.nullable())),
        ));
        Ok(joined
            .filter(enrollments::tenant_id.eq(scope.tenant()))
            .filter(enrollments::id.eq_any(ids))
            .select((enrollments::id, Group::as_select()))
            .load(&mut conn)
            .await?)
    }

    /// Which of these payees are active in which of these programmes, each with their group.
    pub async fn active(
        scope: &impl TenantScope,
        programs: &[ProgramId],
        payees: &[PayeeId],
    ) -> StoreResult<Vec<(ProgramId, PayeeId, Option<GroupId>)>> {
        let mut conn = scope.conn().await?;
        Ok(enrollments::table
            .filter(enrollments::tenant_id.eq(scope.tenant()))
            .filter(enrollments::program_id.eq_any(programs))
            .filter(enrollments::payee_id.eq_any(payees))
            .filter(enrollments::state.eq(domain::enrollment::EnrollmentState::Active))
            .select((enrollments::program_id, enrollments::payee_id.assume_not_null(), enrollments::group_id))
            .load(&mut conn)
            .await?)
    }
}
