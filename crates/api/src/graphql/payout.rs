//! Payout runs and the payouts in them.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::{PayoutId, PayoutRunId, TypedId};
use domain::payout::RunOrigin;
use domain::permission::Permission;
use store::idempotency::Claim;
use store::payout as row;

use super::batch::{all_of, by_id};
use super::children::children_of;
use super::commission::Commission;
use super::connection::{List, PageArgs, keyed, list};
use super::guard::Requires;
use super::idempotency::Key;
use super::money::{Money, currency};
use super::payload::payload;
use super::request::{Request, id, maybe_id};
use super::scalar::{PayoutRunState, PayoutState};
use crate::error::{ApiError, ApiResult};

/// A tenant's run of payouts in one currency.
pub struct PayoutRun(pub row::PayoutRun);
keyed!(PayoutRun);

#[Object]
impl PayoutRun {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn state(&self) -> PayoutRunState {
        self.0.state.into()
    }
    async fn currency(&self) -> &str {
        self.0.currency.as_str()
    }
    /// Who drafted it.
    async fn drafted_by(&self) -> &str {
        &self.0.drafted_by
    }
    /// Who approved it.
    async fn approved_by(&self) -> Option<&str> {
        self.0.approved_by.as_deref()
    }
    /// What an approval says yes to: SHA-256 of the frozen set, in hex.
    async fn preview_hash(&self) -> Option<String> {
        self.0.preview_hash.as_ref().map(|hash| hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }
    /// What the frozen set comes to; the run never pays more.
    async fn preview_total(&self) -> Option<Money> {
        self.0.preview_total.map(|minor| Money::new(minor, self.0.currency))
    }
    /// Why it is paused.
    async fn pause_reason(&self) -> Option<&str> {
        self.0.pause_reason.as_deref()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
    /// Its payouts, newest first.
    async fn payouts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Payout>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let slice = Request::of(ctx)?.promised::<PayoutsOfRun>((self.0.id.uuid(), page)).await?;
        Ok(list(slice, Payout))
    }
}

/// One affiliate's payment in a run.
pub struct Payout(pub row::Payout);
keyed!(Payout);

/// One call to Stripe.
#[derive(SimpleObject)]
pub struct PayoutAttempt {
    /// 1, 2, 3 …
    number: i32,
    /// The key of the call; the same however often it was sent.
    idempotency_key: String,
    first_sent_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    /// What Stripe said, once known.
    outcome: Option<String>,
}

#[Object]
impl Payout {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn state(&self) -> PayoutState {
        self.0.state.into()
    }
    /// Who is paid.
    async fn affiliate_id(&self) -> ID {
        self.0.affiliate_id.into()
    }
    /// What is transferred.
    async fn amount(&self) -> Money {
        Money::new(self.0.amount, self.0.currency)
    }
    /// What was kept back for older debts.
    async fn recovered(&self) -> Money {
        Money::new(self.0.recovered, self.0.currency)
    }
    /// Tributary's fee, paid by the tenant on top.
    async fn fee(&self) -> Money {
        Money::new(self.0.fee, self.0.currency)
    }
    /// Why it is blocked, failed or under review.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
    /// Stripe's id of the transfer.
    async fn stripe_transfer_id(&self) -> Option<&str> {
        self.0.stripe_transfer_id.as_deref()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
    /// The run it belongs to.
    async fn run(&self, ctx: &Context<'_>) -> ApiResult<PayoutRun> {
        Ok(PayoutRun(Request::of(ctx)?.promised::<PayoutRunById>(self.0.run_id).await?))
    }
    /// The commissions it pays, newest first.
    async fn commissions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Commission>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let slice = Request::of(ctx)?.promised::<CommissionsOfPayout>((self.0.id.uuid(), page)).await?;
        Ok(list(slice, Commission))
    }
    /// The calls to Stripe, oldest first.
    async fn attempts(&self, ctx: &Context<'_>) -> ApiResult<Vec<PayoutAttempt>> {
        let rows = Request::of(ctx)?.load::<AttemptsOfPayout>(self.0.id).await?.unwrap_or_default();
        Ok(rows
            .into_iter()
            .map(|a| PayoutAttempt {
                number: a.number,
                idempotency_key: a.idempotency_key,
                first_sent_at: a.first_sent_at,
                finished_at: a.finished_at,
                outcome: a.outcome,
            })
            .collect())
    }
}

by_id!(
    /// A payout by id.
    PayoutById: PayoutId => row::Payout
);
by_id!(
    /// A run by id.
    PayoutRunById: PayoutRunId => row::PayoutRun
);
all_of!(
    /// The attempts of a payout.
    AttemptsOfPayout: PayoutId => row::PayoutAttempt, store::children::attempts_of_payouts, payout_id
);
children_of!(
    /// A page of a run's payouts.
    PayoutsOfRun: store::children::PAYOUTS_OF_RUN => row::Payout
);
children_of!(
    /// A page of a payout's commissions.
    CommissionsOfPayout: store::children::COMMISSIONS_OF_PAYOUT => store::commission::Commission
);

#[derive(Default)]
pub struct PayoutQuery;

#[Object]
impl PayoutQuery {
    /// The tenant's payout runs, newest first.
    #[graphql(guard = "Requires(Permission::PayoutRead)")]
    async fn payout_runs(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<PayoutRun>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::PayoutRun::page(&*Request::of(ctx)?.read()?, page).await?, PayoutRun))
    }

    /// The tenant's payouts, newest first, or those of one run.
    #[graphql(guard = "Requires(Permission::PayoutRead)")]
    async fn payouts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        run_id: Option<ID>,
    ) -> ApiResult<List<Payout>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let scope = Request::of(ctx)?.read()?;
        let slice = match maybe_id(run_id.as_ref(), "runId")? {
            Some(run) => row::Payout::of_run(&*scope, run, page).await?,
            None => row::Payout::page(&*scope, page).await?,
        };
        Ok(list(slice, Payout))
    }
}

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

