//! Chaos: faults drawn from a seed, so that the same calls in the same order meet the same faults.

use std::collections::BTreeMap;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt as _, SeedableRng as _};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::event_fault::{EventFault, EventFaultKind};
use crate::failure::Failure;
use crate::fault::{Fault, FaultKind};
use crate::state::Entry;
use crate::turn::{Coming, Turn};

/// Sets the events' draws apart from the requests', so that neither shifts the other.
const EVENTS: u64 = 0x0065_7665_6e74_7300;
/// How long `slow` waits unless told.
const SLOW_MS: u64 = 50;
/// Sets the turns' draws apart from both.
const TURNS: u64 = 0x0000_7475_726e_7300;
/// How long a turn takes to come unless told.
const TURN_DELAY_MS: u64 = 1_000;
/// How long a `delay`ed or held event waits unless told.
const EVENT_DELAY_MS: u64 = 300;

/// Which faults are drawn, and how often. The seed alone decides the sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Chaos {
    /// Where the sequence starts.
    pub seed: u64,
    /// Only POSTs under one of these paths meet faults; any POST where there are none.
    pub path_prefixes: Vec<String>,
    /// How often a POST meets each fault, in percent; together below 100.
    pub requests: BTreeMap<FaultKind, u8>,
    /// How often an event meets each fault, in percent; together at most 100.
    pub events: BTreeMap<EventFaultKind, u8>,
    /// How long a slow request waits, in real milliseconds; 50 unless told.
    pub slow_ms: Option<u64>,
    /// How long a delayed event waits and a held one at most, in milliseconds; 300 unless told.
    pub event_delay_ms: Option<u64>,
    /// How often a transfer or payment meets each turn, in percent; together at most 100.
    pub turns: BTreeMap<Turn, u8>,
    /// How long a turn takes to come, in milliseconds of the simulator's clock; 1000 unless told.
    pub turn_delay_ms: Option<u64>,
}

impl Chaos {
    /// Some of every fault that a retry under the same key gets over, for POSTs under
    /// `path_prefixes`, and some of every fault of events but `Never`.
    pub fn mild(seed: u64, path_prefixes: &[&str]) -> Self {
        use EventFaultKind as Event;
        use FaultKind as Request;
        let requests = [
            Request::DropBefore,
            Request::DropAfter,
            Request::Status500After,
            Request::Truncated,
            Request::HtmlBefore,
            Request::HtmlAfter,
            Request::Slow,
            Request::KeyInUse,
            Request::RateLimit,
            Request::LockTimeout,
        ];
        let events = [
            Event::Duplicate,
            Event::Delay,
            Event::Hold,
            Event::BeforeAnswer,
            Event::WrongSecret,
            Event::Stale,
        ];
        Self {
            seed,
            path_prefixes: path_prefixes.iter().map(|prefix| (*prefix).to_owned()).collect(),
            requests: requests.into_iter().map(|kind| (kind, 5)).collect(),
            events: events.into_iter().map(|kind| (kind, 8)).collect(),
            ..Self::default()
        }
    }

    /// Refuses what could not be survived: every request failing, or more than all events.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let sum = |percents: &mut dyn Iterator<Item = &u8>| -> u32 { percents.copied().map(u32::from).sum() };
        if sum(&mut self.requests.values()) >= 100 {
            return Err(Failure::invalid("The percentages of requests have to stay below 100 together."));
        }
        if sum(&mut self.events.values()) > 100 {
            return Err(Failure::invalid("The percentages of events are more than 100 together."));
        }
        if sum(&mut self.turns.values()) > 100 {
            return Err(Failure::invalid("The percentages of turns are more than 100 together."));
        }
        if self.requests.contains_key(&FaultKind::Error) {
            return Err(Failure::invalid("Chaos knows no error to tell; queue that fault."));
        }
        Ok(())
    }
}

/// A chaos under way.
pub(crate) struct Weather {
    chaos: Chaos,
    requests: Xoshiro256PlusPlus,
    events: Xoshiro256PlusPlus,
    turns: Xoshiro256PlusPlus,
    coming: BTreeMap<(i64, u64), Coming>,
    sequence: u64,
    met: BTreeMap<String, u64>,
}

impl Weather {
    pub(crate) fn new(chaos: Chaos) -> Self {
        Self {
            requests: Xoshiro256PlusPlus::seed_from_u64(chaos.seed),
            events: Xoshiro256PlusPlus::seed_from_u64(chaos.seed ^ EVENTS),
            turns: Xoshiro256PlusPlus::seed_from_u64(chaos.seed ^ TURNS),
            coming: BTreeMap::new(),
            sequence: 0,
            met: BTreeMap::new(),
            chaos,
        }
    }

