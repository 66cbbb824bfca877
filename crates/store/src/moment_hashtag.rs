//! Hashtags of moments, which rules of feeds ask for.

use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;
use domain::feed::Hashtag;
use domain::ids::{MomentId, TenantId};

use crate::error::StoreResult;
use crate::schema::moment_hashtags;
use crate::scope::{TenantScope, TenantTx};
use crate::sql::{ROWS_AT_ONCE, kept};

/// A hashtag of a moment at its place among them.
#[derive(Debug, Clone, PartialEq, Insertable)]
#[diesel(table_name = moment_hashtags)]
pub struct MomentHashtag {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// The moment.
    pub moment_id: MomentId,
    /// From 0.
    pub place: i16,
    /// The word, without `#`.
    pub hashtag: String,
}

impl MomentHashtag {
    /// The hashtags in headline and words.
    pub fn all_in(tenant: TenantId, moment: MomentId, title: Option<&str>, body: &str) -> Vec<MomentHashtag> {
        // On lines of their own: no word goes over from one to the other.
        let found = Hashtag::all_in(&format!("{}\n{body}", title.unwrap_or_default()));
        (0..)
            .zip(found)
            .map(|(place, word)| MomentHashtag {
                tenant_id: tenant,
                moment_id: moment,
                place,
                hashtag: word.as_str().to_owned(),
            })
            .collect()
    }

    /// Adds those of moments that were added.
    pub async fn add(tx: &TenantTx, rows: &[MomentHashtag]) -> StoreResult<()> {
        for part in rows.chunks(ROWS_AT_ONCE) {
            kept(diesel::insert_into(moment_hashtags::table).values(part), part.len())
                .execute(&mut tx.db()?)
                .await?;
        }
        Ok(())
    }

    /// Takes them off moments that are erased.
    pub(crate) async fn blank(tx: &TenantTx, moments: &[MomentId]) -> StoreResult<()> {
        diesel::update(moment_hashtags::table)
            .filter(moment_hashtags::tenant_id.eq(tx.tenant()))
            .filter(moment_hashtags::moment_id.eq_any(moments))
            .set(moment_hashtags::hashtag.eq(None::<String>))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Has a moment have these and no others: of one whose words have changed, or are gone.
    pub async fn replace(tx: &TenantTx, moment: MomentId, rows: &[MomentHashtag]) -> StoreResult<()> {
        let places = i16::try_from(rows.len()).unwrap_or(i16::MAX);
        diesel::update(moment_hashtags::table)
            .filter(moment_hashtags::tenant_id.eq(tx.tenant()))
            .filter(moment_hashtags::moment_id.eq(moment))
            .filter(moment_hashtags::place.ge(places))
            .set(moment_hashtags::hashtag.eq(None::<String>))
            .execute(&mut tx.db()?)
            .await?;
        if rows.is_empty() {
            return Ok(());
        }
        diesel::insert_into(moment_hashtags::table)
            .values(rows)
            .on_conflict((moment_hashtags::tenant_id, moment_hashtags::moment_id, moment_hashtags::place))
            .do_update()
            .set(moment_hashtags::hashtag.eq(excluded(moment_hashtags::hashtag)))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}
