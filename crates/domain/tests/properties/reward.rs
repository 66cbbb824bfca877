//! Any terms on any order.

mod sound;
mod turn;

use chrono::DateTime;
use domain::conversion::ConversionKind;
use domain::ids::{ProgramId, RuleId, TermsId, TypedId};
use domain::money::BPS_WHOLE;
use domain::reward::{
    CustomerKind, Measure, Order, OrderLine, Part, Period, Phase, Predicate, Recurring, Reward, Rule, Terms,
    Tier, TierMode, Totals, evaluate,
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

fn predicate() -> impl Strategy<Value = Predicate> {
    let customer = prop::option::of(prop::sample::select(CustomerKind::ALL));
    let country = prop::sample::subsequence(vec!["DE", "FR", "GB"], 0..=1);
    let of_order = (prop::collection::vec(0..4usize, 0..3), any::<bool>(), prop::option::of(0..200_000i64));
    let of_period = (prop::option::of(0..20i64), prop::option::of(0..400_000i64));
    (of_order, of_period, customer, country).prop_map(
        |((skus, home, order_minor_min), (period_sales_min, period_minor_max), customer, countries)| {
            Predicate {
                skus: skus.into_iter().map(|sku| SKUS[sku].to_owned()).collect(),
                categories: if home { vec!["Home".to_owned()] } else { vec![] },
                countries: countries.into_iter().map(str::to_owned).collect(),
                order_minor_min,
                customer,
                period_sales_min,
                period_minor_max,
                ..Predicate::default()
            }
        },
    )
}

fn reward() -> impl Strategy<Value = Reward> {
    let measure = prop::sample::select(Measure::ALL);
    let mode = prop::sample::select(TierMode::ALL);
    prop_oneof![
        (0..=10_000i64).prop_map(|bps| Reward::Percent { bps }),
        (0..50_000i64).prop_map(|minor| Reward::FlatPerOrder { minor }),
        (0..50_000i64).prop_map(|minor| Reward::FlatPerItem { minor }),
        (0..50_000i64).prop_map(|minor| Reward::FlatPerLead { minor }),
        (0..50i64).prop_map(|minor| Reward::FlatPerClick { minor }),
        (measure, mode, tiers()).prop_map(|(measure, mode, tiers)| Reward::Tiers { measure, mode, tiers }),
    ]
}

/// Months and a second phase, as terms allow them.
fn recurring() -> impl Strategy<Value = Recurring> {
    let phase = (0..=10_000i64, prop::option::of(1..6i32)).prop_map(|(bps, months)| Phase { bps, months });
    (prop::option::of(1..6i32), prop::option::of(phase))
        .prop_map(|(months, then)| Recurring { months, then: then.filter(|_| months.is_some()) })
}

fn terms() -> impl Strategy<Value = Terms> {
    prop::collection::vec((predicate(), reward(), prop::option::of(recurring())), 1..6).prop_map(|rules| {
        Terms {
            rules: (1..)
                .zip(rules)
                .map(|(position, (predicate, reward, recurring)): (i32, _)| Rule {
                    id: RuleId::from_uuid(Uuid::from_u128(u128::from(position.unsigned_abs()))),
                    position,
                    name: format!("rule {position}"),
                    predicate,
                    reward,
                    recurring,
                })
                .collect(),
            ..one(Reward::Percent { bps: 0 })
        }
    })
}

/// What an order is beside its lines, and what its payee has come to.
fn facts() -> impl Strategy<Value = (Order<'static>, Totals)> {
    let customer = prop::option::of(prop::sample::select(CustomerKind::ALL));
    let country = prop::option::of(prop::sample::select(&["DE", "fr", "IE"][..]));
    let before =
        (0..30i64, 0..600_000i64).prop_map(|(sales, amount)| Totals { sales, amount, ..Totals::default() });
    (customer, country, prop::option::of(0..12i32), before).prop_map(
        |(customer, country, renewal, before)| (Order { customer, country, renewal, ..order(&[]) }, before),
    )
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

/// Whether a rule for sales matches a line of this order, told in another way.
fn matches(rule: &Rule, line: &OrderLine<'_>, order: &Order<'_>, before: &Totals) -> bool {
    let p = &rule.predicate;
    let listed = |words: &Vec<String>, word: &str| words.is_empty() || words.contains(&word.to_owned());
    let (for_life, until) = match rule.recurring {
        None => (false, 0),
        Some(Recurring { months: None, .. } | Recurring { then: Some(Phase { months: None, .. }), .. }) => {
            (true, 0)
        }
        Some(Recurring { months: Some(months), then }) => {
            (false, months + then.and_then(|then| then.months).unwrap_or(0))
        }
    };
    !matches!(rule.reward, Reward::FlatPerLead { .. } | Reward::FlatPerClick { .. })
        && p.order_minor_min.unwrap_or(0) <= order.amount
        && p.period_sales_min.unwrap_or(0) <= before.sales
        && before.amount <= p.period_minor_max.unwrap_or(i64::MAX)
        && (p.customer.is_none() || p.customer == order.customer)
        && order.renewal.is_none_or(|month| for_life || month < until)
        && listed(&p.countries, &order.country.unwrap_or("").to_ascii_uppercase())
        && listed(&p.skus, line.sku)
        && listed(&p.categories, line.category.unwrap_or(""))
}

proptest! {
    /// What is earned is the sum of what rules gave, each at most its lines and in all at most what can earn;
    /// each line is won by the first rule that matches it, and every rule is accounted for.
    #[test]
    fn earnings_sum_and_never_exceed_what_can_earn(terms in terms(), lines in lines(), (facts, before) in facts()) {
        let order = Order { lines: &lines, amount: order(&lines).amount, ..facts };
        let earning = evaluate(&terms, &order, &before, Part::WHOLE).unwrap();
        prop_assert_eq!(earning.applied.iter().map(|a| a.minor).sum::<i64>(), earning.minor);
        prop_assert!(earning.applied.iter().all(|a| 0 <= a.minor && a.minor <= a.base_minor));
        let can_earn: i64 = lines.iter().filter(|l| l.commissionable).map(|l| l.amount).sum();
        prop_assert!(earning.minor <= can_earn);
        prop_assert_eq!(earning.applied.len() + earning.passed_over.len(), terms.rules.len());
        for line in &lines {
            let first = terms.rules.iter().find(|rule| line.commissionable && matches(rule, line, &order, &before));
            let won: Vec<_> =
                earning.applied.iter().filter(|a| a.lines.contains(&line.position)).map(|a| a.rule).collect();
            prop_assert_eq!(won, first.map(|rule| rule.id).into_iter().collect::<Vec<_>>());
        }
        for applied in earning.applied.iter().filter(|a| !a.tiers.is_empty()) {
            prop_assert_eq!(applied.tiers.iter().map(|slice| slice.base_minor).sum::<i64>(), applied.base_minor);
            let exact: i64 = applied.tiers.iter().map(|slice| slice.base_minor * slice.bps).sum();
            prop_assert!((applied.minor * BPS_WHOLE - exact).abs() * 2 <= BPS_WHOLE);
        }
    }

    /// The order of lines does not matter, and what cannot earn is as good as absent.
    #[test]
    fn lines_count_as_a_set(terms in terms(), lines in lines()) {
        let earned = |lines: &[OrderLine<'_>], amount| evaluate(&terms, &Order { amount, ..order(lines) }, &Totals::default(), Part::WHOLE).unwrap().minor;
        let amount = order(&lines).amount;
        let backwards: Vec<_> = lines.iter().rev().copied().collect();
        let earning: Vec<_> = lines.iter().filter(|l| l.commissionable).copied().collect();
        prop_assert_eq!(earned(&lines, amount), earned(&backwards, amount));
        prop_assert_eq!(earned(&lines, amount), earned(&earning, amount));
    }
}
