//! Brings a database to this version: tables, roles, the login, and the job queue's own schema.

use anyhow::Context;
use store::config::Environment;

use crate::config::{MigrateConfig, require};

/// `tributary migrate`.
///
/// Errors: a variable is missing; the database is away or refuses.
pub async fn run(env: &Environment) -> anyhow::Result<()> {
    require(env, "tributary migrate", &["MIGRATE_DATABASE_URL", "DATABASE_URL"])?;
    let ran = migrate(&MigrateConfig::read(env)?).await?;
    match ran.as_slice() {
        [] => println!("The database is up to date."),
        ran => println!("The database is up to date. Ran: {}", ran.join(", ")),
    }
    Ok(())
}

/// Runs what is missing; tells the names of the migrations that ran. Safe to run again.
pub async fn migrate(config: &MigrateConfig) -> anyhow::Result<Vec<String>> {
    let ran = store::migrate(&config.owner_url, &config.app_url)
        .await
        .context("the database could not be brought to this version")?;
    worker::migrate(&config.app_url).await.context("the job queue's schema could not be installed")?;
    Ok(ran)
}
