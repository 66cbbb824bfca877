//! The ledger under many writers at once: whatever they post, the books are what was accepted.

#![allow(clippy::disallowed_methods, reason = "writers post as jobs do")]

use std::collections::BTreeMap;
use std::time::Instant;

use billing::ledger::{Entry, post};
use billing::{BillingError, Outcome};
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::SimpleAsyncConnection;
use domain::ids::{EntryId, PayeeId, TenantId, TypedId};
use domain::ledger::{
    AccountKind, AccountRef, Event, Posting, Turnover, commission_recorded, debt_written_off,
    funding_returned, funding_settled, funding_started, matured, payout_reserved, refunded_debt,
    refunded_payable, replay, reserve_reversed, transfer_confirmed, transfer_reversed, voided,
    wallet_returned,
};
use domain::money::Currency;
use serde_json::json;
use store::{Clock, Pool, StoreError, SystemCtx, TenantCtx, TenantTx, new_id};

use crate::dice::Dice;
use crate::world::World;

const WRITERS: usize = 32;
const OPERATIONS: usize = 50_000;
const PAYEES: usize = 6;
/// Half of the writers make a transaction of each operation, and many of them meet in a few tenants, between any two
/// operations.
const SINGLE_TENANTS: usize = 2;
const SINGLE_OPERATIONS: usize = 400;
/// The others make one transaction of many operations, so that fifty thousand fit into a minute. Each begins with a
/// commission recorded: that locks `accrued`, the account with the lowest id, so that no two wait for each other.
const BATCH_TENANTS: usize = 8;
const BATCH: usize = 40;
/// Longest statement: one that waits for the transactions of others on a busy machine.
const STATEMENT_TIMEOUT_MS: &str = "60000";

/// A tenant's context and payees.
#[derive(Clone)]
struct Books {
    ctx: TenantCtx,
    payees: Vec<PayeeId>,
}

/// What a writer posts.
#[derive(Clone)]
struct Operation {
    key: String,
    event: Event,
    postings: Vec<Posting>,
}

/// How an operation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Accepted,
    Already,
    NotEnough,
    KeyReused,
}

/// One of the writers, with what it may come back to.
struct Writer {
    number: usize,
    books: Books,
    dice: Dice,
    posted: usize,
    /// Everything of it that stands.
    accepted: Vec<Operation>,
    /// Settlements to come.
    started: Vec<i64>,
    /// Reserves that are neither confirmed nor reversed.
    open: Vec<(PayeeId, i64, Vec<Posting>)>,
    /// Transfers that may be reversed.
    confirmed: Vec<(PayeeId, i64)>,
    ends: BTreeMap<End, usize>,
}

/// What becomes of the writer's memory when the operation stands.
enum After {
    Nothing,
    Started(i64),
    Reserved(PayeeId, i64),
    Confirmed(PayeeId, i64),
}

impl Writer {
    fn new(number: usize, books: Books, dice: Dice) -> Writer {
        Writer {
            number,
            books,
            dice,
            posted: 0,
            accepted: Vec::new(),
            started: Vec::new(),
            open: Vec::new(),
            confirmed: Vec::new(),
            ends: BTreeMap::new(),
        }
    }

    fn minor(&mut self, most: u64) -> i64 {
        i64::try_from(self.dice.up_to(most)).unwrap() + 1
    }

    fn payee(&mut self) -> PayeeId {
        self.books.payees[self.dice.below(PAYEES)]
    }

    fn operation(&mut self, event: Event, postings: Vec<Posting>) -> Operation {
        self.posted += 1;
        Operation { key: format!("{}:{}", self.number, self.posted), event, postings }
    }

    /// A commission recorded: never refused.
    fn record(&mut self) -> Operation {
        let shares = [(self.payee(), self.minor(5_000)), (self.payee(), self.minor(2_000))];
        self.operation(Event::CommissionRecorded, commission_recorded(&shares).unwrap())
    }

