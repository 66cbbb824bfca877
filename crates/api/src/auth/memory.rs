//! What this process knows of credentials for a few seconds, so that not every request asks Postgres. What is ended
//! here is ended at once; elsewhere within [`KNOWN_SECONDS`].

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::ids::{AffiliateId, ApiKeyId, SessionId, TenantId, UserId};
use domain::permission::{KeyKind, Scope};
use moka::future::Cache;
use store::member::Workplace;

use super::api_key::USE_SECONDS;

/// Longest a credential is trusted without asking again, in seconds.
const KNOWN_SECONDS: u64 = 3;
/// A look-up that began before the end may finish after it: ends are remembered for longer than any look-up lives.
const ENDED_SECONDS: u64 = 60;
const ENTRIES_MAX: u64 = 50_000;

/// What is known of a session that stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KnownSession {
    pub(super) user: UserId,
    /// The tenant the session was last refreshed for.
    pub(super) tenant: Option<TenantId>,
    /// Every tenant they are a member of.
    pub(super) workplaces: Vec<Workplace>,
    /// Whether a second factor was proved in it.
    pub(super) proved: bool,
    /// Whether their address is known to be theirs.
    pub(super) email_verified: bool,
    pub(super) affiliate: Option<AffiliateId>,
    pub(super) expires_at: DateTime<Utc>,
}

/// What is known of an API key that stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KnownKey {
    pub(super) secret_hash: Vec<u8>,
    pub(super) kind: KeyKind,
    pub(super) scopes: Vec<Scope>,
    pub(super) origins: Vec<String>,
    pub(super) expires_at: Option<DateTime<Utc>>,
}

/// The memory. Cheap to clone.
#[derive(Clone)]
pub struct Memory {
    pub(super) sessions: Cache<SessionId, Option<Arc<KnownSession>>>,
    pub(super) keys: Cache<(TenantId, ApiKeyId), Option<Arc<KnownKey>>>,
    ended_sessions: Cache<SessionId, ()>,
    ended_keys: Cache<ApiKeyId, ()>,
    used_keys: Cache<ApiKeyId, ()>,
}

impl Default for Memory {
    fn default() -> Memory {
        Memory {
            sessions: cache(KNOWN_SECONDS),
            keys: cache(KNOWN_SECONDS),
            ended_sessions: cache(ENDED_SECONDS),
            ended_keys: cache(ENDED_SECONDS),
            used_keys: cache(USE_SECONDS.unsigned_abs()),
        }
    }
}

fn cache<K, V>(seconds: u64) -> Cache<K, V>
where
    K: std::hash::Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    Cache::builder().max_capacity(ENTRIES_MAX).time_to_live(Duration::from_secs(seconds)).build()
}

impl Memory {
    /// The session was ended.
    pub(super) async fn end_session(&self, id: SessionId) {
        self.ended_sessions.insert(id, ()).await;
        self.sessions.invalidate(&id).await;
    }

    /// What is known of a session is asked again.
    pub(super) async fn look_again(&self, id: SessionId) {
        self.sessions.invalidate(&id).await;
    }

    /// What is known of a person's sessions is asked again.
    pub(super) async fn look_at_person_again(&self, user: UserId) {
        let theirs =
            |known: &Option<Arc<KnownSession>>| known.as_ref().is_some_and(|known| known.user == user);
        let sessions: Vec<_> =
            self.sessions.iter().filter(|(_, known)| theirs(known)).map(|(id, _)| *id).collect();
        for session in sessions {
            self.sessions.invalidate(&session).await;
        }
    }

    /// The key was ended.
    pub(super) async fn end_key(&self, tenant: TenantId, id: ApiKeyId) {
        self.ended_keys.insert(id, ()).await;
        self.keys.invalidate(&(tenant, id)).await;
    }

    /// The key ends at another time than before.
    pub(super) async fn key_changed(&self, tenant: TenantId, id: ApiKeyId) {
        self.keys.invalidate(&(tenant, id)).await;
    }

    /// Whether it is time to note that the key is used; says so once in a while.
    pub(super) async fn key_use_is_due(&self, id: ApiKeyId) -> bool {
        self.used_keys.entry(id).or_insert(()).await.is_fresh()
    }

    /// Whether this process has ended the session.
    pub(super) fn session_ended(&self, id: SessionId) -> bool {
        self.ended_sessions.contains_key(&id)
    }

    /// Whether this process has ended the key.
    pub(super) fn key_ended(&self, id: ApiKeyId) -> bool {
        self.ended_keys.contains_key(&id)
    }

    /// The tenant's settings changed: its keys and its members' sessions are looked up again.
    pub(crate) async fn tenant_changed(&self, tenant: TenantId) {
        let works_there = |known: &KnownSession| known.workplaces.iter().any(|place| place.tenant == tenant);
        let of_members = |known: &Option<Arc<KnownSession>>| known.as_deref().is_some_and(works_there);
        let sessions: Vec<_> =
            self.sessions.iter().filter(|(_, known)| of_members(known)).map(|(id, _)| *id).collect();
        for session in sessions {
            self.sessions.invalidate(&session).await;
        }
        let keys: Vec<_> = self.keys.iter().map(|(key, _)| *key).filter(|key| key.0 == tenant).collect();
        for key in keys {
            self.keys.invalidate(&key).await;
        }
    }
}
