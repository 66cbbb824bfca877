//! `GET /r/{slug}`: the walk "Click". Source: DESIGN §2.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use domain::attribution::{TouchKind, Verdict};
use domain::click::{self, ClickFacts, REPEAT_WINDOW_SECONDS};
use domain::click_id::ClickId;
use store::touch::Touch;
use url::Url;

use super::cookie;
use super::link::Target;
use super::page::{Page, page};
use super::visitor::{Visit, seen_within_hour};
use crate::App;

/// The query parameter a click id travels in.
const PARAMETER: &str = "trb_click";

const LEADS_NOWHERE: Page = Page {
    sentence: "This link leads nowhere (any more).",
    next: "Look whether the address is complete, or ask whoever shared it for a new one.",
};
const TRY_AGAIN: Page = Page {
    sentence: "We could not follow this link just now.",
    next: "Nothing is wrong with it: please try again in a moment.",
};

/// Sends a visitor where the link leads, with a signed click id, and appends the touch to the event log first.
pub(super) async fn click(
    State(app): State<App>,
    slug: Result<Path<String>, axum::extract::rejection::PathRejection>,
    headers: HeaderMap,
    visit: Visit,
) -> Response {
    let Ok(Path(slug)) = slug else { return leads_nowhere() };
    let target = match app.links.find(&app, &slug).await {
        Ok(Some(target)) => target,
        Ok(None) => return leads_nowhere(),
        Err(error) => return page(error.into_response().status(), &TRY_AGAIN),
    };
    let Some(destination) = destination(&target.destination) else {
        tracing::error!(link = %target.link, "a link's destination is no address");
        return leads_nowhere();
    };
    let carried = touched(&app, &target, &headers, visit).await;
    let text = carried.sign(&app.secrets.click_key());
    let Ok(location) = HeaderValue::from_str(with_click(destination, &text).as_str()) else {
        return leads_nowhere();
    };
    let mut response = (StatusCode::FOUND, [(header::LOCATION, location)]).into_response();
    let answer = response.headers_mut();
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let https = app.config.public_url.scheme() == "https";
    // What was fetched ahead, or by no person, does not take the place of a person's click.
    if carried.verdict != Verdict::Bot
        && let Ok(cookie) = HeaderValue::from_str(&cookie::set_click(&text, https))
    {
        answer.insert(header::SET_COOKIE, cookie);
    }
    response
}

/// Judges the click and appends it to the event log. Returns the click the visitor carries on.
async fn touched(app: &App, target: &Target, headers: &HeaderMap, visit: Visit) -> ClickId {
    let now = app.clock.now();
    let own = cookie::value(headers, cookie::CLICK)
        .and_then(|text| ClickId::verify(text, &app.secrets.click_key()).ok())
        .filter(|click| click.tenant == target.tenant);
    let consents = cookie::consents(headers, target.tenant);
    let visitor = match own {
        Some(own) if consents => own.visitor,
        _ => store::new_id(),
    };
    let mut facts = ClickFacts {
        at: now,
        head: visit.head,
        prefetch: visit.prefetch,
        user_agent: visit.user_agent.as_deref(),
        previous: None,
    };
    let mut judged = click::verdict(&facts);
    if judged.0 == Verdict::Valid
        && seen_within_hour(app, &target.link.to_string(), &visit.hash(app, now)).await
    {
        facts.previous = Some(now);
        judged = click::verdict(&facts);
    }
    let (verdict, reason) = judged;
    let (link, tenant) = (target.link, target.tenant);
    let click = ClickId { touch: store::new_id(), link, visitor, tenant, verdict, consents };
    let touch = Touch {
        tenant_id: target.tenant,
        id: click.touch,
        kind: TouchKind::Click,
        // As a sale that outruns the log reads it from the click id.
        occurred_at: click.occurred_at().unwrap_or(now),
        visitor_id: Some(visitor),
        link_id: Some(target.link),
        code_id: None,
        moment_id: None,
        verdict,
        reason: reason.map(|reason| reason.as_str().to_owned()),
        referrer_host: visit.referrer_host,
    };
    if let Err(error) = app.log.append(&touch).await {
        // The signed click id still carries the touch to the sale.
        tracing::error!(?error, "a touch was not logged");
    }
    match own {
        Some(first) if verdict == Verdict::Duplicate && is_first_of(&first, &click, now) => {
            ClickId { consents, ..first }
        }
        _ => click,
    }
}

/// Whether the browser's own click id is the click this one repeats: then it carries that one on, which counts.
fn is_first_of(first: &ClickId, repeat: &ClickId, now: DateTime<Utc>) -> bool {
    let recent = |at: DateTime<Utc>| (now - at).abs() < TimeDelta::seconds(REPEAT_WINDOW_SECONDS);
    first.link == repeat.link && first.verdict == Verdict::Valid && first.occurred_at().is_ok_and(recent)
}

fn destination(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The address with the click id in its query; what else is in the query, and the fragment, stay as they are.
fn with_click(mut address: Url, click_id: &str) -> Url {
    let stale = format!("{PARAMETER}=");
    let kept: Vec<&str> = address
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && *pair != PARAMETER && !pair.starts_with(&stale))
        .collect();
    let query = [kept.join("&"), format!("{stale}{click_id}")];
    let query =
        query.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("&");
    address.set_query(Some(&query));
    address
}

fn leads_nowhere() -> Response {
    page(StatusCode::NOT_FOUND, &LEADS_NOWHERE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_destination_keeps_its_query_and_fragment() {
        let with = |text: &str| with_click(destination(text).unwrap(), "ID").to_string();
        assert_eq!(with("https://shop.example"), "https://shop.example/?trb_click=ID");
        assert_eq!(
            with("https://shop.example/a?b=%20c&d#e"),
            "https://shop.example/a?b=%20c&d&trb_click=ID#e"
        );
        assert_eq!(with("https://shop.example/?trb_click=old&x=1"), "https://shop.example/?x=1&trb_click=ID");
        assert_eq!(
            with("https://shop.example/?trb_clicks=1"),
            "https://shop.example/?trb_clicks=1&trb_click=ID"
        );
    }

    #[test]
    fn only_web_addresses_are_destinations() {
        assert!(destination("javascript:alert(1)").is_none());
        assert!(destination("shop.example").is_none());
    }
}
