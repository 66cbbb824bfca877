//! From which yearly total a payer has to tell a tax office of it. A table with dates, for information: whether a form is
//! due also hangs on what this table cannot know, such as where the payer is and who sends the form.
//!
//! Totals are compared in the threshold's own currency only: Tributary converts no currencies.

use crate::money::Currency;

crate::text_enum! {
    /// A form or report.
    pub enum TaxForm {
        /// US, form 1099-NEC: what a business pays to people who are not employed by it.
        UsNec = "US_NEC",
        /// US, form 1099-K: what a third party settles for somebody.
        UsK = "US_K",
        /// EU: what sellers get through a platform. The threshold is that of sellers of goods; services have none.
        EuDac7 = "EU_DAC7",
        /// UK: the same rules of the OECD.
        UkPlatforms = "UK_PLATFORMS",
    }
}

/// How a total or count is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    /// This much is reached.
    AtLeast(i64),
    /// This much is passed.
    MoreThan(i64),
}

impl Test {
    const fn holds(self, value: i64) -> bool {
        match self {
            Test::AtLeast(limit) => value >= limit,
            Test::MoreThan(limit) => value > limit,
        }
    }

    const fn limit(self) -> i64 {
        match self {
            Test::AtLeast(limit) | Test::MoreThan(limit) => limit,
        }
    }
}

/// How many transfers count, beside the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    /// The amount alone decides.
    None,
    /// Both are needed.
    And(Test),
    /// Either is enough.
    Or(Test),
}

/// One line of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The form.
    pub form: TaxForm,
    /// Countries of the payee it is for.
    payees: &'static [&'static str],
    /// First calendar year of the payments.
    from_year: i32,
    /// Last calendar year; none when it stands.
    until_year: Option<i32>,
    /// What [`Threshold::minor`] is in.
    pub currency: Currency,
    amount: Test,
    count: Count,
    /// From which year the amount follows prices. What it is then is published each year and not in this table, so it
    /// may be higher than said.
    indexed_from: Option<i32>,
}

/// Whole dollars or euros in minor units.
const fn cents(whole: i64) -> i64 {
    whole * 100
}

const EU: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// The table.
pub const THRESHOLDS: &[Threshold] = &[
    // 26 U.S.C. §6041(a) and §6041A(a) as they stood: "$600 or more" in a calendar year.
    Threshold {
        form: TaxForm::UsNec,
        payees: &["US"],
        from_year: 1954,
        until_year: Some(2025),
        currency: Currency::USD,
        amount: Test::AtLeast(cents(600)),
        count: Count::None,
        indexed_from: None,
    },
    // Public Law 119-21 §70433: $2,000 for payments made after 31 December 2025; 26 U.S.C. §6041(h): indexed to prices
    // from 2027, in steps of $100.
    Threshold {
        form: TaxForm::UsNec,
        payees: &["US"],
        from_year: 2026,
        until_year: None,
        currency: Currency::USD,
        amount: Test::AtLeast(cents(2_000)),
        count: Count::None,
        indexed_from: Some(2027),
    },
    // 26 U.S.C. §6050W(e), restored by Public Law 119-21 §70432: more than $20,000 and more than 200 transactions. The
    // lower transitional amounts of the years before 2025 are left out.
    Threshold {
        form: TaxForm::UsK,
        payees: &["US"],
        from_year: 2025,
        until_year: None,
        currency: Currency::USD,
        amount: Test::MoreThan(cents(20_000)),
        count: Count::And(Test::MoreThan(200)),
        indexed_from: None,
    },
    // Directive (EU) 2021/514 (DAC7), annex V, section I: a seller of goods is excluded with fewer than 30 activities and
    // no more than EUR 2,000. First year: 2023.
    Threshold {
        form: TaxForm::EuDac7,
        payees: EU,
        from_year: 2023,
        until_year: None,
        currency: Currency::EUR,
        amount: Test::MoreThan(cents(2_000)),
        count: Count::Or(Test::AtLeast(30)),
        indexed_from: None,
    },
    // HMRC, International Exchange of Information Manual, IEIM901630: the same two tests, the amount in euros. First
    // year: 2024.
    Threshold {
        form: TaxForm::UkPlatforms,
        payees: &["GB"],
        from_year: 2024,
        until_year: None,
        currency: Currency::EUR,
        amount: Test::MoreThan(cents(2_000)),
        count: Count::Or(Test::AtLeast(30)),
        indexed_from: None,
    },
];

impl Threshold {
    /// The amount, in minor units of [`Threshold::currency`].
    pub const fn minor(&self) -> i64 {
        self.amount.limit()
    }

