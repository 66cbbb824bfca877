//! Which terms are refused, and where.

use super::*;

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
fn terms_that_contradict_themselves_are_refused_with_the_place() {
    let percent = || Reward::Percent { bps: 1_000 };
    let lead = || Reward::FlatPerLead { minor: 100 };
    let click = || Reward::FlatPerClick { minor: 1 };
    let refused =
        |rule: (Predicate, Reward)| rules(&[rule]).validate().map_err(|error| (error.code(), error.field()));
    let at = |code, field: &str| Err((code, Some(field.to_owned())));
    assert_eq!(refused((skus(&["A"]), lead())), at("RULE_CONTRADICTION", "rules.0.predicate.skus"));
    let country = Predicate { countries: vec!["DE".to_owned()], ..any() };
    assert_eq!(refused((country.clone(), click())), at("RULE_CONTRADICTION", "rules.0.predicate.countries"));
    assert_eq!(refused((country, lead())), Ok(()));
    let backwards = Predicate { period_sales_min: Some(2), period_sales_max: Some(1), ..any() };
    assert_eq!(refused((backwards, percent())), at("PREDICATE_PERIOD_BOUNDS", "rules.0.predicate"));
    for steps in [&[][..], &[(1, 5)], &[(0, 5), (0, 6)], &[(0, 5), (9, 6), (8, 7)], &[(0, 5); 21]] {
        let reward = tiers(TierMode::Graduated, Measure::Amount, steps);
        assert_eq!(refused((any(), reward)), at("TIERS_INVALID", "rules.0.reward.tiers"), "{steps:?}");
    }
    let above = tiers(TierMode::Graduated, Measure::Amount, &[(0, 5), (9, 10_001)]);
    assert_eq!(refused((any(), above)), at("RATE_OUT_OF_RANGE", "rules.0.reward"));

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
        Terms { bonuses: bonuses.to_vec(), cap_per_period: Some(9), ..rules(&[(any(), percent())]) }
            .validate()
            .map_err(|e| e.field())
    };
    assert_eq!(with(&[bonus("a", 1, 1), bonus("b", 1, 1)]), Ok(()));
    for wrong in [bonus("", 1, 1), bonus("a", 0, 1), bonus("a", 1, 0), bonus("a", i64::MAX, 1)] {
        assert_eq!(with(&[wrong]), Err(Some("bonuses.0".to_owned())));
    }
    assert_eq!(with(&[bonus("a", 1, 1), bonus("a", 2, 1)]), Err(Some("bonuses.0".to_owned())));
    let capped = |order, period| {
        Terms { cap_per_order: order, cap_per_period: period, ..rules(&[(any(), percent())]) }.validate()
    };
    assert_eq!(capped(Some(5), Some(5)), Ok(()));
    assert_eq!(capped(Some(6), Some(5)), Err(RewardError::CapsContradict));
    assert_eq!(capped(Some(0), None), Err(RewardError::Cap { cap: "capPerOrderMinor" }));
}

#[test]
fn a_rule_behind_a_wider_one_is_in_vain() {
    let percent = || Reward::Percent { bps: 1_000 };
    let behind = |earlier: Predicate, later: Predicate| {
        rules(&[(earlier, percent()), (later, percent())]).validate().map_err(|error| error.code())
    };
    let in_vain = Err("RULE_UNREACHABLE");
    let country = |word: &str| Predicate { countries: vec![word.to_owned()], ..any() };
    let least = |minor| Predicate { order_minor_min: Some(minor), ..any() };
    let sales = |least, most| Predicate { period_sales_min: least, period_sales_max: most, ..any() };
    assert_eq!(behind(skus(&["A", "B"]), skus(&["B"])), in_vain);
    assert_eq!(behind(skus(&["B"]), skus(&["A", "B"])), Ok(()));
    assert_eq!(behind(skus(&["B"]), any()), Ok(()));
    assert_eq!(behind(country("de"), Predicate { skus: vec!["A".to_owned()], ..country("DE") }), in_vain);
    assert_eq!(behind(country("de"), country("fr")), Ok(()));
    // Stock codes are compared to the letter.
    assert_eq!(behind(skus(&["a"]), skus(&["A"])), Ok(()));
    assert_eq!(behind(least(5), least(6)), in_vain);
    assert_eq!(behind(least(6), least(5)), Ok(()));
    assert_eq!(behind(sales(Some(1), Some(5)), sales(Some(2), Some(5))), in_vain);
    assert_eq!(behind(sales(Some(1), Some(5)), sales(Some(2), None)), Ok(()));
    let new = Predicate { customer: Some(CustomerKind::New), ..any() };
    assert_eq!(behind(new.clone(), Predicate { skus: vec!["A".to_owned()], ..new.clone() }), in_vain);
    assert_eq!(behind(new, skus(&["A"])), Ok(()));

    let mut two = rules(&[(any(), percent()), (any(), percent())]);
    let mut recur = |earlier: Recurring, later: Recurring| {
        (two.rules[0].recurring, two.rules[1].recurring) = (Some(earlier), Some(later));
        two.validate().is_err()
    };
    let months = |months, then: Option<Option<i32>>| Recurring {
        months,
        then: then.map(|months| Phase { bps: 500, months }),
    };
    assert!(recur(months(Some(12), None), months(Some(6), None)));
    assert!(recur(months(Some(6), Some(Some(6))), months(Some(12), None)));
    assert!(recur(months(Some(6), Some(None)), months(None, None)));
    assert!(!recur(months(Some(6), Some(Some(5))), months(Some(12), None)));
    assert!(!recur(months(Some(6), None), months(None, None)));

    let kinds = [
        (any(), percent()),
        (any(), Reward::FlatPerLead { minor: 1 }),
        (any(), Reward::FlatPerClick { minor: 1 }),
        (any(), Reward::FlatPerClick { minor: 2 }),
    ];
    assert_eq!(rules(&kinds[..3]).validate(), Ok(()));
    assert_eq!(rules(&kinds).validate(), Err(RewardError::Unreachable { rule: 4, earlier: 3 }));
}

