//! One page of a walk down a feed. [`domain::feed::walk`] says what it shows; this is that in SQL.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::feed::walk::{FALL_MARGIN_SECONDS, Key, Place, SortKey, Walk};
use domain::feed::{FeedContent, FeedOrder, Language};

use super::below::Below;
use crate::error::StoreResult;
use crate::moment::{Moment, publishable};
use crate::page::{Page, Slice};
use crate::schema::{moment_hashtags, moment_products, moments};
use crate::scope::TenantScope;

/// A moment of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The moment.
    pub moment: Moment,
    /// Where the walk is behind it.
    pub place: Place,
}

/// A page of a walk from a place on, with `limit` moments at most, of what may be shown `now`: one statement for the pins that
/// are left and one for the rest, at any size.
///
/// `content` is that of the walk's version, and `place` one of its order.
pub async fn read(
    scope: &impl TenantScope,
    content: &FeedContent,
    walk: Walk,
    place: Place,
    now: DateTime<Utc>,
    limit: i64,
) -> StoreResult<Slice<Shown>> {
    let (pinned, rest) =
        futures::join!(pinned(scope, content, place, now), rest(scope, content, walk, place, now, limit));
    let mut rows = pinned?;
    rows.extend(rest?);
    // One more than a page may be there of the pins, and one more than a page of the rest.
    rows.truncate(usize::try_from(limit + 1).unwrap_or_default());
    Ok(Slice::cut(rows, Page::first(limit)))
}

/// The pins that are left.
async fn pinned(
    scope: &impl TenantScope,
    content: &FeedContent,
    place: Place,
    now: DateTime<Utc>,
) -> StoreResult<Vec<Shown>> {
    let Place::Pins(from) = place else { return Ok(Vec::new()) };
    let pins = content.pins.as_slice();
    let left = pins.get(from..).unwrap_or_default();
    if left.is_empty() {
        return Ok(Vec::new());
    }
    let found = Moment::published(scope, left, now).await?;
    let mut shown: Vec<(usize, Moment)> = found
        .into_iter()
        .filter_map(|moment| Some((pins.iter().position(|pin| *pin == moment.id)?, moment)))
        .collect();
    shown.sort_unstable_by_key(|(index, _)| *index);
    Ok(shown.into_iter().map(|(index, moment)| Shown { moment, place: Place::Pins(index + 1) }).collect())
}

/// What the rule lets in, below the place.
async fn rest(
    scope: &impl TenantScope,
    content: &FeedContent,
    walk: Walk,
    place: Place,
    now: DateTime<Utc>,
    limit: i64,
) -> StoreResult<Vec<Shown>> {
    let Some(rule) = &content.rule else { return Ok(Vec::new()) };
    let tenant = scope.tenant();
    let mut query = moments::table
        .filter(moments::tenant_id.eq(tenant))
        .filter(publishable(now))
        .select(Moment::as_select())
        .limit(limit + 1)
        .into_boxed();
    if !content.pins.as_slice().is_empty() {
        query = query.filter(moments::id.ne_all(content.pins.as_slice().to_vec()));
    }
    if !rule.products().is_empty() {
        query = query.filter(diesel::dsl::exists(
            moment_products::table
                .filter(moment_products::tenant_id.eq(tenant))
                .filter(moment_products::moment_id.eq(moments::id))
                .filter(moment_products::product_id.eq_any(rule.products().to_vec())),
        ));
    }
    if !rule.hashtags().is_empty() {
        let words: Vec<String> = rule.hashtags().iter().map(|word| word.as_str().to_owned()).collect();
        query = query.filter(diesel::dsl::exists(
            moment_hashtags::table
                .filter(moment_hashtags::tenant_id.eq(tenant))
                .filter(moment_hashtags::moment_id.eq(moments::id))
                .filter(moment_hashtags::hashtag.eq_any(words)),
        ));
    }
    if !rule.creators().is_empty() {
        query = query.filter(moments::creator_id.eq_any(rule.creators().to_vec()));
    }
    if !rule.kinds().is_empty() {
        query = query.filter(moments::kind.eq_any(rule.kinds().to_vec()));
    }
    if !rule.intents().is_empty() {
        query = query.filter(moments::intent.eq_any(rule.intents().to_vec()));
    }
    if !rule.languages().is_empty() {
        let languages: Vec<String> = rule.languages().iter().map(Language::to_string).collect();
        query = query.filter(moments::language.eq_any(languages));
    }
    if let Some(stars) = rule.stars() {
        query = query.filter(moments::rating.between(stars.least, stars.most));
    }
    if let Place::Below(key) = place {
        let began = walk.started_at - TimeDelta::seconds(FALL_MARGIN_SECONDS);
        query = query.filter(Below(key));
        // What fell since the walk began may have been shown above its place.
        query = match content.order {
            FeedOrder::Ranked => {
                query.filter(moments::rank_fell_at.is_null().or(moments::rank_fell_at.le(began)))
            }
            FeedOrder::TopRated => {
                query.filter(moments::rating_fell_at.is_null().or(moments::rating_fell_at.le(began)))
            }
            FeedOrder::MostHelpful => query
                .filter(moments::helpfulness_fell_at.is_null().or(moments::helpfulness_fell_at.le(began))),
            FeedOrder::Newest => query,
        };
    }
    query = match content.order {
        FeedOrder::Ranked => query.order((moments::rank.desc(), moments::id.desc())),
        FeedOrder::TopRated => query.filter(moments::rating.is_not_null()).order((
            moments::rating.desc(),
            moments::published_at.desc(),
            moments::id.desc(),
        )),
        FeedOrder::MostHelpful => {
            query.order((moments::helpfulness.desc(), moments::published_at.desc(), moments::id.desc()))
        }
        FeedOrder::Newest => query.order((moments::published_at.desc(), moments::id.desc())),
    };
    let mut conn = scope.conn().await?;
    let rows: Vec<Moment> = query.load(&mut conn).await?;
    let place =
        |moment: &Moment| Place::Below(Key { sort: sort_key(content.order, moment), moment: moment.id });
    Ok(rows.into_iter().map(|moment| Shown { place: place(&moment), moment }).collect())
}

fn sort_key(order: FeedOrder, moment: &Moment) -> SortKey {
    let published_at = moment.published_at;
    match order {
        FeedOrder::Ranked => SortKey::Ranked { rank: moment.rank },
        FeedOrder::TopRated => SortKey::TopRated { stars: moment.rating.unwrap_or_default(), published_at },
        FeedOrder::MostHelpful => SortKey::MostHelpful { helpfulness: moment.helpfulness, published_at },
        FeedOrder::Newest => SortKey::Newest { published_at },
    }
}
