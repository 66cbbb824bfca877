//! Chance from a seed.

use chrono::{DateTime, Utc};
use domain::ids::TypedId;
use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};

/// A source of chance: what it gives depends on its seed alone.
pub struct Chance(StdRng);

impl Chance {
    /// The source of this seed.
    pub fn of(seed: u64) -> Chance {
        Chance(StdRng::seed_from_u64(seed))
    }

    /// A number from the one to the other, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        self.0.random_range(least..=most)
    }

    /// The same, small.
    pub fn small(&mut self, least: i32, most: i32) -> i32 {
        self.0.random_range(least..=most)
    }

    /// An index below a length.
    pub fn below(&mut self, length: usize) -> usize {
        self.0.random_range(0..length)
    }

    /// Whether something of so many percent happens.
    pub fn percent(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// Something of so many percent, if it happens.
    pub fn maybe<T>(&mut self, percent: i64, make: impl FnOnce(&mut Chance) -> T) -> Option<T> {
        if self.percent(percent) { Some(make(self)) } else { None }
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// An id that tells this time.
    pub fn id_at<I: TypedId>(&mut self, at: DateTime<Utc>) -> I {
        let mut bytes = [0; 10];
        self.0.fill_bytes(&mut bytes);
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        I::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
    }
}
