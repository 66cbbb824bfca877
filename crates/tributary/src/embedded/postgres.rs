//! The private Postgres.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use nix::sys::signal::Signal;
use tokio::time::{Instant, sleep};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, NoTls};

use super::home::Home;
use super::process::{Launch, Server, holds, pid_in, poll_until};
use super::programs::PostgresPrograms;
use super::progress::Progress;
use super::socket;

/// The one database of the cluster.
const DATABASE: &str = "tributary";

/// The cluster's superuser: migrations and administration.
const SUPERUSER: &str = "postgres";

/// Whom the application signs in as. The migrations make this role.
const APP_ROLE: &str = "tributary_app";

/// Only a part of the socket's name: there is no TCP.
const PORT: u16 = 5432;

/// Every setting that is not Postgres's default. They are flags, so a change here applies at the next start.
/// Sized for a small machine; nothing here trades durability for speed.
const SETTINGS: [(&str, &str); 13] = [
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    ("max_connections", "200"),
    ("shared_buffers", "256MB"),
    ("fsync", "on"),
    ("full_page_writes", "on"),
    ("synchronous_commit", "on"),
    // A killed client's running statement ends within a second.
    ("client_connection_check_interval", "1s"),
    ("jit", "off"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("log_destination", "stderr"),
    ("logging_collector", "off"),
];

/// A server that says nothing at all for this long has failed.
const SILENT_SECONDS_MAX: u64 = 60;

/// Crash recovery may take its time, but not forever.
const RECOVERY_SECONDS_MAX: u64 = 600;

/// After a kill, the old server's backends need a moment to notice and to let go of the shared memory.
const ORPHANS_SECONDS_MAX: u64 = 30;

/// A fast shutdown writes a checkpoint.
const STOP_SECONDS_MAX: u64 = 60;

/// A private Postgres: a child of this process, or adopted from a start that was killed.
#[derive(Debug)]
pub struct Postgres {
    server: Server,
    program: PathBuf,
    socket_dir: PathBuf,
    // Last, so that the directory is ours until the server is gone.
    home: Home,
}

impl Postgres {
    /// Starts the server of `data`, making its cluster and its database on the first start. Ready when this returns.
    ///
    /// Errors: another process uses `data`; PostgreSQL 15 or newer is missing; the server does not start, with the
    /// end of its log.
    pub async fn start(data: &Path, progress: &Progress) -> anyhow::Result<Self> {
        let home = Home::open(data, "postgres", progress)?;
        let programs = PostgresPrograms::find(made_by(&home.dir)?, home.user.as_ref())?;
        if made_by(&home.dir)?.is_none() {
            progress.say(format!(
                "making a PostgreSQL {} database in {}",
                programs.major,
                home.dir.display()
            ));
            make_cluster(&home, &programs).await.context("the database could not be made")?;
        }
        let socket_dir = socket::socket_dir(&home.dir, &format!(".s.PGSQL.{PORT}"), home.user.as_ref())?;
        let launch = launch(&home, &programs, &socket_dir);
        let server = match adopt(&launch, &socket_dir, progress).await? {
            Some(server) => server,
            None => start(&launch, &socket_dir, progress).await?,
        };
        Ok(Self { server, program: programs.postgres, socket_dir, home })
    }

    /// Signs in as the superuser. The form is libpq's, the host being the percent-encoded directory of the socket.
    pub fn admin_url(&self) -> String {
        self.url(SUPERUSER)
    }

    /// Signs in as the application's role, which the migrations make.
    pub fn app_url(&self) -> String {
        self.url(APP_ROLE)
    }

    /// A program of the same PostgreSQL, as `pgbench`; it may not be installed.
    pub fn program(&self, name: &str) -> PathBuf {
        self.program.with_file_name(name)
    }

    /// The process id of the server.
    pub fn pid(&self) -> i32 {
        self.server.pid()
    }

    /// Waits until the server ends by itself, which it should not, and says what it printed.
    pub async fn died(&mut self) -> anyhow::Error {
        match self.server.wait().await {
            Ok(()) => anyhow!("PostgreSQL has ended\n{}", self.server.printed()),
            Err(error) => error,
        }
    }

    /// Ends all sessions and stops the server; waits for it.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.server
            .stop(Duration::from_secs(STOP_SECONDS_MAX), Signal::SIGQUIT)
            .await
            .context("PostgreSQL does not stop")?;
        socket::leave(&self.socket_dir, &self.home.dir);
        Ok(())
    }

    fn url(&self, role: &str) -> String {
        // A socket's path holds nothing else that needs encoding.
        let host = self.socket_dir.to_string_lossy().replace('/', "%2F");
        format!("postgresql://{role}@{host}:{PORT}/{DATABASE}")
    }
}

/// The version that made the cluster; `None` where there is none.
fn made_by(cluster: &Path) -> anyhow::Result<Option<u32>> {
    let file = cluster.join("PG_VERSION");
    if !file.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let major = text.trim().parse().with_context(|| format!("{} holds no version", file.display()))?;
    Ok(Some(major))
}

