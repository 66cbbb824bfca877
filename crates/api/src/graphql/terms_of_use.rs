//! The terms of use, and who has accepted which version.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::terms_of_use as rules;
use store::account_log::AccountEntry;
use store::terms_of_use::TermsAcceptance;

use super::payload::payload;
use super::request::Request;
use crate::auth::invitation::directory;
use crate::auth::terms_version;
use crate::error::ApiResult;

/// A version of the terms of use. It is never changed.
#[derive(SimpleObject)]
pub struct TermsOfUse {
    pub version: i32,
    /// From when it is the current one.
    pub effective_from: DateTime<Utc>,
    /// In Markdown.
    pub text: &'static str,
}

impl From<&'static rules::TermsOfUse> for TermsOfUse {
    fn from(terms: &'static rules::TermsOfUse) -> TermsOfUse {
        TermsOfUse { version: terms.version, effective_from: terms.effective_from(), text: terms.text }
    }
}

/// A version of the terms of use that a person has accepted.
#[derive(SimpleObject)]
pub struct TermsOfUseAcceptance {
    pub version: i32,
    pub accepted_at: DateTime<Utc>,
}

impl From<TermsAcceptance> for TermsOfUseAcceptance {
    fn from(row: TermsAcceptance) -> TermsOfUseAcceptance {
        TermsOfUseAcceptance { version: row.version, accepted_at: row.accepted_at }
    }
}

/// How a person stands with the terms of use.
#[derive(SimpleObject)]
pub struct ViewerTermsOfUse {
    /// What they have accepted, the newest first.
    pub accepted: Vec<TermsOfUseAcceptance>,
    /// The current version, where they have not accepted it.
    pub due: Option<TermsOfUse>,
}

impl ViewerTermsOfUse {
    /// How the person who asks stands.
    pub async fn of(request: &Request) -> ApiResult<Option<ViewerTermsOfUse>> {
        let Some(user) = request.caller.user else { return Ok(None) };
        let tx = directory(&request.app).await?;
        let accepted = TermsAcceptance::of_user(&tx, user).await?;
        tx.commit().await?;
        let current = rules::current(request.now());
        let due = !accepted.iter().any(|row| row.version == current.version);
        Ok(Some(ViewerTermsOfUse {
            accepted: accepted.into_iter().map(Into::into).collect(),
            due: due.then(|| current.into()),
        }))
    }
}

#[derive(Default)]
pub struct TermsOfUseQuery;

#[Object]
impl TermsOfUseQuery {
    /// The current terms of use. Needs no credential.
    async fn terms_of_use(&self, ctx: &Context<'_>) -> ApiResult<TermsOfUse> {
        Ok(rules::current(Request::of(ctx)?.now()).into())
    }
}

/// Terms to accept.
#[derive(InputObject)]
pub struct TermsOfUseAcceptInput {
    /// The current one, as it was read.
    pub version: i32,
}

payload! {
    /// What was accepted, and when it was first.
    TermsOfUseAcceptPayload, TermsOfUseAcceptUserError, TermsOfUseAcceptErrorCode { accepted: TermsOfUseAcceptance }
    errors [TERMS_OUTDATED]
}

#[derive(Default)]
pub struct TermsOfUseMutation;

#[Object]
impl TermsOfUseMutation {
    /// Accepts the current terms of use.
    async fn terms_of_use_accept(
        &self,
        ctx: &Context<'_>,
        input: TermsOfUseAcceptInput,
    ) -> ApiResult<TermsOfUseAcceptPayload> {
        let request = Request::of(ctx)?;
        let user = request.caller.user()?;
        TermsOfUseAcceptPayload::of(async {
            let now = request.now();
            let version = terms_version(input.version, now).map_err(|error| error.at("version"))?;
            request.forget();
            let (tx, via) = (directory(&request.app).await?, &request.sender.via);
            if TermsAcceptance::note(&tx, user, version, via, now).await? {
                let detail = serde_json::json!({ "version": version });
                AccountEntry::write(&tx, user, via, "termsOfUseAccept", detail, now).await?;
            }
            let accepted = TermsAcceptance::of_user(&tx, user).await?;
            tx.commit().await?;
            let accepted = accepted.into_iter().find(|row| row.version == version);
            let accepted = accepted.ok_or_else(|| crate::error::ApiError::internal(&"nothing was noted"))?;
            Ok(TermsOfUseAcceptPayload::done(accepted.into()))
        })
        .await
    }
}
