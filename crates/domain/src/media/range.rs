//! Which part of something a reader asks for: films are looked at from the middle.
//!
//! Source: RFC 9110, section 14: one range of bytes; more than one is answered by the whole.

use std::ops::Range;

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// These bytes.
    Of(Range<u64>),
}

/// The part lies behind the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such part")]
pub struct RangeError;

/// What a `Range` header asks for of something of so many bytes. One that is not understood asks for the whole.
///
/// Errors: [`RangeError`] where nothing of it is there.
pub fn part(header: Option<&str>, length: u64) -> Result<Part, RangeError> {
    let spans = header.and_then(|text| text.trim().strip_prefix("bytes="));
    let Some((from, to)) = spans.filter(|text| !text.contains(',')).and_then(|text| text.split_once('-'))
    else {
        return Ok(Part::Whole);
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 18;
    let (from, to) = (from.trim(), to.trim());
    if !digits(from) || !digits(to) {
        return Ok(Part::Whole);
    }
    let range = match (from.parse::<u64>(), to.parse::<u64>()) {
        (Ok(from), Ok(to)) if from > to => return Ok(Part::Whole),
        (Ok(from), Ok(to)) => from..to.saturating_add(1).min(length),
        (Ok(from), Err(_)) => from..length,
        (Err(_), Ok(last)) => length.saturating_sub(last)..length,
        (Err(_), Err(_)) => return Ok(Part::Whole),
    };
    if range.start >= range.end { Err(RangeError) } else { Ok(Part::Of(range)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_or_the_whole_is_given() {
        let of = |header| part(Some(header), 10);
        assert_eq!(part(None, 10), Ok(Part::Whole));
        assert_eq!(of("bytes=0-1"), Ok(Part::Of(0..2)));
        assert_eq!(of("bytes=0-"), Ok(Part::Of(0..10)));
        assert_eq!(of("bytes=9-100"), Ok(Part::Of(9..10)));
        assert_eq!(of("bytes=-3"), Ok(Part::Of(7..10)));
        assert_eq!(of("bytes=-30"), Ok(Part::Of(0..10)));
        for behind in ["bytes=10-", "bytes=10-11", "bytes=-0"] {
            assert_eq!(of(behind), Err(RangeError), "{behind}");
        }
        for strange in
            ["bytes=", "bytes=-", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b", "bytes=5-2", "bytes=+1-2"]
        {
            assert_eq!(of(strange), Ok(Part::Whole), "{strange}");
        }
        assert_eq!(of("bytes=0-99999999999999999999999"), Ok(Part::Whole));
        assert_eq!(part(Some("bytes=0-"), 0), Err(RangeError));
    }
}
