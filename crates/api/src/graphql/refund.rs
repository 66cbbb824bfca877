//! Refunds, and those no sale was found for.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::{ConversionId, TypedId};
use domain::money::Currency;
use domain::permission::Permission;
use domain::refund::{LineTarget, RefundLine, RefundRequest, RefundScope};
use serde_json::json;
use store::audit;
use store::conversion::Conversion as ConversionRow;
use store::idempotency::Claim;
use store::refund as row;

use super::connection::{Keyed, List, PageArgs, keyed, list};
use super::conversion::Conversion;
use super::guard::{Requires, RequiresScopes};
use super::idempotency::Key;
use super::money::Money;
use super::payload::payload;
use super::request::{Request, id, maybe_moment};
use super::scalar::Int64;
use crate::error::{ApiError, ApiResult};

/// Part of a conversion taken back.
pub struct Refund {
    /// The row.
    pub row: row::Refund,
    /// Its conversion's currency.
    pub currency: Currency,
}

impl Keyed for Refund {
    fn uuid(&self) -> uuid::Uuid {
        self.row.id.uuid()
    }
}

#[Object]
impl Refund {
    pub async fn id(&self) -> ID {
        self.row.id.into()
    }
    /// The brand's own key.
    async fn external_id(&self) -> &str {
        &self.row.external_id
    }
    async fn amount(&self) -> Money {
        Money::new(self.row.amount, self.currency)
    }
    /// The part of it that could earn.
    async fn commissionable(&self) -> Money {
        Money::new(self.row.commissionable, self.currency)
    }
    /// The commission taken back with it.
    async fn reversed(&self) -> Money {
        Money::new(self.row.reversed, self.currency)
    }
    async fn occurred_at(&self) -> DateTime<Utc> {
        self.row.occurred_at
    }
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.row.recorded_at
    }
}

/// A refund an import could tie to no sale. It moves no money.
pub struct UnmatchedRefund(pub row::UnmatchedRefund);
keyed!(UnmatchedRefund);

#[Object]
impl UnmatchedRefund {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// The brand's own key.
    async fn external_id(&self) -> &str {
        &self.0.external_id
    }
    /// The buyer it named.
    async fn customer(&self) -> Option<&str> {
        self.0.customer.as_deref()
    }
    async fn sku(&self) -> &str {
        &self.0.sku
    }
    async fn quantity(&self) -> Int64 {
        Int64(self.0.quantity)
    }
    async fn amount(&self) -> Money {
        Money::new(self.0.amount, self.0.currency)
    }
    /// Why no sale was found.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    async fn occurred_at(&self) -> DateTime<Utc> {
        self.0.occurred_at
    }
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }
}

#[derive(Default)]
pub struct RefundQuery;

#[Object]
impl RefundQuery {
    /// Refunds no sale was found for, newest first.
    #[graphql(guard = "Requires(Permission::ConversionRead)", directive = RequiresScopes::apply(Permission::ConversionRead))]
    async fn unmatched_refunds(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<UnmatchedRefund>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::UnmatchedRefund::page(&*Request::of(ctx)?.read()?, page).await?, UnmatchedRefund))
    }
}

/// What is taken back of one line: a quantity, an amount, or both.
#[derive(InputObject)]
pub struct RefundLineInput {
    /// The line's position; or its SKU.
    pub position: Option<i32>,
    pub sku: Option<String>,
    pub quantity: Option<Int64>,
    pub amount_minor: Option<Int64>,
}

/// A refund to record: lines, an amount alone (spread over the lines), or the whole.
#[derive(InputObject)]
pub struct RefundRecordInput {
    pub conversion_id: ID,
    /// The brand's own key; a repeat with the same contents returns the first.
    pub external_id: String,
    /// The conversion's currency, to be sure. Another one is refused.
    pub currency: Option<String>,
    pub lines: Option<Vec<RefundLineInput>>,
    pub amount_minor: Option<Int64>,
    pub whole: Option<bool>,
    /// Now, unless given.
    pub occurred_at: Option<DateTime<Utc>>,
    pub idempotency_key: String,
}

