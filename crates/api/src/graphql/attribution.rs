//! The decision about a conversion: who is credited, and why.

use async_graphql::{Context, ID, Json, Object};
use chrono::{DateTime, Utc};
use domain::ids::{AttributionId, ConversionId};
use domain::money::Currency;
use store::attribution as row;

use super::batch::all_of;
use super::money::Money;
use super::payee::{Payee, PayeeById};
use super::policy::{Policy, PolicyById};
use super::request::Request;
use super::scalar::PayeeKind;
use crate::error::ApiResult;

/// The decision about a conversion. A later one supersedes it; none is ever changed.
pub struct Attribution {
    row: row::Attribution,
    currency: Currency,
}

impl Attribution {
    /// A decision about a conversion in this currency.
    pub fn new(row: row::Attribution, currency: Currency) -> Attribution {
        Attribution { row, currency }
    }
}

#[Object]
impl Attribution {
    pub async fn id(&self) -> ID {
        self.row.id.into()
    }
    /// 1, 2, 3 …; the newest counts.
    async fn number(&self) -> i32 {
        self.row.number
    }
    /// ATTRIBUTED or UNATTRIBUTED.
    async fn outcome(&self) -> &str {
        &self.row.outcome
    }
    /// What everybody's terms give together, shared by weight, before caps and budgets.
    async fn pool(&self) -> Money {
        Money::new(self.row.pool, self.currency)
    }
    /// Why it replaces the one before: LATE_TOUCH or MISSED_SALE; null for the first.
    async fn supersedes_because(&self) -> Option<&str> {
        self.row.supersedes_because.as_deref()
    }
    async fn decided_at(&self) -> DateTime<Utc> {
        self.row.decided_at
    }
    /// The policy it was made under.
    async fn policy(&self, ctx: &Context<'_>) -> ApiResult<Policy> {
        Ok(Policy(Request::of(ctx)?.promised::<PolicyById>(self.row.policy_id).await?))
    }
    /// Who is credited, in the order of their first touch.
    async fn credits(&self, ctx: &Context<'_>) -> ApiResult<Vec<Credit>> {
        let rows = Request::of(ctx)?.load::<CreditsOfAttribution>(self.row.id).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|row| Credit { row, currency: self.currency }).collect())
    }
    /// Every candidate with its standing and weight, every rule that matched or did not, and the arithmetic.
    async fn why(&self) -> Json<&serde_json::Value> {
        Json(&self.row.why)
    }
}

/// One payee's part of a decision.
pub struct Credit {
    row: row::Credit,
    currency: Currency,
}

#[Object]
impl Credit {
    async fn payee(&self, ctx: &Context<'_>) -> ApiResult<Payee> {
        Ok(Payee(Request::of(ctx)?.promised::<PayeeById>(self.row.payee_id).await?))
    }
    /// As what they helped.
    async fn role(&self) -> PayeeKind {
        self.row.role.into()
    }
    /// Of the sum of all weights of the decision.
    async fn weight(&self) -> String {
        self.row.weight.to_string()
    }
    /// What their own rule would give for the whole conversion.
    async fn earned(&self) -> Money {
        Money::new(self.row.earned, self.currency)
    }
    /// What they get.
    async fn amount(&self) -> Money {
        Money::new(self.row.amount, self.currency)
    }
    /// What caps and budgets cut of their part of the pool.
    async fn cut(&self) -> Money {
        Money::new(self.row.cut, self.currency)
    }
}

all_of!(
    /// The credits of a decision.
    CreditsOfAttribution: AttributionId => row::Credit, row::Credit::of, attribution_id
);

all_of!(
    /// Every decision about a conversion.
    AttributionsOfConversion: ConversionId => row::Attribution, row::Attribution::all, conversion_id
);

/// The decision that counts for a conversion.
pub struct CurrentAttribution;

impl super::batch::Edge for CurrentAttribution {
    type Key = ConversionId;
    type Value = row::Attribution;
    async fn load(
        request: &Request,
        keys: Vec<ConversionId>,
    ) -> ApiResult<std::collections::HashMap<ConversionId, row::Attribution>> {
        let rows = row::Attribution::current(&*request.read()?, &keys).await?;
        Ok(rows.into_iter().map(|row| (row.conversion_id, row)).collect())
    }
}
