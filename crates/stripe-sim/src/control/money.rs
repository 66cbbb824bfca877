//! What happens to money by the doing of customers, banks and the dashboard.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;

use super::given::Given;
use super::{Answer, Sim, act};
use crate::checkout_payment::{self, Choice};
use crate::dispute::{self, Complaint};
use crate::payout::{self, Wish};
use crate::store::Shared;
use crate::{customer, payment_intent, payment_method, refund, transfer_reversal};

pub(super) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/_sim/accounts/{account}/payout", post(pay_out))
        .route("/_sim/charges/{charge}/dispute", post(open_dispute))
        .route("/_sim/checkout/{session}/clear", post(clear_session))
        .route("/_sim/checkout/{session}/pay", post(pay_session))
        .route("/_sim/customers/{customer}/payments", post(set_customer))
        .route("/_sim/disputes/{dispute}/close", post(close_dispute))
        .route("/_sim/payment_intents/{intent}/clear", post(clear_intent))
        .route("/_sim/payment_methods/{method}", post(set_method))
        .route("/_sim/payouts/{payout}/fail", post(fail_payout))
        .route("/_sim/payouts/{payout}/pay", post(arrive_payout))
        .route("/_sim/refunds/{refund}/fail", post(fail_refund))
        .route("/_sim/transfers/{transfer}/reverse", post(reverse))
}

async fn pay_session(State(shared): Sim, Path(id): Path<String>, Given(choice): Given<Choice>) -> Answer {
    act(&shared, |tx| checkout_payment::pay(tx, &id, &choice)).map(Json)
}

/// What a payment comes to: `succeed` or a decline; what the payment method decides unless told.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    outcome: Option<String>,
}

async fn clear_session(State(shared): Sim, Path(id): Path<String>, Given(given): Given<Outcome>) -> Answer {
    act(&shared, |tx| checkout_payment::clear(tx, &id, given.outcome.as_deref())).map(Json)
}

async fn clear_intent(State(shared): Sim, Path(id): Path<String>, Given(given): Given<Outcome>) -> Answer {
    act(&shared, |tx| payment_intent::clear(tx, &id, given.outcome.as_deref())).map(Json)
}

async fn set_method(State(shared): Sim, Path(id): Path<String>, Given(given): Given<Outcome>) -> Answer {
    let outcome = given.outcome.unwrap_or_else(|| "succeed".to_owned());
    act(&shared, |tx| payment_method::set_outcome(tx, &id, &outcome)).map(Json)
}

async fn set_customer(State(shared): Sim, Path(id): Path<String>, Given(given): Given<Outcome>) -> Answer {
    let outcome = given.outcome.unwrap_or_else(|| "succeed".to_owned());
    act(&shared, |tx| customer::set_outcome(tx, &id, &outcome)).map(Json)
}

async fn open_dispute(
    State(shared): Sim,
    Path(id): Path<String>,
    Given(complaint): Given<Complaint>,
) -> Answer {
    act(&shared, |tx| dispute::open(tx, &id, &complaint)).map(Json)
}

/// `won` or `lost`.
#[derive(Deserialize)]
struct Decision {
    status: String,
}

async fn close_dispute(State(shared): Sim, Path(id): Path<String>, Given(given): Given<Decision>) -> Answer {
    act(&shared, |tx| dispute::close(tx, &id, &given.status)).map(Json)
}

async fn fail_refund(State(shared): Sim, Path(id): Path<String>) -> Answer {
    act(&shared, |tx| refund::fail(tx, &id)).map(Json)
}

async fn pay_out(State(shared): Sim, Path(id): Path<String>, Given(wish): Given<Wish>) -> Answer {
    act(&shared, |tx| payout::schedule(tx, &id, &wish)).map(Json)
}

async fn arrive_payout(State(shared): Sim, Path(id): Path<String>) -> Answer {
    act(&shared, |tx| payout::arrive(tx, &id)).map(Json)
}

/// Stripe's `failure_code`; `account_closed` unless told.
#[derive(Deserialize)]
struct PayoutFailure {
    code: Option<String>,
}

async fn fail_payout(
    State(shared): Sim,
    Path(id): Path<String>,
    Given(given): Given<PayoutFailure>,
) -> Answer {
    let code = given.code.unwrap_or_else(|| "account_closed".to_owned());
    act(&shared, |tx| payout::fail(tx, &id, &code)).map(Json)
}

/// In minor units; all that is left unless told.
#[derive(Deserialize)]
struct Part {
    amount: Option<i64>,
}

async fn reverse(State(shared): Sim, Path(id): Path<String>, Given(part): Given<Part>) -> Answer {
    act(&shared, |tx| transfer_reversal::by_hand(tx, &id, part.amount)).map(Json)
}
