//! A running Tributary for one test, and builders that read like a story.

mod affiliate;
mod brand;
mod cluster;
mod graphql;

use std::time::{Duration, Instant};

pub use affiliate::Affiliate;
pub use brand::Brand;
pub use graphql::Gql;
use serde_json::{Value, json};
use store::config::Environment;
use store::{SystemCtx, TenantTx};
use stripe_sim::{Config as SimConfig, Sim, Webhook};
use tokio::net::TcpListener;
use tributary::embedded::{Progress, Redis};
use tributary::parts::Parts;
use tributary::serve::Serving;

/// What a browser calls itself; without one every click is a bot's.
pub const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
const WAIT_SECONDS: u64 = 30;
const SECRET: &str = "dGhpcyBpcyBhIHNlY3JldCBmb3IgdGVzdHMgb25seSE=";

/// One running Tributary.
pub struct World {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    /// The simulator.
    pub sim: Sim,
    /// Settings of the processes.
    pub env: Environment,
    /// The database as its owner.
    pub owner_url: String,
    parts: Parts,
    serving: Option<Serving>,
    worker: Option<worker::Worker>,
    redis: Option<Redis>,
    _dir: tempfile::TempDir,
}

impl World {
    /// A Tributary with the API and the worker at work.
    pub async fn new() -> World {
        let mut world = World::without_worker().await;
        world.start_worker().await;
        world
    }

    /// A Tributary whose worker has not begun.
    pub async fn without_worker() -> World {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let dir = tempfile::tempdir().unwrap();
        let (owner_url, app_url) = cluster::fresh_database().await;
        let redis = Redis::start(dir.path(), &Progress::silent()).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (key, secret) = ("sk_test_tests", "whsec_tests");
        let webhook = Webhook { url: format!("{url}/v1/stripe/webhook"), secret: secret.to_owned() };
        let config = SimConfig { webhook: Some(webhook), ..SimConfig::new(key) };
        let sim = Sim::start(TcpListener::bind("127.0.0.1:0").await.unwrap(), config).await.unwrap();

        let mut env = Environment::default();
        for (name, value) in [
            ("DATABASE_URL", app_url.as_str()),
            ("REDIS_URL", &redis.url()),
            ("TRIBUTARY_SECRET", SECRET),
            ("STRIPE_SECRET_KEY", key),
            ("STRIPE_WEBHOOK_SECRET", secret),
            ("STRIPE_URL", &sim.url()),
            ("PUBLIC_URL", &url),
        ] {
            env.set(name, value);
        }
        let parts = Parts::open(&env).await.unwrap();
        let serving = Serving::start(parts.app(&env).await.unwrap(), listener);
        World { url, sim, env, owner_url, parts, serving: Some(serving), worker: None, redis: Some(redis), _dir: dir }
    }

    /// Sets the worker to work.
    pub async fn start_worker(&mut self) {
        self.worker = Some(self.parts.work(&self.env).await.unwrap());
    }

    /// Stops the worker as a deployment would.
    pub async fn stop_worker(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.stop().await;
        }
    }

    /// Takes Redis away.
    pub async fn stop_redis(&mut self) {
        if let Some(redis) = self.redis.take() {
            redis.stop().await.unwrap();
        }
    }

    /// A caller without a credential.
    pub fn stranger(&self) -> Gql {
        Gql::new(&self.url, None)
    }

    /// Signs a brand up.
    pub async fn brand(&self, name: &str) -> Brand {
        Brand::sign_up(self, name).await
    }

    /// Rows of a query as JSON, asked as the database's owner: for looking where no door leads.
    pub async fn sql(&self, query: &str) -> Vec<Value> {
        cluster::rows(&self.owner_url, query).await
    }

    /// Runs statements as the database's superuser: for breaking things on purpose.
    pub async fn break_with(&self, statements: &str) {
        cluster::execute(&self.owner_url, statements).await;
    }

    /// Follows a tracked link as a browser would and returns the click id it gave.
    pub async fn click(&self, slug: &str) -> String {
        let (_, location) = self.follow(slug, BROWSER).await;
        let location: url::Url = location.parse().unwrap();
        location.query_pairs().find(|(k, _)| k == "trb_click").map(|(_, v)| v.into_owned()).unwrap()
    }

    /// Follows a tracked link. Returns the status and where it leads.
    pub async fn follow(&self, slug: &str, user_agent: &str) -> (u16, String) {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .tls_certs_only([])
            .build()
            .unwrap();
        let answer =
            http.get(format!("{}/r/{slug}", self.url)).header("user-agent", user_agent).send().await.unwrap();
        let location = answer.headers().get("location").map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        (answer.status().as_u16(), location)
    }

    /// Waits until a value says what is expected of it.
    pub async fn until<T, F: Future<Output = T>>(&self, what: &str, ask: impl Fn() -> F, good: impl Fn(&T) -> bool) -> T
    where
        T: std::fmt::Debug,
    {
        let begun = Instant::now();
        loop {
            let value = ask().await;
            if good(&value) {
                return value;
            }
            assert!(begun.elapsed() < Duration::from_secs(WAIT_SECONDS), "waited in vain for {what}: {value:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Runs the five-minute check now: every invariant of DESIGN §4 in every tenant.
    #[allow(clippy::disallowed_methods)]
    pub async fn assert_ledger_sound(&self) {
        let pool = self.pool().await;
        for tenant in self.sql("SELECT id FROM tenants").await {
            let tenant = domain::ids::TypedId::from_uuid(tenant["id"].as_str().unwrap().parse().unwrap());
            let tx = TenantTx::begin(&pool, &SystemCtx::of_job("test").in_tenant(tenant)).await.unwrap();
            let findings = billing::ledger::check(&tx, store::Clock::system().now()).await.unwrap();
            assert!(findings.is_empty(), "{findings:#?}");
            tx.commit().await.unwrap();
        }
    }

    /// A pool on this world's database, under the server's own login.
    pub async fn pool(&self) -> store::Pool {
        store::Pool::open(&store::config::DatabaseConfig::read(&self.env).unwrap()).await.unwrap()
    }

    /// What the simulator says it transferred equals what the ledger says.
    pub async fn assert_stripe_equals_ledger(&self) {
        let sent: i64 = self.sim.transfers().iter().map(|t| t["amount"].as_i64().unwrap()).sum();
        let booked = self
            .sql(
                "SELECT coalesce(sum(p.amount), 0)::bigint AS sum, count(*)::bigint AS count FROM ledger_postings p \
                 JOIN ledger_entries e ON e.tenant_id = p.tenant_id AND e.id = p.entry_id WHERE e.event = 'TRANSFER_CONFIRMED'",
            )
            .await;
        assert_eq!(booked[0], json!({"sum": sent, "count": self.sim.transfers().len()}));
    }
}
