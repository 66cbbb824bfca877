//! The right to show moments: the terms creators are asked to agree to, what they were asked and answered, and the board of
//! all of it.

mod board;
mod request;
mod terms;

pub use board::{BoardPlace, board, phases};
pub use request::{Revocation, RightsRequest, overdue_tenants};
pub use terms::RightsTerms;
