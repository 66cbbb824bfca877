//! What the simulator remembers, and the transactions that change it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::config::Delays;
use crate::failure::Failure;
use crate::idempotency::{Keys, SavedAnswer};

/// The kinds of stored objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Platform,
    Account,
    AccountLink,
    BalanceTransaction,
    Charge,
    CheckoutSession,
    Customer,
    Dispute,
    Event,
    Invoice,
    InvoiceItem,
    InvoicePayment,
    PaymentIntent,
    PaymentMethod,
    Payout,
    PortalSession,
    Price,
    Product,
    Refund,
    SetupIntent,
    Subscription,
    Transfer,
    TransferReversal,
    WebhookEndpoint,
}

/// A stored object: what clients see and what only the simulator knows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The connected account it belongs to; none for the platform's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) account: Option<String>,
    pub(crate) object: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub(crate) private: Value,
}

impl Entry {
    pub(crate) fn new(object: Value) -> Self {
        Self { account: None, object, private: Value::Null }
    }

    pub(crate) fn of(mut self, account: Option<&str>) -> Self {
        self.account = account.map(str::to_owned);
        self
    }

    pub(crate) fn private(mut self, private: Value) -> Self {
        self.private = private;
        self
    }

    /// A text field of the object, empty where it has none.
    pub(crate) fn text(&self, field: &str) -> &str {
        text(&self.object, field)
    }

    /// An integer field of the object, zero where it has none.
    pub(crate) fn integer(&self, field: &str) -> i64 {
        integer(&self.object, field)
    }
}

/// A text field, empty where there is none.
pub(crate) fn text<'a>(object: &'a Value, field: &str) -> &'a str {
    object.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// An integer field, zero where there is none.
pub(crate) fn integer(object: &Value, field: &str) -> i64 {
    object.get(field).and_then(Value::as_i64).unwrap_or_default()
}

/// Everything that one request changed; one line of the journal.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Record {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) put: Vec<(Kind, String, Entry)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) gone: Vec<(Kind, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) keys: Vec<SavedAnswer>,
}

impl Record {
    pub(crate) fn is_empty(&self) -> bool {
        self.put.is_empty() && self.gone.is_empty() && self.keys.is_empty()
    }
}

/// Money in one currency of one account, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funds {
    /// Can be transferred now.
    pub available: i64,
    /// Becomes available later.
    pub pending: i64,
}

impl Funds {
    fn add(&mut self, transaction: &Value, sign: i64) {
        let net = sign * integer(transaction, "net");
        match text(transaction, "status") {
            "available" => self.available += net,
            _ => self.pending += net,
        }
    }
}

/// Objects in the order of their creation, saved answers, and what follows from them.
#[derive(Default)]
pub(crate) struct State {
    kinds: HashMap<Kind, IndexMap<String, Entry>>,
    pub(crate) keys: Keys,
    /// Sums over balance transactions, by account and currency.
    funds: BTreeMap<(Option<String>, String), Funds>,
    /// Pending balance transactions by the time at which they settle.
    settling: BTreeSet<(i64, String)>,
    /// Payment intents whose bank debit is under way, by the time of its outcome.
    debits: BTreeSet<(i64, String)>,
    /// Open checkout sessions by the time at which they expire.
    expiring: BTreeSet<(i64, String)>,
}

impl State {
    pub(crate) fn get(&self, kind: Kind, id: &str) -> Option<&Entry> {
        self.kinds.get(&kind)?.get(id)
    }

    /// All of a kind, oldest first.
    pub(crate) fn all(&self, kind: Kind) -> impl DoubleEndedIterator<Item = (&String, &Entry)> {
        self.kinds.get(&kind).into_iter().flatten()
    }

    pub(crate) fn funds(&self, account: Option<&str>, currency: &str) -> Funds {
        self.funds.get(&(account.map(str::to_owned), currency.to_owned())).copied().unwrap_or_default()
    }

