//! Leads and sales with their lines.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::conversion::{ConversionKind, ConversionState, Door, Line};
use domain::ids::{ConversionId, CustomerId, TenantId, TypedId};
use domain::money::Currency;
use domain::search::SearchText;

use crate::error::{StoreError, StoreResult};
use crate::live::{Change, Subject};
use crate::page::{Page, Slice, load_filtered, load_page, narrow, tenant_reads};
use crate::schema::{conversion_lines, conversions};
use crate::scope::{AffiliateTx, TenantScope, TenantTx};
use crate::sql::sql;

/// A conversion.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = conversions, treat_none_as_default_value = false)]
pub struct Conversion {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: ConversionId,
    /// Lead or sale.
    pub kind: ConversionKind,
    /// The brand's own key.
    pub external_id: String,
    /// How it came in.
    pub door: Door,
    /// Its currency.
    pub currency: Currency,
    /// Total, in minor units.
    pub amount: i64,
    /// The part that may earn.
    pub commissionable: i64,
    /// What has been taken back.
    pub refunded: i64,
    /// The part of it that could earn.
    pub refunded_commissionable: i64,
    /// The buyer, if the brand named one.
    pub customer_id: Option<CustomerId>,
    /// Where to.
    pub country: Option<String>,
    /// The coupon code used.
    pub code: Option<String>,
    /// Where it stands.
    pub state: ConversionState,
    /// What a repeat is compared with.
    pub contents_hash: Vec<u8>,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// When we heard of it.
    pub recorded_at: DateTime<Utc>,
    /// The brand's own key of the subscription it is a sale of.
    pub subscription: Option<String>,
    /// The buyer's mailbox, hashed under a key of the tenant's, where the brand has told it.
    pub email_hash: Option<Vec<u8>>,
    /// Whether that mailbox is one that is thrown away.
    pub email_disposable: Option<bool>,
    /// How much speaks for fraud, of 100; none while it was not judged.
    pub fraud_score: Option<i32>,
    /// When that was judged. What is null is judged next, and nothing of it matures before.
    pub judged_at: Option<DateTime<Utc>>,
}

tenant_reads!(Conversion, conversions, ConversionId, "conversion");

/// A conversion as an affiliate sees it who earns from it.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct OwnConversion {
    #[diesel(sql_type = SqlUuid)]
    id: uuid::Uuid,
    /// Lead or sale.
    #[diesel(sql_type = Text)]
    pub kind: ConversionKind,
    /// The brand's own key.
    #[diesel(sql_type = Text)]
    pub external_id: String,
    /// Where it stands.
    #[diesel(sql_type = Text)]
    pub state: ConversionState,
    /// Its currency.
    #[diesel(sql_type = Text)]
    pub currency: Currency,
    /// Total, in minor units.
    #[diesel(sql_type = BigInt)]
    pub amount: i64,
    /// The part that may earn.
    #[diesel(sql_type = BigInt)]
    pub commissionable: i64,
    /// What has been taken back.
    #[diesel(sql_type = BigInt)]
    pub refunded: i64,
    /// The coupon code used.
    #[diesel(sql_type = Nullable<Text>)]
    pub code: Option<String>,
    /// When it happened.
    #[diesel(sql_type = Timestamptz)]
    pub occurred_at: DateTime<Utc>,
}

impl OwnConversion {
    /// Those of these ids the affiliate earns from; others are left out.
    pub async fn of(tx: &AffiliateTx, ids: &[ConversionId]) -> StoreResult<Vec<OwnConversion>> {
        let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.uuid()).collect();
        Ok(diesel::sql_query("SELECT * FROM own_conversions($1)")
            .bind::<Array<SqlUuid>, _>(ids)
            .load(&mut tx.db()?)
            .await?)
    }

    /// Its id.
    pub fn id(&self) -> ConversionId {
        ConversionId::from_uuid(self.id)
    }
}

