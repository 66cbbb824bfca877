//! Sentences and their words, with where they stand. Bounded, whatever the text.

use super::evidence::Span;

/// How much of a text is read, in bytes of UTF-8.
pub const TEXT_BYTES_READ_MAX: usize = 20_000;
/// The longest sentence, in words; what runs on is read as another.
pub const SENTENCE_WORDS_MAX: usize = 64;
/// How much of a word is read, in characters.
pub const WORD_CHARS_MAX: usize = 32;

/// A word in small letters, without apostrophes; any number is `0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    /// Where it stands in the text.
    pub span: Span,
}

/// Words up to a full stop, an exclamation or a question mark, or the line's end. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub words: Vec<Word>,
    /// Whether it ends in a question mark.
    pub asks: bool,
}

impl Sentence {
    /// Where it starts.
    pub fn at(&self) -> usize {
        self.words.first().map_or(0, |word| word.span.start)
    }
}

/// The sentences of a text, in order. What is no word parts words, and a mark within a word ends no sentence: `10.5`.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let text = &text[..text.floor_char_boundary(TEXT_BYTES_READ_MAX)];
    let (mut done, mut words) = (Vec::new(), Vec::new());
    let mut end_sentence = |words: &mut Vec<Word>, asks: bool| {
        if !words.is_empty() {
            done.push(Sentence { words: std::mem::take(words), asks });
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_alphanumeric() {
            let mut end = start + c.len_utf8();
            while let Some((at, next)) =
                chars.next_if(|(_, next)| next.is_alphanumeric() || is_apostrophe(*next))
            {
                // An apostrophe at the word's end is a quotation mark.
                if !is_apostrophe(next) {
                    end = at + next.len_utf8();
                }
            }
            if words.len() == SENTENCE_WORDS_MAX {
                end_sentence(&mut words, false);
            }
            words.push(Word { text: normal(&text[start..end]), span: Span { start, end } });
            continue;
        }
        let within = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        match c {
            '?' if !within => end_sentence(&mut words, true),
            '？' | '؟' => end_sentence(&mut words, true),
            '.' | '!' | '…' if !within => end_sentence(&mut words, false),
            '\n' | '\r' | '。' | '！' | '\u{2028}' | '\u{2029}' => end_sentence(&mut words, false),
            // A face or a heart parts sentences where people write no marks.
            '\u{1F300}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' => end_sentence(&mut words, false),
            _ => {}
        }
    }
    end_sentence(&mut words, false);
    done
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`')
}

fn normal(word: &str) -> String {
    if word.chars().all(char::is_numeric) {
        return "0".to_owned();
    }
    let letters = word.chars().filter(|c| !is_apostrophe(*c));
    letters.take(WORD_CHARS_MAX).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, bool)> {
        let words = |sentence: &Sentence| {
            sentence.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        sentences(text).iter().map(|sentence| (words(sentence), sentence.asks)).collect()
    }

    #[test]
    fn sentences_end_at_marks_and_lines() {
        let expected = [("does it fit", true), ("yes", false), ("its 0 0 long", false), ("so good", false)];
        let expected: Vec<(String, bool)> = expected.map(|(words, asks)| (words.to_owned(), asks)).to_vec();
        assert_eq!(read("Does it FIT?! Yes... It’s 10.5 long\n'So' good'"), expected);
        assert_eq!(read("i?m 5'8\""), [("i m 58".to_owned(), false)]);
        assert_eq!(
            read("my money 😍 where ❤️"),
            [("my money".to_owned(), false), ("where".to_owned(), false)]
        );
        assert!(read(" ?! … \u{0}").is_empty());
    }

    #[test]
    fn words_and_sentences_are_bounded() {
        let long = "a".repeat(100_000);
        let words = &sentences(&long)[0].words;
        assert_eq!((words.len(), words[0].text.len()), (1, WORD_CHARS_MAX));
        assert_eq!(words[0].span, Span { start: 0, end: TEXT_BYTES_READ_MAX });
        let many = sentences(&"no ".repeat(100));
        assert_eq!(many.iter().map(|sentence| sentence.words.len()).collect::<Vec<_>>(), [64, 36]);
        // A letter of three bytes across the limit is not cut in two.
        assert_eq!(sentences(&"語".repeat(10_000))[0].words[0].span.end, 19_998);
    }
}
