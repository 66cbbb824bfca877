//! Delivery of events: signed POSTs, repeated until they are accepted. Never in an answer's way.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;
use tokio::sync::{Notify, Semaphore};
use tokio::time::Instant;

use crate::event;
use crate::form::hex;
use crate::http::pretty;
use crate::sim::Shared;
use crate::state::{Cause, Kind, Record, State, text};

const BACKOFF_MIN: Duration = Duration::from_millis(200);
const BACKOFF_MAX: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(10);
/// Deliveries under way at once.
const AT_ONCE: usize = 8;

/// One event on its way to one endpoint.
#[derive(Clone, Debug)]
struct Parcel {
    event: String,
    endpoint: String,
    attempts: u32,
}

/// What is still to be delivered, by time.
#[derive(Default)]
pub(crate) struct Outbox {
    queue: Mutex<Queue>,
    changed: Notify,
}

#[derive(Default)]
struct Queue {
    parcels: BTreeMap<(Instant, u64), Parcel>,
    sequence: u64,
    /// Endpoints that do not answer at all rest as a whole.
    resting: HashMap<String, (Instant, u32)>,
}

impl Queue {
    fn add(&mut self, at: Instant, parcel: Parcel) {
        self.sequence += 1;
        self.parcels.insert((at, self.sequence), parcel);
    }
}

enum Next {
    Parcel(Parcel),
    At(Instant),
    Nothing,
}

impl Outbox {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues the events that a record brings.
    pub(crate) fn add_new(&self, state: &State, record: &Record) {
        let new = record
            .put
            .iter()
            .filter(|(kind, id, _)| *kind == Kind::Event && state.get(Kind::Event, id).is_none());
        self.add(new.map(|(_, id, entry)| (id, event::undelivered(entry))));
    }

    /// Queues what an earlier run left undelivered.
    pub(crate) fn add_all(&self, state: &State) {
        self.add(state.all(Kind::Event).map(|(id, entry)| (id, event::undelivered(entry))));
    }

    fn add<'e>(&self, events: impl Iterator<Item = (&'e String, Vec<String>)>) {
        let now = Instant::now();
        let mut queue = self.queue();
        for (event, endpoints) in events {
            for endpoint in endpoints {
                queue.add(now, Parcel { event: event.clone(), endpoint, attempts: 0 });
            }
        }
        drop(queue);
        self.changed.notify_one();
    }

    /// Tries everything again now: the address has changed.
    pub(crate) fn hurry(&self) {
        let mut queue = self.queue();
        let now = Instant::now();
        queue.resting.clear();
        for (_, parcel) in std::mem::take(&mut queue.parcels) {
            queue.add(now, parcel);
        }
        drop(queue);
        self.changed.notify_one();
    }

    fn next(&self) -> Next {
        let mut queue = self.queue();
        let now = Instant::now();
        loop {
            let Some((&(at, sequence), parcel)) = queue.parcels.first_key_value() else {
                return Next::Nothing;
            };
            if at > now {
                return Next::At(at);
            }
            let rest =
                queue.resting.get(&parcel.endpoint).map(|(until, _)| *until).filter(|until| *until > now);
            let Some(parcel) = queue.parcels.remove(&(at, sequence)) else { return Next::Nothing };
            match rest {
                // Keeps its place in the order.
                Some(until) => {
                    queue.parcels.insert((until, sequence), parcel);
                }
                None => return Next::Parcel(parcel),
            }
        }
    }

    fn retry(&self, mut parcel: Parcel, endpoint_is_away: bool) {
        let now = Instant::now();
        let mut queue = self.queue();
        if endpoint_is_away {
            let (until, failures) = queue.resting.get(&parcel.endpoint).copied().unwrap_or((now, 0));
            if until <= now {
                queue.resting.insert(parcel.endpoint.clone(), (now + backoff(failures), failures + 1));
            }
            queue.add(now, parcel);
        } else {
            let at = now + backoff(parcel.attempts);
            parcel.attempts += 1;
            queue.resting.remove(&parcel.endpoint);
            queue.add(at, parcel);
        }
        drop(queue);
        self.changed.notify_one();
    }
}

/// 0.2 s, doubling up to 5 s.
fn backoff(attempts: u32) -> Duration {
    BACKOFF_MIN.saturating_mul(1 << attempts.min(10)).min(BACKOFF_MAX)
}

/// Delivers for ever.
pub(crate) async fn run(shared: Arc<Shared>, client: reqwest::Client) {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = tokio::task::JoinSet::new();
    loop {
        while tasks.try_join_next().is_some() {}
        let Ok(permit) = Arc::clone(&permits).acquire_owned().await else { return };
        match shared.outbox.next() {
            Next::Parcel(parcel) => {
                let (shared, client) = (Arc::clone(&shared), client.clone());
                tasks.spawn(async move {
                    deliver(&shared, &client, parcel).await;
                    drop(permit);
                });
            }
            Next::At(at) => {
                tokio::select! {
                    () = tokio::time::sleep_until(at) => {}
                    () = shared.outbox.changed.notified() => {}
                }
            }
            Next::Nothing => shared.outbox.changed.notified().await,
        }
    }
}

async fn deliver(shared: &Shared, client: &reqwest::Client, parcel: Parcel) {
    let letter = {
        let store = shared.store();
        let event = store.state.get(Kind::Event, &parcel.event).map(|entry| entry.object.clone());
        let endpoint = store.state.get(Kind::WebhookEndpoint, &parcel.endpoint);
        let address =
            endpoint.map(|entry| (entry.text("url").to_owned(), text(&entry.private, "secret").to_owned()));
        event.zip(address)
    };
    let Some((event, (url, secret))) = letter else { return };
    match post(client, &url, &secret, &event, shared.clock.now_ms() / 1000).await {
        Ok(status) if status.is_success() => {
            shared.outbox.queue().resting.remove(&parcel.endpoint);
            let noted = shared.transact(Cause::default(), |tx| {
                event::delivered(tx, &parcel.event, &parcel.endpoint);
                Ok(())
            });
            if let Err(error) = noted {
                tracing::error!(%error, event = parcel.event, "delivered, but not noted");
            }
        }
        Ok(status) => {
            tracing::debug!(%status, event = parcel.event, "webhook refused");
            shared.outbox.retry(parcel, false);
        }
        Err(error) => {
            tracing::debug!(%error, event = parcel.event, "webhook not reached");
            shared.outbox.retry(parcel, true);
        }
    }
}

async fn post(
    client: &reqwest::Client,
    url: &str,
    secret: &str,
    event: &Value,
    now: i64,
) -> reqwest::Result<reqwest::StatusCode> {
    let body = pretty(event);
    let request = client
        .post(url)
        .timeout(TIMEOUT)
        .header("content-type", "application/json; charset=utf-8")
        .header("user-agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
        .header("stripe-signature", sign(secret, now, &body))
        .body(body);
    Ok(request.send().await?.status())
}

/// The header `Stripe-Signature` of a body sent at `now`, Unix seconds.
/// Source: <https://docs.stripe.com/webhooks#verify-manually>.
pub fn sign(secret: &str, now: i64, body: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(format!("{now}.{body}").as_bytes());
    format!("t={now},v1={}", hex(&mac.finalize().into_bytes()))
}
