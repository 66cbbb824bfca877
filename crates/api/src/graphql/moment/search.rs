//! Moments by their words.

use async_graphql::{Context, ID, InputObject, Object};
use domain::feed::LanguageError;
use domain::permission::Permission;
use store::moment_words::{self as rows, SearchFilter};
use store::page::Slice;

use super::Moment;
use crate::error::{ApiError, ApiResult, Kind};
use crate::graphql::connection::{Cursor, List, decode_found, encode_found, forward};
use crate::graphql::filter;
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::request::{Request, maybe_id};
use crate::graphql::scalar::{Moderation, MomentKind};

/// Which moments are looked for.
#[derive(InputObject, Default)]
pub struct MomentSearchFilter {
    pub kind: Option<MomentKind>,
    pub creator_id: Option<ID>,
    pub product_id: Option<ID>,
    /// As `en` or `en-GB`; those of which it is not known are left out.
    pub language: Option<String>,
    pub moderation: Option<Moderation>,
    /// Only what the public may see now. Who may not read every moment finds no others anyway.
    pub publishable: Option<bool>,
}

#[derive(Default)]
pub struct MomentSearchQuery;

#[Object]
impl MomentSearchQuery {
    /// Moments that have these words in headline or body, the best first, of equals the newest; `first` is 1 to 100.
    ///
    /// All words count, in capitals or not, each as it is written; `"in a row"`, `this or that` and `-without` as search engines have
    /// them. `query` has at most 100 characters. Where more than 2,000 moments have them, the newest of these are ranked.
    #[graphql(guard = "Requires(Permission::FeedRead)", directive = RequiresScopes::apply(Permission::FeedRead))]
    async fn moment_search(
        &self,
        ctx: &Context<'_>,
        query: String,
        first: Option<i32>,
        after: Option<String>,
        filter: Option<MomentSearchFilter>,
    ) -> ApiResult<List<Moment>> {
        let request = Request::of(ctx)?;
        let limit = forward(first)?;
        let below = after.as_deref().map(decode_found).transpose()?;
        let asked = filter.unwrap_or_default();
        let only_shown = asked.publishable == Some(true) || !request.may(Permission::MomentRead);
        let language = asked.language.map(|text| text.parse()).transpose();
        let filter = SearchFilter {
            shown_at: only_shown.then(|| request.now()),
            moderation: asked.moderation.map(Into::into),
            kind: asked.kind.map(Into::into),
            creator: maybe_id(asked.creator_id.as_ref(), "creatorId")?,
            product: maybe_id(asked.product_id.as_ref(), "productId")?,
            language: language.map_err(|error: LanguageError| {
                ApiError::new(Kind::Malformed, "FILTER_INVALID", error.to_string()).at("language")
            })?,
        };
        let slice = match filter::search(Some(query))? {
            Some(text) => rows::search(&*request.read()?, &text, &filter, below, limit).await?,
            None => Slice { rows: Vec::new(), has_next: false, has_previous: below.is_some() },
        };
        let mut list = List::new(slice.has_previous, slice.has_next);
        list.edges = slice
            .rows
            .into_iter()
            .map(|found| {
                let cursor = Cursor(encode_found(found.place));
                async_graphql::connection::Edge::new(cursor, Moment::from(found.moment))
            })
            .collect();
        Ok(list)
    }
}
