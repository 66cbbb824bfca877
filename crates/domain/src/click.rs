//! Clicks: what tells people from programs, and a first click from its repeats. Rejected ones are kept, with the reason.

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

use crate::attribution::Verdict;
use crate::text_enum;

/// Within this time of its last valid click on a link, a visitor's next click on it is a repeat.
pub const REPEAT_WINDOW_SECONDS: i64 = 30 * 60;
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
