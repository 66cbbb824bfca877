//! Who is asked to join a tenant's team.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{MemberInvitationId, TenantId, UserId};
use domain::member_invitation::MemberInvitationState;
use domain::permission::MemberRole;

use crate::error::StoreResult;
use crate::page::{load_page, tenant_reads};
use crate::schema::{member_invitations, memberships, tenants};
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// An invitation.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = member_invitations)]
pub struct MemberInvitation {
    /// The tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: MemberInvitationId,
    /// Who is asked, by their address in small letters.
    pub email: String,
    /// As what.
    pub role: MemberRole,
    /// Who asks.
    pub invited_by: UserId,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
    /// Where it stands.
    pub state: MemberInvitationState,
    /// When it stopped being open.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who has accepted it.
    pub user_id: Option<UserId>,
}

tenant_reads!(MemberInvitation, member_invitations, MemberInvitationId, "invitation");

/// What a mail says of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct InvitationSaid {
    /// As what somebody is asked.
    pub role: MemberRole,
    /// The brand's name.
    pub brand: String,
    /// Who asks, where they are a member still.
    pub by: Option<String>,
}

impl MemberInvitation {
    /// The open ones of the scope's tenant, the oldest first.
    pub async fn open(scope: &impl TenantScope, now: DateTime<Utc>) -> StoreResult<Vec<MemberInvitation>> {
        let mut conn = scope.conn().await?;
        Ok(member_invitations::table
            .filter(member_invitations::tenant_id.eq(scope.tenant()))
            .filter(member_invitations::state.eq(MemberInvitationState::Open))
            .filter(member_invitations::expires_at.gt(now))
            .order(member_invitations::id)
            .select(MemberInvitation::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Notes of those that nobody has accepted in time that they are over.
    pub async fn lapse(tx: &TenantTx, now: DateTime<Utc>) -> StoreResult<usize> {
        Ok(diesel::update(member_invitations::table)
            .filter(member_invitations::tenant_id.eq(tx.tenant()))
            .filter(member_invitations::state.eq(MemberInvitationState::Open))
            .filter(member_invitations::expires_at.le(now))
            .set((
                member_invitations::state.eq(MemberInvitationState::Expired),
                member_invitations::ended_at.eq(now),
            ))
            .execute(&mut tx.db()?)
            .await?)
    }

    /// Ends one that is open: it was called off, or accepted by somebody. False when it is open no more.
    pub async fn end(
        tx: &TenantTx,
        id: MemberInvitationId,
        accepted_by: Option<UserId>,
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let state = match accepted_by {
            Some(_) => MemberInvitationState::Accepted,
            None => MemberInvitationState::Revoked,
        };
        let ended = diesel::update(member_invitations::table)
            .filter(member_invitations::tenant_id.eq(tx.tenant()))
            .filter(member_invitations::id.eq(id))
            .filter(member_invitations::state.eq(MemberInvitationState::Open))
            .filter(member_invitations::expires_at.gt(now))
            .set((
                member_invitations::state.eq(state),
                member_invitations::ended_at.eq(now),
                member_invitations::user_id.eq(accepted_by),
            ))
            .execute(&mut tx.db()?)
            .await?;
        Ok(ended == 1)
    }

    /// What the mail of one says; none once it is open no more.
    pub async fn said(
        tx: &SystemTx,
        tenant: TenantId,
        id: MemberInvitationId,
    ) -> StoreResult<Option<InvitationSaid>> {
        let inviter = memberships::table.on(memberships::tenant_id
            .eq(member_invitations::tenant_id)
            .and(memberships::user_id.eq(member_invitations::invited_by)));
        Ok(member_invitations::table
            .inner_join(tenants::table.on(tenants::id.eq(member_invitations::tenant_id)))
            .left_join(inviter)
            .filter(member_invitations::tenant_id.eq(tenant))
            .filter(member_invitations::id.eq(id))
            .filter(member_invitations::state.eq(MemberInvitationState::Open))
            .select((member_invitations::role, tenants::name, memberships::name.nullable()))
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }
}
