//! Sales that affiliates say are missing, as the brand sees and decides them.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::conversion::ConversionKind;
use domain::ids::{ConversionId, MissedSaleId};
use domain::missed_sale::MissedSaleState as State;
use domain::permission::Permission;
use serde_json::json;
use store::{audit, missed_sale as row};

use super::batch::{Edge, by_id};
use super::connection::{List, PageArgs, keyed, list};
use super::conversion::{Conversion, ConversionById};
use super::enrollment::{Enrollment, EnrollmentById};
use super::filter::search;
use super::guard::{Requires, RequiresScopes};
use super::money::Money;
use super::payload::payload;
use super::product::line;
use super::request::{Request, id, maybe_id};
use super::scalar::MissedSaleState;
use crate::error::{ApiError, ApiResult};

/// How many sales a missed one may be, at most.
const CANDIDATES_MAX: i64 = 10;
/// Longest reason of a rejection, in characters.
const REASON_CHARS_MAX: usize = 500;

/// A sale that an affiliate says is missing from what they earn.
pub struct MissedSale(pub row::MissedSale);
keyed!(MissedSale);

/// About how much a missed sale came to, where its affiliate says so.
pub fn about(row: &row::MissedSale) -> Option<Money> {
    row.amount.zip(row.currency).map(|(minor, currency)| Money::new(minor, currency))
}

#[Object]
impl MissedSale {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn state(&self) -> MissedSaleState {
        self.0.state.into()
    }
    /// Who misses it.
    async fn enrollment(&self, ctx: &Context<'_>) -> ApiResult<Enrollment> {
        Ok(Enrollment(Request::of(ctx)?.promised::<EnrollmentById>(self.0.enrollment_id).await?))
    }
    /// The order, as the affiliate knows it.
    async fn order_reference(&self) -> Option<&str> {
        self.0.reference.as_deref()
    }
    /// About how much it came to.
    async fn amount(&self) -> Option<Money> {
        about(&self.0)
    }
    /// The day in UTC, `2026-03-02`.
    async fn occurred_on(&self) -> String {
        self.0.occurred_on.to_string()
    }
    /// What shows it.
    async fn evidence(&self) -> &str {
        &self.0.evidence
    }
    /// Why it was rejected.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
    /// The sale it was accepted as.
    async fn conversion(&self, ctx: &Context<'_>) -> ApiResult<Option<Conversion>> {
        let Some(id) = self.0.conversion_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<ConversionById>(id).await?.map(Conversion))
    }
    /// Sales that may be the one, at most ten, the likeliest first: whose key is the order reference as it was typed, in
    /// capitals or in small letters; or of about that day, that came to exactly that much.
    async fn candidates(&self, ctx: &Context<'_>) -> ApiResult<Vec<Conversion>> {
        let request = Request::of(ctx)?;
        let ids = request.load::<CandidatesOfMissedSale>(self.0.id).await?.unwrap_or_default();
        let found = ids.into_iter().map(|id| request.load::<ConversionById>(id));
        let rows = futures::future::try_join_all(found).await?;
        Ok(rows.into_iter().flatten().map(Conversion).collect())
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// When it was decided, or taken back.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
}

by_id!(
    /// A missed sale by id.
    MissedSaleById: MissedSaleId => row::MissedSale
);

/// Sales that may be the missed ones.
struct CandidatesOfMissedSale;

impl Edge for CandidatesOfMissedSale {
    type Key = MissedSaleId;
    type Value = Vec<ConversionId>;

    async fn load(
        request: &Request,
        keys: Vec<MissedSaleId>,
    ) -> ApiResult<HashMap<MissedSaleId, Vec<ConversionId>>> {
        let mut all: HashMap<MissedSaleId, Vec<ConversionId>> = HashMap::new();
        let pairs = row::MissedSale::candidates(&*request.read()?, &keys, CANDIDATES_MAX).await?;
        for (missed, conversion) in pairs {
            all.entry(missed).or_default().push(conversion);
        }
        Ok(all)
    }
}

/// Which missed sales.
#[derive(InputObject, Default)]
pub struct MissedSaleFilter {
    pub state: Option<MissedSaleState>,
    pub enrollment_id: Option<ID>,
    /// The order reference begins with this; capitals do not count. At most 100 characters.
    pub search: Option<String>,
}

impl MissedSaleFilter {
    /// Errors: `FILTER_INVALID`, `INVALID_ID`.
    fn read(self) -> ApiResult<row::MissedSaleFilter> {
        Ok(row::MissedSaleFilter {
            state: self.state.map(Into::into),
            enrollment: maybe_id(self.enrollment_id.as_ref(), "enrollmentId")?,
            search: search(self.search)?,
        })
    }
}

#[derive(Default)]
pub struct MissedSaleQuery;

#[Object]
impl MissedSaleQuery {
    /// Sales that affiliates say are missing, newest first.
    #[graphql(guard = "Requires(Permission::ConversionRead)", directive = RequiresScopes::apply(Permission::ConversionRead))]
    async fn missed_sales(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        filter: Option<MissedSaleFilter>,
    ) -> ApiResult<List<MissedSale>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let filter = filter.unwrap_or_default().read()?;
        let scope = Request::of(ctx)?.read()?;
        Ok(list(row::MissedSale::filtered(&*scope, &filter, page).await?, MissedSale))
    }
}

/// A missed sale that is found.
#[derive(InputObject)]
pub struct MissedSaleAcceptInput {
    pub missed_sale_id: ID,
    /// The sale it is.
    pub conversion_id: ID,
}

