//! The API over HTTP: authentication, idempotency, faults, answers.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine as _;
use bytes::Bytes;

use crate::failure::Failure;
use crate::fault::{Fault, FaultKind};
use crate::form::Params;
use crate::idempotency::{Claim, SavedAnswer};
use crate::reply::{Reply, pretty};
use crate::route::{self, API_VERSION, Call, Endpoint};
use crate::state::{Cause, Kind, Tx};
use crate::store::Shared;
use crate::wire::Wire;
use crate::{account, expand, id, transfer};

const BODY_BYTES_MAX: usize = 1 << 20;

/// Every request below `/v1/`.
pub(crate) async fn api(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
) -> Response {
    let request_id = id::request();
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_BYTES_MAX).await else {
        let failure = Failure::invalid("The request's body could not be read or is too large.").status(413);
        return Reply::failure(&failure, &request_id).write(&request_id);
    };
    let version = header(&parts.headers, "stripe-version").unwrap_or(API_VERSION).to_owned();
    let fault = shared.meets(parts.method.as_str(), parts.uri.path());
    let reply = match fault {
        Some(fault) if fault.kind == FaultKind::DropBefore => {
            wire.cut();
            Reply::new(500, String::new())
        }
        Some(fault) if fault.kind == FaultKind::HtmlBefore => Reply::bad_gateway(),
        fault => {
            let kind = fault.as_ref().map(|fault| fault.kind);
            // In a task of its own: like Stripe's, a request goes on when its client goes away.
            let task = tokio::spawn(answer(Arc::clone(&shared), parts, body, request_id.clone(), fault));
            let reply = task.await.unwrap_or_else(|_| Reply::failure(&Failure::internal(), &request_id));
            match kind {
                Some(FaultKind::DropAfter) => {
                    wire.cut();
                    reply
                }
                Some(FaultKind::Status500After) => Reply::failure(&Failure::internal(), &request_id),
                Some(FaultKind::HtmlAfter) => Reply::bad_gateway(),
                Some(FaultKind::Truncated) => reply.cut(),
                _ => reply,
            }
        }
    };
    reply.header("stripe-version", version).write(&request_id)
}

async fn answer(
    shared: Arc<Shared>,
    parts: Parts,
    body: Bytes,
    request_id: String,
    fault: Option<Fault>,
) -> Reply {
    let key = header(&parts.headers, "idempotency-key").filter(|_| parts.method == "POST").map(str::to_owned);
    let refusal = fault.as_ref().and_then(|fault| fault.refusal(key.as_deref()));
    if let Some(failure) = refusal {
        return Reply::failure(&failure, &request_id);
    }
    if let Some(fault) = fault.as_ref().filter(|fault| fault.kind == FaultKind::Slow) {
        tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    }
    let instead = fault.and_then(|fault| instead(fault.kind));
    let result = match prepare(&shared, &parts, &body) {
        Ok((call, endpoint)) => {
            let endpoint = instead.unwrap_or(endpoint);
            execute(&shared, &parts, call, endpoint, key.as_deref(), &request_id).await
        }
        Err(failure) => Err(failure),
    };
    shared.outbox.told(&request_id).await;
    let reply = result.unwrap_or_else(|failure| Reply::failure(&failure, &request_id));
    match key {
        Some(key) => reply.header("idempotency-key", key),
        None => reply,
    }
}

/// What runs instead of the endpoint, so that the request's key keeps the refusal.
fn instead(kind: FaultKind) -> Option<Endpoint> {
    match kind {
        FaultKind::Saved500 => Some(|_, _| Err(Failure::internal().executed())),
        FaultKind::BalanceInsufficient => Some(|_, _| Err(transfer::balance_insufficient())),
        FaultKind::InsufficientCapabilities => Some(|_, _| Err(transfer::insufficient_capabilities())),
        _ => None,
    }
}

/// What can be said about a request without executing it.
fn prepare(shared: &Shared, parts: &Parts, body: &[u8]) -> Result<(Call, Endpoint), Failure> {
    authenticate(&parts.headers, &shared.secret_key)?;
    let path = parts.uri.path();
    let found = path
        .strip_prefix("/v1/")
        .and_then(|below| route::find(parts.method.as_str(), below))
        .ok_or_else(|| unknown_url(parts.method.as_str(), path))?;
    shared.limit().pass(found.name, shared.clock.now_ms().div_euclid(1000))?;
    let params = Params::parse(parts.uri.query().unwrap_or_default(), body)?;
    let mut account = header(&parts.headers, "stripe-account").map(str::to_owned);
    if let Some(id) = &account {
        let store = shared.store();
        if store.state.get(Kind::Platform, id).is_some() {
            account = None;
        } else if store.state.get(Kind::Account, id).is_none() {
            return Err(account::no_access(id));
        }
    }
    Ok((Call { params, account, ids: found.ids }, found.endpoint))
}

