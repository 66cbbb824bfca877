//! The rules read what comes in.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::MomentId;
use domain::moderation::{
    DecidedBy, Fingerprint, Judgement, ModerationText, Outcome, ValidModerationSettings, judge,
};
use domain::moment::{Moderation, NewMoment, ValidMoment};

use super::{Case, Decision, settings};
use crate::error::{StoreError, StoreResult};
use crate::moment::Moment;
use crate::schema::moderation_cases;
use crate::scope::{TenantScope, TenantTx};
use crate::sql::{ROWS_AT_ONCE, kept};

/// What the rules say of one that came in.
#[derive(Debug, Clone)]
pub struct Arrived {
    judgement: Judgement,
    fingerprint: Option<Fingerprint>,
    /// Where whoever handed it in says that it stands.
    said: Option<Moderation>,
    settings_version: i32,
}

impl Arrived {
    /// Where the moment stands: where its source says, else as the rules have it.
    pub fn outcome(&self) -> Outcome {
        match self.said {
            None => self.judgement.outcome,
            Some(_) => Outcome::Queue,
        }
    }

    /// Has a person look at it where the rules would approve it.
    pub fn ask_a_person(&mut self) {
        if self.judgement.outcome == Outcome::Approve {
            self.judgement.outcome = Outcome::Queue;
        }
    }
}

/// Reads a batch by the tenant's settings. The same text counts as an earlier one among them, too.
pub async fn judge_arrivals(tx: &TenantTx, batch: &[ValidMoment]) -> StoreResult<Vec<Arrived>> {
    let prints: Vec<Option<Fingerprint>> = batch.iter().map(|moment| Fingerprint::of(&moment.body)).collect();
    let (set, mut earlier) =
        futures::try_join!(settings(tx), standing(tx, prints.iter().flatten().copied().collect(), None))?;
    let arrived = batch.iter().zip(prints).map(|(moment, fingerprint)| {
        let judgement = read(moment, fingerprint, &earlier, &set.settings);
        earlier.extend(fingerprint);
        Arrived { judgement, fingerprint, said: moment.moderation, settings_version: set.version }
    });
    Ok(arrived.collect())
}

fn read(
    moment: &NewMoment,
    fingerprint: Option<Fingerprint>,
    earlier: &HashSet<Fingerprint>,
    settings: &ValidModerationSettings,
) -> Judgement {
    let same: Vec<Fingerprint> = fingerprint.filter(|own| earlier.contains(own)).into_iter().collect();
    judge(ModerationText::of(moment, &same), settings)
}

/// Which of these texts stand already, in moments other than this one.
async fn standing(
    scope: &impl TenantScope,
    prints: Vec<Fingerprint>,
    but: Option<MomentId>,
) -> StoreResult<HashSet<Fingerprint>> {
    if prints.is_empty() {
        return Ok(HashSet::new());
    }
    let mut conn = scope.conn().await?;
    let mut query = moderation_cases::table
        .filter(moderation_cases::tenant_id.eq(scope.tenant()))
        .filter(moderation_cases::fingerprint.eq_any(prints.iter().map(|print| print.0.to_vec())))
        .select(moderation_cases::fingerprint.assume_not_null())
        .distinct()
        .into_boxed();
    if let Some(moment) = but {
        query = query.filter(moderation_cases::moment_id.ne(moment));
    }
    let found: Vec<Vec<u8>> = query.load(&mut conn).await?;
    Ok(found.into_iter().filter_map(|bytes| Some(Fingerprint(bytes.try_into().ok()?))).collect())
}

/// Opens the cases of moments that were added, and writes down what was decided about them.
pub async fn open_cases(tx: &TenantTx, added: &[(&Moment, &Arrived)], now: DateTime<Utc>) -> StoreResult<()> {
    let mut cases = Vec::with_capacity(added.len());
    let mut decisions = Vec::new();
    for (moment, arrived) in added {
        let case = opened(tx, moment.id, arrived, now)?;
        decisions.extend(decision(tx, moment, &case, arrived, now));
        cases.push(case);
    }
    for part in cases.chunks(ROWS_AT_ONCE) {
        kept(diesel::insert_into(moderation_cases::table).values(part), part.len())
            .execute(&mut tx.db()?)
            .await?;
    }
    Decision::add(tx, &decisions).await
}

fn opened(tx: &TenantTx, moment: MomentId, arrived: &Arrived, now: DateTime<Utc>) -> StoreResult<Case> {
    let findings = &arrived.judgement.findings;
    let mut rules: Vec<String> = findings.iter().map(|finding| finding.rule.to_string()).collect();
    rules.dedup();
    Ok(Case {
        tenant_id: tx.tenant(),
        moment_id: moment,
        confidence: arrived.judgement.confidence,
        findings: serde_json::to_value(findings).map_err(|_| StoreError::Corrupt("findings"))?,
        rules,
        settings_version: arrived.settings_version,
        judged_at: now,
        fingerprint: arrived.fingerprint.map(|print| print.0.to_vec()),
        claimed_by: None,
        claimed_until: None,
        decided_at: None,
        revision: 1,
    })
}

/// What was decided, if anything: that a moment waits is no decision.
fn decision(
    tx: &TenantTx,
    moment: &Moment,
    case: &Case,
    arrived: &Arrived,
    now: DateTime<Utc>,
) -> Option<Decision> {
    let by = if arrived.said.is_some() { DecidedBy::Source } else { DecidedBy::Rules };
    if moment.moderation == Moderation::Pending {
        return None;
    }
    let decision = Decision::about(tx, moment, case.revision, by, now);
    Some(decision.by_rule(&arrived.outcome()).judged(case))
}

/// Reads a moment anew that its author has changed. What is decided of it comes with it.
pub async fn judge_again(
    tx: &TenantTx,
    moment: &NewMoment,
    row: &Moment,
    before: Option<&Case>,
    now: DateTime<Utc>,
) -> StoreResult<(Case, Outcome)> {
    let fingerprint = Fingerprint::of(&moment.body);
    let (set, earlier) =
        futures::try_join!(settings(tx), standing(tx, fingerprint.into_iter().collect(), Some(row.id)))?;
    let judgement = read(moment, fingerprint, &earlier, &set.settings);
    let arrived = Arrived { judgement, fingerprint, said: None, settings_version: set.version };
    let mut case = opened(tx, row.id, &arrived, now)?;
    if let Some(before) = before {
        case.revision = before.revision + 1;
        case.decided_at = before.decided_at;
        case.set_claim(before.claim());
    } else {
        case.revision = 2;
    }
    Ok((case, arrived.judgement.outcome))
}
