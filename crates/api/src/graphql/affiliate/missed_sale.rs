//! Sales that are missing, as the affiliate reports them.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, NaiveDate, Utc};
use domain::enrollment::EnrollmentState;
use domain::ids::{ConversionId, EnrollmentId, MissedSaleId};
use domain::missed_sale::{DAYS_MAX, MissedSaleState as State, OPEN_MAX, may_be_missed, reference_key};
use domain::money::Currency;
use serde_json::json;
use store::commission::{Commission, DatedCommission};
use store::{StoreError, audit, missed_sale as row};

use super::commission::AffiliateCommission;
use crate::error::{ApiError, ApiResult};
use crate::graphql::batch::Edge;
use crate::graphql::connection::keyed;
use crate::graphql::creator::evidence;
use crate::graphql::figures::read_day;
use crate::graphql::guard::AsAffiliate;
use crate::graphql::missed_sale::about;
use crate::graphql::money::{Money, currency};
use crate::graphql::payload::payload;
use crate::graphql::product::line;
use crate::graphql::request::{Request, id};
use crate::graphql::scalar::{Int64, MissedSaleState};

/// Longest reference of an order, in characters.
const REFERENCE_CHARS_MAX: usize = 200;

/// A sale that an affiliate says is missing from what they earn.
pub struct AffiliateMissedSale(pub row::MissedSale);
keyed!(AffiliateMissedSale);

#[Object]
impl AffiliateMissedSale {
    async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.0.tenant_id.into()
    }
    async fn enrollment_id(&self) -> ID {
        self.0.enrollment_id.into()
    }
    async fn state(&self) -> MissedSaleState {
        self.0.state.into()
    }
    /// The order, as they know it.
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
    /// What the sale it was accepted as earns them, corrections among it.
    async fn commissions(&self, ctx: &Context<'_>) -> ApiResult<Vec<AffiliateCommission>> {
        let Some(id) = self.0.conversion_id else { return Ok(Vec::new()) };
        let rows = Request::of(ctx)?.load::<OwnCommissionsOfConversion>(id).await?.unwrap_or_default();
        Ok(rows.into_iter().map(AffiliateCommission).collect())
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// When the brand decided, or they took it back.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
}

/// An affiliate's own commissions of conversions.
struct OwnCommissionsOfConversion;

impl Edge for OwnCommissionsOfConversion {
    type Key = ConversionId;
    type Value = Vec<DatedCommission>;

    async fn load(
        request: &Request,
        keys: Vec<ConversionId>,
    ) -> ApiResult<HashMap<ConversionId, Vec<DatedCommission>>> {
        let tx = request.own().await?;
        let mut all: HashMap<ConversionId, Vec<DatedCommission>> = HashMap::new();
        for commission in Commission::own_of_conversions(&tx, &keys).await? {
            if let Some(conversion) = commission.row.conversion_id {
                all.entry(conversion).or_default().push(commission);
            }
        }
        Ok(all)
    }
}

/// A sale that is missing.
#[derive(InputObject)]
pub struct MissedSaleReportInput {
    /// The programme it belongs to.
    pub enrollment_id: ID,
    /// What the buyer was told, 1 to 200 characters.
    pub order_reference: Option<String>,
    /// What was paid in; with the amount.
    pub currency: Option<String>,
    /// About how much, in minor units.
    pub amount_minor: Option<Int64>,
    /// The day, `2026-03-02`; at most a year ago.
    pub occurred_on: String,
    /// What shows it, 1 to 2,000 characters.
    pub evidence: String,
}

/// A missed sale to take back.
#[derive(InputObject)]
pub struct MissedSaleWithdrawInput {
    pub missed_sale_id: ID,
}

payload! {
    /// What is reported.
    MissedSaleReportPayload, MissedSaleReportUserError, MissedSaleNoteErrorCode { missed_sale: AffiliateMissedSale }
    errors [
        ALREADY_REPORTED, TOO_MANY_OPEN, ENROLLMENT_NOT_ACTIVE, DATE_INVALID, AMOUNT_INVALID, UNKNOWN_CURRENCY, INPUT_INVALID,
    ]
}
payload! {
    /// What is taken back.
    MissedSaleWithdrawPayload, MissedSaleWithdrawUserError, MissedSaleWithdrawErrorCode { missed_sale: AffiliateMissedSale }
    errors [WRONG_STATE]
}

/// What somebody reports, read.
struct New {
    enrollment: EnrollmentId,
    reference: Option<String>,
    amount: Option<(Currency, i64)>,
    occurred_on: NaiveDate,
    evidence: String,
}