/// A line as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = conversion_lines)]
pub struct ConversionLine {
    /// Its conversion.
    pub conversion_id: ConversionId,
    /// 1, 2, 3 …
    pub position: i32,
    /// The brand's own key of the product.
    pub sku: String,
    /// What a person reads.
    pub title: Option<String>,
    /// How many.
    pub quantity: i64,
    /// Line total, in minor units.
    pub amount: i64,
    /// Whether it may earn.
    pub commissionable: bool,
    /// How many came back.
    pub refunded_quantity: i64,
    /// What was paid back.
    pub refunded: i64,
}

/// Which conversions a list shows; what is none leaves out nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConversionFilter {
    /// Only leads, or only sales.
    pub kind: Option<ConversionKind>,
    /// Only in this state.
    pub state: Option<ConversionState>,
    /// Only what happened then or later.
    pub from: Option<DateTime<Utc>>,
    /// Only what happened before.
    pub to: Option<DateTime<Utc>>,
    /// Only those whose key, or whose buyer's, begins like this.
    pub search: Option<SearchText>,
}

impl Conversion {
    /// One page of a filtered list, newest first.
    pub async fn filtered(
        scope: &impl TenantScope,
        filter: &ConversionFilter,
        page: Page,
    ) -> StoreResult<Slice<Conversion>> {
        load_filtered!(scope, conversions, Conversion, page, |query| {
            narrow!(query, conversions::kind => filter.kind, conversions::state => filter.state);
            if let Some(from) = filter.from {
                query = query.filter(conversions::occurred_at.ge(from));
            }
            if let Some(to) = filter.to {
                query = query.filter(conversions::occurred_at.lt(to));
            }
            if let Some(text) = &filter.search {
                // Comparisons by code point, which row-level security lets an index serve; it does not for LIKE.
                let (from, before) = text.beginning();
                query = query.filter(
                    diesel::dsl::sql::<Bool>(
                        "conversions.id IN (SELECT f.id FROM conversions f WHERE f.tenant_id = ",
                    )
                    .bind::<SqlUuid, _>(scope.tenant())
                    .sql(" AND f.external_id COLLATE \"C\" >= ")
                    .bind::<Text, _>(from)
                    .sql(" AND f.external_id COLLATE \"C\" < ")
                    .bind::<Text, _>(before.clone())
                    .sql(
                        " UNION ALL SELECT f.id FROM customers c JOIN conversions f \
                         ON f.tenant_id = c.tenant_id AND f.customer_id = c.id WHERE c.tenant_id = ",
                    )
                    .bind::<SqlUuid, _>(scope.tenant())
                    .sql(" AND c.external_id COLLATE \"C\" >= ")
                    .bind::<Text, _>(from)
                    .sql(" AND c.external_id COLLATE \"C\" < ")
                    .bind::<Text, _>(before)
                    .sql(")"),
                );
            }
        })
    }

    /// These conversions locked, in order of id.
    pub async fn lock_many(tx: &TenantTx, ids: &[ConversionId]) -> StoreResult<Vec<Conversion>> {
        Ok(conversions::table
            .filter(conversions::tenant_id.eq(tx.tenant()))
            .filter(conversions::id.eq_any(ids))
            .order(conversions::id)
            .select(Conversion::as_select())
            .for_update()
            .load(&mut tx.db()?)
            .await?)
    }

    /// The customer's first sale after a moment.
    pub async fn next_sale(
        scope: &impl TenantScope,
        customer: CustomerId,
        after: DateTime<Utc>,
    ) -> StoreResult<Option<ConversionId>> {
        let mut conn = scope.conn().await?;
        Ok(conversions::table
            .filter(conversions::tenant_id.eq(scope.tenant()))
            .filter(conversions::customer_id.eq(customer))
            .filter(conversions::kind.eq(ConversionKind::Sale))
            .filter(conversions::occurred_at.gt(after))
            .order((conversions::occurred_at, conversions::id))
            .select(conversions::id)
            .first(&mut conn)
            .await
            .optional()?)
    }

