//! The billing portal: a page on which a customer ends a subscription and sees invoices.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::html::{self, Page};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, integer, text};
use crate::{customer, id, money, subscription};

/// How long a link can be used.
const OPEN_SECONDS: i64 = 60 * 60;

/// `POST /v1/billing_portal/sessions`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["customer", "return_url", "configuration", "locale"])?;
    let payer = params.required("customer")?;
    customer::find(tx, payer, "customer")?;
    let return_url = params.text("return_url")?.map(|_| html::web_url(params, "return_url")).transpose()?;
    let token = id::random("", 24);
    let session = json!({
        "id": id::object("bps"),
        "object": "billing_portal.session",
        "configuration": params.text("configuration")?.map_or_else(|| id::object("bpc"), str::to_owned),
        "created": tx.now(),
        "customer": payer,
        "customer_account": null,
        "flow": null,
        "livemode": false,
        "locale": params.text("locale")?,
        "on_behalf_of": null,
        "return_url": return_url,
        "url": format!("{}/portal/{token}", tx.base_url),
    });
    tx.put(Kind::PortalSession, &token, Entry::new(session.clone()));
    Ok(session)
}

/// The portal's page; none where the link is unknown or too old.
pub(crate) fn open(tx: &Tx<'_>, token: &str) -> Option<Page> {
    let session = session(tx, token)?;
    let payer = session.text("customer");
    let mut page = Page::new("Your subscription");
    page.heading("Subscriptions");
    for (id, entry) in
        tx.before().all(Kind::Subscription).filter(|(_, entry)| entry.text("customer") == payer)
    {
        let item = &entry.object["items"]["data"][0];
        let amount = integer(&item["price"], "unit_amount").saturating_mul(integer(item, "quantity"));
        let ends = entry.object["cancel_at_period_end"] == json!(true);
        page.paragraph(&format!(
            "{id}: {} a {}, {}{}",
            money::display(amount, entry.text("currency")),
            text(&item["price"]["recurring"], "interval"),
            entry.text("status"),
            if ends { ", ends with this period" } else { "" }
        ));
        if entry.text("status") == "canceled" {
            continue;
        }
        let (verb, label) = if ends { ("renew", "Keep it") } else { ("cancel", "Cancel with this period") };
        page.button(&format!("/portal/{token}/{id}/{verb}"), label);
    }
    page.heading("Invoices");
    let invoices = tx.before().all(Kind::Invoice).rev().filter(|(_, entry)| entry.text("customer") == payer);
    let rows = invoices.map(|(_, entry)| {
        [
            entry.text("number").to_owned(),
            money::display(entry.integer("total"), entry.text("currency")),
            entry.text("status").to_owned(),
        ]
    });
    page.table(["Number", "Amount", "Status"], rows, "None yet.");
    if let Some(url) = session.object["return_url"].as_str() {
        page.link(url, "Return");
    }
    Some(page)
}

/// Ends a subscription with its period, or takes that back; none where the link does not fit.
pub(crate) fn act(
    tx: &mut Tx<'_>,
    token: &str,
    subscription: &str,
    verb: &str,
) -> Result<Option<String>, Failure> {
    let Some(session) = session(tx, token) else { return Ok(None) };
    let entry = subscription::find(tx, subscription)?;
    if entry.text("customer") != session.text("customer") || !["cancel", "renew"].contains(&verb) {
        return Ok(None);
    }
    subscription::cancel_at_period_end(tx, subscription, verb == "cancel")?;
    Ok(Some(format!("/portal/{token}")))
}

fn session(tx: &Tx<'_>, token: &str) -> Option<Entry> {
    tx.get(Kind::PortalSession, token).filter(|entry| tx.now() < entry.integer("created") + OPEN_SECONDS)
}

/// The page of an invoice.
pub(crate) fn invoice(tx: &Tx<'_>, id: &str) -> Option<Page> {
    let entry = tx.get(Kind::Invoice, id)?;
    let currency = entry.text("currency");
    let mut page = Page::new(&format!("Invoice {}", entry.text("number")));
    let lines = entry.object["lines"]["data"].as_array().cloned().unwrap_or_default();
    let rows = lines.iter().map(|line| {
        [text(line, "description").to_owned(), money::display(integer(line, "amount"), currency)]
    });
    page.table(["For", "Amount"], rows, "Nothing");
    let total = money::display(entry.integer("total"), currency);
    page.paragraph(&format!("{total}, {}", entry.text("status")));
    Some(page)
}
