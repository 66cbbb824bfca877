//! What happened in a period, and what waits for somebody.

use std::collections::HashMap;

use async_graphql::{Context, Object, SimpleObject};
use chrono::NaiveDate;
use domain::calendar::is_kept;
use domain::money::Currency;
use domain::permission::Permission;
use store::figures::{
    ATTENTION_COUNT_MAX, Attention as Row, Concern, DayFigure, Figure, PERIOD_DAYS_MAX, RunsInState,
};

use super::guard::{Requires, RequiresScopes};
use super::money::{Money, currency};
use super::request::Request;
use super::scalar::{Int64, PayoutRunState};
use crate::error::{ApiError, ApiResult, Kind};

/// How many, and what they come to.
#[derive(SimpleObject)]
pub struct FigureSum {
    pub count: Int64,
    pub amount: Money,
}

/// What is counted: of a day, or of the whole period. What the caller may not read is null.
#[derive(SimpleObject)]
pub struct FigureSet {
    /// Moments that came in.
    pub moments: Option<Int64>,
    /// Clicks of links that count: neither repeats nor bots.
    pub clicks: Option<Int64>,
    /// Sales by when they happened; what was paid back of them later is not taken off.
    pub sales: Option<FigureSum>,
    /// Commissions by when they were recorded, corrections taken off and void ones left out.
    pub commission: Option<FigureSum>,
    /// Transfers by when they were made, less what came back of them.
    pub paid_out: Option<FigureSum>,
}

/// One day's figures.
#[derive(SimpleObject)]
pub struct FiguresDay {
    /// The day in UTC, `2026-03-02`.
    pub day: String,
    #[graphql(flatten)]
    pub figures: FigureSet,
}

/// What happened in a period.
pub struct Figures {
    currency: Currency,
    from: NaiveDate,
    to: NaiveDate,
    rows: Vec<DayFigure>,
}

type Sums = HashMap<Figure, (i64, i64)>;

fn add(sums: &mut Sums, row: &DayFigure) {
    let sum = sums.entry(row.figure).or_default();
    *sum = (sum.0 + row.count, sum.1 + row.minor);
}

impl Figures {
    fn set(&self, request: &Request, sums: &Sums) -> FigureSet {
        let of = |figure, permission| {
            request.may(permission).then(|| sums.get(&figure).copied().unwrap_or_default())
        };
        let count = |sum: Option<(i64, i64)>| sum.map(|(count, _)| Int64(count));
        let money = |sum: Option<(i64, i64)>| {
            sum.map(|(count, minor)| FigureSum {
                count: Int64(count),
                amount: Money::new(minor, self.currency),
            })
        };
        FigureSet {
            moments: count(of(Figure::Moments, Permission::MomentRead)),
            clicks: count(of(Figure::Clicks, Permission::TouchRead)),
            sales: money(of(Figure::Sales, Permission::ConversionRead)),
            commission: money(of(Figure::Commission, Permission::CommissionRead)),
            paid_out: money(of(Figure::PaidOut, Permission::PayoutRead)),
        }
    }
}

#[Object]
impl Figures {
    async fn currency(&self) -> &str {
        self.currency.as_str()
    }
    /// The first day, in UTC.
    async fn from(&self) -> String {
        self.from.to_string()
    }
    /// The last day.
    async fn to(&self) -> String {
        self.to.to_string()
    }
    /// Of the whole period.
    async fn total(&self, ctx: &Context<'_>) -> ApiResult<FigureSet> {
        let mut sums = Sums::new();
        self.rows.iter().for_each(|row| add(&mut sums, row));
        Ok(self.set(Request::of(ctx)?, &sums))
    }
    /// Of each day, the first one first; days on which nothing happened too.
    async fn days(&self, ctx: &Context<'_>) -> ApiResult<Vec<FiguresDay>> {
        let request = Request::of(ctx)?;
        let mut by_day: HashMap<NaiveDate, Sums> = HashMap::new();
        self.rows.iter().for_each(|row| add(by_day.entry(row.day).or_default(), row));
        let nothing = Sums::new();
        let day = |day: NaiveDate| FiguresDay {
            day: day.to_string(),
            figures: self.set(request, by_day.get(&day).unwrap_or(&nothing)),
        };
        Ok(self.from.iter_days().take_while(|at| *at <= self.to).map(day).collect())
    }
}

/// How many wait.
#[derive(SimpleObject)]
pub struct AttentionCount {
    /// At most 1,000.
    pub count: i32,
    /// Whether there are more than that.
    pub at_least: bool,
}

/// How many payout runs stand in a state.
#[derive(SimpleObject)]
pub struct PayoutRunsInState {
    pub state: PayoutRunState,
    pub count: i32,
}

