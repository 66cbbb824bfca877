//! An affiliate.

use serde_json::{Value, json};

use super::brand::id;
use super::{Brand, Gql, World};

/// An affiliate who is enrolled in a programme.
pub struct Affiliate {
    /// Their own graph.
    pub graph: Gql,
    /// Their enrollment.
    pub enrollment: String,
    /// Their e-mail.
    pub email: String,
}

impl Affiliate {
    /// Signs somebody up as an affiliate of nobody yet.
    pub async fn sign_up(world: &World, name: &str) -> Gql {
        let email = format!("{}@people.test", name.to_lowercase().replace(' ', "-"));
        let input =
            json!({"email": email, "password": "correct horse battery", "name": name, "country": "GB"});
        let payload = world.stranger().mutate("affiliateSignUp", input, "session { accessToken }").await;
        world.verify(&email).await;
        world.stranger().with(payload["session"]["accessToken"].as_str().unwrap())
    }

    pub(super) async fn enrolled(world: &World, brand: &Brand, program: &str, name: &str) -> Affiliate {
        let graph = Affiliate::sign_up(world, name).await;
        let email = format!("{}@people.test", name.to_lowercase().replace(' ', "-"));
        Affiliate { graph, enrollment: String::new(), email }.enrolled_again(brand, program, name).await
    }

    pub(super) async fn enrolled_again(&self, brand: &Brand, program: &str, name: &str) -> Affiliate {
        let invite = json!({"programId": program, "email": self.email, "name": name});
        let payload = brand.owner.mutate("enrollmentInvite", invite, "enrollment { id } invitation").await;
        let enrollment = id(&payload["enrollment"]);
        let accept = json!({"invitation": payload["invitation"]});
        self.graph.mutate("enrollmentAccept", accept, "enrollment { id }").await;
        Affiliate { graph: self.graph.clone(), enrollment, email: self.email.clone() }
    }

    /// Gives Stripe what it needs and waits until the brand sees that this affiliate can be paid.
    pub async fn onboard(&self, world: &World) {
        self.onboard_with(world, json!({})).await;
    }

    /// The same with the bank account of this number.
    pub async fn onboard_with_bank(&self, world: &World, number: &str) {
        self.onboard_with(world, json!({"bank_number": number})).await;
    }

    async fn onboard_with(&self, world: &World, form: Value) {
        self.graph.mutate("payoutAccountOnboard", json!({}), "onboardingUrl").await;
        self.at_stripe(world, "complete", form).await;
        let own = format!("SELECT payout_ready FROM enrollments WHERE email = '{}'", self.email);
        world
            .until("onboarding", || world.sql(&own), |rows| rows.iter().all(|r| r["payout_ready"] == true))
            .await;
    }

    /// Reports that a sale of today is missing. Returns its id.
    pub async fn miss_a_sale(&self, reference: &str) -> String {
        let input = json!({
            "enrollmentId": self.enrollment, "orderReference": reference, "evidence": "The buyer wrote to me",
            "occurredOn": store::Clock::system().now().date_naive().to_string(),
        });
        id(&self.graph.mutate("missedSaleReport", input, "missedSale { id }").await["missedSale"])
    }

    /// Says at Stripe whether this affiliate's account may receive transfers: `active`, `inactive`.
    pub async fn turn(&self, world: &World, word: &str) {
        self.at_stripe(world, "capabilities", json!({"transfers": word})).await;
    }

    /// Waits until the brands have heard that this affiliate cannot be paid.
    pub async fn until_unready(&self, world: &World) {
        let ready = format!("SELECT payout_ready FROM enrollments WHERE email = '{}'", self.email);
        world.until("the news", || world.sql(&ready), |rows| rows[0]["payout_ready"] == false).await;
    }

    async fn at_stripe(&self, world: &World, what: &str, body: Value) {
        let account = world
            .sql(&format!(
                "SELECT p.stripe_account_id AS id FROM payout_accounts p JOIN affiliates a ON a.id = p.affiliate_id WHERE a.email = '{}'",
                self.email
            ))
            .await;
        let path = format!("/_sim/accounts/{}/{what}", account[0]["id"].as_str().unwrap());
        world.simulator(reqwest::Method::POST, &path, body).await;
    }
}
