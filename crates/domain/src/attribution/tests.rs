//! Paths as a brand would draw them: who, when, how, and what comes of it.

use chrono::TimeZone;
use uuid::Uuid;

use super::*;
use crate::ids::{PolicyId, TypedId};
use crate::money::split;

const JOE: (u128, Role) = (1, Role::Affiliate);
const AMY: (u128, Role) = (2, Role::Affiliate);
const EVE: (u128, Role) = (3, Role::Creator);
const KIM: (u128, Role) = (4, Role::Creator);

fn sold_at() -> DateTime<Utc> {
    Utc.timestamp_opt(1_800_000_000, 0).single().unwrap()
}

fn policy(model: Model) -> Policy {
    Policy { model, ..Policy::standard(PolicyId::from_uuid(Uuid::nil())) }
}

/// A click of `who`, `hours` before the sale.
fn click(id: u128, who: (u128, Role), hours: i64) -> Candidate {
    Candidate {
        touch: TouchId::from_uuid(Uuid::from_u128(id)),
        kind: TouchKind::Click,
        occurred_at: sold_at() - Duration::hours(hours),
        verdict: Verdict::Valid,
        payee: PayeeId::from_uuid(Uuid::from_u128(who.0)),
        role: who.1,
        program: ProgramId::from_uuid(Uuid::from_u128(1)),
        group: None,
        stands_down: false,
    }
}

fn decided(policy: &Policy, path: Vec<Candidate>) -> Decision {
    decide(policy, sold_at(), None, path)
}

/// Payee numbers and weights.
fn shares(policy: &Policy, path: Vec<Candidate>) -> Vec<(u128, u64)> {
    decided(policy, path).shares.iter().map(|s| (s.payee.uuid().as_u128(), s.weight)).collect()
}

fn standing_of(policy: &Policy, previous: Option<DateTime<Utc>>, candidate: Candidate) -> Standing {
    decide(policy, sold_at(), previous, vec![candidate]).considered[0].standing
}

#[test]
fn one_end_takes_all() {
    let path = || vec![click(1, EVE, 30), click(2, JOE, 20), click(3, AMY, 10), click(4, KIM, 0)];
    assert_eq!(shares(&policy(Model::FirstTouch), path()), [(3, 1)]);
    assert_eq!(shares(&policy(Model::LastTouch), path()), [(4, 1)]);
    assert_eq!(shares(&policy(Model::LastAffiliateTouch), path()), [(2, 1)]);
    let creators_only = vec![click(1, EVE, 30), click(4, KIM, 0)];
    assert!(!decided(&policy(Model::LastAffiliateTouch), creators_only).attributed());
}

#[test]
fn linear_weighs_every_touch_alike_and_merges_payees_by_first_touch() {
    let path =
        vec![click(1, JOE, 30), click(2, AMY, 20), click(3, AMY, 10), click(4, JOE, 5), click(5, JOE, 1)];
    assert_eq!(shares(&policy(Model::Linear), path), [(1, 3), (2, 2)]);
}

#[test]
fn position_is_forty_twenty_forty() {
    let model = policy(Model::Position);
    let weights = |path| decided(&model, path).considered.iter().map(|c| c.weight).collect::<Vec<_>>();
    assert_eq!(weights(vec![click(1, JOE, 1)]), [1]);
    assert_eq!(weights(vec![click(1, JOE, 2), click(2, AMY, 1)]), [1, 1]);
    assert_eq!(weights(vec![click(1, JOE, 3), click(2, AMY, 2), click(3, JOE, 1)]), [2, 1, 2]);
    let five = (1..=5).map(|n| click(n, JOE, 9 - n as i64)).collect();
    assert_eq!(weights(five), [6, 1, 1, 1, 6]);
}

