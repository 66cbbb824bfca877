//! Decisions about conversions and who is credited. Append-only.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::attribution::Role;
use domain::ids::{AttributionId, ConversionId, PayeeId, PolicyId, ProgramId, TenantId};
use domain::reward::Totals;

use crate::error::StoreResult;
use crate::page::{load_page, tenant_reads};
use crate::schema::{attributions, credits};
use crate::scope::{TenantScope, TenantTx};

/// A decision.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = attributions)]
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
    /// What is paid in all, in minor units.
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
#[diesel(table_name = credits)]
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
    /// Adds the decision with its credits.
    pub async fn add(&self, tx: &TenantTx, parts: &[Credit]) -> StoreResult<()> {
        self.insert(tx).await?;
        if !parts.is_empty() {
            diesel::insert_into(credits::table).values(parts).execute(&mut tx.db()?).await?;
        }
        Ok(())
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

impl Credit {
    /// What it added to its payee's totals; nothing for one that was made before totals were kept.
    pub fn added(&self) -> Totals {
        self.added.clone().and_then(|added| serde_json::from_value(added).ok()).unwrap_or_default()
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
