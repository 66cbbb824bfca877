//! Pages the public reads, kept in Redis under a version that is raised after every commit that changes them.
//!
//! Redis may be away: then every read misses and every write is forgotten. Nothing here is ever the truth.

use std::time::Duration;

use domain::ids::{TenantId, TypedId};
use redis::AsyncCommands;
use redis::aio::ConnectionManager;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Longest a page is kept, in seconds.
pub const PAGE_SECONDS_MAX: u64 = 60;
const VERSION_SECONDS: i64 = 7 * 24 * 3600;
/// Longest the cache may keep a request waiting, in milliseconds.
const ANSWER_MS_MAX: u64 = 250;

/// The cache.
#[derive(Clone)]
pub struct Cache {
    redis: ConnectionManager,
}

/// A page's place: the version it was looked up under, and its key.
#[derive(Debug, Clone)]
pub struct Place {
    key: String,
}

impl Cache {
    /// A cache on this connection.
    pub fn new(redis: ConnectionManager) -> Cache {
        Cache { redis }
    }

    /// Whether Redis answers.
    pub async fn answers(&self) -> bool {
        let mut redis = self.redis.clone();
        let ping = redis.ping::<String>();
        matches!(tokio::time::timeout(Duration::from_millis(ANSWER_MS_MAX), ping).await, Ok(Ok(_)))
    }

    /// Looks a page up. `kind` and `id` name it within the tenant. The place is where [`Cache::put`] may keep what
    /// was computed instead; it is none while Redis is away.
    pub async fn get<T: DeserializeOwned>(
        &self,
        tenant: TenantId,
        kind: &str,
        id: &str,
    ) -> (Option<T>, Option<Place>) {
        let mut redis = self.redis.clone();
        let looked_up = async {
            let version: Option<i64> = redis.get(version_key(tenant)).await?;
            let key = format!("t:{{{}}}:v{}:{kind}:{id}", tenant.uuid(), version.unwrap_or(0));
            let page: Option<Vec<u8>> = redis.get(&key).await?;
            Ok::<_, redis::RedisError>((page, key))
        };
        match tokio::time::timeout(Duration::from_millis(ANSWER_MS_MAX), looked_up).await {
            Ok(Ok((page, key))) => {
                let page = page.and_then(|bytes| serde_json::from_slice(&bytes).ok());
                (page, Some(Place { key }))
            }
            Ok(Err(error)) => {
                tracing::debug!(%error, "cache bypassed");
                (None, None)
            }
            Err(_) => (None, None),
        }
    }

    /// The same of several things of one kind, in the order of their ids.
    pub async fn get_many<T: DeserializeOwned>(
        &self,
        tenant: TenantId,
        kind: &str,
        ids: &[String],
    ) -> Vec<(Option<T>, Option<Place>)> {
        let mut redis = self.redis.clone();
        let looked_up = async {
            let version: Option<i64> = redis.get(version_key(tenant)).await?;
            let key = |id| format!("t:{{{}}}:v{}:{kind}:{id}", tenant.uuid(), version.unwrap_or(0));
            let keys: Vec<String> = ids.iter().map(key).collect();
            let kept: Vec<Option<Vec<u8>>> = redis.mget(&keys).await?;
            Ok::<_, redis::RedisError>((kept, keys))
        };
        match tokio::time::timeout(Duration::from_millis(ANSWER_MS_MAX), looked_up).await {
            Ok(Ok((kept, keys))) if !keys.is_empty() => {
                let read =
                    |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
                kept.into_iter().zip(keys).map(|(bytes, key)| (read(bytes), Some(Place { key }))).collect()
            }
            Ok(Err(error)) => {
                tracing::debug!(%error, "cache bypassed");
                ids.iter().map(|_| (None, None)).collect()
            }
            _ => ids.iter().map(|_| (None, None)).collect(),
        }
    }

    /// Keeps a page for `seconds`, at most [`PAGE_SECONDS_MAX`].
    pub async fn put<T: Serialize>(&self, place: &Place, page: &T, seconds: u64) {
        let Ok(bytes) = serde_json::to_vec(page) else { return };
        let seconds = seconds.min(PAGE_SECONDS_MAX);
        if seconds == 0 {
            return;
        }
        let mut redis = self.redis.clone();
        let kept = redis.set_ex::<_, _, ()>(&place.key, bytes, seconds);
        if let Ok(Err(error)) = tokio::time::timeout(Duration::from_millis(ANSWER_MS_MAX), kept).await {
            tracing::debug!(%error, "page not kept");
        }
    }

    /// Drops every page of a tenant. Call it after the commit that changed what they show.
    pub async fn drop_pages(&self, tenant: TenantId) {
        let mut redis = self.redis.clone();
        let raised = async {
            redis::pipe()
                .incr(version_key(tenant), 1)
                .ignore()
                .expire(version_key(tenant), VERSION_SECONDS)
                .ignore()
                .query_async::<()>(&mut redis)
                .await
        };
        match tokio::time::timeout(Duration::from_millis(ANSWER_MS_MAX), raised).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "cached pages live on until they expire"),
            Err(_) => tracing::warn!("cached pages live on until they expire: redis did not answer"),
        }
    }
}

fn version_key(tenant: TenantId) -> String {
    format!("t:{{{}}}:version", tenant.uuid())
}
