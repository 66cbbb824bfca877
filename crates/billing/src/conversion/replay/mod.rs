//! What another policy, or other terms, would have paid for sales that were decided: made again from what was known then,
//! in the order in which they were decided. Nothing is written.

mod beside;
mod run;
mod sums;
mod versions;
mod why;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::attribution::{Policy, Role};
use domain::conversion::Line;
use domain::ids::{ConversionId, PayeeId};
use domain::money::Currency;
use domain::reward::Terms;
use store::TenantScope;
use store::attribution::Decided;
use store::conversion::ConversionLine;
use store::policy::PolicyRow;
use store::product::Product;
use store::tally::Replayed;
use store::terms as terms_row;

use self::beside::Beside;
use self::run::{Categories, Run};
use self::versions::Versions;
use crate::error::{BillingError, BillingResult};

/// Most sales of one replay.
pub const REPLAY_CONVERSIONS_MAX: usize = 50_000;
/// How many are read at a time.
const CHUNK: usize = 1_000;

/// What a payee got, and what they would have got, in minor units of one currency, before refunds and voids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplayedPayee {
    /// Who.
    pub payee: PayeeId,
    /// As what.
    pub role: Role,
    /// What was paid.
    pub paid: i64,
    /// What would have been.
    pub would_pay: i64,
}

/// A period as another policy or other terms would have paid it, in one currency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replay {
    /// How many conversions were decided again.
    pub conversions: i64,
    /// How many of them would pay otherwise.
    pub changed: i64,
    /// How many would have credited nobody.
    pub unattributed: i64,
    /// In order of payee.
    pub payees: Vec<ReplayedPayee>,
}

/// What is tried.
pub struct Trial<'a> {
    /// Instead of the policy each was decided by; none: that policy.
    pub policy: Option<&'a Policy>,
    /// Instead of the terms in force, each for its programme and group.
    pub terms: &'a [Terms],
    /// The currency of the conversions.
    pub currency: Currency,
}

/// Decides the period's conversions again, those that happened from `from` until before `to`.
///
/// Each is decided from the touches, buyers and totals that were known when it was, by the terms it was decided by unless
/// others are tried. A payee's totals and a budget's rest differ from those that were by what the replay itself has paid
/// otherwise so far. Where a decision does not say what they were, since nobody asked or for another time, they are what
/// the decisions before it have come to, refunds and voids aside. Errors: `PERIOD_TOO_LARGE`.
pub async fn replay(
    scope: &impl TenantScope,
    trial: &Trial<'_>,
    period: (DateTime<Utc>, DateTime<Utc>),
) -> BillingResult<Replay> {
    let most = i64::try_from(REPLAY_CONVERSIONS_MAX).unwrap_or(i64::MAX).saturating_add(1);
    let decisions = Decided::in_order(scope, trial.currency, period, most).await?;
    if decisions.len() > REPLAY_CONVERSIONS_MAX {
        let text = format!("at most {REPLAY_CONVERSIONS_MAX} conversions are tried at a time");
        return Err(BillingError::refused("PERIOD_TOO_LARGE", text));
    }
    let policies = PolicyRow::all(scope).await?;
    let versions = Versions::new(terms_row::Terms::all(scope).await?, trial.terms);
    let replayed = Replayed { currency: trial.currency, period };
    let mut beside = match trial.policy.is_some() || !trial.terms.is_empty() {
        true => Beside::of(scope, replayed, &versions).await?,
        false => Beside::nothing(replayed),
    };
    let budgets = beside.budgets.clone();
    let mut run = Run::new(trial.policy, &policies, &versions, &budgets);
    let mut found = Replay::default();
    for chunk in decisions.chunks(CHUNK) {
        let chunk = Decided::of(scope, chunk).await?;
        let lines = lines(scope, &chunk).await?;
        let categories = categories(scope, &versions, &lines).await?;
        let mut meanwhile = beside.chunk(scope, &chunk).await?;
        for (place, decided) in chunk.iter().enumerate() {
            meanwhile.until(place, &mut run.standing);
            let own = lines.get(&decided.conversion).map_or(&[][..], Vec::as_slice);
            let again = run.decide(decided, own, &categories)?;
            found.conversions += 1;
            found.changed += i64::from(again.changed);
            found.unattributed += i64::from(!again.attributed);
        }
    }
    found.payees = run
        .payees
        .into_iter()
        .map(|((payee, role), (paid, would_pay))| ReplayedPayee { payee, role, paid, would_pay })
        .collect();
    Ok(found)
}

/// The categories of these lines, where any rule asks for them.
async fn categories(
    scope: &impl TenantScope,
    versions: &Versions<'_>,
    lines: &HashMap<ConversionId, Vec<Line>>,
) -> BillingResult<Categories> {
    if !versions.ask_for_categories() {
        return Ok(HashMap::new());
    }
    let mut skus: Vec<String> = lines.values().flatten().map(|line| line.sku.clone()).collect();
    skus.sort_unstable();
    skus.dedup();
    let products = Product::by_external_ids(scope, &skus).await?;
    Ok(products.into_iter().map(|p| (p.external_id, p.category)).collect())
}

async fn lines(
    scope: &impl TenantScope,
    chunk: &[Decided],
) -> BillingResult<HashMap<ConversionId, Vec<Line>>> {
    let ids: Vec<_> = chunk.iter().map(|decided| decided.conversion).collect();
    let mut lines: HashMap<_, Vec<Line>> = HashMap::new();
    for line in ConversionLine::of(scope, &ids).await? {
        let conversion = line.conversion_id;
        lines.entry(conversion).or_default().push(line.read());
    }
    Ok(lines)
}
