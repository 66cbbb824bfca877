//! The right to show moments: the terms creators agree to, what they were asked and answered, and the board of it.

mod board;
mod mutation;
mod terms;

pub use board::RightsBoardQuery;
pub use mutation::RightsMutation;
pub use terms::{RightsTermsMutation, RightsTermsQuery};

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::MomentId;
use domain::moment::rights::{
    Evidence, ExpiryNotice, NewScope, RightsChannel as Channel, Scope, lapses_at, phase,
};
use domain::text::hex;
use store::rights::RightsRequest as Row;

use self::terms::{RightsTerms, TermsByNumber};
use super::audit::AuditActor;
use super::batch::all_of;
use super::request::Request;
use super::scalar::{GrantPhase, RightsAnswer, RightsChannel, RightsUse};
use crate::error::{ApiError, ApiResult};

/// What shows that something was said: which message, and what stood in it.
#[derive(SimpleObject)]
pub struct RightsEvidence {
    pub channel: RightsChannel,
    /// The channel's id of the message.
    pub message_id: String,
    /// The SHA-256 of its text, in hexadecimal digits.
    pub text_hash: String,
}

impl RightsEvidence {
    fn of(channel: Option<Channel>, message_id: Option<&str>, hash: Option<&[u8]>) -> Option<RightsEvidence> {
        Some(RightsEvidence {
            channel: channel?.into(),
            message_id: message_id?.to_owned(),
            text_hash: hex(hash?),
        })
    }
}

/// What shows that something was said. The text itself stays where it was said: its SHA-256 proves what it was.
#[derive(InputObject)]
pub struct RightsEvidenceInput {
    pub channel: RightsChannel,
    /// The channel's id of the message: 1 to 200 characters.
    pub message_id: String,
    /// The SHA-256 of its text in UTF-8, as 64 hexadecimal digits.
    pub text_hash: String,
}

impl RightsEvidenceInput {
    fn read(self) -> ApiResult<Evidence> {
        Evidence::new(self.channel.into(), &self.message_id, &self.text_hash)
            .map_err(|error| ApiError::from(error).at("evidence"))
    }
}

/// What a grant covers.
#[derive(SimpleObject)]
pub struct RightsScope {
    /// Where it may be shown.
    pub uses: Vec<RightsUse>,
    /// Two letters of ISO 3166-1 each, or `WORLD` alone.
    pub territories: Vec<String>,
    /// Whether feeds may show it: on the brand's own site, in the world.
    pub shows_here: bool,
}

impl From<Scope> for RightsScope {
    fn from(scope: Scope) -> RightsScope {
        let shows_here = scope.shows_here();
        let named = NewScope::from(scope);
        RightsScope {
            uses: named.uses.into_iter().map(Into::into).collect(),
            territories: named.territories,
            shows_here,
        }
    }
}

/// What is asked for or granted. Nothing that is left out is: feeds show what is granted for WEBSITE in the WORLD.
#[derive(InputObject)]
pub struct RightsScopeInput {
    pub uses: Vec<RightsUse>,
    /// Two letters of ISO 3166-1 each, at most 100, or `WORLD` alone.
    pub territories: Vec<String>,
}

impl RightsScopeInput {
    fn read(self) -> ApiResult<Scope> {
        let uses = self.uses.into_iter().map(Into::into).collect();
        let scope = NewScope { uses, territories: self.territories };
        scope
            .try_into()
            .map_err(|error: domain::moment::rights::RightsError| ApiError::from(error).at("scope"))
    }
}

/// How many days before its end a grant is called UPCOMING; the standard unless given.
fn notice(days: Option<i32>) -> ApiResult<ExpiryNotice> {
    let Some(days) = days else { return Ok(ExpiryNotice::default()) };
    ExpiryNotice::new(days.into()).map_err(|error| ApiError::from(error).at("noticeDays"))
}

/// One asking for the right to show a moment, and what came of it; or a grant that nobody asked for.
pub struct RightsRequest(pub Row);

#[Object]
impl RightsRequest {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// What the author is asked to agree to; null for what was noted before there were terms.
    async fn terms(&self, ctx: &Context<'_>) -> ApiResult<Option<RightsTerms>> {
        let Some(number) = self.0.terms else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<TermsByNumber>(number).await?.map(RightsTerms))
    }
    /// When they were asked; null where they came by themselves.
    async fn requested_at(&self) -> Option<DateTime<Utc>> {
        self.0.requested_at
    }
    async fn requested_by(&self) -> Option<AuditActor> {
        named(self.0.requested_by.as_deref())
    }
    /// How they were asked.
    async fn evidence(&self) -> Option<RightsEvidence> {
        let row = &self.0;
        RightsEvidence::of(row.channel, row.message_id.as_deref(), row.text_hash.as_deref())
    }
    /// What is asked for; of a grant what is granted.
    async fn scope(&self) -> ApiResult<Option<RightsScope>> {
        Ok(self.0.scope()?.map(Into::into))
    }
    /// When it lapses, as long as it is waited for.
    async fn lapses_at(&self) -> Option<DateTime<Utc>> {
        self.0.requested_at.filter(|_| self.0.answer.is_none()).map(lapses_at)
    }
    /// Null while it is waited for.
    async fn answer(&self) -> Option<RightsAnswer> {
        self.0.answer.map(Into::into)
    }
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.0.answered_at
    }
    /// Who noted it.
    async fn answered_by(&self) -> Option<AuditActor> {
        named(self.0.answered_by.as_deref())
    }
    /// How they answered.
    async fn reply(&self) -> Option<RightsEvidence> {
        let row = &self.0;
        RightsEvidence::of(row.reply_channel, row.reply_message_id.as_deref(), row.reply_text_hash.as_deref())
    }
    /// From when the grant holds.
    async fn starts_at(&self) -> Option<DateTime<Utc>> {
        self.0.starts_at
    }
    /// At this instant it holds no more; null for one that never ends.
    async fn ends_at(&self) -> Option<DateTime<Utc>> {
        self.0.ends_at
    }
    /// Where the grant stands in its window, whether or not another followed; null where there is none, or it was taken back.
    async fn phase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many days before its end it is UPCOMING, 1 to 90; 14 unless given.")]
        notice_days: Option<i32>,
    ) -> ApiResult<Option<GrantPhase>> {
        let (notice, now) = (notice(notice_days)?, Request::of(ctx)?.now());
        let starts = self.0.starts_at.filter(|_| self.0.revoked_at.is_none());
        Ok(starts.map(|starts| phase(starts, self.0.ends_at, notice, now).into()))
    }
    /// When it was taken back.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
    /// Who noted that.
    async fn revoked_by(&self) -> Option<AuditActor> {
        named(self.0.revoked_by.as_deref())
    }
    /// How it was taken back.
    async fn revocation(&self) -> Option<RightsEvidence> {
        let row = &self.0;
        RightsEvidence::of(
            row.revocation_channel,
            row.revocation_message_id.as_deref(),
            row.revocation_text_hash.as_deref(),
        )
    }
}

/// Whom a label of the audit log means; none where nobody was noted.
fn named(label: Option<&str>) -> Option<AuditActor> {
    label.filter(|label| !label.is_empty()).map(AuditActor::of)
}

all_of!(
    /// What the authors of moments were asked and answered, in order.
    RightsOfMoment: MomentId => Row, Row::of_moments, moment_id
);
