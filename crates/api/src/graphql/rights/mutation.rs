//! What is noted of rights: that somebody was asked, and what they answered.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::MomentId;
use domain::moment::rights::{Evidence, GrantWindow, RIGHTS_REQUESTS_MAX, RightsAnswer, Scope};
use domain::moment::{Axes, MomentError, Rights};
use domain::permission::Permission;
use serde_json::json;
use store::moment::Moment as Moments;
use store::rights::{Revocation, RightsRequest, RightsTerms};
use store::{TenantTx, audit};

use super::{RightsEvidenceInput, RightsScopeInput};
use crate::error::{ApiError, ApiResult};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::moment::{Decided, Moment, standing, told};
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id};

/// That an author is asked for the right to show a moment.
#[derive(InputObject)]
pub struct MomentRightsRequestInput {
    pub moment_id: ID,
    /// The version of the moment this was decided on; whatever stands unless given.
    pub version: Option<String>,
    /// The version of the terms they were shown; the newest unless given.
    pub terms: Option<i32>,
    /// What is asked for.
    pub scope: RightsScopeInput,
    /// The message they were asked by.
    pub evidence: RightsEvidenceInput,
}

/// That an author gave the right to show a moment.
#[derive(InputObject)]
pub struct MomentRightsGrantInput {
    pub moment_id: ID,
    /// The version of the moment this was decided on; whatever stands unless given.
    pub version: Option<String>,
    /// Of what they agreed to: that of the request unless given. Needed where they were never asked.
    pub terms: Option<i32>,
    /// What they gave: what was asked for unless given. Needed where they were never asked.
    pub scope: Option<RightsScopeInput>,
    /// The message they gave it by.
    pub evidence: RightsEvidenceInput,
    /// Now unless given.
    pub starts_at: Option<DateTime<Utc>>,
    /// Never unless given.
    pub ends_at: Option<DateTime<Utc>>,
}

/// That an author said no, or took back what they gave.
#[derive(InputObject)]
pub struct MomentRightsRefusalInput {
    pub moment_id: ID,
    /// The version of the moment this was decided on; whatever stands unless given.
    pub version: Option<String>,
    /// The message they said it by, where there is one.
    pub evidence: Option<RightsEvidenceInput>,
}

payload! {
    /// The moment as it stands.
    MomentRightsRequestPayload, MomentRightsRequestUserError, MomentRightsRequestErrorCode { moment: Moment } errors [
        VERSION_CONFLICT, WRONG_STATE, ERASED, TERMS_MISSING, TERMS_UNKNOWN, TOO_MANY_REQUESTS, MESSAGE_ID_INVALID,
        TEXT_HASH_INVALID, NO_USE, NO_TERRITORY, TOO_MANY_TERRITORIES, TERRITORY_INVALID,
    ]
}
payload! {
    /// The moment with its rights.
    MomentRightsGrantPayload, MomentRightsGrantUserError, MomentRightsGrantErrorCode { moment: Moment } errors [
        VERSION_CONFLICT, WRONG_STATE, ERASED, RIGHTS_WINDOW_INVALID, TERMS_MISSING, TERMS_UNKNOWN, SCOPE_MISSING,
        TOO_MANY_REQUESTS, MESSAGE_ID_INVALID, TEXT_HASH_INVALID, NO_USE, NO_TERRITORY, TOO_MANY_TERRITORIES,
        TERRITORY_INVALID,
    ]
}
payload! {
    /// The moment as it stands.
    MomentRightsDeclinePayload, MomentRightsDeclineUserError, MomentRightsDeclineErrorCode { moment: Moment }
    errors [VERSION_CONFLICT, WRONG_STATE, ERASED, MESSAGE_ID_INVALID, TEXT_HASH_INVALID]
}
payload! {
    /// The moment as it stands.
    MomentRightsRevokePayload, MomentRightsRevokeUserError, MomentRightsRevokeErrorCode { moment: Moment }
    errors [VERSION_CONFLICT, WRONG_STATE, ERASED, MESSAGE_ID_INVALID, TEXT_HASH_INVALID]
}

#[derive(Default)]
pub struct RightsMutation;

