//! The job queue: graphile_worker in a schema of its own role.

use std::time::Duration;

use diesel::sql_types::{Json, Text};
use diesel_async::RunQueryDsl;
use graphile_worker::recovery::WorkerRecoveryConfig;
use graphile_worker::{Cron, WorkerOptions};
use store::SystemTx;

use billing::reconciliation::Reconcile;

use crate::jobs::{
    AdvanceRunJob, CancelPayoutJob, CheckLedgerJob, DecideAgainJob, ReconcileJob, SendPayoutJob,
    VerifyBuyerJob,
};
use crate::{Config, Parts, WorkerError, WorkerResult};

const SCHEMA: &str = "graphile_worker";
const CONNECTIONS: u32 = 8;

/// The same address, acting as the queue's own role.
fn as_jobs_role(database_url: &str) -> String {
    let joint = if database_url.contains('?') { '&' } else { '?' };
    format!("{database_url}{joint}options=-c%20role%3Dtrib_jobs")
}

fn failed(error: impl std::fmt::Display) -> WorkerError {
    WorkerError::Queue(error.to_string())
}

fn options(database_url: &str) -> WorkerOptions {
    WorkerOptions::default().database_url(&as_jobs_role(database_url)).schema(SCHEMA).max_pg_conn(CONNECTIONS)
}

/// Brings the queue's own tables up to date. `tributary migrate` calls it, the worker only checks.
pub async fn migrate(database_url: &str) -> WorkerResult<()> {
    let worker = options(database_url).listen_os_shutdown_signals(false).init().await.map_err(failed)?;
    worker.create_utils().migrate().await.map_err(failed)
}

/// Opens the queue with every job and the timetable. A worker that was killed is found out after 30 seconds.
pub(crate) async fn open(config: &Config, parts: &Parts) -> WorkerResult<graphile_worker::Worker> {
    let recovery = WorkerRecoveryConfig::default()
        .heartbeat_interval(Duration::from_secs(5))
        .sweep_interval(Duration::from_secs(10))
        .sweep_threshold(Duration::from_secs(30))
        .recovery_delay(Duration::from_secs(1));
    options(&parts.database_url)
        .concurrency(config.jobs)
        .poll_interval(Duration::from_millis(1_000))
        .listen_os_shutdown_signals(false)
        .worker_recovery(recovery)
        .add_extension(parts.clone())
        .define_job::<AdvanceRunJob>()
        .define_job::<CancelPayoutJob>()
        .define_job::<SendPayoutJob>()
        .define_job::<DecideAgainJob>()
        .define_job::<VerifyBuyerJob>()
        .define_job::<CheckLedgerJob>()
        .define_job::<ReconcileJob>()
        .with_cron(
            Cron::every_n_minutes::<CheckLedgerJob>(5)
                .map_err(failed)?
                .payload(CheckLedgerJob {})
                .map_err(failed)?,
        )
        .with_cron(
            Cron::hourly_at::<ReconcileJob>(17)
                .map_err(failed)?
                .payload(ReconcileJob(Reconcile::NARROW))
                .map_err(failed)?,
        )
        .with_cron(
            Cron::daily_at::<ReconcileJob>(3, 41)
                .map_err(failed)?
                .id("reconcile_nightly")
                .payload(ReconcileJob(Reconcile::WIDE))
                .map_err(failed)?,
        )
        .init()
        .await
        .map_err(failed)
}

/// Adds a job in the caller's transaction. The same job with the same payload that has not begun is not added twice.
pub(crate) async fn add(tx: &SystemTx, job: &str, payload: &serde_json::Value) -> WorkerResult<()> {
    diesel::sql_query("SELECT graphile_worker.add_job(identifier => $1, payload => $2, job_key => $3)")
        .bind::<Text, _>(job)
        .bind::<Json, _>(payload)
        .bind::<Text, _>(format!("{job}:{payload}"))
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}
