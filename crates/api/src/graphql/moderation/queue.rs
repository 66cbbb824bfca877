//! What waits for a person: who looks at it, and decisions about many at once.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use domain::ids::{MomentId, TypedId, UserId};
use domain::moderation::{Claim, ClaimError, Rule, claim, release};
use domain::permission::Permission;
use domain::state::Step;
use futures::future::try_join_all;
use serde_json::json;
use store::moderation::{self as rows, Case};
use store::moment::Moment as Row;
use store::{TenantTx, audit};

use crate::error::{ApiError, ApiResult, Kind};
use crate::graphql::connection::{List, forward, list};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::moment::{Asked, Decided, Moment, decide_one};
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id};
use crate::graphql::scalar::{Moderation, ModerationRule, RejectCode};

/// Most moments of one decision about many.
const DECISIONS_MAX: usize = 100;
/// Most moments that somebody takes at once.
const CLAIMS_MAX: i32 = 50;

/// Which of what waits; what is left out leaves all.
#[derive(InputObject, Default)]
pub struct ModerationQueueFilter {
    /// PENDING or FLAGGED alone.
    pub moderation: Option<Moderation>,
    /// Only what this rule found something in.
    pub rule: Option<ModerationRule>,
    /// Only what whoever asks looks at.
    #[graphql(default)]
    pub mine: bool,
    /// Only what nobody looks at.
    #[graphql(default)]
    pub free: bool,
}

impl ModerationQueueFilter {
    fn read(self, user: Option<UserId>) -> ApiResult<rows::QueueFilter> {
        let moderation: Option<domain::moment::Moderation> = self.moderation.map(Into::into);
        let waits = |state: &domain::moment::Moderation| {
            matches!(state, domain::moment::Moderation::Pending | domain::moment::Moderation::Flagged)
        };
        if moderation.as_ref().is_some_and(|state| !waits(state)) {
            let text = "what waits is PENDING or FLAGGED";
            return Err(ApiError::new(Kind::Malformed, "FILTER_INVALID", text));
        }
        // A key looks at nothing: it asks for what a nobody has.
        let claimed_by = self.mine.then(|| user.unwrap_or(UserId::from_uuid(uuid::Uuid::nil())));
        Ok(rows::QueueFilter { moderation, rule: self.rule.map(Rule::from), claimed_by, free: self.free })
    }
}

#[derive(Default)]
pub struct ModerationQueueQuery;

#[Object]
impl ModerationQueueQuery {
    /// What waits for a person, the longest waiting first.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn moderation_queue(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter: Option<ModerationQueueFilter>,
    ) -> ApiResult<List<Moment>> {
        let request = Request::of(ctx)?;
        let page = forward_page(first, after)?;
        let filter = filter.unwrap_or_default().read(request.caller.user)?;
        let slice = rows::queue(&*request.read()?, &filter, page, request.now()).await?;
        Ok(list(slice, Moment::from))
    }
}

fn forward_page(first: Option<i32>, after: Option<String>) -> ApiResult<store::page::Page> {
    forward(first)?;
    crate::graphql::connection::PageArgs { first, after, last: None, before: None }.read()
}

/// A moment to look at, or to give back.
#[derive(InputObject)]
pub struct MomentClaimInput {
    pub moment_id: ID,
}

/// What to look at next.
#[derive(InputObject)]
pub struct ModerationClaimNextInput {
    /// How many, 1 to 50.
    #[graphql(default = 1)]
    pub count: i32,
    /// Of what waits; `mine` and `free` say nothing here.
    pub filter: Option<ModerationQueueFilter>,
}

payload! {
    /// The moment, which nobody else decides about for a quarter of an hour.
    MomentClaimPayload, MomentClaimUserError, MomentClaimErrorCode { moment: Moment }
    errors [CLAIMED_BY_OTHER, PERSON_REQUIRED, WRONG_STATE]
}
payload! {
    /// The moment, which anybody may look at.
    MomentReleasePayload, MomentReleaseUserError, MomentReleaseErrorCode { moment: Moment }
    errors [CLAIMED_BY_OTHER, PERSON_REQUIRED]
}
payload! {
    /// What has waited longest and nobody looked at: whoever asked does now.
    ModerationClaimNextPayload, ModerationClaimNextUserError, ModerationClaimNextErrorCode { moments: Vec<Moment> }
    errors [OUT_OF_RANGE, PERSON_REQUIRED]
}

/// What is decided.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum MomentVerdict {
    /// Fit to show.
    Approve,
    /// Not fit to show; the code says why.
    Reject,
    /// Somebody should look again.
    Flag,
    /// It waits for a decision again.
    Reopen,
}

/// One of the moments that are decided about.
#[derive(InputObject)]
pub struct MomentToDecide {
    pub moment_id: ID,
    /// As in `MomentInput`.
    pub version: Option<String>,
}

