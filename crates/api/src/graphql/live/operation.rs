//! One subscription, from its first word to its last.

use std::sync::Arc;

use async_graphql::Response;
use async_graphql::parser::types::OperationType;
use axum::extract::ws::Message;
use futures::StreamExt;
use store::live::{Behind, Cursor, Follower, News};
use tokio::sync::mpsc;

use super::protocol::{self, Close, MESSAGE_BYTES_MAX};
use super::viewer::{Viewer, is_ours};
use super::{Occasion, Wish, one_field};
use crate::error::{ApiError, ApiResult, Kind};
use crate::graphql::asked::Asked;
use crate::graphql::http::{chosen, code_errors, not_trusted, takes_texts_of};
use crate::graphql::request::Request;
use crate::graphql::{batch, limits};

/// News that are executed together. What comes of them waits in memory until the viewer has taken it.
const TOGETHER_MAX: usize = 10;

/// What goes out on the socket.
pub(super) struct Out {
    /// Of which subscription of this socket: one that was ended is not heard any more, though its id be taken again.
    pub(super) number: u64,
    /// None when it is over.
    pub(super) message: Option<Message>,
}

/// A subscription at work.
pub(super) struct Operation {
    pub(super) id: String,
    pub(super) number: u64,
    pub(super) asked: Asked,
    pub(super) viewer: Arc<Viewer>,
    pub(super) out: mpsc::Sender<Out>,
    pub(super) closing: mpsc::Sender<Close>,
}

/// Why a subscription ends, once the viewer has been told.
struct Ended;

/// Why an execution came to nothing.
enum Failed {
    Error(ApiError),
    /// The viewer is not any more who opened the socket.
    Forbidden,
}

/// What an execution came to.
struct Executed {
    responses: Vec<Response>,
    wish: Option<Wish>,
}

impl Operation {
    /// Runs it until it ends or is dropped.
    pub(super) async fn run(self) {
        let Err(Ended) = self.follow().await;
        // A socket that is gone needs no word.
        let _ = self.out.send(Out { number: self.number, message: None }).await;
    }

    async fn follow(&self) -> Result<std::convert::Infallible, Ended> {
        if let Err(error) = self.check() {
            return self.fail(error).await;
        }
        let executed = self.execute(Vec::new()).await;
        let Executed { responses, wish } = self.or_end(executed).await?;
        if let Some(refused) = responses.into_iter().find(|response| !response.errors.is_empty()) {
            return self.end(protocol::error(&self.id, &refused.errors)).await;
        }
        let Some(wish) = wish else {
            return self.fail(one_field()).await;
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
                self.tell(some).await?;
            }
            missed = match follower.next_few(TOGETHER_MAX).await {
                Ok(news) => news,
                Err(Behind) => self.missed(&mut follower).await?,
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
            _ => Ok(()),
        }
    }

    async fn begin(&self, wish: &Wish) -> ApiResult<Follower> {
        let expired = || ApiError::refused("INVALID_CURSOR", "after: not a cursor of an event");
        let from: Option<Cursor> = match &wish.after {
            Some(after) => Some(after.parse().map_err(|_| expired())?),
            None => None,
        };
        self.viewer.app.live.follow(wish.audience, from).await.map_err(|_| away())
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

    /// Executes it for some news and says what comes of it.
    async fn tell(&self, news: &[Arc<News>]) -> Result<(), Ended> {
        // One after the other: what waits for a slow viewer is what one of its subscriptions has to say.
        let _speaks = self.viewer.speaks.lock().await;
        let executed = self.execute(news.to_vec()).await;
        for response in self.or_end(executed).await?.responses {
            if response.data == async_graphql::Value::Null && !response.errors.is_empty() {
                return self.end(protocol::error(&self.id, &response.errors)).await;
            }
            let message = protocol::next(&self.id, &response);
            if message.to_text().map_or(0, str::len) > MESSAGE_BYTES_MAX {
                let text = format!("an event is longer than {MESSAGE_BYTES_MAX} bytes: select less");
                return self.fail(ApiError::new(Kind::Limited, "EVENT_TOO_LARGE", text)).await;
            }
            self.send(message).await?;
        }
        Ok(())
    }

    async fn or_end(&self, executed: Result<Executed, Failed>) -> Result<Executed, Ended> {
        match executed {
            Ok(executed) => Ok(executed),
            Err(Failed::Error(error)) => self.fail(error).await,
            Err(Failed::Forbidden) => {
                // The socket that is gone already needs no word.
                let _ = self.closing.send(Close::Forbidden).await;
                Err(Ended)
            }
        }
    }

    /// Executes it for some news, as the viewer is now. Nobody waits for the viewer in here.
    async fn execute(&self, news: Vec<Arc<News>>) -> Result<Executed, Failed> {
        let viewer = &self.viewer;
        let Ok(_turn) = viewer.turns.acquire().await else { return Err(Failed::Error(away())) };
        let caller = match viewer.caller().await {
            Ok(caller) => caller,
            Err(error) if is_ours(&error) => return Err(Failed::Error(error)),
            Err(_) => return Err(Failed::Forbidden),
        };
        if self.asked.trusted.is_none() && !takes_texts_of(&viewer.app, &caller) {
            return Err(Failed::Error(not_trusted()));
        }
        let occasion = Arc::new(Occasion { news, ..Occasion::default() });
        let request =
            Request::new(viewer.app.clone(), caller, viewer.sender.clone(), viewer.request_id.clone());
        let mut asked = async_graphql::Request::new(self.asked.query.clone())
            .variables(self.asked.variables.clone())
            .data(request.clone())
            .data(occasion.clone());
        asked.operation_name = self.asked.operation.clone();
        if let Some(document) = self.asked.trusted.as_ref().and_then(|document| document.parsed()) {
            asked.set_parsed_query(document);
        }
        let mut stream = viewer.schema.execute_stream(asked);
        let mut responses = Vec::new();
        let longest = std::time::Duration::from_millis(viewer.app.config.request_timeout_ms);
        let executed = tokio::time::timeout(longest, async {
            while let Some(mut response) = batch::run(request.clone(), stream.next()).await {
                code_errors(&mut response, "GRAPHQL_VALIDATION_FAILED");
                responses.push(response);
            }
        });
        match executed.await {
            Ok(()) => Ok(Executed { responses, wish: occasion.wish.get().cloned() }),
            Err(_) => {
                Err(Failed::Error(ApiError::new(Kind::Unavailable, "TIMEOUT", "the request took too long")))
            }
        }
    }

    async fn send(&self, message: Message) -> Result<(), Ended> {
        self.out.send(Out { number: self.number, message: Some(message) }).await.map_err(|_| Ended)
    }

    /// Ends it with an error.
    async fn fail<T>(&self, error: ApiError) -> Result<T, Ended> {
        self.end(protocol::refusal(&self.id, error, &self.viewer.request_id)).await
    }

    async fn end<T>(&self, last: Message) -> Result<T, Ended> {
        self.send(last).await?;
        Err(Ended)
    }
}

fn away() -> ApiError {
    ApiError::new(Kind::Unavailable, "UNAVAILABLE", "news are not available; please try again")
}
