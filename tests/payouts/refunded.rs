//! A sale that an affiliate and a creator share is sent back in parts while they are being paid for it, step by step.

use std::sync::atomic::{AtomicUsize, Ordering};

use billing::payout::{Decision, Outcome, advance, cancel_payout, review, send};
use domain::ids::{PayoutId, PayoutRunId, TypedId};
use serde_json::{Value, json};
use store::{Clock, Pool, SystemCtx, TenantCtx};

use super::{
    approve, assert_books, break_transfer, draft, execute, let_sendings_age, payouts, preview,
    refuse_transfers, sales,
};
use crate::world::{Affiliate, BROWSER, Brand, World};

/// A shop with a sale of 120.00, half Joe's at 10 % and half at 5 % of Ann's, for whom Mia is paid. No worker is at work:
/// the test takes its steps.
struct Shared {
    world: World,
    shop: Brand,
    sale: Value,
    pool: Pool,
    ctx: TenantCtx,
    stripe: billing::Stripe,
    run: String,
}

#[allow(clippy::disallowed_methods, reason = "this stands for the worker")]
async fn shared(hold_days: i32) -> Shared {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, hold_days).await;
    shop.program("CREATORS", 500, hold_days).await;
    shop.fund(&world, 50_000).await;
    let (joe, mia) =
        (shop.affiliate(&world, &program, "JOE").await, shop.affiliate(&world, &program, "MIA").await);
    shop.code(&joe, "JOE").await;
    let (moment, token) = shop.review_by("ann").await;
    claim(&shop, &mia).await;
    for affiliate in [&joe, &mia] {
        affiliate.onboard(&world).await;
    }
    let click = shop.consented(&world.click(&shop.link(&joe, None).await).await).await;
    let seen =
        json!({"events": [{"kind": "MOMENT_CLICK", "momentId": moment, "token": token, "clickId": click}]});
    let public = shop.key("PUBLISHABLE").await;
    let call = public.request(reqwest::Method::POST, "/v1/events").header("user-agent", BROWSER);
    assert_eq!(call.json(&seen).send().await.unwrap().status(), 202);
    world.until("two touches", || world.sql("SELECT kind FROM touches"), |rows| rows.len() == 2).await;
    let sale = shop.sale("o-1", 12_000, json!({"clickIds": [click], "customer": "c-1"})).await;
    assert_eq!(sale["commissions"].as_array().unwrap().len(), 2);
    let (pool, tenant) = (world.pool().await, shop.tenant.parse().unwrap());
    let stripe = billing::Stripe::new(billing::StripeConfig::read(&world.env).unwrap()).unwrap();
    let ctx = SystemCtx::of_job("test").in_tenant(tenant);
    Shared { world, shop, sale, pool, ctx, stripe, run: String::new() }
}

async fn claim(shop: &Brand, affiliate: &Affiliate) {
    let creators = shop.owner.query("{ creators(first: 1) { nodes { id } } }", json!({})).await;
    let claim = json!({"creatorId": creators["creators"]["nodes"][0]["id"], "evidence": "me"});
    let claim = affiliate.graph.mutate("creatorClaimCreate", claim, "claim { id }").await;
    let approve = json!({"claimId": claim["claim"]["id"]});
    shop.owner.mutate("creatorClaimApprove", approve, "claim { state }").await;
}

/// Which way a payout ends.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Paid,
    GivenBack,
}

impl Shared {
    /// The same with an approved run set going, whose payouts nobody has opened.
    async fn approved() -> Shared {
        let mut shared = shared(0).await;
        shared.shop.until_all_commissions(&shared.world, "PAYABLE").await;
        shared.world.stop_worker().await;
        shared.world.silence_events();
        shared.run = draft(&shared.shop, "one").await;
        let hash = preview(&shared.shop, &shared.run).await;
        approve(&shared.shop, &shared.run, &hash).await;
        execute(&shared.shop, &shared.run).await;
        shared
    }

    fn run_id(&self) -> PayoutRunId {
        self.run.parse().unwrap()
    }

