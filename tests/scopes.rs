//! Contexts and transactions: a request that is cut off anywhere leaves no open transaction and no tenant behind.

#![allow(clippy::disallowed_methods)]

use std::pin::pin;
use std::time::Duration;

use diesel::sql_types::{Nullable, Text};
use diesel_async::RunQueryDsl;
use domain::ids::{TenantId, TypedId};
use store::config::DatabaseConfig;
use store::product::{Product, ProductRef};
use store::{Actor, Clock, Pool, TenantCtx, TenantRead, TenantScope, TenantTx};

use crate::world::World;

fn ctx(tenant: TenantId) -> TenantCtx {
    TenantCtx::authenticated(tenant, Actor::Job("test"))
}

async fn tenants(world: &World) -> (TenantId, TenantId) {
    let one = world.brand("One").await.tenant.parse().unwrap();
    let two = world.brand("Two").await.tenant.parse().unwrap();
    (one, two)
}

#[derive(diesel::QueryableByName)]
struct Setting {
    #[diesel(sql_type = Nullable<Text>)]
    tenant: Option<String>,
    #[diesel(sql_type = Text)]
    role: String,
}

/// What a scope's connection says of itself.
async fn setting(scope: &impl TenantScope) -> Setting {
    let mut conn = scope.conn().await.unwrap();
    diesel::sql_query("SELECT current_setting('app.tenant_id', true) AS tenant, current_role::text AS role")
        .get_result(&mut conn)
        .await
        .unwrap()
}

/// One tenant's write, step by step, as a request makes it.
async fn write(pool: Pool, tenant: TenantId) {
    let tx = TenantTx::begin(&pool, &ctx(tenant)).await.unwrap();
    let product = |n: i32| ProductRef { external_id: format!("p{n}"), title: "p".into(), category: None };
    Product::ensure(&tx, &[product(1), product(2)], Clock::system().now()).await.unwrap();
    Product::page(&tx, store::page::Page::first(10)).await.unwrap();
    tx.commit().await.unwrap();
}

/// Drops the future of `write` after it was polled `polls` times.
async fn cut_off(pool: &Pool, tenant: TenantId, polls: usize) -> bool {
    let mut future = pin!(write(pool.clone(), tenant));
    for _ in 0..polls {
        let polled = futures::poll!(future.as_mut());
        if polled.is_ready() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    false
}

#[tokio::test]
async fn a_future_dropped_at_any_await_leaves_nothing_behind() {
    let world = World::without_worker().await;
    let (one, two) = tenants(&world).await;
    let mut env = world.env.clone();
    env.set("DATABASE_CONNECTIONS", "1");
    let pool = Pool::open(&DatabaseConfig::read(&env).unwrap()).await.unwrap();
    let mut polls = 1;
    while !cut_off(&pool, one, polls).await {
        // The one connection is the cut-off request's own, or one made in its place.
        let read = TenantRead::new(&pool, &TenantCtx::authenticated(two, Actor::Public));
        let found = setting(&read).await;
        assert_eq!(found.tenant, Some(two.uuid().to_string()), "after {polls} polls");
        assert_eq!(found.role, "trib_tenant");
        assert!(Product::page(&read, store::page::Page::first(10)).await.unwrap().rows.is_empty());
        drop(read);
        let idle = world
            .sql(&format!(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'tributary_app' \
                 AND state = 'idle in transaction' AND state_change < now() - interval '2 seconds' AND {polls} > 0"
            ))
            .await;
        assert!(idle.is_empty(), "an open transaction was left: {idle:?}");
        polls += 1;
        assert!(polls < 2_000, "the write never ends");
    }
    assert!(polls > 5, "the write was cut off at {polls} places only");
    let rows = world.sql("SELECT count(*)::int AS n FROM products").await;
    assert_eq!(rows[0]["n"], 2, "only the write that was not cut off stands");
}

#[tokio::test]
async fn row_level_security_stands_behind_a_forgotten_predicate() {
    let world = World::without_worker().await;
    let (one, two) = tenants(&world).await;
    let pool = world.pool().await;
    write(pool.clone(), one).await;
    let count = async |tenant: TenantId| {
        let read = TenantRead::new(&pool, &TenantCtx::authenticated(tenant, Actor::Public));
        let mut conn = read.conn().await.unwrap();
        // No tenant predicate, on purpose.
        use diesel::QueryDsl;
        store::schema::products::table.count().get_result::<i64>(&mut conn).await.unwrap()
    };
    assert_eq!((count(one).await, count(two).await), (2, 0));
}

#[tokio::test]
async fn what_only_reads_cannot_write() {
    let world = World::without_worker().await;
    let (one, _) = tenants(&world).await;
    let pool = world.pool().await;
    write(pool.clone(), one).await;
    let read = TenantRead::new(&pool, &ctx(one));
    let mut conn = read.conn().await.unwrap();
    let written = diesel::sql_query("UPDATE products SET title = 'changed'").execute(&mut conn).await;
    let refused = written.unwrap_err().to_string();
    assert!(refused.contains("read-only transaction"), "{refused}");
}

#[tokio::test]
async fn a_tenant_cannot_write_into_another() {
    let world = World::without_worker().await;
    let (one, two) = tenants(&world).await;
    let pool = world.pool().await;
    let tx = TenantTx::begin(&pool, &TenantCtx::authenticated(one, Actor::Public)).await.unwrap();
    let foreign = Product {
        tenant_id: two,
        id: store::new_id(),
        external_id: "x".into(),
        title: "x".into(),
        category: None,
        url: None,
        created_at: Clock::system().now(),
    };
    assert!(foreign.insert(&tx).await.is_err());
    drop(tx);
    let tx = TenantTx::begin(&pool, &TenantCtx::authenticated(one, Actor::Public)).await.unwrap();
    for table in ["users", "sessions", "affiliates", "signing_keys", "stripe_events", "payout_accounts"] {
        let tx = TenantTx::begin(&pool, &TenantCtx::authenticated(one, Actor::Public)).await.unwrap();
        let read = diesel::sql_query(format!("SELECT 1 FROM {table}")).execute(&mut tx.db().unwrap()).await;
        assert!(read.is_err(), "a tenant reads {table}");
    }
    drop(tx);
}

#[tokio::test]
async fn an_affiliate_cannot_make_themselves_active_or_payable() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.link(&joe, None).await;
    let row = world.sql("SELECT affiliate_id, tenant_id FROM enrollments").await.remove(0);
    let as_joe = format!(
        "BEGIN; SET LOCAL ROLE trib_affiliate; SET LOCAL app.affiliate_id = {}; SET LOCAL app.tenant_ids = {};",
        row["affiliate_id"].to_string().replace('"', "'"),
        row["tenant_id"].to_string().replace('"', "'"),
    );
    for forbidden in [
        "UPDATE enrollments SET payout_ready = true, state = 'LEFT'",
        "UPDATE enrollments SET payee_id = NULL, state = 'LEFT'",
        "UPDATE enrollments SET state = 'ACTIVE'",
        "UPDATE links SET destination = 'https://elsewhere.example/'",
        "UPDATE commissions SET state = 'PAID'",
        "INSERT INTO outbox (tenant_id, id, job, payload, created_at) SELECT tenant_id, id, 'send_payout', '{}', now() FROM enrollments",
    ] {
        assert!(world.try_as_owner(&format!("{as_joe} {forbidden}; COMMIT")).await.is_err(), "{forbidden}");
    }
    let leaves = format!("{as_joe} UPDATE enrollments SET state = 'LEFT'; ROLLBACK");
    assert!(world.try_as_owner(&leaves).await.is_ok());
}
