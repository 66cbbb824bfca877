//! The parts of the `tributary` command that other programs and tests may use.

pub mod embedded;
