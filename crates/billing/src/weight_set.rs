//! What channels weigh by the walks of a period: those that ended in a conversion, and those that did not.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, Utc};
use domain::attribution::{
    Ages, CANDIDATE_DAYS, Channel, Model, Outcome, Path, Paths, PathsError, WeightSet,
};
use domain::ids::{TouchId, VisitorId};
use store::TenantScope;
use store::path::{Met, Walk};

use crate::error::{BillingError, BillingResult};

/// Most conversions weights are made from.
pub const WEIGHED_CONVERSIONS_MAX: usize = 50_000;
/// Most touches that are read for those who did not convert.
pub const WEIGHED_TOUCHES_MAX: usize = 500_000;
/// How many are read at a time.
const CHUNK: usize = 10_000;

/// A weight set, and what it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The weights.
    pub set: WeightSet,
    /// How many conversions had a touch that counted.
    pub conversions: i64,
    /// How many visitors met somebody and were on no conversion's path.
    pub nulls: i64,
}

/// Weighs channels by a period: the paths of its conversions as they were decided, and for every browser the touches that
/// are on no conversion's path, up to now. Errors: `PERIOD_TOO_LARGE`, `NO_CONVERSIONS`.
pub async fn weigh(
    scope: &impl TenantScope,
    model: Model,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> BillingResult<Weighed> {
    let mut walks = Walks::new()?;
    let seen = walks.conversions(scope, (from, to)).await?;
    let conversions = walks.paths.len();
    walks.nulls(scope, (from, to), &seen).await?;
    let nulls = walks.paths.len() - conversions;
    // A thousand channels are a billion steps.
    let made = tokio::task::spawn_blocking(move || WeightSet::of_paths(store::new_id(), model, &walks.paths));
    let set = made.await.map_err(|_| BillingError::Cut)??;
    let count = |count| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Weighed { set, conversions: count(conversions), nulls: count(nulls) })
}

/// The walks found so far.
struct Walks {
    paths: Paths,
    known: HashMap<Channel, u16>,
}

impl Walks {
    fn new() -> BillingResult<Walks> {
        // No data-driven model looks at ages.
        let paths = Paths::new(Ages::Apart { gap_hours: 0.0 })?;
        Ok(Walks { paths, known: HashMap::new() })
    }

    fn channel(&mut self, channel: Channel) -> Result<u16, PathsError> {
        if let Some(known) = self.known.get(&channel) {
            return Ok(*known);
        }
        let made = self.paths.channel(&channel.to_string())?;
        self.known.insert(channel, made);
        Ok(made)
    }

    fn end(&mut self, touches: &[u16], converted: bool) -> Result<(), PathsError> {
        let outcome = Outcome { conversions: u32::from(converted), nulls: u32::from(!converted), value: 0.0 };
        self.paths.push(&Path { touches, age_hours: &[], outcome })
    }

    /// Adds the paths of the period's conversions. Returns the touches that are on a path of these, or of one that came
    /// after the period.
    async fn conversions(
        &mut self,
        scope: &impl TenantScope,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
    ) -> BillingResult<HashSet<TouchId>> {
        let mut seen = HashSet::new();
        let mut read = 0;
        let mut after = None;
        loop {
            let chunk =
                Walk::of_period(scope, (from, to + Duration::days(CANDIDATE_DAYS)), after, narrow(CHUNK))
                    .await?;
            let Some(last) = chunk.last() else { return Ok(seen) };
            after = Some((last.occurred_at, last.conversion));
            read += chunk.len();
            if read > WEIGHED_CONVERSIONS_MAX {
                return Err(too_large(WEIGHED_CONVERSIONS_MAX, "conversions"));
            }
            for walk in &chunk {
                seen.extend(&walk.touches);
                if walk.occurred_at < to && !walk.channels.is_empty() {
                    let touches = walk.channels.iter().map(|channel| self.channel(*channel));
                    let touches = touches.collect::<Result<Vec<_>, _>>()?;
                    self.end(&touches, true)?;
                }
            }
        }
    }

    /// Adds for each browser what of the period is on no conversion's path.
    async fn nulls(
        &mut self,
        scope: &impl TenantScope,
        period: (DateTime<Utc>, DateTime<Utc>),
        seen: &HashSet<TouchId>,
    ) -> BillingResult<()> {
        let mut walks: HashMap<VisitorId, Vec<u16>> = HashMap::new();
        let mut read = 0;
        let mut after = None;
        loop {
            let chunk = Met::of_period(scope, period, after, narrow(CHUNK)).await?;
            let Some(last) = chunk.last() else { break };
            after = Some((last.occurred_at, last.touch));
            read += chunk.len();
            if read > WEIGHED_TOUCHES_MAX {
                return Err(too_large(WEIGHED_TOUCHES_MAX, "touches"));
            }
            for met in chunk.iter().filter(|met| !met.channels.is_empty() && !seen.contains(&met.touch)) {
                let walk = walks.entry(met.visitor).or_default();
                for channel in &met.channels {
                    walk.push(self.channel(*channel)?);
                }
            }
        }
        for touches in walks.values() {
            self.end(touches, false)?;
        }
        Ok(())
    }
}

fn narrow(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

fn too_large(most: usize, what: &str) -> BillingError {
    BillingError::refused("PERIOD_TOO_LARGE", format!("at most {most} {what} are weighed at a time"))
}
