//! HIDDEN_CHARACTERS: what nobody sees, and what turns the order of what is seen.

use unicode_normalization::char::is_combining_mark;

use super::fold::is_invisible;
use super::reading::{Line, Reading};
use super::settings::ValidModerationSettings;
use super::{Finding, Reason, Span};

/// Marks in a row that no script heaps on one letter.
const STACKED_MARKS: usize = 4;

/// The rule. Joiners within pictures and in scripts that need them, marks of direction in a text that has letters from right to left,
/// selectors of a picture's form and a byte-order mark at the beginning are as they should be.
pub fn find(reading: &Reading<'_>, _: &ValidModerationSettings) -> Vec<Finding> {
    let (mut unseen, mut turned, mut stacked) = (Vec::new(), Vec::new(), Vec::new());
    for line in reading.lines() {
        look(line, &mut unseen, &mut turned, &mut stacked);
    }
    let found = [
        (Reason::InvisibleCharacters, unseen),
        (Reason::DirectionOverride, turned),
        (Reason::StackedMarks, stacked),
    ];
    found.into_iter().filter_map(|(reason, spans)| Finding::at(reason, spans)).collect()
}

fn look(line: &Line<'_>, unseen: &mut Vec<Span>, turned: &mut Vec<Span>, stacked: &mut Vec<Span>) {
    if line.text.is_ascii() {
        return;
    }
    let is_right_to_left = line.text.chars().any(is_right_to_left);
    let mut before: Option<char> = None;
    let mut in_flag = false;
    let mut marks = (0, 0);
    for (start, c) in line.text.char_indices() {
        let end = start + c.len_utf8();
        let span = Span { field: line.field, start, end };
        if is_combining_mark(c) && !is_invisible(c) {
            marks = (marks.0 + 1, if marks.0 == 0 { start } else { marks.1 });
            if marks.0 == STACKED_MARKS {
                stacked.push(Span { start: marks.1, ..span });
            }
        } else {
            marks.0 = 0;
        }
        in_flag = c == '\u{1f3f4}' || (in_flag && is_tag(c));
        match c {
            '\u{202d}' | '\u{202e}' => turned.push(span),
            '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' if !is_right_to_left => turned.push(span),
            _ if is_invisible(c) && !is_needed(c, before, start, in_flag, is_right_to_left) => {
                unseen.push(span)
            }
            _ => {}
        }
        before = Some(c);
    }
}

/// Whether an invisible character does its work where it stands.
fn is_needed(c: char, before: Option<char>, start: usize, in_flag: bool, is_right_to_left: bool) -> bool {
    match c {
        '\u{feff}' => start == 0,
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' => {
            is_right_to_left
        }
        '\u{200c}' | '\u{200d}' => before.is_some_and(|c| is_joined(c) || is_picture(c)),
        '\u{fe00}'..='\u{fe0f}' => {
            before.is_some_and(|c| is_picture(c) || c.is_ascii_digit() || matches!(c, '#' | '*'))
        }
        '\u{e0100}'..='\u{e01ef}' => before.is_some_and(|c| c.is_alphabetic() && !c.is_ascii()),
        '\u{200b}' => before.is_some_and(
            |c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'),
        ),
        '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' => before.is_some_and(|c| !c.is_ascii()),
        _ => is_tag(c) && in_flag,
    }
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// Letters and marks of scripts whose letters join.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Pictures, their colours and their forms.
fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{2bff}' | '\u{3030}'
        | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5f4}' | '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdfb}'
        | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
