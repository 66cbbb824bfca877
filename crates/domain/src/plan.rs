//! What a tenant pays us: plans, the state of its subscription, and what it uses beyond its plan. Source: DESIGN §4.

mod subscription;
mod usage;

pub use subscription::{
    GRACE_DAYS, REMINDER_DAYS, Said, Standing, StripeStatus, SubscriptionState, suspended_stops,
};
pub use usage::{METER_LEAD_HOURS, Window, closes_at, overage, window};

use crate::money::Currency;

crate::text_enum! {
    /// What a tenant has bought, the smallest first.
    pub enum Plan {
        /// Without a subscription.
        Free = "FREE",
        /// For one team.
        Growth = "GROWTH",
        /// For many.
        Scale = "SCALE",
    }
}

crate::text_enum! {
    /// Where a page on which a plan is bought stands.
    pub enum CheckoutState {
        /// To be paid.
        Open = "OPEN",
        /// Paid.
        Paid = "PAID",
        /// Too old, or another took its place.
        Expired = "EXPIRED",
    }
}

crate::text_enum! {
    /// Where an invoice of a subscription stands, in Stripe's words.
    pub enum InvoiceState {
        /// Not sent yet.
        Draft = "DRAFT",
        /// To be paid.
        Open = "OPEN",
        /// Paid.
        Paid = "PAID",
        /// Given up.
        Uncollectible = "UNCOLLECTIBLE",
        /// Withdrawn.
        Void = "VOID",
    }
}

impl InvoiceState {
    /// Reads Stripe's word; none for one that is new.
    pub fn read(word: &str) -> Option<InvoiceState> {
        InvoiceState::ALL.iter().copied().find(|state| state.as_str().eq_ignore_ascii_case(word))
    }
}

crate::text_enum! {
    /// How far the usage of a period is charged.
    pub enum UsageState {
        /// The period goes on.
        Open = "OPEN",
        /// Counted; to be put on an invoice.
        Due = "DUE",
        /// On an invoice.
        Invoiced = "INVOICED",
        /// Counted; nothing to charge.
        Free = "FREE",
    }
}

/// What a plan costs in one currency, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// The currency.
    pub currency: Currency,
    /// A month.
    pub month: i64,
    /// Each started thousand of events beyond what is included.
    pub thousand_events: i64,
}

/// What a plan gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Tributary's part of what is paid out, in basis points on top of it.
    pub platform_fee_bps: i32,
    /// Events of a period that cost nothing more.
    pub included_events: i64,
    /// How many members a tenant may have.
    pub seats: i64,
    /// By currency; empty for what is free.
    pub prices: &'static [Price],
}

const fn price(currency: Currency, month: i64, thousand_events: i64) -> Price {
    Price { currency, month, thousand_events }
}

const FREE: Terms = Terms { platform_fee_bps: 300, included_events: 10_000, seats: 3, prices: &[] };
const GROWTH: Terms = Terms {
    platform_fee_bps: 200,
    included_events: 250_000,
    seats: 10,
    prices: &[
        price(Currency::GBP, 4_900, 20),
        price(Currency::USD, 5_900, 25),
        price(Currency::EUR, 5_500, 25),
    ],
};
const SCALE: Terms = Terms {
    platform_fee_bps: 100,
    included_events: 2_500_000,
    seats: 50,
    prices: &[
        price(Currency::GBP, 29_900, 10),
        price(Currency::USD, 34_900, 12),
        price(Currency::EUR, 32_900, 12),
    ],
};

impl Plan {
    /// What it gives.
    pub const fn terms(self) -> &'static Terms {
        match self {
            Plan::Free => &FREE,
            Plan::Growth => &GROWTH,
            Plan::Scale => &SCALE,
        }
    }

    /// What it costs in a currency; none for what is free or not sold in it.
    pub fn price(self, currency: Currency) -> Option<Price> {
        self.terms().prices.iter().copied().find(|price| price.currency == currency)
    }
}

/// Why a plan is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// FREE is what a tenant has without a subscription.
    #[error("FREE is not bought; cancel the subscription to come back to it")]
    NotSold,
    /// Not sold in this currency.
    #[error("plans are sold in GBP, USD and EUR")]
    Currency,
    /// There is a subscription; it is changed, not bought again.
    #[error("there is a subscription already; change it instead")]
    AlreadySubscribed,
    /// An invoice of one that has ended is not paid.
    #[error("an invoice is not paid; pay it first, on its page or in the billing portal")]
    InvoiceUnpaid,
    /// There is none to change or cancel.
    #[error("there is no subscription; start one first")]
    NotSubscribed,
    /// As many members as the plan has seats.
    #[error("every seat of the plan is taken")]
    NoSeat,
}

impl PlanError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            PlanError::NotSold => "PLAN_NOT_SOLD",
            PlanError::Currency => "CURRENCY_NOT_SOLD",
            PlanError::AlreadySubscribed => "ALREADY_SUBSCRIBED",
            PlanError::InvoiceUnpaid => "INVOICE_UNPAID",
            PlanError::NotSubscribed => "NOT_SUBSCRIBED",
            PlanError::NoSeat => "NO_SEAT_LEFT",
        }
    }
}

/// The price of a plan that can be bought. Errors: [`PlanError::NotSold`], [`PlanError::Currency`].
pub fn sold(plan: Plan, currency: Currency) -> Result<Price, PlanError> {
    if plan.terms().prices.is_empty() {
        return Err(PlanError::NotSold);
    }
    plan.price(currency).ok_or(PlanError::Currency)
}

/// Whether one more member fits. Errors: [`PlanError::NoSeat`].
pub fn seat(plan: Plan, members: i64) -> Result<(), PlanError> {
    if members < plan.terms().seats { Ok(()) } else { Err(PlanError::NoSeat) }
}

#[cfg(test)]
mod tests;
