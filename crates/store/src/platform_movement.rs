//! What moved the platform's balance at Stripe and no tenant caused: Stripe's fees on accounts, payouts to our own bank,
//! money put in.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;
use domain::money::Currency;

use crate::error::StoreResult;
use crate::schema::platform_movements;
use crate::scope::SystemTx;

/// One such movement.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = platform_movements)]
pub struct PlatformMovement {
    /// `txn_…`
    pub id: String,
    /// Stripe's word for what it is.
    pub kind: String,
    /// Its currency.
    pub currency: Currency,
    /// What it added to the balance, in minor units; below zero what it took.
    pub net: i64,
    /// When Stripe made it.
    pub made_at: DateTime<Utc>,
}

impl PlatformMovement {
    /// Keeps these; those that are kept already stay as they are. Returns how many are new.
    pub async fn keep(tx: &SystemTx, movements: &[PlatformMovement]) -> StoreResult<usize> {
        Ok(diesel::insert_into(platform_movements::table)
            .values(movements)
            .on_conflict(platform_movements::id)
            .do_nothing()
            .execute(&mut tx.db()?)
            .await?)
    }

    /// What all of them came to, by currency, in minor units.
    pub async fn sums(tx: &SystemTx) -> StoreResult<Vec<(Currency, i64)>> {
        Ok(platform_movements::table
            .group_by(platform_movements::currency)
            .select((platform_movements::currency, diesel::dsl::sql::<BigInt>("sum(net)::bigint")))
            .order(platform_movements::currency)
            .load(&mut tx.db()?)
            .await?)
    }
}
