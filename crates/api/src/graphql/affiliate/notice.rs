//! What an affiliate is told by e-mail, and what they do without.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::notice::Cause;
use store::account_log::AccountEntry;
use store::affiliate as row;
use store::mail::Mail;

use crate::auth::invitation::directory;
use crate::error::{ApiError, ApiResult};
use crate::graphql::connection::keyed;
use crate::graphql::guard::AsAffiliate;
use crate::graphql::payload::payload;
use crate::graphql::request::Request;
use crate::graphql::scalar::{MailState, NoticeCause};

/// A notice by e-mail.
pub struct AffiliateNotice(pub Mail);
keyed!(AffiliateNotice);

#[Object]
impl AffiliateNotice {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.0.tenant_id.into()
    }
    async fn cause(&self) -> NoticeCause {
        self.0.cause.into()
    }
    async fn subject(&self) -> &str {
        &self.0.subject
    }
    /// As plain text.
    async fn text(&self) -> &str {
        &self.0.body_text
    }
    /// Whether it has left.
    async fn state(&self) -> MailState {
        self.0.state.into()
    }
    async fn sent_at(&self) -> Option<DateTime<Utc>> {
        self.0.sent_at
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// Causes an affiliate does without; words of an older version are left out.
pub async fn off(request: &Request) -> ApiResult<Vec<NoticeCause>> {
    let affiliate = request.caller.affiliate()?.affiliate();
    let tx = directory(&request.app).await?;
    let off = row::Affiliate::mail_off(&tx, affiliate).await?;
    tx.commit().await?;
    Ok(off.iter().filter_map(|word| word.parse::<Cause>().ok()).map(Into::into).collect())
}

/// Notices to do without.
#[derive(InputObject)]
pub struct NoticePreferencesSetInput {
    /// All of them; those that are not named are sent from now on.
    pub off: Vec<NoticeCause>,
}

payload! {
    /// What is off now.
    NoticePreferencesSetPayload, NoticePreferencesSetUserError, NoticePreferencesSetErrorCode {
        off: Vec<NoticeCause>,
    } errors [NOT_OPTIONAL]
}

#[derive(Default)]
pub struct NoticeMutation;

#[Object]
impl NoticeMutation {
    /// Says which notices by e-mail the calling affiliate does without. What keeps money from them is always sent.
    #[graphql(guard = "AsAffiliate")]
    async fn notice_preferences_set(
        &self,
        ctx: &Context<'_>,
        input: NoticePreferencesSetInput,
    ) -> ApiResult<NoticePreferencesSetPayload> {
        let request = Request::of(ctx)?;
        NoticePreferencesSetPayload::of(async {
            let mut causes: Vec<Cause> = input.off.iter().map(|cause| (*cause).into()).collect();
            causes.sort_unstable();
            causes.dedup();
            if let Some(needed) = causes.iter().find(|cause| !cause.optional()) {
                let text = format!("{needed} keeps money from you and is always sent");
                return Err(ApiError::refused("NOT_OPTIONAL", text).at("off"));
            }
            request.forget();
            let affiliate = request.caller.affiliate()?.affiliate();
            let words: Vec<String> = causes.iter().map(ToString::to_string).collect();
            let (tx, user) = (directory(&request.app).await?, request.caller.user()?);
            let before = row::Affiliate::mail_off(&tx, affiliate).await?;
            row::Affiliate::set_mail_off(&tx, affiliate, &words).await?;
            let (via, told) = (&request.sender.via, serde_json::json!({ "before": before, "after": words }));
            AccountEntry::write(&tx, user, via, "noticePreferencesSet", told, request.now()).await?;
            tx.commit().await?;
            Ok(NoticePreferencesSetPayload::done(causes.into_iter().map(Into::into).collect()))
        })
        .await
    }
}
