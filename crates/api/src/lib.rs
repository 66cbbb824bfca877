//! Answers. GraphQL, redirect, collector, REST doors, webhooks in.

pub mod auth;
pub mod config;
pub mod error;
pub mod graphql;
pub mod http;

use std::sync::Arc;

use billing::Stripe;
use store::config::SecretConfig;
use store::{Cache, Clock, EventLog, Pool};

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
}
