//! What a process is made of, opened once from its environment.

use anyhow::Context;
use store::config::{ConfigError, DatabaseConfig, Environment, ObjectsConfig, RedisConfig, SecretConfig};
use store::live::Teller;
use store::{Cache, Clock, EventLog, Live, Objects, Pool, Throttle};

use crate::config::SpoolConfig;

/// Reads every setting of the API and of the worker, so that a wrong one is refused before anything is started.
///
/// Errors: a setting is missing or not allowed.
pub fn check(env: &Environment) -> Result<(), ConfigError> {
    api::HttpConfig::read(env)?;
    worker::Config::read(env)?;
    DatabaseConfig::read(env)?;
    RedisConfig::read(env)?;
    SecretConfig::read(env)?;
    ObjectsConfig::read(env)?;
    SpoolConfig::read(env)?;
    billing::StripeConfig::read(env)?;
    Ok(())
}

/// What the API and the worker share when they are one process.
#[derive(Clone)]
pub struct Parts {
    pool: Pool,
    cache: Cache,
    log: EventLog,
    objects: Objects,
    live: Live,
    teller: Teller,
    throttle: Throttle,
    stripe: billing::Stripe,
    clock: Clock,
    database_url: String,
}

impl Parts {
    /// Opens them. Redis and Stripe may be away, and are reached when they are back.
    ///
    /// Errors: a setting is missing or not allowed; Postgres is away; its login may do too much.
    pub async fn open(env: &Environment) -> anyhow::Result<Parts> {
        let database = DatabaseConfig::read(env)?;
        let redis = RedisConfig::read(env)?;
        let stripe = billing::StripeConfig::read(env)?;
        let spool = SpoolConfig::read(env)?;
        let objects = ObjectsConfig::read(env)?;
        let pool = Pool::open(&database).await.context("cannot open the database")?;
        let live = Live::open(&redis).context("cannot use REDIS_URL")?;
        let redis = store::redis(&redis).context("cannot use REDIS_URL")?;
        let teller = Teller::start(redis.clone());
        Ok(Parts {
            pool: pool.telling(teller.clone()),
            teller,
            live,
            objects: Objects::open(&objects).context("cannot use MEDIA_DIR, or the bucket")?,
            cache: Cache::new(redis.clone()),
            throttle: Throttle::new(redis.clone()),
            log: EventLog::new(redis, spool.file),
            stripe: billing::Stripe::new(stripe).context("cannot speak to Stripe")?,
            clock: Clock::system(),
            database_url: database.url,
        })
    }

    /// Who tells what has changed; to be ended last.
    pub fn teller(&self) -> Teller {
        self.teller.clone()
    }

    /// What answers requests.
    ///
    /// Errors: a setting is missing or not allowed; there is no web app where it says.
    pub fn app(&self, env: &Environment) -> anyhow::Result<api::App> {
        let config = api::HttpConfig::read(env)?;
        let secrets = SecretConfig::read(env)?;
        let parts = api::Parts {
            pool: self.pool.clone(),
            cache: self.cache.clone(),
            log: self.log.clone(),
            objects: self.objects.clone(),
            live: self.live.clone(),
            throttle: self.throttle.clone(),
            stripe: self.stripe.clone(),
            clock: self.clock,
        };
        let web = config.web_dir.clone();
        let app = api::App::new(parts, secrets, config);
        match web {
            Some(folder) => app.with_web_app(&folder).context("WEB_DIR: no web app can be read there"),
            None => Ok(app),
        }
    }

    /// Starts the worker.
    ///
    /// Errors: a setting is not allowed; the job queue cannot be opened.
    pub async fn work(&self, env: &Environment) -> anyhow::Result<worker::Worker> {
        self.work_with(worker::Config::read(env)?).await
    }

    /// The same, with settings that were read before. Errors: the job queue cannot be opened.
    pub async fn work_with(&self, config: worker::Config) -> anyhow::Result<worker::Worker> {
        let parts = worker::Parts {
            pool: self.pool.clone(),
            cache: self.cache.clone(),
            log: self.log.clone(),
            objects: self.objects.clone(),
            stripe: self.stripe.clone(),
            clock: self.clock,
            database_url: self.database_url.clone(),
            mails: worker::Mails::open(&config)?,
            secrets: config.secrets.clone(),
        };
        worker::Worker::start(config, parts).await.context("the worker does not start")
    }
}
