//! What payees earn.

use async_graphql::{Context, ID, InputObject, Json, Object};
use chrono::{DateTime, Utc};
use domain::commission::{CommissionError, REASON_CHARS_MAX};
use domain::ids::{CommissionId, ConversionId, TypedId};
use domain::permission::Permission;
use domain::text::is_line;
use serde_json::json;
use store::commission as row;
use store::idempotency::Claim;
use store::{TenantTx, audit};

use super::batch::{all_of, by_id};
use super::connection::{List, PageArgs, keyed, list};
use super::conversion::{Conversion, ConversionById};
use super::fraud::{FindingsOfConversion, FraudFinding};
use super::guard::{Requires, RequiresScopes};
use super::idempotency::Key;
use super::money::Money;
use super::payee::{Payee, PayeeById};
use super::payload::payload;
use super::payout::{Payout, PayoutById};
use super::program::{Program, ProgramById};
use super::request::{Request, id, maybe_id};
use super::scalar::{CommissionCause, CommissionState};
use super::terms::{Terms, TermsById};
use crate::error::{ApiError, ApiResult};

/// What one payee earns, and why.
pub struct Commission(pub row::Commission);
keyed!(Commission);

#[Object]
impl Commission {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// Why there is one.
    async fn cause(&self) -> CommissionCause {
        self.0.cause.into()
    }
    async fn state(&self) -> CommissionState {
        self.0.state.into()
    }
    /// Below zero for what an adjustment takes back.
    async fn amount(&self) -> Money {
        Money::new(self.0.amount, self.0.currency)
    }
    /// Whether an adjustment is owed by the payee rather than cut from what is payable.
    async fn debt(&self) -> bool {
        self.0.debt
    }
    /// How much of a debt later payouts have recovered.
    async fn recovered(&self) -> Money {
        Money::new(self.0.recovered, self.0.currency)
    }
    /// When it becomes payable.
    async fn matures_at(&self) -> DateTime<Utc> {
        self.0.matures_at
    }
    /// Why it was voided.
    async fn void_reason(&self) -> Option<&str> {
        self.0.void_reason.as_deref()
    }
    /// Why it is held: as whoever held it said it, or for which signals of fraud. An affiliate whose commission is held for
    /// signals reads only that the brand reviews it.
    async fn hold_reason(&self, ctx: &Context<'_>) -> ApiResult<Option<String>> {
        if self.0.state != domain::commission::CommissionState::Held {
            return Ok(None);
        }
        let reason = Request::of(ctx)?.load::<HoldReason>(self.0.id).await?;
        if reason.as_deref() != Some(domain::fraud::HELD_FOR_REVIEW) {
            return Ok(reason);
        }
        let signals: Vec<_> = self.findings(ctx).await?.iter().map(|found| found.0.signal).collect();
        Ok(if signals.is_empty() { reason } else { Some(domain::fraud::reason(&signals)) })
    }
    /// What speaks for fraud in the conversion it comes from, as far as it is about its payee or the buyer.
    async fn fraud_findings(&self, ctx: &Context<'_>) -> ApiResult<Vec<FraudFinding>> {
        self.findings(ctx).await
    }
    /// Who earns it.
    async fn payee(&self, ctx: &Context<'_>) -> ApiResult<Payee> {
        Ok(Payee(Request::of(ctx)?.promised::<PayeeById>(self.0.payee_id).await?))
    }
    /// The programme it is earned in.
    async fn program(&self, ctx: &Context<'_>) -> ApiResult<Program> {
        Ok(Program(Request::of(ctx)?.promised::<ProgramById>(self.0.program_id).await?))
    }
    /// The version of terms that gave it.
    async fn terms(&self, ctx: &Context<'_>) -> ApiResult<Option<Terms>> {
        let Some(id) = self.0.terms_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<TermsById>(id).await?.map(Terms))
    }
    /// The conversion it comes from.
    #[graphql(guard = "Requires(Permission::ConversionRead)", directive = RequiresScopes::apply(Permission::ConversionRead))]
    async fn conversion(&self, ctx: &Context<'_>) -> ApiResult<Option<Conversion>> {
        let Some(id) = self.0.conversion_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<ConversionById>(id).await?.map(Conversion))
    }
    /// The commission an adjustment corrects.
    async fn adjusts(&self, ctx: &Context<'_>) -> ApiResult<Option<Commission>> {
        let Some(id) = self.0.adjusts_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<CommissionById>(id).await?.map(Commission))
    }
    /// The payout that has claimed it.
    #[graphql(guard = "Requires(Permission::PayoutRead)", directive = RequiresScopes::apply(Permission::PayoutRead))]
    async fn payout(&self, ctx: &Context<'_>) -> ApiResult<Option<Payout>> {
        let Some(id) = self.0.payout_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<PayoutById>(id).await?.map(Payout))
    }
    /// The arithmetic: of a lead or sale the part of `attribution.why` that is its payee's.
    async fn why(&self) -> Json<serde_json::Value> {
        Json(self.0.why.clone())
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

impl Commission {
    async fn findings(&self, ctx: &Context<'_>) -> ApiResult<Vec<FraudFinding>> {
        let Some(conversion) = self.0.conversion_id else { return Ok(Vec::new()) };
        let rows = Request::of(ctx)?.load::<FindingsOfConversion>(conversion).await?.unwrap_or_default();
        let concerns =
            |found: &store::fraud::FraudFinding| found.payee_id.is_none_or(|payee| payee == self.0.payee_id);
        Ok(rows.into_iter().filter(concerns).map(FraudFinding).collect())
    }
}

/// Why a commission is held, as its affiliate reads it.
pub struct HoldReason;

impl super::batch::Edge for HoldReason {
    type Key = CommissionId;
    type Value = String;
    async fn load(
        request: &Request,
        keys: Vec<CommissionId>,
    ) -> ApiResult<std::collections::HashMap<CommissionId, String>> {
        let rows = row::Commission::hold_reasons(&*request.read()?, &keys).await?;
        Ok(rows.into_iter().collect())
    }
}

/// Commissions of a conversion under the field the loader groups by.
#[derive(Clone)]
pub struct OfConversion {
    /// The conversion.
    pub conversion: ConversionId,
    /// The commission.
    pub row: row::Commission,
}

async fn of_conversions(
    scope: &store::TenantRead,
    ids: &[ConversionId],
) -> store::StoreResult<Vec<OfConversion>> {
    let rows = row::Commission::of_conversions(scope, ids).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some(OfConversion { conversion: row.conversion_id?, row }))
        .collect())
}

