//! Who owns ledger accounts in a tenant.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::attribution::Role;
use domain::ids::{AffiliateId, PayeeId, TenantId};

use crate::error::StoreResult;
use crate::page::{load_page, tenant_reads};
use crate::schema::payees;
use crate::scope::{TenantScope, TenantTx};

/// A payee.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = payees)]
pub struct Payee {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: PayeeId,
    /// An enrolled affiliate's, or a creator's.
    pub kind: Role,
    /// Who is paid; a creator nobody has claimed has none.
    pub affiliate_id: Option<AffiliateId>,
    /// The name shown.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(Payee, payees, PayeeId, "payee");

impl Payee {
    /// The payees of these ids, which nobody may claim until this transaction ends: what is recorded for a payee
    /// while a claim is approved belongs to one side of it or the other.
    pub async fn share(tx: &TenantTx, ids: &[PayeeId]) -> StoreResult<Vec<Payee>> {
        Ok(payees::table
            .filter(payees::tenant_id.eq(tx.tenant()))
            .filter(payees::id.eq_any(ids))
            .order(payees::id)
            .select(Payee::as_select())
            .for_share()
            .load(&mut tx.db()?)
            .await?)
    }

    /// Makes a creator's payee.
    pub async fn of_creator(tx: &TenantTx, name: &str, now: DateTime<Utc>) -> StoreResult<Payee> {
        let payee = Payee {
            tenant_id: tx.tenant(),
            id: crate::new_id(),
            kind: Role::Creator,
            affiliate_id: None,
            name: name.to_owned(),
            created_at: now,
        };
        payee.insert(tx).await?;
        Ok(payee)
    }

    /// The affiliate's one payee in this tenant, made when missing.
    pub async fn of_affiliate(
        tx: &TenantTx,
        affiliate: AffiliateId,
        name: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<Payee> {
        let standing = payees::table
            .filter(payees::tenant_id.eq(tx.tenant()))
            .filter(payees::affiliate_id.eq(affiliate))
            .filter(payees::kind.eq(Role::Affiliate))
            .select(Payee::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?;
        if let Some(payee) = standing {
            return Ok(payee);
        }
        let payee = Payee {
            tenant_id: tx.tenant(),
            id: crate::new_id(),
            kind: Role::Affiliate,
            affiliate_id: Some(affiliate),
            name: name.to_owned(),
            created_at: now,
        };
        payee.insert(tx).await?;
        Ok(payee)
    }
}
