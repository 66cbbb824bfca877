//! People who ask what is known of them, or to be forgotten: creators, and customers.
//!
//! What they did to money stays, under a pseudonym: sales, commissions and postings name rows, and the rows name nobody.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::commission::CommissionState;
use domain::conversion::ConversionKind;
use domain::ids::{ConversionId, CreatorId, CustomerId, TouchId, VisitorId};
use domain::money::Currency;
use domain::person::pseudonym;
use serde::Serialize;

use crate::creator::{Creator, CreatorClaim};
use crate::error::{StoreError, StoreResult};
use crate::moderation::Revision;
use crate::moment::{ERASED_BODY, Moment};
use crate::rights::RightsRequest;
use crate::schema::{
    commissions, conversion_visitors, conversions, creator_claims, creators, customers, identity_edges,
    moments, payees, touches, unmatched_refunds,
};
use crate::scope::{TenantScope, TenantTx};
use crate::touch::Customer;

/// The most rows of one kind that are told of a person.
pub const PERSON_ROWS_MAX: i64 = 10_000;

/// What is known of a creator.
#[derive(Debug)]
pub struct KnownCreator {
    /// Who they are.
    pub creator: Creator,
    /// What they wrote.
    pub moments: Vec<Moment>,
    /// What that said before.
    pub revisions: Vec<Revision>,
    /// What they were asked and answered.
    pub rights: Vec<RightsRequest>,
    /// Whoever said to be them.
    pub claims: Vec<CreatorClaim>,
    /// What they earned.
    pub commissions: Vec<Earned>,
}

/// A commission of a creator.
#[derive(Debug, Queryable, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Earned {
    /// When.
    pub at: DateTime<Utc>,
    /// In which currency.
    pub currency: Currency,
    /// In minor units.
    pub amount_minor: i64,
    /// Where it stands.
    pub state: CommissionState,
}

/// What is known of a customer.
#[derive(Debug)]
pub struct KnownCustomer {
    /// Who they are.
    pub customer: Customer,
    /// What they did.
    pub conversions: Vec<Done>,
    /// The browsers they were seen with.
    pub browsers: Vec<Seen>,
    /// What these browsers met.
    pub touches: Vec<Met>,
}

/// A conversion of a customer.
#[derive(Debug, Queryable, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Done {
    /// Its id.
    pub id: ConversionId,
    /// What it was.
    pub kind: ConversionKind,
    /// The brand's own key of it.
    pub external_id: String,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// In which currency.
    pub currency: Currency,
    /// In minor units.
    pub amount_minor: i64,
    /// Where, if that is known.
    pub country: Option<String>,
    /// The code that was used.
    pub code: Option<String>,
}

/// A browser of a customer.
#[derive(Debug, Queryable, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// The browser.
    pub visitor: VisitorId,
    /// When it was last seen with them.
    pub seen_at: DateTime<Utc>,
}

/// A touch of a browser of a customer.
#[derive(Debug, Queryable, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Met {
    /// Its id.
    pub id: TouchId,
    /// What it was.
    pub kind: String,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// The page it came from.
    pub referrer_host: Option<String>,
}

/// All that is known of a creator. Errors: `NotFound`.
pub async fn known_creator(scope: &impl TenantScope, id: CreatorId) -> StoreResult<KnownCreator> {
    let creator = Creator::find(scope, id).await?;
    let mut conn = scope.conn().await?;
    let moments: Vec<Moment> = moments::table
        .filter(moments::tenant_id.eq(scope.tenant()))
        .filter(moments::creator_id.eq(id))
        .order(moments::id)
        .limit(PERSON_ROWS_MAX)
        .select(Moment::as_select())
        .load(&mut conn)
        .await?;
    let ids: Vec<_> = moments.iter().map(|moment| moment.id).collect();
    let claims = creator_claims::table
        .filter(creator_claims::tenant_id.eq(scope.tenant()))
        .filter(creator_claims::creator_id.eq(id))
        .order(creator_claims::id)
        .limit(PERSON_ROWS_MAX)
        .select(CreatorClaim::as_select())
        .load(&mut conn)
        .await?;
    let commissions = commissions::table
        .filter(commissions::tenant_id.eq(scope.tenant()))
        .filter(commissions::payee_id.eq(creator.payee_id))
        .order(commissions::id)
        .limit(PERSON_ROWS_MAX)
        .select((commissions::created_at, commissions::currency, commissions::amount, commissions::state))
        .load(&mut conn)
        .await?;
    Ok(KnownCreator {
        creator,
        revisions: Revision::of_moments(scope, &ids).await?,
        rights: RightsRequest::of_moments(scope, &ids).await?,
        moments,
        claims,
        commissions,
    })
}

