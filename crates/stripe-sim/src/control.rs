//! What a person or a test does to the simulator: pages, and `/_sim/` for other processes.

mod billing;
mod faults;
mod given;
mod money;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use self::given::Given;
use crate::account_link::{self, Visit};
use crate::checkout_payment::Choice;
use crate::config::{Delays, Webhook};
use crate::failure::Failure;
use crate::http;
use crate::limit::Limit;
use crate::state::{Cause, Kind, Tx, text};
use crate::store::{Shared, all, set_webhook};
use crate::{account, balance, checkout_page, overview, webhook_endpoint};

type Sim = State<Arc<Shared>>;
type Answer = Result<Json<Value>, Failure>;

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(self.body("req_control"))).into_response()
    }
}

/// Everything that is served.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(show_overview))
        .route("/onboard/{account}", get(open_onboarding).post(complete_onboarding))
        .route("/pay/{session}", get(open_payment).post(pay))
        .route("/_sim/accounts", get(accounts))
        .route("/_sim/accounts/{account}/complete", post(complete_account))
        .route("/_sim/accounts/{account}/capabilities", post(set_capabilities))
        .route("/_sim/balance", get(funds).post(top_up))
        .route("/_sim/clock", get(clock).post(advance))
        .route("/_sim/config", post(configure))
        .route("/_sim/events", get(events))
        .route("/_sim/transfers", get(transfers))
        .merge(faults::router())
        .merge(money::router())
        .merge(billing::router())
        .fallback(http::api)
        .with_state(shared)
}

fn act<T>(shared: &Shared, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
    shared.transact(Cause::default(), work)
}

fn not_found() -> Response {
    http::page(StatusCode::NOT_FOUND, crate::html::Page::new("Nothing here").finish())
}

async fn show_overview(State(shared): Sim) -> Result<Response, Failure> {
    let page = act(&shared, |tx| Ok(overview::page(tx)))?;
    Ok(http::page(StatusCode::OK, page.finish()))
}

/// The query of an onboarding page.
#[derive(Deserialize)]
struct LinkQuery {
    #[serde(default)]
    link: String,
}

async fn open_onboarding(
    State(shared): Sim,
    Path(account): Path<String>,
    Query(query): Query<LinkQuery>,
) -> Result<Response, Failure> {
    Ok(match act(&shared, |tx| Ok(account_link::open(tx, &account, &query.link)))? {
        Some(Visit::Form(page)) => http::page(StatusCode::OK, page.finish()),
        Some(Visit::Elsewhere(url)) => Redirect::to(&url).into_response(),
        None => not_found(),
    })
}

async fn complete_onboarding(
    State(shared): Sim,
    Path(account): Path<String>,
    Query(query): Query<LinkQuery>,
) -> Result<Response, Failure> {
    let to = act(&shared, |tx| account_link::complete(tx, &account, &query.link))?;
    Ok(to.map_or_else(not_found, |url| Redirect::to(&url).into_response()))
}

async fn open_payment(State(shared): Sim, Path(session): Path<String>) -> Result<Response, Failure> {
    let page = act(&shared, |tx| Ok(checkout_page::open(tx, &session)))?;
    Ok(page.map_or_else(not_found, |page| http::page(StatusCode::OK, page.finish())))
}

async fn pay(
    State(shared): Sim,
    Path(session): Path<String>,
    Query(choice): Query<Choice>,
) -> Result<Redirect, Failure> {
    Ok(Redirect::to(&act(&shared, |tx| checkout_page::pay(tx, &session, &choice))?))
}

async fn accounts(State(shared): Sim) -> Json<Value> {
    Json(json!(all(&shared, Kind::Account)))
}

async fn events(State(shared): Sim) -> Json<Value> {
    Json(json!(all(&shared, Kind::Event)))
}

async fn transfers(State(shared): Sim) -> Json<Value> {
    Json(json!(all(&shared, Kind::Transfer)))
}

/// How a form is filled in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    /// The number of the bank account; one of the account's own unless given.
    bank_number: Option<String>,
}

async fn complete_account(
    State(shared): Sim,
    Path(account): Path<String>,
    Given(form): Given<Form>,
) -> Answer {
    act(&shared, |tx| match &form.bank_number {
        Some(number) => account::complete_with_bank(tx, &account, number),
        None => account::complete(tx, &account),
    })
    .map(Json)
}

async fn set_capabilities(
    State(shared): Sim,
    Path(account): Path<String>,
    Given(statuses): Given<Value>,
) -> Answer {
    act(&shared, |tx| {
        for (capability, status) in statuses.as_object().into_iter().flatten() {
            account::set_capability(tx, &account, capability, status.as_str().unwrap_or_default())?;
        }
        Ok(account::find(tx, &account)?.object)
    })
    .map(Json)
}

/// Funds of the platform and of every account: `[{account, currency, available, pending}]`.
async fn funds(State(shared): Sim) -> Answer {
    act(&shared, |tx| {
        let accounts = tx.before().all(Kind::Account).map(|(id, _)| Some(id.as_str()));
        let rows = std::iter::once(None).chain(accounts).flat_map(|account| {
            let funds = tx.before().funds_of(account).into_iter();
            funds.map(move |(currency, funds)| json!({ "account": account, "currency": currency, "available": funds.available, "pending": funds.pending }))
        });
        Ok(Json(rows.collect()))
    })
}

/// A top-up of the platform's balance.
#[derive(Deserialize)]
struct TopUp {
    amount: i64,
    currency: String,
}

async fn top_up(State(shared): Sim, Given(top_up): Given<TopUp>) -> Answer {
    act(&shared, |tx| balance::top_up(tx, top_up.amount, &top_up.currency)).map(Json)
}

async fn clock(State(shared): Sim) -> Json<Value> {
    Json(json!({ "now_ms": shared.clock.now_ms() }))
}

/// How far to move the clock.
#[derive(Deserialize)]
struct Advance {
    advance_ms: u64,
}

async fn advance(State(shared): Sim, Given(by): Given<Advance>) -> Json<Value> {
    shared.clock.advance(Duration::from_millis(by.advance_ms));
    clock(State(shared)).await
}

/// What can be changed while the simulator runs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    webhook: Option<Webhook>,
    delays: Option<Delays>,
    /// Requests per second and endpoint; 0 lifts the limit.
    rate_per_second: Option<u32>,
    rotation: Option<Rotation>,
}

/// A new secret of the configured webhook; both sign until the overlap ends.
#[derive(Deserialize)]
struct Rotation {
    secret: String,
    #[serde(default)]
    overlap_ms: u64,
}

async fn configure(State(shared): Sim, Given(change): Given<Change>) -> Answer {
    if let Some(webhook) = &change.webhook {
        set_webhook(&shared, webhook)?;
    }
    if let Some(delays) = change.delays {
        shared.set_delays(delays);
    }
    if let Some(per_second) = change.rate_per_second {
        *shared.limit() = Limit::new(Some(per_second).filter(|limit| *limit > 0));
    }
    if let Some(rotation) = change.rotation {
        act(&shared, |tx| webhook_endpoint::rotate(tx, &rotation.secret, rotation.overlap_ms))?;
    }
    let endpoints = all(&shared, Kind::WebhookEndpoint);
    let urls: Vec<&str> = endpoints.iter().map(|endpoint| text(endpoint, "url")).collect();
    let rate_per_second = shared.limit().per_second();
    Ok(Json(json!({ "webhooks": urls, "delays": shared.delays(), "rate_per_second": rate_per_second })))
}
