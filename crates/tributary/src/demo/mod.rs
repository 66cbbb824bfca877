//! The demo brand: made once, through the public API, as a newcomer would.
//!
//! What cannot be asked for again (passwords, keys) is in `DATA/demo.json` before or right after it counts, and
//! everything else is looked for before it is made. So a start that is killed half-way is harmless: the next one
//! goes on where it stopped.

mod brand;
mod programs;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rand::distr::{Alphanumeric, SampleString};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::client::{Client, ClientError};
use crate::embedded::Progress;
use crate::private_file;

const OWNER_EMAIL: &str = "owner@demo.test";
const AFFILIATE_EMAIL: &str = "affiliate@demo.test";
const PASSWORD_CHARS: usize = 20;

/// How somebody signs in.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct SignIn {
    /// Their address.
    pub email: String,
    /// Made here, at random.
    pub password: String,
}

/// The demo brand, as far as it stands. This is what `DATA/demo.json` holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Demo {
    /// The OWNER of the brand.
    pub owner: SignIn,
    /// An affiliate of its program.
    pub affiliate: SignIn,
    /// The brand.
    pub tenant: Option<String>,
    /// A key for servers.
    pub secret_key: Option<String>,
    /// A key for browsers.
    pub publishable_key: Option<String>,
    /// The product that is sold.
    pub product: Option<String>,
    /// The approved moment about it.
    pub moment: Option<String>,
    /// The affiliate's enrollment.
    pub enrollment: Option<String>,
    /// The affiliate's link, as browsers open it.
    pub link_url: Option<String>,
    /// The affiliate's coupon code.
    pub code: Option<String>,
    /// Everything stands.
    pub complete: bool,
}

impl Demo {
    fn new() -> Demo {
        let sign_in = |email: &str| SignIn {
            email: email.to_owned(),
            password: Alphanumeric.sample_string(&mut rand::rng(), PASSWORD_CHARS),
        };
        Demo {
            owner: sign_in(OWNER_EMAIL),
            affiliate: sign_in(AFFILIATE_EMAIL),
            tenant: None,
            secret_key: None,
            publishable_key: None,
            product: None,
            moment: None,
            enrollment: None,
            link_url: None,
            code: None,
            complete: false,
        }
    }
}

/// Makes what is missing of the demo brand on the server that `client` speaks to; `file` remembers it.
///
/// Errors: the server refuses; somebody else has the demo's addresses.
pub async fn ensure(client: &Client, file: &Path, progress: &Progress) -> anyhow::Result<Demo> {
    let (demo, owner) = match private_file::read::<Demo>(file)? {
        Some(demo) => {
            let owner = signed_in(client, &demo.owner).await?;
            (demo, owner)
        }
        None => (Demo::new(), None),
    };
    // Remembered, but not here: the database is another one.
    let demo = if demo.tenant.is_some() && owner.is_none() { Demo::new() } else { demo };
    if demo.complete {
        let affiliate = signed_in(client, &demo.affiliate).await?;
        for token in owner.into_iter().chain(affiliate) {
            accept_terms_of_use(&client.with_bearer(token)).await?;
        }
        return Ok(demo);
    }
    progress.say("making a demo brand");
    let mut maker =
        Maker { anonymous: client.clone(), owner: client.clone(), file: file.to_path_buf(), demo };
    // Before the first of them counts.
    maker.remember()?;
    maker.make().await.context("the demo brand could not be made; start with --empty to do without it")?;
    Ok(maker.demo)
}

/// A brand in the making.
struct Maker {
    anonymous: Client,
    owner: Client,
    file: PathBuf,
    demo: Demo,
}

impl Maker {
    async fn make(&mut self) -> anyhow::Result<()> {
        self.sign_up().await?;
        let affiliate = self.affiliate().await?;
        self.keys().await?;
        self.catalogue().await?;
        self.programs(&affiliate).await?;
        self.demo.complete = true;
        self.remember()
    }

    fn remember(&self) -> anyhow::Result<()> {
        private_file::write(&self.file, &self.demo)
    }

