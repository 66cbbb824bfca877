//! `POST /v1/events`: impressions and clicks of moments on a brand's own pages, as `t.js` reports them.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Duration, Utc};
use domain::agent::Entrance;
use domain::attribution::{TouchKind, Verdict};
use domain::click::{self, ClickFacts};
use domain::click_id::{ClickId, impression_is_ours};
use domain::ids::{MomentId, TenantId, VisitorId};
use domain::permission::Permission;
use futures::future::join_all;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use store::touch::Touch;

use super::cors;
use super::error::{RawBody, read_json};
use super::visitor::{Visit, seen_within_hour};
use crate::App;
use crate::auth::authenticate;
use crate::error::{ApiError, ApiResult, Kind};

/// Most events of one report.
const EVENTS_MAX: usize = 100;
/// How far a browser's clock may run ahead of ours, in minutes; it is clamped to now.
const AHEAD_MINUTES_MAX: i64 = 5;
/// How old an event may be, in hours.
const AGE_HOURS_MAX: i64 = 24;

/// What a page reports.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Report<'a> {
    /// A publishable key, unless it stands in `Authorization`.
    key: Option<String>,
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
}

/// One event.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Event {
    kind: String,
    moment_id: String,
    token: String,
    click_id: Option<String>,
    occurred_at: Option<DateTime<Utc>>,
}

/// What became of a report.
#[derive(Debug, Serialize)]
struct Answer {
    accepted: usize,
    refused: Vec<Refused>,
}

/// An event that was not taken.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Refused {
    /// From 0, in the order reported.
    index: usize,
    code: &'static str,
}

/// Takes a report: good events go into the event log, the others are listed with their codes. The body is JSON
/// whatever its content type says, since beacons say `text/plain`.
pub(super) async fn report(
    State(app): State<App>,
    headers: HeaderMap,
    visit: Visit,
    RawBody(body): RawBody,
) -> ApiResult<Response> {
    let report: Report<'_> = read_json(&body)?;
    let caller = authenticate(&app, &headers, report.key.as_deref(), Entrance::Rest).await?;
    let tenant = caller.may(Permission::TouchReport)?.tenant();
    let mut response = match taken(&app, tenant, &visit, &report.events).await {
        Ok(answer) => (StatusCode::ACCEPTED, Json(answer)).into_response(),
        Err(error) => error.into_response(),
    };
    cors::allow(&mut response, headers.get(header::ORIGIN));
    Ok(response)
}

/// `OPTIONS /v1/events`.
pub(super) async fn preflight(headers: HeaderMap) -> Response {
    cors::preflight(&headers, "POST")
}

async fn taken(app: &App, tenant: TenantId, visit: &Visit, events: &[&RawValue]) -> ApiResult<Answer> {
    if !(1..=EVENTS_MAX).contains(&events.len()) {
        let text = format!("a report has 1 to {EVENTS_MAX} events");
        return Err(ApiError::new(Kind::Malformed, "EVENTS_OUT_OF_RANGE", text).at("events"));
    }
    let now = app.clock.now();
    let key = app.secrets.click_key();
    let sender = visit.hash(app, now);
    let outcomes = events.iter().map(|event| async {
        let (touch, known) = touch_of(event.get(), tenant, &key, now)?;
        // A click id tells people behind one address apart, and knows one who changes theirs.
        let who = known.map_or_else(|| sender.clone(), |visitor| visitor.to_string());
        let touch = judged(app, touch, visit, &who, now).await;
        app.log.append(&touch).await.map_err(|error| {
            tracing::error!(?error, "a touch was not logged");
            "UNAVAILABLE"
        })
    });
    let outcomes = join_all(outcomes).await;
    let refused: Vec<Refused> = outcomes
        .into_iter()
        .enumerate()
        .filter_map(|(index, outcome)| outcome.err().map(|code| Refused { index, code }))
        .collect();
    Ok(Answer { accepted: events.len() - refused.len(), refused })
}

/// The touch an event stands for, not yet judged, and the visitor whom its click id names, if they consent to be followed;
/// or the code it is refused with.
fn touch_of(
    event: &str,
    tenant: TenantId,
    key: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<(Touch, Option<VisitorId>), &'static str> {
    let event: Event = serde_json::from_str(event).map_err(|_| "MALFORMED")?;
    let kind = match event.kind.as_str() {
        "MOMENT_VIEW" => TouchKind::MomentView,
        "MOMENT_CLICK" => TouchKind::MomentClick,
        _ => return Err("KIND_INVALID"),
    };
    let moment: MomentId = event.moment_id.parse().map_err(|_| "TOKEN_INVALID")?;
    if !impression_is_ours(key, tenant, moment, &event.token, now) {
        return Err("TOKEN_INVALID");
    }
    let known = match event.click_id.as_deref() {
        None => None,
        Some(text) => match ClickId::verify(text, key) {
            Ok(click) if click.tenant == tenant => click.consents.then_some(click.visitor),
            _ => return Err("CLICK_ID_INVALID"),
        },
    };
    let occurred_at = match event.occurred_at {
        None => now,
        Some(at) if at > now + Duration::minutes(AHEAD_MINUTES_MAX) => return Err("IN_FUTURE"),
        Some(at) if at < now - Duration::hours(AGE_HOURS_MAX) => return Err("TOO_OLD"),
        Some(at) => at.min(now),
    };
    let touch = Touch {
        tenant_id: tenant,
        id: store::new_id(),
        kind,
        occurred_at,
        visitor_id: Some(known.unwrap_or_else(store::new_id)),
        link_id: None,
        code_id: None,
        moment_id: Some(moment),
        verdict: Verdict::Valid,
        reason: None,
        referrer_host: None,
    };
    Ok((touch, known))
}

