//! What creators were asked, and what they answered.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{MomentId, RightsRequestId, TenantId};
use domain::moment::RIGHTS_ANSWER_DAYS;
use domain::moment::rights::{Evidence, GrantWindow, RightsAnswer, RightsChannel, Scope};
use serde_json::Value;

use crate::error::{StoreError, StoreResult};
use crate::moment::ERASED_BODY;
use crate::new_id;
use crate::schema::rights_requests;
use crate::scope::{SystemTx, TenantScope, TenantTx};
use crate::sql::sql;

/// Tenants that a loop looks at in one round, at most.
const TENANTS_MAX: i64 = 100;

/// One asking and what came of it; or a grant that nobody asked for.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = rights_requests, treat_none_as_null = true)]
pub struct RightsRequest {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: RightsRequestId,
    /// The moment.
    pub moment_id: MomentId,
    /// The version of the terms; none where that was noted before there were any.
    pub terms: Option<i32>,
    /// When they were asked; none where they came by themselves.
    pub requested_at: Option<DateTime<Utc>>,
    /// By whom, as the audit log names them.
    pub requested_by: Option<String>,
    /// How.
    pub channel: Option<RightsChannel>,
    /// The channel's id of the message.
    pub message_id: Option<String>,
    /// SHA-256 of its text.
    pub text_hash: Option<Vec<u8>>,
    /// What is asked for, and then what is granted: a [`Scope`].
    pub scope: Option<Value>,
    /// None while it is waited for.
    pub answer: Option<RightsAnswer>,
    /// When.
    pub answered_at: Option<DateTime<Utc>>,
    /// Who noted it.
    pub answered_by: Option<String>,
    /// How they answered.
    pub reply_channel: Option<RightsChannel>,
    /// The channel's id of the answer.
    pub reply_message_id: Option<String>,
    /// SHA-256 of its text.
    pub reply_text_hash: Option<Vec<u8>>,
    /// From when the grant holds.
    pub starts_at: Option<DateTime<Utc>>,
    /// Until when.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Who noted that.
    pub revoked_by: Option<String>,
    /// How it was said.
    pub revocation_channel: Option<RightsChannel>,
    /// The channel's id of the message.
    pub revocation_message_id: Option<String>,
    /// SHA-256 of its text.
    pub revocation_text_hash: Option<Vec<u8>>,
}

/// That a grant was taken back.
#[derive(Debug, Clone, Copy)]
pub struct Revocation<'a> {
    /// What shows it.
    pub evidence: Option<&'a Evidence>,
    /// When.
    pub at: DateTime<Utc>,
}

impl RightsRequest {
    /// A row of which nothing is known yet.
    fn of(tx: &TenantTx, moment: MomentId) -> RightsRequest {
        RightsRequest {
            tenant_id: tx.tenant(),
            id: new_id(),
            moment_id: moment,
            terms: None,
            requested_at: None,
            requested_by: None,
            channel: None,
            message_id: None,
            text_hash: None,
            scope: None,
            answer: None,
            answered_at: None,
            answered_by: None,
            reply_channel: None,
            reply_message_id: None,
            reply_text_hash: None,
            starts_at: None,
            ends_at: None,
            revoked_at: None,
            revoked_by: None,
            revocation_channel: None,
            revocation_message_id: None,
            revocation_text_hash: None,
        }
    }

    /// That the author of a locked moment is asked.
    pub async fn ask(
        tx: &TenantTx,
        moment: MomentId,
        terms: i32,
        (scope, evidence): (&Scope, &Evidence),
        now: DateTime<Utc>,
    ) -> StoreResult<RightsRequest> {
        let request = RightsRequest {
            terms: Some(terms),
            requested_at: Some(now),
            requested_by: Some(tx.ctx().actor().label()),
            channel: Some(evidence.channel()),
            message_id: Some(evidence.message_id().to_owned()),
            text_hash: Some(evidence.text_hash().to_vec()),
            scope: Some(written(scope)?),
            ..RightsRequest::of(tx, moment)
        };
        request.insert(tx).await?;
        Ok(request)
    }

    /// A row for a grant that nobody asked for, to be [granted](RightsRequest::grant) at once.
    pub fn unasked(tx: &TenantTx, moment: MomentId, terms: i32) -> RightsRequest {
        RightsRequest { terms: Some(terms), ..RightsRequest::of(tx, moment) }
    }

    /// That they said yes.
    pub async fn grant(
        &mut self,
        tx: &TenantTx,
        window: GrantWindow,
        (scope, reply): (&Scope, &Evidence),
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        let is_new = self.requested_at.is_none();
        self.scope = Some(written(scope)?);
        self.starts_at = Some(window.starts_at());
        self.ends_at = window.ends_at();
        self.answered(tx, RightsAnswer::Granted, Some(reply), now);
        if is_new { self.insert(tx).await } else { self.save(tx).await }
    }

    /// That they said no, or nothing.
    pub async fn refuse(
        &mut self,
        tx: &TenantTx,
        answer: RightsAnswer,
        reply: Option<&Evidence>,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        self.answered(tx, answer, reply, now);
        self.save(tx).await
    }

