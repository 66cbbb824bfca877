//! Gives mails that are due to the mail server: each at least once, with a bounded number of tries.

use chrono::{DateTime, Duration, Utc};
use domain::notice::MailState;
use store::mail::Mail;
use store::{SystemCtx, SystemTx};

use super::Found;
use crate::mail::{Given, Outlet};
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "send_mails";
pub(super) const REST_MS: u64 = 1_000;
/// Mails taken in hand at once.
const MAILS: i64 = 20;
/// How often a mail is given out, at most: over about eighteen hours.
const TRIES_MAX: i32 = 8;
/// The pause before the second try, in minutes; each further pause is three times as long.
const PAUSE_MINUTES: i64 = 1;
/// The longest pause, in minutes.
const PAUSE_MINUTES_MAX: i64 = 12 * 60;
/// A mail that is older and was never tried, because there was no mail server, is news no more.
const AGE_DAYS_MAX: i64 = 3;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    if !parts.mails.outlet.is_open() {
        return Ok(Found::Rest);
    }
    let now = parts.clock.now();
    // Noted before it is given out, so that a worker that dies meanwhile has used up a try and nobody else gives it
    // out until the next one is due.
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let due = Mail::due(&tx, now, MAILS).await?;
    for mail in &due {
        mail.begin_try(&tx, now + pause(mail.tries)).await?;
    }
    tx.commit().await?;
    let outlet = &parts.mails.outlet;
    let given = futures::future::join_all(due.iter().map(|mail| give(outlet, mail, now))).await;
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    for (mail, given) in due.iter().zip(given) {
        let (state, reason) = outcome(mail.tries + 1, given);
        if state == MailState::GivenUp {
            tracing::warn!(mail = %mail.id, reason, "a mail is given up");
        }
        mail.end_try(&tx, state, reason.as_deref(), parts.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(if due.len() as i64 == MAILS { Found::Work } else { Found::Rest })
}

async fn give(outlet: &Outlet, mail: &Mail, now: DateTime<Utc>) -> Given {
    if mail.tries == 0 && now - mail.created_at > Duration::days(AGE_DAYS_MAX) {
        return Given::Refused("too old to be news".into());
    }
    outlet.give(&mail.into()).await
}

/// The pause after a try of a mail that was tried so often before.
pub(super) fn pause(tries: i32) -> Duration {
    let minutes = 3_i64.checked_pow(tries.max(0).unsigned_abs()).map(|factor| PAUSE_MINUTES * factor);
    Duration::minutes(minutes.unwrap_or(PAUSE_MINUTES_MAX).min(PAUSE_MINUTES_MAX))
}

/// What a mail becomes by its n-th try.
pub(super) fn outcome(tries: i32, given: Given) -> (MailState, Option<String>) {
    match given {
        Given::Taken => (MailState::Sent, None),
        Given::Refused(reason) => (MailState::GivenUp, Some(reason)),
        Given::Later(reason) if tries >= TRIES_MAX => (MailState::GivenUp, Some(reason)),
        Given::Later(reason) => (MailState::Queued, Some(reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let minutes: Vec<i64> = (0..TRIES_MAX).map(|tries| pause(tries).num_minutes()).collect();
        assert_eq!(minutes, [1, 3, 9, 27, 81, 243, 720, 720]);
        assert_eq!(pause(i32::MAX).num_minutes(), PAUSE_MINUTES_MAX);
    }

    #[test]
    fn the_last_try_is_the_last() {
        let later = || Given::Later("busy".into());
        assert_eq!(outcome(TRIES_MAX - 1, later()), (MailState::Queued, Some("busy".into())));
        assert_eq!(outcome(TRIES_MAX, later()), (MailState::GivenUp, Some("busy".into())));
        assert_eq!(outcome(1, Given::Refused("no".into())), (MailState::GivenUp, Some("no".into())));
        assert_eq!(outcome(TRIES_MAX, Given::Taken), (MailState::Sent, None));
    }
}
