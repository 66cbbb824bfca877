//! A stand-in until superseding decisions are here: it decides nothing.

use chrono::{DateTime, Utc};
use domain::ids::ConversionId;
use store::TenantTx;

use crate::Outcome;
use crate::error::BillingResult;

/// Decides a conversion again.
pub async fn decide_again(
    _tx: &TenantTx,
    _conversion: ConversionId,
    _reason: &str,
    _now: DateTime<Utc>,
) -> BillingResult<Outcome<()>> {
    Ok(Outcome::Already(()))
}
