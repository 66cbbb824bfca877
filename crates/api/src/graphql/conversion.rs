//! Conversions and their line items.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::conversion::{Door as DomainDoor, NewConversion, NewLine};
use domain::ids::{ConversionId, CustomerId, TypedId};
use domain::permission::Permission;
use serde_json::json;
use store::audit;
use store::conversion as row;
use store::idempotency::Claim;
use store::refund as refund_row;
use store::touch as customer_row;

use super::attribution::{Attribution, AttributionsOfConversion, CurrentAttribution};
use super::batch::{all_of, by_id};
use super::children::children_of;
use super::commission::{Commission, CommissionsOfConversion};
use super::connection::{List, PageArgs, keyed, list};
use super::filter::{period, search};
use super::fraud::{FindingsOfConversion, FraudFinding};
use super::guard::{Requires, RequiresScopes};
use super::idempotency::Key;
use super::money::{Money, currency};
use super::payload::payload;
use super::refund::Refund;
use super::request::Request;
use super::scalar::{ConversionKind, ConversionState, Door, Int64};
use crate::error::{ApiError, ApiResult};

/// A lead or a sale reported by the brand.
pub struct Conversion(pub row::Conversion);
keyed!(Conversion);

/// One line item.
pub struct ConversionLine {
    row: row::ConversionLine,
    currency: domain::money::Currency,
}

/// The buyer, as the brand knows them.
#[derive(SimpleObject)]
pub struct Customer {
    id: ID,
    /// The brand's own key.
    external_id: String,
}

#[Object]
impl ConversionLine {
    /// 1, 2, 3 …
    async fn position(&self) -> i32 {
        self.row.position
    }
    async fn sku(&self) -> &str {
        &self.row.sku
    }
    async fn title(&self) -> Option<&str> {
        self.row.title.as_deref()
    }
    async fn quantity(&self) -> Int64 {
        Int64(self.row.quantity)
    }
    /// The total of the line.
    async fn amount(&self) -> Money {
        Money::new(self.row.amount, self.currency)
    }
    /// Whether it may earn.
    async fn commissionable(&self) -> bool {
        self.row.commissionable
    }
    async fn refunded_quantity(&self) -> Int64 {
        Int64(self.row.refunded_quantity)
    }
    async fn refunded(&self) -> Money {
        Money::new(self.row.refunded, self.currency)
    }
}

#[Object]
impl Conversion {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn kind(&self) -> ConversionKind {
        self.0.kind.into()
    }
    /// The brand's own key; unique with the kind.
    async fn external_id(&self) -> &str {
        &self.0.external_id
    }
    /// The door it came through.
    async fn door(&self) -> Door {
        self.0.door.into()
    }
    async fn state(&self) -> ConversionState {
        self.0.state.into()
    }
    async fn amount(&self) -> Money {
        Money::new(self.0.amount, self.0.currency)
    }
    /// The part that may earn.
    async fn commissionable(&self) -> Money {
        Money::new(self.0.commissionable, self.0.currency)
    }
    async fn refunded(&self) -> Money {
        Money::new(self.0.refunded, self.0.currency)
    }
    async fn country(&self) -> Option<&str> {
        self.0.country.as_deref()
    }
    /// The coupon code used, in capitals.
    async fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }
    /// The brand's own key of the subscription it is a sale of.
    async fn subscription(&self) -> Option<&str> {
        self.0.subscription.as_deref()
    }
    async fn occurred_at(&self) -> DateTime<Utc> {
        self.0.occurred_at
    }
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }
    async fn customer(&self, ctx: &Context<'_>) -> ApiResult<Option<Customer>> {
        let Some(id) = self.0.customer_id else { return Ok(None) };
        let customer = Request::of(ctx)?.load::<CustomerById>(id).await?;
        Ok(customer.map(|c| Customer { id: c.id.into(), external_id: c.external_id }))
    }
    async fn lines(&self, ctx: &Context<'_>) -> ApiResult<Vec<ConversionLine>> {
        let rows = Request::of(ctx)?.load::<LinesOfConversion>(self.0.id).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|row| ConversionLine { row, currency: self.0.currency }).collect())
    }
    async fn refunds(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Refund>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let slice = Request::of(ctx)?.promised::<RefundsOfConversion>((self.0.id.uuid(), page)).await?;
        let currency = self.0.currency;
        Ok(list(slice, |row| Refund { row, currency }))
    }
    /// Who is credited, and why.
    async fn attribution(&self, ctx: &Context<'_>) -> ApiResult<Option<Attribution>> {
        let row = Request::of(ctx)?.load::<CurrentAttribution>(self.0.id).await?;
        Ok(row.map(|row| Attribution::new(row, self.0.currency)))
    }
    /// Every decision about it, the first one first: each later one says why it replaces the one before.
    async fn attributions(&self, ctx: &Context<'_>) -> ApiResult<Vec<Attribution>> {
        let rows = Request::of(ctx)?.load::<AttributionsOfConversion>(self.0.id).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|row| Attribution::new(row, self.0.currency)).collect())
    }
    /// How much speaks for fraud, 0 to 100: the highest of those who earn from it. Null while it was not judged.
    async fn fraud_score(&self) -> Option<i32> {
        self.0.fraud_score
    }
    /// When it was judged. Nothing of it becomes payable before.
    async fn judged_at(&self) -> Option<DateTime<Utc>> {
        self.0.judged_at
    }
    /// What speaks for fraud, in the order it was found.
    #[graphql(guard = "Requires(Permission::CommissionRead)", directive = RequiresScopes::apply(Permission::CommissionRead))]
    async fn fraud_findings(&self, ctx: &Context<'_>) -> ApiResult<Vec<FraudFinding>> {
        let rows = Request::of(ctx)?.load::<FindingsOfConversion>(self.0.id).await?.unwrap_or_default();
        Ok(rows.into_iter().map(FraudFinding).collect())
    }
    /// What payees earn from it, corrections among them, oldest first.
    #[graphql(guard = "Requires(Permission::CommissionRead)", directive = RequiresScopes::apply(Permission::CommissionRead))]
    async fn commissions(&self, ctx: &Context<'_>) -> ApiResult<Vec<Commission>> {
        let rows = Request::of(ctx)?.load::<CommissionsOfConversion>(self.0.id).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|of| Commission(of.row)).collect())
    }
}

