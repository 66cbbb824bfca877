//! An answer on its way out, whole or broken.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use futures::stream::{self, StreamExt as _};
use serde_json::Value;

use crate::failure::Failure;

/// The page of a proxy that finds nobody behind it.
const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/// How long the first half of a cut body has to leave.
const LEAVES_WITHIN: Duration = Duration::from_millis(10);

/// An answer before it is written out.
pub(crate) struct Reply {
    status: u16,
    body: String,
    headers: Vec<(&'static str, String)>,
    is_cut: bool,
}

impl Reply {
    pub(crate) fn new(status: u16, body: String) -> Self {
        Self { status, body, headers: Vec::new(), is_cut: false }
    }

    pub(crate) fn failure(failure: &Failure, request_id: &str) -> Self {
        let mut reply = Self::new(failure.status, pretty(&failure.body(request_id)));
        if failure.status == 401 {
            reply.headers.push(("www-authenticate", "Bearer realm=\"Stripe\"".to_owned()));
        }
        if failure.status == 409 {
            reply.headers.push(("stripe-should-retry", "true".to_owned()));
        }
        reply.headers.extend(failure.more.headers.iter().cloned());
        reply
    }

    /// A proxy's page instead of an answer.
    pub(crate) fn bad_gateway() -> Self {
        Self::new(502, BAD_GATEWAY.to_owned()).header("content-type", "text/html")
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Half of the body arrives, then the connection drops.
    pub(crate) fn cut(mut self) -> Self {
        self.is_cut = true;
        self
    }

    pub(crate) fn write(self, request_id: &str) -> Response {
        let length = self.body.len();
        let mut response = Response::new(if self.is_cut { half(self.body) } else { Body::from(self.body) });
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let fixed = [("content-type", "application/json".to_owned()), ("request-id", request_id.to_owned())];
        let promised = self.is_cut.then(|| ("content-length", length.to_string()));
        for (name, value) in fixed.into_iter().chain(promised).chain(self.headers) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

/// The first half of a body, and then an error: late enough for the half to have left.
fn half(body: String) -> Body {
    let mut bytes = Bytes::from(body);
    bytes.truncate(bytes.len() / 2);
    let end = async {
        tokio::time::sleep(LEAVES_WITHIN).await;
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionAborted))
    };
    Body::from_stream(stream::once(std::future::ready(Ok(bytes))).chain(stream::once(end)))
}

/// Stripe indents its JSON.
pub(crate) fn pretty(value: &Value) -> String {
    format!("{value:#}")
}
