//! Settings of the doors.

use std::path::PathBuf;
use std::str::FromStr;

use store::config::{ConfigError, Environment};
use url::Url;

/// Where the server listens and what the world calls it.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// `BIND`: address and port. Default 127.0.0.1:4000.
    pub bind: std::net::SocketAddr,
    /// `PUBLIC_URL`: how browsers reach this server. Default http://BIND.
    pub public_url: Url,
    /// `REQUEST_TIMEOUT_MS`: longest request. 100–120000 ms, default 10000.
    pub request_timeout_ms: u64,
    /// `BODY_BYTES`: largest body. 1024–10485760 bytes, default 262144.
    pub body_bytes_max: usize,
    /// `PROXY_HOPS`: proxies of our own in front of this server, each of which appends to `X-Forwarded-For`.
    /// 0–5, default 0: the header is not believed.
    pub proxy_hops: usize,
    /// `WEB_DIR`: a folder with a built web app, read once at start. Default: the one that is part of the program.
    pub web_dir: Option<PathBuf>,
    /// `GRAPHQL_DOCUMENTS`: which documents are executed for whoever has no API key, `any` or `trusted`. Default any.
    pub documents: DocumentsTaken,
}

/// Which documents are executed for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentsTaken {
    /// Any.
    Any,
    /// Those of our own app alone.
    Trusted,
}

impl FromStr for DocumentsTaken {
    type Err = ();

    fn from_str(text: &str) -> Result<DocumentsTaken, ()> {
        match text {
            "any" => Ok(DocumentsTaken::Any),
            "trusted" => Ok(DocumentsTaken::Trusted),
            _ => Err(()),
        }
    }
}

impl HttpConfig {
    /// Reads the settings. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<HttpConfig, ConfigError> {
        let bind = env
            .optional("BIND", "address:port, as 127.0.0.1:4000")?
            .unwrap_or_else(|| std::net::SocketAddr::from(([127, 0, 0, 1], 4000)));
        let allowed = "an http or https address, as https://go.example.com";
        let wrong = ConfigError { name: "PUBLIC_URL", problem: "not allowed", allowed };
        let public_url: Url = match env.optional("PUBLIC_URL", allowed)? {
            Some(url) => url,
            None => format!("http://{bind}").parse().map_err(|_| wrong.clone())?,
        };
        if !matches!(public_url.scheme(), "http" | "https") {
            return Err(wrong);
        }
        Ok(HttpConfig {
            bind,
            public_url,
            request_timeout_ms: env.bounded(
                "REQUEST_TIMEOUT_MS",
                10_000,
                100..=120_000,
                "100–120000 milliseconds",
            )?,
            body_bytes_max: env.bounded("BODY_BYTES", 262_144, 1_024..=10_485_760, "1024–10485760 bytes")?,
            proxy_hops: env.bounded("PROXY_HOPS", 0, 0..=5, "0–5 proxies")?,
            web_dir: env.optional("WEB_DIR", "a folder")?,
            documents: env.optional("GRAPHQL_DOCUMENTS", "any or trusted")?.unwrap_or(DocumentsTaken::Any),
        })
    }
}
