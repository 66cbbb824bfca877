//! Objects: bytes of images and videos, in a folder or in a bucket. What is known of them is a row of `media`, and nothing
//! reaches them but by it.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::ids::{MediaId, TenantId, TypedId};
use domain::media::MediaSize;
use futures::StreamExt;
use futures::stream::BoxStream;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    BackoffConfig, ClientOptions, Error, GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload,
    RetryConfig,
};

use crate::config::{BucketConfig, ObjectsConfig};
use crate::error::{StoreError, StoreResult};

/// Longest call to a bucket, in milliseconds.
const CALL_MS_MAX: u64 = 20_000;
/// Longest time in which one is tried again, in milliseconds.
const RETRY_MS_MAX: u64 = 8_000;
/// How often one is tried again.
const RETRIES_MAX: usize = 3;

/// Where an object lies. Its tenant stands first, and its media's id last but one: one that was uploaded again after it was
/// deleted is another object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectKey(String);

impl ObjectKey {
    /// The key of a size.
    pub fn of(tenant: TenantId, hash: &[u8], media: MediaId, size: MediaSize) -> ObjectKey {
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        ObjectKey(format!("t/{}/{hash}/{}/{size}", tenant.uuid(), media.uuid()))
    }
}

/// A part of an object on its way.
pub struct Found {
    /// How many bytes the whole has.
    pub length: u64,
    /// The bytes that were asked for.
    pub stream: BoxStream<'static, StoreResult<Bytes>>,
}

/// The objects. Cheap to clone.
#[derive(Clone)]
pub struct Objects(Option<Arc<dyn ObjectStore>>);

impl std::fmt::Debug for Objects {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Objects({})", if self.is_there() { "…" } else { "nowhere" })
    }
}

impl Objects {
    /// Opens them; a bucket may be away. Errors: [`StoreError::Objects`] for a folder that cannot be made, or a bucket that can be none.
    pub fn open(config: &ObjectsConfig) -> StoreResult<Objects> {
        let store: Arc<dyn ObjectStore> = match config {
            ObjectsConfig::None => return Ok(Objects(None)),
            ObjectsConfig::Folder(folder) => {
                let made = std::fs::create_dir_all(folder);
                made.map_err(|source| failed(Error::Generic { store: "folder", source: source.into() }))?;
                let store = LocalFileSystem::new_with_prefix(folder).map_err(failed)?;
                Arc::new(store.with_fsync(true).with_automatic_cleanup(true))
            }
            ObjectsConfig::Bucket(bucket) => Arc::new(in_bucket(bucket)?),
        };
        Ok(Objects(Some(store)))
    }

    /// Whether there is a place for them.
    pub fn is_there(&self) -> bool {
        self.0.is_some()
    }

    fn store(&self) -> StoreResult<&Arc<dyn ObjectStore>> {
        self.0.as_ref().ok_or(StoreError::NotFound("place for media"))
    }

    /// Writes an object, whole or not at all.
    pub async fn put(&self, key: &ObjectKey, bytes: Bytes) -> StoreResult<()> {
        self.store()?.put(&path(key), PutPayload::from(bytes)).await.map_err(failed)?;
        Ok(())
    }

    /// An object, or some of its bytes. None where there is no such object. Errors: [`StoreError::Objects`].
    pub async fn get(&self, key: &ObjectKey, range: Option<Range<u64>>) -> StoreResult<Option<Found>> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        match self.store()?.get_opts(&path(key), options).await {
            Ok(found) => {
                let length = found.meta.size;
                Ok(Some(Found {
                    length,
                    stream: found.into_stream().map(|part| part.map_err(failed)).boxed(),
                }))
            }
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    /// Deletes an object, whether it is there or not.
    pub async fn delete(&self, key: &ObjectKey) -> StoreResult<()> {
        match self.store()?.delete(&path(key)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }
}

fn path(key: &ObjectKey) -> Path {
    Path::from(key.0.as_str())
}

fn failed(error: Error) -> StoreError {
    StoreError::Objects(error)
}

fn in_bucket(bucket: &BucketConfig) -> StoreResult<impl ObjectStore> {
    let is_plain = bucket.endpoint.as_ref().is_some_and(|url| url.scheme() == "http");
    let client = ClientOptions::new()
        .with_timeout(Duration::from_millis(CALL_MS_MAX))
        .with_connect_timeout(Duration::from_millis(RETRY_MS_MAX))
        .with_allow_http(is_plain);
    let retry = RetryConfig {
        backoff: BackoffConfig::default(),
        max_retries: RETRIES_MAX,
        retry_timeout: Duration::from_millis(RETRY_MS_MAX),
    };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&bucket.name)
        .with_region(&bucket.region)
        .with_access_key_id(&bucket.access_key)
        .with_secret_access_key(&bucket.secret_key)
        .with_client_options(client)
        // What speaks like S3 may know no deleting of many at once.
        .with_disable_bulk_delete(true)
        .with_retry(retry);
    if let Some(endpoint) = &bucket.endpoint {
        builder = builder.with_endpoint(endpoint.as_str().trim_end_matches('/'));
    }
    builder.build().map_err(failed)
}

#[cfg(test)]
mod tests {
    use domain::ids::TypedId;

    use super::*;

    #[tokio::test]
    async fn a_folder_keeps_what_is_put_there() {
        let folder = std::env::temp_dir().join(format!("objects-{}", crate::new_id::<MediaId>().uuid()));
        let objects = Objects::open(&ObjectsConfig::Folder(folder.clone())).unwrap();
        let (tenant, media) = (TenantId::from_uuid(uuid::Uuid::from_u128(1)), crate::new_id());
        let key = ObjectKey::of(tenant, &[0xAB; 32], media, MediaSize::Small);
        assert!(objects.get(&key, None).await.unwrap().is_none());
        objects.put(&key, Bytes::from_static(b"0123456789")).await.unwrap();
        let read = async |range| {
            let found = objects.get(&key, range).await.unwrap().unwrap();
            let parts: Vec<Bytes> = found.stream.map(|part| part.unwrap()).collect().await;
            (found.length, parts.concat())
        };
        assert_eq!(read(None).await, (10, b"0123456789".to_vec()));
        assert_eq!(read(Some(2..4)).await, (10, b"23".to_vec()));
        assert!(folder.join(format!("t/{}", tenant.uuid())).is_dir(), "each tenant's apart");
        objects.delete(&key).await.unwrap();
        objects.delete(&key).await.unwrap();
        assert!(objects.get(&key, None).await.unwrap().is_none());
        std::fs::remove_dir_all(folder).unwrap();
        let nowhere = Objects::open(&ObjectsConfig::None).unwrap();
        assert!(!nowhere.is_there() && nowhere.put(&key, Bytes::new()).await.is_err());
    }
}
