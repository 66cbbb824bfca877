//! `POST /v1/consent`: a visitor's word, told by a brand's own page: whether the brand may follow them from one sale to the
//! next. The click ids they carry are signed anew and say so from then on; a cookie of the redirect's own address says it
//! of clicks to come, where a browser takes one from here.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::agent::Entrance;
use domain::click_id::ClickId;
use domain::conversion::CLICK_IDS_MAX;
use domain::ids::VisitorId;
use domain::permission::Permission;
use serde::{Deserialize, Serialize};
use store::{TenantTx, identity};

use super::error::{RawBody, read_json};
use super::{cookie, cors};
use crate::App;
use crate::auth::authenticate;
use crate::error::{ApiError, ApiResult, Kind};

/// What a page tells.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Word {
    /// A publishable key, unless it stands in `Authorization`.
    key: Option<String>,
    consent: bool,
    #[serde(default)]
    click_ids: Vec<String>,
}

/// The click ids, signed anew.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    /// In the order told; null for one this brand's links did not give out.
    click_ids: Vec<Option<String>>,
}

/// Takes a visitor's word. Taken back, it also ends every join of the browsers that the click ids name.
pub(super) async fn tell(
    State(app): State<App>,
    headers: HeaderMap,
    RawBody(body): RawBody,
) -> ApiResult<Response> {
    let word: Word = read_json(&body)?;
    let caller = authenticate(&app, &headers, word.key.as_deref(), Entrance::Rest).await?;
    let ctx = caller.may(Permission::TouchReport)?;
    if word.click_ids.len() > CLICK_IDS_MAX {
        let text = format!("at most {CLICK_IDS_MAX} click ids are told");
        return Err(ApiError::new(Kind::Malformed, "TOO_MANY_CLICK_IDS", text).at("clickIds"));
    }
    let key = app.secrets.click_key();
    let clicks: Vec<Option<ClickId>> = word
        .click_ids
        .iter()
        .map(|text| ClickId::verify(text, &key).ok().filter(|click| click.tenant == ctx.tenant()))
        .collect();
    if !word.consent {
        let visitors: Vec<VisitorId> = clicks.iter().flatten().map(|click| click.visitor).collect();
        if !visitors.is_empty() {
            let tx = TenantTx::begin(&app.pool, ctx).await?;
            identity::part(&tx, &visitors).await?;
            tx.commit().await?;
        }
    }
    let anew = |click: ClickId| ClickId { consents: word.consent, ..click }.sign(&key);
    let answer = Answer { click_ids: clicks.into_iter().map(|click| click.map(anew)).collect() };
    let mut response = (StatusCode::OK, Json(answer)).into_response();
    let https = app.config.public_url.scheme() == "https";
    let told = cookie::set_consent(&headers, ctx.tenant(), word.consent, https);
    let answer = response.headers_mut();
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(cookie) = HeaderValue::from_str(&told) {
        answer.append(header::SET_COOKIE, cookie);
    }
    cors::allow(&mut response, headers.get(header::ORIGIN));
    if headers.contains_key(header::ORIGIN) {
        // The cookie says nothing of who asks: that does the key, for whose origins alone this is readable.
        let yes = HeaderValue::from_static("true");
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, yes);
    }
    Ok(response)
}

/// `OPTIONS /v1/consent`.
pub(super) async fn preflight(headers: HeaderMap) -> Response {
    cors::preflight(&headers, "POST")
}
