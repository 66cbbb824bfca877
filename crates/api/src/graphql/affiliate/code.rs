//! Coupon codes as the affiliate sees them whose they are.

use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};
use store::enrollment::Code;

use crate::graphql::connection::keyed;
use crate::graphql::scalar::Usable;

/// An affiliate's own coupon code.
pub struct AffiliateCode(pub Code);
keyed!(AffiliateCode);

#[Object]
impl AffiliateCode {
    async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.0.tenant_id.into()
    }
    async fn enrollment_id(&self) -> ID {
        self.0.enrollment_id.into()
    }
    /// What a shopper types, in capitals.
    async fn code(&self) -> &str {
        &self.0.code
    }
    async fn state(&self) -> Usable {
        self.0.state.into()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
