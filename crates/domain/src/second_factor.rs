//! Codes of a second factor: six digits of a device, each good for half a minute and once; and codes on paper for who has
//! lost the device.

use std::str::FromStr;

/// Digits of a device's code (RFC 6238, as every authenticator has it).
pub const DEVICE_DIGITS: usize = 6;
/// Seconds each code is shown.
pub const STEP_SECONDS: u64 = 30;
/// Steps a device's clock may be off, either way.
pub const STEPS_OFF_MAX: u16 = 1;
/// Characters of a recovery code, hyphen aside: fifty bits.
pub const RECOVERY_CHARS: usize = 10;
/// Recovery codes of one person.
pub const RECOVERY_CODES: usize = 10;
/// Minutes within which a new factor's first code must be shown.
pub const PENDING_MINUTES: i64 = 30;
/// What recovery codes are made of: no letter that looks like another or like a digit.
pub const RECOVERY_ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Longest text that is looked at, in bytes.
const TEXT_BYTES_MAX: usize = 64;

/// What somebody has typed.
#[derive(Clone, PartialEq, Eq)]
pub enum Code {
    /// The digits a device shows.
    Device(String),
    /// A recovery code, in its one spelling.
    Recovery(String),
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

/// A text that is no code of either kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code has {DEVICE_DIGITS} digits, or {RECOVERY_CHARS} letters and digits")]
pub struct NoCode;

impl FromStr for Code {
    type Err = NoCode;

    /// Blanks and hyphens are left out, capitals are small letters; o is 0, i and l are 1.
    fn from_str(text: &str) -> Result<Code, NoCode> {
        if text.len() > TEXT_BYTES_MAX {
            return Err(NoCode);
        }
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if plain.len() == DEVICE_DIGITS && plain.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Code::Device(plain));
        }
        let one = |c: char| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        };
        let code: String = plain.chars().map(one).collect();
        let known = code.bytes().all(|byte| RECOVERY_ALPHABET.contains(&byte));
        if code.len() == RECOVERY_CHARS && known { Ok(Code::Recovery(code)) } else { Err(NoCode) }
    }
}

/// A recovery code from so many chance bytes, in its one spelling.
pub fn recovery_code(chance: [u8; RECOVERY_CHARS]) -> String {
    chance.iter().map(|byte| char::from(RECOVERY_ALPHABET[usize::from(byte % 32)])).collect()
}

/// A recovery code as it is shown: `abcde-fghjk`.
pub fn shown(code: &str) -> String {
    match code.split_at_checked(RECOVERY_CHARS / 2) {
        Some((first, rest)) => format!("{first}-{rest}"),
        None => code.to_owned(),
    }
}

/// Whether a code of this step counts after one of `last` has: none counts twice, nor an earlier one after it.
pub fn counts(step: u64, last: i64) -> Option<i64> {
    i64::try_from(step).ok().filter(|step| *step > last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_every_spelling() {
        let device = |text: &str| text.parse() == Ok(Code::Device("012345".to_owned()));
        assert!(device("012345") && device(" 012 345 ") && device("012-345"));
        let code = recovery_code([0, 31, 32, 10, 200, 17, 18, 19, 20, 21]);
        assert_eq!(code.len(), RECOVERY_CHARS);
        for text in [code.clone(), shown(&code), code.to_uppercase(), format!(" {} ", shown(&code))] {
            assert_eq!(text.parse(), Ok(Code::Recovery(code.clone())), "{text}");
        }
        assert_eq!("oOiIlL0000".parse(), Ok(Code::Recovery("0011110000".to_owned())));
    }

    #[test]
    fn other_texts_are_no_codes() {
        for text in ["", "12345", "1234567", "١٢٣٤٥٦", "abcde-fghju", "abcdefghjkm", &"1".repeat(200)] {
            assert_eq!(text.parse::<Code>(), Err(NoCode), "{text}");
        }
    }

    #[test]
    fn no_step_counts_twice_or_backwards() {
        assert_eq!(counts(5, 4), Some(5));
        assert_eq!(counts(5, 5), None);
        assert_eq!(counts(4, 5), None);
        assert_eq!(counts(u64::MAX, 5), None);
    }

    #[test]
    fn the_alphabet_reads_back_as_itself() {
        for byte in RECOVERY_ALPHABET {
            let text = String::from(char::from(*byte)).repeat(RECOVERY_CHARS);
            assert_eq!(text.parse(), Ok(Code::Recovery(text.clone())));
        }
    }
}
