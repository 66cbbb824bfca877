//! How often a password, a code or a token may be guessed: by account and by address, and by neither for a browser
//! that has signed its owner in before, so that nobody can lock an owner out. Why so: `docs/adr/0024`.

use std::fmt::Display;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use moka::ops::compute::Op;
use moka::sync::Cache;
use store::config::SecretConfig;
use store::throttle::{Pace, Taken};

use super::Sender;
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Buckets this process keeps while Redis is away; beyond them those that were asked for least are forgotten.
const LOCAL_BUCKETS_MAX: u64 = 50_000;
/// How long it keeps one that nobody asks for: as long as the slowest takes to be full again.
const LOCAL_BUCKET_IDLE: Duration = Duration::from_secs(12 * 3_600);

/// Guesses from one address, whoever's account they are at: an office may share one.
const OF_ADDRESS: Pace = Pace { burst: 50, restore_ms: 20_000 };
/// Passwords guessed at one account by strangers, together; and by one device that is known to it.
const OF_PASSWORD: Pace = Pace { burst: 10, restore_ms: 60_000 };
/// Codes of a second factor: three of a million are good at a time.
const OF_CODE: Pace = Pace { burst: 5, restore_ms: 300_000 };
/// Links and mails asked for, for one account.
const OF_LETTER: Pace = Pace { burst: 3, restore_ms: 600_000 };
/// Accounts made from one address: each writes a mail to whom it names.
const OF_SIGN_UP: Pace = Pace { burst: 20, restore_ms: 300_000 };
/// Tenants one person makes.
const OF_TENANT: Pace = Pace { burst: 10, restore_ms: 3_600_000 };
/// Mails that ask strangers to join one tenant; and those one person has sent, in whatever tenant.
const OF_INVITATION: Pace = Pace { burst: 20, restore_ms: 120_000 };
/// Tries of one link or invitation.
const OF_TOKEN: Pace = Pace { burst: 10, restore_ms: 60_000 };
/// Images and videos that strangers upload from one address.
const OF_UPLOAD: Pace = Pace { burst: 60, restore_ms: 30_000 };
/// What is guessed at, or asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// A password.
    Password,
    /// A code of a second factor.
    Code,
    /// Not guessed: an account for an address that has none.
    SignUp,
    /// Not guessed: a tenant.
    Tenant,
    /// Not guessed: a mail to somebody.
    Letter,
    /// Not guessed: a mail that asks a stranger to join.
    Invitation,
    /// A link or an invitation.
    Token,
    /// Not guessed: an image or a video, by a key that everybody holds.
    Upload,
}

impl Guess {
    fn pace(self) -> Pace {
        match self {
            Guess::Password => OF_PASSWORD,
            Guess::Code => OF_CODE,
            Guess::SignUp => OF_SIGN_UP,
            Guess::Tenant => OF_TENANT,
            Guess::Letter => OF_LETTER,
            Guess::Invitation => OF_INVITATION,
            Guess::Token => OF_TOKEN,
            Guess::Upload => OF_UPLOAD,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Guess::Password => "password",
            Guess::Code => "code",
            Guess::SignUp => "sign-up",
            Guess::Tenant => "tenant",
            Guess::Letter => "letter",
            Guess::Invitation => "invitation",
            Guess::Token => "token",
            Guess::Upload => "upload",
        }
    }
}

/// Who guesses, as far as that is known.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// Anybody: counted by account and by address.
    Stranger,
    /// Anybody, where there is no account yet: counted by address alone.
    Address,
    /// A device that has signed this account in before, or a session of it: counted by itself alone.
    Known(&'a str),
}

/// The buckets, in Redis, and in this process while that is away.
#[derive(Clone)]
pub struct Throttle {
    redis: store::Throttle,
    /// When each will be full again, as `store::throttle` keeps them.
    local: Cache<String, Instant>,
}

impl Throttle {
    /// Buckets of this installation.
    pub(crate) fn new(redis: store::Throttle) -> Throttle {
        let local = Cache::builder().max_capacity(LOCAL_BUCKETS_MAX).time_to_idle(LOCAL_BUCKET_IDLE).build();
        Throttle { redis, local }
    }

    async fn take(&self, bucket: &str, pace: Pace) -> Result<(), u64> {
        match self.redis.take(bucket, pace).await {
            Taken::Yes => Ok(()),
            Taken::In(wait_ms) => Err(wait_ms),
            Taken::Away => self.take_here(bucket, pace, Instant::now()),
        }
    }

    fn take_here(&self, bucket: &str, pace: Pace, now: Instant) -> Result<(), u64> {
        let (one, all) = (pace.restore(), pace.restore() * pace.burst);
        let mut wait = Duration::ZERO;
        self.local.entry_by_ref(bucket).and_compute_with(|standing| {
            let full_at = standing.map_or(now, |entry| entry.into_value().max(now)) + one;
            wait = full_at.saturating_duration_since(now + all);
            if wait.is_zero() { Op::Put(full_at) } else { Op::Nop }
        });
        if wait.is_zero() { Ok(()) } else { Err(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).max(1)) }
    }

    async fn give_back(&self, bucket: &str, pace: Pace) {
        self.redis.give_back(bucket, pace).await;
        self.local.entry_by_ref(bucket).and_compute_with(|standing| match standing {
            Some(entry) => entry.into_value().checked_sub(pace.restore()).map_or(Op::Remove, Op::Put),
            None => Op::Nop,
        });
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
            By::Address => vec![(of("address", &sender.address), guess.pace())],
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
            self.throttle.give_back(bucket, *pace).await;
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
