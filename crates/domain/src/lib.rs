//! Decides. Pure: no I/O, no clock, no randomness. Every rule of money, attribution, states and rights lives here.

pub mod ids;
pub mod money;
pub mod text;
