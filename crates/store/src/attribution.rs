//! Decisions about conversions and who is credited. Append-only.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::attribution::Role;
use domain::conversion::ConversionKind;
use domain::ids::{AttributionId, ConversionId, PayeeId, PolicyId, ProgramId, TenantId, TermsId, TouchId};
use domain::money::Currency;
use domain::reward::Totals;
use serde::{Deserialize, Serialize};

use crate::error::StoreResult;
use crate::page::{load_page, tenant_reads};
use crate::schema::{attributions, conversions, credits};
use crate::scope::{TenantScope, TenantTx};
use crate::sql::{ROWS_AT_ONCE, kept};

/// A decision.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = attributions, treat_none_as_default_value = false)]
pub struct Attribution {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: AttributionId,
    /// What it decides.
    pub conversion_id: ConversionId,
    /// 1, 2, 3 …; the newest counts.
    pub number: i32,
    /// The policy it was made under.
    pub policy_id: PolicyId,
    /// `ATTRIBUTED` or `UNATTRIBUTED`.
    pub outcome: String,
    /// What everybody's terms give together, before caps and budgets, in minor units.
    pub pool: i64,
    /// Candidates, verdicts, weights and rules, for whoever asks why.
    pub why: serde_json::Value,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// Why it replaces the one before; the first has none.
    pub supersedes_because: Option<String>,
}

tenant_reads!(Attribution, attributions, AttributionId, "attribution");

/// One payee's part of a decision.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = credits, treat_none_as_default_value = false)]
pub struct Credit {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its decision.
    pub attribution_id: AttributionId,
    /// In order of the first touch.
    pub position: i32,
    /// Who.
    pub payee_id: PayeeId,
    /// As what.
    pub role: Role,
    /// Of the sum of all weights.
    pub weight: i64,
    /// What the payee's own rule gives for the whole conversion.
    pub earned: i64,
    /// What the payee gets of the pool, in minor units.
    pub amount: i64,
    /// In which programme.
    pub program_id: Option<ProgramId>,
    /// What it adds to the payee's totals of the month, [`domain::reward::Totals`].
    pub added: Option<serde_json::Value>,
    /// What caps and budgets cut, in minor units.
    pub cut: i64,
}

impl Attribution {
    /// The touches that were candidates.
    pub fn touches(&self) -> Vec<TouchId> {
        let candidates = self.why["candidates"].as_array().into_iter().flatten();
        let mut ids: Vec<TouchId> =
            candidates.filter_map(|c| c["touch"].as_str().and_then(|id| id.parse().ok())).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The terms each payee earned by.
    pub fn terms(&self) -> Vec<(PayeeId, TermsId)> {
        let credits = self.why["credits"].as_array().into_iter().flatten();
        let pair = |credit: &serde_json::Value| {
            let payee = credit["payee"].as_str()?.parse().ok()?;
            Some((payee, credit["terms"]["id"].as_str()?.parse().ok()?))
        };
        credits.filter_map(pair).collect()
    }

    /// Adds the decision with its credits.
    pub async fn add(&self, tx: &TenantTx, credits: &[Credit]) -> StoreResult<()> {
        let (added, credits) = futures::join!(self.insert(tx), Credit::add(tx, credits));
        added?;
        credits
    }

    /// Every decision about these conversions, the first ones first.
    pub async fn all(
        scope: &impl TenantScope,
        conversions: &[ConversionId],
    ) -> StoreResult<Vec<Attribution>> {
        let mut conn = scope.conn().await?;
        Ok(attributions::table
            .filter(attributions::tenant_id.eq(scope.tenant()))
            .filter(attributions::conversion_id.eq_any(conversions))
            .order((attributions::conversion_id, attributions::number))
            .select(Attribution::as_select())
            .load(&mut conn)
            .await?)
    }

    /// The decisions that count for these conversions: each one's newest.
    pub async fn current(
        scope: &impl TenantScope,
        conversions: &[ConversionId],
    ) -> StoreResult<Vec<Attribution>> {
        let mut conn = scope.conn().await?;
        Ok(attributions::table
            .filter(attributions::tenant_id.eq(scope.tenant()))
            .filter(attributions::conversion_id.eq_any(conversions))
            .distinct_on(attributions::conversion_id)
            .order((attributions::conversion_id, attributions::number.desc()))
            .select(Attribution::as_select())
            .load(&mut conn)
            .await?)
    }
}

/// What a credit added to its payee's totals, as it is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// All of it.
    #[serde(flatten)]
    pub totals: Totals,
    /// What of it a top-up added, for the sales before.
    #[serde(default)]
    pub topped: Totals,
}

impl Added {
    /// What it added of its own.
    pub fn own(&self) -> Totals {
        self.totals - self.topped
    }
}

impl Credit {
    /// What it added to its payee's totals; nothing for one that was made before totals were kept.
    pub fn added(&self) -> Added {
        self.added.clone().and_then(|added| serde_json::from_value(added).ok()).unwrap_or_default()
    }