#[test]
fn a_country_is_named_by_its_two_letters() {
    let of = |words: &[&str]| Predicate {
        countries: words.iter().map(|word| (*word).to_owned()).collect(),
        ..any()
    };
    let refused =
        |words: &[&str]| rules(&[(of(words), Reward::Percent { bps: 1 })]).validate().map_err(|e| e.field());
    assert_eq!(refused(&["DE", "gb"]), Ok(()));
    for wrong in ["Narnia", "Germany", "ZZ", "D", "GER"] {
        assert_eq!(refused(&["DE", wrong]), Err(Some("rules.0.predicate.countries.1".to_owned())), "{wrong}");
    }
    // Brands report them in words of their own.
    let german = of(&["FR", "DE"]);
    for own in ["DE", "de", "Germany", "GERMANY"] {
        assert!(german.is_for_country(Some(own)), "{own}");
    }
    assert!(!german.is_for_country(Some("United Kingdom")) && !german.is_for_country(None));
    assert!(any().is_for_country(None) && of(&["Elbonia"]).is_for_country(Some("elbonia")));
}

#[test]
fn a_lead_has_no_lines_and_a_click_has_nothing_to_ask_for() {
    let words = || vec!["A".to_owned()];
    let fields: &[(&str, Predicate, bool)] = &[
        ("skus", Predicate { skus: words(), ..any() }, true),
        ("categories", Predicate { categories: words(), ..any() }, true),
        ("orderMinorMin", Predicate { order_minor_min: Some(1), ..any() }, true),
        ("orderMinorMax", Predicate { order_minor_max: Some(1), ..any() }, false),
        ("countries", Predicate { countries: vec!["DE".to_owned()], ..any() }, false),
        ("codes", Predicate { codes: words(), ..any() }, false),
        ("customer", Predicate { customer: Some(CustomerKind::New), ..any() }, false),
        ("periodSalesMin", Predicate { period_minor_max: Some(1), ..any() }, false),
    ];
    for (field, predicate, of_leads_too) in fields {
        let refused = |reward| rules(&[(predicate.clone(), reward)]).validate();
        let contradiction = Err(RewardError::Contradiction { rule: 1, field });
        assert_eq!(refused(Reward::FlatPerClick { minor: 1 }), contradiction, "{field}");
        let of_lead = refused(Reward::FlatPerLead { minor: 1 });
        assert_eq!(of_lead, if *of_leads_too { contradiction } else { Ok(()) }, "{field}");
    }
    for reward in [Reward::FlatPerLead { minor: 1 }, Reward::FlatPerClick { minor: 1 }] {
        let mut terms = rules(&[(any(), reward)]);
        terms.rules[0].recurring = Some(Recurring { months: None, then: None });
        assert_eq!(terms.validate(), Err(RewardError::Contradiction { rule: 1, field: "recurring" }));
    }
}

