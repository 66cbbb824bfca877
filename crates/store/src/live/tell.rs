//! The side that tells.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use std::time::Duration;

use domain::ids::TenantId;
use redis::aio::ConnectionManager;
use tokio::sync::mpsc;

use super::{Change, name};

/// Commits waiting to be told. More than this at once are not told one by one; their viewers see them when they read anew.
const WAITING_MAX: usize = 10_000;
/// Messages appended by one call.
const APPENDED_MAX: usize = 500;
/// Messages that a stream keeps, about.
const KEPT_MAX: usize = 20_000;
/// How long a stream is kept after its last message, in seconds.
const KEPT_SECONDS: u64 = 24 * 3600;
/// Changes are gathered for so long, so that many commits are one call.
const GATHERED_MS: u64 = 50;

static APPEND: LazyLock<redis::Script> = LazyLock::new(|| {
    redis::Script::new(
        "for i = 3, #ARGV do redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', 'c', ARGV[i]) end \
         redis.call('EXPIRE', KEYS[1], ARGV[2]) \
         return redis.call('SPUBLISH', KEYS[1], '')",
    )
});

/// Tells what commits have changed. Cheap to clone.
#[derive(Clone)]
pub struct Teller(mpsc::Sender<(TenantId, Vec<Change>)>);

impl Teller {
    /// Tells by this connection, in a task of its own.
    pub fn start(redis: ConnectionManager) -> Teller {
        let (sender, receiver) = mpsc::channel(WAITING_MAX);
        tokio::spawn(tell(redis, receiver));
        Teller(sender)
    }

    /// Has a commit's changes told soon; never waits.
    pub(crate) fn tell(&self, tenant: TenantId, changes: Vec<Change>) {
        if self.0.try_send((tenant, changes)).is_err() {
            tracing::warn!(%tenant, "changes are not told: too many wait");
        }
    }
}

async fn tell(redis: ConnectionManager, mut waiting: mpsc::Receiver<(TenantId, Vec<Change>)>) {
    let mut commits = Vec::new();
    while waiting.recv_many(&mut commits, WAITING_MAX).await > 0 {
        tokio::time::sleep(Duration::from_millis(GATHERED_MS)).await;
        while let Ok(more) = waiting.try_recv() {
            commits.push(more);
        }
        for (tenant, changes) in gathered(std::mem::take(&mut commits)) {
            for some in changes.chunks(APPENDED_MAX) {
                let mut script = APPEND.key(name(tenant));
                script.arg(KEPT_MAX).arg(KEPT_SECONDS);
                for text in some.iter().filter_map(|change| serde_json::to_string(change).ok()) {
                    script.arg(text);
                }
                if let Err(error) = script.invoke_async::<()>(&mut redis.clone()).await {
                    tracing::debug!(%error, "changes are not told");
                }
            }
        }
    }
}

/// By tenant, each thing once, in the order of its first change.
fn gathered(commits: Vec<(TenantId, Vec<Change>)>) -> HashMap<TenantId, Vec<Change>> {
    let mut seen: HashSet<(TenantId, Change)> = HashSet::new();
    let mut told: HashMap<TenantId, Vec<Change>> = HashMap::new();
    for (tenant, changes) in commits {
        let new = changes.into_iter().filter(|change| seen.insert((tenant, *change)));
        told.entry(tenant).or_default().extend(new);
    }
    told
}
