//! How often a password, a code or a token may be guessed: by account and by address, and by neither for a browser
//! that has signed its owner in before, so that nobody can lock an owner out. Why so: `docs/adr/0024`.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use store::config::SecretConfig;
use store::throttle::{Pace, Taken};

use super::Sender;
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Buckets this process keeps while Redis is away, before it forgets those that are full again.
const LOCAL_BUCKETS_MAX: usize = 50_000;

/// Guesses from one address, whoever's account they are at: an office may share one.
const OF_ADDRESS: Pace = Pace { burst: 50, restore_ms: 20_000 };
/// Passwords guessed at one account by strangers, together; and by one device that is known to it.
const OF_PASSWORD: Pace = Pace { burst: 10, restore_ms: 60_000 };
/// Codes of a second factor: three of a million are good at a time.
const OF_CODE: Pace = Pace { burst: 5, restore_ms: 300_000 };
/// Links and mails asked for, for one account.
const OF_LETTER: Pace = Pace { burst: 3, restore_ms: 600_000 };
/// Mails that ask strangers to join one tenant.
const OF_INVITATION: Pace = Pace { burst: 20, restore_ms: 120_000 };
/// Tries of one link or invitation.
const OF_TOKEN: Pace = Pace { burst: 10, restore_ms: 60_000 };
const PACES: [Pace; 6] = [OF_ADDRESS, OF_PASSWORD, OF_CODE, OF_LETTER, OF_INVITATION, OF_TOKEN];

/// What is guessed at, or asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// A password.
    Password,
    /// A code of a second factor.
    Code,
    /// Not guessed: a mail to somebody.
    Letter,
    /// Not guessed: a mail that asks a stranger to join.
    Invitation,
    /// A link or an invitation.
    Token,
}

impl Guess {
    fn pace(self) -> Pace {
        match self {
            Guess::Password => OF_PASSWORD,
            Guess::Code => OF_CODE,
            Guess::Letter => OF_LETTER,
            Guess::Invitation => OF_INVITATION,
            Guess::Token => OF_TOKEN,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Guess::Password => "password",
            Guess::Code => "code",
            Guess::Letter => "letter",
            Guess::Invitation => "invitation",
            Guess::Token => "token",
        }
    }
}

/// Who guesses, as far as that is known.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// Anybody: counted by account and by address.
    Stranger,
    /// A device that has signed this account in before, or a session of it: counted by itself alone.
    Known(&'a str),
}

/// The buckets, in Redis, and in this process while that is away.
#[derive(Clone)]
pub struct Throttle {
    redis: store::Throttle,
    local: Arc<HashMap<Pace, DefaultKeyedRateLimiter<String>>>,
}

impl Throttle {
    /// Buckets of this installation.
    pub(crate) fn new(redis: store::Throttle) -> Throttle {
        let limiter = |pace: Pace| {
            let quota = Quota::with_period(Duration::from_millis(pace.restore_ms.max(1)));
            let burst = std::num::NonZero::new(pace.burst).unwrap_or(std::num::NonZero::<u32>::MIN);
            quota.map(|quota| (pace, RateLimiter::keyed(quota.allow_burst(burst))))
        };
        Throttle { redis, local: Arc::new(PACES.into_iter().filter_map(limiter).collect()) }
    }

    async fn take(&self, bucket: &str, pace: Pace) -> Result<(), u64> {
        match self.redis.take(bucket, pace).await {
            Taken::Yes => Ok(()),
            Taken::In(wait_ms) => Err(wait_ms),
            Taken::Away => self.take_here(bucket, pace),
        }
    }

    fn take_here(&self, bucket: &str, pace: Pace) -> Result<(), u64> {
        let Some(limiter) = self.local.get(&pace) else { return Ok(()) };
        if limiter.len() > LOCAL_BUCKETS_MAX {
            limiter.retain_recent();
        }
        limiter.check_key(&bucket.to_owned()).map_err(|not_until| {
            let wait = not_until.wait_time_from(governor::clock::DefaultClock::default().now());
            u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).max(1)
        })
    }
}

/// Tries that were taken; one that turned out to be no guess is given back.
#[must_use]
pub struct Tries {
    throttle: Throttle,
    taken: Vec<(String, Pace)>,
}

impl Tries {
    /// Takes a try at this account. Errors: `THROTTLED`, the same for accounts that exist and others.
    pub async fn take(
        app: &App,
        sender: &Sender,
        guess: Guess,
        account: &str,
        by: By<'_>,
    ) -> ApiResult<Tries> {
        let of = |who: &str, name: &str| bucket(&app.secrets, guess.word(), &[&who, &account, &name]);
        let wanted = match by {
            By::Stranger => {
                vec![(sender.address.clone(), OF_ADDRESS), (of("stranger", ""), guess.pace())]
            }
            By::Known(name) => vec![(of("known", name), guess.pace())],
        };
        let mut tries = Tries { throttle: app.throttle.clone(), taken: Vec::new() };
        for (bucket, pace) in wanted {
            match tries.throttle.take(&bucket, pace).await {
                Ok(()) => tries.taken.push((bucket, pace)),
                Err(wait_ms) => {
                    tries.give_back().await;
                    tracing::info!(guess = guess.word(), wait_ms, "throttled");
                    return Err(ApiError::throttled(wait_ms));
                }
            }
        }
        Ok(tries)
    }

    /// It was no guess: whoever it was knew.
    pub async fn give_back(self) {
        for (bucket, pace) in &self.taken {
            self.throttle.redis.give_back(bucket, *pace).await;
        }
    }
}

/// The name of a bucket: it tells nobody whose it is.
pub(super) fn bucket(secrets: &SecretConfig, kind: &str, parts: &[&dyn Display]) -> String {
    let mut text = format!("throttle {kind}");
    for part in parts {
        let part = part.to_string();
        // Its length before each part keeps the parts apart.
        text.push_str(&format!(" {}:{part}", part.len()));
    }
    URL_SAFE_NO_PAD.encode(&secrets.derive(&text)[..18])
}