by_id!(
    /// A conversion by id.
    ConversionById: ConversionId => row::Conversion
);
by_id!(
    /// A customer by id.
    CustomerById: CustomerId => customer_row::Customer
);
all_of!(
    /// The lines of a conversion.
    LinesOfConversion: ConversionId => row::ConversionLine, row::ConversionLine::of, conversion_id
);
children_of!(
    /// A page of a conversion's refunds.
    RefundsOfConversion: store::children::REFUNDS_OF_CONVERSION => refund_row::Refund
);

/// Which conversions.
#[derive(InputObject, Default)]
pub struct ConversionFilter {
    pub kind: Option<ConversionKind>,
    pub state: Option<ConversionState>,
    /// What happened then or later.
    pub from: Option<DateTime<Utc>>,
    /// What happened before.
    pub to: Option<DateTime<Utc>>,
    /// The brand's own key of it, or of its buyer, begins with this; capitals count. At most 100 characters.
    pub search: Option<String>,
}

impl ConversionFilter {
    /// Errors: `FILTER_INVALID`, `TIME_INVALID`.
    fn read(self) -> ApiResult<row::ConversionFilter> {
        let (from, to) = period(self.from, self.to)?;
        let (kind, state) = (self.kind.map(Into::into), self.state.map(Into::into));
        Ok(row::ConversionFilter { kind, state, from, to, search: search(self.search)? })
    }
}

#[derive(Default)]
pub struct ConversionQuery;

#[Object]
impl ConversionQuery {
    /// The tenant's conversions, newest first.
    #[graphql(guard = "Requires(Permission::ConversionRead)", directive = RequiresScopes::apply(Permission::ConversionRead))]
    async fn conversions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        filter: Option<ConversionFilter>,
    ) -> ApiResult<List<Conversion>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let filter = filter.unwrap_or_default().read()?;
        let scope = Request::of(ctx)?.read()?;
        Ok(list(row::Conversion::filtered(&*scope, &filter, page).await?, Conversion))
    }

    /// The conversion of the brand's own key.
    #[graphql(guard = "Requires(Permission::ConversionRead)", directive = RequiresScopes::apply(Permission::ConversionRead))]
    async fn conversion(
        &self,
        ctx: &Context<'_>,
        kind: ConversionKind,
        external_id: String,
    ) -> ApiResult<Option<Conversion>> {
        let found =
            row::Conversion::by_external_id(&*Request::of(ctx)?.read()?, kind.into(), &external_id).await?;
        Ok(found.map(Conversion))
    }
}

/// A line item of a new conversion.
#[derive(InputObject)]
pub struct ConversionLineInput {
    /// The brand's own key of the product.
    pub sku: String,
    pub title: Option<String>,
    pub quantity: Int64,
    /// The total of the line, in minor units.
    pub amount_minor: Int64,
    /// Whether it may earn; shipping and the like may not.
    #[graphql(default = true)]
    pub commissionable: bool,
}

