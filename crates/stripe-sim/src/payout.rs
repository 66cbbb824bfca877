//! Payouts: money from a balance to a bank account.

use serde_json::{Value, json};

use crate::balance_transaction::{self, Movement};
use crate::failure::Failure;
use crate::list::{self, Created, same};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, text};
use crate::{account, event, id, money};

/// From a payout to its arrival, as told.
const ARRIVES_SECONDS: i64 = 2 * 24 * 60 * 60;

/// A payout by the account's schedule.
#[derive(Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Wish {
    /// In minor units; all that is available unless told.
    pub(crate) amount: Option<i64>,
    /// The account's own unless told.
    pub(crate) currency: Option<String>,
    /// Leaves it on its way, `in_transit`; it is paid at once unless told.
    pub(crate) hold: bool,
}

/// Pays a connected account's money out to its bank.
/// Errors: no such account; payouts not enabled; nothing to pay out.
pub(crate) fn schedule(tx: &mut Tx<'_>, owner: &str, wish: &Wish) -> Result<Value, Failure> {
    let entry = account::find(tx, owner)?;
    if entry.object["payouts_enabled"] != json!(true) {
        return Err(Failure::invalid("Payouts are not enabled for this account."));
    }
    let code = wish.currency.clone().unwrap_or_else(|| entry.text("default_currency").to_owned());
    let currency = money::currency(&code, "currency")?;
    let amount = wish.amount.unwrap_or_else(|| tx.funds(Some(owner), &currency).available);
    let payout = make(tx, Some(owner), amount, &currency, true, json!({}))?;
    if wish.hold { Ok(payout) } else { arrive(tx, text(&payout, "id")) }
}

fn make(
    tx: &mut Tx<'_>,
    owner: Option<&str>,
    amount: i64,
    currency: &str,
    automatic: bool,
    metadata: Value,
) -> Result<Value, Failure> {
    if amount < 1 || tx.funds(owner, currency).available < amount {
        let message = "You have insufficient funds in your Stripe account for this transfer.";
        return Err(Failure::invalid(message).code("balance_insufficient").executed());
    }
    let id = id::object("po");
    let transaction = book(tx, owner, -amount, currency, "payout", &id);
    let payout = json!({
        "id": id,
        "object": "payout",
        "amount": amount,
        "application_fee": null,
        "application_fee_amount": null,
        "arrival_date": tx.now() + ARRIVES_SECONDS,
        "automatic": automatic,
        "balance_transaction": transaction,
        "created": tx.now(),
        "currency": currency,
        "description": if automatic { "STRIPE PAYOUT" } else { "Payout" },
        "destination": bank(tx, owner),
        "failure_balance_transaction": null,
        "failure_code": null,
        "failure_message": null,
        "livemode": false,
        "metadata": metadata,
        "method": "standard",
        "original_payout": null,
        "payout_method": null,
        "reconciliation_status": if automatic { "completed" } else { "not_applicable" },
        "reversed_by": null,
        "source_type": "card",
        "statement_descriptor": null,
        "status": "in_transit",
        "trace_id": { "status": "pending", "value": null },
        "type": "bank_account",
    });
    Ok(keep(tx, Entry::new(payout).of(owner), "payout.created"))
}

/// The bank account of an account: the one it gave at onboarding.
fn bank(tx: &Tx<'_>, owner: Option<&str>) -> Value {
    let given = owner.and_then(|id| tx.get(Kind::Account, id));
    let given = given.map(|entry| entry.object["external_accounts"]["data"][0]["id"].clone());
    given.filter(|id| !id.is_null()).unwrap_or_else(|| json!(id::object("ba")))
}

fn book(
    tx: &mut Tx<'_>,
    owner: Option<&str>,
    amount: i64,
    currency: &str,
    kind: &str,
    source: &str,
) -> String {
    balance_transaction::book(
        tx,
        &Movement {
            account: owner,
            amount,
            fee: 0,
            currency,
            kind,
            source,
            description: Some("STRIPE PAYOUT"),
            settles_at_ms: None,
        },
    )
}

fn keep(tx: &mut Tx<'_>, entry: Entry, told: &str) -> Value {
    let (payout, owner) = (entry.object.clone(), entry.account.clone());
    tx.put(Kind::Payout, text(&payout, "id"), entry);
    event::emit(tx, told, owner.as_deref(), payout.clone(), None);
    payout
}

/// A payout on its way has arrived.
/// Errors: no such payout; not on its way.
pub(crate) fn arrive(tx: &mut Tx<'_>, id: &str) -> Result<Value, Failure> {
    let mut entry = get(tx, id)?;
    if entry.text("status") != "in_transit" {
        return Err(Failure::invalid(format!("This payout is {}.", entry.text("status"))));
    }
    entry.object["status"] = json!("paid");
    entry.object["trace_id"] = json!({ "status": "supported", "value": id::random("", 12) });
    Ok(keep(tx, entry, "payout.paid"))
}

/// The bank sends a payout back, also days after it was paid: the money is on the balance again.
/// Errors: no such payout; failed already.
pub(crate) fn fail(tx: &mut Tx<'_>, id: &str, code: &str) -> Result<Value, Failure> {
    let mut entry = get(tx, id)?;
    if !["in_transit", "paid"].contains(&entry.text("status")) {
        return Err(Failure::invalid(format!("This payout is {}.", entry.text("status"))));
    }
    let (amount, currency) = (entry.integer("amount"), entry.text("currency").to_owned());
    let transaction = book(tx, entry.account.as_deref(), amount, &currency, "payout_failure", id);
    let payout = &mut entry.object;
    payout["status"] = json!("failed");
    payout["failure_balance_transaction"] = json!(transaction);
    payout["failure_code"] = json!(code);
    payout["failure_message"] = json!("The bank could not process this payout.");
    Ok(keep(tx, entry, "payout.failed"))
}

/// A payout of whichever account.
fn get(tx: &Tx<'_>, id: &str) -> Result<Entry, Failure> {
    tx.get(Kind::Payout, id).ok_or_else(|| Failure::no_such("payout", id, "id"))
}

/// `POST /v1/payouts`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["amount", "currency", "description", "metadata", "method", "source_type"])?;
    params.one_of("method", &["standard"])?;
    let amount = params.at_least("amount", 1)?.ok_or_else(|| Failure::missing("amount"))?;
    let currency = money::currency(params.required("currency")?, "currency")?;
    money::exact_at_bank(amount, &currency, "amount")?;
    let metadata = params.metadata(&json!({}))?;
    make(tx, call.account(), amount, &currency, false, metadata)
}

/// `GET /v1/payouts/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(tx.find(Kind::Payout, call.id(0), call.account(), "payout", "id")?.object)
}

/// `GET /v1/payouts`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> = list::PAGING.into_iter().chain(["created", "status", "destination"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (status, destination) = (params.text("status")?, params.text("destination")?);
    let entries = tx.before().all(Kind::Payout).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(params, "/v1/payouts", "payout", mine, |entry| {
        let object = &entry.object;
        created.keeps(object) && same(status, object, "status") && same(destination, object, "destination")
    })
}
