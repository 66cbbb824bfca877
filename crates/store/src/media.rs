//! Images and videos of moments: what is known of them. What they show lies in [`crate::Objects`].
//!
//! A row stands before its objects and outlives them, so that no object is ever without a row: whatever an upload has left
//! behind is found again. Each has its own objects and is of one moment at most, so that erasing a moment takes
//! away exactly what it showed.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};
use diesel_async::RunQueryDsl;
use domain::ids::{MediaId, MomentId, TenantId};
use domain::media::{MediaSize, MediaState, MediaType, UNTAKEN_HOURS, WRITING_MINUTES};

use crate::error::{StoreError, StoreResult};
use crate::moment::publishable;
use crate::objects::ObjectKey;
use crate::page::{load_page, tenant_reads};
use crate::schema::{media, moments};
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// An image or a video.
#[derive(
    Debug, Clone, PartialEq, Queryable, Selectable, Insertable, serde::Serialize, serde::Deserialize,
)]
#[diesel(table_name = media)]
pub struct Media {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: MediaId,
    /// SHA-256 of the original as it is stored; none once that is deleted. Kept pages leave it out.
    #[serde(skip)]
    pub hash: Option<Vec<u8>>,
    /// What the original is.
    pub kind: MediaType,
    /// How many bytes the original has.
    pub bytes: i64,
    /// Its width, in pixels.
    pub width: i32,
    /// Its height, in pixels.
    pub height: i32,
    /// How long a video is.
    pub duration_ms: Option<i64>,
    /// What the small one is; none where the large one is small enough.
    pub small_type: Option<MediaType>,
    /// What the large one is; none where the original is small enough.
    pub large_type: Option<MediaType>,
    /// Where it stands.
    pub state: MediaState,
    /// Since when it stands so.
    pub changed_at: DateTime<Utc>,
    /// Who uploaded it, as the audit log names them.
    pub uploaded_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// The moment that has it.
    pub moment_id: Option<MomentId>,
    /// Its place among the moment's.
    pub position: Option<i16>,
}

tenant_reads!(Media, media, MediaId, "media");

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The row.
    pub media: Media,
    /// Whether the public may see the moment that has it.
    pub is_public: bool,
}

impl Media {
    /// What a size is stored as, and what type that is: the next larger one where there is no such size.
    pub fn stored_as(&self, size: MediaSize) -> (MediaSize, MediaType) {
        let large = self.large_type.map(|kind| (MediaSize::Large, kind));
        let small = self.small_type.map(|kind| (MediaSize::Small, kind));
        let found = match size {
            MediaSize::Small => small.or(large),
            MediaSize::Large => large,
            MediaSize::Original => None,
        };
        found.unwrap_or((MediaSize::Original, self.kind))
    }

    /// Where a stored size lies; none once it is deleted.
    pub fn key(&self, size: MediaSize) -> Option<ObjectKey> {
        Some(ObjectKey::of(self.tenant_id, self.hash.as_deref()?, self.id, size))
    }

    /// Every key that there may be.
    pub fn keys(&self) -> Vec<ObjectKey> {
        MediaSize::ALL.iter().filter_map(|size| self.key(*size)).collect()
    }

    /// The same bytes, uploaded before, that wait for a moment.
    pub async fn waiting(scope: &impl TenantScope, hash: &[u8]) -> StoreResult<Option<Media>> {
        let mut conn = scope.conn().await?;
        Ok(media::table
            .filter(media::tenant_id.eq(scope.tenant()))
            .filter(media::hash.eq(hash))
            .filter(media::state.eq(MediaState::Stored))
            .filter(media::moment_id.is_null())
            .select(Media::as_select())
            .first(&mut conn)
            .await
            .optional()?)
    }

    /// How many bytes wait for moments, or are on their way there.
    pub async fn waiting_bytes(scope: &impl TenantScope) -> StoreResult<i64> {
        let mut conn = scope.conn().await?;
        let sum: Option<i64> = media::table
            .filter(media::tenant_id.eq(scope.tenant()))
            .filter(media::state.eq_any([MediaState::Writing, MediaState::Stored]))
            .filter(media::moment_id.is_null())
            .select(diesel::dsl::sql::<Nullable<BigInt>>("sum(bytes)::bigint"))
            .first(&mut conn)
            .await?;
        Ok(sum.unwrap_or(0))
    }

