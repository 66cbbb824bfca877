//! Remembers. The only way to Postgres and Redis: contexts and transactions, rows with their queries, the outbox,
//! the cache and the event log.

pub mod account_log;
pub mod account_mail;
pub mod affiliate;
pub mod affiliate_browser;
pub mod api_key;
pub mod attribution;
pub mod audit;
pub mod budget;
pub mod cache;
pub mod children;
pub mod click_day;
pub mod clock;
pub mod commission;
pub mod config;
pub mod context;
pub mod conversion;
pub mod creator;
pub mod earnings;
pub mod engagement;
pub mod enrollment;
pub mod error;
pub mod event_log;
pub mod feed;
pub mod figures;
pub mod fraud;
pub mod funding;
pub mod group;
pub mod idempotency;
pub mod identity;
pub mod live;
pub mod mail;
pub mod media;
pub mod member;
pub mod member_invitation;
mod migrate;
pub mod missed_sale;
pub mod moderation;
pub mod moment;
pub mod moment_customer;
pub mod moment_hashtag;
pub mod moment_import;
pub mod moment_intent;
pub mod moment_source;
pub mod moment_words;
pub mod notice;
pub mod objects;
pub mod outbox;
pub mod page;
pub mod path;
pub mod payee;
pub mod payee_month;
pub mod payout;
pub mod payout_account;
pub mod payout_request;
pub mod person;
pub mod plan;
pub mod platform_movement;
pub mod policy;
pub mod pool;
pub mod product;
pub mod program;
pub mod rating;
pub mod refund;
pub mod rights;
pub mod schema;
pub mod scope;
pub mod second_factor;
pub mod session;
pub(crate) mod sql;
pub mod statement;
pub mod stripe_customer;
pub mod stripe_event;
pub mod tally;
pub mod tenant;
pub mod terms;
pub mod terms_of_use;
pub mod throttle;
pub mod timetable;
pub mod top_up;
pub mod touch;
pub mod touch_import;
pub mod user;
pub mod vote;
pub mod weight_set;

pub use cache::Cache;
pub use clock::Clock;
pub use context::{Actor, AffiliateCtx, GlobalCtx, SystemCtx, TenantCtx, Via};
pub use error::{StoreError, StoreResult};
pub use event_log::EventLog;
pub use live::Live;
pub use migrate::migrate;
pub use objects::Objects;
pub use pool::Pool;
pub use scope::{AffiliateTx, GlobalTx, SystemTx, TenantRead, TenantScope, TenantTx};
pub use throttle::Throttle;

use domain::ids::TypedId;

/// A fresh id, ordered by time.
#[allow(clippy::disallowed_methods)]
pub fn new_id<I: TypedId>() -> I {
    I::from_uuid(uuid::Uuid::now_v7())
}

/// The smallest id made at this moment or later: ids begin with their milliseconds.
fn first_id_of(at: chrono::DateTime<chrono::Utc>) -> uuid::Uuid {
    uuid::Uuid::from_u128(u128::from(at.timestamp_millis().max(0).unsigned_abs()) << 80)
}

/// Connects to Redis, now or as soon as it is there: nothing waits for it.
///
/// Errors: [`StoreError::Redis`] for an address that cannot be one.
pub fn redis(config: &config::RedisConfig) -> StoreResult<redis::aio::ConnectionManager> {
    let client = redis::Client::open(config.url.as_str())?;
    let settings = redis::aio::ConnectionManagerConfig::new()
        .set_connection_timeout(Some(std::time::Duration::from_millis(1_000)))
        .set_response_timeout(Some(std::time::Duration::from_millis(1_000)))
        .set_max_delay(std::time::Duration::from_millis(2_000));
    Ok(redis::aio::ConnectionManager::new_lazy_with_config(client, settings)?)
}
