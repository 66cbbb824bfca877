//! The check that runs every five minutes and stops payouts when it finds something. Source: DESIGN §4.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{FindingId, TenantId};
use store::schema::ledger_findings;
use store::{SystemTx, TenantScope, TenantTx, new_id};

use super::checked::{self, CHECK_TIMEOUT_MS};
use crate::error::BillingResult;

/// What stops a tenant for an event that cannot be applied.
const EVENT_NOT_APPLIED: &str = "EVENT_NOT_APPLIED";

/// Who found something, and so clears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The five-minute check.
    Check,
    /// The protocol or an event saw what must not be; a person clears it.
    Alarm,
    /// An event of Stripe that cannot be applied; applied after all, it clears it.
    Event,
}

impl Source {
    const fn as_str(self) -> &'static str {
        match self {
            Source::Check => "CHECK",
            Source::Alarm => "ALARM",
            Source::Event => "EVENT",
        }
    }
}

/// A broken invariant.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Finding {
    /// Which.
    #[diesel(sql_type = Text)]
    pub invariant: String,
    /// Where and by how much.
    #[diesel(sql_type = Text)]
    pub detail: String,
}

/// Every invariant in one statement, each row a breach. The balance of an account is on its normal side: debit for
/// `accrued`, `receivable` and `debt`, credit for the rest.
const BREACHES: &str = "
WITH sides AS (
  SELECT a.id, a.kind, a.currency, a.balance, a.version,
         CASE WHEN a.kind IN ('accrued','receivable','debt') THEN -1 ELSE 1 END AS sign
  FROM ledger_accounts a WHERE a.tenant_id = $1 AND NOT a.platform
), moved AS (
  SELECT account, sum(amount) AS credits_less_debits, count(*) AS postings FROM (
    SELECT credit_account AS account, amount FROM ledger_postings WHERE tenant_id = $1
    UNION ALL SELECT debit_account, -amount FROM ledger_postings WHERE tenant_id = $1
  ) p GROUP BY account
), totals AS (
  SELECT currency,
         coalesce(sum(balance) FILTER (WHERE kind = 'accrued'), 0) AS accrued,
         coalesce(sum(balance) FILTER (WHERE kind IN ('pending','payable')), 0) AS owed,
         coalesce(sum(balance) FILTER (WHERE kind = 'debt'), 0) AS debt,
         coalesce(sum(balance) FILTER (WHERE kind = 'clawback_pending'), 0) AS clawback,
         coalesce(sum(balance) FILTER (WHERE kind = 'payout_clearing'), 0) AS clearing
  FROM sides GROUP BY currency
), open_payouts AS (
  SELECT currency, sum(amount) AS amount FROM payouts
  WHERE tenant_id = $1 AND state IN ('RESERVED','SUBMITTING','UNKNOWN','NEEDS_REVIEW','BLOCKED') GROUP BY currency
), earned AS (
  SELECT payee_id, currency,
         sum(amount) FILTER (WHERE state IN ('PENDING','HELD')) AS pending,
         sum(amount) FILTER (WHERE state = 'PAYABLE' AND NOT debt) AS payable,
         sum(-amount - recovered) FILTER (WHERE debt) AS debt
  FROM commissions WHERE tenant_id = $1 GROUP BY payee_id, currency
), kept AS (
  SELECT payee_id, currency,
         sum(balance) FILTER (WHERE kind = 'pending') AS pending,
         sum(balance) FILTER (WHERE kind = 'payable') AS payable,
         sum(balance) FILTER (WHERE kind = 'debt') AS debt
  FROM ledger_accounts WHERE tenant_id = $1 AND payee_id IS NOT NULL GROUP BY payee_id, currency
)
SELECT 'BALANCE_IS_ITS_POSTINGS' AS invariant,
       format('account %s (%s): balance %s, postings %s', s.id, s.kind, s.balance, coalesce(m.credits_less_debits, 0) * s.sign) AS detail
  FROM sides s LEFT JOIN moved m ON m.account = s.id WHERE s.balance <> coalesce(m.credits_less_debits, 0) * s.sign
UNION ALL SELECT 'VERSIONS_HAVE_NO_GAP', format('account %s (%s): version %s, postings %s', s.id, s.kind, s.version, coalesce(m.postings, 0))
  FROM sides s LEFT JOIN moved m ON m.account = s.id WHERE s.version <> coalesce(m.postings, 0)
