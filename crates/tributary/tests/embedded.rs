//! The private servers of `tributary up`, through every way in which a start can find them.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, geteuid, getpgid, getpgrp};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::time::sleep;
use tokio_postgres::NoTls;
use tributary::embedded::{Postgres, Progress, Redis};

type Outcome = anyhow::Result<()>;

#[tokio::test]
async fn data_outlives_a_stop() -> Outcome {
    let data = data_dir()?;
    let servers = Servers::start(data.path()).await?;
    servers.write("kept").await?;
    ensure!(servers.setting("listen_addresses").await?.is_empty(), "no TCP");
    ensure!(servers.setting("max_connections").await? == "200");
    ensure!(servers.setting("fsync").await? == "on");
    let (postgres, redis) = servers.pids();
    servers.stop().await?;
    ensure!(!lives(postgres) && !lives(redis), "stopped and waited for");

    let servers = Servers::start(data.path()).await?;
    ensure!(servers.read().await? == ["kept", "kept"]);
    servers.stop().await
}

#[tokio::test]
async fn the_servers_are_private() -> Outcome {
    let data = data_dir()?;
    let servers = Servers::start(data.path()).await?;
    for name in ["postgres", "redis"] {
        let found = fs::metadata(data.path().join(name))?;
        ensure!(found.mode() & 0o077 == 0, "{name} is open to others");
        ensure!(found.uid() != 0, "{name} belongs to root");
    }
    let (postgres, redis) = servers.pids();
    for pid in [postgres, redis] {
        ensure!(getpgid(Some(Pid::from_raw(pid)))? != getpgrp(), "a Ctrl-C would reach process {pid}");
    }
    servers.stop().await
}

#[tokio::test]
async fn a_killed_postgres_recovers() -> Outcome {
    let data = data_dir()?;
    let mut servers = Servers::start(data.path()).await?;
    servers.write("committed").await?;
    let (postgres, redis) = servers.pids();
    sleep(Duration::from_millis(1_100)).await; // appendfsync everysec
    kill(Pid::from_raw(postgres), Signal::SIGKILL)?;
    kill(Pid::from_raw(redis), Signal::SIGKILL)?;
    ensure!(servers.postgres.died().await.to_string().contains("PostgreSQL has ended"));
    ensure!(servers.redis.died().await.to_string().contains("Redis has ended"));
    drop(servers);
    ensure!(data.path().join("postgres/postmaster.pid").exists(), "stale");

    let servers = Servers::start(data.path()).await?;
    ensure!(servers.read().await? == ["committed", "committed"]);
    servers.stop().await
}

#[tokio::test]
async fn a_reused_process_id_is_no_server() -> Outcome {
    let data = data_dir()?;
    let servers = Servers::start(data.path()).await?;
    servers.write("kept").await?;
    let (postgres, _) = servers.pids();
    kill(Pid::from_raw(postgres), Signal::SIGKILL)?;
    drop(servers);

    let owner = fs::metadata(data.path().join("postgres"))?;
    let stranger = Command::new("sleep").arg("60").uid(owner.uid()).gid(owner.gid()).spawn()?;
    let mut stranger = Killed(stranger);
    for lock in ["postgres/postmaster.pid", "postgres/.s.PGSQL.5432.lock", "redis/redis.pid"] {
        let lock = data.path().join(lock);
        let noted = fs::read_to_string(&lock).unwrap_or_default();
        let rest = noted.split_once('\n').map_or("", |(_, rest)| rest);
        fs::write(&lock, format!("{}\n{rest}", stranger.0.id()))?;
        std::os::unix::fs::chown(&lock, Some(owner.uid()), Some(owner.gid()))?;
    }

    let servers = Servers::start(data.path()).await?;
    ensure!(servers.read().await? == ["kept", "kept"]);
    servers.stop().await?;
    ensure!(stranger.0.try_wait()?.is_none(), "a stranger was ended");
    Ok(())
}

#[tokio::test]
async fn what_a_killed_start_left_running_is_adopted() -> Outcome {
    let data = data_dir()?;
    let (postgres, redis) = Start::of(data.path())?.kill()?;
    ensure!(lives(postgres) && lives(redis), "the servers outlive their parent");

    let servers = Servers::start(data.path()).await?;
    ensure!(servers.pids() == (postgres, redis), "the same servers");
    servers.write("adopted").await?;
    servers.stop().await?;
    ensure!(!lives(postgres) && !lives(redis), "an adopted server is stopped too");

    let servers = Servers::start(data.path()).await?;
    ensure!(servers.read().await? == ["adopted", "adopted"]);
    servers.stop().await
}

