//! The demo brand's programs, and its affiliate in one of them.

use serde_json::{Value, json};

use super::brand::PRODUCT_URL;
use super::{Maker, text};
use crate::client::Client;

/// Old orders, imported on the tour, earn by these terms too.
const TERMS_FROM: &str = "2010-01-01T00:00:00Z";
const SLUG: &str = "demo-link";
const CODE: &str = "DEMO10";

/// A program and its one rule. Nothing is held, so that money flows within seconds.
struct Offer {
    name: &'static str,
    audience: &'static str,
    rule: &'static str,
    percent_bps: u32,
}

const AFFILIATES: Offer =
    Offer { name: "Friends of the shop", audience: "AFFILIATES", rule: "10 % of goods", percent_bps: 1_000 };
const CREATORS: Offer =
    Offer { name: "Creators", audience: "CREATORS", rule: "5 % of goods", percent_bps: 500 };

impl Maker {
    /// Both programs with terms; the affiliate enrolled in theirs, with a link and a code.
    pub(super) async fn programs(&mut self, affiliate: &Client) -> anyhow::Result<()> {
        let program = self.program(&AFFILIATES).await?;
        self.program(&CREATORS).await?;
        let shop =
            json!({ "linkHosts": ["shop.example", "*.shop.example"], "origins": ["https://shop.example"] });
        self.owner.mutate("tenantUpdate", "TenantUpdateInput", "tenant { id }", shop).await?;
        let enrollment = self.enrollment(&program, affiliate).await?;
        self.demo.link_url = Some(self.link(&enrollment).await?);
        self.demo.code = Some(self.code(&enrollment).await?);
        self.demo.enrollment = Some(enrollment);
        self.remember()
    }

    async fn program(&self, offer: &Offer) -> anyhow::Result<String> {
        let query = "{ programs(first: 100) { nodes { id name currentTerms { id } } } }";
        let found = self.first(query, "programs", json!({}), |program| program["name"] == offer.name).await?;
        let (id, has_terms) = match found {
            Some(program) => (text(&program["id"])?, !program["currentTerms"].is_null()),
            None => {
                let input = json!({ "name": offer.name, "audience": offer.audience, "currency": "GBP", "holdDays": 0 });
                let made =
                    self.owner.mutate("programCreate", "ProgramCreateInput", "program { id }", input).await?;
                (text(&made["program"]["id"])?, false)
            }
        };
        if !has_terms {
            let rule = json!({ "name": offer.rule, "reward": { "percentBps": offer.percent_bps } });
            let input = json!({ "programId": id, "effectiveFrom": TERMS_FROM, "rules": [rule] });
            self.owner.mutate("termsCreate", "TermsCreateInput", "terms { id }", input).await?;
        }
        Ok(id)
    }

    async fn enrollment(&self, program: &str, affiliate: &Client) -> anyhow::Result<String> {
        let query =
            "query($program: ID!) { enrollments(first: 100, programId: $program) { nodes { id state } } }";
        let variables = json!({ "program": program });
        if let Some(active) =
            self.first(query, "enrollments", variables, |found| found["state"] == "ACTIVE").await?
        {
            return text(&active["id"]);
        }
        // An invitation that was made and not accepted is made again.
        let input =
            json!({ "programId": program, "email": self.demo.affiliate.email, "name": "Alex Affiliate" });
        let invited = self
            .owner
            .mutate("enrollmentInvite", "EnrollmentInviteInput", "enrollment { id } invitation", input)
            .await?;
        let input = json!({ "invitation": invited["invitation"] });
        affiliate.mutate("enrollmentAccept", "EnrollmentAcceptInput", "enrollment { id }", input).await?;
        text(&invited["enrollment"]["id"])
    }

    async fn link(&self, enrollment: &str) -> anyhow::Result<String> {
        let query = "query($of: ID!) { links(first: 100, enrollmentId: $of) { nodes { url } } }";
        if let Some(link) = self.first(query, "links", json!({ "of": enrollment }), |_| true).await? {
            return text(&link["url"]);
        }
        let mut input = json!({ "enrollmentId": enrollment, "destination": PRODUCT_URL, "slug": SLUG });
        let made =
            match self.owner.mutate("linkCreate", "LinkCreateInput", "link { url }", input.clone()).await {
                // Slugs are one space for all brands of a server; any other will do.
                Err(error) if error.code().is_some() && !error.passes() => {
                    if let Some(input) = input.as_object_mut() {
                        input.remove("slug");
                    }
                    self.owner.mutate("linkCreate", "LinkCreateInput", "link { url }", input).await?
                }
                made => made?,
            };
        text(&made["link"]["url"])
    }

    async fn code(&self, enrollment: &str) -> anyhow::Result<String> {
        let query = "query($of: ID!) { codes(first: 100, enrollmentId: $of) { nodes { code } } }";
        if let Some(code) = self.first(query, "codes", json!({ "of": enrollment }), |_| true).await? {
            return text(&code["code"]);
        }
        let input = json!({ "enrollmentId": enrollment, "code": CODE });
        text(
            &self.owner.mutate("codeCreate", "CodeCreateInput", "code { code }", input).await?["code"]["code"],
        )
    }

    /// The first node of a connection that is what we look for.
    async fn first(
        &self,
        query: &str,
        connection: &str,
        variables: Value,
        is: impl Fn(&Value) -> bool,
    ) -> anyhow::Result<Option<Value>> {
        let mut data = self.owner.query(query, variables).await?;
        let nodes = match data[connection]["nodes"].take() {
            Value::Array(nodes) => nodes,
            _ => Vec::new(),
        };
        Ok(nodes.into_iter().find(is))
    }
}