/// Adobe's published example, issue 5: $50, ages 9, 6, 0 and 0 days, half-life 7 days.
#[test]
fn time_decay_is_adobes() {
    let payees = [(1, Role::Affiliate), (2, Role::Affiliate), (5, Role::Affiliate), (6, Role::Affiliate)];
    // The youngest touch's age counts for nothing: the whole path may be older.
    for older in [0, 48] {
        let ages = [9 * 24, 6 * 24, 0, 0];
        let path = (1..).zip(payees.iter().zip(ages)).map(|(id, (who, age))| click(id, *who, age + older));
        let path: Vec<_> = path.collect();
        let last = decided(&policy(Model::TimeDecay), path.clone()).considered[3].weight;
        assert_eq!(last, DECAY_SCALE);
        let shares = shares(&policy(Model::TimeDecay), path);
        let exact: Vec<i128> = shares.iter().map(|(_, weight)| i128::from(*weight)).collect();
        assert_eq!(split(5_000, &exact), Ok(vec![692, 932, 1_688, 1_688]));
    }
}

#[test]
fn affiliates_are_lifted_to_their_floor_and_never_lowered() {
    let mut half = policy(Model::Linear);
    let path = || vec![click(1, EVE, 9), click(2, KIM, 8), click(3, EVE, 7), click(4, JOE, 1)];
    assert_eq!(shares(&half, path()), [(3, 2), (4, 1), (1, 3)]);
    half.affiliates = Bounds::NONE;
    assert_eq!(shares(&half, path()), [(3, 2), (4, 1), (1, 1)]);
    half.affiliates.floor_bps = 10_000;
    assert_eq!(shares(&half, path()), [(1, 1)]);
    half.affiliates.floor_bps = 5_000;
    let mostly_ours = vec![click(1, JOE, 9), click(2, AMY, 8), click(3, EVE, 7)];
    assert_eq!(shares(&half, mostly_ours), [(1, 1), (2, 1), (3, 1)]);
    assert_eq!(shares(&half, vec![click(1, EVE, 9)]), [(3, 1)]);
}

#[test]
fn the_floor_is_exact_where_weights_are_large() {
    let mut third = policy(Model::TimeDecay);
    third.affiliates.floor_bps = 3_333;
    let path = vec![click(1, JOE, 29 * 24), click(2, AMY, 28 * 24 + 1), click(3, EVE, 5), click(4, KIM, 1)];
    let decision = decided(&third, path);
    let ours: u128 =
        decision.shares.iter().filter(|s| s.role == Role::Affiliate).map(|s| u128::from(s.weight)).sum();
    assert_eq!(ours * 10_000, 3_333 * u128::from(decision.total_weight()));
    assert!(decision.total_weight() <= WEIGHT_TOTAL_MAX);
}

#[test]
fn windows_open_after_their_edge_and_views_have_their_own() {
    let standard = policy(Model::Linear);
    let view = |hours| Candidate { kind: TouchKind::MomentView, ..click(1, EVE, hours) };
    let moment_click = |hours| Candidate { kind: TouchKind::MomentClick, ..click(1, EVE, hours) };
    let late = |candidate: Candidate| Candidate {
        occurred_at: candidate.occurred_at + Duration::microseconds(1),
        ..candidate
    };
    for (edge, kind) in
        [(click(1, JOE, 30 * 24), "click"), (moment_click(30 * 24), "moment"), (view(24), "view")]
    {
        assert_eq!(standing_of(&standard, None, edge.clone()), Standing::OutsideWindow, "{kind}");
        assert_eq!(standing_of(&standard, None, late(edge)), Standing::Eligible, "{kind}");
    }
    let no_views = Policy { view_window_days: 0, ..standard };
    assert_eq!(standing_of(&no_views, None, view(0)), Standing::OutsideWindow);
}

