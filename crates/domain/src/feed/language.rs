//! The language of a moment, by the letters of its name.

use std::fmt;
use std::str::FromStr;

/// The primary subtag of BCP 47 in small letters: two or three of them, `en` or `gsw`. Which letters are a language is not
/// looked up: a rule that names another finds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    letters: [u8; 3],
    length: usize,
}

/// A text does not begin with the letters of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a language is two or three letters, as in en or en-GB")]
pub struct LanguageError;

impl Language {
    /// Its letters.
    pub fn as_str(&self) -> &str {
        // ASCII letters alone are let in.
        std::str::from_utf8(&self.letters[..self.length]).unwrap_or_default()
    }
}

impl FromStr for Language {
    type Err = LanguageError;
    /// Of a whole tag the first part: `en` of `en-GB` and of `en_GB`, in any case.
    fn from_str(text: &str) -> Result<Language, LanguageError> {
        let mut parts = text.trim().split(['-', '_']);
        let primary = parts.next().unwrap_or_default().as_bytes();
        let rest =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        let good = matches!(primary.len(), 2 | 3) && primary.iter().all(u8::is_ascii_alphabetic);
        if !good || !parts.all(rest) {
            return Err(LanguageError);
        }
        let mut letters = [0; 3];
        for (letter, byte) in letters.iter_mut().zip(primary) {
            *letter = byte.to_ascii_lowercase();
        }
        Ok(Language { letters, length: primary.len() })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_of_a_tag_is_its_language() {
        let read = |text: &str| text.parse::<Language>().map(|language| language.to_string());
        for (text, language) in
            [("en", "en"), (" EN-gb ", "en"), ("pt_BR", "pt"), ("gsw", "gsw"), ("zh-Hant-TW", "zh")]
        {
            assert_eq!(read(text).as_deref(), Ok(language), "{text}");
        }
        for wrong in ["", "e", "engl", "e1", "é", "en-", "-en", "en--gb", "en-ü", "en gb", "en-123456789"] {
            assert_eq!(read(wrong), Err(LanguageError), "{wrong}");
        }
    }
}
