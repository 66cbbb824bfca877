//! Moments: the object and its queries. What changes where they stand is in `mutation` and `change`, what changes what they
//! say in `edit`, what is known of their authors' intents in `intent`.

mod change;
mod edit;
mod intent;
mod mutation;
mod search;
mod vote;

pub(in crate::graphql) use change::told;
pub use change::{Asked, Decided, decide_one, decision_note, standing};
pub use edit::{MomentEditMutation, MomentRevision, RevisionsOfMoment};
pub use intent::{IntentOfMoment, IntentQuery, MomentIntent, MomentIntentMutation};
pub use mutation::MomentMutation;
pub use search::MomentSearchQuery;
pub use vote::{MomentVoteMutation, VotesOfMoment};

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::buyer_token::buyer_token;
use domain::click_id::impression_token;
use domain::ids::{MomentId, TypedId};
use domain::moment::MOMENT_EXTERNAL_ID_CHARS_MAX;
use domain::permission::Permission;
use domain::trust::badges;
use store::moment as row;
use store::vote::VoteCounts;

use super::batch::{Edge, by_id};
use super::children::children_of;
use super::connection::{Keyed, List, PageArgs, list};
use super::conversion::Conversion;
use super::creator::{Creator, CreatorById, Incentivised};
use super::engagement::{Engagement, EngagementOfMoment};
use super::feed::Parts;
use super::filter::search;
use super::guard::{Requires, RequiresScopes};
use super::media::{Media, MediaOfMoment};
use super::moderation::{CaseOfMoment, ModerationCase, Texts};
use super::product::Product;
use super::request::{Request, maybe_id};
use super::rights::{RightsOfMoment, RightsRequest};
use super::scalar::{
    Disclosure, Intent, Moderation, MomentBadge, MomentKind, RejectCode, Rights, Visibility,
};
use crate::error::{ApiError, ApiResult, Kind};

/// What is already known beside a moment's row: it came from a page that carries it.
pub struct Beside {
    /// What of the following it is; the rest is not known.
    pub parts: Parts,
    /// Its author.
    pub creator: Option<store::creator::Creator>,
    /// Its products.
    pub products: Vec<store::product::Product>,
    /// Whether its author is paid for what they say.
    pub incentivised: bool,
    /// What readers have voted; none where nobody has.
    pub votes: Option<VoteCounts>,
    /// What it shows.
    pub media: Vec<store::media::Media>,
    /// What was done with it, when the page was read.
    pub engagement: store::engagement::Counts,
}

/// One piece of user-generated content.
pub struct Moment {
    /// The row.
    pub row: row::Moment,
    /// What came with it.
    pub beside: Option<Arc<Beside>>,
}

impl From<row::Moment> for Moment {
    fn from(row: row::Moment) -> Moment {
        Moment { row, beside: None }
    }
}

impl Keyed for Moment {
    fn uuid(&self) -> uuid::Uuid {
        self.row.id.uuid()
    }
}

