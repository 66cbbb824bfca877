//! What changes moments.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::MomentId;
use domain::moment as rules;
use domain::moment::{Axes, MomentError};
use domain::permission::Permission;
use domain::state::Step;
use serde_json::json;
use store::audit;
use store::moment::Moment as Row;
use store::moment_import::submit;

use super::{Moment, axes};
use crate::error::{ApiError, ApiResult};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id};
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
    pub title: Option<String>,
    pub body: String,
    /// Stars, 1 to 5.
    pub rating: Option<i16>,
    /// Its page at the source.
    pub permalink: Option<String>,
    #[graphql(default)]
    pub products: Vec<MomentProductInput>,
    /// Now unless given.
    pub published_at: Option<DateTime<Utc>>,
    /// Whether the author must be asked for the right to show it; not unless said.
    pub rights_required: Option<bool>,
}

/// A moment to do something with.
#[derive(InputObject)]
pub struct MomentInput {
    pub moment_id: ID,
}

/// A moment to reject.
#[derive(InputObject)]
pub struct MomentRejectInput {
    pub moment_id: ID,
    pub code: RejectCode,
}

/// Rights an author has given.
#[derive(InputObject)]
pub struct MomentRightsGrantInput {
    pub moment_id: ID,
    /// Now unless given.
    pub starts_at: Option<DateTime<Utc>>,
    /// Never unless given.
    pub ends_at: Option<DateTime<Utc>>,
}

payload! {
    /// The moment as it stands.
    MomentSubmitPayload, MomentSubmitUserError, MomentSubmitErrorCode {
        moment: Moment,
        /// False when a moment of this source and key stood already; it is left as it is.
        created: bool,
    } errors [
        NO_TEXT, EMPTY, TOO_LONG, CONTROL_CHARACTERS, RATING_INVALID, PERMALINK_INVALID, TOO_MANY_PRODUCTS,
        PUBLISHED_AT_OUT_OF_RANGE,
    ]
}
payload! {
    /// The rejected moment.
    MomentRejectPayload, MomentRejectUserError, MomentRejectErrorCode { moment: Moment } errors [WRONG_STATE, ERASED]
}
payload! {
    /// The moment with its rights.
    MomentRightsGrantPayload, MomentRightsGrantUserError, MomentRightsGrantErrorCode { moment: Moment }
    errors [WRONG_STATE, ERASED, RIGHTS_WINDOW_INVALID]
}
payload! {
    /// The moment as it stands.
    MomentApprovePayload, MomentApproveUserError, MomentApproveErrorCode { moment: Moment } errors [WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentFlagPayload, MomentFlagUserError, MomentFlagErrorCode { moment: Moment } errors [WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentHidePayload, MomentHideUserError, MomentHideErrorCode { moment: Moment } errors [WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentShowPayload, MomentShowUserError, MomentShowErrorCode { moment: Moment } errors [WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentErasePayload, MomentEraseUserError, MomentEraseErrorCode { moment: Moment } errors [WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentRightsRequestPayload, MomentRightsRequestUserError, MomentRightsRequestErrorCode { moment: Moment } errors [WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentRightsDeclinePayload, MomentRightsDeclineUserError, MomentRightsDeclineErrorCode { moment: Moment } errors [WRONG_STATE, ERASED]
}
payload! {
    /// The moment as it stands.
    MomentRightsRevokePayload, MomentRightsRevokeUserError, MomentRightsRevokeErrorCode { moment: Moment } errors [WRONG_STATE, ERASED]
}

#[derive(Default)]
pub struct MomentMutation;

#[Object]
impl MomentMutation {
    /// Hands a moment in. It waits for a moderator. The same source and key again changes nothing.
    #[graphql(guard = "Requires(Permission::MomentSubmit)", directive = RequiresScopes::apply(Permission::MomentSubmit))]
    async fn moment_submit(
        &self,
        ctx: &Context<'_>,
        input: MomentSubmitInput,
    ) -> ApiResult<MomentSubmitPayload> {
        let request = Request::of(ctx)?;
        MomentSubmitPayload::of(async {
            let now = request.now();
            let moment = input.read(now).validate(now)?;
            let tx = request.write().await?;
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
            Ok(MomentRejectPayload::done(change(ctx, &input.moment_id, "momentReject", step).await?))
        })
        .await
    }

    /// Notes that the author gave the right to show it.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_rights_grant(
        &self,
        ctx: &Context<'_>,
        input: MomentRightsGrantInput,
    ) -> ApiResult<MomentRightsGrantPayload> {
        MomentRightsGrantPayload::of(async {
            let step =
                |axes: &mut Axes, now| axes.grant_rights(input.starts_at.unwrap_or(now), input.ends_at);
            Ok(MomentRightsGrantPayload::done(
                change(ctx, &input.moment_id, "momentRightsGrant", step).await?,
            ))
        })
        .await
    }

    /// Approves a moment: fit to show.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_approve(&self, ctx: &Context<'_>, input: MomentInput) -> ApiResult<MomentApprovePayload> {
        MomentApprovePayload::of(async {
            let step = |axes: &mut Axes, _| axes.approve();
            Ok(MomentApprovePayload::done(change(ctx, &input.moment_id, "momentApprove", step).await?))
        })
        .await
    }

    /// Flags a moment: somebody should look again.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_flag(&self, ctx: &Context<'_>, input: MomentInput) -> ApiResult<MomentFlagPayload> {
        MomentFlagPayload::of(async {
            let step = |axes: &mut Axes, _| axes.flag();
            Ok(MomentFlagPayload::done(change(ctx, &input.moment_id, "momentFlag", step).await?))
        })
        .await
    }

    /// Puts a moment away; it can come back.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_hide(&self, ctx: &Context<'_>, input: MomentInput) -> ApiResult<MomentHidePayload> {
        MomentHidePayload::of(async {
            let step = |axes: &mut Axes, _| axes.hide();
            Ok(MomentHidePayload::done(change(ctx, &input.moment_id, "momentHide", step).await?))
        })
        .await
    }

    /// Brings a hidden moment back.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_show(&self, ctx: &Context<'_>, input: MomentInput) -> ApiResult<MomentShowPayload> {
        MomentShowPayload::of(async {
            let step = |axes: &mut Axes, _| axes.show();
            Ok(MomentShowPayload::done(change(ctx, &input.moment_id, "momentShow", step).await?))
        })
        .await
    }

    /// Takes a moment away for good, with its words.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_erase(&self, ctx: &Context<'_>, input: MomentInput) -> ApiResult<MomentErasePayload> {
        MomentErasePayload::of(async {
            let step = |axes: &mut Axes, _| axes.erase();
            Ok(MomentErasePayload::done(change(ctx, &input.moment_id, "momentErase", step).await?))
        })
        .await
    }

    /// Notes that the author was asked for the right to show it.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_rights_request(
        &self,
        ctx: &Context<'_>,
        input: MomentInput,
    ) -> ApiResult<MomentRightsRequestPayload> {
        MomentRightsRequestPayload::of(async {
            let step = |axes: &mut Axes, now| axes.request_rights(now);
            Ok(MomentRightsRequestPayload::done(
                change(ctx, &input.moment_id, "momentRightsRequest", step).await?,
            ))
        })
        .await
    }

    /// Notes that the author refused.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_rights_decline(
        &self,
        ctx: &Context<'_>,
        input: MomentInput,
    ) -> ApiResult<MomentRightsDeclinePayload> {
        MomentRightsDeclinePayload::of(async {
            let step = |axes: &mut Axes, _| axes.decline_rights();
            Ok(MomentRightsDeclinePayload::done(
                change(ctx, &input.moment_id, "momentRightsDecline", step).await?,
            ))
        })
        .await
    }

    /// Notes that the author took the right back. Cached pages are dropped.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_rights_revoke(
        &self,
        ctx: &Context<'_>,
        input: MomentInput,
    ) -> ApiResult<MomentRightsRevokePayload> {
        MomentRightsRevokePayload::of(async {
            let step = |axes: &mut Axes, _| axes.revoke_rights();
            Ok(MomentRightsRevokePayload::done(
                change(ctx, &input.moment_id, "momentRightsRevoke", step).await?,
            ))
        })
        .await
    }
}

