//! Subscriptions: what changes, while one watches.
//!
//! Whatever happens is told as an id (`store::live`). For each viewer it is then executed as a request of its own, with
//! the rights that the viewer has at that moment and a read transaction of that moment: nothing is held open between.
//! A field says what it wants to hear of when it is executed without news, at the beginning.

mod operation;
mod protocol;
mod socket;

use std::sync::{Arc, OnceLock};

use async_graphql::{Context, SimpleObject, Subscription};
use domain::ids::TypedId;
use domain::moment::{Moderation, Visibility};
use domain::permission::Permission as P;
use futures::stream;
use store::live::{News, Subject};

use super::batch::Edge;
use super::commission::{Commission, CommissionById};
use super::conversion::{Conversion, ConversionById};
use super::guard::{Requires, RequiresScopes};
use super::moment::{Moment, MomentById};
use super::payout::{Payout, PayoutById, PayoutRun, PayoutRunById};
use super::request::Request;
use crate::error::{ApiError, ApiResult};

pub(super) use socket::{Sockets, upgrade};

/// Why a subscription is executed now: for news, or without any, to say what it wants.
#[derive(Default)]
struct Occasion {
    news: Vec<Arc<News>>,
    wish: OnceLock<Wish>,
}

/// What a subscription wants to hear of.
#[derive(Clone)]
struct Wish {
    subject: Subject,
    after: Option<String>,
}

/// What can be watched, over `graphql-transport-ws` at `/graphql`. An event may come twice, never with something older
/// than was seen. One who was away names the last `cursor` as `after` and is told what was missed; `CURSOR_EXPIRED`
/// says that it has to be read anew.
pub struct Subscriptions;

/// A moment as it stands now.
#[derive(SimpleObject)]
pub struct MomentEvent {
    /// Where to go on from.
    cursor: String,
    /// It.
    moment: Moment,
}

/// A conversion that was recorded.
#[derive(SimpleObject)]
pub struct ConversionEvent {
    /// Where to go on from.
    cursor: String,
    /// It.
    conversion: Conversion,
}

/// A commission as it stands now.
#[derive(SimpleObject)]
pub struct CommissionEvent {
    /// Where to go on from.
    cursor: String,
    /// It.
    commission: Commission,
}

/// A payout as it stands now.
#[derive(SimpleObject)]
pub struct PayoutEvent {
    /// Where to go on from.
    cursor: String,
    /// It.
    payout: Payout,
}

/// A payout run as it stands now.
#[derive(SimpleObject)]
pub struct PayoutRunEvent {
    /// Where to go on from.
    cursor: String,
    /// It.
    run: PayoutRun,
}

#[Subscription(use_type_description = false)]
impl Subscriptions {
    /// A moment may be seen by the public now, or what the public sees of it has changed.
    #[graphql(guard = "Requires(P::MomentRead)", directive = RequiresScopes::apply(P::MomentRead))]
    async fn moment_published(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<MomentEvent>, ApiError> {
        let told = told::<MomentById>(ctx, Subject::Moment, after).await?;
        let is_seen = |row: &store::moment::Moment| {
            row.moderation == Moderation::Approved && row.visibility == Visibility::Visible
        };
        let seen = told.into_iter().filter(|(_, row)| is_seen(row));
        Ok(events(seen, |cursor, row| MomentEvent { cursor, moment: Moment::from(row) }))
    }

    /// A moment came in, was decided or edited.
    #[graphql(guard = "Requires(P::MomentRead)", directive = RequiresScopes::apply(P::MomentRead))]
    async fn moment_changed(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<MomentEvent>, ApiError> {
        let told = told::<MomentById>(ctx, Subject::Moment, after).await?;
        Ok(events(told, |cursor, row| MomentEvent { cursor, moment: Moment::from(row) }))
    }

    /// A conversion was recorded.
    #[graphql(guard = "Requires(P::ConversionRead)", directive = RequiresScopes::apply(P::ConversionRead))]
    async fn conversion_recorded(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<ConversionEvent>, ApiError> {
        let told = told::<ConversionById>(ctx, Subject::Conversion, after).await?;
        Ok(events(told, |cursor, row| ConversionEvent { cursor, conversion: Conversion(row) }))
    }

    /// A commission was made or is in another state.
    #[graphql(guard = "Requires(P::CommissionRead)", directive = RequiresScopes::apply(P::CommissionRead))]
    async fn commission_changed(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<CommissionEvent>, ApiError> {
        let told = told::<CommissionById>(ctx, Subject::Commission, after).await?;
        Ok(events(told, |cursor, row| CommissionEvent { cursor, commission: Commission(row) }))
    }

    /// A payout was made or is in another state.
    #[graphql(guard = "Requires(P::PayoutRead)", directive = RequiresScopes::apply(P::PayoutRead))]
    async fn payout_changed(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<PayoutEvent>, ApiError> {
        let told = told::<PayoutById>(ctx, Subject::Payout, after).await?;
        Ok(events(told, |cursor, row| PayoutEvent { cursor, payout: Payout(row) }))
    }

    /// A payout run has changed.
    #[graphql(guard = "Requires(P::PayoutRead)", directive = RequiresScopes::apply(P::PayoutRead))]
    async fn payout_run_changed(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<PayoutRunEvent>, ApiError> {
        let told = told::<PayoutRunById>(ctx, Subject::PayoutRun, after).await?;
        Ok(events(told, |cursor, row| PayoutRunEvent { cursor, run: PayoutRun(row) }))
    }
}

/// What one execution tells.
type Events<T> = stream::Iter<std::vec::IntoIter<T>>;

fn events<R, T>(told: impl IntoIterator<Item = (String, R)>, event: impl Fn(String, R) -> T) -> Events<T> {
    let events: Vec<T> = told.into_iter().map(|(cursor, row)| event(cursor, row)).collect();
    stream::iter(events)
}

/// The rows that this occasion's news are about, each with its cursor, in one read. What the viewer may not see, or is gone,
/// is left out. Notes the wish.
async fn told<E>(
    ctx: &Context<'_>,
    subject: Subject,
    after: Option<String>,
) -> ApiResult<Vec<(String, E::Value)>>
where
    E: Edge,
    E::Key: TypedId,
{
    let occasion = ctx.data_opt::<Arc<Occasion>>().ok_or_else(|| ApiError::internal(&"no occasion"))?;
    // The second of two is what was wished already.
    let _ = occasion.wish.set(Wish { subject, after });
    let about = |news: &&Arc<News>| news.change.is_some_and(|change| change.subject == subject);
    let mut news: Vec<(E::Key, String)> = Vec::with_capacity(occasion.news.len());
    for news_item in occasion.news.iter().filter(about) {
        let Some(change) = news_item.change else { continue };
        news.push((E::Key::from_uuid(change.id), news_item.place.to_string()));
    }
    if news.is_empty() {
        return Ok(Vec::new());
    }
    let keys = news.iter().map(|(key, _)| key.clone()).collect();
    let rows = E::load(Request::of(ctx)?, keys).await?;
    Ok(news.into_iter().filter_map(|(key, place)| Some((place, rows.get(&key)?.clone()))).collect())
}
