//! `tributary payouts`: for the engineer on call. Every change is in the tenant's audit log, with who made it.

use std::sync::Arc;

use anyhow::{Context, bail};
use billing::Stripe;
use billing::ledger::{alarms, at_stripe, clear, unchecked};
use billing::payout::{Decision, resume_by, review};
use billing::reconciliation::reconcile;
use chrono::Duration;
use clap::{Args, Subcommand};
use domain::agent::Entrance;
use domain::ids::{FindingId, PayoutId, PayoutRunId, TenantId};
use domain::money::Amount;
use domain::reconciliation::Kind;
use domain::text::is_line;
use store::config::{DatabaseConfig, Environment};
use store::payout::{Payout, PayoutRun};
use store::stripe_event::{StuckEvent, UnusedEvents};
use store::{Clock, Pool, SystemCtx, SystemTx, TenantTx, Via, audit};

use crate::config::require;

/// What none of these does without.
const NEEDS: [&str; 3] = ["DATABASE_URL", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"];

/// What can be done, by the settings in the environment (see .env.example).
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Runs that are not finished, and payouts that hold one up: under review, blocked, unknown, sent without an answer
    List,
    /// What stops a tenant's payouts, and Stripe's events that cannot be applied
    Alarms,
    /// Let a run go on that Stripe's refusal of our key has paused
    Resume {
        /// The run
        run: PayoutRunId,
        /// Who decides
        #[command(flatten)]
        by: By,
    },
    /// Say that an alarm has been made good: the tenant is paid from again
    Clear {
        /// An alarm of `tributary payouts alarms`
        alarm: FindingId,
        /// Who decides
        #[command(flatten)]
        by: By,
    },
    /// This transfer is the payout
    Adopt {
        /// The payout
        payout: PayoutId,
        /// Stripe's transfer, which it lists under the payout's group
        transfer: String,
        /// Who decides
        #[command(flatten)]
        by: By,
    },
    /// There is no transfer: send again, under a new key
    Retry {
        /// The payout
        payout: PayoutId,
        /// Who decides
        #[command(flatten)]
        by: By,
    },
    /// There is no transfer and there will be none: give the reserve back
    WriteOff {
        /// The payout
        payout: PayoutId,
        /// Who decides
        #[command(flatten)]
        by: By,
    },
    /// Stripe's events that changed nothing here, by kind: unknown, not ours, or against what stands
    Events {
        /// How far back, in days
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(i64).range(1..=365))]
        days: i64,
    },
    /// What the ledger says lies at Stripe, beside Stripe's own balance; ends with 1 when they differ
    Balance,
    /// Compare the ledger with Stripe, both ways; ends with 1 when something differs
    Reconcile {
        /// How far back, in days
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(i64).range(1..=365))]
        days: i64,
    },
}

/// Who decides.
#[derive(Debug, Args)]
pub struct By {
    /// Your name, for the audit log: a line of 1 to 100 characters
    #[arg(long, value_parser = name)]
    by: String,
}

/// Most characters of a name.
const NAME_CHARS_MAX: usize = 100;

fn name(text: &str) -> Result<String, String> {
    if is_line(text, NAME_CHARS_MAX) {
        Ok(text.to_owned())
    } else {
        Err(format!("a name is one line of 1 to {NAME_CHARS_MAX} characters"))
    }
}

