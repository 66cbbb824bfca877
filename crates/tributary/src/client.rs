//! A client of our own public API, as a partner's would be.

use std::net::IpAddr;
use std::time::Duration;

use anyhow::Context;
use reqwest::header::RETRY_AFTER;
use serde_json::{Value, json};
use url::{Host, Url};

const CONNECT_SECONDS_MAX: u64 = 5;
/// Longer than the server gives itself.
const ANSWER_SECONDS_MAX: u64 = 60;
/// How much of an answer that is no JSON an error shows.
const SHOWN_CHARS_MAX: usize = 200;
/// System errors that pass by themselves.
const PASSING: [&str; 4] = ["RATE_LIMITED", "TIMEOUT", "UNAVAILABLE", "INTERNAL"];

/// Speaks GraphQL to one server with one credential. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    url: Url,
    bearer: Option<String>,
}

/// Why a call brought nothing.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No answer, or half of one. What was asked may have been done.
    #[error("{url} does not answer")]
    Unreachable {
        /// Who was asked.
        url: Url,
        /// Why.
        #[source]
        source: reqwest::Error,
    },
    /// An answer that is none of ours, such as a proxy's.
    #[error("the server answers {status}: {text}")]
    Foreign {
        /// The HTTP status.
        status: u16,
        /// The beginning of the body.
        text: String,
        /// When to try again, if it says so.
        retry_after: Option<Duration>,
    },
    /// The request as a whole failed.
    #[error("{code}: {message}")]
    System {
        /// `extensions.code`.
        code: String,
        /// For people.
        message: String,
        /// When to try again, if it says so.
        retry_after: Option<Duration>,
    },
    /// The mutation was refused.
    #[error("{mutation}: {message} ({code})")]
    User {
        /// Its name.
        mutation: String,
        /// From its enum of codes.
        code: String,
        /// For people.
        message: String,
    },
}

impl ClientError {
    /// Whether the same call may do better in a moment.
    pub fn passes(&self) -> bool {
        match self {
            ClientError::Unreachable { source, .. } => !source.is_builder(),
            ClientError::Foreign { status, .. } => matches!(status, 408 | 429 | 500 | 502..=504),
            ClientError::System { code, .. } | ClientError::User { code, .. } => {
                PASSING.contains(&code.as_str())
            }
        }
    }

    /// When the server wants to be asked again.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            ClientError::Foreign { retry_after, .. } | ClientError::System { retry_after, .. } => {
                *retry_after
            }
            ClientError::Unreachable { .. } | ClientError::User { .. } => None,
        }
    }

    /// The stable code of an answer, if it has one.
    pub fn code(&self) -> Option<&str> {
        match self {
            ClientError::System { code, .. } | ClientError::User { code, .. } => Some(code),
            ClientError::Unreachable { .. } | ClientError::Foreign { .. } => None,
        }
    }
}

impl Client {
    /// A client of the server at `url` (its root), without a credential.
    ///
    /// Errors: not an http or https address.
    pub fn new(url: &str) -> anyhow::Result<Client> {
        let url: Url = url.trim_end_matches('/').parse().with_context(|| format!("{url:?} is no address"))?;
        anyhow::ensure!(matches!(url.scheme(), "http" | "https"), "{url} is no http or https address");
        let mut http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(CONNECT_SECONDS_MAX))
            .timeout(Duration::from_secs(ANSWER_SECONDS_MAX));
        if is_loopback(&url) {
            // No proxy stands between us, and no certificates are looked for.
            http = http.no_proxy().tls_certs_only(std::iter::empty());
        }
        Ok(Client { http: http.build().context("cannot speak HTTP")?, url, bearer: None })
    }

    /// The same with this access token or API key.
    #[must_use]
    pub fn with_bearer(&self, bearer: impl Into<String>) -> Client {
        Client { bearer: Some(bearer.into()), ..self.clone() }
    }

    /// Whether the server says that it is well.
    pub async fn is_healthy(&self) -> bool {
        let Ok(url) = self.url.join("healthz") else { return false };
        let asked = self.http.get(url).timeout(Duration::from_secs(CONNECT_SECONDS_MAX)).send().await;
        asked.is_ok_and(|answer| answer.status().as_u16() == 200)
    }

    /// Asks; the answer is `data`. Errors: [`ClientError`].
    pub async fn query(&self, document: &str, variables: Value) -> Result<Value, ClientError> {
        let url = self.url.join("graphql").unwrap_or_else(|_| self.url.clone());
        let mut request = self.http.post(url.clone()).header("accept", "application/json");
        if let Some(bearer) = &self.bearer {
            request = request.bearer_auth(bearer);
        }
        let unreachable = |source| ClientError::Unreachable { url: self.url.clone(), source };
        let body = json!({ "query": document, "variables": variables });
        let answer = request.json(&body).send().await.map_err(unreachable)?;
        let status = answer.status().as_u16();
        let header = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let retry_after = header.and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
        let text = answer.text().await.map_err(unreachable)?;
        let foreign = || ClientError::Foreign {
            status,
            text: text.trim().chars().take(SHOWN_CHARS_MAX).collect(),
            retry_after,
        };
        let mut whole: Value = serde_json::from_str(&text).map_err(|_| foreign())?;
        if let Some(error) = whole["errors"].get(0) {
            let extensions = &error["extensions"];
            return Err(ClientError::System {
                code: text_of(&extensions["code"]),
                message: text_of(&error["message"]),
                retry_after: extensions["retryAfterMs"].as_u64().map(Duration::from_millis).or(retry_after),
            });
        }
        match whole["data"].take() {
            Value::Null => Err(foreign()),
            data => Ok(data),
        }
    }

    /// Runs one mutation, whose input has the type `input_type`, and answers with `selection` of its payload.
    /// Errors: [`ClientError`], user errors too.
    pub async fn mutate(
        &self,
        mutation: &str,
        input_type: &str,
        selection: &str,
        input: Value,
    ) -> Result<Value, ClientError> {
        let document = document(mutation, input_type, selection);
        let mut data = self.query(&document, json!({ "input": input })).await?;
        let payload = data[mutation].take();
        match payload["userErrors"].get(0) {
            None => Ok(payload),
            Some(error) => Err(ClientError::User {
                mutation: mutation.to_owned(),
                code: text_of(&error["code"]),
                message: text_of(&error["message"]),
            }),
        }
    }
}

/// Every mutation takes one input and answers with a payload that tells what the user did wrong.
fn document(mutation: &str, input_type: &str, selection: &str) -> String {
    format!(
        "mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ message code }} }} }}"
    )
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or("UNKNOWN").to_owned()
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_known() -> anyhow::Result<()> {
        for (url, is) in [
            ("http://127.0.0.1:4000", true),
            ("http://[::1]:4000", true),
            ("http://localhost", true),
            ("https://api.example.com", false),
        ] {
            assert_eq!(is_loopback(&url.parse()?), is, "{url}");
        }
        Ok(())
    }
}
