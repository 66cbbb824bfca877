//! GraphQL over HTTP: <https://graphql.github.io/graphql-over-http/draft/>.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType,
};
use async_graphql::{Response, ServerError};
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequestParts, RawQuery, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use domain::agent::Entrance;
use serde::Serialize;

use super::asked::{Asked, malformed};
use super::request::Request;
use super::{Schema, batch, limits, live};
use crate::App;
use crate::auth::{Caller, Sender};
use crate::config::DocumentsTaken;
use crate::error::{ApiError, Kind};
use crate::http::{cookie, cors};

const JSON: &str = "application/json";
const RESPONSE_JSON: &str = "application/graphql-response+json";
/// When a caller may try again after something we need was away, in milliseconds.
const RETRY_AFTER_MS: u64 = 1_000;

struct Door {
    app: App,
    schema: Schema,
    sockets: live::Sockets,
}

/// `POST` and `GET /graphql`, `OPTIONS` for browsers on other pages; and `POST /graphql/session`, the same graph for
/// our own pages, where a refresh token is a cookie.
pub fn router(app: App) -> Router {
    let limit = DefaultBodyLimit::max(app.config.body_bytes_max);
    let door = Arc::new(Door { schema: super::build(), app: app.clone(), sockets: live::Sockets::default() });
    Router::new()
        .route("/graphql", get(on_get).post(on_post).options(cors::graphql_preflight))
        .route(cookie::SESSION_PATH, post(on_session))
        .layer(limit)
        .layer(from_fn_with_state(app, cors::for_publishable_keys))
        .with_state(door)
}

/// The address a request came from, as its connection says.
struct Peer(Option<IpAddr>);

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Peer, Infallible> {
        Ok(Peer(parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip())))
    }
}