/// A lead or a sale to record.
#[derive(InputObject)]
pub struct ConversionRecordInput {
    pub kind: ConversionKind,
    /// The brand's own key; a repeat with the same contents returns the first.
    pub external_id: String,
    pub currency: String,
    /// The total in minor units, where there are no lines.
    pub amount_minor: Option<Int64>,
    /// At most 1,000.
    pub lines: Option<Vec<ConversionLineInput>>,
    /// The brand's own key of the buyer.
    pub customer: Option<String>,
    /// The buyer's e-mail, by which affiliates who buy by their own links are found. It is not kept: a hash of it is, under a
    /// key of the tenant's. A repeat may come without it, or with another.
    pub customer_email: Option<String>,
    pub country: Option<String>,
    /// The coupon code used.
    pub code: Option<String>,
    /// Your own key of the subscription it is a sale of: later ones inherit who helped with the first.
    pub subscription: Option<String>,
    /// Click ids the browser carried, at most 10.
    pub click_ids: Option<Vec<String>>,
    /// Now, unless given.
    pub occurred_at: Option<DateTime<Utc>>,
    pub idempotency_key: String,
}

impl ConversionRecordInput {
    fn read(&self) -> ApiResult<NewConversion> {
        Ok(NewConversion {
            kind: self.kind.into(),
            external_id: self.external_id.clone(),
            currency: currency(&self.currency)?,
            lines: self
                .lines
                .iter()
                .flatten()
                .map(|line| NewLine {
                    sku: line.sku.clone(),
                    title: line.title.clone(),
                    quantity: line.quantity.0,
                    amount: line.amount_minor.0,
                    commissionable: line.commissionable,
                })
                .collect(),
            amount: self.amount_minor.map(|a| a.0),
            customer: self.customer.clone(),
            customer_email: self.customer_email.clone(),
            country: self.country.clone(),
            code: self.code.clone(),
            subscription: self.subscription.clone(),
            click_ids: self.click_ids.clone().unwrap_or_default(),
            occurred_at: self.occurred_at,
        })
    }
}

payload! {
    /// The conversion, decided.
    ConversionRecordPayload, ConversionRecordUserError, ConversionRecordErrorCode {
        conversion: Conversion,
        /// Whether it stood already.
        repeated: bool,
    } errors [
        CONVERSION_DIFFERS, FOREIGN_CLICK_ID, UNKNOWN_CURRENCY, MISSING, TOO_LONG, CONTROL_CHARACTERS, EMAIL_INVALID, CODE_EMPTY,
        CODE_TOO_LONG, CODE_CHARACTER, TOO_MANY_LINES, TOO_MANY_CLICK_IDS, AMOUNT_MISSING, AMOUNT_MISMATCH, LEAD_WITH_LINES,
        LEAD_WITH_SUBSCRIPTION, QUANTITY_OUT_OF_RANGE,
        AMOUNT_OUT_OF_RANGE, ZERO_SALE, IN_FUTURE, TIME_INVALID, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID,
    ]
}

#[derive(Default)]
pub struct ConversionMutation;

#[Object]
impl ConversionMutation {
    /// Records a lead or a sale, decides who helped and books what they earn.
    #[graphql(guard = "Requires(Permission::ConversionWrite)", directive = RequiresScopes::apply(Permission::ConversionWrite))]
    async fn conversion_record(
        &self,
        ctx: &Context<'_>,
        input: ConversionRecordInput,
    ) -> ApiResult<ConversionRecordPayload> {
        let request = Request::of(ctx)?;
        ConversionRecordPayload::of(async {
            let key = Key::read("conversionRecord", &input.idempotency_key, &input)?;
            let new = input.read()?;
            let tx = request.write().await?;
            let click_key = request.app.secrets.click_key();
            let now = request.now();
            let outcome = billing::conversion::record(&tx, new, DomainDoor::Graphql, &click_key, now).await?;
            let repeated = matches!(outcome, billing::Outcome::Already(_));
            let row = outcome.into_inner();
            if let Claim::Replay(first) = key.claim(&tx, row.id.uuid(), now).await?
                && first != row.id.uuid()
            {
                return Err(ApiError::refused(
                    "IDEMPOTENCY_KEY_REUSED",
                    "this key stands for another conversion",
                ));
            }
            if !repeated {
                let detail =
                    json!({ "externalId": row.external_id, "amount": row.amount, "currency": row.currency });
                audit::write(&tx, "conversionRecord", row.id, detail, now).await?;
            }
            tx.commit().await?;
            Ok(ConversionRecordPayload::done(Conversion(row), repeated))
        })
        .await
    }
}
