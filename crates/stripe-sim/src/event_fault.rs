//! Faults waiting for the next event that fits them.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::event;

/// What goes wrong with the delivery of one event, or of the next few.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventFault {
    /// The event's type, `transfer.*` or `*`; any unless told.
    #[serde(default = "any", rename = "type")]
    pub event_type: String,
    /// What goes wrong.
    pub kind: EventFaultKind,
    /// How many events meet it; one unless told.
    #[serde(default = "once")]
    pub times: u32,
    /// How long `Delay` waits, in milliseconds of the simulator's clock; how long `Hold` waits at
    /// most, in real milliseconds, where zero means without limit.
    #[serde(default)]
    pub delay_ms: u64,
}

fn any() -> String {
    "*".to_owned()
}

fn once() -> u32 {
    1
}

/// The ways in which the delivery of an event can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventFaultKind {
    /// It comes twice.
    Duplicate,
    /// It comes `delay_ms` later.
    Delay,
    /// It comes after the next event of the same endpoint.
    Hold,
    /// It never comes; `/v1/events` lists it.
    Never,
    /// It comes before the answer to the request that caused it.
    BeforeAnswer,
    /// Its first delivery is signed with a secret that nobody knows.
    WrongSecret,
    /// Its first delivery is signed with a time long past.
    Stale,
}

impl EventFault {
    /// A fault of `kind` for the next event of `event_type`.
    pub fn on(event_type: impl Into<String>, kind: EventFaultKind) -> Self {
        Self { event_type: event_type.into(), kind, times: once(), delay_ms: 0 }
    }
}

/// Faults in the order in which they were queued; each is used as often as it says.
#[derive(Debug, Default)]
pub(crate) struct EventFaults(VecDeque<EventFault>);

impl EventFaults {
    pub(crate) fn push(&mut self, fault: EventFault) {
        if fault.times > 0 {
            self.0.push_back(fault);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn waiting(&self) -> Vec<EventFault> {
        self.0.iter().cloned().collect()
    }

    /// The first fault that fits; it leaves the queue with its last use.
    pub(crate) fn take(&mut self, event_type: &str) -> Option<EventFault> {
        let at = self.0.iter().position(|fault| event::fits(&fault.event_type, event_type))?;
        let fault = self.0.get_mut(at)?;
        if fault.times > 1 {
            fault.times -= 1;
            return Some(fault.clone());
        }
        self.0.remove(at)
    }
}
