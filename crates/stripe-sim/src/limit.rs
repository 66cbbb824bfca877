//! Requests per second and endpoint.
//! Source: <https://docs.stripe.com/rate-limits>.

use std::collections::HashMap;

use crate::failure::Failure;

/// Counts requests of the second that runs.
#[derive(Debug, Default)]
pub(crate) struct Limit {
    per_second: Option<u32>,
    /// By endpoint: the second, and the requests in it.
    spent: HashMap<(&'static str, &'static str), (i64, u32)>,
}

impl Limit {
    pub(crate) fn new(per_second: Option<u32>) -> Self {
        Self { per_second, spent: HashMap::new() }
    }

    pub(crate) fn per_second(&self) -> Option<u32> {
        self.per_second
    }

    /// Lets a request of an endpoint (method and pattern) through, or refuses it.
    pub(crate) fn pass(&mut self, endpoint: (&'static str, &'static str), now: i64) -> Result<(), Failure> {
        let Some(per_second) = self.per_second else { return Ok(()) };
        let (second, count) = self.spent.entry(endpoint).or_insert((now, 0));
        if *second != now {
            (*second, *count) = (now, 0);
        }
        if *count >= per_second {
            return Err(Failure::rate_limit("endpoint-rate", 1));
        }
        *count += 1;
        Ok(())
    }
}
