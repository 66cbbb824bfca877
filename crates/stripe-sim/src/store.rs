//! What all parts of a running simulator share, and the one way in which it changes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Notify;

use crate::chaos::{Chaos, Weather};
use crate::clock::Clock;
use crate::config::{Config, Delays, Webhook};
use crate::event_fault::EventFaults;
use crate::failure::Failure;
use crate::fault::{Fault, Faults};
use crate::journal::Journal;
use crate::limit::Limit;
use crate::outbox::Outbox;
use crate::state::{Cause, Kind, Record, State, Tx};
use crate::{event, schedule, webhook_endpoint};

/// How often what waits for its time is looked at.
const SETTLE_EVERY: Duration = Duration::from_millis(20);

/// The state and its journal, changed together.
pub(crate) struct Store {
    pub(crate) state: State,
    journal: Option<Journal>,
}

/// What all parts of a running simulator share.
pub(crate) struct Shared {
    pub(crate) base_url: String,
    pub(crate) secret_key: String,
    pub(crate) clock: Clock,
    pub(crate) outbox: Outbox,
    store: Mutex<Store>,
    faults: Mutex<Faults>,
    event_faults: Mutex<EventFaults>,
    weather: Mutex<Option<Weather>>,
    limit: Mutex<Limit>,
    delays: Mutex<Delays>,
    settling: Notify,
}

impl Shared {
    /// As a simulator at `base_url` begins: with what its journal remembers.
    pub(crate) fn new(base_url: String, config: Config, journal: Option<Journal>, state: State) -> Self {
        Self {
            base_url,
            secret_key: config.secret_key,
            clock: config.clock,
            outbox: Outbox::default(),
            store: Mutex::new(Store { state, journal }),
            faults: Mutex::default(),
            event_faults: Mutex::default(),
            weather: Mutex::new(config.chaos.map(Weather::new)),
            limit: Mutex::new(Limit::new(config.rate_per_second)),
            delays: Mutex::new(config.delays),
            settling: Notify::new(),
        }
    }

    /// Writes nothing more, as after a kill.
    pub(crate) fn close_journal(&self) {
        self.store().journal = None;
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        held(&self.store)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        held(&self.faults)
    }

