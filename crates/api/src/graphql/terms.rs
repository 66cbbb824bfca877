//! Versions of programmes' terms.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::{ProgramId, TermsId};
use domain::permission::Permission;
use domain::reward;
use serde_json::json;
use store::program::Program as ProgramRow;
use store::{TenantTx, audit, terms as row};

use super::batch::{Edge, all_of, by_id};
use super::children::children_of;
use super::connection::keyed;
use super::group::{Group, GroupById};
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::program::{Program, ProgramById};
use super::request::{Request, id, maybe_id, maybe_moment};
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
    /// When it was taken back, before its time came; null where it was not. It holds for nobody.
    async fn withdrawn_at(&self, ctx: &Context<'_>) -> ApiResult<Option<DateTime<Utc>>> {
        let withdrawal = Request::of(ctx)?.load::<WithdrawalOfTerms>(self.0.id).await?;
        Ok(withdrawal.map(|withdrawal| withdrawal.withdrawn_at))
    }
}

/// Which versions were taken back.
struct WithdrawalOfTerms;

impl Edge for WithdrawalOfTerms {
    type Key = TermsId;
    type Value = row::TermsWithdrawal;

    async fn load(
        request: &Request,
        keys: Vec<TermsId>,
    ) -> ApiResult<HashMap<TermsId, row::TermsWithdrawal>> {
        let rows = row::TermsWithdrawal::of_terms(&*request.read()?, &keys).await?;
        Ok(rows.into_iter().map(|row| (row.terms_id, row)).collect())
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
        let versions = row::Terms::in_force(&*scope, &keys, now).await?;
        let in_force =
            keys.iter().filter_map(|program| reward::terms_in_force(&versions, *program, None, now));
        let ids: Vec<TermsId> = in_force.map(|terms| terms.id).collect();
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
        GROUP_OF_ANOTHER_PROGRAM, STALE,
    ]
}
payload! {
    /// The version that was taken back.
    TermsWithdrawPayload, TermsWithdrawUserError, TermsWithdrawErrorCode { terms: Terms }
    errors [BEGUN]
}

/// Which version of terms to take back.
#[derive(InputObject)]
pub struct TermsWithdrawInput {
    pub terms_id: ID,
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
            let based_on: Option<TermsId> = maybe_id(input.based_on.as_ref(), "basedOn")?;
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
            if let Some(base) = based_on {
                newest(&tx, base, &terms, &versions).await.map_err(|error| error.at("basedOn"))?;
            }
            if !versions.is_empty() && effective_from < now {
                let text = "only a programme's first version may begin in the past";
                return Err(ApiError::refused("BACKDATED", text).at("effectiveFrom"));
            }
            let terms = row::Terms::add(&tx, &terms, now).await?;
            let detail = json!({ "program": program, "version": terms.version, "group": terms.group_id });
            audit::write(&tx, "termsCreate", terms.id, detail, now).await?;
            // Readers are told who is paid for what they say.
            request.commit_shown(tx).await?;
            Ok(TermsCreatePayload::done(Terms(terms)))
        })
        .await
    }

    /// Takes a version of terms back before its time comes. It stays to be seen, and holds for nobody.
    #[graphql(guard = "Requires(Permission::ProgramWrite)", directive = RequiresScopes::apply(Permission::ProgramWrite))]
    async fn terms_withdraw(
        &self,
        ctx: &Context<'_>,
        input: TermsWithdrawInput,
    ) -> ApiResult<TermsWithdrawPayload> {
        let request = Request::of(ctx)?;
        TermsWithdrawPayload::of(async {
            let tx = request.write().await?;
            let found = row::Terms::find(&tx, id(&input.terms_id, "termsId")?).await;
            let terms = found.map_err(|error| ApiError::from(error).at("termsId"))?;
            ProgramRow::lock(&tx, terms.program_id).await?;
            let now = request.now();
            if row::TermsWithdrawal::of_terms(&tx, &[terms.id]).await?.is_empty() {
                // No conversion is of the future, so nothing that was decided names it.
                if terms.effective_from <= now {
                    let text = "the terms count already; make a new version instead";
                    return Err(ApiError::refused("BEGUN", text).at("termsId"));
                }
                row::Terms::withdraw(&tx, terms.id, now).await?;
                let stands = |withdrawn| {
                    json!({
                        "program": terms.program_id, "version": terms.version, "group": terms.group_id,
                        "effectiveFrom": terms.effective_from, "withdrawn": withdrawn,
                    })
                };
                audit::change(&tx, "termsWithdraw", terms.id, stands(false), stands(true), now).await?;
            }
            tx.commit().await?;
            Ok(TermsWithdrawPayload::done(Terms(terms)))
        })
        .await
    }
}

/// Refuses a base that is not the newest version of the same affiliates' terms any more. Errors: `NOT_FOUND`, `STALE`.
async fn newest(
    tx: &TenantTx,
    base: TermsId,
    new: &reward::Terms,
    versions: &[reward::Terms],
) -> ApiResult<()> {
    let base = row::Terms::find(tx, base).await?;
    if base.program_id != new.program {
        return Err(ApiError::not_found("terms"));
    }
    let stands = versions.iter().any(|version| version.id == base.id);
    let later = versions.iter().any(|version| version.group == new.group && version.version > base.version);
    if stands && !later {
        return Ok(());
    }
    Err(ApiError::refused("STALE", "the terms were changed meanwhile; please look at them again"))
}
