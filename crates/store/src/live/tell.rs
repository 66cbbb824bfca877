//! The side that tells.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use domain::ids::TenantId;
use redis::aio::ConnectionManager;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, sleep_until, timeout};

use super::mark::{BEAT_SECONDS, Presence};
use super::{Audience, Change, Subject};

/// Commits waiting for the telling task.
const COMMITS_MAX: usize = 10_000;
/// Changes waiting for Redis. Where there are more, they are given up and every viewer reads anew.
const UNTOLD_MAX: usize = 100_000;
/// Messages appended by one call.
const APPENDED_MAX: usize = 500;
/// Messages that a stream keeps, about.
const KEPT_MAX: usize = 20_000;
/// How long a stream is kept after its last message, in seconds.
const KEPT_SECONDS: u64 = 24 * 3600;
/// Changes are gathered for so long, so that many commits are one call.
const GATHERED_MS: u64 = 50;
/// Engagement is gathered for so long: of each moment one change is told in that time.
const TICK_MS: u64 = 1_000;
/// Between two tries while Redis is away.
const RETRY_MS: u64 = 500;
/// What Redis may forget when it falls, in seconds: it writes to its file every second. So much is told again.
const FORGOTTEN_SECONDS: u64 = 5;
/// How long an ending process waits for Redis.
const END_SECONDS: u64 = 3;

static APPEND: LazyLock<redis::Script> = LazyLock::new(|| {
    redis::Script::new(
        "for i = 3, #ARGV do redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', 'c', ARGV[i]) end \
         redis.call('EXPIRE', KEYS[1], ARGV[2]) \
         return redis.call('SPUBLISH', KEYS[1], '')",
    )
});

/// Tells what commits have changed. Cheap to clone.
#[derive(Clone)]
pub struct Teller {
    words: mpsc::Sender<Word>,
    lost: Arc<AtomicBool>,
}

enum Word {
    Commit(TenantId, Vec<Change>),
    End(oneshot::Sender<()>),
}

impl Teller {
    /// Tells by this connection, in a task of its own.
    pub fn start(redis: ConnectionManager) -> Teller {
        let (words, heard) = mpsc::channel(COMMITS_MAX);
        let lost = Arc::new(AtomicBool::new(false));
        let telling = Telling {
            redis,
            presence: Presence::new(),
            untold: Untold::default(),
            ticks: Untold::default(),
            tick_at: Instant::now(),
            told: VecDeque::new(),
            lost: lost.clone(),
            try_at: Instant::now(),
        };
        tokio::spawn(telling.run(heard));
        Teller { words, lost }
    }

    /// Has a commit's changes told soon; never waits.
    pub(crate) fn tell(&self, tenant: TenantId, changes: Vec<Change>) {
        if self.words.try_send(Word::Commit(tenant, changes)).is_err() {
            self.lost.store(true, Ordering::Relaxed);
        }
    }

    /// Tells what is untold, and that this process ends well. Gives up after a few seconds without Redis; the others then
    /// find that it is gone.
    pub async fn end(&self) {
        let (ended, waits) = oneshot::channel();
        if self.words.send(Word::End(ended)).await.is_ok() {
            // It answers or has ended by itself.
            let _ = timeout(Duration::from_secs(END_SECONDS), waits).await;
        }
    }
}

/// Changes in the order of their first mention, each once.
#[derive(Default)]
struct Untold {
    order: Vec<(Audience, Change)>,
    known: HashSet<(Audience, Change)>,
}

impl Untold {
    fn add(&mut self, audience: Audience, change: Change) {
        if self.known.insert((audience, change)) {
            self.order.push((audience, change));
        }
    }

    /// Takes them, by audience.
    fn take(&mut self) -> HashMap<Audience, Vec<Change>> {
        let mut all: HashMap<Audience, Vec<Change>> = HashMap::new();
        for (audience, change) in std::mem::take(self).order {
            all.entry(audience).or_default().push(change);
        }
        all
    }
}

/// The telling task.
struct Telling {
    redis: ConnectionManager,
    presence: Presence,
    untold: Untold,
    /// Engagement that waits for its turn at `tick_at`.
    ticks: Untold,
    tick_at: Instant,
    /// What Redis has taken and may still forget, the oldest first.
    told: VecDeque<(Instant, Audience, Change)>,
    lost: Arc<AtomicBool>,
    try_at: Instant,
}