/// What waits for somebody. What the caller may not read is null.
#[derive(SimpleObject)]
pub struct Attention {
    /// Moments nobody has decided about.
    pub pending_moments: Option<AttentionCount>,
    /// Moments somebody should look at again.
    pub flagged_moments: Option<AttentionCount>,
    /// Affiliates who want to join a programme.
    pub applications: Option<AttentionCount>,
    /// Affiliates who say that they are a creator.
    pub claims: Option<AttentionCount>,
    /// Sales that affiliates say are missing.
    pub missed_sales: Option<AttentionCount>,
    /// Commissions that are stopped until somebody has looked.
    pub held_commissions: Option<AttentionCount>,
    /// Payouts only a person can decide about.
    pub payouts_needing_review: Option<AttentionCount>,
    /// Payouts that wait for an account or for money.
    pub blocked_payouts: Option<AttentionCount>,
    /// Runs that have not ended; states without any are left out.
    pub payout_runs_by_state: Option<Vec<PayoutRunsInState>>,
}

/// Reads a day of the years that are kept; none for anything else.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    let read = text.parse::<NaiveDate>().ok().filter(|day| day.to_string() == text);
    read.filter(|day| is_kept(day.and_time(chrono::NaiveTime::MIN).and_utc()))
}

/// Reads a day. Errors: `PERIOD_INVALID`.
fn day(text: &str) -> ApiResult<NaiveDate> {
    read_day(text).ok_or_else(|| invalid("a day is written as 2026-03-02".to_owned()))
}

fn invalid(text: String) -> ApiError {
    ApiError::new(Kind::Malformed, "PERIOD_INVALID", text)
}

#[derive(Default)]
pub struct FiguresQuery;

#[Object]
impl FiguresQuery {
    /// What happened from one day to another, both included, in UTC; at most 400 days. Money in one currency.
    #[graphql(guard = "Requires(Permission::TenantRead)", directive = RequiresScopes::apply(Permission::TenantRead))]
    async fn figures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day, as 2026-03-02.")] from: String,
        #[graphql(desc = "The last day.")] to: String,
        #[graphql(name = "currency")] code: String,
    ) -> ApiResult<Figures> {
        let (currency, from, to) = (currency(&code)?, day(&from)?, day(&to)?);
        let days = (to - from).num_days() + 1;
        if !(1..=PERIOD_DAYS_MAX).contains(&days) {
            return Err(invalid(format!("a period has 1 to {PERIOD_DAYS_MAX} days")));
        }
        let rows = DayFigure::of(&*Request::of(ctx)?.read()?, currency, (from, to)).await?;
        Ok(Figures { currency, from, to, rows })
    }

    /// What waits for somebody, counted up to a thousand of each.
    #[graphql(guard = "Requires(Permission::TenantRead)", directive = RequiresScopes::apply(Permission::TenantRead))]
    async fn attention(&self, ctx: &Context<'_>) -> ApiResult<Attention> {
        let request = Request::of(ctx)?;
        let scope = request.read()?;
        let counts: HashMap<Concern, i64> =
            Row::of(&*scope).await?.into_iter().map(|row| (row.concern, row.count)).collect();
        let of = |concern, permission| {
            let count = counts.get(&concern).copied().unwrap_or_default();
            request.may(permission).then(|| AttentionCount {
                count: i32::try_from(count.min(ATTENTION_COUNT_MAX)).unwrap_or(i32::MAX),
                at_least: count > ATTENTION_COUNT_MAX,
            })
        };
        let runs = match request.may(Permission::PayoutRead) {
            true => Some(RunsInState::of(&*scope).await?),
            false => None,
        };
        let in_state = |runs: RunsInState| PayoutRunsInState {
            state: runs.state.into(),
            count: i32::try_from(runs.count).unwrap_or(i32::MAX),
        };
        Ok(Attention {
            pending_moments: of(Concern::PendingMoments, Permission::MomentRead),
            flagged_moments: of(Concern::FlaggedMoments, Permission::MomentRead),
            applications: of(Concern::Applications, Permission::EnrollmentRead),
            claims: of(Concern::Claims, Permission::MomentRead),
            missed_sales: of(Concern::MissedSales, Permission::ConversionRead),
            held_commissions: of(Concern::HeldCommissions, Permission::CommissionRead),
            payouts_needing_review: of(Concern::PayoutsNeedingReview, Permission::PayoutRead),
            blocked_payouts: of(Concern::BlockedPayouts, Permission::PayoutRead),
            payout_runs_by_state: runs.map(|runs| runs.into_iter().map(in_state).collect()),
        })
    }
}
