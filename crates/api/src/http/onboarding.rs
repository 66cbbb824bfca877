//! `GET /onboarding/done` and `/onboarding/again`: where Stripe sends affiliates back to.

use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use billing::account::Return;
use chrono::{DateTime, Utc};
use domain::enrollment::PayoutAccountState;
use domain::ids::PayoutAccountId;
use domain::requirement::in_words;
use serde::Deserialize;
use url::form_urlencoded::Serializer;

use super::page::{Page, escaped, page, page_with};
use crate::App;
use crate::auth::onboarding::{Purpose, make, read};
use crate::graphql::return_path;

const READY: Page = Page {
    sentence: "You are all set.",
    next: "Stripe can pay you. Payouts that were waiting for this are sent within a minute. You can close this page.",
};
const CHECKING: Page = Page {
    sentence: "Stripe is checking what you entered.",
    next: "You need do nothing more for now. Once Stripe is content, the next payout that includes you can be sent. \
        You can close this page.",
};
const DUE: Page = Page {
    sentence: "Stripe still needs something from you.",
    next: "Nothing you entered is lost. Start again from where you came, and Stripe takes you to what is missing:",
};
// Stripe sends people here whether or not they finished, so this does not claim that they did.
const UNKNOWN: Page = Page {
    sentence: "Welcome back from Stripe.",
    next: "Stripe now checks what you entered; once it is content, the next payout that includes you can be sent. \
        Your payout account lists anything that is still missing. You can close this page.",
};
const EXPIRED: Page = Page {
    sentence: "This link to Stripe has expired.",
    next: "Nothing you entered is lost: start again from where you came, and a fresh link takes you back \
        to where you left off.",
};

/// Whom Stripe sends back.
#[derive(Deserialize)]
pub(super) struct Whom {
    #[serde(default)]
    account: String,
    /// A path of the web app to go on to.
    to: Option<String>,
}

/// The addresses of an account. `path` is where the web app wants the person next.
pub(crate) fn addresses(
    app: &App,
    account: PayoutAccountId,
    path: Option<&str>,
    now: DateTime<Utc>,
) -> Return {
    let to = |purpose, page| {
        let mut query = Serializer::new(String::new());
        query.append_pair("account", &make(&app.secrets, purpose, account, now));
        query.extend_pairs(path.map(|path| ("to", path)));
        format!("{}onboarding/{page}?{}", app.config.public_url, query.finish())
    };
    Return { done: to(Purpose::Done, "done"), again: to(Purpose::Again, "again") }
}

/// Leads on to an address; none where it is none.
fn see(address: &str) -> Option<Response> {
    let address = HeaderValue::from_str(address).ok()?;
    let headers =
        [(header::LOCATION, address), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Some((StatusCode::SEE_OTHER, headers).into_response())
}

/// Back from Stripe: what it says of the account now, without waiting for its event.
pub(super) async fn done(State(app): State<App>, Query(Whom { account, to }): Query<Whom>) -> Response {
    let now = app.clock.now();
    let Some(account) = read(&app.secrets, Purpose::Done, &account, now) else {
        return page(StatusCode::OK, &UNKNOWN);
    };
    let refreshed = billing::account::refresh(&app.pool, &app.stripe, account, now).await;
    // Whoever looks there is shown how the account stands; the path was read when it was asked for, and is read again.
    let next = to.and_then(|to| return_path::read(&app.config.public_url, &to));
    if let Some(answer) = next.and_then(|path| see(&path)) {
        return answer;
    }
    let account = match refreshed {
        Ok(account) => account,
        Err(error) => {
            tracing::warn!(%account, ?error, "stripe was not asked how an account stands");
            return page(StatusCode::OK, &UNKNOWN);
        }
    };
    let due = in_words(&account.requirements_due);
    match account.state {
        _ if !due.is_empty() => {
            let items = due.iter().map(|r| format!("<li>{}</li>\n", escaped(&r.sentence)));
            page_with(StatusCode::OK, &DUE, &format!("<ul>\n{}</ul>\n", items.collect::<String>()))
        }
        PayoutAccountState::Active => page(StatusCode::OK, &READY),
        _ => page(StatusCode::OK, &CHECKING),
    }
}

/// A link into Stripe was too old or used before: a fresh one, at once.
pub(super) async fn again(State(app): State<App>, Query(Whom { account, to }): Query<Whom>) -> Response {
    let now = app.clock.now();
    let Some(account) = read(&app.secrets, Purpose::Again, &account, now) else {
        return page(StatusCode::OK, &EXPIRED);
    };
    let path = to.and_then(|to| return_path::read(&app.config.public_url, &to));
    let back = addresses(&app, account, path.as_deref(), now);
    match billing::account::onboard_again(&app.pool, &app.stripe, account, back).await {
        Ok(url) => see(&url).unwrap_or_else(|| page(StatusCode::OK, &EXPIRED)),
        Err(error) => {
            tracing::warn!(%account, ?error, "no fresh link to stripe");
            page(StatusCode::OK, &EXPIRED)
        }
    }
}
