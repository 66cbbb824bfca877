//! Images and short videos of moments: what they are is read from their bytes, never from what somebody calls them.

use crate::text_enum;

mod mp4;
#[cfg(test)]
mod tests;

pub use mp4::{Video, blank, inspect};

/// The largest image, in bytes: 10 MiB.
pub const IMAGE_BYTES_MAX: usize = 10 * 1024 * 1024;
/// The largest video, in bytes: 50 MiB.
pub const VIDEO_BYTES_MAX: usize = 50 * 1024 * 1024;
/// The longest video, in milliseconds.
pub const VIDEO_MS_MAX: u64 = 90_000;
/// Most pixels of an image, whatever its shape: what its decoding may cost.
pub const IMAGE_PIXELS_MAX: u64 = 40_000_000;
/// The longest side of an image, in pixels.
pub const IMAGE_SIDE_MAX: u32 = 12_000;
/// Most media of a moment.
pub const MOMENT_MEDIA_MAX: usize = 10;
/// So many bytes from the beginning say what something is.
pub const HEAD_BYTES: usize = 32;

text_enum! {
    /// What a file is, by the name that browsers know it by.
    pub enum MediaType {
        /// A photograph.
        Jpeg = "image/jpeg",
        /// A picture without loss.
        Png = "image/png",
        /// Either.
        Webp = "image/webp",
        /// A picture of few colours; its first frame is kept.
        Gif = "image/gif",
        /// A video.
        Mp4 = "video/mp4",
        /// A video as telephones of one maker write it.
        Quicktime = "video/quicktime",
    }
}

impl MediaType {
    /// What these bytes begin like; none for anything that is not taken, as SVG and HTML are not.
    pub fn of(head: &[u8]) -> Option<MediaType> {
        let begins = |with: &[u8]| head.starts_with(with);
        if begins(&[0xFF, 0xD8, 0xFF]) {
            return Some(MediaType::Jpeg);
        }
        if begins(b"\x89PNG\r\n\x1a\n") {
            return Some(MediaType::Png);
        }
        if begins(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
            return Some(MediaType::Webp);
        }
        if begins(b"GIF87a") || begins(b"GIF89a") {
            return Some(MediaType::Gif);
        }
        if head.get(4..8) == Some(b"ftyp") {
            return match head.get(8..12)? {
                b"qt  " => Some(MediaType::Quicktime),
                b"isom" | b"iso2" | b"iso3" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1"
                | b"M4V " => Some(MediaType::Mp4),
                _ => None,
            };
        }
        None
    }

    /// Whether it moves.
    pub const fn is_video(self) -> bool {
        matches!(self, MediaType::Mp4 | MediaType::Quicktime)
    }

    /// How many bytes it may have.
    pub const fn bytes_max(self) -> usize {
        if self.is_video() { VIDEO_BYTES_MAX } else { IMAGE_BYTES_MAX }
    }
}

/// An upload is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// It is none of the types that are taken.
    #[error("media are JPEG, PNG, WebP or GIF images, or MP4 or QuickTime videos")]
    Type,
    /// It has more bytes than its type may.
    #[error("an image has 10 MiB at most, a video 50 MiB")]
    TooLarge,
    /// It begins like its type and does not go on so.
    #[error("the file is damaged, or is not what it begins like")]
    Damaged,
    /// It would become too large in memory.
    #[error("an image has 40 million pixels at most, and no side above 12,000")]
    TooManyPixels,
    /// It goes on for too long.
    #[error("a video lasts 90 seconds at most")]
    TooLong,
}

impl MediaError {
    /// The stable code of this error.
    pub const fn code(self) -> &'static str {
        match self {
            MediaError::Type => "MEDIA_TYPE",
            MediaError::TooLarge => "MEDIA_TOO_LARGE",
            MediaError::Damaged => "MEDIA_DAMAGED",
            MediaError::TooManyPixels => "MEDIA_TOO_MANY_PIXELS",
            MediaError::TooLong => "MEDIA_TOO_LONG",
        }
    }
}

/// Refuses an image that would be too large in memory, before it is decoded.
pub fn check_size(width: u32, height: u32) -> Result<(), MediaError> {
    let sides = width.max(height) <= IMAGE_SIDE_MAX && width.min(height) > 0;
    let pixels = u64::from(width) * u64::from(height) <= IMAGE_PIXELS_MAX;
    if sides && pixels { Ok(()) } else { Err(MediaError::TooManyPixels) }
}