#[test]
fn a_previous_sale_resets_the_path() {
    let standard = policy(Model::Linear);
    let previous = Some(sold_at() - Duration::hours(5));
    assert_eq!(standing_of(&standard, previous, click(1, JOE, 6)), Standing::BeforePreviousSale);
    assert_eq!(standing_of(&standard, previous, click(1, JOE, 5)), Standing::BeforePreviousSale);
    assert_eq!(standing_of(&standard, previous, click(1, JOE, 4)), Standing::Eligible);
    // A sale at the same moment is no earlier one.
    assert_eq!(standing_of(&standard, Some(sold_at()), click(1, JOE, 0)), Standing::Eligible);
}

#[test]
fn clocks_ahead_are_clamped_and_the_future_is_refused() {
    let standard = policy(Model::LastTouch);
    let ahead =
        |minutes| Candidate { occurred_at: sold_at() + Duration::minutes(minutes), ..click(1, JOE, 0) };
    let decision = decided(&standard, vec![ahead(5)]);
    assert_eq!(decision.considered[0].standing, Standing::Eligible);
    assert_eq!(decision.considered[0].candidate.occurred_at, sold_at());
    assert_eq!(standing_of(&standard, None, ahead(6)), Standing::AfterConversion);
    // Clamped to the same moment, the touch id decides who was last.
    let tie = vec![ahead(5), Candidate { touch: TouchId::from_uuid(Uuid::from_u128(9)), ..click(1, AMY, 0) }];
    assert_eq!(shares(&standard, tie), [(2, 1)]);
}

#[test]
fn bots_and_duplicates_never_count() {
    for verdict in [Verdict::Bot, Verdict::Duplicate] {
        let decision = decided(&policy(Model::Linear), vec![Candidate { verdict, ..click(1, JOE, 1) }]);
        assert_eq!(decision.considered[0].standing, Standing::NotValid);
        assert!(!decision.attributed());
    }
}

#[test]
fn a_share_is_of_the_program_touched_last() {
    let second = Candidate { program: ProgramId::from_uuid(Uuid::from_u128(2)), ..click(2, JOE, 1) };
    let decision = decided(&policy(Model::Linear), vec![second.clone(), click(1, JOE, 2)]);
    assert_eq!(decision.shares.len(), 1);
    assert_eq!(decision.shares[0].program, second.program);
}

fn code(id: u128, who: (u128, Role)) -> Candidate {
    Candidate { kind: TouchKind::Code, ..click(id, who, 0) }
}

fn bounds(floor_bps: i32, ceiling_bps: i32) -> Bounds {
    Bounds { floor_bps, ceiling_bps }
}

#[test]
fn a_closer_holds_half_and_creators_together_three_tenths_at_most() {
    let mut rule = policy(Model::Linear);
    (rule.closer, rule.creators) = (bounds(5_000, 10_000), bounds(0, 3_000));
    rule.affiliates = Bounds::NONE;
    assert_eq!(rule.validate(), Ok(()));
    // Creators hold 2 of 4: cut to 30 %, then the closer is lifted from 35 to 50 % at the other affiliate's cost.
    let path = vec![click(1, EVE, 9), click(2, JOE, 8), click(3, KIM, 7), click(4, AMY, 1)];
    assert_eq!(shares(&rule, path), [(3, 3), (1, 4), (4, 3), (2, 10)]);
    // Alone among creators, the affiliate closes and holds what creators may not.
    let path = vec![click(1, EVE, 9), click(2, KIM, 8), click(3, JOE, 7)];
    assert_eq!(shares(&rule, path), [(3, 3), (4, 3), (1, 14)]);
    // Whoever is alone, or of the only role, holds all.
    assert_eq!(shares(&rule, vec![click(1, EVE, 9), click(2, KIM, 8)]), [(3, 1), (4, 1)]);
    assert_eq!(shares(&rule, vec![click(1, JOE, 9), click(2, AMY, 8), click(3, JOE, 7)]), [(1, 2), (2, 1)]);
    rule.closer = bounds(0, 2_500);
    assert_eq!(shares(&rule, vec![click(1, JOE, 9), click(2, AMY, 8)]), [(1, 3), (2, 1)]);
}

