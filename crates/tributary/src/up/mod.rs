//! `tributary up`: everything in one process, with private servers as its children.
//!
//! ```text
//! DATA/up.lock                 held while it runs
//! DATA/secrets.json            made once: what signs, encrypts and is paid with
//! DATA/postgres, DATA/redis    the private servers (see `embedded`)
//! DATA/stripe/                 the simulator's journal and port
//! DATA/touches.jsonl           clicks that met no Redis
//! DATA/mail/                   mails, where there is no mail server
//! DATA/demo.json               the demo brand, as far as it is made
//! DATA/ready.json              where everything is; there while it runs
//! DATA/logs/                   tributary.log, and what the servers print
//! ```

mod house;
mod ready;
mod secrets;
mod simulator;

use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use store::config::Environment;
use tokio::net::TcpListener;
use tokio::time::sleep;

use crate::client::Client;
use crate::config::require;
use crate::demo::{self, Demo};
use crate::embedded::{Lock, Progress, data_directory, log_file};
use crate::parts;
use crate::private_file;
use crate::signals::Signals;
use house::House;
pub use ready::Ready;
use secrets::Secrets;

const HEALTHY_SECONDS_MAX: u64 = 60;
const HEALTH_POLL_MS: u64 = 100;

/// What `tributary up` is told.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// The data directory.
    pub data: PathBuf,
    /// Without the demo brand.
    pub empty: bool,
}

/// Runs until it is asked to end. `env` replaces parts: `DATABASE_URL`, `REDIS_URL`, `STRIPE_SECRET_KEY`.
///
/// Errors: the directory or the port is in use; a part does not start, or ends by itself, with its reason.
pub async fn run(options: Options, env: Environment) -> anyhow::Result<()> {
    let began = Instant::now();
    let progress = Progress::new(move |line| eprintln!("{:6.1} s  {line}", began.elapsed().as_secs_f64()));
    let mut signals = Signals::listen()?;
    let data = data_directory(&options.data)?;
    // Last to go: it says that all the rest is gone.
    let _lock = Lock::take(&data, "up")?;
    let ready = Ready::file(&data);
    private_file::remove(&ready)?;
    let listener = listen(options.port).await?;
    crate::log::to_file(&env, &log_file(&data, "tributary")?)?;

    let mut house = House::default();
    let start = Start { options: &options, data: &data, progress: &progress };
    let outcome = tokio::select! {
        ended = start.and_watch(&mut house, env, listener) => ended,
        signal = signals.next() => {
            progress.say(format!("{signal}: stopping"));
            Ok(())
        }
    };
    private_file::remove(&ready)?;
    let stopped = tokio::select! {
        stopped = house.stop() => stopped,
        _ = signals.next() => Err(anyhow!("stopped in a hurry; the next start puts things right")),
    };
    outcome.and(stopped)?;
    progress.say("stopped");
    Ok(())
}

/// Before anything else, so that nothing has to be undone.
async fn listen(port: u16) -> anyhow::Result<TcpListener> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!("port {port} is taken by another program; stop it, or choose another port with --port")
        }
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            bail!("port {port} needs more rights than this user has; choose another with --port")
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on port {port}")),
    }
}

struct Start<'a> {
    options: &'a Options,
    data: &'a Path,
    progress: &'a Progress,
}

impl Start<'_> {
    /// Starts everything, says so, and then waits for what should not happen. Never ends well.
    async fn and_watch(
        &self,
        house: &mut House,
        mut env: Environment,
        listener: TcpListener,
    ) -> anyhow::Result<()> {
        let address = listener.local_addr()?;
        let url = format!("http://{address}");
        let secrets = Secrets::of(self.data)?;
        env.set("BIND", address.to_string());
        for (name, value) in [
            ("PUBLIC_URL", url.clone()),
            ("TRIBUTARY_SECRET", secrets.tributary.clone()),
            ("TOUCH_SPOOL", self.data.join("touches.jsonl").display().to_string()),
        ] {
            if !env.has(name) {
                env.set(name, value);
            }
        }
        if !env.has("MEDIA_DIR") && !env.has("MEDIA_S3_BUCKET") {
            env.set("MEDIA_DIR", self.data.join("media").display().to_string());
        }
        check(&env)?;
        let external = env.has("DATABASE_URL");
        house.start_servers(self.data, &mut env, self.progress).await?;
        house.migrate(&env, self.progress).await?;
        house.start_stripe(self.data, &mut env, &secrets, &url, self.progress).await?;
        self.progress.say("starting the API and the worker");
        let app = house.start_tributary(self.data, &env, listener).await?;
        let (stripe_url, stripe_key) = match house.simulator_url() {
            Some(url) => (url, Some(secrets.stripe_key.clone())),
            None => (billing::StripeConfig::read(&env)?.url, None),
        };
        tokio::select! {
            told = self.tell(&app, &url, stripe_url, stripe_key, external) => told?,
            died = house.died() => return Err(died),
        }
        Err(house.died().await)
    }

    /// Once it is well and the demo brand stands: `ready.json`, and the same for people.
    async fn tell(
        &self,
        app: &api::App,
        url: &str,
        stripe_url: String,
        stripe_key: Option<String>,
        external: bool,
    ) -> anyhow::Result<()> {
        let client = Client::new(url)?;
        healthy(&client).await?;
        let demo = if self.options.empty { None } else { Some(self.demo(app, &client, external).await?) };
        healthy(&client).await?;
        let ready = Ready::new(url, stripe_url, stripe_key, demo.as_ref());
        private_file::write(&Ready::file(self.data), &ready)?;
        println!("{}", ready.told(demo.as_ref(), &self.options.data, app.has_web_app()));
        Ok(())
    }

    /// Another database has another demo brand. No mail reaches its people: their addresses are taken to be theirs.
    async fn demo(&self, app: &api::App, client: &Client, external: bool) -> anyhow::Result<Demo> {
        let file = if external { "demo-external.json" } else { "demo.json" };
        let demo = demo::ensure(client, &self.data.join(file), self.progress).await?;
        for email in [&demo.owner.email, &demo.affiliate.email] {
            let vouched = api::auth::email::vouch(app, email).await;
            vouched.map_err(|error| anyhow!("the demo's people are not verified: {}", error.message))?;
        }
        Ok(demo)
    }
}

/// Refuses a wrong setting while there is nothing to undo yet. Parts that are still to come are taken as given.
fn check(env: &Environment) -> anyhow::Result<()> {
    if env.has("STRIPE_SECRET_KEY") {
        require(env, "tributary up", &["STRIPE_WEBHOOK_SECRET"])?;
    }
    let mut env = env.clone();
    for (name, stands_for) in [
        ("DATABASE_URL", "postgres://localhost"),
        ("REDIS_URL", "redis://localhost"),
        ("STRIPE_SECRET_KEY", "sk_test_simulator"),
        ("STRIPE_WEBHOOK_SECRET", "whsec_simulator"),
    ] {
        if !env.has(name) {
            env.set(name, stands_for);
        }
    }
    Ok(parts::check(&env)?)
}

async fn healthy(client: &Client) -> anyhow::Result<()> {
    let deadline = Instant::now() + Duration::from_secs(HEALTHY_SECONDS_MAX);
    while !client.is_healthy().await {
        if Instant::now() > deadline {
            bail!("the API does not become healthy; its log says why");
        }
        sleep(Duration::from_millis(HEALTH_POLL_MS)).await;
    }
    Ok(())
}
