//! `.env.example` names every variable that is read, and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use api::HttpConfig;
use store::config::{DatabaseConfig, Environment, RedisConfig, SecretConfig};
use tributary::config::{ImportConfig, LogConfig, MigrateConfig, SpoolConfig};

type Outcome = anyhow::Result<()>;

#[test]
fn every_variable_is_told() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut read = BTreeSet::new();
    for file in rust_files(&root.join("crates"))? {
        let text = fs::read_to_string(&file)?;
        let of_settings =
            file.components().any(|part| part.as_os_str().to_string_lossy().starts_with("config"));
        // Elsewhere only what is asked of an environment.
        let asked = text.split("env.").filter(|rest| {
            ["required(", "optional(", "bounded("].iter().any(|method| rest.starts_with(method))
        });
        let sources: Vec<&str> = if of_settings { vec![&text] } else { asked.collect() };
        for source in sources {
            let names = if of_settings {
                names_in(untested(source))
            } else {
                names_in(source.split(')').next().unwrap_or_default())
            };
            read.extend(names);
        }
    }
    let told: BTreeSet<String> = told()?.into_iter().map(|(name, _)| name).collect();
    assert!(
        read.contains("DATABASE_URL") && read.contains("LOG") && read.contains("TRIBUTARY_SECRET"),
        "{read:?}"
    );
    assert_eq!(read, told);
    Ok(())
}

#[test]
fn what_is_told_is_allowed() -> Outcome {
    let mut env = Environment::default();
    for (name, value) in told()? {
        env.set(&name, value);
    }
    for (name, value) in [
        ("DATABASE_URL", "postgres://app@localhost/tributary"),
        ("REDIS_URL", "redis://localhost"),
        ("STRIPE_SECRET_KEY", "sk_test_1"),
        ("STRIPE_WEBHOOK_SECRET", "whsec_1"),
        ("TRIBUTARY_SECRET", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        ("MIGRATE_DATABASE_URL", "postgres://owner@localhost/tributary"),
    ] {
        assert!(!env.has(name), "{name} has no default");
        env.set(name, value);
    }
    let (http, plain) = (HttpConfig::read(&env)?, HttpConfig::read(&Environment::default())?);
    assert_eq!(format!("{http:?}"), format!("{plain:?}"), "the defaults are those of the code");
    DatabaseConfig::read(&env)?;
    RedisConfig::read(&env)?;
    SecretConfig::read(&env)?;
    billing::StripeConfig::read(&env)?;
    worker::Config::read(&env)?;
    LogConfig::read(&env)?;
    SpoolConfig::read(&env)?;
    MigrateConfig::read(&env)?;
    ImportConfig::read(&env)?;
    Ok(())
}

/// Names and values of `.env.example`.
fn told() -> anyhow::Result<Vec<(String, String)>> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.env.example"))?;
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='));
    Ok(lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// What stands before a file's own tests.
fn untested(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap_or_default()
}

/// Whole literals that look like a variable's name.
fn names_in(source: &str) -> BTreeSet<String> {
    let is_name = |text: &&str| {
        text.len() >= 3
            && text.starts_with(|first: char| first.is_ascii_uppercase())
            && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    source.split('"').skip(1).step_by(2).filter(is_name).map(str::to_owned).collect()
}

fn rust_files(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("tests") {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}
