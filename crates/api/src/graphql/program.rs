//! Programmes, and the versions of their terms.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Json, Object, OneofObject, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::{ProgramId, TermsId, TypedId};
use domain::permission::Permission;
use domain::reward;
use serde_json::json;
use store::program as row;
use store::{TenantScope, audit};

use super::batch::{Edge, all_of, by_id};
use super::children::children_of;
use super::connection::{List, PageArgs, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::money::{Money, currency};
use super::payload::payload;
use super::request::{Request, id, maybe_moment};
use super::scalar::{Audience, Int64};
use crate::error::{ApiError, ApiResult};

/// Days between recording and maturity, unless said otherwise.
const HOLD_DAYS_DEFAULT: i32 = 30;

/// A programme that pays affiliates or creators.
pub struct Program(pub row::Program);
/// An immutable, numbered version of a programme's rules.
pub struct Terms(pub row::Terms);
keyed!(Program, Terms);

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

    /// The version that holds now.
    async fn current_terms(&self, ctx: &Context<'_>) -> ApiResult<Option<Terms>> {
        Ok(Request::of(ctx)?.load::<CurrentTerms>(self.0.id).await?.map(Terms))
    }
}

#[Object]
impl Terms {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// 1, 2, 3 …
    async fn version(&self) -> i32 {
        self.0.version
    }
    /// When it begins to count.
    async fn effective_from(&self) -> DateTime<Utc> {
        self.0.effective_from
    }
    /// In order; the first that matches wins.
    async fn rules(&self, ctx: &Context<'_>) -> ApiResult<Vec<Rule>> {
        let rules = Request::of(ctx)?.load::<RulesOfTerms>(self.0.id).await?.unwrap_or_default();
        Ok(rules.into_iter().map(Rule::of).collect())
    }
    async fn program(&self, ctx: &Context<'_>) -> ApiResult<Program> {
        Ok(Program(Request::of(ctx)?.promised::<ProgramById>(self.0.program_id).await?))
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// One line of a version of terms.
#[derive(SimpleObject)]
pub struct Rule {
    pub id: ID,
    /// From 1.
    pub position: i32,
    pub name: String,
    /// When it applies; an empty one always does.
    pub predicate: Json<serde_json::Value>,
    /// What it pays: `kind` with `bps` or `minor`.
    pub reward: Json<serde_json::Value>,
}

impl Rule {
    /// As it is stored.
    pub fn of(row: row::Rule) -> Rule {
        Rule {
            id: row.id.into(),
            position: row.position,
            name: row.name,
            predicate: Json(row.predicate),
            reward: Json(row.reward),
        }
    }
}

by_id!(
    /// A programme by id.
    ProgramById: ProgramId => row::Program
);
by_id!(
    /// A version of terms by id.
    TermsById: TermsId => row::Terms
);
children_of!(
    /// A page of a programme's versions of terms.
    TermsOfProgram: store::children::TERMS_OF_PROGRAM => row::Terms
);
all_of!(
    /// The rules of a version of terms.
    RulesOfTerms: TermsId => row::Rule, row::Rule::of_terms, terms_id
);

/// The version of terms that holds now, of many programmes in three statements.
pub struct CurrentTerms;

impl Edge for CurrentTerms {
    type Key = ProgramId;
    type Value = row::Terms;

    async fn load(request: &Request, keys: Vec<ProgramId>) -> ApiResult<HashMap<ProgramId, row::Terms>> {
        let scope = request.read()?;
        let now = request.now();
        let all = row::Program::terms_of(&*scope, &keys).await?;
        let mut versions: HashMap<ProgramId, Vec<reward::Terms>> = HashMap::new();
        for terms in all {
            versions.entry(terms.program).or_default().push(terms);
        }
        let ids: Vec<TermsId> = versions
            .values()
            .filter_map(|all| reward::terms_in_force(all, now))
            .map(|terms| terms.id)
            .collect();
        let rows = row::Terms::find_many(&*scope, &ids).await?;
        Ok(rows.into_iter().map(|terms| (terms.program_id, terms)).collect())
    }
}

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

/// When a rule applies. Each list matches when one of its words does; what is left out always matches.
#[derive(InputObject, Default)]
pub struct PredicateInput {
    /// Stock codes of a line.
    pub skus: Option<Vec<String>>,
    /// Product categories of a line.
    pub categories: Option<Vec<String>>,
    /// Countries of the buyer.
    pub countries: Option<Vec<String>>,
    /// Coupon codes.
    pub codes: Option<Vec<String>>,
    /// The order's total at least, in minor units.
    pub order_minor_min: Option<Int64>,
    /// The order's total at most, in minor units.
    pub order_minor_max: Option<Int64>,
}

/// What a rule pays: exactly one of these.
#[derive(OneofObject)]
pub enum RewardInput {
    /// Basis points of the lines the rule won.
    PercentBps(i32),
    /// Minor units once per order, at most what the lines come to.
    FlatPerOrderMinor(Int64),
    /// Minor units per unit, at most what the lines come to.
    FlatPerItemMinor(Int64),
    /// Minor units per lead.
    FlatPerLeadMinor(Int64),
}

/// One line of terms.
#[derive(InputObject)]
pub struct RuleInput {
    pub name: String,
    pub predicate: Option<PredicateInput>,
    pub reward: RewardInput,
}

/// The next version of a programme's terms.
#[derive(InputObject)]
pub struct TermsCreateInput {
    pub program_id: ID,
    /// Now unless given; only a programme's first version may begin in the past.
    pub effective_from: Option<DateTime<Utc>>,
    /// In order; the first that matches wins.
    pub rules: Vec<RuleInput>,
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
payload! {
    /// The new version of terms.
    TermsCreatePayload, TermsCreateUserError, TermsCreateErrorCode { terms: Terms }
    errors [
        BACKDATED, TIME_INVALID, RULE_COUNT, RULE_NAME, PREDICATE_WORDS, PREDICATE_ORDER_BOUNDS, RATE_OUT_OF_RANGE,
        AMOUNT_OUT_OF_RANGE,
    ]
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

    /// Makes the next version of a programme's terms. Versions never change.
    #[graphql(guard = "Requires(Permission::ProgramWrite)", directive = RequiresScopes::apply(Permission::ProgramWrite))]
    async fn terms_create(
        &self,
        ctx: &Context<'_>,
        input: TermsCreateInput,
    ) -> ApiResult<TermsCreatePayload> {
        let request = Request::of(ctx)?;
        TermsCreatePayload::of(async {
            let now = request.now();
            let program: ProgramId = id(&input.program_id, "programId")?;
            let effective_from = maybe_moment(input.effective_from, "effectiveFrom")?.unwrap_or(now);
            let rules: Vec<reward::Rule> = (1i32..).zip(input.rules).map(|(n, rule)| rule.read(n)).collect();
            let terms = reward::Terms { id: store::new_id(), program, version: 1, effective_from, rules };
            terms.validate().map_err(|error| ApiError::from(error).at("rules"))?;
            let tx = request.write().await?;
            let found = row::Program::lock(&tx, program).await;
            found.map_err(|error| ApiError::from(error).at("programId"))?;
            let later = !row::Program::terms_of(&tx, &[program]).await?.is_empty();
            if later && effective_from < now {
                let text = "only a programme's first version may begin in the past";
                return Err(ApiError::refused("BACKDATED", text).at("effectiveFrom"));
            }
            let terms = row::Terms::add(&tx, program, effective_from, &terms.rules, now).await?;
            let detail = json!({ "program": program, "version": terms.version });
            audit::write(&tx, "termsCreate", terms.id, detail, now).await?;
            tx.commit().await?;
            Ok(TermsCreatePayload::done(Terms(terms)))
        })
        .await
    }
}

impl RuleInput {
    fn read(self, position: i32) -> reward::Rule {
        let predicate = self.predicate.unwrap_or_default();
        let reward = match self.reward {
            RewardInput::PercentBps(bps) => reward::Reward::Percent { bps: i64::from(bps) },
            RewardInput::FlatPerOrderMinor(minor) => reward::Reward::FlatPerOrder { minor: minor.0 },
            RewardInput::FlatPerItemMinor(minor) => reward::Reward::FlatPerItem { minor: minor.0 },
            RewardInput::FlatPerLeadMinor(minor) => reward::Reward::FlatPerLead { minor: minor.0 },
        };
        reward::Rule {
            id: store::new_id(),
            position,
            name: self.name.trim().to_owned(),
            predicate: reward::Predicate {
                skus: predicate.skus.unwrap_or_default(),
                categories: predicate.categories.unwrap_or_default(),
                countries: predicate.countries.unwrap_or_default(),
                codes: predicate.codes.unwrap_or_default(),
                order_minor_min: predicate.order_minor_min.map(|minor| minor.0),
                order_minor_max: predicate.order_minor_max.map(|minor| minor.0),
            },
            reward,
        }
    }
}

/// What the audit log keeps of what may change in a programme.
fn standing(program: &row::Program) -> serde_json::Value {
    json!({
        "name": program.name, "payoutMinimum": program.payout_minimum, "payoutOnDemand": program.payout_on_demand,
    })
}
