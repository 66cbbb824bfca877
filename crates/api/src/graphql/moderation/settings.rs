//! What the tenant wants of moderation.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::moderation::{ModerationSettings as Wanted, ModerationSettingsError};
use domain::permission::Permission;
use serde_json::json;
use store::moderation as row;
use store::{TenantScope, audit};

use crate::error::{ApiError, ApiResult};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::payload::payload;
use crate::graphql::request::Request;
use crate::graphql::scalar::ModerationRule;

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
pub struct ModerationSettingsQuery;

#[Object]
impl ModerationSettingsQuery {
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
pub struct ModerationSettingsMutation;

#[Object]
impl ModerationSettingsMutation {
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
