//! By what the same text is known again.

use std::fmt;

use sha2::{Digest, Sha256};

use super::TextField;
use super::reading::Line;

/// A text of fewer words has no fingerprint: many people write "love it".
pub const FINGERPRINT_WORDS_MIN: usize = 6;
/// Unless it has so many characters: some scripts put no blanks between words.
const FINGERPRINT_CHARS_MIN: usize = 40;

/// The words of a text in one spelling: small letters without accents and signs, one blank between words.
///
/// Normalising what was normalised changes nothing.
pub fn normalise(text: &str) -> String {
    let words: Vec<String> =
        Line::of(TextField::Body, text).words.into_iter().map(|word| word.text).collect();
    words.join(" ")
}

/// The hash (SHA-256) of a text's normalised words; two texts that differ in case, accents, signs, blanks or invisible characters
/// have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 32]);

impl Fingerprint {
    /// The fingerprint of a text; none for a short one, of fewer than [`FINGERPRINT_WORDS_MIN`] words.
    pub fn of(text: &str) -> Option<Fingerprint> {
        let normal = normalise(text);
        let is_enough = normal.split(' ').count() >= FINGERPRINT_WORDS_MIN
            || normal.chars().nth(FINGERPRINT_CHARS_MIN - 1).is_some();
        is_enough.then(|| Fingerprint(Sha256::digest(normal.as_bytes()).into()))
    }
}

impl fmt::Display for Fingerprint {
    /// 64 hexadecimal digits, as [`crate::text::read_hash`] reads them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
