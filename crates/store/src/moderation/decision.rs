//! What was decided about moments, by whom, and why. Decisions are never edited.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{MomentDecisionId, MomentId, TenantId};
use domain::moderation::{DecidedBy, Outcome, Reason, Rule};
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
    /// Who exactly, as the audit log names them; `rules` and `readers` for these.
    pub actor: String,
    /// The rule that rejected it.
    pub rule: Option<Rule>,
    /// Its version.
    pub rule_version: Option<i32>,
    /// What it found.
    pub reason: Option<Reason>,
    /// Why it was rejected.
    pub reject_code: Option<RejectCode>,
    /// What a person said of it.
    pub note: Option<String>,
    /// What the rules' confidence was, per mille.
    pub confidence: Option<i32>,
    /// The version of the settings they read it by.
    pub settings_version: Option<i32>,
    /// Of the moment, that was decided about.
    pub revision: i32,
}

impl Decision {
    /// That a moment stands where it stands since now, by whoever acts.
    pub(super) fn about(
        tx: &TenantTx,
        moment: &Moment,
        revision: i32,
        by: DecidedBy,
        now: DateTime<Utc>,
    ) -> Decision {
        Decision {
            tenant_id: tx.tenant(),
            id: crate::new_id(),
            moment_id: moment.id,
            decided_at: now,
            outcome: moment.moderation,
            decided_by: by,
            actor: match by {
                DecidedBy::Rules => "rules".to_owned(),
                DecidedBy::Readers => "readers".to_owned(),
                _ => tx.ctx().actor().label(),
            },
            rule: None,
            rule_version: None,
            reason: None,
            reject_code: moment.reject_code,
            note: None,
            confidence: None,
            settings_version: None,
            revision,
        }
    }

    /// The same with what the rules thought of the moment.
    pub(super) fn judged(self, case: &Case) -> Decision {
        Decision { confidence: Some(case.confidence), settings_version: Some(case.settings_version), ..self }
    }

    /// The same with the rule that rejected it, if one did.
    pub(super) fn by_rule(self, outcome: &Outcome) -> Decision {
        match *outcome {
            Outcome::Reject { rule, version, reason, .. } => {
                Decision { rule: Some(rule), rule_version: Some(version), reason: Some(reason), ..self }
            }
            _ => self,
        }
    }

    /// Takes the words that people said of moments away.
    pub(super) async fn blank(tx: &TenantTx, moments: &[MomentId]) -> StoreResult<()> {
        diesel::update(moment_decisions::table)
            .filter(moment_decisions::tenant_id.eq(tx.tenant()))
            .filter(moment_decisions::moment_id.eq_any(moments))
            .filter(moment_decisions::note.is_not_null())
            .set(moment_decisions::note.eq(None::<String>))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
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

/// What makes a moment stand where it stands now.
#[derive(Debug, Clone, Copy)]
pub enum Because<'a> {
    /// Whoever acts has decided it, and said this of it.
    Somebody(Option<&'a str>),
    /// So many readers have reported it.
    Readers,
    /// Whoever acts has changed what it says, and this is what the rules make of that.
    Edit(&'a Outcome),
}

/// Writes down what was decided about a moment, which was changed already. Whoever decides has it in their hands no more.
pub async fn decide(
    tx: &TenantTx,
    moment: &Moment,
    case: Option<&mut Case>,
    because: Because<'_>,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let by = match (because, tx.ctx().actor()) {
        (Because::Readers, _) => DecidedBy::Readers,
        (Because::Edit(Outcome::Queue), _) => DecidedBy::Source,
        (Because::Edit(_), _) => DecidedBy::Rules,
        (Because::Somebody(_), Actor::Member { .. }) => DecidedBy::Member,
        (Because::Somebody(_), _) => DecidedBy::Key,
    };
    let revision = case.as_ref().map_or(1, |case| case.revision);
    let mut decision = Decision::about(tx, moment, revision, by, now);
    match because {
        Because::Somebody(note) => decision.note = note.map(str::to_owned),
        Because::Edit(outcome) => decision = decision.by_rule(outcome),
        Because::Readers => {}
    }
    if let Some(case) = case {
        decision = decision.judged(case);
        if matches!(because, Because::Somebody(_)) {
            case.decided_at = Some(now);
            case.set_claim(None);
        }
        case.save(tx).await?;
    }
    Decision::add(tx, &[decision]).await
}