    pub(crate) fn event_faults(&self) -> MutexGuard<'_, EventFaults> {
        held(&self.event_faults)
    }

    pub(crate) fn weather(&self) -> MutexGuard<'_, Option<Weather>> {
        held(&self.weather)
    }

    pub(crate) fn limit(&self) -> MutexGuard<'_, Limit> {
        held(&self.limit)
    }

    /// The fault that a request meets: one that was queued, or else one of the chaos under way.
    pub(crate) fn meets(&self, method: &str, path: &str) -> Option<Fault> {
        let queued = self.faults().take(method, path);
        queued.or_else(|| self.weather().as_mut()?.request(method, path))
    }

    /// Draws the faults that the new events of a record meet on their way.
    fn afflict(&self, state: &State, record: &mut Record) {
        let now_ms = self.clock.now_ms();
        for (kind, id, entry) in &mut record.put {
            let is_new = *kind == Kind::Event && state.get(Kind::Event, id).is_none();
            if !is_new {
                continue;
            }
            if let Some(weather) = self.weather().as_mut() {
                weather.turn(entry, now_ms);
            }
            if event::undelivered(entry).is_empty() {
                continue;
            }
            let queued = self.event_faults().take(entry.text("type"));
            let fault = queued.or_else(|| self.weather().as_mut()?.event(entry.text("type")));
            if let Some(fault) = fault {
                event::afflict(entry, &fault, now_ms);
            }
        }
    }

    pub(crate) fn delays(&self) -> Delays {
        *held(&self.delays)
    }

    pub(crate) fn set_delays(&self, delays: Delays) {
        *held(&self.delays) = delays;
    }

    /// Runs `work` on the state as it is now, due money settled first, and keeps what it changed:
    /// in the journal, then in memory, then in the outbox. Keeps nothing where it fails.
    pub(crate) fn transact<T>(
        &self,
        cause: Cause,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let now_ms = self.clock.now_ms();
        let delays = self.delays();
        self.take_turns(now_ms, delays);
        let mut store = self.store();
        if store.state.is_due(now_ms) {
            let mut tx = Tx::new(&store.state, now_ms, &self.base_url, delays, Cause::default());
            schedule::run(&mut tx);
            let record = tx.into_record();
            self.keep(&mut store, record)?;
        }
        let mut tx = Tx::new(&store.state, now_ms, &self.base_url, delays, cause);
        let outcome = work(&mut tx)?;
        let record = tx.into_record();
        self.keep(&mut store, record)?;
        Ok(outcome)
    }

    /// Carries out the turns of a chaos whose time has come. One that can't be, since the money has
    /// gone elsewhere, is passed over.
    fn take_turns(&self, now_ms: i64, delays: Delays) {
        loop {
            let Some(coming) = self.weather().as_mut().and_then(|weather| weather.due(now_ms)) else {
                return;
            };
            let mut store = self.store();
            let mut tx = Tx::new(&store.state, now_ms, &self.base_url, delays, Cause::default());
            let follows = coming.run(&mut tx);
            let record = tx.into_record();
            let kept = follows.and_then(|follows| self.keep(&mut store, record).map(|()| follows));
            match kept {
                Ok(Some(next)) => {
                    if let Some(weather) = self.weather().as_mut() {
                        weather.expect(next, now_ms);
                    }
                }
                Ok(None) => {}
                Err(error) => tracing::debug!(%error, ?coming, "passed over"),
            }
        }
    }

    fn is_waiting(&self) -> bool {
        let is_settling = self.store().state.is_settling();
        is_settling || self.weather().as_ref().is_some_and(Weather::is_gathering)
    }

    fn keep(&self, store: &mut Store, mut record: Record) -> Result<(), Failure> {
        if record.is_empty() {
            return Ok(());
        }
        self.afflict(&store.state, &mut record);
        if let Some(journal) = &mut store.journal {
            journal.append(&record).map_err(|error| {
                tracing::error!(%error, "the journal cannot be written");
                Failure::internal()
            })?;
        }
        self.outbox.add_new(&store.state, &record);
        store.state.apply(record);
        if store.state.is_settling() || self.weather().as_ref().is_some_and(Weather::is_gathering) {
            self.settling.notify_one();
        }
        Ok(())
    }
}

/// A lock's content, also after a panic of another holder.
pub(crate) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn all(shared: &Shared, kind: Kind) -> Vec<Value> {
    shared.store().state.all(kind).map(|(_, entry)| entry.object.clone()).collect()
}

pub(crate) fn set_webhook(shared: &Shared, webhook: &Webhook) -> Result<(), Failure> {
    shared.transact(Cause::default(), |tx| {
        webhook_endpoint::configure(tx, webhook);
        Ok(())
    })?;
    shared.outbox.hurry();
    Ok(())
}

pub(crate) fn set_chaos(shared: &Shared, chaos: Option<Chaos>) -> Result<(), Failure> {
    if let Some(chaos) = &chaos {
        chaos.check()?;
    }
    *shared.weather() = chaos.map(Weather::new);
    Ok(())
}

/// Settles money when its time comes; sleeps while none is on its way.
pub(crate) async fn settle(shared: Arc<Shared>) {
    // What an earlier run left to come.
    shared.settling.notify_one();
    loop {
        shared.settling.notified().await;
        while shared.is_waiting() {
            if let Err(error) = shared.transact(Cause::default(), |_| Ok(())) {
                tracing::error!(%error, "settling");
            }
            tokio::time::sleep(SETTLE_EVERY).await;
        }
    }
}
