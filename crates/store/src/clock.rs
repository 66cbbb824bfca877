//! What time it is. Passed in, never asked of the system elsewhere, so that decisions can be replayed.

use chrono::{DateTime, SubsecRound, Utc};

/// A source of time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock(());

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Clock {
        Clock(())
    }

    /// Now, to the microsecond Postgres keeps.
    #[allow(clippy::disallowed_methods)]
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}
