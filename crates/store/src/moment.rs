//! Pieces of user-generated content, and which of them the public may see.

use chrono::{DateTime, Utc};
use diesel::expression::{AppearsOnTable, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::feed;
use domain::ids::{CreatorId, MomentId, ProductId, TenantId};
use domain::intent::Intent;
use domain::moment::{Axes, Disclosure, Moderation, MomentKind, RejectCode, Rights, Visibility};
use domain::search::SearchText;

use crate::error::StoreResult;
use crate::live::{Change, Subject, Watched};
use crate::media::Media;
use crate::moderation;
use crate::moment_customer::MomentCustomer;
use crate::moment_hashtag::MomentHashtag;
use crate::moment_words;
use crate::page::{Page, Slice, load_filtered, load_page, narrow, tenant_reads};
use crate::rating::{self, Counted};
use crate::rights::RightsRequest;
use crate::schema::{moment_products, moments};
use crate::scope::{TenantScope, TenantTx};

/// What a moment says that was erased.
pub const ERASED_BODY: &str = "[erased]";

/// A moment with its three axes.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    serde::Serialize,
    serde::Deserialize,
)]
#[diesel(table_name = moments, treat_none_as_null = true)]
pub struct Moment {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: MomentId,
    /// What it is.
    pub kind: MomentKind,
    /// Where it came from.
    pub source: String,
    /// Its key there; unique by `(tenant, source, external_id)`.
    pub external_id: String,
    /// Who made it.
    pub creator_id: Option<CreatorId>,
    /// Its headline.
    pub title: Option<String>,
    /// Its words.
    pub body: String,
    /// Stars, 1–5; shown, never used to rank or moderate.
    pub rating: Option<i16>,
    /// Its page.
    pub permalink: Option<String>,
    /// When it was first published.
    pub published_at: DateTime<Utc>,
    /// The moderation axis.
    pub moderation: Moderation,
    /// Why it was rejected.
    pub reject_code: Option<RejectCode>,
    /// Whether its author may mend it.
    pub reject_editable: bool,
    /// The rights axis.
    pub rights: Rights,
    /// When rights were asked for.
    pub rights_requested_at: Option<DateTime<Utc>>,
    /// When a grant starts.
    pub rights_starts_at: Option<DateTime<Utc>>,
    /// When a grant ends.
    pub rights_ends_at: Option<DateTime<Utc>>,
    /// The visibility axis.
    pub visibility: Visibility,
    /// Whether a disclosure is needed and shown.
    pub disclosure: Disclosure,
    /// Written by somebody whose purchase we recorded.
    pub verified_buyer: bool,
    /// log2 of the decayed score.
    pub log_score: f64,
    /// What feeds are ordered by.
    pub rank: f64,
    /// Raised at every change.
    pub version: i64,
    /// When it came in.
    pub created_at: DateTime<Utc>,
    /// Its language, by two or three letters, where it is known.
    pub language: Option<String>,
    /// What its author wants; none before it was read.
    pub intent: Option<Intent>,
    /// The question that an answer is to.
    pub question_id: Option<MomentId>,
    /// What the votes of readers say, in millionths.
    pub helpfulness: i32,
    /// When its rank last fell.
    pub rank_fell_at: Option<DateTime<Utc>>,
    /// When its stars last fell.
    pub rating_fell_at: Option<DateTime<Utc>>,
    /// When its helpfulness last fell.
    pub helpfulness_fell_at: Option<DateTime<Utc>>,
}

tenant_reads!(Moment, moments, MomentId, "moment", tells | row | Change::of(Subject::Moment, row.id));

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = SqlUuid)]
    id: MomentId,
}

/// The one predicate behind every public read. Source: DESIGN §1.
pub(crate) fn publishable(now: DateTime<Utc>) -> Publishable {
    Publishable(now)
}

/// The same of a row `t` at the moment of the transaction, where no time can be given. A test compares the two.
pub(crate) const PUBLISHABLE_NOW: &str = "t.moderation = 'APPROVED' AND t.visibility = 'VISIBLE' AND t.disclosure <> 'MISSING' \
     AND (t.rights = 'NOT_REQUIRED' OR (t.rights = 'GRANTED' AND t.rights_starts_at <= now() \
     AND (t.rights_ends_at IS NULL OR t.rights_ends_at > now())))";

