//! Faults of requests and of events, queued or drawn.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::given::Given;
use super::{Answer, Sim};
use crate::chaos::{Chaos, Weather};
use crate::event_fault::EventFault;
use crate::fault::Fault;
use crate::store::{Shared, set_chaos};

pub(super) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/_sim/chaos", get(chaos).post(begin_chaos).delete(end_chaos))
        .route("/_sim/event_faults", get(event_faults).post(add_event_fault).delete(clear_event_faults))
        .route("/_sim/faults", get(faults).post(add_fault).delete(clear_faults))
}

async fn faults(State(shared): Sim) -> Json<Value> {
    Json(json!(shared.faults().waiting()))
}

async fn add_fault(State(shared): Sim, Given(fault): Given<Fault>) -> Json<Value> {
    shared.faults().push(fault);
    faults(State(shared)).await
}

async fn clear_faults(State(shared): Sim) -> Json<Value> {
    shared.faults().clear();
    faults(State(shared)).await
}

async fn event_faults(State(shared): Sim) -> Json<Value> {
    Json(json!(shared.event_faults().waiting()))
}

async fn add_event_fault(State(shared): Sim, Given(fault): Given<EventFault>) -> Json<Value> {
    shared.event_faults().push(fault);
    event_faults(State(shared)).await
}

async fn clear_event_faults(State(shared): Sim) -> Json<Value> {
    shared.event_faults().clear();
    event_faults(State(shared)).await
}

/// The chaos under way and how often each fault was met; null without one.
async fn chaos(State(shared): Sim) -> Json<Value> {
    Json(shared.weather().as_ref().map_or(Value::Null, Weather::report))
}

async fn begin_chaos(State(shared): Sim, Given(chosen): Given<Chaos>) -> Answer {
    set_chaos(&shared, Some(chosen))?;
    Ok(chaos(State(shared)).await)
}

async fn end_chaos(State(shared): Sim) -> Json<Value> {
    let report = chaos(State(Arc::clone(&shared))).await;
    *shared.weather() = None;
    report
}
