//! What a running `tributary up` tells: to people on standard output, to programs as `DATA/ready.json`.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::demo::{Demo, SignIn};
use crate::private_file;

/// What a browser calls itself, as in the README.
const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// The contents of `ready.json`. The file is there while the server is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ready {
    /// The root of the server.
    pub url: String,
    /// Its GraphQL endpoint.
    pub graphql_url: String,
    /// Stripe: the simulator, or the real one.
    pub stripe_url: String,
    /// The simulator's key; none where `STRIPE_SECRET_KEY` was given, for that one is not ours to write down.
    pub stripe_secret_key: Option<String>,
    /// The demo brand; none of it with `--empty`.
    pub tenant: Option<String>,
    /// Its owner.
    pub owner: Option<SignIn>,
    /// Its affiliate.
    pub affiliate: Option<SignIn>,
    /// Its key for servers.
    pub secret_key: Option<String>,
    /// Its key for browsers.
    pub publishable_key: Option<String>,
}

impl Ready {
    /// A server at `url`, with the demo brand if there is one.
    pub fn new(
        url: &str,
        stripe_url: String,
        stripe_secret_key: Option<String>,
        demo: Option<&Demo>,
    ) -> Ready {
        Ready {
            url: url.to_owned(),
            graphql_url: format!("{url}/graphql"),
            stripe_url,
            stripe_secret_key,
            tenant: demo.and_then(|demo| demo.tenant.clone()),
            owner: demo.map(|demo| demo.owner.clone()),
            affiliate: demo.map(|demo| demo.affiliate.clone()),
            secret_key: demo.and_then(|demo| demo.secret_key.clone()),
            publishable_key: demo.and_then(|demo| demo.publishable_key.clone()),
        }
    }

    /// Where it is in a data directory.
    pub fn file(data: &Path) -> PathBuf {
        data.join("ready.json")
    }

    /// What the server of a data directory says; `None` where none runs.
    pub fn read(data: &Path) -> anyhow::Result<Option<Ready>> {
        private_file::read(&Ready::file(data))
    }

    /// For people: where everything is and what to try first. `web_app` says whether the app is part of this program.
    pub fn told(&self, demo: Option<&Demo>, data: &Path, web_app: bool) -> String {
        let app = match (web_app, demo) {
            (true, Some(_)) => format!("{}/  sign in as one of those below", self.url),
            (true, None) => format!("{}/", self.url),
            (false, _) => "not built: that needs Node 20.19 or newer".to_owned(),
        };
        let mut lines = vec![
            String::new(),
            format!("Tributary is ready at {}", self.url),
            String::new(),
            format!("  Web app       {app}"),
            format!("  GraphQL       {}", self.graphql_url),
            format!("  GraphiQL      {}/graphiql", self.url),
            format!("  Stripe        {}", self.stripe_url),
        ];
        if let Some(key) = &self.stripe_secret_key {
            lines.push(format!("  Stripe key    {key}"));
        }
        if let Some(demo) = demo {
            lines.extend(self.told_of_demo(demo, data));
        }
        lines.push(String::new());
        lines.push("Ctrl-C stops everything; the data stays.".to_owned());
        lines.join("\n")
    }

    fn told_of_demo(&self, demo: &Demo, data: &Path) -> Vec<String> {
        let or_none = |text: &Option<String>| text.clone().unwrap_or_default();
        let key = or_none(&demo.secret_key);
        let link = or_none(&demo.link_url);
        // As we were called ourselves.
        let program = std::env::args().next().unwrap_or_else(|| "tributary".to_owned());
        let import = |noun: &str, file: &str, map: &str| {
            format!(
                "  {program} import {noun} docs/sample/{file}.csv --map docs/mappings/{map}.toml --data {}",
                data.display()
            )
        };
        vec![
            String::new(),
            format!("Demo Shop ({})", or_none(&demo.tenant)),
            format!("  owner         {}  {}", demo.owner.email, demo.owner.password),
            format!("  affiliate     {}  {}", demo.affiliate.email, demo.affiliate.password),
            format!("  server key    {key}"),
            format!("  browser key   {}", or_none(&demo.publishable_key)),
            format!("  link          {link}"),
            format!("  coupon code   {}", or_none(&demo.code)),
            String::new(),
            "Try next:".to_owned(),
            "  # A click: the redirect carries its id. As a browser would, for curl counts as a bot."
                .to_owned(),
            format!("  curl -si -A '{BROWSER}' \\"),
            format!("    {link} | grep -i location"),
            format!("  curl -s {}/v1/conversions -H 'Authorization: Bearer {key}' \\", self.url),
            "    -H 'Content-Type: application/json' -H 'Idempotency-Key: order-1' \\".to_owned(),
            format!("    -d '{}'", self.sale(demo)),
            import("moments", "reviews", "reviews"),
            import("orders", "orders", "orders"),
        ]
    }

    fn sale(&self, demo: &Demo) -> String {
        let code = demo.code.clone().unwrap_or_default();
        format!(
            r#"{{"kind":"SALE","externalId":"order-1","currency":"GBP","code":"{code}","lines":[{{"sku":"river-mug","quantity":1,"amountMinor":1200}}]}}"#
        )
    }
}
