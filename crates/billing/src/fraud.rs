//! Conversions are judged: what speaks for fraud is written down, and what is worth a look is held. Source: ADR 33.

mod path;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use domain::attribution::TouchKind;
use domain::commission::CommissionState;
use domain::fraud::{
    BuyerEmail, Click, CodeUse, EmailHash, EmailKey, Facts, Finding, LinkTraffic, Sharer, Signal, Thresholds,
    reason, score,
};
use domain::ids::{AffiliateId, CommissionId, ConversionId, LinkId, PayeeId, VisitorId};
use serde_json::json;
use store::commission::Commission;
use store::conversion::Conversion;
use store::fraud::{self, FraudFinding, LinkAt};
use store::{StoreError, TenantScope, TenantTx, affiliate_browser, audit, new_id};

use self::path::{Met, Path};
use crate::error::BillingResult;

/// Conversions judged in one transaction, at most.
pub const JUDGE_ROWS_MAX: i64 = 100;

/// Judges conversions that wait for it, oldest first, by the tenant's thresholds. Returns how many; call again while it is
/// [`JUDGE_ROWS_MAX`].
///
/// Of everybody who earns from one it is asked what their own findings, with those about the buyer, come to; where that
/// reaches the tenant's threshold what they earn from it is held, unless a person has held some of it or let it go before.
/// `server_key` is the one that [`crate::conversion::record`] is given.
pub async fn judge_due(tx: &TenantTx, server_key: &[u8; 32], now: DateTime<Utc>) -> BillingResult<usize> {
    let conversions = fraud::take_unjudged(tx, JUDGE_ROWS_MAX).await?;
    if conversions.is_empty() {
        return Ok(0);
    }
    let (thresholds, _) = fraud::thresholds(tx).await?;
    let ids: Vec<ConversionId> = conversions.iter().map(|c| c.id).collect();
    let mut earned: HashMap<ConversionId, Vec<(Commission, bool)>> = HashMap::new();
    for (commission, reviewed) in Commission::lock_of_conversions(tx, &ids).await? {
        let Some(conversion) = commission.conversion_id else { continue };
        earned.entry(conversion).or_default().push((commission, reviewed));
    }
    let paths = path::of(tx, &ids).await?;
    let known = Known::gather(tx, &conversions, &earned, &paths, server_key).await?;

    let (mut rows, mut scores) = (Vec::new(), Vec::with_capacity(conversions.len()));
    for conversion in &conversions {
        let family = earned.get(&conversion.id).map(Vec::as_slice).unwrap_or_default();
        let mut highest = 0;
        for (payee, affiliate) in payees(family) {
            let facts = known.facts(conversion, paths.get(&conversion.id), payee, affiliate);
            let findings = domain::fraud::judge(&facts, &thresholds);
            let sum = score(&findings);
            highest = highest.max(sum);
            if sum >= thresholds.hold_at {
                hold(tx, payee, family, &findings, &thresholds, now).await?;
            }
            rows.extend(findings.into_iter().map(|found| row(conversion, payee, affiliate, found, now)));
        }
        scores.push((conversion.id, highest));
    }
    // What is about the buyer is found once for everybody who earns.
    let rows = rows.into_iter().collect::<Result<Vec<FraudFinding>, StoreError>>()?;
    FraudFinding::add(tx, &rows).await?;
    fraud::note_judged(tx, &scores, now).await?;
    Ok(conversions.len())
}

/// Who earns from a conversion, each once, in the order they came; of what is void nobody does.
fn payees(family: &[(Commission, bool)]) -> Vec<(PayeeId, Option<AffiliateId>)> {
    let mut payees = Vec::new();
    let earns = |c: &Commission| c.adjusts_id.is_none() && c.state != CommissionState::Void;
    for (commission, _) in family.iter().filter(|(c, _)| earns(c)) {
        let one = (commission.payee_id, commission.affiliate_id);
        if !payees.contains(&one) {
            payees.push(one);
        }
    }
    payees
}