    /// Funds of one account by currency.
    pub(crate) fn funds_of(&self, account: Option<&str>) -> Vec<(String, Funds)> {
        let of = |key: &(Option<String>, String)| key.0.as_deref() == account;
        self.funds.iter().filter(|(key, _)| of(key)).map(|(key, funds)| (key.1.clone(), *funds)).collect()
    }

    /// The pending balance transactions whose time has come.
    pub(crate) fn due(&self, now_ms: i64) -> Vec<String> {
        self.settling.iter().take_while(|(at, _)| *at <= now_ms).map(|(_, id)| id.clone()).collect()
    }

    /// The payment intents whose bank debit is to be answered.
    pub(crate) fn due_debits(&self, now_ms: i64) -> Vec<String> {
        self.debits.iter().take_while(|(at, _)| *at <= now_ms).map(|(_, id)| id.clone()).collect()
    }

    /// The open checkout sessions that are to expire.
    pub(crate) fn due_sessions(&self, now_ms: i64) -> Vec<String> {
        self.expiring.iter().take_while(|(at, _)| *at <= now_ms).map(|(_, id)| id.clone()).collect()
    }

    /// True when something's time has come.
    pub(crate) fn is_due(&self, now_ms: i64) -> bool {
        let first = |times: &BTreeSet<(i64, String)>| times.first().is_some_and(|(at, _)| *at <= now_ms);
        first(&self.settling) || first(&self.debits) || first(&self.expiring)
    }

    /// True while something waits for its time. Sessions expire with the next request after theirs.
    pub(crate) fn is_settling(&self) -> bool {
        !self.settling.is_empty() || !self.debits.is_empty()
    }

    /// Takes over a record that has been written to the journal.
    pub(crate) fn apply(&mut self, record: Record) {
        for (kind, id, entry) in record.put {
            if kind == Kind::BalanceTransaction {
                self.uncount(&id);
                self.count(&id, &entry);
            }
            if kind == Kind::PaymentIntent {
                self.expect(&id, &entry);
            }
            if kind == Kind::CheckoutSession {
                self.watch(&id, &entry);
            }
            self.kinds.entry(kind).or_default().insert(id, entry);
        }
        for (kind, id) in record.gone {
            if let Some(entries) = self.kinds.get_mut(&kind) {
                entries.shift_remove(&id);
            }
        }
        for saved in record.keys {
            self.keys.save(saved);
        }
    }

    /// Notes when a bank debit is to be answered.
    fn expect(&mut self, id: &str, entry: &Entry) {
        let clears_at = |entry: &Entry| entry.private.get("clears_at_ms").and_then(Value::as_i64);
        if let Some(at) = self.get(Kind::PaymentIntent, id).and_then(clears_at) {
            self.debits.remove(&(at, id.to_owned()));
        }
        if let Some(at) = clears_at(entry).filter(|_| entry.text("status") == "processing") {
            self.debits.insert((at, id.to_owned()));
        }
    }

    /// Notes when a checkout session expires.
    fn watch(&mut self, id: &str, entry: &Entry) {
        let key = (entry.integer("expires_at").saturating_mul(1000), id.to_owned());
        if entry.text("status") == "open" {
            self.expiring.insert(key);
        } else {
            self.expiring.remove(&key);
        }
    }

    fn uncount(&mut self, id: &str) {
        let Some(old) = self.kinds.get(&Kind::BalanceTransaction).and_then(|entries| entries.get(id)) else {
            return;
        };
        let (key, at) = (funds_key(old), settles_at(old));
        if let Some(funds) = self.funds.get_mut(&key) {
            funds.add(&old.object, -1);
        }
        self.settling.remove(&(at, id.to_owned()));
    }

    fn count(&mut self, id: &str, entry: &Entry) {
        self.funds.entry(funds_key(entry)).or_default().add(&entry.object, 1);
        if entry.text("status") == "pending" {
            self.settling.insert((settles_at(entry), id.to_owned()));
        }
    }

    /// The whole state as records, for a journal without history.
    pub(crate) fn snapshot(&self, now_ms: i64) -> Vec<Record> {
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_by_key(|(kind, _)| **kind);
        let objects = kinds.into_iter().flat_map(|(kind, entries)| {
            entries.iter().map(|(id, entry)| Record {
                put: vec![(*kind, id.clone(), entry.clone())],
                ..Record::default()
            })
        });
        let keys =
            self.keys.live(now_ms).map(|saved| Record { keys: vec![saved.clone()], ..Record::default() });
        objects.chain(keys).collect()
    }
}