#[tokio::test]
async fn a_server_with_other_settings_is_restarted() -> Outcome {
    let data = data_dir()?;
    let (postgres, redis) = Start::of(data.path())?.kill()?;
    for noted in ["postgres/postmaster.opts", "redis.opts"] {
        fs::write(data.path().join(noted), "started by another version")?;
    }

    let servers = Servers::start(data.path()).await?;
    let (new_postgres, new_redis) = servers.pids();
    ensure!(new_postgres != postgres && new_redis != redis);
    ensure!(!lives(postgres) && !lives(redis));
    servers.stop().await
}

#[tokio::test]
async fn a_second_start_is_refused() -> Outcome {
    let data = data_dir()?;
    let first = Start::of(data.path())?;
    let holder = format!("another `tributary up` (process {}) is using", first.process.0.id());
    let refused = Postgres::start(data.path(), &Progress::silent()).await.err().context("two Postgres")?;
    ensure!(refused.to_string().starts_with(&holder), "{refused}");
    let refused = Redis::start(data.path(), &Progress::silent()).await.err().context("two Redis")?;
    ensure!(refused.to_string().starts_with(&holder), "{refused}");

    first.kill()?;
    Servers::start(data.path()).await?.stop().await
}

#[tokio::test]
async fn a_long_or_odd_path_gets_a_short_socket() -> Outcome {
    let parent = data_dir()?;
    for name in ["x".repeat(150), "with, \"quotes\" and spaces".to_owned()] {
        let data = parent.path().join(name);
        let servers = Servers::start(&data).await?;
        servers.write("short").await?;
        ensure!(!servers.postgres.admin_url().contains("xxxx"), "{}", servers.postgres.admin_url());
        let socket = servers.redis_socket()?;
        let dir = socket.parent().context("a directory")?.to_path_buf();
        ensure!(fs::metadata(&dir)?.mode() & 0o077 == 0, "private");
        servers.stop().await?;
        ensure!(!dir.exists(), "nothing is left in the temporary directory");
    }
    Ok(())
}

/// A data directory in root's home is the usual one: its servers run as somebody who may not go there.
#[tokio::test]
async fn root_in_a_closed_directory_keeps_the_files_elsewhere() -> Outcome {
    if !geteuid().is_root() {
        return Ok(());
    }
    let parent = tempfile::tempdir()?;
    fs::set_permissions(parent.path(), Permissions::from_mode(0o700))?;
    let data = parent.path().join("data");
    let servers = Servers::start(&data).await?;
    let elsewhere = PathBuf::from(fs::read_to_string(data.join("elsewhere"))?.trim_end());
    let _removed = Removed(elsewhere.clone());
    servers.write("elsewhere").await?;
    ensure!(fs::metadata(parent.path())?.mode() & 0o777 == 0o700, "opened nothing");
    servers.stop().await?;

    let servers = Servers::start(&data).await?;
    ensure!(servers.read().await? == ["elsewhere", "elsewhere"]);
    ensure!(elsewhere.join("postgres/PG_VERSION").exists() && elsewhere.join("redis").exists());
    servers.stop().await?;

    fs::remove_dir_all(&elsewhere)?;
    let lost = Postgres::start(&data, &Progress::silent()).await.err().context("began anew by itself")?;
    ensure!(lost.to_string().contains("which is gone"), "{lost}");
    Ok(())
}

#[tokio::test]
async fn a_failing_start_shows_the_log() -> Outcome {
    let data = data_dir()?;
    Servers::start(data.path()).await?.stop().await?;
    fs::write(data.path().join("postgres/global/pg_control"), "broken")?;
    let failed = Postgres::start(data.path(), &Progress::silent()).await.err().context("started")?;
    ensure!(format!("{failed:#}").contains("could not read file \"global/pg_control\""), "{failed:#}");
    Ok(())
}

#[tokio::test]
async fn a_missing_program_is_named_with_its_cure() -> Outcome {
    let data = data_dir()?;
    let mut start = Command::new(std::env::current_exe()?);
    start.args(["--exact", "start_of_another_process", "--nocapture"]);
    let output = start.env("TRIBUTARY_TEST_DATA", data.path()).env("PATH", "/nowhere").output()?;
    let printed =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    ensure!(!output.status.success());
    ensure!(printed.contains("is not installed"), "{printed}");
    ensure!(
        printed.contains("apt-get install postgresql redis-server") || printed.contains("brew install"),
        "{printed}"
    );
    Ok(())
}

