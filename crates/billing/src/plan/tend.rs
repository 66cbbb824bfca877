//! Everything there is to do about one tenant's subscription, each part safe to do again.

use chrono::{DateTime, Duration, Utc};
use domain::funding::next_look;
use domain::plan::{InvoiceState, Plan, SubscriptionState, UsageState, closes_at};
use serde_json::{Value, json};
use store::plan::{Invoice, Period, Subscription};
use store::{Pool, TenantCtx, TenantTx, audit};

use super::object::Named;
use super::price::price_of;
use super::read::{Reading, refresh, refresh_former};
use super::usage;
use crate::error::BillingResult;
use crate::stripe::ask::Ask;
use crate::stripe::{Reply, Stripe};

/// Longest time between two looks at a subscription, in hours: what Stripe's events have not told is found then.
const LOOK_HOURS_MAX: i64 = 6;
/// How long after its period's end a subscription is looked at, in minutes: Stripe takes a while to renew it.
const RENEWAL_MINUTES: i64 = 5;
/// Periods whose usage may still have to be charged.
const PERIODS: i64 = 6;

/// Reads the tenant's subscription from Stripe, tells Stripe what the tenant has asked for, charges usage, and says when
/// to look next. `taken` is until when this worker has it. A tenant without a subscription has nothing to tend.
///
/// What fails is tried again, the later the longer it has failed. Errors: the first.
pub async fn tend(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    taken: DateTime<Utc>,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let Some(row) = own(pool, ctx).await? else { return Ok(()) };
    let done = every_part(pool, ctx, stripe, &row.stripe_subscription_id, now).await;
    let tx = TenantTx::begin(pool, ctx).await?;
    if let Some(row) = Subscription::own(&tx).await? {
        let failing_since = done.is_err().then(|| row.failing_since.unwrap_or(now));
        let next = match failing_since {
            None => next(&tx, &row, now).await?,
            Some(since) => next_look(since, now).max(taken),
        };
        Subscription::tended(&tx, failing_since, taken, next).await?;
    }
    tx.commit().await?;
    done
}

/// What was asked for may be refused: usage is charged all the same.
async fn every_part(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: &str,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let reading = refresh(pool, ctx, stripe, id, now).await?;
    let granted = match grant(pool, ctx, stripe, id, &reading, now).await {
        Ok(true) => refresh(pool, ctx, stripe, id, now).await.map(|_| ()),
        Ok(false) => Ok(()),
        Err(error) => Err(error),
    };
    usage::close(pool, ctx, now).await?;
    let sent = usage::send(pool, ctx, stripe, now).await;
    let former = refresh_former(pool, ctx, stripe, now).await;
    granted.and(sent).and(former)
}

async fn own(pool: &Pool, ctx: &TenantCtx) -> BillingResult<Option<Subscription>> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let row = Subscription::own(&tx).await?;
    tx.commit().await?;
    Ok(row)
}

/// Tells Stripe what the tenant has asked for, when it is time. Returns whether it was done. What Stripe refuses for good
/// is dropped, with a line in the audit log: the old plan stays, and the tenant may ask again.
async fn grant(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: &str,
    reading: &Reading,
    now: DateTime<Utc>,
) -> BillingResult<bool> {
    let Some(row) = own(pool, ctx).await? else { return Ok(false) };
    let Some((wanted, wanted_at)) = row.wanted.zip(row.wanted_at) else { return Ok(false) };
    let said = &reading.said;
    let (stands, ends) = (said.plan == Some(wanted), said.cancel_at_period_end);
    let change = match wanted {
        _ if !row.standing().is_live() => None,
        Plan::Free => (!ends).then(|| json!({ "cancel_at_period_end": true })),
        _ if stands && !ends => None,
        // A smaller plan is for the next period: this one is paid for.
        _ if wanted < row.plan && closes_at(row.period_end) > now => return Ok(false),
        _ => {
            let price = price_of(stripe, wanted, row.currency).await?;
            Some(price_change(&reading.item, &price, wanted > row.plan))
        }
    };
    let mut refusal = None;
    if let Some(change) = &change {
        let key = format!("plan:{}:{}", row.tenant_id, wanted_at.timestamp_micros());
        let request = Ask::post(format!("/subscriptions/{id}"), change.clone());
        let reply = stripe.send(&request, Some(&key)).await?;
        refusal = refused(&reply);
        if refusal.is_none() {
            reply.object::<Named>()?;
        }
    }
    let tx = TenantTx::begin(pool, ctx).await?;
    Subscription::granted(&tx, wanted_at).await?;
    if let Some(Refusal { status, code }) = &refusal {
        let detail = json!({ "from": row.plan, "to": wanted, "status": status, "code": code });
        audit::write(&tx, "subscriptionChangeRefused", id, detail, now).await?;
        tracing::warn!(tenant = %row.tenant_id, %wanted, status, code, "a change of plan was refused");
    }
    tx.commit().await?;
    Ok(change.is_some() && refusal.is_none())
}

/// A no that stays a no.
struct Refusal {
    status: u16,
    code: String,
}

/// Why Stripe does not make a change, if it is for good: nobody paid, or it said what is wrong. What says that Stripe is
/// busy, that another call holds the key or that ours may not ask is not about the change, and it is asked again.
fn refused(reply: &Reply) -> Option<Refusal> {
    let code = reply.error().code;
    match (reply.status, code) {
        (402, code) => Some(Refusal { status: 402, code: code.unwrap_or_else(|| "unpaid".to_owned()) }),
        (status @ (400 | 404 | 422), Some(code)) if code != "lock_timeout" => Some(Refusal { status, code }),
        _ => None,
    }
}

/// What is added to a period already paid for is charged at once, and given only if that is paid: otherwise Stripe would
/// make the change and leave the invoice owing. What is taken away is not given back.
fn price_change(item: &str, price: &str, is_larger: bool) -> Value {
    let mut change = json!({
        "items": [{ "id": item, "price": price }],
        "cancel_at_period_end": false,
        "proration_behavior": if is_larger { "always_invoice" } else { "none" },
    });
    if is_larger {
        change["payment_behavior"] = json!("error_if_incomplete");
    }
    change
}

/// When there is something to do next.
async fn next(tx: &TenantTx, row: &Subscription, now: DateTime<Utc>) -> BillingResult<DateTime<Utc>> {
    let standing = row.standing();
    let mut moments = vec![now + Duration::hours(LOOK_HOURS_MAX)];
    if standing.is_live() {
        let renewal = row.period_end + Duration::minutes(RENEWAL_MINUTES);
        moments.push(if renewal > now { renewal } else { next_look(row.period_end, now) });
    }
    if row.state == SubscriptionState::PastDue {
        moments.extend(standing.suspends_at());
    }
    if let Some(wanted_at) = row.wanted_at {
        moments.push(closes_at(row.period_end).max(next_look(wanted_at, now)));
    }
    for period in Period::latest(tx, PERIODS).await? {
        let since = match period.state {
            UsageState::Open => closes_at(period.period_end),
            UsageState::Due => period.sent_at.unwrap_or(now),
            UsageState::Invoiced | UsageState::Free => continue,
        };
        moments.push(if since > now { since } else { next_look(since, now) });
    }
    for invoice in Invoice::unfinished(tx).await? {
        if invoice.state == InvoiceState::Paid {
            moments.push(next_look(invoice.created_at, now));
        }
    }
    Ok(moments.into_iter().min().unwrap_or(now))
}
