//! Programmes.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::{ProgramId, TypedId};
use domain::permission::Permission;
use serde_json::json;
use store::program as row;
use store::{TenantScope, audit};

use super::batch::by_id;
use super::budget::{Budget, BudgetsOfProgram};
use super::connection::{List, PageArgs, keyed, list};
use super::group::{Group, GroupsOfProgram};
use super::guard::{Requires, RequiresScopes};
use super::money::{Money, currency};
use super::payload::payload;
use super::request::{Request, id};
use super::scalar::{Audience, Int64};
use super::terms::{CurrentTerms, Terms, TermsOfProgram};
use crate::error::ApiResult;

/// Days between recording and maturity, unless said otherwise.
const HOLD_DAYS_DEFAULT: i32 = 30;

/// A programme that pays affiliates or creators.
pub struct Program(pub row::Program);
keyed!(Program);

#[Object]
impl Program {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Whom it pays.
    async fn audience(&self) -> Audience {
        self.0.audience.into()
    }
    /// What it pays in; it earns nothing on conversions in other currencies.
    async fn currency(&self) -> String {
        self.0.currency.to_string()
    }
    /// Days between recording and maturity.
    async fn hold_days(&self) -> i32 {
        self.0.hold_days
    }
    /// The smallest payout.
    async fn payout_minimum(&self) -> Money {
        Money::new(self.0.payout_minimum, self.0.currency)
    }
    /// Whether an affiliate may ask to be paid at any time, beside the tenant's own runs.
    async fn payout_on_demand(&self) -> bool {
        self.0.payout_on_demand
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// The versions of its terms, newest first.
    async fn terms(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Terms>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let slice = Request::of(ctx)?.promised::<TermsOfProgram>((self.0.id.uuid(), page)).await?;
        Ok(list(slice, Terms))
    }

    /// Groups of its affiliates, newest first.
    async fn groups(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Group>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let slice = Request::of(ctx)?.promised::<GroupsOfProgram>((self.0.id.uuid(), page)).await?;
        Ok(list(slice, Group))
    }

    /// What it may spend, newest first.
    async fn budgets(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Budget>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let slice = Request::of(ctx)?.promised::<BudgetsOfProgram>((self.0.id.uuid(), page)).await?;
        Ok(list(slice, |row| Budget { row, currency: self.0.currency }))
    }

    /// The version that holds now for everybody without terms of their group.
    async fn current_terms(&self, ctx: &Context<'_>) -> ApiResult<Option<Terms>> {
        Ok(Request::of(ctx)?.load::<CurrentTerms>(self.0.id).await?.map(Terms))
    }
}

by_id!(
    /// A programme by id.
    ProgramById: ProgramId => row::Program
);
#[derive(Default)]
pub struct ProgramQuery;

#[Object]
impl ProgramQuery {
    /// The tenant's programmes, newest first.
    #[graphql(guard = "Requires(Permission::ProgramRead)", directive = RequiresScopes::apply(Permission::ProgramRead))]
    async fn programs(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Program>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::Program::page(&*Request::of(ctx)?.read()?, page).await?, Program))
    }
}

/// A new programme.
#[derive(InputObject)]
pub struct ProgramCreateInput {
    pub name: String,
    /// AFFILIATES unless given. One programme for CREATORS in each currency.
    pub audience: Option<Audience>,
    /// ISO 4217.
    pub currency: String,
    /// 0 to 365; 30 unless given.
    pub hold_days: Option<i32>,
    /// The smallest payout in minor units; 0 unless given.
    pub payout_minimum_minor: Option<Int64>,
    /// Whether an affiliate may ask to be paid at any time; not unless given.
    pub payout_on_demand: Option<bool>,
}

/// What to change of a programme; what is left out stays.
#[derive(InputObject)]
pub struct ProgramUpdateInput {
    pub program_id: ID,
    pub name: Option<String>,
    /// The smallest payout in minor units.
    pub payout_minimum_minor: Option<Int64>,
    /// Whether an affiliate may ask to be paid at any time.
    pub payout_on_demand: Option<bool>,
}

