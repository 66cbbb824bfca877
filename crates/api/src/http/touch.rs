//! `POST /v1/events`: what people do with moments on a brand's own pages, as the widget, `t.js` and pages themselves report
//! it. An event is engagement of its moment, a touch on the way to a sale, or both: [`Act`].

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use domain::agent::Entrance;
use domain::attribution::{TouchKind, Verdict};
use domain::click::{self, ClickFacts};
use domain::click_id::{ClickId, impression_is_ours};
use domain::engagement::{Actor, Event, SentEvent, Told, check_batch};
use domain::ids::{TenantId, VisitorId};
use domain::permission::Permission;
use futures::future::join_all;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use store::engagement;
use store::touch::Touch;

use super::cors;
use super::error::{RawBody, read_json};
use super::visitor::{Visit, seen_within_hour};
use crate::App;
use crate::auth::authenticate;
use crate::error::{ApiError, ApiResult, Kind};

/// Neither a stream nor a file takes it: it may be sent again.
const UNAVAILABLE: &str = "UNAVAILABLE";

/// What a page reports.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Report<'a> {
    /// A publishable key, unless it stands in `Authorization`.
    key: Option<String>,
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
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
    check_batch(events.len())
        .map_err(|error| ApiError::new(Kind::Malformed, error.code(), error.to_string()).at("events"))?;
    let now = app.clock.now();
    let key = app.secrets.click_key();
    let read: Vec<Result<Known, &'static str>> =
        events.iter().map(|event| known(event.get(), tenant, &key, now)).collect();
    let touches = join_all(read.iter().map(|known| async {
        match known {
            Ok(known) => touch(app, visit, tenant, known, now).await,
            Err(code) => Err(*code),
        }
    }));
    let (mut outcomes, engaged) = futures::join!(touches, engage(app, visit, tenant, &read, now));
    if engaged.is_err() {
        for (known, outcome) in read.iter().zip(&mut outcomes) {
            if known.is_ok_and(|known| known.told.act.engagement().is_some()) {
                *outcome = Err(UNAVAILABLE);
            }
        }
    }
    let refused: Vec<Refused> = outcomes
        .into_iter()
        .enumerate()
        .filter_map(|(index, outcome)| outcome.err().map(|code| Refused { index, code }))
        .collect();
    Ok(Answer { accepted: events.len() - refused.len(), refused })
}

/// An event of a moment that this page was given, and the visitor whom its click id names, if they consent to be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    told: Told,
    visitor: Option<VisitorId>,
}

/// Reads an event. Errors: the code it is refused with.
fn known(event: &str, tenant: TenantId, key: &[u8; 32], now: DateTime<Utc>) -> Result<Known, &'static str> {
    let event: SentEvent = serde_json::from_str(event).map_err(|_| "MALFORMED")?;
    let told = event.read(now).map_err(|error| error.code())?;
    if !impression_is_ours(key, tenant, told.moment, &event.token, now) {
        return Err("TOKEN_INVALID");
    }
    let visitor = match event.click_id.as_deref() {
        None => None,
        Some(text) => match ClickId::verify(text, key) {
            Ok(click) if click.tenant == tenant => click.consents.then_some(click.visitor),
            _ => return Err("CLICK_ID_INVALID"),
        },
    };
    Ok(Known { told, visitor })
}

/// Appends what counts as engagement to the event log, all of it as one message. What no person sends does not count.
///
/// Errors: the log does not take it.
async fn engage(
    app: &App,
    visit: &Visit,
    tenant: TenantId,
    read: &[Result<Known, &'static str>],
    now: DateTime<Utc>,
) -> Result<(), &'static str> {
    if click::verdict(&facts(visit, now)).0 == Verdict::Bot {
        return Ok(());
    }
    let counts = |known: &Known| {
        // Who consents to nothing is somebody for a day, and nobody after it.
        let actor = |day: NaiveDate| Actor::of(known.visitor, true, visit.actor(app, day));
        known.told.event(actor)
    };
    let events: Vec<Event> = read.iter().flatten().filter_map(counts).collect();
    if events.is_empty() {
        return Ok(());
    }
    app.log.append(&engagement::Report::new(tenant, now, &events)).await.map_err(|error| {
        tracing::error!(?error, "engagement was not logged");
        UNAVAILABLE
    })
}

/// Appends the touch an event is to the event log, if it is one. Errors: the log does not take it.
async fn touch(
    app: &App,
    visit: &Visit,
    tenant: TenantId,
    known: &Known,
    now: DateTime<Utc>,
) -> Result<(), &'static str> {
    let Some(kind) = known.told.act.touch() else { return Ok(()) };
    let touch = touch_of(tenant, kind, known);
    // A click id tells people behind one address apart, and knows one who changes theirs.
    let who = known.visitor.map_or_else(|| visit.hash(app, now), |visitor| visitor.to_string());
    let touch = judged(app, touch, visit, &who, now).await;
    app.log.append(&touch).await.map_err(|error| {
        tracing::error!(?error, "a touch was not logged");
        UNAVAILABLE
    })
}

