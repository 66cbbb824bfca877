//! Which customer wrote a moment, where the brand has said so, and whether they bought what it is about.
//!
//! A sale and a moment of one customer find each other because both lock the customer's row first; a refund does not, and has
//! the worker look again.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::conversion::ConversionKind;
use domain::ids::{CustomerId, MomentId, ProductId, TenantId};
use domain::trust::{Purchase, is_verified_buyer};
use serde::{Deserialize, Serialize};

use crate::error::StoreResult;
use crate::identity;
use crate::moment::Moment;
use crate::outbox::{self, Job};
use crate::schema::{customers, moment_customers, moments};
use crate::scope::{TenantScope, TenantTx};
use crate::sql::{ROWS_AT_ONCE, kept, sql};

/// Most sales of a customer that are looked at, the latest first.
const PURCHASES_MAX: i64 = 1_000;

/// Asks whether a customer's moments are of a verified buyer, since something of theirs was bought or given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyBuyer {
    /// Its tenant.
    pub tenant: TenantId,
    /// The customer.
    pub customer: CustomerId,
}

impl Job for VerifyBuyer {
    const NAME: &'static str = "verify_buyer";
}

/// Who wrote a moment.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = moment_customers)]
pub struct MomentCustomer {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// The moment.
    pub moment_id: MomentId,
    /// The customer; none since the moment was erased.
    pub customer_id: Option<CustomerId>,
}

impl MomentCustomer {
    /// Adds those of moments that were added, whose customers are locked.
    pub(crate) async fn add(tx: &TenantTx, rows: &[MomentCustomer]) -> StoreResult<()> {
        for part in rows.chunks(ROWS_AT_ONCE) {
            kept(diesel::insert_into(moment_customers::table).values(part), part.len())
                .execute(&mut tx.db()?)
                .await?;
        }
        Ok(())
    }

    /// Forgets who wrote moments that are erased.
    pub(crate) async fn forget(tx: &TenantTx, moments: &[MomentId]) -> StoreResult<()> {
        diesel::update(moment_customers::table)
            .filter(moment_customers::tenant_id.eq(tx.tenant()))
            .filter(moment_customers::moment_id.eq_any(moments))
            .set(moment_customers::customer_id.eq(None::<CustomerId>))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}

/// The customers of these keys, added when missing, their rows locked: their sales wait until this transaction ends.
pub(crate) async fn lock_customers(
    tx: &TenantTx,
    external_ids: &[String],
    now: DateTime<Utc>,
) -> StoreResult<HashMap<String, CustomerId>> {
    let known = identity::customers(tx, external_ids, now).await?;
    if !known.is_empty() {
        let ids: Vec<CustomerId> = known.values().copied().collect();
        lock(tx, &ids).await?;
    }
    Ok(known)
}

async fn lock(tx: &TenantTx, ids: &[CustomerId]) -> StoreResult<()> {
    let _: Vec<CustomerId> = customers::table
        .filter(customers::tenant_id.eq(tx.tenant()))
        .filter(customers::id.eq_any(ids))
        .order(customers::id)
        .select(customers::id)
        .for_no_key_update()
        .load(&mut tx.db()?)
        .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Bought {
    #[diesel(sql_type = SqlUuid)]
    customer_id: CustomerId,
    #[diesel(sql_type = Timestamptz)]
    occurred_at: DateTime<Utc>,
    #[diesel(sql_type = Array<SqlUuid>)]
    products: Vec<ProductId>,
}

/// What these customers have bought and kept. Lines that were given back whole are not among it.
pub(crate) async fn purchases(
    scope: &impl TenantScope,
    customers: &[CustomerId],
) -> StoreResult<HashMap<CustomerId, Vec<Purchase>>> {
    if customers.is_empty() {
        return Ok(HashMap::new());
    }
    let mut conn = scope.conn().await?;
    let bought: Vec<Bought> = sql(
        "SELECT u.id AS customer_id, c.occurred_at, ARRAY( \
           SELECT DISTINCT p.id FROM conversion_lines l JOIN products p ON p.tenant_id = $1 AND p.external_id = l.sku \
           WHERE l.tenant_id = $1 AND l.conversion_id = c.id AND l.refunded_quantity < l.quantity \
             AND (l.refunded < l.amount OR l.amount = 0)) AS products \
         FROM unnest($2) AS u(id) CROSS JOIN LATERAL ( \
           SELECT id, occurred_at FROM conversions WHERE tenant_id = $1 AND customer_id = u.id AND kind = 'SALE' \
             AND state <> 'REVERSED' ORDER BY occurred_at DESC, id DESC LIMIT $3) c",
    )
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Array<SqlUuid>, _>(customers.to_vec())
    .bind::<BigInt, _>(PURCHASES_MAX)
    .load(&mut conn)
    .await?;
    let mut purchases: HashMap<CustomerId, Vec<Purchase>> = HashMap::new();
    for Bought { customer_id, occurred_at, products } in bought {
        let purchase = Purchase { kind: ConversionKind::Sale, occurred_at, products, refunded: false };
        purchases.entry(customer_id).or_default().push(purchase);
    }
    Ok(purchases)
}

/// Asks the worker to look at the moments of a customer again, if they have any. The customer's row is locked.
pub async fn ask_after_sale(tx: &TenantTx, customer: CustomerId, now: DateTime<Utc>) -> StoreResult<()> {
    let has_moments: Option<MomentId> = moment_customers::table
        .filter(moment_customers::tenant_id.eq(tx.tenant()))
        .filter(moment_customers::customer_id.eq(customer))
        .select(moment_customers::moment_id)
        .first(&mut tx.db()?)
        .await
        .optional()?;
    match has_moments {
        Some(_) => ask(tx, customer, now).await,
        None => Ok(()),
    }
}

/// Asks the worker to look at the moments of a customer again once this transaction stands.
pub async fn ask(tx: &TenantTx, customer: CustomerId, now: DateTime<Utc>) -> StoreResult<()> {
    outbox::ask(tx, &VerifyBuyer { tenant: tx.tenant(), customer }, now).await
}

/// Has every moment of a customer say whether they bought what it is about, and rank so. Returns how many have changed.
pub async fn verify(tx: &TenantTx, customer: CustomerId, now: DateTime<Utc>) -> StoreResult<usize> {
    lock(tx, &[customer]).await?;
    let ids: Vec<MomentId> = moment_customers::table
        .filter(moment_customers::tenant_id.eq(tx.tenant()))
        .filter(moment_customers::customer_id.eq(customer))
        .select(moment_customers::moment_id)
        .load(&mut tx.db()?)
        .await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let rows: Vec<Moment> = moments::table
        .filter(moments::tenant_id.eq(tx.tenant()))
        .filter(moments::id.eq_any(&ids))
        .order(moments::id)
        .select(Moment::as_select())
        .for_update()
        .load(&mut tx.db()?)
        .await?;
    let of = [customer];
    let (tags, purchases) = futures::try_join!(Moment::tags(tx, &ids), purchases(tx, &of))?;
    let bought = purchases.get(&customer).map(Vec::as_slice).unwrap_or_default();
    let mut changed = 0;
    for mut row in rows {
        let about: Vec<ProductId> =
            tags.iter().filter(|(moment, _)| *moment == row.id).map(|(_, product)| *product).collect();
        if row.set_verified_buyer(is_verified_buyer(&about, row.published_at, bought), now) {
            row.save(tx).await?;
            changed += 1;
        }
    }
    Ok(changed)
}
