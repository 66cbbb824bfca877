//! One schedule: what happens, in which order, all of it from a seed.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::pin::Pin;

use billing::payout::drive;
use chrono::{DateTime, Duration, TimeZone, Utc};
use domain::ids::{PayoutId, TypedId};
use domain::payout::protocol::{CrashPoint, Event, Verdict};

use super::clerk::{Clerk, Scene, Store, lock};
use super::ledger::Picture;
use super::stripe::UNDER_WAY_MINUTES_MAX;
use crate::dice::Dice;

/// Workers that are busy at once.
const TASKS_MAX: usize = 4;
/// A worker's run of an endless loop is a bug.
const STEPS_MAX: usize = 50;

/// What is to be paid.
pub struct Plan {
    pub seed: u64,
    /// What each affiliate is to be paid, in minor units.
    pub amounts: Vec<i64>,
    /// What is in the wallet, enough for all and their fees.
    pub wallet: i64,
    pub begins: DateTime<Utc>,
}

impl Plan {
    pub fn of(seed: u64) -> Plan {
        let mut dice = Dice::of(seed);
        // Most often everything befalls one payout.
        let others = if dice.chance(60) { 0 } else { 1 + dice.up_to(3) };
        let amounts: Vec<i64> = (0..=others).map(|_| 1 + dice.up_to(100_000) as i64).collect();
        let wallet = amounts.iter().sum::<i64>() * 2 + 100;
        Plan { seed, amounts, wallet, begins: Utc.with_ymd_and_hms(2026, 11, 25, 12, 0, 0).unwrap() }
    }
}

/// How often each thing happened, so that a schedule that tests nothing is seen.
#[derive(Default, Debug)]
pub struct Seen(BTreeMap<String, u64>);

impl Seen {
    fn add(&mut self, what: impl Into<String>) {
        *self.0.entry(what.into()).or_default() += 1;
    }

    pub fn assert_everything_happened(&self) {
        let wanted = [
            "crash ReserveStands",
            "crash AttemptStands",
            "crash CallMade",
            "crash LookedUp",
            "crash OutcomeStands",
            "crash EventStored",
            "crash EventApplied",
            "fault None",
            "fault LostBefore",
            "fault LostAfter",
            "fault After500",
            "fault Late",
            "fault Saved500",
            "fault Busy",
            "fault RateLimit",
            "fault Unreadable",
            "fault Refused",
            "fault Balance",
            "fault UnknownCode",
            "fault Unauthorized",
            "end TRANSFERRED",
            "end PARTIALLY_REVERSED",
            "end REVERSED",
            "end FAILED",
            "end CANCELLED",
            "review Adopt",
            "review Retry",
            "review WriteOff",
            "review TOO_EARLY",
            "paused",
            "cancelled",
        ];
        for what in wanted {
            assert!(self.0.contains_key(what), "{what} never happened: {self:#?}");
        }
    }
}

impl AddAssign for Seen {
    fn add_assign(&mut self, other: Seen) {
        for (what, times) in other.0 {
            *self.0.entry(what).or_default() += times;
        }
    }
}

/// What came of a schedule.
pub struct Outcome {
    pub trace: Vec<String>,
    pub seen: Seen,
}

type Task<'a> = (usize, Pin<Box<dyn Future<Output = ()> + 'a>>);

/// Runs a schedule over a store, then lets calm return: two sweeps later everything is settled, or waits for a person,
/// and once that person has decided everything is settled.
pub async fn run<S: Store>(plan: &Plan, store: &S) -> Outcome {
    let scene = Scene::new(store, plan.seed, plan.begins);
    let mut schedule =
        Schedule { plan, scene: &scene, tasks: Vec::new(), next_task: 0, seen: Seen::default() };
    let ticks = 30 + lock(&scene.dice).below(90);
    for _ in 0..ticks {
        schedule.tick().await;
        schedule.assert_nobody_is_paid_twice();
    }
    schedule.calm_down().await;
    for minutes in [2 * UNDER_WAY_MINUTES_MAX, 21 * 60] {
        schedule.pass(minutes);
        schedule.sweep().await;
    }
    let picture = store.picture().await;
    schedule.assert_converged(&picture);
    for who in 0..plan.amounts.len() {
        schedule.review(who).await;
    }
    schedule.sweep().await;
    let picture = store.picture().await;
    schedule.assert_settled(&picture);
    scene.note(format!("{picture:?}"));
    let mut seen = std::mem::take(&mut schedule.seen);
    drop(schedule);
    for (fault, times) in lock(&scene.faults).iter() {
        *seen.0.entry(format!("fault {fault:?}")).or_default() += times;
    }
    let trace = lock(&scene.trace).clone();
    Outcome { trace, seen }
}

struct Schedule<'a, S> {
    plan: &'a Plan,
    scene: &'a Scene<'a, S>,
    tasks: Vec<Task<'a>>,
    next_task: usize,
    seen: Seen,
}

impl<'a, S: Store> Schedule<'a, S> {
    fn dice(&self, limit: usize) -> usize {
        lock(&self.scene.dice).below(limit)
    }

