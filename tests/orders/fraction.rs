//! Exact fractions, for reckoning without a rounding that nobody has named.

/// A number as one whole number over another, above zero and in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    pub const NONE: Fraction = Fraction { over: 0, under: 1 };
    pub const ALL: Fraction = Fraction { over: 1, under: 1 };

    pub fn of(over: i128, under: i128) -> Fraction {
        let (mut a, mut b) = (over.abs().max(1), under);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        if over == 0 { Fraction::NONE } else { Fraction { over: over / a, under: under / a } }
    }

    pub fn whole(number: i64) -> Fraction {
        Fraction { over: i128::from(number), under: 1 }
    }

    pub fn percent_hundredths(bps: i64) -> Fraction {
        Fraction::of(i128::from(bps), 10_000)
    }

    pub fn plus(self, other: Fraction) -> Fraction {
        Fraction::of(self.over * other.under + other.over * self.under, self.under * other.under)
    }

    pub fn minus(self, other: Fraction) -> Fraction {
        self.plus(Fraction { over: -other.over, ..other })
    }

    pub fn times(self, other: Fraction) -> Fraction {
        // Crosswise first, so that the products stay small.
        let (one, two) = (Fraction::of(self.over, other.under), Fraction::of(other.over, self.under));
        Fraction::of(one.over * two.over, one.under * two.under)
    }

    pub fn by(self, other: Fraction) -> Fraction {
        self.times(Fraction { over: other.under, under: other.over })
    }

    pub fn below(self, other: Fraction) -> bool {
        self.minus(other).over < 0
    }

    /// What is whole of it.
    pub fn floor(self) -> i64 {
        i64::try_from(self.over.div_euclid(self.under)).unwrap()
    }

    /// The nearest whole number, of two the even one.
    pub fn nearest(self) -> i64 {
        let down = self.floor();
        let rest = self.minus(Fraction::whole(down));
        let half = Fraction { over: 1, under: 2 };
        match (rest.below(half), rest == half) {
            (true, _) => down,
            (_, true) if down % 2 == 0 => down,
            _ => down + 1,
        }
    }
}

/// Gives whole cents out by shares: to each what is whole of theirs, then a cent each to whoever is furthest from their own,
/// those who come first before others.
pub fn give_out(cents: i64, shares: &[Fraction]) -> Vec<i64> {
    let all = shares.iter().fold(Fraction::NONE, |sum, share| sum.plus(*share));
    if all == Fraction::NONE {
        assert_eq!(cents, 0, "there are cents and nobody to have them");
        return vec![0; shares.len()];
    }
    let exact: Vec<Fraction> =
        shares.iter().map(|share| share.times(Fraction::whole(cents)).by(all)).collect();
    let mut given: Vec<i64> = exact.iter().map(|e| e.floor()).collect();
    while given.iter().sum::<i64>() < cents {
        let lacks = |n: usize| exact[n].minus(Fraction::whole(given[n]));
        let furthest = (1..given.len()).fold(0, |best, n| if lacks(best).below(lacks(n)) { n } else { best });
        given[furthest] += 1;
    }
    given
}
