//! Notices to affiliates on their way to a mail server. One row per cause and what it is about.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, MailId, TenantId};
use domain::notice::{Cause, MailState};

use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice};
use crate::schema::mails;
use crate::scope::{AffiliateTx, SystemTx, TenantScope, TenantTx};

/// A notice as a mail.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = mails)]
pub struct Mail {
    /// The tenant it is about; of an account at Stripe, the first the affiliate works with.
    pub tenant_id: TenantId,
    /// Its id, also the mail's `Message-ID`.
    pub id: MailId,
    /// Who is told.
    pub affiliate_id: AffiliateId,
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
        let told = diesel::insert_into(mails::table)
            .values(self)
            .on_conflict((mails::tenant_id, mails::affiliate_id, mails::cause, mails::about))
            .do_nothing()
            .execute(&mut tx.db()?)
            .await?;
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
            .select(mails::affiliate_id)
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
        let mut query = mails::table
            .filter(mails::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(mails::affiliate_id.eq(tx.affiliate()))
            .filter(mails::state.ne(MailState::NotWanted))
            .select(Mail::as_select())
            .order(mails::id.desc())
            .limit(page.limit + 1)
            .into_boxed();
        if let Some(after) = page.after {
            query = query.filter(mails::id.lt(after));
        }
        Ok(Slice::cut(query.load(&mut tx.db()?).await?, page))
    }
}
