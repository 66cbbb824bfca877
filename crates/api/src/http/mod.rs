//! The doors: which path leads where. What every request passes stands in `edge`.

mod asset;
mod click;
mod consent;
mod conversion;
pub(crate) mod cookie;
pub(crate) mod cors;
mod dev_mail;
mod edge;
mod error;
mod export;
mod files;
mod graphiql;
mod health;
mod ledger;
mod link;
mod media;
mod metrics;
mod moment_webhook;
mod onboarding;
mod page;
mod request_id;
mod script;
mod statement;
mod stripe;
mod touch;
mod visitor;
mod wallet;
mod web;
mod widget;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use tokio::net::TcpListener;

pub use link::Links;
pub(crate) use link::leads_where_it_may;
pub use media::Uploads;
pub(crate) use media::address as media_address;
pub(crate) use metrics::WebhookCounts;
pub(crate) use onboarding::addresses as onboarding_addresses;
pub use request_id::RequestId;
pub use visitor::Repeats;
pub(crate) use visitor::address;
pub(crate) use web::Web;

use crate::App;

/// How long requests that are under way may take once the server is asked to stop, in milliseconds.
const DRAIN_MS_MAX: u64 = 10_000;

/// Every door, with `graphql`'s own among them.
pub fn router(app: App, graphql: Router) -> Router {
    let body_limit = DefaultBodyLimit::max(app.config.body_bytes_max);
    Router::new()
        .route("/healthz", get(health::healthz))
        .route("/metrics", get(metrics::metrics))
        .route("/.well-known/jwks.json", get(health::jwks))
        .route("/r/{slug}", get(click::click))
        .route("/t.js", get(script::script))
        .route("/widget.js", get(widget::script))
        .route("/v1/events", post(touch::report).options(touch::preflight))
        .route("/v1/consent", post(consent::tell).options(consent::preflight))
        .route("/v1/conversions", post(conversion::record))
        .route("/v1/ledger/journal.csv", get(ledger::journal))
        .route("/v1/wallet/statement.csv", get(wallet::statement))
        .route("/v1/webhooks/moments/{tenant}/{source}", post(moment_webhook::receive))
        .route("/v1/stripe/webhook", post(stripe::webhook))
        .route(media::PATH, post(media::upload).options(media::preflight))
        .route("/media/{tenant}/{media}/{size}", get(media::show))
        .route("/graphiql", get(graphiql::index))
        .route("/graphiql/{file}", get(graphiql::file))
        .route("/v1/payouts/{payout}/statement.csv", get(statement::csv))
        .route("/v1/payouts/{payout}/statement.pdf", get(statement::document))
        .route("/onboarding/done", get(onboarding::done))
        .route("/onboarding/again", get(onboarding::again))
        .route("/dev/mail", get(dev_mail::list))
        .route("/wallet/funded", get(page::wallet_funded))
        .route("/wallet/method-added", get(page::method_added))
        .route("/wallet/cancelled", get(page::wallet_cancelled))
        .fallback(web::answer)
        .with_state(app.clone())
        .merge(graphql)
        .method_not_allowed_fallback(error::no_such_method)
        .layer(body_limit)
        .layer(axum::middleware::from_fn_with_state(app, edge::edge))
}

/// Answers on this listener until `shutdown`, then lets requests end for at most ten seconds.
/// Errors: the listener failed.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let ending = app.ending.clone();
    let service =
        router(app.clone(), crate::graphql::router(app)).into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, mut stopped) = tokio::sync::watch::channel(());
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        shutdown.await;
        // Sockets are no requests that end by themselves.
        ending.send_replace(true);
        drop(stopping);
    });
    tokio::select! {
        outcome = server => outcome,
        () = async {
            // An error is the sender gone: the shutdown has begun.
            while stopped.changed().await.is_ok() {}
            tokio::time::sleep(Duration::from_millis(DRAIN_MS_MAX)).await;
        } => {
            tracing::warn!("requests still under way were cut off");
            Ok(())
        }
    }
}
