//! Subscriptions: what changes, while one watches.
//!
//! Whatever happens is told as an id (`store::live`). For each viewer it is then executed as a request of its own, with
//! the rights that the viewer has at that moment and a read transaction of that moment: nothing is held open between.
//! A field says what it wants to hear of when it is executed without news, at the beginning.

mod event;
mod operation;
mod place;
mod protocol;
mod socket;
mod viewer;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use async_graphql::{Context, Subscription};
use domain::ids::{MomentId, TypedId};
use domain::permission::Permission;
use futures::stream;
use store::live::{Audience, News, Subject};

use super::affiliate::{AffiliateCommission, AffiliatePayout, OwnCommission, OwnPayout};
use super::batch::Edge;
use super::commission::{Commission, CommissionById};
use super::conversion::{Conversion, ConversionById};
use super::guard::{AsAffiliate, Requires, RequiresScopes};
use super::moment::{Moment, MomentById};
use super::payout::{Payout, PayoutById, PayoutRun, PayoutRunById};
use super::request::Request;
use crate::error::{ApiError, ApiResult, Kind};
use event::{
    AffiliateCommissionEvent, AffiliatePayoutEvent, CommissionEvent, ConversionEvent, EngagementEvent,
    MomentEvent, PayoutEvent, PayoutRunEvent,
};

pub(super) use place::Sockets;
pub(super) use socket::upgrade;

/// Why a subscription is executed now: for news, or without any, to say what it wants.
#[derive(Default)]
struct Occasion {
    news: Vec<Arc<News>>,
    wish: OnceLock<Wish>,
}

/// What a subscription wants to hear of.
#[derive(Clone)]
struct Wish {
    audience: Audience,
    subject: Subject,
    after: Option<String>,
}

/// Whose news a field tells.
#[derive(Clone, Copy)]
enum Side {
    /// Of the tenant the caller acts in.
    Tenant,
    /// Of engagement in that tenant.
    Engagement,
    /// Of the affiliate the caller is.
    Affiliate,
}

impl Side {
    fn audience(self, request: &Request) -> ApiResult<Audience> {
        Ok(match self {
            Side::Tenant => Audience::Tenant(request.caller.tenant()?.tenant()),
            Side::Engagement => Audience::Engagement(request.caller.tenant()?.tenant()),
            Side::Affiliate => Audience::Affiliate(request.caller.affiliate()?.affiliate()),
        })
    }
}

/// What can be watched, over `graphql-transport-ws` at `/graphql`. An event may come twice, never with something older
/// than was seen. One who was away names the last `cursor` of the same subscription as `after`, or the one that came with
/// `connection_ack`, and is told what was missed; `CURSOR_EXPIRED` says that it has to be read anew.
pub struct Subscriptions;

