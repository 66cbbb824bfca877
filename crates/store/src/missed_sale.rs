//! Sales that affiliates say are missing from what they earn.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::commission::{Cause, CommissionState};
use domain::ids::{AffiliateId, ConversionId, EnrollmentId, MissedSaleId, TenantId, TypedId};
use domain::missed_sale::{MissedSaleState, reference_key};
use domain::money::Currency;
use domain::search::SearchText;

use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice, load_filtered, load_own, load_page, narrow, tenant_reads};
use crate::schema::{commissions, missed_sales};
use crate::scope::{AffiliateTx, SystemTx, TenantScope, TenantTx};

/// A sale that an affiliate misses.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = missed_sales)]
pub struct MissedSale {
    /// The brand.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: MissedSaleId,
    /// Who misses it.
    pub affiliate_id: AffiliateId,
    /// In which programme of theirs.
    pub enrollment_id: EnrollmentId,
    /// Where it stands.
    pub state: MissedSaleState,
    /// The order, as they name it.
    pub reference: Option<String>,
    /// What its spellings have in common.
    pub reference_key: Option<String>,
    /// What was paid in.
    pub currency: Option<Currency>,
    /// About how much, in minor units.
    pub amount: Option<i64>,
    /// The day, in UTC.
    pub occurred_on: NaiveDate,
    /// What shows it.
    pub evidence: String,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// The sale it was accepted as.
    pub conversion_id: Option<ConversionId>,
    /// When it was reported.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub decided_at: Option<DateTime<Utc>>,
}

tenant_reads!(MissedSale, missed_sales, MissedSaleId, "missed sale");

/// Which missed sales a list shows; what is none leaves out nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MissedSaleFilter {
    /// Only in this state.
    pub state: Option<MissedSaleState>,
    /// Only of this enrollment.
    pub enrollment: Option<EnrollmentId>,
    /// Only those whose reference begins with this, in capitals or not.
    pub search: Option<SearchText>,
}

impl MissedSale {
    /// One page of a filtered list, newest first.
    pub async fn filtered(
        scope: &impl TenantScope,
        filter: &MissedSaleFilter,
        page: Page,
    ) -> StoreResult<Slice<MissedSale>> {
        load_filtered!(scope, missed_sales, MissedSale, page, |query| {
            narrow!(query, missed_sales::state => filter.state, missed_sales::enrollment_id => filter.enrollment);
            if let Some(text) = &filter.search {
                // Comparisons by code point, which row-level security lets an index serve.
                let (from, before) = text.beginning();
                query = query.filter(
                    sql::<Bool>("missed_sales.reference_key COLLATE \"C\" >= ")
                        .bind::<Text, _>(reference_key(from))
                        .sql(" AND missed_sales.reference_key COLLATE \"C\" < ")
                        .bind::<Text, _>(reference_key(&before)),
                );
            }
        })
    }

    /// An affiliate's own, newest first.
    pub async fn of_affiliate(tx: &AffiliateTx, page: Page) -> StoreResult<Slice<MissedSale>> {
        load_own!(tx, missed_sales, MissedSale, page)
    }

    /// Adds it. Errors: `Conflict` while the same order is missed, or when it was found.
    pub async fn report(&self, tx: &AffiliateTx) -> StoreResult<()> {
        diesel::insert_into(missed_sales::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("missed sale"))?;
        Ok(())
    }

    /// How many of an affiliate's own wait for the brand in one enrollment.
    pub async fn open(tx: &AffiliateTx, tenant: TenantId, enrollment: EnrollmentId) -> StoreResult<i64> {
        Ok(missed_sales::table
            .filter(missed_sales::tenant_id.eq(tenant))
            .filter(missed_sales::affiliate_id.eq(tx.affiliate()))
            .filter(missed_sales::enrollment_id.eq(enrollment))
            .filter(missed_sales::state.eq(MissedSaleState::Reported))
            .count()
            .get_result(&mut tx.db()?)
            .await?)
    }

    /// An affiliate's own, locked. Errors: `NotFound`.
    pub async fn lock_own(tx: &AffiliateTx, id: MissedSaleId) -> StoreResult<MissedSale> {
        missed_sales::table
            .filter(missed_sales::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(missed_sales::affiliate_id.eq(tx.affiliate()))
            .filter(missed_sales::id.eq(id))
            .select(MissedSale::as_select())
            .for_update()
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("missed sale"))
    }