#[test]
fn a_bonus_is_set_aside_for_the_first_touch_and_for_assists() {
    let mut rule = Policy { affiliates: Bounds::NONE, ..policy(Model::LastTouch) };
    let path = || vec![click(1, EVE, 9), click(2, KIM, 8), click(3, JOE, 7), click(4, AMY, 1)];
    rule.first_touch_bonus_bps = 1_000;
    assert_eq!(shares(&rule, path()), [(3, 1), (2, 9)]);
    rule.assist_bonus_bps = 2_000;
    assert_eq!(shares(&rule, path()), [(3, 1), (4, 1), (1, 1), (2, 7)]);
    // Nobody between: that part is set aside for nobody.
    assert_eq!(shares(&rule, vec![click(1, EVE, 9), click(4, AMY, 1)]), [(3, 1), (2, 9)]);
    assert_eq!(shares(&rule, vec![click(4, AMY, 1)]), [(2, 1)]);
}

#[test]
fn late_codes_after_content_stand_down() {
    let mut rule = Policy { affiliates: Bounds::NONE, ..policy(Model::LastTouch) };
    rule.stand_down = Some(StandDown { minutes: 60, keeps_bps: 0 });
    let path = || vec![click(1, EVE, 9), click(2, JOE, 2), code(3, AMY)];
    let decision = decided(&rule, path());
    assert_eq!(decision.considered[2].standing, Standing::StoodDown);
    assert_eq!(shares(&rule, path()), [(1, 1)]);
    // It keeps a quarter of what it would hold; the rest goes where it would go without it.
    rule.stand_down = Some(StandDown { minutes: 60, keeps_bps: 2_500 });
    assert_eq!(shares(&rule, path()), [(1, 3), (2, 1)]);
    // No content before it, or its own: it is what closed.
    assert_eq!(shares(&rule, vec![click(2, JOE, 2), code(3, AMY)]), [(2, 1)]);
    assert_eq!(shares(&rule, vec![code(3, AMY)]), [(2, 1)]);
    // An extension is late within the minutes alone.
    let extension = |id, hours| Candidate { stands_down: true, ..click(id, AMY, hours) };
    assert_eq!(shares(&rule, vec![click(1, EVE, 9), extension(2, 2)]), [(2, 1)]);
    assert_eq!(shares(&rule, vec![click(1, EVE, 9), extension(2, 0)]), [(3, 3), (2, 1)]);
    let linear = Policy { model: Model::Linear, ..rule };
    assert_eq!(shares(&linear, vec![click(1, EVE, 9), extension(2, 0)]), [(3, 7), (2, 1)]);
}

#[test]
fn a_published_set_weighs_channels_and_touches_of_one_share_it() {
    let channel = |kind, role| Channel { role, kind, group: None };
    let (clicks, views) =
        (channel(TouchKind::Click, Role::Affiliate), channel(TouchKind::MomentView, Role::Creator));
    let whole = WEIGHT_SET_WHOLE;
    let set = WeightSet::new(
        crate::ids::WeightSetId::from_uuid(Uuid::nil()),
        Model::Markov,
        vec![(clicks, whole / 4), (views, whole / 4 * 3)],
    );
    let rule = Policy {
        affiliates: Bounds::NONE,
        view_window_days: 30,
        weight_set: Some(set.unwrap()),
        ..policy(Model::Markov)
    };
    assert_eq!(rule.validate(), Ok(()));
    let view = |id, who, hours| Candidate { kind: TouchKind::MomentView, ..click(id, who, hours) };
    // Views weigh three quarters together, half of that each.
    let path = vec![view(1, EVE, 9), view(2, KIM, 8), click(3, JOE, 7)];
    assert_eq!(shares(&rule, path), [(3, 3), (4, 3), (1, 2)]);
    // What the set does not know weighs as the least it knows.
    assert_eq!(shares(&rule, vec![view(1, EVE, 9), code(2, JOE)]), [(3, 3), (1, 1)]);
}

