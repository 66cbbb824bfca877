//! What is logged.

use std::str::FromStr;

use store::config::{ConfigError, Environment};
use tracing_subscriber::EnvFilter;

const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
const ALLOWED: &str =
    "off, error, warn, info, debug or trace, and for single parts such as info,billing=debug";

/// Settings of logging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogConfig {
    /// `LOG`: the least level that is logged, and exceptions by target. Default `info`.
    pub filter: LogFilter,
}

/// A level and exceptions from it, checked: `tracing` itself would take a misspelt level for a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFilter(String);

impl LogConfig {
    /// Reads the settings. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<LogConfig, ConfigError> {
        Ok(LogConfig {
            filter: env.optional("LOG", ALLOWED)?.unwrap_or_else(|| LogFilter("info".to_owned())),
        })
    }
}

impl LogFilter {
    /// As the subscriber wants it.
    pub fn directives(&self) -> EnvFilter {
        EnvFilter::new(&self.0)
    }
}

impl FromStr for LogFilter {
    type Err = ();

    fn from_str(text: &str) -> Result<LogFilter, ()> {
        let is_level = |word: &str| LEVELS.contains(&word);
        let is_target = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_:".contains(&byte))
        };
        let allowed = text.split(',').map(str::trim).all(|part| match part.split_once('=') {
            None => is_level(part),
            Some((target, level)) => is_target(target) && is_level(level),
        });
        if allowed { Ok(LogFilter(text.to_owned())) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_level_is_refused() {
        for right in ["info", "warn,billing=debug", "error, store::pool=trace"] {
            assert!(LogFilter::from_str(right).is_ok(), "{right}");
        }
        for wrong in ["verbose", "info,", "billing=loud", "=info", "INFO"] {
            assert!(LogFilter::from_str(wrong).is_err(), "{wrong}");
        }
    }
}
