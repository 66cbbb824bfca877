//! `POST /v1/conversions`: a brand's server reports a lead or a sale.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use billing::Outcome;
use chrono::{DateTime, Utc};
use domain::agent::Entrance;
use domain::conversion::{ConversionKind, Door, NewConversion, NewLine};
use domain::ids::TypedId;
use domain::money::Currency;
use domain::permission::Permission;
use serde::{Deserialize, Deserializer, Serialize};
use store::conversion::Conversion;
use store::idempotency::{self, Claim};
use store::{StoreError, TenantTx, audit};

use super::error::{RawBody, answer, read_json};
use crate::App;
use crate::auth::authenticate;
use crate::error::{ApiError, ApiResult, Kind};

/// The operation an idempotency key belongs to, the same as the mutation's.
const OPERATION: &str = "conversionRecord";
const IDEMPOTENCY_KEY: &str = "idempotency-key";
const IDEMPOTENCY_KEY_CHARS_MAX: usize = 255;

/// A conversion as a brand reports it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Report {
    kind: String,
    external_id: String,
    currency: String,
    #[serde(default, deserialize_with = "minor_units")]
    amount_minor: Option<i64>,
    #[serde(default)]
    lines: Vec<Line>,
    customer: Option<String>,
    /// Not kept: a hash of it is.
    customer_email: Option<String>,
    country: Option<String>,
    code: Option<String>,
    subscription: Option<String>,
    #[serde(default)]
    click_ids: Vec<String>,
    occurred_at: Option<DateTime<Utc>>,
}

/// One of its line items.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Line {
    sku: String,
    title: Option<String>,
    quantity: i64,
    #[serde(deserialize_with = "some_minor_units")]
    amount_minor: i64,
    #[serde(default = "yes")]
    commissionable: bool,
}

fn yes() -> bool {
    true
}

/// Minor units as a whole number, or as its digits in a text, as GraphQL takes them.
#[derive(Deserialize)]
#[serde(untagged, expecting = "an amount is a whole number of minor units, or its digits in a text")]
enum MinorUnits {
    Number(i64),
    Text(String),
}

fn minor_units<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    match Option::<MinorUnits>::deserialize(from)? {
        None => Ok(None),
        Some(MinorUnits::Number(number)) => Ok(Some(number)),
        Some(MinorUnits::Text(text)) => {
            let wrong = |_| serde::de::Error::custom("an amount is a whole number of minor units");
            text.parse().map(Some).map_err(wrong)
        }
    }
}

fn some_minor_units<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    minor_units(from)?.ok_or_else(|| serde::de::Error::custom("a line needs amountMinor"))
}

/// What is answered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    conversion: Recorded<'a>,
    /// Whether it stood before.
    repeated: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Recorded<'a> {
    id: String,
    kind: ConversionKind,
    external_id: &'a str,
    state: &'static str,
    currency: &'a str,
    amount_minor: i64,
    commissionable_minor: i64,
    refunded_minor: i64,
    occurred_at: DateTime<Utc>,
    recorded_at: DateTime<Utc>,
}

/// Records a conversion: 201, or 200 when it stood already with the same contents.
pub(super) async fn record(
    State(app): State<App>,
    headers: HeaderMap,
    RawBody(body): RawBody,
) -> ApiResult<Response> {
    let caller = authenticate(&app, &headers, None, Entrance::Rest).await?;
    let ctx = caller.may(Permission::ConversionWrite)?;
    if !is_json(&headers) {
        let error = ApiError::new(Kind::Malformed, "CONTENT_TYPE", "the body must be application/json");
        return Ok(answer(StatusCode::UNSUPPORTED_MEDIA_TYPE, error));
    }
    let idempotency_key = idempotency_key(&headers)?;
    let new = read_json::<Report>(&body)?.into_new()?;
    let now = app.clock.now();
    let contents = new.clone().validate(now)?.contents_hash();
    let tx = TenantTx::begin(&app.pool, ctx).await?;
    let outcome = billing::conversion::record(&tx, new, Door::Rest, &app.secrets.click_key(), now).await?;
    let repeated = matches!(outcome, Outcome::Already(_));
    let conversion = outcome.into_inner();
    if let Some(key) = idempotency_key {
        let id = conversion.id.uuid();
        match idempotency::claim(&tx, key, OPERATION, &contents, id, now).await? {
            Claim::Fresh => {}
            Claim::Replay(standing) if standing == id => {}
            Claim::Replay(_) => return Err(StoreError::Conflict("idempotency key").into()),
        }
    }
    if !repeated {
        let Conversion { external_id, amount, currency, .. } = &conversion;
        let told = serde_json::json!({ "externalId": external_id, "amount": amount, "currency": currency });
        audit::write(&tx, "conversionRecord", conversion.id, told, now).await?;
    }
    tx.commit().await?;
    let status = if repeated { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, Json(Answer { conversion: Recorded::of(&conversion), repeated })).into_response())
}