    /// The fault that a request meets.
    pub(crate) fn request(&mut self, method: &str, path: &str) -> Option<Fault> {
        let prefixes = &self.chaos.path_prefixes;
        let is_meant = prefixes.is_empty() || prefixes.iter().any(|prefix| path.starts_with(prefix));
        if method != "POST" || !is_meant {
            return None;
        }
        let kind = drawn(&self.chaos.requests, self.requests.random_range(0..100))?;
        self.count(&kind);
        let delay_ms = self.chaos.slow_ms.unwrap_or(SLOW_MS);
        Some(Fault { delay_ms, ..Fault::on_post(path, kind) })
    }

    /// The fault that an event meets.
    pub(crate) fn event(&mut self, event_type: &str) -> Option<EventFault> {
        let kind = drawn(&self.chaos.events, self.events.random_range(0..100))?;
        self.count(&kind);
        let delay_ms = self.chaos.event_delay_ms.unwrap_or(EVENT_DELAY_MS);
        Some(EventFault { delay_ms, ..EventFault::on(event_type, kind) })
    }

    /// Draws what will befall the object of an event.
    pub(crate) fn turn(&mut self, event: &Entry, now_ms: i64) {
        if !["transfer.created", "charge.succeeded"].contains(&event.text("type")) {
            return;
        }
        let Some(turn) = drawn(&self.chaos.turns, self.turns.random_range(0..100)) else { return };
        if let Some(coming) = Coming::of(turn, event) {
            self.count(&turn);
            self.expect(coming, now_ms);
        }
    }

    /// Notes a turn that comes after the usual time.
    pub(crate) fn expect(&mut self, coming: Coming, now_ms: i64) {
        let delay_ms = i64::try_from(self.chaos.turn_delay_ms.unwrap_or(TURN_DELAY_MS)).unwrap_or(i64::MAX);
        self.sequence += 1;
        self.coming.insert((now_ms.saturating_add(delay_ms), self.sequence), coming);
    }

    /// True while turns are to come.
    pub(crate) fn is_gathering(&self) -> bool {
        !self.coming.is_empty()
    }

    /// The next turn whose time has come.
    pub(crate) fn due(&mut self, now_ms: i64) -> Option<Coming> {
        let first = self.coming.first_entry()?;
        (first.key().0 <= now_ms).then(|| first.remove())
    }

    fn count(&mut self, kind: &impl Serialize) {
        let name = serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned));
        *self.met.entry(name.unwrap_or_default()).or_default() += 1;
    }

    /// What it is and how often each fault was met.
    pub(crate) fn report(&self) -> Value {
        json!({ "chaos": self.chaos, "met": self.met })
    }
}

/// The fault on which a roll of 0 to 99 falls.
fn drawn<K: Copy>(percents: &BTreeMap<K, u8>, roll: u8) -> Option<K> {
    let mut bound = 0_u32;
    percents
        .iter()
        .find(|(_, percent)| {
            bound += u32::from(**percent);
            u32::from(roll) < bound
        })
        .map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_a_sequence() {
        let kinds = |seed| {
            let mut weather = Weather::new(Chaos::mild(seed, &["/v1/transfers"]));
            (0..200).map(|_| weather.request("POST", "/v1/transfers").map(|f| f.kind)).collect::<Vec<_>>()
        };
        assert_eq!(kinds(7), kinds(7));
        assert_ne!(kinds(7), kinds(8));
        let met = kinds(7).into_iter().flatten().count();
        assert!((60..140).contains(&met), "half of 200 are meant to fail: {met}");
    }

    #[test]
    fn a_roll_falls_on_its_share() {
        let percents = BTreeMap::from([(FaultKind::DropBefore, 10), (FaultKind::Slow, 5)]);
        let on = |roll| drawn(&percents, roll);
        assert_eq!([on(0), on(9)], [Some(FaultKind::DropBefore); 2]);
        assert_eq!([on(10), on(14)], [Some(FaultKind::Slow); 2]);
        assert_eq!([on(15), on(99)], [None; 2]);
    }

    #[test]
    fn chaos_leaves_a_way_through() {
        let with = |percent| Chaos {
            requests: BTreeMap::from([(FaultKind::DropBefore, percent)]),
            ..Chaos::default()
        };
        assert!(with(99).check().is_ok());
        assert!(with(100).check().is_err());
    }
}
