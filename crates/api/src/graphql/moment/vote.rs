//! Readers say whether a moment helped them.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Object};
use domain::click_id::impression_is_ours;
use domain::ids::MomentId;
use domain::permission::Permission;
use store::TenantScope;
use store::moment::Moment as Row;
use store::vote::{Vote, VoteCounts};

use super::Moment;
use crate::error::{ApiError, ApiResult};
use crate::graphql::batch::Edge;
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id};

/// How many votes moments have; those without any are left out.
pub struct VotesOfMoment;

impl Edge for VotesOfMoment {
    type Key = MomentId;
    type Value = VoteCounts;

    async fn load(request: &Request, keys: Vec<MomentId>) -> ApiResult<HashMap<MomentId, VoteCounts>> {
        let votes = VoteCounts::of_moments(&*request.read()?, &keys).await?;
        Ok(votes.into_iter().map(|votes| (votes.moment_id, votes)).collect())
    }
}

/// What a reader says of a moment.
#[derive(InputObject)]
pub struct MomentVoteInput {
    pub moment_id: ID,
    /// `Moment.impressionToken`, as it was given with the moment: only who was shown a moment votes about it.
    pub token: String,
    /// Whether it helped them.
    pub helpful: bool,
}

payload! {
    /// The moment with its votes.
    MomentVotePayload, MomentVoteUserError, MomentVoteErrorCode { moment: Moment } errors [TOKEN_INVALID]
}

#[derive(Default)]
pub struct MomentVoteMutation;

#[Object]
impl MomentVoteMutation {
    /// Votes whether a moment helped. A reader has one vote about each and may change it. A reader is known by an address and a
    /// browser, hashed for this moment alone. `MOST_HELPFUL` orders by the lower bound of what the votes say.
    #[graphql(guard = "Requires(Permission::TouchReport)", directive = RequiresScopes::apply(Permission::TouchReport))]
    async fn moment_vote(&self, ctx: &Context<'_>, input: MomentVoteInput) -> ApiResult<MomentVotePayload> {
        let request = Request::of(ctx)?;
        MomentVotePayload::of(async {
            let now = request.now();
            let moment: MomentId = id(&input.moment_id, "momentId")?;
            let tenant = request.caller.tenant()?.tenant();
            if !impression_is_ours(&request.app.secrets.click_key(), tenant, moment, &input.token, now) {
                let text = "the token is not of this moment, or no longer good";
                return Err(ApiError::refused("TOKEN_INVALID", text).at("token"));
            }
            let tx = request.write().await?;
            let vote = Vote {
                tenant_id: tx.tenant(),
                moment_id: moment,
                voter: request.sender.reader_of(&format!("vote {tenant} {moment}")).to_vec(),
                helpful: input.helpful,
                voted_at: now,
            };
            vote.cast(&tx).await?;
            // Pages stay: whoever votes would drop them all, and they are a minute old at most.
            tx.commit().await?;
            Ok(MomentVotePayload::done(Row::find(&*request.read()?, moment).await?.into()))
        })
        .await
    }
}
