//! Programmes with the versions of their terms, and the tenant's attribution policies.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::attribution::{Model, Policy};
use domain::ids::{PolicyId, ProgramId, RuleId, TenantId, TermsId};
use domain::money::Currency;
use domain::program::Audience;
use domain::reward;

use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice, load_page, tenant_reads};
use crate::schema::{policies, programs, rules, terms};
use crate::scope::{AffiliateTx, TenantScope, TenantTx};

/// A programme.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = programs)]
pub struct Program {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: ProgramId,
    /// What the team calls it.
    pub name: String,
    /// Whom it pays.
    pub audience: Audience,
    /// What it pays in; it earns nothing on conversions in other currencies.
    pub currency: Currency,
    /// Days between recording and maturity.
    pub hold_days: i32,
    /// Smallest payout, in minor units.
    pub payout_minimum: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Whether an affiliate may ask to be paid at any time.
    pub payout_on_demand: bool,
}

tenant_reads!(Program, programs, ProgramId, "program");

/// One version of a programme's terms, without its rules.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = terms)]
pub struct Terms {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: TermsId,
    /// Its programme.
    pub program_id: ProgramId,
    /// 1, 2, 3 …
    pub version: i32,
    /// When it begins to count.
    pub effective_from: DateTime<Utc>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(Terms, terms, TermsId, "terms");

/// A rule as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = rules)]
pub struct Rule {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: RuleId,
    /// Its terms.
    pub terms_id: TermsId,
    /// Its place; the first that matches wins.
    pub position: i32,
    /// What the team calls it.
    pub name: String,
    /// When it applies.
    pub predicate: serde_json::Value,
    /// What it pays.
    pub reward: serde_json::Value,
}

impl Program {
    /// The programmes of these ids with every version of their terms, for deciding a conversion.
    pub async fn terms_of(
        scope: &impl TenantScope,
        programs: &[ProgramId],
    ) -> StoreResult<Vec<reward::Terms>> {
        let mut conn = scope.conn().await?;
        let versions: Vec<Terms> = terms::table
            .filter(terms::tenant_id.eq(scope.tenant()))
            .filter(terms::program_id.eq_any(programs))
            .order((terms::program_id, terms::version))
            .select(Terms::as_select())
            .load(&mut conn)
            .await?;
        let ids: Vec<TermsId> = versions.iter().map(|t| t.id).collect();
        let mut rules = Rule::of_terms(scope, &ids).await?;
        versions
            .into_iter()
            .map(|version| {
                let (own, others): (Vec<Rule>, Vec<Rule>) =
                    rules.drain(..).partition(|r| r.terms_id == version.id);
                rules = others;
                Ok(reward::Terms {
                    id: version.id,
                    program: version.program_id,
                    version: version.version,
                    effective_from: version.effective_from,
                    rules: own.into_iter().map(Rule::read).collect::<StoreResult<_>>()?,
                })
            })
            .collect()
    }

    /// The version of terms that holds at a moment, with its rules in order, of programmes an affiliate works with.
    pub async fn current_terms_of_affiliate(
        tx: &AffiliateTx,
        programs: &[ProgramId],
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<(Terms, Vec<Rule>)>> {
        let versions: Vec<Terms> = terms::table
            .filter(terms::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(terms::program_id.eq_any(programs))
            .filter(terms::effective_from.le(now))
            // As `domain::reward::terms_in_force` chooses.
            .order((terms::program_id, terms::effective_from.desc(), terms::version.desc()))
            .distinct_on(terms::program_id)
            .select(Terms::as_select())
            .load(&mut tx.db()?)
            .await?;
        let ids: Vec<TermsId> = versions.iter().map(|version| version.id).collect();
        let rules: Vec<Rule> = rules::table
            .filter(rules::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(rules::terms_id.eq_any(&ids))
            .order((rules::terms_id, rules::position))
            .select(Rule::as_select())
            .load(&mut tx.db()?)
            .await?;
        let own = |version: Terms| {
            let own = rules.iter().filter(|rule| rule.terms_id == version.id).cloned().collect();
            (version, own)
        };
        Ok(versions.into_iter().map(own).collect())
    }

    /// Changes what a team may change of a locked programme.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(programs::table)
            .filter(programs::tenant_id.eq(tx.tenant()))
            .filter(programs::id.eq(self.id))
            .set((
                programs::name.eq(&self.name),
                programs::payout_minimum.eq(self.payout_minimum),
                programs::payout_on_demand.eq(self.payout_on_demand),
            ))
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("program")) }
    }

