//! Rules as a brand would write them.

use chrono::{Duration, TimeZone, Utc};
use uuid::Uuid;

use super::*;
use crate::conversion::ConversionKind;
use crate::ids::{GroupId, ProgramId, RuleId, TermsId, TypedId};
use crate::money::AMOUNT_MINOR_MAX;

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
    evaluate(&rules(set), order, &Totals::default()).unwrap().minor
}

fn reason(predicate: Predicate) -> Reason {
    let earning =
        evaluate(&rules(&[(predicate, Reward::Percent { bps: 1_000 })]), &order(), &Totals::default())
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
    let earning = evaluate(&terms, &order(), &Totals::default()).unwrap();
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
    let earning = evaluate(&rules(&set), &lead, &Totals::default()).unwrap();
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
fn bad_terms_are_refused_with_the_rule_at_fault() {
    let percent = Reward::Percent { bps: 1_000 };
    let second =
        |predicate, reward| rules(&[(skus(&["A"]), percent.clone()), (predicate, reward)]).validate();
    assert_eq!(second(any(), percent.clone()), Ok(()));
    assert_eq!(second(any(), Reward::Percent { bps: 10_001 }), Err(RewardError::Rate { rule: 2 }));
    assert_eq!(second(any(), Reward::Percent { bps: -1 }), Err(RewardError::Rate { rule: 2 }));
    let flats = [-1, AMOUNT_MINOR_MAX + 1].map(|minor| {
        [Reward::FlatPerOrder { minor }, Reward::FlatPerItem { minor }, Reward::FlatPerLead { minor }]
    });
    for flat in flats.into_iter().flatten() {
        assert_eq!(second(any(), flat), Err(RewardError::Flat { rule: 2 }));
    }
    let backwards = Predicate { order_minor_min: Some(2), order_minor_max: Some(1), ..any() };
    assert_eq!(second(backwards, percent.clone()), Err(RewardError::OrderBounds { rule: 2 }));
    assert_eq!(second(skus(&[""]), percent.clone()), Err(RewardError::Words { rule: 2, field: "skus" }));
    assert_eq!(
        second(skus(&["x"; 501]), percent.clone()),
        Err(RewardError::Words { rule: 2, field: "skus" })
    );
    assert_eq!(rules(&[]).validate(), Err(RewardError::RuleCount));
    assert_eq!(rules(&vec![(any(), percent.clone()); 51]).validate(), Err(RewardError::RuleCount));
    let mut gap = rules(&[(skus(&["A"]), percent.clone()), (any(), percent)]);
    gap.rules[1].position = 3;
    assert_eq!(gap.validate(), Err(RewardError::Position { rule: 3 }));
    gap.rules[0].name = String::new();
    assert_eq!(gap.validate(), Err(RewardError::Name { rule: 1 }));
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

/// What a payee who holds the whole order is paid for it.
fn settled(terms: &Terms, before: Totals) -> Settlement {
    let earning = evaluate(terms, &order(), &before).unwrap();
    let credited = Credited {
        earning: &earning,
        weight: 1,
        whole: 1,
        commissionable: 611,
        share: earning.minor,
        before,
    };
    settle(terms, &credited).unwrap()
}

#[test]
fn graduated_tiers_give_each_part_its_own_rate() {
    let terms = rules(&[(
        any(),
        tiers(TierMode::Graduated, Measure::Amount, &[(0, 500), (1_000, 1_000), (1_500, 2_000)]),
    )]);
    // 611 from 900 on: 100 at 5 %, 500 at 10 %, 11 at 20 %: 5 + 50 + 2.2.
    let earning = evaluate(&terms, &order(), &sum_of((9, 900))).unwrap();
    assert_eq!(earning.minor, 57);
    let parts: Vec<_> = earning.applied[0].tiers.iter().map(|s| (s.from, s.bps, s.base_minor)).collect();
    assert_eq!(parts, [(0, 500, 100), (1_000, 1_000, 500), (1_500, 2_000, 11)]);
    // By sales the tier counts conversions before: the third is in the tier from 2.
    let by_sales = rules(&[(any(), tiers(TierMode::Graduated, Measure::Sales, &[(0, 500), (2, 1_000)]))]);
    let at = |sales| evaluate(&by_sales, &order(), &sum_of((sales, 0))).unwrap().minor;
    assert_eq!((at(0), at(1), at(2), at(3)), (31, 31, 61, 61));
}

#[test]
fn a_retroactive_tier_is_paid_for_what_was_before_it() {
    let terms = rules(&[(any(), tiers(TierMode::Retroactive, Measure::Amount, &[(0, 500), (1_000, 1_000)]))]);
    let first = settled(&terms, Totals::default());
    assert_eq!((first.pays, first.extras.len()), (31, 0));
    let second = settled(&terms, first.added);
    // 10 % of 611, and what the first order lacks of 61.
    assert_eq!((second.pays, second.extras[0].minor), (61, 30));
    assert_eq!(second.extras[0].kind, ExtraKind::TopUp);
    let third = settled(&terms, first.added + second.added);
    assert_eq!((third.pays, third.extras.len()), (61, 0));
    let by_sales = rules(&[(any(), tiers(TierMode::Retroactive, Measure::Sales, &[(0, 500), (2, 1_000)]))]);
    let mut totals = Totals::default();
    let paid: Vec<(i64, i64)> = (0..4)
        .map(|_| {
            let settled = settled(&by_sales, totals);
            totals = totals + settled.added;
            (settled.pays, settled.extras.iter().map(|extra| extra.minor).sum())
        })
        .collect();
    // Two orders at 31; the third reaches the tier: 10 % of their 1,222 is 122, less 62.
    assert_eq!(paid, [(31, 0), (31, 0), (61, 60), (61, 0)]);
}

#[test]
fn a_goal_is_paid_when_it_is_reached_and_not_again() {
    let mut terms = rules(&[(any(), Reward::Percent { bps: 1_000 })]);
    let bonus = |measure, goal| Bonus { name: format!("{measure}"), measure, goal, minor: 500 };
    terms.bonuses = vec![bonus(Measure::Sales, 3), bonus(Measure::Amount, 611)];
    let names =
        |before| settled(&terms, sum_of(before)).extras.into_iter().map(|e| e.name).collect::<Vec<_>>();
    assert_eq!(names((0, 0)), ["AMOUNT"]);
    assert_eq!(names((2, 611)), ["SALES"]);
    assert!(names((3, 1_833)).is_empty());
}

#[test]
fn a_cap_reached_in_mid_conversion_pays_what_is_left_and_records_the_rest() {
    let mut terms = rules(&[(any(), Reward::Percent { bps: 1_000 })]);
    terms.cap_per_order = Some(50);
    terms.cap_per_period = Some(100);
    terms.bonuses = vec![Bonus { name: "first".to_owned(), measure: Measure::Sales, goal: 1, minor: 40 }];
    let cut = |by, minor| Cut { by, minor };
    let first = settled(&terms, Totals::default());
    assert_eq!((first.pays, first.cuts), (50, vec![cut(CapKind::Order, 11)]));
    assert_eq!(first.extras[0].minor, 40);
    let second = settled(&terms, first.added);
    assert_eq!((second.pays, second.cuts), (10, vec![cut(CapKind::Order, 11), cut(CapKind::Period, 40)]));
    let third = settled(&terms, first.added + second.added);
    assert_eq!((third.pays, third.added.paid, third.added.sales), (0, 0, 1));
    let late = settled(&terms, Totals { paid: 30, ..Totals::default() });
    assert_eq!(
        (late.pays, late.extras[0].minor, late.extras[0].cuts.clone()),
        (50, 20, vec![cut(CapKind::Period, 20)])
    );
}

#[test]
fn a_subscription_earns_for_its_months_then_by_its_second_phase() {
    let mut terms =
        rules(&[(any(), Reward::Percent { bps: 1_000 }), (any(), Reward::FlatPerOrder { minor: 9 })]);
    let at = |terms: &Terms, renewal| {
        let earning = evaluate(terms, &Order { renewal, ..order() }, &Totals::default()).unwrap();
        (earning.minor, earning.passed_over.iter().map(|p| p.reason).collect::<Vec<_>>())
    };
    assert_eq!(at(&terms, Some(1)), (0, vec![Reason::NotRecurring; 2]));
    terms.rules[0].recurring =
        Some(Recurring { months: Some(3), then: Some(Phase { bps: 500, months: Some(2) }) });
    let earned: Vec<i64> =
        [None, Some(0), Some(2), Some(3), Some(4), Some(5)].map(|m| at(&terms, m).0).to_vec();
    assert_eq!(earned, [61, 61, 61, 31, 31, 0]);
    assert_eq!(at(&terms, Some(5)).1, [Reason::RecurringEnded, Reason::NotRecurring]);
    // A later rule is asked when an earlier one has ended.
    terms.rules[1].recurring = Some(Recurring { months: None, then: None });
    assert_eq!(at(&terms, Some(99)).0, 9);
    terms.rules[0].recurring =
        Some(Recurring { months: Some(1), then: Some(Phase { bps: 100, months: None }) });
    assert_eq!(at(&terms, Some(99)).0, 6);
}

#[test]
fn buyers_and_totals_are_told_apart() {
    let with = |predicate: Predicate, customer, before| {
        let order = Order { customer, ..order() };
        evaluate(&rules(&[(predicate, Reward::Percent { bps: 1_000 })]), &order, &before).unwrap().minor
    };
    let new = Predicate { customer: Some(CustomerKind::New), ..any() };
    let kinds = [None, Some(CustomerKind::New), Some(CustomerKind::Returning)];
    assert_eq!(kinds.map(|kind| with(new.clone(), kind, Totals::default())), [0, 61, 0]);
    let tenth = Predicate { period_sales_min: Some(9), period_sales_max: Some(9), ..any() };
    assert_eq!([8, 9, 10].map(|sales| with(tenth.clone(), None, sum_of((sales, 0)))), [0, 61, 0]);
    let large = Predicate { period_minor_min: Some(1_000), ..any() };
    assert_eq!([999, 1_000].map(|amount| with(large.clone(), None, sum_of((0, amount)))), [0, 61]);
}

#[test]
fn a_groups_own_terms_come_before_everybodys() {
    let group = Some(GroupId::from_uuid(Uuid::from_u128(7)));
    let version = |version, group| Terms { version, group, ..rules(&[]) };
    let terms = [version(1, None), version(2, group), version(3, None)];
    let in_force = |group| terms_in_force(&terms, group, Utc.timestamp_opt(9, 0).unwrap()).map(|t| t.version);
    assert_eq!(in_force(group), Some(2));
    assert_eq!(in_force(None), Some(3));
    assert_eq!(in_force(Some(GroupId::from_uuid(Uuid::from_u128(8)))), Some(3));
}

#[test]
fn clicks_are_worth_what_the_first_rule_for_them_says() {
    let terms = rules(&[(any(), Reward::Percent { bps: 1_000 }), (any(), Reward::FlatPerClick { minor: 3 })]);
    assert_eq!(per_click(&terms).map(|(rule, minor)| (rule.position, minor)), Some((2, 3)));
    let earning = evaluate(&terms, &order(), &Totals::default()).unwrap();
    assert_eq!((earning.minor, earning.passed_over[0].reason), (61, Reason::Kind));
}

#[test]
fn terms_that_contradict_themselves_are_refused_with_the_place() {
    let percent = || Reward::Percent { bps: 1_000 };
    let lead = || Reward::FlatPerLead { minor: 100 };
    let click = || Reward::FlatPerClick { minor: 1 };
    let refused =
        |rule: (Predicate, Reward)| rules(&[rule]).validate().map_err(|error| (error.code(), error.field()));
    let at = |code, field: &str| Err((code, Some(field.to_owned())));
    assert_eq!(refused((skus(&["A"]), lead())), at("RULE_CONTRADICTION", "rules.1"));
    let country = Predicate { countries: vec!["DE".to_owned()], ..any() };
    assert_eq!(refused((country.clone(), click())), at("RULE_CONTRADICTION", "rules.1"));
    assert_eq!(refused((country, lead())), Ok(()));
    let backwards = Predicate { period_sales_min: Some(2), period_sales_max: Some(1), ..any() };
    assert_eq!(refused((backwards, percent())), at("PREDICATE_PERIOD_BOUNDS", "rules.1"));
    for steps in [&[][..], &[(1, 5)], &[(0, 5), (0, 6)], &[(0, 5), (9, 6), (8, 7)], &[(0, 5); 21]] {
        let reward = tiers(TierMode::Graduated, Measure::Amount, steps);
        assert_eq!(refused((any(), reward)), at("TIERS_INVALID", "rules.1"), "{steps:?}");
    }
    let above = tiers(TierMode::Graduated, Measure::Amount, &[(0, 5), (9, 10_001)]);
    assert_eq!(refused((any(), above)), at("RATE_OUT_OF_RANGE", "rules.1"));

    let retroactive = || tiers(TierMode::Retroactive, Measure::Amount, &[(0, 5)]);
    let twice = rules(&[(skus(&["A"]), retroactive()), (any(), retroactive())]);
    assert_eq!(twice.validate(), Err(RewardError::Retroactive { rule: 2 }));

    let mut two = rules(&[(any(), percent()), (skus(&["A"]), percent())]);
    assert_eq!(two.validate(), Err(RewardError::Unreachable { rule: 2, earlier: 1 }));
    // Renewals get past a rule that is for first sales alone, or for some months.
    two.rules[1].recurring = Some(Recurring { months: None, then: None });
    assert_eq!(two.validate(), Ok(()));
    two.rules[0].recurring = Some(Recurring { months: Some(3), then: None });
    assert_eq!(two.validate(), Ok(()));
    two.rules[0].recurring = Some(Recurring { months: None, then: None });
    assert_eq!(two.validate(), Err(RewardError::Unreachable { rule: 2, earlier: 1 }));
    assert_eq!(rules(&[(any(), percent()), (any(), lead()), (any(), click())]).validate(), Ok(()));

    let mut recurring = rules(&[(any(), percent())]);
    let mut recurs = |months, then| {
        recurring.rules[0].recurring = Some(Recurring { months, then });
        recurring.validate()
    };
    assert_eq!(recurs(Some(0), None), Err(RewardError::RecurringMonths { rule: 1 }));
    assert_eq!(recurs(Some(121), None), Err(RewardError::RecurringMonths { rule: 1 }));
    let then = |bps, months| Some(Phase { bps, months });
    assert_eq!(recurs(None, then(5, None)), Err(RewardError::RecurringPhase { rule: 1 }));
    assert_eq!(recurs(Some(1), then(10_001, None)), Err(RewardError::Rate { rule: 1 }));
    assert_eq!(recurs(Some(1), then(5, Some(0))), Err(RewardError::RecurringMonths { rule: 1 }));

    let bonus =
        |name: &str, goal, minor| Bonus { name: name.to_owned(), measure: Measure::Sales, goal, minor };
    let with = |bonuses: &[Bonus]| {
        Terms { bonuses: bonuses.to_vec(), ..rules(&[(any(), percent())]) }.validate().map_err(|e| e.field())
    };
    assert_eq!(with(&[bonus("a", 1, 1), bonus("b", 1, 1)]), Ok(()));
    for wrong in [bonus("", 1, 1), bonus("a", 0, 1), bonus("a", 1, 0), bonus("a", i64::MAX, 1)] {
        assert_eq!(with(&[wrong]), Err(Some("bonuses.1".to_owned())));
    }
    assert_eq!(with(&[bonus("a", 1, 1), bonus("a", 2, 1)]), Err(Some("bonuses.1".to_owned())));
    let capped = |order, period| {
        Terms { cap_per_order: order, cap_per_period: period, ..rules(&[(any(), percent())]) }.validate()
    };
    assert_eq!(capped(Some(5), Some(5)), Ok(()));
    assert_eq!(capped(Some(6), Some(5)), Err(RewardError::CapsContradict));
    assert_eq!(capped(Some(0), None), Err(RewardError::Cap { cap: "capPerOrderMinor" }));
}
