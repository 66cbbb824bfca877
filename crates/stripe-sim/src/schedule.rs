//! What happens by itself when its time comes.

use crate::state::Tx;
use crate::{balance_transaction, checkout, payment_intent};

/// Clears bank debits, expires checkout sessions and settles money, as far as they are due.
pub(crate) fn run(tx: &mut Tx<'_>) {
    for id in tx.before().due_debits(tx.now_ms) {
        if let Err(error) = payment_intent::clear(tx, &id, None) {
            tracing::error!(%error, id, "a bank debit cannot be cleared");
        }
    }
    checkout::expire_due(tx);
    balance_transaction::settle(tx);
}
