//! The model: a run and its payouts in memory, their ledger, and nothing else.

use std::sync::Mutex;

use chrono::{DateTime, Utc};
use domain::ids::{PayeeId, TypedId};
use domain::ledger::{
    AccountKind, Balances, Posting, commission_recorded, fee, funding_settled, funding_started, matured,
    payout_reserved, reserve_reversed, transfer_confirmed, transfer_reversed,
};
use domain::money::Currency;
use domain::payout::protocol::{Destination, Event, Next, Standing, Write, step};
use domain::payout::{PauseReason, Payout, PayoutRun, PayoutRunState, PayoutState};

use super::clerk::{Store, lock};
use super::ledger::{COMPARED, Picture};
use super::schedule::Plan;

/// Tributary's part, in basis points, as a tenant has it that signs up.
pub const FEE_BPS: i64 = 300;

pub fn fee_of(minor: i64) -> i64 {
    fee(minor, FEE_BPS).unwrap()
}

pub struct Model(Mutex<Books>);

struct Books {
    seed: u64,
    amounts: Vec<i64>,
    payouts: Vec<Option<Standing>>,
    reserves: Vec<Vec<Posting>>,
    able: Vec<bool>,
    run: PayoutRun,
    balances: Balances,
    alarms: Vec<String>,
}

/// Stripe's account of an affiliate.
pub fn account_of(seed: u64, who: usize) -> String {
    format!("acct_{seed}_{who}")
}

fn payee(who: usize) -> PayeeId {
    PayeeId::from_uuid(uuid::Uuid::from_u128(who as u128 + 1))
}

impl Model {
    pub fn new(plan: &Plan) -> Model {
        let mut balances = Balances::default();
        let shares: Vec<(PayeeId, i64)> =
            plan.amounts.iter().enumerate().map(|(who, minor)| (payee(who), *minor)).collect();
        for pairs in [
            funding_started(plan.wallet),
            funding_settled(plan.wallet, 0, 0),
            commission_recorded(&shares),
            matured(&shares),
        ] {
            balances.apply(&pairs.unwrap()).unwrap();
        }
        let mut run = PayoutRun::draft("somebody".to_owned());
        run.state = PayoutRunState::Executing;
        let count = plan.amounts.len();
        Model(Mutex::new(Books {
            seed: plan.seed,
            amounts: plan.amounts.clone(),
            payouts: vec![None; count],
            reserves: vec![Vec::new(); count],
            able: vec![true; count],
            run,
            balances,
            alarms: Vec::new(),
        }))
    }
}

impl Books {
    fn open(&mut self, who: usize) {
        if self.payouts[who].is_some() || self.run.state != PayoutRunState::Executing {
            return;
        }
        let amount = self.amounts[who];
        let reserve = payout_reserved(&[(payee(who), amount)], &[], fee_of(amount)).unwrap();
        self.balances.apply(&reserve).unwrap();
        self.reserves[who] = reserve;
        let standing =
            Standing { payout: Payout::reserved(amount), currency: Currency::GBP, attempts: Vec::new() };
        self.payouts[who] = Some(standing);
    }

    fn complete(&mut self) {
        let settled =
            |standing: &Option<Standing>| standing.as_ref().is_some_and(|s| s.payout.state.settled());
        if self.run.state == PayoutRunState::Executing && self.payouts.iter().all(settled) {
            let failed =
                |s: &Standing| matches!(s.payout.state, PayoutState::Failed | PayoutState::Cancelled);
            let failures = self.payouts.iter().flatten().any(failed);
            self.run.complete(failures).unwrap();
        }
    }

    fn take(&mut self, who: usize, event: &Event, now: DateTime<Utc>) -> Result<Next, String> {
        let standing = self.payouts[who].as_ref().ok_or("NOT_FOUND")?;
        let decision = step(standing, event, now).map_err(|error| error.code().to_owned())?;
        let amount = decision.standing.payout.amount;
        self.payouts[who] = Some(decision.standing);
        for write in decision.writes {
            match write {
                Write::Begin(_) | Write::Resend { .. } | Write::Finish { .. } => {}
                Write::Confirm => {
                    self.balances.apply(&transfer_confirmed(amount).unwrap()).unwrap();
                }
                Write::GiveBack => {
                    self.balances.apply(&reserve_reversed(&self.reserves[who])).unwrap();
                }
                Write::Reverse { minor, .. } => {
                    self.balances.apply(&transfer_reversed(&[(payee(who), minor)]).unwrap()).unwrap();
                }
                Write::PauseRun => {
                    // A run that has ended stays as it is.
                    let _ = self.run.pause(PauseReason::StripeUnauthorized);
                }
                Write::Alarm { alarm, .. } => self.alarms.push(alarm.as_str().to_owned()),
            }
        }
        let open: i64 =
            self.payouts.iter().flatten().filter(|s| s.payout.state.open()).map(|s| s.payout.amount).sum();
        assert_eq!(self.balances.breaches(open), [], "after {event:?}");
        Ok(decision.next)
    }
}

impl Store for Model {
    async fn open(&self, who: usize, _: DateTime<Utc>) {
        lock(&self.0).open(who);
    }

    async fn advance(&self, _: DateTime<Utc>) {
        let mut books = lock(&self.0);
        for who in 0..books.payouts.len() {
            books.open(who);
        }
        books.complete();
    }

    async fn wake(&self, who: usize, now: DateTime<Utc>) -> Option<Next> {
        let mut books = lock(&self.0);
        let may_send = books.run.state == PayoutRunState::Executing && books.alarms.is_empty();
        let destination = match books.able[who] {
            true => Destination::Account(account_of(books.seed, who)),
            false => Destination::Restricted,
        };
        books.take(who, &Event::Woken { may_send, destination }, now).ok()
    }

    async fn take(&self, who: usize, event: Event, now: DateTime<Utc>) -> Result<Next, String> {
        lock(&self.0).take(who, &event, now)
    }

    async fn hear(&self, who: usize, able: bool) {
        lock(&self.0).able[who] = able;
    }

    async fn pause(&self, paused: bool, _: DateTime<Utc>) {
        let mut books = lock(&self.0);
        // A run that cannot be paused or resumed stays as it is.
        let _ = if paused { books.run.pause(PauseReason::ByAPerson) } else { books.run.resume("else") };
    }

    async fn picture(&self) -> Picture {
        let books = lock(&self.0);
        let payout = |standing: &Option<Standing>| standing.as_ref().map(|s| describe(&s.payout));
        let attempts = |standing: &Option<Standing>| {
            let attempts = standing.iter().flat_map(|s| s.attempts.clone());
            attempts.map(|a| format!("{} {:?}", a.number, a.outcome)).collect()
        };
        let balance = |kind: AccountKind| (kind, books.balances.sum(kind));
        Picture {
            run: format!("{} {:?}", books.run.state, books.run.pause_reason.map(PauseReason::as_str)),
            payouts: books.payouts.iter().map(payout).collect(),
            attempts: books.payouts.iter().map(attempts).collect(),
            balances: COMPARED.into_iter().map(balance).collect(),
            alarms: books.alarms.clone(),
        }
    }
}

/// A payout in one line.
pub fn describe(payout: &Payout) -> String {
    format!("{} {:?} {:?} {}", payout.state, payout.reason, payout.stripe_transfer_id, payout.reversed)
}
