//! Where a server's Unix socket is.

use std::env;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use nix::unistd::geteuid;

use super::home::make_private;
use super::user::ServerUser;

/// `sun_path` holds 108 bytes on Linux and 104 on macOS, its final zero included.
const SOCKET_PATH_BYTES_MAX: usize = 103;

/// The server's own directory, which is private to the server's user already; or, when the path of `socket` in it
/// would be too long or hold characters that need quoting, a short private directory under the temporary one.
pub(super) fn socket_dir(
    server_dir: &Path,
    socket: &str,
    user: Option<&ServerUser>,
) -> anyhow::Result<PathBuf> {
    if fits(&server_dir.join(socket)) {
        return Ok(server_dir.to_path_buf());
    }
    let name = format!("trb-{:016x}", fnv1a(server_dir.as_os_str().as_bytes()));
    for base in [env::temp_dir(), PathBuf::from("/tmp")] {
        let Ok(base) = base.canonicalize() else { continue };
        let dir = base.join(&name);
        if !fits(&dir.join(socket)) || user.is_some_and(|user| user.blocked_by(&base).is_some()) {
            continue;
        }
        make_private(&dir, user)?;
        refuse_planted(&dir, user)?;
        return Ok(dir);
    }
    bail!(
        "{} is too long for a Unix socket, and no temporary directory is short enough; choose another directory with --data",
        server_dir.display()
    )
}

/// Removes the directory under the temporary one again. The server has removed its socket.
pub(super) fn leave(socket_dir: &Path, server_dir: &Path) {
    if socket_dir != server_dir && fs::remove_dir(socket_dir).is_err() {
        tracing::debug!(dir = %socket_dir.display(), "the socket directory stays");
    }
}

fn fits(socket: &Path) -> bool {
    let bytes = socket.as_os_str().as_bytes();
    bytes.len() <= SOCKET_PATH_BYTES_MAX
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(byte))
}

/// The name can be guessed, so somebody else may have made the directory before us.
fn refuse_planted(dir: &Path, user: Option<&ServerUser>) -> anyhow::Result<()> {
    let found = fs::symlink_metadata(dir).with_context(|| format!("cannot look at {}", dir.display()))?;
    let owner = user.map_or_else(|| geteuid().as_raw(), |user| user.uid);
    if !found.is_dir() || found.uid() != owner || found.mode() & 0o077 != 0 {
        bail!(
            "{} is not a private directory of ours; remove it, or choose another directory with --data",
            dir.display()
        );
    }
    Ok(())
}

/// 64-bit FNV-1a: short, and the same in every release. Source: <http://www.isthe.com/chongo/tech/comp/fnv/>.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv1a() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn only_short_plain_paths_fit() {
        assert!(fits(Path::new("/work/.tributary/postgres/.s.PGSQL.5432")));
        assert!(!fits(Path::new("/work/a b/.s.PGSQL.5432")));
        assert!(!fits(Path::new("/work/a,b/.s.PGSQL.5432")));
        assert!(!fits(&Path::new("/").join("x".repeat(SOCKET_PATH_BYTES_MAX))));
    }
}
