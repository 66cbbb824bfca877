//! What the ledger says lies at Stripe beside what Stripe says.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use domain::ledger::AccountKind;
use domain::money::Currency;
use serde::Deserialize;
use store::platform_movement::PlatformMovement;
use store::{Pool, SystemCtx, SystemTx};
use stripe_core::balance::RetrieveForMyAccountBalance;

use crate::error::BillingResult;
use crate::stripe::Stripe;

/// The platform's balance of one currency, in minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AtStripe {
    /// Σ `stripe_available` over all tenants.
    pub ledger: i64,
    /// What no tenant caused, as far as it was reconciled: Stripe's fees on accounts, payouts to our own bank, top-ups.
    pub own: i64,
    /// What Stripe has available.
    pub stripe: i64,
    /// What Stripe has that has not settled; in the ledger it is `stripe_pending`, before Stripe's fee.
    pub pending: i64,
}

impl AtStripe {
    /// Whether Stripe has something else than what is explained.
    pub fn differs(&self) -> bool {
        self.ledger.checked_add(self.own) != Some(self.stripe)
    }
}

#[derive(QueryableByName)]
struct Sum {
    #[diesel(sql_type = Text)]
    currency: Currency,
    #[diesel(sql_type = BigInt)]
    held: i64,
}

#[derive(Deserialize)]
struct Balance {
    available: Vec<Funds>,
    pending: Vec<Funds>,
}

#[derive(Deserialize)]
struct Funds {
    amount: i64,
    currency: String,
}

/// Both, by currency. They differ by what is under way this minute: a settled payment that has not been looked at, a
/// transfer whose answer is not known, a fee that was not reconciled yet.
pub async fn at_stripe(
    pool: &Pool,
    ctx: &SystemCtx,
    stripe: &Stripe,
) -> BillingResult<BTreeMap<Currency, AtStripe>> {
    let tx = SystemTx::begin(pool, ctx).await?;
    let sums: Vec<Sum> = diesel::sql_query(
        "SELECT currency, sum(held)::bigint AS held FROM ( \
           SELECT p.currency, p.amount AS held FROM ledger_accounts a \
             JOIN ledger_postings p ON p.tenant_id = a.tenant_id AND p.debit_account = a.id WHERE a.kind = $1 \
           UNION ALL \
           SELECT p.currency, -p.amount FROM ledger_accounts a \
             JOIN ledger_postings p ON p.tenant_id = a.tenant_id AND p.credit_account = a.id WHERE a.kind = $1) s \
         GROUP BY currency",
    )
    .bind::<Text, _>(AccountKind::StripeAvailable)
    .load(&mut tx.db()?)
    .await?;
    let own = PlatformMovement::sums(&tx).await?;
    tx.commit().await?;
    let mut held: BTreeMap<Currency, AtStripe> = BTreeMap::new();
    for sum in sums {
        held.entry(sum.currency).or_default().ledger = sum.held;
    }
    for (currency, sum) in own {
        held.entry(currency).or_default().own = sum;
    }
    let told: Balance = stripe.send(&RetrieveForMyAccountBalance::new(), None).await?.object()?;
    let known = |funds: &Funds| funds.currency.to_uppercase().parse::<Currency>().ok();
    for funds in &told.available {
        if let Some(currency) = known(funds) {
            held.entry(currency).or_default().stripe += funds.amount;
        }
    }
    for funds in &told.pending {
        if let Some(currency) = known(funds) {
            held.entry(currency).or_default().pending += funds.amount;
        }
    }
    Ok(held)
}