/// The touch, not yet judged. Without consent its browser is one that is never met again.
fn touch_of(tenant: TenantId, kind: TouchKind, known: &Known) -> Touch {
    Touch {
        tenant_id: tenant,
        id: store::new_id(),
        kind,
        occurred_at: known.told.occurred_at,
        visitor_id: Some(known.visitor.unwrap_or_else(store::new_id)),
        link_id: None,
        code_id: None,
        moment_id: Some(known.told.moment),
        verdict: Verdict::Valid,
        reason: None,
        referrer_host: None,
    }
}

fn facts(visit: &Visit, now: DateTime<Utc>) -> ClickFacts<'_> {
    ClickFacts {
        at: now,
        head: false,
        prefetch: visit.prefetch,
        user_agent: visit.user_agent.as_deref(),
        previous: None,
    }
}

/// The same touch with what we think of it: programs are bots, and who saw a moment within the hour saw it.
async fn judged(app: &App, mut touch: Touch, visit: &Visit, who: &str, now: DateTime<Utc>) -> Touch {
    let mut facts = facts(visit, now);
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
    use chrono::Duration;
    use domain::click_id::impression_token;
    use domain::feed::Engagement;
    use domain::ids::{MomentId, TypedId};

    const KEY: [u8; 32] = [3; 32];

    fn ids() -> (TenantId, MomentId) {
        (store::new_id(), store::new_id())
    }

    fn event(
        tenant: TenantId,
        moment: MomentId,
        more: serde_json::Value,
    ) -> Result<(Option<Engagement>, Option<Touch>), &'static str> {
        let now = store::Clock::system().now();
        let mut event = serde_json::json!({
            "kind": "MOMENT_VIEW", "momentId": moment, "token": impression_token(&KEY, tenant, moment, now),
        });
        for (name, value) in more.as_object().unwrap() {
            event[name] = value.clone();
        }
        known(&event.to_string(), tenant, &KEY, now).map(|known| {
            let touch = known.told.act.touch().map(|kind| touch_of(tenant, kind, &known));
            let by = touch.as_ref().and_then(|touch| touch.visitor_id);
            assert!(touch.is_none() || by.is_some() && (known.visitor.is_none() || known.visitor == by));
            assert!(
                known.visitor.is_none() || event.get("clickId").is_some(),
                "only a click id names a visitor"
            );
            (known.told.act.engagement(), touch)
        })
    }

    #[test]
    fn a_signed_impression_is_a_touch_and_a_view() {
        let (tenant, moment) = ids();
        for kind in ["MOMENT_VIEW", "VIEW"] {
            let (engagement, touch) = event(tenant, moment, serde_json::json!({ "kind": kind })).unwrap();
            let touch = touch.unwrap();
            assert_eq!(engagement, Some(Engagement::View));
            assert_eq!((touch.kind, touch.moment_id), (TouchKind::MomentView, Some(moment)));
        }
        let click = ClickId {
            touch: store::new_id(),
            link: store::new_id(),
            visitor: store::new_id(),
            tenant,
            verdict: Verdict::Valid,
            consents: true,
        };
        let with = serde_json::json!({ "clickId": click.sign(&KEY), "kind": "PRODUCT_CLICK" });
        let (engagement, touch) = event(tenant, moment, with).unwrap();
        let touch = touch.unwrap();
        assert_eq!(engagement, Some(Engagement::ProductClick));
        assert_eq!((touch.kind, touch.visitor_id), (TouchKind::MomentClick, Some(click.visitor)));
        // Without consent a click id names nobody.
        let silent = ClickId { consents: false, ..click };
        let with = serde_json::json!({ "clickId": silent.sign(&KEY), "kind": "MOMENT_CLICK" });
        let (engagement, touch) = event(tenant, moment, with).unwrap();
        assert_eq!(engagement, None, "a moment that is opened");
        assert_ne!(touch.unwrap().visitor_id, Some(click.visitor));
        let foreign = ClickId { tenant: store::new_id(), ..click };
        let with = serde_json::json!({ "clickId": foreign.sign(&KEY) });
        assert_eq!(event(tenant, moment, with), Err("CLICK_ID_INVALID"));
        let liked = event(tenant, moment, serde_json::json!({ "kind": "LIKE" }));
        assert_eq!(liked, Ok((Some(Engagement::Like), None)));
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
        assert_eq!(code(serde_json::json!({ "momentId": "x" })), "TOKEN_INVALID");
        assert_eq!(code(serde_json::json!({ "clickId": "x" })), "CLICK_ID_INVALID");
        assert_eq!(code(serde_json::json!({ "more": 1 })), "MALFORMED");
        assert_eq!(code(serde_json::json!({ "occurredAt": "yesterday" })), "OCCURRED_AT_INVALID");
        assert_eq!(code(at(now + Duration::minutes(6))), "IN_FUTURE");
        assert_eq!(code(at(now - Duration::hours(49))), "TOO_OLD");
        let (_, touch) = event(tenant, moment, at(now + Duration::minutes(4))).unwrap();
        assert!(touch.unwrap().occurred_at <= store::Clock::system().now());
    }
}
