//! A subscription is read anew from Stripe, with its invoices, and what it says is made to stand.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain::ledger::{Event, subscription_paid};
use domain::money::Currency;
use domain::plan::{CheckoutState, InvoiceState, Plan, Said, Standing, StripeStatus};
use serde_json::json;
use store::plan::{Checkout, Invoice, Period, Subscription, set_platform_fee};
use store::{Pool, StoreError, TenantCtx, TenantScope, TenantTx, audit, new_id};

use super::object::{self, currency, moment};
use super::settled::{Settled, settled};
use crate::error::BillingResult;
use crate::ledger::{Entry, post};
use crate::stripe::ask::Ask;
use crate::stripe::list::all;
use crate::stripe::{Stripe, StripeError};

/// What Stripe said of a subscription.
pub(super) struct Reading {
    pub said: Said,
    /// `si_…`, what carries the price.
    pub item: String,
    currency: Currency,
    checkout: Option<String>,
}

/// Asks Stripe how a subscription stands, writes that down and books what its invoices brought.
///
/// `now` is before the question: an answer to an earlier question than what stands came from changes nothing. Errors:
/// `NotFound` for a subscription that is not this tenant's.
pub(super) async fn refresh(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: &str,
    now: DateTime<Utc>,
) -> BillingResult<Reading> {
    let object: object::Subscription =
        stripe.send(&Ask::get(format!("/subscriptions/{id}"), json!({})), None).await?.object()?;
    if object.metadata.get("tenant") != Some(&ctx.tenant().to_string()) {
        return Err(StoreError::NotFound("subscription").into());
    }
    let invoices = invoices_of(stripe, id).await?;
    let reading = read(object, &invoices)?;
    let brought = brought(pool, ctx, stripe, id, &invoices).await?;

    let tx = TenantTx::begin(pool, ctx).await?;
    let standing = stand(&tx, id, &reading, now).await?;
    write_invoices(&tx, id, &invoices, &brought, now).await?;
    if let Some(standing) = standing.filter(Standing::is_live) {
        Period::begun(&tx, id, reading.currency, standing.period_start, standing.period_end).await?;
    }
    if let Some(checkout) = reading.checkout.as_ref().and_then(|id| id.parse().ok()) {
        Checkout::close(&tx, checkout, CheckoutState::Paid).await?;
    }
    tx.commit().await?;
    Ok(reading)
}

/// Asks Stripe about the invoices of subscriptions that are not the tenant's own any more, where there is more to come of
/// one. How the tenant stands does not follow from them.
///
/// A subscription that fails does not hold up the others. Errors: the first of them, once all were asked about.
pub(super) async fn refresh_former(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let own = Subscription::own(&tx).await?.map(|row| row.stripe_subscription_id);
    let unfinished = Invoice::unfinished(&tx).await?;
    tx.commit().await?;
    let former: BTreeSet<String> = unfinished
        .into_iter()
        .map(|row| row.stripe_subscription_id)
        .filter(|id| Some(id) != own.as_ref())
        .collect();
    let mut read = Ok(());
    for id in &former {
        if let Err(error) = refresh_invoices(pool, ctx, stripe, id, now).await {
            tracing::warn!(tenant = %ctx.tenant(), subscription = id, ?error, "invoices of a former subscription not read");
            read = read.and(Err(error));
        }
    }
    read
}

async fn refresh_invoices(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: &str,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let invoices = invoices_of(stripe, id).await?;
    let brought = brought(pool, ctx, stripe, id, &invoices).await?;
    let tx = TenantTx::begin(pool, ctx).await?;
    // Whoever writes invoices has the subscription's row, so that two do not write the same one.
    Subscription::lock(&tx).await?;
    write_invoices(&tx, id, &invoices, &brought, now).await?;
    Ok(tx.commit().await?)
}

async fn invoices_of(stripe: &Stripe, id: &str) -> BillingResult<Vec<object::Invoice>> {
    all(stripe, "/invoices", &json!({ "subscription": id })).await
}

fn read(object: object::Subscription, invoices: &[object::Invoice]) -> Result<Reading, StripeError> {
    let item = object.items.data.into_iter().next().ok_or(StripeError::Unreadable)?;
    let owing =
        |invoice: &&object::Invoice| invoice.status.as_deref() == Some("open") && invoice.attempt_count > 0;
    let newest = invoices.iter().filter(owing).map(|invoice| invoice.created).max();
    let said = Said {
        status: StripeStatus::read(&object.status).ok_or(StripeError::Unreadable)?,
        plan: item.price.metadata.get("plan").and_then(|plan| plan.parse().ok()),
        period_start: moment(item.current_period_start)?,
        period_end: moment(item.current_period_end)?,
        cancel_at_period_end: object.cancel_at_period_end,
        owing_since: newest.map(moment).transpose()?,
    };
    let currency = currency(&object.currency)?;
    Ok(Reading { said, item: item.id, currency, checkout: object.metadata.get("checkout").cloned() })
}

/// What the paid invoices that are not booked yet have brought.
async fn brought(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: &str,
    invoices: &[object::Invoice],
) -> BillingResult<HashMap<String, Settled>> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let known = Invoice::of_subscription(&tx, id).await?;
    tx.commit().await?;
    let booked: HashSet<&str> = known
        .iter()
        .filter(|row| row.booked_at.is_some())
        .map(|row| row.stripe_invoice_id.as_str())
        .collect();
    let mut brought = HashMap::new();
    for invoice in invoices {
        let is_paid = invoice.status.as_deref() == Some("paid") && invoice.amount_paid > 0;
        if is_paid
            && !booked.contains(invoice.id.as_str())
            && let Some(money) = settled(stripe, &invoice.id).await?
        {
            brought.insert(invoice.id.clone(), money);
        }
    }
    Ok(brought)
}

