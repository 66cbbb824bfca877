//! An error as Stripe tells it.

use serde_json::{Map, Value, json};

/// A refusal in Stripe's shape: `{"error": {"type", "code", "message", "param", …}}`.
/// Source: <https://docs.stripe.com/api/errors>.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// HTTP status.
    pub status: u16,
    /// `invalid_request_error`, `idempotency_error`, `api_error` or `card_error`.
    pub kind: String,
    /// The programmatic code, where there is one.
    pub code: Option<String>,
    /// What the developer reads.
    pub message: String,
    /// The parameter at fault.
    pub param: Option<String>,
    /// True when the request had begun to execute, so that its key keeps this answer.
    pub executed: bool,
    /// What few refusals have.
    pub(crate) more: Box<More>,
}

/// Headers and fields that only some refusals carry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct More {
    pub(crate) headers: Vec<(&'static str, String)>,
    /// What a declined payment tells in its error, such as `decline_code`.
    fields: Vec<(String, Value)>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.status, self.code.as_deref().unwrap_or(&self.kind), self.message)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// A request refused before it executes.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self {
            status: 400,
            kind: "invalid_request_error".to_owned(),
            code: None,
            message: message.into(),
            param: None,
            executed: false,
            more: Box::default(),
        }
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn kind(mut self, kind: &str) -> Self {
        kind.clone_into(&mut self.kind);
        self
    }

    pub(crate) fn code(mut self, code: &str) -> Self {
        self.code = Some(code.to_owned());
        self
    }

    pub(crate) fn param(mut self, param: impl Into<String>) -> Self {
        self.param = Some(param.into());
        self
    }

    /// Marks a refusal that comes from state rather than from the parameters.
    pub(crate) fn executed(mut self) -> Self {
        self.executed = true;
        self
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.more.headers.push((name, value.into()));
        self
    }

    /// Adds a field to the error.
    pub(crate) fn with(mut self, field: &str, value: Value) -> Self {
        self.more.fields.push((field.to_owned(), value));
        self
    }

    /// Too many requests; `reason` is Stripe's name of the limit that was met.
    pub(crate) fn rate_limit(reason: &str, retry_after_s: u64) -> Self {
        Self::invalid("Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.")
            .status(429)
            .code("rate_limit")
            .header("retry-after", retry_after_s.to_string())
            .header("stripe-rate-limited-reason", reason)
    }

    /// Another request holds the object for too long.
    pub(crate) fn lock_timeout(retry_after_s: u64) -> Self {
        Self::invalid("This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request. If you see this error frequently and are making multiple concurrent requests to a single object, make your requests serially or at a lower rate.")
            .status(429)
            .code("lock_timeout")
            .header("retry-after", retry_after_s.to_string())
            .header("stripe-rate-limited-reason", "resource-specific")
            .header("stripe-should-retry", "true")
    }

    /// Another request with the same key is under way.
    pub(crate) fn key_in_use(key: &str) -> Self {
        let message = format!(
            "There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): {key}. Please try again later."
        );
        Self::invalid(message).status(409).code("idempotency_key_in_use")
    }

    /// The object of a path does not exist.
    pub(crate) fn no_such(noun: &str, id: &str, param: &str) -> Self {
        Self::invalid(format!("No such {noun}: '{id}'"))
            .status(404)
            .code("resource_missing")
            .param(param)
            .executed()
    }

    pub(crate) fn missing(param: &str) -> Self {
        Self::invalid(format!("Missing required param: {param}.")).code("parameter_missing").param(param)
    }

    pub(crate) fn internal() -> Self {
        Self::invalid("An unknown error occurred").status(500).kind("api_error")
    }

    /// The body of the answer.
    pub(crate) fn body(&self, request_id: &str) -> Value {
        let mut error = Map::new();
        if let Some(code) = &self.code {
            error.insert("code".into(), json!(code));
            error.insert(
                "doc_url".into(),
                json!(format!("https://stripe.com/docs/error-codes/{}", code.replace('_', "-"))),
            );
        }
        error.insert("message".into(), json!(self.message));
        if let Some(param) = &self.param {
            error.insert("param".into(), json!(param));
        }
        let log = format!("https://dashboard.stripe.com/test/logs/{request_id}?t=0");
        error.insert("request_log_url".into(), json!(log));
        error.insert("type".into(), json!(self.kind));
        error.extend(self.more.fields.clone());
        json!({ "error": error })
    }
}
