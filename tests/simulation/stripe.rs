//! A model of Stripe's transfers: idempotency keys, refusals that they keep, answers that get lost.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use domain::payout::protocol::{Attempt, Event, Transfer};
use domain::payout::{Answer, classify};

use crate::dice::Dice;

/// Longest a request is under way: what arrives later than this has not been sent. With the minute within which a call is
/// made after its look it is just what `domain` waits for.
pub const UNDER_WAY_MINUTES_MAX: i64 = domain::payout::UNDER_WAY_MINUTES_MAX - 1;
/// How long Stripe keeps an answer for a key.
const KEY_HOURS: i64 = 24;

/// What a key keeps: the transfer it made, or why it made none.
#[derive(Clone)]
enum Kept {
    Made(String),
    Refused(u16, Option<&'static str>),
}

/// A transfer as Stripe has it.
#[derive(Clone, Debug)]
pub struct Made {
    /// Whose payout, by number.
    pub who: usize,
    /// What Stripe tells of it.
    pub transfer: Transfer,
}

/// A request whose sender no longer waits.
struct UnderWay {
    who: usize,
    attempt: Attempt,
    sent_at: DateTime<Utc>,
    refusal: Option<(u16, Option<&'static str>)>,
}

/// Something Stripe tells.
#[derive(Clone, Debug)]
pub struct News {
    /// Whose payout.
    pub who: usize,
    /// The transfer as it was then.
    pub transfer: Transfer,
    /// Whether somebody has applied it.
    pub applied: bool,
}

/// Stripe.
pub struct Stripe {
    seed: u64,
    /// Whether refusals are not kept for their key: what was under way then may still be done.
    forgets: bool,
    keys: BTreeMap<(usize, i32), (Kept, DateTime<Utc>)>,
    under_way: Vec<UnderWay>,
    /// Every transfer that was made.
    pub made: Vec<Made>,
    /// Every event, oldest first.
    pub news: Vec<News>,
    /// Accounts that may not receive transfers now.
    pub unable: Vec<usize>,
}

/// What goes wrong with one call.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Fault {
    None,
    LostBefore,
    LostAfter,
    After500,
    Late,
    Saved500,
    Busy,
    RateLimit,
    Unreadable,
    Refused,
    Balance,
    UnknownCode,
    Unauthorized,
}

impl Fault {
    /// One in two calls is well.
    pub fn draw(dice: &mut Dice) -> Fault {
        use Fault::*;
        const BAD: [Fault; 16] = [
            LostBefore,
            LostAfter,
            LostAfter,
            After500,
            Late,
            Late,
            Saved500,
            Busy,
            RateLimit,
            Unreadable,
            Refused,
            Balance,
            Balance,
            Balance,
            UnknownCode,
            Unauthorized,
        ];
        if dice.chance(50) { None } else { BAD[dice.below(BAD.len())] }
    }
}

impl Stripe {
    /// A Stripe that has seen nothing. The seed is in its ids, so that they are its own.
    pub fn new(seed: u64) -> Stripe {
        let (keys, under_way, made, news, unable) = Default::default();
        Stripe { seed, forgets: seed % 2 == 1, keys, under_way, made, news, unable }
    }

