//! One order after the other: tiers, top-ups, bonuses and caps.

use chrono::DateTime;
use domain::money::{BPS_WHOLE, Rounding, divide};
use domain::reward::{
    Bonus, Credited, Cut, ExtraKind, Measure, Order, OrderLine, Part, Period, Predicate, Reward, Rule,
    Settlement, Terms, Tier, TierMode, Totals, evaluate, settle,
};
use proptest::prelude::*;

use super::{facts, lines, one, order, terms, tiers, whole_line};

/// What a payee who is alone on an order is paid for it.
fn alone(terms: &Terms, lines: &[OrderLine<'_>], before: Totals) -> Settlement {
    let order = order(lines);
    let earning = evaluate(terms, &order, &before, Part::WHOLE).unwrap();
    let (commissionable, share) = (order.amount, earning.minor);
    settle(terms, &Credited { earning: &earning, part: Part::WHOLE, commissionable, share, before }).unwrap()
}

fn cuts(cuts: &[Cut]) -> i64 {
    cuts.iter().map(|cut| cut.minor).sum()
}

/// Tiers whose rates rise.
fn rising() -> impl Strategy<Value = Vec<Tier>> {
    tiers().prop_map(|mut tiers| {
        let mut rates: Vec<i64> = tiers.iter().map(|tier| tier.bps).collect();
        rates.sort_unstable();
        tiers.iter_mut().zip(rates).for_each(|(tier, bps)| tier.bps = bps);
        tiers
    })
}

/// What a payee who is alone on every order is paid for them, one after the other, and what they come to.
fn paid_in_turn(terms: &Terms, amounts: &[i64]) -> (Vec<i64>, Totals) {
    let mut totals = Totals::default();
    let mut paid = Vec::new();
    for amount in amounts {
        let lines = whole_line(*amount);
        let earning = evaluate(terms, &order(&lines), &totals, Part::WHOLE).unwrap();
        let credited = Credited {
            earning: &earning,
            part: Part::WHOLE,
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

proptest! {
    /// Graduated tiers give for many small orders what they give for one large one, to half a unit each.
    #[test]
    fn graduated_tiers_do_not_care_how_orders_are_cut(tiers in tiers(), amounts in prop::collection::vec(1..200_000i64, 1..12)) {
        let terms = one(Reward::Tiers { measure: Measure::Amount, mode: TierMode::Graduated, tiers });
        let (paid, totals) = paid_in_turn(&terms, &amounts);
        let (at_once, _) = paid_in_turn(&terms, &[amounts.iter().sum()]);
        prop_assert_eq!(totals.amount, amounts.iter().sum::<i64>());
        prop_assert!((paid.iter().sum::<i64>() - at_once[0]).abs() <= amounts.len() as i64);
    }

    /// A payee of one in `whole` of each of the orders climbs graduated tiers as one who is alone on orders of that part.
    #[test]
    fn a_part_climbs_as_an_order_of_that_part(tiers in tiers(), amounts in prop::collection::vec(1..100_000i64, 1..12), whole in 1..10u64) {
        let terms = one(Reward::Tiers { measure: Measure::Amount, mode: TierMode::Graduated, tiers });
        let (alone, _) = paid_in_turn(&terms, &amounts);
        let part = Part { weight: 1, whole };
        let mut totals = Totals::default();
        for (amount, alone) in amounts.iter().zip(alone) {
            let commissionable = amount * i64::try_from(whole).unwrap();
            let lines = whole_line(commissionable);
            let earning = evaluate(&terms, &order(&lines), &totals, part).unwrap();
            let share = part.of(earning.minor).unwrap();
            prop_assert!((share - alone).abs() <= 1, "{share} {alone}");
            let credited = Credited { earning: &earning, part, commissionable, share, before: totals };
            totals = totals + settle(&terms, &credited).unwrap().added;
        }
        prop_assert_eq!(totals.amount, amounts.iter().sum::<i64>());
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
            let part = Part { weight, whole: 10 };
            let earning = evaluate(&terms, &order(&lines), &totals, part).unwrap();
            let share = earning.minor * i64::try_from(weight).unwrap() / 10;
            let credited =
                Credited { earning: &earning, part, commissionable: amount, share, before: totals };
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

    /// Retroactive tiers that rise come to the last rate on all that their rule won, to half a unit for each order and one
    /// for the sum, whatever other rules won beside it.
    #[test]
    fn retroactive_tiers_come_to_their_rate_beside_other_rules(
        tiers in rising(), by_sales in any::<bool>(), orders in prop::collection::vec((0..100_000i64, 0..100_000i64), 1..12),
    ) {
        let measure = if by_sales { Measure::Sales } else { Measure::Amount };
        // So many sales rather than so much money.
        let tiers: Vec<Tier> = if by_sales {
            (0..).zip(&tiers).map(|(index, tier)| Tier { from: index * 2, ..*tier }).collect()
        } else {
            tiers
        };
        let mut terms = one(Reward::Tiers { measure, mode: TierMode::Retroactive, tiers: tiers.clone() });
        terms.rules[0].predicate.skus = vec!["MUG".to_owned()];
        let rest = Rule { position: 2, reward: Reward::Percent { bps: 700 }, predicate: Predicate::default(), ..terms.rules[0].clone() };
        terms.rules.push(rest);
        let mut totals = Totals::default();
        for (mugs, pens) in &orders {
            let [mug] = whole_line(*mugs);
            let lines = [mug, OrderLine { position: 2, sku: "PEN", amount: *pens, ..mug }];
            totals = totals + alone(&terms, &lines, totals).added;
        }
        let reached = if by_sales { totals.sales - 1 } else { totals.amount };
        let rate = tiers.iter().rev().find(|tier| tier.from <= reached).unwrap().bps;
        prop_assert_eq!(totals.tiered, orders.iter().map(|(mugs, _)| mugs).sum::<i64>());
        let off = totals.tiered_paid * BPS_WHOLE - totals.tiered * rate;
        prop_assert!(off.abs() * 2 <= BPS_WHOLE * (orders.len() as i64 + 1), "{} {:?}", off, totals);
    }

    /// Caps only cut: what is paid under them and what they cut is what would be paid without them. Nothing that was cut
    /// is asked for again.
    #[test]
    fn what_caps_cut_is_asked_for_once(
        tiers in rising(), retroactive in any::<bool>(), amounts in prop::collection::vec(1..200_000i64, 1..12),
        cap in prop::option::of(1..20_000i64), period in prop::option::of(1..200_000i64),
        goal in 1..600_000i64, minor in 1..50_000i64,
    ) {
        let mode = if retroactive { TierMode::Retroactive } else { TierMode::Graduated };
        let mut terms = one(Reward::Tiers { measure: Measure::Amount, mode, tiers });
        terms.bonuses = vec![Bonus { name: "goal".to_owned(), measure: Measure::Amount, goal, minor }];
        let uncapped = paid_in_turn(&terms, &amounts).1;
        (terms.cap_per_order, terms.cap_per_period) = (cap, period);
        let (mut totals, mut cut) = (Totals::default(), 0);
        for amount in amounts {
            let settled = alone(&terms, &whole_line(amount), totals);
            cut += cuts(&settled.cuts) + settled.extras.iter().map(|extra| cuts(&extra.cuts)).sum::<i64>();
            totals = totals + settled.added;
        }
        prop_assert_eq!(totals.paid + cut, uncapped.paid);
        prop_assert_eq!(Totals { paid: 0, ..totals }, Totals { paid: 0, ..uncapped });
        prop_assert!(totals.paid <= period.unwrap_or(i64::MAX));
    }

    /// Whatever the terms, the order and the weight: share and extras asked are what is paid and what is cut, all of it
    /// counted once, and nothing is negative.
    #[test]
    fn settling_loses_nothing(
        terms in terms(), lines in lines(), (facts, before) in facts(), (weight, whole) in (0..=10u64, 10..20u64),
        caps in (prop::option::of(0..20_000i64), prop::option::of(0..50_000i64)),
        had in (0..50_000i64, 0..300_000i64, 0..30_000i64), bonus in (1..40i64, 1..5_000i64),
    ) {
        let mut terms = terms;
        (terms.cap_per_order, terms.cap_per_period) = caps;
        terms.bonuses = vec![Bonus { name: "goal".to_owned(), measure: Measure::Sales, goal: bonus.0, minor: bonus.1 }];
        let before = Totals { paid: had.0, tiered: had.1, tiered_paid: had.2, ..before };
        let order = Order { lines: &lines, amount: order(&lines).amount, ..facts };
        let part = Part { weight, whole };
        let earning = evaluate(&terms, &order, &before, part).unwrap();
        let commissionable = lines.iter().filter(|l| l.commissionable).map(|l| l.amount).sum();
        let share = earning.minor * weight as i64 / whole as i64;
        let credited = Credited { earning: &earning, part, commissionable, share, before };
        let settled = settle(&terms, &credited).unwrap();
        prop_assert_eq!(settled.pays + cuts(&settled.cuts), share);
        let all = || settled.cuts.iter().chain(settled.extras.iter().flat_map(|extra| &extra.cuts));
        prop_assert!(settled.pays >= 0 && all().all(|cut| cut.minor > 0));
        prop_assert!(settled.pays <= caps.0.unwrap_or(i64::MAX));
        for extra in &settled.extras {
            let number = |field: &str| extra.why[field].as_i64().unwrap();
            let asked = match extra.kind {
                ExtraKind::TopUp => number("due") - number("paidBefore"),
                ExtraKind::Bonus => bonus.1,
            };
            prop_assert!(extra.minor >= 0 && asked > 0);
            prop_assert_eq!(extra.minor + cuts(&extra.cuts), asked);
        }
        let paid = settled.pays + settled.extras.iter().map(|extra| extra.minor).sum::<i64>();
        prop_assert!(caps.1.is_none_or(|cap| paid <= (cap - before.paid).max(0)));
        let added = settled.added;
        prop_assert_eq!((added.sales, added.paid), (1, paid));
        prop_assert!(added.amount >= 0 && added.amount <= commissionable && added.tiered >= 0 && added.tiered <= added.amount);
        let reached = settled.extras.iter().any(|extra| extra.kind == ExtraKind::Bonus);
        prop_assert_eq!(reached, before.sales + 1 == bonus.0);
    }

    /// The time of day and what came before the period say nothing: totals begin at nothing on a period's first day.
    #[test]
    fn every_moment_lies_in_one_period(seconds in 0..4_000_000_000i64) {
        let at = DateTime::from_timestamp(seconds, 0).unwrap();
        for period in Period::ALL {
            let (start, end) = (period.start(at), period.end(at));
            prop_assert!(start <= at.date_naive() && at.date_naive() < end);
            let last = end.pred_opt().unwrap().and_hms_opt(23, 59, 59).unwrap().and_utc();
            let next = end.and_hms_opt(0, 0, 0).unwrap().and_utc();
            prop_assert_eq!((period.start(last), period.start(next)), (start, end));
        }
    }
}
