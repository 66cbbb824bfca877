//! Messages of `graphql-transport-ws`. Source: <https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>.

use async_graphql::Response;
use axum::extract::ws::{CloseFrame, Message};
use serde::Deserialize;
use serde_json::{Value, json};

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
    /// More at once than is allowed.
    TooMany,
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
            // The service is there and will be again: clients of the protocol try later.
            Close::TooMany => (1013, "Try again later"),
        };
        Message::Close(Some(CloseFrame { code, reason: reason.into() }))
    }
}

fn message(value: &Value) -> Message {
    Message::Text(value.to_string().into())
}

pub(super) fn ack() -> Message {
    message(&json!({ "type": "connection_ack" }))
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

pub(super) fn error(id: &str, response: &Response) -> Message {
    message(&json!({ "id": id, "type": "error", "payload": response.errors }))
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
