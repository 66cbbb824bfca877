//! What an affiliate earns, from the click to the bank.

use std::collections::{BTreeMap, HashMap};

use async_graphql::{ID, Object, SimpleObject};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::earnings::{CommissionSeen, Phase, Standing, arrival, of_commission, of_payout};
use domain::ids::TenantId;
use domain::money::Currency;
use store::earnings::{Group, Maturing, PaidYear};
use store::enrollment::Enrollment;
use store::payout::DatedPayout;

use super::payout::seen;
use crate::error::ApiResult;
use crate::graphql::money::Money;
use crate::graphql::request::Request;
use crate::graphql::scalar::EarningsPhase;

/// Where money stands on its way, since when, and when it goes on.
#[derive(SimpleObject)]
pub struct EarningsStanding {
    pub phase: EarningsPhase,
    /// Since when.
    pub since: DateTime<Utc>,
    /// What comes next; null at the end.
    pub next_phase: Option<EarningsPhase>,
    /// When that is expected; null where it hangs on somebody's decision.
    pub next_at: Option<DateTime<Utc>>,
    /// What keeps it, in plain words.
    pub note: Option<String>,
}

impl From<Standing> for EarningsStanding {
    fn from(standing: Standing) -> Self {
        EarningsStanding {
            phase: standing.phase.into(),
            since: standing.since,
            next_phase: standing.next.map(Into::into),
            next_at: standing.next_at,
            note: standing.note,
        }
    }
}

/// What an affiliate has earned in one currency, by where it stands: `tenantEarnings` of all brands together.
#[derive(SimpleObject)]
pub struct Earnings {
    pub currency: String,
    /// Recorded; waits for its hold to end.
    pub pending: Money,
    /// Stopped until somebody has looked.
    pub held: Money,
    /// Waits for the next payout run, less what is owed.
    pub payable: Money,
    /// In payouts that are not transferred yet.
    pub reserved: Money,
    /// Transferred, and not taken back.
    pub paid: Money,
}

impl Earnings {
    /// Sums by currency over all tenants.
    pub async fn own(request: &Request) -> ApiResult<Vec<Earnings>> {
        let mut sums: BTreeMap<Currency, HashMap<Phase, i64>> = BTreeMap::new();
        for earnings in TenantEarnings::own(request).await? {
            let sum = sums.entry(earnings.currency).or_default();
            for (phase, part) in earnings.phases {
                *sum.entry(phase).or_default() += part.minor;
            }
        }
        let earnings = |(currency, by_phase): (Currency, HashMap<Phase, i64>)| {
            let minor = |phase: Phase| by_phase.get(&phase).copied().unwrap_or(0);
            let money = |minor| Money::new(minor, currency);
            Earnings {
                currency: currency.to_string(),
                pending: money(minor(Phase::Earned)),
                held: money(minor(Phase::Held)),
                payable: money(minor(Phase::Payable) - minor(Phase::Owed)),
                reserved: money(minor(Phase::Reserved)),
                paid: money(minor(Phase::InTransit) + minor(Phase::Paid)),
            }
        };
        Ok(sums.into_iter().map(earnings).collect())
    }
}

/// A sum in one phase.
#[derive(SimpleObject)]
pub struct PhaseSum {
    pub amount: Money,
    /// How many commissions, or from RESERVED on how many payouts.
    pub count: i32,
    /// Since when what stands there longest stands there; null for nothing.
    pub since: Option<DateTime<Utc>>,
    /// When the first part of it is expected to go on; null where nobody knows yet.
    pub next_at: Option<DateTime<Utc>>,
    /// What keeps parts of it, in plain words.
    pub notes: Vec<String>,
}

/// What becomes payable on one day.
#[derive(SimpleObject)]
pub struct MaturingDay {
    /// The day in UTC, `2026-03-02`.
    pub day: String,
    pub amount: Money,
}

/// What an affiliate has earned with one brand in one currency, from the click to the bank.
pub struct TenantEarnings {
    tenant: TenantId,
    currency: Currency,
    phases: HashMap<Phase, Sum>,
    maturing: Vec<(NaiveDate, i64)>,
}

#[derive(Default)]
struct Sum {
    minor: i64,
    count: i64,
    since: Option<DateTime<Utc>>,
    next_at: Option<DateTime<Utc>>,
    notes: Vec<String>,
}

impl Sum {
    fn add(&mut self, minor: i64, count: i64, standing: &Standing) {
        self.minor += minor;
        self.count += count;
        self.since = Some(self.since.map_or(standing.since, |since| since.min(standing.since)));
        if let Some(next_at) = standing.next_at {
            self.next_at = Some(self.next_at.map_or(next_at, |at| at.min(next_at)));
        }
        if let Some(note) = &standing.note
            && !self.notes.contains(note)
        {
            self.notes.push(note.clone());
        }
    }
}

impl TenantEarnings {
    fn sum(&self, phase: Phase) -> PhaseSum {
        let nothing = Sum::default();
        let sum = self.phases.get(&phase).unwrap_or(&nothing);
        PhaseSum {
            amount: Money::new(sum.minor, self.currency),
            count: i32::try_from(sum.count).unwrap_or(i32::MAX),
            since: sum.since,
            next_at: sum.next_at,
            notes: sum.notes.clone(),
        }
    }

