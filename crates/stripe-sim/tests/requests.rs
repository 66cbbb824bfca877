//! What async-stripe's builders send is understood.

use std::collections::HashMap;

use reqwest::RequestBuilder;
use serde_json::json;
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionLineItems, CreateCheckoutSessionLineItemsPriceData,
    ProductData,
};
use stripe_client_core::{StripeMethod, StripeRequest};
use stripe_connect::account::{
    CreateAccount, CreateAccountCapabilities, CreateAccountCapabilitiesTransfers, CreateAccountType,
};
use stripe_connect::account_link::{CreateAccountLink, CreateAccountLinkType};
use stripe_connect::transfer::{CreateTransfer, ListTransfer};
use stripe_core::event::ListEvent;
use stripe_types::Currency;

use crate::world::World;

fn request(world: &World, request: &impl StripeRequest) -> RequestBuilder {
    let built = request.build();
    let method = if matches!(built.method, StripeMethod::Post) { "POST" } else { "GET" };
    let path = format!("/v1{}?{}", built.path, built.query.unwrap_or_default());
    let request = world.request(method, &path).header("content-type", "application/x-www-form-urlencoded");
    request.body(built.body.unwrap_or_default())
}

#[tokio::test]
async fn the_requests_of_async_stripe_are_understood() {
    let world = World::new().await;
    let metadata = HashMap::from([("payout".to_owned(), "p & [1]".to_owned())]);

    let transfers = CreateAccountCapabilitiesTransfers { requested: Some(true) };
    let capabilities =
        CreateAccountCapabilities { transfers: Some(transfers), ..CreateAccountCapabilities::new() };
    let create =
        CreateAccount::new().type_(CreateAccountType::Express).country("GB").capabilities(capabilities);
    let account = world.send(request(&world, &create.metadata(metadata.clone()))).await.ok();
    assert_eq!(account.body["capabilities"], json!({ "transfers": "inactive" }));
    assert_eq!(account.body["metadata"], json!({ "payout": "p & [1]" }));

    let link = CreateAccountLink::new(account.id(), CreateAccountLinkType::AccountOnboarding)
        .refresh_url("http://app.test/again")
        .return_url("http://app.test/back");
    world.send(request(&world, &link)).await.ok();
    world.sim.complete_onboarding(&account.id()).unwrap();

    let price = CreateCheckoutSessionLineItemsPriceData {
        unit_amount: Some(5_000),
        product_data: Some(ProductData::new("Wallet")),
        ..CreateCheckoutSessionLineItemsPriceData::new(Currency::GBP)
    };
    let item = CreateCheckoutSessionLineItems {
        price_data: Some(price),
        quantity: Some(2),
        ..CreateCheckoutSessionLineItems::new()
    };
    let session = CreateCheckoutSession::new()
        .mode(stripe_checkout::CheckoutSessionMode::Payment)
        .line_items(vec![item])
        .success_url("http://app.test/{CHECKOUT_SESSION_ID}");
    let session = world.send(request(&world, &session)).await.ok();
    assert_eq!(session.body["amount_total"], 10_000);
    world.sim.pay(&session.id()).unwrap();

    let create =
        CreateTransfer::new(Currency::GBP, account.id()).amount(700).transfer_group("g 1").metadata(metadata);
    let transfer = world.send(request(&world, &create)).await.ok();
    assert_eq!(transfer.body["transfer_group"], "g 1");
    let list = ListTransfer::new()
        .transfer_group("g 1")
        .limit(5)
        .expand(vec!["data.balance_transaction".to_owned()]);
    let list = world.send(request(&world, &list)).await.ok();
    assert_eq!(list.body["data"][0]["balance_transaction"]["net"], -700);

    let types = vec!["transfer.created".to_owned(), "charge.succeeded".to_owned()];
    let list = ListEvent::new().types(types).created(stripe_types::RangeQueryTs::gte(0));
    assert_eq!(world.send(request(&world, &list)).await.ok().body["data"].as_array().unwrap().len(), 2);
}