by_id!(
    /// A commission by id.
    CommissionById: CommissionId => row::Commission
);
all_of!(
    /// The commissions of a conversion, oldest first.
    CommissionsOfConversion: ConversionId => OfConversion, of_conversions, conversion
);

/// Which commissions.
#[derive(InputObject, Default)]
pub struct CommissionFilter {
    pub state: Option<CommissionState>,
    pub cause: Option<CommissionCause>,
    /// Of this payee.
    pub payee_id: Option<ID>,
    /// Earned in this programme.
    pub program_id: Option<ID>,
}

#[derive(Default)]
pub struct CommissionQuery;

#[Object]
impl CommissionQuery {
    /// What payees earn, newest first.
    #[graphql(guard = "Requires(Permission::CommissionRead)", directive = RequiresScopes::apply(Permission::CommissionRead))]
    #[allow(clippy::too_many_arguments)]
    async fn commissions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "As in the filter, where that says nothing of it.")] state: Option<CommissionState>,
        #[graphql(desc = "As in the filter, where that says nothing of it.")] payee_id: Option<ID>,
        filter: Option<CommissionFilter>,
    ) -> ApiResult<List<Commission>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let asked = filter.unwrap_or_default();
        let filter = row::CommissionFilter {
            state: asked.state.or(state).map(Into::into),
            cause: asked.cause.map(Into::into),
            payee: maybe_id(asked.payee_id.or(payee_id).as_ref(), "payeeId")?,
            program: maybe_id(asked.program_id.as_ref(), "programId")?,
        };
        Ok(list(row::Commission::filtered(&*Request::of(ctx)?.read()?, filter, page).await?, Commission))
    }
}