#[Object]
impl RightsMutation {
    /// Notes that the author was asked for the right to show a moment: for the first time, again after a request lapsed, or for longer
    /// while a grant stands, which goes on. Who said no is not asked again. A request lapses after 14 days without an answer.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_rights_request(
        &self,
        ctx: &Context<'_>,
        input: MomentRightsRequestInput,
    ) -> ApiResult<MomentRightsRequestPayload> {
        MomentRightsRequestPayload::of(async {
            let (scope, said) = (input.scope.read()?, input.evidence.read()?);
            let what = Said::Asked { terms: input.terms, scope, said };
            let at = (&input.moment_id, input.version.as_deref());
            told!(MomentRightsRequestPayload, note(ctx, at, "momentRightsRequest", what).await?)
        })
        .await
    }

    /// Notes that the author gave the right to show it, asked or not. Another window or scope than the one that stands replaces it. Feeds
    /// show what is granted for WEBSITE in the WORLD, while the window is open.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_rights_grant(
        &self,
        ctx: &Context<'_>,
        input: MomentRightsGrantInput,
    ) -> ApiResult<MomentRightsGrantPayload> {
        MomentRightsGrantPayload::of(async {
            let scope = input.scope.map(RightsScopeInput::read).transpose()?;
            let what = Said::Granted {
                terms: input.terms,
                scope,
                said: input.evidence.read()?,
                starts_at: input.starts_at,
                ends_at: input.ends_at,
            };
            let at = (&input.moment_id, input.version.as_deref());
            told!(MomentRightsGrantPayload, note(ctx, at, "momentRightsGrant", what).await?)
        })
        .await
    }

    /// Notes that the author refused. A grant that stands is not taken back by a refusal to prolong it.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_rights_decline(
        &self,
        ctx: &Context<'_>,
        input: MomentRightsRefusalInput,
    ) -> ApiResult<MomentRightsDeclinePayload> {
        MomentRightsDeclinePayload::of(async {
            let what = Said::Declined(input.evidence.map(RightsEvidenceInput::read).transpose()?);
            let at = (&input.moment_id, input.version.as_deref());
            told!(MomentRightsDeclinePayload, note(ctx, at, "momentRightsDecline", what).await?)
        })
        .await
    }

    /// Notes that the author took the right back: within five seconds it is shown nowhere, and it earns nothing more.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_rights_revoke(
        &self,
        ctx: &Context<'_>,
        input: MomentRightsRefusalInput,
    ) -> ApiResult<MomentRightsRevokePayload> {
        MomentRightsRevokePayload::of(async {
            let what = Said::Revoked(input.evidence.map(RightsEvidenceInput::read).transpose()?);
            let at = (&input.moment_id, input.version.as_deref());
            told!(MomentRightsRevokePayload, note(ctx, at, "momentRightsRevoke", what).await?)
        })
        .await
    }
}

/// What was said, by the brand or by the author.
enum Said {
    Asked {
        terms: Option<i32>,
        scope: Scope,
        said: Evidence,
    },
    Granted {
        terms: Option<i32>,
        scope: Option<Scope>,
        said: Evidence,
        starts_at: Option<DateTime<Utc>>,
        ends_at: Option<DateTime<Utc>>,
    },
    Declined(Option<Evidence>),
    Revoked(Option<Evidence>),
}

/// Notes what was said of the rights to a moment, in a transaction of its own.
async fn note(
    ctx: &Context<'_>,
    (moment, version): (&ID, Option<&str>),
    action: &'static str,
    what: Said,
) -> ApiResult<Decided<Moment>> {
    let request = Request::of(ctx)?;
    let (now, moment): (_, MomentId) = (request.now(), id(moment, "momentId")?);
    let tx = request.write().await?;
    let mut row = Moments::lock(&tx, moment).await?;
    let before = standing(&row);
    let known = History(RightsRequest::of_moments(&tx, &[moment]).await?);
    if known.has(&what, row.rights)? {
        return Ok(Decided::Done(row.into()));
    }
    if version.is_some_and(|version| version != row.version.to_string()) {
        return Ok(Decided::Changed(row.into()));
    }
    let mut to = row.axes();
    let requests = known.say(&tx, (moment, &mut to), what, now).await?;
    row.stand(to);
    row.save(&tx).await?;
    let mut after = standing(&row);
    after["rightsRequest"] = json!(requests);
    audit::change(&tx, action, row.id, before, after, now).await?;
    request.commit_shown(tx).await?;
    Ok(Decided::Done(row.into()))
}

/// What was asked and answered of a moment so far, the oldest first.
struct History(Vec<RightsRequest>);

impl History {
    /// The request an answer is waited for.
    fn open(&self) -> Option<&RightsRequest> {
        self.0.iter().find(|request| request.answer.is_none())
    }

    /// The grant that stands.
    fn granted(&self) -> Option<&RightsRequest> {
        let grant = |request: &&RightsRequest| request.answer == Some(RightsAnswer::Granted);
        self.0.iter().rev().find(grant).filter(|grant| grant.revoked_at.is_none())
    }

    /// Whether this was noted before.
    fn has(&self, what: &Said, rights: Rights) -> ApiResult<bool> {
        Ok(match what {
            Said::Asked { .. } => self.open().is_some(),
            Said::Granted { scope, said, starts_at, ends_at, .. } => {
                let Some(grant) = self.granted().filter(|_| self.open().is_none()) else { return Ok(false) };
                let is_same_scope = match scope {
                    None => true,
                    Some(scope) => grant.scope()?.as_ref() == Some(scope),
                };
                is_same_scope
                    && grant.ends_at == *ends_at
                    && starts_at.is_none_or(|starts| grant.starts_at == Some(starts))
                    && grant.reply_channel == Some(said.channel())
                    && grant.reply_message_id.as_deref() == Some(said.message_id())
                    && grant.reply_text_hash.as_deref() == Some(&said.text_hash()[..])
            }
            Said::Declined(_) => rights == Rights::Declined && self.open().is_none(),
            Said::Revoked(_) => rights == Rights::Revoked,
        })
    }

