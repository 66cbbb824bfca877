//! Weights of the touches of one path: by the model, then standing down, then bonuses. Source: DESIGN §5.

use chrono::{DateTime, Duration, Utc};

use super::fraction::fit;
use super::{
    BPS_WHOLE_I32, Candidate, Channel, Considered, Model, Policy, Role, StandDown, Standing, TouchKind,
};
use super::{WeightSet, decay};

/// All of a weight, in basis points.
const WHOLE: u128 = BPS_WHOLE_I32 as u128;
/// What a channel's weight is multiplied by before its touches share it.
const CHANNEL_SHIFT: u32 = 20;

/// Weighs the eligible touches, which are in order. Late ones that stand down whole are eligible no more.
pub(super) fn weigh(policy: &Policy, converted_at: DateTime<Utc>, considered: &mut [Considered]) {
    if let Some(rule) = &policy.stand_down {
        stand_down(rule, converted_at, considered);
    }
    let mut path: Vec<&mut Considered> =
        considered.iter_mut().filter(|c| c.standing == Standing::Eligible).collect();
    let touches: Vec<&Candidate> = path.iter().map(|c| &c.candidate).collect();
    let mut weights = by_model(policy, &touches);
    let late: Vec<u128> = path.iter().map(|c| u128::try_from(c.keeps_bps).unwrap_or(WHOLE)).collect();
    if let Some(keeps) = late.iter().copied().find(|keeps| *keeps < WHOLE) {
        weights = without_late(policy, &touches, &late, keeps, &weights);
    }
    if policy.first_touch_bonus_bps > 0 || policy.assist_bonus_bps > 0 {
        weights = with_bonuses(policy, &weights);
    }
    for (touch, weight) in path.iter_mut().zip(weights) {
        touch.weight = weight;
    }
}

/// Notes which touches are late: by a code, or of a group that stands down, within the policy's minutes of the
/// conversion, after content of somebody else.
fn stand_down(rule: &StandDown, converted_at: DateTime<Utc>, considered: &mut [Considered]) {
    let since = converted_at - Duration::minutes(i64::from(rule.minutes));
    for index in 0..considered.len() {
        let (before, rest) = considered.split_at_mut(index);
        let Some(touch) = rest.first_mut() else { continue };
        let late = touch.standing == Standing::Eligible
            && touch.candidate.occurred_at > since
            && (touch.candidate.kind == TouchKind::Code || touch.candidate.stands_down);
        let content = |c: &Considered| {
            c.standing == Standing::Eligible
                && c.candidate.is_content()
                && c.candidate.payee != touch.candidate.payee
                && c.candidate.touch != touch.candidate.touch
        };
        if late && !touch.candidate.is_content() && before.iter().any(content) {
            touch.keeps_bps = rule.keeps_bps;
            if rule.keeps_bps == 0 {
                touch.standing = Standing::StoodDown;
            }
        }
    }
}

/// A late touch holds `keeps` of what it would hold, and the rest goes where it would go without it: the weights with
/// and without the late touches, mixed.
fn without_late(
    policy: &Policy,
    touches: &[&Candidate],
    late: &[u128],
    keeps: u128,
    with: &[u64],
) -> Vec<u64> {
    let others: Vec<&Candidate> =
        touches.iter().zip(late).filter(|(_, keeps)| **keeps == WHOLE).map(|(touch, _)| *touch).collect();
    let mut without = by_model(policy, &others).into_iter();
    let without: Vec<u64> =
        late.iter().map(|keeps| if *keeps == WHOLE { without.next().unwrap_or(0) } else { 0 }).collect();
    let sum = |weights: &[u64]| -> u128 { weights.iter().map(|weight| u128::from(*weight)).sum() };
    let (whole_with, whole_without) = (sum(with), sum(&without));
    if whole_without == 0 {
        return with.to_vec();
    }
    let mixed = with.iter().zip(&without).map(|(with, without)| {
        keeps * u128::from(*with) * whole_without + (WHOLE - keeps) * u128::from(*without) * whole_with
    });
    fit(mixed.collect())
}

/// Sets the policy's parts aside for the first touch, and for those between the first and the last, alike.
fn with_bonuses(policy: &Policy, weights: &[u64]) -> Vec<u64> {
    let bps = |bps: i32| u128::try_from(bps).unwrap_or_default();
    let whole: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    let between = weights.len().saturating_sub(2) as u128;
    let (first, assists) = (bps(policy.first_touch_bonus_bps), bps(policy.assist_bonus_bps));
    let assists = if between == 0 { 0 } else { assists };
    let parts = between.max(1);
    let weighed = weights.iter().enumerate().map(|(index, weight)| {
        let own = u128::from(*weight) * WHOLE.saturating_sub(first + assists) * parts;
        if index == 0 {
            own + first * whole * parts
        } else if index + 1 < weights.len() {
            own + assists * whole
        } else {
            own
        }
    });
    if whole == 0 { weights.to_vec() } else { fit(weighed.collect()) }
}

/// The model's weights alone.
fn by_model(policy: &Policy, path: &[&Candidate]) -> Vec<u64> {
    let mut weights = vec![0; path.len()];
    let Some(last) = path.len().checked_sub(1) else { return weights };
    match policy.model {
        Model::FirstTouch => weights[0] = 1,
        Model::LastTouch => weights[last] = 1,
        Model::LastAffiliateTouch => {
            if let Some(index) = path.iter().rposition(|touch| touch.role == Role::Affiliate) {
                weights[index] = 1;
            }
        }
        Model::Linear => weights.fill(1),
        Model::Position => {
            // 40/20/40 over the common multiple of the middles: 2m, then m times 1, then 2m, of 5m.
            weights.fill(1);
            let ends = if last > 1 { 2 * (last as u64 - 1) } else { 1 };
            (weights[0], weights[last]) = (ends, ends);
        }
        Model::TimeDecay => {
            let youngest = path[last].occurred_at;
            for (weight, touch) in weights.iter_mut().zip(path) {
                *weight = decay::weight(youngest - touch.occurred_at, policy.half_life());
            }
        }
        Model::Markov | Model::Shapley => match &policy.weight_set {
            Some(set) => by_channel(set, path, &mut weights),
            // A policy is not valid without its set.
            None => weights.fill(1),
        },
    }
    weights
}

/// Each channel's weight, shared alike by its touches on the path.
fn by_channel(set: &WeightSet, path: &[&Candidate], weights: &mut [u64]) {
    let channels: Vec<Channel> = path.iter().map(|touch| touch.channel()).collect();
    for (weight, channel) in weights.iter_mut().zip(&channels) {
        let count = channels.iter().filter(|other| *other == channel).count() as u64;
        *weight = (u64::from(set.weight(channel)) << CHANNEL_SHIFT) / count.max(1);
    }
}
