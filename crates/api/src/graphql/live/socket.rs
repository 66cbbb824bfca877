//! One WebSocket, and the subscriptions on it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::agent::Entrance;
use futures::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

use super::operation::{Operation, Out};
use super::protocol::{self, Close, Said};
use crate::App;
use crate::auth::{Caller, Sender};
use crate::error::{ApiError, ApiResult, Kind};
use crate::graphql::Schema;
use crate::graphql::http::Asked;

/// Sockets of one process.
const SOCKETS_MAX: usize = 5_000;
/// Executions for viewers at once, of one process.
const TURNS: usize = 4;
/// Subscriptions of one socket.
const OPERATIONS_MAX: usize = 20;
/// Longest id of a subscription, in bytes.
const ID_BYTES_MAX: usize = 100;
/// Longest message, in bytes.
const MESSAGE_BYTES_MAX: usize = 128 * 1024;
/// Messages that wait for a slow viewer.
const WAITING_MAX: usize = 64;
/// How long the first word may take, in seconds.
const INIT_SECONDS: u64 = 10;
/// How often the viewer is asked whether it is still there, in seconds; twice unanswered, it is not.
const PING_SECONDS: u64 = 25;
/// What of the request that opened the socket says who asks.
const KEPT: [HeaderName; 3] = [header::ORIGIN, header::AUTHORIZATION, header::USER_AGENT];

/// What sockets share.
#[derive(Clone)]
pub(in crate::graphql) struct Sockets {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Default for Sockets {
    fn default() -> Sockets {
        Sockets { places: Arc::new(Semaphore::new(SOCKETS_MAX)), turns: Arc::new(Semaphore::new(TURNS)) }
    }
}

/// Who watches.
pub(super) struct Viewer {
    pub(super) app: App,
    pub(super) schema: Schema,
    pub(super) request_id: String,
    pub(super) turns: Arc<Semaphore>,
    pub(super) sender: Sender,
    headers: HeaderMap,
}

impl Viewer {
    /// Who it is now: a session that was ended, or rights that were taken, count at once.
    pub(super) async fn caller(&self) -> ApiResult<Caller> {
        crate::auth::authenticate(&self.app, &self.headers, None, Entrance::Graphql).await
    }
}

/// Opens a socket. Errors: another subprotocol; too many sockets.
pub(in crate::graphql) fn upgrade(
    app: &App,
    schema: &Schema,
    sockets: &Sockets,
    headers: &HeaderMap,
    sender: Sender,
    request_id: String,
    upgrade: WebSocketUpgrade,
) -> Response {
    let upgrade = upgrade.protocols([protocol::NAME]).max_message_size(MESSAGE_BYTES_MAX);
    if upgrade.selected_protocol().is_none() {
        let text = "the subprotocol must be graphql-transport-ws";
        return ApiError::new(Kind::Malformed, "SUBPROTOCOL_NOT_ACCEPTABLE", text).into_response();
    }
    let Ok(place) = sockets.places.clone().try_acquire_owned() else {
        return ApiError::new(Kind::Limited, "TOO_MANY_SOCKETS", "too many watch; please try later")
            .into_response();
    };
    let mut kept = HeaderMap::new();
    for name in KEPT {
        kept.extend(headers.get_all(&name).iter().map(|value| (name.clone(), value.clone())));
    }
    let (app, schema, turns) = (app.clone(), schema.clone(), sockets.turns.clone());
    let viewer = Viewer { app, schema, request_id, turns, sender, headers: kept };
    upgrade.on_upgrade(move |socket| serve(socket, viewer, place))
}

/// A socket before its first word.
async fn serve(mut socket: WebSocket, mut viewer: Viewer, _place: OwnedSemaphorePermit) {
    let first = tokio::time::timeout(Duration::from_secs(INIT_SECONDS), first_word(&mut socket)).await;
    let close = match first {
        Ok(Ok(payload)) => match greet(&mut viewer, payload).await {
            Ok(()) => {
                if socket.send(protocol::ack()).await.is_ok() {
                    Session::new(viewer).run(socket).await;
                }
                return;
            }
            Err(close) => close,
        },
        Ok(Err(None)) => return,
        Ok(Err(Some(close))) => close,
        Err(_) => Close::Late,
    };
    // One who has gone does not need to know.
    let _ = socket.send(close.frame()).await;
}

/// Errors: none when the viewer has gone.
async fn first_word(socket: &mut WebSocket) -> Result<Option<Value>, Option<Close>> {
    loop {
        match socket.recv().await {
            Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                Ok(Said::ConnectionInit { payload }) => return Ok(payload),
                Ok(Said::Ping { payload }) => {
                    socket.send(protocol::pong(payload)).await.map_err(|_| None)?;
                }
                Ok(Said::Pong {}) => {}
                Ok(_) => return Err(Some(Close::Early)),
                Err(_) => return Err(Some(Close::Malformed)),
            },
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Binary(_))) => return Err(Some(Close::Malformed)),
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(None),
        }
    }
}

