//! Words somebody looks for in a list.

/// Longest text that is looked for, in characters.
pub const SEARCH_CHARS_MAX: usize = 100;

/// A text to look for that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a search has at most {SEARCH_CHARS_MAX} characters and no control characters")]
pub struct SearchError;

/// A text that somebody looks for: some characters in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchText(String);

impl SearchText {
    /// Reads what was typed; blanks around it do not count, and nothing but blanks looks for nothing.
    ///
    /// Errors: [`SearchError`].
    pub fn read(typed: &str) -> Result<Option<SearchText>, SearchError> {
        let text = typed.trim();
        if text.chars().nth(SEARCH_CHARS_MAX).is_some() || text.chars().any(char::is_control) {
            return Err(SearchError);
        }
        Ok((!text.is_empty()).then(|| SearchText(text.to_owned())))
    }

    /// What was typed, without the blanks around it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The pattern of SQL's `LIKE` that finds the text anywhere; what is typed stands for itself.
    pub fn anywhere(&self) -> String {
        let mut pattern = String::from("%");
        for c in self.0.chars() {
            if matches!(c, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        pattern + "%"
    }

    /// Texts that begin with it, in the order of their code points: from the first to before the second.
    pub fn beginning(&self) -> (&str, String) {
        (&self.0, format!("{}{}", self.0, char::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_a_line_of_bounded_length() {
        let read = |typed: &str| SearchText::read(typed).map(|text| text.map(|text| text.0));
        assert_eq!(read("  o-1 "), Ok(Some("o-1".to_owned())));
        assert_eq!(read("   "), Ok(None));
        assert_eq!(read(&"ä".repeat(SEARCH_CHARS_MAX)), Ok(Some("ä".repeat(SEARCH_CHARS_MAX))));
        for wrong in [&"ä".repeat(SEARCH_CHARS_MAX + 1), "a\0b", "a\nb"] {
            assert_eq!(read(wrong), Err(SearchError), "{wrong:?}");
        }
    }

    #[test]
    fn what_is_typed_stands_for_itself() {
        let text = SearchText::read(r"50%_off\").unwrap().unwrap();
        assert_eq!(text.anywhere(), r"%50\%\_off\\%");
        let (from, before) = text.beginning();
        for (found, other) in [(r"50%_off\", r"50%_off"), (r"50%_off\z", "50%_og"), (r"50%_off\ü", "60")] {
            assert!(from <= found && found < before.as_str(), "{found}");
            assert!(!(from <= other && other < before.as_str()), "{other}");
        }
    }
}
