//! Our own transport under async-stripe's requests: it keeps the status, the headers and the raw body, and sends
//! an idempotency key only when it is given one that is saved.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use stripe_client_core::{
    CustomizedStripeRequest, RequestStrategy, StripeClient, StripeClientErr, StripeMethod, StripeRequest,
};

use tokio::time::Instant;

use super::StripeConfig;

/// Why Stripe did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum StripeError {
    /// No answer, or a cut one: it may have been done or not.
    #[error("stripe did not answer")]
    NoAnswer(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// An answer that says no.
    #[error("stripe answered {status} {code:?}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Stripe's code.
        code: Option<String>,
        /// Stripe's request id, for their support.
        request_id: Option<String>,
    },
    /// A yes that cannot be read.
    #[error("stripe's answer cannot be read")]
    Unreadable,
}

impl StripeClientErr for StripeError {
    fn deserialize_err(_: impl std::fmt::Display) -> Self {
        StripeError::Unreadable
    }
}

/// What came back, whatever it says.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Stripe's request id.
    pub request_id: Option<String>,
    /// How long Stripe asks us to wait.
    pub retry_after: Option<Duration>,
    /// The body.
    pub body: Bytes,
}

#[derive(Deserialize)]
struct ErrorBody {
    error: ErrorObject,
}

/// The parts of Stripe's error that decide something.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ErrorObject {
    /// `balance_insufficient` and the like.
    pub code: Option<String>,
    /// `invalid_request_error` and the like.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

impl Reply {
    /// The object of a yes. Errors: [`StripeError::Refused`], [`StripeError::Unreadable`].
    pub fn object<T: DeserializeOwned>(&self) -> Result<T, StripeError> {
        if !(200..300).contains(&self.status) {
            let error = self.error();
            return Err(StripeError::Refused {
                status: self.status,
                code: error.code,
                request_id: self.request_id.clone(),
            });
        }
        serde_json::from_slice(&self.body).map_err(|_| StripeError::Unreadable)
    }

    /// The error of a no; empty when it cannot be read.
    pub fn error(&self) -> ErrorObject {
        serde_json::from_slice::<ErrorBody>(&self.body).map(|b| b.error).unwrap_or_default()
    }
}

/// Stripe, or a simulator in its place. Cheap to clone.
#[derive(Clone)]
pub struct Stripe {
    http: reqwest::Client,
    config: Arc<StripeConfig>,
    pace: Arc<Pace>,
}

/// Longest that calls wait because Stripe asked for it with `Retry-After`.
const HOLD_SECONDS_MAX: u64 = 30;

/// Keeps calls under Stripe's limits, and holds them back for as long as it asks.
struct Pace {
    limiter: DefaultDirectRateLimiter,
    held_until: Mutex<Instant>,
}

impl Pace {
    fn new(a_second: u32) -> Pace {
        let quota = Quota::per_second(NonZeroU32::new(a_second).unwrap_or(NonZeroU32::MIN));
        Pace { limiter: RateLimiter::direct(quota), held_until: Mutex::new(Instant::now()) }
    }

    async fn wait(&self) {
        let until = *self.held_until.lock().unwrap_or_else(PoisonError::into_inner);
        tokio::time::sleep_until(until).await;
        self.limiter.until_ready().await;
    }

    fn hold(&self, asked: Duration) {
        let until = Instant::now() + asked.min(Duration::from_secs(HOLD_SECONDS_MAX));
        let mut held_until = self.held_until.lock().unwrap_or_else(PoisonError::into_inner);
        *held_until = (*held_until).max(until);
    }
}

impl Stripe {
    /// A client. Errors: [`StripeError::NoAnswer`] when the TLS library will not start.
    pub fn new(config: StripeConfig) -> Result<Stripe, StripeError> {
        // Somebody else may have chosen a provider first; then theirs is used.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut http = reqwest::Client::builder().timeout(Duration::from_millis(config.timeout_ms));
        if config.url.starts_with("http://") {
            // A simulator on this machine needs no certificates, and there may be none.
            http = http.tls_certs_only([]).no_proxy();
        }
        let http = http.build().map_err(no_answer)?;
        let pace = Arc::new(Pace::new(config.rate));
        Ok(Stripe { http, config: Arc::new(config), pace })
    }

    /// Whether the key moves real money.
    pub fn is_live(&self) -> bool {
        self.config.secret_key.contains("_live_")
    }

    /// The secrets webhooks may be signed with.
    pub fn webhook_secrets(&self) -> &[String] {
        &self.config.webhook_secrets
    }

    /// Sends a request as it is, under `key` when it changes something.
    ///
    /// Errors: [`StripeError::NoAnswer`] alone; a no from Stripe is a [`Reply`].
    pub async fn send(&self, request: &impl StripeRequest, key: Option<&str>) -> Result<Reply, StripeError> {
        self.transmit(request.build(), key).await
    }

    async fn transmit(
        &self,
        request: stripe_client_core::RequestBuilder,
        key: Option<&str>,
    ) -> Result<Reply, StripeError> {
        let method = match request.method {
            StripeMethod::Get => reqwest::Method::GET,
            StripeMethod::Post => reqwest::Method::POST,
            StripeMethod::Delete => reqwest::Method::DELETE,
        };
        let query = request.query.map(|q| format!("?{q}")).unwrap_or_default();
        let mut call = self
            .http
            .request(method, format!("{}/v1{}{query}", self.config.url, request.path))
            .bearer_auth(&self.config.secret_key)
            .header("Stripe-Version", stripe_client_core::VERSION.as_str());
        if let Some(key) = key {
            call = call.header("Idempotency-Key", key);
        }
        if let Some(body) = request.body {
            call = call.header("Content-Type", "application/x-www-form-urlencoded").body(body);
        }
        self.pace.wait().await;
        let answer = call.send().await.map_err(no_answer)?;
        let header = |name: &str| answer.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let (status, request_id) = (answer.status().as_u16(), header("Request-Id"));
        let retry_after = header("Retry-After").and_then(|v| v.parse().ok()).map(Duration::from_secs);
        let body = answer.bytes().await.map_err(no_answer)?;
        let reply = Reply { status, request_id, retry_after, body };
        // A lock is on one object; everything else is no reason to wait for it.
        let of_all = status >= 500 || status == 429 && reply.error().code.as_deref() != Some("lock_timeout");
        if let Some(asked) = retry_after.filter(|_| of_all) {
            self.pace.hold(asked);
        }
        Ok(reply)
    }
}

fn no_answer(error: reqwest::Error) -> StripeError {
    // The address may carry ids; the kind of failure is all that is worth keeping.
    StripeError::NoAnswer(Box::new(error.without_url()))
}

impl StripeClient for Stripe {
    type Err = StripeError;

    async fn execute(&self, request: CustomizedStripeRequest) -> Result<Bytes, StripeError> {
        let (request, settings) = request.into_pieces();
        let key = match settings.request_strategy {
            Some(RequestStrategy::Idempotent(key)) => Some(key),
            _ => None,
        };
        let reply = self.transmit(request, key.as_ref().map(|k| k.as_str())).await?;
        if (200..300).contains(&reply.status) {
            Ok(reply.body)
        } else {
            Err(StripeError::Refused {
                status: reply.status,
                code: reply.error().code,
                request_id: reply.request_id,
            })
        }
    }
}