fn row(
    conversion: &Conversion,
    payee: PayeeId,
    affiliate: Option<AffiliateId>,
    found: Finding,
    now: DateTime<Utc>,
) -> Result<FraudFinding, StoreError> {
    let about_the_buyer = found.signal.is_about_the_buyer();
    Ok(FraudFinding {
        tenant_id: conversion.tenant_id,
        id: new_id(),
        conversion_id: conversion.id,
        payee_id: (!about_the_buyer).then_some(payee),
        affiliate_id: affiliate.filter(|_| !about_the_buyer),
        signal: found.signal,
        points: found.points,
        evidence: serde_json::to_value(&found.evidence).map_err(|_| StoreError::Corrupt("evidence"))?,
        found_at: now,
    })
}

/// Holds what a payee earns from a conversion, each commission with its corrections, and says so in the audit log.
async fn hold(
    tx: &TenantTx,
    payee: PayeeId,
    family: &[(Commission, bool)],
    findings: &[Finding],
    thresholds: &Thresholds,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    // Of one commission of theirs, though a later decision may have replaced it since.
    let is_reviewed = family.iter().any(|(c, reviewed)| c.payee_id == payee && *reviewed);
    if is_reviewed {
        return Ok(());
    }
    let originals: Vec<CommissionId> = family
        .iter()
        .filter(|(c, _)| c.payee_id == payee && c.adjusts_id.is_none())
        .filter(|(c, _)| c.state == CommissionState::Pending)
        .map(|(c, _)| c.id)
        .collect();
    let with_corrections: Vec<CommissionId> = family
        .iter()
        .filter(|(c, _)| originals.contains(&c.id) || c.adjusts_id.is_some_and(|id| originals.contains(&id)))
        .filter(|(c, _)| c.state == CommissionState::Pending)
        .map(|(c, _)| c.id)
        .collect();
    let held = Commission::hold_for_review(tx, &with_corrections).await?;
    if held.len() != with_corrections.len() {
        return Err(StoreError::Conflict("commission").into());
    }
    let signals: Vec<Signal> = findings.iter().map(|found| found.signal).collect();
    for id in originals {
        let after = json!({
            "state": CommissionState::Held, "reason": reason(&signals), "signals": signals,
            "score": score(findings), "holdAt": thresholds.hold_at,
        });
        let before = json!({ "state": CommissionState::Pending });
        audit::change(tx, "commissionHold", id, before, after, now).await?;
    }
    Ok(())
}

/// What is known beside the path, for a whole batch.
struct Known {
    /// By affiliate.
    emails: HashMap<AffiliateId, Vec<EmailHash>>,
    sharers: HashMap<AffiliateId, Vec<AffiliateId>>,
    browsers: HashMap<AffiliateId, Vec<VisitorId>>,
    traffic: HashMap<LinkAt, LinkTraffic>,
    /// By conversion: who owns the code, and how it is used.
    codes: HashMap<ConversionId, (PayeeId, CodeUse)>,
}

impl Known {
    async fn gather(
        tx: &TenantTx,
        conversions: &[Conversion],
        earned: &HashMap<ConversionId, Vec<(Commission, bool)>>,
        paths: &HashMap<ConversionId, Path>,
        server_key: &[u8; 32],
    ) -> BillingResult<Known> {
        let mut affiliates: Vec<AffiliateId> =
            earned.values().flatten().filter_map(|(c, _)| c.affiliate_id).collect();
        affiliates.sort_unstable();
        affiliates.dedup();
        let mut sharers: HashMap<AffiliateId, Vec<AffiliateId>> = HashMap::new();
        for (affiliate, other) in fraud::sharers(tx, &affiliates).await? {
            sharers.entry(affiliate).or_default().push(other);
        }
        let mut visitors: Vec<VisitorId> =
            paths.values().flat_map(|path| &path.met).filter_map(|met| met.visitor).collect();
        visitors.sort_unstable();
        visitors.dedup();
        let mut browsers: HashMap<AffiliateId, Vec<VisitorId>> = HashMap::new();
        for (affiliate, visitor) in affiliate_browser::own(tx, &affiliates, &visitors).await? {
            browsers.entry(affiliate).or_default().push(visitor);
        }
        affiliates.extend(sharers.values().flatten().copied());
        let key = EmailKey::of(server_key, tx.tenant());
        let mut emails: HashMap<AffiliateId, Vec<EmailHash>> = HashMap::new();
        for (affiliate, email) in fraud::emails(tx, &affiliates).await? {
            let Some(email) = BuyerEmail::read(&email) else { continue };
            emails.entry(affiliate).or_default().push(key.hash(&email));
        }
        let mut links: Vec<LinkAt> =
            paths.values().flat_map(|path| path.met.iter().filter_map(link_at)).collect();
        links.sort_unstable();
        links.dedup();
        let traffic = fraud::link_traffic(tx, &links).await?;
        Ok(Known {
            emails,
            sharers,
            browsers,
            traffic: links.into_iter().zip(traffic).collect(),
            codes: codes(tx, conversions, paths).await?,
        })
    }

