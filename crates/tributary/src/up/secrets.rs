//! What must stay secret and the same: made at the first start, kept in `DATA/secrets.json`.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand::distr::{Alphanumeric, SampleString};
use serde::{Deserialize, Serialize};

use crate::private_file;

const KEY_CHARS: usize = 32;

/// The secrets of one data directory.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Secrets {
    /// `TRIBUTARY_SECRET`.
    pub(super) tributary: String,
    /// The simulator's key.
    pub(super) stripe_key: String,
    /// What the simulator signs its events with.
    pub(super) stripe_webhook: String,
}

impl Secrets {
    /// Those of `data`; makes them where there are none.
    pub(super) fn of(data: &Path) -> anyhow::Result<Secrets> {
        let file = data.join("secrets.json");
        if let Some(secrets) = private_file::read(&file)? {
            return Ok(secrets);
        }
        let word = || Alphanumeric.sample_string(&mut rand::rng(), KEY_CHARS);
        let secrets = Secrets {
            tributary: STANDARD.encode(rand::random::<[u8; 32]>()),
            stripe_key: format!("sk_test_{}", word()),
            stripe_webhook: format!("whsec_{}", word()),
        };
        private_file::write(&file, &secrets)?;
        Ok(secrets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::config::{Environment, SecretConfig};

    #[test]
    fn they_are_made_once() -> anyhow::Result<()> {
        let data = tempfile::tempdir()?;
        let made = Secrets::of(data.path())?;
        let kept = Secrets::of(data.path())?;
        assert_eq!(made.tributary, kept.tributary);
        assert!(made.stripe_key.starts_with("sk_test_") && made.stripe_key == kept.stripe_key);
        let mut env = Environment::default();
        env.set("TRIBUTARY_SECRET", made.tributary);
        SecretConfig::read(&env)?;
        Ok(())
    }
}
