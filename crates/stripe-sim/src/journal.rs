//! The journal: one line of JSON per request that changed something, in the hands of the
//! operating system before the answer leaves, so that `kill -9` loses nothing acknowledged.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::state::{Record, State};

const FILE_NAME: &str = "journal.jsonl";

/// An open journal.
pub(crate) struct Journal {
    file: File,
    /// Bytes of whole lines; a line that fails half-way is cut off again.
    length: u64,
}

impl Journal {
    /// Replays the journal at `data` and writes it anew without its history.
    pub(crate) fn open(data: &Path, now_ms: i64) -> io::Result<(Self, State)> {
        let path = file_of(data)?;
        let state = replay(&path)?;
        let fresh = path.with_extension("new");
        let mut writer = BufWriter::new(File::create(&fresh)?);
        for record in state.snapshot(now_ms) {
            writer.write_all(&line(&record)?)?;
        }
        writer.into_inner()?.sync_all()?;
        fs::rename(&fresh, &path)?;
        let file = OpenOptions::new().append(true).open(&path)?;
        let length = file.metadata()?.len();
        Ok((Self { file, length }, state))
    }

    /// Appends a record. On an error the journal is as before.
    pub(crate) fn append(&mut self, record: &Record) -> io::Result<()> {
        let line = line(record)?;
        if let Err(error) = self.file.write_all(&line) {
            self.file.set_len(self.length)?;
            return Err(error);
        }
        self.length += line.len() as u64;
        Ok(())
    }
}

/// The journal's file: `data` itself, or in `data` where that is a directory or has no extension.
fn file_of(data: &Path) -> io::Result<PathBuf> {
    if data.is_dir() || data.extension().is_none() {
        fs::create_dir_all(data)?;
        return Ok(data.join(FILE_NAME));
    }
    if let Some(parent) = data.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(data.to_owned())
}

fn line(record: &Record) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(record)?;
    line.push(b'\n');
    Ok(line)
}

/// Reads every line. The last may be torn: its request was never answered.
fn replay(path: &Path) -> io::Result<State> {
    let mut state = State::default();
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(state),
        Err(error) => return Err(error),
    };
    let mut reader = BufReader::new(file);
    let mut bytes = Vec::new();
    for number in 1u64.. {
        bytes.clear();
        reader.read_until(b'\n', &mut bytes)?;
        if bytes.last() != Some(&b'\n') {
            break;
        }
        let record: Record = serde_json::from_slice(&bytes).map_err(|error| {
            let message = format!("{}, line {number}: {error}", path.display());
            io::Error::new(io::ErrorKind::InvalidData, message)
        })?;
        state.apply(record);
    }
    Ok(state)
}
