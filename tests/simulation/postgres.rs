//! The same run in Postgres, through `billing`.

use std::collections::BTreeMap;

use billing::ledger::{Entry, post};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use domain::ids::{AffiliateId, PayeeId, PayoutId, PayoutRunId, TenantId, TypedId};
use domain::ledger::{
    AccountKind, Event as Booked, Posting, commission_recorded, funding_settled, funding_started, matured,
};
use domain::money::Currency;
use domain::payout::Payout;
use domain::payout::protocol::{Event, Next};
use serde_json::Value;
use store::{Pool, SystemCtx, TenantCtx, TenantTx, new_id};

use tokio::sync::Mutex;

use super::clerk::Store;
use super::ledger::{COMPARED, Picture};
use super::model::{account_of, describe};
use super::schedule::Plan;
use crate::world::World;
use crate::world::cluster::rows_over;

/// The database as its owner, over one connection.
pub struct Owner(Mutex<AsyncPgConnection>);

impl Owner {
    pub async fn of(world: &World) -> Owner {
        Owner(Mutex::new(AsyncPgConnection::establish(&world.owner_url).await.unwrap()))
    }

    async fn rows(&self, query: &str) -> Vec<Value> {
        rows_over(&mut *self.0.lock().await, query).await
    }

    async fn execute(&self, statements: &str) {
        self.0.lock().await.batch_execute(statements).await.unwrap();
    }
}

pub struct Database<'a> {
    owner: &'a Owner,
    pool: &'a Pool,
    ctx: TenantCtx,
    seed: u64,
    run: PayoutRunId,
    affiliates: Vec<AffiliateId>,
    /// What stood on the accounts before this schedule.
    before: BTreeMap<String, i64>,
}

impl<'a> Database<'a> {
    /// Makes people, what they have earned and an executing run, as other doors would have left them.
    #[allow(clippy::disallowed_methods, reason = "this stands for the job runner")]
    pub async fn prepare(owner: &'a Owner, pool: &'a Pool, tenant: &str, plan: &Plan) -> Database<'a> {
        let tenant: TenantId = tenant.parse().unwrap();
        let ctx = SystemCtx::of_job("simulation").in_tenant(tenant);
        let run: PayoutRunId = new_id();
        let payees: Vec<PayeeId> = plan.amounts.iter().map(|_| new_id()).collect();
        let affiliates: Vec<AffiliateId> = plan.amounts.iter().map(|_| new_id()).collect();
        let before = sums(owner).await;
        let begins = plan.begins.to_rfc3339();
        let (t, r, hash) = (tenant.uuid(), run.uuid(), "00".repeat(32));
        let program = uuid::Uuid::now_v7();
        let mut sql = format!(
            "INSERT INTO stripe_sweeps VALUES ('events', '{begins}', '2999-01-01') ON CONFLICT DO NOTHING; \
             INSERT INTO ledger_checks VALUES ('{t}', '2999-01-01') ON CONFLICT DO NOTHING; \
             INSERT INTO programs (tenant_id, id, name, audience, currency, hold_days, payout_minimum, created_at) \
             VALUES ('{t}', '{program}', 'p', 'AFFILIATES', 'GBP', 0, 0, '{begins}'); \
             INSERT INTO payout_runs (tenant_id, id, currency, state, drafted_by, preview_hash, preview_total, origin, created_at, updated_at) \
             VALUES ('{t}', '{r}', 'GBP', 'EXECUTING', 'somebody', '\\x{hash}', {}, 'MANUAL', '{begins}', '{begins}');",
            plan.amounts.iter().sum::<i64>()
        );
        for (who, minor) in plan.amounts.iter().enumerate() {
            let (a, p, c) = (affiliates[who].uuid(), payees[who].uuid(), uuid::Uuid::now_v7());
            let account = account_of(plan.seed, who);
            sql += &format!(
                "INSERT INTO users VALUES ('{a}', '{a}@people.test', 'n', 'h', '{begins}'); \
                 INSERT INTO affiliates VALUES ('{a}', '{a}', '{a}@people.test', 'n', 'GB', '{begins}'); \
                 INSERT INTO payout_accounts VALUES ('{a}', '{a}', '{account}', 'ACTIVE', '{{}}', '{begins}', '{begins}'); \
                 INSERT INTO payees VALUES ('{t}', '{p}', 'AFFILIATE', '{a}', 'n', '{begins}'); \
                 INSERT INTO commissions (tenant_id, id, payee_id, affiliate_id, program_id, cause, currency, amount, state, matures_at, why, created_at) \
                 VALUES ('{t}', '{c}', '{p}', '{a}', '{program}', 'BONUS', 'GBP', {minor}, 'PAYABLE', '{begins}', '{{}}', '{begins}'); \
                 INSERT INTO payout_run_items VALUES ('{t}', '{r}', '{c}', '{a}', {minor}); \
                 INSERT INTO payout_run_shares VALUES ('{t}', '{r}', '{a}', {minor});"
            );
        }
        owner.execute(&sql).await;
        let shares: Vec<(PayeeId, i64)> = payees.into_iter().zip(plan.amounts.iter().copied()).collect();
        let tx = TenantTx::begin(pool, &ctx).await.unwrap();
        let entries: [(Booked, Vec<Posting>); 4] = [
            (Booked::FundingStarted, funding_started(plan.wallet).unwrap()),
            (Booked::FundingSettled, funding_settled(plan.wallet, 0, 0).unwrap()),
            (Booked::CommissionRecorded, commission_recorded(&shares).unwrap()),
            (Booked::CommissionMatured, matured(&shares).unwrap()),
        ];
        for (event, postings) in entries {
            let key = format!("{event}:{run}");
            let entry = Entry { key, event, currency: Currency::GBP, postings: &postings };
            post(&tx, &entry, plan.begins).await.unwrap();
        }
        tx.commit().await.unwrap();
        Database { owner, pool, ctx, seed: plan.seed, run, affiliates, before }
    }

    async fn rows(&self, of: &str) -> Vec<Value> {
        self.owner.rows(&of.replace("$run", &self.run.uuid().to_string())).await
    }

    async fn payout(&self, who: usize) -> Option<PayoutId> {
        let affiliate = self.affiliates[who].uuid();
        let sql = format!("SELECT id FROM payouts WHERE run_id = '$run' AND affiliate_id = '{affiliate}'");
        let found = self.rows(&sql).await;
        found.first().map(|row| PayoutId::from_uuid(row["id"].as_str().unwrap().parse().unwrap()))
    }
}