#[Object]
impl Moment {
    pub async fn id(&self) -> ID {
        self.row.id.into()
    }
    async fn kind(&self) -> MomentKind {
        self.row.kind.into()
    }
    /// Where it came from.
    async fn source(&self) -> &str {
        &self.row.source
    }
    /// Its key there; unique with the source.
    async fn external_id(&self) -> &str {
        &self.row.external_id
    }
    /// Who made it.
    async fn creator(&self, ctx: &Context<'_>) -> ApiResult<Option<Creator>> {
        if let Some(beside) = self.beside(|parts| parts.creator) {
            return Ok(beside.creator.clone().map(Creator));
        }
        let Some(id) = self.row.creator_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<CreatorById>(id).await?.map(Creator))
    }
    /// The products it is tagged with.
    async fn products(&self, ctx: &Context<'_>) -> ApiResult<Vec<Product>> {
        if let Some(beside) = self.beside(|parts| parts.products) {
            return Ok(beside.products.iter().cloned().map(Product).collect());
        }
        let products = Request::of(ctx)?.load::<ProductsOfMoment>(self.row.id).await?;
        Ok(products.unwrap_or_default().into_iter().map(Product).collect())
    }
    /// Its images and videos, in order.
    async fn media(&self, ctx: &Context<'_>) -> ApiResult<Vec<Media>> {
        let request = Request::of(ctx)?;
        let media = match self.beside(|parts| parts.media) {
            Some(beside) => beside.media.clone(),
            None => request.load::<MediaOfMoment>(self.row.id).await?.unwrap_or_default(),
        };
        let is_public = self.row.axes().publishable(request.now());
        Ok(media.into_iter().map(|row| Media { row, is_public }).collect())
    }
    /// Leads and sales it helped, newest first: a touch of it carried weight when they were decided.
    #[graphql(guard = "Requires(Permission::ConversionRead)", directive = RequiresScopes::apply(Permission::ConversionRead))]
    async fn conversions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Conversion>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let slice = Request::of(ctx)?.promised::<ConversionsOfMoment>((self.row.id.uuid(), page)).await?;
        Ok(list(slice, Conversion))
    }
    async fn title(&self) -> Option<&str> {
        self.row.title.as_deref()
    }
    async fn body(&self) -> &str {
        &self.row.body
    }
    /// Stars, 1 to 5. Shown, never used to rank or moderate.
    async fn rating(&self) -> Option<i16> {
        self.row.rating
    }
    /// Its page at the source.
    async fn permalink(&self) -> Option<&str> {
        self.row.permalink.as_deref()
    }
    /// When it was first published.
    async fn published_at(&self) -> DateTime<Utc> {
        self.row.published_at
    }
    async fn moderation(&self) -> Moderation {
        self.row.moderation.into()
    }
    /// What moderation knows of it; null for one that came in before there was any, and for those who may not read every moment.
    async fn moderation_case(&self, ctx: &Context<'_>) -> ApiResult<Option<ModerationCase>> {
        let request = Request::of(ctx)?;
        if !request.may(Permission::MomentRead) {
            return Ok(None);
        }
        let case = request.load::<CaseOfMoment>(self.row.id).await?;
        Ok(case.map(|case| ModerationCase { case, texts: Arc::new(Texts::from(&self.row)) }))
    }
    /// What it said before it was changed, in order; null for those who may not read every moment.
    async fn revisions(&self, ctx: &Context<'_>) -> ApiResult<Option<Vec<MomentRevision>>> {
        let request = Request::of(ctx)?;
        if !request.may(Permission::MomentRead) {
            return Ok(None);
        }
        let revisions = request.load::<RevisionsOfMoment>(self.row.id).await?;
        Ok(Some(revisions.unwrap_or_default().into_iter().map(MomentRevision).collect()))
    }
    /// The question that an answer is to; null where the caller may not see it.
    async fn question(&self, ctx: &Context<'_>) -> ApiResult<Option<Moment>> {
        let Some(id) = self.row.question_id else { return Ok(None) };
        let request = Request::of(ctx)?;
        let row = request.load::<MomentById>(id).await?;
        let is_shown =
            |row: &row::Moment| request.may(Permission::MomentRead) || row.axes().publishable(request.now());
        Ok(row.filter(is_shown).map(Moment::from))
    }
    /// Answers to a question, newest first: all of them for who may read every moment, else those that are public.
    async fn answers(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Moment>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let request = Request::of(ctx)?;
        let key = (self.row.id.uuid(), page);
        let slice = match request.may(Permission::MomentRead) {
            true => request.promised::<AnswersOfQuestion>(key).await?,
            false => request.promised::<PublicAnswersOfQuestion>(key).await?,
        };
        Ok(list(slice, Moment::from))
    }
    /// By two or three letters, where it is known.
    async fn language(&self) -> Option<&str> {
        self.row.language.as_deref()
    }
    /// What its author wants, as far as it was read.
    async fn intent(&self) -> Option<Intent> {
        self.row.intent.map(Into::into)
    }
    /// How that is known; null for those who may not read every moment.
    async fn intent_reading(&self, ctx: &Context<'_>) -> ApiResult<Option<MomentIntent>> {
        let request = Request::of(ctx)?;
        if !request.may(Permission::MomentRead) {
            return Ok(None);
        }
        let read = request.load::<IntentOfMoment>(self.row.id).await?;
        Ok(read.map(|row| MomentIntent { row, texts: Arc::new(Texts::from(&self.row)) }))
    }
    /// Why it was rejected.
    async fn reject_code(&self) -> Option<RejectCode> {
        self.row.reject_code.map(Into::into)
    }
    /// Whether its author may mend it and hand it in again.
    async fn reject_editable(&self) -> bool {
        self.row.reject_editable
    }
    async fn rights(&self) -> Rights {
        self.row.rights.into()
    }
    async fn rights_requested_at(&self) -> Option<DateTime<Utc>> {
        self.row.rights_requested_at
    }
    async fn rights_starts_at(&self) -> Option<DateTime<Utc>> {
        self.row.rights_starts_at
    }
    async fn rights_ends_at(&self) -> Option<DateTime<Utc>> {
        self.row.rights_ends_at
    }
    /// What its author was asked and answered, in order; null for those who may not read every moment.
    async fn rights_requests(&self, ctx: &Context<'_>) -> ApiResult<Option<Vec<RightsRequest>>> {
        let request = Request::of(ctx)?;
        if !request.may(Permission::MomentRead) {
            return Ok(None);
        }
        let requests = request.load::<RightsOfMoment>(self.row.id).await?;
        Ok(Some(requests.unwrap_or_default().into_iter().map(RightsRequest).collect()))
    }
    async fn visibility(&self) -> Visibility {
        self.row.visibility.into()
    }
    async fn disclosure(&self) -> Disclosure {
        self.row.disclosure.into()
    }
    /// Whether its creator earns commission, or has earned one: by the terms for creators in force. Whoever shows it has to
    /// say so beside it.
    async fn incentivised(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        self.is_incentivised(Request::of(ctx)?).await
    }
    /// Whether the public may see it now: approved, with rights in force, visible and disclosed.
    async fn publishable(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.row.axes().publishable(Request::of(ctx)?.now()))
    }
    /// What people have done with it. In a feed it may be as old as the page that is kept: a minute at most.
    async fn engagement(&self, ctx: &Context<'_>) -> ApiResult<Engagement> {
        if let Some(beside) = self.beside(|parts| parts.engagement) {
            return Ok(beside.engagement.into());
        }
        let counts = Request::of(ctx)?.load::<EngagementOfMoment>(self.row.id).await?;
        Ok(counts.unwrap_or_default().into())
    }
    /// Written by a customer with a sale of what it is about that was recorded here, before they wrote it, and not given back. Nobody
    /// sets this by hand.
    async fn verified_buyer(&self) -> bool {
        self.row.verified_buyer
    }
    /// What readers are told of it, in the order it is shown. Whoever shows the moment shows these beside it.
    async fn badges(&self, ctx: &Context<'_>) -> ApiResult<Vec<MomentBadge>> {
        let incentivised = self.is_incentivised(Request::of(ctx)?).await?;
        Ok(badges(self.row.verified_buyer, incentivised).into_iter().map(Into::into).collect())
    }
    /// How many readers have voted that it helped them. In a feed it may be a minute old.
    async fn helpful(&self, ctx: &Context<'_>) -> ApiResult<i32> {
        Ok(self.votes(Request::of(ctx)?).await?.map_or(0, |votes| votes.helpful))
    }
    /// How many have voted that it did not. In a feed it may be a minute old.
    async fn unhelpful(&self, ctx: &Context<'_>) -> ApiResult<i32> {
        Ok(self.votes(Request::of(ctx)?).await?.map_or(0, |votes| votes.unhelpful))
    }
    /// A signed proof that a widget was given this moment to show; impressions are reported with it, on the UTC day
    /// it was given or the day after.
    async fn impression_token(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let request = Request::of(ctx)?;
        let key = request.app.secrets.click_key();
        Ok(impression_token(&key, self.row.tenant_id, self.row.id, request.now()))
    }
    /// Raised at every change.
    async fn version(&self) -> String {
        self.row.version.to_string()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }
}

