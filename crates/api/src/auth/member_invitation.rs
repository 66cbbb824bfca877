//! Asking somebody to join a team, calling that off, and joining.

use domain::account_mail::AccountMailCause;
use domain::ids::{MemberInvitationId, SessionId, TenantId, UserId};
use domain::member::Team;
use domain::member_invitation::{Holder, MemberInvitationError, MemberInvitationState};
use domain::permission::MemberRole;
use serde_json::json;
use store::account_log::AccountEntry;
use store::account_mail::AccountMail;
use store::member::Membership;
use store::member_invitation::MemberInvitation;
use store::session::Session as Row;
use store::tenant::Tenant;
use store::terms_of_use::TermsAcceptance;
use store::user::User;
use store::{Actor, GlobalTx, StoreError, TenantCtx, TenantRead, audit};

use super::members::roles;
use super::sign_up::{canonical_email, email_invalid, person_name};
use super::{
    By, Caller, Guess, Sender, Session, Tries, account_link, context, password, session, terms_version,
};
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Asks whoever has this address to join with this role, by a mail that alone has the link. An open invitation takes a
/// seat. `by` may write members. Errors: `EMAIL_INVALID`, `OWNER_ONLY`, `MEMBER_ALREADY`, `INVITED_ALREADY`, `NO_SEAT_LEFT`,
/// `THROTTLED`.
pub async fn invite(
    app: &App,
    sender: &Sender,
    tenant: &TenantCtx,
    by: UserId,
    email: &str,
    role: MemberRole,
) -> ApiResult<MemberInvitation> {
    let now = app.clock.now();
    let email = canonical_email(email).ok_or_else(email_invalid)?;
    // Counted by tenant and by person: neither a brand of many members nor a member of many brands writes to as many
    // strangers as they like.
    let (brand, person) = (tenant.tenant().to_string(), by.to_string());
    let of_brand = Tries::take(app, sender, Guess::Invitation, &brand, By::Known("invitations")).await?;
    let of_person = match Tries::take(app, sender, Guess::Invitation, &person, By::Known("invitations")).await
    {
        Ok(tries) => tries,
        Err(error) => {
            of_brand.give_back().await;
            return Err(error);
        }
    };
    let invitation = MemberInvitation {
        tenant_id: tenant.tenant(),
        id: store::new_id(),
        email,
        role,
        invited_by: by,
        created_at: now,
        expires_at: AccountMailCause::MemberInvitation.link_expires_at(now).unwrap_or(now),
        state: MemberInvitationState::Open,
        ended_at: None,
        user_id: None,
    };
    let invited = add(app, tenant, by, &invitation).await;
    if invited.is_err() {
        // Nobody was written to.
        of_brand.give_back().await;
        of_person.give_back().await;
    }
    invited?;
    Ok(invitation)
}

