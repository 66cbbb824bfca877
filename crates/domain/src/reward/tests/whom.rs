//! For whom a rule is, and which terms hold for whom.

use super::*;

#[test]
fn a_subscription_earns_for_its_months_then_by_its_second_phase() {
    let mut terms =
        rules(&[(any(), Reward::Percent { bps: 1_000 }), (any(), Reward::FlatPerOrder { minor: 9 })]);
    let at = |terms: &Terms, renewal| {
        let earning =
            evaluate(terms, &Order { renewal, ..order() }, &Totals::default(), Part::WHOLE).unwrap();
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
        evaluate(&rules(&[(predicate, Reward::Percent { bps: 1_000 })]), &order, &before, Part::WHOLE)
            .unwrap()
            .minor
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
    let other = ProgramId::from_uuid(Uuid::from_u128(9));
    let elsewhere = Terms { program: other, ..version(9, None) };
    let terms = [version(1, None), version(2, group), elsewhere, version(3, None)];
    let at = Utc.timestamp_opt(9, 0).unwrap();
    let of = |program, group| terms_in_force(&terms, program, group, at).map(|t| t.version);
    let in_force = |group| of(terms[0].program, group);
    assert_eq!([of(other, None), of(other, group)], [Some(9), Some(9)]);
    assert_eq!(in_force(group), Some(2));
    assert_eq!(in_force(None), Some(3));
    assert_eq!(in_force(Some(GroupId::from_uuid(Uuid::from_u128(8)))), Some(3));
}

#[test]
fn what_is_to_come_is_what_will_hold() {
    let own = Some(GroupId::from_uuid(Uuid::from_u128(7)));
    let at = |hour: i64| Utc.timestamp_opt(hour * 3_600, 0).unwrap();
    let version = |version, group, hour| Terms { version, group, effective_from: at(hour), ..rules(&[]) };
    let mut terms = vec![
        version(1, None, 1),
        version(2, None, 6),
        version(3, None, 4),
        version(4, own, 5),
        version(5, None, 4),
        version(6, own, 8),
    ];
    let to_come = |terms: &[Terms], group, hour| {
        let all = terms_to_come(terms, group, at(hour));
        all.into_iter().map(|terms| terms.version).collect::<Vec<_>>()
    };
    // Of two that begin at once the higher holds; a group's own end everybody's.
    assert_eq!(to_come(&terms, None, 3), [5, 2]);
    assert_eq!(to_come(&terms, own, 3), [5, 4, 6]);
    assert_eq!(to_come(&terms, None, 4), [2]);
    assert_eq!(to_come(&terms, own, 5), [6]);
    let another = Some(GroupId::from_uuid(Uuid::from_u128(8)));
    assert_eq!(to_come(&terms, another, 3), [5, 2]);
    // What is said here is what holds then.
    for hour in 4..9 {
        for group in [None, own, another] {
            let said = terms_to_come(&terms, group, at(3));
            let said = said.into_iter().rfind(|terms| terms.effective_from <= at(hour)).map(|t| t.version);
            let holds = terms_in_force(&terms, terms[0].program, group, at(hour)).map(|t| t.version);
            assert_eq!(said, holds, "{group:?} at {hour}");
        }
    }
    terms.truncate(1);
    assert_eq!(to_come(&terms, own, 3), [0i32; 0]);
}

#[test]
fn clicks_are_worth_what_the_first_rule_for_them_says() {
    let terms = rules(&[(any(), Reward::Percent { bps: 1_000 }), (any(), Reward::FlatPerClick { minor: 3 })]);
    assert_eq!(per_click(&terms).map(|(rule, minor)| (rule.position, minor)), Some((2, 3)));
    let earning = evaluate(&terms, &order(), &Totals::default(), Part::WHOLE).unwrap();
    assert_eq!((earning.minor, earning.passed_over[0].reason), (61, Reason::Kind));
}

#[test]
fn tiers_are_for_the_first_months_and_the_second_phase_is_plain() {
    let retroactive = tiers(TierMode::Retroactive, Measure::Amount, &[(0, 1_000)]);
    let mut terms = rules(&[(any(), retroactive)]);
    terms.rules[0].recurring =
        Some(Recurring { months: Some(1), then: Some(Phase { bps: 500, months: None }) });
    let at =
        |renewal| evaluate(&terms, &Order { renewal, ..order() }, &Totals::default(), Part::WHOLE).unwrap();
    let early = &at(Some(0)).applied[0];
    assert_eq!((early.minor, early.tiers.len(), early.retroactive, early.phase), (61, 1, true, None));
    let late = &at(Some(1)).applied[0];
    assert_eq!((late.minor, late.tiers.len(), late.retroactive), (31, 0, false));
    assert_eq!(late.phase, Some(Phase { bps: 500, months: None }));
}

#[test]
fn a_rule_says_the_first_reason_why_it_gave_nothing() {
    let one = |predicate, order: Order<'_>, before| {
        let earning =
            evaluate(&rules(&[(predicate, Reward::Percent { bps: 1_000 })]), &order, &before, Part::WHOLE)
                .unwrap();
        earning.passed_over[0].reason
    };
    let new = Predicate { customer: Some(CustomerKind::New), ..any() };
    assert_eq!(one(new, order(), Totals::default()), Reason::Customer);
    for totals in [
        Predicate { period_sales_min: Some(3), ..any() },
        Predicate { period_sales_max: Some(1), ..any() },
        Predicate { period_minor_min: Some(21), ..any() },
        Predicate { period_minor_max: Some(19), ..any() },
    ] {
        assert_eq!(one(totals, order(), sum_of((2, 20))), Reason::PeriodTotals);
    }
    assert_eq!(one(any(), Order { renewal: Some(0), ..order() }, Totals::default()), Reason::NotRecurring);
    let words: Vec<_> = Reason::ALL.iter().map(|reason| reason.as_str()).collect();
    assert_eq!(
        words.join(" "),
        "KIND COUNTRY CODE ORDER_TOO_SMALL ORDER_TOO_LARGE NO_LINE EARLIER_RULE CUSTOMER PERIOD_TOTALS \
         NOT_RECURRING RECURRING_ENDED"
    );
}
