//! What changes moments.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::buyer_token::buyer_of;
use domain::feed::LanguageError;
use domain::moment as rules;
use domain::moment::Axes;
use domain::permission::Permission;
use serde_json::json;
use store::moment::Moment as Row;
use store::moment_import::submit;
use store::moment_source::MomentSource;
use store::{TenantTx, audit};

use super::Moment;
use super::change::{change, told};
use crate::error::{ApiError, ApiResult};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, ids, maybe_id};
use crate::graphql::scalar::{MomentKind, RejectCode};

/// The source of moments that name none.
const SOURCE: &str = "api";

/// Who wrote a moment.
#[derive(InputObject)]
pub struct MomentCreatorInput {
    /// The source's id of them, unique in the tenant.
    pub external_id: String,
    pub name: String,
}

/// A product a moment is about; made when it is not known yet.
#[derive(InputObject)]
pub struct MomentProductInput {
    /// The brand's own key.
    pub external_id: String,
    /// Its title, for a product not known yet.
    pub title: Option<String>,
    pub category: Option<String>,
}

/// A moment to hand in.
#[derive(InputObject)]
pub struct MomentSubmitInput {
    pub kind: MomentKind,
    /// Where it comes from; `api` unless given.
    pub source: Option<String>,
    /// Its key there; unique with the source.
    pub external_id: String,
    pub creator: Option<MomentCreatorInput>,
    /// Your own key of the customer who wrote it, as your sales name them: what they bought makes them a verified buyer. Not with
    /// a publishable key, which anybody may hold: there `customerToken` says who they are.
    pub customer: Option<String>,
    /// What `buyerToken` gave your server for the customer whose page hands this in.
    pub customer_token: Option<String>,
    pub title: Option<String>,
    pub body: String,
    /// Stars, 1 to 5.
    pub rating: Option<i16>,
    /// Its page at the source.
    pub permalink: Option<String>,
    /// Its language, as `en` or `en-GB`, where it is known.
    pub language: Option<String>,
    #[graphql(default)]
    pub products: Vec<MomentProductInput>,
    /// The question that an ANSWER is to. A publishable key answers one that is public.
    pub question: Option<ID>,
    /// Its images and videos, in order: ids that `POST /v1/media` has answered, which no other moment has. At most 10. A moment that has
    /// any waits for a person, whatever the rules say.
    #[graphql(default)]
    pub media: Vec<ID>,
    /// Now unless given.
    pub published_at: Option<DateTime<Utc>>,
    /// Whether the author must be asked for the right to show it; not unless said.
    pub rights_required: Option<bool>,
}

/// A moment to do something with.
#[derive(InputObject)]
pub struct MomentInput {
    pub moment_id: ID,
    /// The version the decision was made on, as `Moment.version` says it: one that has changed since is left as it is
    /// (`VERSION_CONFLICT`, with the moment as it stands now). Whatever stands is decided about unless given.
    pub version: Option<String>,
    /// What is said of a decision, to colleagues: a line of at most 500 characters.
    pub note: Option<String>,
}

/// A moment to reject.
#[derive(InputObject)]
pub struct MomentRejectInput {
    pub moment_id: ID,
    /// As in `MomentInput`.
    pub version: Option<String>,
    pub code: RejectCode,
    /// As in `MomentInput`.
    pub note: Option<String>,
}

