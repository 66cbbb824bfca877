//! Which versions of the terms of use people have accepted.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::agent::Entrance;
use domain::ids::UserId;

use crate::context::Via;
use crate::error::StoreResult;
use crate::schema::terms_acceptances;
use crate::scope::GlobalTx;

/// A version that somebody has accepted. Never changed.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = terms_acceptances)]
pub struct TermsAcceptance {
    /// Who.
    pub user_id: UserId,
    /// Which version.
    pub version: i32,
    /// When.
    pub accepted_at: DateTime<Utc>,
    /// By which way in.
    pub entrance: Entrance,
    /// With what, as a class of many.
    pub agent: String,
}

impl TermsAcceptance {
    /// Notes that somebody has accepted a version; the first time stays. True when it was noted now.
    pub async fn note(
        tx: &GlobalTx,
        user: UserId,
        version: i32,
        via: &Via,
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let row = TermsAcceptance {
            user_id: user,
            version,
            accepted_at: now,
            entrance: via.entrance,
            agent: via.agent.clone(),
        };
        let noted = diesel::insert_into(terms_acceptances::table)
            .values(&row)
            .on_conflict((terms_acceptances::user_id, terms_acceptances::version))
            .do_nothing()
            .execute(&mut tx.db()?)
            .await?;
        Ok(noted == 1)
    }

    /// What somebody has accepted, the newest version first.
    pub async fn of_user(tx: &GlobalTx, user: UserId) -> StoreResult<Vec<TermsAcceptance>> {
        Ok(terms_acceptances::table
            .filter(terms_acceptances::user_id.eq(user))
            .order(terms_acceptances::version.desc())
            .select(TermsAcceptance::as_select())
            .load(&mut tx.db()?)
            .await?)
    }
}
