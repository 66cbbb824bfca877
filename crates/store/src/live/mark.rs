//! Whether news may have been lost.
//!
//! The mark stands in Redis and in every cursor. It is replaced when changes may be on no stream though they were
//! committed: a process was killed between a commit and its telling, more waited for Redis than is kept, or Redis has
//! forgotten. Each process that tells says in a hash that it is there; one that is silent while another listens was
//! killed. While Redis is away nobody is judged.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;
use std::time::Duration;

use redis::AsyncCommands;
use redis::aio::ConnectionManager;
use tokio::time::Instant;
use uuid::Uuid;

use super::NoCursor;
use crate::error::{StoreError, StoreResult};

/// How often a process says that it is there, in seconds.
pub(super) const BEAT_SECONDS: u64 = 2;
/// After how long a silent process is held for killed, in seconds of listening.
const GONE_SECONDS: u64 = 10;

const TELLERS: &str = "live:{mark}:tellers";
const MARK: &str = "live:{mark}";

static BEAT: LazyLock<redis::Script> = LazyLock::new(|| {
    redis::Script::new(
        "local lost = ARGV[4] == '1' or redis.call('EXISTS', KEYS[2]) == 0 \
         for i = 5, #ARGV, 2 do \
           if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[i + 1] then redis.call('HDEL', KEYS[1], ARGV[i]); lost = true end \
         end \
         redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) \
         if lost then redis.call('SET', KEYS[2], ARGV[3]) end \
         return redis.call('HGETALL', KEYS[1])",
    )
});

/// What every cursor carries: as long as it stands, nothing was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(u64);

impl Mark {
    fn new() -> Mark {
        Mark(fresh().as_u64_pair().1)
    }
}

#[allow(clippy::disallowed_methods, reason = "the id of no row")]
fn fresh() -> Uuid {
    Uuid::now_v7()
}

impl FromStr for Mark {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Mark, NoCursor> {
        let is_whole = text.len() == 16 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !is_whole {
            return Err(NoCursor);
        }
        u64::from_str_radix(text, 16).map(Mark).map_err(|_| NoCursor)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// The mark that stands; makes one where there is none. Errors: Redis is away.
pub(super) async fn standing(redis: &mut ConnectionManager) -> StoreResult<Mark> {
    let stands: Option<String> = redis.get(MARK).await?;
    let stands = match stands {
        Some(stands) => stands,
        None => {
            let _: bool = redis.set_nx(MARK, Mark::new().to_string()).await?;
            redis.get(MARK).await?
        }
    };
    stands.parse().map_err(|_| StoreError::Corrupt("live mark"))
}

/// One process among those that tell.
pub(super) struct Presence {
    id: String,
    beats: u64,
    others: HashMap<String, (String, Instant)>,
}

impl Presence {
    pub(super) fn new() -> Presence {
        Presence { id: fresh().to_string(), beats: 0, others: HashMap::new() }
    }

    /// Says that this process is there, whether it has `lost` something, and looks after the others. Errors: Redis is away.
    pub(super) async fn beat(&mut self, redis: &mut ConnectionManager, lost: bool) -> StoreResult<()> {
        self.beats += 1;
        let mut script = BEAT.key(TELLERS);
        script.key(MARK).arg(&self.id).arg(self.beats).arg(Mark::new().to_string());
        script.arg(if lost { "1" } else { "0" });
        for (id, (beat, since)) in &self.others {
            if since.elapsed() >= Duration::from_secs(GONE_SECONDS) {
                tracing::warn!(process = %id, "a process has ended with changes that may be untold: cursors expire");
                script.arg(id).arg(beat);
            }
        }
        match script.invoke_async::<HashMap<String, String>>(redis).await {
            Ok(told) => {
                let now = Instant::now();
                let others = told.into_iter().filter(|(id, _)| *id != self.id);
                let seen = others.map(|(id, beat)| {
                    let since = match self.others.get(&id) {
                        Some((before, since)) if *before == beat => *since,
                        _ => now,
                    };
                    (id, (beat, since))
                });
                self.others = seen.collect();
                Ok(())
            }
            Err(error) => {
                // The others may be as unable to be heard as we are.
                self.others.clear();
                Err(error.into())
            }
        }
    }

    /// Takes leave: everything was told. Errors: Redis is away.
    pub(super) async fn leave(self, redis: &mut ConnectionManager) -> StoreResult<()> {
        let _: i64 = redis.hdel(TELLERS, &self.id).await?;
        Ok(())
    }
}
