//! A movement of the platform's balance, as Stripe writes it.

use serde::Deserialize;

/// What a payment came to.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct BalanceTransaction {
    /// In lower case.
    pub currency: String,
    /// What was paid, in minor units.
    pub amount: i64,
    /// What Stripe keeps of it.
    pub fee: i64,
    /// What reaches the balance.
    pub net: i64,
    /// `pending`, `available`.
    pub status: String,
}

impl BalanceTransaction {
    /// Whether it has reached the balance.
    pub fn is_available(&self) -> bool {
        self.status == "available"
    }

    /// Whether what is kept and what is left are parts of what was paid.
    pub fn adds_up(&self) -> bool {
        self.net >= 0 && self.fee >= 0 && self.net.checked_add(self.fee) == Some(self.amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_and_are_not_negative() {
        for (amount, fee, net, adds_up) in [
            (100, 3, 97, true),
            (100, 3, 98, false),
            (100, -1, 101, false),
            (100, 101, -1, false),
            (1, i64::MAX, 1, false),
        ] {
            let (currency, status) = ("gbp".to_owned(), "available".to_owned());
            assert_eq!(
                BalanceTransaction { currency, amount, fee, net, status }.adds_up(),
                adds_up,
                "{amount} {fee} {net}"
            );
        }
    }
}
