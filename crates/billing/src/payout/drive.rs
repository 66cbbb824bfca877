//! Drives a payout through the protocol: a step, what comes next, another step. The worker and the simulation of
//! faults run this same code; only the desk differs.

use chrono::{DateTime, Duration, Utc};
use domain::ids::PayoutId;
use domain::payout::protocol::{Attempt, CrashPoint, Event, Next, Transfer};
use domain::payout::{CALL_WITHIN_SECONDS, may_resend};

/// What the caller of [`drive`] should do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: it is settled, blocked, paused or under review.
    Rest,
    /// Drive again later: Stripe's answer is not known.
    Again,
}

/// Where the protocol is carried out: a store that takes steps, a Stripe that is called.
pub trait Desk: Sync {
    /// Why the desk could not go on.
    type Error: Send;

    /// The time.
    fn now(&self) -> DateTime<Utc>;

    /// Looks at a payout, in a transaction that stands when this returns.
    fn wake(&self, payout: PayoutId) -> impl Future<Output = Result<Next, Self::Error>> + Send;

    /// Takes a step, in a transaction that stands when this returns.
    fn take(&self, payout: PayoutId, event: Event) -> impl Future<Output = Result<Next, Self::Error>> + Send;

    /// Calls Stripe with what the attempt has frozen; says what came back, or that nothing did.
    fn call(
        &self,
        payout: PayoutId,
        attempt: &Attempt,
    ) -> impl Future<Output = Result<Event, Self::Error>> + Send;

    /// Every transfer Stripe lists under the payout's group.
    fn list(&self, payout: PayoutId) -> impl Future<Output = Result<Vec<Transfer>, Self::Error>> + Send;

    /// The process may die here. A simulation lets it.
    fn reached(&self, _point: CrashPoint) -> impl Future<Output = Result<(), Self::Error>> + Send {
        async { Ok(()) }
    }
}

/// Sends a payout, or finds out what became of an earlier call. Safe to run at any time, by anybody, again.
pub async fn drive<D: Desk>(desk: &D, payout: PayoutId) -> Result<Outcome, D::Error> {
    let (mut woken_at, mut next) = (desk.now(), desk.wake(payout).await?);
    loop {
        next = match next {
            Next::Call(attempt) => {
                desk.reached(CrashPoint::AttemptStands).await?;
                // A process that was asleep must not send what others have given up by now, nor a key that Stripe has
                // forgotten.
                let late = desk.now() - woken_at >= Duration::seconds(CALL_WITHIN_SECONDS);
                if late || !may_resend(attempt.first_sent_at, desk.now()) {
                    (woken_at, next) = (desk.now(), desk.wake(payout).await?);
                    continue;
                }
                let answered = desk.call(payout, &attempt).await?;
                desk.reached(CrashPoint::CallMade).await?;
                desk.take(payout, answered).await?
            }
            Next::LookUp => {
                let at = desk.now();
                let transfers = desk.list(payout).await?;
                desk.reached(CrashPoint::LookedUp).await?;
                desk.take(payout, Event::Listed { transfers, at }).await?
            }
            Next::Wake => {
                woken_at = desk.now();
                desk.wake(payout).await?
            }
            Next::Rest | Next::Again => {
                desk.reached(CrashPoint::OutcomeStands).await?;
                return Ok(if next == Next::Again { Outcome::Again } else { Outcome::Rest });
            }
        };
    }
}
