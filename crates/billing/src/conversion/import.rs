//! Orders out of a file: sales through [`record`], cancelled lines matched to earlier sales.

use chrono::{DateTime, Utc};
use domain::conversion::{Door, NewConversion};
use domain::import::{OrderRow, RefundCandidate, Refused};
use domain::refund::{LineTarget, RefundLine, RefundRequest, RefundScope};
use store::conversion::Conversion;
use store::refund::{Refund, UnmatchedRefund};
use store::touch::Customer;
use store::{Pool, TenantCtx, TenantScope, TenantTx, new_id};

use super::{record, refund};
use crate::Outcome;
use crate::error::{BillingError, BillingResult};

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Orders and cancelled lines that were read.
    pub read: u64,
    /// Those that went in now.
    pub written: u64,
    /// Those that stood already.
    pub already_there: u64,
    /// Cancelled lines kept without a sale.
    pub unmatched: u64,
    /// Those that did not go in.
    pub refused: Vec<Refused>,
}

/// What became of a row.
enum Fate {
    Written,
    AlreadyThere,
    Unmatched,
}

/// Takes orders in, each in a transaction of its own, in the order of the file: a cancellation finds only what
/// came before it. What a rule refuses is reported with its line; anything else stops the import, and a second
/// run goes on from there.
pub async fn import(
    pool: &Pool,
    ctx: &TenantCtx,
    rows: Vec<OrderRow>,
    click_key: &[u8; 32],
    now: DateTime<Utc>,
) -> BillingResult<ImportReport> {
    let mut report = ImportReport::default();
    for row in rows {
        report.read += 1;
        let (line, external_id, fate) = match row {
            OrderRow::Refused(refused) => {
                report.refused.push(refused);
                continue;
            }
            OrderRow::Sale(line, new) => {
                (line, new.external_id.clone(), sale(pool, ctx, new, click_key, now).await)
            }
            OrderRow::Refund(line, candidate) => {
                (line, candidate.external_id.clone(), cancelled(pool, ctx, candidate, now).await)
            }
        };
        match fate {
            Ok(Fate::Written) => report.written += 1,
            Ok(Fate::AlreadyThere) => report.already_there += 1,
            Ok(Fate::Unmatched) => report.unmatched += 1,
            Err(BillingError::Refused { code, message }) => {
                report.refused.push(Refused { line, external_id: Some(external_id), code, reason: message });
            }
            Err(other) => return Err(other),
        }
    }
    Ok(report)
}

async fn sale(
    pool: &Pool,
    ctx: &TenantCtx,
    new: NewConversion,
    click_key: &[u8; 32],
    now: DateTime<Utc>,
) -> BillingResult<Fate> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let outcome = record(&tx, new, Door::Import, click_key, now).await?;
    tx.commit().await?;
    Ok(match outcome {
        Outcome::Done(_) => Fate::Written,
        Outcome::Already(_) => Fate::AlreadyThere,
    })
}

async fn cancelled(
    pool: &Pool,
    ctx: &TenantCtx,
    candidate: RefundCandidate,
    now: DateTime<Utc>,
) -> BillingResult<Fate> {
    let tx = TenantTx::begin(pool, ctx).await?;
    // Two imports at once look for the same sale in turn.
    if let Some(customer) = &candidate.customer {
        Customer::lock_by_external_id(&tx, customer).await?;
    }
    // Matched once, it stays matched to the same line: a second run must not look for another.
    if Refund::by_external_id(&tx, &candidate.external_id).await?.is_some()
        || UnmatchedRefund::stands(&tx, &candidate.external_id).await?
    {
        return Ok(Fate::AlreadyThere);
    }
    let sale = match &candidate.customer {
        None => None,
        Some(customer) => {
            Conversion::refundable_line(
                &tx,
                customer,
                &candidate.sku,
                candidate.currency,
                candidate.occurred_at,
                candidate.quantity,
                candidate.amount,
            )
            .await?
        }
    };
    let fate = match sale {
        Some((conversion, position)) => {
            let request = RefundRequest {
                external_id: candidate.external_id,
                scope: RefundScope::Lines(vec![RefundLine {
                    target: LineTarget::Position(position),
                    quantity: Some(candidate.quantity),
                    amount: Some(candidate.amount),
                }]),
            };
            refund(&tx, conversion, request, candidate.occurred_at, now).await?;
            Fate::Written
        }
        None => {
            keep_unmatched(&tx, candidate, now).await?;
            Fate::Unmatched
        }
    };
    tx.commit().await?;
    Ok(fate)
}

async fn keep_unmatched(tx: &TenantTx, candidate: RefundCandidate, now: DateTime<Utc>) -> BillingResult<()> {
    let reason = if candidate.customer.is_some() {
        "no earlier sale of this customer has this product with enough left"
    } else {
        "the cancellation names no customer"
    };
    let row = UnmatchedRefund {
        tenant_id: tx.tenant(),
        id: new_id(),
        external_id: candidate.external_id,
        customer: candidate.customer,
        sku: candidate.sku,
        quantity: candidate.quantity,
        amount: candidate.amount,
        currency: candidate.currency,
        occurred_at: candidate.occurred_at,
        recorded_at: now,
        reason: reason.to_owned(),
    };
    row.add(tx).await?;
    Ok(())
}