    /// Of the affiliate who asks, by tenant and currency.
    pub async fn own(request: &Request) -> ApiResult<Vec<TenantEarnings>> {
        let (tx, now) = (request.own().await?, request.now());
        let mut all: BTreeMap<(TenantId, Currency), TenantEarnings> = BTreeMap::new();
        let mut of = |tenant, currency, put: &mut dyn FnMut(&mut TenantEarnings)| {
            put(all.entry((tenant, currency)).or_insert_with(|| TenantEarnings {
                tenant,
                currency,
                phases: HashMap::new(),
                maturing: Vec::new(),
            }));
        };
        let ready = Enrollment::ready_tenants(&tx).await?;
        for group in Group::own(&tx).await? {
            // As one commission of the group would stand that has stood there longest.
            let eldest = CommissionSeen {
                state: group.state,
                debt: group.debt,
                recorded_at: group.since,
                matures_at: group.since,
                state_since: None,
                hold_reason: None,
                void_reason: None,
                payout_ready: ready.contains(&group.tenant()),
            };
            let standing = Standing { next_at: None, ..of_commission(&eldest, None, now) };
            let minor = if standing.phase == Phase::Owed { -group.minor } else { group.minor };
            of(group.tenant(), group.currency, &mut |earnings| {
                earnings.phases.entry(standing.phase).or_default().add(minor, group.count, &standing);
            });
        }
        for day in Maturing::own(&tx).await? {
            of(day.tenant(), day.currency, &mut |earnings| {
                let first = day.day.and_time(chrono::NaiveTime::MIN).and_utc();
                earnings.phases.entry(Phase::Earned).or_default().next_at.get_or_insert(first);
                earnings.maturing.push((day.day, day.minor));
            });
        }
        let mut in_transit: HashMap<(TenantId, Currency), (i64, i64)> = HashMap::new();
        for payout in DatedPayout::on_the_way(&tx, now - Duration::days(IN_TRANSIT_DAYS_MAX)).await? {
            let seen = seen(&payout);
            let Some(standing) = of_payout(&seen, now).filter(|s| s.phase != Phase::Paid) else { continue };
            if standing.phase == Phase::InTransit {
                let sum = in_transit.entry((payout.row.tenant_id, payout.row.currency)).or_default();
                *sum = (sum.0 + seen.minor, sum.1 + 1);
            }
            of(payout.row.tenant_id, payout.row.currency, &mut |earnings| {
                earnings.phases.entry(standing.phase).or_default().add(seen.minor, 1, &standing);
            });
        }
        for year in PaidYear::own(&tx).await? {
            of(year.tenant(), year.currency, &mut |earnings| {
                let paid = earnings.phases.entry(Phase::Paid).or_default();
                paid.minor += year.minor;
                paid.count += year.transfers;
                let at = arrival(year.last_at);
                // The latest: since when nothing more has come.
                paid.since = Some(paid.since.map_or(at, |since| since.max(at)));
            });
        }
        // What is in transit was transferred too.
        for ((tenant, currency), (minor, count)) in in_transit {
            of(tenant, currency, &mut |earnings| {
                let paid = earnings.phases.entry(Phase::Paid).or_default();
                paid.minor -= minor;
                paid.count -= count;
                if paid.count == 0 {
                    paid.since = None;
                }
            });
        }
        Ok(all.into_values().collect())
    }
}

/// Longer than any transfer is in transit.
const IN_TRANSIT_DAYS_MAX: i64 = 14;

#[Object]
impl TenantEarnings {
    async fn tenant_id(&self) -> ID {
        self.tenant.into()
    }
    async fn currency(&self) -> &str {
        self.currency.as_str()
    }
    /// Recorded; waits for its hold to end.
    async fn earned(&self) -> PhaseSum {
        self.sum(Phase::Earned)
    }
    /// What of it becomes payable on which day, the first days first.
    async fn maturing(&self) -> Vec<MaturingDay> {
        let day = |(day, minor): &(NaiveDate, i64)| MaturingDay {
            day: day.to_string(),
            amount: Money::new(*minor, self.currency),
        };
        self.maturing.iter().map(day).collect()
    }
    /// Stopped until somebody has looked.
    async fn held(&self) -> PhaseSum {
        self.sum(Phase::Held)
    }
    /// Waits for the next payout run.
    async fn payable(&self) -> PhaseSum {
        self.sum(Phase::Payable)
    }
    /// In payouts that are not transferred yet.
    async fn reserved(&self) -> PhaseSum {
        self.sum(Phase::Reserved)
    }
    /// Transferred to the affiliate's balance at Stripe; `nextAt` is when we expect the first of it at the bank.
    async fn in_transit(&self) -> PhaseSum {
        self.sum(Phase::InTransit)
    }
    /// At the bank, as far as we can tell; `since` is when the last of it came.
    async fn paid(&self) -> PhaseSum {
        self.sum(Phase::Paid)
    }
    /// Owed by the affiliate; kept back from later payouts.
    async fn owed(&self) -> PhaseSum {
        self.sum(Phase::Owed)
    }
}