    /// The owner's access token, and their brand.
    async fn sign_up(&mut self) -> anyhow::Result<()> {
        let who = &self.demo.owner;
        let input = json!({
            "tenantName": "Demo Shop", "currency": "GBP", "name": "Olive Owner",
            "email": who.email, "password": who.password, "termsOfUseVersion": self.terms_of_use().await?,
        });
        let selection = "session { accessToken } tenant { id }";
        self.owner = match signed_in(&self.anonymous, who).await? {
            Some(token) => self.anonymous.with_bearer(token),
            None => match self.anonymous.mutate("signUp", "SignUpInput", selection, input).await {
                Ok(made) => self.anonymous.with_bearer(text(&made["session"]["accessToken"])?),
                Err(ClientError::User { message, .. }) => bail!(
                    "{message}: {} is somebody else's on this server, whose password is not in {}",
                    who.email,
                    self.file.display()
                ),
                Err(error) => return Err(error.into()),
            },
        };
        if self.demo.tenant.is_none() {
            let viewer = self.owner.query("{ viewer { tenant { id } } }", json!({})).await?;
            self.demo.tenant = Some(text(&viewer["viewer"]["tenant"]["id"])?);
            self.remember()?;
        }
        Ok(())
    }

    /// The version of the terms of use that is current.
    async fn terms_of_use(&self) -> anyhow::Result<serde_json::Value> {
        let current = self.anonymous.query("{ termsOfUse { version } }", json!({})).await?;
        Ok(current["termsOfUse"]["version"].clone())
    }

    async fn affiliate(&self) -> anyhow::Result<Client> {
        let who = &self.demo.affiliate;
        let input = json!({
            "email": who.email, "password": who.password, "name": "Alex Affiliate", "country": "GB",
            "termsOfUseVersion": self.terms_of_use().await?,
        });
        let token = match signed_in(&self.anonymous, who).await? {
            Some(token) => token,
            None => {
                let made = self
                    .anonymous
                    .mutate("affiliateSignUp", "AffiliateSignUpInput", "session { accessToken }", input)
                    .await?;
                text(&made["session"]["accessToken"])?
            }
        };
        Ok(self.anonymous.with_bearer(token))
    }

    /// A key is shown once: one that was made and not remembered is made again.
    async fn keys(&mut self) -> anyhow::Result<()> {
        if self.demo.secret_key.is_none() {
            self.demo.secret_key = Some(self.key("Demo server", "SECRET").await?);
            self.remember()?;
        }
        if self.demo.publishable_key.is_none() {
            self.demo.publishable_key = Some(self.key("Demo browser", "PUBLISHABLE").await?);
            self.remember()?;
        }
        Ok(())
    }

    async fn key(&self, name: &str, kind: &str) -> anyhow::Result<String> {
        let made = self
            .owner
            .mutate("apiKeyCreate", "ApiKeyCreateInput", "secret", json!({ "name": name, "kind": kind }))
            .await?;
        text(&made["secret"])
    }
}

/// Who runs the server speaks for the demo's people: a version of the terms of use that came after them does not stand
/// between them and what they show.
async fn accept_terms_of_use(person: &Client) -> anyhow::Result<()> {
    let viewer = person.query("{ viewer { termsOfUse { due { version } } } }", json!({})).await?;
    let due = &viewer["viewer"]["termsOfUse"]["due"];
    if !due.is_null() {
        let input = json!({ "version": due["version"] });
        person.mutate("termsOfUseAccept", "TermsOfUseAcceptInput", "accepted { version }", input).await?;
    }
    Ok(())
}

/// An access token, or `None` where the server does not know them so.
async fn signed_in(client: &Client, who: &SignIn) -> anyhow::Result<Option<String>> {
    let input = json!({ "email": who.email, "password": who.password });
    match client.mutate("signIn", "SignInInput", "session { accessToken }", input).await {
        Ok(session) => Ok(Some(text(&session["session"]["accessToken"])?)),
        Err(error) if error.code() == Some("INVALID_CREDENTIALS") => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A text that an answer must have.
fn text(value: &serde_json::Value) -> anyhow::Result<String> {
    value.as_str().map(str::to_owned).context("the server's answer lacks what was asked for")
}