async fn sums(owner: &Owner) -> BTreeMap<String, i64> {
    let rows =
        owner.rows("SELECT kind, sum(balance)::bigint AS sum FROM ledger_accounts GROUP BY kind").await;
    rows.iter().map(|r| (r["kind"].as_str().unwrap().to_owned(), r["sum"].as_i64().unwrap())).collect()
}

impl Store for Database<'_> {
    async fn open(&self, who: usize, now: DateTime<Utc>) {
        billing::payout::open(self.pool, &self.ctx, self.run, self.affiliates[who], now).await.unwrap();
    }

    async fn advance(&self, now: DateTime<Utc>) {
        billing::payout::advance(self.pool, &self.ctx, self.run, || now).await.unwrap();
    }

    async fn wake(&self, who: usize, now: DateTime<Utc>) -> Option<Next> {
        let payout = self.payout(who).await?;
        let tx = TenantTx::begin(self.pool, &self.ctx).await.unwrap();
        let next = billing::payout::wake(&tx, payout, now).await.unwrap();
        tx.commit().await.unwrap();
        Some(next)
    }

    async fn take(&self, who: usize, event: Event, now: DateTime<Utc>) -> Result<Next, String> {
        let payout = self.payout(who).await.ok_or("NOT_FOUND")?;
        let tx = TenantTx::begin(self.pool, &self.ctx).await.unwrap();
        match billing::payout::take(&tx, payout, &event, now).await {
            Ok(next) => {
                tx.commit().await.unwrap();
                Ok(next)
            }
            Err(billing::BillingError::Refused { code, .. }) => Err(code.to_owned()),
            Err(other) => panic!("seed {}: {other:?}", self.seed),
        }
    }

    async fn hear(&self, who: usize, able: bool) {
        let state = if able { "ACTIVE" } else { "RESTRICTED" };
        let account = account_of(self.seed, who);
        let sql =
            format!("UPDATE payout_accounts SET state = '{state}' WHERE stripe_account_id = '{account}'");
        self.owner.execute(&sql).await;
    }

    async fn pause(&self, paused: bool, now: DateTime<Utc>) {
        let tx = TenantTx::begin(self.pool, &self.ctx).await.unwrap();
        let done = if paused {
            billing::payout::stop(&tx, self.run, now).await
        } else {
            billing::payout::resume(&tx, self.run, now).await
        };
        match done {
            Ok(_) => tx.commit().await.unwrap(),
            Err(billing::BillingError::Refused { .. }) => {}
            Err(other) => panic!("seed {}: {other:?}", self.seed),
        }
    }

    async fn picture(&self) -> Picture {
        let run = self.rows("SELECT state, pause_reason FROM payout_runs WHERE id = '$run'").await.remove(0);
        let (mut payouts, mut attempts) = (Vec::new(), Vec::new());
        for affiliate in &self.affiliates {
            let a = affiliate.uuid();
            let rows = self
                .rows(&format!("SELECT * FROM payouts WHERE run_id = '$run' AND affiliate_id = '{a}'"))
                .await;
            let text = |value: &Value| value.as_str().map(str::to_owned);
            payouts.push(rows.first().map(|row| {
                describe(&Payout {
                    state: row["state"].as_str().unwrap().parse().unwrap(),
                    amount: row["amount"].as_i64().unwrap(),
                    reversed: row["reversed"].as_i64().unwrap(),
                    reason: text(&row["reason"]),
                    stripe_transfer_id: text(&row["stripe_transfer_id"]),
                })
            }));
            let made = self
                .rows(&format!(
                    "SELECT a.number, a.outcome FROM payout_attempts a JOIN payouts p ON p.tenant_id = a.tenant_id AND p.id = a.payout_id \
                     WHERE p.run_id = '$run' AND p.affiliate_id = '{a}' ORDER BY number"
                ))
                .await;
            attempts
                .push(made.iter().map(|r| format!("{} {:?}", r["number"], text(&r["outcome"]))).collect());
        }
        let now = sums(self.owner).await;
        let balance = |kind: AccountKind| {
            let of = |sums: &BTreeMap<String, i64>| sums.get(kind.as_str()).copied().unwrap_or(0);
            (kind, of(&now) - of(&self.before))
        };
        let alarms = self.owner.rows("SELECT invariant FROM ledger_findings WHERE cleared_at IS NULL").await;
        Picture {
            run: format!("{} {:?}", run["state"].as_str().unwrap(), run["pause_reason"].as_str()),
            payouts,
            attempts,
            balances: COMPARED.into_iter().map(balance).collect(),
            alarms: alarms.iter().map(|row| row["invariant"].as_str().unwrap().to_owned()).collect(),
        }
    }
}
