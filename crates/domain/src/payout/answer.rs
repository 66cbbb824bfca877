//! What an answer to a transfer call means. Source: DESIGN §4, <https://docs.stripe.com/error-codes>.

crate::text_enum! {
    /// Why a payout can't be sent now.
    pub enum BlockReason {
        /// The affiliate has not finished onboarding.
        Onboarding = "ONBOARDING",
        /// The connected account may not receive transfers.
        Capability = "CAPABILITY",
        /// Our own balance at Stripe is too small.
        PlatformBalance = "PLATFORM_BALANCE",
        /// Refused after a sending that went unanswered: Stripe is asked first what became of that one.
        Unanswered = "UNANSWERED",
    }
}

/// What an answer of Stripe means for a payout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The transfer exists.
    Confirmed,
    /// Refused definitively, with Stripe's code: the reserve is reversed.
    Refused(String),
    /// Not now: the reserve stays, a later attempt has a new key.
    Blocked(BlockReason),
    /// Nothing is known: the reserve stays, the same call is sent again with the same key.
    Retry,
    /// The call itself is wrong: the reserve stays and a person looks.
    OurBug,
    /// Our credentials are refused: the run pauses.
    PauseRun,
}

/// The closed list of codes that refuse a transfer definitively, with status 400, 402, 403 or 404.
pub const REFUSAL_CODES: &[&str] = &[
    "account_closed",
    "account_invalid",
    "amount_too_large",
    "amount_too_small",
    "country_unsupported",
    "resource_missing",
    "transfers_not_allowed",
];

/// What Stripe's answer to a transfer call means. `error_code` and `error_type` are of the parsed body, both
/// absent when it can't be parsed; a 2xx whose body is no transfer is to be passed as status 0, as is no answer.
pub fn classify(status: u16, error_code: Option<&str>, error_type: Option<&str>) -> Answer {
    match status {
        200..=299 => Answer::Confirmed,
        401 => Answer::PauseRun,
        400 | 402 | 403 | 404 => refusal(error_code, error_type),
        _ => Answer::Retry,
    }
}

fn refusal(error_code: Option<&str>, error_type: Option<&str>) -> Answer {
    match (error_code, error_type) {
        (_, Some("idempotency_error")) => Answer::OurBug,
        (Some("idempotency_key_in_use" | "lock_timeout" | "rate_limit"), _) | (None, None) => Answer::Retry,
        (Some("balance_insufficient"), _) => Answer::Blocked(BlockReason::PlatformBalance),
        (Some("insufficient_capabilities_for_transfer"), _) => Answer::Blocked(BlockReason::Capability),
        (Some(code), _) if REFUSAL_CODES.contains(&code) => Answer::Refused(code.to_owned()),
        // A refusal we do not know: neither sent again nor booked as one.
        _ => Answer::OurBug,
    }
}
