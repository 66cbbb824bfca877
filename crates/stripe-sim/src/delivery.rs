//! Delivery of events: signed POSTs, repeated until they are accepted. Never in an answer's way,
//! unless a fault asks for it.

use std::sync::Arc;
use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use tokio::sync::Semaphore;

use crate::event_fault::EventFaultKind;
use crate::form::hex;
use crate::outbox::{Next, Parcel};
use crate::reply::pretty;
use crate::state::{Cause, Kind};
use crate::store::Shared;
use crate::{event, webhook_endpoint};

const TIMEOUT: Duration = Duration::from_secs(10);
/// Deliveries under way at once.
const AT_ONCE: usize = 8;
/// How long past a stale signature is; Stripe's libraries bear five minutes.
const STALE_SECONDS: i64 = 600;
/// Signs what is to be signed wrongly.
const WRONG_SECRET: &str = "whsec_nobody_knows_this_one";

/// Delivers for ever.
pub(crate) async fn run(shared: Arc<Shared>, client: reqwest::Client) {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = tokio::task::JoinSet::new();
    loop {
        while tasks.try_join_next().is_some() {}
        let Ok(permit) = Arc::clone(&permits).acquire_owned().await else { return };
        match shared.outbox.next(shared.clock.now_ms()) {
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
    let now_ms = shared.clock.now_ms();
    let letter = {
        let store = shared.store();
        let event = store.state.get(Kind::Event, &parcel.event).map(|entry| entry.object.clone());
        let endpoint = store.state.get(Kind::WebhookEndpoint, &parcel.endpoint);
        let address =
            endpoint.map(|entry| (entry.text("url").to_owned(), webhook_endpoint::secrets(entry, now_ms)));
        event.zip(address)
    };
    let Some((event, (url, secrets))) = letter else { return shared.outbox.accepted(parcel) };
    let body = pretty(&event);
    let signature = signature(&parcel, &secrets, now_ms.div_euclid(1000), &body);
    match post(client, &url, signature, body).await {
        Ok(status) if status.is_success() => {
            let noted = shared.transact(Cause::default(), |tx| {
                event::delivered(tx, &parcel.event, &parcel.endpoint);
                Ok(())
            });
            if let Err(error) = noted {
                tracing::error!(%error, event = parcel.event, "delivered, but not noted");
            }
            shared.outbox.accepted(parcel);
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

/// The signature of a delivery; wrong at the first attempt where a fault wants it so.
fn signature(parcel: &Parcel, secrets: &[String], now: i64, body: &str) -> String {
    match parcel.trick.filter(|_| parcel.attempts == 0) {
        Some(EventFaultKind::WrongSecret) => sign(WRONG_SECRET, now, body),
        Some(EventFaultKind::Stale) => sign_with(secrets, now - STALE_SECONDS, body),
        _ => sign_with(secrets, now, body),
    }
}

async fn post(
    client: &reqwest::Client,
    url: &str,
    signature: String,
    body: String,
) -> reqwest::Result<reqwest::StatusCode> {
    let request = client
        .post(url)
        .timeout(TIMEOUT)
        .header("content-type", "application/json; charset=utf-8")
        .header("user-agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
        .header("stripe-signature", signature)
        .body(body);
    Ok(request.send().await?.status())
}

/// The header `Stripe-Signature` of a body sent at `now`, Unix seconds.
/// Source: <https://docs.stripe.com/webhooks#verify-manually>.
pub fn sign(secret: &str, now: i64, body: &str) -> String {
    sign_with(&[secret], now, body)
}

/// The same with a signature of each secret, as while a secret is being rotated.
fn sign_with<S: AsRef<str>>(secrets: &[S], now: i64, body: &str) -> String {
    let mut header = format!("t={now}");
    for secret in secrets {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_ref().as_bytes()) else { continue };
        mac.update(format!("{now}.{body}").as_bytes());
        header.push_str(",v1=");
        header.push_str(&hex(&mac.finalize().into_bytes()));
    }
    header
}
