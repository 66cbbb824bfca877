//! How far an import is: one line that changes on a terminal, a line now and then elsewhere.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use super::reader::BytesRead;
use super::report::Summary;

const LINE_SECONDS: u64 = 5;

/// Shows progress on standard error.
pub(super) struct Meter {
    bytes: u64,
    read: BytesRead,
    terminal: bool,
    told: Instant,
}

impl Meter {
    /// For a file of so many bytes.
    pub(super) fn new(bytes: u64, read: BytesRead) -> Meter {
        Meter { bytes, read, terminal: stderr().is_terminal(), told: Instant::now() }
    }

    /// After each piece.
    pub(super) fn show(&mut self, summary: &Summary) {
        if self.terminal {
            eprint!("\r\x1b[K{}", self.line(summary));
        } else if self.told.elapsed() > Duration::from_secs(LINE_SECONDS) {
            self.told = Instant::now();
            eprintln!("{}", self.line(summary));
        }
    }

    /// Something that must be seen, on a line of its own.
    pub(super) fn say(&mut self, text: &str) {
        if self.terminal {
            eprint!("\r\x1b[K");
        }
        eprintln!("{text}");
    }

    /// The last of it.
    pub(super) fn end(&mut self, summary: &Summary) {
        let line = self.line(summary);
        self.say(&line);
    }

    fn line(&self, summary: &Summary) -> String {
        let percent = (self.read.get().saturating_mul(100)).checked_div(self.bytes).unwrap_or(100).min(100);
        format!("{percent:3} %  {}", summary.counts())
    }
}
