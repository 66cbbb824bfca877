//! Moments come in: one from a form, hundreds from a file, with the products and creators they name, in one
//! transaction. A moment is known by `(tenant, source, external_id)`: what stands is left as it is.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use domain::attribution::Role;
use domain::feed;
use domain::ids::{CreatorId, CustomerId, MomentId, ProductId};
use domain::moderation::Outcome;
use domain::moment::{Axes, ValidMoment};
use domain::permission::KeyKind;
use domain::trust::is_verified_buyer;

use crate::context::Actor;
use crate::creator::Creator;
use crate::error::{StoreError, StoreResult};
use crate::media::Media;
use crate::moderation::{self, Arrived};
use crate::moment::Moment;
use crate::moment_customer::{self, MomentCustomer};
use crate::moment_hashtag::MomentHashtag;
use crate::moment_intent::MomentIntent;
use crate::moment_words;
use crate::payee::Payee;
use crate::product::{Product, ProductRef};
use crate::schema::{creators, moments, payees};
use crate::scope::{TenantScope, TenantTx};

/// Most moments of one call.
pub const MOMENT_BATCH_ROWS_MAX: usize = 500;
/// Rows of one statement.
const STATEMENT_ROWS: usize = 1_000;

/// What became of a moment that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Submitted {
    /// Its id, whether it was written now or before.
    pub id: MomentId,
    /// Whether it was written now.
    pub created: bool,
}

/// Hands in at most [`MOMENT_BATCH_ROWS_MAX`] moments. The answer is in their order; of two with the same key the
/// first counts.
pub async fn submit(tx: &TenantTx, batch: &[ValidMoment], now: DateTime<Utc>) -> StoreResult<Vec<Submitted>> {
    // Customers first, as a sale does.
    let named: Vec<String> = batch.iter().filter_map(|moment| moment.customer.clone()).collect();
    let customers = moment_customer::lock_customers(tx, &named, now).await?;
    let products = ensure_products(tx, batch, now).await?;
    // What they bought may be a product that this batch is the first to name.
    let ids: Vec<CustomerId> = customers.values().copied().collect();
    let purchases = moment_customer::purchases(tx, &ids).await?;
    let (creators, standing_creators) = ensure_creators(tx, batch, now).await?;
    let mut arrivals = moderation::judge_arrivals(tx, batch).await?;
    if matches!(tx.ctx().actor(), Actor::Key { kind: KeyKind::Publishable, .. }) {
        // Anybody may hold a page's key and name anybody: nothing is published under a name that stands unless a person looks.
        for (moment, arrived) in batch.iter().zip(&mut arrivals) {
            if moment.creator.as_ref().is_some_and(|named| standing_creators.contains(&named.external_id)) {
                arrived.ask_a_person();
            }
        }
    }
    for (moment, arrived) in batch.iter().zip(&mut arrivals) {
        if !moment.media.is_empty() {
            // No rule sees pictures.
            arrived.ask_a_person();
        }
    }
    let ids: Vec<MomentId> = batch.iter().map(|_| crate::new_id()).collect();
    let mut rows: Vec<Moment> = Vec::with_capacity(batch.len());
    let mut read: HashMap<MomentId, (&Arrived, MomentIntent)> = HashMap::with_capacity(batch.len());
    for ((moment, id), arrived) in batch.iter().zip(&ids).zip(&arrivals) {
        let creator = moment.creator.as_ref().and_then(|c| creators.get(&c.external_id)).copied();
        let texts = (moment.title.as_deref(), moment.body.as_str());
        let intent = MomentIntent::read(tx.tenant(), *id, moment.kind, texts, now)?;
        let mut row = row(tx, *id, moment, axes(moment, arrived, now)?, creator, now);
        row.intent = Some(intent.read);
        let customer = moment.customer.as_ref().and_then(|customer| customers.get(customer));
        if let Some(bought) = customer.and_then(|customer| purchases.get(customer)) {
            let about: Vec<ProductId> =
                moment.products.iter().filter_map(|p| products.get(&p.external_id).copied()).collect();
            row.set_verified_buyer(is_verified_buyer(&about, row.published_at, bought), now);
        }
        rows.push(row);
        read.insert(*id, (arrived, intent));
    }
    rows.sort_by(|a, b| (&a.source, &a.external_id, a.id).cmp(&(&b.source, &b.external_id, b.id)));
    let mut added = Vec::with_capacity(rows.len());
    for part in rows.chunks(STATEMENT_ROWS) {
        added.extend(Moment::add_missing(tx, part).await?);
    }
    added.sort_unstable();
    let is_new = |id: &MomentId| added.binary_search(id).is_ok();
    let new: Vec<&Moment> = rows.iter().filter(|row| is_new(&row.id)).collect();
    let cases: Vec<_> = new.iter().filter_map(|row| Some((*row, read.get(&row.id)?.0))).collect();
    let intents: Vec<MomentIntent> =
        new.iter().filter_map(|row| Some(read.get(&row.id)?.1.clone())).collect();
    let hashtags =
        |row: &&Moment| MomentHashtag::all_in(tx.tenant(), row.id, row.title.as_deref(), &row.body);
    let hashtags: Vec<MomentHashtag> = new.iter().flat_map(hashtags).collect();
    let (opened, read, tagged, worded) = futures::join!(
        moderation::open_cases(tx, &cases, now),
        MomentIntent::add(tx, &intents),
        MomentHashtag::add(tx, &hashtags),
        moment_words::write(tx, &new),
    );
    opened?;
    read?;
    tagged?;
    worded?;
    let standing = if added.len() == rows.len() { HashMap::new() } else { standing(tx, batch).await? };

    let by_id: HashMap<MomentId, &Moment> = new.into_iter().map(|row| (row.id, row)).collect();
    let mut tags: Vec<(&Moment, ProductId)> = Vec::new();
    let mut writers: Vec<MomentCustomer> = Vec::new();
    let mut outcomes = Vec::with_capacity(batch.len());
    for (moment, id) in batch.iter().zip(ids) {
        if let Some(row) = by_id.get(&id) {
            Media::take(tx, id, &moment.media).await?;
            tags.extend(moment.products.iter().filter_map(|p| Some((*row, *products.get(&p.external_id)?))));
            if let Some(customer) = moment.customer.as_ref().and_then(|customer| customers.get(customer)) {
                writers.push(MomentCustomer {
                    tenant_id: tx.tenant(),
                    moment_id: id,
                    customer_id: Some(*customer),
                });
            }
            outcomes.push(Submitted { id, created: true });
        } else {
            let key = (moment.source.clone(), moment.external_id.clone());
            let id = standing.get(&key).copied().ok_or(StoreError::Conflict("moment"))?;
            outcomes.push(Submitted { id, created: false });
        }
    }
    MomentCustomer::add(tx, &writers).await?;
    tags.sort_unstable_by_key(|(moment, product)| (moment.id, *product));
    for part in tags.chunks(STATEMENT_ROWS) {
        Moment::tag(tx, part).await?;
    }
    Ok(outcomes)
}

