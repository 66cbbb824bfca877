//! Touches come in from a brand's own file, hundreds in one transaction. A touch is known by the brand's own id of it: what
//! stands is left as it is.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use domain::attribution::{TouchKind, Verdict};
use domain::click::{REPEAT_WINDOW_SECONDS, Reason};
use domain::enrollment::Usable;
use domain::identity::{Acquaintance, Known, touch_of, visitor_of};
use domain::ids::{CodeId, LinkId, MomentId, TouchId, TypedId, VisitorId};
use domain::touch::{Counting, Target, ValidTouch};
use uuid::Uuid;

use crate::error::StoreResult;
use crate::identity::{self, Edge};
use crate::schema::{codes, links, moments, touches};
use crate::scope::{TenantScope, TenantTx};
use crate::touch::Touch;

/// Most touches of one call.
pub const TOUCH_BATCH_ROWS_MAX: usize = 500;

/// What became of a touch that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submitted {
    /// Written now.
    Created,
    /// Known from before.
    AlreadyThere,
    /// What it names is not there, or is switched off: `UNKNOWN_LINK`, `UNKNOWN_CODE` or `UNKNOWN_MOMENT`.
    Unknown(&'static str),
}

/// What a touch is of.
#[derive(Debug, Clone, Copy)]
enum Thing {
    Link(LinkId),
    Code(CodeId),
    Moment(MomentId),
}

impl Thing {
    fn uuid(self) -> Uuid {
        match self {
            Thing::Link(id) => id.uuid(),
            Thing::Code(id) => id.uuid(),
            Thing::Moment(id) => id.uuid(),
        }
    }
}

/// Hands in at most [`TOUCH_BATCH_ROWS_MAX`] touches. The answer is in their order; of two with the same id the first
/// counts. One within an hour of another of the same visitor and thing is a repeat, whether that stands in the database or
/// in the file. Conversions they are late for are decided again.
pub async fn submit(tx: &TenantTx, batch: &[ValidTouch], now: DateTime<Utc>) -> StoreResult<Vec<Submitted>> {
    // Two imports judge repeats in turn.
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended('touches:' || $1, 0))")
        .bind::<Text, _>(tx.tenant().to_string())
        .execute(&mut tx.db()?)
        .await?;
    let things = Things::find(tx, batch).await?;
    let ids: Vec<TouchId> = batch.iter().map(|touch| touch_of(tx.tenant(), &touch.external_id)).collect();
    let mut there: HashSet<TouchId> = standing(tx, &ids).await?;

    let mut outcomes = Vec::with_capacity(batch.len());
    let mut fresh: Vec<(&ValidTouch, Touch, Uuid)> = Vec::new();
    for (new, id) in batch.iter().zip(ids) {
        outcomes.push(match things.of(&new.target) {
            _ if there.contains(&id) => Submitted::AlreadyThere,
            Err(code) => Submitted::Unknown(code),
            Ok(thing) => {
                there.insert(id);
                fresh.push((new, row(tx, id, new, thing), thing.uuid()));
                Submitted::Created
            }
        });
    }
    judge(tx, &mut fresh).await?;

    // Customers before the days' sums, as a conversion locks them.
    let joining = || fresh.iter().filter(|(new, ..)| new.consents);
    let keys: Vec<String> = joining().filter_map(|(new, ..)| new.customer.clone()).collect();
    let customers = identity::customers(tx, &keys, now).await?;
    let rows: Vec<Touch> = fresh.iter().map(|(_, touch, _)| touch.clone()).collect();
    identity::hold(tx, &rows).await?;
    let added = Touch::ingest(tx, &rows).await?;
    let edges: Vec<Edge> = joining()
        .filter_map(|(new, touch, _)| {
            let customer = *customers.get(new.customer.as_ref()?)?;
            Some(Edge { customer, visitor: touch.visitor_id?, met: Acquaintance::at(new.occurred_at) })
        })
        .collect();
    identity::join(tx, &edges).await?;
    identity::ask_again(tx, &added, now).await?;
    Ok(outcomes)
}

fn row(tx: &TenantTx, id: TouchId, new: &ValidTouch, thing: Thing) -> Touch {
    let known = new.visitor.as_deref().map(Known::Visitor);
    let known = known.or(new.customer.as_deref().map(Known::Customer));
    let day = new.occurred_at.date_naive();
    Touch {
        tenant_id: tx.tenant(),
        id,
        kind: new.target.kind(),
        occurred_at: new.occurred_at,
        visitor_id: known.map(|known| visitor_of(tx.tenant(), known, new.consents, day)),
        link_id: if let Thing::Link(link) = thing { Some(link) } else { None },
        code_id: if let Thing::Code(code) = thing { Some(code) } else { None },
        moment_id: if let Thing::Moment(moment) = thing { Some(moment) } else { None },
        verdict: Verdict::Valid,
        reason: None,
        referrer_host: None,
    }
}