payload! {
    /// The new programme.
    ProgramCreatePayload, ProgramCreateUserError, ProgramCreateErrorCode { program: Program }
    errors [INVALID_NAME, INVALID_HOLD_DAYS, INVALID_PAYOUT_MINIMUM, UNKNOWN_CURRENCY]
}
payload! {
    /// The changed programme.
    ProgramUpdatePayload, ProgramUpdateUserError, ProgramUpdateErrorCode { program: Program }
    errors [INVALID_NAME, INVALID_PAYOUT_MINIMUM]
}
#[derive(Default)]
pub struct ProgramMutation;

#[Object]
impl ProgramMutation {
    /// Makes a programme. It pays nothing before it has terms.
    #[graphql(guard = "Requires(Permission::ProgramWrite)", directive = RequiresScopes::apply(Permission::ProgramWrite))]
    async fn program_create(
        &self,
        ctx: &Context<'_>,
        input: ProgramCreateInput,
    ) -> ApiResult<ProgramCreatePayload> {
        let request = Request::of(ctx)?;
        ProgramCreatePayload::of(async {
            let now = request.now();
            let currency = currency(&input.currency)?;
            let hold_days = input.hold_days.unwrap_or(HOLD_DAYS_DEFAULT);
            let payout_minimum = input.payout_minimum_minor.map_or(0, |minor| minor.0);
            let name = input.name.trim().to_owned();
            domain::program::check(&name, hold_days, payout_minimum)?;
            if input.payout_on_demand == Some(true) {
                request.caller.may(Permission::PayoutApprove)?;
            }
            let tx = request.write().await?;
            let program = row::Program {
                tenant_id: tx.tenant(),
                id: store::new_id(),
                name,
                audience: input.audience.map_or(domain::program::Audience::Affiliates, Into::into),
                currency,
                hold_days,
                payout_minimum,
                created_at: now,
                payout_on_demand: input.payout_on_demand.unwrap_or(false),
            };
            program.insert(&tx).await?;
            store::enrollment::list_program(&tx, program.id).await?;
            audit::write(&tx, "programCreate", program.id, json!({ "name": program.name }), now).await?;
            tx.commit().await?;
            Ok(ProgramCreatePayload::done(Program(program)))
        })
        .await
    }

    /// Changes a programme's name, and how its affiliates are paid from now on.
    #[graphql(guard = "Requires(Permission::ProgramWrite)", directive = RequiresScopes::apply(Permission::ProgramWrite))]
    async fn program_update(
        &self,
        ctx: &Context<'_>,
        input: ProgramUpdateInput,
    ) -> ApiResult<ProgramUpdatePayload> {
        let request = Request::of(ctx)?;
        ProgramUpdatePayload::of(async {
            let program: ProgramId = id(&input.program_id, "programId")?;
            let tx = request.write().await?;
            let mut program = row::Program::lock(&tx, program).await?;
            let before = standing(&program);
            // Paid on demand, nobody approves each payout: whoever may approve payouts says so once.
            if input.payout_on_demand == Some(true)
                || (program.payout_on_demand && input.payout_minimum_minor.is_some())
            {
                request.caller.may(Permission::PayoutApprove)?;
            }
            program.name = input.name.map_or(program.name, |name| name.trim().to_owned());
            program.payout_minimum =
                input.payout_minimum_minor.map_or(program.payout_minimum, |minor| minor.0);
            program.payout_on_demand = input.payout_on_demand.unwrap_or(program.payout_on_demand);
            domain::program::check(&program.name, program.hold_days, program.payout_minimum)?;
            program.save(&tx).await?;
            audit::change(&tx, "programUpdate", program.id, before, standing(&program), request.now())
                .await?;
            tx.commit().await?;
            Ok(ProgramUpdatePayload::done(Program(program)))
        })
        .await
    }
}

/// What the audit log keeps of what may change in a programme.
fn standing(program: &row::Program) -> serde_json::Value {
    json!({
        "name": program.name, "payoutMinimum": program.payout_minimum, "payoutOnDemand": program.payout_on_demand,
    })
}