/// Makes what was said stand. None when it is not news, or of a subscription that is not the tenant's own.
async fn stand(
    tx: &TenantTx,
    id: &str,
    reading: &Reading,
    now: DateTime<Utc>,
) -> BillingResult<Option<Standing>> {
    let before = Subscription::lock(tx).await?;
    let (mine, other) = match before {
        Some(row) if row.stripe_subscription_id == id => (Some(row), None),
        other => (None, other),
    };
    if mine.as_ref().is_some_and(|row| row.read_at > now) {
        return Ok(None);
    }
    if let Some(other) = &other {
        let has_ended = reading.said.status.has_ended();
        if has_ended || other.standing().may_start().is_err() {
            if !has_ended {
                // A person has to end one of them. It is no finding of the ledger: those stop payouts, and no affiliate is
                // to wait for what a tenant has bought twice. A paid page is read once, so this is written once.
                let own = &other.stripe_subscription_id;
                tracing::error!(tenant = %tx.tenant(), subscription = id, own, "a second subscription of a tenant");
                audit::write(tx, "subscriptionSecond", id, json!({ "own": own }), now).await?;
            }
            return Ok(None);
        }
    }
    let standing = Standing::after(mine.as_ref().map(Subscription::standing).as_ref(), &reading.said, now);
    let was = mine.as_ref().or(other.as_ref());
    let (plan_before, state_before) = (was.map_or(Plan::Free, |row| row.plan), was.map(|row| row.state));
    let row = Subscription {
        tenant_id: tx.tenant(),
        stripe_subscription_id: id.to_owned(),
        plan: standing.plan,
        state: standing.state,
        currency: reading.currency,
        period_start: standing.period_start,
        period_end: standing.period_end,
        past_due_since: standing.past_due_since,
        cancel_at_period_end: standing.cancel_at_period_end,
        wanted: mine.as_ref().and_then(|row| row.wanted),
        wanted_at: mine.as_ref().and_then(|row| row.wanted_at),
        read_at: now,
        look_at: mine.as_ref().map_or(now, |row| row.look_at),
        updated_at: now,
        failing_since: mine.as_ref().and_then(|row| row.failing_since),
    };
    match was {
        Some(_) => row.save(tx).await?,
        None => row.insert(tx).await?,
    }
    if plan_before != row.plan {
        set_platform_fee(tx, row.plan.terms().platform_fee_bps).await?;
    }
    if plan_before != row.plan || state_before != Some(row.state) {
        let detail = json!({ "plan": row.plan, "state": row.state, "was": state_before });
        audit::write(tx, "subscriptionChanged", id, detail, now).await?;
    }
    Ok(Some(standing))
}

async fn write_invoices(
    tx: &TenantTx,
    id: &str,
    invoices: &[object::Invoice],
    brought: &HashMap<String, Settled>,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let mut known: HashMap<String, Invoice> = Invoice::of_subscription(tx, id)
        .await?
        .into_iter()
        .map(|row| (row.stripe_invoice_id.clone(), row))
        .collect();
    for object in invoices {
        let Some(state) = InvoiceState::read(object.status.as_deref().unwrap_or("draft")) else { continue };
        let standing = known.remove(&object.id);
        // Paid and booked, it changes no more; an older answer must not open it again.
        let was_paid = standing.as_ref().filter(|row| row.state == InvoiceState::Paid);
        if was_paid.is_some_and(|row| row.booked_at.is_some() || state != InvoiceState::Paid) {
            continue;
        }
        let (period, currency) = (object.period(), currency(&object.currency)?);
        let mut row = Invoice {
            tenant_id: tx.tenant(),
            id: standing.as_ref().map_or_else(new_id, |row| row.id),
            stripe_invoice_id: object.id.clone(),
            stripe_subscription_id: id.to_owned(),
            number: object.number.clone(),
            currency,
            amount_due: object.amount_due,
            amount_paid: object.amount_paid,
            state,
            period_start: moment(period.start)?,
            period_end: moment(period.end)?,
            url: object.hosted_invoice_url.clone(),
            created_at: moment(object.created)?,
            booked_at: None,
            booked_currency: None,
            net: None,
            fee: None,
            payment_intents: Vec::new(),
        };
        if state == InvoiceState::Paid {
            book(tx, &mut row, brought.get(&object.id), now).await?;
        }
        match standing {
            None => row.insert(tx).await?,
            Some(standing) if standing != row => row.save(tx).await?,
            Some(_) => {}
        }
    }
    Ok(())
}

/// Books what a paid invoice brought, once it has settled. One that cost nothing brought nothing.
async fn book(
    tx: &TenantTx,
    row: &mut Invoice,
    money: Option<&Settled>,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    if row.amount_paid == 0 {
        row.booked_at = Some(now);
        return Ok(());
    }
    let Some(money) = money else { return Ok(()) };
    let entry = Entry {
        key: format!("subscription-paid:{}", row.stripe_invoice_id),
        event: Event::SubscriptionPaid,
        currency: money.currency,
        postings: &subscription_paid(money.net, money.fee)?,
    };
    post(tx, &entry, now).await?;
    row.booked_at = Some(now);
    row.booked_currency = Some(money.currency);
    (row.net, row.fee) = (Some(money.net), Some(money.fee));
    row.payment_intents = money.payment_intents.clone();
    Ok(())
}
