//! Balance transactions: every movement of money, and their settling.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::list::{self, Created, same};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, integer};
use crate::{balance, event, id};

/// A movement about to be booked.
pub(crate) struct Movement<'a> {
    pub(crate) account: Option<&'a str>,
    /// In minor units; negative when money leaves.
    pub(crate) amount: i64,
    pub(crate) fee: i64,
    pub(crate) currency: &'a str,
    /// `charge`, `payment`, `transfer`, `transfer_refund`, `refund`, `payment_refund`, `refund_failure`, `payout`,
    /// `payout_failure`, `adjustment`, `topup` or `stripe_fee`.
    pub(crate) kind: &'a str,
    /// Empty for none.
    pub(crate) source: &'a str,
    pub(crate) description: Option<&'a str>,
    /// Pending until then; available at once without.
    pub(crate) settles_at_ms: Option<i64>,
}

/// Books a movement; tells the transaction's id.
pub(crate) fn book(tx: &mut Tx<'_>, movement: &Movement<'_>) -> String {
    let id = id::object("txn");
    let settles_at_ms = movement.settles_at_ms.filter(|at| *at > tx.now_ms);
    let available_on = settles_at_ms.map_or(tx.now(), |at| (at + 999).div_euclid(1000));
    let fee_details = json!({
        "amount": movement.fee,
        "application": null,
        "currency": movement.currency,
        "description": "Stripe processing fees",
        "type": "stripe_fee",
    });
    let reporting_category = match movement.kind {
        "payment" => "charge",
        "transfer_refund" => "transfer_reversal",
        "payment_refund" => "refund",
        "payout_failure" => "payout_reversal",
        "adjustment" if movement.amount < 0 => "dispute",
        "adjustment" => "dispute_reversal",
        kind => kind,
    };
    let object = json!({
        "id": id,
        "object": "balance_transaction",
        "amount": movement.amount,
        "available_on": available_on,
        "balance_type": "payments",
        "created": tx.now(),
        "currency": movement.currency,
        "description": movement.description,
        "exchange_rate": null,
        "fee": movement.fee,
        "fee_details": if movement.fee == 0 { json!([]) } else { json!([fee_details]) },
        "net": movement.amount - movement.fee,
        "reporting_category": reporting_category,
        "source": Some(movement.source).filter(|source| !source.is_empty()),
        "status": if settles_at_ms.is_some() { "pending" } else { "available" },
        "type": movement.kind,
    });
    let private = settles_at_ms.map_or(Value::Null, |at| json!({ "settles_at_ms": at }));
    tx.put(Kind::BalanceTransaction, &id, Entry::new(object).of(movement.account).private(private));
    id
}

/// When a transaction settles; none when it has.
pub(crate) fn settles_at(tx: &Tx<'_>, id: &str) -> Option<i64> {
    let entry = tx.get(Kind::BalanceTransaction, id)?;
    (entry.text("status") == "pending").then(|| integer(&entry.private, "settles_at_ms"))
}

/// Makes due money available, with one `balance.available` per account.
pub(crate) fn settle(tx: &mut Tx<'_>) {
    let mut accounts: Vec<Option<String>> = Vec::new();
    for id in tx.before().due(tx.now_ms) {
        let Some(mut entry) = tx.get(Kind::BalanceTransaction, &id) else { continue };
        entry.object["status"] = json!("available");
        if !accounts.contains(&entry.account) {
            accounts.push(entry.account.clone());
        }
        tx.put(Kind::BalanceTransaction, &id, entry);
    }
    for account in accounts {
        let object = balance::object(tx, account.as_deref());
        event::emit(tx, "balance.available", account.as_deref(), object, None);
    }
}

/// `GET /v1/balance_transactions/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    let entry = tx.find(Kind::BalanceTransaction, call.id(0), call.account(), "balance transaction", "id")?;
    Ok(entry.object)
}

/// `GET /v1/balance_transactions`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> =
        list::PAGING.into_iter().chain(["created", "currency", "source", "type"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (currency, source, kind) = (params.text("currency")?, params.text("source")?, params.text("type")?);
    let entries = tx.before().all(Kind::BalanceTransaction).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(params, "/v1/balance_transactions", "balance transaction", mine, |entry| {
        let object = &entry.object;
        created.keeps(object)
            && same(currency, object, "currency")
            && same(source, object, "source")
            && same(kind, object, "type")
    })
}
