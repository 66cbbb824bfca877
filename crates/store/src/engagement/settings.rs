//! How long a tenant keeps single events.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::engagement::Retention;

use crate::error::{StoreError, StoreResult};
use crate::schema::engagement_settings;
use crate::scope::{TenantScope, TenantTx};

/// What a tenant wants of its events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    /// How long single events are kept.
    pub retention: Retention,
    /// When the tenant last said so; none while it is the standard.
    pub updated_at: Option<DateTime<Utc>>,
}

impl Settings {
    /// As they stand; the standard ones where nothing was said.
    pub async fn of(scope: &impl TenantScope) -> StoreResult<Settings> {
        let mut conn = scope.conn().await?;
        let kept: Option<(i32, Option<DateTime<Utc>>)> = engagement_settings::table
            .filter(engagement_settings::tenant_id.eq(scope.tenant()))
            .select((engagement_settings::retention_days, engagement_settings::updated_at))
            .first(&mut conn)
            .await
            .optional()?;
        let Some((days, updated_at)) = kept else { return Ok(Settings::default()) };
        let retention = Retention::new(days).map_err(|_| StoreError::Corrupt("engagement settings"))?;
        Ok(Settings { retention, updated_at })
    }

    /// Keeps events for so long from now on.
    pub async fn set(tx: &TenantTx, retention: Retention, now: DateTime<Utc>) -> StoreResult<Settings> {
        let said = (
            engagement_settings::retention_days.eq(retention.days()),
            engagement_settings::updated_at.eq(now),
        );
        diesel::insert_into(engagement_settings::table)
            .values((engagement_settings::tenant_id.eq(tx.tenant()), said))
            .on_conflict(engagement_settings::tenant_id)
            .do_update()
            .set(said)
            .execute(&mut tx.db()?)
            .await?;
        Ok(Settings { retention, updated_at: Some(now) })
    }

    /// Has a row to lock.
    async fn ensure(tx: &TenantTx) -> StoreResult<()> {
        let standard = engagement_settings::retention_days.eq(Retention::default().days());
        diesel::insert_into(engagement_settings::table)
            .values((engagement_settings::tenant_id.eq(tx.tenant()), standard))
            .on_conflict_do_nothing()
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Before which day events were forgotten. Nothing more is forgotten until the caller's transaction is over.
    pub(super) async fn hold(tx: &TenantTx) -> StoreResult<Option<NaiveDate>> {
        Settings::ensure(tx).await?;
        Ok(engagement_settings::table
            .filter(engagement_settings::tenant_id.eq(tx.tenant()))
            .select(engagement_settings::forgotten_before)
            .for_share()
            .first(&mut tx.db()?)
            .await?)
    }

    /// Notes that events of days before the one from which they are kept at `now` are forgotten, and returns it.
    pub(super) async fn forget(tx: &TenantTx, now: DateTime<Utc>) -> StoreResult<NaiveDate> {
        Settings::ensure(tx).await?;
        let (days, before): (i32, Option<NaiveDate>) = engagement_settings::table
            .filter(engagement_settings::tenant_id.eq(tx.tenant()))
            .select((engagement_settings::retention_days, engagement_settings::forgotten_before))
            .for_update()
            .first(&mut tx.db()?)
            .await?;
        let retention = Retention::new(days).map_err(|_| StoreError::Corrupt("engagement settings"))?;
        let from = retention.keeps_from(now);
        if before.is_none_or(|before| before < from) {
            diesel::update(engagement_settings::table)
                .filter(engagement_settings::tenant_id.eq(tx.tenant()))
                .set(engagement_settings::forgotten_before.eq(from))
                .execute(&mut tx.db()?)
                .await?;
        }
        Ok(from)
    }
}
