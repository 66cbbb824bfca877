//! `GET /metrics`: what was counted since the start, in Prometheus's text format. Never a tenant's id.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use billing::stripe::webhook::WebhookError;

use crate::App;

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");

/// What came to Stripe's door.
#[derive(Debug, Default)]
pub(crate) struct WebhookCounts {
    stored: AtomicU64,
    unreadable: AtomicU64,
    stale: AtomicU64,
    forged: AtomicU64,
}

impl WebhookCounts {
    pub(super) fn stored(&self) {
        self.stored.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn refused(&self, why: WebhookError) {
        let count = match why {
            WebhookError::Unreadable => &self.unreadable,
            WebhookError::Stale => &self.stale,
            WebhookError::Forged => &self.forged,
        };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

pub(super) async fn metrics(State(app): State<App>) -> Response {
    let WebhookCounts { stored, unreadable, stale, forged } = &*app.webhooks;
    let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
    let text = format!(
        "# HELP tributary_stripe_events_stored_total Events of Stripe's with a good signature, repeats among them.\n\
         # TYPE tributary_stripe_events_stored_total counter\n\
         tributary_stripe_events_stored_total {}\n\
         # HELP tributary_stripe_events_refused_total Events refused for their signature; nothing of them is stored.\n\
         # TYPE tributary_stripe_events_refused_total counter\n\
         tributary_stripe_events_refused_total{{reason=\"unreadable\"}} {}\n\
         tributary_stripe_events_refused_total{{reason=\"stale\"}} {}\n\
         tributary_stripe_events_refused_total{{reason=\"forged\"}} {}\n",
        count(stored),
        count(unreadable),
        count(stale),
        count(forged),
    );
    ([(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], text)
        .into_response()
}
