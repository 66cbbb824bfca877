//! The page at `/`: what "Stripe" holds, for a newcomer to look at.

use crate::account;
use crate::html::Page;
use crate::money;
use crate::state::{Entry, Kind, Tx, text};

/// Rows of each table.
const ROWS: usize = 50;

/// The overview.
pub(crate) fn page(tx: &Tx<'_>) -> Page {
    let mut page = Page::new("Stripe simulator");
    if let Some(platform) = account::platform(tx) {
        page.paragraph(&format!(
            "The platform is {}. API: {}/v1 with the configured secret key.",
            text(&platform, "id"),
            tx.base_url
        ));
    }
    let state = tx.before();
    page.heading("Balances");
    let accounts = state.all(Kind::Account).map(|(id, entry)| (Some(id.as_str()), entry.text("email")));
    let rows = std::iter::once((None, "platform")).chain(accounts).flat_map(|(account, name)| {
        state.funds_of(account).into_iter().map(move |(currency, funds)| {
            let label = account.map_or_else(|| name.to_owned(), |id| format!("{id} {name}"));
            [label, money::display(funds.available, &currency), money::display(funds.pending, &currency)]
        })
    });
    page.table(["Account", "Available", "Pending"], rows, "No money has moved yet.");

    page.heading("Connected accounts");
    let rows = newest(tx, Kind::Account).map(|entry| {
        let transfers = text(&entry.object["capabilities"], "transfers");
        let status = if transfers.is_empty() { "not requested" } else { transfers };
        [
            when(entry),
            entry.text("id").to_owned(),
            entry.text("email").to_owned(),
            entry.text("country").to_owned(),
            status.to_owned(),
        ]
    });
    page.table(["Created", "Id", "E-mail", "Country", "Transfers"], rows, "None yet.");

    page.heading("Transfers");
    let rows = newest(tx, Kind::Transfer).map(|entry| {
        let amount = |field| money::display(entry.integer(field), entry.text("currency"));
        [
            when(entry),
            entry.text("id").to_owned(),
            entry.text("destination").to_owned(),
            amount("amount"),
            amount("amount_reversed"),
            entry.text("transfer_group").to_owned(),
        ]
    });
    page.table(["Created", "Id", "Destination", "Amount", "Reversed", "Group"], rows, "None yet.");

    page.heading("Checkout");
    let rows = newest(tx, Kind::CheckoutSession).map(|entry| {
        let amount = money::display(entry.integer("amount_total"), entry.text("currency"));
        [
            when(entry),
            entry.text("id").to_owned(),
            amount,
            entry.text("status").to_owned(),
            entry.text("payment_status").to_owned(),
        ]
    });
    page.table(["Created", "Id", "Amount", "Status", "Payment"], rows, "None yet.");

    page.heading("Subscriptions");
    let rows = newest(tx, Kind::Subscription).map(|entry| {
        [
            when(entry),
            entry.text("id").to_owned(),
            entry.text("customer").to_owned(),
            entry.text("status").to_owned(),
        ]
    });
    page.table(["Created", "Id", "Customer", "Status"], rows, "None yet.");

    page.heading("Payouts and disputes");
    let moved = newest(tx, Kind::Payout).chain(newest(tx, Kind::Dispute));
    let rows = moved.map(|entry| {
        [
            when(entry),
            entry.text("id").to_owned(),
            entry.account.clone().unwrap_or_else(|| "platform".to_owned()),
            money::display(entry.integer("amount"), entry.text("currency")),
            entry.text("status").to_owned(),
        ]
    });
    page.table(["Created", "Id", "Account", "Amount", "Status"], rows, "None yet.");

    page.heading("Events");
    let rows = newest(tx, Kind::Event).map(|entry| {
        let waiting = entry.integer("pending_webhooks").to_string();
        [
            when(entry),
            entry.text("id").to_owned(),
            entry.text("type").to_owned(),
            text(&entry.object["data"]["object"], "id").to_owned(),
            waiting,
        ]
    });
    page.table(["Created", "Id", "Type", "About", "Undelivered"], rows, "None yet.");
    page
}

fn newest<'s>(tx: &Tx<'s>, kind: Kind) -> impl Iterator<Item = &'s Entry> {
    tx.before().all(kind).rev().take(ROWS).map(|(_, entry)| entry)
}

/// The time of creation, in UTC.
fn when(entry: &Entry) -> String {
    let seconds = entry.integer("created");
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    format!("{year}-{month:02}-{day:02} {:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60)
}

/// The date of a day counted from 1970-01-01.
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_become_dates() {
        assert_eq!(super::civil(0), (1970, 1, 1));
        assert_eq!(super::civil(19_782), (2024, 2, 29));
        assert_eq!(super::civil(20_779), (2026, 11, 22));
    }
}
