//! Transfers: money from the platform's balance to a connected account's.

use serde_json::{Value, json};

use crate::account;
use crate::balance_transaction::{self, Movement};
use crate::charge::{self, ChargeState, NewCharge, Origin};
use crate::event;
use crate::failure::Failure;
use crate::id;
use crate::list::{self, Created, same};
use crate::money;
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, previous_attributes, text};

/// `POST /v1/transfers`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let wish = Wish::read(call)?;
    let destination = destination(tx, &wish.destination)?;
    if !account::takes_transfers(&destination) {
        return Err(insufficient_capabilities());
    }
    let source = wish.source.as_deref().map(|id| source(tx, id, &wish)).transpose()?;
    if source.is_none() && tx.funds(None, &wish.currency).available < wish.amount {
        return Err(balance_insufficient());
    }
    let settles_at_ms = source
        .as_ref()
        .and_then(|charge| balance_transaction::settles_at(tx, charge.text("balance_transaction")));
    let group = wish.group.clone().or_else(|| {
        source.as_ref().and_then(|charge| charge.object["transfer_group"].as_str().map(str::to_owned))
    });

    let id = id::object("tr");
    let transaction = balance_transaction::book(
        tx,
        &Movement {
            account: None,
            amount: -wish.amount,
            fee: 0,
            currency: &wish.currency,
            kind: "transfer",
            source: &id,
            description: wish.description.as_deref(),
            settles_at_ms,
        },
    );
    let payment = charge::create(
        tx,
        &NewCharge {
            account: Some(&wish.destination),
            amount: wish.amount,
            fee: 0,
            currency: &wish.currency,
            origin: Origin::Transfer(&id),
            state: ChargeState::Succeeded,
            transfer_group: group.as_deref(),
            metadata: json!({}),
            email: None,
            settles_at_ms,
        },
    );
    let transfer = json!({
        "id": id,
        "object": "transfer",
        "amount": wish.amount,
        "amount_reversed": 0,
        "balance_transaction": transaction,
        "created": tx.now(),
        "currency": wish.currency,
        "description": wish.description,
        "destination": wish.destination,
        "destination_payment": payment["id"],
        "livemode": false,
        "metadata": wish.metadata,
        "reversals": list::whole(Vec::new(), &format!("/v1/transfers/{id}/reversals")),
        "reversed": false,
        "source_transaction": wish.source,
        "source_type": "card",
        "transfer_group": group,
    });
    tx.put(Kind::Transfer, &id, Entry::new(transfer.clone()));
    event::emit(tx, "transfer.created", None, transfer.clone(), None);
    Ok(transfer)
}

/// The platform has less than it wants to transfer.
pub(crate) fn balance_insufficient() -> Failure {
    let message = "You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance";
    Failure::invalid(message).code("balance_insufficient").executed()
}

/// The destination cannot take transfers.
pub(crate) fn insufficient_capabilities() -> Failure {
    let message = "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments";
    Failure::invalid(message).code("insufficient_capabilities_for_transfer").executed()
}

/// The parameters of a new transfer.
struct Wish {
    amount: i64,
    currency: String,
    destination: String,
    group: Option<String>,
    source: Option<String>,
    description: Option<String>,
    metadata: Value,
}

impl Wish {
    fn read(call: &Call) -> Result<Self, Failure> {
        let params = &call.params;
        params.only(&[
            "amount",
            "currency",
            "destination",
            "description",
            "metadata",
            "source_transaction",
            "source_type",
            "transfer_group",
        ])?;
        params.one_of("source_type", &["card"])?;
        let owned = |name| Ok::<_, Failure>(params.text(name)?.map(str::to_owned));
        let amount = params.at_least("amount", 1)?.ok_or_else(|| Failure::missing("amount"))?;
        if amount > money::AMOUNT_MAX {
            return Err(Failure::invalid("Amount is too large.").code("amount_too_large").param("amount"));
        }
        if call.account().is_some() {
            return Err(Failure::invalid("The simulator transfers from the platform only."));
        }
        let currency = money::currency(params.required("currency")?, "currency")?;
        money::exact(amount, &currency, "amount")?;
        Ok(Self {
            amount,
            currency,
            destination: params.required("destination")?.to_owned(),
            group: owned("transfer_group")?,
            source: owned("source_transaction")?,
            description: owned("description")?,
            metadata: params.metadata(&json!({}))?,
        })
    }
}

fn destination(tx: &Tx<'_>, id: &str) -> Result<Value, Failure> {
    let missing = || Failure::no_such("destination", id, "destination").status(400);
    tx.get(Kind::Account, id).map(|entry| entry.object).ok_or_else(missing)
}

/// The charge that a transfer draws on, with enough left of it.
fn source(tx: &Tx<'_>, id: &str, wish: &Wish) -> Result<Entry, Failure> {
    let charge = tx
        .find(Kind::Charge, id, None, "charge", "source_transaction")
        .map_err(|failure| failure.status(400))?;
    if charge.text("currency") != wish.currency {
        let message = "The currency of source_transaction's balance transaction must be the same as the transfer currency.";
        return Err(Failure::invalid(message).param("currency").executed());
    }
    let drawn: i64 = tx
        .before()
        .all(Kind::Transfer)
        .filter(|(_, entry)| entry.text("source_transaction") == id)
        .map(|(_, entry)| entry.integer("amount") - entry.integer("amount_reversed"))
        .sum();
    if drawn + wish.amount > charge.integer("amount") {
        let message = format!(
            "Transfers using this transaction as a source must not exceed the source amount of {}. (There are {drawn} already drawn.)",
            charge.integer("amount")
        );
        return Err(Failure::invalid(message).param("amount").executed());
    }
    Ok(charge)
}

/// `GET /v1/transfers/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(find(tx, call)?.object)
}

/// `POST /v1/transfers/{id}`
pub(crate) fn update(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["description", "metadata"])?;
    let mut entry = find(tx, call)?;
    let old = entry.object.clone();
    if let Some(description) = params.text("description")? {
        entry.object["description"] = json!(description);
    }
    entry.object["metadata"] = params.metadata(&old["metadata"])?;
    let transfer = entry.object.clone();
    if transfer != old {
        tx.put(Kind::Transfer, text(&old, "id"), entry);
        event::emit(
            tx,
            "transfer.updated",
            None,
            transfer.clone(),
            Some(previous_attributes(&old, &transfer)),
        );
    }
    Ok(transfer)
}

/// `GET /v1/transfers`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> =
        list::PAGING.into_iter().chain(["created", "destination", "transfer_group"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (destination, group) = (params.text("destination")?, params.text("transfer_group")?);
    let entries = tx.before().all(Kind::Transfer).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(params, "/v1/transfers", "transfer", mine, |entry| {
        let object = &entry.object;
        created.keeps(object)
            && same(destination, object, "destination")
            && same(group, object, "transfer_group")
    })
}

/// The transfer that a path names.
pub(crate) fn find(tx: &Tx<'_>, call: &Call) -> Result<Entry, Failure> {
    tx.find(Kind::Transfer, call.id(0), call.account(), "transfer", "transfer")
}