payload! {
    /// The moment as it stands.
    MomentSubmitPayload, MomentSubmitUserError, MomentSubmitErrorCode {
        moment: Moment,
        /// False when a moment of this source and key stood already; it is left as it is.
        created: bool,
    } errors [
        NO_TEXT, EMPTY, TOO_LONG, CONTROL_CHARACTERS, RATING_INVALID, PERMALINK_INVALID, TOO_MANY_PRODUCTS,
        PUBLISHED_AT_OUT_OF_RANGE, LANGUAGE_INVALID, CUSTOMER_NOT_TRUSTED, CUSTOMER_TOKEN_INVALID,
        TOO_MANY_MEDIA, MEDIA_TWICE,
        NOT_AN_ANSWER, NOT_A_QUESTION, SOURCE_TAKEN,
    ]
}
payload! {
    /// The rejected moment.
    MomentRejectPayload, MomentRejectUserError, MomentRejectErrorCode { moment: Moment } errors [CLAIMED_BY_OTHER, NOTE_INVALID, VERSION_CONFLICT, WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentApprovePayload, MomentApproveUserError, MomentApproveErrorCode { moment: Moment } errors [CLAIMED_BY_OTHER, NOTE_INVALID, VERSION_CONFLICT, WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentFlagPayload, MomentFlagUserError, MomentFlagErrorCode { moment: Moment } errors [CLAIMED_BY_OTHER, NOTE_INVALID, VERSION_CONFLICT, WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentHidePayload, MomentHideUserError, MomentHideErrorCode { moment: Moment } errors [VERSION_CONFLICT, WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentShowPayload, MomentShowUserError, MomentShowErrorCode { moment: Moment } errors [VERSION_CONFLICT, WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentErasePayload, MomentEraseUserError, MomentEraseErrorCode { moment: Moment } errors [VERSION_CONFLICT, WRONG_STATE, ERASED]
}

payload! {
    /// The moment, which waits for a moderator again.
    MomentReopenPayload, MomentReopenUserError, MomentReopenErrorCode { moment: Moment }
    errors [CLAIMED_BY_OTHER, NOTE_INVALID, VERSION_CONFLICT, ERASED]
}

#[derive(Default)]
pub struct MomentMutation;

#[Object]
impl MomentMutation {
    /// Hands a moment in. It waits for a moderator, unless the tenant lets its rules decide (`moderationSettings`). The same
    /// source and key again changes nothing.
    #[graphql(guard = "Requires(Permission::MomentSubmit)", directive = RequiresScopes::apply(Permission::MomentSubmit))]
    async fn moment_submit(
        &self,
        ctx: &Context<'_>,
        input: MomentSubmitInput,
    ) -> ApiResult<MomentSubmitPayload> {
        let request = Request::of(ctx)?;
        MomentSubmitPayload::of(async {
            let now = request.now();
            let customer = customer(request, input.customer.as_deref(), input.customer_token.as_deref())?;
            let moment = rules::NewMoment { customer, ..input.read(now)? }.validate(now)?;
            let tx = request.write().await?;
            may_name(&tx, request, &moment).await?;
            let outcome = submit(&tx, std::slice::from_ref(&moment), now).await?.into_iter().next();
            let outcome = outcome.ok_or_else(|| ApiError::internal(&"nothing came of a moment"))?;
            if outcome.created {
                audit::write(&tx, "momentSubmit", outcome.id, json!({ "source": moment.source }), now)
                    .await?;
            }
            request.commit_shown(tx).await?;
            let row = Row::find(&*request.read()?, outcome.id).await?;
            Ok(MomentSubmitPayload::done(row.into(), outcome.created))
        })
        .await
    }

    /// Rejects a moment, and says why.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_reject(
        &self,
        ctx: &Context<'_>,
        input: MomentRejectInput,
    ) -> ApiResult<MomentRejectPayload> {
        MomentRejectPayload::of(async {
            let code = input.code.into();
            let step = |axes: &mut Axes, _| axes.reject(code);
            let at = (&input.moment_id, input.version.as_deref(), input.note.as_deref());
            told!(MomentRejectPayload, change(ctx, at, "momentReject", step).await?)
        })
        .await
    }

    /// Approves a moment: fit to show.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_approve(&self, ctx: &Context<'_>, input: MomentInput) -> ApiResult<MomentApprovePayload> {
        MomentApprovePayload::of(async {
            let step = |axes: &mut Axes, _| axes.approve();
            let at = (&input.moment_id, input.version.as_deref(), input.note.as_deref());
            told!(MomentApprovePayload, change(ctx, at, "momentApprove", step).await?)
        })
        .await
    }

    /// Takes a decision back: the moment waits for a moderator again.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_reopen(&self, ctx: &Context<'_>, input: MomentInput) -> ApiResult<MomentReopenPayload> {
        MomentReopenPayload::of(async {
            let step = |axes: &mut Axes, _| axes.reopen();
            let at = (&input.moment_id, input.version.as_deref(), input.note.as_deref());
            told!(MomentReopenPayload, change(ctx, at, "momentReopen", step).await?)
        })
        .await
    }

    /// Flags a moment: somebody should look again.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_flag(&self, ctx: &Context<'_>, input: MomentInput) -> ApiResult<MomentFlagPayload> {
        MomentFlagPayload::of(async {
            let step = |axes: &mut Axes, _| axes.flag();
            let at = (&input.moment_id, input.version.as_deref(), input.note.as_deref());
            told!(MomentFlagPayload, change(ctx, at, "momentFlag", step).await?)
        })
        .await
    }

    /// Puts a moment away; it can come back.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_hide(&self, ctx: &Context<'_>, input: MomentInput) -> ApiResult<MomentHidePayload> {
        MomentHidePayload::of(async {
            let step = |axes: &mut Axes, _| axes.hide();
            let at = (&input.moment_id, input.version.as_deref(), input.note.as_deref());
            told!(MomentHidePayload, change(ctx, at, "momentHide", step).await?)
        })
        .await
    }

    /// Brings a hidden moment back.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_show(&self, ctx: &Context<'_>, input: MomentInput) -> ApiResult<MomentShowPayload> {
        MomentShowPayload::of(async {
            let step = |axes: &mut Axes, _| axes.show();
            let at = (&input.moment_id, input.version.as_deref(), input.note.as_deref());
            told!(MomentShowPayload, change(ctx, at, "momentShow", step).await?)
        })
        .await
    }

    /// Takes a moment away for good, with its words.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_erase(&self, ctx: &Context<'_>, input: MomentInput) -> ApiResult<MomentErasePayload> {
        MomentErasePayload::of(async {
            let step = |axes: &mut Axes, _| axes.erase();
            let at = (&input.moment_id, input.version.as_deref(), input.note.as_deref());
            told!(MomentErasePayload, change(ctx, at, "momentErase", step).await?)
        })
        .await
    }
}

