//! Versions of programmes' terms, with their rules. Append-only.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{GroupId, ProgramId, RuleId, TenantId, TermsId};
use domain::reward::{self, Period};

use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice, load_page, tenant_reads};
use crate::program::Program;
use crate::schema::{enrollments, rules, terms};
use crate::scope::{AffiliateTx, TenantScope, TenantTx};

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
    /// The group it is for; none: everybody without terms of their own.
    pub group_id: Option<GroupId>,
    /// How long totals run.
    pub period: Period,
    /// Bonuses for goals.
    pub bonuses: serde_json::Value,
    /// What a payee gets of one conversion at most, in minor units.
    pub cap_per_order: Option<i64>,
    /// What a payee gets in one period at most, in minor units.
    pub cap_per_period: Option<i64>,
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
    /// What it pays for later sales of a subscription.
    pub recurring: Option<serde_json::Value>,
}

impl Terms {
    /// Every version of every programme.
    pub async fn all(scope: &impl TenantScope) -> StoreResult<Vec<reward::Terms>> {
        let mut conn = scope.conn().await?;
        let programs: Vec<ProgramId> = terms::table
            .filter(terms::tenant_id.eq(scope.tenant()))
            .select(terms::program_id)
            .distinct()
            .load(&mut conn)
            .await?;
        Terms::of_programs(scope, &programs).await
    }

    /// The versions that decide something of these programmes at a moment: of each programme, and of each of its groups,
    /// the one in force, for [`reward::terms_in_force`] to choose from; and those of these ids. Three statements at most.
    pub async fn in_force(
        scope: &impl TenantScope,
        programs: &[ProgramId],
        at: DateTime<Utc>,
        pinned: &[TermsId],
    ) -> StoreResult<Vec<reward::Terms>> {
        let mut conn = scope.conn().await?;
        let mut versions: Vec<Terms> = terms::table
            .filter(terms::tenant_id.eq(scope.tenant()))
            .filter(terms::program_id.eq_any(programs))
            .filter(terms::effective_from.le(at))
            .distinct_on((terms::program_id, terms::group_id))
            .order((terms::program_id, terms::group_id, terms::effective_from.desc(), terms::version.desc()))
            .select(Terms::as_select())
            .load(&mut conn)
            .await?;
        let others: Vec<TermsId> =
            pinned.iter().filter(|id| versions.iter().all(|version| version.id != **id)).copied().collect();
        if !others.is_empty() {
            versions.extend(Terms::find_many(scope, &others).await?);
        }
        Terms::with_rules(scope, versions).await
    }

