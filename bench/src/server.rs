//! A private Postgres for one bench, with Tributary's tables in it and pgbench's beside them.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, bail};
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use domain::ids::{TenantId, TypedId};
use store::Pool;
use store::config::{DatabaseConfig, Environment};
use tokio::process::Command;
use tributary::embedded::{Postgres, Progress};

/// Connections of the measured program.
const CONNECTIONS: &str = "16";
/// pgbench's database.
const FLOOR: &str = "pgbench";

const PAID: &str = "SELECT p.name, sum(c.amount)::bigint AS paid FROM commissions c \
     JOIN payees p ON p.tenant_id = c.tenant_id AND p.id = c.payee_id \
     JOIN (SELECT DISTINCT ON (conversion_id) id FROM attributions WHERE tenant_id = $1 \
       ORDER BY conversion_id, number DESC) a ON a.id = c.attribution_id \
     WHERE c.tenant_id = $1 AND c.cause IN ('CONVERSION', 'BONUS') AND c.why->>'outside' IS NULL GROUP BY 1";

/// The server, stopped and removed at the end.
pub struct Server {
    postgres: Postgres,
    dir: tempfile::TempDir,
}

impl Server {
    /// Starts one and makes Tributary's tables.
    pub async fn start() -> anyhow::Result<Server> {
        let dir = tempfile::Builder::new()
            .prefix("trb-bench-")
            // Postgres's own user passes through it when this runs as root.
            .permissions(std::fs::Permissions::from_mode(0o755))
            .tempdir()?;
        let postgres = Postgres::start(dir.path(), &Progress::to_stderr()).await?;
        store::migrate(&postgres.admin_url(), &postgres.app_url()).await?;
        Ok(Server { postgres, dir })
    }

    /// Connections under the login that the server itself works as.
    pub async fn pool(&self) -> anyhow::Result<Pool> {
        let mut env = Environment::default();
        env.set("DATABASE_URL", self.postgres.app_url());
        env.set("DATABASE_CONNECTIONS", CONNECTIONS);
        Ok(Pool::open(&DatabaseConfig::read(&env)?).await?)
    }

    /// Runs statements as the superuser.
    pub async fn batch(&self, statements: &str) -> anyhow::Result<()> {
        let mut conn = AsyncPgConnection::establish(&self.postgres.admin_url()).await?;
        Ok(conn.batch_execute(statements).await?)
    }

    /// The address for the superuser.
    pub fn admin_url(&self) -> String {
        self.postgres.admin_url()
    }

    /// The address for the login that the server itself works as.
    pub fn app_url(&self) -> String {
        self.postgres.app_url()
    }

    /// Where its files are.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// What commissions of the decisions that count say each payee of a tenant got, before refunds, by name.
    pub async fn paid(&self, tenant: TenantId) -> anyhow::Result<BTreeMap<String, i64>> {
        #[derive(diesel::QueryableByName)]
        struct Paid {
            #[diesel(sql_type = Text)]
            name: String,
            #[diesel(sql_type = BigInt)]
            paid: i64,
        }
        let mut conn = AsyncPgConnection::establish(&self.postgres.admin_url()).await?;
        let rows: Vec<Paid> =
            diesel::sql_query(PAID).bind::<diesel::sql_types::Uuid, _>(tenant.uuid()).load(&mut conn).await?;
        Ok(rows.into_iter().map(|row| (row.name, row.paid)).collect())
    }

    /// Makes pgbench's tables at this scale.
    pub async fn make_floor(&self, scale: u32) -> anyhow::Result<()> {
        self.batch(&format!("CREATE DATABASE {FLOOR}")).await?;
        self.pgbench(&["-i", "-q", "-s", &scale.to_string()]).await?;
        Ok(())
    }

    /// Transactions a second of pgbench's own TPC-B with prepared statements.
    pub async fn floor(&self, clients: usize, seconds: u64) -> anyhow::Result<f64> {
        let (clients, seconds) = (clients.to_string(), seconds.to_string());
        let printed =
            self.pgbench(&["-n", "-M", "prepared", "-c", &clients, "-j", "2", "-T", &seconds]).await?;
        // tps = 1234.567 (without initial connection time)
        let tps = printed.lines().find_map(|line| line.strip_prefix("tps = "));
        let number = tps.and_then(|rest| rest.split(' ').next()).context("pgbench printed no tps")?;
        Ok(number.parse()?)
    }

    async fn pgbench(&self, args: &[&str]) -> anyhow::Result<String> {
        let program: PathBuf = self.postgres.program("pgbench");
        if !program.exists() {
            bail!("{} is missing: install the rest of this PostgreSQL", program.display());
        }
        let (server, _) = self.postgres.admin_url().rsplit_once('/').map_or_else(Default::default, owned);
        let done = Command::new(&program)
            .args(args)
            .arg(format!("{server}/{FLOOR}"))
            .stdin(Stdio::null())
            .output()
            .await?;
        if !done.status.success() {
            bail!("pgbench failed\n{}", String::from_utf8_lossy(&done.stderr));
        }
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    }

    /// Stops the server and removes its files.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.postgres.stop().await?;
        Ok(self.dir.close()?)
    }
}

fn owned((one, other): (&str, &str)) -> (String, String) {
    (one.to_owned(), other.to_owned())
}
