//! The tenant's people.

use std::collections::HashSet;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::UserId;
use domain::permission::Permission;
use store::member::Membership;
use store::second_factor::SecondFactor;

use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::request::{Request, id};
use super::scalar::MemberRole;
use crate::auth::invitation::directory;
use crate::auth::members;
use crate::error::{ApiError, ApiResult};

/// A person's membership of the tenant.
#[derive(SimpleObject)]
pub struct Member {
    /// The person.
    pub user_id: ID,
    pub name: String,
    pub email: String,
    pub role: MemberRole,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Whether they have a second factor. Null for those who may not change members.
    pub second_factor: Option<bool>,
}

/// Members with what those who may change them see besides.
async fn shown(request: &Request, rows: Vec<Membership>) -> ApiResult<Vec<Member>> {
    let with_factor: Option<HashSet<UserId>> = match request.may(Permission::MemberWrite) {
        true => {
            let users: Vec<UserId> = rows.iter().map(|row| row.user_id).collect();
            let tx = directory(&request.app).await?;
            let found = SecondFactor::among(&tx, &users).await?;
            tx.commit().await?;
            Some(found.into_iter().collect())
        }
        false => None,
    };
    let member = |row: Membership| Member {
        user_id: row.user_id.into(),
        name: row.name,
        email: row.email,
        role: row.role.into(),
        created_at: row.created_at,
        second_factor: with_factor.as_ref().map(|found| found.contains(&row.user_id)),
    };
    Ok(rows.into_iter().map(member).collect())
}

#[derive(Default)]
pub struct MemberQuery;

#[Object]
impl MemberQuery {
    /// The tenant's people, oldest first.
    #[graphql(guard = "Requires(Permission::MemberRead)", directive = RequiresScopes::apply(Permission::MemberRead))]
    async fn members(&self, ctx: &Context<'_>) -> ApiResult<Vec<Member>> {
        let request = Request::of(ctx)?;
        let rows = Membership::of_tenant(&*request.read()?).await?;
        request.forget();
        shown(request, rows).await
    }
}

/// A member's new role.
#[derive(InputObject)]
pub struct MemberRoleSetInput {
    pub user_id: ID,
    pub role: MemberRole,
}

/// A member to remove.
#[derive(InputObject)]
pub struct MemberRemoveInput {
    pub user_id: ID,
}

/// Nothing needs to be said.
#[derive(InputObject)]
pub struct MemberLeaveInput {
    /// Echoed nowhere; GraphQL wants an input to have a field.
    pub client_mutation_id: Option<String>,
}

payload! {
    /// The member.
    MemberRoleSetPayload, MemberRoleSetUserError, MemberRoleSetErrorCode { member: Member }
    errors [LAST_OWNER, OWNER_ONLY]
}

payload! {
    /// Who is no member any more.
    MemberRemovePayload, MemberRemoveUserError, MemberRemoveErrorCode { user_id: ID } errors [LAST_OWNER, OWNER_ONLY]
}

payload! {
    /// The tenant that was left.
    MemberLeavePayload, MemberLeaveUserError, MemberLeaveErrorCode { tenant_id: ID } errors [LAST_OWNER]
}

#[derive(Default)]
pub struct MemberMutation;

#[Object]
impl MemberMutation {
    /// Gives a member another role. Only an owner makes and unmakes owners; the last owner stays one.
    #[graphql(guard = "Requires(Permission::MemberWrite)", directive = RequiresScopes::apply(Permission::MemberWrite))]
    async fn member_role_set(
        &self,
        ctx: &Context<'_>,
        input: MemberRoleSetInput,
    ) -> ApiResult<MemberRoleSetPayload> {
        let request = Request::of(ctx)?;
        MemberRoleSetPayload::of(async {
            let (user, by) = (id(&input.user_id, "userId")?, request.caller.user()?);
            request.forget();
            let tenant = request.caller.tenant()?;
            let row = members::set_role(&request.app, tenant, by, user, input.role.into()).await?;
            let member = shown(request, vec![row]).await?.pop();
            Ok(MemberRoleSetPayload::done(member.ok_or_else(|| ApiError::internal(&"no member shown"))?))
        })
        .await
    }

    /// Removes a member: they see nothing of the tenant from now on.
    #[graphql(guard = "Requires(Permission::MemberWrite)", directive = RequiresScopes::apply(Permission::MemberWrite))]
    async fn member_remove(
        &self,
        ctx: &Context<'_>,
        input: MemberRemoveInput,
    ) -> ApiResult<MemberRemovePayload> {
        let request = Request::of(ctx)?;
        MemberRemovePayload::of(async {
            let (user, by) = (id(&input.user_id, "userId")?, request.caller.user()?);
            request.forget();
            members::end(&request.app, &request.sender, request.caller.tenant()?, by, user).await?;
            Ok(MemberRemovePayload::done(input.user_id))
        })
        .await
    }

    /// Leaves the tenant: also one that wants a second factor its member does not have.
    async fn member_leave(
        &self,
        ctx: &Context<'_>,
        input: Option<MemberLeaveInput>,
    ) -> ApiResult<MemberLeavePayload> {
        let request = Request::of(ctx)?;
        let _ = input;
        let caller = &request.caller;
        let (user, tenant) = (caller.user()?, caller.barred.as_ref().map_or_else(|| caller.tenant(), Ok)?);
        MemberLeavePayload::of(async {
            request.forget();
            members::end(&request.app, &request.sender, tenant, user, user).await?;
            Ok(MemberLeavePayload::done(tenant.tenant().into()))
        })
        .await
    }
}
