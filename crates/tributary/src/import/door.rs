//! The door a file goes through: the import mutations of a running server.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use domain::import::{Format, Noun, Piece};
use serde_json::json;
use store::config::Environment;

use super::Options;
use super::meter::Meter;
use super::report::Report;
use crate::client::{Client, ClientError};
use crate::config::{ImportConfig, is_secret_key};
use crate::up::Ready;

/// How long a piece is sent again while the server does not take it: a restart lies within.
const RETRY_SECONDS_MAX: u64 = 60;
const RETRY_MS_FIRST: u64 = 250;
const RETRY_MS_MAX: u64 = 5_000;

/// A request's largest body, by default, with room for what is around mapping and data.
const BODY_BYTES_MAX: usize = 262_144 - 4_096;

const REPORT: &str = "report { read written alreadyThere unmatched refused { line externalId code reason } }";

/// Which server, and as whom.
#[derive(Clone)]
pub(super) struct Target {
    url: String,
    key: String,
    /// The data directory it was found through; a restarted server may say something else there.
    found_in: Option<PathBuf>,
}

impl Target {
    /// By the options, the environment, or what `tributary up` says in its data directory.
    pub(super) fn find(options: &Options, env: &Environment) -> anyhow::Result<Target> {
        let key = match &options.key {
            Some(key) if !is_secret_key(key) => bail!("--key is a secret API key, trb_sk_…"),
            Some(key) => Some(key.clone()),
            None => ImportConfig::read(env)?.key,
        };
        if let Some(url) = &options.url {
            let key = key.context("--url needs a secret API key: --key or TRIBUTARY_KEY")?;
            return Ok(Target { url: url.clone(), key, found_in: None });
        }
        let data = &options.data;
        let ready = Ready::read(data)?.with_context(|| {
            format!(
                "no server is ready in {}; start one with `tributary up`, name its directory with --data, or give --url and --key",
                data.display()
            )
        })?;
        let key = key.or(ready.secret_key).context(
            "the server was started with --empty: give a secret API key with --key or TRIBUTARY_KEY",
        )?;
        Ok(Target { url: ready.url, key, found_in: Some(data.clone()) })
    }

    fn client(&self) -> anyhow::Result<Client> {
        Ok(Client::new(&self.url)?.with_bearer(&self.key))
    }

    /// Where the server is now, if it was restarted elsewhere.
    fn moved(&self) -> Option<Target> {
        let ready = Ready::read(self.found_in.as_ref()?).ok()??;
        (ready.url != self.url).then(|| Target { url: ready.url, ..self.clone() })
    }
}

/// An open door.
pub(super) struct Door {
    target: Target,
    client: Client,
    mutation: &'static str,
    format: Format,
    mapping: String,
    sent_again: u64,
}

impl Door {
    pub(super) fn open(target: Target, noun: Noun, format: Format, mapping: String) -> anyhow::Result<Door> {
        let mutation = match noun {
            Noun::Moments => "momentImport",
            Noun::Orders => "conversionImport",
            Noun::Touches => "touchImport",
        };
        Ok(Door { client: target.client()?, target, mutation, format, mapping, sent_again: 0 })
    }

    /// The most bytes of data that fit a request beside the mapping, when JSON doubles them.
    pub(super) fn data_bytes_max(&self) -> usize {
        let mapping = json!(self.mapping).to_string().len();
        BODY_BYTES_MAX.saturating_sub(mapping) / 2
    }

    /// Pieces that were sent more than once.
    pub(super) fn sent_again(&self) -> u64 {
        self.sent_again
    }

    /// Brings one piece in, however often it takes within a minute.
    pub(super) async fn send(&mut self, piece: &Piece, meter: &mut Meter) -> Result<Report, ClientError> {
        let input = json!({
            "format": self.format.as_str(),
            "mapping": self.mapping,
            "data": piece.text,
            "firstLine": piece.first_line,
        });
        let mut failing: Option<Instant> = None;
        let mut wait = Duration::from_millis(RETRY_MS_FIRST);
        loop {
            let error = match self.client.mutate(self.mutation, "ImportInput", REPORT, input.clone()).await {
                Ok(mut payload) => return report(payload["report"].take()),
                Err(error) => error,
            };
            let since = *failing.get_or_insert_with(Instant::now);
            if !error.passes() || since.elapsed() > Duration::from_secs(RETRY_SECONDS_MAX) {
                return Err(error);
            }
            if wait > Duration::from_secs(1) {
                meter.say(&format!("line {}: {error}; trying again", piece.first_line));
            }
            if wait.as_millis() == u128::from(RETRY_MS_FIRST) {
                self.sent_again += 1;
            }
            tokio::time::sleep(error.retry_after().unwrap_or(wait)).await;
            wait = (wait * 2).min(Duration::from_millis(RETRY_MS_MAX));
            self.follow();
        }
    }

    fn follow(&mut self) {
        if let Some(target) = self.target.moved()
            && let Ok(client) = target.client()
        {
            self.target = target;
            self.client = client;
        }
    }
}

fn report(value: serde_json::Value) -> Result<Report, ClientError> {
    serde_json::from_value(value).map_err(|error| ClientError::System {
        code: "UNKNOWN_REPORT".to_owned(),
        message: error.to_string(),
        retry_after: None,
    })
}
