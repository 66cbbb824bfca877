//! Who is asked to join the tenant's team.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::MemberInvitationId;
use domain::permission::Permission;
use store::member_invitation as row;

use super::audit::ActorName;
use super::batch::{Edge, by_id};
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::request::{Request, id};
use super::scalar::{MailState, MemberInvitationState, MemberRole};
use super::session::Session;
use super::tenant::Tenant;
use crate::auth::member_invitation as auth;
use crate::error::ApiResult;

/// Somebody who is asked to join the team. The link is in a mail to them and nowhere else.
pub struct MemberInvitation(pub row::MemberInvitation);

by_id!(
    /// An invitation by id.
    MemberInvitationById: MemberInvitationId => row::MemberInvitation
);

/// Where the mails of invitations stand.
pub struct MailOfInvitation;

impl Edge for MailOfInvitation {
    type Key = MemberInvitationId;
    type Value = domain::notice::MailState;
    async fn load(
        request: &Request,
        keys: Vec<MemberInvitationId>,
    ) -> ApiResult<HashMap<MemberInvitationId, domain::notice::MailState>> {
        let tenant = request.caller.tenant()?.tenant();
        Ok(auth::mails(&request.app, tenant, &keys).await?.into_iter().collect())
    }
}

#[Object]
impl MemberInvitation {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// Who is asked.
    async fn email(&self) -> &str {
        &self.0.email
    }
    /// As what.
    async fn role(&self) -> MemberRole {
        self.0.role.into()
    }
    async fn state(&self, ctx: &Context<'_>) -> ApiResult<MemberInvitationState> {
        Ok(self.0.state.at(Request::of(ctx)?.now(), self.0.expires_at).into())
    }
    /// The person who asks.
    async fn invited_by_id(&self) -> ID {
        self.0.invited_by.into()
    }
    /// Their name; null where they are no member any more.
    async fn invited_by_name(&self, ctx: &Context<'_>) -> ApiResult<Option<String>> {
        Request::of(ctx)?.load::<ActorName>(self.0.invited_by.to_string()).await
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// Until when it can be accepted.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }
    /// Where its mail stands.
    async fn mail(&self, ctx: &Context<'_>) -> ApiResult<Option<MailState>> {
        Ok(Request::of(ctx)?.load::<MailOfInvitation>(self.0.id).await?.map(Into::into))
    }
}

/// What the holder of an invitation's link sees before they accept.
#[derive(SimpleObject)]
pub struct MemberInvitationPreview {
    /// The brand's name.
    pub tenant_name: String,
    /// As what they are asked.
    pub role: MemberRole,
    /// Who is asked.
    pub email: String,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
    /// Whether the address has an account: its owner signs in first.
    pub has_account: bool,
}

#[derive(Default)]
pub struct MemberInvitationQuery;

#[Object]
impl MemberInvitationQuery {
    /// Who is asked to join the team and has not answered, the oldest first.
    #[graphql(guard = "Requires(Permission::MemberRead)", directive = RequiresScopes::apply(Permission::MemberRead))]
    async fn member_invitations(&self, ctx: &Context<'_>) -> ApiResult<Vec<MemberInvitation>> {
        let request = Request::of(ctx)?;
        let rows = row::MemberInvitation::open(&*request.read()?, request.now()).await?;
        Ok(rows.into_iter().map(MemberInvitation).collect())
    }