/// One decision about many moments.
#[derive(InputObject)]
pub struct MomentsDecideInput {
    /// 1 to 100.
    pub moments: Vec<MomentToDecide>,
    pub verdict: MomentVerdict,
    /// Why they are rejected; of REJECT alone.
    pub code: Option<RejectCode>,
    /// What is said of it, to colleagues: a line of at most 500 characters.
    pub note: Option<String>,
}

/// A moment about which nothing was decided.
#[derive(SimpleObject)]
pub struct MomentNotDecided {
    pub moment_id: ID,
    /// As the mutation for one moment would say.
    pub code: String,
    pub message: String,
}

payload! {
    /// What became of them. One that could not be decided about keeps no other back.
    MomentsDecidePayload, MomentsDecideUserError, MomentsDecideErrorCode {
        /// Those that stand so now, in the order given.
        moments: Vec<Moment>,
        not_decided: Vec<MomentNotDecided>,
    } errors [OUT_OF_RANGE, CODE_MISSING, CODE_UNEXPECTED, NOTE_INVALID]
}

#[derive(Default)]
pub struct ModerationQueueMutation;

#[Object]
impl ModerationQueueMutation {
    /// Takes a moment of the queue into one's hands, or holds it longer: for a quarter of an hour nobody else decides about it.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_claim(
        &self,
        ctx: &Context<'_>,
        input: MomentClaimInput,
    ) -> ApiResult<MomentClaimPayload> {
        MomentClaimPayload::of(async {
            Ok(MomentClaimPayload::done(hold(ctx, &input.moment_id, Hold::Take).await?))
        })
        .await
    }

    /// Gives a moment back to the queue.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moment_release(
        &self,
        ctx: &Context<'_>,
        input: MomentClaimInput,
    ) -> ApiResult<MomentReleasePayload> {
        MomentReleasePayload::of(async {
            Ok(MomentReleasePayload::done(hold(ctx, &input.moment_id, Hold::GiveBack).await?))
        })
        .await
    }

    /// Takes what has waited longest of what nobody looks at. Two who ask at once are given different moments.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moderation_claim_next(
        &self,
        ctx: &Context<'_>,
        input: ModerationClaimNextInput,
    ) -> ApiResult<ModerationClaimNextPayload> {
        let request = Request::of(ctx)?;
        ModerationClaimNextPayload::of(async {
            let (now, user) = (request.now(), looker(request)?);
            if !(1..=CLAIMS_MAX).contains(&input.count) {
                let text = format!("at most {CLAIMS_MAX} moments are taken at once");
                return Err(ApiError::refused("OUT_OF_RANGE", text).at("count"));
            }
            let filter = input.filter.unwrap_or_default().read(Some(user))?;
            let (mine, _) = claim(None, user, now)?;
            let tx = request.write().await?;
            let ids = rows::claim_next(&tx, &filter, input.count.into(), mine, now).await?;
            try_join_all(ids.iter().map(|id| claimed(&tx, *id, mine))).await?;
            tx.commit().await?;
            let mut rows = Row::find_many(&*request.read()?, &ids).await?;
            rows.sort_by_key(|row| row.id);
            Ok(ModerationClaimNextPayload::done(rows.into_iter().map(Moment::from).collect()))
        })
        .await
    }

    /// Decides about many moments at once.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn moments_decide(
        &self,
        ctx: &Context<'_>,
        input: MomentsDecideInput,
    ) -> ApiResult<MomentsDecidePayload> {
        let request = Request::of(ctx)?;
        MomentsDecidePayload::of(async {
            let wanted = Wanted::read(input)?;
            let mut order: Vec<usize> = (0..wanted.moments.len()).collect();
            order.sort_by_key(|index| wanted.moments[*index].0);
            order.dedup_by_key(|index| wanted.moments[*index].0);
            let tx = request.write().await?;
            let mut decided = Vec::with_capacity(order.len());
            // Locked in the order of their ids, so that two of these never wait for each other.
            for index in order {
                let (moment, version) = &wanted.moments[index];
                let asked =
                    Asked { moment: *moment, version: version.as_deref(), note: wanted.note.as_deref() };
                let outcome =
                    decide_one(&tx, request, asked, wanted.action, |axes, _| wanted.step(axes)).await;
                decided.push((index, *moment, outcome));
            }
            request.commit_shown(tx).await?;
            decided.sort_by_key(|(index, ..)| *index);
            let (mut moments, mut not_decided) = (Vec::new(), Vec::new());
            for (_, moment, outcome) in decided {
                let error = match outcome {
                    Ok(Decided::Done(row)) => {
                        moments.push(Moment::from(row));
                        continue;
                    }
                    Ok(Decided::Changed(_)) => {
                        ApiError::refused("VERSION_CONFLICT", "it has changed since this version")
                    }
                    Err(error) if crate::graphql::payload::is_users(&error) => error,
                    Err(error) => return Err(error),
                };
                not_decided.push(MomentNotDecided {
                    moment_id: moment.into(),
                    code: error.code.to_owned(),
                    message: error.message,
                });
            }
            Ok(MomentsDecidePayload::done(moments, not_decided))
        })
        .await
    }
}

