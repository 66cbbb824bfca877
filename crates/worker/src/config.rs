//! Settings of the worker.

use store::config::{ConfigError, Environment};

/// How much is done at once.
#[derive(Debug, Clone)]
pub struct Config {
    /// `WORKER_JOBS`: jobs run at once. 1–64, default 4.
    pub jobs: usize,
}

impl Config {
    /// Reads the settings. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<Config, ConfigError> {
        Ok(Config { jobs: env.bounded("WORKER_JOBS", 4, 1..=64, "1–64 jobs")? })
    }
}
