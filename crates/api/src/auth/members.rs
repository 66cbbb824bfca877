//! Members of a tenant: giving roles, removing, leaving.

use domain::ids::UserId;
use domain::member::{MemberError, Team};
use domain::permission::MemberRole;
use serde_json::json;
use store::account_log::AccountEntry;
use store::member::Membership;
use store::{GlobalTx, TenantCtx, audit};

use super::{Sender, context};
use crate::App;
use crate::error::{ApiError, ApiResult};

fn refused(error: MemberError) -> ApiError {
    match error {
        MemberError::NotFound => ApiError::not_found("member").at("userId"),
        other => other.into(),
    }
}

/// Gives a member another role. `by` may write members of this tenant. Errors: `NOT_FOUND`, `LAST_OWNER`, `OWNER_ONLY`.
pub async fn set_role(
    app: &App,
    tenant: &TenantCtx,
    by: UserId,
    user: UserId,
    role: MemberRole,
) -> ApiResult<Membership> {
    let now = app.clock.now();
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let mut members = Membership::of_locked(&tx, tenant.tenant()).await?;
    let step = Team(&roles(&members)).may_set(by, user, role).map_err(refused)?;
    let at = members.iter().position(|member| member.user_id == user);
    let mut member = members.swap_remove(at.ok_or_else(|| refused(MemberError::NotFound))?);
    if step.is_done() {
        let before = std::mem::replace(&mut member.role, role);
        Membership::set_role(&tx, tenant.tenant(), user, role).await?;
        let tx = tx.enter(tenant).await?;
        let (before, after) = (json!({ "role": before }), json!({ "role": role }));
        audit::change(&tx, "memberRoleSet", user, before, after, now).await?;
        tx.commit().await?;
        app.memory.look_at_person_again(user).await;
    }
    Ok(member)
}

/// Ends a membership: by somebody who may write members, or by whose it is. Errors: `NOT_FOUND`, `LAST_OWNER`,
/// `OWNER_ONLY`.
pub async fn end(app: &App, sender: &Sender, tenant: &TenantCtx, by: UserId, user: UserId) -> ApiResult<()> {
    let now = app.clock.now();
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let members = Membership::of_locked(&tx, tenant.tenant()).await?;
    Team(&roles(&members)).may_end(by, user).map_err(refused)?;
    let member = members.iter().find(|member| member.user_id == user);
    let member = member.ok_or_else(|| refused(MemberError::NotFound))?;
    Membership::end(&tx, tenant.tenant(), user).await?;
    let action = if by == user { "memberLeave" } else { "memberRemove" };
    let detail = json!({ "tenant": tenant.tenant(), "role": member.role });
    if by == user {
        AccountEntry::write(&tx, user, &sender.via, action, detail, now).await?;
    }
    let tx = tx.enter(tenant).await?;
    let before = json!({ "role": member.role, "name": member.name, "since": member.created_at });
    audit::change(&tx, action, user, before, json!(null), now).await?;
    tx.commit().await?;
    app.memory.look_at_person_again(user).await;
    Ok(())
}

pub(super) fn roles(members: &[Membership]) -> Vec<(UserId, MemberRole)> {
    members.iter().map(|member| (member.user_id, member.role)).collect()
}
