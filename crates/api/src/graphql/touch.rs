//! Touches: how visitors met us.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::permission::Permission;
use store::touch as row;

use super::batch::by_id;
use super::connection::{List, PageArgs, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::request::{Request, maybe_id, maybe_moment};
use super::scalar::{TouchKind, Verdict};
use crate::error::ApiResult;

/// A visitor met us. Rejected touches are kept too, with the reason.
pub struct Touch(pub row::Touch);
keyed!(Touch);

#[Object]
impl Touch {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn kind(&self) -> TouchKind {
        self.0.kind.into()
    }
    async fn occurred_at(&self) -> DateTime<Utc> {
        self.0.occurred_at
    }
    /// The browser; a code has none.
    async fn visitor_id(&self) -> Option<ID> {
        self.0.visitor_id.map(Into::into)
    }
    async fn link_id(&self) -> Option<ID> {
        self.0.link_id.map(Into::into)
    }
    async fn code_id(&self) -> Option<ID> {
        self.0.code_id.map(Into::into)
    }
    async fn moment_id(&self) -> Option<ID> {
        self.0.moment_id.map(Into::into)
    }
    async fn verdict(&self) -> Verdict {
        self.0.verdict.into()
    }
    /// Why it is not valid.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
    /// The host the visitor came from.
    async fn referrer_host(&self) -> Option<&str> {
        self.0.referrer_host.as_deref()
    }
}

by_id!(
    /// A touch by id.
    TouchById: domain::ids::TouchId => row::Touch
);

/// Which touches.
#[derive(InputObject, Default)]
pub struct TouchFilter {
    pub kind: Option<TouchKind>,
    pub verdict: Option<Verdict>,
    pub link_id: Option<ID>,
    pub code_id: Option<ID>,
    pub moment_id: Option<ID>,
    /// What happened then or later.
    pub occurred_after: Option<DateTime<Utc>>,
    /// What happened before.
    pub occurred_before: Option<DateTime<Utc>>,
}

impl TouchFilter {
    /// Errors: `INVALID_ID`, `TIME_INVALID`.
    fn read(self) -> ApiResult<row::TouchFilter> {
        Ok(row::TouchFilter {
            kind: self.kind.map(Into::into),
            verdict: self.verdict.map(Into::into),
            link: maybe_id(self.link_id.as_ref(), "linkId")?,
            code: maybe_id(self.code_id.as_ref(), "codeId")?,
            moment: maybe_id(self.moment_id.as_ref(), "momentId")?,
            from: maybe_moment(self.occurred_after, "occurredAfter")?,
            to: maybe_moment(self.occurred_before, "occurredBefore")?,
        })
    }
}

#[derive(Default)]
pub struct TouchQuery;

#[Object]
impl TouchQuery {
    /// Touches, those first that happened last. `linkId` is that of the filter.
    #[graphql(guard = "Requires(Permission::TouchRead)", directive = RequiresScopes::apply(Permission::TouchRead))]
    #[allow(
        clippy::too_many_arguments,
        reason = "a page, and what of the list; the graph has published `linkId`"
    )]
    async fn touches(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        link_id: Option<ID>,
        filter: Option<TouchFilter>,
    ) -> ApiResult<List<Touch>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let mut filter = filter.unwrap_or_default();
        filter.link_id = filter.link_id.or(link_id);
        let filter = filter.read()?;
        let scope = Request::of(ctx)?.read()?;
        Ok(list(row::Touch::filtered(&*scope, &filter, page).await?, Touch))
    }
}
