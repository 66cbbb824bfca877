//! The buyer's e-mail: read, compared by a keyed hash, and never kept.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::hosts::is_disposable;

/// Longest e-mail, in characters (RFC 5321).
const EMAIL_CHARS_MAX: usize = 254;
/// Longest part before the `@`, in characters (RFC 5321).
const LOCAL_CHARS_MAX: usize = 64;

/// An e-mail that looks like one, in small letters. It shows itself to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct BuyerEmail(String);

impl std::fmt::Debug for BuyerEmail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BuyerEmail(…)")
    }
}

impl BuyerEmail {
    /// Reads an e-mail; none for a text that cannot be one.
    pub fn read(text: &str) -> Option<BuyerEmail> {
        let email = text.trim().to_lowercase();
        let (local, host) = email.rsplit_once('@')?;
        let sound = email.chars().count() <= EMAIL_CHARS_MAX
            && (1..=LOCAL_CHARS_MAX).contains(&local.chars().count())
            && host.contains('.')
            && host.split('.').all(|label| !label.is_empty())
            && !email.chars().any(|c| c.is_control() || c.is_whitespace());
        sound.then_some(BuyerEmail(email))
    }

    /// Whether its mailbox is one that is thrown away.
    pub fn is_disposable(&self) -> bool {
        self.0.rsplit_once('@').is_some_and(|(_, host)| is_disposable(host))
    }

    /// What is compared: without what stands behind a `+`, by which one mailbox has many names.
    fn mailbox(&self) -> String {
        match self.0.rsplit_once('@') {
            Some((local, host)) => format!("{}@{host}", local.split('+').next().unwrap_or(local)),
            None => self.0.clone(),
        }
    }
}

/// The key under which one tenant's e-mails are hashed.
#[derive(Clone)]
pub struct EmailKey([u8; 32]);

/// A mailbox under a tenant's key: two are the same when their mailbox is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailHash(pub [u8; 32]);

impl std::fmt::Debug for EmailKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailKey(…)")
    }
}

impl EmailKey {
    /// The key of a tenant, derived from one of the server's own.
    pub fn of(server: &[u8; 32], tenant: crate::ids::TenantId) -> EmailKey {
        EmailKey(mac(server, &format!("customer e-mails of {tenant}")))
    }

    /// An e-mail's hash.
    pub fn hash(&self, email: &BuyerEmail) -> EmailHash {
        EmailHash(mac(&self.0, &email.mailbox()))
    }
}

fn mac(key: &[u8; 32], text: &str) -> [u8; 32] {
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}