#[Subscription(use_type_description = false)]
impl Subscriptions {
    /// A moment may be seen by the public now, or what the public sees of it has changed.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn moment_published(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<MomentEvent>, ApiError> {
        let told = told::<PublishedMoment>(ctx, Side::Tenant, Subject::Moment, after).await?;
        Ok(events(told, |cursor, row| MomentEvent { cursor, moment: Moment::from(row) }))
    }

    /// A moment came in, was decided or edited.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn moment_changed(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<MomentEvent>, ApiError> {
        let told = told::<MomentById>(ctx, Side::Tenant, Subject::Moment, after).await?;
        Ok(events(told, |cursor, row| MomentEvent { cursor, moment: Moment::from(row) }))
    }

    /// Somebody did something with a moment; told of each moment at most once a second. What was missed is not told
    /// afterwards: the counts that come next have it in them.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn engagement_tick(&self, ctx: &Context<'_>) -> Result<Events<EngagementEvent>, ApiError> {
        let told = told::<MomentById>(ctx, Side::Engagement, Subject::Engagement, None).await?;
        Ok(events(told, |_, row| EngagementEvent { moment: Moment::from(row) }))
    }

    /// A conversion was recorded.
    #[graphql(guard = "Requires(Permission::ConversionRead)", directive = RequiresScopes::apply(Permission::ConversionRead))]
    async fn conversion_recorded(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<ConversionEvent>, ApiError> {
        let told = told::<ConversionById>(ctx, Side::Tenant, Subject::Conversion, after).await?;
        Ok(events(told, |cursor, row| ConversionEvent { cursor, conversion: Conversion(row) }))
    }

    /// A commission was made or is in another state.
    #[graphql(guard = "Requires(Permission::CommissionRead)", directive = RequiresScopes::apply(Permission::CommissionRead))]
    async fn commission_changed(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<CommissionEvent>, ApiError> {
        let told = told::<CommissionById>(ctx, Side::Tenant, Subject::Commission, after).await?;
        Ok(events(told, |cursor, row| CommissionEvent { cursor, commission: Commission(row) }))
    }

    /// A payout was made or is in another state.
    #[graphql(guard = "Requires(Permission::PayoutRead)", directive = RequiresScopes::apply(Permission::PayoutRead))]
    async fn payout_changed(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<PayoutEvent>, ApiError> {
        let told = told::<PayoutById>(ctx, Side::Tenant, Subject::Payout, after).await?;
        Ok(events(told, |cursor, row| PayoutEvent { cursor, payout: Payout(row) }))
    }

    /// A payout run has changed.
    #[graphql(guard = "Requires(Permission::PayoutRead)", directive = RequiresScopes::apply(Permission::PayoutRead))]
    async fn payout_run_changed(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<PayoutRunEvent>, ApiError> {
        let told = told::<PayoutRunById>(ctx, Side::Tenant, Subject::PayoutRun, after).await?;
        Ok(events(told, |cursor, row| PayoutRunEvent { cursor, run: PayoutRun(row) }))
    }

    /// A commission of the affiliate who watches was made, as by a sale of theirs, or is in another state; of all brands
    /// they work with.
    #[graphql(guard = "AsAffiliate")]
    async fn affiliate_commission_changed(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<AffiliateCommissionEvent>, ApiError> {
        let told = told::<OwnCommission>(ctx, Side::Affiliate, Subject::Commission, after).await?;
        let event = |cursor, row| AffiliateCommissionEvent { cursor, commission: AffiliateCommission(row) };
        Ok(events(told, event))
    }

    /// A payout of the affiliate who watches was made or is in another state; of all brands they work with.
    #[graphql(guard = "AsAffiliate")]
    async fn affiliate_payout_changed(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
    ) -> Result<Events<AffiliatePayoutEvent>, ApiError> {
        let told = told::<OwnPayout>(ctx, Side::Affiliate, Subject::Payout, after).await?;
        Ok(events(told, |cursor, row| AffiliatePayoutEvent { cursor, payout: AffiliatePayout(row) }))
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
    side: Side,
    subject: Subject,
    after: Option<String>,
) -> ApiResult<Vec<(String, E::Value)>>
where
    E: Edge,
    E::Key: TypedId,
{
    let occasion = ctx.data_opt::<Arc<Occasion>>().ok_or_else(|| ApiError::internal(&"no occasion"))?;
    let request = Request::of(ctx)?;
    let wish = Wish { audience: side.audience(request)?, subject, after };
    if occasion.wish.set(wish).is_err() {
        return Err(one_field());
    }
    let about = |news: &&Arc<News>| news.change.is_some_and(|change| change.subject == subject);
    let mut news: Vec<(E::Key, String)> = Vec::with_capacity(occasion.news.len());
    for news_item in occasion.news.iter().filter(about) {
        let Some(change) = news_item.change else { continue };
        news.push((E::Key::from_uuid(change.id), news_item.cursor.to_string()));
    }
    if news.is_empty() {
        return Ok(Vec::new());
    }
    let keys = news.iter().map(|(key, _)| *key).collect();
    let rows = E::load(request, keys).await?;
    Ok(news.into_iter().filter_map(|(key, place)| Some((place, rows.get(&key)?.clone()))).collect())
}

/// Fragments can hide fields from whoever counts them before.
fn one_field() -> ApiError {
    let text = "a subscription has one field at its root";
    ApiError::new(Kind::Malformed, "GRAPHQL_VALIDATION_FAILED", text)
}

/// Moments that the public may see now.
struct PublishedMoment;

impl Edge for PublishedMoment {
    type Key = MomentId;
    type Value = store::moment::Moment;

    async fn load(request: &Request, keys: Vec<MomentId>) -> ApiResult<HashMap<MomentId, Self::Value>> {
        let rows = store::moment::Moment::published(&*request.read()?, &keys, request.now()).await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }
}
