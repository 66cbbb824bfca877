//! The board of rights: what stands where, and what is urgent.

use async_graphql::{Context, Object, SimpleObject};
use domain::moment::rights::RightsPhase as Phase;
use domain::permission::Permission;
use store::rights::{BoardPlace, board, phases};

use super::notice;
use crate::error::ApiResult;
use crate::graphql::connection::{List, cursored, decode_board, encode_board, forward};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::moment::Moment;
use crate::graphql::request::Request;
use crate::graphql::scalar::RightsPhase;

/// How many moments a column of the board has.
#[derive(SimpleObject)]
pub struct RightsCount {
    pub phase: RightsPhase,
    pub moments: i32,
}

#[derive(Default)]
pub struct RightsBoardQuery;

#[Object]
impl RightsBoardQuery {
    /// The moments of one column: requests that lapse first, grants that begin or end first; else the latest first. What time
    /// alone decides is decided now.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn rights_board(
        &self,
        ctx: &Context<'_>,
        phase: RightsPhase,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(desc = "How many days before its end a grant is UPCOMING, 1 to 90; 14 unless given.")]
        notice_days: Option<i32>,
    ) -> ApiResult<List<Moment>> {
        let (request, phase) = (Request::of(ctx)?, Phase::from(phase));
        let (limit, notice) = (forward(first)?, notice(notice_days)?);
        let after = after.as_deref().map(decode_board).transpose()?;
        let slice = board(&*request.read()?, (phase, notice), after, limit, request.now()).await?;
        Ok(cursored(slice.map(Moment::from), |moment| encode_board(BoardPlace::of(&moment.row, phase))))
    }

    /// How many moments each column has, in the order of their names.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn rights_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As for the board.")] notice_days: Option<i32>,
    ) -> ApiResult<Vec<RightsCount>> {
        let request = Request::of(ctx)?;
        let counted = phases(&*request.read()?, notice(notice_days)?, request.now()).await?;
        let count = |phase: &Phase| {
            let moments =
                counted.iter().find(|(counted, _)| counted == phase).map_or(0, |(_, moments)| *moments);
            RightsCount { phase: (*phase).into(), moments: i32::try_from(moments).unwrap_or(i32::MAX) }
        };
        Ok(Phase::ALL.iter().map(count).collect())
    }
}
