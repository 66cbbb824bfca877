//! Where a slug leads: from memory, then Redis, then Postgres.

use std::sync::Arc;
use std::time::Duration;

use domain::enrollment::Usable;
use domain::ids::{LinkId, TenantId, TypedId};
use moka::future::Cache;
use serde::{Deserialize, Serialize};
use store::enrollment::{Enrollment, Link};
use store::tenant::{Slug, Tenant};
use store::{GlobalTx, StoreError, TenantRead};
use uuid::Uuid;

use crate::App;
use crate::auth::context;
use crate::error::{ApiError, ApiResult};

/// Seconds this process remembers where a slug leads, or that it leads nowhere.
const MEMORY_SECONDS: u64 = 1;
/// Seconds this process remembers whose a slug is; that never changes.
const OWNER_SECONDS: u64 = 3_600;
/// Seconds Redis remembers where a slug leads; sooner forgotten when the tenant changes anything public.
const TARGET_CACHE_SECONDS: u64 = 10;
/// Seconds Redis remembers whose a slug is.
const OWNER_CACHE_SECONDS: u64 = 60;
const SLUGS_MAX: u64 = 100_000;

/// A link that works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Target {
    pub(super) tenant: TenantId,
    pub(super) link: LinkId,
    pub(super) destination: String,
}

/// Whose a slug is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Owner {
    tenant: TenantId,
    link: LinkId,
}

/// Links known for seconds. Cheap to clone.
#[derive(Clone)]
pub struct Links {
    targets: Cache<String, Option<Arc<Target>>>,
    owners: Cache<String, Owner>,
}

impl Default for Links {
    fn default() -> Links {
        Links {
            targets: Cache::builder()
                .max_capacity(SLUGS_MAX)
                .time_to_live(Duration::from_secs(MEMORY_SECONDS))
                .build(),
            owners: Cache::builder()
                .max_capacity(SLUGS_MAX)
                .time_to_live(Duration::from_secs(OWNER_SECONDS))
                .build(),
        }
    }
}

impl Links {
    /// Where a slug leads; none when it is unknown, or its link or enrollment is not active.
    pub(super) async fn find(&self, app: &App, slug: &str) -> ApiResult<Option<Arc<Target>>> {
        if !is_slug(slug) {
            return Ok(None);
        }
        if let Some(known) = self.targets.get(slug).await {
            return Ok(known);
        }
        let found = self.targets.try_get_with(slug.to_owned(), self.look_up(app, slug)).await;
        found.map_err(|error: Arc<ApiError>| (*error).clone())
    }

    /// Something that links depend on has changed.
    pub(crate) fn forget(&self) {
        self.targets.invalidate_all();
    }

    async fn look_up(&self, app: &App, slug: &str) -> ApiResult<Option<Arc<Target>>> {
        let Some(owner) = self.owner(app, slug).await? else { return Ok(None) };
        let (page, place) = app.cache.get::<Option<Target>>(owner.tenant, "link", slug).await;
        let target = match page {
            Some(target) => target,
            None => {
                let target = read(app, owner).await?;
                if let Some(place) = place {
                    app.cache.put(&place, &target, TARGET_CACHE_SECONDS).await;
                }
                target
            }
        };
        Ok(target.map(Arc::new))
    }

    async fn owner(&self, app: &App, slug: &str) -> ApiResult<Option<Owner>> {
        if let Some(owner) = self.owners.get(slug).await {
            return Ok(Some(owner));
        }
        // Slugs are everybody's: they stand under the tenant that is nobody's.
        let nobody = TenantId::from_uuid(Uuid::nil());
        let (page, place) = app.cache.get::<Owner>(nobody, "slug", slug).await;
        let owner = match page {
            Some(owner) => owner,
            None => {
                let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
                let found = Slug::find(&tx, slug, "LINK").await?;
                tx.commit().await?;
                let Some(found) = found else { return Ok(None) };
                let owner = Owner { tenant: found.tenant_id, link: LinkId::from_uuid(found.target_id) };
                if let Some(place) = place {
                    app.cache.put(&place, &owner, OWNER_CACHE_SECONDS).await;
                }
                owner
            }
        };
        self.owners.insert(slug.to_owned(), owner).await;
        Ok(Some(owner))
    }
}

async fn read(app: &App, owner: Owner) -> ApiResult<Option<Target>> {
    let read = TenantRead::new(&app.pool, &context::public(owner.tenant));
    let link = match Link::find(&read, owner.link).await {
        Ok(link) if link.state == Usable::Active => link,
        Ok(_) | Err(StoreError::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    // A host its tenant no longer names: made before, or before there was a list.
    if !leads_where_it_may(&link.destination, &Tenant::own(&read).await?.link_hosts) {
        return Ok(None);
    }
    let enrollment = Enrollment::find(&read, link.enrollment_id).await?;
    let target = Target { tenant: owner.tenant, link: owner.link, destination: link.destination };
    Ok(enrollment.state.earns().then_some(target))
}

/// Whether a destination is on a host its tenant allows.
pub(crate) fn leads_where_it_may(destination: &str, hosts: &[String]) -> bool {
    let url = url::Url::parse(destination).ok();
    domain::host::is_allowed(hosts, url.as_ref().and_then(url::Url::host_str))
}

/// Whether a text can be a slug at all: nothing else is looked up.
fn is_slug(text: &str) -> bool {
    (4..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_short_and_plain() {
        assert!(is_slug("summer-26_x"));
        for wrong in ["", "abc", "a b c d", "ümlaut", "a/b/c", &"x".repeat(65), "{tag}x"] {
            assert!(!is_slug(wrong), "{wrong}");
        }
    }
}
