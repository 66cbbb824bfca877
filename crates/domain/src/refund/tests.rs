//! Refunds as brands ask for them.

use uuid::Uuid;

use super::*;
use crate::conversion::Line;

/// Three mugs for 10.00, a pen for 1.00, postage for 4.00 that earned nothing, a second line of mugs for 5.00.
fn order() -> Vec<Line> {
    let line = |position, sku: &str, quantity, amount, commissionable| Line {
        position,
        sku: sku.to_owned(),
        quantity,
        amount,
        commissionable,
        refunded_quantity: 0,
        refunded: 0,
    };
    vec![
        line(1, "MUG", 3, 1_000, true),
        line(2, "PEN", 1, 100, true),
        line(3, "POST", 1, 400, false),
        line(4, "MUG", 5, 500, true),
    ]
}

fn ask(scope: RefundScope) -> RefundRequest {
    RefundRequest { external_id: "C536379".to_owned(), scope }
}

fn at(position: i32, quantity: Option<i64>, amount: Option<i64>) -> RefundLine {
    RefundLine { target: LineTarget::Position(position), quantity, amount }
}

fn sku(sku: &str, quantity: i64) -> RefundLine {
    RefundLine { target: LineTarget::Sku(sku.to_owned()), quantity: Some(quantity), amount: None }
}

type Taken = (Vec<(i32, i64, i64)>, i64, i64);

fn planned(lines: &[Line], scope: RefundScope) -> Result<Taken, &'static str> {
    plan(lines, &ask(scope))
        .map(|plan| {
            let lines = plan.lines.iter().map(|line| (line.position, line.quantity, line.amount)).collect();
            (lines, plan.amount, plan.commissionable)
        })
        .map_err(|error| error.code())
}

fn by_lines(named: &[RefundLine]) -> Result<Taken, &'static str> {
    planned(&order(), RefundScope::Lines(named.to_vec()))
}

/// The order after the plan was carried out.
fn after(mut lines: Vec<Line>, scope: RefundScope) -> Vec<Line> {
    for taken in plan(&lines, &ask(scope)).unwrap().lines {
        let line = lines.iter_mut().find(|line| line.position == taken.position).unwrap();
        line.refunded += taken.amount;
        line.refunded_quantity += taken.quantity;
    }
    lines
}

#[test]
fn units_take_their_part_and_the_last_takes_the_rest() {
    let mut lines = order();
    let mut parts = vec![];
    for _ in 0..3 {
        let one = RefundScope::Lines(vec![at(1, Some(1), None)]);
        parts.push(plan(&lines, &ask(one.clone())).unwrap().amount);
        lines = after(lines, one);
    }
    assert_eq!(parts, [333, 334, 333]);
    assert_eq!(planned(&lines, RefundScope::Lines(vec![at(1, Some(1), None)])), Err("NOTHING_LEFT"));
}

#[test]
fn lines_are_found_by_position_or_by_stock_code_with_enough_left() {
    assert_eq!(by_lines(&[at(3, None, Some(150))]), Ok((vec![(3, 0, 150)], 150, 0)));
    assert_eq!(by_lines(&[sku("MUG", 3)]), Ok((vec![(1, 3, 1_000)], 1_000, 1_000)));
    assert_eq!(by_lines(&[sku("MUG", 4)]), Ok((vec![(4, 4, 400)], 400, 400)));
    // Named twice: the second is taken from what the first left.
    assert_eq!(
        by_lines(&[sku("MUG", 2), sku("MUG", 1), sku("MUG", 1)]),
        Ok((vec![(1, 3, 1_000), (4, 1, 100)], 1_100, 1_100))
    );
    assert_eq!(
        by_lines(&[at(2, Some(1), Some(70)), at(3, Some(1), None)]),
        Ok((vec![(2, 1, 70), (3, 1, 400)], 470, 70))
    );
}

#[test]
fn an_amount_is_spread_over_what_the_lines_have_left() {
    assert_eq!(
        planned(&order(), RefundScope::Amount(200)),
        Ok((vec![(1, 0, 100), (2, 0, 10), (3, 0, 40), (4, 0, 50)], 200, 160))
    );
    let lines = after(order(), RefundScope::Lines(vec![at(1, Some(3), None)]));
    assert_eq!(
        planned(&lines, RefundScope::Amount(100)),
        Ok((vec![(2, 0, 10), (3, 0, 40), (4, 0, 50)], 100, 60))
    );
    assert_eq!(planned(&lines, RefundScope::Amount(1_001)), Err("AMOUNT_ABOVE_PAID"));
    assert_eq!(planned(&lines, RefundScope::Amount(1)), Ok((vec![(4, 0, 1)], 1, 1)));
}

#[test]
fn the_whole_is_what_is_left_and_then_nothing() {
    let lines = after(order(), RefundScope::Amount(200));
    assert_eq!(
        planned(&lines, RefundScope::Whole),
        Ok((vec![(1, 3, 900), (2, 1, 90), (3, 1, 360), (4, 5, 450)], 1_800, 1_440))
    );
    let lines = after(lines, RefundScope::Whole);
    assert_eq!(planned(&lines, RefundScope::Whole), Err("NOTHING_LEFT"));
    assert_eq!(planned(&lines, RefundScope::Amount(1)), Err("NOTHING_LEFT"));
}

