//! What people say of runs and payouts.

use async_graphql::{Context, ID, InputObject, Object};
use domain::ids::{PayoutId, PayoutRunId, TypedId};
use domain::payout::RunOrigin;
use domain::permission::Permission;
use domain::text::read_hash;
use store::idempotency::Claim;
use store::payout as row;

use super::{Payout, PayoutRun};
use crate::auth::second_factor;
use crate::error::{ApiError, ApiResult};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::idempotency::Key;
use crate::graphql::money::currency;
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id};
use crate::graphql::second_factor::person;

/// A run to draft.
#[derive(InputObject)]
pub struct PayoutRunCreateInput {
    pub currency: String,
    pub idempotency_key: String,
}

/// A run to preview.
#[derive(InputObject)]
pub struct PayoutRunPreviewInput {
    pub payout_run_id: ID,
}

/// A run to approve.
#[derive(InputObject)]
pub struct PayoutRunApproveInput {
    pub payout_run_id: ID,
    /// The hash that was previewed.
    pub preview_hash: String,
    pub idempotency_key: String,
    /// Six digits of the second factor, or a recovery code: asked for again, whenever one signed in, of whoever has one. No
    /// part of what the key stands for.
    pub code: Option<String>,
}

/// A run to execute.
#[derive(InputObject)]
pub struct PayoutRunExecuteInput {
    pub payout_run_id: ID,
    pub idempotency_key: String,
}

/// A run to call off.
#[derive(InputObject)]
pub struct PayoutRunCancelInput {
    pub payout_run_id: ID,
}

/// A run to stop.
#[derive(InputObject)]
pub struct PayoutRunPauseInput {
    pub payout_run_id: ID,
}

/// A payout to call off.
#[derive(InputObject)]
pub struct PayoutCancelInput {
    pub payout_id: ID,
    pub idempotency_key: String,
}

/// A paused run to go on with.
#[derive(InputObject)]
pub struct PayoutRunResumeInput {
    pub payout_run_id: ID,
    /// As at `payoutRunApprove`: a second look at what a run was paused for is another approval.
    pub code: Option<String>,
}

payload! {
    /// The draft.
    PayoutRunCreatePayload, PayoutRunCreateUserError, PayoutRunCreateErrorCode { payout_run: PayoutRun }
    errors [RUN_OPEN, TENANT_SUSPENDED, UNKNOWN_CURRENCY, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID]
}
payload! {
    /// The run with its frozen set.
    PayoutRunPreviewPayload, PayoutRunPreviewUserError, PayoutRunPreviewErrorCode { payout_run: PayoutRun }
    errors [RUN_EMPTY, WRONG_STATE]
}
payload! {
    /// The approved run.
    PayoutRunApprovePayload, PayoutRunApproveUserError, PayoutRunApproveErrorCode { payout_run: PayoutRun }
    errors [
        PREVIEW_DIFFERS, SECOND_APPROVER_NEEDED, WRONG_STATE, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID,
        SECOND_FACTOR_REQUIRED, CODE_INVALID,
    ]
}
payload! {
    /// The run, on its way.
    PayoutRunExecutePayload, PayoutRunExecuteUserError, PayoutRunExecuteErrorCode { payout_run: PayoutRun }
    errors [WRONG_STATE, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID]
}
payload! {
    /// The run that was called off.
    PayoutRunCancelPayload, PayoutRunCancelUserError, PayoutRunCancelErrorCode { payout_run: PayoutRun }
    errors [WRONG_STATE]
}
payload! {
    /// The run, at work again.
    PayoutRunResumePayload, PayoutRunResumeUserError, PayoutRunResumeErrorCode { payout_run: PayoutRun }
    errors [WRONG_STATE, SECOND_APPROVER_NEEDED, SECOND_FACTOR_REQUIRED, CODE_INVALID]
}

payload! {
    /// The run, stopped.
    PayoutRunPausePayload, PayoutRunPauseUserError, PayoutRunPauseErrorCode { payout_run: PayoutRun }
    errors [WRONG_STATE]
}
payload! {
    /// The payout that will be called off; its state says when it has been.
    PayoutCancelPayload, PayoutCancelUserError, PayoutCancelErrorCode { payout: Payout }
    errors [WRONG_STATE, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID]
}

