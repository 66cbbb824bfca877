//! Who did what, from where, and what stood before and after. One line for every change, in the transaction that makes
//! it.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::agent::Entrance;
use domain::ids::{ApiKeyId, AuditId, TenantId};
use serde_json::Value;

use crate::account_log::kept_request;
use crate::context::{Actor, Via};
use crate::error::StoreResult;
use crate::page::{Page, Slice, load_filtered, load_page, narrow, tenant_reads};
use crate::schema::audit_log;
use crate::scope::{AffiliateTx, TenantScope, TenantTx};

/// One line.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_log)]
pub struct AuditEntry {
    /// The tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: an id, or `job:…`.
    pub actor: String,
    /// What was done, as `momentApprove`.
    pub action: String,
    /// To what: mostly an id.
    pub subject: String,
    /// What stands since then, as far as it matters.
    pub detail: Value,
    /// What stood before; none of what was made.
    pub before: Option<Value>,
    /// By which way in; none of lines from before that was kept.
    pub entrance: Option<Entrance>,
    /// With what, as a class of many; empty where nobody knows.
    pub agent: String,
    /// In which request; empty where there was none.
    pub request: String,
}

tenant_reads!(AuditEntry, audit_log, AuditId, "line of the audit log");

/// Which lines are asked for; what is none leaves out nothing.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// This action alone.
    pub action: Option<String>,
    /// What was done to this alone.
    pub subject: Option<String>,
    /// What was done by this actor alone.
    pub actor: Option<String>,
}

impl AuditEntry {
    /// One page of the lines a filter leaves, newest first.
    pub async fn filtered(
        scope: &impl TenantScope,
        filter: &AuditFilter,
        page: Page,
    ) -> StoreResult<Slice<AuditEntry>> {
        let AuditFilter { action, subject, actor } = filter;
        load_filtered!(scope, audit_log, AuditEntry, page, |query| {
            narrow!(query, audit_log::action => action, audit_log::subject => subject, audit_log::actor => actor);
        })
    }
}

/// Writes a line about something that was made or said: what was done (`momentApprove`), to what (its id), and what
/// matters about it.
pub async fn write(
    tx: &TenantTx,
    action: &str,
    subject: impl ToString,
    detail: Value,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let (db, ctx) = (tx.db()?, tx.ctx());
    let line = Line { action, subject: subject.to_string(), before: None, after: detail };
    line.write(db, tx.tenant(), ctx.actor().label(), via_of(ctx.from(), ctx.actor()), now).await
}

/// Writes a line about something that was changed: what stood of it before, and what stands after.
pub async fn change(
    tx: &TenantTx,
    action: &str,
    subject: impl ToString,
    before: Value,
    after: Value,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let (db, ctx) = (tx.db()?, tx.ctx());
    let line = Line { action, subject: subject.to_string(), before: Some(before), after };
    line.write(db, tx.tenant(), ctx.actor().label(), via_of(ctx.from(), ctx.actor()), now).await
}

/// Who made an API key, as the log names them; none for one that has no line.
pub async fn key_maker(tx: &TenantTx, key: ApiKeyId) -> StoreResult<Option<String>> {
    Ok(audit_log::table
        .filter(audit_log::tenant_id.eq(tx.tenant()))
        .filter(audit_log::subject.eq(key.to_string()))
        // Written out, so that the partial index serves it.
        .filter(sql::<Bool>("action = 'apiKeyCreate'"))
        .order(audit_log::id)
        .select(audit_log::actor)
        .first(&mut tx.db()?)
        .await
        .optional()?)
}

/// The same as [`write`] for an affiliate acting in one of their tenants.
pub async fn write_own(
    tx: &AffiliateTx,
    tenant: TenantId,
    action: &str,
    subject: impl ToString,
    detail: Value,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let line = Line { action, subject: subject.to_string(), before: None, after: detail };
    let via = From::known(tx.ctx().from());
    line.write(tx.db()?, tenant, tx.affiliate().to_string(), via, now).await
}

/// The same as [`change`] for an affiliate acting in one of their tenants.
pub async fn change_own(
    tx: &AffiliateTx,
    tenant: TenantId,
    action: &str,
    subject: impl ToString,
    before: Value,
    after: Value,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let line = Line { action, subject: subject.to_string(), before: Some(before), after };
    let via = From::known(tx.ctx().from());
    line.write(tx.db()?, tenant, tx.affiliate().to_string(), via, now).await
}

/// From where.
struct From<'a> {
    entrance: Option<Entrance>,
    agent: &'a str,
    request: &'a str,
}

impl<'a> From<'a> {
    fn known(via: Option<&'a Via>) -> From<'a> {
        match via {
            Some(via) => {
                From { entrance: Some(via.entrance), agent: &via.agent, request: kept_request(&via.request) }
            }
            None => From { entrance: None, agent: "", request: "" },
        }
    }
}

fn via_of<'a>(via: Option<&'a Via>, actor: &Actor) -> From<'a> {
    let worker = via.is_none() && matches!(actor, Actor::Job(_));
    let from = From::known(via);
    From { entrance: if worker { Some(Entrance::Worker) } else { from.entrance }, ..from }
}

struct Line<'a> {
    action: &'a str,
    subject: String,
    before: Option<Value>,
    after: Value,
}

impl Line<'_> {
    async fn write(
        self,
        mut db: &AsyncPgConnection,
        tenant: TenantId,
        actor: String,
        from: From<'_>,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        let row = AuditEntry {
            tenant_id: tenant,
            id: crate::new_id(),
            at: now,
            actor,
            action: self.action.to_owned(),
            subject: self.subject,
            detail: self.after,
            before: self.before,
            entrance: from.entrance,
            agent: from.agent.to_owned(),
            request: from.request.to_owned(),
        };
        diesel::insert_into(audit_log::table).values(&row).execute(&mut db).await?;
        Ok(())
    }
}