    /// That they took back what they gave.
    pub async fn revoke(&mut self, tx: &TenantTx, revocation: Revocation<'_>) -> StoreResult<()> {
        self.revoked_at = Some(revocation.at);
        self.revoked_by = Some(tx.ctx().actor().label());
        self.revocation_channel = revocation.evidence.map(Evidence::channel);
        self.revocation_message_id = revocation.evidence.map(|said| said.message_id().to_owned());
        self.revocation_text_hash = revocation.evidence.map(|said| said.text_hash().to_vec());
        self.save(tx).await
    }

    fn answered(
        &mut self,
        tx: &TenantTx,
        answer: RightsAnswer,
        reply: Option<&Evidence>,
        now: DateTime<Utc>,
    ) {
        self.answer = Some(answer);
        self.answered_at = Some(now);
        self.answered_by = Some(tx.ctx().actor().label());
        self.reply_channel = reply.map(Evidence::channel);
        self.reply_message_id = reply.map(|reply| reply.message_id().to_owned());
        self.reply_text_hash = reply.map(|reply| reply.text_hash().to_vec());
    }

    /// What is asked for or granted; none where that was noted before there was a place for it.
    pub fn scope(&self) -> StoreResult<Option<Scope>> {
        let scope = self.scope.clone().map(serde_json::from_value).transpose();
        scope.map_err(|_| StoreError::Corrupt("scope of rights"))
    }

    /// All of these moments, the oldest first.
    pub async fn of_moments(
        scope: &impl TenantScope,
        moments: &[MomentId],
    ) -> StoreResult<Vec<RightsRequest>> {
        let mut conn = scope.conn().await?;
        Ok(rights_requests::table
            .filter(rights_requests::tenant_id.eq(scope.tenant()))
            .filter(rights_requests::moment_id.eq_any(moments))
            .order((rights_requests::moment_id, rights_requests::id))
            .select(RightsRequest::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Moments whose authors were asked long enough ago at `now` and have not answered, the longest first.
    pub async fn overdue(
        scope: &impl TenantScope,
        now: DateTime<Utc>,
        most: i64,
    ) -> StoreResult<Vec<MomentId>> {
        let mut conn = scope.conn().await?;
        Ok(rights_requests::table
            .filter(rights_requests::tenant_id.eq(scope.tenant()))
            .filter(rights_requests::answer.is_null())
            .filter(rights_requests::requested_at.le(asked_before(now)))
            .order(rights_requests::requested_at)
            .select(rights_requests::moment_id)
            .limit(most)
            .load(&mut conn)
            .await?)
    }

    /// Takes the ids of messages away of moments that are erased: they may name who wrote them. What was asked and answered, and
    /// the hashes of the texts, stay as proof.
    pub(crate) async fn blank(tx: &TenantTx, moments: &[MomentId]) -> StoreResult<()> {
        sql("UPDATE rights_requests SET message_id = CASE WHEN message_id IS NOT NULL THEN $3 END, \
             reply_message_id = CASE WHEN reply_message_id IS NOT NULL THEN $3 END, \
             revocation_message_id = CASE WHEN revocation_message_id IS NOT NULL THEN $3 END \
             WHERE tenant_id = $1 AND moment_id = ANY($2)")
        .bind::<SqlUuid, _>(tx.tenant())
        .bind::<Array<SqlUuid>, _>(moments)
        .bind::<Text, _>(ERASED_BODY)
        .execute(&mut tx.db()?)
        .await?;
        Ok(())
    }

    async fn insert(&self, tx: &TenantTx) -> StoreResult<()> {
        diesel::insert_into(rights_requests::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("request for rights"))?;
        Ok(())
    }

    /// Writes what may change back.
    async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        use rights_requests as row;
        let saved = diesel::update(row::table)
            .filter(row::tenant_id.eq(tx.tenant()))
            .filter(row::id.eq(self.id))
            .set((
                row::scope.eq(&self.scope),
                row::answer.eq(self.answer),
                row::answered_at.eq(self.answered_at),
                row::answered_by.eq(&self.answered_by),
                row::reply_channel.eq(self.reply_channel),
                row::reply_message_id.eq(&self.reply_message_id),
                row::reply_text_hash.eq(&self.reply_text_hash),
                row::starts_at.eq(self.starts_at),
                row::ends_at.eq(self.ends_at),
                row::revoked_at.eq(self.revoked_at),
                row::revoked_by.eq(&self.revoked_by),
                row::revocation_channel.eq(self.revocation_channel),
                row::revocation_message_id.eq(&self.revocation_message_id),
                row::revocation_text_hash.eq(&self.revocation_text_hash),
            ))
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::NotFound("request for rights")) }
    }
}

/// Tenants with requests that wait for an answer for too long.
pub async fn overdue_tenants(tx: &SystemTx, now: DateTime<Utc>) -> StoreResult<Vec<TenantId>> {
    Ok(rights_requests::table
        .filter(rights_requests::answer.is_null())
        .filter(rights_requests::requested_at.le(asked_before(now)))
        .select(rights_requests::tenant_id)
        .distinct()
        .limit(TENANTS_MAX)
        .load(&mut tx.db()?)
        .await?)
}

fn asked_before(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::days(RIGHTS_ANSWER_DAYS)
}

fn written(scope: &Scope) -> StoreResult<Value> {
    serde_json::to_value(scope).map_err(|_| StoreError::Corrupt("scope of rights"))
}