fn run_id(text: &ID) -> ApiResult<PayoutRunId> {
    id(text, "payoutRunId")
}

fn preview_hash(text: &str) -> ApiResult<Vec<u8>> {
    let hash = read_hash(text).map(Vec::from);
    hash.ok_or_else(|| ApiError::refused("PREVIEW_DIFFERS", "not a preview's hash").at("previewHash"))
}

#[derive(Default)]
pub struct PayoutMutation;

#[Object]
impl PayoutMutation {
    /// Drafts a run. One run of a currency is open at a time.
    #[graphql(guard = "Requires(Permission::PayoutWrite)", directive = RequiresScopes::apply(Permission::PayoutWrite))]
    async fn payout_run_create(
        &self,
        ctx: &Context<'_>,
        input: PayoutRunCreateInput,
    ) -> ApiResult<PayoutRunCreatePayload> {
        let request = Request::of(ctx)?;
        PayoutRunCreatePayload::of(async {
            let key = Key::read("payoutRunCreate", &input.idempotency_key, &input)?;
            let currency = currency(&input.currency)?;
            // The key is looked at first: a repeat must find its run even while that run keeps others from starting.
            let tx = request.write().await?;
            let fresh: PayoutRunId = store::new_id();
            let row = match key.claim(&tx, fresh.uuid(), request.now()).await? {
                Claim::Replay(run) => row::PayoutRun::find(&tx, PayoutRunId::from_uuid(run)).await?,
                Claim::Fresh => {
                    billing::payout::draft(&tx, fresh, currency, RunOrigin::Manual, None, request.now())
                        .await?
                }
            };
            tx.commit().await?;
            Ok(PayoutRunCreatePayload::done(PayoutRun(row)))
        })
        .await
    }

    /// Freezes what a drafted run will pay.
    #[graphql(guard = "Requires(Permission::PayoutWrite)", directive = RequiresScopes::apply(Permission::PayoutWrite))]
    async fn payout_run_preview(
        &self,
        ctx: &Context<'_>,
        input: PayoutRunPreviewInput,
    ) -> ApiResult<PayoutRunPreviewPayload> {
        let request = Request::of(ctx)?;
        PayoutRunPreviewPayload::of(async {
            let tx = request.write().await?;
            let row = billing::payout::preview(&tx, run_id(&input.payout_run_id)?, request.now()).await?;
            tx.commit().await?;
            Ok(PayoutRunPreviewPayload::done(PayoutRun(row)))
        })
        .await
    }

    /// Says yes to exactly what was previewed.
    #[graphql(guard = "Requires(Permission::PayoutApprove)", directive = RequiresScopes::apply(Permission::PayoutApprove))]
    async fn payout_run_approve(
        &self,
        ctx: &Context<'_>,
        mut input: PayoutRunApproveInput,
    ) -> ApiResult<PayoutRunApprovePayload> {
        let request = Request::of(ctx)?;
        PayoutRunApprovePayload::of(async {
            let code = input.code.take();
            let key = Key::read("payoutRunApprove", &input.idempotency_key, &input)?;
            let (run, hash) = (run_id(&input.payout_run_id)?, preview_hash(&input.preview_hash)?);
            request.forget();
            let (app, tenant) = (&request.app, request.caller.tenant()?);
            let (tx, proof, given) =
                second_factor::enter(app, person(request)?, tenant, code.as_deref()).await?;
            let row = match key.claim(&tx, run.uuid(), request.now()).await? {
                Claim::Replay(_) => row::PayoutRun::find(&tx, run).await?,
                Claim::Fresh => {
                    proof?;
                    billing::payout::approve(&tx, run, &hash, request.now()).await?
                }
            };
            tx.commit().await?;
            given.give_back().await;
            Ok(PayoutRunApprovePayload::done(PayoutRun(row)))
        })
        .await
    }