    /// Writes back that an affiliate has taken their own, locked one back.
    pub async fn withdraw(&self, tx: &AffiliateTx) -> StoreResult<()> {
        let saved = diesel::update(missed_sales::table)
            .filter(missed_sales::tenant_id.eq(self.tenant_id))
            .filter(missed_sales::id.eq(self.id))
            .set((missed_sales::state.eq(self.state), missed_sales::decided_at.eq(self.decided_at)))
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("missed sale")) }
    }

    /// Writes a decided, locked one back. Errors: `Conflict` when the affiliate has missed the same sale twice.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(missed_sales::table)
            .filter(missed_sales::tenant_id.eq(tx.tenant()))
            .filter(missed_sales::id.eq(self.id))
            .set((
                missed_sales::state.eq(self.state),
                missed_sales::reason.eq(&self.reason),
                missed_sales::conversion_id.eq(self.conversion_id),
                missed_sales::decided_at.eq(self.decided_at),
            ))
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("missed sale"))?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("missed sale")) }
    }

    /// Whether a conversion pays the affiliate who misses it.
    pub async fn is_paid_by(&self, tx: &TenantTx, conversion: ConversionId) -> StoreResult<bool> {
        let paying = commissions::table
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::conversion_id.eq(conversion))
            .filter(commissions::affiliate_id.eq(self.affiliate_id))
            .filter(commissions::cause.eq(Cause::Conversion))
            .filter(commissions::state.ne(CommissionState::Void));
        Ok(diesel::select(diesel::dsl::exists(paying)).get_result(&mut tx.db()?).await?)
    }

    /// Sales that may be the missed ones, each with the one it may be, the best first: their key is the reference as it
    /// was typed, in capitals or in small letters; or they are of about that day and came to exactly that much.
    pub async fn candidates(
        scope: &impl TenantScope,
        missed: &[MissedSaleId],
        most: i64,
    ) -> StoreResult<Vec<(MissedSaleId, ConversionId)>> {
        #[derive(QueryableByName)]
        struct Candidate {
            #[diesel(sql_type = SqlUuid)]
            missed_id: uuid::Uuid,
            #[diesel(sql_type = SqlUuid)]
            conversion_id: uuid::Uuid,
        }
        let ids: Vec<uuid::Uuid> = missed.iter().map(|id| id.uuid()).collect();
        let mut conn = scope.conn().await?;
        let found: Vec<Candidate> = diesel::sql_query(CANDIDATES)
            .bind::<SqlUuid, _>(scope.tenant())
            .bind::<Array<SqlUuid>, _>(ids)
            .bind::<BigInt, _>(most)
            .load(&mut conn)
            .await?;
        let pair =
            |c: Candidate| (MissedSaleId::from_uuid(c.missed_id), ConversionId::from_uuid(c.conversion_id));
        Ok(found.into_iter().map(pair).collect())
    }

    /// Decisions since then that the affiliate was not told, with their tenants, the oldest first.
    pub async fn untold(
        tx: &SystemTx,
        since: DateTime<Utc>,
        most: i64,
    ) -> StoreResult<Vec<(TenantId, MissedSaleId)>> {
        #[derive(QueryableByName)]
        struct Untold {
            #[diesel(sql_type = SqlUuid)]
            tenant_id: uuid::Uuid,
            #[diesel(sql_type = SqlUuid)]
            id: uuid::Uuid,
        }
        let rows: Vec<Untold> = diesel::sql_query(
            "SELECT s.tenant_id, s.id FROM missed_sales s WHERE s.decided_at > $1 AND s.state IN ('ACCEPTED','REJECTED') \
             AND NOT EXISTS (SELECT 1 FROM mails m WHERE m.tenant_id = s.tenant_id AND m.affiliate_id = s.affiliate_id \
               AND m.cause = 'MISSED_SALE_DECIDED' AND m.about = s.id::text) ORDER BY s.decided_at LIMIT $2",
        )
        .bind::<Timestamptz, _>(since)
        .bind::<BigInt, _>(most)
        .load(&mut tx.db()?)
        .await?;
        let pair = |row: Untold| (TenantId::from_uuid(row.tenant_id), MissedSaleId::from_uuid(row.id));
        Ok(rows.into_iter().map(pair).collect())
    }
}

const CANDIDATES: &str = "
SELECT s.id AS missed_id, v.id AS conversion_id FROM missed_sales s
CROSS JOIN LATERAL (
  SELECT f.id, min(f.rank) AS rank FROM (
    SELECT c.id, 1 AS rank FROM conversions c WHERE c.tenant_id = $1 AND c.kind = 'SALE'
      AND c.external_id IN (s.reference, upper(s.reference), s.reference_key)
    UNION ALL (SELECT c.id, 2 FROM conversions c WHERE c.tenant_id = $1 AND c.kind = 'SALE'
      AND c.occurred_at >= (s.occurred_on - 1)::timestamp AT TIME ZONE 'UTC'
      AND c.occurred_at < (s.occurred_on + 2)::timestamp AT TIME ZONE 'UTC'
      AND c.currency = s.currency AND c.amount = s.amount ORDER BY c.occurred_at LIMIT $3)
  ) f GROUP BY f.id ORDER BY rank, f.id LIMIT $3) v
WHERE s.tenant_id = $1 AND s.id = ANY($2)
ORDER BY s.id, v.rank, v.id";
