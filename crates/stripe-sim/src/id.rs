//! Random ids with Stripe's prefixes.

use rand::RngExt as _;
use rand::distr::Alphanumeric;

/// `prefix` followed by `length` random letters and digits.
pub(crate) fn random(prefix: &str, length: usize) -> String {
    let tail = rand::rng().sample_iter(Alphanumeric).take(length).map(char::from);
    prefix.chars().chain(tail).collect()
}

/// An object's id, such as `tr_1Q…`.
pub(crate) fn object(prefix: &str) -> String {
    random(&format!("{prefix}_1"), 23)
}

/// A connected account's id.
pub(crate) fn account() -> String {
    random("acct_1", 15)
}

/// A request's id.
pub(crate) fn request() -> String {
    random("req_", 14)
}
