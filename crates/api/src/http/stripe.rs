//! `POST /v1/stripe/webhook`: Stripe tells what happened. Verified on the raw bytes, stored before it is understood.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use billing::stripe::webhook;

use super::error::RawBody;
use crate::App;
use crate::error::{ApiError, ApiResult, Kind};

const SIGNATURE: &str = "stripe-signature";

/// Stores an event. Errors: `SIGNATURE_INVALID` for a bad or stale signature; that is counted, and nothing is stored.
pub(super) async fn webhook(
    State(app): State<App>,
    headers: HeaderMap,
    RawBody(body): RawBody,
) -> ApiResult<Json<serde_json::Value>> {
    let now = app.clock.now();
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    webhook::verify(app.stripe.webhook_secrets(), signature, &body, now).map_err(|why| {
        app.webhooks.refused(why);
        ApiError::new(Kind::Malformed, "SIGNATURE_INVALID", "the signature is not Stripe's, or is too old")
    })?;
    webhook::receive(&app.pool, &body, now).await?;
    app.webhooks.stored();
    Ok(Json(serde_json::json!({ "received": true })))
}