/// All that is known of the customer of this key; none where there is no such customer.
pub async fn known_customer(
    scope: &impl TenantScope,
    external_id: &str,
) -> StoreResult<Option<KnownCustomer>> {
    let mut conn = scope.conn().await?;
    let customer = customers::table
        .filter(customers::tenant_id.eq(scope.tenant()))
        .filter(customers::external_id.eq(external_id))
        .select(Customer::as_select())
        .first(&mut conn)
        .await
        .optional()?;
    let Some(customer) = customer else { return Ok(None) };
    let conversions: Vec<Done> = conversions::table
        .filter(conversions::tenant_id.eq(scope.tenant()))
        .filter(conversions::customer_id.eq(customer.id))
        .order(conversions::occurred_at)
        .limit(PERSON_ROWS_MAX)
        .select((
            conversions::id,
            conversions::kind,
            conversions::external_id,
            conversions::occurred_at,
            conversions::currency,
            conversions::amount,
            conversions::country,
            conversions::code,
        ))
        .load(&mut conn)
        .await?;
    let browsers: Vec<Seen> = identity_edges::table
        .filter(identity_edges::tenant_id.eq(scope.tenant()))
        .filter(identity_edges::customer_id.eq(customer.id))
        .order(identity_edges::seen_at)
        .limit(PERSON_ROWS_MAX)
        .select((identity_edges::visitor_id, identity_edges::seen_at))
        .load(&mut conn)
        .await?;
    let ids: Vec<ConversionId> = conversions.iter().map(|done| done.id).collect();
    let mut visitors: Vec<VisitorId> = conversion_visitors::table
        .filter(conversion_visitors::tenant_id.eq(scope.tenant()))
        .filter(conversion_visitors::conversion_id.eq_any(ids))
        .select(conversion_visitors::visitor_id)
        .load(&mut conn)
        .await?;
    visitors.extend(browsers.iter().map(|seen| seen.visitor));
    let touches = touches::table
        .filter(touches::tenant_id.eq(scope.tenant()))
        .filter(touches::visitor_id.eq_any(visitors))
        .order(touches::occurred_at)
        .limit(PERSON_ROWS_MAX)
        .select((touches::id, touches::kind, touches::occurred_at, touches::referrer_host))
        .load(&mut conn)
        .await?;
    Ok(Some(KnownCustomer { customer, conversions, browsers, touches }))
}

/// Erases everything a creator said, and what they are called. What they earned stays, and is theirs. Answers the creator as
/// they stand, and how many moments still said something. Errors: `NotFound`.
pub async fn forget_creator(tx: &TenantTx, id: CreatorId) -> StoreResult<(Creator, usize)> {
    let mut creator = Creator::lock(tx, id).await?;
    let moments = Moment::erase_of_creator(tx, id).await?;
    creator.name = pseudonym(id);
    creator.external_id = pseudonym(id);
    let (mut db, tenant) = (tx.db()?, tx.tenant());
    diesel::update(creators::table)
        .filter(creators::tenant_id.eq(tenant))
        .filter(creators::id.eq(id))
        .set((creators::name.eq(&creator.name), creators::external_id.eq(&creator.external_id)))
        .execute(&mut db)
        .await?;
    diesel::update(payees::table)
        .filter(payees::tenant_id.eq(tenant))
        .filter(payees::id.eq(creator.payee_id))
        .set(payees::name.eq(&creator.name))
        .execute(&mut db)
        .await?;
    diesel::update(creator_claims::table)
        .filter(creator_claims::tenant_id.eq(tenant))
        .filter(creator_claims::creator_id.eq(id))
        .set(creator_claims::evidence.eq(ERASED_BODY))
        .execute(&mut db)
        .await?;
    Ok((creator, moments))
}

/// Takes away what a customer is called, and which browsers were theirs. Their sales stay, of nobody. None where there is no such
/// customer.
pub async fn forget_customer(tx: &TenantTx, external_id: &str) -> StoreResult<Option<CustomerId>> {
    let (mut db, tenant) = (tx.db()?, tx.tenant());
    let id = Customer::lock_by_external_id(tx, external_id).await?;
    // A refund of a sale that was never reported may name them too.
    diesel::update(unmatched_refunds::table)
        .filter(unmatched_refunds::tenant_id.eq(tenant))
        .filter(unmatched_refunds::customer.eq(external_id))
        .set(unmatched_refunds::customer.eq(id.map(pseudonym)))
        .execute(&mut db)
        .await?;
    let Some(id) = id else { return Ok(None) };
    let renamed = diesel::update(customers::table)
        .filter(customers::tenant_id.eq(tenant))
        .filter(customers::id.eq(id))
        .set(customers::external_id.eq(pseudonym(id)))
        .execute(&mut db)
        .await?;
    if renamed != 1 {
        return Err(StoreError::NotFound("customer"));
    }
    diesel::delete(identity_edges::table)
        .filter(identity_edges::tenant_id.eq(tenant))
        .filter(identity_edges::customer_id.eq(id))
        .execute(&mut db)
        .await?;
    diesel::update(conversions::table)
        .filter(conversions::tenant_id.eq(tenant))
        .filter(conversions::customer_id.eq(id))
        .set(conversions::email_hash.eq(None::<Vec<u8>>))
        .execute(&mut db)
        .await?;
    Ok(Some(id))
}
