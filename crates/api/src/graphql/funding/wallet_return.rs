//! Wallet money given back to its tenant.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::WalletReturnId;
use domain::money::Amount;
use domain::permission::Permission;
use store::funding as row;

use super::{Funding, FundingById};
use crate::error::ApiResult;
use crate::graphql::batch::by_id;
use crate::graphql::connection::keyed;
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::idempotency::Key;
use crate::graphql::money::{Money, currency};
use crate::graphql::payload::payload;
use crate::graphql::request::Request;
use crate::graphql::scalar::{Int64, WalletReturnState};

/// Money of the wallet given back to the tenant: a refund of one funding, to where it was paid from.
pub struct WalletReturn(pub row::WalletReturn);
keyed!(WalletReturn);

#[Object]
impl WalletReturn {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn state(&self) -> WalletReturnState {
        self.0.state.into()
    }
    async fn amount(&self) -> Money {
        Money::new(self.0.amount, self.0.currency)
    }
    /// What is given back.
    async fn funding(&self, ctx: &Context<'_>) -> ApiResult<Funding> {
        Ok(Funding(Request::of(ctx)?.promised::<FundingById>(self.0.funding_id).await?))
    }
    /// Why it failed; the wallet holds the money then.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
    /// `re_…`, once Stripe has made it.
    async fn stripe_refund_id(&self) -> Option<&str> {
        self.0.refund_id.as_deref()
    }
    /// Who asked for it.
    async fn requested_by(&self) -> &str {
        &self.0.requested_by
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}

by_id!(
    /// A return by id.
    WalletReturnById: WalletReturnId => row::WalletReturn
);

/// How much to give back.
#[derive(InputObject)]
pub struct WalletReturnInput {
    pub currency: String,
    pub amount_minor: Int64,
    pub idempotency_key: String,
}

payload! {
    /// One return per funding it is taken from.
    WalletReturnPayload, WalletReturnUserError, WalletReturnErrorCode { returns: Vec<WalletReturn> }
    errors [
        UNKNOWN_CURRENCY, AMOUNT_OUT_OF_RANGE, BALANCE_NOT_ENOUGH, NOT_REFUNDABLE, IDEMPOTENCY_KEY_REUSED,
        IDEMPOTENCY_KEY_INVALID,
    ]
}

#[derive(Default)]
pub struct WalletReturnMutation;

#[Object]
impl WalletReturnMutation {
    /// Gives money of the wallet back to where it was paid from: the newest fundings first. Stripe keeps its fee.
    #[graphql(guard = "Requires(Permission::FundingWrite)", directive = RequiresScopes::apply(Permission::FundingWrite))]
    async fn wallet_return(
        &self,
        ctx: &Context<'_>,
        input: WalletReturnInput,
    ) -> ApiResult<WalletReturnPayload> {
        let request = Request::of(ctx)?;
        WalletReturnPayload::of(async {
            let key = Key::read("walletReturn", &input.idempotency_key, &input)?;
            let amount = Amount::new(input.amount_minor.0, currency(&input.currency)?);
            let tx = request.write().await?;
            let rows = billing::funding::request_return(&tx, amount, key.as_str(), request.now()).await?;
            tx.commit().await?;
            Ok(WalletReturnPayload::done(rows.into_iter().map(WalletReturn).collect()))
        })
        .await
    }
}
