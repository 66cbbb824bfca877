//! Where people come back to from pages of Stripe's: a path of the web app that was asked for, and nowhere else.

use serde_json::{Value, json};

use crate::world::{Affiliate, World};

const ELSEWHERE: [&str; 8] = [
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example",
    "https://elsewhere.example/",
    "javascript:alert(1)",
    "/\t/elsewhere.example",
    "/.//elsewhere.example",
    "wallet",
];

/// Where a page of Stripe's leads back to, for who goes through and who turns back.
async fn leads_to(world: &World, page: &Value) -> (String, String) {
    let session = page.as_str().unwrap_or_else(|| panic!("no page: {page}")).rsplit('/').next().unwrap();
    let session = world.ask_stripe(&format!("/v1/checkout/sessions/{session}")).await;
    let text = |name: &str| session[name].as_str().unwrap().to_owned();
    (text("success_url"), text("cancel_url"))
}

#[tokio::test]
async fn a_page_of_stripes_leads_back_to_the_path_that_was_asked_for() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let pages = [
        (
            "walletFund",
            json!({"currency": "GBP", "amountMinor": 5_000}),
            "funding { checkoutUrl }",
            ["wallet/funded", "wallet/cancelled"],
        ),
        (
            "fundingMethodAdd",
            json!({"kind": "CARD", "currency": "GBP"}),
            "method { checkoutUrl }",
            ["wallet/method-added", "wallet/cancelled"],
        ),
        (
            "subscriptionStart",
            json!({"plan": "GROWTH", "currency": "GBP"}),
            "checkoutUrl",
            ["billing/subscribed", "billing/cancelled"],
        ),
    ];
    for (mutation, input, selection, own) in pages {
        let with = |key: &str, path: Value| {
            let mut input = input.clone();
            (input["idempotencyKey"], input["returnPath"]) = (json!(format!("{mutation}-{key}")), path);
            input
        };
        let page = |payload: &Value| {
            let holder = [&payload["funding"], &payload["method"], payload]
                .into_iter()
                .find(|p| p["checkoutUrl"].is_string());
            holder.unwrap_or(&Value::Null)["checkoutUrl"].clone()
        };
        let plain = shop.owner.mutate(mutation, with("plain", Value::Null), selection).await;
        let (done, cancelled) = leads_to(&world, &page(&plain)).await;
        assert_eq!([done, cancelled], own.map(|path| format!("{}/{path}", world.url)), "{mutation}");
        let path = "/t/shop/wallet?tab=fundings#last";
        let asked = shop.owner.mutate(mutation, with("asked", json!(path)), selection).await;
        let expected = format!("{}{path}", world.url);
        assert_eq!(leads_to(&world, &page(&asked)).await, (expected.clone(), expected), "{mutation}");
        for path in ELSEWHERE {
            let refused = shop.owner.attempt(mutation, with("wrong", json!(path)), "").await;
            let error = &refused["userErrors"][0];
            assert_eq!(
                (&error["code"], &error["field"]),
                (&json!("RETURN_PATH_INVALID"), &json!(["input", "returnPath"])),
                "{path}"
            );
        }
        // A repeat is led to the page there is, wherever that leads.
        let again = shop.owner.mutate(mutation, with("asked", json!(path)), selection).await;
        assert_eq!(page(&again), page(&asked), "{mutation}");
    }
    assert_eq!(
        shop.owner.refused("billingPortalOpen", json!({"returnPath": "/\\elsewhere.example"})).await,
        "RETURN_PATH_INVALID"
    );
}

#[tokio::test]
async fn what_stripe_did_not_answer_is_asked_again_in_the_same_words() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let fault =
        json!({"path_prefix": "/v1/checkout/sessions", "method": "POST", "kind": "drop_after", "times": 1});
    world.simulator(reqwest::Method::POST, "/_sim/faults", fault).await;
    let input = |path: &str| json!({"currency": "GBP", "amountMinor": 5_000, "idempotencyKey": "fund", "returnPath": path});
    let document = "mutation($i: WalletFundInput!) { walletFund(input: $i) { funding { checkoutUrl } userErrors { code } } }";
    let (_, lost) = shop.owner.raw(document, json!({"i": input("/one")})).await;
    assert!(lost["errors"][0]["extensions"]["code"].is_string(), "{lost}");
    // Another path now changes nothing: Stripe would take the key for another call.
    let again = shop.owner.mutate("walletFund", input("/two"), "funding { checkoutUrl }").await;
    let (done, _) = leads_to(&world, &again["funding"]["checkoutUrl"]).await;
    assert_eq!(done, format!("{}/one", world.url));
}

#[tokio::test]
async fn an_affiliate_comes_back_to_the_portal() {
    let world = World::without_worker().await;
    let joe = Affiliate::sign_up(&world, "Joe").await;
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .tls_certs_only([])
        .build()
        .unwrap();
    let visit = async |address: &str| {
        let answer = http.get(address).send().await.unwrap();
        let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        (answer.status().as_u16(), to, answer.text().await.unwrap())
    };
    for path in ELSEWHERE {
        let refused = joe.refused("payoutAccountOnboard", json!({"returnPath": path})).await;
        assert_eq!(refused, "RETURN_PATH_INVALID", "{path}");
    }
    let path = "/portal/payouts?from=stripe";
    let payload = joe.mutate("payoutAccountOnboard", json!({"returnPath": path}), "onboardingUrl").await;
    let link = payload["onboardingUrl"].as_str().unwrap();
    let (_, _, form) = visit(link).await;
    let back = form.split("href=\"").find(|link| link.contains("/onboarding/done")).unwrap();
    let back = back.split('"').next().unwrap().replace("&amp;", "&");
    let (status, to, _) = visit(&back).await;
    assert_eq!((status, to.as_deref()), (303, Some(path)));
    // The account was looked at on the way.
    let state =
        joe.query("{ viewer { affiliate { payoutAccount { state requirementsDue } } } }", json!({})).await;
    assert_ne!(state["viewer"]["affiliate"]["payoutAccount"]["requirementsDue"], json!([]));
    // Whoever alters the address is not led away, nor anywhere without a token that is ours.
    for path in ELSEWHERE {
        let mut altered: url::Url = back.parse().unwrap();
        let account = altered.query_pairs().find(|(name, _)| name == "account").unwrap().1.into_owned();
        altered.query_pairs_mut().clear().append_pair("account", &account).append_pair("to", path);
        let (status, to, _) = visit(altered.as_str()).await;
        assert_eq!((status, to), (200, None), "{path}");
    }
    let (status, to, _) = visit(&format!("{}/onboarding/done?account=x&to=/portal", world.url)).await;
    assert_eq!((status, to), (200, None));
    // A link that was used leads to a fresh one, and that one back to the portal too.
    http.post(link).send().await.unwrap();
    let again = visit(link).await.1.unwrap();
    let (status, fresh, _) = visit(&again).await;
    assert_eq!(status, 303, "{again}");
    let (_, _, form) = visit(&fresh.unwrap()).await;
    assert!(form.contains("to=%2Fportal%2Fpayouts"), "{form}");
}
