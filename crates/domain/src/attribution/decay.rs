//! `2^(−age/half-life)` in whole numbers, the same on every machine.

use chrono::Duration;

/// The weight of a touch of age zero: 2³².
pub const DECAY_SCALE: u64 = 1 << 32;

/// Bits after the point of the arithmetic in between.
const FIXED_BITS: u32 = 62;
/// Bits of the exponent's fraction.
const STEPS: usize = 32;
/// `2^(−1/2), 2^(−1/4), …, 2^(−1/2³²)`, each the square root of the one before, with [`FIXED_BITS`].
const ROOTS: [u128; STEPS] = {
    let mut roots = [0u128; STEPS];
    let mut value: u128 = 1 << (FIXED_BITS - 1);
    let mut step = 0;
    while step < STEPS {
        value = (value << FIXED_BITS).isqrt();
        roots[step] = value;
        step += 1;
    }
    roots
};

/// `2^(−age/half_life)` in parts of [`DECAY_SCALE`], rounded down, yet at least 1: a touch that counts is
/// never worth nothing. A negative age is 0, a half-life below a microsecond is one.
pub(super) fn weight(age: Duration, half_life: Duration) -> u64 {
    let micros = |d: Duration| u128::from(d.num_microseconds().unwrap_or(i64::MAX).max(0).unsigned_abs());
    let (age, half_life) = (micros(age), micros(half_life).max(1));
    let halvings = age / half_life;
    // Below 32 halvings what is left is at least 1 by itself.
    if halvings >= 32 {
        return 1;
    }
    // The fraction of a halving that is left, in 2⁻³².
    let fraction = ((age % half_life) << STEPS) / half_life;
    let mut value: u128 = 1 << FIXED_BITS;
    for (step, root) in ROOTS.iter().enumerate() {
        if fraction >> (STEPS - 1 - step) & 1 == 1 {
            value = (value * root) >> FIXED_BITS;
        }
    }
    let parts = (value >> (FIXED_BITS - 32)) >> halvings;
    u64::try_from(parts).unwrap_or(DECAY_SCALE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_exactly_and_agrees_with_the_formula_between() {
        let day = Duration::days(1);
        assert_eq!(weight(Duration::zero(), day), DECAY_SCALE);
        assert_eq!(weight(day, day), DECAY_SCALE / 2);
        assert_eq!(weight(day * 3, day), DECAY_SCALE / 8);
        for minutes in (1..20_000).step_by(37) {
            let exact = (-f64::from(minutes) / 1440.0).exp2() * DECAY_SCALE as f64;
            let ours = weight(Duration::minutes(i64::from(minutes)), day) as f64;
            assert!((ours - exact).abs() <= 2.0, "{minutes}: {ours} {exact}");
        }
    }

    #[test]
    fn never_nothing_and_never_grows_with_age() {
        let hour = Duration::hours(1);
        assert_eq!(weight(Duration::days(365), hour), 1);
        assert_eq!(weight(hour * 31, hour), 2);
        assert_eq!(weight(hour * 32 - Duration::microseconds(1), hour), 1);
        assert_eq!(weight(hour * -1, hour), DECAY_SCALE);
        assert_eq!(weight(Duration::MAX, Duration::zero()), 1);
        let weights: Vec<u64> = (0..3_000).map(|n| weight(Duration::minutes(n), hour)).collect();
        assert!(weights.windows(2).all(|pair| pair[0] >= pair[1]));
    }
}
