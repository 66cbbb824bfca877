//! A server as an operating-system process: started, found again, stopped.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};

use super::user::ServerUser;

/// How often a process that is not our child is looked at.
const POLL_MS: u64 = 50;

/// How much of a log an error shows.
const LOG_LINES_SHOWN: usize = 20;

/// What to run, where and as whom.
#[derive(Clone, Debug)]
pub(super) struct Launch {
    pub(super) program: PathBuf,
    pub(super) args: Vec<OsString>,
    pub(super) dir: PathBuf,
    pub(super) user: Option<ServerUser>,
    pub(super) log: PathBuf,
}

impl Launch {
    /// Runs a program that ends by itself. Errors: it failed; the end of the log is in the message.
    pub(super) async fn run(&self) -> anyhow::Result<()> {
        let log_start = log_bytes(&self.log);
        let status = self.command()?.kill_on_drop(true).status().await.with_context(|| self.cannot_run())?;
        if !status.success() {
            bail!("{} failed ({status})\n{}", self.program.display(), log_since(&self.log, log_start));
        }
        Ok(())
    }

    /// Starts a server, which `quit` asks to end.
    pub(super) fn spawn(&self, quit: Signal) -> anyhow::Result<Server> {
        let log_start = log_bytes(&self.log);
        let child = self.command()?.spawn().with_context(|| self.cannot_run())?;
        let pid = child.id().ok_or_else(|| anyhow!("{} has no process id", self.program.display()))?;
        Ok(Server {
            child: Some(child),
            pid: Pid::from_raw(i32::try_from(pid)?),
            launch: self.clone(),
            log_start,
            quit,
            running: true,
        })
    }

    /// The command line, each argument quoted. This is also how Postgres notes it in `postmaster.opts`.
    pub(super) fn line(&self) -> OsString {
        let mut line = self.program.clone().into_os_string();
        for arg in &self.args {
            line.push(" \"");
            line.push(arg);
            line.push("\"");
        }
        line
    }

    /// In a process group of its own, so that the terminal's Ctrl-C reaches us alone and we end things in order.
    fn command(&self) -> anyhow::Result<Command> {
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.log)
            .with_context(|| format!("cannot write {}", self.log.display()))?;
        let mut command = Command::new(&self.program);
        command
            .args(&self.args)
            .current_dir(&self.dir)
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0);
        for (name, _) in env::vars_os() {
            if name.as_bytes().starts_with(b"PG") {
                command.env_remove(name);
            }
        }
        if let Some(user) = &self.user {
            command.uid(user.uid).gid(user.gid);
        }
        Ok(command)
    }

    fn cannot_run(&self) -> String {
        format!("cannot run {}", self.program.display())
    }
}

/// A running server. One that is dropped without [`Server::stop`] is asked to quit, but not waited for.
#[derive(Debug)]
pub(super) struct Server {
    /// `None`: adopted from a start that was killed.
    child: Option<Child>,
    pid: Pid,
    launch: Launch,
    log_start: u64,
    quit: Signal,
    running: bool,
}

impl Server {
    /// The process `pid`, if it is a server that was started in `dir`.
    pub(super) fn adopt(pid: i32, launch: &Launch, quit: Signal) -> Option<Self> {
        Self::is_in(pid, launch).then(|| Self {
            child: None,
            pid: Pid::from_raw(pid),
            launch: launch.clone(),
            log_start: log_bytes(&launch.log),
            quit,
            running: true,
        })
    }

    /// Whether the process `pid` lives and is a server that was started in the launch's directory.
    /// The number alone may be somebody else's by now.
    pub(super) fn is_in(pid: i32, launch: &Launch) -> bool {
        runs_in(Pid::from_raw(pid), &launch.dir, &launch.program)
    }

    pub(super) fn pid(&self) -> i32 {
        self.pid.as_raw()
    }

    /// What the server has printed since we know it, the last lines of it.
    pub(super) fn printed(&self) -> String {
        log_since(&self.launch.log, self.log_start)
    }

