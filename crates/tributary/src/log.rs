//! Where the log goes: standard output as JSON, or a file of `tributary up` for people.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, anyhow};
use store::config::Environment;
use tracing_subscriber::fmt;

use crate::config::LogConfig;

/// Logs to standard output, one JSON object a line.
///
/// Errors: `LOG` is not allowed.
pub fn to_stdout(env: &Environment) -> anyhow::Result<()> {
    let filter = LogConfig::read(env)?.filter.directives();
    fmt().json().with_env_filter(filter).try_init().map_err(|error| anyhow!(error))
}

/// Logs to the end of a file.
///
/// Errors: `LOG` is not allowed; the file cannot be written.
pub fn to_file(env: &Environment, file: &Path) -> anyhow::Result<()> {
    let filter = LogConfig::read(env)?.filter.directives();
    let log = OpenOptions::new()
        .create(true)
        .append(true)
        .open(file)
        .with_context(|| format!("cannot write {}", file.display()))?;
    fmt()
        .with_ansi(false)
        .with_env_filter(filter)
        .with_writer(Mutex::new(log))
        .try_init()
        .map_err(|error| anyhow!(error))
}
