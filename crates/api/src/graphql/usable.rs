//! Switching links and codes off, and on again.

use async_graphql::{Context, ID, InputObject, Object};
use domain::enrollment::Usable as State;
use domain::permission::Permission;
use serde_json::json;
use store::enrollment as row;
use store::{TenantScope, audit};

use super::code::Code;
use super::guard::{Requires, RequiresScopes};
use super::link::Link;
use super::payload::payload;
use super::request::{Request, id};
use crate::error::ApiResult;

/// A link to switch.
#[derive(InputObject)]
pub struct LinkInput {
    pub link_id: ID,
}

/// A code to switch.
#[derive(InputObject)]
pub struct CodeInput {
    pub code_id: ID,
}

payload! {
    /// The link, which leads nowhere from now on.
    LinkDisablePayload, LinkDisableUserError, LinkDisableErrorCode { link: Link } errors []
}
payload! {
    /// The link, which works again.
    LinkEnablePayload, LinkEnableUserError, LinkEnableErrorCode { link: Link } errors []
}
payload! {
    /// The code, which earns nothing from now on.
    CodeDisablePayload, CodeDisableUserError, CodeDisableErrorCode { code: Code } errors []
}
payload! {
    /// The code, which works again.
    CodeEnablePayload, CodeEnableUserError, CodeEnableErrorCode { code: Code } errors []
}

/// Switches one row; one that stands so already is left alone.
macro_rules! switch {
    ($ctx:expr, $row:ty, $id:expr, $field:literal, $action:literal, $to:expr) => {{
        let request = Request::of($ctx)?;
        let (now, id) = (request.now(), id(&$id, $field)?);
        let tx = request.write().await?;
        let mut row = <$row>::lock(&tx, id).await?;
        let before = json!({ "state": row.state });
        if row.state != $to {
            row.switch(&tx, $to).await?;
            audit::change(&tx, $action, row.id, before, json!({ "state": row.state }), now).await?;
            let tenant = tx.tenant();
            tx.commit().await?;
            request.app.drop_pages(tenant).await;
        }
        row
    }};
}

#[derive(Default)]
pub struct UsableMutation;

#[Object]
impl UsableMutation {
    /// Switches a link off: it leads nowhere. What it has earned stays.
    #[graphql(guard = "Requires(Permission::LinkWrite)", directive = RequiresScopes::apply(Permission::LinkWrite))]
    async fn link_disable(&self, ctx: &Context<'_>, input: LinkInput) -> ApiResult<LinkDisablePayload> {
        LinkDisablePayload::of(async {
            let row = switch!(ctx, row::Link, input.link_id, "linkId", "linkDisable", State::Disabled);
            Ok(LinkDisablePayload::done(Link(row)))
        })
        .await
    }

    /// Switches a link on again.
    #[graphql(guard = "Requires(Permission::LinkWrite)", directive = RequiresScopes::apply(Permission::LinkWrite))]
    async fn link_enable(&self, ctx: &Context<'_>, input: LinkInput) -> ApiResult<LinkEnablePayload> {
        LinkEnablePayload::of(async {
            let row = switch!(ctx, row::Link, input.link_id, "linkId", "linkEnable", State::Active);
            Ok(LinkEnablePayload::done(Link(row)))
        })
        .await
    }

    /// Switches a code off: a sale with it is nobody's. What it has earned stays.
    #[graphql(guard = "Requires(Permission::LinkWrite)", directive = RequiresScopes::apply(Permission::LinkWrite))]
    async fn code_disable(&self, ctx: &Context<'_>, input: CodeInput) -> ApiResult<CodeDisablePayload> {
        CodeDisablePayload::of(async {
            let row = switch!(ctx, row::Code, input.code_id, "codeId", "codeDisable", State::Disabled);
            Ok(CodeDisablePayload::done(Code(row)))
        })
        .await
    }

    /// Switches a code on again.
    #[graphql(guard = "Requires(Permission::LinkWrite)", directive = RequiresScopes::apply(Permission::LinkWrite))]
    async fn code_enable(&self, ctx: &Context<'_>, input: CodeInput) -> ApiResult<CodeEnablePayload> {
        CodeEnablePayload::of(async {
            let row = switch!(ctx, row::Code, input.code_id, "codeId", "codeEnable", State::Active);
            Ok(CodeEnablePayload::done(Code(row)))
        })
        .await
    }
}