    /// Anything at all. What is asked for is not cut to what is there, so that some of it is refused.
    fn any(&mut self) -> (Operation, After) {
        let who = self.payee();
        let (event, postings, after) = match self.dice.up_to(100) {
            0..25 => return (self.record(), After::Nothing),
            25..45 => (Event::CommissionMatured, matured(&[(who, self.minor(4_000))]), After::Nothing),
            45..50 => (Event::CommissionVoided, voided(&[(who, self.minor(1_000))]), After::Nothing),
            50..56 => {
                (Event::CommissionRefunded, refunded_payable(&[(who, self.minor(800))]), After::Nothing)
            }
            56..60 => (Event::CommissionRefunded, refunded_debt(&[(who, self.minor(500))]), After::Nothing),
            60..62 => (Event::DebtWrittenOff, debt_written_off(&[(who, self.minor(400))]), After::Nothing),
            62..70 => match self.started.pop() {
                Some(gross) => (
                    Event::FundingSettled,
                    funding_settled(gross - gross / 30, gross / 30, 0),
                    After::Nothing,
                ),
                None => {
                    let gross = self.minor(20_000);
                    (Event::FundingStarted, funding_started(gross), After::Started(gross))
                }
            },
            70..72 => (Event::FundingReturned, funding_returned(self.minor(500), 0), After::Nothing),
            72..74 => (Event::WalletReturned, wallet_returned(self.minor(3_000)), After::Nothing),
            74..85 => {
                let (sent, recovered, fee) = (self.minor(3_000), self.minor(60) - 1, self.minor(30) - 1);
                let pairs = payout_reserved(&[(who, sent)], &[(who, recovered)], fee);
                (Event::PayoutReserved, pairs, After::Reserved(who, sent))
            }
            85..89 => match self.open.pop() {
                Some((_, _, reserve)) => {
                    (Event::ReserveReversed, Ok(reserve_reversed(&reserve)), After::Nothing)
                }
                None => return (self.record(), After::Nothing),
            },
            89..95 => match self.open.pop() {
                Some((who, sent, _)) => {
                    (Event::TransferConfirmed, transfer_confirmed(sent), After::Confirmed(who, sent))
                }
                // More than anybody reserved.
                None => (Event::TransferConfirmed, transfer_confirmed(i64::MAX / 4), After::Nothing),
            },
            95..96 => match self.confirmed.pop() {
                Some(sent) => (Event::TransferReversed, transfer_reversed(&[sent]), After::Nothing),
                None => return (self.record(), After::Nothing),
            },
            // The same again, and once in a while something else under the same key.
            again => match self.accepted.last().cloned() {
                Some(standing) if again < 99 => return (standing, After::Nothing),
                Some(standing) => {
                    let postings = commission_recorded(&[(who, 1_000_000)]).unwrap();
                    return (Operation { postings, ..standing }, After::Nothing);
                }
                None => return (self.record(), After::Nothing),
            },
        };
        (self.operation(event, postings.unwrap()), after)
    }

    /// What a posted operation leads to.
    fn done(&mut self, operation: Operation, after: After, end: End) {
        *self.ends.entry(end).or_default() += 1;
        if end != End::Accepted {
            return;
        }
        match after {
            After::Nothing => {}
            After::Started(gross) => self.started.push(gross),
            After::Reserved(who, sent) => self.open.push((who, sent, operation.postings.clone())),
            After::Confirmed(who, sent) => self.confirmed.push((who, sent)),
        }
        self.accepted.push(operation);
    }

    /// One operation, one transaction.
    async fn one(&mut self, pool: &Pool) {
        let (operation, after) = self.any();
        let tx = TenantTx::begin(pool, &self.books.ctx).await.unwrap();
        let end = attempt(&tx, &operation).await;
        match end {
            End::Accepted | End::Already => tx.commit().await.unwrap(),
            End::NotEnough | End::KeyReused => drop(tx),
        }
        self.done(operation, after, end);
    }

    /// Many operations, one transaction; what is refused is taken back alone.
    async fn many(&mut self, pool: &Pool, count: usize) {
        let tx = TenantTx::begin(pool, &self.books.ctx).await.unwrap();
        for n in 0..count {
            let (operation, after) = if n == 0 { (self.record(), After::Nothing) } else { self.any() };
            let savepoint = may_be_refused(operation.event);
            let end = if savepoint {
                // Both on their way at once, in this order.
                let mut conn = tx.db().unwrap();
                let (set, end) =
                    futures::join!(conn.batch_execute("SAVEPOINT operation"), attempt(&tx, &operation));
                set.unwrap();
                end
            } else {
                attempt(&tx, &operation).await
            };
            if end == End::NotEnough {
                assert!(savepoint, "{} is never refused", operation.event);
                tx.db().unwrap().batch_execute("ROLLBACK TO operation").await.unwrap();
            }
            self.done(operation, after, end);
        }
        tx.commit().await.unwrap();
    }
}