impl MissedSaleReportInput {
    fn read(&self, now: DateTime<Utc>) -> ApiResult<New> {
        let reference =
            self.order_reference.as_deref().map(str::trim).filter(|reference| !reference.is_empty());
        let amount = match (&self.currency, self.amount_minor) {
            (None, None) => None,
            (Some(text), Some(Int64(minor))) if minor > 0 => Some((currency(text)?, minor)),
            _ => {
                let text = "an amount is above zero and has a currency; both are given, or neither";
                return Err(ApiError::refused("AMOUNT_INVALID", text).at("amountMinor"));
            }
        };
        let day = read_day(&self.occurred_on).filter(|day| may_be_missed(*day, now.date_naive()));
        let wrong_day = || {
            let text = format!("a day like 2026-03-02, not to come and at most {DAYS_MAX} days ago");
            ApiError::refused("DATE_INVALID", text).at("occurredOn")
        };
        Ok(New {
            enrollment: id(&self.enrollment_id, "enrollmentId")?,
            reference: reference
                .map(|reference| line(reference, REFERENCE_CHARS_MAX, "orderReference"))
                .transpose()?,
            amount,
            occurred_on: day.ok_or_else(wrong_day)?,
            evidence: evidence(&self.evidence)?,
        })
    }
}

#[derive(Default)]
pub struct OwnMissedSaleMutation;

#[Object]
impl OwnMissedSaleMutation {
    /// The calling affiliate tells a brand of a sale that brought them nothing. Fifty wait at a time.
    #[graphql(guard = "AsAffiliate")]
    async fn missed_sale_report(
        &self,
        ctx: &Context<'_>,
        input: MissedSaleReportInput,
    ) -> ApiResult<MissedSaleReportPayload> {
        let request = Request::of(ctx)?;
        MissedSaleReportPayload::of(async {
            let now = request.now();
            let new = input.read(now)?;
            let tx = request.write_own().await?;
            // Locked, so that two at once are counted one after the other.
            let enrollment = store::enrollment::Enrollment::lock_own(&tx, new.enrollment).await;
            let enrollment = enrollment.map_err(|error| ApiError::from(error).at("enrollmentId"))?;
            use EnrollmentState as E;
            if !matches!(enrollment.state, E::Active | E::Suspended | E::Left) || enrollment.payee_id.is_none() {
                let text = "this needs a programme you are in, or have left";
                return Err(ApiError::refused("ENROLLMENT_NOT_ACTIVE", text).at("enrollmentId"));
            }
            let tenant = enrollment.tenant_id;
            if row::MissedSale::open(&tx, tenant, enrollment.id).await? >= OPEN_MAX {
                let text = format!("{OPEN_MAX} sales you miss here wait for the brand already");
                return Err(ApiError::refused("TOO_MANY_OPEN", text).at("enrollmentId"));
            }
            let missed = row::MissedSale {
                tenant_id: tenant,
                id: store::new_id(),
                affiliate_id: tx.affiliate(),
                enrollment_id: enrollment.id,
                state: State::Reported,
                reference_key: new.reference.as_deref().map(reference_key),
                reference: new.reference,
                currency: new.amount.map(|(currency, _)| currency),
                amount: new.amount.map(|(_, minor)| minor),
                occurred_on: new.occurred_on,
                evidence: new.evidence,
                reason: None,
                conversion_id: None,
                created_at: now,
                decided_at: None,
            };
            missed.report(&tx).await.map_err(|error| match error {
                StoreError::Conflict(_) => {
                    let text = "you have reported this order already";
                    ApiError::refused("ALREADY_REPORTED", text).at("orderReference")
                }
                other => other.into(),
            })?;
            let detail = json!({ "enrollment": enrollment.id, "reference": missed.reference, "day": missed.occurred_on });
            audit::write_own(&tx, tenant, "missedSaleReport", missed.id, detail, now).await?;
            tx.commit().await?;
            Ok(MissedSaleReportPayload::done(AffiliateMissedSale(missed)))
        })
        .await
    }

    /// The calling affiliate takes back what they reported, while nobody has decided.
    #[graphql(guard = "AsAffiliate")]
    async fn missed_sale_withdraw(
        &self,
        ctx: &Context<'_>,
        input: MissedSaleWithdrawInput,
    ) -> ApiResult<MissedSaleWithdrawPayload> {
        let request = Request::of(ctx)?;
        MissedSaleWithdrawPayload::of(async {
            let now = request.now();
            let missed: MissedSaleId = id(&input.missed_sale_id, "missedSaleId")?;
            let tx = request.write_own().await?;
            let found = row::MissedSale::lock_own(&tx, missed).await;
            let mut missed = found.map_err(|error| ApiError::from(error).at("missedSaleId"))?;
            let before = json!({ "state": missed.state });
            let step = missed.state.end(State::Withdrawn);
            if step.map_err(|error| ApiError::refused(error.code(), error.to_string()))?.is_done() {
                missed.decided_at = Some(now);
                missed.withdraw(&tx).await?;
                let (tenant, after) = (missed.tenant_id, json!({ "state": missed.state }));
                audit::change_own(&tx, tenant, "missedSaleWithdraw", missed.id, before, after, now).await?;
            }
            tx.commit().await?;
            Ok(MissedSaleWithdrawPayload::done(AffiliateMissedSale(missed)))
        })
        .await
    }
}
