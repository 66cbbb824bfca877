//! What a moment says is changed: what it said stays, and what it says now is read by the rules again.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::MomentId;
use domain::moderation::{Edit, EditContent, Outcome};
use domain::moment as rules;
use domain::permission::Permission;
use domain::state::Step;
use serde_json::json;
use store::media::Media;
use store::moderation::{self, Because, Case, Revision};
use store::moment::Moment as Row;
use store::moment_hashtag::MomentHashtag;
use store::moment_intent::MomentIntent;
use store::moment_words;
use store::{TenantScope, TenantTx, audit};

use super::{Moment, standing};
use crate::error::{ApiError, ApiResult};
use crate::graphql::audit::AuditActor;
use crate::graphql::batch::all_of;
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id};

/// What a moment said before it was changed.
pub struct MomentRevision(pub Revision);

#[Object]
impl MomentRevision {
    /// From 1.
    async fn revision(&self) -> i32 {
        self.0.revision
    }
    async fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }
    async fn body(&self) -> &str {
        &self.0.body
    }
    async fn rating(&self) -> Option<i16> {
        self.0.rating
    }
    /// Until when it stood so.
    async fn replaced_at(&self) -> DateTime<Utc> {
        self.0.replaced_at
    }
    /// Who changed it.
    async fn replaced_by(&self) -> AuditActor {
        AuditActor::of(&self.0.replaced_by)
    }
}

all_of!(
    /// What a moment said before, in order.
    RevisionsOfMoment: MomentId => Revision, Revision::of_moments, moment_id
);

/// What a moment says from now on: all of it is said anew.
#[derive(InputObject)]
pub struct MomentEditInput {
    pub moment_id: ID,
    /// The revision this was made from, as `moderationCase.revision` says it; 1 for what was never changed.
    pub revision: i32,
    pub title: Option<String>,
    pub body: String,
    /// Stars, 1 to 5.
    pub rating: Option<i16>,
}

payload! {
    /// The moment as it stands.
    MomentEditPayload, MomentEditUserError, MomentEditErrorCode { moment: Moment } errors [
        EDIT_STALE, TOO_MANY_EDITS, NO_TEXT, EMPTY, TOO_LONG, CONTROL_CHARACTERS, RATING_INVALID, WRONG_STATE, ERASED,
    ]
}

#[derive(Default)]
pub struct MomentEditMutation;

#[Object]
impl MomentEditMutation {
    /// Changes what a moment says, as its author wants it. Other words are looked at again, as if they had just come in; other stars alone
    /// are not. A moment that was rejected for good cannot be changed. The same again changes nothing.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_edit(&self, ctx: &Context<'_>, input: MomentEditInput) -> ApiResult<MomentEditPayload> {
        let request = Request::of(ctx)?;
        MomentEditPayload::of(async {
            let moment: MomentId = id(&input.moment_id, "momentId")?;
            let tx = request.write().await?;
            let row = Row::lock(&tx, moment).await?;
            let case = Case::lock_many(&tx, &[moment]).await?.pop();
            let row = edit(&tx, row, case, input, request.now()).await?;
            request.commit_shown(tx).await?;
            Ok(MomentEditPayload::done(row.into()))
        })
        .await
    }
}

