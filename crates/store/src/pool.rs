//! The pool of connections to Postgres. Outside this crate nobody gets a bare connection from it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use diesel::sql_types::{Bool, Text};
use diesel_async::pooled_connection::deadpool::{Object, Pool as Deadpool};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::config::DatabaseConfig;
use crate::error::{StoreError, StoreResult};
use crate::live::Teller;

const CONNECTION_WAIT_MS: u64 = 5_000;

/// Connections to Postgres under the login that owns nothing.
#[derive(Clone)]
pub struct Pool {
    inner: Deadpool<AsyncPgConnection>,
    statement_timeout_ms: u32,
    heard: Heard,
    teller: Option<Teller>,
}

/// Up to when this process knows that Stripe's news has been heard: what a database that was restored meanwhile has
/// forgotten, the process has not.
#[derive(Clone, Debug)]
pub(crate) struct Heard(Arc<AtomicI64>);

impl Heard {
    /// Remembers a note. False for one that is older than another this process has seen.
    pub(crate) fn remember(&self, swept_to: DateTime<Utc>) -> bool {
        let noted = swept_to.timestamp_micros();
        self.0.fetch_max(noted, Ordering::SeqCst) <= noted
    }
}

/// What start-up checks of the login.
#[derive(diesel::QueryableByName)]
struct Login {
    #[diesel(sql_type = Bool)]
    powerful: bool,
    #[diesel(sql_type = Bool)]
    owner: bool,
    #[diesel(sql_type = Bool)]
    inherits: bool,
    #[diesel(sql_type = Text)]
    name: String,
}

impl Pool {
    /// Opens a pool and checks its login.
    ///
    /// Errors: [`StoreError::Connection`] when the server is away, or when the login is a superuser, bypasses
    /// row-level security, inherits its roles' rights, or owns a table.
    pub async fn open(config: &DatabaseConfig) -> StoreResult<Pool> {
        let manager_config = {
            let mut c = ManagerConfig::default();
            c.recycling_method = RecyclingMethod::Fast;
            c
        };
        let manager =
            AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(&config.url, manager_config);
        let inner = Deadpool::builder(manager)
            .max_size(config.connections)
            .wait_timeout(Some(std::time::Duration::from_millis(CONNECTION_WAIT_MS)))
            .runtime(deadpool::Runtime::Tokio1)
            .build()
            .map_err(|e| StoreError::Connection(Box::new(e)))?;
        let pool = Pool {
            inner,
            statement_timeout_ms: config.statement_timeout_ms,
            heard: Heard(Arc::new(AtomicI64::new(i64::MIN))),
            teller: None,
        };
        pool.check_login().await?;
        Ok(pool)
    }

    /// The same, whose commits are told to whoever watches.
    pub fn telling(self, teller: Teller) -> Pool {
        Pool { teller: Some(teller), ..self }
    }

    async fn check_login(&self) -> StoreResult<()> {
        let mut conn = self.get().await?;
        let login: Login = diesel::sql_query(
            "SELECT r.rolsuper OR r.rolbypassrls AS powerful, r.rolinherit AS inherits, r.rolname::text AS name, \
             EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                     WHERE n.nspname = 'public' AND c.relowner = r.oid) AS owner \
             FROM pg_roles r WHERE r.rolname = session_user",
        )
        .get_result(&mut *conn)
        .await?;
        if login.powerful || login.owner || login.inherits {
            let text = format!(
                "the database login {:?} must be NOINHERIT, own no table and be neither superuser nor BYPASSRLS; \
                 run `tributary migrate`, which makes such a login from DATABASE_URL",
                login.name
            );
            return Err(StoreError::Connection(text.into()));
        }
        Ok(())
    }

    pub(crate) async fn get(&self) -> StoreResult<Object<AsyncPgConnection>> {
        self.inner.get().await.map_err(|e| StoreError::Connection(Box::new(e)))
    }

    pub(crate) fn heard(&self) -> Heard {
        self.heard.clone()
    }

    pub(crate) fn teller(&self) -> Option<&Teller> {
        self.teller.as_ref()
    }

    pub(crate) fn statement_timeout_ms(&self) -> u32 {
        self.statement_timeout_ms
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> StoreResult<()> {
        let mut conn = self.get().await?;
        diesel::sql_query("SELECT 1").execute(&mut *conn).await?;
        Ok(())
    }
}
