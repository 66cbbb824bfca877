//! Moderation: what the rules found of a moment, who looks at it, and what was decided. What the tenant wants of it is in
//! `settings`, what waits for a person in `queue`, what readers say in `report`, how the rules do in `hits`.

mod hits;
mod queue;
mod report;
mod settings;
mod span;

pub use hits::{ModerationHitsQuery, period};
pub use queue::{ModerationQueueMutation, ModerationQueueQuery, may_decide};
pub use report::{MomentReport, MomentReportMutation, ReportsOfMoment};
pub use settings::{ModerationSettingsMutation, ModerationSettingsQuery};
pub use span::{TextSpan, Texts};

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::MomentId;
use domain::moderation::Finding;
use store::moderation as row;

use super::audit::AuditActor;
use super::batch::{Edge, all_of};
use super::request::Request;
use super::scalar::{DecidedBy, Moderation, ModerationReason, ModerationRule, RejectCode};
use crate::error::ApiResult;

/// What a rule found in a moment.
pub struct ModerationFinding(Finding, Arc<Texts>);

#[Object]
impl ModerationFinding {
    async fn rule(&self) -> ModerationRule {
        self.0.rule.into()
    }
    /// Where it was found, as far as the texts are the moment's own; the first 20 places at most.
    async fn spans(&self) -> Vec<TextSpan> {
        self.0.spans.iter().filter_map(|span| self.1.place(*span)).collect()
    }
    /// Of the rule that found it; raised when what it finds changes.
    async fn rule_version(&self) -> i32 {
        self.0.version
    }
    async fn reason(&self) -> ModerationReason {
        self.0.reason.into()
    }
    /// The same in plain words.
    async fn sentence(&self) -> &str {
        self.0.reason.sentence()
    }
    /// What it takes from the confidence, per mille.
    async fn weight(&self) -> i32 {
        self.0.weight
    }
    /// How often it was found.
    async fn count(&self) -> i32 {
        i32::try_from(self.0.count).unwrap_or(i32::MAX)
    }
}

/// Who looks at a moment.
#[derive(SimpleObject)]
pub struct ModerationClaim {
    /// The person.
    pub by: AuditActor,
    /// Until when; from then on it is free.
    pub until: DateTime<Utc>,
    /// Whether it is whoever asks.
    pub mine: bool,
}

/// What moderation knows of a moment.
pub struct ModerationCase {
    /// The row.
    pub case: row::Case,
    /// What the moment says.
    pub texts: Arc<Texts>,
}

#[Object]
impl ModerationCase {
    /// How sure the rules are that it is fit to show, per mille.
    async fn confidence(&self) -> i32 {
        self.case.confidence
    }
    async fn findings(&self) -> ApiResult<Vec<ModerationFinding>> {
        Ok(self.case.found()?.into_iter().map(|found| ModerationFinding(found, self.texts.clone())).collect())
    }
    /// Of the settings the rules read it by; 0 for the standard ones.
    async fn settings_version(&self) -> i32 {
        self.case.settings_version
    }
    async fn judged_at(&self) -> DateTime<Utc> {
        self.case.judged_at
    }
    /// Of what the moment says: one more for each change of it. An edit names the one it was made from.
    async fn revision(&self) -> i32 {
        self.case.revision
    }
    /// When a person last decided.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.case.decided_at
    }
    /// Everything that was decided about it, in order.
    async fn decisions(&self, ctx: &Context<'_>) -> ApiResult<Vec<MomentDecision>> {
        let decisions = Request::of(ctx)?.load::<DecisionsOfMoment>(self.case.moment_id).await?;
        Ok(decisions.unwrap_or_default().into_iter().map(MomentDecision).collect())
    }
    /// Whoever looks at it now.
    async fn claim(&self, ctx: &Context<'_>) -> ApiResult<Option<ModerationClaim>> {
        let request = Request::of(ctx)?;
        let held = self.case.claim().filter(|claim| claim.holds(request.now()));
        Ok(held.map(|claim| ModerationClaim {
            by: AuditActor::of(&claim.by.to_string()),
            until: claim.until,
            mine: request.caller.user == Some(claim.by),
        }))
    }
    /// What readers have said of it, in order; at most 100.
    async fn reports(&self, ctx: &Context<'_>) -> ApiResult<Vec<MomentReport>> {
        let reports = Request::of(ctx)?.load::<ReportsOfMoment>(self.case.moment_id).await?;
        Ok(reports.unwrap_or_default().into_iter().map(MomentReport).collect())
    }
}

/// A decision about a moment. It is never edited.
pub struct MomentDecision(row::Decision);

#[Object]
impl MomentDecision {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn decided_at(&self) -> DateTime<Utc> {
        self.0.decided_at
    }
    /// Where the moment stands since then.
    async fn outcome(&self) -> Moderation {
        self.0.outcome.into()
    }
    async fn decided_by(&self) -> DecidedBy {
        self.0.decided_by.into()
    }
    /// Who exactly, as the audit log names them; `rules` for ours, `readers` for reports.
    async fn actor(&self) -> &str {
        &self.0.actor
    }
    /// The same, with a name; null where rules or readers decided.
    async fn decider(&self) -> Option<AuditActor> {
        use domain::moderation::DecidedBy as By;
        let is_somebody = !matches!(self.0.decided_by, By::Rules | By::Readers);
        is_somebody.then(|| AuditActor::of(&self.0.actor))
    }
    /// The rule that rejected it by itself.
    async fn rule(&self) -> Option<ModerationRule> {
        self.0.rule.map(Into::into)
    }
    async fn rule_version(&self) -> Option<i32> {
        self.0.rule_version
    }
    /// What that rule found.
    async fn reason(&self) -> Option<ModerationReason> {
        self.0.reason.map(Into::into)
    }
    async fn reject_code(&self) -> Option<RejectCode> {
        self.0.reject_code.map(Into::into)
    }
    /// What a person said of it.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
    /// Which revision of the moment it was about.
    async fn revision(&self) -> i32 {
        self.0.revision
    }
    /// What the rules' confidence was, per mille.
    async fn confidence(&self) -> Option<i32> {
        self.0.confidence
    }
    /// Of the settings the rules read it by.
    async fn settings_version(&self) -> Option<i32> {
        self.0.settings_version
    }
}

all_of!(
    /// What was decided about a moment, in order.
    DecisionsOfMoment: MomentId => row::Decision, row::Decision::of_moments, moment_id
);

/// What moderation knows of moments.
pub struct CaseOfMoment;

impl Edge for CaseOfMoment {
    type Key = MomentId;
    type Value = row::Case;

    async fn load(request: &Request, keys: Vec<MomentId>) -> ApiResult<HashMap<MomentId, row::Case>> {
        let cases = row::Case::of_moments(&*request.read()?, &keys).await?;
        Ok(cases.into_iter().map(|case| (case.moment_id, case)).collect())
    }
}
