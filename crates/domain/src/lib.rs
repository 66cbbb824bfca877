//! Decides. Pure: no I/O, no clock, no randomness. Every rule of money, attribution, states and rights lives here.

pub mod attribution;
pub mod click;
pub mod click_id;
pub mod code;
pub mod commission;
pub mod conversion;
pub mod earnings;
pub mod enrollment;
pub mod feed;
pub mod funding;
pub mod ids;
pub mod import;
pub mod ledger;
pub mod moment;
pub mod money;
pub mod notice;
pub mod payout;
pub mod permission;
pub mod program;
pub mod refund;
pub mod requirement;
pub mod reward;
pub mod state;
pub mod statement;
pub mod tax;
pub mod text;
