//! How it is known what the author of a moment wants.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{MomentId, TenantId};
use domain::intent::{self, Intent};
use domain::moderation::{Span, TextField};
use domain::moment::MomentKind;
use serde_json::Value;

use crate::error::{StoreError, StoreResult};
use crate::schema::moment_intents;
use crate::scope::{TenantScope, TenantTx};
use crate::sql::{ROWS_AT_ONCE, kept, sql};

/// What was read of a moment, and who said otherwise.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = moment_intents, treat_none_as_null = true)]
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
    /// Who said otherwise, as the audit log names them.
    pub set_by: Option<String>,
    /// When.
    pub set_at: Option<DateTime<Utc>>,
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
            set_by: None,
            set_at: None,
        })
    }

    /// Where it stands in the texts.
    pub fn places(&self) -> StoreResult<Vec<Span>> {
        serde_json::from_value(self.evidence.clone()).map_err(|_| StoreError::Corrupt("evidence"))
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

    /// Those of these moments, in no order.
    pub async fn of_moments(
        scope: &impl TenantScope,
        moments: &[MomentId],
    ) -> StoreResult<Vec<MomentIntent>> {
        let mut conn = scope.conn().await?;
        Ok(moment_intents::table
            .filter(moment_intents::tenant_id.eq(scope.tenant()))
            .filter(moment_intents::moment_id.eq_any(moments))
            .select(MomentIntent::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Writes what was read of a moment that was changed. Answers what counts: what a person has said stays (`said`), else what was
    /// read now.
    pub async fn read_again(self, tx: &TenantTx, said: Option<Intent>) -> StoreResult<Option<Intent>> {
        let before = MomentIntent::of_moments(tx, &[self.moment_id]).await?.pop();
        let (set_by, set_at) = before.map_or((None, None), |before| (before.set_by, before.set_at));
        let counts = if set_by.is_some() { said } else { Some(self.read) };
        MomentIntent { set_by, set_at, ..self }.save(tx).await?;
        Ok(counts)
    }

    /// Writes it, whether it stood or not.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        diesel::insert_into(moment_intents::table)
            .values(self)
            .on_conflict((moment_intents::tenant_id, moment_intents::moment_id))
            .do_update()
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}

/// How many moments of an intent were published in an hour of the day.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct IntentHour {
    /// The hour, 0 to 23, where the tenant asks for it.
    #[diesel(sql_type = Integer)]
    pub hour: i32,
    /// What they want; none of those that nobody has read.
    #[diesel(sql_type = Nullable<Text>)]
    pub intent: Option<Intent>,
    /// How many.
    #[diesel(sql_type = BigInt)]
    pub moments: i64,
}

/// Intents over the day: moments published from `since` up to `until` by the hour of their publication, in a time zone that
/// Postgres knows, and intent.
pub async fn by_hour(
    scope: &impl TenantScope,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
    time_zone: &str,
) -> StoreResult<Vec<IntentHour>> {
    let mut conn = scope.conn().await?;
    Ok(sql("SELECT extract(hour FROM published_at AT TIME ZONE $4)::int AS hour, intent, count(*) AS moments FROM moments \
         WHERE tenant_id = $1 AND published_at >= $2 AND published_at < $3 AND visibility <> 'ERASED' \
         GROUP BY 1, 2 ORDER BY 1, 2")
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Timestamptz, _>(since)
    .bind::<Timestamptz, _>(until)
    .bind::<Text, _>(time_zone)
    .load(&mut conn)
    .await?)
}
