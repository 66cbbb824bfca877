//! A browser on a page of this server: it keeps cookies and says where its requests come from.

use serde_json::{Value, json};

use super::graphql::input_of;

/// One browser, at `POST /graphql/session`.
pub struct Browser {
    http: reqwest::Client,
    url: String,
    address: String,
    cookies: Vec<(String, String)>,
}

/// What the browser's door answered.
pub struct Answer {
    pub status: u16,
    pub set_cookies: Vec<String>,
    pub body: Value,
}

impl Answer {
    /// The code of the request's error, or of the first user error of its mutation.
    pub fn code(&self) -> String {
        let errors = &self.body["errors"][0]["extensions"]["code"];
        let payload = self.body["data"].as_object().and_then(|data| data.values().next());
        let code = errors.as_str().or_else(|| payload?["userErrors"][0]["code"].as_str());
        code.unwrap_or_default().to_owned()
    }
}

impl Browser {
    /// A browser that was never here, behind an address of its own. The server must believe one proxy for that.
    pub fn at(url: &str, address: &str) -> Browser {
        let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
        Browser { http, url: url.to_owned(), address: address.to_owned(), cookies: Vec::new() }
    }

    /// The same browser, its cookies with it, behind another address.
    pub fn moved_to(&self, address: &str) -> Browser {
        let cookies = self.cookies.clone();
        Browser { http: self.http.clone(), url: self.url.clone(), address: address.to_owned(), cookies }
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Puts a cookie in, as somebody who has stolen it would.
    pub fn with_cookie(mut self, name: &str, value: &str) -> Browser {
        self.keep(name, value);
        self
    }

    fn keep(&mut self, name: &str, value: &str) {
        self.cookies.retain(|(found, _)| found != name);
        if !value.is_empty() {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }

    /// A document of a page of ours.
    pub async fn send(&mut self, document: &str, variables: Value, credential: Option<&str>) -> Answer {
        self.send_from(document, variables, credential, &[("sec-fetch-site", "same-origin")]).await
    }

    /// A document with these headers.
    pub async fn send_from(
        &mut self,
        document: &str,
        variables: Value,
        credential: Option<&str>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut call = self
            .http
            .post(format!("{}/graphql/session", self.url))
            .header("x-forwarded-for", &self.address)
            .header("user-agent", super::BROWSER)
            .json(&json!({"query": document, "variables": variables}));
        if !cookies.is_empty() {
            call = call.header("cookie", cookies.join("; "));
        }
        for (name, value) in headers {
            call = call.header(*name, *value);
        }
        if let Some(credential) = credential {
            call = call.bearer_auth(credential);
        }
        let answer = call.send().await.unwrap();
        let status = answer.status().as_u16();
        let set_cookies: Vec<String> = answer
            .headers()
            .get_all("set-cookie")
            .iter()
            .map(|value| value.to_str().unwrap().to_owned())
            .collect();
        for cookie in &set_cookies {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.keep(name, value);
        }
        Answer { status, set_cookies, body: answer.json().await.unwrap() }
    }

    /// A mutation of a page of ours.
    pub async fn mutate(&mut self, name: &str, input: Value, selection: &str) -> Answer {
        let kind = input_of(name);
        let document = format!(
            "mutation($input: {kind}) {{ {name}(input: $input) {{ {selection} userErrors {{ message field code }} }} }}"
        );
        self.send(&document, json!({"input": input}), None).await
    }
}
