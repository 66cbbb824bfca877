//! Moderation: what the tenant wants of it, what the rules found of a moment, and what was decided.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::MomentId;
use domain::moderation::{Finding, ModerationSettings as Wanted, ModerationSettingsError};
use domain::permission::Permission;
use serde_json::json;
use store::moderation as row;
use store::{TenantScope, audit};

use super::batch::{Edge, all_of};
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::request::Request;
use super::scalar::{DecidedBy, Moderation, ModerationReason, ModerationRule, RejectCode};
use crate::error::{ApiError, ApiResult};

/// What a rule found in a moment.
pub struct ModerationFinding(Finding);

#[Object]
impl ModerationFinding {
    async fn rule(&self) -> ModerationRule {
        self.0.rule.into()
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

/// What moderation knows of a moment.
pub struct ModerationCase(pub row::Case);

#[Object]
impl ModerationCase {
    /// How sure the rules are that it is fit to show, per mille.
    async fn confidence(&self) -> i32 {
        self.0.confidence
    }
    async fn findings(&self) -> ApiResult<Vec<ModerationFinding>> {
        Ok(self.0.found()?.into_iter().map(ModerationFinding).collect())
    }
    /// Of the settings the rules read it by; 0 for the standard ones.
    async fn settings_version(&self) -> i32 {
        self.0.settings_version
    }
    async fn judged_at(&self) -> DateTime<Utc> {
        self.0.judged_at
    }
    /// When a person last decided.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
    /// Everything that was decided about it, in order.
    async fn decisions(&self, ctx: &Context<'_>) -> ApiResult<Vec<MomentDecision>> {
        let decisions = Request::of(ctx)?.load::<DecisionsOfMoment>(self.0.moment_id).await?;
        Ok(decisions.unwrap_or_default().into_iter().map(MomentDecision).collect())
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
    /// Who exactly, as the audit log names them; `rules` for ours.
    async fn actor(&self) -> &str {
        &self.0.actor
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

/// What the tenant has moderation do.
#[derive(SimpleObject)]
pub struct ModerationSettings {
    /// The confidence from which a moment is approved by itself, per mille; null: a person looks at each.
    approve_at: Option<i32>,
    /// Rules that are off.
    off: Vec<ModerationRule>,
    /// Rules that may reject by themselves.
    may_reject: Vec<ModerationRule>,
    /// Words and phrases that are not wanted.
    blocked_words: Vec<String>,
    /// Hosts that links may lead to.
    allowed_hosts: Vec<String>,
    /// Hosts that no link may lead to and no moment come from.
    banned_hosts: Vec<String>,
    /// Hashtags a moment may have.
    hashtags_max: i32,
    /// People a moment may name.
    mentions_max: i32,
    /// Raised at every change; 0 for the standard ones.
    version: i32,
    /// When they were last changed; null while they are the standard ones.
    updated_at: Option<DateTime<Utc>>,
}

impl From<row::Settings> for ModerationSettings {
    fn from(stands: row::Settings) -> ModerationSettings {
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        let set = stands.settings.into_inner();
        ModerationSettings {
            approve_at: set.approve_at,
            off: set.off.into_iter().map(Into::into).collect(),
            may_reject: set.may_reject.into_iter().map(Into::into).collect(),
            blocked_words: set.blocked_words,
            allowed_hosts: set.allowed_hosts,
            banned_hosts: set.banned_hosts,
            hashtags_max: number(set.hashtags_max),
            mentions_max: number(set.mentions_max),
            version: stands.version,
            updated_at: stands.updated_at,
        }
    }
}

#[derive(Default)]
pub struct ModerationQuery;

#[Object]
impl ModerationQuery {
    /// What moderation does with moments that come in.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn moderation_settings(&self, ctx: &Context<'_>) -> ApiResult<ModerationSettings> {
        Ok(row::settings(&*Request::of(ctx)?.read()?).await?.into())
    }
}

/// What moderation is to do. All of it is said anew: what is left out is as in the standard settings.
#[derive(InputObject)]
pub struct ModerationSettingsUpdateInput {
    /// The version this was made from: one that has changed since is left as it is (`CONFLICT`).
    pub version: i32,
    /// The confidence from which a moment is approved by itself, per mille, 0 to 1000; null: a person looks at each.
    pub approve_at: Option<i32>,
    /// Rules that are off.
    #[graphql(default)]
    pub off: Vec<ModerationRule>,
    /// Rules that may reject by themselves, where they are sure.
    #[graphql(default)]
    pub may_reject: Vec<ModerationRule>,
    /// Words and phrases that are not wanted; 1000 at most, of 60 characters at most.
    #[graphql(default)]
    pub blocked_words: Vec<String>,
    /// Hosts that links may lead to, as shop.example or *.shop.example; 100 at most.
    #[graphql(default)]
    pub allowed_hosts: Vec<String>,
    /// Hosts that no link may lead to and no moment come from, in the same manner.
    #[graphql(default)]
    pub banned_hosts: Vec<String>,
    /// Hashtags a moment may have, 0 to 1000.
    pub hashtags_max: Option<i32>,
    /// People a moment may name with @, 0 to 1000.
    pub mentions_max: Option<i32>,
}

impl ModerationSettingsUpdateInput {
    fn read(self) -> Result<domain::moderation::ValidModerationSettings, ModerationSettingsError> {
        let standard = Wanted::standard();
        // A number below zero is as much out of its bounds as one that is too high.
        let number = |given: Option<i32>, standard| match given {
            None => standard,
            Some(given) => usize::try_from(given).unwrap_or(usize::MAX),
        };
        Wanted {
            approve_at: self.approve_at,
            off: self.off.into_iter().map(Into::into).collect(),
            may_reject: self.may_reject.into_iter().map(Into::into).collect(),
            blocked_words: self.blocked_words,
            allowed_hosts: self.allowed_hosts,
            banned_hosts: self.banned_hosts,
            hashtags_max: number(self.hashtags_max, standard.hashtags_max),
            mentions_max: number(self.mentions_max, standard.mentions_max),
        }
        .validate()
    }
}

payload! {
    /// What moderation does now.
    ModerationSettingsUpdatePayload, ModerationSettingsUpdateUserError, ModerationSettingsUpdateErrorCode {
        moderation_settings: ModerationSettings,
    } errors [OUT_OF_RANGE, TOO_MANY_WORDS, TOO_MANY_HOSTS, WORD_EMPTY, WORD_TOO_LONG, HOST_INVALID, RULE_OFF]
}

#[derive(Default)]
pub struct ModerationMutation;

#[Object]
impl ModerationMutation {
    /// Says what moderation does with moments that come in from now on; what stands stays as it is.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moderation_settings_update(
        &self,
        ctx: &Context<'_>,
        input: ModerationSettingsUpdateInput,
    ) -> ApiResult<ModerationSettingsUpdatePayload> {
        let request = Request::of(ctx)?;
        ModerationSettingsUpdatePayload::of(async {
            let now = request.now();
            let seen = input.version;
            let wanted = input.read().map_err(|error| {
                let field = error.field();
                ApiError::from(error).at(field)
            })?;
            let tx = request.write().await?;
            let before = row::settings(&tx).await?;
            if before.version != seen {
                return Err(store::StoreError::Conflict("moderation settings").into());
            }
            let after = row::set_settings(&tx, &before, wanted, now).await?;
            let (was, is) = (before.settings.into_inner(), after.settings.clone().into_inner());
            audit::change(&tx, "moderationSettingsUpdate", tx.tenant(), json!(was), json!(is), now).await?;
            tx.commit().await?;
            Ok(ModerationSettingsUpdatePayload::done(after.into()))
        })
        .await
    }
}