    /// Writes it down and has the moment stand so. Answers the request it is about, if there is one.
    async fn say(
        self,
        tx: &TenantTx,
        (moment, to): (MomentId, &mut Axes),
        what: Said,
        now: DateTime<Utc>,
    ) -> ApiResult<Option<domain::ids::RightsRequestId>> {
        let mut open = self.open().cloned();
        match what {
            Said::Asked { terms, scope, said } => {
                to.request_rights(now)?;
                self.has_room()?;
                let terms = known_terms(tx, terms, None).await?;
                let request = RightsRequest::ask(tx, moment, terms, (&scope, &said), now).await?;
                Ok(Some(request.id))
            }
            Said::Granted { terms, scope, said, starts_at, ends_at } => {
                let window = GrantWindow::new(starts_at.unwrap_or(now), ends_at)?;
                let last = open.as_ref().or(self.0.last());
                let (asked_terms, asked_scope) =
                    (last.and_then(|last| last.terms), last.map(RightsRequest::scope).transpose()?.flatten());
                let scope = scope.or(asked_scope).ok_or_else(|| {
                    ApiError::refused("SCOPE_MISSING", "they were never asked: say what they gave")
                        .at("scope")
                })?;
                to.grant_rights(Some(window).filter(|_| scope.shows_here()))?;
                let mut request = match open.take() {
                    Some(open) if terms.is_none_or(|terms| open.terms == Some(terms)) => open,
                    // They agreed to another version than the one they were asked to agree to.
                    Some(mut open) => {
                        open.refuse(tx, RightsAnswer::Declined, Some(&said), now).await?;
                        self.unasked(tx, moment, terms, asked_terms).await?
                    }
                    None => self.unasked(tx, moment, terms, asked_terms).await?,
                };
                request.grant(tx, window, (&scope, &said), now).await?;
                Ok(Some(request.id))
            }
            Said::Declined(said) => {
                to.decline_rights()?;
                let mut request = open.ok_or_else(not_asked)?;
                request.refuse(tx, RightsAnswer::Declined, said.as_ref(), now).await?;
                Ok(Some(request.id))
            }
            Said::Revoked(said) => {
                to.revoke_rights()?;
                // Who takes back what they gave does not give more of it.
                if let Some(mut open) = open {
                    open.refuse(tx, RightsAnswer::Declined, said.as_ref(), now).await?;
                }
                let Some(mut grant) = self.granted().cloned() else { return Ok(None) };
                grant.revoke(tx, Revocation { evidence: said.as_ref(), at: now }).await?;
                Ok(Some(grant.id))
            }
        }
    }

    async fn unasked(
        &self,
        tx: &TenantTx,
        moment: MomentId,
        terms: Option<i32>,
        asked: Option<i32>,
    ) -> ApiResult<RightsRequest> {
        self.has_room()?;
        let terms = known_terms(tx, terms, Some(asked)).await?;
        Ok(RightsRequest::unasked(tx, moment, terms))
    }

    fn has_room(&self) -> ApiResult<()> {
        if self.0.len() < RIGHTS_REQUESTS_MAX {
            return Ok(());
        }
        let text =
            format!("the rights to a moment are asked for or given {RIGHTS_REQUESTS_MAX} times at most");
        Err(ApiError::refused("TOO_MANY_REQUESTS", text))
    }
}

fn not_asked() -> ApiError {
    MomentError::Transition { axis: "rights", from: Rights::Granted.as_str(), to: "be declined" }.into()
}

/// The version that is meant: the one that was named; else for a grant (`asked`) that of what was asked before, for a request the
/// newest. Errors: `TERMS_MISSING`, `TERMS_UNKNOWN`.
async fn known_terms(tx: &TenantTx, named: Option<i32>, asked: Option<Option<i32>>) -> ApiResult<i32> {
    let missing = |text: &str| ApiError::refused("TERMS_MISSING", text).at("terms");
    let number = match (named, asked) {
        (Some(number), _) | (None, Some(Some(number))) => number,
        (None, Some(None)) => return Err(missing("they were never asked: say what they agreed to")),
        (None, None) => {
            let newest = RightsTerms::newest(tx).await?;
            return newest.map(|newest| newest.number).ok_or_else(|| missing("publish your terms first"));
        }
    };
    if RightsTerms::find_many(tx, &[number]).await?.is_empty() {
        return Err(ApiError::refused("TERMS_UNKNOWN", "there is no such version of the terms").at("terms"));
    }
    Ok(number)
}