impl RefundRecordInput {
    fn read(&self) -> ApiResult<RefundRequest> {
        let scope = match (&self.lines, self.amount_minor, self.whole) {
            (Some(lines), None, None | Some(false)) => {
                RefundScope::Lines(lines.iter().map(RefundLineInput::read).collect::<ApiResult<_>>()?)
            }
            (None, Some(amount), None | Some(false)) => RefundScope::Amount(amount.0),
            (None, None, Some(true)) => RefundScope::Whole,
            _ => {
                return Err(ApiError::refused(
                    "SCOPE_INVALID",
                    "give one of lines, amountMinor and whole: true",
                ));
            }
        };
        Ok(RefundRequest { external_id: self.external_id.clone(), scope })
    }
}

impl RefundLineInput {
    fn read(&self) -> ApiResult<RefundLine> {
        let target = match (self.position, &self.sku) {
            (Some(position), None) => LineTarget::Position(position),
            (None, Some(sku)) => LineTarget::Sku(sku.clone()),
            _ => {
                return Err(
                    ApiError::refused("SCOPE_INVALID", "each line needs either position or sku").at("lines")
                );
            }
        };
        Ok(RefundLine {
            target,
            quantity: self.quantity.map(|q| q.0),
            amount: self.amount_minor.map(|a| a.0),
        })
    }
}

payload! {
    /// The refund, and what it has left of the conversion.
    RefundRecordPayload, RefundRecordUserError, RefundRecordErrorCode {
        refund: Refund,
        conversion: Conversion,
        /// Whether it stood already.
        repeated: bool,
    } errors [
        REFUND_DIFFERS, SCOPE_INVALID, CURRENCY_DIFFERS, EXTERNAL_ID_INVALID, AMOUNT_ABOVE_PAID, QUANTITY_ABOVE_BOUGHT,
        UNKNOWN_LINE, NOTHING_LEFT, TIME_INVALID, NOT_POSITIVE, NOTHING_NAMED, LINE_COUNT, WORTH_NOTHING, AMOUNT_OUT_OF_RANGE,
        IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID,
    ]
}

#[derive(Default)]
pub struct RefundMutation;

#[Object]
impl RefundMutation {
    /// Takes part of a conversion back, and with it what its commissions earned.
    #[graphql(guard = "Requires(Permission::RefundWrite)", directive = RequiresScopes::apply(Permission::RefundWrite))]
    async fn refund_record(
        &self,
        ctx: &Context<'_>,
        input: RefundRecordInput,
    ) -> ApiResult<RefundRecordPayload> {
        let request = Request::of(ctx)?;
        RefundRecordPayload::of(async {
            let key = Key::read("refundRecord", &input.idempotency_key, &input)?;
            let id: ConversionId = id(&input.conversion_id, "conversionId")?;
            let refund = input.read()?;
            let now = request.now();
            let occurred_at = maybe_moment(input.occurred_at, "occurredAt")?.unwrap_or(now);
            let tx = request.write().await?;
            if let Some(currency) = &input.currency
                && ConversionRow::find(&tx, id).await?.currency.as_str() != currency
            {
                return Err(ApiError::refused("CURRENCY_DIFFERS", "the conversion is in another currency")
                    .at("currency"));
            }
            let outcome = billing::conversion::refund(&tx, id, refund, occurred_at, now).await?;
            let repeated = matches!(outcome, billing::Outcome::Already(_));
            let refund = outcome.into_inner();
            if let Claim::Replay(first) = key.claim(&tx, refund.id.uuid(), now).await?
                && first != refund.id.uuid()
            {
                return Err(ApiError::refused(
                    "IDEMPOTENCY_KEY_REUSED",
                    "this key stands for another refund",
                ));
            }
            if !repeated {
                let detail =
                    json!({ "conversion": id, "amount": refund.amount, "reversed": refund.reversed });
                audit::write(&tx, "refundRecord", refund.id, detail, now).await?;
            }
            let conversion = ConversionRow::find(&tx, id).await?;
            tx.commit().await?;
            let currency = conversion.currency;
            Ok(RefundRecordPayload::done(Refund { row: refund, currency }, Conversion(conversion), repeated))
        })
        .await
    }
}
