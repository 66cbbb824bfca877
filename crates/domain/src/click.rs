//! Clicks: what tells people from programs, and a first click from its repeats. Rejected ones are kept, with the reason.

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

use crate::attribution::Verdict;
use crate::text_enum;

/// Within this time of its last valid click on a link, a visitor's next click on it is a repeat.
pub const REPEAT_WINDOW_SECONDS: i64 = 60 * 60;
/// The longest referrer host that is kept, in characters.
pub const REFERRER_HOST_CHARS_MAX: usize = 255;
/// No more of a user agent is looked at than this.
const USER_AGENT_BYTES_MAX: usize = 1_024;

text_enum! {
    /// Why a touch is not valid.
    pub enum Reason {
        /// Asked for with HEAD: nobody went anywhere.
        HeadRequest = "HEAD_REQUEST",
        /// Fetched ahead or for a preview.
        Prefetch = "PREFETCH",
        /// The program did not say what it is.
        NoUserAgent = "NO_USER_AGENT",
        /// The program is on the kept list of bots.
        KnownBot = "KNOWN_BOT",
        /// The same visitor, shortly before, on the same link or moment.
        Repeat = "REPEAT",
    }
}

/// What is known of a click when it happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClickFacts<'a> {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Whether the request's method was HEAD.
    pub head: bool,
    /// Whether it was fetched ahead: [`is_prefetch`].
    pub prefetch: bool,
    /// The `User-Agent` header.
    pub user_agent: Option<&'a str>,
    /// The same visitor's last valid touch of the same kind on the same link or moment.
    pub previous: Option<DateTime<Utc>>,
}

/// VALID without a reason, or BOT or DUPLICATE with one. What is both is a BOT.
pub fn verdict(facts: &ClickFacts<'_>) -> (Verdict, Option<Reason>) {
    let user_agent = facts.user_agent.map(str::trim).filter(|agent| !agent.is_empty());
    let bot = match user_agent {
        _ if facts.head => Some(Reason::HeadRequest),
        _ if facts.prefetch => Some(Reason::Prefetch),
        None => Some(Reason::NoUserAgent),
        Some(agent) if is_bot(agent) => Some(Reason::KnownBot),
        Some(_) => None,
    };
    if let Some(reason) = bot {
        return (Verdict::Bot, Some(reason));
    }
    // Clocks of several servers differ a little: a "previous" touch slightly ahead is a repeat as well.
    let window = TimeDelta::seconds(REPEAT_WINDOW_SECONDS);
    match facts.previous {
        Some(previous) if (facts.at - previous).abs() < window => (Verdict::Duplicate, Some(Reason::Repeat)),
        _ => (Verdict::Valid, None),
    }
}

/// Whether one of the values of `Sec-Purpose`, `Purpose`, `X-Purpose` or `X-Moz` says that nobody is looking yet.
pub fn is_prefetch<'a>(purposes: impl IntoIterator<Item = &'a str>) -> bool {
    let word = |word: &str| ["prefetch", "prerender", "preview", "instant"].contains(&word);
    purposes
        .into_iter()
        .any(|value| value.split([';', ',']).any(|part| word(part.trim().to_ascii_lowercase().as_str())))
}

/// Whether a user agent is on the kept list, `bots.txt`.
pub fn is_bot(user_agent: &str) -> bool {
    BOTS.finds(user_agent)
}

/// The host a visitor came from, in small letters: never a path, which may tell more than it should.
pub fn referrer_host(referrer: &str) -> Option<String> {
    let url = Url::parse(referrer).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    url.host_str().filter(|host| host.len() <= REFERRER_HOST_CHARS_MAX).map(str::to_ascii_lowercase)
}

static BOTS: LazyLock<BotList> = LazyLock::new(|| BotList::parse(include_str!("bots.txt")));

/// Tokens by their first byte, so that a user agent is walked once.
struct BotList {
    tokens: Vec<Vec<&'static str>>,
    exceptions: Vec<&'static str>,
}

impl BotList {
    fn parse(text: &'static str) -> BotList {
        let mut list = BotList { tokens: vec![Vec::new(); 256], exceptions: Vec::new() };
        for line in text.lines().map(str::trim) {
            match line.as_bytes() {
                [] | [b'#', ..] => {}
                [b'!', ..] => list.exceptions.push(&line[1..]),
                [first, ..] => list.tokens[usize::from(*first)].push(line),
            }
        }
        list
    }