    async fn add(tx: &TenantTx, rows: &[Credit]) -> StoreResult<()> {
        for rows in rows.chunks(ROWS_AT_ONCE) {
            let insert = diesel::insert_into(credits::table).values(rows);
            kept(insert, rows.len()).execute(&mut tx.db()?).await?;
        }
        Ok(())
    }

    /// The credits of these decisions, in order.
    pub async fn of(scope: &impl TenantScope, ids: &[AttributionId]) -> StoreResult<Vec<Credit>> {
        let mut conn = scope.conn().await?;
        Ok(credits::table
            .filter(credits::tenant_id.eq(scope.tenant()))
            .filter(credits::attribution_id.eq_any(ids))
            .order((credits::attribution_id, credits::position))
            .select(Credit::as_select())
            .load(&mut conn)
            .await?)
    }
}

/// A conversion with the decision that counts for it, for a replay.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The decision.
    pub attribution: AttributionId,
    /// The policy it was made under.
    pub policy: PolicyId,
    /// What it says of itself, as JSON.
    pub why: String,
    /// The conversion.
    pub conversion: ConversionId,
    /// Lead or sale.
    pub kind: ConversionKind,
    /// Its total, in minor units.
    pub amount: i64,
    /// The part that may earn.
    pub commissionable: i64,
    /// The buyer's country.
    pub country: Option<String>,
    /// The coupon code.
    pub code: Option<String>,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// When it was decided.
    pub decided_at: DateTime<Utc>,
    /// What it added to its payees' totals.
    pub credits: Vec<Counted>,
}

/// What a decision added to a payee's totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Who.
    pub payee: PayeeId,
    /// In which programme.
    pub program: ProgramId,
    /// How much.
    pub added: Totals,
}

type DecidedRow = (
    (AttributionId, PolicyId, String, DateTime<Utc>),
    (ConversionId, ConversionKind, i64, i64, Option<String>, Option<String>, DateTime<Utc>),
);

/// A decision's conversion.
#[diesel::dsl::auto_type]
fn of_conversion() -> _ {
    conversions::table.on(conversions::tenant_id
        .eq(attributions::tenant_id)
        .and(conversions::id.eq(attributions::conversion_id)))
}

impl Decided {
    /// The newest decisions about conversions of a currency that happened in a time, in the order in which they were made.
    pub async fn in_order(
        scope: &impl TenantScope,
        currency: Currency,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        most: i64,
    ) -> StoreResult<Vec<AttributionId>> {
        let mut conn = scope.conn().await?;
        let later = diesel::alias!(attributions as later);
        let newer = later
            .filter(later.field(attributions::tenant_id).eq(scope.tenant()))
            .filter(later.field(attributions::conversion_id).eq(attributions::conversion_id))
            .filter(later.field(attributions::number).gt(attributions::number));
        Ok(attributions::table
            .inner_join(of_conversion())
            .filter(attributions::tenant_id.eq(scope.tenant()))
            .filter(conversions::tenant_id.eq(scope.tenant()))
            .filter(conversions::currency.eq(currency))
            .filter(conversions::occurred_at.ge(from))
            .filter(conversions::occurred_at.lt(to))
            .filter(diesel::dsl::not(diesel::dsl::exists(newer)))
            .order((attributions::decided_at, attributions::id))
            .limit(most)
            .select(attributions::id)
            .load(&mut conn)
            .await?)
    }

    /// These decisions with their conversions, in the order in which they were made.
    pub async fn of(scope: &impl TenantScope, ids: &[AttributionId]) -> StoreResult<Vec<Decided>> {
        let mut conn = scope.conn().await?;
        let rows: Vec<DecidedRow> = attributions::table
            .inner_join(of_conversion())
            .filter(attributions::tenant_id.eq(scope.tenant()))
            .filter(conversions::tenant_id.eq(scope.tenant()))
            .filter(attributions::id.eq_any(ids))
            .order((attributions::decided_at, attributions::id))
            .select((
                (
                    attributions::id,
                    attributions::policy_id,
                    diesel::dsl::sql::<diesel::sql_types::Text>("attributions.why::text"),
                    attributions::decided_at,
                ),
                (
                    conversions::id,
                    conversions::kind,
                    conversions::amount,
                    conversions::commissionable,
                    conversions::country,
                    conversions::code,
                    conversions::occurred_at,
                ),
            ))
            .load(&mut conn)
            .await?;
        let mut counted: HashMap<AttributionId, Vec<Counted>> = HashMap::new();
        for credit in Credit::of(scope, ids).await? {
            let Some(program) = credit.program_id else { continue };
            let added = credit.added().totals;
            let one = Counted { payee: credit.payee_id, program, added };
            counted.entry(credit.attribution_id).or_default().push(one);
        }
        let decided = |((attribution, policy, why, decided_at), sale): DecidedRow| {
            let (conversion, kind, amount, commissionable, country, code, occurred_at) = sale;
            let credits = counted.remove(&attribution).unwrap_or_default();
            Decided {
                attribution,
                policy,
                why,
                conversion,
                kind,
                amount,
                commissionable,
                country,
                code,
                occurred_at,
                decided_at,
                credits,
            }
        };
        Ok(rows.into_iter().map(decided).collect())
    }
}