    /// The programme that pays creators in a currency.
    pub async fn for_creators(scope: &impl TenantScope, currency: Currency) -> StoreResult<Option<Program>> {
        let mut conn = scope.conn().await?;
        Ok(programs::table
            .filter(programs::tenant_id.eq(scope.tenant()))
            .filter(programs::audience.eq(Audience::Creators))
            .filter(programs::currency.eq(currency))
            .select(Program::as_select())
            .first(&mut conn)
            .await
            .optional()?)
    }
}

impl Terms {
    /// Adds the next version with its rules; the programme row is locked so that versions have no gap.
    pub async fn add(
        tx: &TenantTx,
        program: ProgramId,
        effective_from: DateTime<Utc>,
        rules: &[reward::Rule],
        now: DateTime<Utc>,
    ) -> StoreResult<Terms> {
        Program::lock(tx, program).await?;
        let last: Option<i32> = terms::table
            .filter(terms::tenant_id.eq(tx.tenant()))
            .filter(terms::program_id.eq(program))
            .select(diesel::dsl::max(terms::version))
            .first(&mut tx.db()?)
            .await?;
        let row = Terms {
            tenant_id: tx.tenant(),
            id: crate::new_id(),
            program_id: program,
            version: last.unwrap_or(0) + 1,
            effective_from,
            created_at: now,
        };
        row.insert(tx).await?;
        let rows = rules
            .iter()
            .map(|rule| Rule::write(tx.tenant(), row.id, rule))
            .collect::<StoreResult<Vec<_>>>()?;
        diesel::insert_into(rules::table).values(&rows).execute(&mut tx.db()?).await?;
        Ok(row)
    }

    /// The versions of one programme, newest first.
    pub async fn of_program(
        scope: &impl TenantScope,
        program: ProgramId,
        page: Page,
    ) -> StoreResult<Slice<Terms>> {
        load_page!(scope, terms, Terms, page, terms::program_id.eq(program))
    }
}

impl Rule {
    /// The rules of these terms in order.
    pub async fn of_terms(scope: &impl TenantScope, ids: &[TermsId]) -> StoreResult<Vec<Rule>> {
        let mut conn = scope.conn().await?;
        Ok(rules::table
            .filter(rules::tenant_id.eq(scope.tenant()))
            .filter(rules::terms_id.eq_any(ids))
            .order((rules::terms_id, rules::position))
            .select(Rule::as_select())
            .load(&mut conn)
            .await?)
    }

    /// The rule as `domain` knows it. Errors: `Corrupt`.
    pub fn read(self) -> StoreResult<reward::Rule> {
        Ok(reward::Rule {
            id: self.id,
            position: self.position,
            name: self.name,
            predicate: serde_json::from_value(self.predicate)
                .map_err(|_| StoreError::Corrupt("predicate"))?,
            reward: serde_json::from_value(self.reward).map_err(|_| StoreError::Corrupt("reward"))?,
        })
    }

    fn write(tenant: TenantId, terms: TermsId, rule: &reward::Rule) -> StoreResult<Rule> {
        Ok(Rule {
            tenant_id: tenant,
            id: rule.id,
            terms_id: terms,
            position: rule.position,
            name: rule.name.clone(),
            predicate: serde_json::to_value(&rule.predicate).map_err(|_| StoreError::Corrupt("predicate"))?,
            reward: serde_json::to_value(rule.reward).map_err(|_| StoreError::Corrupt("reward"))?,
        })
    }
}

/// A version of the tenant's attribution policy as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = policies)]
pub struct PolicyRow {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: PolicyId,
    /// 1, 2, 3 …; the newest counts.
    pub version: i32,
    /// How credit is shared.
    pub model: Model,
    /// How old a click may be.
    pub click_window_days: i32,
    /// How old a view may be.
    pub view_window_days: i32,
    /// For time decay.
    pub half_life_hours: i32,
    /// What affiliates on the path hold together, at least.
    pub affiliate_floor_bps: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(PolicyRow, policies, PolicyId, "policy");

impl PolicyRow {
    /// A version of this policy.
    pub fn of(tenant: TenantId, policy: &Policy, now: DateTime<Utc>) -> PolicyRow {
        PolicyRow {
            tenant_id: tenant,
            id: policy.id,
            version: policy.version,
            model: policy.model,
            click_window_days: policy.click_window_days,
            view_window_days: policy.view_window_days,
            half_life_hours: policy.half_life_hours,
            affiliate_floor_bps: policy.affiliate_floor_bps,
            created_at: now,
        }
    }

    /// The policy as `domain` knows it.
    pub fn read(&self) -> Policy {
        Policy {
            id: self.id,
            version: self.version,
            model: self.model,
            click_window_days: self.click_window_days,
            view_window_days: self.view_window_days,
            half_life_hours: self.half_life_hours,
            affiliate_floor_bps: self.affiliate_floor_bps,
        }
    }

    /// The newest version. Sign-up made the first.
    pub async fn current(scope: &impl TenantScope) -> StoreResult<PolicyRow> {
        let mut conn = scope.conn().await?;
        policies::table
            .filter(policies::tenant_id.eq(scope.tenant()))
            .order(policies::version.desc())
            .select(PolicyRow::as_select())
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("policy"))
    }
}
