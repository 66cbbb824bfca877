//! What became of the rows of a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::import::Noun;
use serde::{Deserialize, Deserializer, Serialize};

/// How many refused lines of one reason the summary shows.
const LINES_SHOWN: usize = 5;

/// The server's report of one piece.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    pub(super) read: u64,
    pub(super) written: u64,
    pub(super) already_there: u64,
    #[serde(default)]
    pub(super) unmatched: u64,
    pub(super) refused: Vec<RefusedRow>,
}

/// A row that did not go in, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RefusedRow {
    #[serde(deserialize_with = "digits")]
    pub(super) line: u64,
    pub(super) external_id: Option<String>,
    pub(super) code: String,
    pub(super) reason: String,
}

/// The graph writes a whole number of 64 bits as a text.
fn digits<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

/// All pieces together.
#[derive(Debug, Default)]
pub(super) struct Summary {
    read: u64,
    written: u64,
    already_there: u64,
    unmatched: u64,
    refused: BTreeMap<String, Reason>,
}

/// The refused rows of one code.
#[derive(Debug, Default)]
struct Reason {
    count: u64,
    first: Vec<RefusedRow>,
}

impl Summary {
    pub(super) fn add(&mut self, report: Report) {
        self.read += report.read;
        self.written += report.written;
        self.already_there += report.already_there;
        self.unmatched += report.unmatched;
        for row in report.refused {
            let reason = self.refused.entry(row.code.clone()).or_default();
            reason.count += 1;
            if reason.first.len() < LINES_SHOWN {
                reason.first.push(row);
            }
        }
    }

    /// On one line.
    pub(super) fn counts(&self) -> String {
        let refused: u64 = self.refused.values().map(|reason| reason.count).sum();
        let unmatched = match self.unmatched {
            0 => String::new(),
            unmatched => format!(", {unmatched} unmatched"),
        };
        format!(
            "{} read: {} written, {} already there{unmatched}, {refused} refused",
            self.read, self.written, self.already_there
        )
    }

    /// For people, in the end. `sent_again`: pieces whose first answer was lost.
    pub(super) fn told(&self, noun: Noun, sent_again: u64) -> String {
        let mut told = format!("{noun}: {}", self.counts());
        for (code, reason) in &self.refused {
            let _ = write!(told, "\nrefused {} × {code}", reason.count);
            for row in &reason.first {
                let id = row.external_id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
                let _ = write!(told, "\n  line {}{id}: {}", row.line, row.reason);
            }
            let more = reason.count - reason.first.len() as u64;
            if more > 0 {
                let _ = write!(told, "\n  and {more} more");
            }
        }
        if self.unmatched > 0 {
            told.push_str("\nunmatched: refunds that found no line to take back; `unmatchedRefunds` in the graph lists them");
        }
        if sent_again > 0 {
            let _ = write!(
                told,
                "\npieces sent more than once: {sent_again}; what a lost answer had written counts as already there"
            );
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_told_by_reason() -> anyhow::Result<()> {
        let rows: Vec<_> = (1..=7)
            .map(|line| serde_json::json!({ "line": line.to_string(), "externalId": null, "code": "NO_TEXT", "reason": "no text" }))
            .collect();
        let piece = serde_json::json!({ "read": 9, "written": 2, "alreadyThere": 0, "unmatched": 0, "refused": rows });
        let mut summary = Summary::default();
        summary.add(serde_json::from_value(piece)?);
        assert_eq!(summary.counts(), "9 read: 2 written, 0 already there, 7 refused");
        let told = summary.told(Noun::Moments, 0);
        assert!(told.contains("refused 7 × NO_TEXT\n  line 1: no text\n"), "{told}");
        assert!(told.ends_with("  line 5: no text\n  and 2 more"), "{told}");
        Ok(())
    }
}