/// See [`publishable`]. The words that are always the same are written out: so a plan that is kept may use the indexes of
/// what is approved and visible.
#[derive(Debug, Clone, Copy, QueryId)]
pub(crate) struct Publishable(DateTime<Utc>);

impl Expression for Publishable {
    type SqlType = Bool;
}

impl<Source> AppearsOnTable<Source> for Publishable {}
impl<Source> SelectableExpression<Source> for Publishable {}

impl<Group> ValidGrouping<Group> for Publishable {
    type IsAggregate = is_aggregate::No;
}

impl QueryFragment<Pg> for Publishable {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "(moments.moderation = 'APPROVED' AND moments.visibility = 'VISIBLE' AND moments.disclosure <> 'MISSING' \
             AND (moments.rights = 'NOT_REQUIRED' OR (moments.rights = 'GRANTED' AND moments.rights_starts_at <= ",
        );
        out.push_bind_param::<Timestamptz, _>(&self.0)?;
        out.push_sql(" AND (moments.rights_ends_at IS NULL OR moments.rights_ends_at > ");
        out.push_bind_param::<Timestamptz, _>(&self.0)?;
        out.push_sql("))))");
        Ok(())
    }
}

/// Takes words and media of moments that are erased away from wherever they are kept beside the moment itself.
async fn forget_elsewhere(tx: &TenantTx, moments: &[MomentId]) -> StoreResult<()> {
    MomentHashtag::blank(tx, moments).await?;
    RightsRequest::blank(tx, moments).await?;
    MomentCustomer::forget(tx, moments).await?;
    rating::forget(tx, moments).await?;
    moment_words::forget(tx, moments).await?;
    Media::forget(tx, moments).await?;
    moderation::forget_words(tx, moments).await
}

/// Which moments a list shows; what is none leaves out nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MomentFilter {
    /// Only in this state of moderation.
    pub moderation: Option<Moderation>,
    /// Only of this kind.
    pub kind: Option<MomentKind>,
    /// Only of this creator.
    pub creator: Option<CreatorId>,
    /// Only of this product.
    pub product: Option<ProductId>,
    /// Only those with this in their headline or words, in capitals or not.
    pub search: Option<SearchText>,
}

impl Moment {
    /// Where it stands on its axes.
    pub fn axes(&self) -> Axes {
        Axes {
            moderation: self.moderation,
            reject_code: self.reject_code,
            reject_editable: self.reject_editable,
            rights: self.rights,
            rights_requested_at: self.rights_requested_at,
            rights_starts_at: self.rights_starts_at,
            rights_ends_at: self.rights_ends_at,
            visibility: self.visibility,
            disclosure: self.disclosure,
        }
    }

    /// Has it stand so; [`Moment::save`] writes it.
    pub fn stand(&mut self, to: Axes) {
        self.moderation = to.moderation;
        self.reject_code = to.reject_code;
        self.reject_editable = to.reject_editable;
        self.rights = to.rights;
        self.rights_requested_at = to.rights_requested_at;
        self.rights_starts_at = to.rights_starts_at;
        self.rights_ends_at = to.rights_ends_at;
        self.visibility = to.visibility;
        self.disclosure = to.disclosure;
    }

    /// Takes the words of a moment that is erased away, here and wherever else they are kept; [`Moment::save`] writes what is left.
    pub async fn forget_words(&mut self, tx: &TenantTx) -> StoreResult<()> {
        self.title = None;
        self.permalink = None;
        self.body = ERASED_BODY.to_owned();
        forget_elsewhere(tx, &[self.id]).await
    }

