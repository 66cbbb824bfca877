//! A private Postgres and a private Redis, kept as children of `tributary up`.
//!
//! Both live under one data directory and are reached through Unix sockets only:
//!
//! ```text
//! DATA/postgres/       the database cluster, with its socket
//! DATA/redis/          the append-only file, with its socket
//! DATA/logs/           what the two servers print
//! DATA/postgres.lock   held while one `tributary up` uses the directory
//! DATA/redis.lock
//! DATA/redis.opts      its command line
//! DATA/elsewhere       only when root's data directory is closed to the servers' user: where they live instead
//! ```
//!
//! A start finds a server in one of four states: never made, stopped, crashed, or still running because
//! its parent was killed. The first three are started; the last is adopted. Settings are command-line flags,
//! so the next start always runs with what this version of the code says.

mod home;
mod lock;
mod postgres;
mod process;
mod programs;
mod progress;
mod redis;
mod socket;
mod user;

pub use home::{data_directory, log_file};
pub use lock::Lock;
pub use postgres::Postgres;
pub use progress::Progress;
pub use redis::Redis;
