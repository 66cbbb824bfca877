//! What another policy, or other terms, would have paid.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use billing::conversion::{Trial, replay};
use chrono::{DateTime, Utc};
use domain::ids::PolicyId;
use domain::money::Currency;
use domain::permission::Permission;
use store::policy::PolicyRow;

use super::filter::period;
use super::guard::{Requires, RequiresScopes};
use super::money::{Money, currency};
use super::payee::{Payee, PayeeById};
use super::policy::PolicyCreateInput;
use super::request::{Request, maybe_id};
use super::rule::TermsCreateInput;
use super::scalar::{Int64, PayeeKind};
use crate::error::{ApiError, ApiResult, Kind};

/// Most versions of terms that are tried at once.
const TERMS_MAX: usize = 10;

/// What is tried on a period. Nothing is changed by it.
#[derive(InputObject)]
pub struct AttributionReplayInput {
    /// Conversions that happened then or later.
    pub from: DateTime<Utc>,
    /// And before then.
    pub to: DateTime<Utc>,
    /// Conversions in this currency.
    pub currency: String,
    /// A version of the policy; the one each conversion was decided by unless given.
    pub policy_id: Option<ID>,
    /// A policy that is not made yet; what is left out is as in the version in force.
    pub policy: Option<PolicyCreateInput>,
    /// Terms that are not made yet, each instead of those in force for its programme and group; at most 10.
    pub terms: Option<Vec<TermsCreateInput>>,
}

/// What a period would have paid, before refunds and voids.
pub struct AttributionReplay {
    found: billing::conversion::Replay,
    currency: Currency,
}

#[Object]
impl AttributionReplay {
    /// How many conversions were decided again.
    async fn conversions(&self) -> Int64 {
        Int64(self.found.conversions)
    }
    /// How many of them would have paid otherwise.
    async fn changed(&self) -> Int64 {
        Int64(self.found.changed)
    }
    /// How many would have credited nobody.
    async fn unattributed(&self) -> Int64 {
        Int64(self.found.unattributed)
    }
    /// What was paid.
    async fn paid(&self) -> Money {
        Money::new(self.found.payees.iter().map(|p| p.paid).sum(), self.currency)
    }
    /// What would have been.
    async fn would_pay(&self) -> Money {
        Money::new(self.found.payees.iter().map(|p| p.would_pay).sum(), self.currency)
    }
    /// Whom it would have changed most first.
    async fn payees(&self, ctx: &Context<'_>) -> ApiResult<Vec<ReplayedPayee>> {
        let request = Request::of(ctx)?;
        let mut sorted = self.found.payees.clone();
        sorted.sort_by_key(|p| (std::cmp::Reverse((p.would_pay - p.paid).abs()), p.payee));
        let payees = sorted.iter().map(|p| request.promised::<PayeeById>(p.payee));
        let payees = futures::future::try_join_all(payees).await?;
        let pair = |(payee, p): (store::payee::Payee, &billing::conversion::ReplayedPayee)| ReplayedPayee {
            payee: Payee(payee),
            role: p.role.into(),
            paid: Money::new(p.paid, self.currency),
            would_pay: Money::new(p.would_pay, self.currency),
        };
        Ok(payees.into_iter().zip(&sorted).map(pair).collect())
    }
}

/// What a payee got, and would have got.
#[derive(SimpleObject)]
pub struct ReplayedPayee {
    payee: Payee,
    role: PayeeKind,
    paid: Money,
    would_pay: Money,
}

#[derive(Default)]
pub struct ReplayQuery;

#[Object]
impl ReplayQuery {
    /// Decides a period's conversions again by another policy or other terms, from what was known when each was decided:
    /// what that would have paid, changing nothing. At most 50,000 conversions.
    #[graphql(guard = "Requires(Permission::CommissionRead)", directive = RequiresScopes::apply(Permission::CommissionRead))]
    async fn attribution_replay(
        &self,
        ctx: &Context<'_>,
        input: AttributionReplayInput,
    ) -> ApiResult<AttributionReplay> {
        let request = Request::of(ctx)?;
        let scope = request.read()?;
        let currency = currency(&input.currency)?;
        let (from, to) = period(Some(input.from), Some(input.to))?;
        let (from, to) = (from.unwrap_or(input.from), to.unwrap_or(input.to));
        if from >= to {
            let text = "the period ends before it begins";
            return Err(ApiError::new(Kind::Malformed, "TIME_INVALID", text).at("to"));
        }
        let named: Option<PolicyId> = maybe_id(input.policy_id.as_ref(), "policyId")?;
        let policy = match (named, input.policy) {
            (Some(_), Some(_)) => {
                let text = "name a version of the policy or give one, not both";
                return Err(ApiError::new(Kind::Malformed, "INPUT_INVALID", text).at("policy"));
            }
            (Some(id), None) => Some(PolicyRow::find(&*scope, id).await?.read(&*scope).await?),
            (None, Some(given)) => {
                let current = PolicyRow::current(&*scope).await?.read(&*scope).await?;
                let policy = given.read(&*scope, &current).await;
                Some(policy.map_err(|error| error.within("policy"))?)
            }
            (None, None) => None,
        };
        let terms = input.terms.unwrap_or_default();
        if terms.len() > TERMS_MAX {
            let text = format!("at most {TERMS_MAX} versions of terms are tried at once");
            return Err(ApiError::new(Kind::Malformed, "INPUT_INVALID", text).at("terms"));
        }
        let terms = terms.into_iter().enumerate();
        let read = |(at, given): (usize, TermsCreateInput)| {
            given.read(from).map_err(|error| error.within(&format!("terms.{at}")))
        };
        let terms = terms.map(read).collect::<ApiResult<Vec<_>>>()?;
        let trial = Trial { policy: policy.as_ref(), terms: &terms, currency };
        let found = replay(&*scope, &trial, (from, to)).await?;
        Ok(AttributionReplay { found, currency })
    }
}
