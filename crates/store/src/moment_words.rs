//! The words of moments, and which moments have those that somebody looks for.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Float, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::feed::Language;
use domain::ids::{CreatorId, MomentId, ProductId};
use domain::moment::{Moderation, MomentKind};
use domain::search::SearchText;

use crate::error::StoreResult;
use crate::moment::Moment;
use crate::page::{Page, Slice};
use crate::scope::{TenantScope, TenantTx};
use crate::sql::{ROWS_AT_ONCE, sql};

/// Most moments that one search ranks: of more the newest.
pub const CANDIDATES_MAX: i64 = 2_000;

/// Which moments are looked for; what is none leaves out nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchFilter {
    /// Only what the public may see at this time; none: all but what was erased.
    pub shown_at: Option<DateTime<Utc>>,
    /// Only in this state of moderation.
    pub moderation: Option<Moderation>,
    /// Only of this kind.
    pub kind: Option<MomentKind>,
    /// Only of this creator.
    pub creator: Option<CreatorId>,
    /// Only of this product.
    pub product: Option<ProductId>,
    /// Only in this language.
    pub language: Option<Language>,
}

/// A place among what is found: the best first, of equals the newest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SearchPlace {
    /// How well the words fit.
    pub rank: f32,
    /// The moment.
    pub moment: MomentId,
}

/// A moment that was found, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundMoment {
    /// It.
    pub moment: Moment,
    /// Its place.
    pub place: SearchPlace,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = SqlUuid)]
    id: MomentId,
    #[diesel(sql_type = Float)]
    rank: f32,
}

/// Has moments be found by what they say now. Their rows are new, or locked.
pub async fn write(tx: &TenantTx, rows: &[&Moment]) -> StoreResult<()> {
    for part in rows.chunks(ROWS_AT_ONCE) {
        sql("INSERT INTO moment_words (tenant_id, moment_id, words) \
             SELECT $1, u.id, setweight(to_tsvector('simple', coalesce(u.title, '')), 'A') || setweight(to_tsvector('simple', u.body), 'B') \
             FROM unnest($2, $3, $4) AS u(id, title, body) \
             ON CONFLICT (tenant_id, moment_id) DO UPDATE SET words = excluded.words")
        .bind::<SqlUuid, _>(tx.tenant())
        .bind::<Array<SqlUuid>, _>(part.iter().map(|row| row.id).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(part.iter().map(|row| row.title.as_deref()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(part.iter().map(|row| row.body.as_str()).collect::<Vec<_>>())
        .execute(&mut tx.db()?)
        .await?;
    }
    Ok(())
}

/// Takes the words of moments away that are erased.
pub(crate) async fn forget(tx: &TenantTx, moments: &[MomentId]) -> StoreResult<()> {
    sql("UPDATE moment_words SET words = '' WHERE tenant_id = $1 AND moment_id = ANY($2)")
        .bind::<SqlUuid, _>(tx.tenant())
        .bind::<Array<SqlUuid>, _>(moments)
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}

/// A page of the moments that have these words, as search engines take them: all of them, `"in a row"`, `this or that`, `-without`.
///
/// They come from the one function that may use the index of words, and are read under the caller's own rights, those for the
/// public by the predicate of every public read.
pub async fn search(
    scope: &impl TenantScope,
    text: &SearchText,
    filter: &SearchFilter,
    below: Option<SearchPlace>,
    limit: i64,
) -> StoreResult<Slice<FoundMoment>> {
    let mut conn = scope.conn().await?;
    let found: Vec<Found> =
        sql("SELECT id, rank FROM find_moments($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
            .bind::<Text, _>(text.as_str())
            .bind::<Nullable<Timestamptz>, _>(filter.shown_at)
            .bind::<Nullable<Text>, _>(filter.moderation)
            .bind::<Nullable<Text>, _>(filter.kind)
            .bind::<Nullable<SqlUuid>, _>(filter.creator)
            .bind::<Nullable<SqlUuid>, _>(filter.product)
            .bind::<Nullable<Text>, _>(filter.language.map(|language| language.to_string()))
            .bind::<Nullable<Float>, _>(below.map(|place| place.rank))
            .bind::<Nullable<SqlUuid>, _>(below.map(|place| place.moment))
            .bind::<BigInt, _>(CANDIDATES_MAX)
            .bind::<BigInt, _>(limit + 1)
            .load(&mut conn)
            .await?;
    let ids: Vec<MomentId> = found.iter().map(|found| found.id).collect();
    let rows = match filter.shown_at {
        _ if ids.is_empty() => Vec::new(),
        Some(at) => Moment::published(scope, &ids, at).await?,
        None => Moment::find_many(scope, &ids).await?,
    };
    let with_row = |Found { id, rank }: Found| {
        let moment = rows.iter().find(|row| row.id == id)?.clone();
        Some(FoundMoment { moment, place: SearchPlace { rank, moment: id } })
    };
    let mut slice = Slice::cut(found, Page::first(limit));
    slice.has_previous = below.is_some();
    let (has_next, has_previous) = (slice.has_next, slice.has_previous);
    Ok(Slice { rows: slice.rows.into_iter().filter_map(with_row).collect(), has_next, has_previous })
}
