//! Refunds, and refunds no sale was found for.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::conversion::ConversionState;
use domain::ids::{ConversionId, RefundId, TenantId, UnmatchedRefundId};
use domain::money::Currency;

use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice, load_page, tenant_reads};
use crate::schema::{conversions, refund_lines, refunds, unmatched_refunds};
use crate::scope::{TenantScope, TenantTx};

/// A refund.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = refunds)]
pub struct Refund {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: RefundId,
    /// What it takes from.
    pub conversion_id: ConversionId,
    /// The brand's own key.
    pub external_id: String,
    /// What was paid back, in minor units.
    pub amount: i64,
    /// The part of it that could earn.
    pub commissionable: i64,
    /// Commission taken back with it.
    pub reversed: i64,
    /// What a repeat is compared with.
    pub contents_hash: Vec<u8>,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// When we heard of it.
    pub recorded_at: DateTime<Utc>,
}

tenant_reads!(Refund, refunds, RefundId, "refund");

impl Refund {
    /// The refund of this key.
    pub async fn by_external_id(scope: &impl TenantScope, external_id: &str) -> StoreResult<Option<Refund>> {
        let mut conn = scope.conn().await?;
        Ok(refunds::table
            .filter(refunds::tenant_id.eq(scope.tenant()))
            .filter(refunds::external_id.eq(external_id))
            .select(Refund::as_select())
            .first(&mut conn)
            .await
            .optional()?)
    }

    /// One page of a conversion's refunds.
    pub async fn of_conversion(
        scope: &impl TenantScope,
        conversion: ConversionId,
        page: Page,
    ) -> StoreResult<Slice<Refund>> {
        load_page!(scope, refunds, Refund, page, refunds::conversion_id.eq(conversion))
    }

    /// Adds the refund with its lines `(position, quantity, amount)`, and takes them from the conversion and its
    /// lines. Errors: `Conflict` when the key is taken, a database error when more is taken than is left.
    pub async fn apply(
        &self,
        tx: &TenantTx,
        lines: &[(i32, i64, i64)],
        state: ConversionState,
    ) -> StoreResult<()> {
        self.insert(tx).await?;
        let rows: Vec<_> = lines
            .iter()
            .map(|(position, quantity, amount)| {
                (
                    refund_lines::tenant_id.eq(tx.tenant()),
                    refund_lines::refund_id.eq(self.id),
                    refund_lines::conversion_id.eq(self.conversion_id),
                    refund_lines::position.eq(*position),
                    refund_lines::quantity.eq(*quantity),
                    refund_lines::amount.eq(*amount),
                )
            })
            .collect();
        diesel::insert_into(refund_lines::table).values(&rows).execute(&mut tx.db()?).await?;
        let taken = diesel::sql_query(
            "UPDATE conversion_lines l SET refunded = l.refunded + u.amount, refunded_quantity = l.refunded_quantity + u.quantity \
             FROM unnest($3, $4, $5) AS u(position, quantity, amount) \
             WHERE l.tenant_id = $1 AND l.conversion_id = $2 AND l.position = u.position",
        )
        .bind::<SqlUuid, _>(tx.tenant())
        .bind::<SqlUuid, _>(self.conversion_id)
        .bind::<Array<Integer>, _>(lines.iter().map(|l| l.0).collect::<Vec<_>>())
        .bind::<Array<BigInt>, _>(lines.iter().map(|l| l.1).collect::<Vec<_>>())
        .bind::<Array<BigInt>, _>(lines.iter().map(|l| l.2).collect::<Vec<_>>())
        .execute(&mut tx.db()?)
        .await?;
        let changed = diesel::update(conversions::table)
            .filter(conversions::tenant_id.eq(tx.tenant()))
            .filter(conversions::id.eq(self.conversion_id))
            .set((
                conversions::refunded.eq(conversions::refunded + self.amount),
                conversions::refunded_commissionable
                    .eq(conversions::refunded_commissionable + self.commissionable),
                conversions::state.eq(state),
            ))
            .execute(&mut tx.db()?)
            .await?;
        if taken == lines.len() && changed == 1 { Ok(()) } else { Err(StoreError::Conflict("refund")) }
    }
}

/// A refund no sale was found for. It moves no money.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = unmatched_refunds)]
pub struct UnmatchedRefund {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: UnmatchedRefundId,
    /// The brand's own key.
    pub external_id: String,
    /// The customer it named.
    pub customer: Option<String>,
    /// The product.
    pub sku: String,
    /// How many.
    pub quantity: i64,
    /// How much, in minor units.
    pub amount: i64,
    /// In which currency.
    pub currency: Currency,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// When we heard of it.
    pub recorded_at: DateTime<Utc>,
    /// Why no sale was found.
    pub reason: String,
}

tenant_reads!(UnmatchedRefund, unmatched_refunds, UnmatchedRefundId, "unmatched refund");

impl UnmatchedRefund {
    /// Adds the refund unless it stands; false when it does.
    pub async fn add(&self, tx: &TenantTx) -> StoreResult<bool> {
        let added = diesel::insert_into(unmatched_refunds::table)
            .values(self)
            .on_conflict((unmatched_refunds::tenant_id, unmatched_refunds::external_id))
            .do_nothing()
            .execute(&mut tx.db()?)
            .await?;
        Ok(added == 1)
    }

    /// Whether the refund of this key is kept as unmatched.
    pub async fn stands(scope: &impl TenantScope, external_id: &str) -> StoreResult<bool> {
        let mut conn = scope.conn().await?;
        let found: Option<UnmatchedRefundId> = unmatched_refunds::table
            .filter(unmatched_refunds::tenant_id.eq(scope.tenant()))
            .filter(unmatched_refunds::external_id.eq(external_id))
            .select(unmatched_refunds::id)
            .first(&mut conn)
            .await
            .optional()?;
        Ok(found.is_some())
    }
}