/// Whether an event takes from an account that must not fall below zero.
fn may_be_refused(event: Event) -> bool {
    use Event::{CommissionRecorded, FundingSettled, FundingStarted, TransferReversed};
    !matches!(event, CommissionRecorded | FundingStarted | FundingSettled | TransferReversed)
}

async fn attempt(tx: &TenantTx, operation: &Operation) -> End {
    let Operation { key, event, postings } = operation;
    let entry = Entry { key: key.clone(), event: *event, currency: Currency::GBP, postings };
    match post(tx, &entry, Clock::system().now()).await {
        Ok(Outcome::Done(_)) => End::Accepted,
        Ok(Outcome::Already(_)) => End::Already,
        Err(BillingError::Refused { code: "BALANCE_NOT_ENOUGH", .. }) => End::NotEnough,
        // Nobody asks for more than there is of another account, unless the ledger is asked for nonsense, as here.
        Err(BillingError::Store(StoreError::Database(DieselError::DatabaseError(
            DatabaseErrorKind::CheckViolation,
            told,
        )))) if told.constraint_name() == Some("ledger_accounts_not_negative") => End::NotEnough,
        Err(BillingError::PostingKeyReused { .. }) => End::KeyReused,
        Err(other) => panic!("{operation_key}: {other:?}", operation_key = operation.key),
    }
}

/// A tenant with payees and, so that its id is the lowest, an account `accrued`.
async fn books(world: &World, pool: &Pool) -> Books {
    let tenant: TenantId = new_id();
    let payees: Vec<PayeeId> = (0..PAYEES).map(|_| new_id()).collect();
    let mut sql = format!(
        "INSERT INTO tenants (id, name, currency, platform_fee_bps, created_at) VALUES ('{}', 'Busy', 'GBP', 0, now());",
        tenant.uuid()
    );
    for payee in &payees {
        sql += &format!(
            "INSERT INTO payees (tenant_id, id, kind, name, created_at) VALUES ('{}', '{}', 'CREATOR', 'Payee', now());",
            tenant.uuid(),
            payee.uuid()
        );
    }
    world.break_with(&sql).await;
    let books = Books { ctx: SystemCtx::of_job("test").in_tenant(tenant), payees };
    let tx = TenantTx::begin(pool, &books.ctx).await.unwrap();
    assert_eq!(attempt(&tx, &opening(&books)).await, End::Accepted);
    tx.commit().await.unwrap();
    books
}