    /// Erases every moment of a creator. Answers how many there were that still said something.
    pub async fn erase_of_creator(tx: &TenantTx, creator: CreatorId) -> StoreResult<usize> {
        let mut conn = tx.db()?;
        // Locked in their order first, so that whoever decides about many at once never waits for this and this for them.
        let ids: Vec<MomentId> = moments::table
            .filter(moments::tenant_id.eq(tx.tenant()))
            .filter(moments::creator_id.eq(creator))
            .filter(moments::visibility.ne(Visibility::Erased))
            .order(moments::id)
            .select(moments::id)
            .for_update()
            .load(&mut conn)
            .await?;
        let erased = diesel::update(moments::table)
            .filter(moments::tenant_id.eq(tx.tenant()))
            .filter(moments::id.eq_any(&ids))
            .set((
                moments::visibility.eq(Visibility::Erased),
                moments::title.eq(None::<String>),
                moments::permalink.eq(None::<String>),
                moments::body.eq(ERASED_BODY),
                moments::version.eq(moments::version + 1),
            ))
            .execute(&mut conn)
            .await?;
        forget_elsewhere(tx, &ids).await?;
        tx.changed(ids.iter().map(|id| Change::of(Subject::Moment, *id)));
        Ok(erased)
    }

    /// One page of a filtered list, newest first.
    pub async fn filtered(
        scope: &impl TenantScope,
        filter: &MomentFilter,
        page: Page,
    ) -> StoreResult<Slice<Moment>> {
        if let Some(text) = &filter.search {
            return Moment::found(scope, filter, text, page).await;
        }
        load_filtered!(scope, moments, Moment, page, |query| {
            narrow!(
                query,
                moments::moderation => filter.moderation,
                moments::kind => filter.kind,
                moments::creator_id => filter.creator,
            );
            if let Some(product) = filter.product {
                query = query.filter(
                    moments::id.eq_any(
                        moment_products::table
                            .filter(moment_products::tenant_id.eq(scope.tenant()))
                            .filter(moment_products::product_id.eq(product))
                            .select(moment_products::moment_id),
                    ),
                );
            }
        })
    }

    /// The same with words to look for, by the one function that may use the index of words.
    async fn found(
        scope: &impl TenantScope,
        filter: &MomentFilter,
        text: &SearchText,
        page: Page,
    ) -> StoreResult<Slice<Moment>> {
        let mut conn = scope.conn().await?;
        let found: Vec<Found> =
            diesel::sql_query("SELECT id FROM search_moments($1, $2, $3, $4, $5, $6, $7, $8, $9) AS id")
                .bind::<Text, _>(text.anywhere())
                .bind::<Nullable<Text>, _>(filter.moderation)
                .bind::<Nullable<Text>, _>(filter.kind)
                .bind::<Nullable<SqlUuid>, _>(filter.creator)
                .bind::<Nullable<SqlUuid>, _>(filter.product)
                .bind::<Nullable<SqlUuid>, _>(page.after)
                .bind::<Nullable<SqlUuid>, _>(page.before)
                .bind::<Bool, _>(page.backwards)
                .bind::<BigInt, _>(page.limit + 1)
                .load(&mut conn)
                .await?;
        let ids: Vec<MomentId> = found.into_iter().map(|found| found.id).collect();
        let mut rows = Moment::find_many(scope, &ids).await?;
        rows.sort_by_key(|row| row.id);
        if !page.backwards {
            rows.reverse();
        }
        Ok(Slice::cut(rows, page))
    }

