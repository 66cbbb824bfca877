//! Usage beyond the plan: counted and frozen shortly before its period ends, then put on the period's last invoice, once.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use domain::money::Amount;
use domain::plan::{Plan, UsageState, closes_at, overage, window};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use store::plan::{Counted, Period, Subscription, counted_to, events_of};
use store::{Pool, TenantCtx, TenantScope, TenantTx};

use super::object::Named;
use crate::customer::customer_of;
use crate::error::BillingResult;
use crate::stripe::Stripe;
use crate::stripe::ask::Ask;
use crate::stripe::list::{Listed, all};

/// What a tenant has used since its usage was last charged.
#[derive(Debug, Clone, PartialEq)]
pub struct Used {
    /// The first moment that counts.
    pub since: DateTime<Utc>,
    /// What was counted, today included.
    pub counted: Counted,
    /// By which plan it would be charged.
    pub plan: Plan,
    /// What is beyond the plan would cost; none on FREE.
    pub overage: Option<Amount>,
}

/// What the tenant has used. Without a subscription it is counted by months, and costs nothing.
pub async fn used(scope: &impl TenantScope, now: DateTime<Utc>) -> BillingResult<Used> {
    let today = now.date_naive();
    let live = Subscription::own(scope).await?.filter(|row| row.standing().is_live());
    let from = match &live {
        None => today.with_day(1).unwrap_or(today),
        Some(row) => {
            let cut = Period::cut_before(scope, row.period_end).await?;
            window(cut, row.period_start, row.period_end, now).from
        }
    };
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let counted = events_of(scope, from, tomorrow.max(from)).await?;
    let plan = live.as_ref().map_or(Plan::Free, |row| row.plan);
    let overage = live.map(|row| overage(row.plan, row.currency, counted.events()));
    Ok(Used { since: from.and_time(NaiveTime::MIN).and_utc(), counted, plan, overage })
}

/// Counts the periods that are about to end and freezes what they cost. One whose last day is not counted yet waits.
pub(super) async fn close(pool: &Pool, ctx: &TenantCtx, now: DateTime<Utc>) -> BillingResult<()> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let Some(subscription) = Subscription::lock(&tx).await? else { return Ok(()) };
    for mut period in Period::lock_in(&tx, UsageState::Open).await? {
        if closes_at(period.period_end) > now {
            continue;
        }
        let cut = Period::cut_before(&tx, period.period_start).await?;
        let days = window(cut, period.period_start, period.period_end, now);
        if days.from < days.until && counted_to(&tx).await?.is_none_or(|counted| counted < days.until) {
            continue;
        }
        // What has ended can't be charged for any more.
        let goes_on = subscription.stripe_subscription_id == period.stripe_subscription_id
            && subscription.standing().is_live();
        let plan = if goes_on { subscription.plan } else { Plan::Free };
        let events = events_of(&tx, days.from, days.until).await?.events();
        let amount = overage(plan, period.currency, events).minor;
        period.state = if amount > 0 { UsageState::Due } else { UsageState::Free };
        period.plan = Some(plan);
        (period.from_day, period.until_day) = (Some(days.from), Some(days.until));
        (period.events, period.amount) = (Some(events), Some(amount));
        period.save(&tx).await?;
    }
    Ok(tx.commit().await?)
}

#[derive(Deserialize)]
struct Item {
    id: String,
    #[serde(default)]
    metadata: HashMap<String, String>,
}

impl Listed for Item {
    fn id(&self) -> &str {
        &self.id
    }
}

/// Puts what is due on the next invoice. The first sending is noted before the call; from then on Stripe is asked whether
/// it has the item before it is sent again, so that a key that Stripe has forgotten makes no second one.
///
/// A period that Stripe refuses does not hold up the others. Errors: the first of them, once all were tried.
pub(super) async fn send(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut due = Period::lock_in(&tx, UsageState::Due).await?;
    let mut earlier = Vec::with_capacity(due.len());
    for period in &mut due {
        earlier.push(period.sent_at);
        if period.sent_at.is_none() {
            period.sent_at = Some(now);
            period.save(&tx).await?;
        }
    }
    tx.commit().await?;
    let mut sent = Ok(());
    for (period, sent_at) in due.iter().zip(earlier) {
        if let Err(error) = send_one(pool, ctx, stripe, period, sent_at, now).await {
            let (tenant, start) = (period.tenant_id, period.period_start);
            tracing::warn!(%tenant, %start, ?error, "usage of a period not invoiced");
            sent = sent.and(Err(error));
        }
    }
    sent
}

async fn send_one(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    period: &Period,
    sent_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let customer = customer_of(pool, ctx, stripe, now).await?;
    let key = format!("use:{}:{}", period.tenant_id, period.period_start.timestamp());
    let known = match sent_at {
        Some(_) => listed(stripe, &customer, &key).await?,
        None => None,
    };
    let item = match known {
        Some(item) => item,
        None => {
            let request = Ask::post("/invoiceitems", item(period, &customer, &key));
            stripe.send(&request, Some(&key)).await?.object::<Named>()?.id
        }
    };
    let tx = TenantTx::begin(pool, ctx).await?;
    Period::invoiced(&tx, period.period_start, &item).await?;
    Ok(tx.commit().await?)
}

/// Asks Stripe for what was made under a key: a customer has one item for each period.
async fn listed(stripe: &Stripe, customer: &str, key: &str) -> BillingResult<Option<String>> {
    let items: Vec<Item> = all(stripe, "/invoiceitems", &json!({ "customer": customer })).await?;
    let found = items.into_iter().find(|item| item.metadata.get("usage").is_some_and(|usage| usage == key));
    Ok(found.map(|item| item.id))
}

fn item(period: &Period, customer: &str, key: &str) -> serde_json::Value {
    let seconds = |day: Option<NaiveDate>| {
        day.map_or(period.period_start, |day| day.and_time(NaiveTime::MIN).and_utc()).timestamp()
    };
    let events = period.events.unwrap_or_default();
    json!({
        "customer": customer,
        "subscription": period.stripe_subscription_id,
        "currency": period.currency.as_str().to_lowercase(),
        "amount": period.amount.unwrap_or_default(),
        "description": format!("{events} events, of which the plan includes {}",
            period.plan.unwrap_or(Plan::Free).terms().included_events),
        "period": { "start": seconds(period.from_day), "end": seconds(period.until_day) },
        "metadata": { "tenant": period.tenant_id.to_string(), "usage": key },
    })
}
