//! Who calls. The only place, with the worker's job runner, that makes contexts.

mod caller;

pub use caller::Caller;
