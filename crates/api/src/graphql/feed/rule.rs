//! Rules of feeds: as they are asked for, and as they are shown.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::feed::{FeedRule as Rule, FeedRuleError, NewFeedRule, Pins};
use domain::ids::{MomentId, TypedId};
use domain::permission::Permission;
use store::creator::Creator as CreatorRow;
use store::feed::FeedVersion;
use store::moment::Moment as MomentRow;
use store::product::Product as ProductRow;
use store::{StoreError, TenantTx};

use crate::error::{ApiError, ApiResult};
use crate::graphql::creator::{Creator, CreatorById};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::product::{Product, ProductById};
use crate::graphql::request::{Request, id};
use crate::graphql::scalar::{Intent, MomentKind};

/// How many stars a moment has that is shown. They order no feed but one that is TOP_RATED.
#[derive(InputObject, Clone, Copy)]
pub struct StarRangeInput {
    /// 1 to 5.
    pub least: i16,
    /// 1 to 5, and not fewer.
    pub most: i16,
}

/// Which moments a feed shows by itself. Of each list that is given one has to fit; an empty one asks for nothing.
#[derive(InputObject, Default)]
pub struct FeedRuleInput {
    /// Products, one of which it is about. At most 250.
    #[graphql(default)]
    pub product_ids: Vec<ID>,
    /// Creators, one of whom wrote it. At most 250.
    #[graphql(default)]
    pub creator_ids: Vec<ID>,
    #[graphql(default)]
    pub kinds: Vec<MomentKind>,
    /// What its author may want.
    #[graphql(default)]
    pub intents: Vec<Intent>,
    /// Hashtags in its title or body, with or without `#`. At most 50.
    #[graphql(default)]
    pub hashtags: Vec<String>,
    /// Languages, as `en` or `en-GB`, of which the first part counts. At most 50.
    #[graphql(default)]
    pub languages: Vec<String>,
    /// A moment without stars then does not fit.
    pub stars: Option<StarRangeInput>,
}

/// How many stars a moment has that is shown.
#[derive(SimpleObject)]
pub struct StarRange {
    least: i16,
    most: i16,
}

/// Which moments a feed shows by itself. Of each list that is not empty one has to fit.
pub struct FeedRule(pub Rule);

#[Object]
impl FeedRule {
    async fn product_ids(&self) -> Vec<ID> {
        self.0.products().iter().map(|product| (*product).into()).collect()
    }
    /// Products, one of which a moment is about.
    #[graphql(guard = "Requires(Permission::CatalogueRead)", directive = RequiresScopes::apply(Permission::CatalogueRead))]
    async fn products(&self, ctx: &Context<'_>) -> ApiResult<Vec<Product>> {
        let request = Request::of(ctx)?;
        let products = self.0.products().iter().map(|product| request.load::<ProductById>(*product));
        let products = futures::future::try_join_all(products).await?;
        Ok(products.into_iter().flatten().map(Product).collect())
    }
    async fn creator_ids(&self) -> Vec<ID> {
        self.0.creators().iter().map(|creator| (*creator).into()).collect()
    }
    /// Creators, one of whom wrote it.
    async fn creators(&self, ctx: &Context<'_>) -> ApiResult<Vec<Creator>> {
        let request = Request::of(ctx)?;
        let creators = self.0.creators().iter().map(|creator| request.load::<CreatorById>(*creator));
        let creators = futures::future::try_join_all(creators).await?;
        Ok(creators.into_iter().flatten().map(Creator).collect())
    }
    async fn kinds(&self) -> Vec<MomentKind> {
        self.0.kinds().iter().map(|kind| (*kind).into()).collect()
    }
    /// What its author may want.
    async fn intents(&self) -> Vec<Intent> {
        self.0.intents().iter().map(|intent| (*intent).into()).collect()
    }
    /// Hashtags, one of which it has, without `#`.
    async fn hashtags(&self) -> Vec<String> {
        self.0.hashtags().iter().map(|hashtag| hashtag.as_str().to_owned()).collect()
    }
    /// Languages it may be in, by two or three letters.
    async fn languages(&self) -> Vec<String> {
        self.0.languages().iter().map(ToString::to_string).collect()
    }
    async fn stars(&self) -> Option<StarRange> {
        self.0.stars().map(|range| StarRange { least: range.least, most: range.most })
    }
}

/// A refusal of a rule or of pins, at the input's own field.
pub(super) fn fault(error: FeedRuleError) -> ApiError {
    let field = error.field();
    let (code, message) = (error.code(), error.to_string());
    let field = match field.strip_prefix("pins") {
        Some(place) => format!("pinIds{place}"),
        None => match field.as_str() {
            "products" => "rule.productIds".to_owned(),
            "creators" => "rule.creatorIds".to_owned(),
            other => format!("rule.{other}"),
        },
    };
    ApiError::refused(code, message).at(field)
}

fn ids<I: TypedId>(texts: &[ID], field: &str) -> ApiResult<Vec<I>> {
    texts.iter().enumerate().map(|(index, text)| id(text, &format!("{field}.{index}"))).collect()
}

impl FeedRuleInput {
    fn read(self) -> ApiResult<Rule> {
        let stars = self.stars.map(|range| domain::feed::StarRange { least: range.least, most: range.most });
        let new = NewFeedRule {
            products: ids(&self.product_ids, "rule.productIds")?,
            creators: ids(&self.creator_ids, "rule.creatorIds")?,
            kinds: self.kinds.into_iter().map(Into::into).collect(),
            intents: self.intents.into_iter().map(Into::into).collect(),
            hashtags: self.hashtags,
            languages: self.languages,
            stars,
        };
        new.try_into().map_err(fault)
    }
}

/// The rule that is asked for; none for a curated feed. What stood stays, where nothing is said of it.
///
/// Errors: `RULE_TWICE` for a rule of a curated feed.
pub(super) fn asked_for(
    rule: Option<FeedRuleInput>,
    curated: Option<bool>,
    stood: Option<Rule>,
) -> ApiResult<Option<Rule>> {
    match (rule, curated) {
        (Some(_), Some(true)) => {
            Err(ApiError::refused("RULE_TWICE", "a curated feed is of its pins alone: it has no rule")
                .at("rule"))
        }
        (Some(rule), _) => rule.read().map(Some),
        (None, Some(true)) => Ok(None),
        (None, Some(false)) => Ok(Some(stood.unwrap_or_default())),
        (None, None) => Ok(stood),
    }
}

/// What comes first in a feed.
pub(super) fn pins(texts: Vec<ID>) -> ApiResult<Pins> {
    Pins::try_from(ids::<MomentId>(&texts, "pinIds")?).map_err(fault)
}

/// Whether what a version names is the tenant's own. Errors: `NOT_FOUND`, with its field.
pub(super) async fn all_known(tx: &TenantTx, version: &FeedVersion) -> ApiResult<()> {
    let content = version.content()?;
    let missing = |noun, field: &str| ApiError::from(StoreError::NotFound(noun)).at(field);
    if let Some(rule) = &content.rule {
        if !rule.products().is_empty()
            && ProductRow::find_many(tx, rule.products()).await?.len() < rule.products().len()
        {
            return Err(missing("product", "rule.productIds"));
        }
        if !rule.creators().is_empty()
            && CreatorRow::find_many(tx, rule.creators()).await?.len() < rule.creators().len()
        {
            return Err(missing("creator", "rule.creatorIds"));
        }
    }
    let pins = content.pins.as_slice();
    if !pins.is_empty() && MomentRow::find_many(tx, pins).await?.len() < pins.len() {
        return Err(missing("moment", "pinIds"));
    }
    Ok(())
}
