//! How often something may be tried: buckets in Redis that fill again by themselves.
//!
//! Each bucket is one key that holds one moment: when it will be full again (the generic cell rate algorithm). It is
//! gone when it is full.

use std::time::Duration;

use redis::Script;
use redis::aio::ConnectionManager;

/// Longest Redis may keep a try waiting, in milliseconds.
const ANSWER_MS_MAX: u64 = 250;

const TAKE: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local full_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + tonumber(ARGV[1])
local wait = full_at - now - tonumber(ARGV[1]) * tonumber(ARGV[2])
if wait > 0 then return wait end
redis.call('SET', KEYS[1], full_at, 'PX', full_at - now)
return 0";

const GIVE_BACK: &str = r"
local full_at = tonumber(redis.call('GET', KEYS[1]) or 0) - tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if full_at > now then redis.call('SET', KEYS[1], full_at, 'PX', full_at - now) else redis.call('DEL', KEYS[1]) end
return 0";

/// How many tries a bucket holds, and how fast they come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pace {
    /// Tries at once. At least 1.
    pub burst: u32,
    /// One comes back in so many milliseconds. At least 1.
    pub restore_ms: u64,
}

impl Pace {
    /// In what time a try comes back.
    pub fn restore(&self) -> Duration {
        Duration::from_millis(self.restore_ms)
    }
}

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It may be made.
    Yes,
    /// It may be made in so many milliseconds.
    In(u64),
    /// Redis does not answer.
    Away,
}

/// The buckets.
#[derive(Clone)]
pub struct Throttle {
    redis: ConnectionManager,
}

impl Throttle {
    /// Buckets on this connection.
    pub fn new(redis: ConnectionManager) -> Throttle {
        Throttle { redis }
    }

    /// Takes a try out of a bucket.
    pub async fn take(&self, bucket: &str, pace: Pace) -> Taken {
        match self.run(TAKE, bucket, pace).await {
            Some(wait) if wait > 0 => Taken::In(wait.unsigned_abs()),
            Some(_) => Taken::Yes,
            None => Taken::Away,
        }
    }

    /// Puts a try back that turned out not to be a guess.
    pub async fn give_back(&self, bucket: &str, pace: Pace) {
        if self.run(GIVE_BACK, bucket, pace).await.is_none() {
            tracing::debug!("a try was not given back: redis did not answer");
        }
    }

    async fn run(&self, script: &str, bucket: &str, pace: Pace) -> Option<i64> {
        let mut redis = self.redis.clone();
        let script = Script::new(script);
        let mut call = script.key(format!("throttle:{{{bucket}}}"));
        let answer = call.arg(pace.restore_ms).arg(pace.burst).invoke_async::<i64>(&mut redis);
        match tokio::time::timeout(Duration::from_millis(ANSWER_MS_MAX), answer).await {
            Ok(Ok(answer)) => Some(answer),
            Ok(Err(error)) => {
                tracing::debug!(%error, "redis did not count a try");
                None
            }
            Err(_) => None,
        }
    }
}