/// Where a moment begins: where its source says, else as the rules have it.
fn axes(moment: &ValidMoment, arrived: &Arrived, now: DateTime<Utc>) -> StoreResult<Axes> {
    let mut axes = moment.axes(now);
    let stepped = match arrived.outcome() {
        Outcome::Approve => axes.approve(),
        Outcome::Reject { code, .. } => axes.reject(code),
        Outcome::Queue => return Ok(axes),
    };
    stepped.map_err(|_| StoreError::Corrupt("moment"))?;
    Ok(axes)
}

fn row(
    tx: &TenantTx,
    id: MomentId,
    moment: &ValidMoment,
    axes: Axes,
    creator_id: Option<CreatorId>,
    now: DateTime<Utc>,
) -> Moment {
    let log_score = feed::initial(moment.published_at);
    Moment {
        tenant_id: tx.tenant(),
        id,
        kind: moment.kind,
        source: moment.source.clone(),
        external_id: moment.external_id.clone(),
        creator_id,
        title: moment.title.clone(),
        body: moment.body.clone(),
        rating: moment.rating,
        permalink: moment.permalink.clone(),
        published_at: moment.published_at,
        moderation: axes.moderation,
        reject_code: axes.reject_code,
        reject_editable: axes.reject_editable,
        rights: axes.rights,
        rights_requested_at: axes.rights_requested_at,
        rights_starts_at: axes.rights_starts_at,
        rights_ends_at: axes.rights_ends_at,
        visibility: axes.visibility,
        disclosure: axes.disclosure,
        verified_buyer: false,
        log_score,
        rank: feed::rank(log_score, false),
        version: 1,
        created_at: now,
        language: moment.language.map(|language| language.to_string()),
        intent: None,
        question_id: moment.question,
        helpfulness: 0,
        rank_fell_at: None,
        rating_fell_at: None,
        helpfulness_fell_at: None,
    }
}

