//! Who works in a tenant, and as what.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{TenantId, UserId};
use domain::permission::MemberRole;
use domain::plan::Plan;

use crate::error::{StoreError, StoreResult};
use crate::schema::{memberships, tenants};
use crate::scope::{GlobalTx, TenantScope};

/// A person's role in a tenant, with a copy of what the team may see of them.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = memberships)]
pub struct Membership {
    /// The tenant.
    pub tenant_id: TenantId,
    /// The person.
    pub user_id: UserId,
    /// What they may do.
    pub role: MemberRole,
    /// Their e-mail.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

impl Membership {
    /// Adds the membership where the plan has a seat for it; members who are added at once come in turn. Errors:
    /// `Conflict("seat")` when every seat is taken, `Conflict` when they are a member already.
    pub async fn insert(&self, tx: &GlobalTx, plan: Plan) -> StoreResult<()> {
        tenants::table
            .filter(tenants::id.eq(self.tenant_id))
            .select(tenants::id)
            .for_update()
            .first::<TenantId>(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("tenant"))?;
        let members = memberships::table
            .filter(memberships::tenant_id.eq(self.tenant_id))
            .count()
            .get_result(&mut tx.db()?)
            .await?;
        domain::plan::seat(plan, members).map_err(|_| StoreError::Conflict("seat"))?;
        diesel::insert_into(memberships::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("membership"))?;
        Ok(())
    }

    /// The tenants of a person, oldest first.
    pub async fn of_user(tx: &GlobalTx, user: UserId) -> StoreResult<Vec<Membership>> {
        Ok(memberships::table
            .filter(memberships::user_id.eq(user))
            .order((memberships::created_at, memberships::tenant_id))
            .select(Membership::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// How many there are in the scope's tenant.
    pub async fn count(scope: &impl TenantScope) -> StoreResult<i64> {
        let mut conn = scope.conn().await?;
        Ok(memberships::table
            .filter(memberships::tenant_id.eq(scope.tenant()))
            .count()
            .get_result(&mut conn)
            .await?)
    }

    /// Everybody in the scope's tenant.
    pub async fn of_tenant(scope: &impl TenantScope) -> StoreResult<Vec<Membership>> {
        let mut conn = scope.conn().await?;
        Ok(memberships::table
            .filter(memberships::tenant_id.eq(scope.tenant()))
            .order((memberships::created_at, memberships::user_id))
            .select(Membership::as_select())
            .load(&mut conn)
            .await?)
    }
}

/// A tenant somebody may work in, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Workplace {
    /// The tenant.
    pub tenant: TenantId,
    /// Their role.
    pub role: MemberRole,
    /// Whether the tenant wants a second factor of its members.
    pub second_factor_required: bool,
}

impl Membership {
    /// The tenants of a person with what each asks of them, oldest first.
    pub async fn workplaces(tx: &GlobalTx, user: UserId) -> StoreResult<Vec<Workplace>> {
        Ok(memberships::table
            .inner_join(tenants::table.on(tenants::id.eq(memberships::tenant_id)))
            .filter(memberships::user_id.eq(user))
            .order((memberships::created_at, memberships::tenant_id))
            .select((memberships::tenant_id, memberships::role, tenants::second_factor_required))
            .load(&mut tx.db()?)
            .await?)
    }

    /// The names of these people, of those who are members of the scope's tenant.
    pub async fn names(scope: &impl TenantScope, users: &[UserId]) -> StoreResult<Vec<(UserId, String)>> {
        let mut conn = scope.conn().await?;
        Ok(memberships::table
            .filter(memberships::tenant_id.eq(scope.tenant()))
            .filter(memberships::user_id.eq_any(users))
            .select((memberships::user_id, memberships::name))
            .load(&mut conn)
            .await?)
    }

    /// Everybody in a tenant whose row is locked, so that no two changes at once leave it without an owner.
    pub async fn of_locked(tx: &GlobalTx, tenant: TenantId) -> StoreResult<Vec<Membership>> {
        tenants::table
            .filter(tenants::id.eq(tenant))
            .select(tenants::id)
            .for_update()
            .first::<TenantId>(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("tenant"))?;
        Ok(memberships::table
            .filter(memberships::tenant_id.eq(tenant))
            .order((memberships::created_at, memberships::user_id))
            .select(Membership::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Gives a member another role. Errors: `NotFound`.
    pub async fn set_role(
        tx: &GlobalTx,
        tenant: TenantId,
        user: UserId,
        role: MemberRole,
    ) -> StoreResult<()> {
        let changed = diesel::update(memberships::table)
            .filter(memberships::tenant_id.eq(tenant))
            .filter(memberships::user_id.eq(user))
            .set(memberships::role.eq(role))
            .execute(&mut tx.db()?)
            .await?;
        if changed == 1 { Ok(()) } else { Err(StoreError::NotFound("member")) }
    }

    /// Ends a membership. Its row goes: what is over lets nobody in, whatever a query forgets. Errors: `NotFound`.
    pub async fn end(tx: &GlobalTx, tenant: TenantId, user: UserId) -> StoreResult<()> {
        let ended = diesel::delete(memberships::table)
            .filter(memberships::tenant_id.eq(tenant))
            .filter(memberships::user_id.eq(user))
            .execute(&mut tx.db()?)
            .await?;
        if ended == 1 { Ok(()) } else { Err(StoreError::NotFound("member")) }
    }
}
