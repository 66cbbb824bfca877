//! A running Tributary for one test, and builders that read like a story.

mod affiliate;
mod authenticator;
pub mod brand;
mod browser;
pub mod cluster;
mod graphql;
mod house;
mod mailbox;
pub mod viewer;

use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub use affiliate::Affiliate;
pub use authenticator::{Authenticator, PASSWORD};
pub use brand::Brand;
pub use browser::Browser;
pub use graphql::Gql;
pub use mailbox::{Letter, Mailbox, Trouble};
use serde_json::{Value, json};
use store::config::Environment;
use store::{SystemCtx, TenantTx};
use stripe_sim::{Config as SimConfig, Sim, Webhook};
use tokio::net::TcpListener;
use tributary::embedded::{Postgres, Progress, Redis};
use tributary::parts::Parts;
use tributary::serve::Serving;

/// What a browser calls itself; without one every click is a bot's.
pub const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
const WAIT_SECONDS: u64 = 30;
const STRIPE_KEY: &str = "sk_test_tests";
const SECRET: &str = "dGhpcyBpcyBhIHNlY3JldCBmb3IgdGVzdHMgb25seSE=";

/// One running Tributary.
pub struct World {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    /// The Stripe simulator's address.
    pub stripe_url: String,
    /// Settings of the processes.
    pub env: Environment,
    /// The database as its owner.
    pub owner_url: String,
    /// The simulator, where this process runs it.
    pub sim: Option<Sim>,
    parts: Option<Parts>,
    _serving: Option<Serving>,
    worker: Option<worker::Worker>,
    redis: Option<Redis>,
    postgres: Option<(Postgres, tempfile::TempDir)>,
    children: Vec<Child>,
    dir: tempfile::TempDir,
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
        let (owner_url, app_url) = cluster::fresh_database().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let mut world = World::around(url, owner_url, &app_url).await;
        let parts = Parts::open(&world.env).await.unwrap();
        world._serving = Some(Serving::start(parts.app(&world.env).unwrap(), listener));
        world.parts = Some(parts);
        world
    }

    /// A Tributary with the API and the worker at work, whose mails go to this mailbox.
    pub async fn with_mailbox(mailbox: &Mailbox) -> World {
        let mut world = World::without_worker().await;
        world.env.set("SMTP_URL", mailbox.url.clone());
        world.env.set("MAIL_FROM", "Tributary <no-reply@tributary.test>");
        world.start_worker().await;
        world
    }

    /// A Tributary of separate processes over an external Postgres and Redis: `migrate`, then `api` and `worker`.
    pub async fn of_processes() -> World {
        let (owner_url, app_url) = cluster::empty_database().await;
        let port = free_port();
        let mut world = World::around(format!("http://127.0.0.1:{port}"), owner_url.clone(), &app_url).await;
        world.env.set("BIND", format!("127.0.0.1:{port}"));
        world.env.set("MIGRATE_DATABASE_URL", owner_url);
        let migrated = world.process("migrate").status().unwrap();
        assert!(migrated.success());
        world.children =
            vec![world.process("api").spawn().unwrap(), world.process("worker").spawn().unwrap()];
        world.until_healthy().await;
        world
    }

    /// What surrounds the server: Redis, the simulator, settings.
    async fn around(url: String, owner_url: String, app_url: &str) -> World {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let dir = open_dir();
        let redis = Redis::start(dir.path(), &Progress::silent()).await.unwrap();
        let (key, secret) = (STRIPE_KEY, "whsec_tests");
        let webhook = Webhook { url: format!("{url}/v1/stripe/webhook"), secret: secret.to_owned() };
        let config = SimConfig { webhook: Some(webhook), ..SimConfig::new(key) };
        let sim = Sim::start(TcpListener::bind("127.0.0.1:0").await.unwrap(), config).await.unwrap();
        let mut env = Environment::default();
        for (name, value) in [
            ("DATABASE_URL", app_url),
            ("REDIS_URL", &redis.url()),
            ("TRIBUTARY_SECRET", SECRET),
            ("STRIPE_SECRET_KEY", key),
            ("STRIPE_WEBHOOK_SECRET", secret),
            ("STRIPE_URL", &sim.url()),
            ("PUBLIC_URL", &url),
            ("MEDIA_DIR", dir.path().join("media").to_str().unwrap()),
        ] {
            env.set(name, value);
        }
        World {
            url,
            stripe_url: sim.url(),
            sim: Some(sim),
            env,
            owner_url,
            parts: None,
            _serving: None,
            worker: None,
            redis: Some(redis),
            postgres: None,
            children: Vec::new(),
            dir,
        }
    }

    /// A Tributary started by `tributary up --empty` in a directory of its own.
    pub async fn up() -> World {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut world = World {
            url: format!("http://127.0.0.1:{}", free_port()),
            stripe_url: String::new(),
            sim: None,
            env: Environment::default(),
            owner_url: String::new(),
            parts: None,
            _serving: None,
            worker: None,
            redis: None,
            postgres: None,
            children: Vec::new(),
            dir: open_dir(),
        };
        let socket = world.data().join("postgres").to_str().unwrap().replace('/', "%2F");
        world.owner_url = format!("postgresql://postgres@{socket}:5432/tributary");
        let app_url = world.owner_url.replace("postgres@", "tributary_app@");
        world.env.set("DATABASE_URL", app_url);
        world.start_up().await;
        world
    }

    /// Starts `tributary up` again where it was killed.
    pub async fn start_up(&mut self) {
        let port = self.url.rsplit_once(':').unwrap().1.to_owned();
        let child = Command::new(binary())
            .args(["up", "--empty", "--port", &port, "--data", self.data().to_str().unwrap()])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        self.children = vec![child];
        self.until_healthy().await;
        let ready = || async { std::fs::read_to_string(self.data().join("ready.json")).unwrap_or_default() };
        let ready: Value = serde_json::from_str(
            &self.until("ready.json", ready, |text| text.ends_with('}') || text.ends_with("}\n")).await,
        )
        .unwrap();
        self.stripe_url = ready["stripe_url"].as_str().unwrap().trim_end_matches('/').to_owned();
    }

    /// `kill -9` of the whole process; its Postgres and Redis go on as they like.
    pub fn kill(&mut self) {
        for child in &mut self.children {
            child.kill().unwrap();
            child.wait().unwrap();
        }
        self.children.clear();
    }

    /// Ends the API of a world of processes by this signal, and starts another in its place.
    pub async fn restart_api(&mut self, signal: &str) {
        let api = &mut self.children[0];
        let sent = Command::new("kill").args(["-s", signal, &api.id().to_string()]).status().unwrap();
        assert!(sent.success());
        api.wait().unwrap();
        self.children[0] = self.process("api").spawn().unwrap();
        self.until_healthy().await;
    }

    /// Where `tributary up` keeps everything.
    pub fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }

    fn process(&self, command: &str) -> Command {
        let mut process = Command::new(binary());
        process.arg(command).env_clear().envs(self.env.variables()).stdout(Stdio::null());
        process
    }

    async fn until_healthy(&self) {
        let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
        let ask = || async {
            http.get(format!("{}/healthz", self.url)).send().await.is_ok_and(|a| a.status() == 200)
        };
        self.until("health", ask, |healthy| *healthy).await;
    }

    /// A second server of the same world with one setting changed. It answers for as long as it is held.
    pub async fn another_server(&self, name: &'static str, value: &str) -> (Gql, Serving) {
        self.another_server_with(&[(name, value)]).await
    }

    /// The same with several settings changed.
    pub async fn another_server_with(&self, settings: &[(&str, &str)]) -> (Gql, Serving) {
        let mut env = self.env.clone();
        for (name, value) in settings {
            env.set(name, *value);
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let parts = Parts::open(&env).await.unwrap();
        (Gql::new(&url, None), Serving::start(parts.app(&env).unwrap(), listener))
    }

    /// Sets the worker to work.
    pub async fn start_worker(&mut self) {
        self.worker = Some(self.parts.as_ref().unwrap().work(&self.env).await.unwrap());
    }

    /// Sets a worker to work over the settings as they are now.
    pub async fn start_worker_anew(&mut self) {
        self.parts = Some(Parts::open(&self.env).await.unwrap());
        self.start_worker().await;
    }

    /// Stripe's events lead nowhere from now on.
    pub fn silence_events(&self) {
        let nowhere =
            stripe_sim::Webhook { url: "http://127.0.0.1:9/".to_owned(), secret: "whsec_tests".to_owned() };
        self.sim.as_ref().unwrap().set_webhook(&nowhere).unwrap();
    }

    /// Payouts that stand still look older than they are, so that the sweep looks at them now.
    pub async fn let_payouts_age(&self) {
        self.break_with(
            "UPDATE payouts SET updated_at = updated_at - interval '1 minute', look_at = NULL, looks = 0",
        )
        .await;
    }

    /// One more worker beside it. Dropped it is cut off wherever it is.
    pub async fn another_worker(&self) -> worker::Worker {
        self.parts.as_ref().unwrap().work(&self.env).await.unwrap()
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

    /// The names of everything in Redis.
    pub async fn redis_keys(&self) -> Vec<String> {
        let url = self.env.variables().find(|(name, _)| *name == "REDIS_URL").unwrap().1;
        let mut redis = redis::Client::open(url).unwrap().get_multiplexed_async_connection().await.unwrap();
        redis::cmd("KEYS").arg("*").query_async(&mut redis).await.unwrap()
    }

    /// Appends a message to a stream of the event log, as a door of another time would.
    pub async fn append(&self, stream: &str, field: &str, message: &str) {
        let url = self.env.variables().find(|(name, _)| *name == "REDIS_URL").unwrap().1;
        let mut redis = redis::Client::open(url).unwrap().get_multiplexed_async_connection().await.unwrap();
        redis::cmd("XADD")
            .arg(stream)
            .arg("*")
            .arg(field)
            .arg(message)
            .query_async::<()>(&mut redis)
            .await
            .unwrap();
    }

    /// How many messages of the event log wait in the streams of this name, those that were read and not acknowledged too.
    pub async fn logged(&self, prefix: &str) -> u64 {
        let url = self.env.variables().find(|(name, _)| *name == "REDIS_URL").unwrap().1;
        let mut redis = redis::Client::open(url).unwrap().get_multiplexed_async_connection().await.unwrap();
        let mut waiting = 0;
        for stream in 0..store::event_log::STREAMS {
            let stream = format!("{prefix}{{{stream}}}");
            waiting += redis::cmd("XLEN").arg(stream).query_async::<u64>(&mut redis).await.unwrap();
        }
        waiting
    }

    /// Gives everybody their tries back.
    pub async fn forget_throttling(&self) {
        let url = self.env.variables().find(|(name, _)| *name == "REDIS_URL").unwrap().1;
        let mut redis = redis::Client::open(url).unwrap().get_multiplexed_async_connection().await.unwrap();
        for key in self.redis_keys().await.iter().filter(|key| key.starts_with("throttle:")) {
            redis::cmd("DEL").arg(key).query_async::<()>(&mut redis).await.unwrap();
        }
    }

    /// Where Redis keeps what it has.
    pub fn redis_data(&self) -> std::path::PathBuf {
        self.dir.path().join("redis")
    }

    /// Gives Redis back, with what it had.
    pub async fn start_redis(&mut self) {
        self.redis = Some(Redis::start(self.dir.path(), &Progress::silent()).await.unwrap());
    }

    /// A caller without a credential.
    pub fn stranger(&self) -> Gql {
        Gql::new(&self.url, None)
    }

    /// Signs a brand up.
    pub async fn brand(&self, name: &str) -> Brand {
        Brand::sign_up(self, name).await
    }

    /// Whoever has this address has said that it is theirs.
    pub async fn verify(&self, email: &str) {
        let now = format!("UPDATE users SET email_verified_at = now() WHERE email = '{email}'");
        self.break_with(&now).await;
    }

    /// Rows of a query as JSON, asked as the database's owner: for looking where no door leads.
    pub async fn sql(&self, query: &str) -> Vec<Value> {
        cluster::rows(&self.owner_url, query).await
    }

    /// Runs statements as the database's superuser: for breaking things on purpose.
    pub async fn break_with(&self, statements: &str) {
        cluster::execute(&self.owner_url, statements).await;
    }

    /// Runs statements as the database's superuser, which may be refused where they take another role.
    pub async fn try_as_owner(&self, statements: &str) -> Result<(), String> {
        cluster::try_execute(&self.owner_url, statements).await
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
        let location =
            answer.headers().get("location").map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        (answer.status().as_u16(), location)
    }

    /// Waits until a value says what is expected of it.
    pub async fn until<T, F: Future<Output = T>>(
        &self,
        what: &str,
        ask: impl Fn() -> F,
        good: impl Fn(&T) -> bool,
    ) -> T
    where
        T: std::fmt::Debug,
    {
        let begun = Instant::now();
        loop {
            let value = ask().await;
            if good(&value) {
                return value;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(WAIT_SECONDS),
                "waited in vain for {what}: {value:?}"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Runs the five-minute check now: every invariant of DESIGN §4 in every tenant.
    pub async fn assert_ledger_sound(&self) {
        let findings = self.check_ledger().await;
        assert!(findings.is_empty(), "{findings:#?}");
    }

    /// The same check, and what it finds.
    #[allow(clippy::disallowed_methods)]
    pub async fn check_ledger(&self) -> Vec<billing::ledger::Finding> {
        let pool = self.pool().await;
        let mut findings = Vec::new();
        for tenant in self.sql("SELECT id FROM tenants").await {
            let tenant = domain::ids::TypedId::from_uuid(tenant["id"].as_str().unwrap().parse().unwrap());
            let tx = TenantTx::begin(&pool, &SystemCtx::of_job("test").in_tenant(tenant)).await.unwrap();
            findings.extend(billing::ledger::check(&tx, store::Clock::system().now()).await.unwrap());
            tx.commit().await.unwrap();
        }
        findings
    }

    /// Every transfer the simulator made.
    pub async fn transfers(&self) -> Vec<Value> {
        let answer = self.simulator(reqwest::Method::GET, "/_sim/transfers", Value::Null).await;
        answer.as_array().or_else(|| answer["data"].as_array()).unwrap_or_else(|| panic!("{answer}")).clone()
    }

    /// A word with the simulator's control endpoints.
    pub async fn simulator(&self, method: reqwest::Method, path: &str, body: Value) -> Value {
        let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
        let answer =
            http.request(method, format!("{}{path}", self.stripe_url)).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
        answer.json().await.unwrap_or(Value::Null)
    }

    /// A pool on this world's database, under the server's own login.
    pub async fn pool(&self) -> store::Pool {
        store::Pool::open(&store::config::DatabaseConfig::read(&self.env).unwrap()).await.unwrap()
    }

    /// A form sent to Stripe's own API, as somebody with the key would in its dashboard.
    pub async fn stripe(&self, path: &str, form: impl Into<String>) -> Value {
        let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
        let call = http.post(format!("{}{path}", self.stripe_url)).bearer_auth(STRIPE_KEY);
        let form = call.header("content-type", "application/x-www-form-urlencoded").body(form.into());
        let answer = form.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
        answer.json().await.unwrap()
    }

    /// What Stripe's own API answers to whoever has the key.
    pub async fn ask_stripe(&self, path: &str) -> Value {
        let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
        let answer =
            http.get(format!("{}{path}", self.stripe_url)).bearer_auth(STRIPE_KEY).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
        answer.json().await.unwrap()
    }

    /// Copies the database as it is now. The worker must not be at work.
    pub async fn back_up(&self) -> String {
        cluster::copy(&self.owner_url, &self.owner_url, "_backup").await
    }

    /// Puts a copy in the database's place, and starts the API anew, as an operator would.
    pub async fn restore(&mut self, backup: &str) {
        self._serving.take().unwrap().stop().await.unwrap();
        self.parts = None;
        cluster::copy(backup, &self.owner_url, "").await;
        let port = self.url.rsplit_once(':').unwrap().1;
        let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await.unwrap();
        let parts = Parts::open(&self.env).await.unwrap();
        self._serving = Some(Serving::start(parts.app(&self.env).unwrap(), listener));
        self.parts = Some(parts);
    }

    /// What the simulator says it transferred equals what the ledger says.
    pub async fn assert_stripe_equals_ledger(&self) {
        let transfers = self.transfers().await;
        let sent: i64 = transfers.iter().map(|t| t["amount"].as_i64().unwrap()).sum();
        let booked = self
            .sql(
                "SELECT coalesce(sum(p.amount), 0)::bigint AS sum, count(*)::bigint AS count FROM ledger_postings p \
                 JOIN ledger_entries e ON e.tenant_id = p.tenant_id AND e.id = p.entry_id WHERE e.event = 'TRANSFER_CONFIRMED'",
            )
            .await;
        assert_eq!(booked[0], json!({"sum": sent, "count": transfers.len()}));
    }
}

impl Drop for World {
    fn drop(&mut self) {
        for child in &self.children {
            // A process that is asked to end stops its own Postgres and Redis; wait for that before the files go.
            let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        }
        for child in &mut self.children {
            let _ = child.wait();
        }
        if let Some((postgres, _)) = &self.postgres {
            house::kill(postgres.pid());
        }
    }
}

/// A directory that Postgres's own user may pass through when the tests run as root.
pub fn open_dir() -> tempfile::TempDir {
    tempfile::Builder::new()
        .prefix("trb-test-")
        .permissions(std::fs::Permissions::from_mode(0o755))
        .tempdir()
        .unwrap()
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The `tributary` program, built beside this test. `./dev test` builds it first.
pub fn binary() -> std::path::PathBuf {
    let path = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("tributary");
    assert!(path.exists(), "{} is not built; run ./dev test, or cargo build first", path.display());
    path
}
