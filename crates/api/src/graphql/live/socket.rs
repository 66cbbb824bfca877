//! One WebSocket, and the subscriptions on it.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Response};
use futures::stream::SplitSink;
use futures::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::sync::{Mutex, OwnedSemaphorePermit, mpsc};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout};

use super::operation::{Operation, Out};
use super::place::Sockets;
use super::protocol::{self, Close, MESSAGE_BYTES_MAX, Said};
use super::viewer::Viewer;
use crate::App;
use crate::auth::Sender;
use crate::error::{ApiError, Kind};
use crate::graphql::Schema;
use crate::graphql::asked::{Asked, UNKNOWN};

/// Subscriptions of one socket.
const OPERATIONS_MAX: usize = 50;
/// Longest id of a subscription, in bytes.
const ID_BYTES_MAX: usize = 100;
/// Longest message that is read only to be refused, in bytes. Of a longer one the connection is cut.
const MESSAGE_BYTES_READ_MAX: usize = 256 * 1024;
/// Messages that wait for a slow viewer. Behind them its subscriptions wait, and fall behind.
const WAITING_MAX: usize = 8;
/// How long the first word may take, in seconds.
const INIT_SECONDS: u64 = 3;
/// How often the viewer is asked whether it is still there, in seconds; twice unanswered, it is not.
const PING_SECONDS: u64 = 25;
/// How long a viewer may take to take its leave, in seconds.
const CLOSE_SECONDS: u64 = 2;
/// What of the request that opened the socket says who asks.
const KEPT: [HeaderName; 3] = [header::ORIGIN, header::AUTHORIZATION, header::USER_AGENT];

/// Opens a socket. Errors: a page of another origin; another subprotocol; too many sockets.
pub(in crate::graphql) fn upgrade(
    app: &App,
    schema: &Schema,
    sockets: &Sockets,
    headers: &HeaderMap,
    sender: Sender,
    request_id: String,
    upgrade: WebSocketUpgrade,
) -> Response {
    if !origin_is_own(app, headers) {
        let text = "sockets are for pages of this server, and for what is no browser";
        return ApiError::new(Kind::Forbidden, "ORIGIN_NOT_ALLOWED", text).into_response();
    }
    let upgrade = upgrade
        .protocols([protocol::NAME])
        .max_message_size(MESSAGE_BYTES_READ_MAX)
        .max_frame_size(MESSAGE_BYTES_READ_MAX);
    if upgrade.selected_protocol().is_none() {
        let text = "the subprotocol must be graphql-transport-ws";
        return ApiError::new(Kind::Malformed, "SUBPROTOCOL_NOT_ACCEPTABLE", text).into_response();
    }
    let Some(place) = sockets.take() else {
        return ApiError::new(Kind::Limited, "TOO_MANY_SOCKETS", "too many watch; please try later")
            .into_response();
    };
    let mut kept = HeaderMap::new();
    for name in KEPT {
        kept.extend(headers.get_all(&name).iter().map(|value| (name.clone(), value.clone())));
    }
    let (app, schema, turns) = (app.clone(), schema.clone(), sockets.turns.clone());
    let viewer = Viewer {
        app,
        schema,
        request_id,
        turns,
        sender,
        headers: kept,
        rights: OnceLock::new(),
        speaks: Mutex::default(),
    };
    let sockets = sockets.clone();
    upgrade.on_upgrade(move |socket| serve(socket, viewer, sockets, place))
}

/// A browser says on whose page it is, and lets no page lie.
fn origin_is_own(app: &App, headers: &HeaderMap) -> bool {
    let own = app.config.public_url.origin().ascii_serialization();
    headers
        .get_all(header::ORIGIN)
        .iter()
        .all(|origin| origin.as_bytes().eq_ignore_ascii_case(own.as_bytes()))
}

/// A socket before its first word.
async fn serve(mut socket: WebSocket, mut viewer: Viewer, sockets: Sockets, _place: OwnedSemaphorePermit) {
    let first = timeout(Duration::from_secs(INIT_SECONDS), first_word(&mut socket)).await;
    let greeted = match first {
        Ok(Ok(payload)) => viewer.greet(payload).await,
        Ok(Err(None)) => return,
        Ok(Err(Some(close))) => Err(close),
        Err(_) => Err(Close::Late),
    };
    let placed = greeted.and_then(|caller| {
        let place = sockets.take_own(&caller).ok_or(Close::Later)?;
        Ok((caller, place))
    });
    match placed {
        Ok((caller, _own_place)) => {
            let ack = protocol::ack(viewer.cursors(&caller).await);
            drop(caller);
            if let Ok(Ok(())) = timeout(Duration::from_secs(CLOSE_SECONDS), socket.send(ack)).await {
                Session::start(viewer).run(socket).await;
            }
        }
        Err(close) => {
            // One who has gone does not need to know.
            let _ = timeout(Duration::from_secs(CLOSE_SECONDS), socket.send(close.frame())).await;
        }
    }
}

/// Errors: none when the viewer has gone.
async fn first_word(socket: &mut WebSocket) -> Result<Option<Value>, Option<Close>> {
    loop {
        match socket.recv().await {
            Some(Ok(Message::Text(text))) => match read(&text)? {
                Said::ConnectionInit { payload } => return Ok(payload),
                Said::Ping { payload } => {
                    socket.send(protocol::pong(payload)).await.map_err(|_| None)?;
                }
                Said::Pong {} => {}
                Said::Subscribe { .. } | Said::Complete { .. } => return Err(Some(Close::Early)),
            },
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Binary(_))) => return Err(Some(Close::Malformed)),
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(None),
        }
    }
}

