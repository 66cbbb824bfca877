//! Tokens that mean nothing without our tables: random texts of which only SHA-256 is kept.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::TypedId;
use rand::Rng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Characters of a TypeID after its prefix.
pub(super) const ID_CHARS: usize = 26;
/// Characters of 32 bytes in base64url.
pub(super) const SECRET_CHARS: usize = 43;

/// `N` bytes nobody can guess.
pub(super) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// 32 bytes as text.
pub(super) fn text(bytes: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of such a text.
pub(super) fn bytes(text: &str) -> Option<[u8; 32]> {
    if text.len() != SECRET_CHARS {
        return None;
    }
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

/// What is kept of a token.
pub(super) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Compares without telling by its time where the difference is.
pub(super) fn equal(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// An id as it stands inside a token: without its prefix.
pub(super) fn suffix<I: TypedId>(id: I) -> String {
    id.to_string().split_off(I::PREFIX.len() + 1)
}

/// Takes an id off the front of a token's text, with the underscore behind it.
pub(super) fn take_id<I: TypedId>(text: &str) -> Option<(I, &str)> {
    let (suffix, rest) = text.split_at_checked(ID_CHARS)?;
    let id = format!("{}_{suffix}", I::PREFIX).parse().ok()?;
    Some((id, rest.strip_prefix('_')?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{SessionId, TenantId};

    #[test]
    fn ids_and_secrets_go_through_a_token() {
        let tenant: TenantId = store::new_id();
        let secret = random::<32>();
        let token = format!("{}_{}", suffix(tenant), text(&secret));
        let (found, rest) = take_id::<TenantId>(&token).unwrap();
        assert_eq!((found, bytes(rest)), (tenant, Some(secret)));
        assert_eq!(text(&secret).len(), SECRET_CHARS);
        assert_eq!(suffix(tenant).len(), ID_CHARS);
    }

    #[test]
    fn what_is_no_token_is_none() {
        for text in ["", "é", "abc", &"é".repeat(26), &"z".repeat(80), &"0".repeat(26)] {
            assert!(take_id::<SessionId>(text).is_none(), "{text}");
        }
        assert!(bytes("short").is_none());
        assert!(bytes(&"!".repeat(SECRET_CHARS)).is_none());
    }
}