    async fn open(&self) {
        advance(&self.pool, &self.ctx, self.run_id(), || Clock::system().now()).await.unwrap();
        assert_eq!(self.states().await, ["RESERVED", "RESERVED"]);
    }

    async fn states(&self) -> Vec<String> {
        let rows = self.world.sql("SELECT state FROM payouts ORDER BY id").await;
        rows.iter().map(|row| row["state"].as_str().unwrap().to_owned()).collect()
    }

    async fn payouts(&self) -> Vec<PayoutId> {
        let rows = self.world.sql("SELECT id FROM payouts ORDER BY id").await;
        rows.iter().map(|row| PayoutId::from_uuid(row["id"].as_str().unwrap().parse().unwrap())).collect()
    }

    async fn send_all(&self) -> Vec<Option<Outcome>> {
        let mut outcomes = Vec::new();
        for payout in self.payouts().await {
            outcomes.push(send(&self.pool, &self.ctx, &self.stripe, payout, &Clock::system()).await.ok());
        }
        outcomes
    }

    async fn forget_faults(&self) {
        self.world.simulator(reqwest::Method::DELETE, "/_sim/faults", Value::Null).await;
    }

    /// Brings both payouts to a state in which the money is under way.
    async fn bring_to(&self, state: &str, ending: Ending) {
        let made = state == "UNKNOWN" && ending == Ending::Paid;
        match state {
            "SUBMITTING" | "UNKNOWN" => {
                for _ in 0..2 {
                    break_transfer(&self.world, if made { "drop_after" } else { "drop_before" }).await;
                }
                assert_eq!(self.send_all().await, [Some(Outcome::Again); 2]);
            }
            "BLOCKED" => {
                refuse_transfers(&self.world, 2, 400, Some("balance_insufficient")).await;
                assert_eq!(self.send_all().await, [Some(Outcome::Rest); 2]);
            }
            _ => {}
        }
        if state == "UNKNOWN" {
            let old = "UPDATE payout_attempts SET first_sent_at = first_sent_at - interval '21 hours'";
            self.world.break_with(old).await;
            let away = json!({"path_prefix": "/v1/transfers", "method": "GET", "kind": "error", "error": {"status": 500}, "times": 100});
            self.world.simulator(reqwest::Method::POST, "/_sim/faults", away).await;
            self.send_all().await;
            self.forget_faults().await;
        }
        assert_eq!(self.states().await, [state, state]);
    }

    async fn end(&self, state: &str, ending: Ending) {
        if ending == Ending::Paid {
            self.send_all().await;
            assert_eq!(self.states().await, ["TRANSFERRED", "TRANSFERRED"]);
            return;
        }
        match state {
            "BLOCKED" => {
                for payout in self.payouts().await {
                    cancel_payout(&self.pool, &self.ctx, payout, Clock::system().now()).await.unwrap();
                }
                assert_eq!(self.states().await, ["CANCELLED", "CANCELLED"]);
                return;
            }
            "UNKNOWN" => {
                self.send_all().await;
                assert_eq!(self.states().await, ["NEEDS_REVIEW", "NEEDS_REVIEW"]);
                let (decision, now) = (Decision::WriteOff, Clock::system().now());
                for payout in self.payouts().await {
                    let decided = review(&self.pool, &self.ctx, &self.stripe, payout, &decision, "ann", now);
                    decided.await.unwrap();
                }
            }
            "SUBMITTING" => {
                // Refused after a sending that went unanswered: Stripe is asked first what became of that.
                refuse_transfers(&self.world, 2, 400, Some("account_closed")).await;
                self.send_all().await;
                assert_eq!(self.states().await, ["BLOCKED", "BLOCKED"]);
                let_sendings_age(&self.world).await;
                refuse_transfers(&self.world, 2, 400, Some("account_closed")).await;
                self.send_all().await;
            }
            _ => {
                refuse_transfers(&self.world, 2, 400, Some("account_closed")).await;
                self.send_all().await;
            }
        }
        assert_eq!(self.states().await, ["FAILED", "FAILED"]);
    }