    /// An invitation by its link, for whoever holds it. Null when the link is not good (any more).
    async fn member_invitation(
        &self,
        ctx: &Context<'_>,
        token: String,
    ) -> ApiResult<Option<MemberInvitationPreview>> {
        let request = Request::of(ctx)?;
        let preview = auth::preview(&request.app, &request.sender, &token).await?;
        Ok(preview.map(|preview| MemberInvitationPreview {
            tenant_name: preview.brand,
            role: preview.invitation.role.into(),
            email: preview.invitation.email,
            expires_at: preview.invitation.expires_at,
            has_account: preview.has_account,
        }))
    }
}

/// Somebody to ask.
#[derive(InputObject)]
pub struct MemberInviteInput {
    pub email: String,
    /// What they will be. Only an owner asks owners.
    pub role: MemberRole,
}

/// An invitation to call off.
#[derive(InputObject)]
pub struct MemberInvitationRevokeInput {
    pub member_invitation_id: ID,
}

/// An invitation to accept.
#[derive(InputObject)]
pub struct MemberInvitationAcceptInput {
    /// The last part of the link's address.
    pub token: String,
    /// The name of somebody new.
    pub name: Option<String>,
    /// The password they choose, 10 to 200 characters.
    pub password: Option<String>,
    /// The version of the terms of use that is accepted by joining: the current one.
    pub terms_of_use_version: Option<i32>,
}

payload! {
    /// The open invitation.
    MemberInvitePayload, MemberInviteUserError, MemberInviteErrorCode { member_invitation: MemberInvitation }
    errors [EMAIL_INVALID, OWNER_ONLY, MEMBER_ALREADY, INVITED_ALREADY, NO_SEAT_LEFT]
}

payload! {
    /// The invitation, which is over.
    MemberInvitationRevokePayload, MemberInvitationRevokeUserError, MemberInvitationRevokeErrorCode {
        member_invitation: MemberInvitation,
    } errors [OWNER_ONLY, INVITATION_ACCEPTED]
}

payload! {
    /// Who has joined, in their tenant.
    MemberInvitationAcceptPayload, MemberInvitationAcceptUserError, MemberInvitationAcceptErrorCode {
        /// Of somebody new, as at `signUp`. Of somebody who is signed in, an access token for the tenant: their session and
        /// its refresh token stay.
        session: Session,
        tenant: Tenant,
    } errors [
        LINK_INVALID, SIGN_IN_REQUIRED, OTHER_ACCOUNT, EMAIL_UNVERIFIED, MEMBER_ALREADY, NO_SEAT_LEFT, NAME_INVALID,
        PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, TERMS_OUTDATED,
    ]
}

#[derive(Default)]
pub struct MemberInvitationMutation;

#[Object]
impl MemberInvitationMutation {
    /// Asks somebody to join the team, by a mail with a link that is good for seven days. Until then they take a seat.
    #[graphql(guard = "Requires(Permission::MemberWrite)", directive = RequiresScopes::apply(Permission::MemberWrite))]
    async fn member_invite(
        &self,
        ctx: &Context<'_>,
        input: MemberInviteInput,
    ) -> ApiResult<MemberInvitePayload> {
        let request = Request::of(ctx)?;
        MemberInvitePayload::of(async {
            let (by, tenant) = (request.caller.user()?, request.caller.tenant()?);
            request.forget();
            let (app, sender, role) = (&request.app, &request.sender, input.role.into());
            let row = auth::invite(app, sender, tenant, by, &input.email, role).await?;
            Ok(MemberInvitePayload::done(MemberInvitation(row)))
        })
        .await
    }

    /// Calls an invitation off: its link is good no more. One that is over stays as it is.
    #[graphql(guard = "Requires(Permission::MemberWrite)", directive = RequiresScopes::apply(Permission::MemberWrite))]
    async fn member_invitation_revoke(
        &self,
        ctx: &Context<'_>,
        input: MemberInvitationRevokeInput,
    ) -> ApiResult<MemberInvitationRevokePayload> {
        let request = Request::of(ctx)?;
        MemberInvitationRevokePayload::of(async {
            let invitation = id(&input.member_invitation_id, "memberInvitationId")?;
            let (by, tenant) = (request.caller.user()?, request.caller.tenant()?);
            request.forget();
            let row = auth::revoke(&request.app, tenant, by, invitation).await?;
            Ok(MemberInvitationRevokePayload::done(MemberInvitation(row)))
        })
        .await
    }

    /// Joins a team by a link that was mailed: as somebody new, with a name and a password, whose address is thereby
    /// verified; or signed in, with the address that was asked.
    async fn member_invitation_accept(
        &self,
        ctx: &Context<'_>,
        input: MemberInvitationAcceptInput,
    ) -> ApiResult<MemberInvitationAcceptPayload> {
        let request = Request::of(ctx)?;
        MemberInvitationAcceptPayload::of(async {
            let MemberInvitationAcceptInput { token, name, password, terms_of_use_version } = input;
            let input = auth::Accept { token, name, password, terms_of_use_version };
            request.forget();
            let (session, tenant) =
                auth::accept(&request.app, &request.sender, &request.caller, input).await?;
            Ok(MemberInvitationAcceptPayload::done(Session::of(request, session), Tenant(tenant)))
        })
        .await
    }
}
