//! PostGraphile 5 from npm, run by a Node from npm, on the same tables under the same role.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::ensure;
use tokio::process::{Child, Command};

use crate::server::Server;

/// Where it is kept from one run to the next; not committed.
const HOME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/results/postgraphile");
/// What is installed.
const PACKAGES: [&str; 3] = ["node@24.9.0", "pg@8.23.1", "postgraphile@5.1.5"];
const PROGRAM: &str = include_str!("postgraphile.mjs");
const FUNCTION: &str = include_str!("postgraphile.sql");
/// Its words for the page.
pub const PAGE: &str = include_str!("postgraphile.graphql");

/// Installs it, where it is not yet, and starts it.
pub async fn start(server: &Server, bind: &str) -> anyhow::Result<Child> {
    server.batch(FUNCTION).await?;
    server.batch("GRANT EXECUTE ON FUNCTION published_moments TO trib_tenant").await?;
    let home = installed().await?;
    std::fs::write(home.join("postgraphile.mjs"), PROGRAM)?;
    Ok(Command::new(home.join("node_modules/.bin/node"))
        .arg("postgraphile.mjs")
        .current_dir(&home)
        .env("NODE_ENV", "production")
        .env("DATABASE_URL", server.app_url())
        .env("BIND", bind)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?)
}

async fn installed() -> anyhow::Result<PathBuf> {
    let home = Path::new(HOME);
    let is_there =
        home.join("node_modules/postgraphile").exists() && home.join("node_modules/.bin/node").exists();
    if !is_there {
        std::fs::create_dir_all(home)?;
        std::fs::write(home.join("package.json"), "{\"private\": true, \"type\": \"module\"}\n")?;
        let npm = Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--save-exact"])
            .args(PACKAGES)
            .current_dir(home)
            .stdout(Stdio::null())
            .status()
            .await?;
        ensure!(npm.success(), "npm could not install {}", PACKAGES.join(", "));
    }
    Ok(home.to_owned())
}
