//! What one request carries: who calls, its one lazily opened read transaction, its loaders.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::Context;
use chrono::{DateTime, Utc};
use domain::ids::TypedId;
use domain::permission::Permission;
use store::{AffiliateTx, TenantRead, TenantScope, TenantTx};
use tokio::sync::OnceCell;

use super::batch::{Batches, Edge};
use crate::App;
use crate::auth::{Caller, Sender};
use crate::error::{ApiError, ApiResult};
use crate::http::cookie;

/// A request at work.
pub struct Request {
    /// What every request may use.
    pub app: App,
    /// Who calls.
    pub caller: Caller,
    /// From where.
    pub sender: Sender,
    /// Its id, in every error.
    pub id: String,
    cookies: Mutex<Vec<String>>,
    pub(super) batches: Batches,
    scopes: Mutex<Scopes>,
}

#[derive(Default)]
struct Scopes {
    read: Option<Arc<TenantRead>>,
    own: Arc<OnceCell<Arc<AffiliateTx>>>,
}

impl Request {
    /// A request of this caller.
    pub fn new(app: App, caller: Caller, sender: Sender, id: String) -> Arc<Request> {
        let (batches, scopes, cookies) = Default::default();
        Arc::new(Request { app, caller, sender, id, cookies, batches, scopes })
    }

    /// Has the browser keep this: a whole `Set-Cookie`.
    pub fn set_cookie(&self, cookie: String) {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).push(cookie);
    }

    /// Takes a browser's refresh token away; of nobody else.
    pub fn end_cookie(&self) {
        if self.sender.browser.is_some() {
            self.set_cookie(cookie::end_refresh(self.app.https()));
        }
    }

    /// What the browser is to keep.
    pub(super) fn take_cookies(&self) -> Vec<String> {
        std::mem::take(&mut *self.cookies.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The request a resolver works in.
    pub fn of<'a>(ctx: &Context<'a>) -> ApiResult<&'a Arc<Request>> {
        ctx.data_opt::<Arc<Request>>().ok_or_else(|| ApiError::internal(&"no request in the context"))
    }

    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    /// Whether the caller may do this in their tenant.
    pub fn may(&self, permission: Permission) -> bool {
        self.caller.may(permission).is_ok()
    }

    /// Whether the caller's tenant is suspended.
    pub async fn is_suspended(&self) -> ApiResult<bool> {
        Ok(store::plan::is_suspended(&*self.read()?).await?)
    }

    /// Errors: `TENANT_SUSPENDED`.
    pub async fn not_suspended(&self) -> ApiResult<()> {
        if self.is_suspended().await? { Err(ApiError::suspended()) } else { Ok(()) }
    }

    /// Whether the tenant's standing lets it do what asks for this permission. Errors: `TENANT_SUSPENDED`.
    pub async fn works(&self, permission: Permission) -> ApiResult<()> {
        if domain::plan::suspended_stops(permission) { self.not_suspended().await } else { Ok(()) }
    }

    /// The read transaction all queries of this request share; no connection is taken before the first statement.
    pub fn read(&self) -> ApiResult<Arc<TenantRead>> {
        let ctx = self.caller.tenant()?;
        let mut scopes = self.scopes.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(scopes.read.get_or_insert_with(|| Arc::new(TenantRead::new(&self.app.pool, ctx))).clone())
    }

    /// The transaction in which an affiliate reads their own rows.
    pub async fn own(&self) -> ApiResult<Arc<AffiliateTx>> {
        let cell = self.scopes.lock().unwrap_or_else(PoisonError::into_inner).own.clone();
        let ctx = self.caller.affiliate()?;
        let open = || async { AffiliateTx::read(&self.app.pool, ctx).await.map(Arc::new) };
        Ok(cell.get_or_try_init(open).await?.clone())
    }

    /// A mutation's own transaction. What was read before is closed, so that no request holds two connections.
    pub async fn write(&self) -> ApiResult<TenantTx> {
        let ctx = self.caller.tenant()?;
        self.forget();
        Ok(TenantTx::begin(&self.app.pool, ctx).await?)
    }

    /// An affiliate's own transaction that writes.
    pub async fn write_own(&self) -> ApiResult<AffiliateTx> {
        let ctx = self.caller.affiliate()?;
        self.forget();
        Ok(AffiliateTx::begin(&self.app.pool, ctx).await?)
    }

    /// Closes what was opened for reading.
    pub fn forget(&self) {
        *self.scopes.lock().unwrap_or_else(PoisonError::into_inner) = Scopes::default();
    }

    /// Commits what changed something the public sees, and drops the tenant's cached pages.
    pub async fn commit_shown(&self, tx: TenantTx) -> ApiResult<()> {
        let tenant = tx.tenant();
        tx.commit().await?;
        self.app.cache.drop_pages(tenant).await;
        Ok(())
    }

    /// Follows an edge.
    pub async fn load<E: Edge>(&self, key: E::Key) -> ApiResult<Option<E::Value>> {
        self.batches.load::<E>(key).await
    }

    /// Follows an edge that a row promises to exist.
    pub async fn promised<E: Edge>(&self, key: E::Key) -> ApiResult<E::Value> {
        self.load::<E>(key).await?.ok_or_else(|| ApiError::internal(&std::any::type_name::<E>()))
    }
}

/// Reads an id of the expected kind. Errors: `INVALID_ID` naming the field.
pub fn id<I: TypedId>(text: &async_graphql::ID, field: &str) -> ApiResult<I> {
    text.parse().map_err(|error: domain::ids::IdError| {
        ApiError::refused("INVALID_ID", format!("{field}: {error}")).at(field)
    })
}

/// Reads ids of the expected kind. Errors: `INVALID_ID` naming the field.
pub fn ids<I: TypedId>(texts: &[async_graphql::ID], field: &str) -> ApiResult<Vec<I>> {
    texts.iter().map(|text| id(text, field)).collect()
}

/// Reads a moment that may be left out. Errors: `TIME_INVALID` naming the field.
pub fn maybe_moment(at: Option<DateTime<Utc>>, field: &str) -> ApiResult<Option<DateTime<Utc>>> {
    match at {
        Some(at) if !domain::calendar::is_kept(at) => {
            Err(ApiError::refused("TIME_INVALID", format!("{field} is no moment of the years 1970 to 9998"))
                .at(field))
        }
        other => Ok(other),
    }
}

/// Reads an id that may be left out. Errors: `INVALID_ID` naming the field.
pub fn maybe_id<I: TypedId>(text: Option<&async_graphql::ID>, field: &str) -> ApiResult<Option<I>> {
    text.map(|text| id(text, field)).transpose()
}
