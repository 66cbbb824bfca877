//! Runs that one affiliate asked for, where the programme allows it.

use chrono::{DateTime, Utc};
use domain::ids::PayoutRequestId;
use domain::payout::{RequestState, RunOrigin};
use store::payout_request::PayoutRequest;
use store::{Pool, TenantCtx, TenantTx, new_id};

use super::preview::preview;
use super::run::{approve, draft, execute};
use crate::error::{BillingError, BillingResult};

/// Begins the run an affiliate asked for: drafted and previewed; where the tenant wants no second person it is approved
/// by the programme's word and set going. Twice at once, it begins once. A wish that nothing can come of is REFUSED.
pub async fn begin_requested(
    pool: &Pool,
    ctx: &TenantCtx,
    id: PayoutRequestId,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let reason = match begin(pool, ctx, id, now).await {
        Err(BillingError::Refused { code: "RUN_EMPTY", .. }) => "NOTHING_TO_PAY",
        Err(BillingError::Refused { code: "RUN_OPEN", .. }) => "ANOTHER_IS_UNDER_WAY",
        other => return other,
    };
    let tx = TenantTx::begin(pool, ctx).await?;
    if let Some(mut request) = PayoutRequest::take(&tx, id).await? {
        (request.state, request.updated_at) = (RequestState::Refused, now);
        request.reason = Some(reason.to_owned());
        request.save(&tx).await?;
    }
    Ok(tx.commit().await?)
}

async fn begin(pool: &Pool, ctx: &TenantCtx, id: PayoutRequestId, now: DateTime<Utc>) -> BillingResult<()> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let Some(mut request) = PayoutRequest::take(&tx, id).await? else { return Ok(()) };
    let affiliate = Some(request.affiliate_id);
    let run = draft(&tx, new_id(), request.currency, RunOrigin::OnDemand, affiliate, now).await?;
    let run = preview(&tx, run.id, now).await?;
    if !run.second_approver {
        approve(&tx, run.id, run.preview_hash.as_deref().unwrap_or_default(), now).await?;
        execute(&tx, run.id, now).await?;
    }
    (request.state, request.updated_at) = (RequestState::Begun, now);
    request.run_id = Some(run.id);
    request.save(&tx).await?;
    Ok(tx.commit().await?)
}