/// Not a test of its own: what [`Start`] runs, to be killed.
#[tokio::test]
async fn start_of_another_process() -> Outcome {
    let Some(data) = std::env::var_os("TRIBUTARY_TEST_DATA") else { return Ok(()) };
    let servers = Servers::start(Path::new(&data)).await?;
    let (postgres, redis) = servers.pids();
    fs::write(Path::new(&data).join("started.new"), format!("{postgres} {redis}"))?;
    fs::rename(Path::new(&data).join("started.new"), Path::new(&data).join("started"))?;
    sleep(Duration::from_secs(120)).await;
    servers.stop().await
}

/// A directory that root's servers may pass through.
fn data_dir() -> anyhow::Result<TempDir> {
    let dir = tempfile::tempdir()?;
    fs::set_permissions(dir.path(), Permissions::from_mode(0o711))?;
    Ok(dir)
}

fn lives(pid: i32) -> bool {
    kill(Pid::from_raw(pid), None).is_ok()
        && !fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| stat.contains(") Z "))
}

/// Both servers of one data directory.
struct Servers {
    postgres: Postgres,
    redis: Redis,
}

impl Servers {
    async fn start(data: &Path) -> anyhow::Result<Self> {
        let progress = Progress::to_stderr();
        let (postgres, redis) =
            tokio::try_join!(Postgres::start(data, &progress), Redis::start(data, &progress))?;
        Ok(Self { postgres, redis })
    }

    async fn stop(self) -> Outcome {
        self.postgres.stop().await?;
        self.redis.stop().await
    }

    fn pids(&self) -> (i32, i32) {
        (self.postgres.pid(), self.redis.pid())
    }

    async fn write(&self, word: &str) -> Outcome {
        let sql = format!("CREATE TABLE words (word text); INSERT INTO words VALUES ('{word}')");
        self.sql().await?.batch_execute(&sql).await?;
        ensure!(self.ask_redis(&format!("SET word {word}")).await? == "+OK\r\n");
        Ok(())
    }

    async fn read(&self) -> anyhow::Result<[String; 2]> {
        let row = self.sql().await?.query_one("SELECT word FROM words", &[]).await?;
        let answer = self.ask_redis("GET word").await?;
        let word = answer.lines().nth(1).context("no word in Redis")?;
        Ok([row.get(0), word.to_owned()])
    }

    async fn setting(&self, name: &str) -> anyhow::Result<String> {
        Ok(self.sql().await?.query_one(&format!("SHOW {name}"), &[]).await?.get(0))
    }

    async fn sql(&self) -> anyhow::Result<tokio_postgres::Client> {
        let (client, connection) = tokio_postgres::connect(&self.postgres.admin_url(), NoTls).await?;
        tokio::spawn(connection);
        Ok(client)
    }

    fn redis_socket(&self) -> anyhow::Result<PathBuf> {
        let url = self.redis.url();
        Ok(PathBuf::from(url.strip_prefix("redis+unix://").context("not a socket")?))
    }

    async fn ask_redis(&self, command: &str) -> anyhow::Result<String> {
        let mut stream = UnixStream::connect(self.redis_socket()?).await?;
        stream.write_all(format!("{command}\r\n").as_bytes()).await?;
        let mut answer = [0; 1024];
        let bytes = stream.read(&mut answer).await?;
        Ok(String::from_utf8_lossy(&answer[..bytes]).into_owned())
    }
}

/// Another process that has started both servers.
struct Start {
    process: Killed,
    servers: (i32, i32),
}

impl Start {
    fn of(data: &Path) -> anyhow::Result<Self> {
        let started = data.join("started");
        let mut process = Command::new(std::env::current_exe()?)
            .args(["--exact", "start_of_another_process"])
            .env("TRIBUTARY_TEST_DATA", data)
            .stdout(Stdio::null())
            .spawn()?;
        while !started.exists() {
            ensure!(process.try_wait()?.is_none(), "the other process failed");
            std::thread::sleep(Duration::from_millis(50));
        }
        let pids = fs::read_to_string(started)?;
        let (postgres, redis) = pids.split_once(' ').context("two ids")?;
        Ok(Self { process: Killed(process), servers: (postgres.parse()?, redis.parse()?) })
    }

    /// `kill -9`; answers with the ids of the servers it leaves.
    fn kill(self) -> anyhow::Result<(i32, i32)> {
        let servers = self.servers;
        drop(self);
        Ok(servers)
    }
}

/// A process that is killed and waited for in the end.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        if let Err(error) = self.0.kill().and_then(|()| self.0.wait()) {
            eprintln!("process {} stays: {error}", self.0.id());
        }
    }
}

/// A directory that is removed in the end.
struct Removed(PathBuf);

impl Drop for Removed {
    fn drop(&mut self) {
        if self.0.exists()
            && let Err(error) = fs::remove_dir_all(&self.0)
        {
            eprintln!("{} stays: {error}", self.0.display());
        }
    }
}
