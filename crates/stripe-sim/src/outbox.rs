//! The outbox: what is still to be delivered, by time and with what will go wrong.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::event;
use crate::event_fault::EventFaultKind;
use crate::state::{Entry, Kind, Record, State};
use crate::store::held;

const BACKOFF_MIN: Duration = Duration::from_millis(200);
const BACKOFF_MAX: Duration = Duration::from_secs(5);
/// How often the simulator's clock is looked at while it delays an event.
const CLOCK_EVERY: Duration = Duration::from_millis(20);
/// How long an answer waits for the events that are to come before it.
const BEFORE_ANSWER: Duration = Duration::from_secs(10);

/// One event on its way to one endpoint.
#[derive(Clone, Debug)]
pub(crate) struct Parcel {
    pub(crate) event: String,
    pub(crate) endpoint: String,
    pub(crate) attempts: u32,
    /// What goes wrong with its first attempt.
    pub(crate) trick: Option<EventFaultKind>,
    /// The request whose answer waits for its first attempt.
    awaited_by: Option<String>,
}

/// What is still to be delivered.
#[derive(Default)]
pub(crate) struct Outbox {
    queue: Mutex<Queue>,
    pub(crate) changed: Notify,
    answered: Notify,
}

#[derive(Default)]
struct Queue {
    parcels: BTreeMap<(Instant, u64), Parcel>,
    sequence: u64,
    /// Endpoints that do not answer at all rest as a whole.
    resting: HashMap<String, (Instant, u32)>,
    /// Wait for a time of the simulator's clock.
    delayed: Vec<(i64, Parcel)>,
    /// Wait for the next event of their endpoint, or for a time.
    held: Vec<(Option<Instant>, Parcel)>,
    /// Parcels that the answer of a request waits for.
    awaited: HashMap<String, usize>,
}

impl Queue {
    fn add(&mut self, at: Instant, parcel: Parcel) {
        self.sequence += 1;
        self.parcels.insert((at, self.sequence), parcel);
    }

    /// Queues one event for its endpoints, each in the way its fault wants.
    fn add_event(&mut self, now: Instant, id: &str, entry: &Entry, is_new: bool) {
        let (fault, until_ms) = event::fault(entry).unzip();
        let kind = fault.as_ref().map(|fault| fault.kind);
        let request = entry.object["request"]["id"].as_str().filter(|_| is_new);
        let awaited_by = request.filter(|_| kind == Some(EventFaultKind::BeforeAnswer));
        for endpoint in event::undelivered(entry) {
            let parcel = Parcel {
                event: id.to_owned(),
                endpoint,
                attempts: 0,
                trick: kind,
                awaited_by: awaited_by.map(str::to_owned),
            };
            match kind {
                Some(EventFaultKind::Never) => {}
                Some(EventFaultKind::Delay) => self.delayed.push((until_ms.unwrap_or_default(), parcel)),
                Some(EventFaultKind::Hold) => {
                    let limit_ms = fault.as_ref().map_or(0, |fault| fault.delay_ms);
                    let limit = (limit_ms > 0).then(|| now + Duration::from_millis(limit_ms));
                    self.held.push((limit, parcel));
                }
                Some(EventFaultKind::Duplicate) => {
                    self.add(now, parcel.clone());
                    self.add(now, parcel);
                }
                _ => {
                    if let Some(request) = &parcel.awaited_by {
                        *self.awaited.entry(request.clone()).or_default() += 1;
                    }
                    self.add(now, parcel);
                }
            }
        }
    }

    /// Moves what has waited long enough to the parcels.
    fn release(&mut self, now: Instant, clock_ms: i64) {
        for (_, parcel) in
            self.delayed.extract_if(.., |(until_ms, _)| *until_ms <= clock_ms).collect::<Vec<_>>()
        {
            self.add(now, parcel);
        }
        let is_over = |limit: &Option<Instant>| limit.is_some_and(|limit| limit <= now);
        for (_, parcel) in self.held.extract_if(.., |(limit, _)| is_over(limit)).collect::<Vec<_>>() {
            self.add(now, parcel);
        }
    }

    /// When to look again, where nothing is due before `at`.
    fn wake(&self, now: Instant, at: Option<Instant>) -> Next {
        let clock = (!self.delayed.is_empty()).then(|| now + CLOCK_EVERY);
        let limits = self.held.iter().filter_map(|(limit, _)| *limit);
        at.into_iter().chain(clock).chain(limits).min().map_or(Next::Nothing, Next::At)
    }