fn funds_key(entry: &Entry) -> (Option<String>, String) {
    (entry.account.clone(), entry.text("currency").to_owned())
}

fn settles_at(entry: &Entry) -> i64 {
    integer(&entry.private, "settles_at_ms")
}

/// Why a transaction runs: a request of the API, or the simulator's own doing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cause {
    pub(crate) request_id: Option<String>,
    pub(crate) idempotency_key: Option<String>,
}

/// One request's view of the state and its changes, kept or dropped as a whole.
pub(crate) struct Tx<'a> {
    state: &'a State,
    record: Record,
    pub(crate) now_ms: i64,
    pub(crate) base_url: &'a str,
    pub(crate) delays: Delays,
    pub(crate) cause: Cause,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(
        state: &'a State,
        now_ms: i64,
        base_url: &'a str,
        delays: Delays,
        cause: Cause,
    ) -> Self {
        Self { state, record: Record::default(), now_ms, base_url, delays, cause }
    }

    /// Unix time in seconds.
    pub(crate) fn now(&self) -> i64 {
        self.now_ms.div_euclid(1000)
    }

    /// The state before this transaction; lists read it.
    pub(crate) fn before(&self) -> &'a State {
        self.state
    }

    pub(crate) fn get(&self, kind: Kind, id: &str) -> Option<Entry> {
        let changed = self.record.put.iter().rev().find(|(put, known, _)| *put == kind && known == id);
        match changed {
            Some((_, _, entry)) => Some(entry.clone()),
            None => self.state.get(kind, id).cloned(),
        }
    }

    /// An object that the caller may see; a refusal in Stripe's words otherwise.
    pub(crate) fn find(
        &self,
        kind: Kind,
        id: &str,
        account: Option<&str>,
        noun: &str,
        param: &str,
    ) -> Result<Entry, Failure> {
        self.get(kind, id)
            .filter(|entry| entry.account.as_deref() == account)
            .ok_or_else(|| Failure::no_such(noun, id, param))
    }

    pub(crate) fn put(&mut self, kind: Kind, id: &str, entry: Entry) {
        let earlier = self.record.put.iter_mut().find(|(put, known, _)| *put == kind && known == id);
        match earlier {
            Some((_, _, old)) => *old = entry,
            None => self.record.put.push((kind, id.to_owned(), entry)),
        }
    }

    pub(crate) fn remove(&mut self, kind: Kind, id: &str) {
        self.record.gone.push((kind, id.to_owned()));
    }

    pub(crate) fn save_answer(&mut self, saved: SavedAnswer) {
        self.record.keys.push(saved);
    }

    /// Funds as this transaction leaves them.
    pub(crate) fn funds(&self, account: Option<&str>, currency: &str) -> Funds {
        let mut funds = self.state.funds(account, currency);
        for (kind, id, entry) in &self.record.put {
            if *kind != Kind::BalanceTransaction
                || entry.account.as_deref() != account
                || entry.text("currency") != currency
            {
                continue;
            }
            if let Some(old) = self.state.get(Kind::BalanceTransaction, id) {
                funds.add(&old.object, -1);
            }
            funds.add(&entry.object, 1);
        }
        funds
    }

    pub(crate) fn into_record(self) -> Record {
        self.record
    }
}

/// The old values of the fields in which `old` and `new` differ, as events tell them.
pub(crate) fn previous_attributes(old: &Value, new: &Value) -> Value {
    let empty = serde_json::Map::new();
    let (old, new) = (old.as_object().unwrap_or(&empty), new.as_object().unwrap_or(&empty));
    let changed = new.iter().filter(|(name, value)| old.get(*name) != Some(value));
    Value::Object(
        changed.map(|(name, _)| (name.clone(), old.get(name).cloned().unwrap_or(json!(null)))).collect(),
    )
}
