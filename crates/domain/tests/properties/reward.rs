//! Any terms on any order.

use chrono::DateTime;
use domain::conversion::ConversionKind;
use domain::ids::{ProgramId, RuleId, TermsId, TypedId};
use domain::money::{BPS_WHOLE, Rounding, divide};
use domain::reward::{
    Bonus, Credited, CustomerKind, Measure, Order, OrderLine, Period, Phase, Predicate, Recurring, Reward,
    Rule, Terms, Tier, TierMode, Totals, evaluate, settle,
};
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
        group: None,
        effective_from: DateTime::UNIX_EPOCH,
        period: Period::Month,
        bonuses: Vec::new(),
        cap_per_order: None,
        cap_per_period: None,
        rules: (1..)
            .zip(rules)
            .map(|(position, (predicate, reward)): (i32, _)| Rule {
                id: RuleId::from_uuid(Uuid::from_u128(u128::from(position.unsigned_abs()))),
                position,
                name: format!("rule {position}"),
                predicate,
                reward,
                recurring: None,
            })
            .collect(),
    })
}

fn order<'a>(lines: &'a [OrderLine<'a>]) -> Order<'a> {
    let amount = lines.iter().map(|line| line.amount).sum();
    Order {
        kind: ConversionKind::Sale,
        lines,
        amount,
        country: None,
        code: None,
        customer: None,
        renewal: None,
    }
}

fn tiers() -> impl Strategy<Value = Vec<Tier>> {
    prop::collection::btree_map(1..500_000i64, 0..=10_000i64, 0..5).prop_flat_map(|later| {
        (0..=10_000i64).prop_map(move |bps| {
            let later = later.iter().map(|(from, bps)| Tier { from: *from, bps: *bps });
            [Tier { from: 0, bps }].into_iter().chain(later).collect()
        })
    })
}

/// Terms of one rule for everything.
fn one(reward: Reward) -> Terms {
    let rule = Rule {
        id: RuleId::from_uuid(Uuid::nil()),
        position: 1,
        name: "all".to_owned(),
        predicate: Predicate::default(),
        reward,
        recurring: None,
    };
    Terms {
        id: TermsId::from_uuid(Uuid::nil()),
        program: ProgramId::from_uuid(Uuid::nil()),
        version: 1,
        group: None,
        effective_from: DateTime::UNIX_EPOCH,
        period: Period::Month,
        rules: vec![rule],
        bonuses: Vec::new(),
        cap_per_order: None,
        cap_per_period: None,
    }
}

fn whole_line(amount: i64) -> [OrderLine<'static>; 1] {
    [OrderLine { position: 1, sku: "MUG", category: None, quantity: 1, amount, commissionable: true }]
}

/// What a payee who is alone on every order is paid for them, one after the other, and what they come to.
fn paid_in_turn(terms: &Terms, amounts: &[i64]) -> (Vec<i64>, Totals) {
    let mut totals = Totals::default();
    let mut paid = Vec::new();
    for amount in amounts {
        let lines = whole_line(*amount);
        let earning = evaluate(terms, &order(&lines), &totals).unwrap();
        let credited = Credited {
            earning: &earning,
            weight: 1,
            whole: 1,
            commissionable: *amount,
            share: earning.minor,
            before: totals,
        };
        let settled = settle(terms, &credited).unwrap();
        let extras: i64 = settled.extras.iter().map(|extra| extra.minor).sum();
        assert_eq!(settled.added.paid, settled.pays + extras);
        paid.push(settled.pays + extras);
        totals = totals + settled.added;
    }
    (paid, totals)
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
        let earning = evaluate(&terms, &order, &Totals::default()).unwrap();
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
        let earned = |lines: &[OrderLine<'_>], amount| evaluate(&terms, &Order { amount, ..order(lines) }, &Totals::default()).unwrap().minor;
        let amount = order(&lines).amount;
        let backwards: Vec<_> = lines.iter().rev().copied().collect();
        let earning: Vec<_> = lines.iter().filter(|l| l.commissionable).copied().collect();
        prop_assert_eq!(earned(&lines, amount), earned(&backwards, amount));
        prop_assert_eq!(earned(&lines, amount), earned(&earning, amount));
    }

    /// Graduated tiers give for many small orders what they give for one large one, to half a unit each.
    #[test]
    fn graduated_tiers_do_not_care_how_orders_are_cut(tiers in tiers(), amounts in prop::collection::vec(1..200_000i64, 1..12)) {
        let terms = one(Reward::Tiers { measure: Measure::Amount, mode: TierMode::Graduated, tiers });
        let (paid, totals) = paid_in_turn(&terms, &amounts);
        let (at_once, _) = paid_in_turn(&terms, &[amounts.iter().sum()]);
        prop_assert_eq!(totals.amount, amounts.iter().sum::<i64>());
        prop_assert!((paid.iter().sum::<i64>() - at_once[0]).abs() <= amounts.len() as i64);
    }

    /// Retroactive tiers that rise come to the last rate on everything, to half a unit for each order since it was reached.
    #[test]
    fn retroactive_tiers_come_to_the_rate_on_everything(tiers in tiers(), amounts in prop::collection::vec(1..200_000i64, 1..12)) {
        let mut tiers = tiers;
        let mut rates: Vec<i64> = tiers.iter().map(|tier| tier.bps).collect();
        rates.sort_unstable();
        tiers.iter_mut().zip(rates).for_each(|(tier, bps)| tier.bps = bps);
        let whole: i64 = amounts.iter().sum();
        let rate = tiers.iter().rev().find(|tier| tier.from <= whole).unwrap().bps;
        let terms = one(Reward::Tiers { measure: Measure::Amount, mode: TierMode::Retroactive, tiers });
        let (paid, _) = paid_in_turn(&terms, &amounts);
        let exact = divide(i128::from(whole) * i128::from(rate), i128::from(BPS_WHOLE), Rounding::HalfEven).unwrap();
        prop_assert!((paid.iter().sum::<i64>() - exact).abs() <= amounts.len() as i64, "{:?} {}", paid, exact);
    }

    /// What is paid and what is cut come to what was asked; no cap is passed, nothing is negative; a bonus comes once.
    #[test]
    fn caps_cut_and_lose_nothing(
        bps in 0..=10_000i64, amounts in prop::collection::vec(1..200_000i64, 1..12), cap in prop::option::of(1..100_000i64),
        period in prop::option::of(1..400_000i64), goal in 1..600_000i64, bonus in 1..50_000i64, weight in 1..10u64,
    ) {
        let mut terms = one(Reward::Percent { bps });
        (terms.cap_per_order, terms.cap_per_period) = (cap, period);
        terms.bonuses = vec![Bonus { name: "goal".to_owned(), measure: Measure::Amount, goal, minor: bonus }];
        let (mut totals, mut bonuses) = (Totals::default(), 0);
        for amount in amounts {
            let lines = whole_line(amount);
            let earning = evaluate(&terms, &order(&lines), &totals).unwrap();
            let share = earning.minor * i64::try_from(weight).unwrap() / 10;
            let credited =
                Credited { earning: &earning, weight, whole: 10, commissionable: amount, share, before: totals };
            let settled = settle(&terms, &credited).unwrap();
            prop_assert_eq!(settled.pays + settled.cuts.iter().map(|c| c.minor).sum::<i64>(), share);
            prop_assert!(settled.pays >= 0 && settled.cuts.iter().all(|c| c.minor > 0));
            prop_assert!(settled.pays <= cap.unwrap_or(i64::MAX));
            for extra in &settled.extras {
                bonuses += 1;
                prop_assert!(extra.minor >= 0);
                prop_assert_eq!(extra.minor + extra.cuts.iter().map(|c| c.minor).sum::<i64>(), bonus);
            }
            totals = totals + settled.added;
            prop_assert!(totals.paid <= period.unwrap_or(i64::MAX));
        }
        prop_assert_eq!(bonuses, i32::from(totals.amount >= goal));
    }

    /// What a rule, a reward or a bonus says survives being stored.
    #[test]
    fn what_is_stored_is_what_was_said(tiers in tiers(), months in prop::option::of(1..120i32), bps in 0..=10_000i64, new in any::<bool>()) {
        let reward = Reward::Tiers { measure: Measure::Sales, mode: TierMode::Retroactive, tiers };
        let recurring = Recurring { months, then: months.map(|_| Phase { bps, months }) };
        let customer = Some(if new { CustomerKind::New } else { CustomerKind::Returning });
        let predicate = Predicate { customer, period_sales_min: Some(bps), ..Predicate::default() };
        fn again<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
            serde_json::from_value(serde_json::to_value(value).unwrap()).unwrap()
        }
        prop_assert_eq!(again(&reward), reward);
        prop_assert_eq!(again(&recurring), recurring);
        prop_assert_eq!(again(&predicate), predicate);
    }
}
