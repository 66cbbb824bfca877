//! `expand[]`: ids in an answer replaced by the objects they name.

use serde_json::Value;

use crate::failure::Failure;
use crate::invoice_payment;
use crate::state::{Entry, Kind, Tx, text};

/// Deepest path.
const DEPTH_MAX: usize = 4;

/// Expands each path in `answer`.
pub(crate) fn expand(tx: &Tx<'_>, answer: &mut Value, paths: &[String]) -> Result<(), Failure> {
    for path in paths {
        let steps: Vec<&str> = path.split('.').collect();
        if steps.len() > DEPTH_MAX {
            let message =
                format!("You cannot expand more than {DEPTH_MAX} levels of a property. Property: {path}");
            return Err(Failure::invalid(message));
        }
        walk(tx, answer, &steps, path)?;
    }
    Ok(())
}

fn walk(tx: &Tx<'_>, at: &mut Value, steps: &[&str], path: &str) -> Result<(), Failure> {
    let Some((step, rest)) = steps.split_first() else { return Ok(()) };
    if text(at, "object") == "list" {
        if *step != "data" {
            return Err(cannot(path));
        }
        let items = at.get_mut("data").and_then(Value::as_array_mut);
        return items.into_iter().flatten().try_for_each(|item| walk(tx, item, rest, path));
    }
    if text(at, "object") == "checkout.session" && *step == "line_items" {
        let session = tx.get(Kind::CheckoutSession, text(at, "id"));
        at["line_items"] =
            session.and_then(|entry| entry.private.get("line_items").cloned()).unwrap_or_default();
    }
    if text(at, "object") == "invoice" && *step == "payments" {
        at["payments"] = invoice_payment::of(tx, text(at, "id"));
    }
    // Stripe shows it only once a refund has failed.
    if text(at, "object") == "refund" && *step == "failure_balance_transaction" && at.get(*step).is_none() {
        return Ok(());
    }
    let field = at.get_mut(*step).ok_or_else(|| cannot(path))?;
    if let Value::String(id) = field {
        match named(tx, id) {
            Some(entry) => *field = entry.object,
            // Top-ups and fees have no object here.
            None if *step == "source" => return Ok(()),
            None => return Err(cannot(path)),
        }
    }
    match field {
        Value::Null => Ok(()),
        Value::Object(_) => walk(tx, field, rest, path),
        _ => Err(cannot(path)),
    }
}

fn cannot(path: &str) -> Failure {
    Failure::invalid(format!("This property cannot be expanded ({path}).")).param("expand")
}

/// The object that an id names, told by its prefix.
fn named(tx: &Tx<'_>, id: &str) -> Option<Entry> {
    let (prefix, _) = id.split_once('_')?;
    let kind = match prefix {
        "acct" => Kind::Account,
        "ch" | "py" => Kind::Charge,
        "cs" => Kind::CheckoutSession,
        "cus" => Kind::Customer,
        "du" => Kind::Dispute,
        "in" => Kind::Invoice,
        "pi" => Kind::PaymentIntent,
        "pm" => Kind::PaymentMethod,
        "po" => Kind::Payout,
        "price" => Kind::Price,
        "prod" => Kind::Product,
        "re" => Kind::Refund,
        "seti" => Kind::SetupIntent,
        "sub" => Kind::Subscription,
        "tr" => Kind::Transfer,
        "trr" => Kind::TransferReversal,
        "txn" => Kind::BalanceTransaction,
        _ => return None,
    };
    tx.get(kind, id)
}
