//! One who watches: a client of `graphql-transport-ws`.

use std::time::Duration;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::error::Error;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async};

use super::Gql;

/// The subprotocol.
pub const PROTOCOL: &str = "graphql-transport-ws";

/// A socket.
pub struct Viewer {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Where the streams stood when it was acknowledged.
    pub cursors: Value,
}

impl Viewer {
    /// A socket that has said nothing yet, of this subprotocol, from a page of this origin.
    /// Errors: the status of a refusal.
    pub async fn open(server: &Gql, protocol: &str, origin: Option<&str>) -> Result<Viewer, u16> {
        Viewer::open_taking(server, protocol, origin, None).await
    }

    /// The same, whose machine takes so many bytes at once.
    async fn open_taking(
        server: &Gql,
        protocol: &str,
        origin: Option<&str>,
        bytes: Option<u32>,
    ) -> Result<Viewer, u16> {
        let url = format!("{}/graphql", server.url().replace("http://", "ws://"));
        let mut request = url.clone().into_client_request().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", protocol.parse().unwrap());
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().unwrap());
        }
        let address = url.trim_start_matches("ws://").trim_end_matches("/graphql").parse().unwrap();
        let socket = TcpSocket::new_v4().unwrap();
        if let Some(bytes) = bytes {
            socket.set_recv_buffer_size(bytes).unwrap();
        }
        let stream = MaybeTlsStream::Plain(socket.connect(address).await.unwrap());
        match client_async(request, stream).await {
            Ok((socket, _)) => Ok(Viewer { socket, cursors: Value::Null }),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(other) => panic!("{other}"),
        }
    }

    /// A socket of this caller, acknowledged.
    pub async fn of(caller: &Gql) -> Viewer {
        Viewer::open(caller, PROTOCOL, None).await.unwrap().greet(caller).await
    }

    /// The same, whose machine takes little at once.
    pub async fn slow(caller: &Gql) -> Viewer {
        Viewer::open_taking(caller, PROTOCOL, None, Some(4_096)).await.unwrap().greet(caller).await
    }

    async fn greet(mut self, caller: &Gql) -> Viewer {
        self.init(caller).await;
        let mut ack = self.hear().await;
        assert_eq!(ack["type"], "connection_ack", "{ack}");
        self.cursors = ack["payload"]["cursors"].take();
        self
    }

    /// Says the first word.
    pub async fn init(&mut self, caller: &Gql) {
        let authorization = caller.credential.as_ref().map(|credential| format!("Bearer {credential}"));
        self.say(json!({"type": "connection_init", "payload": {"authorization": authorization}})).await;
    }

    pub async fn say(&mut self, message: Value) {
        self.say_text(message.to_string()).await;
    }

    /// Says what need not be JSON. A socket that is closed meanwhile hears nothing.
    pub async fn say_text(&mut self, text: String) {
        let _ = self.socket.send(Message::Text(text.into())).await;
    }

    /// Subscribes with these variables.
    pub async fn subscribe(&mut self, id: &str, document: &str, variables: Value) {
        let payload = json!({"query": document, "variables": variables});
        self.say(json!({"type": "subscribe", "id": id, "payload": payload})).await;
    }

    /// Subscribes to what changes in the tenant from the acknowledgement on: `$after` of the document.
    pub async fn watch(&mut self, id: &str, document: &str) {
        let after = self.cursors["tenant"].clone();
        assert!(after.is_string(), "{}", self.cursors);
        self.subscribe(id, document, json!({"after": after})).await;
    }

    /// The same of what is the affiliate's own.
    pub async fn watch_own(&mut self, id: &str, document: &str) {
        let after = self.cursors["affiliate"].clone();
        assert!(after.is_string(), "{}", self.cursors);
        self.subscribe(id, document, json!({"after": after})).await;
    }

    /// The next message; a close as `{"close": code}`.
    pub async fn hear(&mut self) -> Value {
        self.hear_within(Duration::from_secs(20)).await.expect("nothing was told")
    }

    /// The next message, if there is one in time.
    pub async fn hear_within(&mut self, longest: Duration) -> Option<Value> {
        let next = async {
            loop {
                match self.socket.next().await {
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

    /// The code with which the socket is closed, whatever is said before.
    pub async fn close(&mut self) -> Value {
        loop {
            let mut message = self.hear().await;
            if let Some(code) = message.get_mut("close") {
                return code.take();
            }
        }
    }

    /// Nothing more is told for a while.
    pub async fn assert_silent(&mut self) {
        let told = self.hear_within(Duration::from_millis(1_000)).await;
        assert!(told.is_none(), "{told:#?}");
    }
}
