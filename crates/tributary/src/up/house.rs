//! Everything one `tributary up` runs, started and ended in order.

use std::future::{Future, pending};
use std::path::Path;

use anyhow::Context;
use store::config::Environment;
use store::live::Teller;
use stripe_sim::Sim;
use tokio::net::TcpListener;
use worker::Worker;

use super::secrets::Secrets;
use super::simulator;
use crate::config::MigrateConfig;
use crate::embedded::{Postgres, Progress, Redis};
use crate::migrate::migrate;
use crate::parts::Parts;
use crate::serve::{Serving, worker_died};

/// What runs; whatever was started is here, so that an end in the middle of a start ends it too.
#[derive(Default)]
pub(super) struct House {
    postgres: Option<Postgres>,
    redis: Option<Redis>,
    simulator: Option<Sim>,
    serving: Option<Serving>,
    worker: Option<Worker>,
    teller: Option<Teller>,
}

impl House {
    /// Starts the private servers that `env` does not replace, at the same time, and names them in it.
    pub(super) async fn start_servers(
        &mut self,
        data: &Path,
        env: &mut Environment,
        progress: &Progress,
    ) -> anyhow::Result<()> {
        let postgres = start_unless(env.has("DATABASE_URL"), Postgres::start(data, progress));
        let redis = start_unless(env.has("REDIS_URL"), Redis::start(data, progress));
        let (postgres, redis) = tokio::join!(postgres, redis);
        // Both are kept before the failure of either ends this.
        let postgres = postgres.map(|started| self.postgres = started);
        redis.map(|started| self.redis = started)?;
        postgres?;
        if let Some(postgres) = &self.postgres {
            env.set("DATABASE_URL", postgres.app_url());
            env.set("MIGRATE_DATABASE_URL", postgres.admin_url());
        }
        if let Some(redis) = &self.redis {
            env.set("REDIS_URL", redis.url());
        }
        Ok(())
    }

    /// Brings the database to this version; somebody else's only where they say as whom.
    pub(super) async fn migrate(&self, env: &Environment, progress: &Progress) -> anyhow::Result<()> {
        if self.postgres.is_none() && !env.has("MIGRATE_DATABASE_URL") {
            progress.say(
                "DATABASE_URL is set and MIGRATE_DATABASE_URL is not: the database is used as it is, not migrated",
            );
            return Ok(());
        }
        let ran = migrate(&MigrateConfig::read(env)?).await?;
        if !ran.is_empty() {
            progress.say("brought the database to this version");
        }
        Ok(())
    }

    /// Starts the simulator, unless `env` has a key of the real Stripe, and names it there.
    pub(super) async fn start_stripe(
        &mut self,
        data: &Path,
        env: &mut Environment,
        secrets: &Secrets,
        url: &str,
        progress: &Progress,
    ) -> anyhow::Result<()> {
        if env.has("STRIPE_SECRET_KEY") {
            let url: Option<String> = env.optional("STRIPE_URL", "an address")?;
            progress.say(match url {
                Some(url) => format!("STRIPE_SECRET_KEY and STRIPE_URL are set: payouts go to {url}"),
                None => "STRIPE_SECRET_KEY is set: payouts go to Stripe itself".to_owned(),
            });
            return Ok(());
        }
        let simulator = simulator::start(data, secrets, format!("{url}/v1/stripe/webhook")).await?;
        env.set("STRIPE_URL", simulator.url());
        env.set("STRIPE_SECRET_KEY", secrets.stripe_key.clone());
        env.set("STRIPE_WEBHOOK_SECRET", secrets.stripe_webhook.clone());
        self.simulator = Some(simulator);
        Ok(())
    }

    /// The simulator's address, if it runs.
    pub(super) fn simulator_url(&self) -> Option<String> {
        self.simulator.as_ref().map(Sim::url)
    }

    /// Starts the API and the worker in this process. Without a mail server, mails are put into a folder of the data
    /// directory, and `/dev/mail` shows them. Returns what answers.
    pub(super) async fn start_tributary(
        &mut self,
        data: &Path,
        env: &Environment,
        listener: TcpListener,
    ) -> anyhow::Result<api::App> {
        let parts = Parts::open(env).await?;
        let (mut app, mut config) = (parts.app(env)?, worker::Config::read(env)?);
        if config.smtp.is_none() {
            let folder = data.join("mail");
            app = app.showing_mail(&folder);
            config.mail_folder = Some(folder);
        }
        self.teller = Some(parts.teller());
        self.serving = Some(Serving::start(app.clone(), listener));
        self.worker = Some(parts.work_with(config).await?);
        Ok(app)
    }

    /// Waits until any of it ends by itself, which none should.
    pub(super) async fn died(&mut self) -> anyhow::Error {
        tokio::select! {
            error = or_never(self.postgres.as_mut().map(Postgres::died)) => error,
            error = or_never(self.redis.as_mut().map(Redis::died)) => error,
            error = or_never(self.serving.as_mut().map(Serving::died)) => error,
            part = or_never(self.worker.as_mut().map(Worker::died)) => {
                worker_died(&part)
            }
        }
    }

    /// Ends everything: first what uses, then what is used. Goes on where something does not end well.
    pub(super) async fn stop(self) -> anyhow::Result<()> {
        let api = match self.serving {
            Some(serving) => serving.stop().await,
            None => Ok(()),
        };
        if let Some(worker) = self.worker {
            worker.stop().await;
        }
        if let Some(teller) = self.teller {
            teller.end().await;
        }
        if let Some(simulator) = self.simulator {
            simulator.stop().await;
        }
        let redis = async {
            match self.redis {
                Some(redis) => redis.stop().await,
                None => Ok(()),
            }
        };
        let postgres = async {
            match self.postgres {
                Some(postgres) => postgres.stop().await,
                None => Ok(()),
            }
        };
        let (redis, postgres) = tokio::join!(redis, postgres);
        api.and(redis).and(postgres).context("not everything ended well")
    }
}

async fn start_unless<T>(
    replaced: bool,
    start: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<Option<T>> {
    if replaced { Ok(None) } else { start.await.map(Some) }
}

async fn or_never<T>(ends: Option<impl Future<Output = T>>) -> T {
    match ends {
        Some(ends) => ends.await,
        None => pending().await,
    }
}
