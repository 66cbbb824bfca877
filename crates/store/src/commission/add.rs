//! Adding commissions, as many as there are, in one statement that stays prepared.

use diesel::sql_types::{Array, BigInt, Bool, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;

use super::Commission;
use crate::error::StoreResult;
use crate::live::Watched;
use crate::scope::{TenantScope, TenantTx};
use crate::sql::sql;

const ADD: &str = "INSERT INTO commissions (tenant_id, id, payee_id, affiliate_id, program_id, terms_id, cause, conversion_id, \
       attribution_id, refund_id, adjusts_id, currency, amount, debt, recovered, state, void_reason, matures_at, payout_id, why, \
       created_at, returned_by_payout_id, budget_id) \
     SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";

impl Commission {
    /// Adds many of this tenant.
    pub async fn add(tx: &TenantTx, rows: &[Commission]) -> StoreResult<()> {
        if rows.is_empty() {
            return Ok(());
        }
        fn column<'a, T>(rows: &'a [Commission], turn: impl Fn(&'a Commission) -> T) -> Vec<T> {
            rows.iter().map(turn).collect()
        }
        sql(ADD)
            .bind::<SqlUuid, _>(tx.tenant())
            .bind::<Array<SqlUuid>, _>(column(rows, |c| c.id))
            .bind::<Array<SqlUuid>, _>(column(rows, |c| c.payee_id))
            .bind::<Array<Nullable<SqlUuid>>, _>(column(rows, |c| c.affiliate_id))
            .bind::<Array<SqlUuid>, _>(column(rows, |c| c.program_id))
            .bind::<Array<Nullable<SqlUuid>>, _>(column(rows, |c| c.terms_id))
            .bind::<Array<Text>, _>(column(rows, |c| c.cause))
            .bind::<Array<Nullable<SqlUuid>>, _>(column(rows, |c| c.conversion_id))
            .bind::<Array<Nullable<SqlUuid>>, _>(column(rows, |c| c.attribution_id))
            .bind::<Array<Nullable<SqlUuid>>, _>(column(rows, |c| c.refund_id))
            .bind::<Array<Nullable<SqlUuid>>, _>(column(rows, |c| c.adjusts_id))
            .bind::<Array<Text>, _>(column(rows, |c| c.currency))
            .bind::<Array<BigInt>, _>(column(rows, |c| c.amount))
            .bind::<Array<Bool>, _>(column(rows, |c| c.debt))
            .bind::<Array<BigInt>, _>(column(rows, |c| c.recovered))
            .bind::<Array<Text>, _>(column(rows, |c| c.state))
            .bind::<Array<Nullable<Text>>, _>(column(rows, |c| c.void_reason.as_deref()))
            .bind::<Array<Timestamptz>, _>(column(rows, |c| c.matures_at))
            .bind::<Array<Nullable<SqlUuid>>, _>(column(rows, |c| c.payout_id))
            .bind::<Array<Jsonb>, _>(column(rows, |c| &c.why))
            .bind::<Array<Timestamptz>, _>(column(rows, |c| c.created_at))
            .bind::<Array<Nullable<SqlUuid>>, _>(column(rows, |c| c.returned_by_payout_id))
            .bind::<Array<Nullable<SqlUuid>>, _>(column(rows, |c| c.budget_id))
            .execute(&mut tx.db()?)
            .await?;
        tx.changed(rows.iter().map(Watched::change));
        Ok(())
    }
}