    fn finds(&self, user_agent: &str) -> bool {
        let mut agent = user_agent.as_bytes().to_ascii_lowercase();
        agent.truncate(USER_AGENT_BYTES_MAX);
        (0..agent.len()).any(|start| {
            let rest = &agent[start..];
            self.tokens[usize::from(rest[0])]
                .iter()
                .any(|token| rest.starts_with(token.as_bytes()) && !self.excepted(&agent, start, token.len()))
        })
    }

    /// Whether the token found at `start` lies inside a word of the exceptions ("cubot" is a telephone).
    fn excepted(&self, agent: &[u8], start: usize, length: usize) -> bool {
        self.exceptions.iter().any(|exception| {
            let word = exception.as_bytes();
            let first = (start + length).saturating_sub(word.len());
            (first..=start).any(|from| agent[from..].starts_with(word))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    fn facts(user_agent: &str) -> ClickFacts<'_> {
        ClickFacts {
            at: DateTime::UNIX_EPOCH,
            head: false,
            prefetch: false,
            user_agent: Some(user_agent),
            previous: None,
        }
    }

    #[test]
    fn people_are_valid() {
        let people = [
            FIREFOX,
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Mozilla/5.0 (Linux; Android 12; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Instagram 340.0.3.27.90",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 [FBAN/FBIOS;FBAV/480.0.0.40.109]",
        ];
        for agent in people {
            assert_eq!(verdict(&facts(agent)), (Verdict::Valid, None), "{agent}");
        }
    }

    #[test]
    fn programs_are_bots() {
        let bots = [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
            "WhatsApp/2.23.20.0",
            "TelegramBot (like TwitterBot)",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36",
            "curl/8.9.1",
            "python-requests/2.32",
            "CUBOT and Googlebot",
        ];
        for agent in bots {
            assert_eq!(verdict(&facts(agent)), (Verdict::Bot, Some(Reason::KnownBot)), "{agent}");
        }
        assert_eq!(verdict(&facts("  ")), (Verdict::Bot, Some(Reason::NoUserAgent)));
        let nameless = ClickFacts { user_agent: None, ..facts("") };
        assert_eq!(verdict(&nameless), (Verdict::Bot, Some(Reason::NoUserAgent)));
        assert_eq!(verdict(&ClickFacts { head: true, ..facts(FIREFOX) }).1, Some(Reason::HeadRequest));
        assert_eq!(verdict(&ClickFacts { prefetch: true, ..facts(FIREFOX) }).1, Some(Reason::Prefetch));
    }

    #[test]
    fn a_repeat_within_the_window_is_a_duplicate() {
        let after = |seconds| {
            let previous = Some(DateTime::UNIX_EPOCH - TimeDelta::seconds(seconds));
            verdict(&ClickFacts { previous, ..facts(FIREFOX) })
        };
        let duplicate = (Verdict::Duplicate, Some(Reason::Repeat));
        assert_eq!(after(0), duplicate);
        assert_eq!(after(REPEAT_WINDOW_SECONDS - 1), duplicate);
        assert_eq!(after(-2), duplicate);
        assert_eq!(after(REPEAT_WINDOW_SECONDS), (Verdict::Valid, None));
        let bot = ClickFacts { previous: Some(DateTime::UNIX_EPOCH), ..facts("curl/8.9.1") };
        assert_eq!(verdict(&bot).0, Verdict::Bot);
    }

    #[test]
    fn prefetching_is_told_by_headers() {
        for purpose in ["prefetch", "prefetch;prerender", "Preview", "x, prerender"] {
            assert!(is_prefetch([purpose]), "{purpose}");
        }
        assert!(!is_prefetch([]));
        assert!(!is_prefetch(["navigate"]));
    }

    #[test]
    fn only_the_host_of_a_referrer_is_kept() {
        let host = |text| referrer_host(text);
        assert_eq!(host("https://Blog.Example/post?who=me"), Some("blog.example".to_owned()));
        assert_eq!(host("android-app://com.slack/"), None);
        assert_eq!(host("not an address"), None);
    }

    #[test]
    fn the_kept_list_is_in_small_letters_and_sound() {
        let lines: Vec<&str> =
            include_str!("bots.txt").lines().filter(|line| !line.starts_with('#')).collect();
        for line in &lines {
            assert_eq!(*line, line.trim().to_lowercase(), "{line}");
            assert_eq!(
                lines.iter().filter(|other| *other == line && !line.is_empty()).count().max(1),
                1,
                "{line}"
            );
        }
        assert!(lines.iter().filter(|line| !line.is_empty()).count() > 80);
        // Nothing of any length or script may panic.
        assert!(!is_bot(&"é".repeat(5_000)));
        assert!(is_bot("bot"));
    }
}
