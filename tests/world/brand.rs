//! A brand and its team.

use serde_json::{Value, json};

use super::{Affiliate, Gql, World};

/// A brand, seen by its owner.
pub struct Brand {
    /// The owner's own graph.
    pub owner: Gql,
    /// The tenant's id.
    pub tenant: String,
}

/// That somebody said something, by the id of the message.
pub fn said(message: &str) -> Value {
    json!({"channel": "DIRECT_MESSAGE", "messageId": message, "textHash": "c0ffee00".repeat(8)})
}

/// What shows a moment in feeds.
pub fn everywhere() -> Value {
    json!({"uses": ["WEBSITE"], "territories": ["WORLD"]})
}

impl Brand {
    pub(super) async fn sign_up(world: &World, name: &str) -> Brand {
        let email = format!("owner@{}.test", name.to_lowercase().replace(' ', "-"));
        let payload = world
            .stranger()
            .mutate(
                "signUp",
                json!({"tenantName": name, "currency": "GBP", "email": email, "password": "correct horse battery", "name": "Olive"}),
                "session { accessToken } tenant { id }",
            )
            .await;
        world.verify(&email).await;
        Brand {
            owner: world.stranger().with(payload["session"]["accessToken"].as_str().unwrap()),
            tenant: payload["tenant"]["id"].as_str().unwrap().to_owned(),
        }
    }

    /// A key of this kind, with every scope.
    pub async fn key(&self, kind: &str) -> Gql {
        let payload =
            self.owner.mutate("apiKeyCreate", json!({"name": "test", "kind": kind}), "secret").await;
        self.owner.with(payload["secret"].as_str().unwrap())
    }

    /// Somebody else who works for the brand; an affiliate of nobody besides. Their e-mail is `{name}@people.test`.
    pub async fn colleague(&self, world: &World, name: &str, role: &str) -> Gql {
        Affiliate::sign_up(world, name).await;
        let email = format!("{}@people.test", name.to_lowercase());
        let tenant = domain::ids::TypedId::uuid(self.tenant.parse::<domain::ids::TenantId>().unwrap());
        world
            .break_with(&format!(
                "INSERT INTO memberships (tenant_id, user_id, role, email, name, created_at) \
                 SELECT '{tenant}', id, '{role}', email, '{name}', now() FROM users WHERE email = '{email}'"
            ))
            .await;
        let input = json!({"email": email, "password": "correct horse battery", "tenantId": self.tenant});
        let payload = world.stranger().mutate("signIn", input, "session { accessToken }").await;
        self.owner.with(payload["session"]["accessToken"].as_str().unwrap())
    }

    /// Asks the author of a moment for the right to show it.
    pub async fn ask_for_rights(&self, moment: &str) -> Value {
        self.owner.mutate("rightsTermsPublish", json!({"body": "You may show it."}), "").await;
        let input = json!({"momentId": moment, "scope": everywhere(), "evidence": said("asked")});
        self.owner.mutate("momentRightsRequest", input, "moment { rights publishable version }").await["moment"].take()
    }

    /// Asks the author of a moment for the right to show it, who agrees.
    pub async fn grant(&self, moment: &str, more: Value) -> Value {
        self.ask_for_rights(moment).await;
        let mut input = json!({"momentId": moment, "evidence": said("yes")});
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        self.owner.mutate("momentRightsGrant", input, "moment { rights publishable }").await["moment"].take()
    }

    /// A programme that pays a rate, in basis points, to `AFFILIATES` or `CREATORS`. Returns its id.
    pub async fn program(&self, audience: &str, bps: i64, hold_days: i32) -> String {
        self.program_with(audience, json!({"percentBps": bps}), hold_days).await
    }

    /// A programme with one rule. Its terms have counted since 2010.
    pub async fn program_with(&self, audience: &str, reward: Value, hold_days: i32) -> String {
        let input = json!({"name": format!("{audience} programme"), "audience": audience, "currency": "GBP", "holdDays": hold_days});
        let id = id(&self.owner.mutate("programCreate", input, "program { id }").await["program"]);
        let terms = json!({"programId": id, "effectiveFrom": "2010-01-01T00:00:00Z", "rules": [{"name": "all", "reward": reward}]});
        self.owner.mutate("termsCreate", terms, "terms { id }").await;
        id
    }

    /// An affiliate who was invited to a programme and has accepted.
    pub async fn affiliate(&self, world: &World, program: &str, name: &str) -> Affiliate {
        Affiliate::enrolled(world, self, program, name).await
    }

    /// The same affiliate in another programme.
    pub async fn affiliate_again(&self, program: &str, affiliate: &Affiliate) -> Affiliate {
        affiliate.enrolled_again(self, program, affiliate.email.split('@').next().unwrap()).await
    }

