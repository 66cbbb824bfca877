//! What affiliates see and are told: onboarding, earnings, statements, yearly totals, mails.

mod earnings;
mod mails;
mod missed_sales;
mod onboarding;
mod portal;
mod statements;

use serde_json::{Value, json};

use crate::world::{Affiliate, Brand, Gql, World};

/// An affiliate with a code of their name.
async fn earner(world: &World, shop: &Brand, program: &str, name: &str) -> Affiliate {
    let affiliate = shop.affiliate(world, program, name).await;
    shop.code(&affiliate, &name.to_uppercase()).await;
    affiliate
}

/// Runs everything that is payable and waits until the affiliate is paid.
async fn pay(world: &World, shop: &Brand, key: &str) -> Value {
    shop.until_all_commissions(world, "PAYABLE").await;
    let run = shop.start_run(key).await;
    shop.until_run(world, &run, "COMPLETED").await
}

fn payout_of(run: &Value) -> String {
    run["payouts"]["nodes"][0]["id"].as_str().unwrap().to_owned()
}

async fn affiliate(graph: &Gql, selection: &str) -> Value {
    let document = format!("{{ viewer {{ affiliate {{ {selection} }} }} }}");
    graph.query(&document, json!({})).await["viewer"]["affiliate"].take()
}

/// The page behind an address, as a browser without a credential sees it: status, where it leads, text.
async fn visit(url: &str) -> (u16, String, String) {
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .tls_certs_only([])
        .build()
        .unwrap();
    let answer = http.get(url).send().await.unwrap();
    let status = answer.status().as_u16();
    let to = answer.headers().get("location").map(|l| l.to_str().unwrap().to_owned());
    (status, to.unwrap_or_default(), answer.text().await.unwrap())
}

/// A run whose only payout waits, because the affiliate's account stopped being good after the approval.
async fn blocked_run(world: &mut World, shop: &Brand, affiliate: &Affiliate) -> String {
    affiliate.onboard(world).await;
    world.stop_worker().await;
    let run = shop.start_run("blocked").await;
    affiliate.turn(world, "inactive").await;
    world.break_with("UPDATE payout_accounts SET state = 'RESTRICTED'").await;
    world.start_worker().await;
    let blocked = |run: &Value| run["payouts"]["nodes"][0]["state"] == "BLOCKED";
    world.until("a blocked payout", || shop.run(&run), blocked).await;
    run
}

/// The account is good again, and the sweep looks at once.
async fn unblock(world: &World, affiliate: &Affiliate) {
    affiliate.turn(world, "active").await;
    affiliate.graph.mutate("payoutAccountRefresh", json!({}), "payoutAccount { state }").await;
    world.let_payouts_age().await;
}
