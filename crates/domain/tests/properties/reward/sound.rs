//! Which terms are sound, and how they are stored.

use domain::reward::{
    Bonus, CustomerKind, Measure, Order, OrderLine, Part, Phase, Predicate, Recurring, Reward, RewardError,
    Rule, Terms, Totals, evaluate,
};
use proptest::prelude::*;

use super::{one, order, predicate, recurring, reward};

/// A predicate over few words and small numbers, so that every order that tells two of them apart can be tried.
fn small() -> impl Strategy<Value = Predicate> {
    let words = |all: &[&'static str]| {
        let subset = prop::sample::subsequence(all.to_vec(), 0..=all.len());
        subset.prop_map(|words| words.into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    let bounds = || {
        (prop::option::of(0..3i64), prop::option::of(0..3i64))
            .prop_map(|(least, most)| (least, most.map(|most| most.max(least.unwrap_or(0)))))
    };
    let customer = prop::option::weighted(0.3, prop::sample::select(CustomerKind::ALL));
    (words(&["A", "B"]), words(&["X"]), words(&["DE"]), customer, bounds(), bounds()).prop_map(
        |(skus, categories, countries, customer, of_order, of_sales)| Predicate {
            skus,
            categories,
            countries,
            customer,
            order_minor_min: of_order.0,
            order_minor_max: of_order.1,
            period_sales_min: of_sales.0,
            period_sales_max: of_sales.1,
            ..Predicate::default()
        },
    )
}

fn few_months() -> impl Strategy<Value = Option<Recurring>> {
    let then = prop::option::of(prop::option::of(1..3i32));
    let some = (prop::option::of(1..3i32), then).prop_map(|(months, then)| {
        let then = then.filter(|_| months.is_some()).map(|months| Phase { bps: 1, months });
        Recurring { months, then }
    });
    prop::option::of(some)
}

fn two_rules(rules: [(Predicate, Option<Recurring>); 2]) -> Terms {
    let [first, second] = rules;
    let mut terms = one(Reward::Percent { bps: 1 });
    (terms.rules[0].predicate, terms.rules[0].recurring) = first;
    let second = Rule {
        position: 2,
        name: "second".to_owned(),
        predicate: second.0,
        recurring: second.1,
        ..terms.rules[0].clone()
    };
    terms.rules.push(second);
    terms
}

/// Whether the second rule wins any order there can be, with one line of one of three products.
fn second_ever_wins(terms: &Terms) -> bool {
    let (mut lines, mut orders) = (Vec::new(), Vec::new());
    for sku in ["A", "B", "C"] {
        for category in [None, Some("X")] {
            lines.push([OrderLine {
                position: 1,
                sku,
                category,
                quantity: 1,
                amount: 1,
                commissionable: true,
            }]);
        }
    }
    for line in &lines {
        for amount in 0..4 {
            for country in [None, Some("de")] {
                for customer in [None, Some(CustomerKind::New), Some(CustomerKind::Returning)] {
                    for renewal in [None].into_iter().chain((0..5).map(Some)) {
                        orders.push(Order { amount, country, customer, renewal, ..order(line) });
                    }
                }
            }
        }
    }
    let wins = |order: &Order<'_>, sales| {
        let earning = evaluate(terms, order, &Totals { sales, ..Totals::default() }, Part::WHOLE).unwrap();
        earning.applied.iter().any(|applied| applied.name == "second")
    };
    orders.iter().any(|order| (0..4).any(|sales| wins(order, sales)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A rule is refused as unreachable when no order whatever gets past the one before it, and only then.
    #[test]
    fn a_rule_is_in_vain_when_no_order_comes_to_it(
        first in (small(), few_months()), second in (small(), few_months()), narrower in any::<bool>(),
    ) {
        let mut rules = [first, second];
        if narrower {
            // The second asks for all that the first asks for, and for its own words.
            let skus = rules[1].0.skus.clone();
            rules[1].0 = rules[0].0.clone();
            if rules[0].0.skus.is_empty() {
                rules[1].0.skus = skus;
            }
        }
        let terms = two_rules(rules);
        let refused = terms.validate() == Err(RewardError::Unreachable { rule: 2, earlier: 1 });
        prop_assert!(refused || terms.validate().is_ok());
        prop_assert_eq!(refused, !second_ever_wins(&terms), "{:?}", terms.rules);
    }
}

proptest! {
    /// What a rule, a reward or a bonus says survives being stored.
    #[test]
    fn what_is_stored_is_what_was_said(
        reward in reward(), recurring in recurring(), predicate in predicate(), numbers in (1..1_000i64, 1..1_000i64),
    ) {
        fn again<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
            serde_json::from_value(serde_json::to_value(value).unwrap()).unwrap()
        }
        let bonus = Bonus { name: "goal".to_owned(), measure: Measure::Sales, goal: numbers.0, minor: numbers.1 };
        prop_assert_eq!(again(&reward), reward);
        prop_assert_eq!(again(&recurring), recurring);
        prop_assert_eq!(again(&predicate), predicate);
        prop_assert_eq!(again(&bonus), bonus);
    }

    /// A field that nobody knows is refused wherever it stands.
    #[test]
    fn unknown_fields_are_refused(reward in reward(), recurring in recurring(), predicate in predicate(), field in "[a-z]{1,8}x") {
        fn refused<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T, field: &str) -> bool {
            let mut value = serde_json::to_value(value).unwrap();
            value.as_object_mut().unwrap().insert(field.to_owned(), 1.into());
            serde_json::from_value::<T>(value).is_err()
        }
        prop_assume!(!field.ends_with("max"));
        prop_assert!(refused(&reward, &field) && refused(&recurring, &field) && refused(&predicate, &field));
    }
}
