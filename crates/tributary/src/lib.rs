//! The `tributary` command. A library, so that other programs and tests may use its parts.

pub mod cli;
pub mod client;
pub mod config;
pub mod demo;
pub mod embedded;
pub mod import;
pub mod log;
pub mod migrate;
pub mod parts;
pub mod payouts;
pub mod private_file;
pub mod serve;
pub mod signals;
pub mod up;
