//! The page on which a customer pays a checkout session.

use serde_json::Value;

use crate::checkout_payment::{self, Choice};
use crate::failure::Failure;
use crate::html::Page;
use crate::state::{Kind, Tx, integer, text};
use crate::{checkout, money};

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
            "The real Stripe would now ask for a card or a bank account. The simulator takes a test one at a click.",
        );
        let methods = session["payment_method_types"].as_array().into_iter().flatten();
        for method in methods.filter_map(Value::as_str) {
            page.button(&format!("/pay/{id}?method={method}"), label(method));
        }
        if let Some(cancel_url) = session["cancel_url"].as_str() {
            page.link(&returning(cancel_url, id), "Cancel");
        }
    } else {
        page.paragraph("This page has expired.");
    }
    Some(page)
}

/// Pays; tells where the customer goes on to: a declined one comes back to the page.
pub(crate) fn pay(tx: &mut Tx<'_>, id: &str, choice: &Choice) -> Result<String, Failure> {
    let session = checkout_payment::pay(tx, id, choice)?;
    if text(&session, "status") != "complete" {
        return Ok(format!("/pay/{id}"));
    }
    Ok(returning(text(&session, "success_url"), id))
}

fn label(method: &str) -> &'static str {
    match method {
        "us_bank_account" | "acss_debit" => "Pay from a bank account",
        "sepa_debit" => "Pay by SEPA debit",
        "bacs_debit" => "Pay by Bacs debit",
        _ => "Pay",
    }
}

/// An address with the session's id in the place left for it.
fn returning(url: &str, id: &str) -> String {
    url.replace("{CHECKOUT_SESSION_ID}", id)
}
