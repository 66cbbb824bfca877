//! A Tributary whose every part is a process of its own and can be killed: `api`, `worker`, Postgres, Redis.

use std::fs::{File, OpenOptions};
use std::path::PathBuf;
use std::process::Command;

use tributary::embedded::{Postgres, Progress, Redis};

use super::{World, free_port, open_dir};

/// The parts that are restarted when they end, as a supervisor would.
const PARTS: [&str; 2] = ["api", "worker"];
/// Lines of a log that a failure shows.
const LOG_LINES_SHOWN: usize = 30;

impl World {
    /// `api` and `worker` over a Postgres and a Redis of their own, with these settings.
    pub async fn of_parts(settings: &[(&'static str, &str)]) -> World {
        let dir = open_dir();
        let postgres = Postgres::start(dir.path(), &Progress::silent()).await.unwrap();
        let (owner_url, app_url) = (postgres.admin_url(), postgres.app_url());
        let port = free_port();
        let mut world = World::around(format!("http://127.0.0.1:{port}"), owner_url.clone(), &app_url).await;
        world.postgres = Some((postgres, dir));
        world.env.set("BIND", format!("127.0.0.1:{port}"));
        world.env.set("MIGRATE_DATABASE_URL", owner_url);
        for (name, value) in settings {
            world.env.set(name, (*value).to_owned());
        }
        assert!(world.process("migrate").status().unwrap().success());
        for part in PARTS {
            let child = world.part(part).spawn().unwrap();
            world.children.push(child);
        }
        world.until_healthy().await;
        world
    }

    fn log(&self, part: &str) -> PathBuf {
        self.dir.path().join(format!("{part}.log"))
    }

    fn part(&self, part: &str) -> Command {
        let log: File = OpenOptions::new().create(true).append(true).open(self.log(part)).unwrap();
        let mut command = self.process(part);
        command.stderr(log.try_clone().unwrap()).stdout(log);
        command
    }

    /// Starts every part again that has ended. Returns how many had.
    pub fn tend(&mut self) -> usize {
        let mut ended = 0;
        for (at, part) in PARTS.iter().enumerate() {
            if self.children[at].try_wait().unwrap().is_some() {
                self.children[at] = self.part(part).spawn().unwrap();
                ended += 1;
            }
        }
        ended
    }

    /// `kill -9` of the worker, and a start.
    pub fn kill_worker(&mut self) {
        self.children[1].kill().unwrap();
        self.children[1].wait().unwrap();
        self.children[1] = self.part(PARTS[1]).spawn().unwrap();
    }

    /// `kill -9` of the postmaster, and a start that recovers.
    pub async fn kill_postgres(&mut self) {
        let (postgres, dir) = self.postgres.take().unwrap();
        kill(postgres.pid());
        drop(postgres);
        let postgres = Postgres::start(dir.path(), &Progress::silent()).await.unwrap();
        self.postgres = Some((postgres, dir));
    }

    /// `kill -9` of Redis, and a start over its append-only file.
    pub async fn kill_redis(&mut self) {
        let redis = self.redis.take().unwrap();
        kill(redis.pid());
        drop(redis);
        self.redis = Some(Redis::start(self.dir.path(), &Progress::silent()).await.unwrap());
    }

    /// The end of what a part has printed.
    pub fn printed(&self, part: &str) -> String {
        let text = std::fs::read_to_string(self.log(part)).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(LOG_LINES_SHOWN)..].join("\n")
    }
}

pub(super) fn kill(pid: i32) {
    assert!(Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap().success());
    // Gone from its directory before somebody else is started there.
    while std::fs::read_link(format!("/proc/{pid}/cwd")).is_ok() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