async fn on_post(
    State(door): State<Arc<Door>>,
    peer: Peer,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> axum::response::Response {
    let sender = Sender::of(&door.app, &headers, peer.0, Entrance::Graphql, false);
    posted(&door, sender, &headers, body).await
}

/// Cookies are looked at here alone. They are `SameSite=Strict`; besides, the request must be JSON, which no form can
/// send, and say that it comes from a page of our own.
async fn on_session(
    State(door): State<Arc<Door>>,
    peer: Peer,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> axum::response::Response {
    if !is_own_page(&door.app, &headers) {
        let reply = Reply { media: JSON, id: request_id(&headers) };
        let text = "this address is for pages of this server alone";
        return reply.error(ApiError::new(Kind::Forbidden, "ORIGIN_NOT_ALLOWED", text));
    }
    let sender = Sender::of(&door.app, &headers, peer.0, Entrance::Graphql, true);
    let mut response = posted(&door, sender, &headers, body).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Whether a request comes from a page of this server: as the browser says where it does, else by its origin, which
/// must be there.
fn is_own_page(app: &App, headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site.as_bytes() == b"same-origin";
    }
    let own = app.config.public_url.origin().ascii_serialization();
    headers.get(header::ORIGIN).is_some_and(|origin| origin.as_bytes().eq_ignore_ascii_case(own.as_bytes()))
}

async fn posted(
    door: &Door,
    sender: Sender,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> axum::response::Response {
    let media = match media(headers) {
        Ok(media) => media,
        Err(refusal) => return refusal,
    };
    let reply = Reply { media, id: request_id(headers) };
    if !is_json(headers) {
        let error = malformed("UNSUPPORTED_MEDIA_TYPE", "the content type must be application/json in UTF-8");
        return reply.refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, error);
    }
    let asked = match body {
        Ok(bytes) => Asked::of_body(&bytes, door.app.web.documents()),
        Err(_) => {
            let error = ApiError::new(Kind::Limited, "BODY_TOO_LARGE", "the body is too large");
            return reply.refusal(StatusCode::PAYLOAD_TOO_LARGE, error);
        }
    };
    match asked {
        Ok(asked) => door.answer(reply, headers, sender, asked, false).await,
        Err(error) => reply.refusal(StatusCode::BAD_REQUEST, error),
    }
}

async fn on_get(
    State(door): State<Arc<Door>>,
    peer: Peer,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    socket: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> axum::response::Response {
    if let Ok(socket) = socket {
        let sender = Sender::of(&door.app, &headers, peer.0, Entrance::Graphql, false);
        let id = request_id(&headers);
        return live::upgrade(&door.app, &door.schema, &door.sockets, &headers, sender, id, socket);
    }
    let media = match media(&headers) {
        Ok(media) => media,
        Err(refusal) => return refusal,
    };
    let reply = Reply { media, id: request_id(&headers) };
    match Asked::of_query(query.as_deref().unwrap_or_default(), door.app.web.documents()) {
        Ok(asked) => {
            let sender = Sender::of(&door.app, &headers, peer.0, Entrance::Graphql, false);
            door.answer(reply, &headers, sender, asked, true).await
        }
        Err(error) => reply.refusal(StatusCode::BAD_REQUEST, error),
    }
}

impl Door {
    async fn answer(
        &self,
        reply: Reply,
        headers: &HeaderMap,
        sender: Sender,
        asked: Asked,
        is_get: bool,
    ) -> axum::response::Response {
        let caller = match crate::auth::authenticate(&self.app, headers, None, Entrance::Graphql).await {
            Ok(caller) => caller,
            Err(error) => return reply.error(error),
        };
        if asked.trusted.is_none() && !takes_texts_of(&self.app, &caller) {
            return reply.error(not_trusted());
        }
        let mut request = async_graphql::Request::new(asked.query).variables(asked.variables);
        request.operation_name = asked.operation;
        if let Some(document) = asked.trusted.and_then(|document| document.parsed()) {
            request.set_parsed_query(document);
        }
        let checked =
            limits::check_text(&request.query).and_then(|()| limits::check_variables(&request.variables));
        if let Err(error) = checked {
            return reply.requests_fault(error);
        }
        let operation = request.operation_name.clone().filter(|name| !name.is_empty());
        match request.parsed_query() {
            Err(error) => {
                let mut response = Response::from_errors(vec![error]);
                code_errors(&mut response, "GRAPHQL_PARSE_FAILED");
                return reply.response(response);
            }
            Ok(document) => {
                if let Err(error) = limits::check(document) {
                    return reply.requests_fault(error);
                }
                let asked = chosen(document, operation.as_deref()).map(|operation| operation.ty);
                if asked == Some(OperationType::Subscription) {
                    let text = "subscriptions need a WebSocket: graphql-transport-ws at the same path";
                    return reply.requests_fault(malformed("SUBSCRIPTIONS_BY_SOCKET", text));
                }
                if is_get && asked == Some(OperationType::Mutation) {
                    let error = malformed("METHOD_NOT_ALLOWED", "mutations need POST");
                    let mut response = reply.refusal(StatusCode::METHOD_NOT_ALLOWED, error);
                    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
                    return response;
                }
            }
        }
        if !self.may_introspect(&caller) {
            request = request.disable_introspection();
        }
        let carried = Request::new(self.app.clone(), caller, sender, reply.id.clone());
        let execution = self.schema.execute(request.data(carried.clone()));
        let longest = Duration::from_millis(self.app.config.request_timeout_ms);
        let mut response = match tokio::time::timeout(longest, batch::run(carried.clone(), execution)).await {
            Ok(response) => reply.response(response),
            Err(_) => reply.error(ApiError::new(Kind::Unavailable, "TIMEOUT", "the request took too long")),
        };
        for cookie in carried.take_cookies() {
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
        }
        response
    }

    /// Whoever has a credential, and everybody while the server is on loopback.
    fn may_introspect(&self, caller: &Caller) -> bool {
        let loopback = match self.app.config.public_url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        loopback || caller.user.is_some() || caller.tenant.is_some()
    }
}

pub(super) fn not_trusted() -> ApiError {
    let text = "this server executes documents of its own app alone, but for API keys";
    ApiError::new(Kind::Forbidden, "DOCUMENT_NOT_TRUSTED", text)
}

/// Whether a text may be executed for a caller. Keys are of programs, whose texts are their own; people use our app, which
/// names documents that are known here.
pub(super) fn takes_texts_of(app: &App, caller: &Caller) -> bool {
    app.config.documents == DocumentsTaken::Any || caller.is_key()
}

/// The operation that is asked for; none where its execution tells why there is none.
pub(super) fn chosen<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Option<&'a OperationDefinition> {
    match (&document.operations, name.filter(|name| !name.is_empty())) {
        (DocumentOperations::Single(operation), _) => Some(&operation.node),
        (DocumentOperations::Multiple(operations), Some(name)) => Some(&operations.get(name)?.node),
        // One with a name needs not be named.
        (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => {
            operations.values().next().map(|operation| &operation.node)
        }
        (DocumentOperations::Multiple(_), None) => None,
    }
}

pub(super) fn code_errors(response: &mut Response, code: &str) {
    for error in &mut response.errors {
        let extensions = error.extensions.get_or_insert_default();
        if extensions.get("code").is_none() {
            extensions.set("code", code);
        }
    }
}

/// How a request is answered.
struct Reply {
    media: &'static str,
    id: String,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a async_graphql::Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    extensions: &'a std::collections::BTreeMap<String, async_graphql::Value>,
}

impl Reply {
    /// A GraphQL response. Errors that have no code are the validation's; nothing else makes errors of its own.
    fn response(&self, mut response: Response) -> axum::response::Response {
        code_errors(&mut response, "GRAPHQL_VALIDATION_FAILED");
        // The request was never executed when no error has a path and there is no data.
        let executed = response.is_ok()
            || response.data != async_graphql::Value::Null
            || response.errors.iter().any(|error| !error.path.is_empty());
        let status = if executed || self.media == JSON { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        self.send(status, response, executed)
    }

    /// An error of the request that keeps to GraphQL: 200 under `application/json`, else 400.
    fn requests_fault(&self, error: ApiError) -> axum::response::Response {
        let status = if self.media == JSON { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        self.refusal(status, error)
    }

    /// An error with the status its kind has.
    fn error(&self, error: ApiError) -> axum::response::Response {
        let status = match error.kind {
            Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::Limited => StatusCode::TOO_MANY_REQUESTS,
            Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Kind::Malformed | Kind::Refused | Kind::NotFound => StatusCode::BAD_REQUEST,
        };
        let mut response = self.refusal(status, error);
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }

    fn refusal(&self, status: StatusCode, error: ApiError) -> axum::response::Response {
        let error = async_graphql::Error::from(error);
        let mut server_error = ServerError::new(error.message, None);
        server_error.extensions = error.extensions;
        self.send(status, Response::from_errors(vec![server_error]), false)
    }

    fn send(&self, status: StatusCode, mut response: Response, executed: bool) -> axum::response::Response {
        for error in &mut response.errors {
            let extensions = error.extensions.get_or_insert_default();
            extensions.set("requestId", self.id.as_str());
            let code = extensions.get("code").map(ToString::to_string).unwrap_or_default();
            if code.contains("UNAVAILABLE") || code.contains("TIMEOUT") {
                extensions.set("retryAfterMs", RETRY_AFTER_MS);
            }
        }
        let Response { data, errors, extensions, .. } = &response;
        let body = Body { data: executed.then_some(data), errors, extensions };
        let bytes = serde_json::to_vec(&body).unwrap_or_default();
        let media = if self.media == JSON {
            "application/json; charset=utf-8"
        } else {
            "application/graphql-response+json; charset=utf-8"
        };
        (status, [(header::CONTENT_TYPE, media)], bytes).into_response()
    }
}

/// The media type to answer in. Errors: 406 when the caller takes neither.
#[allow(clippy::result_large_err)]
fn media(headers: &HeaderMap) -> Result<&'static str, axum::response::Response> {
    let accept: Vec<&str> =
        headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let mut best: Option<(f32, &'static str)> = None;
    for part in accept.iter().flat_map(|value| value.split(',')) {
        let mut pieces = part.split(';').map(str::trim);
        let media = match pieces.next().unwrap_or_default().to_ascii_lowercase().as_str() {
            RESPONSE_JSON => RESPONSE_JSON,
            JSON | "application/*" | "*/*" => JSON,
            _ => continue,
        };
        let quality = pieces.find_map(|piece| piece.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0f32);
        if quality > 0.0 && best.is_none_or(|(found, _)| quality > found) {
            best = Some((quality, media));
        }
    }
    match best {
        Some((_, media)) => Ok(media),
        None if accept.iter().all(|value| value.trim().is_empty()) => Ok(JSON),
        None => {
            let reply = Reply { media: JSON, id: request_id(headers) };
            let error = malformed(
                "NOT_ACCEPTABLE",
                "answers are application/graphql-response+json or application/json",
            );
            Err(reply.refusal(StatusCode::NOT_ACCEPTABLE, error))
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let Some(media) = content_type.and_then(|value| value.parse::<mime::Mime>().ok()) else { return false };
    media.essence_str() == JSON && media.get_param("charset").is_none_or(|charset| charset == "utf-8")
}

/// The id the server gave the request on its way in, or one of our own.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get("x-request-id").and_then(|value| value.to_str().ok());
    match given.filter(|id| (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_graphic())) {
        Some(id) => id.to_owned(),
        None => format!("{:016x}", rand::random::<u64>()),
    }
}
