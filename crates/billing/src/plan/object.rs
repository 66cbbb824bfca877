//! Stripe's objects, in what decides something.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::stripe::StripeError;
use crate::stripe::list::{Listed, Page};

/// Only an id.
#[derive(Deserialize)]
pub(super) struct Named {
    pub id: String,
}

#[derive(Deserialize)]
pub(super) struct Subscription {
    pub status: String,
    pub currency: String,
    pub cancel_at_period_end: bool,
    #[serde(default)]
    pub metadata: HashMap<String, String>,
    pub items: Page<Item>,
}

#[derive(Deserialize)]
pub(super) struct Item {
    pub id: String,
    pub current_period_start: i64,
    pub current_period_end: i64,
    pub price: Price,
}

#[derive(Deserialize)]
pub(super) struct Price {
    #[serde(default)]
    pub metadata: HashMap<String, String>,
}

#[derive(Deserialize)]
pub(super) struct Invoice {
    pub id: String,
    pub number: Option<String>,
    pub currency: String,
    pub amount_due: i64,
    pub amount_paid: i64,
    pub status: Option<String>,
    pub created: i64,
    pub period_start: i64,
    pub period_end: i64,
    #[serde(default)]
    pub attempt_count: i64,
    pub hosted_invoice_url: Option<String>,
    pub lines: Option<Page<Line>>,
}

impl Listed for Invoice {
    fn id(&self) -> &str {
        &self.id
    }
}

#[derive(Deserialize)]
pub(super) struct Line {
    pub period: Period,
    pub parent: Option<Parent>,
}

#[derive(Deserialize)]
pub(super) struct Parent {
    #[serde(rename = "type")]
    pub kind: String,
}

#[derive(Clone, Copy, Deserialize)]
pub(super) struct Period {
    pub start: i64,
    pub end: i64,
}

impl Invoice {
    /// The period that is paid for with it. What Stripe calls an invoice's period is the one before.
    pub(super) fn period(&self) -> Period {
        let lines = self.lines.iter().flat_map(|lines| &lines.data);
        let sold = |line: &&Line| {
            line.parent.as_ref().is_some_and(|parent| parent.kind == "subscription_item_details")
        };
        let own = Period { start: self.period_start, end: self.period_end };
        lines.filter(sold).map(|line| line.period).max_by_key(|period| period.end).unwrap_or(own)
    }
}

/// A moment of Stripe's, in Unix seconds.
pub(super) fn moment(seconds: i64) -> Result<DateTime<Utc>, StripeError> {
    DateTime::from_timestamp(seconds, 0).ok_or(StripeError::Unreadable)
}

/// A currency of Stripe's, in small letters.
pub(super) fn currency(text: &str) -> Result<domain::money::Currency, StripeError> {
    text.to_ascii_uppercase().parse().map_err(|_| StripeError::Unreadable)
}