/// A commission to void.
#[derive(InputObject)]
pub struct CommissionVoidInput {
    pub commission_id: ID,
    /// A line of 1 to 500 characters.
    pub reason: String,
    pub idempotency_key: String,
}

/// A commission to mature now.
#[derive(InputObject)]
pub struct CommissionMatureInput {
    pub commission_id: ID,
    pub idempotency_key: String,
}

/// A commission to hold or release.
#[derive(InputObject)]
pub struct CommissionInput {
    pub commission_id: ID,
    /// Of a hold: why, in a line of 1 to 500 characters that the affiliate reads.
    pub reason: Option<String>,
}

payload! {
    /// The voided commission.
    CommissionVoidPayload, CommissionVoidUserError, CommissionVoidErrorCode { commission: Commission }
    errors [
        WRONG_STATE, VOIDED_OTHERWISE, REASON_MISSING, NOT_AN_ORIGINAL, IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REUSED,
    ]
}
payload! {
    /// The matured commission.
    CommissionMaturePayload, CommissionMatureUserError, CommissionMatureErrorCode { commission: Commission }
    errors [WRONG_STATE, NOT_AN_ORIGINAL, IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REUSED]
}
payload! {
    /// The held commission.
    CommissionHoldPayload, CommissionHoldUserError, CommissionHoldErrorCode { commission: Commission }
    errors [WRONG_STATE, NOT_AN_ORIGINAL, REASON_MISSING]
}
payload! {
    /// The released commission.
    CommissionReleasePayload, CommissionReleaseUserError, CommissionReleaseErrorCode { commission: Commission }
    errors [WRONG_STATE, NOT_AN_ORIGINAL]
}

/// A debt to give up.
#[derive(InputObject)]
pub struct DebtWriteOffInput {
    pub commission_id: ID,
    /// Why, for the audit log: a line of 1 to 500 characters.
    pub reason: String,
    pub idempotency_key: String,
}

payload! {
    /// The debt, of which nothing is owed any more.
    DebtWriteOffPayload, DebtWriteOffUserError, DebtWriteOffErrorCode { commission: Commission }
    errors [NOT_A_DEBT, REASON_MISSING, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID]
}

#[derive(Default)]
pub struct CommissionMutation;

#[Object]
impl CommissionMutation {
    /// Takes back a commission that is PENDING or HELD.
    #[graphql(guard = "Requires(Permission::CommissionWrite)", directive = RequiresScopes::apply(Permission::CommissionWrite))]
    async fn commission_void(
        &self,
        ctx: &Context<'_>,
        input: CommissionVoidInput,
    ) -> ApiResult<CommissionVoidPayload> {
        let request = Request::of(ctx)?;
        CommissionVoidPayload::of(async {
            let now = request.now();
            let key = Key::read("commissionVoid", &input.idempotency_key, &input)?;
            let commission: CommissionId = id(&input.commission_id, "commissionId")?;
            let tx = request.write().await?;
            if let Claim::Fresh = key.claim(&tx, commission.uuid(), now).await? {
                let before = standing(&tx, commission).await?;
                billing::commission::void(&tx, commission, &input.reason, now).await?;
                let after =
                    json!({ "state": domain::commission::CommissionState::Void, "reason": input.reason });
                audit::change(&tx, "commissionVoid", commission, before, after, now).await?;
            }
            tx.commit().await?;
            Ok(CommissionVoidPayload::done(stands(request, commission).await?))
        })
        .await
    }

    /// Ends a commission's hold before its time: it becomes payable.
    #[graphql(guard = "Requires(Permission::CommissionWrite)", directive = RequiresScopes::apply(Permission::CommissionWrite))]
    async fn commission_mature(
        &self,
        ctx: &Context<'_>,
        input: CommissionMatureInput,
    ) -> ApiResult<CommissionMaturePayload> {
        let request = Request::of(ctx)?;
        CommissionMaturePayload::of(async {
            let now = request.now();
            let key = Key::read("commissionMature", &input.idempotency_key, &input)?;
            let commission: CommissionId = id(&input.commission_id, "commissionId")?;
            let tx = request.write().await?;
            if let Claim::Fresh = key.claim(&tx, commission.uuid(), now).await? {
                let before = standing(&tx, commission).await?;
                billing::commission::mature(&tx, commission, now).await?;
                let after = json!({ "state": domain::commission::CommissionState::Payable });
                audit::change(&tx, "commissionMature", commission, before, after, now).await?;
            }
            tx.commit().await?;
            Ok(CommissionMaturePayload::done(stands(request, commission).await?))
        })
        .await
    }

