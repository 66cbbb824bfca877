//! The only ways to a database connection. Each is a transaction under one role with its tenant set.
//!
//! Every scope opens with one message (`BEGIN …; SET LOCAL …`) through diesel-async's transaction manager, so
//! that a request cancelled at any await never returns an open transaction to the pool: the pool discards it.

use diesel_async::pooled_connection::deadpool::Object;
use diesel_async::{AnsiTransactionManager, AsyncPgConnection, TransactionManager};
use domain::ids::{AffiliateId, TenantId, TypedId};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::OnceCell;

use crate::context::{AffiliateCtx, GlobalCtx, SystemCtx, TenantCtx};
use crate::error::{StoreError, StoreResult};
use crate::live::{Change, Teller};
use crate::pool::{Heard, Pool};

/// A connection inside an open transaction. Dropped without [`Opened::end`] it is rolled back.
struct Opened(Option<Object<AsyncPgConnection>>, Heard);

impl Opened {
    async fn begin(pool: &Pool, sql: &str) -> StoreResult<Opened> {
        let mut conn = pool.get().await?;
        AnsiTransactionManager::begin_transaction_sql(&mut *conn, sql).await?;
        Ok(Opened(Some(conn), pool.heard()))
    }

    fn conn(&self) -> StoreResult<&AsyncPgConnection> {
        self.0.as_deref().ok_or_else(closed)
    }

    async fn commit(mut self) -> StoreResult<()> {
        let mut conn = self.0.take().ok_or_else(closed)?;
        AnsiTransactionManager::commit_transaction(&mut *conn).await?;
        Ok(())
    }
}

fn closed() -> StoreError {
    StoreError::Connection("the transaction has ended".into())
}

impl Drop for Opened {
    fn drop(&mut self) {
        let Some(mut conn) = self.0.take() else { return };
        // Without a runtime the connection is dropped with its transaction open and the pool discards it.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = AnsiTransactionManager::rollback_transaction(&mut *conn).await {
                    tracing::debug!(%error, "rollback failed, connection discarded");
                }
            });
        }
    }
}

/// How readers open: every statement of the request sees the same moment, so that sums read one after the other add
/// up though money moves between them. It is never refused for what others write meanwhile.
const SNAPSHOT: &str = "ISOLATION LEVEL REPEATABLE READ, READ ONLY";

fn tenant_sql(ctx: &TenantCtx, pool: &Pool, mode: &str) -> String {
    format!(
        "BEGIN {mode}; SET LOCAL ROLE {}; SET LOCAL app.tenant_id = '{}'; SET LOCAL statement_timeout = {}",
        if ctx.is_job() { "trib_system" } else { "trib_tenant" },
        ctx.tenant().uuid(),
        pool.statement_timeout_ms(),
    )
}

fn affiliate_sql(ctx: &AffiliateCtx, pool: &Pool, mode: &str) -> String {
    let tenants: Vec<String> = ctx.tenants().iter().map(|t| t.uuid().to_string()).collect();
    format!(
        "BEGIN {mode}; SET LOCAL ROLE trib_affiliate; SET LOCAL app.affiliate_id = '{}'; SET LOCAL app.tenant_ids = '{}'; SET LOCAL statement_timeout = {}",
        ctx.affiliate().uuid(),
        tenants.join(","),
        pool.statement_timeout_ms(),
    )
}

/// A scope of one tenant: what queries on rows take. Reads and writes alike carry `tenant_id = $1`.
pub trait TenantScope: Send + Sync {
    /// The tenant every query names first.
    fn tenant(&self) -> TenantId;
    /// The connection, opened on first use. A shared reference, so that statements pipeline.
    fn conn(&self) -> impl Future<Output = StoreResult<&AsyncPgConnection>> + Send;
}

/// The read transaction of one request, shared by its concurrent resolvers and opened on first use. All of them see
/// the moment of the first statement.
pub struct TenantRead {
    pool: Pool,
    ctx: TenantCtx,
    opened: OnceCell<Opened>,
}

