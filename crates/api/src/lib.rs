//! Answers. GraphQL, redirect, collector, REST doors, webhooks in.

pub mod auth;
pub mod config;
pub mod error;
pub mod graphql;
pub mod http;

use std::sync::Arc;

use billing::Stripe;
use domain::ids::TenantId;
use store::config::SecretConfig;
use store::{Cache, Clock, EventLog, Live, Objects, Pool, Throttle};

pub use config::HttpConfig;

/// What every request may use. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// Postgres.
    pub pool: Pool,
    /// Pages the public reads.
    pub cache: Cache,
    /// Touches on their way to rows.
    pub log: EventLog,
    /// Images and videos.
    pub objects: Objects,
    /// What has just changed.
    pub live: Live,
    /// Turns true when the server ends.
    pub(crate) ending: Arc<tokio::sync::watch::Sender<bool>>,
    /// Stripe; called outside transactions only.
    pub stripe: Stripe,
    /// The time.
    pub clock: Clock,
    /// What other secrets derive from.
    pub secrets: SecretConfig,
    /// Settings of the doors.
    pub config: Arc<HttpConfig>,
    /// The keys that sign and verify access tokens.
    pub keys: auth::SigningKeys,
    /// Credentials known for seconds.
    pub(crate) memory: auth::Memory,
    /// How often what may be tried.
    pub(crate) throttle: auth::Throttle,
    /// Links known for seconds.
    pub(crate) links: http::Links,
    /// Where mails are put that `/dev/mail` shows; none outside the embedded default.
    pub(crate) dev_mail: Option<Arc<std::path::Path>>,
    /// The web app, and the documents it asks with.
    pub(crate) web: Arc<http::Web>,
    /// Who clicked within the hour, while Redis is away.
    pub(crate) repeats: http::Repeats,
    /// What uploads share.
    pub(crate) uploads: Arc<http::Uploads>,
    /// What came to Stripe's door.
    pub(crate) webhooks: Arc<http::WebhookCounts>,
}

/// What an app is made of.
#[derive(Clone)]
pub struct Parts {
    /// Postgres.
    pub pool: Pool,
    /// Pages the public reads.
    pub cache: Cache,
    /// Touches on their way to rows.
    pub log: EventLog,
    /// Images and videos.
    pub objects: Objects,
    /// What has just changed.
    pub live: Live,
    /// How often somebody has tried.
    pub throttle: Throttle,
    /// Stripe.
    pub stripe: Stripe,
    /// The time.
    pub clock: Clock,
}

impl App {
    /// Whether browsers reach us behind https.
    pub(crate) fn https(&self) -> bool {
        self.config.public_url.scheme() == "https"
    }

    /// Puts the parts together; nothing is asked of them yet.
    pub fn new(parts: Parts, secrets: SecretConfig, config: HttpConfig) -> App {
        let Parts { pool, cache, log, objects, live, throttle, stripe, clock } = parts;
        App {
            keys: auth::SigningKeys::new(&pool, &secrets, clock),
            pool,
            cache,
            log,
            objects,
            live,
            ending: Arc::default(),
            stripe,
            clock,
            secrets,
            config: Arc::new(config),
            memory: auth::Memory::default(),
            throttle: auth::Throttle::new(throttle),
            links: http::Links::default(),
            dev_mail: None,
            web: http::Web::embedded(),
            repeats: http::Repeats::default(),
            uploads: Arc::default(),
            webhooks: Arc::default(),
        }
    }

    /// The same, showing at `/dev/mail` to everybody what is in this folder: for the embedded default alone.
    pub fn showing_mail(self, folder: &std::path::Path) -> App {
        App { dev_mail: Some(Arc::from(folder)), ..self }
    }

    /// The same, with a web app that was built to this folder, read now, in place of its own.
    ///
    /// Errors: the folder cannot be read, is too large or no web app's; a document has another hash than it is said to.
    pub fn with_web_app(self, folder: &std::path::Path) -> std::io::Result<App> {
        Ok(App { web: Arc::new(http::Web::of_folder(folder)?), ..self })
    }

    /// Whether there is a web app to serve.
    pub fn has_web_app(&self) -> bool {
        self.web.is_built()
    }

    /// Drops everything that is remembered of what a tenant shows in public: its cached pages, links and origins.
    /// Call it after the commit of a change to any of them.
    pub async fn drop_pages(&self, tenant: TenantId) {
        self.cache.drop_pages(tenant).await;
        self.links.forget();
        self.memory.tenant_changed(tenant).await;
    }
}
