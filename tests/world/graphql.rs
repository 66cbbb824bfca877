//! A caller of the public graph.

use serde_json::{Value, json};

/// Speaks GraphQL with one credential.
#[derive(Clone)]
pub struct Gql {
    http: reqwest::Client,
    url: String,
    /// What is sent as `Authorization: Bearer …`.
    pub credential: Option<String>,
}

impl Gql {
    pub fn new(url: &str, credential: Option<String>) -> Gql {
        let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
        Gql { http, url: url.to_owned(), credential }
    }

    /// Where the server is: `http://…`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same caller with another browser.
    pub fn as_agent(&self, agent: &str) -> Gql {
        let http = reqwest::Client::builder().tls_certs_only([]).user_agent(agent).build().unwrap();
        Gql { http, ..self.clone() }
    }

    /// The same server with another credential.
    pub fn with(&self, credential: &str) -> Gql {
        Gql { credential: Some(credential.to_owned()), ..self.clone() }
    }

    /// The whole answer: status and body.
    pub async fn raw(&self, document: &str, variables: Value) -> (u16, Value) {
        let mut call = self
            .http
            .post(format!("{}/graphql", self.url))
            .json(&json!({"query": document, "variables": variables}));
        if let Some(credential) = &self.credential {
            call = call.bearer_auth(credential);
        }
        let answer = call.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap())
    }

    /// The data of a document that must succeed.
    pub async fn query(&self, document: &str, variables: Value) -> Value {
        let (_, mut body) = self.raw(document, variables).await;
        assert!(body.get("errors").is_none(), "{document}\n{body:#}");
        body["data"].take()
    }

    /// The code of the first error of a document that must fail.
    pub async fn error(&self, document: &str, variables: Value) -> String {
        let (_, body) = self.raw(document, variables).await;
        let code = body["errors"][0]["extensions"]["code"].as_str();
        code.unwrap_or_else(|| panic!("no error: {document}\n{body:#}")).to_owned()
    }

    /// The payload of a mutation that must succeed.
    pub async fn mutate(&self, name: &str, input: Value, selection: &str) -> Value {
        let payload = self.attempt(name, input, selection).await;
        assert_eq!(payload["userErrors"], json!([]), "{name}: {payload:#}");
        payload
    }

    /// The code of the first user error of a mutation that must be refused.
    pub async fn refused(&self, name: &str, input: Value) -> String {
        let payload = self.attempt(name, input, "").await;
        let code = payload["userErrors"][0]["code"].as_str();
        code.unwrap_or_else(|| panic!("{name} was not refused: {payload:#}")).to_owned()
    }

    /// The payload of a mutation, whatever it says.
    pub async fn attempt(&self, name: &str, input: Value, selection: &str) -> Value {
        let kind = input_of(name);
        let document = format!(
            "mutation($input: {kind}) {{ {name}(input: $input) {{ {selection} userErrors {{ message field code }} }} }}"
        );
        self.query(&document, json!({"input": input})).await[name].take()
    }

    /// A request to another door of the same server with the same credential.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let call = self.http.request(method, format!("{}{path}", self.url));
        match &self.credential {
            Some(credential) => call.bearer_auth(credential),
            None => call,
        }
    }
}

/// The type of a mutation's input, as the published schema has it.
pub(super) fn input_of(mutation: &str) -> &'static str {
    let published = include_str!("../../schema.graphql");
    let start =
        published.find(&format!("{mutation}(input: ")).unwrap_or_else(|| panic!("no mutation {mutation}"));
    let rest = &published[start..];
    let from = rest.find("input: ").unwrap() + 7;
    &rest[from..rest.find(')').unwrap()]
}