/// A missed sale that is turned down.
#[derive(InputObject)]
pub struct MissedSaleRejectInput {
    pub missed_sale_id: ID,
    /// What the affiliate is told, 1 to 500 characters.
    pub reason: String,
}

payload! {
    /// The accepted one.
    MissedSaleAcceptPayload, MissedSaleAcceptUserError, MissedSaleAcceptErrorCode { missed_sale: MissedSale }
    errors [NOT_A_SALE, NOT_CREDITED, WRONG_STATE]
}
payload! {
    /// The rejected one.
    MissedSaleRejectPayload, MissedSaleRejectUserError, MissedSaleRejectErrorCode { missed_sale: MissedSale }
    errors [INPUT_INVALID, WRONG_STATE]
}

#[derive(Default)]
pub struct MissedSaleMutation;

#[Object]
impl MissedSaleMutation {
    /// Says which sale it is that an affiliate missed. Where it pays them nothing yet, it is decided again with a touch of
    /// theirs, while nothing it paid is payable. They are told by mail.
    #[graphql(guard = "Requires(Permission::ClaimDecide)", directive = RequiresScopes::apply(Permission::ClaimDecide))]
    async fn missed_sale_accept(
        &self,
        ctx: &Context<'_>,
        input: MissedSaleAcceptInput,
    ) -> ApiResult<MissedSaleAcceptPayload> {
        let request = Request::of(ctx)?;
        MissedSaleAcceptPayload::of(async {
            let conversion = id(&input.conversion_id, "conversionId")?;
            let missed = decide(request, &input.missed_sale_id, Decision::Accept(conversion)).await?;
            Ok(MissedSaleAcceptPayload::done(missed))
        })
        .await
    }

    /// Turns down what an affiliate misses, and says why. They are told by mail.
    #[graphql(guard = "Requires(Permission::ClaimDecide)", directive = RequiresScopes::apply(Permission::ClaimDecide))]
    async fn missed_sale_reject(
        &self,
        ctx: &Context<'_>,
        input: MissedSaleRejectInput,
    ) -> ApiResult<MissedSaleRejectPayload> {
        let request = Request::of(ctx)?;
        MissedSaleRejectPayload::of(async {
            let reason = line(&input.reason, REASON_CHARS_MAX, "reason")?;
            let missed = decide(request, &input.missed_sale_id, Decision::Reject(reason)).await?;
            Ok(MissedSaleRejectPayload::done(missed))
        })
        .await
    }
}

/// What the brand says of a missed sale.
enum Decision {
    Accept(ConversionId),
    Reject(String),
}

impl Decision {
    /// Writes itself into a row. The same again changes nothing; the same in other words is refused.
    fn into(self, row: &mut row::MissedSale) -> ApiResult<bool> {
        let (to, conversion_id, reason) = match self {
            Decision::Accept(conversion) => (State::Accepted, Some(conversion), None),
            Decision::Reject(reason) => (State::Rejected, None, Some(reason)),
        };
        let from = row.state;
        let step = row.state.end(to).map_err(|error| ApiError::refused(error.code(), error.to_string()))?;
        if step.is_done() {
            row.conversion_id = conversion_id;
            row.reason = reason;
        } else if row.conversion_id != conversion_id || row.reason != reason {
            let text = format!("it is {from} already, in other words");
            return Err(ApiError::refused("WRONG_STATE", text));
        }
        Ok(step.is_done())
    }
}

async fn decide(request: &Request, missed: &ID, decision: Decision) -> ApiResult<MissedSale> {
    let now = request.now();
    let missed: MissedSaleId = id(missed, "missedSaleId")?;
    let tx = request.write().await?;
    let found = row::MissedSale::lock(&tx, missed).await;
    let mut missed = found.map_err(|error| ApiError::from(error).at("missedSaleId"))?;
    let before = json!({ "state": missed.state });
    if !decision.into(&mut missed)? {
        return Ok(MissedSale(missed));
    }
    if let Some(conversion) = missed.conversion_id {
        pays(&tx, &missed, conversion, now).await?;
    }
    missed.decided_at = Some(now);
    missed.save(&tx).await?;
    let action = if missed.conversion_id.is_some() { "missedSaleAccept" } else { "missedSaleReject" };
    let after = json!({ "state": missed.state, "conversion": missed.conversion_id, "reason": missed.reason });
    audit::change(&tx, action, missed.id, before, after, now).await?;
    tx.commit().await?;
    Ok(MissedSale(missed))
}

/// The sale pays the affiliate, or is decided again so that it does. Errors: `NOT_FOUND`, `NOT_A_SALE`, `NOT_CREDITED`.
async fn pays(
    tx: &store::TenantTx,
    missed: &row::MissedSale,
    conversion: ConversionId,
    now: DateTime<Utc>,
) -> ApiResult<()> {
    let found = store::conversion::Conversion::find(tx, conversion).await;
    let found = found.map_err(|error| ApiError::from(error).at("conversionId"))?;
    if found.kind != ConversionKind::Sale {
        return Err(ApiError::refused("NOT_A_SALE", "this is a lead").at("conversionId"));
    }
    if missed.is_paid_by(tx, conversion).await? {
        return Ok(());
    }
    billing::conversion::credit_by_hand(tx, &found, missed.enrollment_id, now).await?;
    if missed.is_paid_by(tx, conversion).await? {
        return Ok(());
    }
    let text = "this sale cannot pay the affiliate: what it paid is payable already or was refunded, or policy and terms \
                give them nothing for it";
    Err(ApiError::refused("NOT_CREDITED", text).at("conversionId"))
}
