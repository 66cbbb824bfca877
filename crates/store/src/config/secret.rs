//! The master secret every other secret is derived from.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{ConfigError, Environment};

/// Settings of secrets.
#[derive(Clone)]
pub struct SecretConfig {
    master: [u8; 32],
}

impl std::fmt::Debug for SecretConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretConfig(…)")
    }
}

impl SecretConfig {
    /// Reads `TRIBUTARY_SECRET`: 32 bytes in base64, the same in every process. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<SecretConfig, ConfigError> {
        let (name, allowed) = ("TRIBUTARY_SECRET", "32 random bytes in base64");
        let text: String = env.required(name, allowed)?;
        let bytes =
            STANDARD.decode(text).map_err(|_| ConfigError { name, problem: "not allowed", allowed })?;
        let master =
            bytes.try_into().map_err(|_: Vec<u8>| ConfigError { name, problem: "not allowed", allowed })?;
        Ok(SecretConfig { master })
    }

    /// A key for one purpose: HMAC-SHA256 of its name under the master secret.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.master);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// The key that signs click ids and impressions.
    pub fn click_key(&self) -> [u8; 32] {
        self.derive("click-id")
    }
}