async fn edit(
    tx: &TenantTx,
    mut row: Row,
    case: Option<Case>,
    input: MomentEditInput,
    now: DateTime<Utc>,
) -> ApiResult<Row> {
    if row.visibility == rules::Visibility::Erased {
        return Err(rules::MomentError::Erased.into());
    }
    let creator = match row.creator_id {
        Some(id) => store::creator::Creator::find_many(tx, &[id]).await?.pop(),
        None => None,
    };
    let new = as_handed_in(&row, creator.as_ref(), input.title, input.body, input.rating).validate(now)?;
    let stands = Edit {
        version: case.as_ref().map_or(1, |case| case.revision),
        content: content(row.title.as_deref(), &row.body),
        rating: row.rating,
        at: row.created_at,
    };
    let (next, step) = stands
        .next(input.revision, content(new.title.as_deref(), &new.body), new.rating, now)
        .map_err(|error| ApiError::from(error).at("revision"))?;
    if step == Step::Already {
        return Ok(row);
    }
    let before = standing(&row);
    let kept = Revision {
        tenant_id: tx.tenant(),
        moment_id: row.id,
        revision: stands.version,
        title: row.title.take(),
        body: std::mem::take(&mut row.body),
        rating: row.rating,
        replaced_at: now,
        replaced_by: tx.ctx().actor().label(),
    };
    kept.insert(tx).await?;
    if new.rating < row.rating {
        row.rating_fell_at = Some(now);
    }
    row.title = new.title.clone();
    row.body = new.body.clone();
    row.rating = new.rating;
    let hashtags = MomentHashtag::all_in(tx.tenant(), row.id, new.title.as_deref(), &new.body);
    MomentHashtag::replace(tx, row.id, &hashtags).await?;
    moment_words::write(tx, &[&row]).await?;
    let changes = stands.changes(&next);
    if changes.needs_moderation {
        read_again(tx, &mut row, case, &new, now).await?;
    } else {
        row.save(tx).await?;
        if let Some(mut case) = case {
            case.revision = next.version;
            case.save(tx).await?;
        }
    }
    let says = json!({ "revision": next.version, "title": changes.title, "body": changes.body, "rating": changes.rating });
    audit::change(
        tx,
        "momentEdit",
        row.id,
        before,
        json!({ "stands": standing(&row), "changed": says }),
        now,
    )
    .await?;
    Ok(row)
}

/// Has the rules read what it says now, and the intents' model.
async fn read_again(
    tx: &TenantTx,
    row: &mut Row,
    case: Option<Case>,
    new: &rules::NewMoment,
    now: DateTime<Utc>,
) -> ApiResult<()> {
    let (mut case, outcome) = moderation::judge_again(tx, new, row, case.as_ref(), now).await?;
    let has_media = !Media::of_moments(tx, &[row.id]).await?.is_empty();
    let (was, mut to) = (row.moderation, row.axes());
    to.edited()?;
    match outcome {
        // No rule sees pictures: a person does.
        Outcome::Approve if has_media => Step::Already,
        Outcome::Approve => to.approve()?,
        Outcome::Reject { code, .. } => to.reject(code)?,
        Outcome::Queue => Step::Already,
    };
    row.stand(to);
    let intent = MomentIntent::read(tx.tenant(), row.id, row.kind, (row.title.as_deref(), &row.body), now)?;
    row.intent = intent.read_again(tx, row.intent).await?;
    row.save(tx).await?;
    if row.moderation == was && was == rules::Moderation::Pending {
        // It waited, and waits: nothing was decided.
        return Ok(case.save(tx).await?);
    }
    Ok(moderation::decide(tx, row, Some(&mut case), Because::Edit(&outcome), now).await?)
}

fn content(title: Option<&str>, body: &str) -> EditContent {
    EditContent { title: title.map(str::to_owned), body: body.to_owned(), media: Vec::new() }
}

/// The moment as whoever wrote it would hand it in now.
fn as_handed_in(
    row: &Row,
    creator: Option<&store::creator::Creator>,
    title: Option<String>,
    body: String,
    rating: Option<i16>,
) -> rules::NewMoment {
    let creator = creator.map(|creator| rules::NewCreator {
        external_id: creator.external_id.clone(),
        name: creator.name.clone(),
    });
    rules::NewMoment {
        kind: row.kind,
        source: row.source.clone(),
        external_id: row.external_id.clone(),
        creator,
        customer: None,
        title,
        body,
        rating,
        permalink: row.permalink.clone(),
        language: row.language.as_deref().and_then(|language| language.parse().ok()),
        products: Vec::new(),
        published_at: row.published_at,
        moderation: None,
        rights: rules::Rights::NotRequired,
        media: Vec::new(),
        question: None,
    }
}