/// Takes the credential, which browsers cannot put into a header of the request.
async fn greet(viewer: &mut Viewer, payload: Option<Value>) -> Result<(), Close> {
    let given = payload.as_ref().and_then(|payload| {
        payload.get("authorization").or_else(|| payload.get("Authorization")).filter(|given| !given.is_null())
    });
    if let Some(given) = given {
        let value = given.as_str().and_then(|text| HeaderValue::from_str(text).ok());
        viewer.headers.insert(header::AUTHORIZATION, value.ok_or(Close::Malformed)?);
    }
    match viewer.caller().await {
        Ok(_) => Ok(()),
        Err(error) if error.kind == Kind::Unavailable => Err(Close::TooMany),
        Err(_) => Err(Close::Forbidden),
    }
}

/// A socket after its first word.
struct Session {
    viewer: Arc<Viewer>,
    operations: HashMap<String, JoinHandle<()>>,
    out: mpsc::Sender<Out>,
    waiting: mpsc::Receiver<Out>,
}

impl Drop for Session {
    fn drop(&mut self) {
        for task in self.operations.values() {
            task.abort();
        }
    }
}

impl Session {
    fn new(viewer: Viewer) -> Session {
        let (out, waiting) = mpsc::channel(WAITING_MAX);
        Session { viewer: Arc::new(viewer), operations: HashMap::new(), out, waiting }
    }

    async fn run(mut self, socket: WebSocket) {
        let (mut to, mut from) = socket.split();
        let interval = Duration::from_secs(PING_SECONDS);
        let (mut ping_at, mut heard_at) = (Instant::now() + interval, Instant::now());
        loop {
            let send = tokio::select! {
                said = from.next() => {
                    heard_at = Instant::now();
                    match said {
                        Some(Ok(Message::Text(text))) => match self.hear(&text) {
                            Ok(answer) => answer,
                            Err(close) => Some(close.frame()),
                        },
                        Some(Ok(Message::Ping(_) | Message::Pong(_))) => None,
                        Some(Ok(Message::Binary(_))) => Some(Close::Malformed.frame()),
                        Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                    }
                }
                Some(out) = self.waiting.recv() => match out {
                    Out::Message(message) => Some(message),
                    Out::Close(close) => Some(close.frame()),
                    Out::Over(id) => {
                        self.operations.remove(&id);
                        None
                    }
                },
                () = sleep_until(ping_at) => {
                    if heard_at + 2 * interval < Instant::now() {
                        return;
                    }
                    ping_at = Instant::now() + interval;
                    Some(Message::Ping(bytes::Bytes::new()))
                }
            };
            let Some(message) = send else { continue };
            let closes = matches!(message, Message::Close(_));
            // One who takes nothing for so long has gone.
            let sent = tokio::time::timeout(interval, to.send(message)).await;
            if closes || !matches!(sent, Ok(Ok(()))) {
                return;
            }
        }
    }

    /// Takes a word. Returns what is answered at once.
    fn hear(&mut self, text: &str) -> Result<Option<Message>, Close> {
        match serde_json::from_str(text).map_err(|_| Close::Malformed)? {
            Said::ConnectionInit { .. } => Err(Close::Twice),
            Said::Ping { payload } => Ok(Some(protocol::pong(payload))),
            Said::Pong {} => Ok(None),
            Said::Complete { id } => {
                if let Some(task) = self.operations.remove(&id) {
                    task.abort();
                }
                Ok(None)
            }
            Said::Subscribe { id, payload } => {
                if id.is_empty() || id.len() > ID_BYTES_MAX {
                    return Err(Close::Malformed);
                }
                if self.operations.contains_key(&id) {
                    return Err(Close::Taken);
                }
                if self.operations.len() >= OPERATIONS_MAX {
                    return Err(Close::TooMany);
                }
                let asked = Asked::of_json(payload).map_err(|_| Close::Malformed)?;
                let (viewer, out) = (self.viewer.clone(), self.out.clone());
                let operation = Operation { id: id.clone(), asked, viewer, out };
                self.operations.insert(id, tokio::spawn(operation.run()));
                Ok(None)
            }
        }
    }
}