fn read(text: &str) -> Result<Said, Close> {
    if text.len() > MESSAGE_BYTES_MAX {
        return Err(Close::Malformed);
    }
    serde_json::from_str(text).map_err(|_| Close::Malformed)
}

/// A socket after its first word.
struct Session {
    viewer: Arc<Viewer>,
    operations: HashMap<String, (u64, JoinHandle<()>)>,
    begun: u64,
    out: mpsc::Sender<Out>,
    waiting: mpsc::Receiver<Out>,
    closing: mpsc::Sender<Close>,
    closes: mpsc::Receiver<Close>,
    watch: JoinHandle<()>,
}

impl Drop for Session {
    fn drop(&mut self) {
        self.watch.abort();
        for (_, task) in self.operations.values() {
            task.abort();
        }
    }
}

/// What the loop of a socket does next.
enum Turn {
    Rest,
    Say(Message),
    Close(Close),
    Gone,
}

impl Session {
    fn start(viewer: Viewer) -> Session {
        let (out, waiting) = mpsc::channel(WAITING_MAX);
        let (closing, closes) = mpsc::channel(1);
        let viewer = Arc::new(viewer);
        let watch = tokio::spawn(viewer.clone().watch(closing.clone()));
        Session { viewer, operations: HashMap::new(), begun: 0, out, waiting, closing, closes, watch }
    }

    async fn run(mut self, socket: WebSocket) {
        let (mut to, mut from) = socket.split();
        let interval = Duration::from_secs(PING_SECONDS);
        let (mut ping_at, mut heard_at) = (Instant::now() + interval, Instant::now());
        loop {
            let turn = tokio::select! {
                biased;
                Some(close) = self.closes.recv() => Turn::Close(close),
                said = from.next() => {
                    heard_at = Instant::now();
                    self.hear(said)
                }
                Some(out) = self.waiting.recv() => self.take(out),
                () = sleep_until(ping_at) => {
                    let is_there = heard_at + 2 * interval >= Instant::now();
                    ping_at = Instant::now() + interval;
                    if is_there { Turn::Say(Message::Ping(bytes::Bytes::new())) } else { Turn::Gone }
                }
            };
            let end = match turn {
                Turn::Rest => continue,
                Turn::Say(message) => self.say(&mut to, message).await,
                Turn::Close(close) => Some(close),
                Turn::Gone => return,
            };
            if let Some(close) = end {
                // One who has gone does not need to know.
                let _ = timeout(Duration::from_secs(CLOSE_SECONDS), to.send(close.frame())).await;
                return;
            }
        }
    }

    /// Says something. Returns why the socket is closed, where it is: one who takes nothing for so long has gone, and
    /// one who may not see any more is not waited for.
    async fn say(&mut self, to: &mut SplitSink<WebSocket, Message>, message: Message) -> Option<Close> {
        tokio::select! {
            biased;
            Some(close) = self.closes.recv() => Some(close),
            sent = timeout(Duration::from_secs(PING_SECONDS), to.send(message)) => match sent {
                Ok(Ok(())) => None,
                Ok(Err(_)) | Err(_) => Some(Close::Later),
            }
        }
    }

    /// What a subscription tells, unless it was ended.
    fn take(&mut self, out: Out) -> Turn {
        let of = self.operations.iter().find(|(_, (number, _))| *number == out.number);
        let Some(id) = of.map(|(id, _)| id.clone()) else { return Turn::Rest };
        match out.message {
            Some(message) => Turn::Say(message),
            None => {
                self.operations.remove(&id);
                Turn::Rest
            }
        }
    }

    fn hear(&mut self, said: Option<Result<Message, axum::Error>>) -> Turn {
        match said {
            Some(Ok(Message::Text(text))) => match read(&text).and_then(|said| self.answer(said)) {
                Ok(Some(message)) => Turn::Say(message),
                Ok(None) => Turn::Rest,
                Err(close) => Turn::Close(close),
            },
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Turn::Rest,
            // What cannot be read, or is far too long.
            Some(Ok(Message::Binary(_)) | Err(_)) => Turn::Close(Close::Malformed),
            Some(Ok(Message::Close(_))) | None => Turn::Gone,
        }
    }

    /// Takes a word. Returns what is answered at once.
    fn answer(&mut self, said: Said) -> Result<Option<Message>, Close> {
        match said {
            Said::ConnectionInit { .. } => Err(Close::Twice),
            Said::Ping { payload } => Ok(Some(protocol::pong(payload))),
            Said::Pong {} => Ok(None),
            Said::Complete { id } => {
                if let Some((_, task)) = self.operations.remove(&id) {
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
                let asked = match Asked::of_json(payload, self.viewer.app.web.documents()) {
                    Ok(asked) => asked,
                    // A page of another version: the others on its socket go on.
                    Err(error) if error.code == UNKNOWN => {
                        return Ok(Some(protocol::refusal(&id, error, &self.viewer.request_id)));
                    }
                    Err(_) => return Err(Close::Malformed),
                };
                if self.operations.len() >= OPERATIONS_MAX {
                    let text = format!("more than {OPERATIONS_MAX} subscriptions on one socket");
                    let error = ApiError::new(Kind::Limited, "TOO_MANY_SUBSCRIPTIONS", text);
                    return Ok(Some(protocol::refusal(&id, error, &self.viewer.request_id)));
                }
                self.begun += 1;
                let operation = Operation {
                    id: id.clone(),
                    number: self.begun,
                    asked,
                    viewer: self.viewer.clone(),
                    out: self.out.clone(),
                    closing: self.closing.clone(),
                };
                self.operations.insert(id, (self.begun, tokio::spawn(operation.run())));
                Ok(None)
            }
        }
    }
}