    async fn tick(&mut self) {
        let who = self.dice(self.plan.amounts.len());
        match self.dice(100) {
            0..40 if !self.tasks.is_empty() => self.go_on().await,
            0..40 => self.spawn_drive(who),
            40..50 => self.crash(),
            50..64 => self.spawn_drive(who),
            64..72 => self.spawn_apply(),
            72..78 => self.spawn_open(who),
            78..85 => {
                let minutes = [1, 1, 1, 7, 13, 60, 60, 21 * 60, 25 * 60][self.dice(9)];
                self.pass(minutes);
            }
            85..88 => self.flip_account(who).await,
            88..90 => self.hear_all().await,
            90..93 => {
                let paused = self.dice(3) == 0;
                self.scene.store.pause(paused, self.scene.now()).await;
                self.seen.add(if paused { "paused" } else { "resumed" });
            }
            93..95 => {
                let cancelled = self.scene.store.take(who, Event::Cancelled, self.scene.now()).await;
                self.scene.note(format!("{who} cancelled: {cancelled:?}"));
                if cancelled.is_ok() {
                    self.seen.add("cancelled");
                }
            }
            95..98 => self.review(who).await,
            _ => self.reverse_one(),
        }
    }

    /// Time passes; what is under way arrives before it is too old for that.
    fn pass(&self, minutes: i64) {
        let (now, passed) = (self.scene.now(), Duration::minutes(minutes));
        let all = self.dice(2) == 0;
        lock(&self.scene.stripe).arrive(all, now, now + passed);
        *lock(&self.scene.now) += passed;
    }

    fn spawn(&mut self, task: impl FnOnce(usize) -> Pin<Box<dyn Future<Output = ()> + 'a>>) {
        if self.tasks.len() < TASKS_MAX {
            self.next_task += 1;
            self.tasks.push((self.next_task, task(self.next_task)));
        }
    }

    fn spawn_drive(&mut self, who: usize) {
        let scene = self.scene;
        self.spawn(|task| {
            Box::pin(async move {
                // A payout that is not open yet stops the worker; so does what cannot be.
                let _ = drive(&Clerk { scene, task, who }, PayoutId::from_uuid(uuid::Uuid::nil())).await;
            })
        });
    }

    fn spawn_open(&mut self, who: usize) {
        let scene = self.scene;
        self.spawn(|task| {
            Box::pin(async move {
                scene.store.open(who, scene.now()).await;
                scene.gate(task, CrashPoint::ReserveStands).await;
            })
        });
    }

    /// An event is delivered: in any order, again, or a second time at once.
    fn spawn_apply(&mut self) {
        let events = lock(&self.scene.stripe).news.len();
        if events == 0 {
            return;
        }
        let (scene, event) = (self.scene, self.dice(events));
        self.spawn(|task| Box::pin(apply(scene, task, event)));
    }

    async fn go_on(&mut self) {
        let at = self.dice(self.tasks.len());
        let (task, mut future) = self.tasks.swap_remove(at);
        if self.scene.go_on(task, &mut future).await {
            self.scene.forget(task);
        } else {
            self.tasks.push((task, future));
        }
    }

    fn crash(&mut self) {
        if self.tasks.is_empty() {
            return;
        }
        let at = self.dice(self.tasks.len());
        let (task, future) = self.tasks.swap_remove(at);
        drop(future);
        if let Some(point) = self.scene.stands_at(task) {
            self.seen.add(format!("crash {point:?}"));
        }
        self.scene.forget(task);
    }

    async fn flip_account(&mut self, who: usize) {
        {
            let mut stripe = lock(&self.scene.stripe);
            match stripe.unable.iter().position(|n| *n == who) {
                Some(at) => drop(stripe.unable.remove(at)),
                None => stripe.unable.push(who),
            }
        }
        if self.dice(2) == 0 {
            self.hear_all().await;
        }
    }

    async fn hear_all(&self) {
        for who in 0..self.plan.amounts.len() {
            let able = !lock(&self.scene.stripe).unable.contains(&who);
            self.scene.store.hear(who, able).await;
        }
    }

    /// A person looks at Stripe and decides; nothing happens where nothing is to be decided.
    async fn review(&mut self, who: usize) {
        let listed = lock(&self.scene.stripe).list(who);
        // Now and then they decide against what they see, and are refused.
        let blind = !*lock(&self.scene.calm) && self.dice(5) == 0;
        let verdict = match listed.first().filter(|_| !blind) {
            Some(transfer) => Verdict::Adopt(transfer.clone()),
            None if self.dice(2) == 0 => Verdict::Retry,
            None => Verdict::WriteOff,
        };
        let name = format!("{verdict:?}");
        let name = name.split('(').next().unwrap_or_default().to_owned();
        let now = self.scene.now();
        let decided = self.scene.store.take(who, Event::Reviewed { verdict, listed, at: now }, now).await;
        self.scene.note(format!("{who} {name}: {decided:?}"));
        match decided {
            Ok(_) => self.seen.add(format!("review {name}")),
            Err(code) => self.seen.add(format!("review {code}")),
        }
    }