/// Who wrote what is handed in, as far as that is to be believed: a page's key needs the brand's word for it.
///
/// Errors: `CUSTOMER_NOT_TRUSTED`, `CUSTOMER_TOKEN_INVALID`.
fn customer(request: &Request, named: Option<&str>, token: Option<&str>) -> ApiResult<Option<String>> {
    if named.is_some() && !request.may(Permission::MomentModerate) {
        let text = "a publishable key says who wrote it by customerToken";
        return Err(ApiError::refused("CUSTOMER_NOT_TRUSTED", text).at("customer"));
    }
    let Some(token) = token else { return Ok(named.map(str::to_owned)) };
    let (key, tenant) = (request.app.secrets.click_key(), request.caller.tenant()?.tenant());
    let told = buyer_of(&key, tenant, token, request.now());
    match told {
        Some(told) if named.is_none_or(|named| named == told) => Ok(Some(told)),
        _ => {
            let text = "the token is not one of this tenant's for this customer, or no longer good";
            Err(ApiError::refused("CUSTOMER_TOKEN_INVALID", text).at("customerToken"))
        }
    }
}

/// Whether the caller may name the question and the source of a moment.
///
/// Errors: `NOT_FOUND`, `NOT_A_QUESTION`; `SOURCE_TAKEN` for a source that comes in by its own door, named by who could be anybody.
async fn may_name(tx: &TenantTx, request: &Request, moment: &rules::NewMoment) -> ApiResult<()> {
    let is_public = !request.may(Permission::MomentRead);
    if let Some(question) = moment.question {
        let row = Row::find_many(tx, &[question]).await?.pop();
        let row = row.filter(|row| !is_public || row.axes().publishable(request.now()));
        let row = row.ok_or_else(|| ApiError::not_found("question").at("question"))?;
        if row.kind != rules::MomentKind::Question || row.visibility == rules::Visibility::Erased {
            return Err(ApiError::from(rules::MomentError::NotAQuestion).at("question"));
        }
    }
    if is_public && moment.source != SOURCE && MomentSource::is_name(tx, &moment.source).await? {
        let text = "moments of this source come in from the source alone";
        return Err(ApiError::refused("SOURCE_TAKEN", text).at("source"));
    }
    Ok(())
}

impl MomentSubmitInput {
    fn read(self, now: DateTime<Utc>) -> ApiResult<rules::NewMoment> {
        let rights_required = self.rights_required.unwrap_or(false);
        let creator = |c: MomentCreatorInput| rules::NewCreator { external_id: c.external_id, name: c.name };
        let product = |p: MomentProductInput| rules::NewProductRef {
            external_id: p.external_id,
            title: p.title,
            category: p.category,
        };
        let language = self.language.map(|text| text.parse()).transpose();
        let language = language.map_err(|error: LanguageError| {
            ApiError::refused("LANGUAGE_INVALID", error.to_string()).at("language")
        })?;
        Ok(rules::NewMoment {
            kind: self.kind.into(),
            source: self.source.unwrap_or_else(|| SOURCE.to_owned()),
            external_id: self.external_id,
            creator: self.creator.map(creator),
            customer: None,
            title: self.title,
            body: self.body,
            rating: self.rating,
            permalink: self.permalink,
            language,
            products: self.products.into_iter().map(product).collect(),
            published_at: self.published_at.unwrap_or(now),
            media: ids(&self.media, "media")?,
            question: maybe_id(self.question.as_ref(), "question")?,
            moderation: None,
            rights: if rights_required { rules::Rights::Unrequested } else { rules::Rights::NotRequired },
        })
    }
}