impl Telling {
    async fn run(mut self, mut words: mpsc::Receiver<Word>) {
        let mut beat = interval(Duration::from_secs(BEAT_SECONDS));
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let ended = loop {
            tokio::select! {
                word = words.recv() => match word {
                    Some(Word::Commit(tenant, changes)) => self.note(tenant, changes),
                    Some(Word::End(ended)) => break Some(ended),
                    None => break None,
                },
                _ = beat.tick() => self.beat().await,
                () = sleep_until(self.try_at), if !self.untold.order.is_empty() => {}
                () = sleep_until(self.tick_at), if !self.ticks.order.is_empty() => self.tick(),
            }
            if !self.untold.order.is_empty() && self.try_at <= Instant::now() {
                sleep(Duration::from_millis(GATHERED_MS)).await;
                if let Some(ended) = self.note_waiting(&mut words) {
                    break Some(ended);
                }
                self.append().await;
            }
        };
        // Of two who end it, the second hears it by the channel's end.
        self.note_waiting(&mut words);
        self.tick();
        let all_told = timeout(Duration::from_secs(END_SECONDS), async {
            while !self.untold.order.is_empty() {
                self.append().await;
                sleep_until(self.try_at).await;
            }
        });
        let well = all_told.await.is_ok() && !self.lost.load(Ordering::Relaxed);
        // One that does not take leave is found gone, and the mark is replaced.
        if well && let Err(error) = self.presence.leave(&mut self.redis).await {
            tracing::debug!(%error, "the end is not told");
        }
        if let Some(ended) = ended {
            let _ = ended.send(());
        }
    }

    fn note_waiting(&mut self, words: &mut mpsc::Receiver<Word>) -> Option<oneshot::Sender<()>> {
        while let Ok(word) = words.try_recv() {
            match word {
                Word::Commit(tenant, changes) => self.note(tenant, changes),
                Word::End(ended) => return Some(ended),
            }
        }
        None
    }

    fn note(&mut self, tenant: TenantId, changes: Vec<Change>) {
        for change in changes {
            if change.subject == Subject::Engagement {
                self.ticks.add(Audience::Engagement(tenant), change);
                continue;
            }
            self.untold.add(Audience::Tenant(tenant), change);
            if let Some(affiliate) = change.affiliate {
                self.untold.add(Audience::Affiliate(affiliate), change);
            }
        }
        if self.untold.order.len() > UNTOLD_MAX {
            self.untold = Untold::default();
            self.lost.store(true, Ordering::Relaxed);
        }
    }

    /// Has the gathered engagement told. What comes from now on waits for the next turn.
    fn tick(&mut self) {
        self.tick_at = Instant::now() + Duration::from_millis(TICK_MS);
        for (audience, change) in std::mem::take(&mut self.ticks).order {
            self.untold.add(audience, change);
        }
    }

    async fn append(&mut self) {
        let mut waits = self.untold.take().into_iter();
        while let Some((audience, changes)) = waits.next() {
            for (nth, some) in changes.chunks(APPENDED_MAX).enumerate() {
                let mut script = APPEND.key(audience.name());
                script.arg(KEPT_MAX).arg(KEPT_SECONDS);
                for text in some.iter().filter_map(|change| serde_json::to_string(change).ok()) {
                    script.arg(text);
                }
                if let Err(error) = script.invoke_async::<()>(&mut self.redis).await {
                    tracing::debug!(%error, "changes wait for Redis");
                    self.redis_failed();
                    for change in &changes[nth * APPENDED_MAX..] {
                        self.untold.add(audience, *change);
                    }
                    for (audience, changes) in waits.by_ref() {
                        for change in changes {
                            self.untold.add(audience, change);
                        }
                    }
                    return;
                }
                let now = Instant::now();
                self.told.extend(some.iter().map(|change| (now, audience, *change)));
            }
        }
        while self.told.front().is_some_and(|(at, _, _)| forgets_no_more(*at)) {
            self.told.pop_front();
        }
        while self.told.len() > UNTOLD_MAX {
            self.told.pop_front();
        }
    }

    async fn beat(&mut self) {
        let lost = self.lost.swap(false, Ordering::Relaxed);
        if let Err(error) = self.presence.beat(&mut self.redis, lost).await {
            tracing::debug!(%error, "a beat is not heard");
            if lost {
                self.lost.store(true, Ordering::Relaxed);
            }
            self.redis_failed();
        }
    }

    /// Tells again what Redis may have forgotten, once it is back.
    fn redis_failed(&mut self) {
        self.try_at = Instant::now() + Duration::from_millis(RETRY_MS);
        let later = std::mem::take(&mut self.untold);
        for (at, audience, change) in std::mem::take(&mut self.told) {
            if !forgets_no_more(at) {
                self.untold.add(audience, change);
            }
        }
        for (audience, change) in later.order {
            self.untold.add(audience, change);
        }
    }
}

fn forgets_no_more(told_at: Instant) -> bool {
    told_at.elapsed() > Duration::from_secs(FORGOTTEN_SECONDS)
}
