//! Settings of the worker.

use std::path::PathBuf;
use std::str::FromStr;

use lettre::message::Mailbox;
use store::config::{ConfigError, Environment, SecretConfig};
use url::Url;

const SMTP_ALLOWED: &str =
    "smtps://user:password@host, smtp://user:password@host?tls=required, or smtp:// to this machine";
const FROM_ALLOWED: &str = "an address, as Tributary <no-reply@example.com>; needed with SMTP_URL";
const PUBLIC_URL_ALLOWED: &str = "an http or https address, as https://go.example.com; needed with SMTP_URL";

/// How much is done at once, and how mails go out.
#[derive(Debug, Clone)]
pub struct Config {
    /// `WORKER_JOBS`: jobs run at once. 1–64, default 4.
    pub jobs: usize,
    /// `SMTP_URL`: the mail server. Without it mails are kept until there is one.
    pub smtp: Option<SmtpUrl>,
    /// `MAIL_FROM`: who mails are from.
    pub mail_from: Option<Mailbox>,
    /// `PUBLIC_URL`: where mails say that Tributary is, and where their links lead. Needed with `SMTP_URL`.
    pub public_url: Option<Url>,
    /// Where mails are put as files when there is no mail server. Not read from the environment: `tributary up` sets it.
    pub mail_folder: Option<PathBuf>,
    /// `TRIBUTARY_SECRET`: the same as the API's, by which buyers' e-mails are compared.
    pub secrets: SecretConfig,
}

/// The address of a mail server; it may hold a password.
#[derive(Clone)]
pub struct SmtpUrl(Url);

impl SmtpUrl {
    /// As the transport wants it.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl std::fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmtpUrl({:?}, …)", self.0.host_str())
    }
}

impl FromStr for SmtpUrl {
    type Err = ();

    /// A password is not sent in the clear, except within this machine.
    fn from_str(text: &str) -> Result<SmtpUrl, ()> {
        let url: Url = text.parse().map_err(|_| ())?;
        let local = match url.host().ok_or(())? {
            url::Host::Domain(name) => name == "localhost",
            url::Host::Ipv4(address) => address.is_loopback(),
            url::Host::Ipv6(address) => address.is_loopback(),
        };
        let tls = url.query_pairs().any(|(name, value)| name == "tls" && value == "required");
        match url.scheme() {
            "smtps" => Ok(SmtpUrl(url)),
            "smtp" if tls || local => Ok(SmtpUrl(url)),
            // The scheme is not one `Url` knows hosts of: an address in digits is a domain to it.
            "smtp" if url.host_str().is_some_and(is_loopback) => Ok(SmtpUrl(url)),
            _ => Err(()),
        }
    }
}

fn is_loopback(host: &str) -> bool {
    host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl Config {
    /// Reads the settings. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<Config, ConfigError> {
        let smtp: Option<SmtpUrl> = env.optional("SMTP_URL", SMTP_ALLOWED)?;
        let mail_from: Option<Mailbox> = env.optional("MAIL_FROM", FROM_ALLOWED)?;
        if smtp.is_some() && mail_from.is_none() {
            return Err(ConfigError { name: "MAIL_FROM", problem: "missing", allowed: FROM_ALLOWED });
        }
        let public_url: Option<Url> = env.optional("PUBLIC_URL", PUBLIC_URL_ALLOWED)?;
        if smtp.is_some() && public_url.is_none() {
            return Err(ConfigError { name: "PUBLIC_URL", problem: "missing", allowed: PUBLIC_URL_ALLOWED });
        }
        Ok(Config {
            jobs: env.bounded("WORKER_JOBS", 4, 1..=64, "1–64 jobs")?,
            smtp,
            mail_from,
            public_url,
            mail_folder: None,
            secrets: SecretConfig::read(env)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, &'static str> {
        let mut env = Environment::default();
        env.set("TRIBUTARY_SECRET", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        for (name, value) in pairs {
            env.set(name, *value);
        }
        Config::read(&env).map_err(|wrong| wrong.name)
    }

    #[test]
    fn a_mail_server_needs_a_sender_and_a_password_needs_a_safe_way() {
        let from = ("MAIL_FROM", "Tributary <no-reply@example.com>");
        let at = ("PUBLIC_URL", "https://go.example.com");
        assert!(read(&[]).is_ok_and(|config| config.smtp.is_none()));
        assert_eq!(read(&[("SMTP_URL", "smtps://u:p@mail.example.com")]).map(|_| ()), Err("MAIL_FROM"));
        for good in [
            "smtps://u:p@mail.example.com",
            "smtp://u:p@mail.example.com:587?tls=required",
            "smtp://127.0.0.1:2525",
            "smtp://localhost:2525",
            "smtp://[::1]:2525",
        ] {
            assert_eq!(read(&[("SMTP_URL", good), from]).map(|_| ()), Err("PUBLIC_URL"), "{good}");
            let config =
                read(&[("SMTP_URL", good), from, at]).unwrap_or_else(|name| panic!("{good}: {name}"));
            assert!(!format!("{config:?}").contains("u:p"), "the password is shown");
        }
        for bad in [
            "smtp://u:p@mail.example.com",
            "smtp://u:p@mail.example.com?tls=opportunistic",
            "mail",
            "http://x",
        ] {
            assert_eq!(read(&[("SMTP_URL", bad), from, at]).map(|_| ()), Err("SMTP_URL"), "{bad}");
        }
        assert_eq!(read(&[("MAIL_FROM", "nobody")]).map(|_| ()), Err("MAIL_FROM"));
    }
}
