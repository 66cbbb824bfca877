//! A file that tells how far it was read.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes read so far.
#[derive(Clone, Debug, Default)]
pub(super) struct BytesRead(Arc<AtomicU64>);

impl BytesRead {
    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A reader that counts.
pub(super) struct Counted<R> {
    inner: R,
    read: BytesRead,
}

impl<R: Read> Counted<R> {
    pub(super) fn new(inner: R) -> (Counted<R>, BytesRead) {
        let read = BytesRead::default();
        (Counted { inner, read: read.clone() }, read)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.read(buffer)?;
        self.read.0.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}
