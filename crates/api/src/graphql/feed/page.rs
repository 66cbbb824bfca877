//! A page of a feed, with everything that an answer may need, as it is kept.

use std::sync::Arc;

use async_graphql::Context;
use async_graphql::connection::{Connection, Edge};
use chrono::{DateTime, Utc};
use domain::feed::FeedContent;
use domain::feed::walk;
use domain::moment::Rights;
use serde::{Deserialize, Serialize};
use store::cache::PAGE_SECONDS_MAX;
use store::creator::Creator;
use store::engagement::Counts;
use store::feed::Shown;
use store::moment::Moment as MomentRow;
use store::vote::VoteCounts;

use crate::error::ApiResult;
use crate::graphql::batch::Edge as _;
use crate::graphql::connection::{Cursor, List, encode_walk};
use crate::graphql::creator::Incentivised;
use crate::graphql::media::MediaOfMoment;
use crate::graphql::moment::{Beside, Moment, ProductsOfMoment};
use crate::graphql::request::Request;

/// Longest a page is kept that shows moments by granted rights, in seconds.
pub const RIGHTS_SECONDS_MAX: u64 = 5;

/// What of a page's moments an answer asks for beside their rows. A page carries that much, and is kept for answers that ask the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Their authors.
    pub creator: bool,
    /// Their products.
    pub products: bool,
    /// What they show.
    pub media: bool,
    /// Whether their authors are paid.
    pub incentivised: bool,
    /// What readers have voted.
    pub votes: bool,
    /// What was done with them.
    pub engagement: bool,
}

impl Parts {
    /// What is asked of a connection of moments.
    pub(super) fn of(ctx: &Context<'_>) -> Parts {
        let (page, edges) = (ctx.look_ahead(), ctx.look_ahead().field("edges").field("node"));
        let nodes = page.field("nodes");
        let any = |fields: &[&str]| {
            fields.iter().any(|name| nodes.field(name).exists() || edges.field(name).exists())
        };
        Parts {
            creator: any(&["creator"]),
            products: any(&["products"]),
            media: any(&["media"]),
            incentivised: any(&["incentivised", "badges"]),
            votes: any(&["helpful", "unhelpful"]),
            engagement: any(&["engagement"]),
        }
    }

    /// A word for them in the key of a kept page.
    pub(super) fn word(self) -> String {
        let parts = [
            (self.creator, 'c'),
            (self.products, 'p'),
            (self.media, 'm'),
            (self.incentivised, 'i'),
            (self.votes, 'v'),
            (self.engagement, 'e'),
        ];
        parts.into_iter().filter(|(asked, _)| *asked).map(|(_, letter)| letter).collect()
    }
}

/// What is loaded, if it is asked for.
async fn asked<T: Default>(is_asked: bool, load: impl Future<Output = ApiResult<T>>) -> ApiResult<T> {
    if is_asked { load.await } else { Ok(T::default()) }
}

/// A page as it is kept. Its cursors are of the walk that began when it was read: all who are shown it go on in one walk.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptPage {
    moments: Vec<KeptMoment>,
    has_next: bool,
}

#[derive(Serialize, Deserialize)]
struct KeptMoment {
    cursor: String,
    moment: MomentRow,
    creator: Option<Creator>,
    products: Vec<store::product::Product>,
    incentivised: bool,
    votes: Option<VoteCounts>,
    media: Vec<store::media::Media>,
    #[serde(default)]
    engagement: Counts,
}

impl KeptPage {
    /// A page from Postgres: the same statements at any size.
    pub(super) async fn read(
        request: &Request,
        content: &FeedContent,
        from: walk::Cursor,
        parts: Parts,
        now: DateTime<Utc>,
        limit: i64,
    ) -> ApiResult<KeptPage> {
        let scope = request.read()?;
        let slice = store::feed::read(&*scope, content, from.walk, from.place, now, limit).await?;
        let moments = || slice.rows.iter().map(|shown| &shown.moment);
        let ids: Vec<_> = moments().map(|moment| moment.id).collect();
        let mut authors: Vec<_> = moments().filter_map(|moment| moment.creator_id).collect();
        authors.sort_unstable();
        authors.dedup();
        let (products, media, creators, paid, votes, engagement) = tokio::join!(
            asked(parts.products, ProductsOfMoment::load(request, ids.clone())),
            asked(parts.media, MediaOfMoment::load(request, ids.clone())),
            asked(parts.creator, async { Ok(Creator::find_many(&*scope, &authors).await?) }),
            asked(parts.incentivised, Incentivised::load(request, authors.clone())),
            asked(parts.votes, async { Ok(VoteCounts::of_moments(&*scope, &ids).await?) }),
            asked(parts.engagement, async { Ok(Counts::of_moments(&*scope, &ids).await?) }),
        );
        let (mut products, mut media, creators) = (products?, media?, creators?);
        let (paid, votes, engagement) = (paid?, votes?, engagement?);
        let kept = |Shown { moment, place }: Shown| KeptMoment {
            cursor: encode_walk(walk::Cursor { walk: from.walk, place }),
            creator: creators.iter().find(|creator| Some(creator.id) == moment.creator_id).cloned(),
            products: products.remove(&moment.id).unwrap_or_default(),
            incentivised: moment.creator_id.is_some_and(|creator| paid.contains_key(&creator)),
            votes: votes.iter().find(|votes| votes.moment_id == moment.id).copied(),
            media: media.remove(&moment.id).unwrap_or_default(),
            engagement: engagement.get(&moment.id).copied().unwrap_or_default(),
            moment,
        };
        let has_next = slice.has_next;
        Ok(KeptPage { moments: slice.rows.into_iter().map(kept).collect(), has_next })
    }

    /// How long it may be kept: no longer than its first grant lasts, and seconds where rights may be taken back.
    pub(super) fn seconds(&self, now: DateTime<Utc>) -> u64 {
        let granted =
            || self.moments.iter().map(|kept| &kept.moment).filter(|moment| moment.rights == Rights::Granted);
        let most = if granted().next().is_some() { RIGHTS_SECONDS_MAX } else { PAGE_SECONDS_MAX };
        let first_end = granted().filter_map(|moment| moment.rights_ends_at).min();
        let left = first_end.map_or(most, |end| u64::try_from((end - now).num_seconds()).unwrap_or(0));
        most.min(left)
    }

    /// What an answer shows of it.
    pub(super) fn show(self, parts: Parts, has_previous: bool) -> List<Moment> {
        let mut connection = Connection::new(has_previous, self.has_next);
        connection.edges = self
            .moments
            .into_iter()
            .map(|kept| {
                let beside = Beside {
                    parts,
                    creator: kept.creator,
                    products: kept.products,
                    media: kept.media,
                    incentivised: kept.incentivised,
                    votes: kept.votes,
                    engagement: kept.engagement,
                };
                Edge::new(Cursor(kept.cursor), Moment { row: kept.moment, beside: Some(Arc::new(beside)) })
            })
            .collect();
        connection
    }
}