impl TenantRead {
    /// A read scope; no connection is taken yet.
    pub fn new(pool: &Pool, ctx: &TenantCtx) -> TenantRead {
        TenantRead { pool: pool.clone(), ctx: ctx.clone(), opened: OnceCell::new() }
    }

    /// Who reads.
    pub fn ctx(&self) -> &TenantCtx {
        &self.ctx
    }
}

impl TenantScope for TenantRead {
    fn tenant(&self) -> TenantId {
        self.ctx.tenant()
    }

    async fn conn(&self) -> StoreResult<&AsyncPgConnection> {
        let open = || async { Opened::begin(&self.pool, &tenant_sql(&self.ctx, &self.pool, SNAPSHOT)).await };
        self.opened.get_or_try_init(open).await?.conn()
    }
}

/// One mutation's transaction in one tenant. Nothing stands until [`TenantTx::commit`].
pub struct TenantTx {
    ctx: TenantCtx,
    opened: Opened,
    changes: Mutex<Vec<Change>>,
    teller: Option<Teller>,
}

/// How long a commit whose end is not known may take to stand, in milliseconds.
const UNKNOWN_MS: u64 = 1_000;

/// Changes that are told when this is dropped, however the commit ended: one whose answer is lost, or whose request was
/// cut off, may stand, or will in a moment.
struct Told {
    ctx: TenantCtx,
    changes: Vec<Change>,
    teller: Teller,
    stands: bool,
}

impl Drop for Told {
    fn drop(&mut self) {
        let (teller, tenant, changes) =
            (self.teller.clone(), self.ctx.tenant(), std::mem::take(&mut self.changes));
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) if !self.stands => {
                runtime.spawn(async move {
                    tokio::time::sleep(Duration::from_millis(UNKNOWN_MS)).await;
                    teller.tell(tenant, changes);
                });
            }
            _ => teller.tell(tenant, changes),
        }
    }
}

impl TenantTx {
    /// Opens the transaction. Errors: [`StoreError::Connection`], [`StoreError::Database`].
    pub async fn begin(pool: &Pool, ctx: &TenantCtx) -> StoreResult<TenantTx> {
        let opened = Opened::begin(pool, &tenant_sql(ctx, pool, "")).await?;
        Ok(TenantTx::of(ctx.clone(), opened, pool.teller().cloned()))
    }

    fn of(ctx: TenantCtx, opened: Opened, teller: Option<Teller>) -> TenantTx {
        TenantTx { ctx, opened, changes: Mutex::default(), teller }
    }

    /// Who writes.
    pub fn ctx(&self) -> &TenantCtx {
        &self.ctx
    }

    /// The connection. A shared reference, so that statements pipeline.
    pub fn db(&self) -> StoreResult<&AsyncPgConnection> {
        self.opened.conn()
    }

    pub(crate) fn heard(&self) -> &Heard {
        &self.opened.1
    }

    /// Notes what has changed, for whoever watches once it stands.
    pub(crate) fn changed(&self, changes: impl IntoIterator<Item = Change>) {
        if self.teller.is_some() {
            self.changes.lock().unwrap_or_else(PoisonError::into_inner).extend(changes);
        }
    }

    /// Makes everything written stand, and has it told.
    pub async fn commit(self) -> StoreResult<()> {
        let TenantTx { ctx, opened, changes, teller } = self;
        let changes = changes.into_inner().unwrap_or_else(PoisonError::into_inner);
        let told = teller.filter(|_| !changes.is_empty());
        let told = told.map(|teller| Told { ctx, changes, teller, stands: false });
        opened.commit().await?;
        if let Some(mut told) = told {
            told.stands = true;
        }
        Ok(())
    }
}

impl TenantScope for TenantTx {
    fn tenant(&self) -> TenantId {
        self.ctx.tenant()
    }

