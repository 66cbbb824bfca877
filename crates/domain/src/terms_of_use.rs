//! The terms of use of Tributary itself, in numbered versions. A version that was published is never changed: a new one is
//! added behind it.

use chrono::{DateTime, Utc};

/// One version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermsOfUse {
    /// Its number, from 1.
    pub version: i32,
    /// From when it is the current one, in seconds since 1970.
    effective_from: i64,
    /// The text, in Markdown.
    pub text: &'static str,
}

/// Every version, the oldest first.
pub const VERSIONS: &[TermsOfUse] = &[TermsOfUse {
    version: 1,
    // 2026-11-25T00:00Z
    effective_from: 1_795_564_800,
    text: include_str!("../../../docs/terms-of-use/1.md"),
}];

impl TermsOfUse {
    /// From when it is the current one.
    pub fn effective_from(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.effective_from, 0).unwrap_or_default()
    }
}

/// The version that is current at a moment; the first before there was one.
pub fn current(now: DateTime<Utc>) -> &'static TermsOfUse {
    let effective = |terms: &&TermsOfUse| terms.effective_from <= now.timestamp();
    VERSIONS.iter().rev().find(effective).unwrap_or(&VERSIONS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_count_up_and_become_current_in_turn() {
        for (at, terms) in VERSIONS.iter().enumerate() {
            assert_eq!(usize::try_from(terms.version), Ok(at + 1));
            assert!(terms.text.starts_with("# ") && terms.text.ends_with('\n'));
            assert_eq!(current(terms.effective_from()), terms);
        }
        assert!(VERSIONS.windows(2).all(|pair| pair[0].effective_from < pair[1].effective_from));
        assert_eq!(current(DateTime::UNIX_EPOCH), &VERSIONS[0]);
        assert_eq!(VERSIONS[0].effective_from().to_rfc3339(), "2026-11-25T00:00:00+00:00");
    }

    #[test]
    fn what_was_published_is_never_changed() {
        // A number of every published text, FNV-1a of its bytes. A text with another is another version.
        let print = |text: &str| {
            text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            })
        };
        let prints: Vec<String> =
            VERSIONS.iter().map(|terms| format!("{:016x}", print(terms.text))).collect();
        assert_eq!(prints, ["30b6d16e9ad6338e"]);
    }
}