async fn ensure_products(
    tx: &TenantTx,
    batch: &[ValidMoment],
    now: DateTime<Utc>,
) -> StoreResult<HashMap<String, ProductId>> {
    let mut refs: HashMap<&str, ProductRef> = HashMap::new();
    for product in batch.iter().flat_map(|moment| &moment.products) {
        refs.entry(&product.external_id).or_insert_with(|| ProductRef {
            external_id: product.external_id.clone(),
            title: product.title_or_id().to_owned(),
            category: product.category.clone(),
        });
    }
    let mut refs: Vec<ProductRef> = refs.into_values().collect();
    refs.sort_by(|a, b| a.external_id.cmp(&b.external_id));
    let mut known = HashMap::with_capacity(refs.len());
    for part in refs.chunks(STATEMENT_ROWS) {
        Product::ensure(tx, part, now).await?;
        let names: Vec<String> = part.iter().map(|product| product.external_id.clone()).collect();
        let rows = Product::by_external_ids(tx, &names).await?;
        known.extend(rows.into_iter().map(|product| (product.external_id, product.id)));
    }
    Ok(known)
}

/// The creators a batch names, those not known yet made with their payees, and the external ids of those that stood. Two batches that make creators of one
/// tenant take turns, so that no payee is left without its creator.
async fn ensure_creators(
    tx: &TenantTx,
    batch: &[ValidMoment],
    now: DateTime<Utc>,
) -> StoreResult<(HashMap<String, CreatorId>, HashSet<String>)> {
    let mut names: HashMap<&str, &str> = HashMap::new();
    for creator in batch.iter().filter_map(|moment| moment.creator.as_ref()) {
        names.entry(&creator.external_id).or_insert(&creator.name);
    }
    let mut external_ids: Vec<String> = names.keys().map(|name| (*name).to_owned()).collect();
    external_ids.sort_unstable();
    let found = known_creators(tx, &external_ids).await?;
    if found.len() == external_ids.len() {
        return Ok((found, external_ids.into_iter().collect()));
    }
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended('creators:' || $1, 0))")
        .bind::<Text, _>(tx.tenant().to_string())
        .execute(&mut tx.db()?)
        .await?;
    let found = known_creators(tx, &external_ids).await?;
    // Nobody is made for a moment that stands already: its author may have been erased since.
    let stood = standing(tx, batch).await?;
    let is_new = |moment: &&ValidMoment| !stood.contains_key(&(moment.source.clone(), moment.external_id.clone()));
    let wanted: HashSet<&str> =
        batch.iter().filter(is_new).filter_map(|moment| Some(&*moment.creator.as_ref()?.external_id)).collect();
    let is_made = |external_id: &&String| !found.contains_key(*external_id) && wanted.contains(external_id.as_str());
    let (mut new_payees, mut new_creators) = (Vec::new(), Vec::new());
    for external_id in external_ids.iter().filter(is_made) {
        let name = names.get(external_id.as_str()).copied().unwrap_or(external_id).to_owned();
        let payee = Payee {
            tenant_id: tx.tenant(),
            id: crate::new_id(),
            kind: Role::Creator,
            affiliate_id: None,
            name: name.clone(),
            created_at: now,
        };
        new_creators.push(Creator {
            tenant_id: tx.tenant(),
            id: crate::new_id(),
            payee_id: payee.id,
            external_id: external_id.clone(),
            name,
            created_at: now,
        });
        new_payees.push(payee);
    }
    if !new_creators.is_empty() {
        diesel::insert_into(payees::table).values(&new_payees).execute(&mut tx.db()?).await?;
        diesel::insert_into(creators::table)
            .values(&new_creators)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("creator"))?;
    }
    let stood = found.keys().cloned().collect();
    let made = new_creators.into_iter().map(|creator| (creator.external_id, creator.id));
    Ok((found.into_iter().chain(made).collect(), stood))
}

async fn known_creators(tx: &TenantTx, external_ids: &[String]) -> StoreResult<HashMap<String, CreatorId>> {
    if external_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Creator::by_external_ids(tx, external_ids).await?;
    Ok(rows.into_iter().map(|creator| (creator.external_id, creator.id)).collect())
}

/// The moments of a batch's keys that stand.
async fn standing(tx: &TenantTx, batch: &[ValidMoment]) -> StoreResult<HashMap<(String, String), MomentId>> {
    let mut sources: Vec<&str> = batch.iter().map(|moment| moment.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    let external_ids: Vec<&str> = batch.iter().map(|moment| moment.external_id.as_str()).collect();
    let rows: Vec<(String, String, MomentId)> = moments::table
        .filter(moments::tenant_id.eq(tx.tenant()))
        .filter(moments::source.eq_any(sources))
        .filter(moments::external_id.eq_any(external_ids))
        .select((moments::source, moments::external_id, moments::id))
        .load(&mut tx.db()?)
        .await?;
    Ok(rows.into_iter().map(|(source, external_id, id)| ((source, external_id), id)).collect())
}
