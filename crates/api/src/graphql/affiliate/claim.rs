//! Claims to be a creator as the affiliate sees them who makes them.

use std::collections::HashMap;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use domain::ids::CreatorId;
use store::creator::{Creator, CreatorClaim};

use crate::error::ApiResult;
use crate::graphql::batch::Edge;
use crate::graphql::connection::keyed;
use crate::graphql::request::Request;
use crate::graphql::scalar::ClaimState;

/// An affiliate's own claim to be a creator.
pub struct AffiliateClaim(pub CreatorClaim);
keyed!(AffiliateClaim);

#[Object]
impl AffiliateClaim {
    async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.0.tenant_id.into()
    }
    async fn creator_id(&self) -> ID {
        self.0.creator_id.into()
    }
    async fn creator_name(&self, ctx: &Context<'_>) -> ApiResult<String> {
        Ok(Request::of(ctx)?.promised::<CreatorNames>(self.0.creator_id).await?)
    }
    async fn state(&self) -> ClaimState {
        self.0.state.into()
    }
    /// What they say to prove it.
    async fn evidence(&self) -> &str {
        &self.0.evidence
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
}

/// Names of creators with the tenants an affiliate works with.
struct CreatorNames;

impl Edge for CreatorNames {
    type Key = CreatorId;
    type Value = String;

    async fn load(request: &Request, keys: Vec<CreatorId>) -> ApiResult<HashMap<CreatorId, String>> {
        let tx = request.own().await?;
        Ok(Creator::of_tenants(&tx, &keys).await?.into_iter().map(|row| (row.id, row.name)).collect())
    }
}
