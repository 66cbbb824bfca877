//! Finding the servers' programs, and saying how to get them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{anyhow, bail};

use super::user::ServerUser;

/// The oldest PostgreSQL that has everything the migrations use.
const POSTGRES_MAJOR_MIN: u32 = 15;

/// Folders of one folder per version, where packages keep the programs out of PATH: Debian and Ubuntu, the PGDG's
/// RPMs, Homebrew on both kinds of Mac.
const POSTGRES_HOMES: [(&str, &str); 4] = [
    ("/usr/lib/postgresql", ""),
    ("/usr", "pgsql-"),
    ("/opt/homebrew/opt", "postgresql@"),
    ("/usr/local/opt", "postgresql@"),
];

/// Redis, or the fork that some distributions ship instead of it.
const REDIS_NAMES: [&str; 2] = ["redis-server", "valkey-server"];

const INSTALL: &str = if cfg!(target_os = "macos") {
    "brew install postgresql@15 redis"
} else {
    "apt-get install postgresql redis-server   (Debian, Ubuntu)"
};

/// The programs of one PostgreSQL.
#[derive(Debug)]
pub(super) struct PostgresPrograms {
    pub(super) postgres: PathBuf,
    pub(super) initdb: PathBuf,
    pub(super) major: u32,
}

impl PostgresPrograms {
    /// Those in PATH if they will do, else the newest installed; of version `made_by` where a cluster exists already.
    pub(super) fn find(made_by: Option<u32>, user: Option<&ServerUser>) -> anyhow::Result<Self> {
        let mut found: Vec<Self> = path_dirs().iter().filter_map(|dir| Self::in_dir(dir, user)).collect();
        let mut installed: Vec<Self> =
            installed_dirs().iter().filter_map(|dir| Self::in_dir(dir, user)).collect();
        installed.sort_by_key(|programs| std::cmp::Reverse(programs.major));
        found.extend(installed);
        let newest = found.iter().map(|programs| programs.major).max();
        let fits = |programs: &Self| match made_by {
            Some(major) => programs.major == major,
            None => programs.major >= POSTGRES_MAJOR_MIN,
        };
        if let Some(programs) = found.into_iter().find(fits) {
            return Ok(programs);
        }
        let missing = match made_by {
            Some(major) => format!("PostgreSQL {major}, which made the database here, is not installed"),
            None => format!("PostgreSQL {POSTGRES_MAJOR_MIN} or newer is not installed"),
        };
        let instead = newest.map_or_else(String::new, |major| format!(" (the newest found is {major})"));
        bail!(
            "{missing}{instead}: no `postgres` with `initdb` beside it in PATH or in /usr/lib/postgresql/*/bin.\nInstall it with: {INSTALL}"
        )
    }

    fn in_dir(dir: &Path, user: Option<&ServerUser>) -> Option<Self> {
        let postgres = usable(&dir.join("postgres"), user)?;
        let initdb = usable(&postgres.with_file_name("initdb"), user)?;
        let printed = Command::new(&postgres).arg("--version").output().ok()?;
        let major = major_in(&String::from_utf8_lossy(&printed.stdout))?;
        Some(Self { postgres, initdb, major })
    }
}

/// The Redis server program.
pub(super) fn find_redis(user: Option<&ServerUser>) -> anyhow::Result<PathBuf> {
    let dirs = path_dirs();
    REDIS_NAMES
        .iter()
        .flat_map(|name| dirs.iter().map(move |dir| dir.join(name)))
        .find(|program| usable(program, user).is_some())
        .ok_or_else(|| {
            anyhow!("Redis is not installed: no `redis-server` in PATH.\nInstall it with: {INSTALL}")
        })
}

/// The program with its links resolved, if it is there and the servers' user can reach it.
fn usable(program: &Path, user: Option<&ServerUser>) -> Option<PathBuf> {
    let program = program.canonicalize().ok().filter(|program| program.is_file())?;
    let reachable = user.is_none_or(|user| user.blocked_by(&program).is_none());
    reachable.then_some(program)
}

fn path_dirs() -> Vec<PathBuf> {
    env::var_os("PATH")
        .map(|path| env::split_paths(&path).filter(|dir| dir.is_absolute()).collect())
        .unwrap_or_default()
}

fn installed_dirs() -> Vec<PathBuf> {
    let mut dirs = Vec::new();
    for (home, prefix) in POSTGRES_HOMES {
        let Ok(entries) = fs::read_dir(home) else { continue };
        for entry in entries.flatten() {
            if entry.file_name().to_string_lossy().starts_with(prefix) {
                dirs.push(entry.path().join("bin"));
            }
        }
    }
    dirs
}

/// `postgres (PostgreSQL) 15.18 (Debian …)` is 15; a beta (`19beta1`) counts as its release.
fn major_in(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(major_in("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major_in("postgres (PostgreSQL) 19beta1"), Some(19));
        assert_eq!(major_in("not found"), None);
    }
}
