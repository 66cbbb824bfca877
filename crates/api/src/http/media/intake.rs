//! An upload on its way in: within limits of bytes and time, and of what all of them together may cost.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use domain::media::{HEAD_BYTES, MediaError, MediaType, VIDEO_BYTES_MAX, blank, inspect};
use futures::StreamExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout, timeout_at};

use super::{Made, picture};
use crate::error::{ApiError, ApiResult, Kind};

/// Most bytes of a request, whatever is in it: a little more than any type may have, so that what is too large is told by its own code.
pub(in crate::http) const BODY_BYTES_MAX: usize = VIDEO_BYTES_MAX + PERMIT_BYTES;
/// Longest request, in milliseconds: to come in, to be made and to be written.
pub(in crate::http) const REQUEST_MS_MAX: u64 = 120_000;
/// Longest time in which a file comes in, in milliseconds.
const UPLOAD_MS_MAX: u64 = 60_000;
/// Longest silence while it does, in milliseconds.
const SILENCE_MS_MAX: u64 = 10_000;
/// Bytes that one permit stands for: 1 MiB.
const PERMIT_BYTES: usize = 1024 * 1024;
/// What all uploads of this process together may have in memory, in MiB.
const MEMORY_MIB: usize = 192;
/// How many are decoded at the same time: each takes some hundred MiB at most.
const MAKING_AT_ONCE: usize = 2;
/// How long one waits for its turn, in milliseconds.
const TURN_MS_MAX: u64 = 20_000;

/// What uploads share.
pub struct Uploads {
    memory: Arc<Semaphore>,
    making: Semaphore,
}

impl Default for Uploads {
    fn default() -> Uploads {
        Uploads { memory: Arc::new(Semaphore::new(MEMORY_MIB)), making: Semaphore::new(MAKING_AT_ONCE) }
    }
}

/// A file that came in whole, of a known type.
pub(super) struct Whole {
    kind: MediaType,
    bytes: Vec<u8>,
    /// Its share of the memory, given back with it.
    _memory: Vec<OwnedSemaphorePermit>,
}

impl Uploads {
    /// Reads a body to its end, and gives it up as soon as it is clear that it is not taken.
    pub(super) async fn read(&self, body: Body) -> ApiResult<Whole> {
        let mut chunks = body.into_data_stream();
        let ends = Instant::now() + Duration::from_millis(UPLOAD_MS_MAX);
        let (mut bytes, mut memory) = (Vec::new(), Vec::new());
        let mut kind = None;
        loop {
            let silence = (Instant::now() + Duration::from_millis(SILENCE_MS_MAX)).min(ends);
            let chunk = match timeout_at(silence, chunks.next()).await {
                Ok(Some(Ok(chunk))) => chunk,
                Ok(Some(Err(_))) if bytes.len() >= VIDEO_BYTES_MAX => return Err(MediaError::TooLarge.into()),
                Ok(Some(Err(_))) => {
                    let text = "the body could not be read to its end";
                    return Err(ApiError::new(Kind::Malformed, "MALFORMED", text));
                }
                Ok(None) => break,
                Err(_) => {
                    let text = "the file comes in too slowly; it has a minute";
                    return Err(ApiError::new(Kind::Malformed, "UPLOAD_TOO_SLOW", text));
                }
            };
            if kind.is_none() && bytes.len() + chunk.len() >= HEAD_BYTES {
                let head: Vec<u8> = bytes.iter().chain(&chunk).take(HEAD_BYTES).copied().collect();
                kind = Some(MediaType::of(&head).ok_or(MediaError::Type)?);
            }
            let bytes_max = kind.map_or(HEAD_BYTES, MediaType::bytes_max);
            if bytes.len() + chunk.len() > bytes_max {
                return Err(MediaError::TooLarge.into());
            }
            while memory.len() * PERMIT_BYTES < bytes.len() + chunk.len() {
                memory.push(self.share().await?);
            }
            bytes.extend_from_slice(&chunk);
        }
        let kind = kind.or_else(|| MediaType::of(&bytes)).ok_or(MediaError::Type)?;
        Ok(Whole { kind, bytes, _memory: memory })
    }

    async fn share(&self) -> ApiResult<OwnedSemaphorePermit> {
        match timeout(Duration::from_millis(TURN_MS_MAX), self.memory.clone().acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(busy()),
        }
    }

    /// Makes what is stored of it, on a thread where that may take its time.
    pub(super) async fn make(&self, whole: Whole) -> ApiResult<Made> {
        let turn = timeout(Duration::from_millis(TURN_MS_MAX), self.making.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(busy()) };
        let made = tokio::task::spawn_blocking(move || make(whole)).await;
        Ok(made.map_err(|gone| ApiError::internal(&gone))??)
    }
}

fn busy() -> ApiError {
    ApiError::new(Kind::Unavailable, "UPLOADS_BUSY", "many uploads are under way; please try again")
}

fn make(whole: Whole) -> Result<Made, MediaError> {
    let Whole { kind, mut bytes, .. } = whole;
    if !kind.is_video() {
        return picture::make(&bytes, kind);
    }
    let video = inspect(&bytes)?;
    blank(&mut bytes, &video);
    Ok(Made {
        kind,
        width: video.width,
        height: video.height,
        duration_ms: Some(video.duration_ms),
        original: Bytes::from(bytes),
        large: None,
        small: None,
    })
}
