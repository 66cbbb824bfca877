//! How mails leave: through a mail server, or as files in a folder where there is none.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::Serialize;
use store::mail::Mail;

use crate::{Config, WorkerError, WorkerResult};

/// Longest wait for an answer of the mail server, in milliseconds. Less than the pause before a mail's second try.
const SMTP_TIMEOUT_MS: u64 = 30_000;
/// Characters of a reason that is kept.
const REASON_CHARS_MAX: usize = 500;

/// The way out.
#[derive(Clone)]
pub(crate) enum Outlet {
    /// A mail server.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>, Mailbox),
    /// A folder.
    Folder(PathBuf),
    /// None: mails are kept.
    None,
}

/// How mails leave, and what they say of where Tributary is. Cheap to clone.
#[derive(Clone)]
pub struct Mails {
    pub(crate) outlet: Outlet,
    pub(crate) public_url: Option<String>,
}

impl Mails {
    /// The way out that the settings name. Errors: the address is none of a mail server.
    pub fn open(config: &Config) -> WorkerResult<Mails> {
        let outlet = Outlet::open(config)?;
        if !outlet.is_open() {
            tracing::warn!("SMTP_URL is not set: notices are kept until there is a mail server");
        }
        Ok(Mails { outlet, public_url: config.public_url.as_ref().map(ToString::to_string) })
    }
}

/// What became of a mail that was given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Given {
    /// It was taken.
    Taken,
    /// Not now, or nobody knows.
    Later(String),
    /// Never.
    Refused(String),
}

/// `Auto-Submitted`: no out-of-office note is wanted. RFC 3834.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// What is given out, whatever it is about.
#[derive(Debug, Clone)]
pub(crate) struct Post<'a> {
    /// Its id. The same given out again has the same.
    pub(crate) id: String,
    /// Where it goes.
    pub(crate) to: &'a str,
    /// The reader's name, where it is known.
    pub(crate) name: Option<&'a str>,
    /// What it says.
    pub(crate) subject: &'a str,
    /// As plain text.
    pub(crate) text: &'a str,
    /// As HTML.
    pub(crate) html: &'a str,
    /// When it was written.
    pub(crate) at: DateTime<Utc>,
}

impl<'a> From<&'a Mail> for Post<'a> {
    fn from(mail: &'a Mail) -> Post<'a> {
        Post {
            id: mail.id.to_string(),
            to: &mail.recipient,
            name: Some(&mail.recipient_name),
            subject: &mail.subject,
            text: &mail.body_text,
            html: &mail.body_html,
            at: mail.created_at,
        }
    }
}

/// A mail as a file: what `/dev/mail` lists.
#[derive(Serialize)]
struct File<'a> {
    to: &'a str,
    subject: &'a str,
    at: DateTime<Utc>,
    text: &'a str,
    html: &'a str,
}

impl Outlet {
    fn open(config: &Config) -> WorkerResult<Outlet> {
        if let (Some(url), Some(from)) = (&config.smtp, &config.mail_from) {
            let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str())
                .map_err(|_| WorkerError::Mail("SMTP_URL cannot be used".into()))?
                .timeout(Some(Duration::from_millis(SMTP_TIMEOUT_MS)))
                .build();
            return Ok(Outlet::Smtp(Box::new(transport), from.clone()));
        }
        Ok(config.mail_folder.clone().map_or(Outlet::None, Outlet::Folder))
    }

    /// Whether there is a way out.
    pub(crate) fn is_open(&self) -> bool {
        !matches!(self, Outlet::None)
    }

    /// Gives a mail out. The same mail given out again has the same `Message-ID`.
    pub(crate) async fn give(&self, mail: &Post<'_>) -> Given {
        match self {
            Outlet::None => Given::Later("there is no mail server".into()),
            Outlet::Folder(folder) => match put(folder, mail).await {
                Ok(()) => Given::Taken,
                Err(error) => Given::Later(reason(&error.to_string())),
            },
            Outlet::Smtp(transport, from) => match message(mail, from) {
                None => Given::Refused("this is no e-mail address".into()),
                Some(message) => match transport.send(message).await {
                    Ok(_) => Given::Taken,
                    Err(error) if error.is_permanent() => Given::Refused(told(&error)),
                    Err(error) => Given::Later(told(&error)),
                },
            },
        }
    }
}

