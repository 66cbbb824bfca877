//! From weights of touches to weights of payees, within the policy's bounds.
//!
//! Three bounds hold at once: what affiliates hold together, what creators hold together, and what the closer holds,
//! the payee of the last affiliate's touch that carries weight. Nobody is bounded where nobody else could take the rest.

use super::fraction::{apportion, fit, reduce};
use super::{BPS_WHOLE_I32, Considered, Policy, Role, Share, WEIGHT_TOTAL_MAX};
use crate::ids::PayeeId;

/// Parts per basis point where weights cannot be kept exact: 2³².
const PARTS_PER_BPS: u128 = 1 << 32;
/// All of the weight, in basis points.
const WHOLE: u128 = BPS_WHOLE_I32 as u128;

/// Merges touches by payee, in order of their first touch that carries weight, and applies the policy's bounds.
pub(super) fn shares(policy: &Policy, considered: &[Considered]) -> Vec<Share> {
    let mut shares: Vec<Share> = Vec::new();
    let mut weights: Vec<u128> = Vec::new();
    let mut closer: Option<PayeeId> = None;
    for Considered { candidate, weight, .. } in considered.iter().filter(|c| c.weight > 0) {
        if candidate.role == Role::Affiliate {
            closer = Some(candidate.payee);
        }
        match shares.iter().position(|share| share.payee == candidate.payee) {
            Some(index) => {
                weights[index] += u128::from(*weight);
                shares[index].program = candidate.program;
                shares[index].group = candidate.group;
            }
            None => {
                weights.push(u128::from(*weight));
                let (payee, role, program) = (candidate.payee, candidate.role, candidate.program);
                shares.push(Share { payee, role, program, group: candidate.group, weight: 0 });
            }
        }
    }
    let affiliates: Vec<bool> = shares.iter().map(|share| share.role == Role::Affiliate).collect();
    let closer: Vec<bool> = shares.iter().map(|share| Some(share.payee) == closer).collect();
    let weights = between_roles(policy, &affiliates, weights);
    for (share, weight) in shares.iter_mut().zip(of_closer(policy, &affiliates, &closer, weights)) {
        share.weight = weight;
    }
    shares.retain(|share| share.weight > 0);
    shares
}

fn sum(weights: &[u128], members: &[bool]) -> u128 {
    weights.iter().zip(members).filter(|(_, is)| **is).map(|(weight, _)| *weight).sum()
}

/// Where both roles hold something, gives affiliates what their bounds and the creators' allow, proportions inside each
/// role kept. Exact by cross multiplication as long as the sum stays within [`WEIGHT_TOTAL_MAX`]; beyond it each role's
/// part is exact and divided by largest remainder.
fn between_roles(policy: &Policy, affiliates: &[bool], weights: Vec<u128>) -> Vec<u64> {
    let ours = sum(&weights, affiliates);
    let theirs = weights.iter().sum::<u128>() - ours;
    if ours == 0 || theirs == 0 {
        return fit(weights);
    }
    let (least, most) = policy.affiliates_hold(affiliates.iter().filter(|is| **is).count() == 1);
    let holds = ours * WHOLE;
    let target = if holds < least * (ours + theirs) {
        least
    } else if holds > most * (ours + theirs) {
        most
    } else {
        return fit(weights);
    };
    let bounded: Vec<u128> = weights
        .iter()
        .zip(affiliates)
        .map(|(weight, is)| if *is { weight * target * theirs } else { weight * (WHOLE - target) * ours })
        .collect();
    let bounded = reduce(bounded);
    if bounded.iter().sum::<u128>() <= u128::from(WEIGHT_TOTAL_MAX) {
        return fit(bounded);
    }
    let mut parts = vec![0; weights.len()];
    for (role, bps) in [(true, target), (false, WHOLE - target)] {
        let members: Vec<usize> = (0..weights.len()).filter(|index| affiliates[*index] == role).collect();
        let inner: Vec<u128> = members.iter().map(|index| weights[*index]).collect();
        for (index, part) in members.into_iter().zip(apportion(bps * PARTS_PER_BPS, &inner)) {
            parts[index] = part;
        }
    }
    parts
}

/// Between the closer and the other affiliates, gives the closer what its bounds allow; creators hold what they held.
fn of_closer(policy: &Policy, affiliates: &[bool], closer: &[bool], weights: Vec<u64>) -> Vec<u64> {
    let wide: Vec<u128> = weights.iter().map(|weight| u128::from(*weight)).collect();
    let whole: u128 = wide.iter().sum();
    let (all, held) = (sum(&wide, affiliates), sum(&wide, closer));
    let others = all - held;
    let (least, most) = policy.closer.hold();
    let target = if held * WHOLE < least * whole {
        least
    } else if held * WHOLE > most * whole {
        most
    } else {
        return weights;
    };
    // With nobody beside the closer there is nothing to give or to take; creators were bounded before.
    if others == 0 || held == 0 || target * whole > all * WHOLE {
        return weights;
    }
    let bounded = wide.iter().zip(affiliates.iter().zip(closer)).map(|(weight, of)| match of {
        (_, true) => target * whole * others,
        (true, false) => weight * (all * WHOLE - target * whole),
        (false, false) => weight * WHOLE * others,
    });
    fit(bounded.collect())
}
