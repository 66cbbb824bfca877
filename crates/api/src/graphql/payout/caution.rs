//! What a tenant finds unusual in a payout run: such a run pauses before anything of it is paid.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use domain::money::Amount;
use domain::payout::Caution;
use domain::permission::Permission;
use serde_json::json;
use store::audit;
use store::tenant::Tenant;

use crate::auth::second_factor::Given;
use crate::error::{ApiError, ApiResult};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::money::currency;
use crate::graphql::payload::payload;
use crate::graphql::request::Request;
use crate::graphql::scalar::Int64;
use crate::graphql::second_factor::person;

/// What is unusual. Resuming a run that was paused for it says that it is right.
#[derive(SimpleObject)]
pub struct PayoutCaution {
    /// No run of `limitCurrency` may be larger without a second look, in minor units; null: no limit.
    limit_minor: Option<Int64>,
    /// What the limit is in; null without one. It says nothing of runs in another currency.
    limit_currency: Option<String>,
    /// Percent of the largest of the last six finished runs above which a total is unusual; three make a habit.
    unusual_percent: i32,
}

impl From<Caution> for PayoutCaution {
    fn from(caution: Caution) -> Self {
        PayoutCaution {
            limit_minor: caution.limit.map(|limit| Int64(limit.minor)),
            limit_currency: caution.limit.map(|limit| limit.currency.to_string()),
            unusual_percent: caution.percent,
        }
    }
}

#[derive(Default)]
pub struct PayoutCautionQuery;

#[Object]
impl PayoutCautionQuery {
    /// What the tenant finds unusual in a payout run.
    #[graphql(guard = "Requires(Permission::PayoutRead)", directive = RequiresScopes::apply(Permission::PayoutRead))]
    async fn payout_caution(&self, ctx: &Context<'_>) -> ApiResult<PayoutCaution> {
        Ok(Tenant::caution(&*Request::of(ctx)?.read()?).await?.into())
    }
}

/// What is to be unusual from now on.
#[derive(InputObject)]
pub struct PayoutCautionSetInput {
    /// Above zero; null: no limit.
    pub limit_minor: Option<Int64>,
    /// What the limit is in; the tenant's own currency unless told.
    pub limit_currency: Option<String>,
    /// 100 to 10000.
    pub unusual_percent: i32,
    /// Six digits of the second factor, or a recovery code: asked for of whoever has one, as at `payoutRunApprove`.
    pub code: Option<String>,
}

payload! {
    /// What is unusual now.
    PayoutCautionSetPayload, PayoutCautionSetUserError, PayoutCautionSetErrorCode { caution: PayoutCaution }
    errors [AMOUNT_OUT_OF_RANGE, PERCENT_OUT_OF_RANGE, UNKNOWN_CURRENCY, SECOND_FACTOR_REQUIRED, CODE_INVALID]
}

#[derive(Default)]
pub struct PayoutCautionMutation;

#[Object]
impl PayoutCautionMutation {
    /// Says what is unusual in a payout run. Only who may approve runs may loosen what stops them.
    #[graphql(guard = "Requires(Permission::PayoutApprove)", directive = RequiresScopes::apply(Permission::PayoutApprove))]
    async fn payout_caution_set(
        &self,
        ctx: &Context<'_>,
        input: PayoutCautionSetInput,
    ) -> ApiResult<PayoutCautionSetPayload> {
        let request = Request::of(ctx)?;
        PayoutCautionSetPayload::of(async {
            let in_currency = match &input.limit_currency {
                Some(code) => currency(code)?,
                None => Tenant::own(&*request.read()?).await?.currency,
            };
            let limit = input.limit_minor.map(|minor| Amount::new(minor.0, in_currency));
            let caution = Caution { limit, percent: input.unusual_percent };
            if limit.is_some_and(|limit| limit.minor < 1) {
                return Err(
                    ApiError::refused("AMOUNT_OUT_OF_RANGE", "a limit is above zero").at("limitMinor")
                );
            }
            if !(100..=10_000).contains(&caution.percent) {
                let text = "a percentage from 100 to 10000";
                return Err(ApiError::refused("PERCENT_OUT_OF_RANGE", text).at("unusualPercent"));
            }
            request.forget();
            let (app, tenant) = (&request.app, request.caller.tenant()?);
            let (tx, given) = Given::proved(app, person(request)?, input.code.as_deref()).await?;
            Tenant::lock(&tx, tenant.tenant()).await?;
            let before = Tenant::caution_of(&tx, tenant.tenant()).await?;
            Tenant::set_caution(&tx, tenant.tenant(), &caution).await?;
            let tx = tx.enter(tenant).await?;
            let told = |caution: &Caution| {
                json!({ "limit": caution.limit.map(|limit| limit.to_string()), "percent": caution.percent })
            };
            let (before, after) = (told(&before), told(&caution));
            audit::change(&tx, "payoutCautionSet", tenant.tenant(), before, after, request.now()).await?;
            tx.commit().await?;
            given.give_back().await;
            Ok(PayoutCautionSetPayload::done(caution.into()))
        })
        .await
    }
}
