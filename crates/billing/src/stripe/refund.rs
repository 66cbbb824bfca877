//! Which of our returns a refund is: what we had Stripe note on it.

use domain::ids::{TenantId, WalletReturnId};
use serde::Deserialize;

/// The metadata of a refund.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct RefundNote {
    tenant: Option<String>,
    #[serde(rename = "return")]
    wallet_return: Option<String>,
}

impl RefundNote {
    /// Whose it says it is.
    pub(crate) fn tenant(&self) -> Option<TenantId> {
        self.tenant.as_ref()?.parse().ok()
    }

    /// The return it was made for; none for one that was made by hand.
    pub(crate) fn wallet_return(&self) -> Option<WalletReturnId> {
        self.wallet_return.as_ref()?.parse().ok()
    }
}
