//! Where a server's files are: its directory, its log, whom they belong to.

use std::fs::{self, DirBuilder, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use nix::unistd::{geteuid, mkdtemp};

use super::lock::Lock;
use super::progress::Progress;
use super::user::{ServerUser, give_to};

/// Where root's servers live when their user cannot reach the data directory.
const ELSEWHERE: &str = "/var/lib/tributary";

/// A log larger than this moves aside, to `.old`, before the next start writes.
const LOG_BYTES_MAX: u64 = 10 * 1024 * 1024;

/// One server's place under the data directory, locked for this process.
#[derive(Debug)]
pub(super) struct Home {
    /// The server's own directory. Made by the server's module, for a half-made one must not count.
    pub(super) dir: PathBuf,
    pub(super) log: PathBuf,
    pub(super) user: Option<ServerUser>,
    _locks: Vec<Lock>,
}

impl Home {
    /// Makes the data directory if need be, locks it and decides where `server` (a file name) lives.
    pub(super) fn open(data: &Path, server: &str, progress: &Progress) -> anyhow::Result<Self> {
        let data = data_directory(data)?;
        let mut locks = vec![Lock::take(&data, server)?];
        let user = ServerUser::for_data_in(&data.join(server))?;
        let place = place_of(&data, server, user.as_ref(), progress)?;
        if place != data {
            // The same place through a copied data directory.
            locks.push(Lock::take(&place, server)?);
        }
        let dir = place.join(server);
        let user = ServerUser::for_data_in(&dir)?;
        refuse_foreign(&dir)?;
        let log = log_file(&data, server)?;
        Ok(Self { dir, log, user, _locks: locks })
    }

    /// Makes the server's directory, private to the server's user.
    pub(super) fn make_private(&self, dir: &Path) -> anyhow::Result<()> {
        make_private(dir, self.user.as_ref())
    }
}

/// Makes `dir`, mode 0700, and gives it to the servers' user. One that exists is left as it is,
/// unless root was killed between making it and giving it away.
pub(super) fn make_private(dir: &Path, user: Option<&ServerUser>) -> anyhow::Result<()> {
    match DirBuilder::new().mode(0o700).create(dir) {
        Ok(()) => give_to(user, dir),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let found = fs::symlink_metadata(dir)?;
            if found.is_dir() && found.uid() == 0 { give_to(user, dir) } else { Ok(()) }
        }
        Err(error) => Err(error).with_context(|| format!("cannot make {}", dir.display())),
    }
}

/// Makes the data directory if need be and tells its canonical path.
///
/// A new one is private to us, except that root's servers, who are somebody else, must pass through it.
pub fn data_directory(data: &Path) -> anyhow::Result<PathBuf> {
    if !data.exists() {
        fs::create_dir_all(data)
            .with_context(|| format!("cannot make the data directory {}", data.display()))?;
        let mode = if geteuid().is_root() { 0o711 } else { 0o700 };
        fs::set_permissions(data, Permissions::from_mode(mode))?;
    }
    data.canonicalize().with_context(|| format!("cannot open the data directory {}", data.display()))
}

/// `data` itself, unless the servers' user may not enter it: opening somebody's home to the world is not ours to do.
fn place_of(
    data: &Path,
    server: &str,
    user: Option<&ServerUser>,
    progress: &Progress,
) -> anyhow::Result<PathBuf> {
    let pointer = data.join("elsewhere");
    if let Some(place) = read_pointer(&pointer)? {
        return Ok(place);
    }
    let Some(user) = user else { return Ok(data.to_path_buf()) };
    let Some(closed) = user.blocked_by(data) else { return Ok(data.to_path_buf()) };
    if data.join(server).exists() {
        bail!(
            "{} belongs to user {}, who may not enter {}; run as that user, or let it pass with `chmod o+x`",
            data.join(server).display(),
            user.name,
            closed.display()
        );
    }
    let place = make_elsewhere(&pointer).with_context(|| {
        format!(
            "{} is closed to user {}, whom the servers run as, and {ELSEWHERE} cannot be used instead; choose another directory with --data",
            closed.display(),
            user.name
        )
    })?;
    progress.say(format!(
        "{} is closed to user {}, whom the servers run as: their files are in {}",
        closed.display(),
        user.name,
        place.display()
    ));
    Ok(place)
}

fn read_pointer(pointer: &Path) -> anyhow::Result<Option<PathBuf>> {
    let place = match fs::read_to_string(pointer) {
        Ok(text) => PathBuf::from(text.trim_end()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", pointer.display())),
    };
    if !place.is_dir() {
        bail!(
            "the servers' files were in {}, which is gone; remove {} to begin anew without them",
            place.display(),
            pointer.display()
        );
    }
    Ok(Some(place))
}

/// A new place, named in `pointer`. Postgres and Redis may ask at once: who links the pointer first decides.
fn make_elsewhere(pointer: &Path) -> anyhow::Result<PathBuf> {
    fs::create_dir_all(ELSEWHERE)?;
    fs::set_permissions(ELSEWHERE, Permissions::from_mode(0o711))?;
    let place = mkdtemp(&Path::new(ELSEWHERE).join("XXXXXX"))?;
    fs::set_permissions(&place, Permissions::from_mode(0o711))?;
    let name = place.file_name().ok_or_else(|| anyhow!("mkdtemp made {}", place.display()))?;
    let written = pointer.with_file_name(name);
    fs::write(&written, format!("{}\n", place.display()))?;
    let linked = fs::hard_link(&written, pointer);
    fs::remove_file(&written)?;
    match linked {
        Ok(()) => Ok(place),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            fs::remove_dir(&place)?;
            read_pointer(pointer)?.ok_or_else(|| anyhow!("{} came and went", pointer.display()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Without root we can only run servers on our own files.
fn refuse_foreign(dir: &Path) -> anyhow::Result<()> {
    let Ok(found) = fs::metadata(dir) else { return Ok(()) };
    let me = geteuid();
    if !me.is_root() && found.uid() != me.as_raw() {
        bail!(
            "{} belongs to another user (uid {}), probably from a start as root; run as that user or as root, or choose another directory with --data",
            dir.display(),
            found.uid()
        );
    }
    Ok(())
}

/// The log of `server` (a file name) in the data directory; one that has grown large moves aside.
pub fn log_file(data: &Path, server: &str) -> anyhow::Result<PathBuf> {
    let logs = data.join("logs");
    fs::create_dir_all(&logs).with_context(|| format!("cannot make {}", logs.display()))?;
    let log = logs.join(format!("{server}.log"));
    if fs::metadata(&log).is_ok_and(|found| found.len() > LOG_BYTES_MAX) {
        fs::rename(&log, logs.join(format!("{server}.log.old")))?;
    }
    Ok(log)
}