impl Report {
    fn into_new(self) -> ApiResult<NewConversion> {
        let kind = self
            .kind
            .parse()
            .map_err(|_| ApiError::refused("UNKNOWN_KIND", "kind is LEAD or SALE").at("kind"))?;
        let unknown = |_| ApiError::refused("UNKNOWN_CURRENCY", "not a currency we know").at("currency");
        let lines = self.lines.into_iter().map(|line| NewLine {
            sku: line.sku,
            title: line.title,
            quantity: line.quantity,
            amount: line.amount_minor,
            commissionable: line.commissionable,
        });
        Ok(NewConversion {
            kind,
            external_id: self.external_id,
            currency: self.currency.parse::<Currency>().map_err(unknown)?,
            lines: lines.collect(),
            amount: self.amount_minor,
            customer: self.customer,
            customer_email: self.customer_email,
            country: self.country,
            code: self.code,
            subscription: self.subscription,
            click_ids: self.click_ids,
            occurred_at: self.occurred_at,
        })
    }
}

impl Recorded<'_> {
    fn of(row: &Conversion) -> Recorded<'_> {
        Recorded {
            id: row.id.to_string(),
            kind: row.kind,
            external_id: &row.external_id,
            state: row.state.as_str(),
            currency: row.currency.as_str(),
            amount_minor: row.amount,
            commissionable_minor: row.commissionable,
            refunded_minor: row.refunded,
            occurred_at: row.occurred_at,
            recorded_at: row.recorded_at,
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    given.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn idempotency_key(headers: &HeaderMap) -> ApiResult<Option<&str>> {
    let Some(given) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    match given.to_str() {
        Ok(key) if (1..=IDEMPOTENCY_KEY_CHARS_MAX).contains(&key.len()) && !key.trim().is_empty() => {
            Ok(Some(key))
        }
        _ => {
            let text = format!("an idempotency key has 1 to {IDEMPOTENCY_KEY_CHARS_MAX} visible characters");
            Err(ApiError::new(Kind::Malformed, "IDEMPOTENCY_KEY_INVALID", text).at("Idempotency-Key"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> ApiResult<NewConversion> {
        read_json::<Report>(json.as_bytes())?.into_new()
    }

    #[test]
    fn a_sale_is_read() {
        let sale = read(
            r#"{"kind":"SALE","externalId":"1","currency":"GBP","lines":[{"sku":"a","quantity":2,"amountMinor":"350"}]}"#,
        );
        let sale = sale.unwrap();
        assert_eq!(
            (sale.kind, sale.lines[0].amount, sale.lines[0].commissionable),
            (ConversionKind::Sale, 350, true)
        );
        let whole = read(r#"{"kind":"SALE","externalId":"1","currency":"JPY","amountMinor":5}"#).unwrap();
        assert_eq!(whole.amount, Some(5));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = read(r#"{"kind":"SALE","externalId":"1","currency":"GBP","total":5}"#).unwrap_err();
        assert_eq!(wrong.code, "MALFORMED");
        assert!(wrong.message.contains("unknown field `total`"), "{}", wrong.message);
        let wrong =
            read(r#"{"kind":"SALE","externalId":"1","currency":"GBP","amountMinor":5.5}"#).unwrap_err();
        assert!(wrong.message.contains("whole number"), "{}", wrong.message);
        assert_eq!(
            read(r#"{"kind":"GIFT","externalId":"1","currency":"GBP"}"#).unwrap_err().code,
            "UNKNOWN_KIND"
        );
        let wrong = read(r#"{"kind":"SALE","externalId":"1","currency":"XXX"}"#).unwrap_err();
        assert_eq!((wrong.code, wrong.field.as_deref()), ("UNKNOWN_CURRENCY", Some("currency")));
        assert!(read("[]").is_err());
        assert!(read("").is_err());
    }

    #[test]
    fn idempotency_keys_are_visible_and_bounded() {
        let with = |key: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(IDEMPOTENCY_KEY, key.parse().unwrap());
            idempotency_key(&headers).map(|key| key.map(str::to_owned))
        };
        assert_eq!(with("order-1"), Ok(Some("order-1".to_owned())));
        assert!(with("").is_err());
        assert!(with(" ").is_err());
        assert!(with(&"x".repeat(256)).is_err());
    }
}