/// A decision about many as it was asked for, within its bounds.
struct Wanted {
    moments: Vec<(MomentId, Option<String>)>,
    verdict: MomentVerdict,
    code: Option<domain::moment::RejectCode>,
    note: Option<String>,
    action: &'static str,
}

impl Wanted {
    fn read(input: MomentsDecideInput) -> ApiResult<Wanted> {
        if !(1..=DECISIONS_MAX).contains(&input.moments.len()) {
            let text = format!("1 to {DECISIONS_MAX} moments are decided about at once");
            return Err(ApiError::refused("OUT_OF_RANGE", text).at("moments"));
        }
        match (input.verdict, input.code) {
            (MomentVerdict::Reject, None) => {
                return Err(ApiError::refused("CODE_MISSING", "a rejection says why").at("code"));
            }
            (MomentVerdict::Reject, _) | (_, None) => {}
            (_, Some(_)) => {
                return Err(ApiError::refused("CODE_UNEXPECTED", "only a rejection has a code").at("code"));
            }
        }
        let moments = input.moments.into_iter();
        let moments = moments.map(|one| Ok((id(&one.moment_id, "moments")?, one.version)));
        Ok(Wanted {
            moments: moments.collect::<ApiResult<_>>()?,
            verdict: input.verdict,
            code: input.code.map(Into::into),
            note: crate::graphql::moment::decision_note(input.note.as_deref())?.map(str::to_owned),
            action: match input.verdict {
                MomentVerdict::Approve => "momentApprove",
                MomentVerdict::Reject => "momentReject",
                MomentVerdict::Flag => "momentFlag",
                MomentVerdict::Reopen => "momentReopen",
            },
        })
    }

    fn step(&self, axes: &mut domain::moment::Axes) -> Result<Step, domain::moment::MomentError> {
        match (self.verdict, self.code) {
            (MomentVerdict::Approve, _) => axes.approve(),
            (MomentVerdict::Reject, code) => axes.reject(code.unwrap_or(domain::moment::RejectCode::Other)),
            (MomentVerdict::Flag, _) => axes.flag(),
            (MomentVerdict::Reopen, _) => axes.reopen(),
        }
    }
}

enum Hold {
    Take,
    GiveBack,
}

/// Who may look at a moment. Errors: `PERSON_REQUIRED` for a key, which decides at once or not at all.
fn looker(request: &Request) -> ApiResult<UserId> {
    let text = "a person looks at moments, a key does not";
    request.caller.user.ok_or_else(|| ApiError::refused("PERSON_REQUIRED", text))
}

async fn hold(ctx: &Context<'_>, moment: &ID, how: Hold) -> ApiResult<Moment> {
    let request = Request::of(ctx)?;
    let (now, user) = (request.now(), looker(request)?);
    let moment: MomentId = id(moment, "momentId")?;
    let tx = request.write().await?;
    let row = Row::lock(&tx, moment).await?;
    let case = Case::lock_many(&tx, &[moment]).await?.pop();
    let mut case = case.ok_or_else(|| ApiError::not_found("moment in the queue"))?;
    match how {
        Hold::Take => {
            if !matches!(
                row.moderation,
                domain::moment::Moderation::Pending | domain::moment::Moderation::Flagged
            ) {
                return Err(ApiError::refused("WRONG_STATE", "it waits for nobody: it is decided about"));
            }
            let (mine, step) = claim(case.claim(), user, now)?;
            if step == Step::Done {
                case.set_claim(Some(mine));
                case.save(&tx).await?;
                claimed(&tx, moment, mine).await?;
            }
        }
        Hold::GiveBack => {
            if release(case.claim(), user, now)? == Step::Done {
                case.set_claim(None);
                case.save(&tx).await?;
                audit::write(&tx, "momentRelease", moment, json!({}), now).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(row.into())
}

async fn claimed(tx: &TenantTx, moment: MomentId, mine: Claim) -> ApiResult<()> {
    let since = mine.until - chrono::TimeDelta::minutes(domain::moderation::CLAIM_MINUTES);
    Ok(audit::write(tx, "momentClaim", moment, json!({ "until": mine.until }), since).await?)
}

/// Refuses to decide what somebody else looks at.
pub fn may_decide(case: Option<&Case>, request: &Request) -> Result<(), ClaimError> {
    domain::moderation::may_decide(case.and_then(Case::claim), request.caller.user, request.now())
}
