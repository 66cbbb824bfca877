//! Creators, and affiliates' claims to be one.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::enrollment::ClaimState as State;
use domain::ids::{AffiliateId, CreatorClaimId, CreatorId, ProgramId};
use domain::permission::Permission;
use domain::reward::terms_in_force;
use domain::text::is_line;
use serde_json::json;
use store::audit;
use store::creator as row;
use store::enrollment::Enrollment;
use store::program::Program;
use store::terms::Terms;

use super::batch::{Edge, by_id};
use super::connection::{List, PageArgs, keyed, list};
use super::guard::{AsAffiliate, Requires, RequiresScopes};
use super::payee::{Payee, PayeeById};
use super::payload::payload;
use super::product::line;
use super::request::{Request, id};
use super::scalar::ClaimState;
use crate::error::{ApiError, ApiResult};

/// Longest evidence of a claim, in characters.
const EVIDENCE_CHARS_MAX: usize = 2_000;
/// Longest address of a moment, in characters.
const ADDRESS_CHARS_MAX: usize = 2_000;

/// An author of moments.
pub struct Creator(pub row::Creator);
keyed!(Creator, CreatorClaim);

#[Object]
impl Creator {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// The brand's own key: a handle or a customer number.
    async fn external_id(&self) -> &str {
        &self.0.external_id
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Who owns the creator's ledger accounts.
    #[graphql(guard = "Requires(Permission::CommissionRead)", directive = RequiresScopes::apply(Permission::CommissionRead))]
    async fn payee(&self, ctx: &Context<'_>) -> ApiResult<Payee> {
        Ok(Payee(Request::of(ctx)?.promised::<PayeeById>(self.0.payee_id).await?))
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// Which creators are paid for what they say: the tenant's terms for creators that are in force pay something, or they
/// have earned before.
pub struct Incentivised;

impl Edge for Incentivised {
    type Key = CreatorId;
    type Value = ();

    async fn load(request: &Request, keys: Vec<CreatorId>) -> ApiResult<HashMap<CreatorId, ()>> {
        let scope = request.read()?;
        let programs = Program::all_for_creators(&*scope).await?;
        let versions = match programs.is_empty() {
            true => Vec::new(),
            false => Terms::in_force(&*scope, &programs, request.now()).await?,
        };
        let pays = |program: &ProgramId| {
            let in_force = terms_in_force(&versions, *program, None, request.now());
            in_force.is_some_and(domain::reward::Terms::pay)
        };
        let who = match programs.iter().any(pays) {
            true => keys,
            false => row::Creator::who_earned(&*scope, &keys).await?,
        };
        Ok(who.into_iter().map(|creator| (creator, ())).collect())
    }
}

/// An affiliate's claim to be a creator.
pub struct CreatorClaim(pub row::CreatorClaim);

#[Object]
impl CreatorClaim {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn creator_id(&self) -> ID {
        self.0.creator_id.into()
    }
    /// Null for an affiliate.
    async fn creator(&self, ctx: &Context<'_>) -> ApiResult<Option<Creator>> {
        let request = Request::of(ctx)?;
        if !request.may(Permission::MomentRead) {
            return Ok(None);
        }
        Ok(request.load::<CreatorById>(self.0.creator_id).await?.map(Creator))
    }
    async fn affiliate_id(&self) -> ID {
        self.0.affiliate_id.into()
    }
    /// What they are called here. Null for the affiliate themselves.
    async fn affiliate_name(&self, ctx: &Context<'_>) -> ApiResult<Option<String>> {
        let request = Request::of(ctx)?;
        if !request.may(Permission::MomentRead) {
            return Ok(None);
        }
        request.load::<NameOfAffiliate>(self.0.affiliate_id).await
    }
    async fn state(&self) -> ClaimState {
        self.0.state.into()
    }
    /// What the affiliate says to prove it.
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

by_id!(
    /// A creator by id.
    CreatorById: domain::ids::CreatorId => row::Creator
);
by_id!(
    /// A claim by id.
    CreatorClaimById: CreatorClaimId => row::CreatorClaim
);

/// What affiliates are called in the tenant they are enrolled in.
struct NameOfAffiliate;

impl Edge for NameOfAffiliate {
    type Key = AffiliateId;
    type Value = String;

    async fn load(request: &Request, keys: Vec<AffiliateId>) -> ApiResult<HashMap<AffiliateId, String>> {
        let names = Enrollment::names(&*request.read()?, &keys).await?;
        Ok(names.into_iter().collect())
    }
}

#[derive(Default)]
pub struct CreatorQuery;

#[Object]
impl CreatorQuery {
    /// Authors of moments, newest first.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn creators(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Creator>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::Creator::page(&*Request::of(ctx)?.read()?, page).await?, Creator))
    }

    /// Affiliates' claims to be a creator, newest first.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn creator_claims(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<CreatorClaim>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::CreatorClaim::page(&*Request::of(ctx)?.read()?, page).await?, CreatorClaim))
    }
}

/// A new creator.
#[derive(InputObject)]
pub struct CreatorCreateInput {
    /// The brand's own key, 1 to 200 characters.
    pub external_id: String,
    pub name: String,
}

/// A claim by the affiliate who asks.
#[derive(InputObject)]
pub struct CreatorClaimCreateInput {
    /// The creator; or the moment.
    pub creator_id: Option<ID>,
    /// A moment of theirs, by its id or the address it first stood at; at most 2,000 characters.
    pub moment: Option<String>,
    /// What proves it, 1 to 2,000 characters.
    pub evidence: String,
}

/// A claim to decide.
#[derive(InputObject)]
pub struct CreatorClaimDecideInput {
    pub claim_id: ID,
}

payload! {
    /// The new creator.
    CreatorCreatePayload, CreatorCreateUserError, CreatorCreateErrorCode { creator: Creator } errors [INPUT_INVALID]
}
payload! {
    /// The new claim.
    CreatorClaimCreatePayload, CreatorClaimCreateUserError, CreatorClaimCreateErrorCode { claim: CreatorClaim }
    errors [INPUT_INVALID, EXACTLY_ONE, MOMENT_UNKNOWN]
}
payload! {
    /// The approved claim.
    CreatorClaimApprovePayload, CreatorClaimApproveUserError, CreatorClaimApproveErrorCode { claim: CreatorClaim }
    errors [WRONG_STATE]
}
payload! {
    /// The rejected claim.
    CreatorClaimRejectPayload, CreatorClaimRejectUserError, CreatorClaimRejectErrorCode { claim: CreatorClaim }
    errors [WRONG_STATE]
}

#[derive(Default)]
pub struct CreatorMutation;

#[Object]
impl CreatorMutation {
    /// Adds an author of moments.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn creator_create(
        &self,
        ctx: &Context<'_>,
        input: CreatorCreateInput,
    ) -> ApiResult<CreatorCreatePayload> {
        let request = Request::of(ctx)?;
        CreatorCreatePayload::of(async {
            let now = request.now();
            let (external_id, name) =
                (line(&input.external_id, 200, "externalId")?, line(&input.name, 200, "name")?);
            let tx = request.write().await?;
            let creator = row::Creator::create(&tx, &external_id, &name, now).await?;
            audit::write(&tx, "creatorCreate", creator.id, json!({}), now).await?;
            tx.commit().await?;
            Ok(CreatorCreatePayload::done(Creator(creator)))
        })
        .await
    }

    /// Asks the tenant to know the calling affiliate as a creator.
    #[graphql(guard = "AsAffiliate")]
    async fn creator_claim_create(
        &self,
        ctx: &Context<'_>,
        input: CreatorClaimCreateInput,
    ) -> ApiResult<CreatorClaimCreatePayload> {
        let request = Request::of(ctx)?;
        CreatorClaimCreatePayload::of(async {
            let now = request.now();
            let evidence = evidence(&input.evidence)?;
            let tx = request.write_own().await?;
            let creator = match (&input.creator_id, &input.moment) {
                (Some(creator), None) => id(creator, "creatorId")?,
                (None, Some(moment)) => author_of(&tx, moment).await?,
                _ => {
                    let text = "either the creator or a moment of theirs";
                    return Err(ApiError::refused("EXACTLY_ONE", text).at("moment"));
                }
            };
            let claim = row::CreatorClaim::request(&tx, creator, &evidence, now).await?;
            audit::write_own(&tx, claim.tenant_id, "creatorClaimCreate", claim.id, json!({}), now).await?;
            tx.commit().await?;
            Ok(CreatorClaimCreatePayload::done(CreatorClaim(claim)))
        })
        .await
    }

    /// Approves a claim: what the creator has earned and will earn is paid to the affiliate. Moves no money.
    #[graphql(guard = "Requires(Permission::ClaimDecide)", directive = RequiresScopes::apply(Permission::ClaimDecide))]
    async fn creator_claim_approve(
        &self,
        ctx: &Context<'_>,
        input: CreatorClaimDecideInput,
    ) -> ApiResult<CreatorClaimApprovePayload> {
        CreatorClaimApprovePayload::of(async {
            Ok(CreatorClaimApprovePayload::done(decide(ctx, &input.claim_id, State::Approved).await?))
        })
        .await
    }

    /// Turns a claim down.
    #[graphql(guard = "Requires(Permission::ClaimDecide)", directive = RequiresScopes::apply(Permission::ClaimDecide))]
    async fn creator_claim_reject(
        &self,
        ctx: &Context<'_>,
        input: CreatorClaimDecideInput,
    ) -> ApiResult<CreatorClaimRejectPayload> {
        CreatorClaimRejectPayload::of(async {
            Ok(CreatorClaimRejectPayload::done(decide(ctx, &input.claim_id, State::Rejected).await?))
        })
        .await
    }
}

/// What proves something, trimmed, 1 to 2,000 characters. Errors: `INPUT_INVALID`.
pub fn evidence(text: &str) -> ApiResult<String> {
    let text = text.trim();
    let plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    if (1..=EVIDENCE_CHARS_MAX).contains(&text.chars().count()) && text.chars().all(plain) {
        return Ok(text.to_owned());
    }
    let message = format!(
        "evidence has 1 to {EVIDENCE_CHARS_MAX} characters, and no control characters but line breaks"
    );
    Err(ApiError::refused("INPUT_INVALID", message).at("evidence"))
}

/// Errors: `MOMENT_UNKNOWN`.
async fn author_of(tx: &store::AffiliateTx, moment: &str) -> ApiResult<CreatorId> {
    let at = match moment.trim().parse() {
        Ok(moment) => Some(row::MomentAt::Id(moment)),
        Err(_) if is_line(moment.trim(), ADDRESS_CHARS_MAX) => Some(row::MomentAt::Permalink(moment.trim())),
        Err(_) => None,
    };
    let author = match at {
        Some(at) => row::Creator::author_of(tx, at).await?,
        None => None,
    };
    let text = "no moment of one creator is known by this, with a brand you work with; its id is surest";
    author.ok_or_else(|| ApiError::refused("MOMENT_UNKNOWN", text).at("moment"))
}

async fn decide(ctx: &Context<'_>, claim: &ID, to: State) -> ApiResult<CreatorClaim> {
    let request = Request::of(ctx)?;
    let now = request.now();
    let claim: CreatorClaimId = id(claim, "claimId")?;
    let tx = request.write().await?;
    let mut claim = row::CreatorClaim::lock(&tx, claim).await?;
    if claim.state == to {
        return Ok(CreatorClaim(claim));
    }
    if claim.state != State::Requested {
        let text = format!("a claim that is {} cannot become {to}", claim.state);
        return Err(ApiError::refused("WRONG_STATE", text));
    }
    let before = claim.state;
    claim.decide(&tx, to, now).await?;
    let action = if to == State::Approved { "creatorClaimApprove" } else { "creatorClaimReject" };
    let (before, after) = (json!({ "state": before }), json!({ "state": to, "creator": claim.creator_id }));
    audit::change(&tx, action, claim.id, before, after, now).await?;
    tx.commit().await?;
    Ok(CreatorClaim(claim))
}
