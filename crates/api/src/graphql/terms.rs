//! Versions of programmes' terms.

use std::collections::HashMap;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use domain::ids::{ProgramId, TermsId};
use domain::permission::Permission;
use domain::reward;
use serde_json::json;
use store::program::Program as ProgramRow;
use store::{audit, terms as row};

use super::batch::{Edge, all_of, by_id};
use super::children::children_of;
use super::connection::keyed;
use super::group::{Group, GroupById};
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::program::{Program, ProgramById};
use super::request::{Request, id, maybe_moment};
use super::rule::{Bonus, Rule, TermsCreateInput, bonuses};
use super::scalar::{Int64, Period};
use crate::error::{ApiError, ApiResult};

/// An immutable, numbered version of a programme's rules.
pub struct Terms(pub row::Terms);
keyed!(Terms);

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
    /// The group it is for; null for everybody without terms of their own.
    async fn group(&self, ctx: &Context<'_>) -> ApiResult<Option<Group>> {
        let Some(id) = self.0.group_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<GroupById>(id).await?.map(Group))
    }
    /// How long the totals run that tiers, bonuses and the cap of a period are measured by.
    async fn period(&self) -> Period {
        self.0.period.into()
    }
    /// For goals reached in a period.
    async fn bonuses(&self) -> ApiResult<Vec<Bonus>> {
        bonuses(&self.0)
    }
    /// What one payee gets of one conversion at most, in minor units.
    async fn cap_per_order_minor(&self) -> Option<Int64> {
        self.0.cap_per_order.map(Int64)
    }
    /// What one payee gets in one period at most, bonuses and top-ups included, in minor units.
    async fn cap_per_period_minor(&self) -> Option<Int64> {
        self.0.cap_per_period.map(Int64)
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

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
        let all = row::Terms::of_programs(&*scope, &keys).await?;
        let mut versions: HashMap<ProgramId, Vec<reward::Terms>> = HashMap::new();
        for terms in all {
            versions.entry(terms.program).or_default().push(terms);
        }
        let ids: Vec<TermsId> = versions
            .values()
            .filter_map(|all| reward::terms_in_force(all, None, now))
            .map(|terms| terms.id)
            .collect();
        let rows = row::Terms::find_many(&*scope, &ids).await?;
        Ok(rows.into_iter().map(|terms| (terms.program_id, terms)).collect())
    }
}

payload! {
    /// The new version of terms.
    TermsCreatePayload, TermsCreateUserError, TermsCreateErrorCode { terms: Terms }
    errors [
        BACKDATED, TIME_INVALID, RULE_COUNT, RULE_NAME, PREDICATE_WORDS, PREDICATE_ORDER_BOUNDS, COUNTRY_UNKNOWN,
        RATE_OUT_OF_RANGE, REWARD_ABOVE_WHOLE, BONUS_UNBOUNDED, AMOUNT_OUT_OF_RANGE, PREDICATE_PERIOD_BOUNDS, TIERS_INVALID, TIERS_RETROACTIVE_TWICE, RECURRING_MONTHS,
        RECURRING_PHASE, RULE_CONTRADICTION, RULE_UNREACHABLE, BONUS_INVALID, CAP_INVALID, CAPS_CONTRADICT,
        GROUP_OF_ANOTHER_PROGRAM,
    ]
}

#[derive(Default)]
pub struct TermsMutation;

#[Object]
impl TermsMutation {
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
            let terms = input.read(effective_from)?;
            let tx = request.write().await?;
            let found = ProgramRow::lock(&tx, program).await;
            found.map_err(|error| ApiError::from(error).at("programId"))?;
            if let Some(group) = terms.group {
                let found = store::group::Group::find(&tx, group).await;
                if found.map_err(|error| ApiError::from(error).at("groupId"))?.program_id != program {
                    let text = "the group is of another programme";
                    return Err(ApiError::refused("GROUP_OF_ANOTHER_PROGRAM", text).at("groupId"));
                }
            }
            let versions = row::Terms::of_programs(&tx, &[program]).await?;
            if !versions.is_empty() && effective_from < now {
                let text = "only a programme's first version may begin in the past";
                return Err(ApiError::refused("BACKDATED", text).at("effectiveFrom"));
            }
            let terms = row::Terms::add(&tx, &terms, now).await?;
            let detail = json!({ "program": program, "version": terms.version, "group": terms.group_id });
            audit::write(&tx, "termsCreate", terms.id, detail, now).await?;
            tx.commit().await?;
            Ok(TermsCreatePayload::done(Terms(terms)))
        })
        .await
    }
}
