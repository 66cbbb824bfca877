//! The Ed25519 keys that sign access tokens: kept in Postgres, the private half sealed with a key derived from the
//! server's secret; known in memory. Each signs for 30 days and is accepted for 31; the next one is made a day before
//! it is needed, so that every process knows it by then.

use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use ed25519_dalek::pkcs8::EncodePrivateKey;
use jsonwebtoken::{DecodingKey, EncodingKey};
use store::config::SecretConfig;
use store::session::SigningKey;
use store::{Clock, GlobalTx, Pool, StoreError, StoreResult};

use super::{context, opaque, seal};

/// Days a key signs.
const SIGNS_DAYS: i64 = 30;
/// Days a key's signatures are accepted.
const VERIFIES_DAYS: i64 = 31;
/// The next key is made so many hours before the last one stops signing.
const AHEAD_HOURS: i64 = 24;
/// What is known is read again after so many seconds.
const KNOWN_SECONDS: i64 = 60;
/// For the sake of an unknown key it is read again at most once in so many seconds.
const UNKNOWN_SECONDS: i64 = 2;

/// The keys. Cheap to clone.
#[derive(Clone)]
pub struct SigningKeys(Arc<Inner>);

struct Inner {
    pool: Pool,
    sealing: [u8; 32],
    clock: Clock,
    known: RwLock<Known>,
    reading: tokio::sync::Mutex<()>,
}

#[derive(Clone, Default)]
struct Known {
    keys: Vec<Arc<Key>>,
    read_at: Option<DateTime<Utc>>,
}

/// One key, ready for use.
pub(super) struct Key {
    pub(super) kid: String,
    pub(super) encoding: EncodingKey,
    pub(super) decoding: DecodingKey,
    public: [u8; 32],
    signs_until: DateTime<Utc>,
    verifies_until: DateTime<Utc>,
}

impl SigningKeys {
    /// The keys of this database; nothing is read yet.
    pub fn new(pool: &Pool, secrets: &SecretConfig, clock: Clock) -> SigningKeys {
        SigningKeys(Arc::new(Inner {
            pool: pool.clone(),
            sealing: secrets.derive("signing-keys"),
            clock,
            known: RwLock::default(),
            reading: tokio::sync::Mutex::new(()),
        }))
    }

    /// The key that signs now; made when there is none.
    pub(super) async fn signer(&self) -> StoreResult<Arc<Key>> {
        let now = self.0.clock.now();
        let mut known = self.known();
        if known.is_older_than(KNOWN_SECONDS, now) || !known.has_next(now) {
            known = self.read(known.read_at, now).await?;
        }
        known.signer(now).ok_or(StoreError::Secret)
    }

    /// The key of this `kid`, while its signatures are accepted.
    pub(super) async fn verifier(&self, kid: &str) -> StoreResult<Option<Arc<Key>>> {
        let now = self.0.clock.now();
        let known = self.known();
        let found = known.verifier(kid, now);
        let patience = if found.is_some() { KNOWN_SECONDS } else { UNKNOWN_SECONDS };
        if !known.is_older_than(patience, now) {
            return Ok(found);
        }
        match self.read(known.read_at, now).await {
            Ok(known) => Ok(known.verifier(kid, now)),
            // A key that was good a minute ago outlives a database that is away.
            Err(error) => found.map(Some).ok_or(error),
        }
    }

    /// The public keys as a JWK set (RFC 7517, RFC 8037).
    pub async fn jwks(&self) -> StoreResult<serde_json::Value> {
        self.signer().await?;
        let now = self.0.clock.now();
        let keys: Vec<_> = self
            .known()
            .keys
            .iter()
            .filter(|key| key.verifies_until > now)
            .map(|key| {
                serde_json::json!({
                    "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
                    "kid": key.kid, "x": URL_SAFE_NO_PAD.encode(key.public),
                })
            })
            .collect();
        Ok(serde_json::json!({ "keys": keys }))
    }

    fn known(&self) -> Known {
        self.0.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the keys, unless somebody has since `seen`; makes the next one when it is time.
    async fn read(&self, seen: Option<DateTime<Utc>>, now: DateTime<Utc>) -> StoreResult<Known> {
        let _turn = self.0.reading.lock().await;
        let standing = self.known();
        if standing.read_at > seen {
            return Ok(standing);
        }
        let tx = GlobalTx::begin(&self.0.pool, &context::door()).await?;
        let rows = SigningKey::verifying(&tx, now).await?;
        let mut known = Known { keys: Vec::with_capacity(rows.len() + 1), read_at: Some(now) };
        for row in &rows {
            match Key::open(row, &self.0.sealing) {
                Ok(key) => known.keys.push(Arc::new(key)),
                Err(_) => tracing::warn!(kid = %row.id, "signing key of another TRIBUTARY_SECRET left out"),
            }
        }
        if !known.has_next(now) {
            let row = Key::make(&self.0.sealing, now)?;
            row.insert(&tx).await?;
            known.keys.push(Arc::new(Key::open(&row, &self.0.sealing)?));
            tracing::info!(kid = %row.id, "signing key made");
        }
        tx.commit().await?;
        *self.0.known.write().unwrap_or_else(PoisonError::into_inner) = known.clone();
        Ok(known)
    }
}

impl Known {
    fn is_older_than(&self, seconds: i64, now: DateTime<Utc>) -> bool {
        self.read_at.is_none_or(|at| (now - at).abs() >= Duration::seconds(seconds))
    }

