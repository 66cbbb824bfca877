//! Amounts of money in minor units, with named rounding. No floats. Source: DESIGN §4.

use std::fmt;
use std::str::FromStr;

/// The largest amount taken from outside: ten billion units of a two-digit currency.
pub const AMOUNT_MINOR_MAX: i64 = 1_000_000_000_000;
/// One hundred per cent in basis points.
pub const BPS_WHOLE: i64 = 10_000;

/// What can go wrong with money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a currency Tributary knows.
    #[error("unknown currency")]
    UnknownCurrency,
    /// Two currencies met in one sum.
    #[error("currencies differ")]
    CurrencyMismatch,
    /// The amount does not fit.
    #[error("amount out of range")]
    OutOfRange,
    /// The text is not an amount, or has more decimals than the currency.
    #[error("not an amount of this currency")]
    NotAnAmount,
}

/// An ISO 4217 currency Tributary can pay in, with its exponent (0 or 2).
///
/// Only those whose every minor unit Stripe can move. Left out are the currencies of three decimals (BHD, JOD, KWD, OMR, TND),
/// of which Stripe takes amounts that end in 0 alone, and UGX and ISK, which it counts in hundredths that nobody can pay:
/// there a share would be owed that cannot be sent. A database that holds rows in one of these from before is read all the
/// same: no door takes it. Source: ADR 23, <https://docs.stripe.com/currencies>.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct Currency([u8; 3]);

const ZERO_DECIMAL: &[&str] = &[
    "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF",
];
const TWO_DECIMAL: &[&str] = &[
    "AED", "AUD", "BGN", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR",
    "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "USD", "ZAR",
];
/// Taken before ADR 23 and no more: rows in them stand, and are counted as they were then.
const RETIRED_ZERO_DECIMAL: &[&str] = &["UGX"];
const RETIRED_THREE_DECIMAL: &[&str] = &["BHD", "JOD", "KWD", "OMR", "TND"];

impl Currency {
    /// Pound sterling.
    pub const GBP: Currency = Currency(*b"GBP");
    /// US dollar.
    pub const USD: Currency = Currency(*b"USD");
    /// Euro.
    pub const EUR: Currency = Currency(*b"EUR");
    /// Yen.
    pub const JPY: Currency = Currency(*b"JPY");

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Digits after the decimal point: 0 or 2; 3 of some that are no longer taken.
    pub fn exponent(self) -> u32 {
        let code = self.as_str();
        if ZERO_DECIMAL.contains(&code) || RETIRED_ZERO_DECIMAL.contains(&code) {
            0
        } else if RETIRED_THREE_DECIMAL.contains(&code) {
            3
        } else {
            2
        }
    }

    /// The currency of a row, which may be one that no door takes any more: a query over all tenants must not fail for one
    /// row of one of them.
    fn stored(text: &str) -> Result<Currency, MoneyError> {
        let retired = [RETIRED_ZERO_DECIMAL, RETIRED_THREE_DECIMAL].iter().any(|set| set.contains(&text));
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(letters) if retired => Ok(Currency(letters)),
            _ => text.parse(),
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let known = [ZERO_DECIMAL, TWO_DECIMAL].iter().any(|set| set.contains(&text));
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(letters) if known => Ok(Currency(letters)),
            _ => Err(MoneyError::UnknownCurrency),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl diesel::serialize::ToSql<diesel::sql_types::Text, diesel::pg::Pg> for Currency {
    fn to_sql<'b>(
        &'b self,
        out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>,
    ) -> diesel::serialize::Result {
        std::io::Write::write_all(out, &self.0)?;
        Ok(diesel::serialize::IsNull::No)
    }
}

impl diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::pg::Pg> for Currency {
    fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
        Ok(Currency::stored(std::str::from_utf8(value.as_bytes())?)?)
    }
}

/// How a fraction becomes a whole number of minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, ties to even: for rates.
    HalfEven,
    /// Towards zero: for targets that must never overshoot.
    Down,
}

