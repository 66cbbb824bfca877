//! What has happened and was not told: where the loops that write notices look.

pub mod tenant;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, PayoutId, TenantId, TypedId};
use domain::money::Currency;
use uuid::Uuid;

use crate::error::StoreResult;
use crate::first_id_of;
use crate::schema::{affiliates, commissions};
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// Payouts looked at in one go, at most.
pub const PAYOUTS_MAX: i64 = 200;

/// Who is written to.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = affiliates)]
pub struct Addressee {
    /// The affiliate.
    pub id: AffiliateId,
    /// Where they are written to.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Causes of notices they do without.
    pub mail_off: Vec<String>,
}

impl Addressee {
    /// Affiliates of these ids. In a job's transaction only: no tenant reads the global table.
    pub async fn of(tx: &TenantTx, ids: &[AffiliateId]) -> StoreResult<Vec<Addressee>> {
        Ok(affiliates::table
            .filter(affiliates::id.eq_any(ids))
            .select(Addressee::as_select())
            .load(&mut tx.db()?)
            .await?)
    }
}

#[derive(QueryableByName)]
struct Untold {
    #[diesel(sql_type = SqlUuid)]
    tenant_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Payouts changed since then whose state has not been told, at most [`PAYOUTS_MAX`], by tenant.
pub async fn untold_payouts(tx: &SystemTx, since: DateTime<Utc>) -> StoreResult<Vec<(TenantId, PayoutId)>> {
    // The two CASEs say the same as `domain::notice::Notice::cause` and `about`.
    let rows: Vec<Untold> = diesel::sql_query(
        "SELECT p.tenant_id, p.id FROM payouts p WHERE p.updated_at > $1 AND p.amount > 0 \
         AND p.state IN ('TRANSFERRED','PARTIALLY_REVERSED','REVERSED','BLOCKED','FAILED') \
         AND NOT EXISTS (SELECT 1 FROM mails m WHERE m.tenant_id = p.tenant_id AND m.affiliate_id = p.affiliate_id \
           AND m.cause = CASE p.state WHEN 'TRANSFERRED' THEN 'PAYOUT_SENT' WHEN 'BLOCKED' THEN 'PAYOUT_BLOCKED' \
             WHEN 'FAILED' THEN 'PAYOUT_FAILED' ELSE 'PAYOUT_RETURNED' END \
           AND m.about = p.id::text || CASE p.state WHEN 'BLOCKED' THEN left(' ' || coalesce(p.reason, ''), 164) \
             WHEN 'PARTIALLY_REVERSED' THEN ' ' || p.reversed WHEN 'REVERSED' THEN ' ' || p.reversed ELSE '' END) \
         ORDER BY p.tenant_id, p.id LIMIT $2",
    )
    .bind::<Timestamptz, _>(since)
    .bind::<BigInt, _>(PAYOUTS_MAX)
    .load(&mut tx.db()?)
    .await?;
    Ok(rows.into_iter().map(|r| (TenantId::from_uuid(r.tenant_id), PayoutId::from_uuid(r.id))).collect())
}

/// The first and the last moment of a day in UTC, the last one excluded.
fn bounds(day: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let start = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    (start(day), start(day.succ_opt().unwrap_or(day)))
}

/// What was recorded on a day for each affiliate in each currency: how many commissions, and their sum in minor units.
/// What is void already is left out.
pub async fn earned_on(tx: &TenantTx, day: NaiveDate) -> StoreResult<Vec<(AffiliateId, Currency, i64, i64)>> {
    use diesel::dsl::{count_star, sql};
    use domain::commission::{Cause, CommissionState};
    let (from, to) = bounds(day);
    // By id, which is in the primary key; it was made in the same moment.
    let rows: Vec<(Option<AffiliateId>, Currency, i64, i64)> = commissions::table
        .filter(commissions::tenant_id.eq(tx.tenant()))
        .filter(commissions::id.ge(first_id_of(from)))
        .filter(commissions::id.lt(first_id_of(to)))
        .filter(commissions::affiliate_id.is_not_null())
        .filter(commissions::cause.ne(Cause::Adjustment))
        .filter(commissions::state.ne(CommissionState::Void))
        .filter(commissions::amount.gt(0))
        .group_by((commissions::affiliate_id, commissions::currency))
        .order((commissions::affiliate_id, commissions::currency))
        .select((
            commissions::affiliate_id,
            commissions::currency,
            count_star(),
            sql::<BigInt>("sum(amount)::bigint"),
        ))
        .load(&mut tx.db()?)
        .await?;
    Ok(rows.into_iter().filter_map(|(a, currency, count, sum)| Some((a?, currency, count, sum))).collect())
}

/// Something that was taken back.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct TakenBackRow {
    /// Whose it was.
    #[diesel(sql_type = SqlUuid)]
    affiliate_id: Uuid,
    /// In which currency.
    #[diesel(sql_type = Text)]
    pub currency: Currency,
    /// How much, above zero, in minor units.
    #[diesel(sql_type = BigInt)]
    pub minor: i64,
    /// What the brand said; of a commission that was voided.
    #[diesel(sql_type = Nullable<Text>)]
    pub void_reason: Option<String>,
    /// Whether a refund took it.
    #[diesel(sql_type = Bool)]
    pub refund: bool,
}

impl TakenBackRow {
    /// Whose it was.
    pub fn affiliate(&self) -> AffiliateId {
        AffiliateId::from_uuid(self.affiliate_id)
    }
}

