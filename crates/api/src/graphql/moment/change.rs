//! One step on a moment's axes, by whoever decides: what is written with it, and what keeps it back.

use async_graphql::{Context, ID};
use chrono::{DateTime, Utc};
use domain::ids::MomentId;
use domain::moderation::read_note;
use domain::moment as rules;
use domain::moment::{Axes, MomentError};
use domain::state::Step;
use serde_json::json;
use store::moderation::{self, Because, Case};
use store::moment::Moment as Row;
use store::{TenantTx, audit};

use super::Moment;
use crate::error::{ApiError, ApiResult};
use crate::graphql::moderation::may_decide;
use crate::graphql::request::{Request, id};

/// What a step is asked for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The moment.
    pub moment: MomentId,
    /// The version it was decided on; any, if there is none.
    pub version: Option<&'a str>,
    /// What is said of it.
    pub note: Option<&'a str>,
}

/// Whether a step was taken.
pub enum Decided<T> {
    /// The moment as it stands since then.
    Done(T),
    /// It was not: somebody else has changed the moment, which stands so.
    Changed(T),
}

/// What a mutation answers.
macro_rules! told {
    ($payload:ident, $outcome:expr) => {
        match $outcome {
            $crate::graphql::moment::Decided::Done(moment) => Ok($payload::done(moment)),
            $crate::graphql::moment::Decided::Changed(moment) => {
                let text = "it has changed since this version";
                let error = ApiError::refused("VERSION_CONFLICT", text).at("version");
                Ok($payload::refused(error, Some(moment)))
            }
        }
    };
}
pub(in crate::graphql) use told;

/// What somebody says of a decision. Errors: `NOTE_INVALID`.
pub fn decision_note(note: Option<&str>) -> ApiResult<Option<&str>> {
    read_note(note).map_err(|error| ApiError::from(error).at("note"))
}

/// Takes one step in a transaction of its own.
pub(super) async fn change(
    ctx: &Context<'_>,
    (moment, version, note): (&ID, Option<&str>, Option<&str>),
    action: &'static str,
    step: impl FnOnce(&mut Axes, DateTime<Utc>) -> Result<Step, MomentError> + Send,
) -> ApiResult<Decided<Moment>> {
    let request = Request::of(ctx)?;
    let asked = Asked { moment: id(moment, "momentId")?, version, note: decision_note(note)? };
    let tx = request.write().await?;
    match decide_one(&tx, request, asked, action, step).await? {
        Decided::Done(row) => {
            request.commit_shown(tx).await?;
            Ok(Decided::Done(row.into()))
        }
        Decided::Changed(row) => Ok(Decided::Changed(row.into())),
    }
}

/// Takes one step on a moment's axes, if it is still of the version the step was decided on, and nobody else looks at it. A
/// step already taken changes nothing, whoever took it.
pub async fn decide_one(
    tx: &TenantTx,
    request: &Request,
    asked: Asked<'_>,
    action: &'static str,
    step: impl FnOnce(&mut Axes, DateTime<Utc>) -> Result<Step, MomentError> + Send,
) -> ApiResult<Decided<Row>> {
    let now = request.now();
    let mut row = Row::lock(tx, asked.moment).await?;
    let before = standing(&row);
    let mut to = row.axes();
    let step = step(&mut to, now);
    if matches!(step, Ok(Step::Already)) {
        return Ok(Decided::Done(row));
    }
    if asked.version.is_some_and(|version| version != row.version.to_string()) {
        return Ok(Decided::Changed(row));
    }
    step?;
    let is_decision = to.moderation != row.moderation || to.reject_code != row.reject_code;
    let mut case = if is_decision { Case::lock_many(tx, &[row.id]).await?.pop() } else { None };
    may_decide(case.as_ref(), request)?;
    if to.visibility == rules::Visibility::Erased {
        row.forget_words(tx).await?;
    }
    row.stand(to);
    row.save(tx).await?;
    if is_decision {
        moderation::decide(tx, &row, case.as_mut(), Because::Somebody(asked.note), now).await?;
    }
    audit::change(tx, action, row.id, before, standing(&row), now).await?;
    Ok(Decided::Done(row))
}

/// What the audit log keeps of a moment: where it stands, never what it says.
pub fn standing(row: &Row) -> serde_json::Value {
    json!({
        "moderation": row.moderation, "rejectCode": row.reject_code, "rights": row.rights,
        "rightsStartsAt": row.rights_starts_at, "rightsEndsAt": row.rights_ends_at, "visibility": row.visibility,
    })
}
