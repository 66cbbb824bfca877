//! How it is known what the author of a moment wants.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{MomentId, TenantId};
use domain::intent::{self, Intent};
use domain::moderation::{Span, TextField};
use domain::moment::MomentKind;
use serde_json::Value;

use crate::error::{StoreError, StoreResult};
use crate::schema::moment_intents;
use crate::scope::TenantTx;
use crate::sql::{ROWS_AT_ONCE, kept};

/// What was read of a moment.
#[derive(Debug, Clone, PartialEq, Insertable)]
#[diesel(table_name = moment_intents)]
pub struct MomentIntent {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// The moment.
    pub moment_id: MomentId,
    /// What was read; NONE for an abstention.
    pub read: Intent,
    /// Whether nobody was sure enough to say.
    pub abstained: bool,
    /// How sure, per mille.
    pub confidence: i32,
    /// Where it stands in the texts.
    pub evidence: Value,
    /// The rule or the model, with its version.
    pub version: String,
    /// When it was read.
    pub read_at: DateTime<Utc>,
}

impl MomentIntent {
    /// Reads headline and words.
    pub fn read(
        tenant: TenantId,
        moment: MomentId,
        kind: MomentKind,
        texts: (Option<&str>, &str),
        now: DateTime<Utc>,
    ) -> StoreResult<MomentIntent> {
        let (title, body) = texts;
        let title = title.unwrap_or_default();
        // One after the other, on lines of their own: no sentence goes over from one to the other.
        let reading = intent::read(&format!("{title}\n{body}"), kind);
        let body_starts = title.len() + 1;
        let place = |span: &intent::Span| match span.start.checked_sub(body_starts) {
            Some(start) => Span { field: TextField::Body, start, end: span.end - body_starts },
            None => Span { field: TextField::Title, start: span.start, end: span.end.min(title.len()) },
        };
        let evidence: Vec<Span> = reading.evidence.iter().map(place).collect();
        Ok(MomentIntent {
            tenant_id: tenant,
            moment_id: moment,
            read: reading.stored(),
            abstained: reading.intent.is_none(),
            confidence: i32::from(reading.confidence_milli),
            evidence: serde_json::to_value(evidence).map_err(|_| StoreError::Corrupt("evidence"))?,
            version: reading.version(),
            read_at: now,
        })
    }

    /// Adds what was read of moments that were added.
    pub async fn add(tx: &TenantTx, rows: &[MomentIntent]) -> StoreResult<()> {
        for part in rows.chunks(ROWS_AT_ONCE) {
            kept(diesel::insert_into(moment_intents::table).values(part), part.len())
                .execute(&mut tx.db()?)
                .await?;
        }
        Ok(())
    }
}
