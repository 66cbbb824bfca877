//! What is sold.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{ProductId, TenantId};

use crate::error::StoreResult;
use crate::page::{load_page, tenant_reads};
use crate::schema::products;
use crate::scope::{TenantScope, TenantTx};

/// A product.
#[derive(
    Debug, Clone, PartialEq, Queryable, Selectable, Insertable, serde::Serialize, serde::Deserialize,
)]
#[diesel(table_name = products)]
pub struct Product {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: ProductId,
    /// The brand's own key: SKU or catalogue id.
    pub external_id: String,
    /// What a shopper reads.
    pub title: String,
    /// The brand's category.
    pub category: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(Product, products, ProductId, "product");

/// A product as an import names it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductRef {
    /// The brand's own key.
    pub external_id: String,
    /// What a shopper reads.
    pub title: String,
    /// The brand's category.
    pub category: Option<String>,
}

impl Product {
    /// Categories of these SKUs, for rules that ask for them.
    pub async fn by_external_ids(
        scope: &impl TenantScope,
        external_ids: &[String],
    ) -> StoreResult<Vec<Product>> {
        let mut conn = scope.conn().await?;
        Ok(products::table
            .filter(products::tenant_id.eq(scope.tenant()))
            .filter(products::external_id.eq_any(external_ids))
            .select(Product::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Adds the products that are missing, in one statement; those that stand are left as they are.
    pub async fn ensure(tx: &TenantTx, refs: &[ProductRef], now: DateTime<Utc>) -> StoreResult<()> {
        let mut refs: Vec<&ProductRef> = refs.iter().collect();
        refs.sort_by(|a, b| a.external_id.cmp(&b.external_id));
        refs.dedup_by(|a, b| a.external_id == b.external_id);
        let ids: Vec<ProductId> = refs.iter().map(|_| crate::new_id()).collect();
        diesel::sql_query(
            "INSERT INTO products (tenant_id, id, external_id, title, category, created_at) \
             SELECT $1, u.id, u.external_id, u.title, u.category, $2 \
             FROM unnest($3, $4, $5, $6) AS u(id, external_id, title, category) \
             ON CONFLICT (tenant_id, external_id) DO NOTHING",
        )
        .bind::<SqlUuid, _>(tx.tenant())
        .bind::<Timestamptz, _>(now)
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Array<Text>, _>(refs.iter().map(|r| r.external_id.clone()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(refs.iter().map(|r| r.title.clone()).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(refs.iter().map(|r| r.category.clone()).collect::<Vec<_>>())
        .execute(&mut tx.db()?)
        .await?;
        Ok(())
    }
}