    /// Those of these moments that the public may see now, in no order.
    pub async fn published(
        scope: &impl TenantScope,
        ids: &[MomentId],
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Moment>> {
        let mut conn = scope.conn().await?;
        Ok(moments::table
            .filter(moments::tenant_id.eq(scope.tenant()))
            .filter(moments::id.eq_any(ids))
            .filter(publishable(now))
            .select(Moment::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Whether the public may see it now, asked of the database itself.
    pub async fn is_publishable(
        scope: &impl TenantScope,
        id: MomentId,
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let mut conn = scope.conn().await?;
        let found: Option<MomentId> = moments::table
            .filter(moments::tenant_id.eq(scope.tenant()))
            .filter(moments::id.eq(id))
            .filter(publishable(now))
            .select(moments::id)
            .first(&mut conn)
            .await
            .optional()?;
        Ok(found.is_some())
    }

    /// Notes whether its author bought what it is about, and ranks it so. Returns whether that is news.
    pub(crate) fn set_verified_buyer(&mut self, is_verified: bool, now: DateTime<Utc>) -> bool {
        if self.verified_buyer == is_verified {
            return false;
        }
        self.verified_buyer = is_verified;
        self.rank = feed::rank(self.log_score, is_verified);
        if !is_verified {
            self.rank_fell_at = Some(now);
        }
        true
    }

    /// Writes a changed, locked moment back, with what it counts for in ratings, and raises its version.
    pub async fn save(&mut self, tx: &TenantTx) -> StoreResult<()> {
        self.version += 1;
        let conn = tx.db()?;
        let mut write = conn;
        let update = diesel::update(moments::table)
            .filter(moments::tenant_id.eq(tx.tenant()))
            .filter(moments::id.eq(self.id))
            .filter(moments::version.eq(self.version - 1))
            .set(&*self)
            .execute(&mut write);
        let (saved, counted) = futures::join!(update, rating::recount(tx, self));
        let saved = saved?;
        counted?;
        tx.changed([self.change()]);
        if saved == 1 { Ok(()) } else { Err(crate::error::StoreError::Conflict("moment")) }
    }

    /// Adds many at once; those whose `(source, external_id)` stands are left alone. Returns the ids added.
    pub async fn add_missing(tx: &TenantTx, rows: &[Moment]) -> StoreResult<Vec<MomentId>> {
        let added: Vec<MomentId> = diesel::insert_into(moments::table)
            .values(rows)
            .on_conflict((moments::tenant_id, moments::source, moments::external_id))
            .do_nothing()
            .returning(moments::id)
            .get_results(&mut tx.db()?)
            .await?;
        tx.changed(added.iter().map(|id| Change::of(Subject::Moment, *id)));
        Ok(added)
    }

    /// The moment of this source and key.
    pub async fn by_external_id(
        scope: &impl TenantScope,
        source: &str,
        external_id: &str,
    ) -> StoreResult<Option<Moment>> {
        let mut conn = scope.conn().await?;
        Ok(moments::table
            .filter(moments::tenant_id.eq(scope.tenant()))
            .filter(moments::source.eq(source))
            .filter(moments::external_id.eq(external_id))
            .select(Moment::as_select())
            .first(&mut conn)
            .await
            .optional()?)
    }

    /// Tags moments that were added with products, and has them count in their ratings.
    pub(crate) async fn tag(tx: &TenantTx, tags: &[(&Moment, ProductId)]) -> StoreResult<()> {
        let rows: Vec<_> = tags
            .iter()
            .map(|(moment, product)| {
                let Counted { stars, from, until } = Counted::of(moment);
                (
                    moment_products::tenant_id.eq(tx.tenant()),
                    moment_products::moment_id.eq(moment.id),
                    moment_products::product_id.eq(*product),
                    moment_products::stars.eq(stars),
                    moment_products::counts_from.eq(from),
                    moment_products::counts_until.eq(until),
                )
            })
            .collect();
        diesel::insert_into(moment_products::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// The product tags of many moments.
    pub async fn tags(scope: &impl TenantScope, ids: &[MomentId]) -> StoreResult<Vec<(MomentId, ProductId)>> {
        let mut conn = scope.conn().await?;
        Ok(moment_products::table
            .filter(moment_products::tenant_id.eq(scope.tenant()))
            .filter(moment_products::moment_id.eq_any(ids))
            .order((moment_products::moment_id, moment_products::product_id))
            .select((moment_products::moment_id, moment_products::product_id))
            .load(&mut conn)
            .await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_predicate_in_two_spellings() {
        let written = diesel::debug_query::<Pg, _>(
            &moments::table.filter(publishable(DateTime::UNIX_EPOCH)).select(moments::id),
        )
        .to_string();
        let now = |text: &str| text.replace("moments.", "t.").replace("$1", "now()").replace("$2", "now()");
        let written = now(&written.replace('"', ""));
        assert!(written.contains(&format!("({PUBLISHABLE_NOW})")), "{written}");
    }
}
