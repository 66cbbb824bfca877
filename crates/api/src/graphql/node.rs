//! Anything by its id.

use async_graphql::{Context, ID, Interface, Object};
use domain::ids::{TypedId, parse_any};
use domain::permission::Permission;
use store::StoreError;

use super::api_key::ApiKey;
use super::batch::{Edge, by_id};
use super::code::{Code, CodeById};
use super::commission::{Commission, CommissionById};
use super::conversion::{Conversion, ConversionById};
use super::creator::{Creator, CreatorById, CreatorClaim, CreatorClaimById};
use super::enrollment::{Enrollment, EnrollmentById};
use super::feed::{Feed, FeedById};
use super::fraud::{FraudFinding, FraudFindingById};
use super::funding::{
    Funding, FundingById, FundingMethod, FundingMethodById, WalletReturn, WalletReturnById,
};
use super::ledger::{LedgerAccount, LedgerAccountById, LedgerEntry};
use super::link::{Link, LinkById};
use super::media::{Media, MediaById};
use super::member_invitation::{MemberInvitation, MemberInvitationById};
use super::missed_sale::{MissedSale, MissedSaleById};
use super::moment::{Moment, MomentById};
use super::moment_source::{MomentSource, MomentSourceById};
use super::payee::{Payee, PayeeById};
use super::payout::{Payout, PayoutById, PayoutRun, PayoutRunById};
use super::plan::{SubscriptionInvoice, SubscriptionInvoiceById};
use super::policy::{Policy, PolicyById};
use super::product::{Product, ProductById};
use super::program::{Program, ProgramById};
use super::refund::{Refund, UnmatchedRefund};
use super::request::Request;
use super::tenant::Tenant;
use super::terms::{Terms, TermsById};
use super::touch::{Touch, TouchById};
use crate::error::{ApiError, ApiResult, Kind};

/// Most ids of one `nodes`.
const NODES_MAX: usize = 100;

/// Something with an id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Opaque, and unique over all kinds."))]
#[allow(clippy::large_enum_variant)]
pub enum Node {
    ApiKey(ApiKey),
    Code(Code),
    Commission(Commission),
    Conversion(Conversion),
    Creator(Creator),
    CreatorClaim(CreatorClaim),
    Enrollment(Enrollment),
    Feed(Feed),
    FraudFinding(FraudFinding),
    Funding(Funding),
    FundingMethod(FundingMethod),
    LedgerAccount(LedgerAccount),
    LedgerEntry(LedgerEntry),
    Link(Link),
    Media(Media),
    MemberInvitation(MemberInvitation),
    MissedSale(MissedSale),
    Moment(Moment),
    MomentSource(MomentSource),
    Payee(Payee),
    Payout(Payout),
    PayoutRun(PayoutRun),
    Policy(Policy),
    Product(Product),
    Program(Program),
    Refund(Refund),
    SubscriptionInvoice(SubscriptionInvoice),
    Tenant(Tenant),
    Terms(Terms),
    Touch(Touch),
    UnmatchedRefund(UnmatchedRefund),
    WalletReturn(WalletReturn),
}

by_id!(
    /// An API key by id.
    ApiKeyById: domain::ids::ApiKeyId => store::api_key::ApiKey
);

by_id!(
    /// A refund by id.
    RefundById: domain::ids::RefundId => store::refund::Refund
);
by_id!(
    /// A refund no sale was found for, by id.
    UnmatchedRefundById: domain::ids::UnmatchedRefundId => store::refund::UnmatchedRefund
);

/// Looks one up in the caller's tenant. Permissions are those of the noun's list.
async fn find<E: Edge>(
    request: &Request,
    permission: Permission,
    id: uuid::Uuid,
    turn: impl FnOnce(E::Value) -> Node,
) -> ApiResult<Option<Node>>
where
    E::Key: TypedId,
{
    request.caller.may(permission)?;
    Ok(request.load::<E>(E::Key::from_uuid(id)).await?.map(turn))
}

