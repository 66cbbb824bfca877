//! What the authors of moments want: how it is known, what a person says instead, and when in the day who wants what.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::MomentId;
use domain::permission::Permission;
use serde_json::json;
use store::moment::Moment as Row;
use store::moment_intent as rows;
use store::{TenantScope, audit};

use super::Moment;
use crate::error::{ApiError, ApiResult, Kind};
use crate::graphql::audit::AuditActor;
use crate::graphql::batch::Edge;
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::moderation::{TextSpan, Texts, period};
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id};
use crate::graphql::scalar::Intent;

/// How it is known what the author of a moment wants.
pub struct MomentIntent {
    /// The row.
    pub row: rows::MomentIntent,
    /// What the moment says.
    pub texts: Arc<Texts>,
}

#[Object]
impl MomentIntent {
    /// What was read; NONE where nobody is sure enough to say.
    async fn read(&self) -> Intent {
        self.row.read.into()
    }
    /// Whether that NONE is for want of certainty.
    async fn abstained(&self) -> bool {
        self.row.abstained
    }
    /// How sure, per mille.
    async fn confidence(&self) -> i32 {
        self.row.confidence
    }
    /// Where it stands in what the moment says.
    async fn evidence(&self) -> ApiResult<Vec<TextSpan>> {
        Ok(self.row.places()?.into_iter().filter_map(|span| self.texts.place(span)).collect())
    }
    /// The rule or the model that read it, with its version.
    async fn version(&self) -> &str {
        &self.row.version
    }
    async fn read_at(&self) -> DateTime<Utc> {
        self.row.read_at
    }
    /// Who said otherwise. What they said is `Moment.intent`.
    async fn set_by(&self) -> Option<AuditActor> {
        self.row.set_by.as_deref().map(AuditActor::of)
    }
    async fn set_at(&self) -> Option<DateTime<Utc>> {
        self.row.set_at
    }
}

/// What was read of moments.
pub struct IntentOfMoment;

impl Edge for IntentOfMoment {
    type Key = MomentId;
    type Value = rows::MomentIntent;

    async fn load(
        request: &Request,
        keys: Vec<MomentId>,
    ) -> ApiResult<HashMap<MomentId, rows::MomentIntent>> {
        let read = rows::MomentIntent::of_moments(&*request.read()?, &keys).await?;
        Ok(read.into_iter().map(|row| (row.moment_id, row)).collect())
    }
}

/// Moments of an hour of the day, by what their authors want.
#[derive(SimpleObject)]
pub struct IntentHour {
    /// 0 to 23, by the clocks of the time zone asked for.
    pub hour: i32,
    /// Null for moments that nobody has read.
    pub intent: Option<Intent>,
    pub moments: i32,
}

#[derive(Default)]
pub struct IntentQuery;

#[Object]
impl IntentQuery {
    /// Intents over the day: how many moments published in a period want what, by the hour of their publication. The last thirty days
    /// unless given, a year at most. Hours without moments are left out.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn intents_over_the_day(
        &self,
        ctx: &Context<'_>,
        from: Option<DateTime<Utc>>,
        to: Option<DateTime<Utc>>,
        #[graphql(desc = "As Europe/Berlin; UTC unless given.")] time_zone: Option<String>,
    ) -> ApiResult<Vec<IntentHour>> {
        let request = Request::of(ctx)?;
        let (from, to) = period(from, to, request.now())?;
        let zone = time_zone.as_deref().unwrap_or("UTC");
        let zone = domain::calendar::zone_name(zone).ok_or_else(|| {
            ApiError::new(
                Kind::Malformed,
                "TIME_ZONE_UNKNOWN",
                "no such time zone; they look like Europe/Berlin",
            )
        })?;
        let hours = rows::by_hour(&*request.read()?, from, to, zone).await?;
        let shown = |row: rows::IntentHour| IntentHour {
            hour: row.hour,
            intent: row.intent.map(Into::into),
            moments: i32::try_from(row.moments).unwrap_or(i32::MAX),
        };
        Ok(hours.into_iter().map(shown).collect())
    }
}

/// What a person says that the author of a moment wants.
#[derive(InputObject)]
pub struct MomentIntentSetInput {
    pub moment_id: ID,
    /// Null: what was read counts again.
    pub intent: Option<Intent>,
}

payload! {
    /// The moment with its intent.
    MomentIntentSetPayload, MomentIntentSetUserError, MomentIntentSetErrorCode { moment: Moment } errors [ERASED]
}

#[derive(Default)]
pub struct MomentIntentMutation;

#[Object]
impl MomentIntentMutation {
    /// Says what the author of a moment wants, where it was read wrongly. It stays so when the moment is changed.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_intent_set(
        &self,
        ctx: &Context<'_>,
        input: MomentIntentSetInput,
    ) -> ApiResult<MomentIntentSetPayload> {
        let request = Request::of(ctx)?;
        MomentIntentSetPayload::of(async {
            let now = request.now();
            let moment: MomentId = id(&input.moment_id, "momentId")?;
            let tx = request.write().await?;
            let mut row = Row::lock(&tx, moment).await?;
            if row.visibility == domain::moment::Visibility::Erased {
                return Err(domain::moment::MomentError::Erased.into());
            }
            let texts = (row.title.as_deref(), row.body.as_str());
            let mut read = match rows::MomentIntent::of_moments(&tx, &[moment]).await?.pop() {
                Some(read) => read,
                None => rows::MomentIntent::read(tx.tenant(), moment, row.kind, texts, now)?,
            };
            let wanted = input.intent.map(Into::into);
            let (was, is) = (row.intent, wanted.unwrap_or(read.read));
            let is_said = wanted.is_some();
            if was != Some(is) || read.set_by.is_some() != is_said {
                read.set_by = is_said.then(|| tx.ctx().actor().label());
                read.set_at = is_said.then_some(now);
                read.save(&tx).await?;
                row.intent = Some(is);
                row.save(&tx).await?;
                let (before, after) = (json!({ "intent": was }), json!({ "intent": is, "said": is_said }));
                audit::change(&tx, "momentIntentSet", row.id, before, after, now).await?;
                request.commit_shown(tx).await?;
            }
            Ok(MomentIntentSetPayload::done(row.into()))
        })
        .await
    }
}
