//! Brands with a past, made from a seed: what replays are measured on, and tried on in the tests.

pub mod history;
