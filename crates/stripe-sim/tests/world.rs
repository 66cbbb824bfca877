//! A running simulator and a client of it.

use reqwest::header::HeaderMap;
use serde_json::Value;
use stripe_sim::{Clock, Config, Sim};
use tokio::net::TcpListener;

pub const KEY: &str = "sk_test_world";
/// 2025-01-01T00:00:00Z.
pub const NEW_YEAR: i64 = 1_735_689_600;

pub struct World {
    pub sim: Sim,
    pub http: reqwest::Client,
}

/// An answer.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn id(&self) -> String {
        self.body["id"].as_str().unwrap_or_else(|| panic!("no id in {:#}", self.body)).to_owned()
    }

    pub fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }

    pub fn ok(self) -> Self {
        assert_eq!(self.status, 200, "{:#}", self.body);
        self
    }
}

pub fn config() -> Config {
    Config { clock: Clock::standing_at(NEW_YEAR * 1000), ..Config::new(KEY) }
}

impl World {
    pub async fn new() -> Self {
        Self::with(config()).await
    }

    pub async fn with(config: Config) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sim = Sim::start(listener, config).await.unwrap();
        let http = reqwest::Client::builder()
            .no_proxy()
            .tls_certs_only([])
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self { sim, http }
    }

    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        self.http.request(method, format!("{}{path}", self.sim.url())).bearer_auth(KEY)
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Reply {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Reply { status, headers, body }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request("GET", path)).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Reply {
        self.send(self.request("POST", path).form(form)).await
    }

    pub async fn keyed(&self, key: &str, path: &str, form: &[(&str, &str)]) -> Reply {
        self.send(self.request("POST", path).form(form).header("Idempotency-Key", key)).await
    }

    /// What a control endpoint answers to `body`.
    pub async fn control(&self, path: &str, body: Value) -> Reply {
        self.send(self.request("POST", path).json(&body)).await
    }

    pub async fn as_account(&self, account: &str, path: &str) -> Reply {
        self.send(self.request("GET", path).header("Stripe-Account", account)).await
    }

    /// An account not onboarded yet.
    pub async fn account(&self) -> String {
        let form = [
            ("type", "express"),
            ("country", "GB"),
            ("email", "joe@example.com"),
            ("capabilities[transfers][requested]", "true"),
        ];
        self.post("/v1/accounts", &form).await.ok().id()
    }

    /// An account that takes transfers.
    pub async fn payee(&self) -> String {
        let account = self.account().await;
        self.sim.complete_onboarding(&account).unwrap();
        account
    }

    pub async fn transfer(&self, to: &str, amount: &str, group: &str) -> Reply {
        self.post(
            "/v1/transfers",
            &[("amount", amount), ("currency", "gbp"), ("destination", to), ("transfer_group", group)],
        )
        .await
    }

    /// An open checkout session over this many pence.
    pub async fn session(&self, amount: &str) -> Reply {
        let form = [
            ("mode", "payment"),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", "gbp"),
            ("line_items[0][price_data][unit_amount]", amount),
            ("line_items[0][price_data][product_data][name]", "Wallet <top-up>"),
            ("success_url", "http://brand.test/paid?session={CHECKOUT_SESSION_ID}"),
            ("cancel_url", "http://brand.test/cancelled"),
            ("metadata[tenant]", "t1"),
            ("payment_intent_data[metadata][funding]", "f1"),
            ("payment_intent_data[transfer_group]", "group1"),
            ("client_reference_id", "ref1"),
        ];
        self.post("/v1/checkout/sessions", &form).await.ok()
    }

    /// An open checkout session over 100.00 pounds with what `more` adds.
    pub async fn session_with(&self, more: &[(&str, &str)]) -> String {
        let mut form = vec![
            ("line_items[0][price_data][currency]", "gbp"),
            ("line_items[0][price_data][unit_amount]", "10000"),
            ("line_items[0][price_data][product_data][name]", "Wallet"),
            ("success_url", "http://brand.test/paid"),
        ];
        form.extend(more);
        if !form.iter().any(|(name, _)| *name == "mode") {
            form.push(("mode", "payment"));
        }
        self.post("/v1/checkout/sessions", &form).await.ok().id()
    }

    /// A customer with a saved card: their ids.
    pub async fn saved_card(&self) -> (String, String) {
        let customer = self.post("/v1/customers", &[("email", "brand@example.com")]).await.ok().id();
        let path = "/v1/payment_methods/pm_card_visa/attach";
        let card = self.post(path, &[("customer", &customer)]).await.ok().id();
        (customer, card)
    }

    /// Available and pending pence of an account or of the platform.
    pub fn pence(&self, account: Option<&str>) -> (i64, i64) {
        let funds = self.sim.funds(account, "gbp");
        (funds.available, funds.pending)
    }

    /// The types of the events after the first `past`, oldest first.
    pub fn events_after(&self, past: usize) -> Vec<String> {
        self.event_types().split_off(past)
    }

    /// The types of all events, oldest first.
    pub fn event_types(&self) -> Vec<String> {
        self.sim.events().iter().map(|event| event["type"].as_str().unwrap().to_owned()).collect()
    }
}
