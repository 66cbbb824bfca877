//! Where touches wait while Redis is away.

use std::path::PathBuf;

use store::config::{ConfigError, Environment};

const ALLOWED: &str = "the path of a file in a directory that exists";

/// Settings of the spool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpoolConfig {
    /// `TOUCH_SPOOL`: the file; engagement has one beside it. Default none: a touch that meets no Redis is logged as lost, and
    /// engagement is refused.
    pub file: Option<PathBuf>,
}

impl SpoolConfig {
    /// Reads the settings. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<SpoolConfig, ConfigError> {
        let file: Option<PathBuf> = env.optional("TOUCH_SPOOL", ALLOWED)?;
        let placed = |file: &PathBuf| {
            !file.is_dir() && file.parent().is_some_and(|dir| dir.as_os_str().is_empty() || dir.is_dir())
        };
        if file.as_ref().is_some_and(|file| !placed(file)) {
            return Err(ConfigError { name: "TOUCH_SPOOL", problem: "not allowed", allowed: ALLOWED });
        }
        Ok(SpoolConfig { file })
    }
}
