//! The simulator's clock: the system's, or one that tests move by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Unix time in milliseconds. Clones share one clock, so whoever holds one can move it.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Source>);

#[derive(Debug)]
struct Source {
    /// Runs with the system's clock when true; stands still until advanced when false.
    runs: bool,
    /// Added to the system's time, or the time itself when the clock stands still.
    offset_ms: AtomicI64,
}

impl Clock {
    /// A clock that runs with the system's.
    pub fn system() -> Self {
        Self(Arc::new(Source { runs: true, offset_ms: AtomicI64::new(0) }))
    }

    /// A clock that stands at `unix_ms` until it is advanced.
    pub fn standing_at(unix_ms: i64) -> Self {
        Self(Arc::new(Source { runs: false, offset_ms: AtomicI64::new(unix_ms) }))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let by_ms = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.0.offset_ms.fetch_add(by_ms, Ordering::SeqCst);
    }

    /// Unix time in milliseconds.
    #[allow(clippy::disallowed_methods, reason = "this is the simulator's clock")]
    pub fn now_ms(&self) -> i64 {
        let offset_ms = self.0.offset_ms.load(Ordering::SeqCst);
        if !self.0.runs {
            return offset_ms;
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX).saturating_add(offset_ms)
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}
