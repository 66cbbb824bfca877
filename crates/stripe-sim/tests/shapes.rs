//! Every object in the shape that async-stripe's generated types and Stripe's fixtures give it.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::world::World;

/// The top-level fields that Stripe publishes for an object.
fn has_fields(object: &Value, fields: &str) {
    let object = object.as_object().unwrap();
    for field in fields.split_whitespace() {
        assert!(object.contains_key(field), "{field} is missing in {object:#?}");
    }
}

fn reads<T: DeserializeOwned>(object: &Value) -> T {
    serde_json::from_value(object.clone()).unwrap_or_else(|error| panic!("{error}: {object:#}"))
}

async fn page(world: &World, path: &str) -> Value {
    world.get(path).await.ok().body
}

#[tokio::test]
async fn objects_read_as_async_stripes_types() {
    let world = World::new().await;
    let payee = world.payee().await;
    let open = world.session("10000").await;
    reads::<stripe_checkout::CheckoutSession>(&open.body);
    let paid = world.sim.pay(&open.id()).unwrap();
    let transfer = world.transfer(&payee, "1000", "g").await.ok().id();
    let reversal =
        world.post(&format!("/v1/transfers/{transfer}/reversals"), &[("amount", "10")]).await.ok().body;
    let link = world
        .post(
            "/v1/account_links",
            &[
                ("account", &payee),
                ("refresh_url", "http://a.test"),
                ("return_url", "http://a.test"),
                ("type", "account_onboarding"),
            ],
        )
        .await
        .ok()
        .body;

    let account = page(&world, &format!("/v1/accounts/{payee}")).await;
    let read = reads::<stripe_connect::Account>(&account);
    assert_eq!(read.capabilities.unwrap().transfers.unwrap().as_str(), "active");
    reads::<stripe_connect::Account>(&page(&world, "/v1/account").await);
    reads::<stripe_connect::AccountLink>(&link);
    let object = page(&world, &format!("/v1/transfers/{transfer}")).await;
    let read = reads::<stripe_connect::Transfer>(&object);
    assert_eq!((read.amount, read.amount_reversed, read.reversals.data.len()), (1_000, 10, 1));
    reads::<stripe_connect::TransferReversal>(&reversal);
    reads::<stripe_types::List<stripe_connect::Transfer>>(&page(&world, "/v1/transfers").await);
    reads::<stripe_connect::Transfer>(&page(&world, &format!("/v1/transfers/{transfer}?expand[]=destination&expand[]=balance_transaction&expand[]=destination_payment")).await);
    reads::<stripe_core::Balance>(&page(&world, "/v1/balance").await);
    reads::<stripe_core::Balance>(&world.as_account(&payee, "/v1/balance").await.ok().body);
    reads::<stripe_types::List<stripe_core::BalanceTransaction>>(
        &page(&world, "/v1/balance_transactions").await,
    );
    let session = page(&world, &format!("/v1/checkout/sessions/{}?expand[]=line_items&expand[]=payment_intent.latest_charge.balance_transaction", open.id())).await;
    reads::<stripe_checkout::CheckoutSession>(&session);
    let intent = page(
        &world,
        &format!(
            "/v1/payment_intents/{}?expand[]=latest_charge.balance_transaction",
            paid["payment_intent"].as_str().unwrap()
        ),
    )
    .await;
    let read = reads::<stripe_core::PaymentIntent>(&intent);
    let charge = read.latest_charge.unwrap().into_object().unwrap();
    assert_eq!(charge.balance_transaction.unwrap().as_object().unwrap().net, 9_830);
    reads::<stripe_types::List<stripe_core::Charge>>(&page(&world, "/v1/charges").await);
    reads::<stripe_types::List<stripe_core::Event>>(&page(&world, "/v1/events").await);
    reads::<stripe_types::List<stripe_core::Event>>(&world.as_account(&payee, "/v1/events").await.ok().body);
    let error = world.get("/v1/transfers/tr_none").await.body;
    has_fields(&error["error"], "code doc_url message param request_log_url type");
}