/// Money: minor units of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    /// Minor units (pence, cents, yen).
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Amount {
    /// `minor` units of `currency`.
    pub const fn new(minor: i64, currency: Currency) -> Amount {
        Amount { minor, currency }
    }

    /// Nothing, in `currency`.
    pub const fn zero(currency: Currency) -> Amount {
        Amount { minor: 0, currency }
    }

    /// The sum. Errors: [`MoneyError::CurrencyMismatch`], [`MoneyError::OutOfRange`].
    pub fn plus(self, other: Amount) -> Result<Amount, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch);
        }
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::OutOfRange)?;
        Ok(Amount { minor, ..self })
    }

    /// The number alone, with the currency's own decimals: `12.34`, `-0.005`, `7`.
    pub fn decimal(self) -> String {
        let exponent = self.currency.exponent() as usize;
        let unit = 10u64.pow(self.currency.exponent());
        let magnitude = self.minor.unsigned_abs();
        let sign = if self.minor < 0 { "-" } else { "" };
        let whole = magnitude / unit;
        if exponent > 0 {
            format!("{sign}{whole}.{:0exponent$}", magnitude % unit)
        } else {
            format!("{sign}{whole}")
        }
    }

    /// `bps` basis points of this amount.
    pub fn rate(self, bps: i64, rounding: Rounding) -> Result<Amount, MoneyError> {
        let exact = i128::from(self.minor) * i128::from(bps);
        Ok(Amount { minor: divide(exact, i128::from(BPS_WHOLE), rounding)?, ..self })
    }

    /// Parses a decimal text of this currency, with `point` as its decimal mark (`"2,55"`, `','`).
    ///
    /// Errors: [`MoneyError::NotAnAmount`] for anything but an optional minus, digits, one point and at most
    /// the currency's decimals; [`MoneyError::OutOfRange`] beyond [`AMOUNT_MINOR_MAX`].
    pub fn parse_decimal(text: &str, point: char, currency: Currency) -> Result<Amount, MoneyError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once(point).unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let exponent = currency.exponent() as usize;
        if whole.is_empty() || whole.len() > 15 || !all_digits(whole) || !all_digits(fraction) {
            return Err(MoneyError::NotAnAmount);
        }
        // Trailing zeros say nothing: "2.500" is "2.50".
        let fraction = if fraction.len() > exponent { fraction.trim_end_matches('0') } else { fraction };
        if fraction.len() > exponent {
            return Err(MoneyError::NotAnAmount);
        }
        let scaled = format!("{whole}{fraction:0<exponent$}");
        let minor: i64 = scaled.parse().map_err(|_| MoneyError::OutOfRange)?;
        if minor > AMOUNT_MINOR_MAX {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Amount { minor: if negative { -minor } else { minor }, currency })
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency, self.decimal())
    }
}

/// `numerator / denominator`, rounded as named.
///
/// Errors: [`MoneyError::OutOfRange`] for a zero or negative denominator, or a result beyond 64 bits.
pub fn divide(numerator: i128, denominator: i128, rounding: Rounding) -> Result<i64, MoneyError> {
    if denominator <= 0 {
        return Err(MoneyError::OutOfRange);
    }
    let quotient = numerator.div_euclid(denominator);
    let remainder = numerator.rem_euclid(denominator);
    let rounded = match rounding {
        Rounding::Down if numerator < 0 && remainder > 0 => quotient + 1,
        Rounding::Down => quotient,
        Rounding::HalfEven => {
            let twice = remainder * 2;
            if twice > denominator || (twice == denominator && quotient % 2 != 0) {
                quotient + 1
            } else {
                quotient
            }
        }
    };
    i64::try_from(rounded).map_err(|_| MoneyError::OutOfRange)
}

