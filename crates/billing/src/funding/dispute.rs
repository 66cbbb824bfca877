//! A payer's bank takes a settled funding back, or gives it again.

use chrono::{DateTime, Utc};
use domain::ledger::{AccountKind, Event, funding_reinstated, funding_returned};
use serde::Deserialize;
use store::funding::{Funding, FundingDispute};
use store::{Pool, TenantCtx, TenantScope, TenantTx, audit};
use stripe_core::dispute::ListDispute;

use crate::error::BillingResult;
use crate::ledger::check::raise;
use crate::ledger::{Entry, balance, post};
use crate::stripe::{Stripe, StripeError};

/// Disputes over one payment; Stripe has one at most, by the rules of the card schemes.
const LISTED_MAX: i64 = 10;

#[derive(Deserialize)]
struct Dispute {
    id: String,
    status: String,
    reason: String,
    #[serde(default)]
    balance_transactions: Vec<Movement>,
}

#[derive(Deserialize)]
struct Movement {
    currency: String,
    net: i64,
}

#[derive(Deserialize)]
struct Disputes {
    data: Vec<Dispute>,
}

/// Asks Stripe which disputes there are over a settled funding, and books what they have taken or given again: out of
/// the wallet as far as it goes; what is missing is owed, and the next fundings make up for it.
pub(super) async fn look(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    funding: &Funding,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let Some(intent) = &funding.payment_intent_id else { return Ok(()) };
    let request = ListDispute::new().payment_intent(intent.clone()).limit(LISTED_MAX);
    let found: Disputes = stripe.send(&request, None).await?.object()?;
    if found.data.is_empty() {
        return Ok(());
    }
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut funding = Funding::lock(&tx, funding.id).await?;
    let known = FundingDispute::lock_of(&tx, funding.id).await?;
    let (mut is_open, mut is_lost) = (false, false);
    for told in found.data {
        let standing = known.iter().find(|row| row.stripe_id == told.id);
        let name = format!("{}: {}", told.id, funding.id);
        let Some(row) = newest(&tx, &funding, standing, told, now)? else {
            raise(&tx, "DISPUTE_DIFFERS", &name, now).await?;
            continue;
        };
        let row = book(&tx, &funding, row, now).await?;
        match row.status.as_str() {
            _ if row.taken == 0 => {}
            "won" | "warning_closed" => {}
            "lost" => is_lost = true,
            _ => is_open = true,
        }
    }
    if funding.state.disputed(is_open, is_lost)?.is_done() {
        funding.updated_at = now;
        funding.save(&tx).await?;
    }
    Ok(tx.commit().await?)
}

/// What is known of a dispute now, none when it moved another currency than was paid: two workers may ask at once, and the one that asked first may be the later to write.
fn newest(
    tx: &TenantTx,
    funding: &Funding,
    standing: Option<&FundingDispute>,
    told: Dispute,
    now: DateTime<Utc>,
) -> BillingResult<Option<FundingDispute>> {
    let movements = i32::try_from(told.balance_transactions.len()).map_err(|_| StripeError::Unreadable)?;
    if let Some(standing) = standing.filter(|row| row.movements > movements) {
        return Ok(Some(standing.clone()));
    }
    let mut taken: i64 = 0;
    for movement in &told.balance_transactions {
        if !movement.currency.eq_ignore_ascii_case(funding.currency.as_str()) {
            return Ok(None);
        }
        taken = taken.checked_sub(movement.net).ok_or(StripeError::Unreadable)?;
    }
    Ok(Some(FundingDispute {
        tenant_id: tx.tenant(),
        stripe_id: told.id,
        funding_id: funding.id,
        reason: told.reason,
        status: told.status,
        movements,
        taken: taken.max(0),
        booked: standing.map_or(0, |row| row.booked),
        created_at: standing.map_or(now, |row| row.created_at),
        updated_at: now,
    }))
}

/// Books what a dispute has moved and is not in the ledger yet.
async fn book(
    tx: &TenantTx,
    funding: &Funding,
    mut row: FundingDispute,
    now: DateTime<Utc>,
) -> BillingResult<FundingDispute> {
    let moved = row.taken - row.booked;
    if moved != 0 {
        let currency = funding.currency;
        let (event, postings) = if moved > 0 {
            let from_wallet = moved.min(balance(tx, AccountKind::Wallet, currency).await?.max(0));
            (Event::FundingReturned, funding_returned(from_wallet, moved - from_wallet)?)
        } else {
            let again = -moved;
            let owed = again.min(balance(tx, AccountKind::Receivable, currency).await?.max(0));
            (Event::FundingReinstated, funding_reinstated(again - owed, owed)?)
        };
        let verb = if moved > 0 { "returned" } else { "reinstated" };
        let key = format!("funding-{verb}:{}:{}", row.stripe_id, row.movements);
        post(tx, &Entry { key, event, currency, postings: &postings }, now).await?;
        let detail =
            serde_json::json!({"dispute": row.stripe_id, "reason": row.reason, "minor": moved.abs()});
        let action = if moved > 0 { "fundingReturned" } else { "fundingReinstated" };
        audit::write(tx, action, funding.id, detail, now).await?;
        row.booked = row.taken;
        if moved < 0 {
            crate::payout::kick_waiting(tx, currency, now).await?;
        }
    }
    row.put(tx).await?;
    Ok(row)
}
