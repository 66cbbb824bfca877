//! Where Stripe is and how it proves itself.

use store::config::{ConfigError, Environment};

/// Settings of Stripe.
#[derive(Clone)]
pub struct StripeConfig {
    /// `STRIPE_SECRET_KEY`: `sk_live_…` or `sk_test_…`.
    pub secret_key: String,
    /// `STRIPE_URL`: default https://api.stripe.com; a simulator's address in development.
    pub url: String,
    /// `STRIPE_WEBHOOK_SECRET`: `whsec_…`; several, separated by commas, while one is rotated.
    pub webhook_secrets: Vec<String>,
    /// `STRIPE_TIMEOUT_MS`: longest call. 1000–120000 ms, default 30000.
    pub timeout_ms: u64,
    /// `STRIPE_RATE`: calls a second, of this process. 1–100, default 20; Stripe allows 25 in test mode, 100 live.
    pub rate: u32,
}

impl std::fmt::Debug for StripeConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StripeConfig").field("url", &self.url).finish_non_exhaustive()
    }
}

impl StripeConfig {
    /// Reads the settings. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<StripeConfig, ConfigError> {
        let allowed = "sk_live_…, sk_test_… or rk_…";
        let secret_key: String = env.required("STRIPE_SECRET_KEY", allowed)?;
        if !["sk_live_", "sk_test_", "rk_"].iter().any(|start| secret_key.starts_with(start)) {
            return Err(ConfigError { name: "STRIPE_SECRET_KEY", problem: "not allowed", allowed });
        }
        let allowed = "https://api.stripe.com, or http on this machine";
        let url: String =
            env.optional("STRIPE_URL", allowed)?.unwrap_or_else(|| "https://api.stripe.com".to_owned());
        let local = ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"];
        if !url.starts_with("https://") && !local.iter().any(|start| url.starts_with(start)) {
            return Err(ConfigError { name: "STRIPE_URL", problem: "not allowed", allowed });
        }
        let secrets: String = env.required("STRIPE_WEBHOOK_SECRET", "whsec_…, comma-separated")?;
        Ok(StripeConfig {
            secret_key,
            url: url.trim_end_matches('/').to_owned(),
            webhook_secrets: secrets
                .split(',')
                .map(|s| s.trim().to_owned())
                .filter(|s| !s.is_empty())
                .collect(),
            timeout_ms: env.bounded(
                "STRIPE_TIMEOUT_MS",
                30_000,
                1_000..=120_000,
                "1000–120000 milliseconds",
            )?,
            rate: env.bounded("STRIPE_RATE", 20, 1..=100, "1–100 calls a second")?,
        })
    }
}