    /// Gives up what a payee owes of a debt: what was paid to them and a refund took back, and no payout has recovered.
    #[graphql(guard = "Requires(Permission::CommissionWrite)", directive = RequiresScopes::apply(Permission::CommissionWrite))]
    async fn debt_write_off(
        &self,
        ctx: &Context<'_>,
        input: DebtWriteOffInput,
    ) -> ApiResult<DebtWriteOffPayload> {
        let request = Request::of(ctx)?;
        DebtWriteOffPayload::of(async {
            let now = request.now();
            let key = Key::read("debtWriteOff", &input.idempotency_key, &input)?;
            let commission: CommissionId = id(&input.commission_id, "commissionId")?;
            if !is_line(&input.reason, REASON_CHARS_MAX) {
                return Err(ApiError::from(CommissionError::Reason).at("reason"));
            }
            let tx = request.write().await?;
            if let Claim::Fresh = key.claim(&tx, commission.uuid(), now).await? {
                let before = standing(&tx, commission).await?;
                let minor = billing::commission::write_off(&tx, commission, now).await?;
                let after = json!({ "reason": input.reason, "minor": minor });
                audit::change(&tx, "debtWriteOff", commission, before, after, now).await?;
            }
            tx.commit().await?;
            Ok(DebtWriteOffPayload::done(stands(request, commission).await?))
        })
        .await
    }

    /// Stops a PENDING commission until it is released.
    #[graphql(guard = "Requires(Permission::CommissionWrite)", directive = RequiresScopes::apply(Permission::CommissionWrite))]
    async fn commission_hold(
        &self,
        ctx: &Context<'_>,
        input: CommissionInput,
    ) -> ApiResult<CommissionHoldPayload> {
        let request = Request::of(ctx)?;
        CommissionHoldPayload::of(async {
            let commission: CommissionId = id(&input.commission_id, "commissionId")?;
            let tx = request.write().await?;
            let before = standing(&tx, commission).await?;
            billing::commission::hold(&tx, commission, input.reason.as_deref()).await?;
            let after = json!({ "state": domain::commission::CommissionState::Held, "reason": input.reason });
            audit::change(&tx, "commissionHold", commission, before, after, request.now()).await?;
            tx.commit().await?;
            Ok(CommissionHoldPayload::done(stands(request, commission).await?))
        })
        .await
    }

    /// Lets a HELD commission wait for its maturity again.
    #[graphql(guard = "Requires(Permission::CommissionWrite)", directive = RequiresScopes::apply(Permission::CommissionWrite))]
    async fn commission_release(
        &self,
        ctx: &Context<'_>,
        input: CommissionInput,
    ) -> ApiResult<CommissionReleasePayload> {
        let request = Request::of(ctx)?;
        CommissionReleasePayload::of(async {
            let commission: CommissionId = id(&input.commission_id, "commissionId")?;
            let tx = request.write().await?;
            let before = standing(&tx, commission).await?;
            billing::commission::release(&tx, commission).await?;
            let after = json!({ "state": domain::commission::CommissionState::Pending });
            audit::change(&tx, "commissionRelease", commission, before, after, request.now()).await?;
            tx.commit().await?;
            Ok(CommissionReleasePayload::done(stands(request, commission).await?))
        })
        .await
    }
}

/// What the audit log keeps of a commission.
async fn standing(tx: &TenantTx, id: CommissionId) -> ApiResult<serde_json::Value> {
    let row = row::Commission::find(tx, id).await?;
    Ok(json!({ "state": row.state, "recovered": row.recovered }))
}

async fn stands(request: &Request, id: CommissionId) -> ApiResult<Commission> {
    Ok(Commission(row::Commission::find(&*request.read()?, id).await?))
}
