//! Who watches, and whether they still may.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use domain::agent::Entrance;
use domain::ids::{AffiliateId, TenantId, UserId};
use serde_json::Value;
use store::Actor;
use store::live::Audience;
use tokio::sync::{Mutex, Semaphore, mpsc};
use tokio::time::{sleep, timeout};

use super::protocol::Close;
use crate::App;
use crate::auth::{Caller, Sender};
use crate::error::{ApiError, ApiResult, Kind};
use crate::graphql::Schema;

/// How often a viewer to whom nothing is told is looked at, in seconds. A credential is remembered for seconds beside.
const LOOK_SECONDS: u64 = 3;
/// How long the first answer waits for Redis to say where its streams stand.
const CURSOR_MS: u64 = 1_000;

/// Who watches.
pub(super) struct Viewer {
    pub(super) app: App,
    pub(super) schema: Schema,
    pub(super) request_id: String,
    pub(super) turns: Arc<Semaphore>,
    pub(super) sender: Sender,
    /// What of the request that opened the socket says who asks.
    pub(super) headers: HeaderMap,
    pub(super) rights: OnceLock<Rights>,
    /// Held by the one subscription that is telling something.
    pub(super) speaks: Mutex<()>,
}

/// What a viewer may see. Where it changes the socket ends, and is opened anew.
#[derive(PartialEq)]
pub(super) struct Rights {
    user: Option<UserId>,
    tenant: Option<(TenantId, Actor)>,
    barred: bool,
    email_unverified: bool,
    affiliate: Option<AffiliateId>,
}

impl Rights {
    fn of(caller: &Caller) -> Rights {
        Rights {
            user: caller.user,
            tenant: caller.tenant.as_ref().map(|ctx| (ctx.tenant(), ctx.actor().clone())),
            barred: caller.barred.is_some(),
            email_unverified: caller.email_unverified,
            affiliate: caller.affiliate.as_ref().map(|ctx| ctx.affiliate()),
        }
    }
}

impl Viewer {
    /// Who it is now: a session that was ended, or rights that were changed, count at once.
    /// Errors: `UNAUTHENTICATED` when it is not who opened the socket, with the rights of then.
    pub(super) async fn caller(&self) -> ApiResult<Caller> {
        let caller = crate::auth::authenticate(&self.app, &self.headers, None, Entrance::Graphql).await?;
        let rights = Rights::of(&caller);
        if *self.rights.get_or_init(|| Rights::of(&caller)) == rights {
            Ok(caller)
        } else {
            Err(ApiError::unauthenticated())
        }
    }

    /// Takes the credential, which browsers cannot put into a header of the request. Errors: why the socket is closed.
    pub(super) async fn greet(&mut self, payload: Option<Value>) -> Result<Caller, Close> {
        let given = payload.as_ref().and_then(|payload| {
            payload
                .get("authorization")
                .or_else(|| payload.get("Authorization"))
                .filter(|given| !given.is_null())
        });
        if let Some(given) = given {
            let value = given.as_str().and_then(|text| HeaderValue::from_str(text).ok());
            self.headers.insert(header::AUTHORIZATION, value.ok_or(Close::Malformed)?);
        }
        match self.caller().await {
            // A stranger may see nothing.
            Ok(caller) if caller.tenant.is_none() && caller.user.is_none() => Err(Close::Forbidden),
            Ok(caller) => Ok(caller),
            Err(error) if is_ours(&error) => Err(Close::Later),
            Err(_) => Err(Close::Forbidden),
        }
    }

    /// Where the streams stand that the caller may follow, by name; nothing while Redis is away.
    pub(super) async fn cursors(&self, caller: &Caller) -> serde_json::Map<String, Value> {
        let tenant = caller.tenant.as_ref().map(|ctx| ("tenant", Audience::Tenant(ctx.tenant())));
        let affiliate =
            caller.affiliate.as_ref().map(|ctx| ("affiliate", Audience::Affiliate(ctx.affiliate())));
        let mut cursors = serde_json::Map::new();
        for (name, audience) in tenant.into_iter().chain(affiliate) {
            let end = timeout(Duration::from_millis(CURSOR_MS), self.app.live.end(audience)).await;
            if let Ok(Ok(cursor)) = end {
                cursors.insert(name.to_owned(), Value::String(cursor.to_string()));
            }
        }
        cursors
    }

    /// Has the socket closed when the credential is good no more, or the server ends.
    pub(super) async fn watch(self: Arc<Viewer>, closing: mpsc::Sender<Close>) {
        let mut ending = self.app.ending.subscribe();
        loop {
            let ends = tokio::select! {
                ends = ending.wait_for(|ends| *ends) => ends.is_ok(),
                () = sleep(Duration::from_secs(LOOK_SECONDS)) => false,
            };
            if ends {
                let _ = closing.send(Close::Restart).await;
                return;
            }
            let Ok(_turn) = self.turns.acquire().await else { return };
            match self.caller().await {
                Ok(_) => {}
                Err(error) if is_ours(&error) => {}
                Err(_) => {
                    let _ = closing.send(Close::Forbidden).await;
                    return;
                }
            }
        }
    }
}

/// Whether an error says nothing about the caller.
pub(super) fn is_ours(error: &ApiError) -> bool {
    matches!(error.kind, Kind::Unavailable | Kind::Internal | Kind::Limited)
}
