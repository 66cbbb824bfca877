//! The token a browser keeps once somebody has signed in with it. It lets nobody in: it says whose tries to count
//! apart from strangers'.

use domain::ids::UserId;
use store::config::SecretConfig;

use super::{Sender, opaque};
use crate::App;

const RANDOM_BYTES: usize = 16;

/// A new device of this person.
pub(super) fn make(secrets: &SecretConfig, user: UserId) -> String {
    let random = opaque::random::<RANDOM_BYTES>();
    let mut secret = [0; 32];
    secret[..RANDOM_BYTES].copy_from_slice(&random);
    secret[RANDOM_BYTES..].copy_from_slice(&tag(secrets, user, &random));
    opaque::text(&secret)
}

/// A new device of this person for a browser at its own door that is none of theirs yet.
pub(super) fn unless_known(app: &App, sender: &Sender, user: UserId) -> Option<String> {
    let kept = sender.browser.as_ref()?.device.as_deref();
    let known = kept.is_some_and(|token| is_of(&app.secrets, user, token));
    (!known).then(|| make(&app.secrets, user))
}

/// Whether the token is of a device of this person.
pub(super) fn is_of(secrets: &SecretConfig, user: UserId, token: &str) -> bool {
    opaque::bytes(token).is_some_and(|secret| {
        opaque::equal(&tag(secrets, user, &secret[..RANDOM_BYTES]), &secret[RANDOM_BYTES..])
    })
}

fn tag(secrets: &SecretConfig, user: UserId, random: &[u8]) -> [u8; RANDOM_BYTES] {
    let whole = secrets.derive(&format!("device {user} {random:?}"));
    let mut tag = [0; RANDOM_BYTES];
    tag.copy_from_slice(&whole[..RANDOM_BYTES]);
    tag
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::config::Environment;

    #[test]
    fn a_device_is_its_persons_alone() {
        let mut env = Environment::default();
        env.set("TRIBUTARY_SECRET", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        let secrets = SecretConfig::read(&env).unwrap();
        let (user, other) = (store::new_id(), store::new_id());
        let token = make(&secrets, user);
        assert!(is_of(&secrets, user, &token));
        assert!(!is_of(&secrets, other, &token));
        for wrong in ["", "é", &opaque::text(&[7; 32]), &token[1..]] {
            assert!(!is_of(&secrets, user, wrong), "{wrong}");
        }
    }
}
