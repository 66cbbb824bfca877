//! Weights as whole numbers: fractions of their sum, in lowest terms and bounded.

use crate::money::split;

/// What the weights of all shares sum to at most: 2⁴⁶. With amounts of at most 2⁴⁰ minor units the exact
/// products of the pool then fit 128 bits.
pub const WEIGHT_TOTAL_MAX: u64 = 1 << 46;

/// Weights in lowest terms, their sum within [`WEIGHT_TOTAL_MAX`]: exact where that fits, else by largest remainder.
pub(super) fn fit(weights: Vec<u128>) -> Vec<u64> {
    let weights = reduce(weights);
    if weights.iter().sum::<u128>() <= u128::from(WEIGHT_TOTAL_MAX) {
        return weights.into_iter().map(|weight| u64::try_from(weight).unwrap_or(u64::MAX)).collect();
    }
    apportion(u128::from(WEIGHT_TOTAL_MAX), &weights)
}

/// `total` parts in proportion to `weights`, by largest remainder.
pub(super) fn apportion(total: u128, weights: &[u128]) -> Vec<u64> {
    // What lies beyond 64 bits is cut off alike everywhere, so that the products of the split fit.
    let most = weights.iter().max().copied().unwrap_or_default();
    let spare = u128::BITS - most.leading_zeros();
    let shift = spare.saturating_sub(64);
    let shares: Vec<i128> =
        weights.iter().map(|w| i128::try_from(*w >> shift).unwrap_or(i128::MAX)).collect();
    let parts = i64::try_from(total).ok().and_then(|total| split(total, &shares).ok()).unwrap_or_default();
    parts.into_iter().map(i64::unsigned_abs).collect()
}

/// Divides by the greatest common divisor.
pub(super) fn reduce(mut weights: Vec<u128>) -> Vec<u128> {
    let divisor = weights.iter().fold(0, |a, b| gcd(a, *b));
    if divisor > 1 {
        weights.iter_mut().for_each(|weight| *weight /= divisor);
    }
    weights
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