    fn facts(
        &self,
        conversion: &Conversion,
        path: Option<&Path>,
        payee: PayeeId,
        affiliate: Option<AffiliateId>,
    ) -> Facts {
        let met: &[Met] = path.map(|path| path.met.as_slice()).unwrap_or_default();
        let of = |known: &HashMap<AffiliateId, Vec<EmailHash>>, affiliate: AffiliateId| {
            known.get(&affiliate).cloned().unwrap_or_default()
        };
        let own: &[VisitorId] =
            affiliate.and_then(|id| self.browsers.get(&id)).map(Vec::as_slice).unwrap_or_default();
        let mut own_browsers: Vec<VisitorId> =
            met.iter().filter_map(|met| met.visitor).filter(|visitor| own.contains(visitor)).collect();
        own_browsers.sort_unstable();
        own_browsers.dedup();
        let sharers = affiliate.and_then(|id| self.sharers.get(&id)).map(Vec::as_slice).unwrap_or_default();
        let sharers =
            sharers.iter().map(|other| Sharer { affiliate: *other, emails: of(&self.emails, *other) });
        let theirs: Vec<&Met> = met.iter().filter(|met| met.payee == payee && met.is_click()).collect();
        // The latest click of each link says what it had to bear.
        let mut links: BTreeMap<LinkId, LinkAt> = BTreeMap::new();
        for at in theirs.iter().filter_map(|met| link_at(met)) {
            let latest = links.entry(at.link).or_insert(at);
            *latest = (*latest).max(at);
        }
        let buyer = conversion.email_hash.as_deref().and_then(|hash| hash.try_into().ok()).map(EmailHash);
        Facts {
            converted_at: conversion.occurred_at,
            buyer,
            disposable: conversion.email_disposable == Some(true),
            affiliate,
            emails: affiliate.map(|id| of(&self.emails, id)).unwrap_or_default(),
            own_browsers,
            sharers: sharers.collect(),
            clicks: theirs
                .iter()
                .map(|met| Click { touch: met.touch, at: met.at, referrer_host: met.host.clone() })
                .collect(),
            hosts: met.iter().filter_map(|met| met.host.clone()).collect(),
            links: links.values().filter_map(|at| self.traffic.get(at)).copied().collect(),
            code: self.codes.get(&conversion.id).filter(|(owner, _)| *owner == payee).map(|(_, used)| *used),
        }
    }
}

fn link_at(met: &Met) -> Option<LinkAt> {
    met.link.filter(|_| met.is_click()).map(|link| LinkAt { link, at: met.at })
}

/// Notes how each known code was used, and says how others use it.
async fn codes(
    tx: &TenantTx,
    conversions: &[Conversion],
    paths: &HashMap<ConversionId, Path>,
) -> BillingResult<HashMap<ConversionId, (PayeeId, CodeUse)>> {
    let (mut used, mut without, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    for conversion in conversions {
        let (Some(code), Some(path)) = (&conversion.code, paths.get(&conversion.id)) else { continue };
        let Some(owner) = path.met.iter().find(|met| met.kind == TouchKind::Code).map(|met| met.payee) else {
            continue;
        };
        let came = path.met.iter().any(|met| met.payee == owner && met.is_click());
        used.push((conversion.id, owner));
        without.push((conversion.id, !came));
        asked.push((code.clone(), conversion.occurred_at));
    }
    if used.is_empty() {
        return Ok(HashMap::new());
    }
    fraud::note_code_uses(tx, &without).await?;
    let uses = fraud::code_uses(tx, &asked).await?;
    Ok(used.into_iter().zip(uses).map(|((id, owner), used)| (id, (owner, used))).collect())
}
