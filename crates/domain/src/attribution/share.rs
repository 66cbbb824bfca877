//! From weights of touches to weights of payees, with the affiliates' floor.

use super::{Considered, Role, Share};
use crate::money::{BPS_WHOLE, split};

/// What the weights of all shares sum to at most: 2⁴⁶. With amounts of at most 2⁴⁰ minor units the exact
/// products of the pool then fit 128 bits.
pub const WEIGHT_TOTAL_MAX: u64 = 1 << 46;

/// Parts per basis point where weights cannot be kept exact: 2³².
const PARTS_PER_BPS: u128 = 1 << 32;

/// Merges touches by payee, in order of their first touch that carries weight, and lifts affiliates to
/// their floor.
pub(super) fn shares(floor_bps: i32, considered: &[Considered]) -> Vec<Share> {
    let mut shares: Vec<Share> = Vec::new();
    let mut weights: Vec<u128> = Vec::new();
    for Considered { candidate, weight, .. } in considered.iter().filter(|c| c.weight > 0) {
        match shares.iter().position(|share| share.payee == candidate.payee) {
            Some(index) => {
                weights[index] += u128::from(*weight);
                shares[index].program = candidate.program;
            }
            None => {
                weights.push(u128::from(*weight));
                let (payee, role, program) = (candidate.payee, candidate.role, candidate.program);
                shares.push(Share { payee, role, program, weight: 0 });
            }
        }
    }
    let affiliates: Vec<bool> = shares.iter().map(|share| share.role == Role::Affiliate).collect();
    let floor = u128::try_from(floor_bps).unwrap_or_default().min(BPS_WHOLE.unsigned_abs().into());
    for (share, weight) in shares.iter_mut().zip(lift(&affiliates, weights, floor)) {
        share.weight = weight;
    }
    shares.retain(|share| share.weight > 0);
    shares
}

/// Where both roles hold something and affiliates less than `floor` basis points, gives them exactly that,
/// proportions inside each role kept. Exact by cross multiplication as long as the sum stays within
/// [`WEIGHT_TOTAL_MAX`]; beyond it each role's part is exact and divided by largest remainder.
fn lift(affiliates: &[bool], weights: Vec<u128>, floor: u128) -> Vec<u64> {
    let whole = u128::from(BPS_WHOLE.unsigned_abs());
    let sum = |role: bool| -> u128 {
        weights.iter().zip(affiliates).filter(|(_, is)| **is == role).map(|(weight, _)| *weight).sum()
    };
    let (ours, theirs) = (sum(true), sum(false));
    if ours == 0 || theirs == 0 || ours * whole >= floor * (ours + theirs) {
        return fit(weights);
    }
    let lifted: Vec<u128> = weights
        .iter()
        .zip(affiliates)
        .map(|(weight, is)| if *is { weight * floor * theirs } else { weight * (whole - floor) * ours })
        .collect();
    let lifted = reduce(lifted);
    if lifted.iter().sum::<u128>() <= u128::from(WEIGHT_TOTAL_MAX) {
        return fit(lifted);
    }
    let mut parts = vec![0; weights.len()];
    for (role, bps) in [(true, floor), (false, whole - floor)] {
        let members: Vec<usize> = (0..weights.len()).filter(|index| affiliates[*index] == role).collect();
        let inner: Vec<u128> = members.iter().map(|index| weights[*index]).collect();
        for (index, part) in members.into_iter().zip(apportion(bps * PARTS_PER_BPS, &inner)) {
            parts[index] = part;
        }
    }
    parts
}

/// Weights in lowest terms, their sum within [`WEIGHT_TOTAL_MAX`].
fn fit(weights: Vec<u128>) -> Vec<u64> {
    let weights = reduce(weights);
    if weights.iter().sum::<u128>() <= u128::from(WEIGHT_TOTAL_MAX) {
        return weights.into_iter().map(|weight| u64::try_from(weight).unwrap_or(u64::MAX)).collect();
    }
    apportion(u128::from(WEIGHT_TOTAL_MAX), &weights)
}

/// `total` parts in proportion to `weights`, by largest remainder.
fn apportion(total: u128, weights: &[u128]) -> Vec<u64> {
    let shares: Vec<i128> = weights.iter().map(|w| i128::try_from(*w).unwrap_or(i128::MAX)).collect();
    let parts = i64::try_from(total).ok().and_then(|total| split(total, &shares).ok()).unwrap_or_default();
    parts.into_iter().map(i64::unsigned_abs).collect()
}

/// Divides by the greatest common divisor.
fn reduce(mut weights: Vec<u128>) -> Vec<u128> {
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
