//! Which sales a top-up of a retroactive tier was for.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{AttributionId, PayeeId, ProgramId, TenantId};
use domain::reward::Totals;

use crate::attribution::Added;
use crate::error::{StoreError, StoreResult};
use crate::schema::top_up_parts;
use crate::scope::{TenantScope, TenantTx};
use crate::sql::ROWS_AT_ONCE;

/// What a top-up gave for one sale that came before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = top_up_parts)]
pub struct TopUpPart {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// The decision that reached the tier.
    pub attribution_id: AttributionId,
    /// Whose top-up it is.
    pub payee_id: PayeeId,
    /// The decision about the sale.
    pub of_attribution_id: AttributionId,
    /// By how much it raised the rate of that sale, in basis points.
    pub bps: i64,
    /// What that comes to, in minor units.
    pub due: i64,
    /// What was paid of it.
    pub minor: i64,
    /// Whether it counts.
    pub stands: bool,
}

/// A sale that counts under a retroactive tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiered {
    /// The decision about it.
    pub attribution: AttributionId,
    /// What it added to its payee's totals, of its own.
    pub own: Totals,
    /// What of it may earn, in minor units.
    pub commissionable: i64,
    /// What of that was paid back.
    pub refunded: i64,
    /// By how much top-ups have raised its rate, in basis points.
    pub raised_bps: i64,
}

#[derive(QueryableByName)]
struct TieredRow {
    #[diesel(sql_type = SqlUuid)]
    attribution: AttributionId,
    #[diesel(sql_type = Text)]
    added: String,
    #[diesel(sql_type = BigInt)]
    commissionable: i64,
    #[diesel(sql_type = BigInt)]
    refunded: i64,
    #[diesel(sql_type = BigInt)]
    raised_bps: i64,
}

impl TieredRow {
    fn read(self) -> StoreResult<Tiered> {
        let TieredRow { attribution, added, commissionable, refunded, raised_bps } = self;
        let added: Added = serde_json::from_str(&added).map_err(|_| StoreError::Corrupt("totals"))?;
        Ok(Tiered { attribution, own: added.own(), commissionable, refunded, raised_bps })
    }
}

/// The sales of a payee in a programme that count under a retroactive tier, of those from one day until before another; of
/// the decision that counts, and whose commission was not voided.
pub async fn tiered(
    scope: &impl TenantScope,
    payee: PayeeId,
    program: ProgramId,
    (from, before): (NaiveDate, NaiveDate),
) -> StoreResult<Vec<Tiered>> {
    let mut conn = scope.conn().await?;
    let rows: Vec<TieredRow> = diesel::sql_query(
        "SELECT c.attribution_id AS attribution, c.added::text AS added, v.commissionable, v.refunded_commissionable AS refunded, \
           (SELECT coalesce(sum(p.bps), 0)::bigint FROM top_up_parts p WHERE p.tenant_id = $1 \
              AND p.of_attribution_id = c.attribution_id AND p.payee_id = c.payee_id AND p.stands) AS raised_bps \
         FROM credits c \
         JOIN attributions a ON a.tenant_id = $1 AND a.id = c.attribution_id \
         JOIN conversions v ON v.tenant_id = $1 AND v.id = a.conversion_id \
         WHERE c.tenant_id = $1 AND c.payee_id = $2 AND c.program_id = $3 AND (c.added->>'tiered')::bigint <> 0 \
           AND v.occurred_at >= $4::date::timestamp AT TIME ZONE 'UTC' AND v.occurred_at < $5::date::timestamp AT TIME ZONE 'UTC' \
           AND NOT EXISTS (SELECT 1 FROM attributions n WHERE n.tenant_id = $1 AND n.conversion_id = a.conversion_id \
                             AND n.number > a.number) \
           AND (c.amount = 0 OR EXISTS (SELECT 1 FROM commissions m WHERE m.tenant_id = $1 AND m.conversion_id = v.id \
                  AND m.attribution_id = a.id AND m.payee_id = c.payee_id AND m.cause = 'CONVERSION' AND m.state <> 'VOID')) \
         ORDER BY c.attribution_id",
    )
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<SqlUuid, _>(payee)
    .bind::<SqlUuid, _>(program)
    .bind::<Date, _>(from)
    .bind::<Date, _>(before)
    .load(&mut conn)
    .await?;
    rows.into_iter().map(TieredRow::read).collect()
}

