//! As whom a file is imported.

use store::config::{ConfigError, Environment};

/// Settings of `tributary import`.
#[derive(Clone)]
pub struct ImportConfig {
    /// `TRIBUTARY_KEY`: a secret API key, `trb_sk_…`. Default: the one in `ready.json`.
    pub key: Option<String>,
}

impl ImportConfig {
    /// Reads the settings. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<ImportConfig, ConfigError> {
        let (name, allowed) = ("TRIBUTARY_KEY", "a secret API key, trb_sk_…");
        let key: Option<String> = env.optional(name, allowed)?;
        match key {
            Some(key) if !is_secret_key(&key) => Err(ConfigError { name, problem: "not allowed", allowed }),
            key => Ok(ImportConfig { key }),
        }
    }
}

/// Whether this looks like a key that may write.
pub fn is_secret_key(key: &str) -> bool {
    key.starts_with("trb_sk_") && key.bytes().all(|byte| byte.is_ascii_graphic())
}
