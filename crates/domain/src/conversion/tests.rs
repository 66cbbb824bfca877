//! Reports as brands send them, good and bad.

use chrono::{DateTime, Duration, TimeZone, Utc};

use super::*;
use crate::money::{AMOUNT_MINOR_MAX, Currency};

fn now() -> DateTime<Utc> {
    Utc.timestamp_opt(1_800_000_000, 0).single().unwrap()
}

fn line(sku: &str, quantity: i64, amount: i64) -> NewLine {
    NewLine { sku: sku.to_owned(), title: None, quantity, amount, commissionable: true }
}

fn sale() -> NewConversion {
    NewConversion {
        kind: ConversionKind::Sale,
        external_id: "536365".to_owned(),
        currency: Currency::GBP,
        lines: vec![line("85123A", 6, 1_530), NewLine { commissionable: false, ..line("POST", 1, 300) }],
        amount: None,
        customer: Some("17850".to_owned()),
        customer_email: None,
        country: Some("United Kingdom".to_owned()),
        code: Some(" united kingdom ".to_owned()),
        subscription: None,
        click_ids: vec!["a.b".to_owned()],
        occurred_at: Some(now() - Duration::hours(1)),
    }
}

fn refusal(report: NewConversion) -> &'static str {
    report.validate(now()).unwrap_err().code()
}

