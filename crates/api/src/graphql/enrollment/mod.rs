//! Affiliates in programmes. What changes them is in `mutation`.

mod mutation;

pub use mutation::EnrollmentMutation;

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::{AffiliateId, EnrollmentId, TypedId};
use domain::permission::Permission;
use store::enrollment as row;

use super::batch::by_id;
use super::children::children_of;
use super::code::Code;
use super::connection::{List, PageArgs, keyed, list};
use super::filter::search;
use super::group::{Group, GroupOfEnrollment};
use super::guard::{Requires, RequiresScopes};
use super::link::Link;
use super::payee::{Payee, PayeeById};
use super::program::{Program, ProgramById};
use super::request::{Request, maybe_id};
use super::scalar::EnrollmentState;
use crate::error::{ApiError, ApiResult};

/// An affiliate in a programme, as the brand sees them.
pub struct Enrollment(pub row::Enrollment);
keyed!(Enrollment);

/// Whose links and codes an enrollment may have. Errors: `ENROLLMENT_NOT_ACTIVE`.
pub fn earning(enrollment: &row::Enrollment) -> ApiResult<AffiliateId> {
    match enrollment.affiliate_id {
        Some(affiliate) if enrollment.state.earns() => Ok(affiliate),
        _ => {
            Err(ApiError::refused("ENROLLMENT_NOT_ACTIVE", "the enrollment is not active").at("enrollmentId"))
        }
    }
}

#[Object]
impl Enrollment {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn state(&self) -> EnrollmentState {
        self.0.state.into()
    }
    /// The group of the programme's affiliates they are in.
    async fn group(&self, ctx: &Context<'_>) -> ApiResult<Option<Group>> {
        Ok(Request::of(ctx)?.load::<GroupOfEnrollment>(self.0.id).await?.map(Group))
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    async fn email(&self) -> &str {
        &self.0.email
    }
    /// Null while an invitation is not answered.
    async fn affiliate_id(&self) -> Option<ID> {
        self.0.affiliate_id.map(Into::into)
    }
    /// Whether Stripe can pay the affiliate, as last heard.
    async fn payout_ready(&self) -> bool {
        self.0.payout_ready
    }
    async fn program(&self, ctx: &Context<'_>) -> ApiResult<Program> {
        Ok(Program(Request::of(ctx)?.promised::<ProgramById>(self.0.program_id).await?))
    }
    /// Who owns the affiliate's ledger accounts; set when it first becomes active.
    #[graphql(guard = "Requires(Permission::CommissionRead)", directive = RequiresScopes::apply(Permission::CommissionRead))]
    async fn payee(&self, ctx: &Context<'_>) -> ApiResult<Option<Payee>> {
        let Some(id) = self.0.payee_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<PayeeById>(id).await?.map(Payee))
    }
    /// Its links, newest first.
    async fn links(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Link>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let slice = Request::of(ctx)?.promised::<LinksOfEnrollment>((self.0.id.uuid(), page)).await?;
        Ok(list(slice, Link))
    }
    /// Its coupon codes, newest first.
    async fn codes(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Code>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let slice = Request::of(ctx)?.promised::<CodesOfEnrollment>((self.0.id.uuid(), page)).await?;
        Ok(list(slice, Code))
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

by_id!(
    /// An enrollment by id.
    EnrollmentById: EnrollmentId => row::Enrollment
);
children_of!(
    /// A page of an enrollment's links.
    LinksOfEnrollment: store::children::LINKS_OF_ENROLLMENT => row::Link
);
children_of!(
    /// A page of an enrollment's codes.
    CodesOfEnrollment: store::children::CODES_OF_ENROLLMENT => row::Code
);

/// Which enrollments.
#[derive(InputObject, Default)]
pub struct EnrollmentFilter {
    pub state: Option<EnrollmentState>,
    pub program_id: Option<ID>,
    /// Name or e-mail has this in it, in capitals or not. At most 100 characters.
    pub search: Option<String>,
}

#[derive(Default)]
pub struct EnrollmentQuery;

#[Object]
impl EnrollmentQuery {
    /// Affiliates in programmes, newest first.
    #[graphql(guard = "Requires(Permission::EnrollmentRead)", directive = RequiresScopes::apply(Permission::EnrollmentRead))]
    #[allow(clippy::too_many_arguments)]
    async fn enrollments(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "As in the filter, where that says nothing of it.")] program_id: Option<ID>,
        filter: Option<EnrollmentFilter>,
    ) -> ApiResult<List<Enrollment>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let asked = filter.unwrap_or_default();
        let filter = row::EnrollmentFilter {
            state: asked.state.map(Into::into),
            program: maybe_id(asked.program_id.or(program_id).as_ref(), "programId")?,
            search: search(asked.search)?,
        };
        let scope = Request::of(ctx)?.read()?;
        Ok(list(row::Enrollment::filtered(&*scope, &filter, page).await?, Enrollment))
    }
}
