//! Top-ups of a wallet by itself.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::funding::{MethodState, TopUp};
use domain::ids::FundingMethodId;
use domain::money::Currency;
use domain::permission::Permission;
use serde_json::json;
use store::funding as row;
use store::{TenantScope, audit};

use crate::error::{ApiError, ApiResult};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::money::{Money, currency};
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id};
use crate::graphql::scalar::Int64;

/// How a wallet is topped up by itself: before a run it does not cover, what is missing and a margin is charged.
#[derive(SimpleObject)]
pub struct WalletTopUp {
    pub currency: String,
    /// The saved way to pay that is charged.
    pub method_id: ID,
    /// Less is not worth a charge.
    pub at_least: Money,
    /// More is not charged; the run waits for a person.
    pub at_most: Money,
    /// Added to what is missing for what Stripe keeps, in basis points; what is left of it stays in the wallet.
    pub margin_bps: i32,
}

impl From<row::WalletTopUp> for WalletTopUp {
    fn from(row: row::WalletTopUp) -> Self {
        WalletTopUp {
            currency: row.currency.as_str().to_owned(),
            method_id: row.method_id.into(),
            at_least: Money::new(row.at_least, row.currency),
            at_most: Money::new(row.at_most, row.currency),
            margin_bps: row.margin_bps,
        }
    }
}

impl WalletTopUp {
    /// That of a currency, unless there is none.
    pub async fn of(request: &Request, currency: Currency) -> ApiResult<Option<WalletTopUp>> {
        let rows = row::WalletTopUp::all(&*request.read()?).await?;
        Ok(rows.into_iter().find(|row| row.currency == currency).map(WalletTopUp::from))
    }
}

/// How a wallet is to be topped up by itself.
#[derive(InputObject)]
pub struct WalletTopUpSetInput {
    pub currency: String,
    pub method_id: ID,
    /// Less is not worth a charge.
    pub at_least_minor: Int64,
    /// More is not charged; the run waits for a person.
    pub at_most_minor: Int64,
    /// Added for what Stripe keeps, in basis points; 300 unless given.
    pub margin_bps: Option<i32>,
}

/// Which wallet is no longer topped up by itself.
#[derive(InputObject)]
pub struct WalletTopUpEndInput {
    pub currency: String,
}

/// Unless told: more than cards cost in most countries.
const MARGIN_BPS: i32 = 300;

payload! {
    /// The setting.
    WalletTopUpSetPayload, WalletTopUpSetUserError, WalletTopUpSetErrorCode { top_up: WalletTopUp }
    errors [UNKNOWN_CURRENCY, LIMITS_OUT_OF_RANGE, METHOD_NOT_ACTIVE, CURRENCY_DIFFERS]
}
payload! {
    /// The setting that has ended.
    WalletTopUpEndPayload, WalletTopUpEndUserError, WalletTopUpEndErrorCode { top_up: WalletTopUp }
    errors [UNKNOWN_CURRENCY]
}

#[derive(Default)]
pub struct TopUpMutation;

#[Object]
impl TopUpMutation {
    /// Has a wallet topped up by a saved way to pay before a run that it does not cover; replaces what stood.
    #[graphql(guard = "Requires(Permission::FundingWrite)", directive = RequiresScopes::apply(Permission::FundingWrite))]
    async fn wallet_top_up_set(
        &self,
        ctx: &Context<'_>,
        input: WalletTopUpSetInput,
    ) -> ApiResult<WalletTopUpSetPayload> {
        let request = Request::of(ctx)?;
        WalletTopUpSetPayload::of(async {
            let (currency, now) = (currency(&input.currency)?, request.now());
            let method: FundingMethodId = id(&input.method_id, "methodId")?;
            let margin = input.margin_bps.unwrap_or(MARGIN_BPS);
            let limits = TopUp::new(input.at_least_minor.0, input.at_most_minor.0, margin)
                .map_err(|error| ApiError::refused(error.code(), error.to_string()))?;
            let tx = request.write().await?;
            let method = row::FundingMethod::lock(&tx, method).await?;
            if method.state != MethodState::Active {
                let text = "this way to pay can't be charged";
                return Err(ApiError::refused("METHOD_NOT_ACTIVE", text).at("methodId"));
            }
            if method.kind.currency().is_some_and(|only| only != currency.as_str()) {
                let text = "this way to pay is in another currency";
                return Err(ApiError::refused("CURRENCY_DIFFERS", text).at("methodId"));
            }
            let row = row::WalletTopUp {
                tenant_id: tx.tenant(),
                currency,
                method_id: method.id,
                at_least: limits.at_least,
                at_most: limits.at_most,
                margin_bps: limits.margin_bps,
                ends_at: None,
                updated_at: now,
            };
            let before = standing(&tx, currency).await?;
            row.set(&tx).await?;
            audit::change(&tx, "walletTopUpSet", currency.as_str(), before, told(&row), now).await?;
            tx.commit().await?;
            Ok(WalletTopUpSetPayload::done(row.into()))
        })
        .await
    }

    /// A wallet is no longer topped up by itself.
    #[graphql(guard = "Requires(Permission::FundingWrite)", directive = RequiresScopes::apply(Permission::FundingWrite))]
    async fn wallet_top_up_end(
        &self,
        ctx: &Context<'_>,
        input: WalletTopUpEndInput,
    ) -> ApiResult<WalletTopUpEndPayload> {
        let request = Request::of(ctx)?;
        WalletTopUpEndPayload::of(async {
            let currency = currency(&input.currency)?;
            let tx = request.write().await?;
            let (before, now) = (standing(&tx, currency).await?, request.now());
            let row = row::WalletTopUp::end(&tx, currency, now).await?;
            audit::change(&tx, "walletTopUpEnd", currency.as_str(), before, json!(null), now).await?;
            tx.commit().await?;
            Ok(WalletTopUpEndPayload::done(row.into()))
        })
        .await
    }
}

/// What stands of a currency's top-up, as the audit log keeps it; null where there is none.
async fn standing(tx: &store::TenantTx, currency: Currency) -> ApiResult<serde_json::Value> {
    let rows = row::WalletTopUp::all(tx).await?;
    Ok(rows.iter().find(|row| row.currency == currency).map_or(json!(null), told))
}

fn told(row: &row::WalletTopUp) -> serde_json::Value {
    json!({
        "method": row.method_id, "atLeast": row.at_least, "atMost": row.at_most, "marginBps": row.margin_bps,
    })
}
