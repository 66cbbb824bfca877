//! One subscription, from its first word to its last.

use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use async_graphql::{Response, ServerError};
use futures::StreamExt;
use store::live::{Follower, News, Place};
use tokio::sync::mpsc;

use super::protocol::{self, Close};
use super::socket::Viewer;
use super::{Occasion, Wish};
use crate::error::{ApiError, ApiResult, Kind};
use crate::graphql::http::{Asked, chosen, code_errors};
use crate::graphql::request::Request;
use crate::graphql::{batch, limits};

/// News that are executed together.
const TOGETHER_MAX: usize = 50;

/// What goes out on the socket.
pub(super) enum Out {
    Message(axum::extract::ws::Message),
    /// The subscription of this id is over.
    Over(String),
    Close(Close),
}

/// A subscription at work.
pub(super) struct Operation {
    pub(super) id: String,
    pub(super) asked: Asked,
    pub(super) viewer: Arc<Viewer>,
    pub(super) out: mpsc::Sender<Out>,
}

/// Why a subscription ends. The socket is told what the viewer has to know.
struct Ended;

impl Operation {
    /// Runs it until it ends or is dropped.
    pub(super) async fn run(self) {
        let Err(Ended) = self.follow().await;
        // A socket that is gone needs no word.
        let _ = self.out.send(Out::Over(self.id.clone())).await;
    }

    async fn follow(&self) -> Result<std::convert::Infallible, Ended> {
        if let Err(error) = self.check() {
            return self.fail(error).await;
        }
        let (responses, wish) = self.execute(Vec::new()).await?;
        if let Some(refused) = responses.into_iter().find(|response| !response.errors.is_empty()) {
            self.send(protocol::error(&self.id, &refused)).await?;
            return Err(Ended);
        }
        let Some(wish) = wish else {
            return self.fail(ApiError::internal(&"a subscription wishes for nothing")).await;
        };
        let mut follower = match self.begin(&wish).await {
            Ok(follower) => follower,
            Err(error) => return self.fail(error).await,
        };
        let mut missed = match wish.after {
            Some(_) => self.missed(&mut follower).await?,
            None => Vec::new(),
        };
        loop {
            let wanted: Vec<Arc<News>> = missed
                .drain(..)
                .filter(|news| news.change.is_some_and(|change| change.subject == wish.subject))
                .collect();
            for some in wanted.chunks(TOGETHER_MAX) {
                let (responses, _) = self.execute(some.to_vec()).await?;
                for response in responses {
                    self.send(protocol::next(&self.id, &response)).await?;
                }
            }
            missed = match follower.next_few(TOGETHER_MAX).await {
                Some(news) => news,
                None => self.missed(&mut follower).await?,
            };
        }
    }

    fn check(&self) -> ApiResult<()> {
        limits::check_text(&self.asked.query)?;
        limits::check_variables(&self.asked.variables)?;
        let document = async_graphql::parser::parse_query(&self.asked.query)
            .map_err(|error| ApiError::new(Kind::Malformed, "GRAPHQL_PARSE_FAILED", error.to_string()))?;
        limits::check(&document)?;
        match chosen(&document, self.asked.operation.as_deref()) {
            Some(operation) if operation.ty != OperationType::Subscription => {
                let text = "only subscriptions are answered here: queries and mutations go by POST";
                Err(ApiError::new(Kind::Malformed, "SUBSCRIPTIONS_ONLY", text))
            }
            Some(operation) if operation.selection_set.node.items.len() != 1 => {
                let text = "a subscription has one field at its root";
                Err(ApiError::new(Kind::Malformed, "GRAPHQL_VALIDATION_FAILED", text))
            }
            _ => Ok(()),
        }
    }

    async fn begin(&self, wish: &Wish) -> ApiResult<Follower> {
        let expired = || ApiError::refused("INVALID_CURSOR", "after: not a cursor of an event");
        let from: Option<Place> = match &wish.after {
            Some(after) => Some(after.parse().map_err(|_| expired())?),
            None => None,
        };
        let caller = self.viewer.caller().await?;
        let app = &self.viewer.app;
        app.live.follow(caller.tenant()?.tenant(), from).await.map_err(|_| away())
    }

    async fn missed(&self, follower: &mut Follower) -> Result<Vec<Arc<News>>, Ended> {
        match follower.missed().await {
            Ok(Some(news)) => Ok(news),
            Ok(None) => {
                let text = "after: too long ago; read it anew, and subscribe without it";
                self.fail(ApiError::refused("CURSOR_EXPIRED", text)).await
            }
            Err(_) => self.fail(away()).await,
        }
    }

    /// Executes it for some news, as the viewer is now.
    async fn execute(&self, news: Vec<Arc<News>>) -> Result<(Vec<Response>, Option<Wish>), Ended> {
        let caller = match self.viewer.caller().await {
            Ok(caller) => caller,
            Err(error) if error.kind == Kind::Unavailable => return self.fail(error).await,
            Err(_) => {
                let _ = self.out.send(Out::Close(Close::Forbidden)).await;
                return Err(Ended);
            }
        };
        let viewer = &self.viewer;
        // Viewers wait for each other, so that they never take the requests' connections.
        let Ok(_turn) = viewer.turns.acquire().await else { return Err(Ended) };
        let occasion = Arc::new(Occasion { news, ..Occasion::default() });
        let request = Request::new(viewer.app.clone(), caller, viewer.sender.clone(), viewer.request_id.clone());
        let asked = async_graphql::Request::new(self.asked.query.clone())
            .variables(self.asked.variables.clone())
            .data(request.clone())
            .data(occasion.clone());
        let asked = match &self.asked.operation {
            Some(name) => asked.operation_name(name),
            None => asked,
        };
        let mut stream = viewer.schema.execute_stream(asked);
        let mut responses = Vec::new();
        let longest = std::time::Duration::from_millis(viewer.app.config.request_timeout_ms);
        let executed = tokio::time::timeout(longest, async {
            while let Some(mut response) = batch::run(request.clone(), stream.next()).await {
                code_errors(&mut response, "GRAPHQL_VALIDATION_FAILED");
                responses.push(response);
            }
        });
        if executed.await.is_err() {
            let text = "the request took too long";
            return self.fail(ApiError::new(Kind::Unavailable, "TIMEOUT", text)).await;
        }
        Ok((responses, occasion.wish.get().cloned()))
    }

    async fn send(&self, message: axum::extract::ws::Message) -> Result<(), Ended> {
        self.out.send(Out::Message(message)).await.map_err(|_| Ended)
    }

    /// Ends it with an error.
    async fn fail<T>(&self, error: ApiError) -> Result<T, Ended> {
        let error = async_graphql::Error::from(error);
        let mut told = ServerError::new(error.message, None);
        told.extensions = error.extensions;
        told.extensions.get_or_insert_default().set("requestId", self.viewer.request_id.as_str());
        self.send(protocol::error(&self.id, &Response::from_errors(vec![told]))).await?;
        Err(Ended)
    }
}

fn away() -> ApiError {
    ApiError::new(Kind::Unavailable, "UNAVAILABLE", "news are not available; please try again")
}