UNION ALL SELECT 'ACCRUED_IS_OWED', format('%s: accrued %s, owed %s', currency, accrued, owed) FROM totals WHERE accrued <> owed
UNION ALL SELECT 'DEBT_IS_CLAWBACK', format('%s: debt %s, clawback %s', currency, debt, clawback) FROM totals WHERE debt <> clawback
UNION ALL SELECT 'CLEARING_IS_OPEN_PAYOUTS', format('%s: clearing %s, open payouts %s', t.currency, t.clearing, coalesce(o.amount, 0))
  FROM totals t LEFT JOIN open_payouts o USING (currency) WHERE t.clearing <> coalesce(o.amount, 0)
UNION ALL SELECT 'COMMISSIONS_ARE_BALANCES',
       format('payee %s %s: commissions %s/%s/%s, accounts %s/%s/%s', payee_id, currency,
              coalesce(e.pending, 0), coalesce(e.payable, 0), coalesce(e.debt, 0),
              coalesce(k.pending, 0), coalesce(k.payable, 0), coalesce(k.debt, 0))
  FROM earned e FULL JOIN kept k USING (payee_id, currency)
  WHERE coalesce(e.pending, 0) <> coalesce(k.pending, 0) OR coalesce(e.payable, 0) <> coalesce(k.payable, 0)
     OR coalesce(e.debt, 0) <> coalesce(k.debt, 0)
UNION ALL SELECT 'REVERSALS_WITHIN_ORIGINAL', format('conversion %s: commissions sum to %s', conversion_id, sum(amount))
  FROM commissions WHERE tenant_id = $1 AND conversion_id IS NOT NULL AND state <> 'VOID'
  GROUP BY conversion_id HAVING sum(amount) < 0";

/// Checks one tenant in one snapshot, and notes that it was checked. What is found is kept and stops its payouts; what is
/// found again stays the same finding, with the sums of now; what is mended is cleared. What others have raised is theirs
/// to clear.
pub async fn check(tx: &TenantTx, now: DateTime<Utc>) -> BillingResult<Vec<Finding>> {
    // It reads every posting of a tenant, and a tenant that cannot be checked is not paid from.
    diesel::sql_query(format!("SET LOCAL statement_timeout = {CHECK_TIMEOUT_MS}"))
        .execute(&mut tx.db()?)
        .await?;
    let findings: Vec<Finding> =
        diesel::sql_query(BREACHES).bind::<SqlUuid, _>(tx.tenant()).load(&mut tx.db()?).await?;
    let open: Vec<(FindingId, String, String)> = ledger_findings::table
        .filter(ledger_findings::tenant_id.eq(tx.tenant()))
        .filter(ledger_findings::cleared_at.is_null())
        .filter(ledger_findings::source.eq(Source::Check.as_str()))
        .select((ledger_findings::id, ledger_findings::invariant, ledger_findings::detail))
        .for_update()
        .load(&mut tx.db()?)
        .await?;
    let mut mended: BTreeMap<(&str, &str), FindingId> =
        open.iter().map(|(id, invariant, detail)| ((invariant.as_str(), place(detail)), *id)).collect();
    for finding in &findings {
        tracing::error!(tenant = %tx.tenant(), invariant = finding.invariant, detail = finding.detail, "ledger invariant broken");
        match mended.remove(&(finding.invariant.as_str(), place(&finding.detail))) {
            Some(id) => {
                let same = ledger_findings::table.find((tx.tenant(), id));
                diesel::update(same)
                    .set(ledger_findings::detail.eq(&finding.detail))
                    .execute(&mut tx.db()?)
                    .await?;
            }
            None => keep(tx, Source::Check, &finding.invariant, &finding.detail, now).await?,
        }
    }
    let mended: Vec<FindingId> = mended.into_values().collect();
    diesel::update(ledger_findings::table)
        .filter(ledger_findings::tenant_id.eq(tx.tenant()))
        .filter(ledger_findings::id.eq_any(&mended))
        .set(ledger_findings::cleared_at.eq(now))
        .execute(&mut tx.db()?)
        .await?;
    checked::note(tx, now).await?;
    Ok(findings)
}

/// Where a breach is: what stands before the sums in its detail.
fn place(detail: &str) -> &str {
    detail.split_once(':').map_or(detail, |(place, _)| place)
}

/// Stops a tenant's payouts for an event that cannot be applied, once.
pub(crate) async fn raise_event(tx: &TenantTx, detail: &str, now: DateTime<Utc>) -> BillingResult<()> {
    raise_as(tx, Source::Event, EVENT_NOT_APPLIED, detail, now).await
}

