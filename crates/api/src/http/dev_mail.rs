//! `GET /dev/mail`: mails that the embedded default has put aside instead of sending them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::error::no_such_route;
use super::page::{Page, escaped, page_with};
use crate::App;

const MAIL: Page = Page {
    sentence: "Mail",
    next: "No mail server is set (SMTP_URL), so mails are put aside here instead of being sent. The latest come first.",
};
/// Mails on the page.
const MAILS: usize = 50;

/// A mail as the worker puts it aside.
#[derive(Deserialize)]
struct Mail {
    to: String,
    subject: String,
    at: DateTime<Utc>,
    text: String,
}

/// The latest mails.
pub(super) async fn list(State(app): State<App>) -> Response {
    let Some(folder) = &app.dev_mail else { return no_such_route().await.into_response() };
    let mails = match read(folder).await {
        Ok(mails) => mails,
        // Nothing was put aside yet.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return crate::error::ApiError::internal(&error).into_response(),
    };
    let shown = |mail: &Mail| {
        format!(
            "<article>\n<h2>{}</h2>\n<p>To {} · {}</p>\n<pre>{}</pre>\n</article>\n",
            escaped(&mail.subject),
            escaped(&mail.to),
            mail.at.format("%Y-%m-%d %H:%M:%S UTC"),
            escaped(&mail.text)
        )
    };
    let list: String = mails.iter().map(shown).collect();
    page_with(StatusCode::OK, &MAIL, if list.is_empty() { "<p>There are none yet.</p>\n" } else { &list })
}

/// Files are named by ids, which are ordered by time.
async fn read(folder: &std::path::Path) -> std::io::Result<Vec<Mail>> {
    let mut names = Vec::new();
    let mut entries = tokio::fs::read_dir(folder).await?;
    while let Some(entry) = entries.next_entry().await? {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            names.push(path);
        }
    }
    names.sort_unstable_by(|a, b| b.cmp(a));
    let mut mails = Vec::new();
    for path in names.into_iter().take(MAILS) {
        mails.push(serde_json::from_slice(&tokio::fs::read(path).await?)?);
    }
    Ok(mails)
}
