//! Tenants, their members, and the people behind them. Global tables, reached through the sign-in door.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, PayoutAccountId, TenantId, UserId};
use domain::money::{Amount, Currency};
use domain::payout::Caution;
use domain::permission::MemberRole;
use domain::plan::Plan;

use crate::error::{StoreError, StoreResult};
use crate::schema::{
    affiliates, enrollment_directory, memberships, payout_accounts, slug_directory, tenants, users,
};
use crate::scope::{AffiliateTx, GlobalTx, SystemTx, TenantScope};
use domain::enrollment::PayoutAccountState;

/// A brand's workspace.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tenants)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// The brand's name.
    pub name: String,
    /// What new programmes pay in unless they say otherwise.
    pub currency: Currency,
    /// Tributary's part of what is paid out, in basis points on top of it.
    pub platform_fee_bps: i32,
    /// Whether somebody other than its drafter must approve a payout run.
    pub second_approver: bool,
    /// Web origins publishable keys may be used from; empty allows any.
    pub origins: Vec<String>,
    /// When it signed up.
    pub created_at: DateTime<Utc>,
    /// Whether its members must have a second factor.
    pub second_factor_required: bool,
    /// Hosts its links may lead to; empty allows any.
    pub link_hosts: Vec<String>,
}

/// Changes of a tenant's settings; what is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, AsChangeset, serde::Serialize)]
#[diesel(table_name = tenants)]
#[serde(rename_all = "camelCase")]
pub struct TenantChange {
    /// The brand's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether somebody other than its drafter must approve a payout run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_approver: Option<bool>,
    /// Web origins publishable keys may be used from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origins: Option<Vec<String>>,
    /// Whether its members must have a second factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_factor_required: Option<bool>,
    /// Hosts its links may lead to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_hosts: Option<Vec<String>>,
}

impl TenantChange {
    /// What stands of the same settings in a tenant.
    pub fn as_it_stands(&self, tenant: &Tenant) -> TenantChange {
        TenantChange {
            name: self.name.as_ref().map(|_| tenant.name.clone()),
            second_approver: self.second_approver.map(|_| tenant.second_approver),
            origins: self.origins.as_ref().map(|_| tenant.origins.clone()),
            second_factor_required: self.second_factor_required.map(|_| tenant.second_factor_required),
            link_hosts: self.link_hosts.as_ref().map(|_| tenant.link_hosts.clone()),
        }
    }
}

impl Tenant {
    /// Adds the tenant.
    pub async fn insert(&self, tx: &GlobalTx) -> StoreResult<()> {
        diesel::insert_into(tenants::table).values(self).execute(&mut tx.db()?).await?;
        Ok(())
    }

