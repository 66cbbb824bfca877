//! A webhook endpoint that writes down what it is sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;
use stripe_sim::Webhook;

pub const SECRET: &str = "whsec_test";

/// One delivery: its signature header and raw body.
#[derive(Clone)]
pub struct Delivery {
    pub signature: String,
    pub raw: String,
    pub event: Value,
}

impl Delivery {
    pub fn kind(&self) -> &str {
        self.event["type"].as_str().unwrap()
    }
}

#[derive(Clone, Default)]
pub struct Receiver {
    seen: Arc<Mutex<Vec<Delivery>>>,
    answers: Arc<Mutex<VecDeque<u16>>>,
    rest: Arc<Mutex<Duration>>,
    url: String,
}

impl Receiver {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let receiver = Self { url, ..Self::default() };
        let app = Router::new().fallback(take).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        receiver
    }

    pub fn webhook(&self) -> Webhook {
        Webhook { url: self.url.clone(), secret: SECRET.into() }
    }

    /// Answers the next deliveries with these statuses, and 200 after.
    pub fn answer(&self, statuses: &[u16]) {
        self.answers.lock().unwrap().extend(statuses);
    }

    pub fn seen(&self) -> Vec<Delivery> {
        self.seen.lock().unwrap().clone()
    }

    /// Keeps each delivery waiting for so long before it is written down.
    pub fn rest(&self, before: Duration) {
        *self.rest.lock().unwrap() = before;
    }

    /// The types of what has come, in order.
    pub fn kinds(&self) -> Vec<String> {
        self.seen().iter().map(|delivery| delivery.kind().to_owned()).collect()
    }

    /// Waits until `count` deliveries have come.
    pub async fn wait_for(&self, count: usize) -> Vec<Delivery> {
        for _ in 0..500 {
            if self.seen().len() >= count {
                return self.seen();
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} deliveries of {count}", self.seen().len());
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, raw: String) -> StatusCode {
    let rest = *receiver.rest.lock().unwrap();
    tokio::time::sleep(rest).await;
    let signature = headers["stripe-signature"].to_str().unwrap().to_owned();
    let event = serde_json::from_str(&raw).unwrap();
    receiver.seen.lock().unwrap().push(Delivery { signature, raw, event });
    let status = receiver.answers.lock().unwrap().pop_front().unwrap_or(200);
    StatusCode::from_u16(status).unwrap()
}
