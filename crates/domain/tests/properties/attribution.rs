//! Any path under any policy.

use chrono::{DateTime, Duration, TimeZone, Utc};
use domain::attribution::{
    Bounds, Candidate, Channel, Decision, Model, Policy, Role, StandDown, Standing, TouchKind, Verdict,
    WEIGHT_SET_WHOLE, WEIGHT_TOTAL_MAX, WeightSet, decide,
};
use domain::ids::{PayeeId, PolicyId, ProgramId, TouchId, TypedId, WeightSetId};
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

fn sold_at() -> DateTime<Utc> {
    Utc.timestamp_opt(1_800_000_000, 0).single().unwrap()
}

fn candidate() -> impl Strategy<Value = Candidate> {
    // Seconds before the sale: within an hour, around the windows' edges, anywhere, or ahead.
    let before = prop_oneof![0..3_600i64, 86_390..86_410i64, 2_591_990..2_592_010i64, -400..3_000_000i64];
    let verdict =
        select(vec![Verdict::Valid, Verdict::Valid, Verdict::Valid, Verdict::Duplicate, Verdict::Bot]);
    (any::<u64>(), select(TouchKind::ALL), before, verdict, 0..6u128).prop_map(
        |(id, kind, before, verdict, payee)| Candidate {
            touch: TouchId::from_uuid(Uuid::from_u128(id.into())),
            kind,
            occurred_at: sold_at() - Duration::seconds(before),
            verdict,
            payee: PayeeId::from_uuid(Uuid::from_u128(payee)),
            role: if payee < 3 { Role::Affiliate } else { Role::Creator },
            program: ProgramId::from_uuid(Uuid::from_u128(payee % 2)),
            group: None,
            stands_down: payee == 2,
        },
    )
}

fn path() -> impl Strategy<Value = Vec<Candidate>> {
    prop::collection::vec(candidate(), 0..40).prop_map(|mut path| {
        path.sort_by_key(|c| c.touch);
        path.dedup_by_key(|c| c.touch);
        path
    })
}

/// A policy without bonuses and standing down, with a floor for affiliates.
fn policy() -> impl Strategy<Value = Policy> {
    let floor = prop_oneof![Just(0), Just(5_000), Just(10_000), 0..=10_000i32];
    (select(Model::ALL), 1..=8_760i32, floor, 1..WEIGHT_SET_WHOLE).prop_map(
        |(model, half_life_hours, floor_bps, clicks)| Policy {
            model,
            half_life_hours,
            affiliates: Bounds { floor_bps, ceiling_bps: 10_000 },
            weight_set: weight_set(model, clicks),
            ..Policy::standard(PolicyId::from_uuid(Uuid::nil()))
        },
    )
}

fn weight_set(model: Model, clicks: u32) -> Option<WeightSet> {
    let channel = |role, kind| Channel { role, kind, group: None };
    let weights = vec![
        (channel(Role::Affiliate, TouchKind::Click), clicks),
        (channel(Role::Creator, TouchKind::MomentView), WEIGHT_SET_WHOLE - clicks),
    ];
    WeightSet::new(WeightSetId::from_uuid(Uuid::nil()), model, weights).ok()
}

/// Any policy that is valid.
fn whole_policy() -> impl Strategy<Value = Policy> {
    let bounds = || {
        prop_oneof![
            Just(Bounds::NONE),
            (0..=10_000i32, 0..=10_000i32)
                .prop_map(|(a, b)| { Bounds { floor_bps: a.min(b), ceiling_bps: a.max(b) } })
        ]
    };
    let stand_down = prop::option::of((1..=10_000i32, 0..10_000i32))
        .prop_map(|rule| rule.map(|(minutes, keeps_bps)| StandDown { minutes, keeps_bps }));
    (policy(), bounds(), bounds(), bounds(), 0..=5_000i32, 0..=5_000i32, stand_down)
        .prop_map(|(policy, affiliates, creators, closer, first, assist, stand_down)| Policy {
            affiliates,
            creators,
            closer,
            stand_down,
            first_touch_bonus_bps: first,
            assist_bonus_bps: assist,
            ..policy
        })
        .prop_filter("valid", |policy| policy.validate().is_ok())
}

