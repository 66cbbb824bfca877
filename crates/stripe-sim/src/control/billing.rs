//! The course of subscriptions, and the pages on which customers see them.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use super::given::Given;
use super::{Answer, Sim, act, not_found};
use crate::failure::Failure;
use crate::html::Page;
use crate::http;
use crate::store::Shared;
use crate::{billing_portal, invoice, subscription};

pub(super) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/invoice/{invoice}", get(open_invoice))
        .route("/portal/{token}", get(open_portal))
        .route("/portal/{token}/{subscription}/{verb}", post(use_portal))
        .route("/_sim/invoices/{invoice}/retry", post(retry))
        .route("/_sim/subscriptions/{subscription}/advance", post(advance))
}

async fn advance(State(shared): Sim, Path(id): Path<String>) -> Answer {
    act(&shared, |tx| subscription::advance(tx, &id)).map(Json)
}

/// What the subscription becomes where this was the last try and failed: `unpaid` or `canceled`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Retry {
    last: Option<String>,
}

async fn retry(State(shared): Sim, Path(id): Path<String>, Given(given): Given<Retry>) -> Answer {
    act(&shared, |tx| invoice::retry(tx, &id, given.last.as_deref())).map(Json)
}

async fn open_portal(State(shared): Sim, Path(token): Path<String>) -> Result<Response, Failure> {
    Ok(shown(act(&shared, |tx| Ok(billing_portal::open(tx, &token)))?))
}

async fn open_invoice(State(shared): Sim, Path(id): Path<String>) -> Result<Response, Failure> {
    Ok(shown(act(&shared, |tx| Ok(billing_portal::invoice(tx, &id)))?))
}

fn shown(page: Option<Page>) -> Response {
    page.map_or_else(not_found, |page| http::page(StatusCode::OK, page.finish()))
}

async fn use_portal(
    State(shared): Sim,
    Path((token, subscription, verb)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let to = act(&shared, |tx| billing_portal::act(tx, &token, &subscription, &verb))?;
    Ok(to.map_or_else(not_found, |url| Redirect::to(&url).into_response()))
}