    /// A call and what its sender sees of it.
    pub fn call(&mut self, who: usize, attempt: &Attempt, fault: Fault, now: DateTime<Utc>) -> Event {
        let answered = |answer, transfer| Event::Answered { attempt: attempt.number, answer, transfer };
        let lost = || answered(classify(0, None, None), None);
        match fault {
            Fault::LostBefore => lost(),
            Fault::Late => {
                self.under_way.push(UnderWay { who, attempt: attempt.clone(), sent_at: now, refusal: None });
                lost()
            }
            Fault::LostAfter | Fault::Unreadable => {
                self.run(who, attempt, None, now);
                lost()
            }
            // Run, and the key keeps the true answer.
            Fault::After500 => {
                self.run(who, attempt, None, now);
                answered(classify(500, None, Some("api_error")), None)
            }
            // Not run, and no key remembers it.
            Fault::Busy => {
                answered(classify(409, Some("idempotency_key_in_use"), Some("invalid_request_error")), None)
            }
            Fault::RateLimit => {
                answered(classify(429, Some("rate_limit"), Some("invalid_request_error")), None)
            }
            Fault::Unauthorized => answered(classify(401, None, Some("invalid_request_error")), None),
            Fault::None | Fault::Saved500 | Fault::Refused | Fault::Balance | Fault::UnknownCode => {
                let refusal = match fault {
                    Fault::Saved500 => Some((500, None)),
                    Fault::Refused => Some((400, Some("account_closed"))),
                    Fault::Balance => Some((400, Some("balance_insufficient"))),
                    Fault::UnknownCode => Some((400, Some("a_code_of_next_year"))),
                    _ => None,
                };
                match self.run(who, attempt, refusal, now) {
                    Kept::Made(id) => answered(Answer::Confirmed, self.transfer(&id)),
                    Kept::Refused(status, code) => {
                        answered(classify(status, code, Some("invalid_request_error")), None)
                    }
                }
            }
        }
    }

    /// Runs a request, or tells again what its key keeps.
    fn run(
        &mut self,
        who: usize,
        attempt: &Attempt,
        refusal: Option<(u16, Option<&'static str>)>,
        now: DateTime<Utc>,
    ) -> Kept {
        let key = (who, attempt.number);
        if let Some((kept, at)) = self.keys.get(&key)
            && now - *at < Duration::hours(KEY_HOURS)
        {
            return kept.clone();
        }
        let unable =
            self.unable.contains(&who).then_some((400, Some("insufficient_capabilities_for_transfer")));
        let kept = match refusal.or(unable) {
            Some((400, code)) if self.forgets => return Kept::Refused(400, code),
            Some((status, code)) => Kept::Refused(status, code),
            None => {
                let id = format!("tr_{}_{}", self.seed, self.made.len() + 1);
                let transfer = Transfer {
                    id: id.clone(),
                    amount: attempt.amount,
                    reversed: 0,
                    currency: attempt.currency.to_string(),
                    destination: attempt.destination.clone(),
                };
                self.made.push(Made { who, transfer: transfer.clone() });
                self.news.push(News { who, transfer, applied: false });
                Kept::Made(id)
            }
        };
        self.keys.insert(key, (kept.clone(), now));
        kept
    }

    /// What is under way arrives: all of it, or what will be too old for that by `then`.
    pub fn arrive(&mut self, all: bool, now: DateTime<Utc>, then: DateTime<Utc>) {
        let too_old = Duration::minutes(UNDER_WAY_MINUTES_MAX);
        for late in std::mem::take(&mut self.under_way) {
            if all || then - late.sent_at >= too_old {
                self.run(late.who, &late.attempt, late.refusal, now);
            } else {
                self.under_way.push(late);
            }
        }
    }

    fn transfer(&self, id: &str) -> Option<Transfer> {
        self.made.iter().find(|made| made.transfer.id == id).map(|made| made.transfer.clone())
    }

    /// The transfers of one payout.
    pub fn list(&self, who: usize) -> Vec<Transfer> {
        self.made.iter().filter(|made| made.who == who).map(|made| made.transfer.clone()).collect()
    }

    /// Somebody takes part of a transfer back in Stripe's dashboard.
    pub fn reverse(&mut self, which: usize, percent: i64) {
        let made = &mut self.made[which];
        let left = made.transfer.amount - made.transfer.reversed;
        let minor = (left * percent / 100).max(1).min(left);
        if minor > 0 {
            made.transfer.reversed += minor;
            self.news.push(News { who: made.who, transfer: made.transfer.clone(), applied: false });
        }
    }
}