    async fn refund(&self, name: &str, minor: i64) -> Vec<(i64, bool, String)> {
        let sale = self.shop.refund(&self.sale, name, json!({"amountMinor": minor})).await;
        let mut rows: Vec<(i64, bool, String)> = Vec::new();
        for row in sale["commissions"].as_array().unwrap().iter().skip(2) {
            let state = row["state"].as_str().unwrap().to_owned();
            rows.push((crate::world::brand::minor(&row["amount"]), row["debt"] == true, state));
        }
        rows
    }
}

fn correction(minor: i64, debt: bool, state: &str) -> (i64, bool, String) {
    (minor, debt, state.to_owned())
}

/// Two thirds of the sale go back in three parts: two while the money is under way, one when that has ended. Whatever the
/// state and the ending, Joe is paid 200 of his 600 in the end and keeps what he earns next.
async fn refunded_while(state: &str, ending: Ending) {
    let mut shared = Shared::approved().await;
    shared.open().await;
    shared.bring_to(state, ending).await;
    let debt = |minor| correction(minor, true, "PAYABLE");
    assert_eq!(shared.refund("r-1", 3_000).await, [debt(-150), debt(-75)]);
    assert_eq!(shared.refund("r-2", 4_000).await, [debt(-150), debt(-75), debt(-200), debt(-100)]);
    shared.world.assert_ledger_sound().await;
    shared.end(state, ending).await;
    shared.world.assert_ledger_sound().await;
    // What is not on its way any more is simply less; what was paid is owed.
    let last = shared.refund("r-3", 1_000).await;
    let owed = ending == Ending::Paid;
    assert_eq!(last[4..], [correction(-50, owed, "PAYABLE"), correction(-25, owed, "PAYABLE")]);
    shared.world.assert_ledger_sound().await;
    let transfers = shared.world.transfers().await.len();
    assert_eq!(transfers, if owed { 2 } else { 0 });

    shared.world.start_worker().await;
    let ended = if owed { "COMPLETED" } else { "COMPLETED_WITH_FAILURES" };
    shared.shop.until_run(&shared.world, &shared.run, ended).await;
    sales(&shared.world, &shared.shop, &[("o-2", "JOE", 10_000)]).await;
    let run = shared.shop.start_run("next").await;
    let run = shared.shop.until_run(&shared.world, &run, "COMPLETED").await;
    let sent = |minor: i64| ("TRANSFERRED".to_owned(), minor);
    if owed {
        // 600 and 600 less 400; Mia has been paid 300 and owes 200 of it.
        assert_eq!(payouts(&run), [sent(600)]);
        let owing = "SELECT balance FROM ledger_accounts WHERE kind = 'debt' AND balance > 0";
        assert_eq!(shared.world.sql(owing).await, [json!({"balance": 200})]);
    } else {
        assert_eq!(payouts(&run), [sent(100), sent(1_200)]);
    }
    assert_books(&shared.world).await;
}

macro_rules! refunded {
    ($($name:ident: $state:literal, $ending:ident;)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            refunded_while($state, Ending::$ending).await;
        }
    )*};
}

refunded! {
    a_refund_while_reserved_then_paid: "RESERVED", Paid;
    a_refund_while_reserved_then_given_back: "RESERVED", GivenBack;
    a_refund_while_submitting_then_paid: "SUBMITTING", Paid;
    a_refund_while_submitting_then_given_back: "SUBMITTING", GivenBack;
    a_refund_while_unknown_then_paid: "UNKNOWN", Paid;
    a_refund_while_unknown_then_given_back: "UNKNOWN", GivenBack;
    a_refund_while_blocked_then_paid: "BLOCKED", Paid;
    a_refund_while_blocked_then_given_back: "BLOCKED", GivenBack;
}