#[test]
fn rates_and_goals_that_pay_more_than_everything_are_refused() {
    let bonus = |measure, goal, minor| Bonus { name: format!("{measure} {goal}"), measure, goal, minor };
    let with = |bps, bonuses: &[Bonus], cap_per_period| {
        let terms = rules(&[(any(), Reward::Percent { bps })]);
        Terms { bonuses: bonuses.to_vec(), cap_per_period, ..terms }.validate()
    };
    let amount = |goal, minor| bonus(Measure::Amount, goal, minor);
    // 10 % of 1,000 and 900 are everything.
    assert_eq!(with(1_000, &[amount(1_000, 900)], None), Ok(()));
    assert_eq!(with(1_000, &[amount(1_000, 901)], None), Err(RewardError::AboveWhole { bonus: 1 }));
    assert_eq!(with(10_000, &[amount(1_000, 1)], None), Err(RewardError::AboveWhole { bonus: 1 }));
    // Bonuses add up: at 1,100 the two come to 1,000 of the 990 that are left.
    let two = [amount(1_100, 100), amount(1_000, 900)];
    assert_eq!(with(1_000, &two, None), Err(RewardError::AboveWhole { bonus: 1 }));
    assert_eq!(with(1_000, &two, Some(1_000)), Ok(()));
    // A sale may be worth anything, so its bonus needs the cap, whatever the rate is; and it stands outside of it.
    let sale = bonus(Measure::Sales, 1, 5_000);
    assert_eq!(with(0, std::slice::from_ref(&sale), None), Err(RewardError::Unbounded { bonus: 1 }));
    assert_eq!(with(10_000, std::slice::from_ref(&sale), Some(6_000)), Ok(()));
    assert_eq!(with(1_000, &[amount(1_000, 900), sale.clone()], Some(6_000)), Ok(()));
    let second = with(1_000, &[amount(1_000, 900), sale], None).unwrap_err();
    assert_eq!((second.code(), second.field().as_deref()), ("BONUS_UNBOUNDED", Some("bonuses.1")));
    // The highest tier and the second phase count.
    let mut terms = rules(&[(any(), tiers(TierMode::Graduated, Measure::Amount, &[(0, 5), (9, 9_000)]))]);
    terms.bonuses = vec![amount(1_000, 101)];
    assert_eq!(terms.validate().map_err(|e| (e.code(), e.rule(), e.field())), {
        Err(("BONUS_INVALID", None, Some("bonuses.0".to_owned())))
    });
    terms.rules[0].reward = Reward::Percent { bps: 5 };
    assert_eq!(terms.validate(), Ok(()));
    terms.rules[0].recurring =
        Some(Recurring { months: Some(1), then: Some(Phase { bps: 9_000, months: None }) });
    assert_eq!(terms.validate(), Err(RewardError::AboveWhole { bonus: 1 }));
}

#[test]
fn a_flat_reward_is_what_it_can_be_of_an_order() {
    let at_least = |minor| Predicate { order_minor_min: Some(minor), ..any() };
    let with = |given: &[(Predicate, Reward)], bonus: i64, cap_per_period| {
        let bonus = Bonus { name: "goal".to_owned(), measure: Measure::Amount, goal: 10_000, minor: bonus };
        Terms { bonuses: vec![bonus], cap_per_period, ..rules(given) }.validate()
    };
    let order = |minor| Reward::FlatPerOrder { minor };
    // It is cut to its lines: 100.00 on 100.00, and the bonus beside it.
    let all = [(any(), order(1_000_000))];
    let refused = with(&all, 9_999, None).unwrap_err();
    assert_eq!((refused.code(), refused.field().as_deref()), ("REWARD_ABOVE_WHOLE", Some("rules.0.reward")));
    assert_eq!(with(&all, 9_999, Some(10_000)), Ok(()));
    assert_eq!(with(&all, 9_999, Some(10_001)), Err(refused));
    assert_eq!(with(&[(any(), order(1))], 1, None), Err(refused));
    assert_eq!(with(&[(at_least(0), order(1))], 1, None), Err(refused));
    assert_eq!(with(&[(any(), Reward::FlatPerItem { minor: 1 })], 1, None), Err(refused));
    // Of orders of 50.00 at least, 5.00 is a tenth.
    assert_eq!(with(&[(at_least(5_000), order(500))], 9_000, None), Ok(()));
    assert_eq!(with(&[(at_least(5_000), order(500))], 9_001, None), Err(refused));
    assert_eq!(with(&[(at_least(5_000), order(501))], 9_000, None), Err(refused));
    // More than the order it is not.
    assert_eq!(with(&[(at_least(1), order(AMOUNT_MINOR_MAX))], 1, None), Err(refused));
    // A bonus that is too much by itself is at fault itself.
    assert_eq!(with(&all, 10_001, None), Err(RewardError::AboveWhole { bonus: 1 }));
    // Two that are for some lines each are paid for one order; one that takes all lines leaves nothing for another.
    let of = |sku, minor| (Predicate { order_minor_min: Some(5_000), ..skus(&[sku]) }, order(minor));
    let rest = (any(), Reward::Percent { bps: 1_000 });
    assert_eq!(with(&[of("A", 500), of("B", 1_000), rest.clone()], 6_000, None), Ok(()));
    let both = with(&[of("A", 500), of("B", 1_000), rest], 6_001, None);
    assert_eq!(both, Err(RewardError::FlatAboveWhole { rule: 2 }));
    let large = [(at_least(10_000), order(1_000)), (at_least(5_000), order(500))];
    assert_eq!(with(&large, 9_000, None), Ok(()));
    // Leads and clicks are no sales.
    let priced = [(any(), Reward::FlatPerLead { minor: 900 }), (any(), Reward::FlatPerClick { minor: 9 })];
    assert_eq!(with(&priced, 10_000, None), Ok(()));
}