    /// The first sale of a subscription, where it is another than this one and not later.
    pub async fn first_of_subscription(
        scope: &impl TenantScope,
        subscription: &str,
        before: DateTime<Utc>,
        but: ConversionId,
    ) -> StoreResult<Option<Conversion>> {
        let mut conn = scope.conn().await?;
        Ok(conversions::table
            .filter(conversions::tenant_id.eq(scope.tenant()))
            .filter(conversions::subscription.eq(subscription))
            .filter(conversions::kind.eq(ConversionKind::Sale))
            .filter(conversions::occurred_at.le(before))
            .filter(conversions::id.ne(but))
            .order((conversions::occurred_at, conversions::id))
            .select(Conversion::as_select())
            .first(&mut conn)
            .await
            .optional()?)
    }

    /// The conversion of this key.
    pub async fn by_external_id(
        scope: &impl TenantScope,
        kind: ConversionKind,
        external_id: &str,
    ) -> StoreResult<Option<Conversion>> {
        let mut conn = scope.conn().await?;
        Ok(conversions::table
            .filter(conversions::tenant_id.eq(scope.tenant()))
            .filter(conversions::kind.eq(kind))
            .filter(conversions::external_id.eq(external_id))
            .select(Conversion::as_select())
            .first(&mut conn)
            .await
            .optional()?)
    }

    /// The conversion of this key, if there is one; whoever else brings the key waits from here to the commit. The customer's
    /// row is locked before this.
    pub async fn standing(
        tx: &TenantTx,
        kind: ConversionKind,
        external_id: &str,
    ) -> StoreResult<Option<Conversion>> {
        let conn = tx.db()?;
        let (mut turn, mut look) = (conn, conn);
        let turn =
            sql("SELECT pg_advisory_xact_lock(hashtextextended('conversion:' || $1::text || $2 || $3, 0))")
                .bind::<SqlUuid, _>(tx.tenant())
                .bind::<Text, _>(kind)
                .bind::<Text, _>(external_id)
                .execute(&mut turn);
        let look = conversions::table
            .filter(conversions::tenant_id.eq(tx.tenant()))
            .filter(conversions::kind.eq(kind))
            .filter(conversions::external_id.eq(external_id))
            .select(Conversion::as_select())
            .first(&mut look);
        let (_, found) = futures::future::try_join(turn, async { look.await.optional() }).await?;
        Ok(found)
    }

    /// Adds the conversion with its lines, whose key does not stand ([`Conversion::standing`]). Errors: `Conflict` for one that
    /// was added without its key being taken.
    pub async fn add(&self, tx: &TenantTx, lines: &[(Line, Option<String>)]) -> StoreResult<()> {
        let (added, lines) = futures::join!(self.insert(tx), self.add_lines(tx, lines));
        added?;
        lines?;
        tx.changed([Change::of(Subject::Conversion, self.id)]);
        Ok(())
    }

