//! Brings a database to this version: roles, tables, and the login the server works as.

use diesel::sql_types::{Bool, Text};
use diesel_async::{
    AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::error::{StoreError, StoreResult};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Roles that own rights, never a password. `trib_jobs` owns the schema of the job queue.
const ROLES: &[&str] =
    &["trib_tenant", "trib_affiliate", "trib_system", "trib_global", "trib_search", "trib_jobs"];

/// How soon a machine that finds another migrating looks again.
const LOCK_RETRY: std::time::Duration = std::time::Duration::from_millis(200);

#[derive(diesel::QueryableByName)]
struct Exists {
    #[diesel(sql_type = Bool)]
    exists: bool,
}

#[derive(diesel::QueryableByName)]
struct Quoted {
    #[diesel(sql_type = Text)]
    text: String,
}

/// Runs what is missing. Safe to run again and from several machines at once (an advisory lock orders them).
///
/// `owner_url` may create roles and owns the schema; `app_url` is the server's own `DATABASE_URL`, whose login is
/// made when missing. Returns the names of the migrations that ran.
pub async fn migrate(owner_url: &str, app_url: &str) -> StoreResult<Vec<String>> {
    let mut conn = connect(owner_url).await?;
    // Asked for again and again: whoever waits inside of a statement has a snapshot, and an index that is built
    // concurrently waits for all of those.
    while !is_alone(&mut conn).await? {
        tokio::time::sleep(LOCK_RETRY).await;
    }
    for role in ROLES {
        ensure_role(&mut conn, role, "NOLOGIN").await?;
    }
    ensure_login(&mut conn, app_url).await?;

    let mut harness = AsyncMigrationHarness::new(conn);
    // The harness blocks on its own; it must not do so on a thread of the async runtime.
    let (mut conn, ran) = tokio::task::spawn_blocking(move || {
        let ran = harness
            .run_pending_migrations(MIGRATIONS)
            .map(|versions| versions.iter().map(ToString::to_string).collect::<Vec<_>>());
        (harness.into_inner(), ran)
    })
    .await
    .map_err(|e| StoreError::Connection(Box::new(e)))?;
    let ran = ran.map_err(StoreError::Connection)?;
    // The queue makes its own tables. It would make its schema too, where its table of migrations is missing, and that
    // takes a right over the whole database, which its role is not to have.
    conn.batch_execute(
        "GRANT USAGE ON SCHEMA public TO trib_tenant, trib_affiliate, trib_system, trib_global, trib_search; \
         CREATE SCHEMA IF NOT EXISTS graphile_worker; ALTER SCHEMA graphile_worker OWNER TO trib_jobs; \
         CREATE TABLE IF NOT EXISTS graphile_worker.migrations (id int PRIMARY KEY, \
             ts timestamptz NOT NULL DEFAULT now(), breaking boolean NOT NULL DEFAULT false); \
         ALTER TABLE graphile_worker.migrations OWNER TO trib_jobs; \
         SELECT pg_advisory_unlock(7216354)",
    )
    .await?;
    Ok(ran)
}

async fn is_alone(conn: &mut AsyncPgConnection) -> StoreResult<bool> {
    let locked: Exists =
        diesel::sql_query("SELECT pg_try_advisory_lock(7216354) AS exists").get_result(conn).await?;
    Ok(locked.exists)
}

async fn connect(url: &str) -> StoreResult<AsyncPgConnection> {
    AsyncPgConnection::establish(url).await.map_err(|e| StoreError::Connection(Box::new(e)))
}

async fn ensure_role(conn: &mut AsyncPgConnection, name: &str, attributes: &str) -> StoreResult<()> {
    let found: Exists =
        diesel::sql_query("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1) AS exists")
            .bind::<Text, _>(name)
            .get_result(conn)
            .await?;
    if !found.exists {
        let quoted = quote(conn, "%I", name).await?;
        // Several databases of one cluster may be migrated at once: somebody else's CREATE is as good.
        conn.batch_execute(&format!(
            "DO $$ BEGIN CREATE ROLE {quoted} {attributes}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        ))
        .await?;
    }
    Ok(())
}

async fn ensure_login(conn: &mut AsyncPgConnection, app_url: &str) -> StoreResult<()> {
    let parsed: tokio_postgres::Config = app_url.parse().map_err(|e| StoreError::Connection(Box::new(e)))?;
    let user =
        parsed.get_user().ok_or_else(|| StoreError::Connection("DATABASE_URL names no user".into()))?;
    let mut attributes = "LOGIN NOINHERIT".to_owned();
    if let Some(password) = parsed.get_password() {
        let password = String::from_utf8_lossy(password).into_owned();
        attributes.push_str(&format!(" PASSWORD {}", quote(conn, "%L", &password).await?));
    }
    ensure_role(conn, user, &attributes).await?;
    let login = quote(conn, "%I", user).await?;
    conn.batch_execute(&format!(
        "GRANT trib_tenant, trib_affiliate, trib_system, trib_global, trib_jobs TO {login}; GRANT trib_jobs TO trib_system"
    ))
    .await?;
    Ok(())
}

async fn quote(conn: &mut AsyncPgConnection, style: &str, text: &str) -> StoreResult<String> {
    let quoted: Quoted = diesel::sql_query("SELECT format($1, $2) AS text")
        .bind::<Text, _>(style)
        .bind::<Text, _>(text)
        .get_result(conn)
        .await?;
    Ok(quoted.text)
}