    fn reverse_one(&self) {
        let percent = [30, 60, 100][self.dice(3)];
        let which = self.dice(1_000);
        let mut stripe = lock(&self.scene.stripe);
        if !stripe.made.is_empty() {
            let which = which % stripe.made.len();
            stripe.reverse(which, percent);
        }
    }

    async fn calm_down(&mut self) {
        for (task, future) in std::mem::take(&mut self.tasks) {
            drop(future);
            self.scene.forget(task);
        }
        *lock(&self.scene.calm) = true;
        lock(&self.scene.stripe).unable.clear();
        self.hear_all().await;
        self.scene.store.pause(false, self.scene.now()).await;
    }

    /// What the worker's loops do when nobody asks them to.
    async fn sweep(&mut self) {
        self.scene.store.advance(self.scene.now()).await;
        for who in 0..self.plan.amounts.len() {
            self.spawn_drive(who);
            self.finish().await;
        }
        let events = lock(&self.scene.stripe).news.len();
        for event in 0..events {
            if !lock(&self.scene.stripe).news[event].applied {
                let scene = self.scene;
                self.spawn(|task| Box::pin(apply(scene, task, event)));
                self.finish().await;
            }
        }
        self.scene.store.advance(self.scene.now()).await;
    }

    async fn finish(&mut self) {
        let mut steps = 0;
        while !self.tasks.is_empty() {
            self.go_on().await;
            steps += 1;
            assert!(steps < STEPS_MAX, "{} a worker never ends", self.replay());
        }
    }

    fn replay(&self) -> String {
        let trace = lock(&self.scene.trace).join("\n");
        format!("{trace}\nreplay: ./dev simulate --schedules 1 --seed {}\n", self.plan.seed)
    }

    fn assert_nobody_is_paid_twice(&self) {
        let stripe = lock(&self.scene.stripe);
        for who in 0..self.plan.amounts.len() {
            let made = stripe.list(who);
            assert!(made.len() < 2, "{} {who} is paid twice: {made:?}", self.replay());
            assert!(made.iter().all(|t| t.amount == self.plan.amounts[who]), "{} {made:?}", self.replay());
        }
    }

    /// Two sweeps later nothing is open but what a person has to decide.
    fn assert_converged(&self, picture: &Picture) {
        for payout in &picture.payouts {
            let payout = payout.as_deref().unwrap_or("not open");
            let ended =
                ["TRANSFERRED", "PARTIALLY_REVERSED", "REVERSED", "FAILED", "CANCELLED", "NEEDS_REVIEW"];
            assert!(ended.iter().any(|state| payout.starts_with(state)), "{} {picture:#?}", self.replay());
        }
        assert!(picture.alarms.is_empty(), "{} {picture:#?}", self.replay());
    }

    /// Nothing is open, and the books say what Stripe says.
    fn assert_settled(&mut self, picture: &Picture) {
        self.assert_nobody_is_paid_twice();
        let mut wallet = self.plan.wallet;
        let mut payable = 0;
        for (who, amount) in self.plan.amounts.iter().enumerate() {
            let payout = picture.payouts[who].as_deref().unwrap_or("not open");
            let state = payout.split(' ').next().unwrap_or_default();
            let made = lock(&self.scene.stripe).list(who);
            match (state, made.as_slice()) {
                ("TRANSFERRED" | "PARTIALLY_REVERSED" | "REVERSED", [transfer]) => {
                    let expected = match transfer.reversed {
                        0 => "TRANSFERRED",
                        part if part < *amount => "PARTIALLY_REVERSED",
                        _ => "REVERSED",
                    };
                    assert_eq!(state, expected, "{} {picture:#?}", self.replay());
                    wallet -= amount + super::model::fee_of(*amount) - transfer.reversed;
                    payable += transfer.reversed;
                }
                ("FAILED" | "CANCELLED", []) => payable += amount,
                _ => panic!("{} {who} is {payout} and Stripe has {made:?}", self.replay()),
            }
            self.seen.add(format!("end {state}"));
        }
        use domain::ledger::AccountKind as Kind;
        let balance = |kind: Kind| picture.balances.iter().find(|b| b.0 == kind).map_or(0, |b| b.1);
        let expected = [
            (Kind::Wallet, wallet),
            (Kind::Payable, payable),
            (Kind::Accrued, payable),
            (Kind::PayoutClearing, 0),
        ];
        for (kind, minor) in expected {
            assert_eq!(balance(kind), minor, "{} {kind} {picture:#?}", self.replay());
        }
        assert!(picture.run.starts_with("COMPLETED"), "{} {picture:#?}", self.replay());
    }
}

/// Applies one of Stripe's events and marks it as applied.
async fn apply<S: Store>(scene: &Scene<'_, S>, task: usize, event: usize) {
    let news = lock(&scene.stripe).news[event].clone();
    scene.gate(task, CrashPoint::EventStored).await;
    let told = scene.store.take(news.who, Event::Told(news.transfer), scene.now()).await;
    scene.note(format!("{} told: {told:?}", news.who));
    scene.gate(task, CrashPoint::EventApplied).await;
    lock(&scene.stripe).news[event].applied = true;
}
