//! Affiliates' connected accounts at Stripe.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::enrollment::PayoutAccountState;
use domain::ids::{AffiliateId, PayoutAccountId, TenantId};

use crate::affiliate::Affiliate;
use crate::error::{StoreError, StoreResult};
use crate::schema::{enrollment_directory, payout_accounts};
use crate::scope::{GlobalTx, SystemTx, TenantScope};

/// An affiliate's connected account at Stripe.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = payout_accounts)]
pub struct PayoutAccount {
    /// Its id.
    pub id: PayoutAccountId,
    /// Whose it is.
    pub affiliate_id: AffiliateId,
    /// `acct_…`, once Stripe has answered.
    pub stripe_account_id: Option<String>,
    /// Where it stands.
    pub state: PayoutAccountState,
    /// What Stripe still needs of the person.
    pub requirements_due: Vec<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When Stripe last said something about it.
    pub updated_at: DateTime<Utc>,
    /// The country Stripe is asked to make it in.
    pub country: Option<String>,
    /// The address Stripe is asked to make it with.
    pub email: Option<String>,
    /// How Stripe names the bank account it pays out to, without telling it: two of one name are one account.
    pub bank_fingerprint: Option<String>,
}

/// What Stripe says of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whether it can be paid.
    pub able: bool,
    /// What Stripe still needs of the person.
    pub requirements_due: Vec<String>,
    /// How it names the bank account; what was known stays where it says nothing of it.
    pub bank_fingerprint: Option<String>,
}

impl PayoutAccount {
    /// The affiliate's account, made in state CREATING when missing: its id is the key of the call that follows, and what
    /// the call says is frozen with it.
    pub async fn ensure(
        tx: &GlobalTx,
        affiliate: &Affiliate,
        now: DateTime<Utc>,
    ) -> StoreResult<PayoutAccount> {
        let row = PayoutAccount {
            id: crate::new_id(),
            affiliate_id: affiliate.id,
            stripe_account_id: None,
            state: PayoutAccountState::Creating,
            requirements_due: Vec::new(),
            created_at: now,
            updated_at: now,
            country: Some(affiliate.country.clone()),
            email: Some(affiliate.email.clone()),
            bank_fingerprint: None,
        };
        diesel::insert_into(payout_accounts::table)
            .values(&row)
            .on_conflict(payout_accounts::affiliate_id)
            .do_nothing()
            .execute(&mut tx.db()?)
            .await?;
        // A server of before the columns has made it, and Stripe has not answered yet.
        diesel::update(payout_accounts::table)
            .filter(payout_accounts::affiliate_id.eq(affiliate.id))
            .filter(payout_accounts::stripe_account_id.is_null())
            .filter(payout_accounts::country.is_null().or(payout_accounts::email.is_null()))
            .set((
                payout_accounts::country.eq(&affiliate.country),
                payout_accounts::email.eq(&affiliate.email),
            ))
            .execute(&mut tx.db()?)
            .await?;
        PayoutAccount::of_affiliate(tx, affiliate.id).await?.ok_or(StoreError::NotFound("payout account"))
    }

