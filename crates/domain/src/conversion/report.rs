//! A conversion as reported, and the same once it is known to be sound.

use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};

use super::{
    CLICK_ID_CHARS_MAX, CLICK_IDS_MAX, CLOCK_AHEAD_MINUTES_MAX, COUNTRY_CHARS_MAX, ConversionError,
    ConversionKind, EXTERNAL_ID_CHARS_MAX, LINES_MAX, TITLE_CHARS_MAX, WHOLE_SKU,
};
use crate::fraud::BuyerEmail;
use crate::money::{AMOUNT_MINOR_MAX, Currency};

/// Most units on one line.
const QUANTITY_MAX: i64 = 1_000_000_000;

/// One reported line item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// Stock code, 1–200 characters.
    pub sku: String,
    /// What it is called, at most 500 characters.
    pub title: Option<String>,
    /// Units, above zero.
    pub quantity: i64,
    /// Total of the line in minor units, zero or more.
    pub amount: i64,
    /// Whether it can earn commission.
    pub commissionable: bool,
}

/// A conversion as a brand reports it, unchecked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConversion {
    /// Lead or sale.
    pub kind: ConversionKind,
    /// The brand's own id of it; unique with the kind in the tenant.
    pub external_id: String,
    /// Currency of every amount in it.
    pub currency: Currency,
    /// Line items; may be empty when `amount` is given.
    pub lines: Vec<NewLine>,
    /// Total in minor units. Without lines it becomes one line `*`; with lines it must be their sum.
    pub amount: Option<i64>,
    /// The buyer as the brand knows them.
    pub customer: Option<String>,
    /// The buyer's e-mail. It is compared by a keyed hash and kept by nobody.
    pub customer_email: Option<String>,
    /// The buyer's country, in the brand's words.
    pub country: Option<String>,
    /// The coupon code used.
    pub code: Option<String>,
    /// The brand's own id of the subscription it is a sale of; later ones inherit the decision about the first.
    pub subscription: Option<String>,
    /// Signed click ids, at most 10. Their signatures are not checked here.
    pub click_ids: Vec<String>,
    /// When it happened; `None` is now.
    pub occurred_at: Option<DateTime<Utc>>,
}

/// A line item that passed; positions count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidLine {
    /// From 1, in the order reported.
    pub position: i32,
    /// Stock code.
    pub sku: String,
    /// What it is called.
    pub title: Option<String>,
    /// Units.
    pub quantity: i64,
    /// Total in minor units.
    pub amount: i64,
    /// Whether it can earn commission.
    pub commissionable: bool,
}

/// A conversion that may be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidConversion {
    /// Lead or sale.
    pub kind: ConversionKind,
    /// The brand's own id.
    pub external_id: String,
    /// Currency of every amount in it.
    pub currency: Currency,
    /// Line items: at least one for a sale, none for a lead of no value.
    pub lines: Vec<ValidLine>,
    /// The buyer as the brand knows them.
    pub customer: Option<String>,
    /// The buyer's e-mail, to be hashed and forgotten.
    pub customer_email: Option<BuyerEmail>,
    /// The buyer's country.
    pub country: Option<String>,
    /// The coupon code, normalised.
    pub code: Option<String>,
    /// The subscription it is a sale of.
    pub subscription: Option<String>,
    /// Click ids, as given.
    pub click_ids: Vec<String>,
    /// When it happened, never after the `now` it was checked at.
    pub occurred_at: DateTime<Utc>,
    /// The time as reported, before clamping: what a repeat is compared with.
    reported_at: Option<DateTime<Utc>>,
}

impl NewConversion {
    /// Checks everything the brand can get wrong. A clock up to five minutes ahead is clamped to `now`.
    ///
    /// Errors: any [`ConversionError`] but `WrongState`; the first one found.
    pub fn validate(self, now: DateTime<Utc>) -> Result<ValidConversion, ConversionError> {
        text("externalId", &self.external_id, EXTERNAL_ID_CHARS_MAX)?;
        optional("customer", self.customer.as_deref(), EXTERNAL_ID_CHARS_MAX)?;
        optional("subscription", self.subscription.as_deref(), EXTERNAL_ID_CHARS_MAX)?;
        if self.kind == ConversionKind::Lead && self.subscription.is_some() {
            return Err(ConversionError::LeadWithSubscription);
        }
        optional("country", self.country.as_deref(), COUNTRY_CHARS_MAX)?;
        let customer_email = match self.customer_email.as_deref() {
            Some(email) => Some(BuyerEmail::read(email).ok_or(ConversionError::Email)?),
            None => None,
        };
        let code = match self.code.as_deref() {
            Some(code) => Some(crate::code::normalise(code)?),
            None => None,
        };
        if self.click_ids.len() > CLICK_IDS_MAX {
            return Err(ConversionError::TooManyClickIds);
        }
        for click in &self.click_ids {
            text("clickId", click, CLICK_ID_CHARS_MAX)?;
        }
        let occurred_at = match self.occurred_at {
            Some(at) if at > now + Duration::minutes(CLOCK_AHEAD_MINUTES_MAX) => {
                return Err(ConversionError::InFuture);
            }
            Some(at) if !crate::calendar::is_kept(at) => return Err(ConversionError::Time),
            Some(at) => at.min(now),
            None => now,
        };
        let lines = lines(self.kind, self.lines, self.amount)?;
        Ok(ValidConversion {
            kind: self.kind,
            external_id: self.external_id,
            currency: self.currency,
            lines,
            customer: self.customer,
            customer_email,
            country: self.country,
            code,
            subscription: self.subscription,
            click_ids: self.click_ids,
            occurred_at,
            reported_at: self.occurred_at,
        })
    }
}

