//! Invitations, applications, and where they lead.

use async_graphql::{Context, ID, InputObject, Object};
use domain::enrollment::{EnrollmentAct as Act, EnrollmentState as State, PayoutAccountState};
use domain::ids::{AffiliateId, EnrollmentId, ProgramId};
use domain::permission::Permission;
use domain::program::Audience;
use serde_json::json;
use store::affiliate::Affiliate;
use store::enrollment::Enrollment as Row;
use store::payee::Payee;
use store::payout_account::PayoutAccount;
use store::{AffiliateTx, TenantScope, TenantTx, audit};

use super::Enrollment;
use crate::auth::{By, Guess, Tries, context, invitation};
use crate::error::{ApiError, ApiResult};
use crate::graphql::affiliate::AffiliateEnrollment;
use crate::graphql::guard::{AsAffiliate, NotSuspended, Requires, RequiresScopes};
use crate::graphql::payload::payload;
use crate::graphql::product::line;
use crate::graphql::request::{Request, id};

/// Somebody to invite.
#[derive(InputObject)]
pub struct EnrollmentInviteInput {
    pub program_id: ID,
    pub email: String,
    pub name: String,
}

/// An invitation to accept.
#[derive(InputObject)]
pub struct EnrollmentAcceptInput {
    /// `inv_…`
    pub invitation: String,
}

/// A programme to ask to join.
#[derive(InputObject)]
pub struct EnrollmentApplyInput {
    pub program_id: ID,
}

/// An enrollment to do something with.
#[derive(InputObject)]
pub struct EnrollmentInput {
    pub enrollment_id: ID,
}

payload! {
    /// The enrollment, and the invitation to hand to the affiliate.
    EnrollmentInvitePayload, EnrollmentInviteUserError, EnrollmentInviteErrorCode {
        enrollment: Enrollment,
        /// `inv_…`; shown this once.
        invitation: String,
    } errors [EMAIL_INVALID, INPUT_INVALID]
}
payload! {
    /// The enrollment, active now.
    EnrollmentAcceptPayload, EnrollmentAcceptUserError, EnrollmentAcceptErrorCode { enrollment: AffiliateEnrollment }
    errors [INVITATION_INVALID, INVALID_STATE]
}
payload! {
    /// The application.
    EnrollmentApplyPayload, EnrollmentApplyUserError, EnrollmentApplyErrorCode { enrollment: AffiliateEnrollment }
    errors [PROGRAM_NOT_OPEN]
}
payload! {
    /// The enrollment, left.
    EnrollmentLeavePayload, EnrollmentLeaveUserError, EnrollmentLeaveErrorCode { enrollment: AffiliateEnrollment }
    errors [INVALID_STATE]
}
payload! {
    /// The enrollment, active now.
    EnrollmentApprovePayload, EnrollmentApproveUserError, EnrollmentApproveErrorCode { enrollment: Enrollment }
    errors [INVALID_STATE]
}
payload! {
    /// The rejected application.
    EnrollmentRejectPayload, EnrollmentRejectUserError, EnrollmentRejectErrorCode { enrollment: Enrollment }
    errors [INVALID_STATE]
}
payload! {
    /// The suspended enrollment.
    EnrollmentSuspendPayload, EnrollmentSuspendUserError, EnrollmentSuspendErrorCode { enrollment: Enrollment }
    errors [INVALID_STATE]
}
payload! {
    /// The banned enrollment.
    EnrollmentBanPayload, EnrollmentBanUserError, EnrollmentBanErrorCode { enrollment: Enrollment }
    errors [INVALID_STATE]
}

#[derive(Default)]
pub struct EnrollmentMutation;

#[Object]
impl EnrollmentMutation {
    /// Invites an affiliate into a programme.
    #[graphql(guard = "Requires(Permission::EnrollmentWrite).and(NotSuspended)", directive = RequiresScopes::apply(Permission::EnrollmentWrite))]
    async fn enrollment_invite(
        &self,
        ctx: &Context<'_>,
        input: EnrollmentInviteInput,
    ) -> ApiResult<EnrollmentInvitePayload> {
        let request = Request::of(ctx)?;
        EnrollmentInvitePayload::of(async {
            let now = request.now();
            let program: ProgramId = id(&input.program_id, "programId")?;
            let (email, name) = (email(&input.email)?, line(&input.name, 200, "name")?);
            let tx = request.write().await?;
            let found = store::program::Program::find(&tx, program).await;
            found.map_err(|error| ApiError::from(error).at("programId"))?;
            let enrollment = store::new_id();
            let (token, hash) = invitation::make(tx.tenant(), enrollment);
            let row = Row {
                tenant_id: tx.tenant(),
                id: enrollment,
                program_id: program,
                affiliate_id: None,
                payee_id: None,
                state: State::Invited,
                email,
                name,
                invite_hash: Some(hash.to_vec()),
                payout_ready: false,
                created_at: now,
            };
            row.insert(&tx).await?;
            audit::write(&tx, "enrollmentInvite", row.id, json!({ "program": program }), now).await?;
            tx.commit().await?;
            Ok(EnrollmentInvitePayload::done(Enrollment(row), token))
        })
        .await
    }