#[test]
fn an_error_names_its_rule_and_too_many_bonuses_the_first_too_many() {
    let mut terms =
        rules(&[(skus(&["A"]), Reward::Percent { bps: 1 }), (any(), Reward::Percent { bps: -1 })]);
    let error = terms.validate().unwrap_err();
    assert_eq!((error.rule(), error.field().as_deref()), (Some(2), Some("rules.1.reward")));
    terms.rules[1].reward = Reward::Percent { bps: 1 };
    let bonus = |n| Bonus { name: format!("bonus {n}"), measure: Measure::Sales, goal: 1, minor: 1 };
    terms.bonuses = (0..10).map(bonus).collect();
    terms.cap_per_period = Some(10);
    assert_eq!(terms.validate(), Ok(()));
    terms.bonuses.push(bonus(10));
    let error = terms.validate().unwrap_err();
    assert_eq!((error, error.rule()), (RewardError::Bonus { bonus: 11 }, None));
    assert_eq!(RewardError::CapsContradict.field().as_deref(), Some("capPerOrderMinor"));
    assert_eq!(RewardError::OutOfRange.field(), None);
}

#[test]
fn what_is_stored_has_one_form_and_unknown_fields_are_refused() {
    let tiers = r#"{"kind":"TIERS","measure":"AMOUNT","mode":"RETROACTIVE","tiers":[{"from":0,"bps":5}]}"#;
    let reward: Reward = serde_json::from_str(tiers).unwrap();
    assert_eq!(reward, super::tiers(TierMode::Retroactive, Measure::Amount, &[(0, 5)]));
    assert_eq!(serde_json::to_string(&reward).unwrap(), tiers);
    for bad in [
        r#"{"kind":"TIERS","measure":"CLICKS","mode":"RETROACTIVE","tiers":[]}"#,
        r#"{"kind":"TIERS","measure":"AMOUNT","mode":"BOTH","tiers":[]}"#,
        r#"{"kind":"TIERS","measure":"AMOUNT","mode":"GRADUATED","tiers":[{"from":0,"bps":5,"to":9}]}"#,
        r#"{"kind":"TIERS","measure":"AMOUNT","mode":"GRADUATED"}"#,
        r#"{"kind":"FLAT_PER_CLICK","minor":1,"bps":2}"#,
    ] {
        assert!(serde_json::from_str::<Reward>(bad).is_err(), "{bad}");
    }
    for bad in [r#"{"customers":"NEW"}"#, r#"{"customer":"new"}"#, r#"{"period_sales_min":"1"}"#] {
        assert!(serde_json::from_str::<Predicate>(bad).is_err(), "{bad}");
    }
    for bad in [r#"{"month":1}"#, r#"{"then":{}}"#, r#"{"months":1,"then":{"bps":1,"minor":1}}"#] {
        assert!(serde_json::from_str::<Recurring>(bad).is_err(), "{bad}");
    }
    assert_eq!(serde_json::to_string(&Recurring { months: None, then: None }).unwrap(), "{}");
    let bonus = r#"{"name":"ten","measure":"SALES","goal":10,"minor":500}"#;
    assert_eq!(serde_json::to_string(&serde_json::from_str::<Bonus>(bonus).unwrap()).unwrap(), bonus);
    assert!(serde_json::from_str::<Bonus>(r#"{"name":"ten","measure":"SALES","goal":10}"#).is_err());
    assert!(serde_json::from_str::<Bonus>(&bonus.replace("goal", "aim")).is_err());
}
