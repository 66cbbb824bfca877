//! Settings, read once at start from the environment. One typed file per concern, beside the code it steers.

mod database;
mod objects;
mod redis;
mod secret;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

pub use database::DatabaseConfig;
pub use objects::{BucketConfig, ObjectsConfig};
pub use redis::RedisConfig;
pub use secret::SecretConfig;

/// A setting is missing or wrong. Names the variable and what it allows; never shows its value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}; allowed: {allowed}")]
pub struct ConfigError {
    /// The variable.
    pub name: &'static str,
    /// `missing` or `not allowed`.
    pub problem: &'static str,
    /// What it may be.
    pub allowed: &'static str,
}

/// The environment the settings are read from.
#[derive(Debug, Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// This process's environment.
    pub fn of_process() -> Environment {
        Environment(std::env::vars().collect())
    }

    /// Sets a variable, as the embedded default does for the parts it starts itself.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// Every variable, as another process is given them.
    pub fn variables(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether a variable is set and not empty.
    pub fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|v| !v.is_empty())
    }

    /// A variable that must be set. Errors: [`ConfigError`].
    pub fn required<T: FromStr>(&self, name: &'static str, allowed: &'static str) -> Result<T, ConfigError> {
        self.optional(name, allowed)?.ok_or(ConfigError { name, problem: "missing", allowed })
    }

    /// A variable that may be unset or empty. Errors: [`ConfigError`] for a wrong value.
    pub fn optional<T: FromStr>(
        &self,
        name: &'static str,
        allowed: &'static str,
    ) -> Result<Option<T>, ConfigError> {
        match self.0.get(name).map(|v| v.trim()).filter(|v| !v.is_empty()) {
            None => Ok(None),
            Some(value) => {
                value.parse().map(Some).map_err(|_| ConfigError { name, problem: "not allowed", allowed })
            }
        }
    }

    /// A variable with a default and bounds. Errors: [`ConfigError`] for a wrong value.
    pub fn bounded<T: FromStr + PartialOrd + Display>(
        &self,
        name: &'static str,
        default: T,
        range: std::ops::RangeInclusive<T>,
        allowed: &'static str,
    ) -> Result<T, ConfigError> {
        let value = self.optional(name, allowed)?.unwrap_or(default);
        if range.contains(&value) {
            Ok(value)
        } else {
            Err(ConfigError { name, problem: "not allowed", allowed })
        }
    }
}