#[tokio::test]
async fn objects_have_every_field_of_stripes_fixtures() {
    let world = World::new().await;
    let payee = world.payee().await;
    let session = world.sim.pay(&world.session("10000").await.id()).unwrap();
    let transfer = world.transfer(&payee, "1000", "g").await.ok();
    let reversal = world.post(&format!("/v1/transfers/{}/reversals", transfer.id()), &[]).await.ok().body;
    let endpoint = world
        .post("/v1/webhook_endpoints", &[("url", "http://127.0.0.1:9"), ("enabled_events[]", "*")])
        .await
        .ok()
        .body;
    let intent = page(
        &world,
        &format!(
            "/v1/payment_intents/{}?expand[]=latest_charge",
            session["payment_intent"].as_str().unwrap()
        ),
    )
    .await;

    has_fields(
        &page(&world, &format!("/v1/accounts/{payee}")).await,
        "business_profile business_type capabilities charges_enabled controller country created \
         default_currency details_submitted email external_accounts future_requirements id metadata \
         object payouts_enabled requirements settings tos_acceptance type",
    );
    has_fields(
        &transfer.body,
        "amount amount_reversed balance_transaction created currency description destination \
         destination_payment id livemode metadata object reversals reversed source_transaction \
         source_type transfer_group",
    );
    has_fields(
        &reversal,
        "amount balance_transaction created currency destination_payment_refund id metadata object \
         source_refund transfer",
    );
    has_fields(&page(&world, "/v1/balance").await, "available connect_reserved livemode object pending");
    has_fields(
        &page(&world, "/v1/balance_transactions").await["data"][0],
        "amount available_on balance_type created currency description exchange_rate fee fee_details id \
         net object reporting_category source status type",
    );
    has_fields(
        &session,
        "adaptive_pricing after_expiration allow_promotion_codes amount_subtotal amount_total \
         automatic_tax billing_address_collection cancel_url client_reference_id client_secret \
         collected_information consent consent_collection created currency currency_conversion \
         custom_fields custom_text customer customer_account customer_creation customer_details \
         customer_email discounts expires_at id integration_identifier invoice invoice_creation livemode \
         locale managed_payments metadata mode object origin_context payment_intent payment_link \
         payment_method_collection payment_method_configuration_details payment_method_options \
         payment_method_types payment_status permissions phone_number_collection recovered_from \
         saved_payment_method_options setup_intent shipping_address_collection shipping_cost \
         shipping_options status submit_type subscription success_url total_details ui_mode url \
         wallet_options",
    );
    has_fields(
        &intent,
        "amount amount_capturable amount_details amount_received application application_fee_amount \
         automatic_payment_methods canceled_at cancellation_reason capture_method client_secret \
         confirmation_method created currency customer customer_account description \
         excluded_payment_method_types id last_payment_error latest_charge livemode managed_payments \
         metadata next_action object on_behalf_of payment_method payment_method_configuration_details \
         payment_method_options payment_method_types processing receipt_email review setup_future_usage \
         shipping source statement_descriptor statement_descriptor_suffix status transfer_data \
         transfer_group",
    );
    has_fields(
        &intent["latest_charge"],
        "amount amount_captured amount_refunded application application_fee application_fee_amount \
         balance_transaction billing_details calculated_statement_descriptor captured created currency \
         customer description disputed failure_balance_transaction failure_code failure_message \
         fraud_details id livemode metadata object on_behalf_of outcome paid payment_intent \
         payment_method payment_method_details receipt_email receipt_number receipt_url refunded refunds \
         review shipping source source_transfer statement_descriptor statement_descriptor_suffix status \
         transfer_data transfer_group",
    );
    has_fields(
        &page(&world, "/v1/events").await["data"][0],
        "api_version created data id livemode object pending_webhooks request type",
    );
    has_fields(
        &endpoint,
        "api_version application created description enabled_events id livemode metadata object status \
         url",
    );
}
