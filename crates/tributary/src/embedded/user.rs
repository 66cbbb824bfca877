//! Whom the servers run as. Postgres refuses to run as root, so root's servers run as somebody else.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use nix::unistd::{Uid, User, geteuid};

/// Tried in this order when we are root and no data exists yet.
const UNPRIVILEGED_USERS: [&str; 2] = ["postgres", "nobody"];

/// The unprivileged user that root's servers run as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ServerUser {
    pub(super) name: String,
    pub(super) uid: u32,
    pub(super) gid: u32,
}

impl ServerUser {
    /// The owner of `server_dir` where it exists, else the first unprivileged user there is.
    /// `None` when we are not root: the servers then run as ourselves.
    pub(super) fn for_data_in(server_dir: &Path) -> anyhow::Result<Option<Self>> {
        if !geteuid().is_root() {
            return Ok(None);
        }
        if let Ok(found) = fs::metadata(server_dir)
            && found.uid() != 0
        {
            let name = User::from_uid(Uid::from_raw(found.uid()))?
                .map_or_else(|| found.uid().to_string(), |user| user.name);
            return Ok(Some(Self { name, uid: found.uid(), gid: found.gid() }));
        }
        for name in UNPRIVILEGED_USERS {
            if let Some(user) = User::from_name(name)? {
                return Ok(Some(Self { name: user.name, uid: user.uid.as_raw(), gid: user.gid.as_raw() }));
            }
        }
        Err(anyhow!(
            "PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody` to run it as"
        ))
    }

    /// The topmost directory on the way to `path` (itself included) that this user may not enter.
    pub(super) fn blocked_by(&self, path: &Path) -> Option<PathBuf> {
        let mut on_the_way: Vec<&Path> = path.ancestors().collect();
        on_the_way.reverse();
        on_the_way.into_iter().find(|dir| !self.may_enter(dir)).map(Path::to_path_buf)
    }

    fn may_enter(&self, dir: &Path) -> bool {
        let Ok(found) = fs::metadata(dir) else { return false };
        let search_bit = if found.uid() == self.uid {
            0o100
        } else if found.gid() == self.gid {
            0o010
        } else {
            0o001
        };
        found.mode() & search_bit != 0
    }
}

/// Gives `path` to `user`; nothing to do when we are not root.
pub(super) fn give_to(user: Option<&ServerUser>, path: &Path) -> anyhow::Result<()> {
    let Some(user) = user else { return Ok(()) };
    chown(path, Some(user.uid), Some(user.gid))
        .with_context(|| format!("cannot give {} to user {}", path.display(), user.name))
}
