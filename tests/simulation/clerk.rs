//! The desk of a simulated worker: it stops at every place where a process may die, until the schedule lets it go on
//! or lets it die.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use billing::payout::Desk;
use chrono::{DateTime, Utc};
use domain::ids::PayoutId;
use domain::payout::protocol::{Attempt, CrashPoint, Event, Next, Transfer};

use super::ledger::Picture;
use super::stripe::{Fault, Stripe};
use crate::dice::Dice;

/// A store of one run: the model, or Postgres. Payouts are named by number, from zero.
pub trait Store: Sync {
    /// T1 for one payout.
    fn open(&self, who: usize, now: DateTime<Utc>) -> impl Future<Output = ()> + Send;
    /// T1 for all, and the run's end when there is nothing left to do.
    fn advance(&self, now: DateTime<Utc>) -> impl Future<Output = ()> + Send;
    /// Looks at a payout; none while it is not open.
    fn wake(&self, who: usize, now: DateTime<Utc>) -> impl Future<Output = Option<Next>> + Send;
    /// Takes a step. Errors: the code of what cannot be.
    fn take(
        &self,
        who: usize,
        event: Event,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<Next, String>> + Send;
    /// Hears whether an affiliate's account can be paid.
    fn hear(&self, who: usize, able: bool) -> impl Future<Output = ()> + Send;
    /// A person stops the run, or lets it go on.
    fn pause(&self, paused: bool, now: DateTime<Utc>) -> impl Future<Output = ()> + Send;
    /// Where everything stands.
    fn picture(&self) -> impl Future<Output = Picture> + Send;
}

/// A process died, or the payout is not there.
#[derive(Debug)]
pub struct Stopped;

/// What the tasks of one schedule share.
pub struct Scene<'a, S> {
    pub store: &'a S,
    pub stripe: Mutex<Stripe>,
    pub now: Mutex<DateTime<Utc>>,
    pub dice: Mutex<Dice>,
    /// Nothing goes wrong any more.
    pub calm: Mutex<bool>,
    pub trace: Mutex<Vec<String>>,
    pub faults: Mutex<BTreeMap<Fault, u64>>,
    gates: Mutex<BTreeMap<usize, Gate>>,
}

/// Where a task stands, and whether it may go on.
#[derive(Clone, Copy)]
struct Gate {
    at: CrashPoint,
    open: bool,
}

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a, S: Store> Scene<'a, S> {
    pub fn new(store: &'a S, seed: u64, now: DateTime<Utc>) -> Scene<'a, S> {
        Scene {
            store,
            stripe: Mutex::new(Stripe::new(seed)),
            now: Mutex::new(now),
            dice: Mutex::new(Dice::of(seed ^ 0xD1CE)),
            calm: Mutex::new(false),
            trace: Mutex::default(),
            faults: Mutex::default(),
            gates: Mutex::default(),
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        *lock(&self.now)
    }

    pub fn note(&self, line: String) {
        lock(&self.trace).push(line);
    }

    /// Waits at a place where the process may die.
    pub async fn gate(&self, task: usize, at: CrashPoint) {
        lock(&self.gates).insert(task, Gate { at, open: false });
        poll_fn(|_| {
            let mut gates = lock(&self.gates);
            match gates.get(&task) {
                Some(gate) if gate.open => {
                    gates.remove(&task);
                    Poll::Ready(())
                }
                _ => Poll::Pending,
            }
        })
        .await;
    }

    /// Where a task waits.
    pub fn stands_at(&self, task: usize) -> Option<CrashPoint> {
        lock(&self.gates).get(&task).map(|gate| gate.at)
    }

    pub fn forget(&self, task: usize) {
        lock(&self.gates).remove(&task);
    }

    /// Lets a task go on to its next gate, or to its end. Returns whether it ended.
    pub async fn go_on(&self, task: usize, future: &mut Pin<Box<dyn Future<Output = ()> + 'a>>) -> bool
    where
        S: 'a,
    {
        if let Some(gate) = lock(&self.gates).get_mut(&task) {
            gate.open = true;
        }
        poll_fn(|cx| match future.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(true),
            // At a gate again, or busy with the store.
            Poll::Pending if self.stands_at(task).is_some_and(|_| !self.is_open(task)) => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        })
        .await
    }

    fn is_open(&self, task: usize) -> bool {
        lock(&self.gates).get(&task).is_some_and(|gate| gate.open)
    }
}

/// A worker with one payout before it.
pub struct Clerk<'a, S> {
    pub scene: &'a Scene<'a, S>,
    pub task: usize,
    pub who: usize,
}

impl<S: Store> Desk for Clerk<'_, S> {
    type Error = Stopped;

    fn now(&self) -> DateTime<Utc> {
        self.scene.now()
    }

    async fn wake(&self, _: PayoutId) -> Result<Next, Stopped> {
        let next = self.scene.store.wake(self.who, self.scene.now()).await;
        self.scene.note(format!("{} wake: {next:?}", self.who));
        next.ok_or(Stopped)
    }

    async fn take(&self, _: PayoutId, event: Event) -> Result<Next, Stopped> {
        let said = format!("{event:?}");
        let next = self.scene.store.take(self.who, event, self.scene.now()).await;
        self.scene.note(format!("{} {said}: {next:?}", self.who));
        next.map_err(|_| Stopped)
    }

    async fn call(&self, _: PayoutId, attempt: &Attempt) -> Result<Event, Stopped> {
        let fault =
            if *lock(&self.scene.calm) { Fault::None } else { Fault::draw(&mut lock(&self.scene.dice)) };
        *lock(&self.scene.faults).entry(fault).or_default() += 1;
        Ok(lock(&self.scene.stripe).call(self.who, attempt, fault, self.scene.now()))
    }

    async fn list(&self, _: PayoutId) -> Result<Vec<Transfer>, Stopped> {
        Ok(lock(&self.scene.stripe).list(self.who))
    }

    async fn reached(&self, point: CrashPoint) -> Result<(), Stopped> {
        self.scene.gate(self.task, point).await;
        Ok(())
    }
}