/// The mail as it travels; none for a recipient that is no address.
fn message(mail: &Post<'_>, from: &Mailbox) -> Option<Message> {
    let address: Address = mail.to.parse().ok()?;
    let name = mail.name.map(|name| name.split(char::is_control).collect::<Vec<_>>().join(" "));
    let part = |kind, body: &str| SinglePart::builder().header(kind).body(body.to_owned());
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(name, address))
        .subject(mail.subject.to_owned())
        .message_id(Some(format!("<{}@{}>", mail.id, from.email.domain())))
        .date(SystemTime::from(mail.at))
        .header(AutoSubmitted)
        .multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, mail.text))
                .singlepart(part(ContentType::TEXT_HTML, mail.html)),
        )
        .ok()
}

/// Written whole or not at all; written again it is the same file.
async fn put(folder: &Path, mail: &Post<'_>) -> std::io::Result<()> {
    let file = File { to: mail.to, subject: mail.subject, at: mail.at, text: mail.text, html: mail.html };
    let json = serde_json::to_vec_pretty(&file)?;
    let (path, part) = (folder.join(format!("{}.json", mail.id)), folder.join(format!("{}.part", mail.id)));
    tokio::fs::create_dir_all(folder).await?;
    tokio::fs::write(&part, json).await?;
    tokio::fs::rename(&part, &path).await
}

fn told(error: &smtp::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        let more = deeper.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = deeper.source();
    }
    reason(&text)
}

fn reason(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.trim().chars().take(REASON_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::notice::{Cause, MailState};

    fn mail(recipient: &str, name: &str, subject: &str) -> Mail {
        let at = "2026-03-02T10:00:00Z".parse().unwrap();
        Mail {
            tenant_id: store::new_id(),
            id: store::new_id(),
            affiliate_id: Some(store::new_id()),
            user_id: None,
            cause: Cause::PayoutSent,
            about: "x".into(),
            recipient: recipient.into(),
            recipient_name: name.into(),
            subject: subject.into(),
            body_text: "hello\n.\nworld\n".into(),
            body_html: "<p>hello</p>".into(),
            state: MailState::Queued,
            tries: 0,
            next_try_at: at,
            reason: None,
            created_at: at,
            sent_at: None,
        }
    }

    fn written(mail: &Mail) -> String {
        let from = "Tributary <no-reply@example.com>".parse().unwrap();
        String::from_utf8(message(&mail.into(), &from).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_repeat_is_recognised_and_nothing_begins_a_header() {
        let hostile = mail("joe@people.test", "Joe\r\nBcc: all@example.com", "Shop, Ltd — 5 € <b>");
        let text = written(&hostile);
        let ids = |text: &str| text.lines().find(|l| l.starts_with("Message-ID")).map(str::to_owned).unwrap();
        assert_eq!(ids(&text), format!("Message-ID: <{}@example.com>", hostile.id));
        assert_eq!(ids(&written(&hostile)), ids(&text));
        assert!(!text.lines().any(|line| line.to_lowercase().starts_with("bcc:")), "{text}");
        assert!(text.contains("Date: Mon, 02 Mar 2026 10:00:00 +0000"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated"), "{text}");
    }

    #[test]
    fn what_is_no_address_is_not_written_to() {
        let from: Mailbox = "no-reply@example.com".parse().unwrap();
        for wrong in ["", "joe", "joe@people.test\r\nRCPT TO:<all@example.com>", "a@b@c"] {
            assert!(message(&Post::from(&mail(wrong, "Joe", "x")), &from).is_none(), "{wrong:?}");
        }
    }
}
