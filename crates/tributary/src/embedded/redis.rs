//! The private Redis.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use nix::sys::signal::Signal;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::time::{Instant, sleep, timeout};

use super::home::Home;
use super::process::{Launch, Server, holds, pid_in, poll_until};
use super::programs::find_redis;
use super::progress::Progress;
use super::socket;

const SOCKET: &str = "redis.sock";

/// Every setting that is not Redis's default. They are flags, so a change here applies at the next start.
const SETTINGS: [(&str, &str); 9] = [
    // No TCP.
    ("--port", "0"),
    ("--unixsocketperm", "700"),
    ("--appendonly", "yes"),
    ("--appendfsync", "everysec"),
    ("--maxmemory-policy", "noeviction"),
    // No snapshots: the append-only file has everything.
    ("--save", ""),
    ("--daemonize", "no"),
    ("--logfile", ""),
    ("--pidfile", "redis.pid"),
];

/// A server that says nothing at all for this long has failed.
const SILENT_SECONDS_MAX: u64 = 30;

/// Reading a long append-only file takes its time.
const LOADING_SECONDS_MAX: u64 = 600;

/// The append-only file is flushed before the end.
const STOP_SECONDS_MAX: u64 = 30;

/// One question on the socket.
const ANSWER_SECONDS_MAX: u64 = 5;

/// A server that was told to quit notices within its 100 ms tick.
const TICK_MS: u64 = 200;

/// A private Redis: a child of this process, or adopted from a start that was killed.
#[derive(Debug)]
pub struct Redis {
    server: Server,
    socket: PathBuf,
    // Last, so that the directory is ours until the server is gone.
    home: Home,
}

impl Redis {
    /// Starts the server of `data`. Ready, with its append-only file read, when this returns.
    ///
    /// Errors: another process uses `data`; Redis is missing; the server does not start, with the end of its log.
    pub async fn start(data: &Path, progress: &Progress) -> anyhow::Result<Self> {
        let home = Home::open(data, "redis", progress)?;
        let program = find_redis(home.user.as_ref())?;
        home.make_private(&home.dir)?;
        let socket = socket::socket_dir(&home.dir, SOCKET, home.user.as_ref())?.join(SOCKET);
        let launch = launch(&home, program, &socket);
        let server = match adopt(&launch, &socket, progress).await? {
            Some(server) => server,
            None => start(&launch, &socket, progress).await?,
        };
        Ok(Self { server, socket, home })
    }

    /// `redis+unix:///…/redis.sock`
    pub fn url(&self) -> String {
        format!("redis+unix://{}", self.socket.display())
    }

    /// The process id of the server.
    pub fn pid(&self) -> i32 {
        self.server.pid()
    }

    /// Waits until the server ends by itself, which it should not, and says what it printed.
    pub async fn died(&mut self) -> anyhow::Error {
        match self.server.wait().await {
            Ok(()) => anyhow!("Redis has ended\n{}", self.server.printed()),
            Err(error) => error,
        }
    }

    /// Stops the server, its append-only file flushed; waits for it.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.server
            .stop(Duration::from_secs(STOP_SECONDS_MAX), Signal::SIGTERM)
            .await
            .context("Redis does not stop")?;
        if let Some(dir) = self.socket.parent() {
            socket::leave(dir, &self.home.dir);
        }
        Ok(())
    }
}

fn launch(home: &Home, program: PathBuf, socket: &Path) -> Launch {
    let mut args = vec!["--dir".into(), home.dir.clone().into_os_string()];
    args.extend(["--unixsocket".into(), socket.to_path_buf().into_os_string()]);
    args.extend(SETTINGS.iter().flat_map(|(name, value)| [(*name).into(), (*value).into()]));
    Launch { program, args, dir: home.dir.clone(), user: home.user.clone(), log: home.log.clone() }
}

/// The server that a killed start left behind. One with other settings, or that does not answer, is stopped first.
async fn adopt(launch: &Launch, socket: &Path, progress: &Progress) -> anyhow::Result<Option<Server>> {
    let noted = pid_in(&launch.dir.join("redis.pid"));
    // Killed between the start and the note.
    let pid = match noted.filter(|pid| Server::is_in(*pid, launch)) {
        Some(pid) => Some(pid),
        None => pid_of_answering(socket).await,
    };
    let Some(pid) = pid else { return Ok(None) };
    let Some(mut server) = Server::adopt(pid, launch, Signal::SIGTERM) else { return Ok(None) };
    if holds(&command_line(launch), &launch.line()) {
        sleep(Duration::from_millis(TICK_MS)).await;
        match wait_until_ready(&mut server, socket, progress).await {
            Ok(()) => {
                progress.say("Redis was still running: adopted");
                return Ok(Some(server));
            }
            Err(error) => tracing::warn!(%error, "the running Redis is of no use"),
        }
    }
    progress.say("Redis was still running: restarting it");
    server.stop(Duration::from_secs(STOP_SECONDS_MAX), Signal::SIGTERM).await?;
    Ok(None)
}

async fn start(launch: &Launch, socket: &Path, progress: &Progress) -> anyhow::Result<Server> {
    progress.say("starting Redis");
    fs::write(command_line(launch), launch.line().as_bytes())?;
    let mut server = launch.spawn(Signal::SIGTERM)?;
    wait_until_ready(&mut server, socket, progress).await?;
    Ok(server)
}

/// Where the command line of the last start is noted: beside the server's directory, where root may safely write.
fn command_line(launch: &Launch) -> PathBuf {
    launch.dir.with_extension("opts")
}

async fn wait_until_ready(server: &mut Server, socket: &Path, progress: &Progress) -> anyhow::Result<()> {
    let mut deadline = Instant::now() + Duration::from_secs(SILENT_SECONDS_MAX);
    let mut loading = false;
    loop {
        let answer = ask(socket, "PING").await.unwrap_or_default();
        if answer.starts_with("+PONG") {
            return Ok(());
        }
        if answer.starts_with("-LOADING") && !loading {
            loading = true;
            progress.say("Redis is reading its append-only file");
            deadline = Instant::now() + Duration::from_secs(LOADING_SECONDS_MAX);
        }
        if server.ended()? {
            bail!("Redis does not start\n{}", server.printed());
        }
        if !poll_until(deadline).await {
            bail!("Redis does not answer\n{}", server.printed());
        }
    }
}

async fn pid_of_answering(socket: &Path) -> Option<i32> {
    let info = ask(socket, "INFO server").await.ok()?;
    info.lines().find_map(|line| line.strip_prefix("process_id:"))?.trim().parse().ok()
}

/// One inline command and the first piece of its answer, which is all we need of it.
async fn ask(socket: &Path, command: &str) -> std::io::Result<String> {
    let talk = async {
        let mut stream = UnixStream::connect(socket).await?;
        stream.write_all(format!("{command}\r\n").as_bytes()).await?;
        let mut answer = vec![0; 16 * 1024];
        let bytes = stream.read(&mut answer).await?;
        Ok(String::from_utf8_lossy(&answer[..bytes]).into_owned())
    };
    timeout(Duration::from_secs(ANSWER_SECONDS_MAX), talk).await.map_err(|_| ErrorKind::TimedOut)?
}
