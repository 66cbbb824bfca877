//! The ledger compared with Stripe, both ways: each movement of Stripe's balance has what it is about on our side, and
//! what we have booked is at Stripe. What Stripe has and we have not is booked where it can be; whatever is left of a
//! difference has a name, and stops its tenant's payouts where it is about its wallet.

mod missing;
mod owner;
mod payment;
mod taken;
mod transfer;

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use domain::ids::TenantId;
use domain::money::Currency;
use domain::reconciliation::{Kind, Movement as About};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::platform_movement::PlatformMovement;
use store::{Pool, SystemCtx, SystemTx, TenantCtx, TenantTx};

use crate::error::{BillingError, BillingResult};
use crate::ledger::check::raise;
use crate::stripe::list::{Listed, page};
use crate::stripe::{Stripe, StripeError, recognise};

/// Has the ledger compared with Stripe.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Reconcile {
    /// How many days back.
    days: i64,
}

impl Reconcile {
    /// The job's name.
    pub const NAME: &'static str = "reconcile";
    /// What may have been missed.
    pub const NARROW: Reconcile = Reconcile { days: 3 };
    /// What a slow bank or a dispute may still have changed.
    pub const WIDE: Reconcile = Reconcile { days: 35 };

    /// Since when.
    pub fn since(self, now: DateTime<Utc>) -> DateTime<Utc> {
        now - Duration::days(self.days.clamp(1, Reconcile::WIDE.days))
    }
}

/// One difference between Stripe and the ledger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Whose, where that can be told.
    pub tenant: Option<TenantId>,
    /// Which.
    pub kind: Kind,
    /// Where and by how much.
    pub detail: String,
}

/// A movement of our balance at Stripe, with what caused it.
#[derive(Deserialize)]
struct Movement {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    amount: i64,
    fee: i64,
    net: i64,
    currency: String,
    status: String,
    created: i64,
    #[serde(default)]
    source: Value,
}

impl Listed for Movement {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Movement {
    fn about(&self) -> Option<About> {
        About::of(&self.kind, self.source["object"].as_str())
    }

    fn is_available(&self) -> bool {
        self.status == "available"
    }

    /// Its name in a difference: what caused it, and what it moved.
    fn named(&self) -> String {
        let source = self.source["id"].as_str().or_else(|| self.source.as_str()).unwrap_or(&self.id);
        format!("{source}: {} {} {}", self.kind, self.currency.to_uppercase(), self.amount)
    }
}

/// What is needed to compare, and what was found.
struct Comparison<'a> {
    pool: &'a Pool,
    ctx: &'a SystemCtx,
    stripe: &'a Stripe,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
    /// Ids of Stripe's objects that its list has shown.
    seen: BTreeSet<String>,
    found: BTreeSet<Difference>,
}

/// Compares every movement since `since`, and books what Stripe has and we did not hear of.
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
    let (seen, found) = (BTreeSet::new(), BTreeSet::new());
    let mut comparison = Comparison { pool, ctx, stripe, since, now, seen, found };
    let filter = json!({ "created": { "gte": since.timestamp() }, "expand": ["data.source"] });
    let mut after: Option<String> = None;
    loop {
        let next = page::<Movement>(stripe, "/balance_transactions", &filter, after.as_deref()).await?;
        comparison.compare(&next.data).await?;
        after = next.data.last().map(|movement| movement.id.clone());
        if !next.has_more {
            break;
        }
    }
    comparison.missing().await?;
    Ok(comparison.found.into_iter().collect())
}

impl Comparison<'_> {
    /// Stripe's side. The list is newest first; within a page payments come before what took them back.
    async fn compare(&mut self, page: &[Movement]) -> BillingResult<()> {
        let about = |about: About| page.iter().filter(move |m| m.about() == Some(about));
        let ids = page.iter().filter_map(|movement| movement.source["id"].as_str());
        self.seen.extend(ids.map(str::to_owned));
        self.transfers(about(About::Transfer).collect()).await?;
        self.reversals(about(About::Reversal).collect()).await?;
        self.payments(about(About::Payment).collect()).await?;
        self.refunds(about(About::Refund).collect()).await?;
        self.disputes(about(About::Dispute).collect()).await?;
        self.platforms(about(About::Platforms).collect()).await?;
        for movement in page.iter().filter(|movement| movement.about().is_none()) {
            self.find(None, Kind::UnknownMovement, movement.named());
        }
        Ok(())
    }

    /// What no tenant caused is kept, so that the balance can be explained.
    async fn platforms(&mut self, movements: Vec<&Movement>) -> BillingResult<()> {
        let mut rows = Vec::with_capacity(movements.len());
        for movement in movements {
            // One that no tenant can have is nothing of theirs, and of no sum that is compared.
            let Ok(currency) = currency(&movement.currency) else {
                self.find(None, Kind::UnknownMovement, movement.named());
                continue;
            };
            rows.push(PlatformMovement {
                id: movement.id.clone(),
                kind: movement.kind.clone(),
                currency,
                net: movement.net,
                made_at: moment(movement.created)?,
            });
            self.find(None, Kind::Platforms, format!("{}: {}", movement.id, movement.named()));
        }
        if rows.is_empty() {
            return Ok(());
        }
        let tx = SystemTx::begin(self.pool, self.ctx).await?;
        PlatformMovement::keep(&tx, &rows).await?;
        Ok(tx.commit().await?)
    }

    /// What caused a movement. One that cannot be read is named, and the others go on.
    fn source<T: DeserializeOwned>(&mut self, movement: &Movement) -> Option<T> {
        let source = T::deserialize(&movement.source).ok();
        if source.is_none() {
            self.find(None, Kind::UnknownMovement, movement.named());
        }
        source
    }

    fn find(&mut self, tenant: Option<TenantId>, kind: Kind, detail: String) {
        self.found.insert(Difference { tenant, kind, detail });
    }

    /// A difference that stops its tenant's payouts.
    async fn alarm(&mut self, tenant: TenantId, kind: Kind, detail: String) -> BillingResult<()> {
        let tx = TenantTx::begin(self.pool, &self.of(tenant)).await?;
        raise(&tx, kind.as_str(), &detail, self.now).await?;
        tx.commit().await?;
        self.find(Some(tenant), kind, detail);
        Ok(())
    }

    fn of(&self, tenant: TenantId) -> TenantCtx {
        self.ctx.in_tenant(tenant)
    }
}

/// None where Stripe or a rule of ours said no: what stands is compared as it is, and the others go on.
fn heard<T>(answer: BillingResult<T>) -> BillingResult<Option<T>> {
    match answer {
        Ok(told) => Ok(Some(told)),
        Err(BillingError::Refused { code, .. }) => {
            tracing::warn!(code, "what Stripe has contradicts what stands");
            Ok(None)
        }
        Err(BillingError::PostingKeyReused { key }) => {
            tracing::error!(key, "what Stripe has is booked otherwise");
            Ok(None)
        }
        Err(BillingError::Stripe(StripeError::Refused { status: 400 | 404, code, .. })) => {
            tracing::warn!(code, "Stripe does not know what stands");
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn currency(text: &str) -> Result<Currency, StripeError> {
    text.to_uppercase().parse().map_err(|_| StripeError::Unreadable)
}

fn moment(seconds: i64) -> Result<DateTime<Utc>, StripeError> {
    DateTime::from_timestamp(seconds, 0).ok_or(StripeError::Unreadable)
}
