//! The floor: a handler that somebody wrote by hand for this one page, with one `json_agg`, under the same role and with the same
//! tenant as Tributary's own reads. It knows no keys: its caller says which tenant they are.

use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, Semaphore};
use tokio_postgres::{Client, NoTls, Statement};

use super::CONNECTIONS;

/// Says that this program is to be the handler.
pub const SERVE: &str = "serve-for-feed";

const PAGE: &str = "WITH page AS MATERIALIZED ( \
    SELECT tenant_id, id, external_id, kind, title, body, rating, published_at, creator_id, rank FROM moments \
    WHERE tenant_id = $1::text::uuid AND moderation = 'APPROVED' AND visibility = 'VISIBLE' AND disclosure <> 'MISSING' \
      AND (rights = 'NOT_REQUIRED' OR (rights = 'GRANTED' AND rights_starts_at <= now() AND (rights_ends_at IS NULL OR rights_ends_at > now()))) \
    ORDER BY rank DESC, id DESC LIMIT 21) \
  SELECT row_to_json(d)::text FROM (SELECT (SELECT row_to_json(f) FROM ( \
    SELECT feeds.name, (SELECT row_to_json(m) FROM ( \
      SELECT (SELECT row_to_json(i) FROM (SELECT (SELECT count(*) > 20 FROM page) AS \"hasNextPage\") i) AS \"pageInfo\", \
        (SELECT json_agg(row_to_json(n)) FROM ( \
          SELECT p.external_id AS \"externalId\", p.kind, p.title, p.body, p.rating, p.published_at AS \"publishedAt\", \
            (SELECT row_to_json(c) FROM (SELECT creators.name FROM creators WHERE creators.tenant_id = $1::text::uuid AND creators.id = p.creator_id) c) AS creator, \
            (SELECT json_agg(row_to_json(q)) FROM ( \
              SELECT products.external_id AS \"externalId\", products.title, products.url FROM moment_products t \
              JOIN products ON products.tenant_id = $1::text::uuid AND products.id = t.product_id \
              WHERE t.tenant_id = $1::text::uuid AND t.moment_id = p.id ORDER BY t.product_id) q) AS products, \
            coalesce(v.helpful, 0) AS helpful, coalesce(v.unhelpful, 0) AS unhelpful \
          FROM page p LEFT JOIN moment_vote_counts v ON v.tenant_id = $1::text::uuid AND v.moment_id = p.id \
          ORDER BY p.rank DESC, p.id DESC LIMIT 20) n) AS nodes) m) AS moments \
    FROM feeds WHERE feeds.tenant_id = $1::text::uuid AND feeds.handle = $2) f) AS feed) d";

struct Connection {
    client: Client,
    page: Statement,
}

/// Connections that nobody uses.
struct Pool {
    idle: Mutex<Vec<Connection>>,
    turns: Semaphore,
}

/// Answers until it is killed.
pub async fn serve() -> anyhow::Result<()> {
    let url = std::env::var("DATABASE_URL").context("DATABASE_URL")?;
    let bind = std::env::var("BIND").context("BIND")?;
    let mut idle = Vec::new();
    for _ in 0..CONNECTIONS {
        let (client, connection) = tokio_postgres::connect(&url, NoTls).await?;
        tokio::spawn(connection);
        client.batch_execute("SET ROLE trib_tenant").await?;
        let page = client.prepare(PAGE).await?;
        client.batch_execute("RESET ROLE").await?;
        idle.push(Connection { client, page });
    }
    let pool = Arc::new(Pool { idle: Mutex::new(idle), turns: Semaphore::new(CONNECTIONS) });
    let router = Router::new().route("/graphql", post(answer)).with_state(pool);
    Ok(axum::serve(TcpListener::bind(bind).await?, router).await?)
}

async fn answer(State(pool): State<Arc<Pool>>, headers: HeaderMap, body: String) -> Response {
    match page(&pool, &headers, &body).await {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")).into_response(),
    }
}

async fn page(pool: &Pool, headers: &HeaderMap, body: &str) -> anyhow::Result<String> {
    let asked: serde_json::Value = serde_json::from_str(body)?;
    let handle = asked["variables"]["handle"].as_str().context("no handle")?;
    let tenant: uuid::Uuid = headers.get("x-tenant").context("no tenant")?.to_str()?.parse()?;
    let _turn = pool.turns.acquire().await?;
    let connection = pool.idle.lock().await.pop().context("a turn is a connection")?;
    // One message after the other, without waiting in between.
    let begin = format!(
        "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL ROLE trib_tenant; SET LOCAL app.tenant_id = '{tenant}'; \
         SET LOCAL statement_timeout = 5000"
    );
    let tenant = tenant.to_string();
    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 2] = [&tenant, &handle];
    let (begun, row, ended) = tokio::join!(
        connection.client.batch_execute(&begin),
        connection.client.query_one(&connection.page, &values),
        connection.client.batch_execute("COMMIT"),
    );
    begun?;
    ended?;
    let data: String = row?.try_get(0)?;
    pool.idle.lock().await.push(connection);
    Ok(format!("{{\"data\":{data}}}"))
}