/// Splits `total` in proportion to `shares` so that the parts always sum to `total`.
///
/// Largest remainder; ties go to the earlier share. Shares are not negative; all zero gives all zero
/// unless `total` is positive, which is an error.
/// Errors: [`MoneyError::OutOfRange`]. Source: DESIGN §4.
pub fn split(total: i64, shares: &[i128]) -> Result<Vec<i64>, MoneyError> {
    if total < 0 || shares.iter().any(|s| *s < 0) {
        return Err(MoneyError::OutOfRange);
    }
    let whole = shares.iter().try_fold(0i128, |sum, s| sum.checked_add(*s)).ok_or(MoneyError::OutOfRange)?;
    if whole == 0 {
        return if total == 0 { Ok(vec![0; shares.len()]) } else { Err(MoneyError::OutOfRange) };
    }
    let mut parts = Vec::with_capacity(shares.len());
    let mut remainders = Vec::with_capacity(shares.len());
    let mut given = 0i64;
    for (index, share) in shares.iter().enumerate() {
        let exact = i128::from(total).checked_mul(*share).ok_or(MoneyError::OutOfRange)?;
        let part = i64::try_from(exact / whole).map_err(|_| MoneyError::OutOfRange)?;
        given += part;
        parts.push(part);
        remainders.push((exact % whole, index));
    }
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let left = usize::try_from(total - given).map_err(|_| MoneyError::OutOfRange)?;
    for (_, index) in remainders.into_iter().take(left) {
        parts[index] += 1;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_round_half_to_even() {
        let rate =
            |minor, bps| Amount::new(minor, Currency::GBP).rate(bps, Rounding::HalfEven).map(|a| a.minor);
        assert_eq!(rate(250, 100), Ok(2));
        assert_eq!(rate(350, 100), Ok(4));
        assert_eq!(rate(-250, 100), Ok(-2));
        assert_eq!(divide(-7, 2, Rounding::Down), Ok(-3));
    }

    #[test]
    fn decimal_texts_are_exact() {
        let parse = |text, point, currency| Amount::parse_decimal(text, point, currency).map(|a| a.minor);
        assert_eq!(parse("2,55", ',', Currency::GBP), Ok(255));
        assert_eq!(parse("27,5", ',', Currency::GBP), Ok(2750));
        assert_eq!(parse("-1", '.', Currency::JPY), Ok(-1));
        assert_eq!(parse("2.500", '.', Currency::GBP), Ok(250));
        assert_eq!(parse("2.555", '.', Currency::GBP), Err(MoneyError::NotAnAmount));
        for bad in ["", "-", "1e3", " 1", "+1", "1.2.3", "٣", "9999999999999999"] {
            assert!(parse(bad, '.', Currency::GBP).is_err(), "{bad}");
        }
        assert_eq!(Amount::new(-5, Currency::GBP).to_string(), "GBP -0.05");
        let decimal = |minor, currency| Amount::new(minor, currency).decimal();
        assert_eq!(decimal(1_234, Currency::GBP), "12.34");
        assert_eq!(decimal(7, Currency::JPY), "7");
    }

    #[test]
    fn a_currency_that_stripe_does_not_move_by_its_minor_unit_is_none_of_ours() {
        for code in ["BHD", "JOD", "KWD", "OMR", "TND", "UGX", "ISK", "gbp", "GBPP", ""] {
            assert_eq!(code.parse::<Currency>(), Err(MoneyError::UnknownCurrency), "{code}");
        }
        for code in ZERO_DECIMAL.iter().chain(TWO_DECIMAL) {
            assert_eq!(code.parse::<Currency>().unwrap().as_str(), *code);
        }
    }

    #[test]
    fn a_row_in_a_currency_no_longer_taken_is_still_read() {
        let read = |code: &str| Currency::stored(code).ok();
        let retired = RETIRED_ZERO_DECIMAL.iter().chain(RETIRED_THREE_DECIMAL);
        for code in retired.chain(ZERO_DECIMAL).chain(TWO_DECIMAL) {
            assert_eq!(read(code).map(|currency| currency.to_string()).as_deref(), Some(*code));
        }
        for code in ["XXX", "kwd", "KWDD", ""] {
            assert_eq!(read(code), None, "{code}");
        }
        let decimal = |code| Amount::new(-5, read(code).unwrap()).decimal();
        assert_eq!([decimal("KWD"), decimal("UGX"), decimal("GBP")], ["-0.005", "-5", "-0.05"]);
    }
}