fn previous() -> impl Strategy<Value = Option<DateTime<Utc>>> {
    prop::option::weighted(0.3, 0..2_000_000i64)
        .prop_map(|before| before.map(|b| sold_at() - Duration::seconds(b)))
}

fn held_by(decision: &Decision, role: Role) -> u128 {
    decision.shares.iter().filter(|s| s.role == role).map(|s| u128::from(s.weight)).sum()
}

/// What the model laid on each payee's touches.
fn laid_on(decision: &Decision, payee: PayeeId) -> u128 {
    let touches = decision.considered.iter().filter(|c| c.candidate.payee == payee);
    touches.map(|c| u128::from(c.weight)).sum()
}

proptest! {
    /// Each payee has one share, in order of first weighted touch; weights are positive and bounded; only
    /// what is eligible carries weight, and every eligible path credits somebody.
    #[test]
    fn weights_are_whole_positive_and_bounded(policy in policy(), previous in previous(), path in path()) {
        let count = path.len();
        let decision = decide(&policy, sold_at(), previous, path);
        prop_assert_eq!(decision.considered.len(), count);
        let total: u128 = decision.shares.iter().map(|s| u128::from(s.weight)).sum();
        prop_assert!(total <= u128::from(WEIGHT_TOTAL_MAX));
        prop_assert!(decision.shares.iter().all(|s| s.weight > 0));
        for considered in &decision.considered {
            prop_assert!(considered.weight == 0 || considered.standing == Standing::Eligible);
        }
        let mut order: Vec<PayeeId> = Vec::new();
        for considered in decision.considered.iter().filter(|c| c.weight > 0) {
            if !order.contains(&considered.candidate.payee) {
                order.push(considered.candidate.payee);
            }
        }
        if policy.affiliates.floor_bps < 10_000 {
            prop_assert_eq!(decision.shares.iter().map(|s| s.payee).collect::<Vec<_>>(), order);
        }
        let eligible = decision.considered.iter().any(|c| {
            c.standing == Standing::Eligible
                && (policy.model != Model::LastAffiliateTouch || c.candidate.role == Role::Affiliate)
        });
        prop_assert_eq!(decision.attributed(), eligible);
    }

    /// In whatever order candidates are handed in, the decision is the same.
    #[test]
    fn order_of_arrival_does_not_matter(
        policy in policy(), previous in previous(), (path, shuffled) in path().prop_flat_map(|p| (Just(p.clone()), Just(p).prop_shuffle())),
    ) {
        prop_assert_eq!(decide(&policy, sold_at(), previous, path), decide(&policy, sold_at(), previous, shuffled));
    }

    /// Moving sale, previous sale and touches together changes nothing.
    #[test]
    fn only_differences_of_time_count(
        policy in policy(), previous in previous(), path in path(), seconds in -100_000_000..100_000_000i64,
    ) {
        let by = Duration::seconds(seconds);
        let moved = path.iter().map(|c| Candidate { occurred_at: c.occurred_at + by, ..c.clone() }).collect();
        let here = decide(&policy, sold_at(), previous, path);
        let there = decide(&policy, sold_at() + by, previous.map(|at| at + by), moved);
        prop_assert_eq!(&here.shares, &there.shares);
        let told = |d: &Decision| d.considered.iter().map(|c| (c.candidate.touch, c.standing, c.weight)).collect::<Vec<_>>();
        prop_assert_eq!(told(&here), told(&there));
    }

    /// TIME_DECAY sees ages relative to the youngest touch: a path that is older as a whole weighs the same.
    #[test]
    fn decay_forgets_the_youngest_age(path in path(), half_life_hours in 1..=8_760i32, seconds in 0..200_000i64) {
        let policy = Policy {
            model: Model::TimeDecay, half_life_hours, click_window_days: 365, view_window_days: 90,
            ..Policy::standard(PolicyId::from_uuid(Uuid::nil()))
        };
        let past: Vec<_> = path.into_iter().filter(|c| c.occurred_at <= sold_at()).collect();
        let sooner = decide(&policy, sold_at(), None, past.clone());
        let later = decide(&policy, sold_at() + Duration::seconds(seconds), None, past);
        prop_assert_eq!(sooner.shares, later.shares);
        let weights: Vec<u64> =
            sooner.considered.iter().filter(|c| c.standing == Standing::Eligible).map(|c| c.weight).collect();
        prop_assert!(weights.windows(2).all(|pair| pair[0] <= pair[1]));
    }

    /// A path of one touch credits that payee alone under every model.
    #[test]
    fn a_single_touch_takes_all_under_every_model(policy in policy(), touch in candidate(), model in select(Model::ALL)) {
        let touch = Candidate {
            kind: TouchKind::Click, verdict: Verdict::Valid, role: Role::Affiliate,
            occurred_at: sold_at() - Duration::days(1), ..touch
        };
        let weight_set = weight_set(model, 1);
        let decision = decide(&Policy { model, weight_set, ..policy }, sold_at(), None, vec![touch.clone()]);
        prop_assert_eq!(decision.shares.len(), 1);
        prop_assert_eq!((decision.shares[0].payee, decision.shares[0].weight), (touch.payee, 1));
    }

    /// Touches that do not count move nothing.
    #[test]
    fn what_does_not_count_has_no_influence(policy in policy(), previous in previous(), path in path()) {
        let all = decide(&policy, sold_at(), previous, path);
        let counting = all.considered.iter().filter(|c| c.standing == Standing::Eligible);
        let only = decide(&policy, sold_at(), previous, counting.map(|c| c.candidate.clone()).collect());
        prop_assert_eq!(all.shares, only.shares);
    }

    /// Affiliates beside creators hold at least their floor, exactly it when lifted, and are never lowered.
    #[test]
    fn the_floor_holds_exactly(policy in policy(), path in path()) {
        let plain = decide(&Policy { affiliates: Bounds::NONE, ..policy.clone() }, sold_at(), None, path.clone());
        let lifted = decide(&policy, sold_at(), None, path);
        let floor = u128::try_from(policy.affiliates.floor_bps).unwrap();
        let (ours, theirs) = (held_by(&plain, Role::Affiliate), held_by(&plain, Role::Creator));
        if ours > 0 && theirs > 0 && ours * 10_000 < floor * (ours + theirs) {
            let held = held_by(&lifted, Role::Affiliate);
            prop_assert_eq!(held * 10_000, floor * (held + held_by(&lifted, Role::Creator)));
        } else {
            prop_assert_eq!(plain.shares, lifted.shares);
        }
    }

    /// Between payees of one role the model's proportions stand, floor or not: exactly, but for TIME_DECAY and weight sets
    /// whose long weights are divided to a part in 2³².
    #[test]
    fn proportions_inside_a_role_stand(policy in policy(), path in path()) {
        let decision = decide(&policy, sold_at(), None, path);
        for one in &decision.shares {
            for other in decision.shares.iter().filter(|other| other.role == one.role) {
                let cross = u128::from(one.weight) * laid_on(&decision, other.payee);
                let back = u128::from(other.weight) * laid_on(&decision, one.payee);
                let slack = if policy.model == Model::TimeDecay || policy.model.is_data_driven() {
                    laid_on(&decision, one.payee) + laid_on(&decision, other.payee)
                } else {
                    0
                };
                prop_assert!(cross.abs_diff(back) <= slack, "{} {} {}", cross, back, slack);
            }
        }
    }

    /// Bounds hold under every valid policy, to a part in 2³² of the whole, wherever there is somebody to take the rest.
    #[test]
    fn bounds_hold_where_they_can(policy in whole_policy(), previous in previous(), path in path()) {
        let decision = decide(&policy, sold_at(), previous, path);
        let (ours, theirs) = (held_by(&decision, Role::Affiliate), held_by(&decision, Role::Creator));
        let whole = ours + theirs;
        let within = |held: u128, bounds: Bounds| {
            let slack = (whole >> 32) * 10_000 + 10_000;
            let (floor, ceiling) = (bounds.floor_bps as u128, bounds.ceiling_bps as u128);
            held * 10_000 + slack >= floor * whole && held * 10_000 <= ceiling * whole + slack
        };
        let plain = decide(
            &Policy { affiliates: Bounds::NONE, creators: Bounds::NONE, closer: Bounds::NONE, ..policy.clone() },
            sold_at(), previous, decision.considered.iter().map(|c| c.candidate.clone()).collect(),
        );
        if held_by(&plain, Role::Affiliate) > 0 && held_by(&plain, Role::Creator) > 0 {
            prop_assert!(within(ours, policy.affiliates), "affiliates {} of {}", ours, whole);
            prop_assert!(within(theirs, policy.creators), "creators {} of {}", theirs, whole);
        }
        let closer = plain.considered.iter().rev().find(|c| c.weight > 0 && c.candidate.role == Role::Affiliate);
        if let Some(closer) = closer && plain.shares.len() > 1 {
            let held = decision.shares.iter().find(|s| s.payee == closer.candidate.payee).map_or(0, |s| s.weight);
            prop_assert!(within(held.into(), policy.closer), "closer {} of {}", held, whole);
        }
    }

    /// What stands down keeps no more than it would hold, whatever else the policy says, and somebody is credited still.
    #[test]
    fn standing_down_never_gives_more_and_loses_nobody(policy in policy(), path in path(), keeps_bps in 0..10_000i32) {
        let plain = Policy { affiliates: Bounds::NONE, ..policy };
        let rule = Policy { stand_down: Some(StandDown { minutes: 1_440, keeps_bps }), ..plain.clone() };
        let (before, after) = (decide(&plain, sold_at(), None, path.clone()), decide(&rule, sold_at(), None, path));
        prop_assert_eq!(before.attributed(), after.attributed());
        let sum = |d: &Decision| d.considered.iter().map(|c| u128::from(c.weight)).sum::<u128>();
        let (whole_before, whole_after) = (sum(&before), sum(&after));
        // Together: of two late touches one may hold what the other loses.
        let late = |c: &&domain::attribution::Considered| c.keeps_bps < 10_000;
        let held: u128 = after.considered.iter().filter(late).map(|c| u128::from(c.weight)).sum();
        let would: u128 = after.considered.iter().zip(&before.considered)
            .filter(|(c, _)| c.keeps_bps < 10_000).map(|(_, c)| u128::from(c.weight)).sum();
        prop_assert!(held * whole_before <= would * whole_after + whole_before * 1_000);
    }

    /// Weight is conserved: bonuses set aside exactly their part.
    #[test]
    fn bonuses_set_aside_exactly_their_part(path in path(), first in 0..=5_000i32, assist in 0..=5_000i32) {
        let policy = Policy {
            model: Model::LastTouch, affiliates: Bounds::NONE, first_touch_bonus_bps: first, assist_bonus_bps: assist,
            ..Policy::standard(PolicyId::from_uuid(Uuid::nil()))
        };
        let decision = decide(&policy, sold_at(), None, path);
        let path: Vec<u128> = decision.considered.iter().filter(|c| c.standing == Standing::Eligible)
            .map(|c| u128::from(c.weight)).collect();
        let whole: u128 = path.iter().sum();
        if path.len() > 2 {
            prop_assert_eq!(path[0] * 10_000, whole * first as u128);
            let between: u128 = path[1..path.len() - 1].iter().sum();
            prop_assert_eq!(between * 10_000, whole * assist as u128);
        }
    }
}
