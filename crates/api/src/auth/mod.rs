//! Who calls. The only place, with the worker's job runner, that makes contexts.
//!
//! [`authenticate`] turns a request's credential into a [`Caller`]; the other functions here are the use cases of
//! people and keys: signing up and in, refreshing and ending sessions, making and ending API keys.

mod account_link;
pub mod api_key;
mod authenticate;
mod caller;
pub mod context;
mod device;
pub mod email;
pub mod invitation;
pub mod member_invitation;
pub mod members;
mod memory;
pub mod moment_source;
pub mod new_password;
pub mod onboarding;
mod opaque;
mod own_browser;
mod password;
mod seal;
pub mod second_factor;
mod sender;
mod session;
mod sessions;
mod sign_in;
mod sign_up;
mod signing_keys;
mod throttle;

pub use authenticate::{authenticate, is_publishable};
pub use caller::Caller;
pub use memory::Memory;
pub use sender::{Browser, Sender};
pub use session::Session;
pub use sessions::{end_others, end_own, listed};
pub use sign_in::{Refresh, SignIn, refresh, sign_in, sign_out};
pub use sign_up::{AffiliateSignUp, SignUp, affiliate_sign_up, sign_up, terms_version};
pub use signing_keys::SigningKeys;
pub use throttle::{By, Guess, Throttle, Tries};
