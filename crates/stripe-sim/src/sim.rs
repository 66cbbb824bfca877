//! The simulator: start, stop, and the hand that tests hold it by.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use crate::chaos::{Chaos, Weather};
use crate::checkout_payment::Choice;
use crate::clock::Clock;
use crate::config::{Config, Delays, Webhook};
use crate::event_fault::{EventFault, EventFaults};
use crate::failure::Failure;
use crate::fault::{Fault, Faults};
use crate::journal::Journal;
use crate::limit::Limit;
use crate::outbox::Outbox;
use crate::state::{Cause, Funds, Kind, Record, State, Tx};
use crate::wire::{Wire, Wires};
use crate::{
    account, balance, checkout, checkout_payment, control, delivery, event, invoice, schedule,
    webhook_endpoint,
};

/// How often money that settles later is looked at.
const SETTLE_EVERY: Duration = Duration::from_millis(20);
/// How long `stop` waits for requests under way.
const STOP_WITHIN: Duration = Duration::from_secs(2);

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

/// A running simulator. Clones are handles to the same one; it runs until it is stopped.
#[derive(Clone)]
pub struct Sim {
    shared: Arc<Shared>,
    wires: Wire,
    stopping: Arc<watch::Sender<bool>>,
    tasks: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Sim {
    /// Starts serving on `listener`, which has to be bound to loopback.
    /// Errors: a listener elsewhere; a journal that cannot be read or written.
    pub async fn start(listener: TcpListener, config: Config) -> io::Result<Self> {
        let address = listener.local_addr()?;
        if !address.ip().is_loopback() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("{address} is not loopback: the simulator serves no other"),
            ));
        }
        if let Some(chaos) = &config.chaos {
            chaos.check().map_err(io::Error::other)?;
        }
        let client = webhook_client()?;
        let now_ms = config.clock.now_ms();
        let (journal, state) = match &config.data {
            None => (None, State::default()),
            Some(data) => {
                let data = data.clone();
                let opened = tokio::task::spawn_blocking(move || Journal::open(&data, now_ms)).await;
                let (journal, state) = opened.map_err(io::Error::other)??;
                (Some(journal), state)
            }
        };
        let shared = Arc::new(Shared {
            base_url: format!("http://{address}"),
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
        });
        shared.outbox.add_all(&shared.store().state);
        let set_up = shared.transact(Cause::default(), |tx| {
            if account::platform(tx).is_none() {
                account::create_platform(tx);
            }
            checkout::rebase(tx);
            invoice::rebase(tx);
            if let Some(webhook) = &config.webhook {
                webhook_endpoint::configure(tx, webhook);
            }
            Ok(())
        });
        set_up.map_err(io::Error::other)?;
        shared.settling.notify_one();

        let (stopping, mut stop) = watch::channel(false);
        let wires = Wire::default();
        let app = control::router(Arc::clone(&shared)).into_make_service_with_connect_info::<Wire>();
        let served =
            axum::serve(Wires { listener, all: wires.clone() }, app).with_graceful_shutdown(async move {
                let _ = stop.wait_for(|stop| *stop).await;
            });
        let server = tokio::spawn(async move {
            if let Err(error) = served.await {
                tracing::error!(%error, "the simulator no longer serves");
            }
        });
        let tasks = vec![
            server,
            tokio::spawn(settle(Arc::clone(&shared))),
            tokio::spawn(delivery::run(Arc::clone(&shared), client)),
        ];
        Ok(Self { shared, wires, stopping: Arc::new(stopping), tasks: Arc::new(Mutex::new(tasks)) })
    }

    /// `http://127.0.0.1:…`, without a slash at its end; the API is at `/v1`.
    pub fn url(&self) -> String {
        self.shared.base_url.clone()
    }

    /// Lets requests under way end, for two seconds at most, and stops.
    pub async fn stop(self) {
        let _ = self.stopping.send(true);
        let mut tasks = self.take_tasks();
        if let Some(server) = tasks.first_mut() {
            let _ = tokio::time::timeout(STOP_WITHIN, server).await;
        }
        self.wires.cut();
        tasks.iter().for_each(JoinHandle::abort);
    }

    /// Stops at once as `kill -9` would: connections break, nothing more is written.
    pub async fn kill(self) {
        self.wires.cut();
        self.shared.store().journal = None;
        for task in self.take_tasks() {
            task.abort();
            let _ = task.await;
        }
    }

    fn take_tasks(&self) -> Vec<JoinHandle<()>> {
        std::mem::take(&mut held(&self.tasks))
    }

    pub(crate) fn act<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
        self.shared.transact(Cause::default(), work)
    }

    /// The clock, to be moved.
    pub fn clock(&self) -> Clock {
        self.shared.clock.clone()
    }

    /// Sends events to `webhook` from now on, undelivered ones included.
    /// Errors: the journal cannot be written.
    pub fn set_webhook(&self, webhook: &Webhook) -> Result<(), Failure> {
        set_webhook(&self.shared, webhook)
    }

    /// Changes how long things take.
    pub fn set_delays(&self, delays: Delays) {
        self.shared.set_delays(delays);
    }

    /// Queues a fault for the next request that fits it.
    pub fn fault(&self, fault: Fault) {
        self.shared.faults().push(fault);
    }

    /// Queues a fault for the next event that fits it.
    pub fn event_fault(&self, fault: EventFault) {
        self.shared.event_faults().push(fault);
    }

    /// Lets requests and events meet faults drawn from a seed, from now on; none ends it.
    /// Errors: percentages that leave no way through.
    pub fn set_chaos(&self, chaos: Option<Chaos>) -> Result<(), Failure> {
        set_chaos(&self.shared, chaos)
    }

    /// Limits requests per second and endpoint; none lifts the limit.
    pub fn set_rate_limit(&self, per_second: Option<u32>) {
        *self.shared.limit() = Limit::new(per_second);
    }

    /// Gives the webhook of the configuration a new secret; for `overlap` both sign.
    /// Errors: there is no such webhook.
    pub fn rotate_secret(&self, secret: &str, overlap: Duration) -> Result<(), Failure> {
        let overlap_ms = u64::try_from(overlap.as_millis()).unwrap_or(u64::MAX);
        self.act(|tx| webhook_endpoint::rotate(tx, secret, overlap_ms))
    }

    /// Onboards an account as if its form were filled in.
    /// Errors: no such account.
    pub fn complete_onboarding(&self, account: &str) -> Result<Value, Failure> {
        self.act(|tx| account::complete(tx, account))
    }

    /// Sets a capability to `active`, `inactive` or `pending`.
    /// Errors: no such account; another status.
    pub fn set_capability(&self, account: &str, capability: &str, status: &str) -> Result<Value, Failure> {
        self.act(|tx| account::set_capability(tx, account, capability, status))
    }

    /// Pays a checkout session as its page would; tells the session.
    /// Errors: no such session; expired.
    pub fn pay(&self, session: &str) -> Result<Value, Failure> {
        self.act(|tx| checkout_payment::pay(tx, session, &Choice::default()))
    }

    /// Puts available money on the platform's balance, in minor units and without a fee.
    /// Errors: unknown currency; an amount that is not positive.
    pub fn top_up(&self, amount: i64, currency: &str) -> Result<Value, Failure> {
        self.act(|tx| balance::top_up(tx, amount, currency))
    }

    /// The funds of a connected account, or of the platform.
    pub fn funds(&self, account: Option<&str>, currency: &str) -> Funds {
        self.act(|tx| Ok(tx.funds(account, currency))).unwrap_or_default()
    }

    /// Every transfer, oldest first.
    pub fn transfers(&self) -> Vec<Value> {
        all(&self.shared, Kind::Transfer)
    }

    /// Every connected account, oldest first.
    pub fn accounts(&self) -> Vec<Value> {
        all(&self.shared, Kind::Account)
    }

    /// Every event, the platform's and connected accounts', oldest first.
    pub fn events(&self) -> Vec<Value> {
        all(&self.shared, Kind::Event)
    }
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
async fn settle(shared: Arc<Shared>) {
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

/// A client for loopback addresses. reqwest wants a crypto provider even for plain HTTP.
fn webhook_client() -> io::Result<reqwest::Client> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().no_proxy().tls_certs_only(std::iter::empty());
    builder.redirect(reqwest::redirect::Policy::none()).build().map_err(io::Error::other)
}
