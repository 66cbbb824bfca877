//! Published weights of channels. Append-only.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{Insertable, Queryable, Selectable};
use diesel_async::RunQueryDsl;
use domain::attribution::{Channel, Model, WeightSet};
use domain::ids::{TenantId, WeightSetId};

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::weight_sets;
use crate::scope::{TenantScope, TenantTx};

/// A weight set as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = weight_sets)]
pub struct WeightSetRow {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: WeightSetId,
    /// MARKOV or SHAPLEY.
    pub model: Model,
    /// The beginning of the period it was made from; none where its weights were given by hand.
    pub period_from: Option<DateTime<Utc>>,
    /// Its end.
    pub period_to: Option<DateTime<Utc>>,
    /// How many conversions it was made from.
    pub conversions: i64,
    /// How many visitors who met somebody and did not convert.
    pub nulls: i64,
    /// Parts of 2²⁴ by channel.
    pub weights: serde_json::Value,
    /// Who published it.
    pub published_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// What weights were made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MadeFrom {
    /// The beginning of the period.
    pub from: DateTime<Utc>,
    /// Its end.
    pub to: DateTime<Utc>,
    /// How many conversions.
    pub conversions: i64,
    /// How many visitors who met somebody and did not convert.
    pub nulls: i64,
}

tenant_reads!(WeightSetRow, weight_sets, WeightSetId, "weight set");

impl WeightSetRow {
    /// Publishes a set. One without what it was made from was given by hand.
    pub async fn publish(
        tx: &TenantTx,
        set: &WeightSet,
        made_from: Option<MadeFrom>,
        now: DateTime<Utc>,
    ) -> StoreResult<WeightSetRow> {
        let row = WeightSetRow {
            tenant_id: tx.tenant(),
            id: set.id,
            model: set.model,
            period_from: made_from.map(|made| made.from),
            period_to: made_from.map(|made| made.to),
            conversions: made_from.map_or(0, |made| made.conversions),
            nulls: made_from.map_or(0, |made| made.nulls),
            weights: WeightSetRow::write(set),
            published_by: tx.ctx().actor().label(),
            created_at: now,
        };
        diesel::insert_into(weight_sets::table).values(&row).execute(&mut tx.db()?).await?;
        Ok(row)
    }

    /// The weights as `domain` knows them. Errors: `Corrupt`.
    pub fn read(&self) -> StoreResult<WeightSet> {
        let corrupt = || StoreError::Corrupt("weight set");
        let weights: BTreeMap<String, u32> =
            serde_json::from_value(self.weights.clone()).map_err(|_| corrupt())?;
        let weights = weights
            .into_iter()
            .map(|(channel, weight)| Ok((channel.parse::<Channel>().map_err(|_| corrupt())?, weight)))
            .collect::<StoreResult<Vec<_>>>()?;
        WeightSet::new(self.id, self.model, weights).map_err(|_| corrupt())
    }

    fn write(set: &WeightSet) -> serde_json::Value {
        set.weights()
            .iter()
            .map(|(channel, weight)| (channel.to_string(), (*weight).into()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }
}
