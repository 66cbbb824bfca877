//! What a tenant's people are told by e-mail.

use async_graphql::{ID, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::TypedId;
use store::mail::Mail;
use uuid::Uuid;

use super::connection::Keyed;
use super::scalar::{MailState, NoticeCause};

/// A notice by e-mail to one of the tenant's people.
#[derive(SimpleObject)]
pub struct MemberNotice {
    id: ID,
    cause: NoticeCause,
    subject: String,
    /// As plain text.
    text: String,
    created_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
    /// Whether it has left.
    state: MailState,
    #[graphql(skip)]
    key: Uuid,
}

impl From<Mail> for MemberNotice {
    fn from(mail: Mail) -> MemberNotice {
        let Mail { id, cause, subject, body_text, created_at, sent_at, state, .. } = mail;
        MemberNotice {
            id: id.into(),
            cause: cause.into(),
            subject,
            text: body_text,
            created_at,
            sent_at,
            state: state.into(),
            key: id.uuid(),
        }
    }
}

impl Keyed for MemberNotice {
    fn uuid(&self) -> Uuid {
        self.key
    }
}