    /// The answer of a request no longer waits for this parcel.
    fn answer(&mut self, parcel: &mut Parcel) {
        let Some(request) = parcel.awaited_by.take() else { return };
        let Some(left) = self.awaited.get_mut(&request) else { return };
        *left = left.saturating_sub(1);
        if *left == 0 {
            self.awaited.remove(&request);
        }
    }
}

/// What delivery does next.
pub(crate) enum Next {
    Parcel(Parcel),
    At(Instant),
    Nothing,
}

impl Outbox {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        held(&self.queue)
    }

    /// Queues the events that a record brings.
    pub(crate) fn add_new(&self, state: &State, record: &Record) {
        let is_new = |kind: Kind, id: &str| kind == Kind::Event && state.get(Kind::Event, id).is_none();
        let new = record.put.iter().filter(|(kind, id, _)| is_new(*kind, id));
        self.add(new.map(|(_, id, entry)| (id, entry)), true);
    }

    /// Queues what an earlier run left undelivered.
    pub(crate) fn add_all(&self, state: &State) {
        self.add(state.all(Kind::Event), false);
    }

    fn add<'e>(&self, events: impl Iterator<Item = (&'e String, &'e Entry)>, is_new: bool) {
        let now = Instant::now();
        let mut queue = self.queue();
        for (id, entry) in events {
            queue.add_event(now, id, entry, is_new);
        }
        drop(queue);
        self.changed.notify_one();
    }

    /// Tries everything again now: the address has changed.
    pub(crate) fn hurry(&self) {
        let mut queue = self.queue();
        let now = Instant::now();
        queue.resting.clear();
        for (_, parcel) in std::mem::take(&mut queue.parcels) {
            queue.add(now, parcel);
        }
        drop(queue);
        self.changed.notify_one();
    }

    /// The parcel that is due, or when to look again.
    pub(crate) fn next(&self, clock_ms: i64) -> Next {
        let mut queue = self.queue();
        let now = Instant::now();
        queue.release(now, clock_ms);
        loop {
            let Some((&(at, sequence), parcel)) = queue.parcels.first_key_value() else {
                return queue.wake(now, None);
            };
            if at > now {
                return queue.wake(now, Some(at));
            }
            let rest =
                queue.resting.get(&parcel.endpoint).map(|(until, _)| *until).filter(|until| *until > now);
            let Some(parcel) = queue.parcels.remove(&(at, sequence)) else { return Next::Nothing };
            match rest {
                // Keeps its place in the order.
                Some(until) => {
                    queue.parcels.insert((until, sequence), parcel);
                }
                None => return Next::Parcel(parcel),
            }
        }
    }

    /// A parcel was accepted: its endpoint is there, and what waited for it follows.
    pub(crate) fn accepted(&self, mut parcel: Parcel) {
        let now = Instant::now();
        let mut queue = self.queue();
        queue.resting.remove(&parcel.endpoint);
        queue.answer(&mut parcel);
        let follows = |held: &Parcel| held.endpoint == parcel.endpoint && held.event != parcel.event;
        for (_, held) in queue.held.extract_if(.., |(_, held)| follows(held)).collect::<Vec<_>>() {
            queue.add(now, held);
        }
        drop(queue);
        self.changed.notify_one();
        self.answered.notify_waiters();
    }

    /// A parcel was refused, or found nobody: it comes again.
    pub(crate) fn retry(&self, mut parcel: Parcel, endpoint_is_away: bool) {
        let now = Instant::now();
        let mut queue = self.queue();
        queue.answer(&mut parcel);
        if endpoint_is_away {
            let (until, failures) = queue.resting.get(&parcel.endpoint).copied().unwrap_or((now, 0));
            if until <= now {
                queue.resting.insert(parcel.endpoint.clone(), (now + backoff(failures), failures + 1));
            }
            queue.add(now, parcel);
        } else {
            let at = now + backoff(parcel.attempts);
            parcel.attempts += 1;
            queue.resting.remove(&parcel.endpoint);
            queue.add(at, parcel);
        }
        drop(queue);
        self.changed.notify_one();
        self.answered.notify_waiters();
    }

    /// Waits until the events that are to come before a request's answer have been tried once.
    pub(crate) async fn told(&self, request_id: &str) {
        let waiting = async {
            loop {
                let answered = self.answered.notified();
                if !self.queue().awaited.contains_key(request_id) {
                    return;
                }
                answered.await;
            }
        };
        if tokio::time::timeout(BEFORE_ANSWER, waiting).await.is_err() {
            tracing::warn!(request_id, "an event that was to come before its answer did not");
        }
    }
}

/// 0.2 s, doubling up to 5 s.
fn backoff(attempts: u32) -> Duration {
    BACKOFF_MIN.saturating_mul(1 << attempts.min(10)).min(BACKOFF_MAX)
}
