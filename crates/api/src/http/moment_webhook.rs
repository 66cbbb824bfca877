//! `POST /v1/webhooks/moments/{tenant}/{source}`: a post of a social network, in the shape of docs/webhook-moments.md, signed by
//! its sender. It comes in as `momentSubmit` would bring it in, and nothing that it names is fetched.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use domain::ids::{MomentSourceId, TenantId, TypedId};
use domain::moment::{NewProductRef, ValidMoment};
use domain::moment_source::{Author, Post};
use domain::permission::Permission;
use domain::plan::suspended_stops;
use domain::webhook::Message;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::idempotency::{self, Claim};
use store::moment_import::submit;
use store::{TenantTx, audit};

use super::error::{RawBody, read_json};
use crate::App;
use crate::auth::moment_source::recognise;
use crate::error::{ApiError, ApiResult, Kind};

/// The operation that ids of messages belong to.
const OPERATION: &str = "momentWebhook";

/// A post as it is told.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Told {
    id: String,
    kind: Option<String>,
    author: Option<ToldAuthor>,
    title: Option<String>,
    text: String,
    rating: Option<i16>,
    language: Option<String>,
    #[serde(default)]
    hashtags: Vec<String>,
    #[serde(default)]
    products: Vec<ToldProduct>,
    posted_at: Option<DateTime<Utc>>,
    url: Option<String>,
    #[serde(default)]
    /// Ids; whatever else they are is refused by its own code.
    media: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ToldAuthor {
    id: Option<String>,
    handle: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ToldProduct {
    external_id: String,
    title: Option<String>,
    category: Option<String>,
}

/// What is answered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    moment: Submitted,
    /// Whether it stood before.
    repeated: bool,
}

#[derive(Serialize)]
struct Submitted {
    id: String,
}

/// Takes a post: 201, or 200 where it stood already or the message was here before.
pub(super) async fn receive(
    State(app): State<App>,
    Path((tenant, source)): Path<(String, String)>,
    headers: HeaderMap,
    RawBody(body): RawBody,
) -> ApiResult<Response> {
    let unknown = || ApiError::not_found("source");
    let tenant: TenantId = tenant.parse().map_err(|_| unknown())?;
    let source: MomentSourceId = source.parse().map_err(|_| unknown())?;
    let now = app.clock.now();
    let of = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let message = Message {
        id: of("webhook-id"),
        timestamp: of("webhook-timestamp"),
        signatures: of("webhook-signature"),
        body: &body,
    };
    let (row, ctx) = recognise(&app, (tenant, source), &message, &headers, now).await?;
    let text = std::str::from_utf8(&body)
        .map_err(|_| ApiError::new(Kind::Malformed, "MALFORMED", "the body is not UTF-8"))?;
    let moment = read_json::<Told>(text.as_bytes())?.into_moment(&row.name, now)?;

    let tx = TenantTx::begin(&app.pool, &ctx).await?;
    if suspended_stops(Permission::MomentSubmit) && store::plan::is_suspended(&tx).await? {
        return Err(ApiError::suspended());
    }
    let key = format!("webhook:{source}:{}", message.id);
    let contents: [u8; 32] = Sha256::digest(&body).into();
    // Its moment has the id that stands, or that it is given now; which one is known when it is handed in.
    let submitted = submit(&tx, std::slice::from_ref(&moment), now).await?.pop();
    let submitted = submitted.ok_or_else(|| ApiError::internal(&"nothing came of a post"))?;
    let repeated = match idempotency::claim(&tx, &key, OPERATION, &contents, submitted.id.uuid(), now).await?
    {
        Claim::Fresh => !submitted.created,
        Claim::Replay(_) => true,
    };
    if submitted.created {
        audit::write(&tx, OPERATION, submitted.id, serde_json::json!({ "source": row.name }), now).await?;
    }
    tx.commit().await?;
    if submitted.created {
        app.cache.drop_pages(tenant).await;
    }
    let status = if repeated { StatusCode::OK } else { StatusCode::CREATED };
    let moment = Submitted { id: submitted.id.to_string() };
    Ok((status, Json(Answer { moment, repeated })).into_response())
}

impl Told {
    fn into_moment(self, source: &str, now: DateTime<Utc>) -> ApiResult<ValidMoment> {
        let kind = match self.kind {
            None => None,
            Some(word) => {
                let unknown = |_| {
                    let text = "kind is SOCIAL_POST, VIDEO, REVIEW, QUESTION or ANSWER";
                    ApiError::refused("UNKNOWN_KIND", text).at("kind")
                };
                Some(word.parse().map_err(unknown)?)
            }
        };
        let product = |product: ToldProduct| NewProductRef {
            external_id: product.external_id,
            title: product.title,
            category: product.category,
        };
        let medium = |medium: serde_json::Value| medium.as_str().unwrap_or_default().to_owned();
        let author = |author: ToldAuthor| Author { id: author.id, handle: author.handle, name: author.name };
        let post = Post {
            id: self.id,
            kind,
            author: self.author.map(author),
            title: self.title,
            text: self.text,
            rating: self.rating,
            language: self.language,
            hashtags: self.hashtags,
            products: self.products.into_iter().map(product).collect(),
            posted_at: self.posted_at,
            url: self.url,
            media: self.media.into_iter().map(medium).collect(),
        };
        Ok(post.into_moment(source, now)?.validate(now)?)
    }
}