    /// Sets an approved run going; it waits until the wallet holds enough.
    #[graphql(guard = "Requires(Permission::PayoutWrite)", directive = RequiresScopes::apply(Permission::PayoutWrite))]
    async fn payout_run_execute(
        &self,
        ctx: &Context<'_>,
        input: PayoutRunExecuteInput,
    ) -> ApiResult<PayoutRunExecutePayload> {
        let request = Request::of(ctx)?;
        PayoutRunExecutePayload::of(async {
            let key = Key::read("payoutRunExecute", &input.idempotency_key, &input)?;
            let run = run_id(&input.payout_run_id)?;
            let tx = request.write().await?;
            let row = match key.claim(&tx, run.uuid(), request.now()).await? {
                Claim::Replay(_) => row::PayoutRun::find(&tx, run).await?,
                Claim::Fresh => billing::payout::execute(&tx, run, request.now()).await?,
            };
            tx.commit().await?;
            Ok(PayoutRunExecutePayload::done(PayoutRun(row)))
        })
        .await
    }

    /// Calls a run off before anything of it is paid.
    #[graphql(guard = "Requires(Permission::PayoutWrite)", directive = RequiresScopes::apply(Permission::PayoutWrite))]
    async fn payout_run_cancel(
        &self,
        ctx: &Context<'_>,
        input: PayoutRunCancelInput,
    ) -> ApiResult<PayoutRunCancelPayload> {
        let request = Request::of(ctx)?;
        PayoutRunCancelPayload::of(async {
            let tx = request.write().await?;
            let row = billing::payout::cancel(&tx, run_id(&input.payout_run_id)?, request.now()).await?;
            tx.commit().await?;
            Ok(PayoutRunCancelPayload::done(PayoutRun(row)))
        })
        .await
    }

    /// Lets a paused run go on. It is a second approval where the run was paused for its total, so no key may do it, and
    /// whoever drafted it may not where a second person is asked for.
    #[graphql(guard = "Requires(Permission::PayoutApprove)", directive = RequiresScopes::apply(Permission::PayoutApprove))]
    async fn payout_run_resume(
        &self,
        ctx: &Context<'_>,
        input: PayoutRunResumeInput,
    ) -> ApiResult<PayoutRunResumePayload> {
        let request = Request::of(ctx)?;
        PayoutRunResumePayload::of(async {
            let run = run_id(&input.payout_run_id)?;
            request.forget();
            let (app, tenant) = (&request.app, request.caller.tenant()?);
            let (tx, proof, given) =
                second_factor::enter(app, person(request)?, tenant, input.code.as_deref()).await?;
            proof?;
            let row = billing::payout::resume(&tx, run, request.now()).await?;
            tx.commit().await?;
            given.give_back().await;
            Ok(PayoutRunResumePayload::done(PayoutRun(row)))
        })
        .await
    }

    /// Stops a run that is at work, or that waits for money to go on by itself: nothing new is sent, what Stripe has been asked for is still recorded.
    #[graphql(guard = "Requires(Permission::PayoutWrite)", directive = RequiresScopes::apply(Permission::PayoutWrite))]
    async fn payout_run_pause(
        &self,
        ctx: &Context<'_>,
        input: PayoutRunPauseInput,
    ) -> ApiResult<PayoutRunPausePayload> {
        let request = Request::of(ctx)?;
        PayoutRunPausePayload::of(async {
            let tx = request.write().await?;
            let row = billing::payout::stop(&tx, run_id(&input.payout_run_id)?, request.now()).await?;
            tx.commit().await?;
            Ok(PayoutRunPausePayload::done(PayoutRun(row)))
        })
        .await
    }

    /// Calls one payout off that is RESERVED or BLOCKED: what it was to pay may be paid by a later run.
    #[graphql(guard = "Requires(Permission::PayoutWrite)", directive = RequiresScopes::apply(Permission::PayoutWrite))]
    async fn payout_cancel(
        &self,
        ctx: &Context<'_>,
        input: PayoutCancelInput,
    ) -> ApiResult<PayoutCancelPayload> {
        let request = Request::of(ctx)?;
        PayoutCancelPayload::of(async {
            let key = Key::read("payoutCancel", &input.idempotency_key, &input)?;
            let payout: PayoutId = id(&input.payout_id, "payoutId")?;
            let tx = request.write().await?;
            if let Claim::Fresh = key.claim(&tx, payout.uuid(), request.now()).await? {
                billing::payout::ask_cancel(&tx, payout, request.now()).await?;
            }
            let row = row::Payout::find(&tx, payout).await?;
            tx.commit().await?;
            Ok(PayoutCancelPayload::done(Payout(row)))
        })
        .await
    }
}
