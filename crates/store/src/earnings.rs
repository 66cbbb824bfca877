//! Sums of what affiliates earn and are paid.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::commission::CommissionState;
use domain::ids::{AffiliateId, TenantId, TypedId};
use domain::money::Currency;
use uuid::Uuid;

use crate::error::StoreResult;
use crate::scope::{AffiliateTx, TenantScope};

/// Days of maturity that are listed, at most.
pub const MATURING_DAYS_MAX: i64 = 400;

/// An affiliate's own commissions in one tenant, currency and state.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct Group {
    #[diesel(sql_type = SqlUuid)]
    tenant_id: Uuid,
    /// The currency.
    #[diesel(sql_type = Text)]
    pub currency: Currency,
    /// The state.
    #[diesel(sql_type = Text)]
    pub state: CommissionState,
    /// Whether they are debts.
    #[diesel(sql_type = Bool)]
    pub debt: bool,
    /// How many.
    #[diesel(sql_type = BigInt)]
    pub count: i64,
    /// What they come to, with what was recovered of debts, in minor units.
    #[diesel(sql_type = BigInt)]
    pub minor: i64,
    /// Since when the one stands there that stands there longest.
    #[diesel(sql_type = Timestamptz)]
    pub since: DateTime<Utc>,
}

impl Group {
    /// The tenant.
    pub fn tenant(&self) -> TenantId {
        TenantId::from_uuid(self.tenant_id)
    }

    /// Of the affiliate who asks.
    pub async fn own(tx: &AffiliateTx) -> StoreResult<Vec<Group>> {
        Ok(diesel::sql_query(
            "SELECT tenant_id, currency, state, debt, count(*) AS count, sum(amount + recovered)::bigint AS minor, \
             min(coalesce(state_since, created_at)) AS since FROM commissions WHERE tenant_id = ANY($1) AND affiliate_id = $2 \
             AND state IN ('PENDING','HELD','PAYABLE') GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        )
        .bind::<Array<SqlUuid>, _>(tx.ctx().tenants())
        .bind::<SqlUuid, _>(tx.affiliate())
        .load(&mut tx.db()?)
        .await?)
    }
}

/// What of an affiliate's own becomes payable on one day in UTC.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct Maturing {
    #[diesel(sql_type = SqlUuid)]
    tenant_id: Uuid,
    /// The currency.
    #[diesel(sql_type = Text)]
    pub currency: Currency,
    /// The day.
    #[diesel(sql_type = Date)]
    pub day: NaiveDate,
    /// Minor units.
    #[diesel(sql_type = BigInt)]
    pub minor: i64,
}

impl Maturing {
    /// The tenant.
    pub fn tenant(&self) -> TenantId {
        TenantId::from_uuid(self.tenant_id)
    }

    /// Of the affiliate who asks, the earliest days first.
    pub async fn own(tx: &AffiliateTx) -> StoreResult<Vec<Maturing>> {
        Ok(diesel::sql_query(
            "SELECT tenant_id, currency, (matures_at AT TIME ZONE 'UTC')::date AS day, sum(amount)::bigint AS minor FROM commissions \
             WHERE tenant_id = ANY($1) AND affiliate_id = $2 AND state = 'PENDING' GROUP BY 1, 2, 3 ORDER BY 3, 1, 2 LIMIT $3",
        )
        .bind::<Array<SqlUuid>, _>(tx.ctx().tenants())
        .bind::<SqlUuid, _>(tx.affiliate())
        .bind::<BigInt, _>(MATURING_DAYS_MAX)
        .load(&mut tx.db()?)
        .await?)
    }
}