impl Moment {
    /// What came with it, if this is among it.
    fn beside(&self, part: impl Fn(&Parts) -> bool) -> Option<&Beside> {
        self.beside.as_deref().filter(|beside| part(&beside.parts))
    }

    async fn is_incentivised(&self, request: &Request) -> ApiResult<bool> {
        if let Some(beside) = self.beside(|parts| parts.incentivised) {
            return Ok(beside.incentivised);
        }
        let Some(creator) = self.row.creator_id else { return Ok(false) };
        Ok(request.load::<Incentivised>(creator).await?.is_some())
    }

    async fn votes(&self, request: &Request) -> ApiResult<Option<VoteCounts>> {
        match self.beside(|parts| parts.votes) {
            Some(beside) => Ok(beside.votes),
            None => request.load::<VotesOfMoment>(self.row.id).await,
        }
    }
}

children_of!(
    /// A page of the conversions a moment helped.
    ConversionsOfMoment: store::children::CONVERSIONS_OF_MOMENT => store::conversion::Conversion
);
children_of!(
    /// A page of a question's answers.
    AnswersOfQuestion: store::children::ANSWERS_OF_QUESTION => row::Moment
);
children_of!(
    /// A page of those that the public may see.
    PublicAnswersOfQuestion: store::children::PUBLIC_ANSWERS_OF_QUESTION => row::Moment
);
by_id!(
    /// A moment by id.
    MomentById: MomentId => row::Moment
);

