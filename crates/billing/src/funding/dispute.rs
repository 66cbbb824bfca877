//! A settled funding is taken back, or given again: by the payer's bank, or by a refund that nobody has asked us for.

use chrono::{DateTime, Utc};
use domain::ids::WalletReturnId;
use domain::ledger::{AccountKind, Event, funding_reinstated, funding_returned};
use serde::Deserialize;
use serde_json::json;
use store::funding::{Funding, FundingDispute, WalletReturn};
use store::{Pool, TenantCtx, TenantScope, TenantTx, audit};
use stripe_core::dispute::ListDispute;

use crate::error::BillingResult;
use crate::ledger::check::raise;
use crate::ledger::{Entry, balance, post};
use crate::stripe::list::all;
use crate::stripe::{RefundNote, Stripe, StripeError};

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

/// A refund, with what it has moved.
#[derive(Deserialize)]
struct Refund {
    id: String,
    status: Option<String>,
    #[serde(default)]
    metadata: RefundNote,
    balance_transaction: Option<Movement>,
    failure_balance_transaction: Option<Movement>,
}

impl Refund {
    fn into_dispute(self) -> Dispute {
        Dispute {
            id: self.id,
            status: self.status.unwrap_or_else(|| "pending".to_owned()),
            reason: REFUND.to_owned(),
            balance_transactions: self
                .balance_transaction
                .into_iter()
                .chain(self.failure_balance_transaction)
                .collect(),
        }
    }
}

impl crate::stripe::list::Listed for Refund {
    fn id(&self) -> &str {
        &self.id
    }
}

const REFUND: &str = FundingDispute::REFUND;

/// Asks Stripe which disputes there are over a settled funding and which refunds beside the wallet's returns, and books
/// what they have taken or given again: out of the wallet as far as it goes; what is missing is owed, and the next
/// fundings make up for it.
pub(super) async fn look(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    funding: &Funding,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let Some(intent) = &funding.payment_intent_id else { return Ok(()) };
    let request = ListDispute::new().payment_intent(intent.clone()).limit(LISTED_MAX);
    let disputes: Disputes = stripe.send(&request, None).await?.object()?;
    let expand = ["data.balance_transaction", "data.failure_balance_transaction"];
    let filter = json!({ "payment_intent": intent, "expand": expand });
    let refunds: Vec<Refund> = all(stripe, "/refunds", &filter).await?;
    if disputes.data.is_empty() && refunds.is_empty() {
        return Ok(());
    }
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut funding = Funding::lock(&tx, funding.id).await?;
    let named: Vec<WalletReturnId> =
        refunds.iter().filter_map(|refund| refund.metadata.wallet_return()).collect();
    let returns = WalletReturn::known(&tx, &named).await?;
    let is_return = |refund: &Refund| refund.metadata.wallet_return().is_some_and(|id| returns.contains(&id));
    let found = refunds.into_iter().filter(|refund| !is_return(refund)).map(Refund::into_dispute);
    let known = FundingDispute::lock_of(&tx, funding.id).await?;
    let (mut is_open, mut is_lost, mut is_over) = (false, false, false);
    for told in disputes.data.into_iter().chain(found) {
        let standing = known.iter().find(|row| row.stripe_id == told.id);
        let name = format!("{}: {}", told.id, funding.id);
        let Some(row) = newest(&tx, &funding, standing, told, now)? else {
            raise(&tx, "DISPUTE_DIFFERS", &name, now).await?;
            continue;
        };
        let gives_back = row.reason == REFUND && row.taken < row.booked;
        let row = book(&tx, &mut funding, row, now).await?;
        is_over |= gives_back || matches!(row.status.as_str(), "won" | "warning_closed");
        match row.status.as_str() {
            _ if row.taken == 0 || row.reason == REFUND => {}
            "won" | "warning_closed" => {}
            "lost" => is_lost = true,
            _ => is_open = true,
        }
    }
    let moved = funding.state.disputed(is_open, is_lost)?.is_done();
    if moved || is_over && funding.not_refundable.is_some() {
        funding.updated_at = now;
        // What Stripe refused to give back may be another matter now; it says so itself.
        funding.not_refundable = None;
        funding.save(&tx).await?;
    }
    Ok(tx.commit().await?)
}

/// What is known of a dispute now, none when it moved another currency than was paid. Two workers may ask at once, and the one
/// that asked first may be the later to write.
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
    let told_before = standing.filter(|row| row.movements == movements && row.status == told.status);
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
        updated_at: told_before.map_or(now, |row| row.updated_at),
    }))
}

/// Books what a dispute has moved and is not in the ledger yet.
async fn book(
    tx: &TenantTx,
    funding: &mut Funding,
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
        if row.reason == REFUND {
            // What is refunded cannot be given back once more.
            funding.refunded = funding.refunded.saturating_add(moved).clamp(0, funding.amount);
            funding.updated_at = now;
            funding.save(tx).await?;
        }
        if moved < 0 {
            crate::payout::kick_waiting(tx, currency, now).await?;
        }
    }
    row.put(tx).await?;
    Ok(row)
}