/// Under another name first: a cluster counts only when it is whole.
async fn make_cluster(home: &Home, programs: &PostgresPrograms) -> anyhow::Result<()> {
    let place = home.dir.parent().ok_or_else(|| anyhow!("{} has no parent", home.dir.display()))?;
    for entry in fs::read_dir(place)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with("postgres.new-") {
            fs::remove_dir_all(entry.path())?;
        }
    }
    let new = place.join(format!("postgres.new-{}", std::process::id()));
    home.make_private(&new)?;
    // Comparison by bytes, which indexes like, with Unicode's upper and lower case.
    let ctype = if cfg!(target_os = "macos") { "UTF-8" } else { "C.UTF-8" };
    let mut args: Vec<_> =
        ["--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C", "--data-checksums"]
            .map(Into::into)
            .into();
    args.extend([
        "--no-instructions".into(),
        format!("--lc-ctype={ctype}").into(),
        format!("--username={SUPERUSER}").into(),
    ]);
    args.extend(["--pgdata".into(), new.clone().into_os_string()]);
    let initdb = Launch {
        program: programs.initdb.clone(),
        args,
        dir: new.clone(),
        user: home.user.clone(),
        log: home.log.clone(),
    };
    initdb.run().await?;
    if home.dir.exists() {
        // Empty, or it would hold a version; anything else makes this fail.
        fs::remove_dir(&home.dir)
            .with_context(|| format!("{} holds something, but no database", home.dir.display()))?;
    }
    fs::rename(&new, &home.dir)?;
    fs::File::open(place)?.sync_all()?;
    Ok(())
}

fn launch(home: &Home, programs: &PostgresPrograms, socket_dir: &Path) -> Launch {
    let mut args = vec!["-D".into(), home.dir.clone().into_os_string()];
    let mut set = |name: &str, value: &str| args.extend(["-c".into(), format!("{name}={value}").into()]);
    set("unix_socket_directories", &socket_dir.to_string_lossy());
    set("port", &PORT.to_string());
    for (name, value) in SETTINGS {
        set(name, value);
    }
    Launch {
        program: programs.postgres.clone(),
        args,
        dir: home.dir.clone(),
        user: home.user.clone(),
        log: home.log.clone(),
    }
}

/// The server that a killed start left behind. One with other settings, or that does not answer, is stopped first.
async fn adopt(launch: &Launch, socket_dir: &Path, progress: &Progress) -> anyhow::Result<Option<Server>> {
    let Some(pid) = pid_in(&launch.dir.join("postmaster.pid")) else { return Ok(None) };
    let Some(mut server) = Server::adopt(pid, launch, Signal::SIGINT) else { return Ok(None) };
    if holds(&launch.dir.join("postmaster.opts"), &launch.line()) {
        match wait_until_ready(&mut server, socket_dir, progress).await {
            Ok(()) => {
                progress.say("PostgreSQL was still running: adopted");
                return Ok(Some(server));
            }
            Err(error) => tracing::warn!(%error, "the running PostgreSQL is of no use"),
        }
    }
    progress.say("PostgreSQL was still running: restarting it");
    server.stop(Duration::from_secs(STOP_SECONDS_MAX), Signal::SIGQUIT).await?;
    Ok(None)
}

async fn start(launch: &Launch, socket_dir: &Path, progress: &Progress) -> anyhow::Result<Server> {
    progress.say("starting PostgreSQL");
    let deadline = Instant::now() + Duration::from_secs(ORPHANS_SECONDS_MAX);
    loop {
        let mut server = launch.spawn(Signal::SIGINT)?;
        let Err(error) = wait_until_ready(&mut server, socket_dir, progress).await else { return Ok(server) };
        let printed = server.printed();
        let orphans = printed.contains("pre-existing shared memory block");
        let taken = printed.contains("lock file") && printed.contains("already exists");
        if !(orphans || taken) || !server.ended()? || Instant::now() > deadline {
            return Err(error);
        }
        if taken {
            remove_stale_locks(launch, socket_dir)?;
        }
        sleep(Duration::from_millis(200)).await;
    }
}

/// Postgres takes any live process with the noted id for its predecessor. Ids are reused, above all in containers.
/// We hold the lock of the directory and know that this process is no server of it.
fn remove_stale_locks(launch: &Launch, socket_dir: &Path) -> anyhow::Result<()> {
    for lock in [launch.dir.join("postmaster.pid"), socket_dir.join(format!(".s.PGSQL.{PORT}.lock"))] {
        if pid_in(&lock).is_some_and(|pid| Server::is_in(pid, launch)) {
            continue;
        }
        if lock.exists() {
            fs::remove_file(&lock).with_context(|| format!("cannot remove {}", lock.display()))?;
        }
    }
    Ok(())
}

async fn wait_until_ready(server: &mut Server, socket_dir: &Path, progress: &Progress) -> anyhow::Result<()> {
    let mut deadline = Instant::now() + Duration::from_secs(SILENT_SECONDS_MAX);
    let mut recovering = false;
    loop {
        match connect(socket_dir, DATABASE).await {
            Ok(_) => return Ok(()),
            Err(error) => match error.code() {
                Some(&SqlState::UNDEFINED_DATABASE) => {
                    let client = connect(socket_dir, SUPERUSER).await?;
                    client.batch_execute(&format!("CREATE DATABASE {DATABASE}")).await?;
                    continue;
                }
                Some(&SqlState::CANNOT_CONNECT_NOW) if !recovering => {
                    recovering = true;
                    progress.say("PostgreSQL is recovering");
                    deadline = Instant::now() + Duration::from_secs(RECOVERY_SECONDS_MAX);
                }
                None | Some(&SqlState::CANNOT_CONNECT_NOW) => {}
                Some(_) => return Err(error).context("PostgreSQL refuses us"),
            },
        }
        if server.ended()? {
            bail!("PostgreSQL does not start\n{}", server.printed());
        }
        if !poll_until(deadline).await {
            bail!("PostgreSQL does not answer\n{}", server.printed());
        }
    }
}

async fn connect(socket_dir: &Path, database: &str) -> Result<tokio_postgres::Client, tokio_postgres::Error> {
    let (client, connection) = Config::new()
        .host_path(socket_dir)
        .port(PORT)
        .user(SUPERUSER)
        .dbname(database)
        .connect_timeout(Duration::from_secs(5))
        .connect(NoTls)
        .await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "the probe's connection ended");
        }
    });
    Ok(client)
}
