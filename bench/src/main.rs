//! Measures Tributary beside peers and floors: `./dev bench NAME`. What is measured and how stands in the README.

mod attribution;
mod conversions;
mod feed;
mod ingest;
mod ledger;
mod peer;
mod redirect;
mod replay;
mod report;
mod server;
mod writers;

use anyhow::bail;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let report = match std::env::args().nth(1).as_deref() {
        Some(replay::SERVE) => return replay::serve().await,
        Some(feed::handler::SERVE) => return feed::handler::serve().await,
        Some("conversions") => conversions::measure().await?,
        Some("feed") => feed::measure().await?,
        Some(redirect::SERVE) => return redirect::serve().await,
        Some("ingest") => ingest::measure().await?,
        Some("redirect") => redirect::measure().await?,
        Some("ledger") => ledger::measure().await?,
        Some("attribution") => attribution::measure()?,
        Some("replay") => replay::measure().await?,
        other => bail!(
            "there is no bench {:?}; there are: attribution, conversions, feed, ingest, ledger, redirect, replay",
            other.unwrap_or_default()
        ),
    };
    report.print();
    let path = report.save()?;
    println!("kept in {}", path.display());
    Ok(())
}