    /// Whether a rule of these programmes, in whatever version, asks whether the buyer is a new one.
    pub async fn ask_for_buyers(scope: &impl TenantScope, programs: &[ProgramId]) -> StoreResult<bool> {
        let mut conn = scope.conn().await?;
        let asks = terms::table
            .inner_join(
                rules::table.on(rules::tenant_id.eq(terms::tenant_id).and(rules::terms_id.eq(terms::id))),
            )
            .filter(terms::tenant_id.eq(scope.tenant()))
            .filter(rules::tenant_id.eq(scope.tenant()))
            .filter(terms::program_id.eq_any(programs))
            .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("rules.predicate->>'customer' IS NOT NULL"));
        Ok(diesel::select(diesel::dsl::exists(asks)).get_result(&mut conn).await?)
    }

    /// Over which periods these versions measure totals.
    pub async fn periods(
        scope: &impl TenantScope,
        ids: &[TermsId],
    ) -> StoreResult<HashMap<TermsId, reward::Period>> {
        let mut conn = scope.conn().await?;
        let rows: Vec<(TermsId, reward::Period)> = terms::table
            .filter(terms::tenant_id.eq(scope.tenant()))
            .filter(terms::id.eq_any(ids))
            .select((terms::id, terms::period))
            .load(&mut conn)
            .await?;
        Ok(rows.into_iter().collect())
    }

    /// Every version of these programmes.
    pub async fn of_programs(
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
        Terms::with_rules(scope, versions).await
    }

    async fn with_rules(scope: &impl TenantScope, versions: Vec<Terms>) -> StoreResult<Vec<reward::Terms>> {
        let ids: Vec<TermsId> = versions.iter().map(|version| version.id).collect();
        let mut rules: HashMap<TermsId, Vec<Rule>> = HashMap::new();
        for rule in Rule::of_terms(scope, &ids).await? {
            rules.entry(rule.terms_id).or_default().push(rule);
        }
        let read = |version: Terms| {
            let own = rules.remove(&version.id).unwrap_or_default();
            version.read(own)
        };
        versions.into_iter().map(read).collect()
    }

    /// The version of terms that holds for an affiliate at a moment, their group's own where it has some, with its rules
    /// in order, of programmes they work with.
    pub async fn current_of_affiliate(
        tx: &AffiliateTx,
        programs: &[ProgramId],
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<(Terms, Vec<Rule>)>> {
        let groups: Vec<(ProgramId, Option<GroupId>)> = enrollments::table
            .filter(enrollments::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(enrollments::affiliate_id.eq(tx.affiliate()))
            .filter(enrollments::program_id.eq_any(programs))
            .select((enrollments::program_id, enrollments::group_id))
            .load(&mut tx.db()?)
            .await?;
        let begun: Vec<Terms> = terms::table
            .filter(terms::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(terms::program_id.eq_any(programs))
            .filter(terms::effective_from.le(now))
            .distinct_on((terms::program_id, terms::group_id))
            .order((terms::program_id, terms::group_id, terms::effective_from.desc(), terms::version.desc()))
            .select(Terms::as_select())
            .load(&mut tx.db()?)
            .await?;
        let heads = begun.iter().map(|version| version.clone().read(Vec::new()));
        let heads = heads.collect::<StoreResult<Vec<_>>>()?;
        let in_force = programs.iter().filter_map(|program| {
            let group = groups.iter().find(|(of, _)| of == program).and_then(|(_, group)| *group);
            reward::terms_in_force(&heads, *program, group, now)
        });
        let ids: Vec<TermsId> = in_force.map(|version| version.id).collect();
        let current: Vec<Terms> =
            ids.iter().filter_map(|id| begun.iter().find(|version| version.id == *id)).cloned().collect();
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
        Ok(current.into_iter().map(own).collect())
    }

    /// Adds the next version with its rules, numbered; the programme's row is locked so that versions have no gap.
    pub async fn add(tx: &TenantTx, new: &reward::Terms, now: DateTime<Utc>) -> StoreResult<Terms> {
        Program::lock(tx, new.program).await?;
        let last: Option<i32> = terms::table
            .filter(terms::tenant_id.eq(tx.tenant()))
            .filter(terms::program_id.eq(new.program))
            .select(diesel::dsl::max(terms::version))
            .first(&mut tx.db()?)
            .await?;
        let row = Terms {
            tenant_id: tx.tenant(),
            id: new.id,
            program_id: new.program,
            version: last.unwrap_or(0) + 1,
            effective_from: new.effective_from,
            created_at: now,
            group_id: new.group,
            period: new.period,
            bonuses: serde_json::to_value(&new.bonuses).map_err(|_| StoreError::Corrupt("bonuses"))?,
            cap_per_order: new.cap_per_order,
            cap_per_period: new.cap_per_period,
        };
        row.insert(tx).await?;
        let rows = new
            .rules
            .iter()
            .map(|rule| Rule::write(tx.tenant(), row.id, rule))
            .collect::<StoreResult<Vec<_>>>()?;
        diesel::insert_into(rules::table).values(&rows).execute(&mut tx.db()?).await?;
        Ok(row)
    }

    /// The version with its rules, in order, as `domain` knows it. Errors: `Corrupt`.
    pub fn read(self, rules: Vec<Rule>) -> StoreResult<reward::Terms> {
        Ok(reward::Terms {
            id: self.id,
            program: self.program_id,
            group: self.group_id,
            version: self.version,
            effective_from: self.effective_from,
            period: self.period,
            rules: rules.into_iter().map(Rule::read).collect::<StoreResult<_>>()?,
            bonuses: serde_json::from_value(self.bonuses).map_err(|_| StoreError::Corrupt("bonuses"))?,
            cap_per_order: self.cap_per_order,
            cap_per_period: self.cap_per_period,
        })
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
            recurring: self
                .recurring
                .map(serde_json::from_value)
                .transpose()
                .map_err(|_| StoreError::Corrupt("recurring"))?,
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
            reward: serde_json::to_value(&rule.reward).map_err(|_| StoreError::Corrupt("reward"))?,
            recurring: rule
                .recurring
                .map(serde_json::to_value)
                .transpose()
                .map_err(|_| StoreError::Corrupt("recurring"))?,
        })
    }
}