    /// The affiliate's account.
    pub async fn of_affiliate(tx: &GlobalTx, affiliate: AffiliateId) -> StoreResult<Option<PayoutAccount>> {
        Ok(payout_accounts::table
            .filter(payout_accounts::affiliate_id.eq(affiliate))
            .select(PayoutAccount::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// Notes the account Stripe has made; the first answer stays.
    pub async fn created(
        tx: &GlobalTx,
        id: PayoutAccountId,
        stripe_account: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        diesel::update(payout_accounts::table)
            .filter(payout_accounts::id.eq(id))
            .filter(payout_accounts::stripe_account_id.is_null())
            .set((
                payout_accounts::stripe_account_id.eq(stripe_account),
                payout_accounts::state.eq(PayoutAccountState::Onboarding),
                payout_accounts::updated_at.eq(now),
            ))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// The accounts of many affiliates, for payouts.
    pub async fn of_affiliates(
        scope: &impl TenantScope,
        affiliates: &[AffiliateId],
    ) -> StoreResult<Vec<PayoutAccount>> {
        let mut conn = scope.conn().await?;
        Ok(payout_accounts::table
            .filter(payout_accounts::affiliate_id.eq_any(affiliates))
            .select(PayoutAccount::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Takes what Stripe said of an account at `said_at`; what it said earlier than what we know changes nothing.
    /// Returns the affiliate and the tenants to tell, if we know the account and this is news.
    pub async fn apply_update(
        tx: &SystemTx,
        stripe_account: &str,
        said: Said,
        said_at: DateTime<Utc>,
    ) -> StoreResult<Option<(AffiliateId, Vec<TenantId>)>> {
        let Some(account) = payout_accounts::table
            .filter(payout_accounts::stripe_account_id.eq(stripe_account))
            .select(PayoutAccount::as_select())
            .for_update()
            .first(&mut tx.db()?)
            .await
            .optional()?
        else {
            return Ok(None);
        };
        // Stripe's times have whole seconds; ours at the account's creation does not.
        if said_at.timestamp() < account.updated_at.timestamp() {
            return Ok(None);
        }
        let account = account.write(tx.db()?, said, said_at).await?;
        let tenants = enrollment_directory::table
            .filter(enrollment_directory::affiliate_id.eq(account.affiliate_id))
            .select(enrollment_directory::tenant_id)
            .load(&mut tx.db()?)
            .await?;
        Ok(Some((account.affiliate_id, tenants)))
    }

    /// Takes what was read at Stripe just now. Returns the account as it stands then.
    ///
    /// `read_at` is by our clock and events are dated by Stripe's, so it is put back by a minute: an event of a moment
    /// later must not be taken for older than this. Errors: `NotFound`.
    pub async fn take_reading(
        tx: &GlobalTx,
        id: PayoutAccountId,
        said: Said,
        read_at: DateTime<Utc>,
    ) -> StoreResult<PayoutAccount> {
        let account: PayoutAccount = payout_accounts::table
            .filter(payout_accounts::id.eq(id))
            .select(PayoutAccount::as_select())
            .for_update()
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("payout account"))?;
        let said_at = account.updated_at.max(read_at - chrono::Duration::minutes(1));
        account.write(tx.db()?, said, said_at).await
    }

    /// Writes what Stripe said to this locked row, and returns it as it stands then.
    async fn write(
        self,
        mut db: &diesel_async::AsyncPgConnection,
        said: Said,
        updated_at: DateTime<Utc>,
    ) -> StoreResult<PayoutAccount> {
        let Said { able, requirements_due, bank_fingerprint } = said;
        let state = match (able, self.state) {
            (true, _) => PayoutAccountState::Active,
            (false, PayoutAccountState::Active | PayoutAccountState::Restricted) => {
                PayoutAccountState::Restricted
            }
            (false, _) => PayoutAccountState::Onboarding,
        };
        let bank_fingerprint = bank_fingerprint.or_else(|| self.bank_fingerprint.clone());
        let now = PayoutAccount { state, requirements_due, bank_fingerprint, updated_at, ..self };
        diesel::update(payout_accounts::table)
            .filter(payout_accounts::id.eq(now.id))
            .set((
                payout_accounts::state.eq(now.state),
                payout_accounts::requirements_due.eq(&now.requirements_due),
                payout_accounts::bank_fingerprint.eq(&now.bank_fingerprint),
                payout_accounts::updated_at.eq(now.updated_at),
            ))
            .execute(&mut db)
            .await?;
        Ok(now)
    }

    /// The account of this id. Errors: `NotFound`.
    pub async fn find(tx: &GlobalTx, id: PayoutAccountId) -> StoreResult<PayoutAccount> {
        payout_accounts::table
            .filter(payout_accounts::id.eq(id))
            .select(PayoutAccount::as_select())
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("payout account"))
    }

    /// Brings `payout_ready` of every enrollment in line with its affiliate's account: an enrollment accepted while
    /// the account became able has missed the news. Payouts that waited for it are looked at next.
    pub async fn spread(tx: &SystemTx) -> StoreResult<usize> {
        Ok(diesel::sql_query(
            "WITH told AS ( \
               UPDATE enrollments e SET payout_ready = (a.state = 'ACTIVE') FROM payout_accounts a \
               WHERE a.affiliate_id = e.affiliate_id AND e.payout_ready <> (a.state = 'ACTIVE') \
               RETURNING e.tenant_id, e.affiliate_id, e.payout_ready) \
             UPDATE payouts p SET looks = 0, look_at = p.updated_at FROM told \
             WHERE told.payout_ready AND p.tenant_id = told.tenant_id AND p.affiliate_id = told.affiliate_id \
               AND p.state = 'BLOCKED'",
        )
        .execute(&mut tx.db()?)
        .await?)
    }
}
