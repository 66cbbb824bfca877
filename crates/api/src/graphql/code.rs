//! Coupon codes.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::enrollment::Usable as State;
use domain::ids::EnrollmentId;
use domain::permission::Permission;
use serde_json::json;
use store::enrollment as row;
use store::{TenantScope, audit};

use super::batch::by_id;
use super::connection::{List, PageArgs, keyed, list};
use super::enrollment::{Enrollment, EnrollmentById, earning};
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::request::{Request, id, maybe_id};
use super::scalar::Usable;
use crate::error::{ApiError, ApiResult};

/// A coupon code of an enrollment.
pub struct Code(pub row::Code);
keyed!(Code);

#[Object]
impl Code {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// What a shopper types, in capitals.
    async fn code(&self) -> &str {
        &self.0.code
    }
    async fn state(&self) -> Usable {
        self.0.state.into()
    }
    async fn enrollment(&self, ctx: &Context<'_>) -> ApiResult<Enrollment> {
        Ok(Enrollment(Request::of(ctx)?.promised::<EnrollmentById>(self.0.enrollment_id).await?))
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

by_id!(
    /// A code by id.
    CodeById: domain::ids::CodeId => row::Code
);

#[derive(Default)]
pub struct CodeQuery;

#[Object]
impl CodeQuery {
    /// Coupon codes, newest first.
    #[graphql(guard = "Requires(Permission::EnrollmentRead)", directive = RequiresScopes::apply(Permission::EnrollmentRead))]
    async fn codes(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        enrollment_id: Option<ID>,
    ) -> ApiResult<List<Code>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let enrollment: Option<EnrollmentId> = maybe_id(enrollment_id.as_ref(), "enrollmentId")?;
        let scope = Request::of(ctx)?.read()?;
        let slice = match enrollment {
            Some(enrollment) => row::Code::of_enrollment(&*scope, enrollment, page).await?,
            None => row::Code::page(&*scope, page).await?,
        };
        Ok(list(slice, Code))
    }
}

/// A new coupon code.
#[derive(InputObject)]
pub struct CodeCreateInput {
    pub enrollment_id: ID,
    /// 1 to 64 letters, digits, spaces, `-` and `_`; kept in capitals.
    pub code: String,
}

payload! {
    /// The new code.
    CodeCreatePayload, CodeCreateUserError, CodeCreateErrorCode { code: Code }
    errors [CODE_EMPTY, CODE_TOO_LONG, CODE_CHARACTER, ENROLLMENT_NOT_ACTIVE]
}

#[derive(Default)]
pub struct CodeMutation;

#[Object]
impl CodeMutation {
    /// Makes a coupon code for an active enrollment.
    #[graphql(guard = "Requires(Permission::LinkWrite)", directive = RequiresScopes::apply(Permission::LinkWrite))]
    async fn code_create(&self, ctx: &Context<'_>, input: CodeCreateInput) -> ApiResult<CodeCreatePayload> {
        let request = Request::of(ctx)?;
        CodeCreatePayload::of(async {
            let now = request.now();
            let enrollment: EnrollmentId = id(&input.enrollment_id, "enrollmentId")?;
            let code =
                domain::code::normalise(&input.code).map_err(|error| ApiError::from(error).at("code"))?;
            let tx = request.write().await?;
            let affiliate_id = earning(&row::Enrollment::lock(&tx, enrollment).await?)?;
            let code = row::Code {
                tenant_id: tx.tenant(),
                id: store::new_id(),
                enrollment_id: enrollment,
                affiliate_id,
                code,
                state: State::Active,
                created_at: now,
            };
            code.insert(&tx).await?;
            let told = json!({ "code": code.code, "enrollment": enrollment });
            audit::write(&tx, "codeCreate", code.id, told, now).await?;
            tx.commit().await?;
            Ok(CodeCreatePayload::done(Code(code)))
        })
        .await
    }
}
