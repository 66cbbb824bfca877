//! One Postgres for the whole run, a template database in it, and a clone per test.

use std::cell::RefCell;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;

use diesel::sql_types::Json;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use serde_json::Value;
use tokio::sync::Mutex;
use tributary::embedded::{Postgres, Progress};

struct Cluster {
    admin_url: String,
    app_url: String,
}

static CLUSTER: LazyLock<Cluster> = LazyLock::new(|| {
    let (tell, hear) = mpsc::channel();
    // A thread of its own keeps the server for as long as the run lasts; each test has a runtime that ends with it.
    std::thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.block_on(async {
            let dir = super::open_dir().keep();
            let postgres = Postgres::start(&dir, &Progress::silent()).await.unwrap();
            reap(&dir, postgres.pid());
            let (admin_url, app_url) = (postgres.admin_url(), postgres.app_url());
            store::migrate(&admin_url, &app_url).await.unwrap();
            worker::migrate(&app_url).await.unwrap();
            tell.send(Cluster { admin_url, app_url }).unwrap();
            std::future::pending::<()>().await;
            drop(postgres);
        });
    });
    hear.recv().unwrap()
});

/// A test binary ends without running destructors: a small shell outlives it, stops the server and clears up.
#[allow(clippy::zombie_processes, reason = "it ends after this process does")]
fn reap(dir: &std::path::Path, postgres: i32) {
    let script = format!(
        "while kill -0 {} 2>/dev/null; do sleep 0.5; done; kill -INT {postgres}; \
         while kill -0 {postgres} 2>/dev/null; do sleep 0.2; done; rm -rf '{}'",
        std::process::id(),
        dir.display()
    );
    let _reaper = Command::new("sh")
        .args(["-c", &script])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
}

/// Clones the template. Returns the owner's and the server's address of the clone.
pub async fn fresh_database() -> (String, String) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());
    let cluster = tokio::task::spawn_blocking(|| &*CLUSTER).await.unwrap();
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let _guard = ONE_AT_A_TIME.lock().await;
    execute(
        &in_database(&cluster.admin_url, "postgres"),
        &format!("CREATE DATABASE {name} TEMPLATE tributary"),
    )
    .await;
    TAKEN.with_borrow_mut(|taken| taken.0.push(name.clone()));
    (in_database(&cluster.admin_url, &name), in_database(&cluster.app_url, &name))
}

thread_local! {
    /// A test has a thread of its own, which ends after the test's servers: so do its databases.
    static TAKEN: RefCell<Taken> = const { RefCell::new(Taken(Vec::new())) };
}

struct Taken(Vec<String>);

impl Drop for Taken {
    fn drop(&mut self) {
        for name in self.0.drain(..) {
            // Nobody is told when nobody sweeps any more: the run is over, and its directory goes.
            drop(SWEEPER.send(name));
        }
    }
}

/// Drops databases that are no longer used. All of a run's together would fill a small disk.
static SWEEPER: LazyLock<mpsc::Sender<String>> = LazyLock::new(|| {
    let (tell, hear) = mpsc::channel::<String>();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let server = in_database(&CLUSTER.admin_url, "postgres");
        for name in hear {
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            runtime.block_on(execute(&server, &drop));
        }
    });
    tell
});

/// A database with nothing in it.
pub async fn empty_database() -> (String, String) {
    let (owner, app) = fresh_database().await;
    let name = owner.rsplit_once('/').unwrap().1.to_owned();
    let server = in_database(&owner, "postgres");
    execute(&server, &format!("DROP DATABASE {name}")).await;
    execute(&server, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    (owner, app)
}

/// Copies a database over another, or beside it under a name with an ending; whoever is connected to either is cut
/// off. Returns the copy's address.
pub async fn copy(from: &str, to: &str, ending: &str) -> String {
    let name = |url: &str| url.rsplit_once('/').unwrap().1.to_owned();
    let (source, copy) = (name(from), name(to) + ending);
    TAKEN.with_borrow_mut(|taken| taken.0.push(copy.clone()));
    let server = in_database(from, "postgres");
    let cut_off = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ('{source}', '{copy}')"
    );
    execute(&server, &cut_off).await;
    execute(&server, &format!("DROP DATABASE IF EXISTS {copy} WITH (FORCE)")).await;
    execute(&server, &format!("CREATE DATABASE {copy} TEMPLATE {source}")).await;
    in_database(from, &copy)
}

fn in_database(url: &str, name: &str) -> String {
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

pub async fn execute(url: &str, statements: &str) {
    try_execute(url, statements).await.unwrap();
}

pub async fn try_execute(url: &str, statements: &str) -> Result<(), String> {
    let mut conn = AsyncPgConnection::establish(url).await.unwrap();
    conn.batch_execute(statements).await.map_err(|e| e.to_string())
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = Json)]
    row: Value,
}

pub async fn rows(url: &str, query: &str) -> Vec<Value> {
    rows_over(&mut AsyncPgConnection::establish(url).await.unwrap(), query).await
}

/// The same over a connection at hand, for those who ask often.
pub async fn rows_over(conn: &mut AsyncPgConnection, query: &str) -> Vec<Value> {
    let rows: Vec<Row> =
        diesel::sql_query(format!("SELECT row_to_json(q) AS row FROM ({query}) q")).load(conn).await.unwrap();
    rows.into_iter().map(|r| r.row).collect()
}