/// The commissions of a sale are held and two thirds of it go back; then they are let go, or voided.
async fn refunded_while_held(void: bool) {
    let shared = shared(30).await;
    let ids: Vec<&Value> =
        shared.sale["commissions"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
    for id in &ids {
        shared.shop.owner.mutate("commissionHold", json!({"commissionId": id}), "commission { state }").await;
    }
    let held = |minor| correction(minor, false, "HELD");
    assert_eq!(shared.refund("r-1", 3_000).await, [held(-150), held(-75)]);
    assert_eq!(shared.refund("r-2", 5_000).await, [held(-150), held(-75), held(-250), held(-125)]);
    shared.world.assert_ledger_sound().await;
    for id in &ids {
        let (name, input) = if void {
            ("commissionVoid", json!({"commissionId": id, "reason": "fraud", "idempotencyKey": id}))
        } else {
            ("commissionRelease", json!({"commissionId": id}))
        };
        shared.shop.owner.mutate(name, input, "commission { state }").await;
    }
    if void {
        assert_eq!(shared.shop.commissions().await, json!({"VOID": 300}));
    } else {
        shared.world.break_with("UPDATE commissions SET matures_at = now() - interval '1 second'").await;
        shared.shop.until_all_commissions(&shared.world, "PAYABLE").await;
        let run = shared.shop.start_run("one").await;
        let run = shared.shop.until_run(&shared.world, &run, "COMPLETED").await;
        assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 100), ("TRANSFERRED".to_owned(), 200)]);
    }
    assert_books(&shared.world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refund_while_held_then_let_go() {
    refunded_while_held(false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refund_while_held_then_voided() {
    refunded_while_held(true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stripes_news_is_fresh_for_the_last_payout_that_is_opened_as_for_the_first() {
    let shared = Shared::approved().await;
    let (now, asked) = (Clock::system().now(), AtomicUsize::new(0));
    // Opening the first has taken eleven minutes.
    let clock = || {
        let late = asked.fetch_add(1, Ordering::SeqCst) >= 2;
        now + chrono::Duration::minutes(if late { 11 } else { 0 })
    };
    advance(&shared.pool, &shared.ctx, shared.run_id(), clock).await.unwrap();
    assert_eq!(shared.states().await, ["RESERVED"]);
    advance(&shared.pool, &shared.ctx, shared.run_id(), || Clock::system().now()).await.unwrap();
    assert_eq!(shared.states().await, ["RESERVED", "RESERVED"]);
    shared.world.assert_ledger_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payout_is_settled_with_all_of_its_commissions_or_not_at_all() {
    let shared = Shared::approved().await;
    shared.open().await;
    // Joe's commission has got away from its payout.
    shared
        .world
        .break_with("CREATE TABLE kept AS SELECT id, payout_id FROM commissions WHERE amount = 600")
        .await;
    let lose = "UPDATE commissions SET state = 'PAYABLE', payout_id = NULL WHERE amount = 600";
    let find =
        "UPDATE commissions c SET state = 'RESERVED', payout_id = k.payout_id FROM kept k WHERE k.id = c.id";
    let joes = "SELECT state FROM payouts WHERE amount = 600";
    shared.world.break_with(lose).await;
    shared.send_all().await;
    assert_eq!(shared.world.sql(joes).await, [json!({"state": "SUBMITTING"})]);
    let booked = "SELECT posting_key FROM ledger_entries WHERE event = 'TRANSFER_CONFIRMED'";
    assert_eq!(shared.world.sql(booked).await.len(), 1, "Mia's alone");
    shared.world.break_with(find).await;
    shared.send_all().await;
    assert_eq!(shared.states().await, ["TRANSFERRED", "TRANSFERRED"]);
    assert_eq!(shared.world.transfers().await.len(), 2);
    shared.world.assert_ledger_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reserve_goes_back_with_all_of_its_commissions_or_not_at_all() {
    let shared = Shared::approved().await;
    shared.open().await;
    shared
        .world
        .break_with("UPDATE commissions SET state = 'PAYABLE', payout_id = NULL WHERE amount = 600")
        .await;
    for payout in shared.payouts().await {
        let _ = cancel_payout(&shared.pool, &shared.ctx, payout, Clock::system().now()).await;
    }
    let rows = shared.world.sql("SELECT amount, state FROM payouts ORDER BY amount").await;
    let row = |minor: i64, state: &str| json!({"amount": minor, "state": state});
    assert_eq!(rows, [row(300, "CANCELLED"), row(600, "RESERVED")]);
}