async fn add(app: &App, tenant: &TenantCtx, by: UserId, invitation: &MemberInvitation) -> ApiResult<()> {
    let now = invitation.created_at;
    let plan = billing::plan::plan_of(&TenantRead::new(&app.pool, tenant)).await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    // The tenant's row is locked with them: invitations come in turn.
    let members = Membership::of_locked(&tx, tenant.tenant()).await?;
    Team(&roles(&members)).may_invite(by, invitation.role)?;
    if members.iter().any(|member| member.email == invitation.email) {
        return Err(ApiError::from(MemberInvitationError::MemberAlready).at("email"));
    }
    AccountMail::of_invitation(invitation).insert(&tx).await?;
    let tx = tx.enter(tenant).await?;
    MemberInvitation::lapse(&tx, now).await?;
    let open = MemberInvitation::open(&tx, now).await?;
    if open.iter().any(|other| other.email == invitation.email) {
        return Err(ApiError::from(MemberInvitationError::InvitedAlready).at("email"));
    }
    let taken = i64::try_from(members.len() + open.len()).unwrap_or(i64::MAX);
    domain::plan::seat(plan, taken)?;
    invitation.insert(&tx).await?;
    let MemberInvitation { id, email, role, expires_at, .. } = invitation;
    let detail = json!({ "email": email, "role": role, "expiresAt": expires_at });
    audit::write(&tx, "memberInvite", id, detail, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Calls an invitation off; one that is over stays as it is. `by` may write members. Errors: `NOT_FOUND`, `OWNER_ONLY`,
/// `INVITATION_ACCEPTED`.
pub async fn revoke(
    app: &App,
    tenant: &TenantCtx,
    by: UserId,
    id: MemberInvitationId,
) -> ApiResult<MemberInvitation> {
    let now = app.clock.now();
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let members = Membership::of_locked(&tx, tenant.tenant()).await?;
    let tx = tx.enter(tenant).await?;
    let mut row = MemberInvitation::find(&tx, id).await?;
    Team(&roles(&members)).may_invite(by, row.role)?;
    if row.state == MemberInvitationState::Accepted {
        return Err(ApiError::from(MemberInvitationError::Accepted).at("memberInvitationId"));
    }
    if MemberInvitation::end(&tx, id, None, now).await? {
        (row.state, row.ended_at) = (MemberInvitationState::Revoked, Some(now));
        let before = json!({ "state": MemberInvitationState::Open, "email": row.email, "role": row.role });
        audit::change(&tx, "memberInvitationRevoke", id, before, json!({ "state": row.state }), now).await?;
    }
    tx.commit().await?;
    Ok(row)
}

/// Where the mails of these invitations stand.
pub async fn mails(
    app: &App,
    tenant: TenantId,
    ids: &[MemberInvitationId],
) -> ApiResult<Vec<(MemberInvitationId, domain::notice::MailState)>> {
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let found = AccountMail::of_invitations(&tx, tenant, ids).await?;
    tx.commit().await?;
    Ok(found)
}

/// What the holder of a link sees before they accept.
pub struct Preview {
    /// The brand's name.
    pub brand: String,
    /// The invitation.
    pub invitation: MemberInvitation,
    /// Whether the address has an account.
    pub has_account: bool,
}

/// An invitation by its link; none for one that is not good (any more). Errors: `THROTTLED`.
pub async fn preview(app: &App, sender: &Sender, token: &str) -> ApiResult<Option<Preview>> {
    let opened = match open(app, sender, token).await {
        Err(error) if error.code == "LINK_INVALID" => return Ok(None),
        other => other?,
    };
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let has_account = User::by_email(&tx, &opened.invitation.email).await?.is_some();
    tx.commit().await?;
    Ok(Some(Preview { brand: opened.tenant.name, invitation: opened.invitation, has_account }))
}

/// A link that was opened, and what it is for.
struct Opened {
    mail: AccountMail,
    invitation: MemberInvitation,
    tenant: Tenant,
    plan: domain::plan::Plan,
}

/// Errors: `LINK_INVALID`, `THROTTLED`.
async fn open(app: &App, sender: &Sender, token: &str) -> ApiResult<Opened> {
    let mail = account_link::read_fresh(app, sender, token, AccountMailCause::MemberInvitation).await?;
    let (tenant, id) = mail.tenant_id.zip(mail.invitation_id).ok_or_else(account_link::invalid)?;
    let scope = TenantRead::new(&app.pool, &context::public(tenant));
    let invitation = MemberInvitation::find(&scope, id).await?;
    if invitation.state.at(app.clock.now(), invitation.expires_at) != MemberInvitationState::Open {
        return Err(account_link::invalid());
    }
    let (tenant, plan) = (Tenant::own(&scope).await?, billing::plan::plan_of(&scope).await?);
    Ok(Opened { mail, invitation, tenant, plan })
}

/// Who accepts.
#[derive(Clone, Default)]
pub struct Accept {
    /// The link's token.
    pub token: String,
    /// The name of somebody new.
    pub name: Option<String>,
    /// The password they choose.
    pub password: Option<String>,
    /// The version of the terms of use they accept by this.
    pub terms_of_use_version: Option<i32>,
}

/// Somebody joins: new, whose address the link has shown to be theirs; or signed in with that address. Returns a session
/// in the tenant: of somebody who is signed in, an access token of the session they have.
///
/// Errors: `LINK_INVALID`, `SIGN_IN_REQUIRED`, `OTHER_ACCOUNT`, `EMAIL_UNVERIFIED`, `MEMBER_ALREADY`, `NO_SEAT_LEFT`,
/// `NAME_INVALID`, `PASSWORD_TOO_SHORT`, `PASSWORD_TOO_LONG`, `TERMS_OUTDATED`; `THROTTLED`.
pub async fn accept(
    app: &App,
    sender: &Sender,
    caller: &Caller,
    input: Accept,
) -> ApiResult<(Session, Tenant)> {
    let now = app.clock.now();
    let opened = open(app, sender, &input.token).await?;
    let (invitation, role) = (&opened.invitation, opened.invitation.role);
    let joiner = Joiner::of(app, caller, invitation, &input).await?;
    // A key that must be made or read is not waited for with a transaction open.
    app.keys.signer().await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    if !opened.mail.use_up(&tx, now).await? {
        return Err(account_link::invalid());
    }
    // Whoever has lost the right to ask people in does not bring in one more by a mail of before.
    let members = Membership::of_locked(&tx, invitation.tenant_id).await?;
    if !Team(&roles(&members)).stands_for(invitation.invited_by, role) {
        return Err(account_link::invalid());
    }
    let user = &joiner.user;
    if joiner.session.is_none() {
        user.insert(&tx).await.map_err(|error| match error {
            StoreError::Conflict(_) => MemberInvitationError::SignInRequired.into(),
            other => ApiError::from(other),
        })?;
    }
    if let Some(version) = joiner.terms {
        TermsAcceptance::note(&tx, user.id, version, &sender.via, now).await?;
    }
    let membership = Membership {
        tenant_id: invitation.tenant_id,
        user_id: user.id,
        role,
        email: user.email.clone(),
        name: user.name.clone(),
        created_at: now,
    };
    membership.insert(&tx, opened.plan).await.map_err(|error| match error {
        StoreError::Conflict("membership") => MemberInvitationError::MemberAlready.into(),
        other => ApiError::from(other),
    })?;
    let tenant = Some(invitation.tenant_id);
    let session = match joiner.session {
        Some(id) => session::access(app, &Row::find(&tx, id).await?, tenant, now).await?,
        None => {
            let (row, session) = session::begin(app, sender, user.id, tenant, None, now).await?;
            row.insert(&tx).await?;
            session
        }
    };
    let detail = json!({ "tenant": tenant, "new": joiner.session.is_none(), "termsOfUse": joiner.terms });
    AccountEntry::write(&tx, user.id, &sender.via, "memberInvitationAccept", detail, now).await?;
    let actor = Actor::Member { user: user.id, role };
    let tx = tx.enter(&context::acting(invitation.tenant_id, actor, &sender.via)).await?;
    if !MemberInvitation::end(&tx, invitation.id, Some(user.id), now).await? {
        return Err(account_link::invalid());
    }
    let before = json!({ "invitation": invitation.id, "state": MemberInvitationState::Open });
    let after =
        json!({ "invitation": invitation.id, "state": MemberInvitationState::Accepted, "role": role });
    audit::change(&tx, "memberInvitationAccept", user.id, before, after, now).await?;
    tx.commit().await?;
    app.memory.look_at_person_again(user.id).await;
    Ok((session, opened.tenant))
}

/// Who joins.
struct Joiner {
    user: User,
    /// The session of somebody who is signed in; none of somebody new.
    session: Option<SessionId>,
    /// The version of the terms of use they accept.
    terms: Option<i32>,
}

impl Joiner {
    async fn of(
        app: &App,
        caller: &Caller,
        invitation: &MemberInvitation,
        input: &Accept,
    ) -> ApiResult<Joiner> {
        let now = app.clock.now();
        let terms = input.terms_of_use_version.map(|version| terms_version(version, now)).transpose();
        let terms = terms.map_err(|error| error.at("termsOfUseVersion"))?;
        let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
        let signed_in = match caller.user {
            Some(user) => Some(User::find(&tx, user).await?),
            None => None,
        };
        let known = signed_in.is_some() || User::by_email(&tx, &invitation.email).await?.is_some();
        tx.commit().await?;
        let holder = match &signed_in {
            Some(user) => Holder::Person { email: &user.email, verified: user.email_verified_at.is_some() },
            None => Holder::Stranger { known },
        };
        holder.may_accept(&invitation.email)?;
        if let Some(user) = signed_in {
            return Ok(Joiner { user, session: caller.session, terms });
        }
        let name = person_name("name", input.name.as_deref().unwrap_or_default())?;
        let password_hash = password::hash(input.password.as_deref().unwrap_or_default()).await?;
        let user = User {
            id: store::new_id(),
            email: invitation.email.clone(),
            name,
            password_hash,
            created_at: now,
            // The link was mailed to it.
            email_verified_at: Some(now),
        };
        Ok(Joiner { user, session: None, terms })
    }
}
