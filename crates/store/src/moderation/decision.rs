//! What was decided about moments, by whom, and why. Decisions are never edited.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{MomentDecisionId, MomentId, TenantId};
use domain::moderation::{DecidedBy, Reason, Rule};
use domain::moment::{Moderation, RejectCode};

use super::Case;
use crate::context::Actor;
use crate::error::StoreResult;
use crate::moment::Moment;
use crate::schema::moment_decisions;
use crate::scope::{TenantScope, TenantTx};
use crate::sql::{ROWS_AT_ONCE, kept};

/// A decision.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = moment_decisions)]
pub struct Decision {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: MomentDecisionId,
    /// The moment.
    pub moment_id: MomentId,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// Where the moment stands since then.
    pub outcome: Moderation,
    /// Who decided, as a kind.
    pub decided_by: DecidedBy,
    /// Who exactly, as the audit log names them; `rules` for ours.
    pub actor: String,
    /// The rule that rejected it.
    pub rule: Option<Rule>,
    /// Its version.
    pub rule_version: Option<i32>,
    /// What it found.
    pub reason: Option<Reason>,
    /// Why it was rejected.
    pub reject_code: Option<RejectCode>,
    /// What the rules' confidence was, per mille.
    pub confidence: Option<i32>,
    /// The version of the settings they read it by.
    pub settings_version: Option<i32>,
}

impl Decision {
    /// That a moment stands where it stands since now, by whoever acts.
    pub(super) fn about(tx: &TenantTx, moment: &Moment, by: DecidedBy, now: DateTime<Utc>) -> Decision {
        Decision {
            tenant_id: tx.tenant(),
            id: crate::new_id(),
            moment_id: moment.id,
            decided_at: now,
            outcome: moment.moderation,
            decided_by: by,
            actor: match by {
                DecidedBy::Rules => "rules".to_owned(),
                _ => tx.ctx().actor().label(),
            },
            rule: None,
            rule_version: None,
            reason: None,
            reject_code: moment.reject_code,
            confidence: None,
            settings_version: None,
        }
    }

    /// The same with what the rules thought of the moment.
    pub(super) fn judged(self, case: &Case) -> Decision {
        Decision { confidence: Some(case.confidence), settings_version: Some(case.settings_version), ..self }
    }

    pub(super) async fn add(tx: &TenantTx, rows: &[Decision]) -> StoreResult<()> {
        for part in rows.chunks(ROWS_AT_ONCE) {
            kept(diesel::insert_into(moment_decisions::table).values(part), part.len())
                .execute(&mut tx.db()?)
                .await?;
        }
        Ok(())
    }

    /// All about these moments, in the order they were made.
    pub async fn of_moments(scope: &impl TenantScope, moments: &[MomentId]) -> StoreResult<Vec<Decision>> {
        let mut conn = scope.conn().await?;
        Ok(moment_decisions::table
            .filter(moment_decisions::tenant_id.eq(scope.tenant()))
            .filter(moment_decisions::moment_id.eq_any(moments))
            .order((moment_decisions::moment_id, moment_decisions::id))
            .select(Decision::as_select())
            .load(&mut conn)
            .await?)
    }
}

/// Writes down what whoever acts has decided about a moment, whose locked row was changed already.
pub async fn decide(tx: &TenantTx, moment: &Moment, now: DateTime<Utc>) -> StoreResult<()> {
    let by = match tx.ctx().actor() {
        Actor::Member { .. } => DecidedBy::Member,
        _ => DecidedBy::Key,
    };
    let decision = Decision::about(tx, moment, by, now);
    let decision = match Case::note_decided(tx, moment.id, now).await? {
        Some(case) => decision.judged(&case),
        None => decision,
    };
    Decision::add(tx, &[decision]).await
}
