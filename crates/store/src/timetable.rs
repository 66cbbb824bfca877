//! When a tenant's payout runs begin by themselves.

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::TenantId;
use domain::money::Currency;
use domain::payout::{Cadence, PayoutRunState};

use crate::error::{StoreError, StoreResult};
use crate::schema::{payout_runs, payout_timetables};
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// The timetable of one currency.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = payout_timetables, treat_none_as_null = true)]
pub struct PayoutTimetable {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// What its runs pay in.
    pub currency: Currency,
    /// How often they begin.
    pub cadence: Cadence,
    /// On which day, where the cadence has one.
    pub day: Option<i32>,
    /// An IANA name.
    pub time_zone: String,
    /// When the next one begins; in the past while an open run keeps it from beginning.
    pub next_at: DateTime<Utc>,
    /// When it ended.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl PayoutTimetable {
    /// Those that have not ended, by currency.
    pub async fn all(scope: &impl TenantScope) -> StoreResult<Vec<PayoutTimetable>> {
        let mut conn = scope.conn().await?;
        Ok(payout_timetables::table
            .filter(payout_timetables::tenant_id.eq(scope.tenant()))
            .filter(payout_timetables::ends_at.is_null())
            .order(payout_timetables::currency)
            .select(PayoutTimetable::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Puts it in the place of what stood for its currency.
    pub async fn set(&self, tx: &TenantTx) -> StoreResult<()> {
        diesel::insert_into(payout_timetables::table)
            .values(self)
            .on_conflict((payout_timetables::tenant_id, payout_timetables::currency))
            .do_update()
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Ends it. Errors: `NotFound`.
    pub async fn end(tx: &TenantTx, currency: Currency, now: DateTime<Utc>) -> StoreResult<PayoutTimetable> {
        diesel::update(payout_timetables::table)
            .filter(payout_timetables::tenant_id.eq(tx.tenant()))
            .filter(payout_timetables::currency.eq(currency))
            .filter(payout_timetables::ends_at.is_null())
            .set((payout_timetables::ends_at.eq(now), payout_timetables::updated_at.eq(now)))
            .returning(PayoutTimetable::as_select())
            .get_result(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("payout timetable"))
    }

    /// Those that are due, everywhere. One whose currency has an open run waits for its end, however many of its dates pass.
    pub async fn due(tx: &SystemTx, now: DateTime<Utc>) -> StoreResult<Vec<(TenantId, Currency)>> {
        let open = payout_runs::table
            .filter(payout_runs::tenant_id.eq(payout_timetables::tenant_id))
            .filter(payout_runs::currency.eq(payout_timetables::currency))
            .filter(payout_runs::affiliate_id.is_null())
            .filter(payout_runs::aside_at.is_null())
            .filter(payout_runs::state.ne_all([
                PayoutRunState::Completed,
                PayoutRunState::CompletedWithFailures,
                PayoutRunState::Cancelled,
            ]));
        Ok(payout_timetables::table
            .filter(payout_timetables::ends_at.is_null())
            .filter(payout_timetables::next_at.le(now))
            .filter(not(exists(open)))
            .order((payout_timetables::tenant_id, payout_timetables::currency))
            .select((payout_timetables::tenant_id, payout_timetables::currency))
            .load(&mut tx.db()?)
            .await?)
    }

    /// One that is due, locked; none when another worker was faster.
    pub async fn take_due(
        tx: &TenantTx,
        currency: Currency,
        now: DateTime<Utc>,
    ) -> StoreResult<Option<PayoutTimetable>> {
        Ok(payout_timetables::table
            .filter(payout_timetables::tenant_id.eq(tx.tenant()))
            .filter(payout_timetables::currency.eq(currency))
            .filter(payout_timetables::ends_at.is_null())
            .filter(payout_timetables::next_at.le(now))
            .select(PayoutTimetable::as_select())
            .for_update()
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }
}
