//! Mails about people's own accounts on their way to a mail server, and the links in them. A global table: an invitation's
//! row names its tenant and says nothing of it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::account_mail::AccountMailCause;
use domain::ids::{AccountMailId, MemberInvitationId, TenantId, UserId};
use domain::notice::MailState;

use crate::error::{StoreError, StoreResult};
use crate::member_invitation::MemberInvitation;
use crate::schema::{account_mails, users};
use crate::scope::{GlobalTx, SystemTx};

/// A mail, and its link.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = account_mails)]
pub struct AccountMail {
    /// Its id, also the mail's `Message-ID`.
    pub id: AccountMailId,
    /// Why.
    pub cause: AccountMailCause,
    /// Whose account it is about; none of an invitation, and of an address that nobody has.
    pub user_id: Option<UserId>,
    /// The tenant of an invitation.
    pub tenant_id: Option<TenantId>,
    /// The invitation.
    pub invitation_id: Option<MemberInvitationId>,
    /// Where it goes.
    pub recipient: String,
    /// SHA-256 of the token in it, one for each time it was given out.
    pub link_hashes: Vec<Vec<u8>>,
    /// Until when its link is good.
    pub expires_at: Option<DateTime<Utc>>,
    /// When its link was used.
    pub used_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: MailState,
    /// How often it was given to a mail server.
    pub tries: i32,
    /// When it is tried again.
    pub next_try_at: DateTime<Utc>,
    /// What the last try met.
    pub reason: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When a mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
}

impl AccountMail {
    /// A mail to be sent.
    pub fn new(
        cause: AccountMailCause,
        user: Option<UserId>,
        recipient: &str,
        now: DateTime<Utc>,
    ) -> AccountMail {
        AccountMail {
            id: crate::new_id(),
            cause,
            user_id: user,
            tenant_id: None,
            invitation_id: None,
            recipient: recipient.to_owned(),
            link_hashes: Vec::new(),
            expires_at: cause.link_expires_at(now),
            used_at: None,
            state: MailState::Queued,
            tries: 0,
            next_try_at: now,
            reason: None,
            created_at: now,
            sent_at: None,
        }
    }

    /// The mail of an invitation.
    pub fn of_invitation(invitation: &MemberInvitation) -> AccountMail {
        let (cause, now) = (AccountMailCause::MemberInvitation, invitation.created_at);
        AccountMail {
            tenant_id: Some(invitation.tenant_id),
            invitation_id: Some(invitation.id),
            expires_at: Some(invitation.expires_at),
            ..AccountMail::new(cause, None, &invitation.email, now)
        }
    }

    /// Adds it.
    pub async fn insert(&self, tx: &GlobalTx) -> StoreResult<()> {
        diesel::insert_into(account_mails::table).values(self).execute(&mut tx.db()?).await?;
        Ok(())
    }

    /// The mail of this id, where there is one.
    pub async fn find(tx: &GlobalTx, id: AccountMailId) -> StoreResult<Option<AccountMail>> {
        Ok(account_mails::table
            .filter(account_mails::id.eq(id))
            .select(AccountMail::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// Uses its link up. False when that was done before.
    pub async fn use_up(&self, tx: &GlobalTx, now: DateTime<Utc>) -> StoreResult<bool> {
        let used = diesel::update(account_mails::table)
            .filter(account_mails::id.eq(self.id))
            .filter(account_mails::used_at.is_null())
            .set(account_mails::used_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(used == 1)
    }

    /// Uses every link of this cause up that a person has.
    pub async fn use_up_all(
        tx: &GlobalTx,
        user: UserId,
        cause: AccountMailCause,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        diesel::update(account_mails::table)
            .filter(account_mails::user_id.eq(user))
            .filter(account_mails::cause.eq(cause))
            .filter(account_mails::used_at.is_null())
            .set(account_mails::used_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Where the mails of a tenant's invitations stand.
    pub async fn of_invitations(
        tx: &GlobalTx,
        tenant: TenantId,
        invitations: &[MemberInvitationId],
    ) -> StoreResult<Vec<(MemberInvitationId, MailState)>> {
        Ok(account_mails::table
            .filter(account_mails::tenant_id.eq(tenant))
            .filter(account_mails::invitation_id.eq_any(invitations))
            .select((account_mails::invitation_id.assume_not_null(), account_mails::state))
            .load(&mut tx.db()?)
            .await?)
    }

    /// Takes up to `limit` mails that are due, oldest first, skipping those another worker has in hand.
    pub async fn due(tx: &SystemTx, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<AccountMail>> {
        Ok(account_mails::table
            .filter(account_mails::state.eq(MailState::Queued))
            .filter(account_mails::next_try_at.le(now))
            .order(account_mails::next_try_at)
            .limit(limit)
            .select(AccountMail::as_select())
            .for_update()
            .skip_locked()
            .load(&mut tx.db()?)
            .await?)
    }

    /// Notes a try of a locked mail before it is made, with what is kept of its token, and when the next one is.
    pub async fn begin_try(
        &mut self,
        tx: &SystemTx,
        link_hash: Option<[u8; 32]>,
        next_try_at: DateTime<Utc>,
    ) -> StoreResult<()> {
        self.link_hashes.extend(link_hash.map(|hash| hash.to_vec()));
        let noted = diesel::update(account_mails::table)
            .filter(account_mails::id.eq(self.id))
            .filter(account_mails::state.eq(MailState::Queued))
            .set((
                account_mails::link_hashes.eq(&self.link_hashes),
                account_mails::tries.eq(account_mails::tries + 1),
                account_mails::next_try_at.eq(next_try_at),
            ))
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
        Ok(diesel::update(account_mails::table)
            .filter(account_mails::id.eq(self.id))
            .filter(account_mails::state.eq(MailState::Queued))
            .set((
                account_mails::state.eq(state),
                account_mails::reason.eq(reason),
                account_mails::sent_at.eq(sent_at),
            ))
            .execute(&mut tx.db()?)
            .await?)
    }

    /// Nobody is to get it. One to an address that nobody has is deleted: strangers ask for as many as they like.
    pub async fn drop_it(&self, tx: &SystemTx) -> StoreResult<()> {
        let this = account_mails::table
            .filter(account_mails::id.eq(self.id))
            .filter(account_mails::state.eq(MailState::Queued));
        if self.user_id.is_none() && self.invitation_id.is_none() {
            diesel::delete(this).execute(&mut tx.db()?).await?;
        } else {
            let unwanted = account_mails::state.eq(MailState::NotWanted);
            diesel::update(this).set(unwanted).execute(&mut tx.db()?).await?;
        }
        Ok(())
    }
}

/// Who is written to: their name, and whether the address is known to be theirs.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Addressee {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Since when the address is known to be theirs.
    pub email_verified_at: Option<DateTime<Utc>>,
}

impl Addressee {
    /// People of these ids.
    pub async fn of(tx: &SystemTx, ids: &[UserId]) -> StoreResult<Vec<Addressee>> {
        Ok(users::table
            .filter(users::id.eq_any(ids))
            .select((users::id, users::name, users::email_verified_at))
            .load(&mut tx.db()?)
            .await?)
    }
}
