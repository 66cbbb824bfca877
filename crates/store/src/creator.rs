//! Authors of moments, who owns their ledger accounts, and claims of them by affiliates.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::commission::CommissionState;
use domain::enrollment::ClaimState;
use domain::ids::{AffiliateId, CommissionId, CreatorClaimId, CreatorId, MomentId, PayeeId, TenantId};

use crate::error::{StoreError, StoreResult};
use crate::live::{Change, Subject};
use crate::page::{Page, Slice, load_own, load_page, tenant_reads};
use crate::payee::Payee;
use crate::schema::{commissions, creator_claims, creators, moments, payees};
use crate::scope::{AffiliateTx, TenantScope, TenantTx};

/// An author of moments.
#[derive(
    Debug, Clone, PartialEq, Queryable, Selectable, Insertable, serde::Serialize, serde::Deserialize,
)]
#[diesel(table_name = creators)]
pub struct Creator {
    /// Their tenant.
    pub tenant_id: TenantId,
    /// Their id.
    pub id: CreatorId,
    /// Who owns their ledger accounts.
    pub payee_id: PayeeId,
    /// The brand's own key: a handle or a customer number.
    pub external_id: String,
    /// The name shown.
    pub name: String,
    /// When they were added.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(Creator, creators, CreatorId, "creator");

impl Creator {
    /// Adds a creator with their payee. Errors: `Conflict` when the external id is taken.
    pub async fn create(
        tx: &TenantTx,
        external_id: &str,
        name: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<Creator> {
        let payee = Payee::of_creator(tx, name, now).await?;
        let creator = Creator {
            tenant_id: tx.tenant(),
            id: crate::new_id(),
            payee_id: payee.id,
            external_id: external_id.to_owned(),
            name: name.to_owned(),
            created_at: now,
        };
        creator.insert(tx).await?;
        Ok(creator)
    }

    /// Those of these creators who have earned a commission that was not voided.
    pub async fn who_earned(scope: &impl TenantScope, ids: &[CreatorId]) -> StoreResult<Vec<CreatorId>> {
        let earned = commissions::table
            .filter(commissions::tenant_id.eq(scope.tenant()))
            .filter(commissions::payee_id.eq(creators::payee_id))
            .filter(commissions::amount.gt(0))
            .filter(commissions::state.ne(CommissionState::Void));
        let mut conn = scope.conn().await?;
        Ok(creators::table
            .filter(creators::tenant_id.eq(scope.tenant()))
            .filter(creators::id.eq_any(ids))
            .filter(diesel::dsl::exists(earned))
            .select(creators::id)
            .load(&mut conn)
            .await?)
    }

    /// Creators of these ids with the tenants an affiliate works with; others are left out.
    pub async fn of_tenants(tx: &AffiliateTx, ids: &[CreatorId]) -> StoreResult<Vec<Creator>> {
        Ok(creators::table
            .filter(creators::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(creators::id.eq_any(ids))
            .select(Creator::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Who is the author of a moment, by its id or its permalink, with a tenant the affiliate works with. None where there
    /// is no such moment, or moments of several authors have that permalink.
    pub async fn author_of(tx: &AffiliateTx, moment: MomentAt<'_>) -> StoreResult<Option<CreatorId>> {
        let mut authors: Vec<CreatorId> = match moment {
            MomentAt::Id(id) => {
                moments::table
                    .filter(moments::tenant_id.eq_any(tx.ctx().tenants()))
                    .filter(moments::id.eq(id))
                    .filter(moments::creator_id.is_not_null())
                    .select(moments::creator_id.assume_not_null())
                    .load(&mut tx.db()?)
                    .await?
            }
            MomentAt::Permalink(address) => {
                diesel::select(
                    sql::<SqlUuid>("creator_id FROM authors_at(").bind::<Text, _>(address).sql(")"),
                )
                .load(&mut tx.db()?)
                .await?
            }
        };
        let author = authors.pop();
        Ok(author.filter(|_| authors.is_empty()))
    }

    /// The creators of these external ids.
    pub async fn by_external_ids(
        scope: &impl TenantScope,
        external_ids: &[String],
    ) -> StoreResult<Vec<Creator>> {
        let mut conn = scope.conn().await?;
        Ok(creators::table
            .filter(creators::tenant_id.eq(scope.tenant()))
            .filter(creators::external_id.eq_any(external_ids))
            .select(Creator::as_select())
            .load(&mut conn)
            .await?)
    }
}

/// How somebody names a moment.
#[derive(Debug, Clone, Copy)]
pub enum MomentAt<'a> {
    /// By its id.
    Id(MomentId),
    /// By the address it stood at first.
    Permalink(&'a str),
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = creator_claims)]
pub struct CreatorClaim {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: CreatorClaimId,
    /// Who is claimed.
    pub creator_id: CreatorId,
    /// By whom.
    pub affiliate_id: AffiliateId,
    /// Where it stands.
    pub state: ClaimState,
    /// What the affiliate says to prove it.
    pub evidence: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When the tenant decided.
    pub decided_at: Option<DateTime<Utc>>,
}

tenant_reads!(CreatorClaim, creator_claims, CreatorClaimId, "claim");

impl CreatorClaim {
    /// An affiliate's own claims, newest first.
    pub async fn of_affiliate(tx: &AffiliateTx, page: Page) -> StoreResult<Slice<CreatorClaim>> {
        load_own!(tx, creator_claims, CreatorClaim, page)
    }

    /// Asks to be known as a creator. Errors: `NotFound` for an unknown creator, `Conflict` when asked already.
    pub async fn request(
        tx: &AffiliateTx,
        creator: CreatorId,
        evidence: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<CreatorClaim> {
        let tenant: TenantId = creators::table
            .filter(creators::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(creators::id.eq(creator))
            .select(creators::tenant_id)
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("creator"))?;
        let claim = CreatorClaim {
            tenant_id: tenant,
            id: crate::new_id(),
            creator_id: creator,
            affiliate_id: tx.affiliate(),
            state: ClaimState::Requested,
            evidence: evidence.to_owned(),
            created_at: now,
            decided_at: None,
        };
        diesel::insert_into(creator_claims::table)
            .values(&claim)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("claim"))?;
        Ok(claim)
    }

    /// Decides a locked, requested claim: of one payee, and without taking anybody's turn, since sales lock payees before it. An approval links the creator's payee and everything it earned to the
    /// affiliate and moves no money. Errors: `Conflict` when the creator belongs to somebody already.
    pub async fn decide(&mut self, tx: &TenantTx, to: ClaimState, now: DateTime<Utc>) -> StoreResult<()> {
        diesel::update(creator_claims::table)
            .filter(creator_claims::tenant_id.eq(tx.tenant()))
            .filter(creator_claims::id.eq(self.id))
            .set((creator_claims::state.eq(to), creator_claims::decided_at.eq(now)))
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("claim"))?;
        if to == ClaimState::Approved {
            let creator = Creator::find(tx, self.creator_id).await?;
            let linked = diesel::update(payees::table)
                .filter(payees::tenant_id.eq(tx.tenant()))
                .filter(payees::id.eq(creator.payee_id))
                .filter(payees::affiliate_id.is_null())
                .set(payees::affiliate_id.eq(self.affiliate_id))
                .execute(&mut tx.db()?)
                .await?;
            if linked != 1 {
                return Err(StoreError::Conflict("claim"));
            }
            let theirs: Vec<CommissionId> = diesel::update(commissions::table)
                .filter(commissions::tenant_id.eq(tx.tenant()))
                .filter(commissions::payee_id.eq(creator.payee_id))
                .set(commissions::affiliate_id.eq(self.affiliate_id))
                .returning(commissions::id)
                .get_results(&mut tx.db()?)
                .await?;
            let told = |id| Change::of(Subject::Commission, id).concerning(Some(self.affiliate_id));
            tx.changed(theirs.into_iter().map(told));
        }
        self.state = to;
        self.decided_at = Some(now);
        Ok(())
    }
}