/// What one affiliate was paid by one tenant in one currency and calendar year (UTC): transfers by when Stripe made them,
/// less what came back of them whenever it did, for that was not paid.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct PaidYear {
    #[diesel(sql_type = SqlUuid)]
    tenant_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    affiliate_id: Uuid,
    /// The year.
    #[diesel(sql_type = Integer)]
    pub year: i32,
    /// The currency.
    #[diesel(sql_type = Text)]
    pub currency: Currency,
    /// How many transfers, of which something is left.
    #[diesel(sql_type = BigInt)]
    pub transfers: i64,
    /// Minor units.
    #[diesel(sql_type = BigInt)]
    pub minor: i64,
    /// When the last of them was made.
    #[diesel(sql_type = Timestamptz)]
    pub last_at: DateTime<Utc>,
}

impl PaidYear {
    /// Who paid.
    pub fn tenant(&self) -> TenantId {
        TenantId::from_uuid(self.tenant_id)
    }

    /// Who was paid.
    pub fn affiliate(&self) -> AffiliateId {
        AffiliateId::from_uuid(self.affiliate_id)
    }

    /// Every year of the affiliate who asks, the latest first.
    pub async fn own(tx: &AffiliateTx) -> StoreResult<Vec<PaidYear>> {
        Ok(diesel::sql_query(
            "SELECT tenant_id, affiliate_id, extract(year FROM transferred_at AT TIME ZONE 'UTC')::int AS year, currency, \
             count(*) AS transfers, sum(amount - reversed)::bigint AS minor, max(transferred_at) AS last_at FROM payouts \
             WHERE tenant_id = ANY($1) AND affiliate_id = $2 AND transferred_at IS NOT NULL AND amount > reversed \
             GROUP BY 1, 2, 3, 4 ORDER BY 3 DESC, 1, 4",
        )
        .bind::<Array<SqlUuid>, _>(tx.ctx().tenants())
        .bind::<SqlUuid, _>(tx.affiliate())
        .load(&mut tx.db()?)
        .await?)
    }

    /// Everybody the tenant paid in a year, by affiliate.
    pub async fn of_tenant(scope: &impl TenantScope, year: i32) -> StoreResult<Vec<PaidYear>> {
        let start =
            |year| NaiveDate::from_ymd_opt(year, 1, 1).map(|day| day.and_time(NaiveTime::MIN).and_utc());
        let (Some(from), Some(to)) = (start(year), start(year.saturating_add(1))) else {
            return Ok(Vec::new());
        };
        let mut conn = scope.conn().await?;
        Ok(diesel::sql_query(
            "SELECT tenant_id, affiliate_id, $2 AS year, currency, count(*) AS transfers, sum(amount - reversed)::bigint AS minor, \
             max(transferred_at) AS last_at FROM payouts \
             WHERE tenant_id = $1 AND transferred_at >= $3 AND transferred_at < $4 AND amount > reversed \
             GROUP BY 1, 2, 4 ORDER BY 2, 4",
        )
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<Integer, _>(year)
        .bind::<Timestamptz, _>(from)
        .bind::<Timestamptz, _>(to)
        .load(&mut conn)
        .await?)
    }
}

/// What a tenant knows of an affiliate it pays: its own copy, from their oldest enrollment.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct Profile {
    #[diesel(sql_type = SqlUuid)]
    affiliate_id: Uuid,
    /// Their name.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// Where they are written to.
    #[diesel(sql_type = Text)]
    pub email: String,
    /// Two letters; none until the copy has come.
    #[diesel(sql_type = Nullable<Text>)]
    pub country: Option<String>,
}

impl Profile {
    /// Whose it is.
    pub fn affiliate(&self) -> AffiliateId {
        AffiliateId::from_uuid(self.affiliate_id)
    }

    /// Those of these affiliates.
    pub async fn of(scope: &impl TenantScope, affiliates: &[AffiliateId]) -> StoreResult<Vec<Profile>> {
        let mut conn = scope.conn().await?;
        Ok(diesel::sql_query(
            "SELECT DISTINCT ON (affiliate_id) affiliate_id, name, email, country FROM enrollments \
             WHERE tenant_id = $1 AND affiliate_id = ANY($2) ORDER BY affiliate_id, country NULLS LAST, id",
        )
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<Array<SqlUuid>, _>(affiliates)
        .load(&mut conn)
        .await?)
    }
}