    fn has_next(&self, now: DateTime<Utc>) -> bool {
        self.keys.iter().any(|key| key.signs_until > now + Duration::hours(AHEAD_HOURS))
    }

    /// The oldest that signs still: everybody has had the time to learn of it.
    fn signer(&self, now: DateTime<Utc>) -> Option<Arc<Key>> {
        self.keys.iter().filter(|key| key.signs_until > now).min_by_key(|key| key.signs_until).cloned()
    }

    fn verifier(&self, kid: &str, now: DateTime<Utc>) -> Option<Arc<Key>> {
        self.keys.iter().find(|key| key.kid == kid && key.verifies_until > now).cloned()
    }
}

impl Key {
    /// A fresh key as it is stored: nonce, then the sealed private half, bound to the key's id.
    fn make(sealing: &[u8; 32], now: DateTime<Utc>) -> StoreResult<SigningKey> {
        let private = opaque::random::<32>();
        let id = store::new_id();
        let sealed_private_key = seal::close(sealing, &bound(id), &private)?;
        Ok(SigningKey {
            id,
            public_key: ed25519_dalek::SigningKey::from_bytes(&private).verifying_key().to_bytes().to_vec(),
            sealed_private_key,
            created_at: now,
            signs_until: now + Duration::days(SIGNS_DAYS),
            verifies_until: now + Duration::days(VERIFIES_DAYS),
        })
    }

    /// Opens a stored key. The public half comes out of the private one: a row that was only written to the table
    /// verifies nothing.
    fn open(row: &SigningKey, sealing: &[u8; 32]) -> StoreResult<Key> {
        let private = seal::open(sealing, &bound(row.id), &row.sealed_private_key)?;
        let private: [u8; 32] = private.try_into().map_err(|_| StoreError::Corrupt("signing key"))?;
        let pair = ed25519_dalek::SigningKey::from_bytes(&private);
        let der = pair.to_pkcs8_der().map_err(|_| StoreError::Secret)?;
        let public = pair.verifying_key().to_bytes();
        Ok(Key {
            kid: row.id.to_string(),
            encoding: EncodingKey::from_ed_der(der.as_bytes()),
            decoding: DecodingKey::from_ed_der(&public),
            public,
            signs_until: row.signs_until,
            verifies_until: row.verifies_until,
        })
    }
}

/// What a sealed key is bound to.
fn bound(id: domain::ids::SigningKeyId) -> String {
    format!("tributary signing key {id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_with_its_own_secret_and_under_its_own_id_only() {
        let now = Clock::system().now();
        let row = Key::make(&[7; 32], now).unwrap();
        let key = Key::open(&row, &[7; 32]).unwrap();
        assert_eq!(key.public.as_slice(), row.public_key);
        assert!(Key::open(&row, &[8; 32]).is_err());
        let other = SigningKey { id: store::new_id(), ..row.clone() };
        assert!(Key::open(&other, &[7; 32]).is_err());
        let torn = SigningKey { sealed_private_key: vec![1, 2, 3], ..row };
        assert!(Key::open(&torn, &[7; 32]).is_err());
    }

    #[test]
    fn the_oldest_signing_key_signs_and_the_next_is_made_a_day_ahead() {
        let now = Clock::system().now();
        let row = |age| Key::make(&[7; 32], now - Duration::hours(age)).unwrap();
        let known = |rows: &[SigningKey]| Known {
            keys: rows.iter().map(|row| Arc::new(Key::open(row, &[7; 32]).unwrap())).collect(),
            read_at: Some(now),
        };
        let (old, young, done) = (row(SIGNS_DAYS * 24 - 1), row(1), row(SIGNS_DAYS * 24 + 1));
        assert!(!known(std::slice::from_ref(&old)).has_next(now));
        let both = known(&[young, old.clone(), done.clone()]);
        assert!(both.has_next(now));
        assert_eq!(both.signer(now).unwrap().kid, old.id.to_string());
        assert!(both.verifier(&done.id.to_string(), now).is_some());
        assert!(both.verifier(&done.id.to_string(), now + Duration::days(1)).is_none());
        assert!(known(&[done]).signer(now).is_none());
    }
}
