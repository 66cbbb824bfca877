//! Money tenants put into their wallets. Written by `billing` alone.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::funding::FundingState;
use domain::ids::{FundingId, TenantId};
use domain::money::Currency;

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::fundings;
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// A funding.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = fundings, treat_none_as_null = true)]
pub struct Funding {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: FundingId,
    /// What is paid in.
    pub currency: Currency,
    /// What is paid, in minor units.
    pub amount: i64,
    /// What Stripe keeps of it.
    pub fee: Option<i64>,
    /// What reaches the wallet.
    pub net: Option<i64>,
    /// Where it stands.
    pub state: FundingState,
    /// `cs_…`
    pub checkout_session_id: Option<String>,
    /// Where the tenant pays.
    pub checkout_url: Option<String>,
    /// `pi_…`
    pub payment_intent_id: Option<String>,
    /// Who started it.
    pub started_by: String,
    /// When it was started.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

tenant_reads!(Funding, fundings, FundingId, "funding");

impl Funding {
    /// Writes a changed, locked funding back.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(fundings::table)
            .filter(fundings::tenant_id.eq(tx.tenant()))
            .filter(fundings::id.eq(self.id))
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("funding")) }
    }

    /// Paid fundings that Stripe has not settled, everywhere.
    pub async fn unsettled(tx: &SystemTx) -> StoreResult<Vec<(TenantId, FundingId)>> {
        Ok(fundings::table
            .filter(fundings::state.eq(FundingState::Started))
            .order((fundings::tenant_id, fundings::id))
            .select((fundings::tenant_id, fundings::id))
            .load(&mut tx.db()?)
            .await?)
    }
}