async fn node(request: &Request, id: &ID) -> ApiResult<Option<Node>> {
    use Permission as P;
    request.caller.tenant()?;
    let Some((prefix, id)) = parse_any(id) else { return Ok(None) };
    match prefix.as_str() {
        "apikey" => find::<ApiKeyById>(request, P::KeyRead, id, |row| ApiKey(row).into()).await,
        "code" => find::<CodeById>(request, P::EnrollmentRead, id, |row| Code(row).into()).await,
        "commission" => {
            find::<CommissionById>(request, P::CommissionRead, id, |row| Commission(row).into()).await
        }
        "conversion" => {
            find::<ConversionById>(request, P::ConversionRead, id, |row| Conversion(row).into()).await
        }
        "creator" => find::<CreatorById>(request, P::MomentRead, id, |row| Creator(row).into()).await,
        "claim" => find::<CreatorClaimById>(request, P::MomentRead, id, |row| CreatorClaim(row).into()).await,
        "enrollment" => {
            find::<EnrollmentById>(request, P::EnrollmentRead, id, |row| Enrollment(row).into()).await
        }
        "feed" => find::<FeedById>(request, P::FeedRead, id, |row| Feed::from(row).into()).await,
        "finding" => {
            find::<FraudFindingById>(request, P::CommissionRead, id, |row| FraudFinding(row).into()).await
        }
        "funding" => find::<FundingById>(request, P::FundingRead, id, |row| Funding(row).into()).await,
        "invoice" => {
            find::<SubscriptionInvoiceById>(request, P::BillingRead, id, |row| {
                SubscriptionInvoice(row).into()
            })
            .await
        }
        "method" => {
            find::<FundingMethodById>(request, P::FundingRead, id, |row| FundingMethod(row).into()).await
        }
        "return" => {
            find::<WalletReturnById>(request, P::FundingRead, id, |row| WalletReturn(row).into()).await
        }
        "account" => {
            find::<LedgerAccountById>(request, P::LedgerRead, id, |row| LedgerAccount(row).into()).await
        }
        "link" => find::<LinkById>(request, P::EnrollmentRead, id, |row| Link(row).into()).await,
        "invitation" => {
            find::<MemberInvitationById>(request, P::MemberRead, id, |row| MemberInvitation(row).into()).await
        }
        "missed" => {
            find::<MissedSaleById>(request, P::ConversionRead, id, |row| MissedSale(row).into()).await
        }
        "media" => {
            find::<MediaById>(request, P::MomentRead, id, |row| Media { row, is_public: false }.into()).await
        }
        "moment" => find::<MomentById>(request, P::MomentRead, id, |row| Moment::from(row).into()).await,
        "source" => find::<MomentSourceById>(request, P::KeyRead, id, |row| MomentSource(row).into()).await,
        "payee" => find::<PayeeById>(request, P::CommissionRead, id, |row| Payee(row).into()).await,
        "payout" => find::<PayoutById>(request, P::PayoutRead, id, |row| Payout(row).into()).await,
        "run" => find::<PayoutRunById>(request, P::PayoutRead, id, |row| PayoutRun(row).into()).await,
        "policy" => find::<PolicyById>(request, P::ProgramRead, id, |row| Policy(row).into()).await,
        "product" => find::<ProductById>(request, P::CatalogueRead, id, |row| Product(row).into()).await,
        "program" => find::<ProgramById>(request, P::ProgramRead, id, |row| Program(row).into()).await,
        "terms" => find::<TermsById>(request, P::ProgramRead, id, |row| Terms(row).into()).await,
        "touch" => find::<TouchById>(request, P::TouchRead, id, |row| Touch(row).into()).await,
        "refund" => {
            request.caller.may(P::ConversionRead)?;
            let Some(row) = request.load::<RefundById>(TypedId::from_uuid(id)).await? else {
                return Ok(None);
            };
            let currency = request.promised::<ConversionById>(row.conversion_id).await?.currency;
            Ok(Some(Refund { row, currency }.into()))
        }
        "unmatched" => {
            find::<UnmatchedRefundById>(request, P::ConversionRead, id, |row| UnmatchedRefund(row).into())
                .await
        }
        "entry" => {
            request.caller.may(P::LedgerRead)?;
            let found = billing::ledger::EntryRow::find(&*request.read()?, TypedId::from_uuid(id)).await;
            match found {
                Ok(entry) => Ok(Some(LedgerEntry(entry).into())),
                Err(StoreError::NotFound(_)) => Ok(None),
                Err(error) => Err(error.into()),
            }
        }
        "tenant" => {
            if request.caller.may(P::TenantRead)?.tenant().uuid() != id {
                return Ok(None);
            }
            Ok(Some(Tenant(store::tenant::Tenant::own(&*request.read()?).await?).into()))
        }
        _ => Ok(None),
    }
}

#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Anything by its id. Null for what is not the caller's tenant's, or is no id.
    async fn node(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<Node>> {
        node(Request::of(ctx)?, &id).await
    }

    /// Many at once, at most 100, in the order of the ids.
    async fn nodes(&self, ctx: &Context<'_>, ids: Vec<ID>) -> ApiResult<Vec<Option<Node>>> {
        if ids.len() > NODES_MAX {
            let text = format!("nodes takes at most {NODES_MAX} ids");
            return Err(ApiError::new(Kind::Limited, "LIST_TOO_LONG", text));
        }
        let request = Request::of(ctx)?;
        futures::future::try_join_all(ids.iter().map(|id| node(request, id))).await
    }
}
