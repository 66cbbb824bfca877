//! With what somebody comes: a class that very many share, never what would tell one of them from the others.

use crate::text_enum;

text_enum! {
    /// A way into the house.
    pub enum Entrance {
        /// The graph.
        Graphql = "GRAPHQL",
        /// Any other address.
        Rest = "REST",
        /// The command line.
        Cli = "CLI",
        /// Nobody's: a job of the worker.
        Worker = "WORKER",
    }
}

/// Longest class, in characters.
pub const AGENT_CHARS_MAX: usize = 60;
/// Longest name of a program that is no browser, in characters.
const PROGRAM_CHARS_MAX: usize = 30;
/// Longest user agent that is looked at, in bytes.
const LOOKED_AT_BYTES: usize = 1_024;

const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("Windows", "Windows"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// The class of a user agent: `Firefox on Windows` of a browser, `curl` of a program, `unknown` without one.
pub fn class(user_agent: &str) -> String {
    let end = (0..=LOOKED_AT_BYTES.min(user_agent.len())).rev().find(|at| user_agent.is_char_boundary(*at));
    let looked_at = &user_agent[..end.unwrap_or_default()];
    let known = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| looked_at.contains(mark)).map(|(_, name)| *name)
    };
    let browser = looked_at.starts_with("Mozilla/").then(|| known(BROWSERS)).flatten();
    match (browser, known(SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => program(looked_at).unwrap_or("unknown").to_owned(),
    }
}

/// The name before the first slash or blank, when it is one.
fn program(user_agent: &str) -> Option<&str> {
    let name = user_agent.split(['/', ' ']).next()?;
    let sound = (1..=PROGRAM_CHARS_MAX).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    sound.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_and_programs_have_their_class() {
        let of = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15",
                "Safari on macOS",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            ("curl/8.14.1", "curl"),
            ("Mozilla/5.0 (compatible)", "Mozilla"),
            ("", "unknown"),
            ("<script>alert(1)</script>", "unknown"),
        ];
        for (user_agent, expected) in of {
            assert_eq!(class(user_agent), expected);
        }
    }

    #[test]
    fn a_class_is_short_whatever_is_said() {
        for user_agent in ["é".repeat(5_000), "x".repeat(5_000), format!("Mozilla/5.0 {}", "y".repeat(5_000))]
        {
            assert!(class(&user_agent).len() <= AGENT_CHARS_MAX);
        }
    }
}
