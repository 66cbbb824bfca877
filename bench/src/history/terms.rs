//! Policies and terms by chance: whatever is sound may be.

use chrono::{DateTime, Utc};
use domain::attribution::{Bounds, Model, Policy, StandDown};
use domain::ids::{GroupId, ProgramId};
use domain::reward::{
    Bonus, CustomerKind, Measure, Period, Phase, Predicate, Recurring, Reward, Rule, Terms, Tier, TierMode,
};
use store::new_id;

use super::chance::Chance;
use super::shop::{CATEGORIES, COUNTRIES, sku};

/// Models that need no weight set.
const MODELS: [Model; 6] = [
    Model::FirstTouch,
    Model::LastTouch,
    Model::LastAffiliateTouch,
    Model::Linear,
    Model::Position,
    Model::TimeDecay,
];
const PERIODS: [Period; 3] = [Period::Month, Period::Quarter, Period::Year];
const MEASURES: [Measure; 2] = [Measure::Sales, Measure::Amount];

/// A policy that is sound.
pub fn policy(chance: &mut Chance, version: i32) -> Policy {
    loop {
        let policy = any_policy(chance, version);
        if policy.validate().is_ok() {
            return policy;
        }
    }
}

fn any_policy(chance: &mut Chance, version: i32) -> Policy {
    let bounds = |chance: &mut Chance| Bounds {
        floor_bps: chance.maybe(40, |c| c.small(0, 6_000)).unwrap_or(0),
        ceiling_bps: chance.maybe(40, |c| c.small(2_000, 10_000)).unwrap_or(10_000),
    };
    Policy {
        id: new_id(),
        version,
        model: *chance.one(&MODELS),
        click_window_days: chance.small(5, 60),
        view_window_days: chance.small(0, 10),
        half_life_hours: chance.small(12, 400),
        affiliates: bounds(chance),
        creators: bounds(chance),
        closer: bounds(chance),
        first_touch_bonus_bps: chance.maybe(40, |c| c.small(0, 3_000)).unwrap_or(0),
        assist_bonus_bps: chance.maybe(40, |c| c.small(0, 3_000)).unwrap_or(0),
        stand_down: chance
            .maybe(50, |c| StandDown { minutes: c.small(30, 4_000), keeps_bps: c.small(0, 9) * 1_000 }),
        weight_set: None,
    }
}

/// Terms that are sound.
pub fn terms(
    chance: &mut Chance,
    program: ProgramId,
    group: Option<GroupId>,
    effective_from: DateTime<Utc>,
) -> Terms {
    loop {
        let terms = any_terms(chance, program, group, effective_from);
        if terms.validate().is_ok() {
            return terms;
        }
    }
}

fn any_terms(
    chance: &mut Chance,
    program: ProgramId,
    group: Option<GroupId>,
    effective_from: DateTime<Utc>,
) -> Terms {
    let (special, lead) = (chance.small(0, 3), chance.percent(50));
    let mut rewards: Vec<(Predicate, Reward)> =
        (0..special).map(|_| (predicate(chance), reward(chance))).collect();
    if lead {
        rewards.push((Predicate::default(), Reward::FlatPerLead { minor: chance.between(50, 900) }));
    }
    rewards.push((Predicate::default(), reward(chance)));
    let rule = |(position, (predicate, reward)): (i32, (Predicate, Reward)), chance: &mut Chance| Rule {
        id: new_id(),
        position,
        name: format!("rule {position}"),
        predicate,
        recurring: if matches!(reward, Reward::FlatPerLead { .. }) {
            None
        } else {
            chance.maybe(50, recurring)
        },
        reward,
    };
    let rules = (1..).zip(rewards).map(|rewarded| rule(rewarded, chance)).collect();
    let bonuses: Vec<Bonus> = (0..chance.small(0, 2)).map(|n| bonus(chance, n)).collect();
    // A bonus for a number of sales needs a cap.
    let capped = bonuses.iter().any(|bonus| bonus.measure == Measure::Sales);
    let cap_per_order = chance.maybe(50, |c| c.between(300, 4_000));
    Terms {
        id: new_id(),
        program,
        group,
        version: 1,
        effective_from,
        period: *chance.one(&PERIODS),
        rules,
        bonuses,
        cap_per_order,
        cap_per_period: chance.maybe(if capped { 100 } else { 40 }, |c| c.between(20_000, 900_000)),
    }
}

fn bonus(chance: &mut Chance, n: i32) -> Bonus {
    let measure = *chance.one(&MEASURES);
    let goal = match measure {
        Measure::Sales => chance.between(2, 60),
        Measure::Amount => chance.between(20_000, 900_000),
    };
    Bonus { name: format!("bonus {n}"), measure, goal, minor: chance.between(100, 5_000) }
}

fn reward(chance: &mut Chance) -> Reward {
    match chance.below(6) {
        0 => Reward::FlatPerOrder { minor: chance.between(50, 900) },
        1 => Reward::FlatPerItem { minor: chance.between(5, 300) },
        2 | 3 => Reward::Percent { bps: chance.between(0, 2_000) },
        _ => {
            let measure = *chance.one(&MEASURES);
            let step = if measure == Measure::Sales { 8 } else { 90_000 };
            let mut from = 0;
            let mut tiers = Vec::new();
            for _ in 0..chance.small(1, 4) {
                tiers.push(Tier { from, bps: chance.between(200, 1_800) });
                from += chance.between(1, step);
            }
            let mode = if chance.percent(50) { TierMode::Graduated } else { TierMode::Retroactive };
            Reward::Tiers { measure, mode, tiers }
        }
    }
}

fn predicate(chance: &mut Chance) -> Predicate {
    Predicate {
        skus: chance.maybe(25, |c| vec![sku(c.below(super::shop::PRODUCTS))]).unwrap_or_default(),
        categories: chance.maybe(30, |c| vec![(*c.one(&CATEGORIES)).to_owned()]).unwrap_or_default(),
        countries: chance.maybe(20, |c| vec![(*c.one(&COUNTRIES)).to_owned()]).unwrap_or_default(),
        codes: chance.maybe(10, |c| vec![super::shop::code(c.below(3))]).unwrap_or_default(),
        order_minor_min: chance.maybe(20, |c| c.between(0, 20_000)),
        order_minor_max: chance.maybe(15, |c| c.between(20_000, 60_000)),
        customer: chance
            .maybe(20, |c| if c.percent(50) { CustomerKind::New } else { CustomerKind::Returning }),
        period_sales_min: chance.maybe(15, |c| c.between(0, 20)),
        period_sales_max: chance.maybe(10, |c| c.between(20, 90)),
        period_minor_min: chance.maybe(10, |c| c.between(0, 100_000)),
        period_minor_max: chance.maybe(10, |c| c.between(100_000, 900_000)),
    }
}

fn recurring(chance: &mut Chance) -> Recurring {
    let months = chance.maybe(70, |c| c.small(1, 6));
    let then = |c: &mut Chance| Phase { bps: c.between(0, 900), months: c.maybe(50, |c| c.small(1, 4)) };
    Recurring { months, then: months.and_then(|_| chance.maybe(50, then)) }
}