/// What was taken back from affiliates on a day, by affiliate: commissions that were voided, with what refunds had left
/// of them, and corrections of others.
pub async fn taken_back_on(tx: &TenantTx, day: NaiveDate) -> StoreResult<Vec<TakenBackRow>> {
    let (from, to) = bounds(day);
    Ok(diesel::sql_query(
        "SELECT * FROM (SELECT c.affiliate_id, c.currency, (c.amount + coalesce((SELECT sum(a.amount) FROM commissions a \
             WHERE a.tenant_id = c.tenant_id AND a.conversion_id = c.conversion_id AND a.adjusts_id = c.id), 0))::bigint AS minor, \
           c.void_reason, false AS refund, c.id FROM commissions c \
         WHERE c.tenant_id = $1 AND c.state = 'VOID' AND c.cause <> 'ADJUSTMENT' AND c.affiliate_id IS NOT NULL \
           AND c.state_since >= $2 AND c.state_since < $3 \
         UNION ALL SELECT c.affiliate_id, c.currency, -c.amount, NULL, c.refund_id IS NOT NULL, c.id FROM commissions c \
         WHERE c.tenant_id = $1 AND c.cause = 'ADJUSTMENT' AND c.amount < 0 AND c.affiliate_id IS NOT NULL \
           AND c.created_at >= $2 AND c.created_at < $3) taken \
         WHERE minor > 0 ORDER BY affiliate_id, id",
    )
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Timestamptz, _>(from)
    .bind::<Timestamptz, _>(to)
    .load(&mut tx.db()?)
    .await?)
}

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = SqlUuid)]
    affiliate_id: Uuid,
    #[diesel(sql_type = Text)]
    currency: Currency,
    #[diesel(sql_type = BigInt)]
    minor: i64,
}

/// What is payable to affiliates whom Stripe cannot pay yet, in minor units.
pub async fn payable_to_nowhere(tx: &TenantTx) -> StoreResult<Vec<(AffiliateId, Currency, i64)>> {
    let rows: Vec<Waiting> = diesel::sql_query(
        "SELECT c.affiliate_id, c.currency, sum(c.amount)::bigint AS minor FROM commissions c \
         WHERE c.tenant_id = $1 AND c.state = 'PAYABLE' AND NOT c.debt AND c.affiliate_id IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.tenant_id = c.tenant_id AND e.affiliate_id = c.affiliate_id AND e.payout_ready) \
         GROUP BY 1, 2 HAVING sum(c.amount) > 0 ORDER BY 1, 2",
    )
    .bind::<SqlUuid, _>(tx.tenant())
    .load(&mut tx.db()?)
    .await?;
    Ok(rows.into_iter().map(|r| (AffiliateId::from_uuid(r.affiliate_id), r.currency, r.minor)).collect())
}

/// An account Stripe needs something for.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct Due {
    #[diesel(sql_type = SqlUuid)]
    affiliate_id: Uuid,
    /// Stripe's codes.
    #[diesel(sql_type = Array<Text>)]
    pub requirements: Vec<String>,
    /// Whether the affiliate cannot be paid.
    #[diesel(sql_type = Bool)]
    pub stopped: bool,
    #[diesel(sql_type = Array<SqlUuid>)]
    tenants: Vec<Uuid>,
}

impl Due {
    /// Whose account it is.
    pub fn affiliate(&self) -> AffiliateId {
        AffiliateId::from_uuid(self.affiliate_id)
    }

    /// The tenants they work with, the oldest first.
    pub fn tenants(&self) -> Vec<TenantId> {
        self.tenants.iter().copied().map(TenantId::from_uuid).collect()
    }

    /// Accounts of affiliates who work with somebody, of which Stripe said since then that it needs something. One that
    /// is still being set up is left alone until `begun_before`.
    pub async fn since(
        tx: &SystemTx,
        since: DateTime<Utc>,
        begun_before: DateTime<Utc>,
    ) -> StoreResult<Vec<Due>> {
        Ok(diesel::sql_query(
            "SELECT p.affiliate_id, p.requirements_due AS requirements, p.state <> 'ACTIVE' AS stopped, d.tenants FROM payout_accounts p \
             CROSS JOIN LATERAL (SELECT array_agg(d.tenant_id ORDER BY d.tenant_id) AS tenants FROM enrollment_directory d \
               WHERE d.affiliate_id = p.affiliate_id) d \
             WHERE p.requirements_due <> '{}' AND p.updated_at > $1 AND d.tenants IS NOT NULL \
               AND (p.state IN ('ACTIVE','RESTRICTED') OR p.state = 'ONBOARDING' AND p.updated_at < $2) ORDER BY p.updated_at",
        )
        .bind::<Timestamptz, _>(since)
        .bind::<Timestamptz, _>(begun_before)
        .load(&mut tx.db()?)
        .await?)
    }

    /// Whether the affiliate was told this, in whichever tenant.
    pub async fn is_told(&self, tx: &SystemTx, about: &str) -> StoreResult<bool> {
        use crate::schema::mails;
        let told: i64 = mails::table
            .filter(mails::tenant_id.eq_any(self.tenants()))
            .filter(mails::affiliate_id.eq(self.affiliate()))
            .filter(mails::cause.eq(domain::notice::Cause::RequirementsDue))
            .filter(mails::about.eq(about))
            .count()
            .get_result(&mut tx.db()?)
            .await?;
        Ok(told > 0)
    }
}

/// Copies affiliates' countries to enrollments that have none. Returns to how many.
pub async fn spread_countries(tx: &SystemTx) -> StoreResult<usize> {
    Ok(diesel::sql_query(
        "UPDATE enrollments e SET country = a.country FROM affiliates a WHERE a.id = e.affiliate_id AND e.country IS NULL",
    )
    .execute(&mut tx.db()?)
    .await?)
}
