//! Hashtags: read out of what people write, and named by rules.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest hashtag, in characters after normalising and without its `#`. Longer ones are none.
pub const HASHTAG_CHARS_MAX: usize = 64;
/// The most hashtags of one moment; the first count.
pub const HASHTAGS_PER_MOMENT_MAX: usize = 30;

/// A hashtag without its `#`, normalised: NFKC in small letters, so that however it was typed it is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hashtag(String);

/// A text is no hashtag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hashtag has 1 to {HASHTAG_CHARS_MAX} letters, digits and _, and not digits alone")]
pub struct HashtagError;

impl Hashtag {
    /// The word, without `#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The hashtags of a text in the order they come in, each once, [`HASHTAGS_PER_MOMENT_MAX`] at most.
    ///
    /// A `#` begins one where no word stands before it: not in `C#`, in `&#39;`, or in an address, whose part after `#` is a
    /// place in a page. One hashtag may follow another without a blank.
    pub fn all_in(text: &str) -> Vec<Hashtag> {
        let text = normal(text);
        let mut found: Vec<Hashtag> = Vec::new();
        for word in text.split_whitespace() {
            for hashtag in in_word(before_address(word)) {
                if found.len() < HASHTAGS_PER_MOMENT_MAX && !found.contains(&hashtag) {
                    found.push(hashtag);
                }
            }
        }
        found
    }

    /// One of normalised characters.
    fn new(word: &str) -> Option<Hashtag> {
        let is_word = word.chars().all(of_word) && word.chars().any(char::is_alphabetic);
        (is_word && word.chars().nth(HASHTAG_CHARS_MAX).is_none()).then(|| Hashtag(word.to_owned()))
    }
}

impl FromStr for Hashtag {
    type Err = HashtagError;
    /// With or without `#`.
    fn from_str(text: &str) -> Result<Hashtag, HashtagError> {
        let text = normal(text.trim());
        Hashtag::new(text.strip_prefix('#').unwrap_or(&text)).ok_or(HashtagError)
    }
}

impl fmt::Display for Hashtag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// Small letters can come apart again, as those of İ do: composed before and after.
fn normal(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase().nfkc().collect()
}

/// What a hashtag is made of; marks, because the words of many scripts need them.
fn of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

/// What of a word stands before an address in it.
fn before_address(word: &str) -> &str {
    let address = ["://", "www.", "mailto:"].iter().filter_map(|sign| word.find(sign)).min();
    &word[..address.unwrap_or(word.len())]
}

fn in_word(word: &str) -> Vec<Hashtag> {
    let mut found = Vec::new();
    let (mut before, mut rest) = (None, word);
    while let Some(at) = rest.find('#') {
        let before_hash = rest[..at].chars().next_back().or(before);
        let after = &rest[at + 1..];
        let end = after.find(|c| !of_word(c)).unwrap_or(after.len());
        // Parts of addresses without a scheme, entities of HTML, `C#`, and headings of Markdown are none.
        let stands = before_hash.is_none_or(|c| !of_word(c) && !"/&=?#.@:".contains(c));
        let hashtag = stands.then(|| Hashtag::new(&after[..end])).flatten();
        rest = &after[end..];
        before = match hashtag {
            Some(hashtag) => {
                found.push(hashtag);
                None
            }
            None => after[..end].chars().next_back().or(Some('#')),
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<String> {
        Hashtag::all_in(text).iter().map(|hashtag| hashtag.as_str().to_owned()).collect()
    }

    #[test]
    fn hashtags_are_found_in_what_people_write() {
        for (text, found) in [
            ("New #Running #shoes!", vec!["running", "shoes"]),
            ("(#one)«#two»,#three…", vec!["one", "two", "three"]),
            ("#a1_b#c", vec!["a1_b", "c"]),
            ("#Café #CAFE\u{301} #ＣＡＦÉ ＃café", vec!["café"]),
            ("#東京 #नमस्ते #Straße", vec!["東京", "नमस्ते", "straße"]),
            ("#top10 #10 #2026 #10x", vec!["top10", "10x"]),
            ("#don't", vec!["don"]),
        ] {
            assert_eq!(all(text), found, "{text}");
        }
    }

    #[test]
    fn places_in_pages_and_signs_are_no_hashtags() {
        for text in [
            "https://shop.example/page#reviews",
            "see(https://shop.example/#reviews)",
            "https://shop.example/a_(b)#reviews",
            "www.shop.example/a-#reviews",
            "mailto:a@b.example!#x",
            "shop.example/#reviews",
            "www.shop.example#reviews",
            "shop.example/?q=#x&#y",
            "I write C# and F#",
            "it&#39;s &#xe9; fine",
            "# heading ## more ##both",
            "#",
            "#-x # x",
        ] {
            assert_eq!(all(text), [""; 0], "{text}");
        }
        assert_eq!(all("#yes,https://shop.example/#no #too"), ["yes", "too"]);
    }

    #[test]
    fn there_are_bounds() {
        let long = "a".repeat(HASHTAG_CHARS_MAX);
        assert_eq!(all(&format!("#{long} #{long}a")), [long]);
        let many: String = (0..100).map(|n| format!("#t{n} ")).collect();
        assert_eq!(all(&many).len(), HASHTAGS_PER_MOMENT_MAX);
        for wrong in ["", "#", "##a", "a b", "a-b", "12", "#a#b", &"a".repeat(HASHTAG_CHARS_MAX + 1)] {
            assert_eq!(wrong.parse::<Hashtag>(), Err(HashtagError), "{wrong}");
        }
        assert_eq!(" #Summer ".parse::<Hashtag>().map(|tag| tag.to_string()), Ok("#summer".to_owned()));
    }

    proptest! {
        /// What was found is a hashtag, is within its bounds and is found again.
        #[test]
        fn whatever_is_written(text in "\\PC{0,200}|([#＃ /a-zİΣßǅ&\u{301}0-9]{0,60})") {
            let found = Hashtag::all_in(&text);
            prop_assert!(found.len() <= HASHTAGS_PER_MOMENT_MAX);
            for hashtag in found {
                prop_assert_eq!(hashtag.as_str().parse::<Hashtag>(), Ok(hashtag.clone()));
                prop_assert_eq!(Hashtag::all_in(&hashtag.to_string()), vec![hashtag]);
            }
        }
    }
}
