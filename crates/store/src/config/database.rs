//! Where Postgres is and how it is used.

use super::{ConfigError, Environment};

/// Settings of the database.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// `DATABASE_URL`: the login the server works as. It may own nothing and bypass nothing.
    pub url: String,
    /// `DATABASE_CONNECTIONS`: connections kept, per process. 1–200, default 16.
    pub connections: usize,
    /// `DATABASE_STATEMENT_TIMEOUT_MS`: longest single statement of a request. 100–60000 ms, default 5000.
    pub statement_timeout_ms: u32,
}

impl DatabaseConfig {
    /// Reads the settings. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<DatabaseConfig, ConfigError> {
        Ok(DatabaseConfig {
            url: env.required("DATABASE_URL", "postgres://user:password@host:port/database")?,
            connections: env.bounded("DATABASE_CONNECTIONS", 16, 1..=200, "1–200 connections")?,
            statement_timeout_ms: env.bounded(
                "DATABASE_STATEMENT_TIMEOUT_MS",
                5_000,
                100..=60_000,
                "100–60000 milliseconds",
            )?,
        })
    }
}
