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
async fn what_customers_bring_reads_as_async_stripes_types() {
    let world = World::new().await;
    let (customer, card) = world.saved_card().await;
    let debited =
        world.session_with(&[("customer", &customer), ("payment_method_types[]", "us_bank_account")]).await;
    reads::<stripe_checkout::CheckoutSession>(&world.sim.pay(&debited).unwrap());
    reads::<stripe_shared::Customer>(&page(&world, &format!("/v1/customers/{customer}")).await);
    reads::<stripe_shared::PaymentMethod>(&page(&world, &format!("/v1/payment_methods/{card}")).await);
    for kind in ["us_bank_account", "sepa_debit", "bacs_debit", "acss_debit"] {
        let session = world
            .session_with(&[
                ("payment_method_types[]", kind),
                ("payment_intent_data[setup_future_usage]", "off_session"),
            ])
            .await;
        let session = world.sim.pay(&session).unwrap();
        let intent = session["payment_intent"].as_str().unwrap();
        let intent = format!("/v1/payment_intents/{intent}?expand[]=latest_charge&expand[]=payment_method");
        let intent = page(&world, &intent).await;
        reads::<stripe_shared::PaymentIntent>(&intent);
        reads::<stripe_shared::PaymentMethod>(&intent["payment_method"]);
    }
    let form = [("mode", "setup"), ("customer", &*customer), ("success_url", "http://a.test")];
    let session = world.post("/v1/checkout/sessions", &form).await.ok().id();
    let done = world.sim.pay(&session).unwrap();
    let setup = format!("/v1/setup_intents/{}", done["setup_intent"].as_str().unwrap());
    reads::<stripe_shared::SetupIntent>(&page(&world, &setup).await);

    world.sim.pay(&world.session("10000").await.id()).unwrap();
    let charge = page(&world, "/v1/charges?limit=1").await["data"][0]["id"].as_str().unwrap().to_owned();
    let dispute = world.sim.dispute(&charge, "fraudulent", 1_500).unwrap();
    assert_eq!(reads::<stripe_shared::Dispute>(&dispute).balance_transactions[0].net, -11_500);
    reads::<stripe_shared::Charge>(&page(&world, &format!("/v1/charges/{charge}")).await);

    let payee = world.payee().await;
    world.sim.top_up(20_000, "gbp").unwrap();
    let refunded = world.sim.pay(&world.session("10000").await.id()).unwrap();
    let form = [("payment_intent", refunded["payment_intent"].as_str().unwrap())];
    reads::<stripe_shared::Refund>(&world.post("/v1/refunds", &form).await.ok().body);
    world.transfer(&payee, "100", "g").await.ok();
    let payout = world.sim.pay_out(&payee).unwrap();
    reads::<stripe_shared::Payout>(&payout);
    reads::<stripe_shared::Payout>(
        &world.sim.fail_payout(payout["id"].as_str().unwrap(), "account_closed").unwrap(),
    );
    reads::<stripe_types::List<stripe_shared::BalanceTransaction>>(
        &world.as_account(&payee, "/v1/balance_transactions").await.ok().body,
    );
    world.sim.set_payment_method(&card, "card_declined").unwrap();
    let form = [
        ("amount", "5000"),
        ("currency", "gbp"),
        ("customer", &*customer),
        ("payment_method", &*card),
        ("confirm", "true"),
    ];
    let refused = world.post("/v1/payment_intents", &form).await;
    let read = reads::<stripe_shared::PaymentIntent>(&refused.body["error"]["payment_intent"]);
    assert_eq!(read.last_payment_error.unwrap().decline_code.unwrap(), "generic_decline");
}

