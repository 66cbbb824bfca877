//! Notices on their way to a mail server. One row per reader, cause and what it is about.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, MailId, TenantId, TypedId, UserId};
use domain::notice::{Cause, MailState};

use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice, load_own, load_page};
use crate::schema::mails;
use crate::scope::{AffiliateTx, SystemTx, TenantScope, TenantTx};

/// Whom a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Somebody who earns.
    Affiliate(AffiliateId),
    /// One of the tenant's people.
    User(UserId),
}

impl Reader {
    /// As a row keeps it: one of the two.
    pub fn columns(self) -> (Option<AffiliateId>, Option<UserId>) {
        match self {
            Reader::Affiliate(id) => (Some(id), None),
            Reader::User(id) => (None, Some(id)),
        }
    }
}

/// A notice as a mail.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = mails)]
pub struct Mail {
    /// The tenant it is about; of an account at Stripe, the first the affiliate works with.
    pub tenant_id: TenantId,
    /// Its id, also the mail's `Message-ID`.
    pub id: MailId,
    /// The affiliate who is told.
    pub affiliate_id: Option<AffiliateId>,
    /// The member who is told; one of the two.
    pub user_id: Option<UserId>,
    /// Why.
    pub cause: Cause,
    /// What it is about.
    pub about: String,
    /// Where it goes.
    pub recipient: String,
    /// The reader's name.
    pub recipient_name: String,
    /// One line.
    pub subject: String,
    /// As plain text.
    pub body_text: String,
    /// As HTML.
    pub body_html: String,
    /// Where it stands.
    pub state: MailState,
    /// How often it was given to a mail server.
    pub tries: i32,
    /// When it is tried again.
    pub next_try_at: DateTime<Utc>,
    /// What the last try met.
    pub reason: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When a mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
}

impl Mail {
    /// Writes the notice, unless the same was written before. Returns whether it was new.
    pub async fn tell(&self, tx: &TenantTx) -> StoreResult<bool> {
        let mut db = tx.db()?;
        let new = diesel::insert_into(mails::table).values(self);
        let told = match self.user_id {
            Some(_) => {
                new.on_conflict((mails::tenant_id, mails::user_id, mails::cause, mails::about))
                    .do_nothing()
                    .execute(&mut db)
                    .await?
            }
            None => {
                new.on_conflict((mails::tenant_id, mails::affiliate_id, mails::cause, mails::about))
                    .do_nothing()
                    .execute(&mut db)
                    .await?
            }
        };
        Ok(told == 1)
    }

    /// Which of these affiliates were told this in the tenant already.
    pub async fn told(
        tx: &TenantTx,
        cause: Cause,
        about: &str,
        affiliates: &[AffiliateId],
    ) -> StoreResult<Vec<AffiliateId>> {
        Ok(mails::table
            .filter(mails::tenant_id.eq(tx.tenant()))
            .filter(mails::affiliate_id.eq_any(affiliates))
            .filter(mails::cause.eq(cause))
            .filter(mails::about.eq(about))
            .select(mails::affiliate_id.assume_not_null())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Takes up to `limit` mails that are due, oldest first, skipping those another worker has in hand.
    pub async fn due(tx: &SystemTx, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<Mail>> {
        Ok(mails::table
            .filter(mails::state.eq(MailState::Queued))
            .filter(mails::next_try_at.le(now))
            .order(mails::next_try_at)
            .limit(limit)
            .select(Mail::as_select())
            .for_update()
            .skip_locked()
            .load(&mut tx.db()?)
            .await?)
    }

    /// Notes a try of a locked mail before it is made, and when the next one is.
    pub async fn begin_try(&self, tx: &SystemTx, next_try_at: DateTime<Utc>) -> StoreResult<()> {
        let noted = diesel::update(mails::table)
            .filter(mails::tenant_id.eq(self.tenant_id))
            .filter(mails::id.eq(self.id))
            .filter(mails::state.eq(MailState::Queued))
            .set((mails::tries.eq(mails::tries + 1), mails::next_try_at.eq(next_try_at)))
            .execute(&mut tx.db()?)
            .await?;
        if noted == 1 { Ok(()) } else { Err(StoreError::Conflict("mail")) }
    }

    /// Notes what a try came to. What another worker has noted meanwhile stays.
    pub async fn end_try(
        &self,
        tx: &SystemTx,
        state: MailState,
        reason: Option<&str>,
        now: DateTime<Utc>,
    ) -> StoreResult<usize> {
        let sent_at = (state == MailState::Sent).then_some(now);
        Ok(diesel::update(mails::table)
            .filter(mails::tenant_id.eq(self.tenant_id))
            .filter(mails::id.eq(self.id))
            .filter(mails::state.eq(MailState::Queued))
            .set((mails::state.eq(state), mails::reason.eq(reason), mails::sent_at.eq(sent_at)))
            .execute(&mut tx.db()?)
            .await?)
    }

    /// What an affiliate was told, newest first.
    pub async fn of_affiliate(tx: &AffiliateTx, page: Page) -> StoreResult<Slice<Mail>> {
        load_own!(tx, mails, Mail, page, |query| {
            query = query.filter(mails::state.ne(MailState::NotWanted));
        })
    }

    /// What a member was told in the scope's tenant, newest first.
    pub async fn of_user(scope: &impl TenantScope, user: UserId, page: Page) -> StoreResult<Slice<Mail>> {
        load_page!(scope, mails, Mail, page, mails::user_id.eq(user))
    }

    /// Those of these that no member of their tenant was told, by their places in the list.
    pub async fn untold(tx: &SystemTx, news: &[(TenantId, Cause, String)]) -> StoreResult<Vec<usize>> {
        #[derive(QueryableByName)]
        struct Place {
            #[diesel(sql_type = BigInt)]
            place: i64,
        }
        let tenants: Vec<uuid::Uuid> = news.iter().map(|(tenant, _, _)| tenant.uuid()).collect();
        let causes: Vec<&str> = news.iter().map(|(_, cause, _)| cause.as_str()).collect();
        let abouts: Vec<&str> = news.iter().map(|(_, _, about)| about.as_str()).collect();
        let places: Vec<Place> = diesel::sql_query(
            "SELECT n.place - 1 AS place FROM unnest($1, $2, $3) WITH ORDINALITY AS n(tenant_id, cause, about, place) \
             WHERE NOT EXISTS (SELECT 1 FROM mails m WHERE m.tenant_id = n.tenant_id AND m.user_id IS NOT NULL \
               AND m.cause = n.cause AND m.about = n.about) ORDER BY n.place",
        )
        .bind::<Array<SqlUuid>, _>(tenants)
        .bind::<Array<Text>, _>(causes)
        .bind::<Array<Text>, _>(abouts)
        .load(&mut tx.db()?)
        .await?;
        Ok(places.into_iter().filter_map(|row| usize::try_from(row.place).ok()).collect())
    }
}
