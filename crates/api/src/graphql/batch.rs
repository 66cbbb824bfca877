//! One loader per edge: keys asked for by the objects of a page are fetched by one statement.
//!
//! async-graphql's own `DataLoader` waits for a timer in a task of its own, so how many statements a page costs
//! depends on luck. Here batches start together, when nothing in the request can go on without them, and the next
//! ones only when all of these have answered: no delay, and the same number of statements at any size of the page.
//! Statements of one request share a connection, so waiting for the slowest of them costs next to nothing.
//! Source: DESIGN §9.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::future::poll_fn;
use std::hash::Hash;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use futures::StreamExt;
use futures::channel::oneshot;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;

use super::request::Request;
use crate::error::{ApiError, ApiResult};

/// A way from many keys to what they stand for. Runs in the request's own scope, so it authorises too.
pub trait Edge: Send + Sync + 'static {
    /// What is known.
    type Key: Clone + Eq + Hash + Send + Sync + 'static;
    /// What is wanted.
    type Value: Clone + Send + Sync + 'static;
    /// Fetches all at once; keys without a value are left out.
    fn load(
        request: &Request,
        keys: Vec<Self::Key>,
    ) -> impl Future<Output = ApiResult<HashMap<Self::Key, Self::Value>>> + Send;
}

/// The keys of one request that wait for their batch.
#[derive(Default)]
pub struct Batches(Mutex<HashMap<TypeId, Box<dyn Waiting>>>);

trait Waiting: Any + Send {
    fn start(self: Box<Self>, request: Arc<Request>) -> BoxFuture<'static, ()>;
    fn as_any(&mut self) -> &mut dyn Any;
}

type Answer<E> = ApiResult<Option<<E as Edge>::Value>>;

struct Batch<E: Edge>(HashMap<E::Key, Vec<oneshot::Sender<Answer<E>>>>);

impl<E: Edge> Waiting for Batch<E> {
    fn start(self: Box<Self>, request: Arc<Request>) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let keys: Vec<E::Key> = self.0.keys().cloned().collect();
            let found = E::load(&request, keys).await;
            for (key, askers) in self.0 {
                let answer: Answer<E> = match &found {
                    Ok(values) => Ok(values.get(&key).cloned()),
                    Err(error) => Err(error.clone()),
                };
                for asker in askers {
                    // Somebody who no longer waits needs no answer.
                    let _ = asker.send(answer.clone());
                }
            }
        })
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

impl Batches {
    /// Asks for one key and waits for its batch.
    pub async fn load<E: Edge>(&self, key: E::Key) -> Answer<E> {
        let (asker, answer) = oneshot::channel();
        {
            let mut edges = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let batch =
                edges.entry(TypeId::of::<E>()).or_insert_with(|| Box::new(Batch::<E>(HashMap::new())));
            if let Some(batch) = batch.as_any().downcast_mut::<Batch<E>>() {
                batch.0.entry(key).or_default().push(asker);
            }
        }
        answer.await.map_err(|_| ApiError::internal(&"a batch was dropped"))?
    }

    fn take(&self) -> Vec<Box<dyn Waiting>> {
        let mut edges = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        edges.drain().map(|(_, batch)| batch).collect()
    }
}

/// Notes that something woke the execution while it was polled: it can still go on, so no batch starts yet.
struct Notice {
    woken: AtomicBool,
    outer: Waker,
}

impl Wake for Notice {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.outer.wake_by_ref();
    }
}

/// Runs an execution, starting the waiting batches whenever it cannot go on without them. An edge's `load` must not
/// ask for another edge: it would wait for itself.
pub async fn run<T>(request: Arc<Request>, execution: impl Future<Output = T>) -> T {
    let mut execution = pin!(execution);
    let mut loading: FuturesUnordered<BoxFuture<'static, ()>> = FuturesUnordered::new();
    poll_fn(move |cx| {
        loop {
            let notice = Arc::new(Notice { woken: AtomicBool::new(false), outer: cx.waker().clone() });
            let waker = Waker::from(notice.clone());
            if let Poll::Ready(done) = execution.as_mut().poll(&mut Context::from_waker(&waker)) {
                return Poll::Ready(done);
            }
            if loading.is_empty() && !notice.woken.load(Ordering::Acquire) {
                loading.extend(request.batches.take().into_iter().map(|batch| batch.start(request.clone())));
            }
            let mut answered = false;
            while let Poll::Ready(Some(())) = loading.poll_next_unpin(cx) {
                answered = true;
            }
            if !answered {
                return Poll::Pending;
            }
        }
    })
    .await
}

/// Declares the edge from ids to rows of a tenant's table.
macro_rules! by_id {
    ($(#[$doc:meta])* $edge:ident: $id:ty => $row:ty) => {
        $(#[$doc])*
        pub struct $edge;

        impl $crate::graphql::batch::Edge for $edge {
            type Key = $id;
            type Value = $row;
            async fn load(
                request: &$crate::graphql::request::Request,
                keys: Vec<$id>,
            ) -> $crate::error::ApiResult<std::collections::HashMap<$id, $row>> {
                let scope = request.read()?;
                let rows = <$row>::find_many(&*scope, &keys).await?;
                Ok(rows.into_iter().map(|row| (row.id, row)).collect())
            }
        }
    };
}

/// Declares the edge from a parent to all its rows, by a function over many parents.
macro_rules! all_of {
    ($(#[$doc:meta])* $edge:ident: $id:ty => $row:ty, $load:path, $parent:ident) => {
        $(#[$doc])*
        pub struct $edge;

        impl $crate::graphql::batch::Edge for $edge {
            type Key = $id;
            type Value = Vec<$row>;
            async fn load(
                request: &$crate::graphql::request::Request,
                keys: Vec<$id>,
            ) -> $crate::error::ApiResult<std::collections::HashMap<$id, Vec<$row>>> {
                let scope = request.read()?;
                let mut all: std::collections::HashMap<$id, Vec<$row>> = std::collections::HashMap::new();
                for row in $load(&*scope, &keys).await? {
                    all.entry(row.$parent).or_default().push(row);
                }
                Ok(all)
            }
        }
    };
}

pub(in crate::graphql) use {all_of, by_id};
