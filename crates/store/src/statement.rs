//! What the statement of a payout is made of.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::commission::Cause;
use domain::ids::{CommissionId, PayoutId};

use crate::error::StoreResult;
use crate::schema::{commissions, conversions, debt_recoveries};
use crate::scope::TenantScope;

/// A commission a payout paid, or a debt it recovered.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct StatementRow {
    /// The commission.
    pub id: CommissionId,
    /// Why there is one.
    pub cause: Cause,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// The brand's id of its conversion.
    pub conversion: Option<String>,
    /// What was paid or recovered, in minor units.
    pub minor: i64,
}

/// The commissions a payout has claimed.
pub async fn claimed(scope: &impl TenantScope, payout: PayoutId) -> StoreResult<Vec<StatementRow>> {
    let mut conn = scope.conn().await?;
    let of_conversion = conversions::tenant_id
        .eq(commissions::tenant_id)
        .and(conversions::id.nullable().eq(commissions::conversion_id));
    Ok(commissions::table
        .left_join(conversions::table.on(of_conversion))
        .filter(commissions::tenant_id.eq(scope.tenant()))
        .filter(commissions::payout_id.eq(payout))
        .order(commissions::id)
        .select((
            commissions::id,
            commissions::cause,
            commissions::created_at,
            conversions::external_id.nullable(),
            commissions::amount,
        ))
        .load(&mut conn)
        .await?)
}

/// The debts a payout has recovered, each with how much of it.
pub async fn recovered(scope: &impl TenantScope, payout: PayoutId) -> StoreResult<Vec<StatementRow>> {
    let mut conn = scope.conn().await?;
    let of_debt = commissions::tenant_id
        .eq(debt_recoveries::tenant_id)
        .and(commissions::id.eq(debt_recoveries::commission_id));
    let of_conversion = conversions::tenant_id
        .eq(commissions::tenant_id)
        .and(conversions::id.nullable().eq(commissions::conversion_id));
    Ok(debt_recoveries::table
        .inner_join(commissions::table.on(of_debt))
        .left_join(conversions::table.on(of_conversion))
        .filter(debt_recoveries::tenant_id.eq(scope.tenant()))
        .filter(debt_recoveries::payout_id.eq(payout))
        .order(commissions::id)
        .select((
            commissions::id,
            commissions::cause,
            commissions::created_at,
            conversions::external_id.nullable(),
            debt_recoveries::amount,
        ))
        .load(&mut conn)
        .await?)
}
