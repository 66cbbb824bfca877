//! The board of rights: moments in columns by where their rights stand now, what is most urgent first.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::MomentId;
use domain::moment::rights::{ExpiryNotice, RightsPhase};
use domain::moment::{Rights, Visibility};

use crate::error::StoreResult;
use crate::moment::Moment;
use crate::page::{Page, Slice};
use crate::schema::moments;
use crate::scope::TenantScope;
use crate::sql::sql;

/// A place in a column of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoardPlace {
    /// The time the column is ordered by.
    pub at: DateTime<Utc>,
    /// The moment.
    pub id: MomentId,
}

impl BoardPlace {
    /// Where a moment is in a column.
    pub fn of(row: &Moment, phase: RightsPhase) -> BoardPlace {
        let at = match phase {
            RightsPhase::Requested => row.rights_requested_at,
            RightsPhase::NotStarted | RightsPhase::Running => row.rights_starts_at,
            RightsPhase::Upcoming | RightsPhase::Expired => row.rights_ends_at,
            RightsPhase::Unrequested
            | RightsPhase::Elsewhere
            | RightsPhase::Declined
            | RightsPhase::Lapsed
            | RightsPhase::Revoked => None,
        };
        BoardPlace { at: at.unwrap_or(row.created_at), id: row.id }
    }
}

/// The part of a query behind a place, in the order of a column.
macro_rules! ordered {
    ($query:ident, $after:ident, $column:ident, soonest) => {{
        if let Some(place) = $after {
            let later = moments::id.gt(place.id).and(moments::$column.eq(place.at));
            $query = $query.filter(moments::$column.gt(place.at).or(later));
        }
        $query.order((moments::$column.asc(), moments::id.asc()))
    }};
    ($query:ident, $after:ident, $column:ident, latest) => {{
        if let Some(place) = $after {
            let earlier = moments::id.lt(place.id).and(moments::$column.eq(place.at));
            $query = $query.filter(moments::$column.lt(place.at).or(earlier));
        }
        $query.order((moments::$column.desc(), moments::id.desc()))
    }};
}

/// One page of a column: requests that lapse first, grants that begin or end first; of what is over or waits for nothing, the
/// latest first.
pub async fn board(
    scope: &impl TenantScope,
    (phase, notice): (RightsPhase, ExpiryNotice),
    after: Option<BoardPlace>,
    limit: i64,
    now: DateTime<Utc>,
) -> StoreResult<Slice<Moment>> {
    let mut conn = scope.conn().await?;
    let (starts, ends) = (moments::rights_starts_at, moments::rights_ends_at);
    let mut query = moments::table
        .filter(moments::tenant_id.eq(scope.tenant()))
        .filter(moments::visibility.ne(Visibility::Erased))
        .filter(moments::rights.eq(axis(phase)))
        .limit(limit + 1)
        .select(Moment::as_select())
        .into_boxed();
    query = match phase {
        RightsPhase::Unrequested | RightsPhase::Declined | RightsPhase::Lapsed | RightsPhase::Revoked => {
            ordered!(query, after, created_at, latest)
        }
        RightsPhase::Requested => ordered!(query, after, rights_requested_at, soonest),
        RightsPhase::Elsewhere => {
            query = query.filter(starts.is_null());
            ordered!(query, after, created_at, latest)
        }
        RightsPhase::NotStarted => {
            query = query.filter(starts.gt(now));
            ordered!(query, after, rights_starts_at, soonest)
        }
        RightsPhase::Running => {
            query = query.filter(starts.le(now)).filter(ends.is_null().or(ends.gt(notice.until(now))));
            ordered!(query, after, rights_starts_at, latest)
        }
        RightsPhase::Upcoming => {
            query = query.filter(starts.le(now)).filter(ends.gt(now)).filter(ends.le(notice.until(now)));
            ordered!(query, after, rights_ends_at, soonest)
        }
        RightsPhase::Expired => {
            query = query.filter(ends.le(now));
            ordered!(query, after, rights_ends_at, latest)
        }
    };
    let mut slice = Slice::cut(query.load(&mut conn).await?, Page::first(limit));
    slice.has_previous = after.is_some();
    Ok(slice)
}

fn axis(phase: RightsPhase) -> Rights {
    match phase {
        RightsPhase::Unrequested => Rights::Unrequested,
        RightsPhase::Requested => Rights::Requested,
        RightsPhase::Declined => Rights::Declined,
        RightsPhase::Lapsed => Rights::Lapsed,
        RightsPhase::Revoked => Rights::Revoked,
        RightsPhase::NotStarted
        | RightsPhase::Running
        | RightsPhase::Upcoming
        | RightsPhase::Expired
        | RightsPhase::Elsewhere => Rights::Granted,
    }
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Text)]
    phase: RightsPhase,
    #[diesel(sql_type = BigInt)]
    moments: i64,
}

/// How many moments are in each column; columns without any are left out.
pub async fn phases(
    scope: &impl TenantScope,
    notice: ExpiryNotice,
    now: DateTime<Utc>,
) -> StoreResult<Vec<(RightsPhase, i64)>> {
    let mut conn = scope.conn().await?;
    let rows: Vec<Counted> = sql(
        "SELECT CASE WHEN rights <> 'GRANTED' THEN rights \
                     WHEN rights_starts_at IS NULL THEN 'ELSEWHERE' \
                     WHEN rights_ends_at <= $2 THEN 'EXPIRED' \
                     WHEN rights_starts_at > $2 THEN 'NOT_STARTED' \
                     WHEN rights_ends_at <= $3 THEN 'UPCOMING' ELSE 'RUNNING' END AS phase, count(*) AS moments \
         FROM moments WHERE tenant_id = $1 AND rights <> 'NOT_REQUIRED' AND visibility <> 'ERASED' GROUP BY 1",
    )
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(notice.until(now))
    .load(&mut conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.phase, row.moments)).collect())
}