/// The products of many moments, in two statements.
pub struct ProductsOfMoment;

impl Edge for ProductsOfMoment {
    type Key = MomentId;
    type Value = Vec<store::product::Product>;

    async fn load(request: &Request, keys: Vec<MomentId>) -> ApiResult<HashMap<MomentId, Self::Value>> {
        let scope = request.read()?;
        let tags = row::Moment::tags(&*scope, &keys).await?;
        let mut ids: Vec<_> = tags.iter().map(|(_, product)| *product).collect();
        ids.sort_unstable();
        ids.dedup();
        let rows = store::product::Product::find_many(&*scope, &ids).await?;
        let known: HashMap<_, _> = rows.into_iter().map(|product| (product.id, product)).collect();
        let mut products: HashMap<MomentId, Self::Value> = HashMap::new();
        for (moment, product) in tags {
            products.entry(moment).or_default().extend(known.get(&product).cloned());
        }
        Ok(products)
    }
}

/// Which moments.
#[derive(InputObject, Default)]
pub struct MomentFilter {
    pub moderation: Option<Moderation>,
    pub kind: Option<MomentKind>,
    pub creator_id: Option<ID>,
    pub product_id: Option<ID>,
    /// Headline or words have this in them, in capitals or not. At most 100 characters.
    pub search: Option<String>,
}

#[derive(Default)]
pub struct MomentQuery;

#[Object]
impl MomentQuery {
    /// For your server: a signed word for who a customer is, by your own key of them. A page that hands in what they write with a
    /// publishable key says `customerToken: …`. It is good for 180 days.
    #[graphql(guard = "Requires(Permission::MomentModerate)", directive = RequiresScopes::apply(Permission::MomentModerate))]
    async fn buyer_token(&self, ctx: &Context<'_>, customer: String) -> ApiResult<String> {
        let request = Request::of(ctx)?;
        if customer.is_empty() || customer.chars().nth(MOMENT_EXTERNAL_ID_CHARS_MAX).is_some() {
            let text = format!("a customer's key has 1 to {MOMENT_EXTERNAL_ID_CHARS_MAX} characters");
            return Err(ApiError::new(Kind::Malformed, "OUT_OF_RANGE", text).at("customer"));
        }
        let (key, tenant) = (request.app.secrets.click_key(), request.caller.tenant()?.tenant());
        Ok(buyer_token(&key, tenant, &customer, request.now()))
    }

    /// Every moment, publishable or not, newest first.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    #[allow(clippy::too_many_arguments)]
    async fn moments(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "As in the filter, where that says nothing of it.")] moderation: Option<Moderation>,
        #[graphql(desc = "As in the filter, where that says nothing of it.")] creator_id: Option<ID>,
        #[graphql(desc = "As in the filter, where that says nothing of it.")] product_id: Option<ID>,
        filter: Option<MomentFilter>,
    ) -> ApiResult<List<Moment>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let asked = filter.unwrap_or_default();
        let filter = row::MomentFilter {
            moderation: asked.moderation.or(moderation).map(Into::into),
            kind: asked.kind.map(Into::into),
            creator: maybe_id(asked.creator_id.or(creator_id).as_ref(), "creatorId")?,
            product: maybe_id(asked.product_id.or(product_id).as_ref(), "productId")?,
            search: search(asked.search)?,
        };
        Ok(list(row::Moment::filtered(&*Request::of(ctx)?.read()?, &filter, page).await?, Moment::from))
    }
}
