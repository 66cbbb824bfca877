//! Coupon codes: one spelling for what buyers type in many.

/// The longest coupon code, in characters.
pub const CODE_CHARS_MAX: usize = 64;

/// A text is not a coupon code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Nothing but spaces.
    #[error("a coupon code is empty")]
    Empty,
    /// Longer than [`CODE_CHARS_MAX`].
    #[error("a coupon code has at most {CODE_CHARS_MAX} characters")]
    TooLong,
    /// Something other than letters, digits, spaces, `-` and `_`.
    #[error("a coupon code has only letters, digits, spaces, - and _; found {0:?}")]
    Character(char),
}

impl CodeError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            CodeError::Empty => "CODE_EMPTY",
            CodeError::TooLong => "CODE_TOO_LONG",
            CodeError::Character(_) => "CODE_CHARACTER",
        }
    }
}

/// The one spelling of a coupon code: trimmed and in capitals, 1–64 letters, digits, spaces, `-` and `_`.
///
/// Letters of every script are allowed, digits are `0`–`9`. A normalised code stays as it is.
pub fn normalise(text: &str) -> Result<String, CodeError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(CodeError::Empty);
    }
    // Looked at before the capitals are made, so that an enormous text costs nothing.
    if trimmed.chars().nth(CODE_CHARS_MAX).is_some() {
        return Err(CodeError::TooLong);
    }
    let code = trimmed.to_uppercase();
    if code.chars().count() > CODE_CHARS_MAX {
        return Err(CodeError::TooLong);
    }
    let allowed = |c: char| c.is_alphabetic() || c.is_ascii_digit() || matches!(c, ' ' | '-' | '_');
    match code.chars().find(|c| !allowed(*c)) {
        Some(c) => Err(CodeError::Character(c)),
        None => Ok(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling() {
        assert_eq!(normalise("  summer-10 "), Ok("SUMMER-10".to_owned()));
        assert_eq!(normalise("United Kingdom"), Ok("UNITED KINGDOM".to_owned()));
        assert_eq!(normalise("größe_1"), Ok("GRÖSSE_1".to_owned()));
        assert_eq!(normalise(" \t"), Err(CodeError::Empty));
        assert_eq!(normalise("50%"), Err(CodeError::Character('%')));
        assert_eq!(normalise("A\u{0}B"), Err(CodeError::Character('\0')));
        assert_eq!(normalise(&"a".repeat(65)), Err(CodeError::TooLong));
        // 64 characters that become 128 in capitals.
        assert_eq!(normalise(&"ß".repeat(64)), Err(CodeError::TooLong));
        assert!(normalise(&"a".repeat(64)).is_ok());
    }

    proptest! {
        #[test]
        fn a_normalised_code_stays_as_it_is(text in "\\PC{0,80}") {
            if let Ok(code) = normalise(&text) {
                prop_assert_eq!(normalise(&code), Ok(code.clone()));
                prop_assert!((1..=CODE_CHARS_MAX).contains(&code.chars().count()));
            }
        }
    }
}