#[test]
fn a_sale_is_summed_and_its_code_normalised() {
    let valid = sale().validate(now()).unwrap();
    assert_eq!((valid.amount(), valid.commissionable()), (1_830, 1_530));
    assert_eq!(valid.code.as_deref(), Some("UNITED KINGDOM"));
    assert_eq!(valid.lines.iter().map(|l| l.position).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn an_amount_alone_is_one_line() {
    let valid = NewConversion { lines: vec![], amount: Some(500), ..sale() }.validate(now()).unwrap();
    assert_eq!((valid.lines.len(), valid.lines[0].sku.as_str(), valid.commissionable()), (1, WHOLE_SKU, 500));
}

#[test]
fn a_lead_needs_no_money_and_takes_no_lines() {
    let lead = || NewConversion { kind: ConversionKind::Lead, lines: vec![], ..sale() };
    assert_eq!(lead().validate(now()).unwrap().amount(), 0);
    assert_eq!(NewConversion { amount: Some(0), ..lead() }.validate(now()).unwrap().lines, []);
    assert_eq!(NewConversion { amount: Some(7), ..lead() }.validate(now()).unwrap().amount(), 7);
    assert_eq!(refusal(NewConversion { lines: sale().lines, ..lead() }), "LEAD_WITH_LINES");
    assert_eq!(refusal(NewConversion { amount: Some(-1), ..lead() }), "AMOUNT_OUT_OF_RANGE");
}

#[test]
fn bad_reports_are_refused_by_code() {
    let long = |chars: usize| "x".repeat(chars);
    let with = |line: NewLine| NewConversion { lines: vec![line], ..sale() };
    let refused = [
        (NewConversion { external_id: " ".to_owned(), ..sale() }, "MISSING"),
        (NewConversion { external_id: long(201), ..sale() }, "TOO_LONG"),
        (NewConversion { customer: Some(long(201)), ..sale() }, "TOO_LONG"),
        (NewConversion { country: Some(long(101)), ..sale() }, "TOO_LONG"),
        (NewConversion { customer: Some("a\u{0}b".to_owned()), ..sale() }, "CONTROL_CHARACTERS"),
        (NewConversion { code: Some("10%".to_owned()), ..sale() }, "CODE_CHARACTER"),
        (NewConversion { customer_email: Some("ann".to_owned()), ..sale() }, "EMAIL_INVALID"),
        (
            NewConversion { customer_email: Some(format!("{}@shop.test", long(250))), ..sale() },
            "EMAIL_INVALID",
        ),
        (NewConversion { click_ids: vec!["c".to_owned(); 11], ..sale() }, "TOO_MANY_CLICK_IDS"),
        (NewConversion { lines: vec![line("a", 1, 1); 1_001], ..sale() }, "TOO_MANY_LINES"),
        (NewConversion { lines: vec![], ..sale() }, "AMOUNT_MISSING"),
        (NewConversion { amount: Some(1_831), ..sale() }, "AMOUNT_MISMATCH"),
        (NewConversion { lines: vec![], amount: Some(0), ..sale() }, "ZERO_SALE"),
        (NewConversion { lines: vec![line("a", 1, AMOUNT_MINOR_MAX); 2], ..sale() }, "AMOUNT_OUT_OF_RANGE"),
        (with(line("a", 1, i64::MAX)), "AMOUNT_OUT_OF_RANGE"),
        (with(line("a", 1, -1)), "AMOUNT_OUT_OF_RANGE"),
        (with(line("a", 0, 1)), "QUANTITY_OUT_OF_RANGE"),
        (with(line("", 1, 1)), "MISSING"),
        (with(NewLine { title: Some(long(501)), ..line("a", 1, 1) }), "TOO_LONG"),
        (NewConversion { occurred_at: Some(now() + Duration::seconds(301)), ..sale() }, "IN_FUTURE"),
        (NewConversion { occurred_at: "-9999-01-01T00:00:00Z".parse().ok(), ..sale() }, "TIME_INVALID"),
    ];
    for (report, code) in refused {
        assert_eq!(refusal(report), code);
    }
    assert!(NewConversion { lines: vec![line("a", 1, 1); 1_000], ..sale() }.validate(now()).is_ok());
}

#[test]
fn a_clock_slightly_ahead_is_clamped_and_a_repeat_is_still_the_same() {
    let ahead = || NewConversion { occurred_at: Some(now() + Duration::minutes(5)), ..sale() };
    let first = ahead().validate(now()).unwrap();
    assert_eq!(first.occurred_at, now());
    let repeat = ahead().validate(now() + Duration::days(1)).unwrap();
    assert_eq!(first.contents_hash(), repeat.contents_hash());
    let untimed = || NewConversion { occurred_at: None, ..sale() };
    let (first, repeat) = (untimed().validate(now()), untimed().validate(now() + Duration::days(1)));
    assert_eq!(first.unwrap().contents_hash(), repeat.unwrap().contents_hash());
}

#[test]
fn everything_that_matters_changes_the_hash_and_nothing_else() {
    let hash = |report: NewConversion| report.validate(now()).unwrap().contents_hash();
    let edit = |change: fn(&mut NewConversion)| {
        let mut report = sale();
        change(&mut report);
        hash(report)
    };
    let same = hash(sale());
    for change in [
        |r: &mut NewConversion| r.click_ids.clear(),
        |r: &mut NewConversion| r.lines[0].title = Some("Heart".to_owned()),
        |r: &mut NewConversion| r.code = Some("UNITED KINGDOM".to_owned()),
        |r: &mut NewConversion| r.amount = Some(1_830),
        |r: &mut NewConversion| r.customer_email = Some("ann@shop.test".to_owned()),
    ] {
        assert_eq!(edit(change), same);
    }
    let mut others = vec![
        edit(|r| r.external_id.push('x')),
        edit(|r| r.currency = Currency::EUR),
        edit(|r| r.lines[0].sku.push('x')),
        edit(|r| r.lines[0].quantity += 1),
        edit(|r| r.lines[0].amount += 1),
        edit(|r| r.lines[1].commissionable = true),
        edit(|r| r.lines.swap(0, 1)),
        edit(|r| r.customer = None),
        edit(|r| r.country = None),
        edit(|r| r.code = None),
        edit(|r| r.occurred_at = Some(now())),
        edit(|r| r.occurred_at = None),
        // The same letters, told apart by where they stand.
        edit(|r| r.customer = Some("17850U".to_owned())),
        edit(|r| (r.customer, r.country) = (Some("17850U".to_owned()), Some("nited Kingdom".to_owned()))),
        edit(|r| r.external_id = "5363651".to_owned()),
        edit(|r| (r.customer, r.country) = (r.country.take(), r.customer.take())),
        edit(|r| (r.kind, r.lines, r.amount) = (ConversionKind::Lead, vec![], Some(1_830))),
        edit(|r| (r.lines, r.amount) = (vec![], Some(1_830))),
        same,
    ];
    let count = others.len();
    others.sort_unstable();
    others.dedup();
    assert_eq!(others.len(), count);
}

#[test]
fn states_follow_the_decision_and_refunds() {
    let mut state = ConversionState::Recorded;
    assert!(state.refund(1, 2).is_err());
    assert_eq!(state.decide(false), Ok(Step::Done));
    assert_eq!(state.decide(true), Ok(Step::Done));
    assert_eq!(state.decide(true), Ok(Step::Already));
    assert_eq!(state.refund(3, 2), Err(ConversionError::AmountRange));
    assert_eq!(state.refund(1, 2), Ok(Step::Done));
    assert_eq!(state, ConversionState::PartiallyReversed);
    assert!(state.decide(true).is_err());
    assert_eq!(state.refund(2, 2), Ok(Step::Done));
    assert_eq!(state, ConversionState::Reversed);
    assert_eq!(state.refund(2, 2), Ok(Step::Already));
    assert!(state.refund(1, 2).is_err());
}
