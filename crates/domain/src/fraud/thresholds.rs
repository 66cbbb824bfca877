//! What a tenant takes for a signal, what each is worth, and at which score a commission waits for a person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{SCORE_MAX, Signal, USES_MAX};
use crate::host::AllowedHost;

/// Most banned referrers, and most coupon sites of a tenant's own: as many as one list of the graph holds.
pub const HOSTS_MAX: usize = 250;
const TOO_SOON_SECONDS_MAX: i32 = 86_400;
const CLICKS_MAX: i32 = 100_000;

/// A tenant's thresholds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Thresholds {
    /// What each signal adds to the score, 0 to 100; at 0 it is off. One that is not named is worth what it is as standard.
    pub points: BTreeMap<Signal, i32>,
    /// The score at which commissions are held, 1 to 100.
    pub hold_at: i32,
    /// Seconds from the click within which nobody buys, 1 to 86,400.
    pub too_soon_seconds: i32,
    /// Clicks of one link within an hour that are a flood, 1 to 100,000.
    pub flood_clicks_per_hour: i32,
    /// Repeats among a link's clicks of a week that are too many, in percent, 1 to 100.
    pub duplicate_percent: i32,
    /// How many clicks there must be at least before that says anything, 1 to 100,000.
    pub duplicate_clicks_min: i32,
    /// Uses of a code without any click of its affiliate before, of those of a month, that are too many, in percent, 1 to 100.
    pub leaked_percent: i32,
    /// How many uses there must be at least before that says anything, 1 to 1,000.
    pub leaked_uses_min: i32,
    /// Hosts no visitor may come from, with all below them; 250 at most.
    pub banned_referrers: Vec<String>,
    /// Coupon sites beside those that are known, with all below them; 250 at most.
    pub coupon_hosts: Vec<String>,
}

/// Why thresholds are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThresholdsError {
    /// A number outside of its bounds.
    #[error("{field} must be between {least} and {most}")]
    OutOfRange {
        /// Which.
        field: &'static str,
        /// The lowest there may be.
        least: i32,
        /// The highest there may be.
        most: i32,
    },
    /// More hosts than are kept.
    #[error("{field} has more than {HOSTS_MAX} hosts")]
    TooManyHosts {
        /// Which.
        field: &'static str,
    },
    /// A text that is no host.
    #[error("{field} holds what is no host: name each as spam.example")]
    Host {
        /// Which.
        field: &'static str,
        /// Its place, from 0.
        index: usize,
    },
    /// Points of a signal out of their bounds.
    #[error("points must be between 0 and {SCORE_MAX}")]
    Points {
        /// Its place, from 0.
        index: usize,
    },
    /// A signal is named a second time.
    #[error("{signal} is named twice: say once how many points it has")]
    Twice {
        /// Which.
        signal: Signal,
        /// The place of the second, from 0.
        index: usize,
    },
}

impl ThresholdsError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            ThresholdsError::OutOfRange { .. } | ThresholdsError::Points { .. } => "OUT_OF_RANGE",
            ThresholdsError::Twice { .. } => "SIGNAL_TWICE",
            ThresholdsError::TooManyHosts { .. } => "TOO_MANY_HOSTS",
            ThresholdsError::Host { .. } => "HOST_INVALID",
        }
    }

    /// The field at fault: `holdAt`, `points.1.signal`, `couponHosts.0`.
    pub fn field(&self) -> String {
        match self {
            ThresholdsError::OutOfRange { field, .. } | ThresholdsError::TooManyHosts { field } => {
                (*field).to_owned()
            }
            ThresholdsError::Host { field, index } => format!("{field}.{index}"),
            ThresholdsError::Points { index } => format!("points.{index}.points"),
            ThresholdsError::Twice { index, .. } => format!("points.{index}.signal"),
        }
    }
}

impl Thresholds {
    /// What counts until a tenant says otherwise: its own purchase holds a commission by itself, and so does a host it has
    /// banned; anything else needs company.
    pub fn standard() -> Thresholds {
        Thresholds {
            points: Signal::ALL.iter().map(|signal| (*signal, standard_points(*signal))).collect(),
            hold_at: 70,
            too_soon_seconds: 10,
            flood_clicks_per_hour: 500,
            duplicate_percent: 60,
            duplicate_clicks_min: 100,
            leaked_percent: 90,
            leaked_uses_min: 50,
            banned_referrers: Vec::new(),
            coupon_hosts: Vec::new(),
        }
    }

    /// What a signal adds to the score; 0 when it is off.
    pub fn points(&self, signal: Signal) -> i32 {
        self.points.get(&signal).copied().unwrap_or_else(|| standard_points(signal))
    }

    /// With these points, each signal once; others are worth what they were. Errors: `Points`, `Twice`.
    pub fn with_points(mut self, named: &[(Signal, i32)]) -> Result<Thresholds, ThresholdsError> {
        for (index, (signal, points)) in named.iter().enumerate() {
            if named[..index].iter().any(|(other, _)| other == signal) {
                return Err(ThresholdsError::Twice { signal: *signal, index });
            }
            if !(0..=SCORE_MAX).contains(points) {
                return Err(ThresholdsError::Points { index });
            }
            self.points.insert(*signal, *points);
        }
        Ok(self)
    }

    /// Checks every bound, and writes hosts in small letters, in order, each once. Errors: any [`ThresholdsError`].
    pub fn validate(mut self) -> Result<Thresholds, ThresholdsError> {
        let uses_max = i32::try_from(USES_MAX).unwrap_or(i32::MAX);
        let bounds = [
            ("holdAt", self.hold_at, 1, SCORE_MAX),
            ("tooSoonSeconds", self.too_soon_seconds, 1, TOO_SOON_SECONDS_MAX),
            ("floodClicksPerHour", self.flood_clicks_per_hour, 1, CLICKS_MAX),
            ("duplicatePercent", self.duplicate_percent, 1, 100),
            ("duplicateClicksMin", self.duplicate_clicks_min, 1, CLICKS_MAX),
            ("leakedPercent", self.leaked_percent, 1, 100),
            ("leakedUsesMin", self.leaked_uses_min, 1, uses_max),
        ];
        let points = self.points.values().map(|points| ("points", *points, 0, SCORE_MAX));
        for (field, value, least, most) in points.chain(bounds) {
            if !(least..=most).contains(&value) {
                return Err(ThresholdsError::OutOfRange { field, least, most });
            }
        }
        hosts("bannedReferrers", &mut self.banned_referrers)?;
        hosts("couponHosts", &mut self.coupon_hosts)?;
        Ok(self)
    }
}

const fn standard_points(signal: Signal) -> i32 {
    match signal {
        Signal::SelfReferralEmail
        | Signal::SelfReferralDevice
        | Signal::SelfReferralPayoutAccount
        | Signal::BannedReferrer => 100,
        Signal::ClickFlood | Signal::DuplicateVisitors | Signal::LeakedCode => 40,
        Signal::TooSoon => 30,
        Signal::DisposableEmail | Signal::SharedPayoutAccount => 25,
    }
}

fn hosts(field: &'static str, named: &mut Vec<String>) -> Result<(), ThresholdsError> {
    if named.len() > HOSTS_MAX {
        return Err(ThresholdsError::TooManyHosts { field });
    }
    for (index, text) in named.iter_mut().enumerate() {
        let host: AllowedHost = text.parse().map_err(|_| ThresholdsError::Host { field, index })?;
        *text = host.to_string();
        if text.starts_with('*') {
            return Err(ThresholdsError::Host { field, index });
        }
    }
    named.sort_unstable();
    named.dedup();
    Ok(())
}