/// Does it. Errors: a setting is missing or not allowed; what billing refuses; Stripe or Postgres is away.
pub async fn run(command: Command, env: &Environment) -> anyhow::Result<()> {
    require(env, "tributary payouts", &NEEDS)?;
    let pool = Pool::open(&DatabaseConfig::read(env)?).await.context("cannot open the database")?;
    let stripe = Stripe::new(billing::StripeConfig::read(env)?).context("cannot speak to Stripe")?;
    #[allow(clippy::disallowed_methods, reason = "the engineer on call runs it by hand, as a job would")]
    let ctx = SystemCtx::of_job("payouts").via(&Arc::new(Via {
        entrance: Entrance::Cli,
        agent: String::new(),
        request: String::new(),
    }));
    let desk = Desk { pool, stripe, ctx, clock: Clock::system() };
    match command {
        Command::List => desk.list().await,
        Command::Alarms => desk.alarms().await,
        Command::Resume { run, by } => desk.resume(run, &by.by).await,
        Command::Clear { alarm, by } => desk.clear(alarm, &by.by).await,
        Command::Adopt { payout, transfer, by } => {
            desk.decide(payout, Decision::Adopt(transfer), &by.by).await
        }
        Command::Retry { payout, by } => desk.decide(payout, Decision::Retry, &by.by).await,
        Command::WriteOff { payout, by } => desk.decide(payout, Decision::WriteOff, &by.by).await,
        Command::Events { days } => desk.events(days).await,
        Command::Balance => desk.balance().await,
        Command::Reconcile { days } => desk.reconcile(days).await,
    }
}

struct Desk {
    pool: Pool,
    stripe: Stripe,
    ctx: SystemCtx,
    clock: Clock,
}

impl Desk {
    async fn list(&self) -> anyhow::Result<()> {
        let tx = SystemTx::begin(&self.pool, &self.ctx).await?;
        let runs = PayoutRun::unfinished(&tx).await?;
        let waiting = Payout::held_up(&tx).await?;
        tx.commit().await?;
        for run in &runs {
            println!(
                "{}  {}  {}  {}  {}  since {}",
                run.id,
                run.tenant_id,
                Amount::new(run.preview_total.unwrap_or(0), run.currency),
                run.state,
                run.pause_reason.map_or("-", |reason| reason.as_str()),
                run.updated_at.format("%F %T")
            );
        }
        for payout in &waiting {
            println!(
                "{}  {}  {}  {}  {}  since {}",
                payout.id,
                payout.tenant_id,
                Amount::new(payout.amount, payout.currency),
                payout.state,
                payout.reason.as_deref().unwrap_or("-"),
                payout.updated_at.format("%F %T")
            );
        }
        println!("{} waiting", waiting.len());
        Ok(())
    }

    async fn alarms(&self) -> anyhow::Result<()> {
        let tx = SystemTx::begin(&self.pool, &self.ctx).await?;
        let standing = alarms(&tx).await?;
        let stuck = StuckEvent::all(&tx).await?;
        let unchecked = unchecked(&tx, self.clock.now()).await?;
        tx.commit().await?;
        for alarm in &standing {
            let since = alarm.found_at.format("%F %T");
            println!("{}  {}  {}  {}  since {since}", alarm.id, alarm.tenant, alarm.invariant, alarm.detail);
        }
        for event in &stuck {
            let (why, since) = (event.failure.as_deref().unwrap_or("-"), event.received_at.format("%F %T"));
            println!("{}  {}  tried {} times: {why}  since {since}", event.id, event.kind, event.tries);
        }
        if !stuck.is_empty() {
            println!("{} events not applied", stuck.len());
        }
        for one in &unchecked {
            println!("{}  ledger not checked since {}", one.tenant, one.since.format("%F %T"));
        }
        if !unchecked.is_empty() {
            println!("{} tenants whose ledger is not checked", unchecked.len());
        }
        println!("{} standing", standing.len());
        Ok(())
    }

    async fn resume(&self, id: PayoutRunId, by: &str) -> anyhow::Result<()> {
        let tx = SystemTx::begin(&self.pool, &self.ctx).await?;
        let run = PayoutRun::unfinished(&tx).await?.into_iter().find(|run| run.id == id);
        tx.commit().await?;
        let run = run.context("no such run is unfinished")?;
        let tx = TenantTx::begin(&self.pool, &self.ctx.in_tenant(run.tenant_id)).await?;
        let run = resume_by(&tx, id, by, self.clock.now()).await?;
        tx.commit().await?;
        println!("{id} is {}", run.state);
        Ok(())
    }

