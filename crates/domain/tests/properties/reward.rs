//! Any terms on any order.

use chrono::DateTime;
use domain::conversion::ConversionKind;
use domain::ids::{ProgramId, RuleId, TermsId, TypedId};
use domain::reward::{Order, OrderLine, Predicate, Reward, Rule, Terms, evaluate};
use proptest::prelude::*;
use uuid::Uuid;

const SKUS: [&str; 4] = ["MUG", "PEN", "HAT", "POST"];

fn line() -> impl Strategy<Value = OrderLine<'static>> {
    (0..4usize, 1..50i64, 0..100_000i64, prop::bool::weighted(0.8)).prop_map(
        |(sku, quantity, amount, commissionable)| OrderLine {
            position: 0,
            sku: SKUS[sku],
            category: (sku < 2).then_some("Home"),
            quantity,
            amount,
            commissionable,
        },
    )
}

fn lines() -> impl Strategy<Value = Vec<OrderLine<'static>>> {
    prop::collection::vec(line(), 0..12).prop_map(|mut lines| {
        (1..).zip(&mut lines).for_each(|(position, line)| line.position = position);
        lines
    })
}

fn terms() -> impl Strategy<Value = Terms> {
    let predicate = (prop::collection::vec(0..4usize, 0..3), any::<bool>(), prop::option::of(0..200_000i64))
        .prop_map(|(skus, home, order_minor_min)| Predicate {
            skus: skus.into_iter().map(|sku| SKUS[sku].to_owned()).collect(),
            categories: if home { vec!["Home".to_owned()] } else { vec![] },
            order_minor_min,
            ..Predicate::default()
        });
    let reward = prop_oneof![
        (0..=10_000i64).prop_map(|bps| Reward::Percent { bps }),
        (0..50_000i64).prop_map(|minor| Reward::FlatPerOrder { minor }),
        (0..50_000i64).prop_map(|minor| Reward::FlatPerItem { minor }),
        (0..50_000i64).prop_map(|minor| Reward::FlatPerLead { minor }),
    ];
    prop::collection::vec((predicate, reward), 1..6).prop_map(|rules| Terms {
        id: TermsId::from_uuid(Uuid::nil()),
        program: ProgramId::from_uuid(Uuid::nil()),
        version: 1,
        effective_from: DateTime::UNIX_EPOCH,
        rules: (1..)
            .zip(rules)
            .map(|(position, (predicate, reward)): (i32, _)| Rule {
                id: RuleId::from_uuid(Uuid::from_u128(u128::from(position.unsigned_abs()))),
                position,
                name: format!("rule {position}"),
                predicate,
                reward,
            })
            .collect(),
    })
}

fn order<'a>(lines: &'a [OrderLine<'a>]) -> Order<'a> {
    let amount = lines.iter().map(|line| line.amount).sum();
    Order { kind: ConversionKind::Sale, lines, amount, country: None, code: None }
}

/// Whether a rule for sales matches a line of this order, told in another way.
fn matches(rule: &Rule, line: &OrderLine<'_>, amount: i64) -> bool {
    let Predicate { skus, categories, order_minor_min, .. } = &rule.predicate;
    let listed = |words: &Vec<String>, word: &str| words.is_empty() || words.contains(&word.to_owned());
    !matches!(rule.reward, Reward::FlatPerLead { .. })
        && order_minor_min.unwrap_or(0) <= amount
        && listed(skus, line.sku)
        && listed(categories, line.category.unwrap_or(""))
}

proptest! {
    /// What is earned is the sum of what rules gave, each at most its lines and in all at most what can earn;
    /// each line is won by the first rule that matches it, and every rule is accounted for.
    #[test]
    fn earnings_sum_and_never_exceed_what_can_earn(terms in terms(), lines in lines()) {
        let order = order(&lines);
        let earning = evaluate(&terms, &order).unwrap();
        prop_assert_eq!(earning.applied.iter().map(|a| a.minor).sum::<i64>(), earning.minor);
        prop_assert!(earning.applied.iter().all(|a| 0 <= a.minor && a.minor <= a.base_minor));
        let can_earn: i64 = lines.iter().filter(|l| l.commissionable).map(|l| l.amount).sum();
        prop_assert!(earning.minor <= can_earn);
        prop_assert_eq!(earning.applied.len() + earning.passed_over.len(), terms.rules.len());
        for line in &lines {
            let first = terms.rules.iter().find(|rule| line.commissionable && matches(rule, line, order.amount));
            let won: Vec<_> =
                earning.applied.iter().filter(|a| a.lines.contains(&line.position)).map(|a| a.rule).collect();
            prop_assert_eq!(won, first.map(|rule| rule.id).into_iter().collect::<Vec<_>>());
        }
    }

    /// The order of lines does not matter, and what cannot earn is as good as absent.
    #[test]
    fn lines_count_as_a_set(terms in terms(), lines in lines()) {
        let earned = |lines: &[OrderLine<'_>], amount| evaluate(&terms, &Order { amount, ..order(lines) }).unwrap().minor;
        let amount = order(&lines).amount;
        let backwards: Vec<_> = lines.iter().rev().copied().collect();
        let earning: Vec<_> = lines.iter().filter(|l| l.commissionable).copied().collect();
        prop_assert_eq!(earned(&lines, amount), earned(&backwards, amount));
        prop_assert_eq!(earned(&lines, amount), earned(&earning, amount));
    }
}