/// The same touch with what we think of it: programs are bots, and who saw a moment within the hour saw it.
async fn judged(app: &App, mut touch: Touch, visit: &Visit, who: &str, now: DateTime<Utc>) -> Touch {
    let mut facts = ClickFacts {
        at: now,
        head: false,
        prefetch: visit.prefetch,
        user_agent: visit.user_agent.as_deref(),
        previous: None,
    };
    let mut judged = click::verdict(&facts);
    if judged.0 == Verdict::Valid {
        let moment = touch.moment_id.map(|moment| moment.to_string()).unwrap_or_default();
        if seen_within_hour(app, &format!("{moment}:{}", touch.kind), who).await {
            facts.previous = Some(now);
            judged = click::verdict(&facts);
        }
    }
    touch.verdict = judged.0;
    touch.reason = judged.1.map(|reason| reason.as_str().to_owned());
    touch
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::click_id::impression_token;
    use domain::ids::TypedId;

    const KEY: [u8; 32] = [3; 32];

    fn ids() -> (TenantId, MomentId) {
        (store::new_id(), store::new_id())
    }

    fn event(tenant: TenantId, moment: MomentId, more: serde_json::Value) -> Result<Touch, &'static str> {
        let now = store::Clock::system().now();
        let mut event = serde_json::json!({
            "kind": "MOMENT_VIEW", "momentId": moment, "token": impression_token(&KEY, tenant, moment, now),
        });
        for (name, value) in more.as_object().unwrap() {
            event[name] = value.clone();
        }
        touch_of(&event.to_string(), tenant, &KEY, now).map(|(touch, known)| {
            assert_eq!(known, touch.visitor_id.filter(|_| known.is_some()));
            assert!(known.is_none() || event.get("clickId").is_some(), "only a click id names a visitor");
            touch
        })
    }

    #[test]
    fn a_signed_impression_is_a_touch() {
        let (tenant, moment) = ids();
        let touch = event(tenant, moment, serde_json::json!({})).unwrap();
        assert_eq!((touch.kind, touch.moment_id), (TouchKind::MomentView, Some(moment)));
        let click = ClickId {
            touch: store::new_id(),
            link: store::new_id(),
            visitor: store::new_id(),
            tenant,
            verdict: Verdict::Valid,
            consents: true,
        };
        let with = serde_json::json!({ "clickId": click.sign(&KEY), "kind": "MOMENT_CLICK" });
        let touch = event(tenant, moment, with).unwrap();
        assert_eq!((touch.kind, touch.visitor_id), (TouchKind::MomentClick, Some(click.visitor)));
        // Without consent a click id names nobody.
        let silent = ClickId { consents: false, ..click };
        let with = serde_json::json!({ "clickId": silent.sign(&KEY), "kind": "MOMENT_CLICK" });
        assert_ne!(event(tenant, moment, with).unwrap().visitor_id, Some(click.visitor));
        let foreign = ClickId { tenant: store::new_id(), ..click };
        let with = serde_json::json!({ "clickId": foreign.sign(&KEY) });
        assert_eq!(event(tenant, moment, with), Err("CLICK_ID_INVALID"));
    }

    #[test]
    fn what_is_wrong_has_a_code() {
        let (tenant, moment) = ids();
        let now = store::Clock::system().now();
        let at = |at: DateTime<Utc>| serde_json::json!({ "occurredAt": at });
        let code = |more| event(tenant, moment, more).unwrap_err();
        assert_eq!(code(serde_json::json!({ "kind": "CLICK" })), "KIND_INVALID");
        assert_eq!(code(serde_json::json!({ "token": "x" })), "TOKEN_INVALID");
        let old = impression_token(&KEY, tenant, moment, now - Duration::days(2));
        assert_eq!(code(serde_json::json!({ "token": old })), "TOKEN_INVALID");
        assert_eq!(
            code(serde_json::json!({ "momentId": MomentId::from_uuid(uuid::Uuid::nil()) })),
            "TOKEN_INVALID"
        );
        assert_eq!(code(serde_json::json!({ "clickId": "x" })), "CLICK_ID_INVALID");
        assert_eq!(code(serde_json::json!({ "more": 1 })), "MALFORMED");
        assert_eq!(code(at(now + Duration::minutes(6))), "IN_FUTURE");
        assert_eq!(code(at(now - Duration::hours(25))), "TOO_OLD");
        assert!(
            event(tenant, moment, at(now + Duration::minutes(4))).unwrap().occurred_at
                <= store::Clock::system().now()
        );
    }
}
