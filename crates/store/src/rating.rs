//! What reviews count for in the ratings of their products, and what these come to.
//!
//! Each tag of a review carries its stars while the public may see it, with the time its right begins and ends: a rating is
//! counted when it is asked for, out of one index, and no row is shared by those who write.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{MomentId, ProductId};
use domain::moment::{Disclosure, Moderation, MomentKind, Rights, Visibility};
use domain::trust::Stars;

use crate::error::{StoreError, StoreResult};
use crate::moment::Moment;
use crate::schema::moment_products;
use crate::scope::{TenantScope, TenantTx};

/// What a moment counts for: its stars, from when and until when. No stars: it does not count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub stars: Option<i16>,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

impl Counted {
    /// A review counts while it is publishable; other moments never do, whatever stars they carry.
    pub(crate) fn of(moment: &Moment) -> Counted {
        let shown = moment.kind == MomentKind::Review
            && moment.moderation == Moderation::Approved
            && moment.visibility == Visibility::Visible
            && moment.disclosure != Disclosure::Missing;
        match moment.rights {
            Rights::NotRequired if shown => Counted { stars: moment.rating, ..Counted::default() },
            // A grant of something else than being shown begins at no time.
            Rights::Granted if shown && moment.rights_starts_at.is_some() => {
                Counted { stars: moment.rating, from: moment.rights_starts_at, until: moment.rights_ends_at }
            }
            _ => Counted::default(),
        }
    }
}

/// Has a changed moment count for what it stands for now. Its row is locked.
pub(crate) async fn recount(tx: &TenantTx, moment: &Moment) -> StoreResult<()> {
    if moment.kind != MomentKind::Review {
        return Ok(());
    }
    let Counted { stars, from, until } = Counted::of(moment);
    diesel::update(moment_products::table)
        .filter(moment_products::tenant_id.eq(tx.tenant()))
        .filter(moment_products::moment_id.eq(moment.id))
        .filter(
            moment_products::stars
                .is_distinct_from(stars)
                .or(moment_products::counts_from.is_distinct_from(from))
                .or(moment_products::counts_until.is_distinct_from(until)),
        )
        .set((
            moment_products::stars.eq(stars),
            moment_products::counts_from.eq(from),
            moment_products::counts_until.eq(until),
        ))
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}

/// Has moments that are erased count for nothing.
pub(crate) async fn forget(tx: &TenantTx, moments: &[MomentId]) -> StoreResult<()> {
    diesel::update(moment_products::table)
        .filter(moment_products::tenant_id.eq(tx.tenant()))
        .filter(moment_products::moment_id.eq_any(moments))
        .filter(moment_products::stars.is_not_null())
        .set(moment_products::stars.eq(None::<i16>))
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}

/// Those that count now.
#[diesel::dsl::auto_type(no_type_alias)]
fn counting(now: DateTime<Utc>) -> _ {
    moment_products::stars
        .is_not_null()
        .and(moment_products::counts_from.is_null().or(moment_products::counts_from.le(now)))
        .and(moment_products::counts_until.is_null().or(moment_products::counts_until.gt(now)))
}

/// The stars of these products that count now; products without any are left out.
pub async fn of_products(
    scope: &impl TenantScope,
    products: &[ProductId],
    now: DateTime<Utc>,
) -> StoreResult<HashMap<ProductId, Stars>> {
    let mut conn = scope.conn().await?;
    let counts: Vec<(ProductId, Option<i16>, i64)> = moment_products::table
        .filter(moment_products::tenant_id.eq(scope.tenant()))
        .filter(moment_products::product_id.eq_any(products))
        .filter(counting(now))
        .group_by((moment_products::product_id, moment_products::stars))
        .select((moment_products::product_id, moment_products::stars, count_star()))
        .load(&mut conn)
        .await?;
    let mut all: HashMap<ProductId, Stars> = HashMap::new();
    for (product, stars, count) in counts {
        add(all.entry(product).or_default(), stars, count)?;
    }
    Ok(all)
}

/// All stars of the tenant's products that count now: what a product begins with is made of them.
pub async fn of_tenant(scope: &impl TenantScope, now: DateTime<Utc>) -> StoreResult<Stars> {
    let mut conn = scope.conn().await?;
    let counts: Vec<(Option<i16>, i64)> = moment_products::table
        .filter(moment_products::tenant_id.eq(scope.tenant()))
        .filter(counting(now))
        .group_by(moment_products::stars)
        .select((moment_products::stars, count_star()))
        .load(&mut conn)
        .await?;
    let mut all = Stars::default();
    for (stars, count) in counts {
        add(&mut all, stars, count)?;
    }
    Ok(all)
}

fn add(to: &mut Stars, stars: Option<i16>, count: i64) -> StoreResult<()> {
    let place = stars.and_then(|stars| usize::try_from(stars - 1).ok());
    let place = place.and_then(|place| to.0.get_mut(place)).ok_or(StoreError::Corrupt("rating"))?;
    *place = u32::try_from(count).map_err(|_| StoreError::Corrupt("rating"))?;
    Ok(())
}