    /// An affiliate with a code of their name, whom Stripe can pay.
    pub async fn earner(&self, world: &World, program: &str, name: &str) -> Affiliate {
        let affiliate = self.affiliate(world, program, name).await;
        self.code(&affiliate, name).await;
        affiliate.onboard(world).await;
        affiliate
    }

    /// A brand whose affiliates earn 10 % after so many days, with so much in its wallet, and its programme.
    pub async fn with_program(world: &World, hold_days: i32, wallet_minor: i64) -> (Brand, String) {
        let shop = world.brand("Shop").await;
        let program = shop.program("AFFILIATES", 1_000, hold_days).await;
        if wallet_minor > 0 {
            shop.fund(world, wallet_minor).await;
        }
        (shop, program)
    }

    /// A brand with GBP 500.00 in its wallet, its programme, and Joe, who has earned 10.00, payable, and can be paid.
    pub async fn earning(world: &World) -> (Brand, String, Affiliate) {
        let (shop, program) = Brand::with_program(world, 0, 50_000).await;
        let joe = shop.earner(world, &program, "JOE").await;
        shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
        shop.until_all_commissions(world, "PAYABLE").await;
        (shop, program, joe)
    }

    /// A tracked link of an affiliate. Returns its slug.
    pub async fn link(&self, affiliate: &Affiliate, moment: Option<&str>) -> String {
        let input = json!({"enrollmentId": affiliate.enrollment, "destination": "https://shop.example/p?x=1#top", "momentId": moment});
        self.owner.mutate("linkCreate", input, "link { slug }").await["link"]["slug"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// A coupon code of an affiliate.
    pub async fn code(&self, affiliate: &Affiliate, code: &str) {
        self.owner
            .mutate("codeCreate", json!({"enrollmentId": affiliate.enrollment, "code": code}), "code { id }")
            .await;
    }

    /// An approved review by a creator. Returns its id and the token that proves a widget showed it.
    pub async fn review_by(&self, creator: &str) -> (String, String) {
        let input = json!({
            "kind": "REVIEW", "externalId": format!("review-{creator}"), "body": "It fits, it lasts, I wear it daily.",
            "rating": 5, "creator": {"externalId": creator, "name": creator},
            "products": [{"externalId": "MUG", "title": "Mug"}],
        });
        let moment = id(&self.owner.mutate("momentSubmit", input, "moment { id }").await["moment"]);
        let payload = self
            .owner
            .mutate("momentApprove", json!({"momentId": moment}), "moment { impressionToken }")
            .await;
        (moment, payload["moment"]["impressionToken"].as_str().unwrap().to_owned())
    }

    /// An image or a video that waits for a moment. Returns its id.
    pub async fn upload(&self, file: Vec<u8>) -> String {
        let call = self.owner.request(reqwest::Method::POST, "/v1/media").body(file);
        let answer: Value = call.send().await.unwrap().json().await.unwrap();
        id(&answer["media"])
    }

    /// A click id signed anew, once its visitor has said on the brand's page that they may be followed.
    pub async fn consented(&self, click: &str) -> String {
        let call = self.owner.request(reqwest::Method::POST, "/v1/consent");
        let answer = call.json(&json!({"consent": true, "clickIds": [click]})).send().await.unwrap();
        let told: Value = answer.json().await.unwrap();
        told["clickIds"][0].as_str().unwrap_or_else(|| panic!("not signed: {told}")).to_owned()
    }

    /// A sale of one line in GBP. Returns the conversion with its attribution and commissions.
    pub async fn sale(&self, external_id: &str, minor: i64, more: Value) -> Value {
        let mut input = json!({
            "kind": "SALE", "externalId": external_id, "currency": "GBP", "idempotencyKey": format!("sale-{external_id}"),
            "lines": [{"sku": "MUG", "quantity": 1, "amountMinor": minor}],
        });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        self.owner.mutate("conversionRecord", input, &format!("conversion {{ {SALE} }}")).await["conversion"]
            .take()
    }

    /// Takes part of a conversion back. Returns the conversion.
    pub async fn refund(&self, conversion: &Value, external_id: &str, what: Value) -> Value {
        let mut input = json!({"conversionId": conversion["id"], "externalId": external_id, "idempotencyKey": format!("refund-{external_id}")});
        for (name, value) in what.as_object().unwrap() {
            input[name] = value.clone();
        }
        self.owner.mutate("refundRecord", input, &format!("conversion {{ {SALE} }}")).await["conversion"]
            .take()
    }

    /// Puts money into the wallet through Stripe's page and waits until it is there.
    pub async fn fund(&self, world: &World, minor: i64) {
        let before = self.wallet().await;
        let input = json!({"currency": "GBP", "amountMinor": minor, "idempotencyKey": format!("fund-{minor}-{before}")});
        let funding =
            self.owner.mutate("walletFund", input, "funding { id checkoutUrl }").await["funding"].take();
        let session = world
            .sql(&format!(
                "SELECT checkout_session_id AS id FROM fundings WHERE checkout_url = '{}'",
                funding["checkoutUrl"].as_str().unwrap()
            ))
            .await;
        let path = format!("/_sim/checkout/{}/pay", session[0]["id"].as_str().unwrap());
        world.simulator(reqwest::Method::POST, &path, json!({})).await;
        let state = format!("SELECT state FROM fundings WHERE checkout_session_id = {}", session[0]["id"])
            .replace('"', "'");
        world.until("the wallet", || world.sql(&state), |rows| rows[0]["state"] == "SETTLED").await;
    }

    /// What the wallet holds, in minor units.
    pub async fn wallet(&self) -> i64 {
        let data = self.owner.query("{ wallet(currency: \"GBP\") { balance { minor } } }", json!({})).await;
        minor(&data["wallet"]["balance"])
    }

    /// Drafts, previews, approves and executes a run. Returns its id.
    pub async fn start_run(&self, key: &str) -> String {
        let create = json!({"currency": "GBP", "idempotencyKey": format!("create-{key}")});
        let run = id(&self.owner.mutate("payoutRunCreate", create, "payoutRun { id }").await["payoutRun"]);
        let preview = self
            .owner
            .mutate("payoutRunPreview", json!({"payoutRunId": run}), "payoutRun { previewHash }")
            .await;
        let approve = json!({"payoutRunId": run, "previewHash": preview["payoutRun"]["previewHash"], "idempotencyKey": format!("approve-{key}")});
        self.owner.mutate("payoutRunApprove", approve, "payoutRun { state }").await;
        let execute = json!({"payoutRunId": run, "idempotencyKey": format!("execute-{key}")});
        self.owner.mutate("payoutRunExecute", execute, "payoutRun { state }").await;
        run
    }

    /// A sale by the code JOE whose commission of a tenth is paid by a run of its own. Returns the sale.
    pub async fn paid_sale(&self, world: &World) -> Value {
        let sale = self.sale("o-1", 10_000, json!({"code": "JOE"})).await;
        self.until_all_commissions(world, "PAYABLE").await;
        let run = self.start_run("first").await;
        self.until_run(world, &run, "COMPLETED").await;
        sale
    }

    /// The run with its payouts.
    pub async fn run(&self, id: &str) -> Value {
        let document = "query($id: ID!) { node(id: $id) { ... on PayoutRun { state pauseReason payouts(first: 100) { nodes { id state amount { minor } recovered { minor } fee { minor } reason stripeTransferId } } } } }";
        self.owner.query(document, json!({"id": id})).await["node"].take()
    }

    /// Waits until a run is in this state.
    pub async fn until_run(&self, world: &World, id: &str, state: &str) -> Value {
        world.until(&format!("run {state}"), || self.run(id), |run| run["state"] == state).await
    }

    /// The sums of commissions by state, in minor units.
    pub async fn commissions(&self) -> Value {
        let data = self
            .owner
            .query("{ commissions(first: 100) { nodes { state amount { minor } } } }", json!({}))
            .await;
        let mut sums = json!({});
        for row in data["commissions"]["nodes"].as_array().unwrap() {
            let state = row["state"].as_str().unwrap();
            sums[state] = json!(sums[state].as_i64().unwrap_or(0) + minor(&row["amount"]));
        }
        sums
    }

    /// Waits until every commission is in this state.
    pub async fn until_all_commissions(&self, world: &World, state: &str) {
        let all =
            |sums: &Value| sums.as_object().is_some_and(|s| !s.is_empty() && s.keys().all(|k| k == state));
        world.until(&format!("commissions {state}"), || self.commissions(), all).await;
    }
}

/// What tests look at of a conversion.
pub const SALE: &str = "id state amount { minor } refunded { minor } attribution { outcome pool { minor } credits { role weight earned { minor } amount { minor } } why } commissions { id cause state amount { minor } debt payee { name kind } }";

/// The id of an object.
pub fn id(object: &Value) -> String {
    object["id"].as_str().unwrap_or_else(|| panic!("no id in {object}")).to_owned()
}

/// Minor units of a Money.
pub fn minor(money: &Value) -> i64 {
    money["minor"].as_str().unwrap_or_else(|| panic!("no money in {money}")).parse().unwrap()
}
