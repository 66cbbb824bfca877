//! Countries: the two letters of ISO 3166-1, and what brands write instead of them.

/// Lines of a code and its names.
const COUNTRIES: &str = include_str!("countries.txt");

/// The two capital letters of a country that is named by them in any case, or by one of its English names. None for what
/// is no country that we know.
pub fn code(words: &str) -> Option<&'static str> {
    let words = words.trim();
    let mut known = COUNTRIES.lines().filter(|line| !line.starts_with('#')).filter_map(|l| l.split_once(' '));
    let same = |name: &str| name.to_lowercase() == words.to_lowercase();
    known
        .find(|(code, names)| code.eq_ignore_ascii_case(words) || names.split("; ").any(same))
        .map(|(code, _)| code)
}

/// Whether it is the two letters of a country, in any case.
pub fn is_code(word: &str) -> bool {
    word.len() == 2 && code(word).is_some_and(|code| code.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_by_letters_and_by_names() {
        for words in ["GB", "gb", " United Kingdom ", "united kingdom", "Great Britain", "UK"] {
            assert_eq!(code(words), Some("GB"), "{words}");
        }
        assert_eq!(code("Côte d'Ivoire"), Some("CI"));
        for words in ["Narnia", "ZZ", "", "G", "United", "# Countries"] {
            assert_eq!(code(words), None, "{words}");
        }
        assert!(is_code("de") && !is_code("UK") && !is_code("Germany"));
    }

    #[test]
    fn the_list_is_in_order_and_names_nothing_twice() {
        let lines: Vec<&str> = COUNTRIES.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), 249);
        assert!(lines.windows(2).all(|pair| pair[0][..2] < pair[1][..2]));
        for (code_of, names) in lines.iter().filter_map(|line| line.split_once(' ')) {
            for name in names.split("; ") {
                assert_eq!(code(name), Some(code_of), "{name}");
            }
        }
    }
}
