//! Messages of `graphql-transport-ws`. Source: <https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>.

use async_graphql::{Response, ServerError};
use axum::extract::ws::{CloseFrame, Message};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::error::ApiError;

/// Longest message either way, in bytes.
pub(super) const MESSAGE_BYTES_MAX: usize = 64 * 1024;

/// The subprotocol.
pub(super) const NAME: &str = "graphql-transport-ws";

/// What a viewer says.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Said {
    /// The first word, with the credential.
    ConnectionInit {
        #[serde(default)]
        payload: Option<Value>,
    },
    Ping {
        #[serde(default)]
        payload: Option<Value>,
    },
    Pong {},
    Subscribe {
        id: String,
        payload: Value,
    },
    Complete {
        id: String,
    },
}

/// Why a connection is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    /// What was said cannot be read, or is longer than may be.
    Malformed,
    /// Something was asked before the first word.
    Early,
    /// The credential is not good, or is no more.
    Forbidden,
    /// No first word in time.
    Late,
    /// Two of one id.
    Taken,
    /// The first word was said twice.
    Twice,
    /// More at once than is allowed, or something we need is away.
    Later,
    /// The server ends.
    Restart,
}

impl Close {
    pub(super) fn frame(self) -> Message {
        let (code, reason) = match self {
            Close::Malformed => (4400, "Bad request"),
            Close::Early => (4401, "Unauthorized"),
            Close::Forbidden => (4403, "Forbidden"),
            Close::Late => (4408, "Connection initialisation timeout"),
            Close::Taken => (4409, "Subscriber already exists"),
            Close::Twice => (4429, "Too many initialisation requests"),
            // The service will be there again: clients of the protocol try later.
            Close::Later => (1013, "Try again later"),
            Close::Restart => (1012, "Service restart"),
        };
        Message::Close(Some(CloseFrame { code, reason: reason.into() }))
    }
}

fn message(value: &Value) -> Message {
    Message::Text(value.to_string().into())
}

/// With the places where the streams stand.
pub(super) fn ack(cursors: serde_json::Map<String, Value>) -> Message {
    message(&json!({ "type": "connection_ack", "payload": { "cursors": cursors } }))
}

pub(super) fn pong(payload: Option<Value>) -> Message {
    match payload {
        Some(payload) => message(&json!({ "type": "pong", "payload": payload })),
        None => message(&json!({ "type": "pong" })),
    }
}

pub(super) fn next(id: &str, response: &Response) -> Message {
    message(&json!({ "id": id, "type": "next", "payload": response }))
}

pub(super) fn error(id: &str, errors: &[ServerError]) -> Message {
    message(&json!({ "id": id, "type": "error", "payload": errors }))
}

/// An error of ours.
pub(super) fn refusal(id: &str, error: ApiError, request_id: &str) -> Message {
    let told = async_graphql::Error::from(error);
    let mut told = ServerError { extensions: told.extensions, ..ServerError::new(told.message, None) };
    told.extensions.get_or_insert_default().set("requestId", request_id);
    self::error(id, &[told])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_of_the_protocol_cannot_be_read() {
        let read = |text: &str| serde_json::from_str::<Said>(text).is_ok();
        assert!(read(r#"{"type":"connection_init"}"#));
        assert!(read(r#"{"type":"subscribe","id":"1","payload":{"query":"subscription { x }"}}"#));
        assert!(!read(r#"{"type":"subscribe","payload":{}}"#));
        assert!(!read(r#"{"type":"start","id":"1"}"#));
        assert!(!read("[]"));
    }
}