fn opening(books: &Books) -> Operation {
    let shares: Vec<_> = books.payees.iter().map(|payee| (*payee, 1)).collect();
    let postings = commission_recorded(&shares).unwrap();
    Operation { key: "opening".to_owned(), event: Event::CommissionRecorded, postings }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_thousand_random_operations_by_32_writers() {
    let mut dice = Dice::printed();
    let world = World::without_worker().await;
    let mut env = world.env.clone();
    env.set("DATABASE_CONNECTIONS", "40");
    env.set("DATABASE_STATEMENT_TIMEOUT_MS", STATEMENT_TIMEOUT_MS);
    let pool = Pool::open(&store::config::DatabaseConfig::read(&env).unwrap()).await.unwrap();
    let mut tenants = Vec::new();
    for _ in 0..SINGLE_TENANTS + BATCH_TENANTS {
        tenants.push(books(&world, &pool).await);
    }

    let begun = Instant::now();
    let (singles, batched) = (WRITERS / 2, WRITERS / 2);
    let left = OPERATIONS - singles * SINGLE_OPERATIONS;
    let writers = (0..WRITERS).map(|number| {
        let single = number < singles;
        let tenant = match single {
            true => number % SINGLE_TENANTS,
            false => SINGLE_TENANTS + number % BATCH_TENANTS,
        };
        let mut writer = Writer::new(number, tenants[tenant].clone(), Dice::of(dice.up_to(u64::MAX)));
        let pool = pool.clone();
        tokio::spawn(async move {
            if single {
                for _ in 0..SINGLE_OPERATIONS {
                    writer.one(&pool).await;
                }
            } else {
                let mut count = left / batched;
                while count > 0 {
                    writer.many(&pool, count.min(BATCH)).await;
                    count -= count.min(BATCH);
                }
            }
            writer
        })
    });
    let mut done: Vec<Writer> = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        done.push(writer.await.unwrap());
    }
    let elapsed = begun.elapsed();

    // Every kind of end was met, and nothing was left out.
    let mut ends: BTreeMap<End, usize> = BTreeMap::new();
    for (end, count) in done.iter().flat_map(|writer| &writer.ends) {
        *ends.entry(*end).or_default() += count;
    }
    println!("{ends:?} in {elapsed:?}");
    assert_eq!(ends.values().sum::<usize>(), OPERATIONS);
    assert!(ends.len() == 4 && ends.values().all(|count| *count > 50), "{ends:?}");

    for books in &tenants {
        let of_tenant: Vec<&Writer> =
            done.iter().filter(|w| w.books.ctx.tenant() == books.ctx.tenant()).collect();
        assert!(of_tenant.len() >= 2);
        assert_books(&world, books, &of_tenant).await;
    }

    // The five-minute check: all that it can say without conversions and payouts, of which there are none here.
    let beside = ["CLEARING_IS_OPEN_PAYOUTS", "COMMISSIONS_ARE_BALANCES"];
    let findings = world.check_ledger().await;
    let broken: Vec<_> = findings.iter().filter(|f| !beside.contains(&f.invariant.as_str())).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// What the database holds is what was accepted, no more and no less.
async fn assert_books(world: &World, books: &Books, writers: &[&Writer]) {
    let tenant = books.ctx.tenant().uuid();
    let opening = opening(books);
    let accepted = || writers.iter().flat_map(|w| &w.accepted).chain([&opening]);
    let expected = replay(accepted().flat_map(|operation| &operation.postings)).unwrap();

    // Entries: one for each key, none besides.
    let rows = world
        .sql(&format!(
            "SELECT posting_key AS key, id FROM ledger_entries WHERE tenant_id = '{tenant}' ORDER BY 1"
        ))
        .await;
    let mut keys: Vec<&str> = accepted().map(|operation| operation.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(rows.iter().map(|row| row["key"].as_str().unwrap()).collect::<Vec<_>>(), keys);
    assert!(rows.iter().all(|row| row["id"].as_str().unwrap().parse().map(EntryId::from_uuid).is_ok()));

    // Accounts: balance and version are the sum and the number of what was accepted.
    let rows = world
        .sql(&format!("SELECT kind, payee_id, platform, balance, version FROM ledger_accounts WHERE tenant_id = '{tenant}'"))
        .await;
    assert_eq!(rows.len(), expected.len());
    for row in rows {
        let kind: AccountKind = row["kind"].as_str().unwrap().parse().unwrap();
        let payee = row["payee_id"].as_str().map(|id| PayeeId::from_uuid(id.parse().unwrap()));
        let turnover: Turnover = expected[&AccountRef { kind, payee }];
        let (balance, version) = match kind.platform() {
            true => (0, 0),
            false => (turnover.balance(kind).unwrap(), turnover.postings),
        };
        assert_eq!((&row["balance"], &row["version"]), (&json!(balance), &json!(version)), "{row}");
        assert!(balance >= 0 || !kind.never_negative(), "{row}");
    }

    // Versions run from 1 to the account's own without a gap, over debits and credits together.
    let gaps = world
        .sql(&format!(
            "SELECT account, count(*) AS n, min(version) AS least, max(version) AS most, count(DISTINCT version) AS different FROM ( \
               SELECT debit_account AS account, debit_version AS version FROM ledger_postings WHERE tenant_id = '{tenant}' \
               UNION ALL SELECT credit_account, credit_version FROM ledger_postings WHERE tenant_id = '{tenant}') s \
             WHERE version IS NOT NULL GROUP BY account HAVING NOT (min(version) = 1 AND max(version) = count(*) AND count(DISTINCT version) = count(*))"
        ))
        .await;
    assert!(gaps.is_empty(), "{gaps:#?}");

    // What is reserved and neither confirmed nor reversed lies in clearing; both sides of everything sum alike.
    let open: i64 = writers.iter().flat_map(|w| &w.open).map(|(_, sent, _)| *sent).sum();
    let held = |kind| {
        let of_kind = expected.iter().filter(|(account, _)| account.kind == kind);
        of_kind.map(|(_, turnover)| turnover.balance(kind).unwrap()).sum::<i64>()
    };
    // A writer may lose a reserve to a refusal of its confirmation or reversal; it stays in clearing.
    assert!(held(AccountKind::PayoutClearing) >= open);
    assert_eq!(held(AccountKind::Accrued), held(AccountKind::Pending) + held(AccountKind::Payable));
    assert_eq!(held(AccountKind::Debt), held(AccountKind::ClawbackPending));
    let (debits, credits) = expected.values().fold((0, 0), |(d, c), t| (d + t.debits, c + t.credits));
    assert_eq!(debits, credits);
}
