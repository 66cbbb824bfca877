//! The endpoints of the API.

use serde_json::Value;

use crate::failure::Failure;
use crate::form::Params;
use crate::state::Tx;
use crate::{
    account, account_link, balance, balance_transaction, billing_portal, charge, checkout, customer, dispute,
    event, invoice, invoice_item, invoice_payment, payment_intent, payment_method, payout, price, product,
    refund, setup_intent, subscription, transfer, transfer_reversal, webhook_endpoint,
};

/// The version of the API that is simulated; that of async-stripe's types.
pub const API_VERSION: &str = "2026-09-30.endive";

/// A request on its way into an endpoint.
#[derive(Debug, Default)]
pub(crate) struct Call {
    pub(crate) params: Params,
    pub(crate) account: Option<String>,
    pub(crate) ids: Vec<String>,
}

impl Call {
    /// The n-th id of the path; empty where it has none.
    pub(crate) fn id(&self, n: usize) -> &str {
        self.ids.get(n).map_or("", String::as_str)
    }

    /// The connected account that the request acts as.
    pub(crate) fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }
}

/// Carries out a request: validates, changes, answers.
pub(crate) type Endpoint = fn(&mut Tx<'_>, &Call) -> Result<Value, Failure>;

/// Method, path below `/v1/` with `*` for an id, endpoint.
const ENDPOINTS: &[(&str, &str, Endpoint)] = &[
    ("GET", "account", account::own),
    ("POST", "accounts", account::create),
    ("GET", "accounts", account::list),
    ("GET", "accounts/*", account::retrieve),
    ("POST", "accounts/*", account::update),
    ("DELETE", "accounts/*", account::delete),
    ("POST", "account_links", account_link::create),
    ("GET", "balance", balance::retrieve),
    ("GET", "balance_transactions", balance_transaction::list),
    ("GET", "balance_transactions/*", balance_transaction::retrieve),
    ("POST", "billing_portal/sessions", billing_portal::create),
    ("GET", "charges", charge::list),
    ("GET", "charges/*", charge::retrieve),
    ("POST", "checkout/sessions", checkout::create),
    ("GET", "checkout/sessions", checkout::list),
    ("GET", "checkout/sessions/*", checkout::retrieve),
    ("GET", "checkout/sessions/*/line_items", checkout::line_items),
    ("POST", "checkout/sessions/*/expire", checkout::expire),
    ("POST", "customers", customer::create),
    ("GET", "customers", customer::list),
    ("GET", "customers/*", customer::retrieve),
    ("POST", "customers/*", customer::update),
    ("GET", "customers/*/payment_methods", payment_method::list),
    ("GET", "customers/*/payment_methods/*", payment_method::retrieve),
    ("GET", "disputes", dispute::list),
    ("GET", "disputes/*", dispute::retrieve),
    ("GET", "events", event::list),
    ("GET", "events/*", event::retrieve),
    ("POST", "invoiceitems", invoice_item::create),
    ("GET", "invoiceitems", invoice_item::list),
    ("GET", "invoiceitems/*", invoice_item::retrieve),
    ("DELETE", "invoiceitems/*", invoice_item::delete),
    ("GET", "invoice_payments", invoice_payment::list),
    ("GET", "invoices", invoice::list),
    ("GET", "invoices/*", invoice::retrieve),
    ("POST", "invoices/*/pay", invoice::pay),
    ("POST", "payment_intents", payment_intent::create),
    ("GET", "payment_intents", payment_intent::list),
    ("GET", "payment_intents/*", payment_intent::retrieve),
    ("POST", "payment_intents/*/confirm", payment_intent::confirm),
    ("POST", "payment_intents/*/cancel", payment_intent::cancel),
    ("GET", "payment_methods", payment_method::list),
    ("GET", "payment_methods/*", payment_method::retrieve),
    ("POST", "payment_methods/*/attach", payment_method::attach),
    ("POST", "payment_methods/*/detach", payment_method::detach),
    ("POST", "payouts", payout::create),
    ("GET", "payouts", payout::list),
    ("GET", "payouts/*", payout::retrieve),
    ("POST", "prices", price::create),
    ("GET", "prices", price::list),
    ("GET", "prices/*", price::retrieve),
    ("POST", "products", product::create),
    ("GET", "products", product::list),
    ("GET", "products/*", product::retrieve),
    ("POST", "refunds", refund::create),
    ("GET", "refunds", refund::list),
    ("GET", "refunds/*", refund::retrieve),
    ("GET", "setup_intents/*", setup_intent::retrieve),
    ("POST", "subscriptions", subscription::create),
    ("GET", "subscriptions", subscription::list),
    ("GET", "subscriptions/*", subscription::retrieve),
    ("POST", "subscriptions/*", subscription::update),
    ("DELETE", "subscriptions/*", subscription::cancel),
    ("POST", "transfers", transfer::create),
    ("GET", "transfers", transfer::list),
    ("GET", "transfers/*", transfer::retrieve),
    ("POST", "transfers/*", transfer::update),
    ("POST", "transfers/*/reversals", transfer_reversal::create),
    ("GET", "transfers/*/reversals", transfer_reversal::list),
    ("GET", "transfers/*/reversals/*", transfer_reversal::retrieve),
    ("POST", "webhook_endpoints", webhook_endpoint::create),
    ("GET", "webhook_endpoints", webhook_endpoint::list),
    ("GET", "webhook_endpoints/*", webhook_endpoint::retrieve),
    ("POST", "webhook_endpoints/*", webhook_endpoint::update),
    ("DELETE", "webhook_endpoints/*", webhook_endpoint::delete),
];

/// An endpoint that a path below `/v1/` leads to.
pub(crate) struct Found {
    pub(crate) endpoint: Endpoint,
    /// Method and pattern.
    pub(crate) name: (&'static str, &'static str),
    pub(crate) ids: Vec<String>,
}

/// The endpoint of a path below `/v1/` and the ids in it.
pub(crate) fn find(method: &str, path: &str) -> Option<Found> {
    ENDPOINTS.iter().filter(|(wanted, ..)| *wanted == method).find_map(|(method, pattern, endpoint)| {
        let ids = ids(pattern, path)?;
        Some(Found { endpoint: *endpoint, name: (*method, *pattern), ids })
    })
}

/// What stands for each `*` of a pattern, where the path fits it.
fn ids(pattern: &str, path: &str) -> Option<Vec<String>> {
    let (mut wanted, mut steps, mut ids) = (pattern.split('/'), path.split('/'), Vec::new());
    loop {
        match (wanted.next(), steps.next()) {
            (None, None) => return Some(ids),
            (Some("*"), Some(id)) if !id.is_empty() => ids.push(id.to_owned()),
            (Some(wanted), Some(step)) if wanted == step => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_find_their_endpoint_and_ids() {
        let ids = |method, path| find(method, path).map(|found| found.ids);
        assert_eq!(ids("GET", "transfers/tr_1/reversals/trr_2").unwrap(), ["tr_1", "trr_2"]);
        assert_eq!(ids("POST", "account_links").unwrap(), Vec::<String>::new());
        for (method, path) in
            [("PUT", "accounts"), ("GET", "accounts/"), ("GET", "accounts/a/b"), ("GET", "")]
        {
            assert!(find(method, path).is_none(), "{method} {path}");
        }
    }
}
