//! What is paid: tiers, top-ups, goals and caps.

use super::*;

/// What a payee who holds the whole order is paid for it.
fn settled(terms: &Terms, before: Totals) -> Settlement {
    let earning = evaluate(terms, &order(), &before, Part::WHOLE).unwrap();
    let credited =
        Credited { earning: &earning, part: Part::WHOLE, commissionable: 611, share: earning.minor, before };
    settle(terms, &credited).unwrap()
}

#[test]
fn graduated_tiers_give_each_part_its_own_rate() {
    let terms = rules(&[(
        any(),
        tiers(TierMode::Graduated, Measure::Amount, &[(0, 500), (1_000, 1_000), (1_500, 2_000)]),
    )]);
    // 611 from 900 on: 100 at 5 %, 500 at 10 %, 11 at 20 %: 5 + 50 + 2.2.
    let earning = evaluate(&terms, &order(), &sum_of((9, 900)), Part::WHOLE).unwrap();
    assert_eq!(earning.minor, 57);
    let parts: Vec<_> = earning.applied[0].tiers.iter().map(|s| (s.from, s.bps, s.base_minor)).collect();
    assert_eq!(parts, [(0, 500, 100), (1_000, 1_000, 500), (1_500, 2_000, 11)]);
    // By sales the tier counts conversions before: the third is in the tier from 2.
    let by_sales = rules(&[(any(), tiers(TierMode::Graduated, Measure::Sales, &[(0, 500), (2, 1_000)]))]);
    let at = |sales| evaluate(&by_sales, &order(), &sum_of((sales, 0)), Part::WHOLE).unwrap().minor;
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

/// What a payee of `weight` in `whole` is paid of a pool that is theirs and others' alike.
fn of_part(terms: &Terms, (weight, whole): (u64, u64), share: i64) -> Settlement {
    let part = Part { weight, whole };
    let before = Totals::default();
    let earning = evaluate(terms, &order(), &before, part).unwrap();
    settle(terms, &Credited { earning: &earning, part, commissionable: 611, share, before }).unwrap()
}

#[test]
fn totals_grow_by_the_part_that_is_the_payees() {
    // 10 % of 500 for mugs and 1 % of 111: 50 and 1.
    let retroactive = tiers(TierMode::Retroactive, Measure::Amount, &[(0, 1_000)]);
    let terms = rules(&[(skus(&["MUG"]), retroactive), (any(), Reward::Percent { bps: 100 })]);
    // Half of 611 and of 500: 305.5 goes to the even 306. Of 26 paid 50/51 are for mugs: 25.49.
    let half = of_part(&terms, (1, 2), 26);
    assert_eq!(
        half.added,
        Totals { sales: 1, amount: 306, paid: 26, tiered: 250, tiered_paid: 25, tiered_at: 250_000 }
    );
    // A third: 203.67, 166.67, 17 · 50/51 = 16.67.
    let third = of_part(&terms, (1, 3), 17);
    assert_eq!(
        third.added,
        Totals { sales: 1, amount: 204, paid: 17, tiered: 167, tiered_paid: 17, tiered_at: 167_000 }
    );
    let nothing = of_part(&terms, (0, 3), 0);
    assert_eq!(nothing.added, Totals { sales: 1, ..Totals::default() });
}

#[test]
fn a_retroactive_rate_is_the_one_reached_with_the_whole_order() {
    // 500 of mugs alone do not come to 600; with the pens the order does.
    let retroactive = tiers(TierMode::Retroactive, Measure::Amount, &[(0, 500), (600, 1_000)]);
    let terms = rules(&[(skus(&["MUG"]), retroactive), (any(), Reward::Percent { bps: 100 })]);
    let first = settled(&terms, Totals::default());
    assert_eq!((first.pays, first.added.tiered, first.added.tiered_paid), (51, 500, 50));
    let second = settled(&terms, first.added);
    assert_eq!((second.pays, second.extras.len()), (51, 0));
    // An order of pens alone takes the mugs before it along: 10 % of 300 is 30, less 15.
    let pens = Order { lines: &LINES[1..2], ..order() };
    let before = Totals { sales: 1, amount: 500, paid: 15, tiered: 300, tiered_paid: 15, tiered_at: 150_000 };
    let earning = evaluate(&terms, &pens, &before, Part::WHOLE).unwrap();
    let credited =
        Credited { earning: &earning, part: Part::WHOLE, commissionable: 111, share: earning.minor, before };
    let settled = settle(&terms, &credited).unwrap();
    assert_eq!((settled.pays, settled.extras[0].minor, settled.added.tiered_paid), (1, 15, 15));
}

#[test]
fn a_top_up_shows_its_arithmetic() {
    let terms = rules(&[(any(), tiers(TierMode::Retroactive, Measure::Amount, &[(0, 500), (1_000, 1_000)]))]);
    let second = settled(&terms, settled(&terms, Totals::default()).added);
    assert_eq!(
        second.extras[0].why,
        serde_json::json!({ "measure": "AMOUNT", "tier": 1_000, "bps": 1_000, "base": 611, "due": 61, "paidBefore": 31 })
    );
    assert_eq!(second.extras[0].name, "rule 1");
    // A rate that falls takes nothing back.
    let falls = rules(&[(any(), tiers(TierMode::Retroactive, Measure::Amount, &[(0, 1_000), (1_000, 500)]))]);
    let second = settled(&falls, settled(&falls, Totals::default()).added);
    assert_eq!((second.pays, second.extras.len()), (31, 0));
}

#[test]
fn what_a_cap_cut_is_not_brought_back_by_a_top_up() {
    let steps = [(0, 500), (1_000, 1_000), (1_500, 2_000)];
    let mut terms = rules(&[(any(), tiers(TierMode::Retroactive, Measure::Amount, &steps))]);
    terms.cap_per_order = Some(20);
    let first = settled(&terms, Totals::default());
    assert_eq!((first.pays, first.added.tiered_paid), (20, 31));
    // 10 % of 611 is 61, of which the first order gave 31, 11 of them cut.
    let second = settled(&terms, first.added);
    assert_eq!((second.pays, second.extras[0].minor), (20, 30));

    // 31, then 29 of 61 and none of the 30 above; then none of 122 and none of 244 − 122.
    (terms.cap_per_order, terms.cap_per_period) = (None, Some(60));
    let mut totals = Totals::default();
    let seen: Vec<(i64, i64, i64)> = (0..3)
        .map(|_| {
            let settled = settled(&terms, totals);
            totals = totals + settled.added;
            let extras: i64 = settled.extras.iter().map(|extra| extra.minor).sum();
            let of_extras = settled.extras.iter().flat_map(|extra| &extra.cuts);
            let cuts = settled.cuts.iter().chain(of_extras).map(|cut| cut.minor).sum();
            (settled.pays, extras, cuts)
        })
        .collect();
    assert_eq!(seen, [(31, 0, 0), (29, 0, 32 + 30), (0, 0, 122 + 122)]);
    assert_eq!(totals.paid, 60);
}

#[test]
fn what_is_left_pays_and_the_rest_is_cut() {
    assert_eq!(cut_to(10, 4), (4, 0));
    assert_eq!(cut_to(4, 4), (4, 0));
    assert_eq!(cut_to(3, 4), (3, 1));
    assert_eq!(cut_to(0, 4), (0, 4));
    assert_eq!(cut_to(-5, 4), (0, 4));
    assert_eq!(cut_to(0, 0), (0, 0));
}

#[test]
fn a_lead_is_paid_capped_and_counted() {
    let mut terms = rules(&[(any(), Reward::FlatPerLead { minor: 200 })]);
    terms.cap_per_period = Some(300);
    terms.bonuses = vec![Bonus { name: "two".to_owned(), measure: Measure::Sales, goal: 2, minor: 50 }];
    let lead = Order { kind: ConversionKind::Lead, lines: &[], amount: 0, ..order() };
    let mut totals = Totals::default();
    for expected in [(200, 0, 0), (100, 100, 50)] {
        let earning = evaluate(&terms, &lead, &totals, Part::WHOLE).unwrap();
        let credited =
            Credited { earning: &earning, part: Part::WHOLE, commissionable: 0, share: 200, before: totals };
        let settled = settle(&terms, &credited).unwrap();
        let cuts = |cuts: &[Cut]| cuts.iter().map(|cut| cut.minor).sum::<i64>();
        let of_bonus = settled.extras.iter().map(|extra| cuts(&extra.cuts)).sum::<i64>();
        assert_eq!((settled.pays, cuts(&settled.cuts), of_bonus), expected);
        totals = totals + settled.added;
    }
    assert_eq!(totals, Totals { sales: 2, paid: 300, ..Totals::default() });
}

#[test]
fn the_largest_order_fits_its_tiers() {
    let lines = [OrderLine { amount: AMOUNT_MINOR_MAX, quantity: i64::MAX, ..LINES[0] }];
    let large = Order { lines: &lines, amount: AMOUNT_MINOR_MAX, ..order() };
    for mode in [TierMode::Graduated, TierMode::Retroactive] {
        let terms = rules(&[(any(), tiers(mode, Measure::Amount, &[(0, 0), (AMOUNT_MINOR_MAX, 10_000)]))]);
        let before = Totals { amount: i64::MAX - 1, ..Totals::default() };
        assert!(evaluate(&terms, &large, &before, Part::WHOLE).unwrap().minor <= AMOUNT_MINOR_MAX);
        assert_eq!(
            evaluate(&terms, &large, &sum_of((0, AMOUNT_MINOR_MAX)), Part::WHOLE).unwrap().minor,
            AMOUNT_MINOR_MAX
        );
    }
    let two = [lines[0], OrderLine { amount: i64::MAX, ..lines[0] }];
    let terms = rules(&[(any(), Reward::Percent { bps: 1 })]);
    let too_large = evaluate(&terms, &Order { lines: &two, ..large }, &Totals::default(), Part::WHOLE);
    assert_eq!(too_large, Err(RewardError::OutOfRange));
}
