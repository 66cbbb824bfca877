//! One who watches: a client of `graphql-transport-ws`.

use std::time::Duration;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::Gql;

/// A socket.
pub struct Viewer(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Viewer {
    /// A socket that has said nothing yet, of this subprotocol. Errors: the status of a refusal.
    pub async fn open(server: &Gql, protocol: &'static str) -> Result<Viewer, u16> {
        let url = format!("{}/graphql", server.url().replace("http://", "ws://"));
        let mut request = url.into_client_request().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", protocol.parse().unwrap());
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Viewer(socket)),
            Err(tokio_tungstenite::tungstenite::Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(other) => panic!("{other}"),
        }
    }

    /// A socket of this caller, acknowledged.
    pub async fn of(caller: &Gql) -> Viewer {
        let mut viewer = Viewer::open(caller, "graphql-transport-ws").await.unwrap();
        let authorization = caller.credential.as_ref().map(|credential| format!("Bearer {credential}"));
        viewer.say(json!({"type": "connection_init", "payload": {"authorization": authorization}})).await;
        assert_eq!(viewer.hear().await, json!({"type": "connection_ack"}));
        viewer
    }

    pub async fn say(&mut self, message: Value) {
        self.0.send(Message::Text(message.to_string().into())).await.unwrap();
    }

    /// Subscribes, and gives it the time to be in force, of which the protocol has no word.
    pub async fn watch(&mut self, id: &str, document: &str, variables: Value) {
        let payload = json!({"query": document, "variables": variables});
        self.say(json!({"type": "subscribe", "id": id, "payload": payload})).await;
        tokio::time::sleep(Duration::from_millis(700)).await;
    }

    /// The next message; a close as `{"close": code}`.
    pub async fn hear(&mut self) -> Value {
        self.hear_within(Duration::from_secs(20)).await.expect("nothing was told")
    }

    /// The next message, if there is one in time.
    pub async fn hear_within(&mut self, longest: Duration) -> Option<Value> {
        let next = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
                    Some(Ok(Message::Close(Some(frame)))) => return json!({"close": u16::from(frame.code)}),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    None | Some(Ok(_) | Err(_)) => return json!({"close": null}),
                }
            }
        };
        tokio::time::timeout(longest, next).await.ok()
    }

    /// The data of the next event.
    pub async fn event(&mut self, id: &str) -> Value {
        let mut message = self.hear().await;
        assert_eq!((&message["type"], &message["id"]), (&json!("next"), &json!(id)), "{message:#}");
        assert!(message["payload"].get("errors").is_none(), "{message:#}");
        message["payload"]["data"].take()
    }

    /// The code of the error that the next message is.
    pub async fn refusal(&mut self, id: &str) -> String {
        let message = self.hear().await;
        assert_eq!((&message["type"], &message["id"]), (&json!("error"), &json!(id)), "{message:#}");
        message["payload"][0]["extensions"]["code"].as_str().unwrap().to_owned()
    }

    /// Nothing more is told for a while.
    pub async fn assert_silent(&mut self) {
        let told = self.hear_within(Duration::from_millis(700)).await;
        assert!(told.is_none(), "{told:#?}");
    }
}