    /// The calling affiliate accepts an invitation.
    #[graphql(guard = "AsAffiliate")]
    async fn enrollment_accept(
        &self,
        ctx: &Context<'_>,
        input: EnrollmentAcceptInput,
    ) -> ApiResult<EnrollmentAcceptPayload> {
        let request = Request::of(ctx)?;
        EnrollmentAcceptPayload::of(async {
            let now = request.now();
            let invalid = || {
                let text = "this invitation is not valid (any more)";
                ApiError::refused("INVITATION_INVALID", text).at("invitation")
            };
            let token = input.invitation.trim();
            let (tenant, enrollment) = invitation::read(token).ok_or_else(invalid)?;
            let person = Person::of(request).await?;
            request.forget();
            let invitee = context::invitee(tenant, person.profile.id, &request.sender.via);
            let tx = TenantTx::begin(&request.app.pool, &invitee).await?;
            let row = Row::lock(&tx, enrollment).await.ok();
            let ours =
                |row: &Row| row.invite_hash.as_deref().is_some_and(|hash| invitation::is_for(token, hash));
            let Some(mut row) = row.filter(ours) else {
                drop(tx);
                let (app, sender, account) = (&request.app, &request.sender, enrollment.to_string());
                let _guessed = Tries::take(app, sender, Guess::Token, &account, By::Stranger).await?;
                return Err(invalid());
            };
            let before = json!({ "state": row.state });
            row.state.take(Act::Accept)?;
            row.affiliate_id = Some(person.profile.id);
            row.name = person.profile.name;
            row.email = person.profile.email;
            row.invite_hash = None;
            row.payout_ready = person.payout_ready;
            admit(&tx, &mut row, person.profile.id, now).await?;
            let after = json!({ "state": row.state, "affiliate": person.profile.id });
            audit::change(&tx, "enrollmentAccept", row.id, before, after, now).await?;
            tx.commit().await?;
            Ok(EnrollmentAcceptPayload::done(AffiliateEnrollment(row)))
        })
        .await
    }

    /// The calling affiliate asks to join a programme. Their address has to be known as theirs: the brand decides by it.
    #[graphql(guard = "AsAffiliate")]
    async fn enrollment_apply(
        &self,
        ctx: &Context<'_>,
        input: EnrollmentApplyInput,
    ) -> ApiResult<EnrollmentApplyPayload> {
        let request = Request::of(ctx)?;
        EnrollmentApplyPayload::of(async {
            let now = request.now();
            request.caller.verified()?;
            let program: ProgramId = id(&input.program_id, "programId")?;
            let (tenant, knocking) =
                invitation::knock(&request.app, request.caller.affiliate()?, program).await?;
            let person = Person::of(request).await?;
            request.forget();
            let tx = AffiliateTx::begin(&request.app.pool, &knocking).await?;
            let open = store::children::programs_of_affiliate(&tx, &[program]).await?;
            if !open.iter().any(|program| program.audience == Audience::Affiliates) {
                let text = "affiliates cannot join this programme";
                return Err(ApiError::refused("PROGRAM_NOT_OPEN", text).at("programId"));
            }
            let row = Row {
                tenant_id: tenant,
                id: store::new_id(),
                program_id: program,
                affiliate_id: Some(person.profile.id),
                payee_id: None,
                state: State::Applied,
                email: person.profile.email,
                name: person.profile.name,
                invite_hash: None,
                payout_ready: person.payout_ready,
                created_at: now,
            };
            Row::apply(&tx, &row).await?;
            audit::write_own(&tx, tenant, "enrollmentApply", row.id, json!({ "program": program }), now)
                .await?;
            tx.commit().await?;
            Ok(EnrollmentApplyPayload::done(AffiliateEnrollment(row)))
        })
        .await
    }

    /// The calling affiliate leaves a programme.
    #[graphql(guard = "AsAffiliate")]
    async fn enrollment_leave(
        &self,
        ctx: &Context<'_>,
        input: EnrollmentInput,
    ) -> ApiResult<EnrollmentLeavePayload> {
        let request = Request::of(ctx)?;
        EnrollmentLeavePayload::of(async {
            let enrollment = id(&input.enrollment_id, "enrollmentId")?;
            let tx = request.write_own().await?;
            let mut row = Row::lock_own(&tx, enrollment).await?;
            let before = json!({ "state": row.state });
            if row.state.take(Act::Leave)?.is_done() {
                row.save_own(&tx).await?;
                let (tenant, after) = (row.tenant_id, json!({ "state": row.state }));
                audit::change_own(&tx, tenant, "enrollmentLeave", row.id, before, after, request.now())
                    .await?;
            }
            tx.commit().await?;
            request.app.drop_pages(row.tenant_id).await;
            Ok(EnrollmentLeavePayload::done(AffiliateEnrollment(row)))
        })
        .await
    }

