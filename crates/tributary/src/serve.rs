//! One process: the API, or the worker.

use std::time::Duration;

use anyhow::{Context, anyhow};
use store::EventLog;
use store::config::Environment;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::config::require;
use crate::parts::Parts;
use crate::signals::Signals;

/// How long requests under way may take to end.
const DRAIN_SECONDS_MAX: u64 = 15;

/// Production never pays a simulator: none of these has a default.
const API_NEEDS: [&str; 5] =
    ["DATABASE_URL", "REDIS_URL", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "TRIBUTARY_SECRET"];
const WORKER_NEEDS: [&str; 5] = API_NEEDS;

/// How often touches are put back in the log when Redis was away.
const REPLAY_SECONDS: u64 = 5;

/// `tributary api`: answers until it is asked to end.
///
/// Errors: a variable is missing or not allowed; Postgres is away; the port is taken.
pub async fn api(env: &Environment) -> anyhow::Result<()> {
    require(env, "tributary api", &API_NEEDS)?;
    crate::log::to_stdout(env)?;
    let mut signals = Signals::listen()?;
    let bind = api::HttpConfig::read(env)?.bind;
    let start = async {
        let parts = Parts::open(env).await?;
        let app = parts.app(env)?;
        let listener =
            TcpListener::bind(bind).await.with_context(|| format!("BIND: cannot listen on {bind}"))?;
        tokio::spawn(replay(app.log.clone()));
        Ok::<_, anyhow::Error>((Serving::start(app, listener), parts.teller()))
    };
    let (mut serving, teller) = tokio::select! {
        started = start => started?,
        _ = signals.next() => return Ok(()),
    };
    tracing::info!(%bind, "the API listens");
    tokio::select! {
        error = serving.died() => return Err(error),
        signal = signals.next() => tracing::info!(signal, "the API ends"),
    }
    let stopped = serving.stop().await;
    teller.end().await;
    stopped
}

/// `tributary worker`: works until it is asked to end.
///
/// Errors: a variable is missing or not allowed; Postgres is away; the worker ends by itself.
pub async fn worker(env: &Environment) -> anyhow::Result<()> {
    require(env, "tributary worker", &WORKER_NEEDS)?;
    crate::log::to_stdout(env)?;
    let mut signals = Signals::listen()?;
    // The spool is the API's, which puts it back in the log itself.
    let mut env = env.clone();
    env.set("TOUCH_SPOOL", "");
    let start = async {
        let parts = Parts::open(&env).await?;
        Ok::<_, anyhow::Error>((parts.work(&env).await?, parts.teller()))
    };
    let (mut worker, teller) = tokio::select! {
        started = start => started?,
        _ = signals.next() => return Ok(()),
    };
    tracing::info!("the worker works");
    tokio::select! {
        part = worker.died() => return Err(worker_died(&part)),
        signal = signals.next() => tracing::info!(signal, "the worker ends"),
    }
    worker.stop().await;
    teller.end().await;
    Ok(())
}

/// Why a worker is of no use any more.
pub fn worker_died(part: &str) -> anyhow::Error {
    anyhow!("the worker has ended: its part {part:?} did; the log says why")
}

/// In `tributary up` the worker does this, which has the same spool.
async fn replay(log: EventLog) {
    loop {
        match log.replay_spool().await {
            Ok(0) => {}
            Ok(replayed) => tracing::info!(replayed, "what was spooled is back in the log"),
            Err(error) => tracing::warn!(%error, "what was spooled waits for Redis"),
        }
        sleep(Duration::from_secs(REPLAY_SECONDS)).await;
    }
}

/// The API, answering in a task of its own.
#[derive(Debug)]
pub struct Serving {
    stop: oneshot::Sender<()>,
    task: JoinHandle<std::io::Result<()>>,
}

impl Serving {
    /// Answers on this listener from now on.
    pub fn start(app: api::App, listener: TcpListener) -> Serving {
        let (stop, stopped) = oneshot::channel();
        let shutdown = async move {
            // A dropped sender is as good as a word.
            let _ = stopped.await;
        };
        Serving { stop, task: tokio::spawn(api::http::serve(app, listener, shutdown)) }
    }

    /// Waits until it ends by itself, which it should not.
    pub async fn died(&mut self) -> anyhow::Error {
        match (&mut self.task).await {
            Ok(Ok(())) => anyhow!("the API has ended"),
            Ok(Err(error)) => anyhow!(error).context("the API has ended"),
            Err(error) => anyhow!(error).context("the API has ended"),
        }
    }

    /// Takes no more requests and lets those under way end.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        let _ = self.stop.send(());
        match timeout(Duration::from_secs(DRAIN_SECONDS_MAX), &mut self.task).await {
            Ok(ended) => ended.context("the API did not end well")?.context("the API did not end well"),
            Err(_) => {
                tracing::warn!("requests were cut off");
                self.task.abort();
                Ok(())
            }
        }
    }
}
