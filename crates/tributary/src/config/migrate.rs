//! Who may change the database's tables.

use store::config::{ConfigError, Environment};

const OWNER: &str = "MIGRATE_DATABASE_URL";
const OWNER_ALLOWED: &str = "postgres://owner:password@host:port/database, a login that may create roles";

/// Settings of `tributary migrate`.
#[derive(Clone)]
pub struct MigrateConfig {
    /// `MIGRATE_DATABASE_URL`: the login that owns the tables and may create roles.
    pub owner_url: String,
    /// `DATABASE_URL`: the login the server works as; made when missing.
    pub app_url: String,
}

impl MigrateConfig {
    /// Reads the settings. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<MigrateConfig, ConfigError> {
        Ok(MigrateConfig {
            owner_url: env.required(OWNER, OWNER_ALLOWED)?,
            app_url: env.required("DATABASE_URL", "postgres://user:password@host:port/database")?,
        })
    }
}