    async fn clear(&self, id: FindingId, by: &str) -> anyhow::Result<()> {
        let tx = SystemTx::begin(&self.pool, &self.ctx).await?;
        let standing = alarms(&tx).await?.into_iter().find(|alarm| alarm.id == id);
        tx.commit().await?;
        let Some(alarm) = standing else { bail!("no such alarm stands") };
        let tx = TenantTx::begin(&self.pool, &self.ctx.in_tenant(alarm.tenant)).await?;
        clear(&tx, id, self.clock.now()).await.context("only a person's alarm is cleared by a person")?;
        let detail = serde_json::json!({ "by": by, "invariant": alarm.invariant, "detail": alarm.detail });
        audit::write(&tx, "alarmClear", id, detail, self.clock.now()).await?;
        tx.commit().await?;
        println!("cleared");
        Ok(())
    }

    async fn tenant_of(&self, id: PayoutId) -> anyhow::Result<TenantId> {
        let tx = SystemTx::begin(&self.pool, &self.ctx).await?;
        let found = Payout::wherever(&tx, id).await?;
        tx.commit().await?;
        Ok(found.context("no such payout")?.tenant_id)
    }

    async fn decide(&self, id: PayoutId, decision: Decision, by: &str) -> anyhow::Result<()> {
        let ctx = self.ctx.in_tenant(self.tenant_of(id).await?);
        let (now, stripe) = (self.clock.now(), &self.stripe);
        let state = review(&self.pool, &ctx, stripe, id, &decision, by, now).await?;
        println!("{id} is {state}");
        Ok(())
    }

    async fn events(&self, days: i64) -> anyhow::Result<()> {
        let tx = SystemTx::begin(&self.pool, &self.ctx).await?;
        let unused = UnusedEvents::since(&tx, self.clock.now() - Duration::days(days)).await?;
        tx.commit().await?;
        for events in &unused {
            let outcome = events.outcome.as_deref().unwrap_or("-");
            let last = events.last_at.map_or_else(|| "-".to_owned(), |at| at.format("%F %T").to_string());
            println!("{}  {outcome}  {}  last {last}", events.kind, events.count);
        }
        println!("{} kinds", unused.len());
        Ok(())
    }

    async fn balance(&self) -> anyhow::Result<()> {
        let mut differs = false;
        for (currency, held) in at_stripe(&self.pool, &self.ctx, &self.stripe).await? {
            let told = |minor| Amount::new(minor, currency);
            let (ledger, stripe, pending) = (told(held.ledger), told(held.stripe), told(held.pending));
            let own = told(held.own);
            println!("ledger {ledger}  the platform's own {own}  Stripe {stripe}, {pending} pending");
            differs |= held.differs();
        }
        if differs { bail!("Stripe's balance and the ledger differ") } else { Ok(()) }
    }

    async fn reconcile(&self, days: i64) -> anyhow::Result<()> {
        let now = self.clock.now();
        let since = now - Duration::days(days);
        let differences = reconcile(&self.pool, &self.ctx, &self.stripe, since, now).await?;
        for found in &differences {
            let tenant = found.tenant.map_or_else(|| "-".to_owned(), |tenant| tenant.to_string());
            println!("{}  {tenant}  {}", found.kind, found.detail);
        }
        let adopted = differences.iter().filter(|found| found.kind == Kind::Adopted).count();
        let open = differences.iter().filter(|found| found.kind.is_open()).count();
        println!("{adopted} adopted, {open} open");
        if open > 0 { bail!("Stripe and the ledger differ") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_decides_has_a_name() {
        assert_eq!(name("Ann Other").as_deref(), Ok("Ann Other"));
        assert!(name(&"é".repeat(NAME_CHARS_MAX)).is_ok());
        for nobody in ["", "  ", "Ann\nOther", "\0", &"x".repeat(NAME_CHARS_MAX + 1)] {
            assert!(name(nobody).is_err(), "{nobody:?}");
        }
        let cli = <Command as Subcommand>::augment_subcommands(clap::Command::new("payouts"));
        let clear = |by| {
            cli.clone().try_get_matches_from([
                "payouts",
                "clear",
                "finding_00000000000000000000000000",
                "--by",
                by,
            ])
        };
        assert!(clear("Ann").is_ok(), "{:?}", clear("Ann"));
        assert!(clear("").is_err() && clear("a\tb").is_err());
    }
}
