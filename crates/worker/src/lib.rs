//! Gets round to it: jobs asked for by the outbox, loops that compare what is with what should be, and a timetable.

mod config;
mod jobs;
mod loops;
mod mail;
mod queue;

use std::sync::Arc;
use std::time::Duration;

use billing::{BillingError, Stripe};
use store::config::SecretConfig;
use store::{Cache, Clock, EventLog, Objects, Pool, StoreError};
use tokio::sync::watch;
use tokio::task::JoinSet;

pub use config::Config;
pub use mail::Mails;
pub use queue::migrate;

/// What goes wrong at work. A job that fails is tried again; a loop waits and goes on.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Money could not be moved.
    #[error(transparent)]
    Billing(#[from] BillingError),
    /// The job queue failed.
    #[error("the job queue failed: {0}")]
    Queue(String),
    /// Mails cannot go out.
    #[error("mails cannot go out: {0}")]
    Mail(String),
}

/// An answer at work.
pub type WorkerResult<T> = Result<T, WorkerError>;

impl From<diesel::result::Error> for WorkerError {
    fn from(error: diesel::result::Error) -> Self {
        WorkerError::Store(error.into())
    }
}

/// What the worker works with.
#[derive(Clone)]
pub struct Parts {
    /// Postgres.
    pub pool: Pool,
    /// Pages to drop when a job changes what they show.
    pub cache: Cache,
    /// Touches to bring to rows.
    pub log: EventLog,
    /// Images and videos, to be deleted.
    pub objects: Objects,
    /// Stripe.
    pub stripe: Stripe,
    /// The time.
    pub clock: Clock,
    /// Where the job queue is: the same as the pool's.
    pub database_url: String,
    /// How notices leave.
    pub mails: Mails,
    /// By which buyers' e-mails are compared.
    pub secrets: SecretConfig,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Parts")
    }
}

/// A worker at work.
pub struct Worker {
    stop: watch::Sender<bool>,
    queue: Arc<graphile_worker::Worker>,
    tasks: JoinSet<&'static str>,
}

impl Worker {
    /// Starts the loops and the job queue. Errors: [`WorkerError::Queue`] when the queue is not there.
    pub async fn start(config: Config, parts: Parts) -> WorkerResult<Worker> {
        let queue = Arc::new(queue::open(&config, &parts).await?);
        loops::distrust(&parts).await?;
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        loops::spawn_all(&mut tasks, &parts, &stopped);
        let running = queue.clone();
        tasks.spawn(async move {
            if let Err(error) = running.run().await {
                tracing::error!(%error, "the job queue stopped");
            }
            "job queue"
        });
        Ok(Worker { stop, queue, tasks })
    }

    /// Waits until a part of the worker ends by itself, and names it.
    pub async fn died(&mut self) -> String {
        match self.tasks.join_next().await {
            Some(Ok(name)) => name.to_owned(),
            Some(Err(error)) => format!("a part of the worker: {error}"),
            None => std::future::pending().await,
        }
    }

    /// Ends what is under way, within ten seconds.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        self.queue.request_shutdown();
        let ended = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(Duration::from_secs(10), ended).await.is_err() {
            tracing::warn!("the worker did not end in time; its jobs will be taken up again");
        }
    }
}
