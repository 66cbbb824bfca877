//! A year of a brand: policies and terms that change, visitors who meet affiliates and creators, sales, leads, renewals,
//! refunds, touches that come late. All by chance from one seed, and recorded as every door records it.
//!
//! Time is the history's own: nothing is asked of the clock, so that terms begin and hold as they would have.

mod chance;
mod sale;
mod shop;
mod terms;

use anyhow::Context;
use chrono::{DateTime, Duration, Utc};
use domain::attribution::Policy;
use store::policy::PolicyRow;
use store::{Pool, TenantCtx, TenantScope, TenantTx};

use self::chance::Chance;
use self::shop::Shop;

/// When every history begins.
const BEGINS: &str = "2025-06-01T00:00:00Z";
/// How long it lasts, in minutes: a year.
const LASTS_MINUTES: i64 = 365 * 24 * 60;
/// How many conversions are committed together: a door commits each, but nobody waits for these.
const TOGETHER: usize = 40;
/// How many policies a history sees.
const POLICIES: usize = 6;
/// How many versions the terms of everybody, of each group and of creators have.
const VERSIONS: usize = 4;

/// What a history came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Made {
    /// Sales and leads, each decided.
    pub conversions: usize,
    /// Those of them that were taken back, whole or in part.
    pub refunds: usize,
    /// Those that were decided again, since a touch came late.
    pub decided_again: usize,
}

/// The time a history takes, from and to.
pub fn period() -> anyhow::Result<(DateTime<Utc>, DateTime<Utc>)> {
    let begins: DateTime<Utc> = BEGINS.parse().context("the beginning is a time")?;
    // What is reported late happened before, and what is taken back comes after.
    Ok((begins - Duration::days(30), begins + Duration::minutes(LASTS_MINUTES) + Duration::days(30)))
}

/// Gives a tenant, which was just made, a history of so many conversions, the same for the same seed.
pub async fn make(pool: &Pool, tenant: &TenantCtx, seed: u64, conversions: usize) -> anyhow::Result<Made> {
    let mut chance = Chance::of(seed);
    let begins: DateTime<Utc> = BEGINS.parse().context("the beginning is a time")?;
    let end = begins + Duration::minutes(LASTS_MINUTES);
    let tx = TenantTx::begin(pool, tenant).await?;
    let shop = Shop::open(&tx, &mut chance, (begins, end), conversions).await?;
    tx.commit().await?;

    let mut made = Made::default();
    let numbers: Vec<usize> = (0..conversions).collect();
    for together in numbers.chunks(TOGETHER) {
        let tx = TenantTx::begin(pool, tenant).await?;
        for number in together {
            let after = LASTS_MINUTES * i64::try_from(*number)? / i64::try_from(conversions)?;
            let now = begins + Duration::minutes(after);
            if number % conversions.div_ceil(POLICIES) == 0 {
                change_policy(&tx, &mut chance, now).await?;
            }
            let became = sale::happen(&tx, &shop, &mut chance, *number, now).await?;
            made.conversions += 1;
            made.refunds += usize::from(became.refunded);
            made.decided_again += usize::from(became.decided_again);
        }
        tx.commit().await?;
    }
    Ok(made)
}

async fn change_policy(tx: &TenantTx, chance: &mut Chance, now: DateTime<Utc>) -> anyhow::Result<()> {
    let version = PolicyRow::current(tx).await?.version + 1;
    let policy: Policy = terms::policy(chance, version);
    PolicyRow::of(tx.tenant(), &policy, now).insert(tx).await?;
    Ok(())
}
