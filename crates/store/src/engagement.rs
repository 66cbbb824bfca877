//! Engagement with moments: what pages report, brought to rows that count once, and what they come to. DESIGN §6.

mod figures;
mod forget;
mod ingest;
mod score;
mod settings;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::engagement::{Actor, Event};
use domain::feed::Engagement;
use domain::ids::{MomentId, TenantId, TypedId};
use serde::{Deserialize, Serialize};

pub use figures::{Span, Step, over};
pub use forget::{FORGET_ROWS, forget, forgetful};
pub use ingest::{Ingested, ingest};
pub use score::{SCORE_ROWS, score_conversions, unscored};
pub use settings::Settings;

use crate::error::{StoreError, StoreResult};
use crate::event_log::Logged;
use crate::schema::engagement_totals;
use crate::scope::TenantScope;

/// What a page reported at once, as it goes through the log. What is wrong was left out at the door.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Whose moments they are.
    #[serde(rename = "t")]
    pub tenant_id: TenantId,
    /// When it arrived.
    #[serde(rename = "at")]
    pub received_at: DateTime<Utc>,
    #[serde(rename = "e")]
    events: Vec<LoggedEvent>,
}

/// An event as the log has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct LoggedEvent {
    #[serde(rename = "m")]
    moment: MomentId,
    #[serde(rename = "k")]
    kind: Engagement,
    #[serde(rename = "at")]
    occurred_at: DateTime<Utc>,
    /// The actor's bytes, in hexadecimal digits.
    #[serde(rename = "a")]
    actor: String,
}

impl Report {
    /// Events that arrived together.
    pub fn new(tenant: TenantId, received_at: DateTime<Utc>, events: &[Event]) -> Report {
        let logged = |event: &Event| LoggedEvent {
            moment: event.key().moment,
            kind: event.key().kind,
            occurred_at: event.occurred_at(),
            actor: hex(&event.key().actor.bytes()),
        };
        Report { tenant_id: tenant, received_at, events: events.iter().map(logged).collect() }
    }

    /// The events with the time they arrived. Errors: `Corrupt`.
    pub fn received(&self) -> StoreResult<Vec<Received>> {
        let read = |logged: &LoggedEvent| {
            let actor = bytes(&logged.actor).and_then(|bytes| Actor::of_bytes(&bytes));
            let actor = actor.ok_or(StoreError::Corrupt("actor"))?;
            let event = Event::new(actor, logged.moment, logged.kind, logged.occurred_at);
            Ok(Received { event, at: self.received_at })
        };
        self.events.iter().map(read).collect()
    }
}

impl Logged for Report {
    const STREAM: &'static str = "eng";
    const NAME: &'static str = "engagement";
    const SPOOL: Option<&'static str> = Some("engagement");

    /// One tenant's together: what is read at once is then few transactions.
    fn spread(&self) -> u128 {
        self.tenant_id.uuid().as_u128()
    }
}

/// An event, and when it arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// The event.
    pub event: Event,
    /// When it arrived.
    pub at: DateTime<Utc>,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok()).collect()
}

/// How often each was done with a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Queryable, Selectable, Serialize, Deserialize)]
#[diesel(table_name = engagement_totals)]
pub struct Counts {
    /// It was seen.
    pub views: i64,
    /// Liked.
    pub likes: i64,
    /// Commented on.
    pub comments: i64,
    /// Saved.
    pub saves: i64,
    /// Shared.
    pub shares: i64,
    /// Somebody went to its product.
    pub product_clicks: i64,
}

impl Counts {
    fn of(&mut self, kind: Engagement) -> &mut i64 {
        match kind {
            Engagement::View => &mut self.views,
            Engagement::Like => &mut self.likes,
            Engagement::Comment => &mut self.comments,
            Engagement::Save => &mut self.saves,
            Engagement::Share => &mut self.shares,
            Engagement::ProductClick => &mut self.product_clicks,
        }
    }

    /// Since each moment came in; those nobody has met are left out.
    pub async fn of_moments(
        scope: &impl TenantScope,
        moments: &[MomentId],
    ) -> StoreResult<BTreeMap<MomentId, Counts>> {
        let mut conn = scope.conn().await?;
        let rows: Vec<(MomentId, Counts)> = engagement_totals::table
            .filter(engagement_totals::tenant_id.eq(scope.tenant()))
            .filter(engagement_totals::moment_id.eq_any(moments))
            .select((engagement_totals::moment_id, Counts::as_select()))
            .load(&mut conn)
            .await?;
        Ok(rows.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_as_it_was_logged() {
        let at = DateTime::from_timestamp_micros(1_795_000_000_123_456).unwrap_or_default();
        let tenant: TenantId = crate::new_id();
        let events: Vec<Event> = [Actor::Day([0xA5; 32]), Actor::Visitor(crate::new_id())]
            .into_iter()
            .zip([Engagement::View, Engagement::ProductClick])
            .map(|(actor, kind)| Event::new(actor, crate::new_id(), kind, at))
            .collect();
        let line = serde_json::to_string(&Report::new(tenant, at, &events)).unwrap_or_default();
        let report: Report = serde_json::from_str(&line).unwrap();
        let received = report.received().unwrap();
        assert_eq!(received.iter().map(|received| received.event).collect::<Vec<_>>(), events);
        assert!(received.iter().all(|received| received.at == at));
        let torn = line.replace("a5a5", "zza5");
        assert!(serde_json::from_str::<Report>(&torn).unwrap().received().is_err());
    }
}
