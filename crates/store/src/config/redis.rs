//! Where Redis is.

use super::{ConfigError, Environment};

/// Settings of Redis.
#[derive(Debug, Clone)]
pub struct RedisConfig {
    /// `REDIS_URL`: `redis://host:port` or `redis+unix:///path`.
    pub url: String,
}

impl RedisConfig {
    /// Reads the settings. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<RedisConfig, ConfigError> {
        let allowed = "redis://host:port or redis+unix:///path";
        let url: String = env.required("REDIS_URL", allowed)?;
        match redis::parse_redis_url(&url) {
            Some(_) => Ok(RedisConfig { url }),
            None => Err(ConfigError { name: "REDIS_URL", problem: "not allowed", allowed }),
        }
    }
}
