//! Settings of the processes themselves; those of each part stand beside it, in its crate.

mod import;
mod log;
mod migrate;
mod spool;

use std::fmt;

use store::config::Environment;

pub use import::{ImportConfig, is_secret_key};
pub use log::LogConfig;
pub use migrate::MigrateConfig;
pub use spool::SpoolConfig;

/// Variables that must be set and are not: all of them, so that nobody learns of one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What needs them: `tributary api`.
    pub command: &'static str,
    /// The variables.
    pub names: Vec<&'static str>,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.names.len() == 1 { "is" } else { "are" };
        write!(
            f,
            "`{}` needs {}, which {verb} not set; .env.example says what they may be",
            self.command,
            self.names.join(", ")
        )
    }
}

impl std::error::Error for Missing {}

/// Checks that all of `names` are set. Errors: [`Missing`], with every name.
pub fn require(env: &Environment, command: &'static str, names: &[&'static str]) -> Result<(), Missing> {
    let names: Vec<_> = names.iter().copied().filter(|name| !env.has(name)).collect();
    if names.is_empty() { Ok(()) } else { Err(Missing { command, names }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_missing_names_are_told_at_once() {
        let mut env = Environment::default();
        env.set("REDIS_URL", "redis://localhost");
        env.set("STRIPE_SECRET_KEY", "");
        let names = ["DATABASE_URL", "REDIS_URL", "STRIPE_SECRET_KEY"];
        let told = require(&env, "tributary api", &names).map_err(|missing| missing.to_string());
        assert_eq!(
            told,
            Err("`tributary api` needs DATABASE_URL, STRIPE_SECRET_KEY, which are not set; .env.example says what they may be".to_owned())
        );
    }
}