fn unknown_url(method: &str, path: &str) -> Failure {
    let message = format!(
        "Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/."
    );
    Failure::invalid(message).status(404)
}

/// The key as Bearer token, or as the user name of Basic.
fn authenticate(headers: &HeaderMap, secret_key: &str) -> Result<(), Failure> {
    let given = header(headers, "authorization").and_then(credential);
    match given {
        Some(key) if key == secret_key => Ok(()),
        Some(key) if !key.is_empty() => {
            let tail: String = key.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
            let failure = Failure::invalid(format!(
                "Invalid API Key provided: {}****{tail}",
                key.chars().take(8).collect::<String>()
            ));
            Err(failure.status(401))
        }
        _ => {
            let message = "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.";
            Err(Failure::invalid(message).status(401))
        }
    }
}

fn credential(authorization: &str) -> Option<String> {
    let (scheme, rest) = authorization.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = base64::engine::general_purpose::STANDARD.decode(rest.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    text.split(':').next().map(str::to_owned)
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// A claimed key, given back however the request ends.
struct Claimed<'a> {
    shared: &'a Shared,
    claim: Claim,
}

impl Drop for Claimed<'_> {
    fn drop(&mut self) {
        self.shared.store().state.keys.end(&self.claim);
    }
}

async fn execute(
    shared: &Shared,
    parts: &Parts,
    call: Call,
    endpoint: Endpoint,
    key: Option<&str>,
    request_id: &str,
) -> Result<Reply, Failure> {
    let Some(key) = key else {
        let (status, body) = run(shared, &call, endpoint, None, request_id)?;
        return Ok(Reply::new(status, body));
    };
    let claim = Claim {
        account: call.account.clone(),
        key: key.to_owned(),
        path: parts.uri.path().to_owned(),
        fingerprint: call.params.fingerprint().to_owned(),
    };
    {
        let now_ms = shared.clock.now_ms();
        let keys = &mut shared.store().state.keys;
        if let Some(saved) = keys.check(&claim, now_ms)? {
            let reply = Reply::new(saved.status, saved.body).header("idempotent-replayed", "true");
            return Ok(reply.header("original-request", saved.request_id));
        }
        keys.begin(&claim);
    }
    let claimed = Claimed { shared, claim };
    let execute_ms = shared.delays().execute_ms;
    if execute_ms > 0 {
        tokio::time::sleep(Duration::from_millis(execute_ms)).await;
    }
    let (status, body) = run(shared, &call, endpoint, Some(&claimed.claim), request_id)?;
    Ok(Reply::new(status, body).header("original-request", request_id))
}

/// Runs an endpoint and keeps what it did, its answer included, before that answer leaves.
fn run(
    shared: &Shared,
    call: &Call,
    endpoint: Endpoint,
    claim: Option<&Claim>,
    request_id: &str,
) -> Result<(u16, String), Failure> {
    let cause = Cause {
        request_id: Some(request_id.to_owned()),
        idempotency_key: claim.map(|claim| claim.key.clone()),
    };
    let paths = call.params.texts("expand")?;
    shared.transact(cause, |tx| {
        let result = endpoint(tx, call).and_then(|mut answer| {
            expand::expand(tx, &mut answer, &paths)?;
            Ok(answer)
        });
        let (status, body) = match result {
            Ok(answer) => (200, pretty(&answer)),
            Err(failure) if failure.executed => (failure.status, pretty(&failure.body(request_id))),
            Err(failure) => return Err(failure),
        };
        if let Some(claim) = claim {
            tx.save_answer(saved(tx, claim, status, &body, request_id));
        }
        Ok((status, body))
    })
}

fn saved(tx: &Tx<'_>, claim: &Claim, status: u16, body: &str, request_id: &str) -> SavedAnswer {
    SavedAnswer {
        account: claim.account.clone(),
        key: claim.key.clone(),
        path: claim.path.clone(),
        fingerprint: claim.fingerprint.clone(),
        request_id: request_id.to_owned(),
        status,
        body: body.to_owned(),
        saved_at_ms: tx.now_ms,
    }
}

/// An HTML page.
pub(crate) fn page(status: StatusCode, html: String) -> Response {
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}
