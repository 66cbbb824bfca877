//! The ledger's transfers compared with Stripe's, both ways: what Stripe has and we have not is booked where it
//! can be; whatever is left of a difference has a name and stops that tenant's payouts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use domain::ids::{PayoutId, TenantId};
use domain::payout::protocol::Event;
use serde::Deserialize;
use store::payout::Payout;
use store::tenant::Tenant;
use store::{Pool, SystemCtx, SystemTx, TenantTx};
use stripe_connect::transfer::{ListTransfer, RetrieveTransfer};
use stripe_types::RangeQueryTs;

use super::TransferObject;
use super::take::take;
use crate::error::BillingResult;
use crate::ledger::check::raise;
use crate::stripe::{Stripe, StripeError, recognise};

/// Transfers in one page; Stripe's own limit.
const PAGE_TRANSFERS: i64 = 100;
/// A payout that began so lately may have a transfer that was made after the list was read, in minutes.
const IN_FLIGHT_MINUTES: i64 = 10;

/// One difference between Stripe and the ledger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Whose, where that can be told.
    pub tenant: Option<TenantId>,
    /// Which: `ADOPTED`, `TRANSFER_WITHOUT_PAYOUT`, `PAYOUT_WITHOUT_TRANSFER`, `TRANSFER_DIFFERS`,
    /// `TRANSFER_NOT_OURS`, `TRANSFER_OF_UNKNOWN_TENANT`.
    pub kind: &'static str,
    /// Where and by how much.
    pub detail: String,
}

#[derive(Deserialize)]
struct Page {
    data: Vec<Listed>,
    has_more: bool,
}

#[derive(Clone, Deserialize)]
struct Listed {
    #[serde(flatten)]
    object: TransferObject,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Clone, Default, Deserialize)]
struct Metadata {
    tenant: Option<String>,
    payout: Option<String>,
}

/// Compares every transfer made since `since`, and books what Stripe made and we did not hear of.
///
/// Errors: `OTHER_STRIPE_ACCOUNT`; Stripe's and the store's; what was booked until then stands.
pub async fn reconcile(
    pool: &Pool,
    ctx: &SystemCtx,
    stripe: &Stripe,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> BillingResult<Vec<Difference>> {
    recognise(pool, ctx, stripe, now).await?;
    let mut differences = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut after: Option<String> = None;
    loop {
        let mut request =
            ListTransfer::new().created(RangeQueryTs::gte(since.timestamp())).limit(PAGE_TRANSFERS);
        if let Some(last) = &after {
            request = request.starting_after(last.clone());
        }
        let page: Page = stripe.send(&request, None).await?.object()?;
        seen.extend(page.data.iter().map(|listed| listed.object.id.clone()));
        after = page.data.last().map(|listed| listed.object.id.clone());
        differences.extend(compare(pool, ctx, &page.data, now).await?);
        if !page.has_more || after.is_none() {
            break;
        }
    }
    differences.extend(missing(pool, ctx, stripe, &seen, since, now).await?);
    Ok(differences.into_iter().collect())
}

/// Stripe's side: each transfer has its payout, which says the same.
async fn compare(
    pool: &Pool,
    ctx: &SystemCtx,
    page: &[Listed],
    now: DateTime<Utc>,
) -> BillingResult<Vec<Difference>> {
    let named = |listed: &Listed| {
        let tenant: TenantId = listed.metadata.tenant.as_ref()?.parse().ok()?;
        let payout: PayoutId = listed.metadata.payout.as_ref()?.parse().ok()?;
        Some((tenant, payout))
    };
    let ids: Vec<PayoutId> = page.iter().filter_map(named).map(|(_, payout)| payout).collect();
    let tx = SystemTx::begin(pool, ctx).await?;
    let payouts: BTreeMap<PayoutId, Payout> =
        Payout::anywhere(&tx, &ids).await?.into_iter().map(|payout| (payout.id, payout)).collect();
    let tenants: BTreeSet<TenantId> = Tenant::all(&tx).await?.into_iter().collect();
    tx.commit().await?;
    let mut differences = Vec::new();
    for listed in page {
        let transfer = &listed.object;
        let of = format!("{}: {} {}", transfer.id, transfer.currency.to_uppercase(), transfer.amount);
        let Some((tenant, id)) = named(listed) else {
            differences.push(Difference { tenant: None, kind: "TRANSFER_NOT_OURS", detail: of });
            continue;
        };
        let (tenant_ctx, detail) = (ctx.in_tenant(tenant), format!("{of} for {id}"));
        if !tenants.contains(&tenant) {
            differences.push(Difference { tenant: None, kind: "TRANSFER_OF_UNKNOWN_TENANT", detail });
            continue;
        }
        let kind = match payouts.get(&id).filter(|payout| payout.tenant_id == tenant) {
            None => "TRANSFER_WITHOUT_PAYOUT",
            Some(payout) if !transfer.currency.eq_ignore_ascii_case(payout.currency.as_str()) => {
                "TRANSFER_DIFFERS"
            }
            Some(payout) if says_the_same(payout, transfer) => continue,
            Some(_) => {
                let tx = TenantTx::begin(pool, &tenant_ctx).await?;
                take(&tx, id, &Event::Told(transfer.clone().into()), now).await?;
                let adopted = says_the_same(&Payout::find(&tx, id).await?, transfer);
                tx.commit().await?;
                if adopted { "ADOPTED" } else { "TRANSFER_DIFFERS" }
            }
        };
        if kind != "ADOPTED" {
            let tx = TenantTx::begin(pool, &tenant_ctx).await?;
            raise(&tx, kind, &detail, now).await?;
            tx.commit().await?;
        }
        differences.push(Difference { tenant: Some(tenant), kind, detail });
    }
    Ok(differences)
}

fn says_the_same(payout: &Payout, transfer: &TransferObject) -> bool {
    payout.stripe_transfer_id.as_ref() == Some(&transfer.id)
        && payout.amount == transfer.amount
        && payout.reversed == transfer.amount_reversed
}

/// Our side: every transfer we have booked is at Stripe.
async fn missing(
    pool: &Pool,
    ctx: &SystemCtx,
    stripe: &Stripe,
    seen: &BTreeSet<String>,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> BillingResult<Vec<Difference>> {
    let tx = SystemTx::begin(pool, ctx).await?;
    let booked = Payout::transferred_since(&tx, since).await?;
    tx.commit().await?;
    let settled = now - Duration::minutes(IN_FLIGHT_MINUTES);
    let mut differences = Vec::new();
    for payout in booked {
        let Some(transfer) = payout.stripe_transfer_id.filter(|id| !seen.contains(id)) else { continue };
        // A page may have been read before the transfer was made: ask for it by name.
        let found: Result<Listed, StripeError> =
            stripe.send(&RetrieveTransfer::new(transfer.clone()), None).await?.object();
        match found {
            Ok(_) => continue,
            Err(StripeError::Refused { status: 404, .. }) if payout.updated_at <= settled => {}
            Err(StripeError::Refused { status: 404, .. }) => continue,
            Err(other) => return Err(other.into()),
        }
        let detail = format!("{}: {} {} as {transfer}", payout.id, payout.currency, payout.amount);
        let tx = TenantTx::begin(pool, &ctx.in_tenant(payout.tenant_id)).await?;
        raise(&tx, "PAYOUT_WITHOUT_TRANSFER", &detail, now).await?;
        tx.commit().await?;
        differences.push(Difference {
            tenant: Some(payout.tenant_id),
            kind: "PAYOUT_WITHOUT_TRANSFER",
            detail,
        });
    }
    Ok(differences)
}
