//! Currencies and the fee of a payment, in integers only.

use crate::failure::Failure;

/// The currencies that Stripe knows.
const CURRENCIES: &str = "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl hrk htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw";
const NO_MINOR_UNITS: &str = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf";
const THREE_DIGITS: &str = "bhd jod kwd omr tnd";

/// 1.5 % of a payment, in tenths of a percent.
const FEE_PER_MILLE: i64 = 15;
/// And this many minor units.
const FEE_FIXED: i64 = 20;
/// 0.8 % of a bank debit, in tenths of a percent.
const DEBIT_FEE_PER_MILLE: i64 = 8;
/// And no more than this many minor units.
const DEBIT_FEE_MAX: i64 = 500;
/// The largest amount Stripe takes.
pub(crate) const AMOUNT_MAX: i64 = 999_999_999_999;

/// A currency's code in lower case.
pub(crate) fn currency(code: &str, param: &str) -> Result<String, Failure> {
    let lower = code.to_ascii_lowercase();
    if lower.len() == 3 && CURRENCIES.split(' ').any(|known| known == lower) {
        return Ok(lower);
    }
    let message = format!(
        "Invalid currency: {code}. Stripe currently supports these currencies: {}",
        CURRENCIES.replace(' ', ", ")
    );
    Err(Failure::invalid(message).param(param))
}

/// Whether Stripe takes an amount of this currency: in one of three digits the last is 0, and of one that is counted in
/// hundredths for old times' sake it is whole units. Source: <https://docs.stripe.com/currencies>, special cases.
pub(crate) fn exact(amount: i64, currency: &str, param: &str) -> Result<(), Failure> {
    let unit = match currency {
        code if THREE_DIGITS.contains(code) => 10,
        "isk" | "ugx" => 100,
        _ => 1,
    };
    divisible(amount, unit, currency, param)
}

/// Whether Stripe pays an amount of this currency out to a bank: whole units of some that it charges in hundredths.
pub(crate) fn exact_at_bank(amount: i64, currency: &str, param: &str) -> Result<(), Failure> {
    let unit = if ["huf", "twd"].contains(&currency) { 100 } else { 1 };
    divisible(amount, unit, currency, param).and_then(|()| exact(amount, currency, param))
}

fn divisible(amount: i64, unit: i64, currency: &str, param: &str) -> Result<(), Failure> {
    if amount % unit == 0 {
        return Ok(());
    }
    let code = currency.to_ascii_uppercase();
    let message =
        format!("Invalid amount: {amount}. An amount in {code} must be evenly divisible by {unit}.");
    Err(Failure::invalid(message).param(param))
}

/// What Stripe keeps of a payment: 1.5 % rounded half to even, and 20 minor units.
pub(crate) fn fee(amount: i64) -> i64 {
    half_even(i128::from(amount) * i128::from(FEE_PER_MILLE), 1000) + FEE_FIXED
}

/// What Stripe keeps of a bank debit: 0.8 % rounded half to even, 500 minor units at most.
pub(crate) fn debit_fee(amount: i64) -> i64 {
    half_even(i128::from(amount) * i128::from(DEBIT_FEE_PER_MILLE), 1000).min(DEBIT_FEE_MAX)
}

/// `numerator / divisor` for a numerator of zero or more, a half rounded to the even neighbour.
fn half_even(numerator: i128, divisor: i128) -> i64 {
    let (whole, rest) = (numerator / divisor, numerator % divisor);
    let up = rest * 2 > divisor || (rest * 2 == divisor && whole % 2 == 1);
    i64::try_from(whole + i128::from(up)).unwrap_or(i64::MAX)
}

/// An amount for people: `12.34 GBP`.
pub(crate) fn display(amount: i64, currency: &str) -> String {
    let code = currency.to_ascii_uppercase();
    let digits = if NO_MINOR_UNITS.contains(currency) {
        0
    } else if THREE_DIGITS.contains(currency) {
        3
    } else {
        2
    };
    if digits == 0 {
        return format!("{amount} {code}");
    }
    let unit = 10_u64.pow(digits);
    let (sign, size) = (if amount < 0 { "-" } else { "" }, amount.unsigned_abs());
    format!("{sign}{}.{:0width$} {code}", size / unit, size % unit, width = digits as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_round_half_to_even() {
        // 1.5 % of 100 is 1.5 and of 300 is 4.5: the even neighbours are 2 and 4.
        assert_eq!([fee(100), fee(300), fee(10_000), fee(50), fee(133)], [22, 24, 170, 21, 22]);
        assert_eq!(fee(AMOUNT_MAX), 15_000_000_020);
        // 0.8 % of 9 000 is 72 and of 187.5 is 1.5.
        assert_eq!([debit_fee(9_000), debit_fee(188), debit_fee(1_000_000)], [72, 2, 500]);
    }

    #[test]
    fn some_currencies_take_whole_units_alone() {
        let takes = |amount, currency| exact(amount, currency, "amount").is_ok();
        let pays = |amount, currency| exact_at_bank(amount, currency, "amount").is_ok();
        for (amount, currency, taken, paid) in [
            (5_124, "kwd", false, false),
            (5_120, "kwd", true, true),
            (550, "ugx", false, false),
            (500, "ugx", true, true),
            (1_001, "isk", false, false),
            (1_045, "huf", true, false),
            (1_000, "huf", true, true),
            (1_045, "twd", true, false),
            (7, "jpy", true, true),
            (7, "gbp", true, true),
        ] {
            assert_eq!(
                (takes(amount, currency), pays(amount, currency)),
                (taken, paid),
                "{amount} {currency}"
            );
        }
    }

    #[test]
    fn amounts_read_like_money() {
        assert_eq!(display(-1205, "gbp"), "-12.05 GBP");
        assert_eq!(display(500, "jpy"), "500 JPY");
        assert_eq!(display(1001, "kwd"), "1.001 KWD");
    }
}