    /// The number of transfers that counts beside it.
    pub const fn transfers(&self) -> Option<i64> {
        match self.count {
            Count::None => None,
            Count::And(test) | Count::Or(test) => Some(test.limit()),
        }
    }

    /// Whether the published amount of a year may be higher than [`Threshold::minor`].
    pub fn may_be_higher(&self, year: i32) -> bool {
        self.indexed_from.is_some_and(|from| year >= from)
    }

    /// Whether a year's total and number of transfers reach it; none where the currencies differ and the number alone
    /// does not decide.
    pub fn reached(&self, minor: i64, currency: Currency, transfers: i64) -> Option<bool> {
        let amount = (currency == self.currency).then(|| self.amount.holds(minor));
        match self.count {
            Count::None => amount,
            Count::And(test) if !test.holds(transfers) => Some(false),
            Count::And(_) => amount,
            Count::Or(test) if test.holds(transfers) => Some(true),
            Count::Or(_) => amount,
        }
    }
}

/// The thresholds for a payee of this country (two letters) in a calendar year.
pub fn thresholds(country: &str, year: i32) -> impl Iterator<Item = &'static Threshold> {
    THRESHOLDS.iter().filter(move |t| {
        t.payees.contains(&country) && t.from_year <= year && t.until_year.is_none_or(|until| year <= until)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The forms of a year whose thresholds are reached, as `FORM` or, where it cannot be told, `FORM?`.
    fn reached(country: &str, year: i32, minor: i64, currency: Currency, transfers: i64) -> Vec<String> {
        thresholds(country, year)
            .filter_map(|t| match t.reached(minor, currency, transfers) {
                Some(true) => Some(t.form.to_string()),
                Some(false) => None,
                None => Some(format!("{}?", t.form)),
            })
            .collect()
    }

    #[test]
    fn six_hundred_dollars_until_2025_and_two_thousand_after() {
        let nec = |year, minor| reached("US", year, minor, Currency::USD, 1);
        assert!(nec(2025, cents(600) - 1).is_empty());
        assert_eq!(nec(2025, cents(600)), ["US_NEC"]);
        assert!(nec(2026, cents(2_000) - 1).is_empty());
        assert_eq!(nec(2026, cents(2_000)), ["US_NEC"]);
        let of = |year| thresholds("US", year).find(|t| t.form == TaxForm::UsNec).unwrap();
        assert!(!of(2026).may_be_higher(2026));
        assert!(of(2027).may_be_higher(2027));
    }

    #[test]
    fn the_1099_k_needs_the_amount_and_the_number() {
        let k = |minor, transfers| {
            reached("US", 2026, minor, Currency::USD, transfers).contains(&"US_K".to_owned())
        };
        assert!(!k(cents(20_000), 201));
        assert!(!k(cents(20_000) + 1, 200));
        assert!(k(cents(20_000) + 1, 201));
    }

    #[test]
    fn platforms_report_by_amount_or_number() {
        assert!(reached("DE", 2026, cents(2_000), Currency::EUR, 29).is_empty());
        assert_eq!(reached("DE", 2026, cents(2_000) + 1, Currency::EUR, 1), ["EU_DAC7"]);
        assert_eq!(reached("DE", 2026, 1, Currency::EUR, 30), ["EU_DAC7"]);
        assert!(reached("DE", 2022, cents(9_999), Currency::EUR, 99).is_empty());
        // Pounds are not compared with euros; the number alone may decide.
        assert_eq!(reached("GB", 2026, cents(5_000), Currency::GBP, 3), ["UK_PLATFORMS?"]);
        assert_eq!(reached("GB", 2026, 1, Currency::GBP, 30), ["UK_PLATFORMS"]);
        assert!(reached("GB", 2023, cents(5_000), Currency::EUR, 99).is_empty());
    }

    #[test]
    fn other_countries_and_currencies_are_not_guessed_at() {
        assert!(reached("JP", 2026, i64::MAX, Currency::USD, 999).is_empty());
        assert_eq!(reached("US", 2026, cents(2_000), Currency::GBP, 1), ["US_NEC?"]);
    }

    #[test]
    fn one_form_has_one_threshold_a_year() {
        for year in 1990..2100 {
            for country in ["US", "GB", "DE"] {
                let mut forms: Vec<_> = thresholds(country, year).map(|t| t.form).collect();
                let all = forms.len();
                forms.sort();
                forms.dedup();
                assert_eq!(forms.len(), all, "{country} {year}");
            }
        }
    }
}