/// The event is applied after all.
pub(crate) async fn settle_event(tx: &TenantTx, detail: &str, now: DateTime<Utc>) -> BillingResult<()> {
    diesel::update(ledger_findings::table)
        .filter(ledger_findings::tenant_id.eq(tx.tenant()))
        .filter(ledger_findings::source.eq(Source::Event.as_str()))
        .filter(ledger_findings::detail.eq(detail))
        .filter(ledger_findings::cleared_at.is_null())
        .set(ledger_findings::cleared_at.eq(now))
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}

/// Something that must not be was seen: it is kept and stops the tenant's payouts until a person clears it. What a
/// person has cleared stays cleared, so `detail` names the very transfer, and another one is another alarm.
pub async fn raise(tx: &TenantTx, invariant: &str, detail: &str, now: DateTime<Utc>) -> BillingResult<()> {
    raise_as(tx, Source::Alarm, invariant, detail, now).await
}

async fn raise_as(
    tx: &TenantTx,
    source: Source,
    invariant: &str,
    detail: &str,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let known: i64 = ledger_findings::table
        .filter(ledger_findings::tenant_id.eq(tx.tenant()))
        .filter(ledger_findings::invariant.eq(invariant))
        .filter(ledger_findings::detail.eq(detail))
        .count()
        .get_result(&mut tx.db()?)
        .await?;
    if known == 0 {
        tracing::error!(tenant = %tx.tenant(), invariant, detail, "payouts of a tenant are stopped");
        keep(tx, source, invariant, detail, now).await?;
    }
    Ok(())
}

async fn keep(
    tx: &TenantTx,
    source: Source,
    invariant: &str,
    detail: &str,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    diesel::insert_into(ledger_findings::table)
        .values((
            ledger_findings::tenant_id.eq(tx.tenant()),
            ledger_findings::id.eq(new_id::<FindingId>()),
            ledger_findings::source.eq(source.as_str()),
            ledger_findings::invariant.eq(invariant),
            ledger_findings::detail.eq(detail),
            ledger_findings::found_at.eq(now),
        ))
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}

/// Whether this tenant was checked lately, and nothing that was found stands.
pub(crate) async fn is_sound(scope: &impl TenantScope, now: DateTime<Utc>) -> BillingResult<bool> {
    if !checked::is_recent(scope, now).await? {
        return Ok(false);
    }
    let mut conn = scope.conn().await?;
    let open: i64 = ledger_findings::table
        .filter(ledger_findings::tenant_id.eq(scope.tenant()))
        .filter(ledger_findings::cleared_at.is_null())
        .count()
        .get_result(&mut conn)
        .await
        .map_err(store::StoreError::from)?;
    Ok(open == 0)
}

/// An alarm that stands: a tenant's payouts are stopped for it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Alarm {
    /// Its tenant.
    pub tenant: TenantId,
    /// Its id.
    pub id: FindingId,
    /// What must not be.
    pub invariant: String,
    /// Where.
    pub detail: String,
    /// Since when.
    pub found_at: DateTime<Utc>,
}

/// Everything that stops a payout anywhere, the oldest first.
pub async fn alarms(tx: &SystemTx) -> BillingResult<Vec<Alarm>> {
    Ok(ledger_findings::table
        .filter(ledger_findings::cleared_at.is_null())
        .order((ledger_findings::found_at, ledger_findings::id))
        .select((
            ledger_findings::tenant_id,
            ledger_findings::id,
            ledger_findings::invariant,
            ledger_findings::detail,
            ledger_findings::found_at,
        ))
        .load(&mut tx.db()?)
        .await?)
}

/// A person has looked at an alarm and made it good. What the check found it clears itself.
///
/// Errors: `NotFound` for one that is cleared, the check's, or not there.
pub async fn clear(tx: &TenantTx, id: FindingId, now: DateTime<Utc>) -> BillingResult<()> {
    let cleared = diesel::update(ledger_findings::table)
        .filter(ledger_findings::tenant_id.eq(tx.tenant()))
        .filter(ledger_findings::id.eq(id))
        .filter(ledger_findings::source.ne(Source::Check.as_str()))
        .filter(ledger_findings::cleared_at.is_null())
        .set(ledger_findings::cleared_at.eq(now))
        .execute(&mut tx.db()?)
        .await?;
    if cleared == 1 { Ok(()) } else { Err(store::StoreError::NotFound("alarm").into()) }
}
