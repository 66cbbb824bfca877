//! The server that is measured: its process, and what is asked of it.

use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use domain::ids::TenantId;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tributary::embedded::{Progress, Redis};

use crate::server::Server;

/// Says that this program is to be the server.
pub const SERVE: &str = "serve-for-replay";
const SECRET: &str = "dGhpcyBpcyBhIHNlY3JldCBmb3IgdGVzdHMgb25seSE=";
const READY_SECONDS: u64 = 30;
const SIGN_UP: &str = "mutation($input: SignUpInput!) { signUp(input: $input) { session { accessToken } tenant { id } \
    userErrors { code } } }";
const KEY: &str =
    "mutation($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { secret userErrors { code } } }";
const REPLAY: &str = "query($input: AttributionReplayInput!) { attributionReplay(input: $input) { conversions changed \
    payees { payee { name } paid { minor } wouldPay { minor } } } }";

/// The process, with a Redis of its own.
pub struct Api {
    process: Child,
    redis: Redis,
    url: String,
    http: reqwest::Client,
}

/// Who may ask for a brand's replays.
pub struct Owner(String);

/// What a replay said: each payee's name, what they were paid, and what they would be.
pub struct Replayed {
    pub conversions: usize,
    pub changed: i64,
    pub payees: Vec<(String, i64, i64)>,
}

impl Api {
    /// Starts it, with every limit as it comes.
    pub async fn start(server: &Server) -> anyhow::Result<Api> {
        // Somebody may have installed one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let redis = Redis::start(server.dir(), &Progress::to_stderr()).await?;
        let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
        let url = format!("http://{address}");
        let process = Command::new(std::env::current_exe()?)
            .arg(SERVE)
            .env("DATABASE_URL", server.app_url())
            .env("REDIS_URL", redis.url())
            .env("TRIBUTARY_SECRET", SECRET)
            .env("STRIPE_SECRET_KEY", "sk_test_bench")
            .env("STRIPE_WEBHOOK_SECRET", "whsec_bench")
            .env("STRIPE_URL", "http://127.0.0.1:9")
            .env("PUBLIC_URL", &url)
            .env("BIND", address.to_string())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let http = reqwest::Client::builder().tls_certs_only([]).build()?;
        let api = Api { process, redis, url, http };
        let ready = async {
            while !api.is_healthy().await {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(READY_SECONDS), ready)
            .await
            .context("it does not answer")?;
        Ok(api)
    }

    /// Where it answers.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where it answers, as `127.0.0.1:PORT`.
    pub fn address(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    async fn is_healthy(&self) -> bool {
        let asked = self.http.get(format!("{}/healthz", self.url)).send().await;
        asked.is_ok_and(|answer| answer.status().is_success())
    }

    async fn ask(&self, credential: Option<&str>, query: &str, input: Value) -> anyhow::Result<Value> {
        let body = json!({"query": query, "variables": {"input": input}});
        let mut call = self.http.post(format!("{}/graphql", self.url)).json(&body);
        if let Some(credential) = credential {
            call = call.bearer_auth(credential);
        }
        let mut answer: Value = call.send().await?.json().await?;
        ensure!(answer.get("errors").is_none(), "{query}: {answer}");
        Ok(answer["data"].take())
    }

    /// Signs a brand up and makes a key of it.
    pub async fn sign_up(&self, server: &Server, name: &str) -> anyhow::Result<(Owner, TenantId)> {
        let email = format!("{}@bench.test", name.to_lowercase().replace(' ', "-"));
        let input = json!({"tenantName": name, "currency": "GBP", "email": email,
            "password": "correct horse battery", "name": "Olive"});
        let signed_up = self.ask(None, SIGN_UP, input).await?["signUp"].take();
        let token = signed_up["session"]["accessToken"].as_str().with_context(|| signed_up.to_string())?;
        let tenant = signed_up["tenant"]["id"].as_str().context("a tenant has an id")?.parse()?;
        server.batch("UPDATE users SET email_verified_at = now()").await?;
        let made = self.ask(Some(token), KEY, json!({"name": "bench", "kind": "SECRET"})).await?;
        let secret = made["apiKeyCreate"]["secret"].as_str().with_context(|| made.to_string())?;
        Ok((Owner(secret.to_owned()), tenant))
    }

    /// Replays what was in force.
    pub async fn replay(
        &self,
        owner: &Owner,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
    ) -> anyhow::Result<Replayed> {
        let input = json!({"from": from, "to": to, "currency": "GBP"});
        let found = self.ask(Some(&owner.0), REPLAY, input).await?["attributionReplay"].take();
        let number = |value: &Value| -> anyhow::Result<i64> {
            Ok(value.as_str().with_context(|| format!("{value} is no number"))?.parse()?)
        };
        let mut payees = Vec::new();
        for payee in found["payees"].as_array().context("a replay names payees")? {
            let name = payee["payee"]["name"].as_str().context("a payee has a name")?.to_owned();
            payees.push((name, number(&payee["paid"]["minor"])?, number(&payee["wouldPay"]["minor"])?));
        }
        Ok(Replayed {
            conversions: usize::try_from(number(&found["conversions"])?)?,
            changed: number(&found["changed"])?,
            payees,
        })
    }

    /// What it holds in memory now, in MiB. From here on its peak is counted anew.
    pub fn memory_mib(&self) -> anyhow::Result<f64> {
        let pid = self.process.id().context("the server has ended")?;
        std::fs::write(format!("/proc/{pid}/clear_refs"), "5").context("/proc of Linux is needed")?;
        self.status_mib("VmRSS:")
    }

    /// The most it has held since.
    pub fn peak_memory_mib(&self) -> anyhow::Result<f64> {
        self.status_mib("VmHWM:")
    }

    fn status_mib(&self, field: &str) -> anyhow::Result<f64> {
        let pid = self.process.id().context("the server has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix(field)).context("no such figure")?;
        let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib / 1_024.0)
    }

    /// Ends it.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        self.process.kill().await?;
        self.redis.stop().await?;
        Ok(())
    }
}
