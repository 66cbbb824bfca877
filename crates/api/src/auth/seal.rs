//! Secrets the server must be able to read again: sealed with a key of the master secret, and bound to what they belong
//! to. Nonce first, then the sealed secret.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use store::{StoreError, StoreResult};

use super::opaque;

const NONCE_BYTES: usize = 24;

/// Seals a secret. Errors: [`StoreError::Secret`].
pub(super) fn close(key: &[u8; 32], bound_to: &str, secret: &[u8]) -> StoreResult<Vec<u8>> {
    let nonce = opaque::random::<NONCE_BYTES>();
    let payload = Payload { msg: secret, aad: bound_to.as_bytes() };
    let sealed = XChaCha20Poly1305::new(&(*key).into())
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| StoreError::Secret)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens a sealed secret. Errors: [`StoreError::Corrupt`], [`StoreError::Secret`].
pub(super) fn open(key: &[u8; 32], bound_to: &str, sealed: &[u8]) -> StoreResult<Vec<u8>> {
    let (nonce, sealed) =
        sealed.split_first_chunk::<NONCE_BYTES>().ok_or(StoreError::Corrupt("sealed secret"))?;
    let payload = Payload { msg: sealed, aad: bound_to.as_bytes() };
    XChaCha20Poly1305::new(&(*key).into())
        .decrypt(&XNonce::from(*nonce), payload)
        .map_err(|_| StoreError::Secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_its_key_where_it_belongs_only() {
        let sealed = close(&[7; 32], "a", b"secret").unwrap();
        assert_eq!(open(&[7; 32], "a", &sealed).unwrap(), b"secret");
        assert!(open(&[8; 32], "a", &sealed).is_err());
        assert!(open(&[7; 32], "b", &sealed).is_err());
        assert!(open(&[7; 32], "a", &sealed[..10]).is_err());
        assert_ne!(close(&[7; 32], "a", b"secret").unwrap(), sealed);
    }
}