    /// Accepts an application, or lets a suspended affiliate back.
    #[graphql(guard = "Requires(Permission::EnrollmentWrite).and(NotSuspended)", directive = RequiresScopes::apply(Permission::EnrollmentWrite))]
    async fn enrollment_approve(
        &self,
        ctx: &Context<'_>,
        input: EnrollmentInput,
    ) -> ApiResult<EnrollmentApprovePayload> {
        EnrollmentApprovePayload::of(async {
            Ok(EnrollmentApprovePayload::done(
                act(ctx, &input.enrollment_id, Act::Approve, "enrollmentApprove").await?,
            ))
        })
        .await
    }

    /// Turns an application down.
    #[graphql(guard = "Requires(Permission::EnrollmentWrite)", directive = RequiresScopes::apply(Permission::EnrollmentWrite))]
    async fn enrollment_reject(
        &self,
        ctx: &Context<'_>,
        input: EnrollmentInput,
    ) -> ApiResult<EnrollmentRejectPayload> {
        EnrollmentRejectPayload::of(async {
            Ok(EnrollmentRejectPayload::done(
                act(ctx, &input.enrollment_id, Act::Reject, "enrollmentReject").await?,
            ))
        })
        .await
    }

    /// Stops an active affiliate for now.
    #[graphql(guard = "Requires(Permission::EnrollmentWrite)", directive = RequiresScopes::apply(Permission::EnrollmentWrite))]
    async fn enrollment_suspend(
        &self,
        ctx: &Context<'_>,
        input: EnrollmentInput,
    ) -> ApiResult<EnrollmentSuspendPayload> {
        EnrollmentSuspendPayload::of(async {
            Ok(EnrollmentSuspendPayload::done(
                act(ctx, &input.enrollment_id, Act::Suspend, "enrollmentSuspend").await?,
            ))
        })
        .await
    }

    /// Stops an affiliate for good.
    #[graphql(guard = "Requires(Permission::EnrollmentWrite)", directive = RequiresScopes::apply(Permission::EnrollmentWrite))]
    async fn enrollment_ban(
        &self,
        ctx: &Context<'_>,
        input: EnrollmentInput,
    ) -> ApiResult<EnrollmentBanPayload> {
        EnrollmentBanPayload::of(async {
            Ok(EnrollmentBanPayload::done(act(ctx, &input.enrollment_id, Act::Ban, "enrollmentBan").await?))
        })
        .await
    }
}

/// The affiliate who calls, and whether Stripe can pay them.
struct Person {
    profile: Affiliate,
    payout_ready: bool,
}

impl Person {
    async fn of(request: &Request) -> ApiResult<Person> {
        let affiliate = request.caller.affiliate()?;
        let tx = invitation::directory(&request.app).await?;
        let profile =
            Affiliate::of_user(&tx, affiliate.user()).await?.ok_or_else(ApiError::unauthenticated)?;
        let account = PayoutAccount::of_affiliate(&tx, profile.id).await?;
        tx.commit().await?;
        let payout_ready = account.is_some_and(|account| account.state == PayoutAccountState::Active);
        Ok(Person { profile, payout_ready })
    }
}

/// Gives an enrollment that is active now its payee, and notes that the affiliate works with the tenant.
async fn admit(
    tx: &TenantTx,
    row: &mut Row,
    affiliate: AffiliateId,
    now: chrono::DateTime<chrono::Utc>,
) -> ApiResult<()> {
    if row.payee_id.is_none() {
        row.payee_id = Some(Payee::of_affiliate(tx, affiliate, &row.name, now).await?.id);
    }
    row.save(tx).await?;
    Ok(Row::list_in_directory(tx, affiliate).await?)
}

async fn act(ctx: &Context<'_>, enrollment: &ID, act: Act, action: &str) -> ApiResult<Enrollment> {
    let request = Request::of(ctx)?;
    let now = request.now();
    let enrollment: EnrollmentId = id(enrollment, "enrollmentId")?;
    let tx = request.write().await?;
    let mut row = Row::lock(&tx, enrollment).await?;
    let before = json!({ "state": row.state });
    if row.state.take(act)?.is_done() {
        match row.affiliate_id {
            Some(affiliate) if row.state == State::Active => admit(&tx, &mut row, affiliate, now).await?,
            _ => row.save(&tx).await?,
        }
        audit::change(&tx, action, row.id, before, json!({ "state": row.state }), now).await?;
    }
    tx.commit().await?;
    // The affiliate's links lead somewhere, or nowhere, from now on.
    request.app.drop_pages(row.tenant_id).await;
    Ok(Enrollment(row))
}

fn email(text: &str) -> ApiResult<String> {
    let email = text.trim().to_lowercase();
    let good = domain::text::is_line(&email, 320)
        && email
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
        && !email.contains(char::is_whitespace);
    if good {
        Ok(email)
    } else {
        Err(ApiError::refused("EMAIL_INVALID", "not an e-mail address").at("email"))
    }
}