impl ValidConversion {
    /// The total, in minor units.
    pub fn amount(&self) -> i64 {
        self.lines.iter().map(|line| line.amount).sum()
    }

    /// The part that can earn commission, in minor units.
    pub fn commissionable(&self) -> i64 {
        self.lines.iter().filter(|line| line.commissionable).map(|line| line.amount).sum()
    }

    /// SHA-256 of what a repeat must agree on: kind, external id, currency, lines, customer, country, code
    /// and the time as reported. Not the door, nor click ids, nor titles, which no money depends on; nor the buyer's
    /// e-mail, which an unkeyed hash would give to whoever guesses, and which a brand may begin to tell any day.
    pub fn contents_hash(&self) -> [u8; 32] {
        let mut canon = Canon(Sha256::new());
        canon.text(self.kind.as_str());
        canon.text(&self.external_id);
        canon.text(self.currency.as_str());
        canon.number(i64::try_from(self.lines.len()).unwrap_or(i64::MAX));
        for line in &self.lines {
            canon.text(&line.sku);
            canon.number(line.quantity);
            canon.number(line.amount);
            canon.number(i64::from(line.commissionable));
        }
        for field in [&self.customer, &self.country, &self.code] {
            canon.optional(field.as_deref());
        }
        // Only where there is one: what was reported before there were any hashes as it did.
        if let Some(subscription) = &self.subscription {
            canon.text("subscription");
            canon.text(subscription);
        }
        let micros = self.reported_at.map(|at| at.timestamp_micros().to_string());
        canon.optional(micros.as_deref());
        canon.0.finalize().into()
    }
}

/// A form in which no two different contents are written alike: every text is preceded by its length.
struct Canon(Sha256);

impl Canon {
    fn number(&mut self, value: i64) {
        self.0.update(value.to_be_bytes());
    }

    fn text(&mut self, value: &str) {
        self.0.update((value.len() as u64).to_be_bytes());
        self.0.update(value.as_bytes());
    }

    /// An absent text is an empty one, which no valid field is.
    fn optional(&mut self, value: Option<&str>) {
        self.text(value.unwrap_or_default());
    }
}

fn lines(
    kind: ConversionKind,
    given: Vec<NewLine>,
    amount: Option<i64>,
) -> Result<Vec<ValidLine>, ConversionError> {
    if given.len() > LINES_MAX {
        return Err(ConversionError::TooManyLines);
    }
    if kind == ConversionKind::Lead && !given.is_empty() {
        return Err(ConversionError::LeadWithLines);
    }
    let given = match (given.is_empty(), amount) {
        (false, _) => given,
        (true, None) if kind == ConversionKind::Sale => return Err(ConversionError::NoAmount),
        (true, None | Some(0)) if kind == ConversionKind::Lead => return Ok(Vec::new()),
        (true, amount) => vec![NewLine {
            sku: WHOLE_SKU.to_owned(),
            title: None,
            quantity: 1,
            amount: amount.unwrap_or_default(),
            commissionable: true,
        }],
    };
    let mut total = 0i64;
    let mut lines = Vec::with_capacity(given.len());
    for (position, line) in (1i32..).zip(given) {
        text("sku", &line.sku, EXTERNAL_ID_CHARS_MAX)?;
        optional("title", line.title.as_deref(), TITLE_CHARS_MAX)?;
        if !(1..=QUANTITY_MAX).contains(&line.quantity) {
            return Err(ConversionError::Quantity);
        }
        if !(0..=AMOUNT_MINOR_MAX).contains(&line.amount) {
            return Err(ConversionError::AmountRange);
        }
        total += line.amount;
        let NewLine { sku, title, quantity, amount, commissionable } = line;
        lines.push(ValidLine { position, sku, title, quantity, amount, commissionable });
    }
    if total > AMOUNT_MINOR_MAX {
        return Err(ConversionError::AmountRange);
    }
    if amount.is_some_and(|amount| amount != total) {
        return Err(ConversionError::AmountMismatch);
    }
    if kind == ConversionKind::Sale && total == 0 {
        return Err(ConversionError::ZeroSale);
    }
    Ok(lines)
}

fn text(field: &'static str, value: &str, chars_max: usize) -> Result<(), ConversionError> {
    if value.trim().is_empty() {
        return Err(ConversionError::Missing { field });
    }
    if value.chars().count() > chars_max {
        return Err(ConversionError::TooLong { field, chars_max });
    }
    if value.chars().any(char::is_control) {
        return Err(ConversionError::ControlCharacters { field });
    }
    Ok(())
}

fn optional(field: &'static str, value: Option<&str>, chars_max: usize) -> Result<(), ConversionError> {
    value.map_or(Ok(()), |value| text(field, value, chars_max))
}