impl MomentSubmitInput {
    fn read(self, now: DateTime<Utc>) -> rules::NewMoment {
        let rights_required = self.rights_required.unwrap_or(false);
        let creator = |c: MomentCreatorInput| rules::NewCreator { external_id: c.external_id, name: c.name };
        let product = |p: MomentProductInput| rules::NewProductRef {
            external_id: p.external_id,
            title: p.title,
            category: p.category,
        };
        rules::NewMoment {
            kind: self.kind.into(),
            source: self.source.unwrap_or_else(|| SOURCE.to_owned()),
            external_id: self.external_id,
            creator: self.creator.map(creator),
            title: self.title,
            body: self.body,
            rating: self.rating,
            permalink: self.permalink,
            products: self.products.into_iter().map(product).collect(),
            published_at: self.published_at.unwrap_or(now),
            moderation: None,
            rights: if rights_required { rules::Rights::Unrequested } else { rules::Rights::NotRequired },
        }
    }
}

/// Takes one step on a moment's axes; a step already taken changes nothing.
async fn change(
    ctx: &Context<'_>,
    moment: &ID,
    action: &'static str,
    step: impl FnOnce(&mut Axes, DateTime<Utc>) -> Result<Step, MomentError> + Send,
) -> ApiResult<Moment> {
    let request = Request::of(ctx)?;
    let now = request.now();
    let moment: MomentId = id(moment, "momentId")?;
    let tx = request.write().await?;
    let mut row = Row::lock(&tx, moment).await?;
    let before = standing(&row);
    let mut to = axes(&row);
    if !step(&mut to, now)?.is_done() {
        return Ok(row.into());
    }
    if to.visibility == rules::Visibility::Erased {
        row.title = None;
        row.permalink = None;
        row.body = "[erased]".to_owned();
    }
    row.moderation = to.moderation;
    row.reject_code = to.reject_code;
    row.reject_editable = to.reject_editable;
    row.rights = to.rights;
    row.rights_requested_at = to.rights_requested_at;
    row.rights_starts_at = to.rights_starts_at;
    row.rights_ends_at = to.rights_ends_at;
    row.visibility = to.visibility;
    row.disclosure = to.disclosure;
    row.save(&tx).await?;
    audit::change(&tx, action, row.id, before, standing(&row), now).await?;
    request.commit_shown(tx).await?;
    Ok(row.into())
}

/// What the audit log keeps of a moment: where it stands, never what it says.
fn standing(row: &Row) -> serde_json::Value {
    json!({
        "moderation": row.moderation, "rejectCode": row.reject_code, "rights": row.rights,
        "rightsStartsAt": row.rights_starts_at, "rightsEndsAt": row.rights_ends_at, "visibility": row.visibility,
    })
}