    /// The scope's own tenant.
    pub async fn own(scope: &impl TenantScope) -> StoreResult<Tenant> {
        let mut conn = scope.conn().await?;
        tenants::table
            .filter(tenants::id.eq(scope.tenant()))
            .select(Tenant::as_select())
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("tenant"))
    }

    /// The tenants of these ids, through the sign-in door.
    pub async fn find_many(tx: &GlobalTx, ids: &[TenantId]) -> StoreResult<Vec<Tenant>> {
        Ok(tenants::table
            .filter(tenants::id.eq_any(ids))
            .select(Tenant::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// The tenant, locked. Errors: `NotFound`.
    pub async fn lock(tx: &GlobalTx, id: TenantId) -> StoreResult<Tenant> {
        tenants::table
            .filter(tenants::id.eq(id))
            .select(Tenant::as_select())
            .for_update()
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("tenant"))
    }

    /// Changes a tenant's settings. Errors: `NotFound`.
    pub async fn change(tx: &GlobalTx, id: TenantId, change: &TenantChange) -> StoreResult<()> {
        if *change == TenantChange::default() {
            return Ok(());
        }
        let changed = diesel::update(tenants::table)
            .filter(tenants::id.eq(id))
            .set(change)
            .execute(&mut tx.db()?)
            .await?;
        if changed == 1 { Ok(()) } else { Err(StoreError::NotFound("tenant")) }
    }

    /// The tenants an affiliate works with.
    pub async fn of_affiliate(tx: &AffiliateTx) -> StoreResult<Vec<Tenant>> {
        Ok(tenants::table
            .filter(tenants::id.eq_any(tx.ctx().tenants()))
            .select(Tenant::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// What the scope's own tenant finds unusual in a payout run.
    pub async fn caution(scope: &impl TenantScope) -> StoreResult<Caution> {
        let mut conn = scope.conn().await?;
        let (minor, currency, percent): (Option<i64>, Option<Currency>, i32) = tenants::table
            .filter(tenants::id.eq(scope.tenant()))
            .select((tenants::payout_limit, tenants::payout_limit_currency, tenants::payout_unusual_percent))
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("tenant"))?;
        let limit = minor.zip(currency).map(|(minor, currency)| Amount::new(minor, currency));
        Ok(Caution { limit, percent })
    }

    /// The same of any tenant, through the sign-in door.
    pub async fn caution_of(tx: &GlobalTx, id: TenantId) -> StoreResult<Caution> {
        let (minor, currency, percent): (Option<i64>, Option<Currency>, i32) = tenants::table
            .filter(tenants::id.eq(id))
            .select((tenants::payout_limit, tenants::payout_limit_currency, tenants::payout_unusual_percent))
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("tenant"))?;
        let limit = minor.zip(currency).map(|(minor, currency)| Amount::new(minor, currency));
        Ok(Caution { limit, percent })
    }

    /// Says what a tenant finds unusual in a payout run.
    pub async fn set_caution(tx: &GlobalTx, id: TenantId, caution: &Caution) -> StoreResult<()> {
        let changed = diesel::update(tenants::table)
            .filter(tenants::id.eq(id))
            .set((
                tenants::payout_limit.eq(caution.limit.map(|limit| limit.minor)),
                tenants::payout_limit_currency.eq(caution.limit.map(|limit| limit.currency)),
                tenants::payout_unusual_percent.eq(caution.percent),
            ))
            .execute(&mut tx.db()?)
            .await?;
        if changed == 1 { Ok(()) } else { Err(StoreError::NotFound("tenant")) }
    }

    /// Every tenant, for jobs that sweep.
    pub async fn all(tx: &SystemTx) -> StoreResult<Vec<TenantId>> {
        Ok(tenants::table.select(tenants::id).order(tenants::id).load(&mut tx.db()?).await?)
    }
}

/// A person who signs in.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = users)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their e-mail, in small letters.
    pub email: String,
    /// Their name.
    pub name: String,
    /// argon2id, in PHC form.
    pub password_hash: String,
    /// When they signed up.
    pub created_at: DateTime<Utc>,
    /// Since when the address is known to be theirs.
    pub email_verified_at: Option<DateTime<Utc>>,
}

impl User {
    /// Adds the person. Errors: `Conflict` when the e-mail is taken.
    pub async fn insert(&self, tx: &GlobalTx) -> StoreResult<()> {
        diesel::insert_into(users::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("user"))?;
        Ok(())
    }

    /// The person of this e-mail.
    pub async fn by_email(tx: &GlobalTx, email: &str) -> StoreResult<Option<User>> {
        Ok(users::table
            .filter(users::email.eq(email))
            .select(User::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// The person of this id. Errors: `NotFound`.
    pub async fn find(tx: &GlobalTx, id: UserId) -> StoreResult<User> {
        users::table
            .filter(users::id.eq(id))
            .select(User::as_select())
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("user"))
    }

    /// The same, locked. Errors: `NotFound`.
    pub async fn lock(tx: &GlobalTx, id: UserId) -> StoreResult<User> {
        users::table
            .filter(users::id.eq(id))
            .select(User::as_select())
            // What is made for the person meanwhile may refer to them.
            .for_no_key_update()
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("user"))
    }

    /// Notes that the person's address is theirs; the first time stays. True when it was noted now.
    pub async fn verify(tx: &GlobalTx, id: UserId, now: DateTime<Utc>) -> StoreResult<bool> {
        let noted = diesel::update(users::table)
            .filter(users::id.eq(id))
            .filter(users::email_verified_at.is_null())
            .set(users::email_verified_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(noted == 1)
    }

    /// Gives the person another password. Errors: `NotFound`.
    pub async fn set_password(tx: &GlobalTx, id: UserId, password_hash: &str) -> StoreResult<()> {
        let set = diesel::update(users::table)
            .filter(users::id.eq(id))
            .set(users::password_hash.eq(password_hash))
            .execute(&mut tx.db()?)
            .await?;
        if set == 1 { Ok(()) } else { Err(StoreError::NotFound("user")) }
    }
}

/// A person's role in a tenant, with a copy of what the team may see of them.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = memberships)]
pub struct Membership {
    /// The tenant.
    pub tenant_id: TenantId,
    /// The person.
    pub user_id: UserId,
    /// What they may do.
    pub role: MemberRole,
    /// Their e-mail.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

impl Membership {
    /// Adds the membership where the plan has a seat for it; members who are added at once come in turn. Errors:
    /// `Conflict("seat")` when every seat is taken, `Conflict` when they are a member already.
    pub async fn insert(&self, tx: &GlobalTx, plan: Plan) -> StoreResult<()> {
        tenants::table
            .filter(tenants::id.eq(self.tenant_id))
            .select(tenants::id)
            .for_update()
            .first::<TenantId>(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("tenant"))?;
        let members = memberships::table
            .filter(memberships::tenant_id.eq(self.tenant_id))
            .count()
            .get_result(&mut tx.db()?)
            .await?;
        domain::plan::seat(plan, members).map_err(|_| StoreError::Conflict("seat"))?;
        diesel::insert_into(memberships::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("membership"))?;
        Ok(())
    }

    /// The tenants of a person, oldest first.
    pub async fn of_user(tx: &GlobalTx, user: UserId) -> StoreResult<Vec<Membership>> {
        Ok(memberships::table
            .filter(memberships::user_id.eq(user))
            .order((memberships::created_at, memberships::tenant_id))
            .select(Membership::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// How many there are in the scope's tenant.
    pub async fn count(scope: &impl TenantScope) -> StoreResult<i64> {
        let mut conn = scope.conn().await?;
        Ok(memberships::table
            .filter(memberships::tenant_id.eq(scope.tenant()))
            .count()
            .get_result(&mut conn)
            .await?)
    }

    /// Everybody in the scope's tenant.
    pub async fn of_tenant(scope: &impl TenantScope) -> StoreResult<Vec<Membership>> {
        let mut conn = scope.conn().await?;
        Ok(memberships::table
            .filter(memberships::tenant_id.eq(scope.tenant()))
            .order((memberships::created_at, memberships::user_id))
            .select(Membership::as_select())
            .load(&mut conn)
            .await?)
    }
}

/// Someone who can be paid.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = affiliates)]
pub struct Affiliate {
    /// Their id.
    pub id: AffiliateId,
    /// The person.
    pub user_id: UserId,
    /// Where they are written to.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Two letters; Stripe asks for it.
    pub country: String,
    /// When they signed up.
    pub created_at: DateTime<Utc>,
}

impl Affiliate {
    /// Adds the affiliate.
    pub async fn insert(&self, tx: &GlobalTx) -> StoreResult<()> {
        diesel::insert_into(affiliates::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("affiliate"))?;
        Ok(())
    }

    /// The affiliate a person is.
    pub async fn of_user(tx: &GlobalTx, user: UserId) -> StoreResult<Option<Affiliate>> {
        Ok(affiliates::table
            .filter(affiliates::user_id.eq(user))
            .select(Affiliate::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// Causes of notices they do without.
    pub async fn mail_off(tx: &GlobalTx, id: AffiliateId) -> StoreResult<Vec<String>> {
        affiliates::table
            .filter(affiliates::id.eq(id))
            .select(affiliates::mail_off)
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("affiliate"))
    }

    /// Sets the causes of notices they do without. Errors: `NotFound`.
    pub async fn set_mail_off(tx: &GlobalTx, id: AffiliateId, causes: &[String]) -> StoreResult<()> {
        let set = diesel::update(affiliates::table)
            .filter(affiliates::id.eq(id))
            .set(affiliates::mail_off.eq(causes))
            .execute(&mut tx.db()?)
            .await?;
        if set == 1 { Ok(()) } else { Err(StoreError::NotFound("affiliate")) }
    }

    /// The tenants they work with.
    pub async fn tenants(tx: &GlobalTx, affiliate: AffiliateId) -> StoreResult<Vec<TenantId>> {
        Ok(enrollment_directory::table
            .filter(enrollment_directory::affiliate_id.eq(affiliate))
            .order(enrollment_directory::tenant_id)
            .select(enrollment_directory::tenant_id)
            .load(&mut tx.db()?)
            .await?)
    }
}

/// What a public word stands for.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = slug_directory)]
pub struct Slug {
    /// The word.
    pub slug: String,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// `LINK` or `PROGRAM`.
    pub kind: String,
    /// The thing's id.
    pub target_id: uuid::Uuid,
}

impl Slug {
    /// Looks a public word up.
    pub async fn find(tx: &GlobalTx, slug: &str, kind: &str) -> StoreResult<Option<Slug>> {
        Ok(slug_directory::table
            .filter(slug_directory::slug.eq(slug))
            .filter(slug_directory::kind.eq(kind))
            .select(Slug::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }
}

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
        able: bool,
        requirements_due: Vec<String>,
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
        let account = account.write(tx.db()?, able, requirements_due, said_at).await?;
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
        able: bool,
        requirements_due: Vec<String>,
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
        account.write(tx.db()?, able, requirements_due, said_at).await
    }

    /// Writes what Stripe said to this locked row, and returns it as it stands then.
    async fn write(
        self,
        mut db: &diesel_async::AsyncPgConnection,
        able: bool,
        requirements_due: Vec<String>,
        updated_at: DateTime<Utc>,
    ) -> StoreResult<PayoutAccount> {
        let state = match (able, self.state) {
            (true, _) => PayoutAccountState::Active,
            (false, PayoutAccountState::Active | PayoutAccountState::Restricted) => {
                PayoutAccountState::Restricted
            }
            (false, _) => PayoutAccountState::Onboarding,
        };
        let now = PayoutAccount { state, requirements_due, updated_at, ..self };
        diesel::update(payout_accounts::table)
            .filter(payout_accounts::id.eq(now.id))
            .set((
                payout_accounts::state.eq(now.state),
                payout_accounts::requirements_due.eq(&now.requirements_due),
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
