//! The simulator: start, stop, and the hand that tests hold it by.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::chaos::Chaos;
use crate::checkout_payment::Choice;
use crate::clock::Clock;
use crate::config::{Config, Delays, Webhook};
use crate::event_fault::EventFault;
use crate::failure::Failure;
use crate::fault::Fault;
use crate::journal::Journal;
use crate::limit::Limit;
use crate::state::{Cause, Funds, Kind, State, Tx};
use crate::store::{self, Shared, all, held, set_chaos, set_webhook};
use crate::wire::{Wire, Wires};
use crate::{account, balance, checkout, checkout_payment, control, delivery, invoice, webhook_endpoint};

/// How long `stop` waits for requests under way.
const STOP_WITHIN: Duration = Duration::from_secs(2);

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
        let webhook = config.webhook.clone();
        let shared = Arc::new(Shared::new(format!("http://{address}"), config, journal, state));
        shared.outbox.add_all(&shared.store().state);
        let set_up = shared.transact(Cause::default(), |tx| {
            if account::platform(tx).is_none() {
                account::create_platform(tx);
            }
            checkout::rebase(tx);
            invoice::rebase(tx);
            if let Some(webhook) = &webhook {
                webhook_endpoint::configure(tx, webhook);
            }
            Ok(())
        });
        set_up.map_err(io::Error::other)?;

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
            tokio::spawn(store::settle(Arc::clone(&shared))),
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
        self.shared.close_journal();
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

/// A client for loopback addresses. reqwest wants a crypto provider even for plain HTTP.
fn webhook_client() -> io::Result<reqwest::Client> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().no_proxy().tls_certs_only(std::iter::empty());
    builder.redirect(reqwest::redirect::Policy::none()).build().map_err(io::Error::other)
}