    /// Its objects are written: from now on a moment may have it. False where the sweep has given it up meanwhile. Errors: `Conflict`
    /// where the same bytes have come in beside it and wait.
    pub async fn stored(tx: &TenantTx, id: MediaId, now: DateTime<Utc>) -> StoreResult<bool> {
        let stored = diesel::update(media::table)
            .filter(media::tenant_id.eq(tx.tenant()))
            .filter(media::id.eq(id))
            .filter(media::state.eq(MediaState::Writing))
            .set((media::state.eq(MediaState::Stored), media::changed_at.eq(now)))
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("media"))?;
        Ok(stored == 1)
    }

    /// Its objects are about to be deleted, if no moment has it.
    pub async fn give_up(tx: &TenantTx, id: MediaId, now: DateTime<Utc>) -> StoreResult<()> {
        diesel::update(media::table)
            .filter(media::tenant_id.eq(tx.tenant()))
            .filter(media::id.eq(id))
            .filter(media::state.eq_any([MediaState::Writing, MediaState::Stored]))
            .filter(media::moment_id.is_null())
            .set((media::state.eq(MediaState::Gone), media::changed_at.eq(now)))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Gives a moment what was uploaded for it, in this order.
    ///
    /// Errors: `NotFound` for what is not this tenant's, or was taken away; `Conflict` for what another moment has.
    pub async fn take(tx: &TenantTx, moment: MomentId, ids: &[MediaId]) -> StoreResult<()> {
        if ids.is_empty() {
            return Ok(());
        }
        // Locked in the order of their ids, as two moments that name the same would.
        let found: Vec<(MediaId, MediaState, Option<MomentId>)> = media::table
            .filter(media::tenant_id.eq(tx.tenant()))
            .filter(media::id.eq_any(ids))
            .order(media::id)
            .select((media::id, media::state, media::moment_id))
            .for_update()
            .load(&mut tx.db()?)
            .await?;
        let is_free = |id: &MediaId| {
            let (_, state, moment) =
                found.iter().find(|(found, ..)| found == id).ok_or(StoreError::NotFound("media"))?;
            match (state, moment) {
                (MediaState::Stored, None) => Ok(()),
                (MediaState::Stored, Some(_)) => Err(StoreError::Conflict("media")),
                _ => Err(StoreError::NotFound("media")),
            }
        };
        ids.iter().try_for_each(is_free)?;
        for (position, id) in (0i16..).zip(ids) {
            let taken = diesel::update(media::table)
                .filter(media::tenant_id.eq(tx.tenant()))
                .filter(media::id.eq(*id))
                .set((media::moment_id.eq(moment), media::position.eq(position)))
                .execute(&mut tx.db()?)
                .await?;
            if taken != 1 {
                return Err(StoreError::Conflict("media"));
            }
        }
        Ok(())
    }

    /// What moments show, in order.
    pub async fn of_moments(scope: &impl TenantScope, ids: &[MomentId]) -> StoreResult<Vec<Media>> {
        let mut conn = scope.conn().await?;
        Ok(media::table
            .filter(media::tenant_id.eq(scope.tenant()))
            .filter(media::moment_id.eq_any(ids.to_vec()))
            .filter(media::state.eq(MediaState::Stored))
            .order((media::moment_id, media::position))
            .select(Media::as_select())
            .load(&mut conn)
            .await?)
    }

    /// What stands under this id, and whether the public may see it now: one predicate with every other public read.
    pub async fn shown(
        scope: &impl TenantScope,
        id: MediaId,
        now: DateTime<Utc>,
    ) -> StoreResult<Option<Shown>> {
        let mut conn = scope.conn().await?;
        let found: Option<(Media, Option<bool>)> =
            media::table
                .left_join(moments::table.on(
                    moments::tenant_id.eq(media::tenant_id).and(moments::id.nullable().eq(media::moment_id)),
                ))
                .filter(media::tenant_id.eq(scope.tenant()))
                .filter(media::id.eq(id))
                .filter(media::state.eq(MediaState::Stored))
                .select((Media::as_select(), publishable(now).nullable()))
                .first(&mut conn)
                .await
                .optional()?;
        Ok(found.map(|(media, is_public)| Shown { media, is_public: is_public.unwrap_or(false) }))
    }

    /// Takes away what these moments show: it is gone at once, its objects soon.
    pub async fn forget(tx: &TenantTx, ids: &[MomentId]) -> StoreResult<()> {
        diesel::update(media::table)
            .filter(media::tenant_id.eq(tx.tenant()))
            .filter(media::moment_id.eq_any(ids.to_vec()))
            .filter(media::state.eq_any([MediaState::Writing, MediaState::Stored]))
            .set((media::state.eq(MediaState::Gone), media::changed_at.eq(diesel::dsl::now)))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// What is to be taken away, over all tenants: what is gone, what no moment has had in time, what an upload has left behind.
    pub async fn due(tx: &SystemTx, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<Media>> {
        let of = |state: MediaState, before: DateTime<Utc>| {
            media::table
                .filter(media::state.eq(state))
                .filter(media::changed_at.le(before))
                .order(media::changed_at)
                .limit(limit)
                .select(Media::as_select())
        };
        let untaken = now - TimeDelta::hours(UNTAKEN_HOURS);
        let writing = now - TimeDelta::minutes(WRITING_MINUTES);
        let mut due: Vec<Media> = of(MediaState::Gone, now).load(&mut tx.db()?).await?;
        due.extend::<Vec<Media>>(
            of(MediaState::Stored, untaken).filter(media::moment_id.is_null()).load(&mut tx.db()?).await?,
        );
        due.extend::<Vec<Media>>(
            of(MediaState::Writing, writing).filter(media::moment_id.is_null()).load(&mut tx.db()?).await?,
        );
        Ok(due)
    }

    /// Its objects are deleted.
    pub async fn removed(tx: &TenantTx, id: MediaId, now: DateTime<Utc>) -> StoreResult<()> {
        diesel::update(media::table)
            .filter(media::tenant_id.eq(tx.tenant()))
            .filter(media::id.eq(id))
            .filter(media::state.eq(MediaState::Gone))
            .set((
                media::state.eq(MediaState::Removed),
                media::changed_at.eq(now),
                media::hash.eq(None::<Vec<u8>>),
            ))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}
