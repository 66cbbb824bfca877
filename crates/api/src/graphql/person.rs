//! People who ask what is known of them, or to be forgotten.

use async_graphql::{Context, ID, InputObject, Json, Object};
use domain::ids::CreatorId;
use domain::permission::Permission;
use domain::text::hex;
use serde_json::{Value, json};
use store::person::{
    KnownCreator, KnownCustomer, forget_creator, forget_customer, known_creator, known_customer,
};
use store::rights::RightsRequest;
use store::{audit, moment};

use super::creator::Creator;
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::product::line;
use super::request::{Request, id};
use crate::error::ApiResult;

/// Longest key of a customer, in characters.
const CUSTOMER_CHARS_MAX: usize = 200;

/// A creator to erase.
#[derive(InputObject)]
pub struct CreatorEraseInput {
    pub creator_id: ID,
}

/// A customer to erase.
#[derive(InputObject)]
pub struct CustomerEraseInput {
    /// The brand's own key of them.
    pub customer: String,
}

payload! {
    /// The creator as they are called now.
    CreatorErasePayload, CreatorEraseUserError, CreatorEraseErrorCode {
        creator: Creator,
        /// How many of their moments still said something.
        moments: i32,
    } errors []
}
payload! {
    /// What became of them.
    CustomerErasePayload, CustomerEraseUserError, CustomerEraseErrorCode {
        /// False where nobody of this key is known, or is known any more.
        erased: bool,
    } errors []
}

#[derive(Default)]
pub struct PersonQuery;

#[Object]
impl PersonQuery {
    /// All that is known of a creator, for whoever asks what is: who they are, what they wrote and earned, what they were asked. At most 10,000
    /// rows of each kind.
    #[graphql(guard = "Requires(Permission::PersonErase)", directive = RequiresScopes::apply(Permission::PersonErase))]
    async fn creator_data(&self, ctx: &Context<'_>, creator_id: ID) -> ApiResult<Json<Value>> {
        let creator: CreatorId = id(&creator_id, "creatorId")?;
        let known = known_creator(&*Request::of(ctx)?.read()?, creator).await?;
        Ok(Json(told_of_creator(&known)))
    }

    /// All that is known of the customer of this key, for whoever asks what is: what they bought, the browsers they were seen with, and what
    /// these met. Null where nobody of this key is known. At most 10,000 rows of each kind.
    #[graphql(guard = "Requires(Permission::PersonErase)", directive = RequiresScopes::apply(Permission::PersonErase))]
    async fn customer_data(&self, ctx: &Context<'_>, customer: String) -> ApiResult<Option<Json<Value>>> {
        let key = line(&customer, CUSTOMER_CHARS_MAX, "customer")?;
        let known = known_customer(&*Request::of(ctx)?.read()?, &key).await?;
        Ok(known.map(|known| Json(told_of_customer(&known))))
    }
}

#[derive(Default)]
pub struct PersonMutation;

#[Object]
impl PersonMutation {
    /// Forgets a creator: every moment of theirs is erased with its words, hashtags and media, and they are called by a pseudonym wherever
    /// they stand. What they earned stays, and whoever claimed them is still paid. It cannot be taken back; done again it changes nothing.
    #[graphql(guard = "Requires(Permission::PersonErase)", directive = RequiresScopes::apply(Permission::PersonErase))]
    async fn creator_erase(
        &self,
        ctx: &Context<'_>,
        input: CreatorEraseInput,
    ) -> ApiResult<CreatorErasePayload> {
        let request = Request::of(ctx)?;
        CreatorErasePayload::of(async {
            let creator: CreatorId = id(&input.creator_id, "creatorId")?;
            let tx = request.write().await?;
            let (creator, moments) = forget_creator(&tx, creator).await?;
            audit::write(&tx, "creatorErase", creator.id, json!({ "moments": moments }), request.now())
                .await?;
            request.commit_shown(tx).await?;
            Ok(CreatorErasePayload::done(Creator(creator), i32::try_from(moments).unwrap_or(i32::MAX)))
        })
        .await
    }

    /// Forgets a customer: nothing says any more who bought, nor which browsers were theirs. Their sales stay, of a pseudonym. It cannot
    /// be taken back. Who buys again under the same key is somebody new.
    #[graphql(guard = "Requires(Permission::PersonErase)", directive = RequiresScopes::apply(Permission::PersonErase))]
    async fn customer_erase(
        &self,
        ctx: &Context<'_>,
        input: CustomerEraseInput,
    ) -> ApiResult<CustomerErasePayload> {
        let request = Request::of(ctx)?;
        CustomerErasePayload::of(async {
            let key = line(&input.customer, CUSTOMER_CHARS_MAX, "customer")?;
            let tx = request.write().await?;
            let erased = forget_customer(&tx, &key).await?;
            if let Some(customer) = erased {
                audit::write(&tx, "customerErase", customer, json!({}), request.now()).await?;
            }
            tx.commit().await?;
            Ok(CustomerErasePayload::done(erased.is_some()))
        })
        .await
    }
}

fn told_of_creator(known: &KnownCreator) -> Value {
    let moments = known.moments.iter().map(|row: &moment::Moment| {
        json!({
            "id": row.id, "kind": row.kind, "source": row.source, "externalId": row.external_id, "title": row.title,
            "body": row.body, "rating": row.rating, "permalink": row.permalink, "language": row.language,
            "publishedAt": row.published_at, "receivedAt": row.created_at, "intent": row.intent,
            "moderation": row.moderation, "rights": row.rights, "visibility": row.visibility,
        })
    });
    let earlier = known.revisions.iter().map(|row| {
        json!({ "moment": row.moment_id, "title": row.title, "body": row.body, "rating": row.rating, "until": row.replaced_at })
    });
    let claims = known.claims.iter().map(
        |row| json!({ "affiliate": row.affiliate_id, "state": row.state, "evidence": row.evidence, "at": row.created_at }),
    );
    let creator = &known.creator;
    json!({
        "creator": { "id": creator.id, "externalId": creator.external_id, "name": creator.name, "since": creator.created_at },
        "moments": moments.collect::<Vec<_>>(),
        "earlierWords": earlier.collect::<Vec<_>>(),
        "rights": known.rights.iter().map(told_of_rights).collect::<Vec<_>>(),
        "claims": claims.collect::<Vec<_>>(),
        "commissions": known.commissions,
    })
}

fn told_of_rights(row: &RightsRequest) -> Value {
    let said = |channel: Option<_>, message: &Option<String>, hash: &Option<Vec<u8>>| {
        channel.map(|channel: domain::moment::rights::RightsChannel| {
            json!({ "channel": channel, "messageId": message, "textHash": hash.as_deref().map(hex) })
        })
    };
    json!({
        "moment": row.moment_id, "terms": row.terms, "requestedAt": row.requested_at, "scope": row.scope,
        "request": said(row.channel, &row.message_id, &row.text_hash), "answer": row.answer, "answeredAt": row.answered_at,
        "reply": said(row.reply_channel, &row.reply_message_id, &row.reply_text_hash),
        "startsAt": row.starts_at, "endsAt": row.ends_at, "revokedAt": row.revoked_at,
        "revocation": said(row.revocation_channel, &row.revocation_message_id, &row.revocation_text_hash),
    })
}

fn told_of_customer(known: &KnownCustomer) -> Value {
    let customer = &known.customer;
    json!({
        "customer": { "id": customer.id, "externalId": customer.external_id, "since": customer.created_at },
        "conversions": known.conversions,
        "browsers": known.browsers,
        "touches": known.touches,
    })
}