/// Which of these touches stand.
async fn standing(tx: &TenantTx, ids: &[TouchId]) -> StoreResult<HashSet<TouchId>> {
    let found: Vec<TouchId> = touches::table
        .filter(touches::tenant_id.eq(tx.tenant()))
        .filter(touches::id.eq_any(ids))
        .select(touches::id)
        .load(&mut tx.db()?)
        .await?;
    Ok(found.into_iter().collect())
}

/// Tells repeats from what counts, by time.
async fn judge(tx: &TenantTx, fresh: &mut [(&ValidTouch, Touch, Uuid)]) -> StoreResult<()> {
    fresh.sort_by_key(|(_, touch, _)| (touch.occurred_at, touch.id));
    let (first, last) = match &*fresh {
        [] => return Ok(()),
        [only] => (only, only),
        [first, .., last] => (first, last),
    };
    let hour = Duration::seconds(REPEAT_WINDOW_SECONDS);
    let (from, to) = (first.1.occurred_at - hour, last.1.occurred_at + hour);
    let mut visitors: Vec<VisitorId> = fresh.iter().filter_map(|(_, touch, _)| touch.visitor_id).collect();
    visitors.sort_unstable();
    visitors.dedup();
    let near: Vec<Touch> = touches::table
        .filter(touches::tenant_id.eq(tx.tenant()))
        .filter(touches::visitor_id.eq_any(visitors))
        .filter(touches::occurred_at.gt(from))
        .filter(touches::occurred_at.lt(to))
        .filter(touches::verdict.eq(Verdict::Valid))
        .filter(touches::kind.ne(TouchKind::MomentView))
        .select(Touch::as_select())
        .load(&mut tx.db()?)
        .await?;
    let mut counting = Counting::default();
    for touch in near {
        let link = touch.link_id.map(TypedId::uuid);
        if let Some(thing) = link.or(touch.code_id.map(TypedId::uuid)).or(touch.moment_id.map(TypedId::uuid))
        {
            counting.stands((thing, touch.visitor_id), touch.occurred_at);
        }
    }
    for (_, touch, thing) in fresh {
        if !counting.counts((*thing, touch.visitor_id), touch.occurred_at) {
            touch.verdict = Verdict::Duplicate;
            touch.reason = Some(Reason::Repeat.as_str().to_owned());
        }
    }
    Ok(())
}

/// What the words of a batch stand for.
struct Things {
    links: HashMap<String, LinkId>,
    codes: HashMap<String, CodeId>,
    moments: HashMap<(String, String), MomentId>,
}

impl Things {
    async fn find(tx: &TenantTx, batch: &[ValidTouch]) -> StoreResult<Things> {
        let (mut slugs, mut texts, mut sources, mut names) = (vec![], vec![], vec![], vec![]);
        for touch in batch {
            match &touch.target {
                Target::Link(slug) => slugs.push(slug.as_str()),
                Target::Code(code) => texts.push(code.as_str()),
                Target::Moment { source, external_id } => {
                    sources.push(source.as_str());
                    names.push(external_id.as_str());
                }
            }
        }
        sources.sort_unstable();
        sources.dedup();
        let links: Vec<(String, LinkId)> = links::table
            .filter(links::tenant_id.eq(tx.tenant()))
            .filter(links::slug.eq_any(slugs))
            .filter(links::state.eq(Usable::Active))
            .select((links::slug, links::id))
            .load(&mut tx.db()?)
            .await?;
        let codes: Vec<(String, CodeId)> = codes::table
            .filter(codes::tenant_id.eq(tx.tenant()))
            .filter(codes::code.eq_any(texts))
            .filter(codes::state.eq(Usable::Active))
            .select((codes::code, codes::id))
            .load(&mut tx.db()?)
            .await?;
        let moments: Vec<(String, String, MomentId)> = moments::table
            .filter(moments::tenant_id.eq(tx.tenant()))
            .filter(moments::source.eq_any(sources))
            .filter(moments::external_id.eq_any(names))
            .select((moments::source, moments::external_id, moments::id))
            .load(&mut tx.db()?)
            .await?;
        Ok(Things {
            links: links.into_iter().collect(),
            codes: codes.into_iter().collect(),
            moments: moments.into_iter().map(|(source, name, id)| ((source, name), id)).collect(),
        })
    }

    fn of(&self, target: &Target) -> Result<Thing, &'static str> {
        match target {
            Target::Link(slug) => self.links.get(slug).map(|id| Thing::Link(*id)).ok_or("UNKNOWN_LINK"),
            Target::Code(code) => self.codes.get(code).map(|id| Thing::Code(*id)).ok_or("UNKNOWN_CODE"),
            Target::Moment { source, external_id } => {
                let key = (source.clone(), external_id.clone());
                self.moments.get(&key).map(|id| Thing::Moment(*id)).ok_or("UNKNOWN_MOMENT")
            }
        }
    }
}
