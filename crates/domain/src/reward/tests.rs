//! Rules as a brand would write them.

use chrono::{Duration, TimeZone, Utc};
use uuid::Uuid;

use super::*;
use crate::conversion::ConversionKind;
use crate::ids::{GroupId, ProgramId, RuleId, TermsId, TypedId};
use crate::money::AMOUNT_MINOR_MAX;

mod paid;
mod sound;
mod whom;

fn rules(rules: &[(Predicate, Reward)]) -> Terms {
    let rule = |(position, (predicate, reward)): (i32, &(Predicate, Reward))| Rule {
        id: RuleId::from_uuid(Uuid::from_u128(position.unsigned_abs().into())),
        position,
        name: format!("rule {position}"),
        predicate: predicate.clone(),
        reward: reward.clone(),
        recurring: None,
    };
    Terms {
        id: TermsId::from_uuid(Uuid::nil()),
        program: ProgramId::from_uuid(Uuid::nil()),
        version: 1,
        group: None,
        effective_from: Utc.timestamp_opt(0, 0).single().unwrap(),
        period: Period::Month,
        rules: (1..).zip(rules).map(rule).collect(),
        bonuses: Vec::new(),
        cap_per_order: None,
        cap_per_period: None,
    }
}

fn any() -> Predicate {
    Predicate::default()
}

fn skus(words: &[&str]) -> Predicate {
    Predicate { skus: words.iter().map(|w| (*w).to_owned()).collect(), ..any() }
}

/// Two mugs at 2.50, three pens at 1.11 in all, and postage that earns nothing.
const LINES: &[OrderLine<'static>] = &[
    OrderLine {
        position: 1,
        sku: "MUG",
        category: Some("Home"),
        quantity: 2,
        amount: 500,
        commissionable: true,
    },
    OrderLine { position: 2, sku: "PEN", category: None, quantity: 3, amount: 111, commissionable: true },
    OrderLine { position: 3, sku: "POST", category: None, quantity: 1, amount: 400, commissionable: false },
];

fn order() -> Order<'static> {
    Order {
        kind: ConversionKind::Sale,
        lines: LINES,
        amount: 1_011,
        country: Some("United Kingdom"),
        code: Some("SPRING"),
        customer: None,
        renewal: None,
    }
}

fn earned(set: &[(Predicate, Reward)], order: &Order<'_>) -> i64 {
    evaluate(&rules(set), order, &Totals::default(), Part::WHOLE).unwrap().minor
}

fn reason(predicate: Predicate) -> Reason {
    let earning = evaluate(
        &rules(&[(predicate, Reward::Percent { bps: 1_000 })]),
        &order(),
        &Totals::default(),
        Part::WHOLE,
    )
    .unwrap();
    assert_eq!(earning.minor, 0);
    earning.passed_over[0].reason
}

#[test]
fn a_rate_is_taken_once_on_the_sum_and_rounds_half_even() {
    // 10 % of 611, postage left out.
    assert_eq!(earned(&[(any(), Reward::Percent { bps: 1_000 })], &order()), 61);
    let halves = [5, 5].map(|amount| OrderLine { amount, ..LINES[0] });
    let order = Order { lines: &halves, ..order() };
    // 10 % of 10; line by line twice 0.5 would round to nothing.
    assert_eq!(earned(&[(any(), Reward::Percent { bps: 1_000 })], &order), 1);
    // 2.5 is 2.
    let odd = [15, 10].map(|amount| OrderLine { amount, ..LINES[0] });
    assert_eq!(earned(&[(any(), Reward::Percent { bps: 1_000 })], &Order { lines: &odd, ..order }), 2);
}

#[test]
fn the_first_matching_rule_wins_each_line_even_when_a_later_one_gives_more() {
    let terms = rules(&[
        (skus(&["MUG"]), Reward::Percent { bps: 100 }),
        (any(), Reward::Percent { bps: 5_000 }),
        (skus(&["MUG", "PEN"]), Reward::FlatPerOrder { minor: 9 }),
    ]);
    let earning = evaluate(&terms, &order(), &Totals::default(), Part::WHOLE).unwrap();
    let applied: Vec<_> = earning.applied.iter().map(|a| (a.lines.clone(), a.base_minor, a.minor)).collect();
    assert_eq!(applied, [(vec![1], 500, 5), (vec![2], 111, 56)]);
    assert_eq!(earning.minor, 61);
    assert_eq!(earning.passed_over[0].reason, Reason::EarlierRule);
}

#[test]
fn flat_rewards_count_once_or_per_item_and_never_exceed_their_lines() {
    assert_eq!(earned(&[(any(), Reward::FlatPerOrder { minor: 500 })], &order()), 500);
    assert_eq!(earned(&[(any(), Reward::FlatPerOrder { minor: 900 })], &order()), 611);
    assert_eq!(earned(&[(any(), Reward::FlatPerItem { minor: 50 })], &order()), 250);
    assert_eq!(earned(&[(skus(&["PEN"]), Reward::FlatPerItem { minor: 50 })], &order()), 111);
    assert_eq!(earned(&[(any(), Reward::FlatPerItem { minor: AMOUNT_MINOR_MAX })], &order()), 611);
}