#[tokio::test]
async fn what_is_sold_by_the_month_reads_as_async_stripes_types() {
    let world = World::new().await;
    let (customer, _) = world.saved_card().await;
    let form = [
        ("currency", "gbp"),
        ("unit_amount", "5000"),
        ("recurring[interval]", "month"),
        ("product_data[name]", "Growth"),
    ];
    let price = world.post("/v1/prices", &form).await.ok().body;
    let read = reads::<stripe_shared::Price>(&price);
    let product = page(&world, &format!("/v1/products/{}", read.product.id())).await;
    assert_eq!(reads::<stripe_shared::Product>(&product).name, "Growth");
    let form = [("customer", &*customer), ("items[0][price]", price["id"].as_str().unwrap())];
    let subscription = world.post("/v1/subscriptions", &form).await.ok();
    reads::<stripe_shared::Subscription>(&subscription.body);
    let form = [("customer", &*customer), ("amount", "100"), ("currency", "gbp"), ("description", "Fees")];
    let item = world.post("/v1/invoiceitems", &form).await.ok();
    has_fields(
        &item.body,
        "amount currency customer customer_account date description discountable discounts id invoice \
         livemode metadata net_amount object parent period pricing proration quantity quantity_decimal \
         tax_rates test_clock",
    );
    world.sim.advance(&subscription.id()).unwrap();
    let path = format!("/v1/subscriptions/{}?expand[]=latest_invoice.payments", subscription.id());
    let subscription = reads::<stripe_shared::Subscription>(&page(&world, &path).await);
    let invoice = subscription.latest_invoice.unwrap().into_object().unwrap();
    assert_eq!(invoice.lines.data.len(), 2);
    assert_eq!(invoice.payments.unwrap().data.len(), 1);
    reads::<stripe_types::List<stripe_shared::Invoice>>(&page(&world, "/v1/invoices").await);
    reads::<stripe_types::List<stripe_shared::InvoicePayment>>(&page(&world, "/v1/invoice_payments").await);
    let portal = world
        .post("/v1/billing_portal/sessions", &[("customer", &*customer), ("return_url", "http://a.test")])
        .await
        .ok();
    has_fields(
        &portal.body,
        "configuration created customer customer_account flow id livemode locale object on_behalf_of \
         return_url url",
    );
    reads::<stripe_types::List<stripe_core::Event>>(&page(&world, "/v1/events?limit=100").await);

    has_fields(
        &page(&world, &format!("/v1/customers/{customer}")).await,
        "address balance created currency customer_account default_source delinquent description discount \
         email id invoice_prefix invoice_settings livemode metadata name next_invoice_sequence object phone \
         preferred_locales shipping tax_exempt test_clock",
    );
    has_fields(
        &page(&world, "/v1/subscriptions").await["data"][0],
        "application application_fee_percent automatic_tax billing_cycle_anchor \
         billing_cycle_anchor_config billing_mode billing_schedules billing_thresholds cancel_at \
         cancel_at_period_end canceled_at cancellation_details collection_method created currency customer \
         customer_account days_until_due default_payment_method default_source default_tax_rates \
         description discounts ended_at id invoice_settings items latest_invoice livemode managed_payments \
         metadata next_pending_invoice_item_invoice object on_behalf_of pause_collection payment_settings \
         pending_invoice_item_interval pending_setup_intent pending_update schedule start_date status \
         test_clock transfer_data trial_end trial_settings trial_start",
    );
    has_fields(
        &page(&world, "/v1/invoices").await["data"][0],
        "account_country account_name account_tax_ids amount_due amount_overpaid amount_paid \
         amount_remaining amount_shipping application attempt_count attempted auto_advance automatic_tax \
         automatically_finalizes_at billing_reason collection_method created currency custom_fields \
         customer customer_account customer_address customer_email customer_name customer_phone \
         customer_shipping customer_tax_exempt customer_tax_ids default_payment_method default_source \
         default_tax_rates description discounts due_date effective_at ending_balance footer from_invoice \
         hosted_invoice_url id invoice_pdf issuer last_finalization_error latest_revision lines livemode \
         metadata next_payment_attempt number object on_behalf_of parent payment_settings period_end \
         period_start post_payment_credit_notes_amount pre_payment_credit_notes_amount receipt_number \
         rendering shipping_cost shipping_details starting_balance statement_descriptor status \
         status_transitions subscription subtotal subtotal_excluding_tax test_clock total \
         total_discount_amounts total_excluding_tax total_pretax_credit_amounts total_taxes \
         webhooks_delivered_at",
    );
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