    async fn conn(&self) -> StoreResult<&AsyncPgConnection> {
        self.opened.conn()
    }
}

/// A transaction of one affiliate over the tenants they are enrolled in.
pub struct AffiliateTx {
    ctx: AffiliateCtx,
    opened: Opened,
}

impl AffiliateTx {
    /// Opens a transaction that may write the affiliate's own rows.
    pub async fn begin(pool: &Pool, ctx: &AffiliateCtx) -> StoreResult<AffiliateTx> {
        let opened = Opened::begin(pool, &affiliate_sql(ctx, pool, "")).await?;
        Ok(AffiliateTx { ctx: ctx.clone(), opened })
    }

    /// Opens a transaction that reads the affiliate's rows as of one moment.
    pub async fn read(pool: &Pool, ctx: &AffiliateCtx) -> StoreResult<AffiliateTx> {
        let opened = Opened::begin(pool, &affiliate_sql(ctx, pool, SNAPSHOT)).await?;
        Ok(AffiliateTx { ctx: ctx.clone(), opened })
    }

    /// Who acts.
    pub fn ctx(&self) -> &AffiliateCtx {
        &self.ctx
    }

    /// The affiliate every query names.
    pub fn affiliate(&self) -> AffiliateId {
        self.ctx.affiliate()
    }

    /// The connection.
    pub fn db(&self) -> StoreResult<&AsyncPgConnection> {
        self.opened.conn()
    }

    /// Makes everything written stand.
    pub async fn commit(self) -> StoreResult<()> {
        self.opened.commit().await
    }
}

/// A transaction over the global tables alone: sign-in, directories, Stripe's raw events.
pub struct GlobalTx {
    opened: Opened,
    /// For the tenant it may go on as.
    teller: Option<Teller>,
}

impl GlobalTx {
    /// Opens the transaction.
    pub async fn begin(pool: &Pool, _ctx: &GlobalCtx) -> StoreResult<GlobalTx> {
        let sql = format!(
            "BEGIN; SET LOCAL ROLE trib_global; SET LOCAL statement_timeout = {}",
            pool.statement_timeout_ms()
        );
        Ok(GlobalTx { opened: Opened::begin(pool, &sql).await?, teller: pool.teller().cloned() })
    }

    /// The connection.
    pub fn db(&self) -> StoreResult<&AsyncPgConnection> {
        self.opened.conn()
    }

    /// Goes on as a tenant in the same transaction, as sign-up does for the tenant it has just made.
    pub async fn enter(self, ctx: &TenantCtx) -> StoreResult<TenantTx> {
        use diesel_async::SimpleAsyncConnection;
        let sql = format!("SET LOCAL ROLE trib_tenant; SET LOCAL app.tenant_id = '{}'", ctx.tenant().uuid());
        let mut conn = self.opened.conn()?;
        conn.batch_execute(&sql).await?;
        Ok(TenantTx::of(ctx.clone(), self.opened, self.teller))
    }

    /// Makes everything written stand.
    pub async fn commit(self) -> StoreResult<()> {
        self.opened.commit().await
    }
}

/// A job's transaction across tenants: sweeps that find work, never a request handler.
pub struct SystemTx {
    opened: Opened,
}

impl SystemTx {
    /// Opens the transaction.
    pub async fn begin(pool: &Pool, ctx: &SystemCtx) -> StoreResult<SystemTx> {
        let sql = format!("BEGIN; SET LOCAL ROLE trib_system; SET LOCAL application_name = '{}'", ctx.job());
        Ok(SystemTx { opened: Opened::begin(pool, &sql).await? })
    }

    /// The connection.
    pub fn db(&self) -> StoreResult<&AsyncPgConnection> {
        self.opened.conn()
    }

    pub(crate) fn heard(&self) -> &Heard {
        &self.opened.1
    }

    /// Makes everything written stand.
    pub async fn commit(self) -> StoreResult<()> {
        self.opened.commit().await
    }
}
