//! Readers report what should not be shown.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::click_id::impression_is_ours;
use domain::ids::MomentId;
use domain::moderation::{is_flagged, read_note};
use domain::permission::Permission;
use domain::state::Step;
use store::moderation::{self as rows, Because, Case, ReportRow};
use store::moment::Moment as Row;
use store::{TenantScope, audit};

use crate::error::{ApiError, ApiResult};
use crate::graphql::batch::Edge;
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::moment::standing;
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id};
use crate::graphql::scalar::ReportReason;

/// Most reports of a moment that are shown.
const SHOWN_MAX: usize = 100;

/// A reader's report of a moment.
pub struct MomentReport(pub ReportRow);

#[Object]
impl MomentReport {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn reason(&self) -> ReportReason {
        self.0.reason.into()
    }
    /// In the reader's words.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
    async fn reported_at(&self) -> DateTime<Utc> {
        self.0.reported_at
    }
}

/// What readers have said of moments, in order.
pub struct ReportsOfMoment;

impl Edge for ReportsOfMoment {
    type Key = MomentId;
    type Value = Vec<ReportRow>;

    async fn load(
        request: &Request,
        keys: Vec<MomentId>,
    ) -> ApiResult<std::collections::HashMap<MomentId, Vec<ReportRow>>> {
        let mut all: std::collections::HashMap<MomentId, Vec<ReportRow>> = std::collections::HashMap::new();
        for row in ReportRow::of_moments(&*request.read()?, &keys).await? {
            let reports = all.entry(row.moment_id).or_default();
            if reports.len() < SHOWN_MAX {
                reports.push(row);
            }
        }
        Ok(all)
    }
}

/// A moment that should not be shown.
#[derive(InputObject)]
pub struct MomentReportInput {
    pub moment_id: ID,
    /// `Moment.impressionToken`, as it was given with the moment: only who was shown a moment reports it.
    pub token: String,
    pub reason: ReportReason,
    /// In the reader's words: a line of at most 500 characters.
    pub note: Option<String>,
}

payload! {
    /// What became of a report.
    MomentReportPayload, MomentReportUserError, MomentNoteErrorCode {
        /// False where the same reader has reported it before, and nobody has decided since.
        taken: bool,
    } errors [TOKEN_INVALID, NOTE_INVALID]
}

#[derive(Default)]
pub struct MomentReportMutation;

#[Object]
impl MomentReportMutation {
    /// Reports a moment. Three readers have it looked at again: it is FLAGGED, and shown no more until a person decides. A
    /// reader is known by an address and a browser, hashed for this moment alone.
    #[graphql(guard = "Requires(Permission::TouchReport)", directive = RequiresScopes::apply(Permission::TouchReport))]
    async fn moment_report(
        &self,
        ctx: &Context<'_>,
        input: MomentReportInput,
    ) -> ApiResult<MomentReportPayload> {
        let request = Request::of(ctx)?;
        MomentReportPayload::of(async {
            let now = request.now();
            let moment: MomentId = id(&input.moment_id, "momentId")?;
            let tenant = request.caller.tenant()?.tenant();
            if !impression_is_ours(&request.app.secrets.click_key(), tenant, moment, &input.token, now) {
                let text = "the token is not of this moment, or no longer good";
                return Err(ApiError::refused("TOKEN_INVALID", text).at("token"));
            }
            let note = read_note(input.note.as_deref()).map_err(|error| ApiError::from(error).at("note"))?;
            let tx = request.write().await?;
            let mut row = Row::lock(&tx, moment).await?;
            if row.visibility == domain::moment::Visibility::Erased {
                return Err(ApiError::not_found("moment"));
            }
            let mut case = Case::lock_many(&tx, &[row.id]).await?.pop();
            let decided_at = case.as_ref().and_then(|case| case.decided_at);
            let report = ReportRow {
                tenant_id: tx.tenant(),
                id: store::new_id(),
                moment_id: moment,
                reporter: request.sender.reader_of(&format!("report {tenant} {moment}")).to_vec(),
                reason: input.reason.into(),
                note: note.map(str::to_owned),
                reported_at: now,
            };
            let (taken, reports) = report.add(&tx, decided_at).await?;
            let mut to = row.axes();
            if is_flagged(row.moderation, &reports, decided_at) && matches!(to.flag(), Ok(Step::Done)) {
                let before = standing(&row);
                row.moderation = to.moderation;
                row.save(&tx).await?;
                rows::decide(&tx, &row, case.as_mut(), Because::Readers, now).await?;
                audit::change(&tx, "momentReport", row.id, before, standing(&row), now).await?;
                request.commit_shown(tx).await?;
            } else {
                tx.commit().await?;
            }
            Ok(MomentReportPayload::done(taken))
        })
        .await
    }
}