#[test]
fn policies_out_of_range_are_refused() {
    let standard = policy(Model::Position);
    assert_eq!(standard.validate(), Ok(()));
    let stand_down = |minutes, keeps_bps| Some(StandDown { minutes, keeps_bps });
    let refused: &[(Policy, &str, &[&str])] = &[
        (Policy { version: 0, ..standard.clone() }, "VERSION_OUT_OF_RANGE", &[]),
        (
            Policy { click_window_days: 366, ..standard.clone() },
            "CLICK_WINDOW_OUT_OF_RANGE",
            &["clickWindowDays"],
        ),
        (
            Policy { view_window_days: -1, ..standard.clone() },
            "VIEW_WINDOW_OUT_OF_RANGE",
            &["viewWindowDays"],
        ),
        (Policy { half_life_hours: 0, ..standard.clone() }, "HALF_LIFE_OUT_OF_RANGE", &["halfLifeHours"]),
        (
            Policy { affiliates: bounds(0, 10_001), ..standard.clone() },
            "BOUNDS_OUT_OF_RANGE",
            &["affiliateCeilingBps"],
        ),
        (
            Policy { creators: bounds(-1, 10_000), ..standard.clone() },
            "BOUNDS_OUT_OF_RANGE",
            &["creatorFloorBps"],
        ),
        (
            Policy { closer: bounds(6_000, 5_000), ..standard.clone() },
            "BOUNDS_OUT_OF_RANGE",
            &["closerFloorBps", "closerCeilingBps"],
        ),
        (
            Policy { creators: bounds(5_001, 10_000), ..standard.clone() },
            "BOUNDS_CONTRADICT",
            &["affiliateFloorBps", "creatorFloorBps"],
        ),
        (
            Policy { closer: bounds(0, 4_999), ..standard.clone() },
            "BOUNDS_CONTRADICT",
            &["affiliateFloorBps", "closerCeilingBps"],
        ),
        (
            Policy { affiliates: bounds(0, 5_000), closer: bounds(6_000, 10_000), ..standard.clone() },
            "BOUNDS_CONTRADICT",
            &["closerFloorBps", "affiliateCeilingBps"],
        ),
        (
            Policy { affiliates: bounds(0, 5_000), creators: bounds(0, 4_000), ..standard.clone() },
            "BOUNDS_CONTRADICT",
            &["creatorCeilingBps", "affiliateCeilingBps"],
        ),
        (
            Policy { first_touch_bonus_bps: -1, ..standard.clone() },
            "BONUSES_OUT_OF_RANGE",
            &["firstTouchBonusBps"],
        ),
        (
            Policy { assist_bonus_bps: 10_001, ..standard.clone() },
            "BONUSES_OUT_OF_RANGE",
            &["assistBonusBps"],
        ),
        (
            Policy { first_touch_bonus_bps: 5_000, assist_bonus_bps: 5_001, ..standard.clone() },
            "BONUSES_OUT_OF_RANGE",
            &["firstTouchBonusBps", "assistBonusBps"],
        ),
        (
            Policy { stand_down: stand_down(0, 0), ..standard.clone() },
            "STAND_DOWN_OUT_OF_RANGE",
            &["standDown.minutes"],
        ),
        (
            Policy { stand_down: stand_down(60, 10_000), ..standard.clone() },
            "STAND_DOWN_OUT_OF_RANGE",
            &["standDown.keepsBps"],
        ),
        (Policy { model: Model::Shapley, ..standard.clone() }, "WEIGHT_SET_MISMATCH", &["weightSetId"]),
    ];
    for (policy, code, fields) in refused {
        let error = policy.validate().unwrap_err();
        assert_eq!((error.code(), error.fields()), (*code, *fields));
    }
}
