//! The commands and their options.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use store::config::{ConfigError, Environment};

use crate::config::Missing;
use crate::{import, migrate, payouts, serve, up};

/// Something failed.
const FAILED: u8 = 1;
/// It was told something that is not allowed: an option (clap's own code) or a variable.
const REFUSED: u8 = 2;
/// Unoptimised, a request through the graph needs more than tokio's 2 MiB. Only what is used becomes memory.
const THREAD_STACK_BYTES: usize = 16 * 1024 * 1024;
/// What the runtime's blocking threads get to end.
const THREADS_END_MS: u64 = 500;

/// One graph for user-generated content and affiliate programmes.
#[derive(Debug, Parser)]
#[command(name = "tributary", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run everything here: private Postgres and Redis, a Stripe simulator, the API, the worker, a demo brand
    ///
    /// DATABASE_URL, REDIS_URL and STRIPE_SECRET_KEY in the environment each replace one part.
    Up {
        /// Port on 127.0.0.1
        #[arg(long, default_value_t = 4000, value_parser = clap::value_parser!(u16).range(1..))]
        port: u16,
        /// Directory for everything that is kept
        #[arg(long, default_value = ".tributary")]
        data: PathBuf,
        /// Without the demo brand
        #[arg(long)]
        empty: bool,
    },
    /// Answer requests, by the settings in the environment (see .env.example)
    Api,
    /// Do what is queued and what is due, by the settings in the environment (see .env.example)
    Worker,
    /// Bring the database to this version, as MIGRATE_DATABASE_URL; DATABASE_URL names the server's login
    Migrate,
    /// Bring a file of moments or orders into a running server; the same file again changes nothing
    Import(import::Options),
    /// Look after payouts: what waits for a person, what stops a tenant, Stripe against the ledger
    #[command(subcommand)]
    Payouts(payouts::Command),
    /// Print the GraphQL schema
    Schema,
}

/// Runs the command line of this process.
///
/// Exit codes: 0 done, or stopped as asked; 1 failed; 2 an option or a variable is not allowed.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    // reqwest brings no provider of its own, so that there is one TLS in the program.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        tracing::debug!("a crypto provider was there already");
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(THREAD_STACK_BYTES)
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return told(&anyhow::Error::new(error).context("cannot start threads")),
    };
    let outcome = runtime.block_on(run(cli.command, Environment::of_process()));
    runtime.shutdown_timeout(Duration::from_millis(THREADS_END_MS));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => told(&error),
    }
}

async fn run(command: Command, env: Environment) -> anyhow::Result<()> {
    match command {
        Command::Up { port, data, empty } => up::run(up::Options { port, data, empty }, env).await,
        Command::Api => serve::api(&env).await,
        Command::Worker => serve::worker(&env).await,
        Command::Migrate => migrate::run(&env).await,
        Command::Import(options) => import::run(options, &env).await,
        Command::Payouts(command) => payouts::run(command, &env).await,
        Command::Schema => match std::io::stdout().write_all(api::graphql::sdl().as_bytes()) {
            // `tributary schema | head` has read enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            written => Ok(written?),
        },
    }
}

fn told(error: &anyhow::Error) -> ExitCode {
    eprintln!("tributary: {error:#}");
    tracing::error!("{error:#}");
    let refused = error.chain().any(|cause| cause.is::<ConfigError>() || cause.is::<Missing>());
    ExitCode::from(if refused { REFUSED } else { FAILED })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
