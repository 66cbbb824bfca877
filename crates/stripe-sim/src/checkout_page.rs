//! The page on which a customer pays a checkout session.

use serde_json::Value;

use crate::checkout;
use crate::failure::Failure;
use crate::html::Page;
use crate::money;
use crate::state::{Kind, Tx, integer, text};

/// Where a visitor of a payment page finds themselves.
pub(crate) fn open(tx: &Tx<'_>, id: &str) -> Option<Page> {
    let entry = tx.get(Kind::CheckoutSession, id)?;
    let session = &entry.object;
    let currency = text(session, "currency");
    let mut page = Page::new(&format!("Pay {}", money::display(integer(session, "amount_total"), currency)));
    let items = entry.private["line_items"]["data"].as_array().cloned().unwrap_or_default();
    let rows = items.iter().map(|item| {
        [
            text(item, "description").to_owned(),
            integer(item, "quantity").to_string(),
            money::display(integer(item, "amount_total"), currency),
        ]
    });
    page.table(["For", "Quantity", "Amount"], rows, "Nothing");
    if text(session, "status") == "complete" {
        page.paragraph("This has been paid.");
    } else if checkout::is_open(tx, &entry) {
        page.paragraph(
            "The real Stripe would now ask for a card. The simulator pays with a test card at a click.",
        );
        page.button(&format!("/pay/{id}"), "Pay");
        if let Some(cancel_url) = session["cancel_url"].as_str() {
            page.link(&returning(cancel_url, id), "Cancel");
        }
    } else {
        page.paragraph("This page has expired.");
    }
    Some(page)
}

/// Pays; tells where the customer goes on to.
pub(crate) fn pay(tx: &mut Tx<'_>, id: &str) -> Result<String, Failure> {
    let session: Value = checkout::pay(tx, id)?;
    Ok(returning(text(&session, "success_url"), id))
}

/// An address with the session's id in the place left for it.
fn returning(url: &str, id: &str) -> String {
    url.replace("{CHECKOUT_SESSION_ID}", id)
}
