//! What creators are asked to agree to.

use std::collections::HashMap;

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::moment::rights::RightsTermsText;
use domain::permission::Permission;
use domain::text::hex;
use serde_json::json;
use store::audit;
use store::rights::RightsTerms as Row;

use super::named;
use crate::error::{ApiError, ApiResult};
use crate::graphql::audit::AuditActor;
use crate::graphql::batch::Edge;
use crate::graphql::connection::{List, cursored, decode_number, encode_number, forward};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::payload::payload;
use crate::graphql::request::Request;

/// One version of what creators agree to when they give the right to show a moment. It is never edited.
pub struct RightsTerms(pub Row);

#[Object]
impl RightsTerms {
    /// From 1.
    async fn number(&self) -> i32 {
        self.0.number
    }
    async fn body(&self) -> &str {
        &self.0.body
    }
    /// The SHA-256 of the text, in hexadecimal digits.
    async fn hash(&self) -> String {
        hex(&self.0.hash)
    }
    async fn published_at(&self) -> DateTime<Utc> {
        self.0.published_at
    }
    async fn published_by(&self) -> Option<AuditActor> {
        named(Some(&self.0.published_by))
    }
}

/// Versions by their numbers.
pub(super) struct TermsByNumber;

impl Edge for TermsByNumber {
    type Key = i32;
    type Value = Row;

    async fn load(request: &Request, keys: Vec<i32>) -> ApiResult<HashMap<i32, Row>> {
        let rows = Row::find_many(&*request.read()?, &keys).await?;
        Ok(rows.into_iter().map(|row| (row.number, row)).collect())
    }
}

#[derive(Default)]
pub struct RightsTermsQuery;

#[Object]
impl RightsTermsQuery {
    /// The versions of what creators are asked to agree to, the newest first.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn rights_terms(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<RightsTerms>> {
        let limit = forward(first)?;
        let below = after.as_deref().map(decode_number).transpose()?;
        let slice = Row::versions(&*Request::of(ctx)?.read()?, below, limit).await?;
        Ok(cursored(slice.map(RightsTerms), |terms| encode_number(terms.0.number)))
    }
}

/// Terms to publish.
#[derive(InputObject)]
pub struct RightsTermsPublishInput {
    /// 1 to 20,000 characters.
    pub body: String,
}

payload! {
    /// The version that holds from now on.
    RightsTermsPublishPayload, RightsTermsPublishUserError, RightsTermsPublishErrorCode { rights_terms: RightsTerms }
    errors [TERMS_TEXT_INVALID]
}

#[derive(Default)]
pub struct RightsTermsMutation;

#[Object]
impl RightsTermsMutation {
    /// Publishes what creators are asked to agree to from now on, as the next version. What was asked before stays asked under the
    /// version it was. The newest text again is no new version.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn rights_terms_publish(
        &self,
        ctx: &Context<'_>,
        input: RightsTermsPublishInput,
    ) -> ApiResult<RightsTermsPublishPayload> {
        let request = Request::of(ctx)?;
        RightsTermsPublishPayload::of(async {
            let text = RightsTermsText::new(&input.body).map_err(|error| ApiError::from(error).at("body"))?;
            let tx = request.write().await?;
            let (terms, is_new) = Row::publish(&tx, &text, request.now()).await?;
            if is_new {
                let told = json!({ "number": terms.number, "hash": hex(&terms.hash) });
                audit::write(&tx, "rightsTermsPublish", terms.number, told, request.now()).await?;
            }
            tx.commit().await?;
            Ok(RightsTermsPublishPayload::done(RightsTerms(terms)))
        })
        .await
    }
}