/// A paused run to go on with.
#[derive(InputObject)]
pub struct PayoutRunResumeInput {
    pub payout_run_id: ID,
}

payload! {
    /// The draft.
    PayoutRunCreatePayload, PayoutRunCreateUserError, PayoutRunCreateErrorCode { payout_run: PayoutRun }
    errors [RUN_OPEN, UNKNOWN_CURRENCY, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID]
}
payload! {
    /// The run with its frozen set.
    PayoutRunPreviewPayload, PayoutRunPreviewUserError, PayoutRunPreviewErrorCode { payout_run: PayoutRun }
    errors [RUN_EMPTY, WRONG_STATE]
}
payload! {
    /// The approved run.
    PayoutRunApprovePayload, PayoutRunApproveUserError, PayoutRunApproveErrorCode { payout_run: PayoutRun }
    errors [PREVIEW_DIFFERS, SECOND_APPROVER_NEEDED, WRONG_STATE, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID]
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
    errors [WRONG_STATE]
}

fn run_id(text: &ID) -> ApiResult<PayoutRunId> {
    id(text, "payoutRunId")
}

fn from_hex(text: &str) -> ApiResult<Vec<u8>> {
    let bytes: Option<Vec<u8>> = (text.len() == 64 && text.is_ascii())
        .then(|| (0..32).map(|n| u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok()).collect())
        .flatten();
    bytes.ok_or_else(|| ApiError::refused("PREVIEW_DIFFERS", "not a preview's hash").at("previewHash"))
}

#[derive(Default)]
pub struct PayoutMutation;

#[Object]
impl PayoutMutation {
    /// Drafts a run. One run of a currency is open at a time.
    #[graphql(guard = "Requires(Permission::PayoutWrite)")]
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
    #[graphql(guard = "Requires(Permission::PayoutWrite)")]
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
    #[graphql(guard = "Requires(Permission::PayoutApprove)")]
    async fn payout_run_approve(
        &self,
        ctx: &Context<'_>,
        input: PayoutRunApproveInput,
    ) -> ApiResult<PayoutRunApprovePayload> {
        let request = Request::of(ctx)?;
        PayoutRunApprovePayload::of(async {
            let key = Key::read("payoutRunApprove", &input.idempotency_key, &input)?;
            let (run, hash) = (run_id(&input.payout_run_id)?, from_hex(&input.preview_hash)?);
            let tx = request.write().await?;
            let row = match key.claim(&tx, run.uuid(), request.now()).await? {
                Claim::Replay(_) => row::PayoutRun::find(&tx, run).await?,
                Claim::Fresh => billing::payout::approve(&tx, run, &hash, request.now()).await?,
            };
            tx.commit().await?;
            Ok(PayoutRunApprovePayload::done(PayoutRun(row)))
        })
        .await
    }

    /// Sets an approved run going; it waits until the wallet holds enough.
    #[graphql(guard = "Requires(Permission::PayoutWrite)")]
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
    #[graphql(guard = "Requires(Permission::PayoutWrite)")]
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

    /// Lets a paused run go on.
    #[graphql(guard = "Requires(Permission::PayoutWrite)")]
    async fn payout_run_resume(
        &self,
        ctx: &Context<'_>,
        input: PayoutRunResumeInput,
    ) -> ApiResult<PayoutRunResumePayload> {
        let request = Request::of(ctx)?;
        PayoutRunResumePayload::of(async {
            let tx = request.write().await?;
            let row = billing::payout::resume(&tx, run_id(&input.payout_run_id)?, request.now()).await?;
            tx.commit().await?;
            Ok(PayoutRunResumePayload::done(PayoutRun(row)))
        })
        .await
    }
}
