//! One `tributary up` per data directory.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// How long a lock is asked for before its holder is believed to live, in milliseconds: the kernel takes a moment to
/// bury a process that was killed.
const WAIT_MS_MAX: u64 = 5_000;
/// How long to wait between two tries, in milliseconds.
const RETRY_MS: u64 = 50;

/// An exclusive `flock`, held until dropped. The kernel releases it when the process dies, however it dies,
/// and the servers do not inherit it.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes `dir/{name}.lock`, waiting up to five seconds for a holder that is on its way out. It blocks, which
    /// only a start may. Errors: another process holds it all that time; its id is in the message.
    pub fn take(dir: &Path, name: &str) -> anyhow::Result<Self> {
        let path = dir.join(format!("{name}.lock"));
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .with_context(|| format!("cannot open {}", path.display()))?;
        let until = Instant::now() + Duration::from_millis(WAIT_MS_MAX);
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if Instant::now() < until => {
                    sleep(Duration::from_millis(RETRY_MS));
                }
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    file.read_to_string(&mut holder)?;
                    bail!(
                        "another `tributary up` (process {}) is using {}; stop it first, or choose another directory with --data",
                        holder.trim(),
                        dir.display()
                    );
                }
                Err(TryLockError::Error(error)) => {
                    return Err(error).with_context(|| format!("cannot lock {}", path.display()));
                }
            }
        }
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{}", std::process::id())?;
        Ok(Self { _file: file })
    }
}