    /// Whether it has ended by itself.
    pub(super) fn ended(&mut self) -> anyhow::Result<bool> {
        if self.running {
            self.running = match &mut self.child {
                Some(child) => child.try_wait()?.is_none(),
                None => self.lives(),
            };
        }
        Ok(!self.running)
    }

    /// Waits until the server ends by itself.
    pub(super) async fn wait(&mut self) -> anyhow::Result<()> {
        match &mut self.child {
            Some(child) => {
                child.wait().await?;
            }
            None => {
                while self.lives() {
                    sleep(Duration::from_millis(POLL_MS)).await;
                }
            }
        }
        self.running = false;
        Ok(())
    }

    /// Asks it to quit and waits for `patience`; then sends `force`, and kills it in the end.
    pub(super) async fn stop(mut self, patience: Duration, force: Signal) -> anyhow::Result<()> {
        let steps = [
            (self.quit, patience),
            (force, Duration::from_secs(10)),
            (Signal::SIGKILL, Duration::from_secs(10)),
        ];
        for (signal, patience) in steps {
            if self.ended()? {
                return Ok(());
            }
            self.send(signal)?;
            if let Ok(ended) = timeout(patience, self.wait()).await {
                return ended;
            }
            tracing::warn!(pid = self.pid.as_raw(), %signal, "the server has not ended");
        }
        bail!("process {} does not end", self.pid)
    }

    fn send(&self, signal: Signal) -> anyhow::Result<()> {
        match kill(self.pid, signal) {
            Ok(()) | Err(Errno::ESRCH) => Ok(()),
            Err(error) => Err(error).with_context(|| format!("cannot send {signal} to process {}", self.pid)),
        }
    }

    fn lives(&self) -> bool {
        Self::is_in(self.pid.as_raw(), &self.launch)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.ended().is_ok_and(|ended| !ended)
            && let Err(error) = self.send(self.quit)
        {
            tracing::warn!(%error, "a server was left running");
        }
    }
}

/// Polls until `deadline`; `false` once it has passed.
pub(super) async fn poll_until(deadline: Instant) -> bool {
    sleep(Duration::from_millis(POLL_MS)).await;
    Instant::now() < deadline
}

/// Both servers make their data directory their working directory.
#[cfg(target_os = "linux")]
fn runs_in(pid: Pid, dir: &Path, _program: &Path) -> bool {
    fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == dir)
}

/// Without `/proc`, the name of the program must do.
#[cfg(not(target_os = "linux"))]
fn runs_in(pid: Pid, _dir: &Path, program: &Path) -> bool {
    let Ok(found) = std::process::Command::new("ps").args(["-o", "comm=", "-p", &pid.to_string()]).output()
    else {
        return false;
    };
    let command = String::from_utf8_lossy(&found.stdout);
    program.file_name() == Path::new(command.trim()).file_name()
}

fn log_bytes(log: &Path) -> u64 {
    fs::metadata(log).map_or(0, |found| found.len())
}

fn log_since(log: &Path, start: u64) -> String {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut file = File::open(log)?;
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let text = match read() {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => return format!("{} cannot be read: {error}", log.display()),
    };
    let lines: Vec<&str> = text.lines().collect();
    let shown = &lines[lines.len().saturating_sub(LOG_LINES_SHOWN)..];
    format!("{} ends:\n  {}", log.display(), shown.join("\n  "))
}

/// The first line of a file as a number; `None` where there is no such file or number.
pub(super) fn pid_in(file: &Path) -> Option<i32> {
    fs::read_to_string(file).ok()?.lines().next()?.trim().parse().ok().filter(|pid| *pid > 0)
}

/// Whether `file` holds exactly `line`.
pub(super) fn holds(file: &Path, line: &OsStr) -> bool {
    match fs::read(file) {
        Ok(bytes) => bytes.trim_ascii_end() == line.as_bytes(),
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                tracing::warn!(file = %file.display(), %error, "cannot be read");
            }
            false
        }
    }
}