    async fn add_lines(&self, tx: &TenantTx, lines: &[(Line, Option<String>)]) -> StoreResult<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let column = |turn: fn(&Line) -> i64| lines.iter().map(|(line, _)| turn(line)).collect::<Vec<_>>();
        sql("INSERT INTO conversion_lines (tenant_id, conversion_id, position, sku, title, quantity, amount, commissionable) \
             SELECT $1, $2, * FROM unnest($3, $4, $5, $6, $7, $8)")
        .bind::<SqlUuid, _>(tx.tenant())
        .bind::<SqlUuid, _>(self.id)
        .bind::<Array<Integer>, _>(lines.iter().map(|(line, _)| line.position).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(lines.iter().map(|(line, _)| line.sku.as_str()).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(lines.iter().map(|(_, title)| title.as_deref()).collect::<Vec<_>>())
        .bind::<Array<BigInt>, _>(column(|line| line.quantity))
        .bind::<Array<BigInt>, _>(column(|line| line.amount))
        .bind::<Array<Bool>, _>(lines.iter().map(|(line, _)| line.commissionable).collect::<Vec<_>>())
        .execute(&mut tx.db()?)
        .await?;
        Ok(())
    }

    /// Sets where it stands.
    pub async fn set_state(&self, tx: &TenantTx, state: ConversionState) -> StoreResult<()> {
        let set = diesel::update(conversions::table)
            .filter(conversions::tenant_id.eq(tx.tenant()))
            .filter(conversions::id.eq(self.id))
            .set(conversions::state.eq(state))
            .execute(&mut tx.db()?)
            .await?;
        if set == 1 { Ok(()) } else { Err(StoreError::NotFound("conversion")) }
    }

    /// The customer's last sale before this one.
    pub async fn previous_sale(
        scope: &impl TenantScope,
        customer: CustomerId,
        before: DateTime<Utc>,
        not: ConversionId,
    ) -> StoreResult<Option<DateTime<Utc>>> {
        let mut conn = scope.conn().await?;
        Ok(conversions::table
            .filter(conversions::tenant_id.eq(scope.tenant()))
            .filter(conversions::customer_id.eq(customer))
            .filter(conversions::kind.eq(ConversionKind::Sale))
            .filter(conversions::occurred_at.lt(before))
            .filter(conversions::id.ne(not))
            .select(diesel::dsl::max(conversions::occurred_at))
            .first(&mut conn)
            .await?)
    }

    /// The customer's most recent earlier sale line with this SKU and enough left to take back.
    pub async fn refundable_line(
        tx: &TenantTx,
        customer: &str,
        sku: &str,
        currency: Currency,
        before: DateTime<Utc>,
        quantity: i64,
        amount: i64,
    ) -> StoreResult<Option<(ConversionId, i32)>> {
        Ok(conversions::table
            .inner_join(
                conversion_lines::table.on(conversion_lines::tenant_id
                    .eq(conversions::tenant_id)
                    .and(conversion_lines::conversion_id.eq(conversions::id))),
            )
            .inner_join(
                crate::schema::customers::table.on(crate::schema::customers::tenant_id
                    .eq(conversions::tenant_id)
                    .and(crate::schema::customers::id.nullable().eq(conversions::customer_id))),
            )
            .filter(conversions::tenant_id.eq(tx.tenant()))
            .filter(crate::schema::customers::external_id.eq(customer))
            .filter(conversions::kind.eq(ConversionKind::Sale))
            .filter(conversions::currency.eq(currency))
            .filter(conversions::occurred_at.le(before))
            .filter(conversion_lines::sku.eq(sku))
            .filter((conversion_lines::quantity - conversion_lines::refunded_quantity).ge(quantity))
            .filter((conversion_lines::amount - conversion_lines::refunded).ge(amount))
            .order((
                conversions::occurred_at.desc(),
                conversions::id.desc(),
                conversion_lines::position.desc(),
            ))
            .select((conversions::id, conversion_lines::position))
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }
}

impl ConversionLine {
    /// The lines of many conversions, in order.
    pub async fn of(scope: &impl TenantScope, ids: &[ConversionId]) -> StoreResult<Vec<ConversionLine>> {
        let mut conn = scope.conn().await?;
        Ok(conversion_lines::table
            .filter(conversion_lines::tenant_id.eq(scope.tenant()))
            .filter(conversion_lines::conversion_id.eq_any(ids))
            .order((conversion_lines::conversion_id, conversion_lines::position))
            .select(ConversionLine::as_select())
            .load(&mut conn)
            .await?)
    }

    /// The line as `domain` knows it.
    pub fn read(self) -> Line {
        Line {
            position: self.position,
            sku: self.sku,
            quantity: self.quantity,
            amount: self.amount,
            commissionable: self.commissionable,
            refunded_quantity: self.refunded_quantity,
            refunded: self.refunded,
        }
    }
}
