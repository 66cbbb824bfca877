//! Balances per currency, the platform's and connected accounts'.

use serde_json::{Value, json};

use crate::balance_transaction::{self, Movement};
use crate::failure::Failure;
use crate::id;
use crate::money;
use crate::route::Call;
use crate::state::{Kind, Tx};

/// `GET /v1/balance`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(object(tx, call.account()))
}

/// The balance of an account. Its own currency is listed even when it holds nothing.
pub(crate) fn object(tx: &Tx<'_>, account: Option<&str>) -> Value {
    let own = match account {
        Some(id) => tx.get(Kind::Account, id).map(|entry| entry.text("default_currency").to_owned()),
        None => None,
    };
    let mut currencies: Vec<String> =
        tx.before().funds_of(account).into_iter().map(|(currency, _)| currency).collect();
    currencies.push(own.unwrap_or_else(|| "usd".to_owned()));
    currencies.sort();
    currencies.dedup();
    let amounts = |pending: bool| -> Vec<Value> {
        let amount = |currency: &String| {
            let funds = tx.funds(account, currency);
            let amount = if pending { funds.pending } else { funds.available };
            json!({ "amount": amount, "currency": currency, "source_types": { "card": amount } })
        };
        currencies.iter().map(amount).collect()
    };
    let mut balance = json!({
        "object": "balance",
        "available": amounts(false),
        "livemode": false,
        "pending": amounts(true),
    });
    if account.is_none() {
        let none = |currency: &String| json!({ "amount": 0, "currency": currency });
        balance["connect_reserved"] = currencies.iter().map(none).collect();
    }
    balance
}

/// Money from nowhere onto the platform's balance, available at once: for tests. Below zero, a fee that Stripe takes.
pub(crate) fn top_up(tx: &mut Tx<'_>, amount: i64, currency: &str) -> Result<Value, Failure> {
    let currency = money::currency(currency, "currency")?;
    if amount == 0 || !(-money::AMOUNT_MAX..=money::AMOUNT_MAX).contains(&amount) {
        return Err(Failure::invalid("This value must be greater than or equal to 1.").param("amount"));
    }
    let is_fee = amount < 0;
    let source = if is_fee { String::new() } else { id::object("tu") };
    balance_transaction::book(
        tx,
        &Movement {
            account: None,
            amount,
            fee: 0,
            currency: &currency,
            kind: if is_fee { "stripe_fee" } else { "topup" },
            source: &source,
            description: Some(if is_fee { "Stripe's fee" } else { "Top-up of the simulator" }),
            settles_at_ms: None,
        },
    );
    Ok(object_after(tx, &currency))
}

fn object_after(tx: &Tx<'_>, currency: &str) -> Value {
    let funds = tx.funds(None, currency);
    json!({ "currency": currency, "available": funds.available, "pending": funds.pending })
}
