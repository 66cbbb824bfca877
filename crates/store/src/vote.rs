//! What readers have voted: whether a moment helped them. Everything of one moment is done under its own row's lock.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{MomentId, TenantId};
use domain::state::Step;
use domain::trust::helpfulness;

use crate::error::{StoreError, StoreResult};
use crate::moment::publishable;
use crate::schema::{moment_vote_counts, moment_votes, moments};
use crate::scope::{TenantScope, TenantTx};

/// A reader's vote.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = moment_votes)]
pub struct Vote {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// The moment.
    pub moment_id: MomentId,
    /// The reader, as only votes about this moment know them.
    pub voter: Vec<u8>,
    /// What they say.
    pub helpful: bool,
    /// When they last said so.
    pub voted_at: DateTime<Utc>,
}

/// How many votes a moment has.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    serde::Serialize,
    serde::Deserialize,
)]
#[diesel(table_name = moment_vote_counts)]
pub struct VoteCounts {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// The moment.
    pub moment_id: MomentId,
    /// That it helped.
    pub helpful: i32,
    /// That it did not.
    pub unhelpful: i32,
}

impl VoteCounts {
    /// Of these moments; those without votes are left out.
    pub async fn of_moments(scope: &impl TenantScope, moments: &[MomentId]) -> StoreResult<Vec<VoteCounts>> {
        let mut conn = scope.conn().await?;
        Ok(moment_vote_counts::table
            .filter(moment_vote_counts::tenant_id.eq(scope.tenant()))
            .filter(moment_vote_counts::moment_id.eq_any(moments))
            .select(VoteCounts::as_select())
            .load(&mut conn)
            .await?)
    }

    /// The same with one vote more, which takes the place of what the reader said before.
    fn with(self, helpful: bool, before: Option<bool>) -> VoteCounts {
        let one = |of: bool| i32::from(helpful == of) - i32::from(before == Some(of));
        VoteCounts {
            helpful: (self.helpful + one(true)).max(0),
            unhelpful: (self.unhelpful + one(false)).max(0),
            ..self
        }
    }
}

impl Vote {
    /// Takes the vote about a moment that the public may see now; one that says what the reader has said before changes nothing.
    ///
    /// The moment's version stays: who decides about it is not kept up by its readers. Errors: `NotFound`.
    pub async fn cast(&self, tx: &TenantTx) -> StoreResult<Step> {
        let found: Option<i32> = moments::table
            .filter(moments::tenant_id.eq(tx.tenant()))
            .filter(moments::id.eq(self.moment_id))
            .filter(publishable(self.voted_at))
            .select(moments::helpfulness)
            .for_no_key_update()
            .first(&mut tx.db()?)
            .await
            .optional()?;
        let stood = found.ok_or(StoreError::NotFound("moment"))?;
        let before: Option<bool> = moment_votes::table
            .filter(moment_votes::tenant_id.eq(tx.tenant()))
            .filter(moment_votes::moment_id.eq(self.moment_id))
            .filter(moment_votes::voter.eq(&self.voter))
            .select(moment_votes::helpful)
            .first(&mut tx.db()?)
            .await
            .optional()?;
        if before == Some(self.helpful) {
            return Ok(Step::Already);
        }
        diesel::insert_into(moment_votes::table)
            .values(self)
            .on_conflict((moment_votes::tenant_id, moment_votes::moment_id, moment_votes::voter))
            .do_update()
            .set((moment_votes::helpful.eq(self.helpful), moment_votes::voted_at.eq(self.voted_at)))
            .execute(&mut tx.db()?)
            .await?;
        let counts = VoteCounts::of_moments(tx, &[self.moment_id]).await?.pop().unwrap_or(VoteCounts {
            tenant_id: tx.tenant(),
            moment_id: self.moment_id,
            helpful: 0,
            unhelpful: 0,
        });
        let counts = counts.with(self.helpful, before);
        diesel::insert_into(moment_vote_counts::table)
            .values(counts)
            .on_conflict((moment_vote_counts::tenant_id, moment_vote_counts::moment_id))
            .do_update()
            .set((
                moment_vote_counts::helpful.eq(counts.helpful),
                moment_vote_counts::unhelpful.eq(counts.unhelpful),
            ))
            .execute(&mut tx.db()?)
            .await?;
        self.reorder(tx, stood, helpfulness(counts.helpful.unsigned_abs(), counts.unhelpful.unsigned_abs()))
            .await?;
        Ok(Step::Done)
    }

    /// Puts the moment where its votes have it.
    async fn reorder(&self, tx: &TenantTx, from: i32, to: i32) -> StoreResult<()> {
        let moment =
            moments::table.filter(moments::tenant_id.eq(tx.tenant())).filter(moments::id.eq(self.moment_id));
        let moved = if to < from {
            diesel::update(moment)
                .set((moments::helpfulness.eq(to), moments::helpfulness_fell_at.eq(self.voted_at)))
                .execute(&mut tx.db()?)
                .await?
        } else {
            diesel::update(moment).set(moments::helpfulness.eq(to)).execute(&mut tx.db()?).await?
        };
        if moved == 1 { Ok(()) } else { Err(StoreError::NotFound("moment")) }
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::TypedId;

    use super::*;

    #[test]
    fn a_reader_counts_once_whatever_they_say() {
        let id = uuid::Uuid::from_u128(1);
        let none = VoteCounts {
            tenant_id: TenantId::from_uuid(id),
            moment_id: MomentId::from_uuid(id),
            helpful: 0,
            unhelpful: 0,
        };
        let told = |counts: VoteCounts| (counts.helpful, counts.unhelpful);
        let one = none.with(true, None);
        assert_eq!(told(one), (1, 0));
        assert_eq!(told(one.with(true, Some(true))), (1, 0));
        assert_eq!(told(one.with(false, Some(true))), (0, 1));
        assert_eq!(told(one.with(false, None)), (1, 1));
    }
}
