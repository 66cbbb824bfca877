//! Touches: how visitors met us.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use domain::ids::LinkId;
use domain::permission::Permission;
use store::touch as row;

use super::batch::by_id;
use super::connection::{List, PageArgs, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::request::{Request, maybe_id};
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

#[derive(Default)]
pub struct TouchQuery;

#[Object]
impl TouchQuery {
    /// Touches, newest first.
    #[graphql(guard = "Requires(Permission::TouchRead)", directive = RequiresScopes::apply(Permission::TouchRead))]
    async fn touches(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        link_id: Option<ID>,
    ) -> ApiResult<List<Touch>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let link: Option<LinkId> = maybe_id(link_id.as_ref(), "linkId")?;
        let scope = Request::of(ctx)?.read()?;
        let slice = match link {
            Some(link) => row::Touch::of_link(&*scope, link, page).await?,
            None => row::Touch::page(&*scope, page).await?,
        };
        Ok(list(slice, Touch))
    }
}
