//! The Stripe simulator of `tributary up`.

use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;

use anyhow::Context;
use stripe_sim::{Config, Sim, Webhook};
use tokio::net::TcpListener;

use super::secrets::Secrets;

/// Starts the simulator on a loopback port of its own: the last one, if it is still free. Its state is in `DATA/stripe`.
pub(super) async fn start(data: &Path, secrets: &Secrets, webhook_url: String) -> anyhow::Result<Sim> {
    let dir = data.join("stripe");
    fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let listener = listen(&dir.join("port")).await.context("the Stripe simulator finds no port")?;
    let webhook = Webhook { url: webhook_url, secret: secrets.stripe_webhook.clone() };
    let config =
        Config { data: Some(dir), webhook: Some(webhook), ..Config::new(secrets.stripe_key.clone()) };
    Sim::start(listener, config).await.context("the Stripe simulator does not start")
}

async fn listen(noted: &Path) -> anyhow::Result<TcpListener> {
    let last = fs::read_to_string(noted).ok().and_then(|port| port.trim().parse::<u16>().ok());
    if let Some(port) = last
        && let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
    {
        return Ok(listener);
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    fs::write(noted, format!("{}\n", listener.local_addr()?.port()))
        .with_context(|| format!("cannot write {}", noted.display()))?;
    Ok(listener)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_port_is_kept_while_it_is_free() -> anyhow::Result<()> {
        let dir = tempfile::tempdir()?;
        let noted = dir.path().join("port");
        let first = listen(&noted).await?;
        let port = first.local_addr()?.port();
        let other = listen(&noted).await?;
        assert_ne!(other.local_addr()?.port(), port, "taken");
        let port = other.local_addr()?.port();
        drop((first, other));
        assert_eq!(listen(&noted).await?.local_addr()?.port(), port);
        Ok(())
    }
}
