//! Any run of refunds of any order.

use domain::commission::pool;
use domain::conversion::Line;
use domain::refund::{LineTarget, RefundLine, RefundPlan, RefundRequest, RefundScope, plan, reverse};
use proptest::prelude::*;

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = (0..4u8, 1..20i64, prop_oneof![0..30i64, 0..100_000i64], prop::bool::weighted(0.8));
    prop::collection::vec(line, 1..8).prop_map(|lines| {
        (1..)
            .zip(lines)
            .map(|(position, (sku, quantity, amount, commissionable))| Line {
                position,
                sku: format!("S{sku}"),
                quantity,
                amount,
                commissionable,
                refunded_quantity: 0,
                refunded: 0,
            })
            .collect()
    })
}

fn scope() -> impl Strategy<Value = RefundScope> {
    let target = prop_oneof![
        (1..9i32).prop_map(LineTarget::Position),
        (0..5u8).prop_map(|sku| LineTarget::Sku(format!("S{sku}"))),
    ];
    let line = (target, prop::option::of(0..8i64), prop::option::of(0..5_000i64))
        .prop_map(|(target, quantity, amount)| RefundLine { target, quantity, amount });
    prop_oneof![
        8 => prop::collection::vec(line, 1..4).prop_map(RefundScope::Lines),
        4 => (0..20_000i64).prop_map(RefundScope::Amount),
        1 => Just(RefundScope::Whole),
    ]
}

fn request(scope: RefundScope) -> RefundRequest {
    RefundRequest { external_id: "R1".to_owned(), scope }
}

fn carry_out(lines: &mut [Line], plan: &RefundPlan) {
    for taken in &plan.lines {
        let line = lines.iter_mut().find(|line| line.position == taken.position).unwrap();
        line.refunded += taken.amount;
        line.refunded_quantity += taken.quantity;
    }
}

fn left(lines: &[Line]) -> i64 {
    lines.iter().map(Line::left).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::MONEY_CASES))]

    /// A plan sums, takes each line once and never more than is left of it; what is refused takes nothing; an
    /// amount is taken to the cent; and the whole leaves exactly nothing.
    #[test]
    fn plans_sum_and_never_take_more_than_is_left(lines in lines(), scopes in prop::collection::vec(scope(), 0..12)) {
        let mut lines = lines;
        for scope in scopes.into_iter().chain([RefundScope::Whole]) {
            let before = left(&lines);
            let Ok(plan) = plan(&lines, &request(scope.clone())) else {
                prop_assert!(scope != RefundScope::Whole || before == 0);
                continue;
            };
            prop_assert!(plan.amount > 0);
            prop_assert_eq!(plan.lines.iter().map(|l| l.amount).sum::<i64>(), plan.amount);
            prop_assert!(plan.lines.windows(2).all(|pair| pair[0].position < pair[1].position));
            if let RefundScope::Amount(minor) = scope {
                prop_assert_eq!(plan.amount, minor);
            }
            let earning = |l: &&domain::refund::PlannedLine| lines.iter().any(|x| x.position == l.position && x.commissionable);
            prop_assert_eq!(plan.lines.iter().filter(earning).map(|l| l.amount).sum::<i64>(), plan.commissionable);
            carry_out(&mut lines, &plan);
            for line in &lines {
                prop_assert!(line.refunded <= line.amount && line.refunded_quantity <= line.quantity);
            }
            prop_assert_eq!(left(&lines), before - plan.amount);
        }
        prop_assert_eq!(left(&lines), 0);
    }

    /// Through any run of refunds no payee falls below zero, what is taken in all is the cumulative target,
    /// and a full refund leaves every payee exactly nothing.
    #[test]
    fn reversals_follow_the_target_and_end_at_zero(
        lines in lines(), scopes in prop::collection::vec(scope(), 0..12),
        shares in prop::collection::vec((1..1_000u64, 0..=10_000i64), 1..6),
    ) {
        let mut lines = lines;
        let commissionable: i64 = lines.iter().filter(|l| l.commissionable).map(|l| l.amount).sum();
        let earned: Vec<_> = shares.iter().map(|(weight, bps)| (*weight, commissionable * bps / 10_000)).collect();
        let split = pool(&earned).unwrap();
        let (mut held, mut refunded, mut reversed) = (split.parts.clone(), 0i64, 0i64);
        for scope in scopes.into_iter().chain([RefundScope::Whole]) {
            let Ok(plan) = plan(&lines, &request(scope)) else { continue };
            carry_out(&mut lines, &plan);
            refunded += plan.commissionable;
            let taken = reverse(split.pool, commissionable, refunded, reversed, &held).unwrap();
            for (held, taken) in held.iter_mut().zip(&taken) {
                prop_assert!(*taken >= 0);
                *held -= taken;
                prop_assert!(*held >= 0);
            }
            reversed += taken.iter().sum::<i64>();
            // The target, to half a minor unit.
            let away = i128::from(reversed) * i128::from(commissionable) - i128::from(split.pool) * i128::from(refunded);
            prop_assert!(away.abs() * 2 <= i128::from(commissionable));
        }
        prop_assert_eq!(reversed, split.pool);
        prop_assert!(held.iter().all(|held| *held == 0));
    }
}

proptest! {
    /// However a refund is cut into pieces, the same is taken in all.
    #[test]
    fn only_the_sum_of_refunds_counts(total in 0..100_000i64, commissionable in 1..100_000i64, cuts in prop::collection::vec(0..100_000i64, 0..8)) {
        let total = total.min(commissionable);
        let mut steps: Vec<i64> = cuts.into_iter().map(|cut| cut % (commissionable + 1)).collect();
        steps.sort_unstable();
        let end = steps.last().copied().unwrap_or(0);
        let mut reversed = 0;
        for refunded in steps {
            reversed += reverse(total, commissionable, refunded, reversed, &[total - reversed]).unwrap()[0];
        }
        prop_assert_eq!(reversed, reverse(total, commissionable, end, 0, &[total]).unwrap()[0]);
    }
}
