//! Account links and the onboarding page that they lead to.

use serde_json::{Value, json};

use crate::account;
use crate::failure::Failure;
use crate::html::{self, Page};
use crate::id;
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, integer, text};

/// How long a link can be opened.
const OPEN_SECONDS: i64 = 300;

/// `POST /v1/account_links`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["account", "refresh_url", "return_url", "type", "collect", "collection_options"])?;
    let account = params.required("account")?;
    let kind = params.one_of("type", &["account_onboarding", "account_update"])?;
    kind.ok_or_else(|| Failure::missing("type"))?;
    let (refresh_url, return_url) =
        (html::web_url(params, "refresh_url")?, html::web_url(params, "return_url")?);
    account::find(tx, account)?;
    let token = id::random("", 24);
    let link = json!({
        "object": "account_link",
        "created": tx.now(),
        "expires_at": tx.now() + OPEN_SECONDS,
        "url": format!("{}/onboard/{account}?link={token}", tx.base_url),
    });
    let private = json!({ "account": account, "refresh_url": refresh_url, "return_url": return_url });
    tx.put(Kind::AccountLink, &token, Entry::new(link.clone()).private(private));
    Ok(link)
}

/// Where a visitor of a link goes on to.
pub(crate) enum Visit {
    Form(Page),
    Elsewhere(String),
}

/// The onboarding form; an expired or used link leads to its refresh address.
pub(crate) fn open(tx: &Tx<'_>, account: &str, token: &str) -> Option<Visit> {
    let link = link(tx, account, token)?;
    if is_stale(tx, &link) {
        return Some(Visit::Elsewhere(text(&link.private, "refresh_url").to_owned()));
    }
    let entry = tx.get(Kind::Account, account)?;
    let mut page = Page::new("Set up payouts");
    page.paragraph(&format!(
        "A test account in {}: {account}, {}.",
        entry.text("country"),
        entry.text("email")
    ));
    page.paragraph("The real Stripe would now ask for a name, an address and a bank account. The simulator asks for a click.");
    page.button(&format!("/onboard/{account}?link={token}"), "Complete onboarding");
    page.link(text(&link.private, "return_url"), "Return without completing");
    Some(Visit::Form(page))
}

/// Completes onboarding; tells where to return to.
pub(crate) fn complete(tx: &mut Tx<'_>, account: &str, token: &str) -> Result<Option<String>, Failure> {
    let Some(mut link) = link(tx, account, token) else { return Ok(None) };
    if is_stale(tx, &link) {
        return Ok(Some(text(&link.private, "refresh_url").to_owned()));
    }
    account::complete(tx, account)?;
    let return_url = text(&link.private, "return_url").to_owned();
    link.private["used"] = json!(true);
    tx.put(Kind::AccountLink, token, link);
    Ok(Some(return_url))
}

fn link(tx: &Tx<'_>, account: &str, token: &str) -> Option<Entry> {
    tx.get(Kind::AccountLink, token).filter(|link| text(&link.private, "account") == account)
}

fn is_stale(tx: &Tx<'_>, link: &Entry) -> bool {
    tx.now() > integer(&link.object, "expires_at") || link.private.get("used").is_some()
}
