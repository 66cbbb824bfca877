//! Loops: they take no input, compare what is with what should be, and mend one batch at a time.

mod apply_stripe_events;
mod begin_runs;
mod count_usage;
mod forget_engagements;
mod ingest_engagement;
mod ingest_touches;
mod judge_conversions;
mod lapse_rights;
mod look_at_fundings;
mod mature_commissions;
mod pay_clicks;
mod relay_outbox;
mod score_conversions;
mod send_account_mails;
mod send_mails;
mod sweep_events;
mod sweep_media;
mod sweep_payouts;
mod tell;
mod tend_subscriptions;
mod write_digests;
mod write_notices;
mod write_tenant_notices;

use std::time::Duration;

use store::{StoreError, SystemCtx};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::{Parts, WorkerResult};

pub(crate) use sweep_events::distrust;

/// Whether a loop should look again at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// A full batch: there may be more.
    Work,
    /// Nothing, or little.
    Rest,
}

/// Whether what was written would fail again however often it is tried: it fits no row.
fn is_poison(error: &StoreError) -> bool {
    use diesel::result::{DatabaseErrorKind as K, Error};
    let StoreError::Database(Error::DatabaseError(kind, _)) = error else { return false };
    matches!(kind, K::ForeignKeyViolation | K::CheckViolation | K::NotNullViolation)
}

/// How long a loop that failed waits.
const FAILED_MS: u64 = 1_000;

pub(crate) fn spawn_all(tasks: &mut JoinSet<&'static str>, parts: &Parts, stopped: &watch::Receiver<bool>) {
    spawn(tasks, parts, stopped, relay_outbox::NAME, relay_outbox::REST_MS, relay_outbox::run);
    spawn(tasks, parts, stopped, ingest_touches::NAME, ingest_touches::REST_MS, ingest_touches::run);
    spawn(tasks, parts, stopped, ingest_engagement::NAME, ingest_engagement::REST_MS, ingest_engagement::run);
    spawn(tasks, parts, stopped, score_conversions::NAME, score_conversions::REST_MS, score_conversions::run);
    spawn(
        tasks,
        parts,
        stopped,
        forget_engagements::NAME,
        forget_engagements::REST_MS,
        forget_engagements::run,
    );
    spawn(
        tasks,
        parts,
        stopped,
        apply_stripe_events::NAME,
        apply_stripe_events::REST_MS,
        apply_stripe_events::run,
    );
    spawn(tasks, parts, stopped, judge_conversions::NAME, judge_conversions::REST_MS, judge_conversions::run);
    spawn(
        tasks,
        parts,
        stopped,
        mature_commissions::NAME,
        mature_commissions::REST_MS,
        mature_commissions::run,
    );
    spawn(tasks, parts, stopped, lapse_rights::NAME, lapse_rights::REST_MS, lapse_rights::run);
    spawn(tasks, parts, stopped, look_at_fundings::NAME, look_at_fundings::REST_MS, look_at_fundings::run);
    spawn(
        tasks,
        parts,
        stopped,
        tend_subscriptions::NAME,
        tend_subscriptions::REST_MS,
        tend_subscriptions::run,
    );
    spawn(tasks, parts, stopped, pay_clicks::NAME, pay_clicks::REST_MS, pay_clicks::run);
    spawn(tasks, parts, stopped, count_usage::NAME, count_usage::REST_MS, count_usage::run);
    spawn(tasks, parts, stopped, begin_runs::NAME, begin_runs::REST_MS, begin_runs::run);
    spawn(tasks, parts, stopped, sweep_events::NAME, sweep_events::REST_MS, sweep_events::run);
    spawn(tasks, parts, stopped, sweep_media::NAME, sweep_media::REST_MS, sweep_media::run);
    spawn(tasks, parts, stopped, sweep_payouts::NAME, sweep_payouts::REST_MS, sweep_payouts::run);
    spawn(tasks, parts, stopped, write_notices::NAME, write_notices::REST_MS, write_notices::run);
    spawn(
        tasks,
        parts,
        stopped,
        write_tenant_notices::NAME,
        write_tenant_notices::REST_MS,
        write_tenant_notices::run,
    );
    spawn(tasks, parts, stopped, write_digests::NAME, write_digests::REST_MS, write_digests::run);
    spawn(tasks, parts, stopped, send_mails::NAME, send_mails::REST_MS, send_mails::run);
    spawn(
        tasks,
        parts,
        stopped,
        send_account_mails::NAME,
        send_account_mails::REST_MS,
        send_account_mails::run,
    );
}

fn spawn<F, R>(
    tasks: &mut JoinSet<&'static str>,
    parts: &Parts,
    stopped: &watch::Receiver<bool>,
    name: &'static str,
    rest_ms: u64,
    run: F,
) where
    F: Fn(Parts, SystemCtx) -> R + Send + 'static,
    R: Future<Output = WorkerResult<Found>> + Send,
{
    let (parts, mut stopped) = (parts.clone(), stopped.clone());
    tasks.spawn(async move {
        #[allow(clippy::disallowed_methods, reason = "this is the job runner")]
        let ctx = SystemCtx::of_job(name);
        while !*stopped.borrow() {
            let wait_ms = match run(parts.clone(), ctx.clone()).await {
                Ok(Found::Work) => 0,
                Ok(Found::Rest) => rest_ms,
                Err(error) => {
                    tracing::warn!(job = name, ?error, "loop goes on after a pause");
                    FAILED_MS
                }
            };
            tokio::select! {
                _ = stopped.changed() => {}
                () = tokio::time::sleep(Duration::from_millis(wait_ms)) => {}
            }
        }
        name
    });
}