impl TopUpPart {
    /// Adds the parts of a top-up.
    pub async fn add(tx: &TenantTx, rows: &[TopUpPart]) -> StoreResult<()> {
        for rows in rows.chunks(ROWS_AT_ONCE) {
            diesel::insert_into(top_up_parts::table).values(rows).execute(&mut tx.db()?).await?;
        }
        Ok(())
    }

    /// What stands of top-ups for what this decision credits.
    pub async fn of_sale(scope: &impl TenantScope, of: AttributionId) -> StoreResult<Vec<TopUpPart>> {
        let mut conn = scope.conn().await?;
        Ok(top_up_parts::table
            .filter(top_up_parts::tenant_id.eq(scope.tenant()))
            .filter(top_up_parts::of_attribution_id.eq(of))
            .filter(top_up_parts::stands)
            .order((top_up_parts::payee_id, top_up_parts::attribution_id))
            .select(TopUpPart::as_select())
            .load(&mut conn)
            .await?)
    }

    /// What stands of a payee's top-up, each part with the sale it is for.
    pub async fn of_top_up(
        scope: &impl TenantScope,
        attribution: AttributionId,
        payee: PayeeId,
    ) -> StoreResult<Vec<(TopUpPart, Tiered)>> {
        #[derive(QueryableByName)]
        struct Due {
            #[diesel(sql_type = BigInt)]
            due: i64,
            #[diesel(sql_type = BigInt)]
            minor: i64,
        }
        let mut conn = scope.conn().await?;
        let rows: Vec<(TieredRow, Due)> = diesel::sql_query(
            "SELECT p.of_attribution_id AS attribution, c.added::text AS added, v.commissionable, \
               v.refunded_commissionable AS refunded, p.bps AS raised_bps, p.due, p.minor \
             FROM top_up_parts p \
             JOIN credits c ON c.tenant_id = $1 AND c.attribution_id = p.of_attribution_id AND c.payee_id = p.payee_id \
             JOIN attributions a ON a.tenant_id = $1 AND a.id = c.attribution_id \
             JOIN conversions v ON v.tenant_id = $1 AND v.id = a.conversion_id \
             WHERE p.tenant_id = $1 AND p.attribution_id = $2 AND p.payee_id = $3 AND p.stands ORDER BY p.of_attribution_id",
        )
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<SqlUuid, _>(attribution)
        .bind::<SqlUuid, _>(payee)
        .load(&mut conn)
        .await?;
        let read = |(row, Due { due, minor }): (TieredRow, Due)| {
            let sale = row.read()?;
            let part = TopUpPart {
                tenant_id: scope.tenant(),
                attribution_id: attribution,
                payee_id: payee,
                of_attribution_id: sale.attribution,
                bps: sale.raised_bps,
                due,
                minor,
                stands: true,
            };
            Ok((part, sale))
        };
        rows.into_iter().map(read).collect()
    }

    /// A payee's top-up stands no more: its tier is not reached.
    pub async fn end(tx: &TenantTx, attribution: AttributionId, payee: PayeeId) -> StoreResult<()> {
        diesel::update(top_up_parts::table)
            .filter(top_up_parts::tenant_id.eq(tx.tenant()))
            .filter(top_up_parts::attribution_id.eq(attribution))
            .filter(top_up_parts::payee_id.eq(payee))
            .set(top_up_parts::stands.eq(false))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Nothing of top-ups stands for what this decision credits a payee with: it counts no more.
    pub async fn end_of_sale(tx: &TenantTx, of: AttributionId, payee: PayeeId) -> StoreResult<()> {
        diesel::update(top_up_parts::table)
            .filter(top_up_parts::tenant_id.eq(tx.tenant()))
            .filter(top_up_parts::of_attribution_id.eq(of))
            .filter(top_up_parts::payee_id.eq(payee))
            .set(top_up_parts::stands.eq(false))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}
