//! An affiliate asks to be paid now.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::TenantId;
use domain::payout::RequestState;
use store::{audit, payout_request as row};

use crate::error::{ApiError, ApiResult};
use crate::graphql::connection::keyed;
use crate::graphql::guard::AsAffiliate;
use crate::graphql::idempotency::Key;
use crate::graphql::money::currency;
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id};
use crate::graphql::scalar::PayoutRequestState;

/// An affiliate's wish to be paid now by one brand in one currency.
pub struct PayoutRequest(pub row::PayoutRequest);
keyed!(PayoutRequest);

#[Object]
impl PayoutRequest {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.0.tenant_id.into()
    }
    async fn currency(&self) -> &str {
        self.0.currency.as_str()
    }
    async fn state(&self) -> PayoutRequestState {
        self.0.state.into()
    }
    /// Why nothing came of it: NOTHING_TO_PAY (nothing payable on demand, less than the minimum, or no account at
    /// Stripe that can be paid), ANOTHER_IS_UNDER_WAY.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}

/// Who is to pay, in which currency.
#[derive(InputObject)]
pub struct PayoutRequestInput {
    pub tenant_id: ID,
    pub currency: String,
    pub idempotency_key: String,
}

payload! {
    /// The wish; within seconds it is BEGUN or REFUSED.
    PayoutRequestPayload, PayoutRequestUserError, PayoutRequestErrorCode { payout_request: PayoutRequest }
    errors [UNKNOWN_CURRENCY, NOT_ON_DEMAND, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID]
}

#[derive(Default)]
pub struct PayoutRequestMutation;

#[Object]
impl PayoutRequestMutation {
    /// Asks a brand to pay the calling affiliate what is payable now, where a programme of theirs allows it.
    #[graphql(guard = "AsAffiliate")]
    async fn payout_request(
        &self,
        ctx: &Context<'_>,
        input: PayoutRequestInput,
    ) -> ApiResult<PayoutRequestPayload> {
        let request = Request::of(ctx)?;
        PayoutRequestPayload::of(async {
            let (tenant, now): (TenantId, _) = (id(&input.tenant_id, "tenantId")?, request.now());
            let currency = currency(&input.currency)?;
            let key = Key::read("payoutRequest", &input.idempotency_key, &input)?;
            let tx = request.write_own().await?;
            if let Some(standing) = row::PayoutRequest::by_key(&tx, tenant, key.as_str()).await? {
                if standing.currency == currency {
                    return Ok(PayoutRequestPayload::done(PayoutRequest(standing)));
                }
                let text = "this key stands for a wish in another currency";
                return Err(ApiError::refused("IDEMPOTENCY_KEY_REUSED", text).at("idempotencyKey"));
            }
            if !row::PayoutRequest::is_allowed(&tx, tenant, currency).await? {
                let text = "no programme of yours with this brand pays on demand in this currency";
                return Err(ApiError::refused("NOT_ON_DEMAND", text));
            }
            let wish = row::PayoutRequest {
                tenant_id: tenant,
                id: store::new_id(),
                affiliate_id: tx.affiliate(),
                currency,
                state: RequestState::Requested,
                reason: None,
                idempotency_key: key.as_str().to_owned(),
                run_id: None,
                created_at: now,
                updated_at: now,
            };
            wish.insert(&tx).await?;
            let detail = serde_json::json!({ "currency": currency });
            audit::write_own(&tx, tenant, "payoutRequest", wish.id, detail, now).await?;
            tx.commit().await?;
            Ok(PayoutRequestPayload::done(PayoutRequest(wish)))
        })
        .await
    }
}
