//! Readers' reports.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{MomentId, MomentReportId, TenantId};
use domain::moderation::{Report, ReportReason, Reporter};

use crate::error::StoreResult;
use crate::schema::moment_reports;
use crate::scope::{TenantScope, TenantTx};

/// The most reports of a moment that are kept: what comes later says nothing new.
const REPORTS_MAX: i64 = 1_000;

/// A report.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = moment_reports)]
pub struct ReportRow {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: MomentReportId,
    /// What was reported.
    pub moment_id: MomentId,
    /// The reader, as only reports of this moment know them.
    pub reporter: Vec<u8>,
    /// Why.
    pub reason: ReportReason,
    /// In their words.
    pub note: Option<String>,
    /// When.
    pub reported_at: DateTime<Utc>,
}

impl ReportRow {
    /// All of these moments, in the order they came.
    pub async fn of_moments(scope: &impl TenantScope, moments: &[MomentId]) -> StoreResult<Vec<ReportRow>> {
        let mut conn = scope.conn().await?;
        Ok(moment_reports::table
            .filter(moment_reports::tenant_id.eq(scope.tenant()))
            .filter(moment_reports::moment_id.eq_any(moments))
            .order((moment_reports::moment_id, moment_reports::id))
            .select(ReportRow::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Adds a report of a locked moment, unless the same reader has reported it since a person last decided. Answers whether it was
    /// added, and all reports of the moment as the rules know them.
    pub async fn add(
        &self,
        tx: &TenantTx,
        decided_at: Option<DateTime<Utc>>,
    ) -> StoreResult<(bool, Vec<Report>)> {
        let standing = ReportRow::of_moments(tx, &[self.moment_id]).await?;
        let again = |row: &ReportRow| {
            row.reporter == self.reporter && decided_at.is_none_or(|decided| row.reported_at > decided)
        };
        let is_new = !standing.iter().any(again)
            && i64::try_from(standing.len()).is_ok_and(|count| count < REPORTS_MAX);
        if is_new {
            diesel::insert_into(moment_reports::table).values(self).execute(&mut tx.db()?).await?;
        }
        let added = is_new.then(|| self.clone());
        Ok((is_new, standing.into_iter().chain(added).filter_map(ReportRow::report).collect()))
    }

    fn report(self) -> Option<Report> {
        let reporter = Reporter(self.reporter.try_into().ok()?);
        Some(Report { reporter, reason: self.reason, at: self.reported_at })
    }

    /// Blanks the words of a moment's reports.
    pub(super) async fn blank(tx: &TenantTx, moments: &[MomentId]) -> StoreResult<()> {
        diesel::update(moment_reports::table)
            .filter(moment_reports::tenant_id.eq(tx.tenant()))
            .filter(moment_reports::moment_id.eq_any(moments))
            .set(moment_reports::note.eq(None::<String>))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}
