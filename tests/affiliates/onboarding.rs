//! The way to Stripe and back: what is still due, links that expire.

use serde_json::json;

use super::{affiliate, earner, visit};
use crate::world::{Affiliate, Brand, World};

#[tokio::test]
async fn who_comes_back_from_stripe_sees_the_truth_at_once() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 0).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    world.silence_events();
    let payload = joe.graph.mutate("payoutAccountOnboard", json!({}), "onboardingUrl").await;
    let link = payload["onboardingUrl"].as_str().unwrap();

    // Turned back half way: the page and the graph say in words what is missing.
    let (_, _, form) = visit(link).await;
    let back = form.split("href=\"").find(|h| h.contains("/onboarding/done")).unwrap();
    let back = back.split('"').next().unwrap().replace("&amp;", "&");
    assert!(back.starts_with(&world.url), "{back}");
    let (status, _, page) = visit(&back).await;
    assert_eq!(status, 200);
    assert!(
        page.contains("still needs something") && page.contains("<li>Give your date of birth.</li>"),
        "{page}"
    );
    let seen = affiliate(&joe.graph, "payoutAccount { state requirements { sentence codes } }").await;
    let first = &seen["payoutAccount"]["requirements"][0];
    assert_eq!(seen["payoutAccount"]["state"], "ONBOARDING");
    assert_eq!(first["sentence"], "Say whether you are paid as a person or as a company.");
    assert_eq!(first["codes"], json!(["business_type"]));

    // Done: no event comes, and it is known all the same.
    let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
    let page = http.post(link).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("You are all set."), "{page}");
    let seen = affiliate(&joe.graph, "payoutAccount { state requirementsDue }").await;
    assert_eq!(seen["payoutAccount"], json!({"state": "ACTIVE", "requirementsDue": []}));
    let ready = || world.sql("SELECT payout_ready FROM enrollments");
    world.until("the brand to know", ready, |rows| rows[0]["payout_ready"] == true).await;

    // Without coming back, whoever asks is told too; who has not begun is told that.
    world.break_with("UPDATE payout_accounts SET state = 'RESTRICTED'").await;
    let payload = joe.graph.mutate("payoutAccountRefresh", json!({}), "payoutAccount { state }").await;
    assert_eq!(payload["payoutAccount"]["state"], "ACTIVE");
    let ann = Affiliate::sign_up(&world, "Ann").await;
    assert_eq!(ann.refused("payoutAccountRefresh", json!({})).await, "NOT_FOUND");
}

#[tokio::test]
async fn an_expired_link_leads_to_a_fresh_one_and_a_forged_one_nowhere() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 0).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    let payload = joe.graph.mutate("payoutAccountOnboard", json!({}), "onboardingUrl").await;
    let link = payload["onboardingUrl"].as_str().unwrap();
    let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
    http.post(link).send().await.unwrap();

    // Used once, so Stripe sends us back; we send to a link that works.
    let (_, again, _) = visit(link).await;
    assert!(again.contains("/onboarding/again?account="), "{again}");
    let (status, fresh, _) = visit(&again).await;
    assert_eq!(status, 303);
    assert!(fresh.starts_with(&world.stripe_url) && fresh != link, "{fresh}");
    let (status, to, _) = visit(&fresh).await;
    assert_eq!((status, to.as_str()), (200, ""), "the fresh link shows Stripe's form");

    // What is good for looking is not good for a link to Stripe; nor is what somebody made up.
    let token = again.split_once("account=").unwrap().1;
    for forged in ["", "?account=", "?account=x", &format!("?account={}", token.replace('0', "1"))] {
        let (status, to, page) = visit(&format!("{}/onboarding/again{forged}", world.url)).await;
        assert_eq!((status, to.as_str()), (200, ""), "{forged}");
        assert!(page.contains("has expired"), "{page}");
    }
    let (_, _, page) = visit(&format!("{}/onboarding/done?account={token}", world.url)).await;
    assert!(page.contains("Welcome back"), "{page}");
}