#[test]
fn bad_requests_are_refused_by_code() {
    let refused = [
        (vec![], "LINE_COUNT"),
        (vec![at(1, None, Some(1)); 1_001], "LINE_COUNT"),
        (vec![at(9, Some(1), None)], "UNKNOWN_LINE"),
        (vec![sku("CUP", 1)], "UNKNOWN_LINE"),
        (vec![at(1, None, None)], "NOTHING_NAMED"),
        (vec![at(1, Some(0), None)], "NOT_POSITIVE"),
        (vec![at(1, Some(1), Some(-1))], "NOT_POSITIVE"),
        (vec![at(1, Some(4), None)], "QUANTITY_ABOVE_BOUGHT"),
        (vec![sku("MUG", 6)], "QUANTITY_ABOVE_BOUGHT"),
        (vec![at(1, None, Some(1_001))], "AMOUNT_ABOVE_PAID"),
        (vec![at(2, None, Some(60)), at(2, None, Some(60))], "AMOUNT_ABOVE_PAID"),
        (vec![at(2, Some(1), Some(60)), at(2, Some(1), None)], "QUANTITY_ABOVE_BOUGHT"),
    ];
    for (named, code) in refused {
        assert_eq!(by_lines(&named), Err(code), "{named:?}");
    }
    assert_eq!(planned(&order(), RefundScope::Amount(0)), Err("NOT_POSITIVE"));
    assert_eq!(planned(&order(), RefundScope::Amount(-5)), Err("NOT_POSITIVE"));
    assert_eq!(planned(&order(), RefundScope::Amount(2_001)), Err("AMOUNT_ABOVE_PAID"));
    let mut cheap = order();
    cheap[0].amount = 1;
    assert_eq!(planned(&cheap, RefundScope::Lines(vec![at(1, Some(1), None)])), Err("WORTH_NOTHING"));
    for id in ["", "a\nb", &"x".repeat(201)] {
        let request = RefundRequest { external_id: id.to_owned(), ..ask(RefundScope::Whole) };
        assert_eq!(plan(&order(), &request), Err(RefundError::ExternalId));
    }
}

#[test]
fn the_reversal_follows_a_cumulative_target() {
    // 1.00 of commission on 3.00: thirds are 33, 67, 100 in all.
    assert_eq!(reverse(100, 300, 100, 0, &[60, 40]), Ok(vec![20, 13]));
    assert_eq!(reverse(100, 300, 200, 33, &[40, 27]), Ok(vec![20, 14]));
    assert_eq!(reverse(100, 300, 300, 67, &[20, 13]), Ok(vec![20, 13]));
    // What cannot earn takes nothing back, and a payee with nothing left gives nothing.
    assert_eq!(reverse(100, 300, 0, 0, &[60, 40]), Ok(vec![0, 0]));
    assert_eq!(reverse(100, 300, 150, 0, &[0, 40]), Ok(vec![0, 40]));
    assert_eq!(reverse(0, 0, 0, 0, &[]), Ok(vec![]));
    // Already further than the target: nothing comes back.
    assert_eq!(reverse(100, 300, 100, 50, &[50]), Ok(vec![0]));
    // HalfEven: 0.5 is 0, 1.5 is 2.
    assert_eq!(reverse(1, 2, 1, 0, &[1]), Ok(vec![0]));
    assert_eq!(reverse(3, 2, 1, 0, &[3]), Ok(vec![2]));
    assert_eq!(reverse(100, 300, 301, 0, &[100]), Err(RefundError::OutOfRange));
    assert_eq!(reverse(100, 300, 1, 0, &[-1]), Err(RefundError::OutOfRange));
}

#[test]
fn a_repeat_is_told_from_another_request() {
    let conversion = |n| ConversionId::from_uuid(Uuid::from_u128(n));
    let mut hashes: Vec<_> = [
        RefundScope::Whole,
        RefundScope::Amount(12),
        RefundScope::Amount(1),
        RefundScope::Lines(vec![at(1, Some(1), None)]),
        RefundScope::Lines(vec![at(1, Some(2), None)]),
        RefundScope::Lines(vec![at(1, None, Some(1))]),
        RefundScope::Lines(vec![sku("1", 1)]),
        RefundScope::Lines(vec![at(1, Some(1), None); 2]),
    ]
    .into_iter()
    .map(|scope| ask(scope).contents_hash(conversion(1)))
    .collect();
    assert_eq!(hashes[0], ask(RefundScope::Whole).contents_hash(conversion(1)));
    hashes.push(ask(RefundScope::Whole).contents_hash(conversion(2)));
    hashes.push(
        RefundRequest { external_id: "x".to_owned(), ..ask(RefundScope::Whole) }.contents_hash(conversion(1)),
    );
    let count = hashes.len();
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), count);
}
