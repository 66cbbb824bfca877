//! What a conversion pays each of those who hold it: everybody by their own terms, out of one pool; and what a budget has
//! left of that.

use super::{
    CapKind, Credited, Cut, Earning, Order, Part, RewardError, Settlement, Terms, Totals, cut_to, evaluate,
    settle,
};
use crate::commission::pool;

/// What one payee holds of a conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding<'a> {
    /// Their weight of the decision.
    pub weight: u64,
    /// The terms they earn by; none before a programme has any.
    pub terms: Option<&'a Terms>,
    /// Their totals of the terms' period before this conversion, where the terms ask for them.
    pub before: Totals,
}

/// What one payee comes to, before budgets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoned {
    /// What their terms give for the whole conversion.
    pub earning: Earning,
    /// Their part of the pool, in minor units.
    pub part: i64,
    /// What is paid of it, and beside it.
    pub settlement: Settlement,
}

/// The pool of an order of which `commissionable` may earn, in minor units, and what each of its holders comes to, in
/// their order. Errors: [`RewardError::OutOfRange`]. Source: DESIGN §4.
pub fn reckon(
    order: &Order<'_>,
    commissionable: i64,
    holdings: &[Holding<'_>],
) -> Result<(i64, Vec<Reckoned>), RewardError> {
    let whole = holdings.iter().map(|holding| holding.weight).sum();
    let earning = |holding: &Holding<'_>| match holding.terms {
        Some(terms) => evaluate(terms, order, &holding.before, Part { weight: holding.weight, whole }),
        None => Ok(Earning::default()),
    };
    let earnings = holdings.iter().map(earning).collect::<Result<Vec<_>, _>>()?;
    let weights: Vec<(u64, i64)> =
        holdings.iter().zip(&earnings).map(|(holding, earning)| (holding.weight, earning.minor)).collect();
    let split = pool(&weights).map_err(|_| RewardError::OutOfRange)?;
    let mut reckoned = Vec::with_capacity(holdings.len());
    for ((holding, earning), share) in holdings.iter().zip(earnings).zip(split.parts) {
        let Holding { weight, terms, before } = *holding;
        let part = Part { weight, whole };
        let credited = Credited { earning: &earning, part, commissionable, share, before };
        let settlement = match terms {
            Some(terms) => settle(terms, &credited)?,
            None => Settlement::nothing(&credited)?,
        };
        reckoned.push(Reckoned { earning, part: share, settlement });
    }
    Ok((split.pool, reckoned))
}

impl Settlement {
    /// All that is paid, in minor units.
    pub fn paid(&self) -> i64 {
        self.pays + self.extras.iter().map(|extra| extra.minor).sum::<i64>()
    }

    /// Pays from a budget that has so much left, the share first, and as far as it goes: the rest is cut, and counts in
    /// nobody's totals. Returns what is taken of it.
    pub fn take_from(&mut self, left: i64) -> i64 {
        let mut taken = 0;
        let mut take = |minor: &mut i64, cuts: &mut Vec<Cut>| {
            let (pays, cut) = cut_to(left - taken, *minor);
            *minor = pays;
            taken += pays;
            if cut > 0 {
                cuts.push(Cut { by: CapKind::Budget, minor: cut });
            }
            cut
        };
        let mut cut = take(&mut self.pays, &mut self.cuts);
        for extra in &mut self.extras {
            cut += take(&mut extra.minor, &mut extra.cuts);
        }
        self.added.paid -= cut;
        taken
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Extra, ExtraKind};
    use super::*;

    fn settlement() -> Settlement {
        let extra = |name: &str, minor| Extra {
            kind: ExtraKind::Bonus,
            name: name.to_owned(),
            minor,
            cuts: Vec::new(),
            why: json!(null),
        };
        let added = Totals { sales: 1, amount: 1_000, paid: 175, ..Totals::default() };
        Settlement {
            pays: 100,
            cuts: Vec::new(),
            extras: vec![extra("a", 50), extra("b", 25)],
            added,
            topped: Totals::default(),
        }
    }

    #[test]
    fn a_budget_pays_the_share_first_and_what_it_does_not_pay_is_cut_and_not_counted() {
        let by_budget = |minor| vec![Cut { by: CapKind::Budget, minor }];
        for (left, taken, pays) in [
            (1_000, 175, [100, 50, 25]),
            (175, 175, [100, 50, 25]),
            (120, 120, [100, 20, 0]),
            (40, 40, [40, 0, 0]),
            (0, 0, [0, 0, 0]),
            // As a replay may leave it, which has spent more than there was.
            (-30, 0, [0, 0, 0]),
        ] {
            let mut settled = settlement();
            assert_eq!(settled.take_from(left), taken);
            assert_eq!([settled.pays, settled.extras[0].minor, settled.extras[1].minor], pays, "{left}");
            assert_eq!((settled.paid(), settled.added.paid), (taken, taken));
            assert_eq!((settled.added.sales, settled.added.amount), (1, 1_000));
            let cuts = |cut| if cut == 0 { Vec::new() } else { by_budget(cut) };
            assert_eq!(settled.cuts, cuts(100 - pays[0]));
            assert_eq!(settled.extras[1].cuts, cuts(25 - pays[2]));
        }
    }

    #[test]
    fn who_has_no_terms_gets_nothing_of_the_pool_and_counts() {
        use crate::conversion::ConversionKind;
        let order = Order {
            kind: ConversionKind::Sale,
            lines: &[],
            amount: 900,
            country: None,
            code: None,
            customer: None,
            renewal: None,
        };
        let holding = |weight| Holding { weight, terms: None, before: Totals::default() };
        let (pool, reckoned) = reckon(&order, 900, &[holding(1), holding(2)]).unwrap();
        let added: Vec<_> =
            reckoned.iter().map(|r| (r.part, r.settlement.paid(), r.settlement.added.amount)).collect();
        assert_eq!((pool, added), (0, vec![(0, 0, 300), (0, 0, 600)]));
        assert_eq!(reckon(&order, 900, &[]), Ok((0, Vec::new())));
    }
}
