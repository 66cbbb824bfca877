//! From a request to what it takes of each line.

use super::{LineTarget, PlannedLine, RefundError, RefundLine, RefundPlan, RefundRequest, RefundScope};
use crate::conversion::{LINES_MAX, Line};
use crate::money::{Rounding, divide, split};

/// What `request` takes from the lines of a conversion, given what earlier refunds took.
///
/// A line named twice is taken from twice. Never more than is left of any line. Errors: [`RefundError`]; the
/// first found, and nothing is taken.
pub fn plan(lines: &[Line], request: &RefundRequest) -> Result<RefundPlan, RefundError> {
    request.check()?;
    let mut takes: Vec<Take<'_>> = lines.iter().map(|line| Take { line, quantity: 0, amount: 0 }).collect();
    let left = takes.iter().try_fold(0i64, |sum, take| sum.checked_add(take.left()));
    match left {
        None => return Err(RefundError::OutOfRange),
        Some(0) => return Err(RefundError::NothingLeft),
        Some(left) => match &request.scope {
            RefundScope::Whole => takes.iter_mut().for_each(Take::rest),
            RefundScope::Amount(minor) => spread(&mut takes, left, *minor)?,
            RefundScope::Lines(named) => {
                if named.is_empty() || named.len() > LINES_MAX {
                    return Err(RefundError::LineCount);
                }
                named.iter().try_for_each(|line| take(&mut takes, line))?;
            }
        },
    }
    summed(&takes)
}

/// What the request takes from one line so far.
struct Take<'a> {
    line: &'a Line,
    quantity: i64,
    amount: i64,
}

impl Take<'_> {
    fn left(&self) -> i64 {
        self.line.left() - self.amount
    }

    fn left_quantity(&self) -> i64 {
        self.line.left_quantity() - self.quantity
    }

    fn rest(&mut self) {
        self.amount = self.line.left();
        self.quantity = self.line.left_quantity();
    }

    /// Units and minor units that `named` takes from this line.
    fn part(&self, named: &RefundLine) -> Result<(i64, i64), RefundError> {
        if self.left() == 0 {
            return Err(RefundError::NothingLeft);
        }
        if [named.quantity, named.amount].into_iter().flatten().any(|value| value < 1) {
            return Err(RefundError::NotPositive);
        }
        if named.quantity.is_some_and(|quantity| quantity > self.left_quantity()) {
            return Err(RefundError::QuantityAboveBought);
        }
        if named.amount.is_some_and(|minor| minor > self.left()) {
            return Err(RefundError::AmountAbovePaid);
        }
        match (named.quantity, named.amount) {
            (None, None) => Err(RefundError::NothingNamed),
            (quantity, Some(minor)) => Ok((quantity.unwrap_or(0), minor)),
            (Some(quantity), None) => {
                let exact = i128::from(self.left()) * i128::from(quantity);
                let minor = divide(exact, i128::from(self.left_quantity()), Rounding::HalfEven)?;
                if minor == 0 { Err(RefundError::WorthNothing) } else { Ok((quantity, minor)) }
            }
        }
    }
}

fn take(takes: &mut [Take<'_>], named: &RefundLine) -> Result<(), RefundError> {
    let mut refusal = RefundError::UnknownLine;
    for candidate in takes.iter_mut() {
        let is_named = match &named.target {
            LineTarget::Position(position) => candidate.line.position == *position,
            LineTarget::Sku(sku) => candidate.line.sku == *sku,
        };
        if !is_named {
            continue;
        }
        match candidate.part(named) {
            Ok((quantity, minor)) => {
                candidate.quantity += quantity;
                candidate.amount += minor;
                return Ok(());
            }
            // The first line that has anything left says best what is wrong.
            Err(error) if matches!(refusal, RefundError::UnknownLine | RefundError::NothingLeft) => {
                refusal = error
            }
            Err(_) => {}
        }
    }
    Err(refusal)
}

fn spread(takes: &mut [Take<'_>], left: i64, minor: i64) -> Result<(), RefundError> {
    if minor < 1 {
        return Err(RefundError::NotPositive);
    }
    if minor > left {
        return Err(RefundError::AmountAbovePaid);
    }
    let shares: Vec<i128> = takes.iter().map(|take| i128::from(take.left())).collect();
    for (take, part) in takes.iter_mut().zip(split(minor, &shares)?) {
        take.amount = part;
    }
    Ok(())
}

fn summed(takes: &[Take<'_>]) -> Result<RefundPlan, RefundError> {
    let mut plan = RefundPlan { lines: Vec::new(), amount: 0, commissionable: 0 };
    for take in takes.iter().filter(|take| take.amount > 0) {
        plan.lines.push(PlannedLine {
            position: take.line.position,
            quantity: take.quantity,
            amount: take.amount,
        });
        plan.amount = plan.amount.checked_add(take.amount).ok_or(RefundError::OutOfRange)?;
        if take.line.commissionable {
            plan.commissionable += take.amount;
        }
    }
    Ok(plan)
}