#[test]
fn postage_earns_nothing() {
    assert_eq!(earned(&[(skus(&["POST"]), Reward::Percent { bps: 10_000 })], &order()), 0);
    assert_eq!(reason(skus(&["POST"])), Reason::NoLine);
    let order = Order { lines: &LINES[2..], ..order() };
    assert_eq!(earned(&[(any(), Reward::FlatPerOrder { minor: 500 })], &order), 0);
}

#[test]
fn predicates_say_why_they_do_not_match() {
    let words = |word: &str| vec![word.to_owned()];
    assert_eq!(reason(Predicate { countries: words("EIRE"), ..any() }), Reason::Country);
    assert_eq!(reason(Predicate { codes: words("WINTER"), ..any() }), Reason::Code);
    assert_eq!(reason(Predicate { categories: words("Garden"), ..any() }), Reason::NoLine);
    assert_eq!(reason(Predicate { order_minor_min: Some(1_012), ..any() }), Reason::OrderTooSmall);
    assert_eq!(reason(Predicate { order_minor_max: Some(1_010), ..any() }), Reason::OrderTooLarge);
    let all = Predicate {
        countries: words("united kingdom"),
        codes: words("spring"),
        categories: words("Home"),
        order_minor_min: Some(1_011),
        order_minor_max: Some(1_011),
        ..any()
    };
    assert_eq!(earned(&[(all, Reward::Percent { bps: 1_000 })], &order()), 50);
}

#[test]
fn leads_earn_by_rules_for_leads_only() {
    let lead = Order { kind: ConversionKind::Lead, lines: &[], amount: 0, ..order() };
    let set = [
        (any(), Reward::Percent { bps: 1_000 }),
        (any(), Reward::FlatPerLead { minor: 200 }),
        (any(), Reward::FlatPerLead { minor: 300 }),
    ];
    let earning = evaluate(&rules(&set), &lead, &Totals::default(), Part::WHOLE).unwrap();
    assert_eq!(earning.minor, 200);
    let reasons: Vec<_> = earning.passed_over.iter().map(|p| p.reason).collect();
    assert_eq!(reasons, [Reason::Kind, Reason::EarlierRule]);
    assert_eq!(earned(&set, &order()), 61);
}

#[test]
fn the_terms_that_took_effect_last_are_in_force() {
    let at = |hours| Utc.timestamp_opt(0, 0).single().unwrap() + Duration::hours(hours);
    let version = |version, hours| Terms { version, effective_from: at(hours), ..rules(&[]) };
    let terms = [version(3, 20), version(1, 0), version(2, 20)];
    let in_force = |hours| terms_in_force(&terms, None, at(hours)).map(|terms| terms.version);
    assert_eq!([in_force(-1), in_force(0), in_force(19), in_force(20)], [None, Some(1), Some(1), Some(3)]);
}

#[test]
fn rules_are_read_and_written_as_json_and_unknown_fields_refused() {
    let reward: Reward = serde_json::from_str(r#"{"kind":"PERCENT","bps":1000}"#).unwrap();
    assert_eq!(reward, Reward::Percent { bps: 1_000 });
    let flat = Reward::FlatPerItem { minor: 50 };
    assert_eq!(serde_json::to_string(&flat).unwrap(), r#"{"kind":"FLAT_PER_ITEM","minor":50}"#);
    let predicate: Predicate = serde_json::from_str(r#"{"skus":["A"],"order_minor_min":5}"#).unwrap();
    assert_eq!(predicate, Predicate { order_minor_min: Some(5), ..skus(&["A"]) });
    assert_eq!(serde_json::to_string(&any()).unwrap(), "{}");
    assert!(serde_json::from_str::<Predicate>(r#"{"sku":["A"]}"#).is_err());
    for bad in [
        r#"{"kind":"PERCENT","bps":1000,"minor":1}"#,
        r#"{"kind":"TIP","minor":1}"#,
        r#"{"kind":"PERCENT","bps":1.5}"#,
    ] {
        assert!(serde_json::from_str::<Reward>(bad).is_err(), "{bad}");
    }
}

fn tiers(mode: TierMode, measure: Measure, steps: &[(i64, i64)]) -> Reward {
    Reward::Tiers {
        measure,
        mode,
        tiers: steps.iter().map(|(from, bps)| Tier { from: *from, bps: *bps }).collect(),
    }
}

fn sum_of(totals: (i64, i64)) -> Totals {
    Totals { sales: totals.0, amount: totals.1, ..Totals::default() }
}
