//! Images and short videos of moments: what they are is read from their bytes, never from what somebody calls them.

use crate::text_enum;

mod jpeg;
mod mp4;
mod pass;
mod range;
#[cfg(test)]
mod tests;

pub use jpeg::is_whole;
pub use mp4::{Video, blank, inspect};
pub use pass::{PASS_SECONDS_MAX, Pass};
pub use range::{Part, RangeError, part};

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
/// The longest side of a small picture, in pixels.
pub const SMALL_SIDE_MAX: u32 = 320;
/// The longest side of a large picture, in pixels.
pub const LARGE_SIDE_MAX: u32 = 1_280;
/// How long what was uploaded waits for a moment, in hours; then it is taken away.
pub const UNTAKEN_HOURS: i64 = 24;
/// How long an upload may be under way, in minutes; what is left of it is taken away then.
pub const WRITING_MINUTES: i64 = 60;
/// Most bytes that wait for moments in a tenant: 1 GiB.
pub const UNTAKEN_BYTES_MAX: i64 = 1 << 30;
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

text_enum! {
    /// How large something is wanted.
    pub enum MediaSize {
        /// No side above 320 pixels: for lists.
        Small = "small",
        /// No side above 1,280 pixels: for pages.
        Large = "large",
        /// As it came, without what it told of its maker.
        Original = "original",
    }
}

text_enum! {
    /// Where an upload stands. It goes on from each of these to a later one alone.
    pub enum MediaState {
        /// Its objects are being written.
        Writing = "WRITING",
        /// It can be shown, once a moment has it.
        Stored = "STORED",
        /// It is shown no more; its objects are about to be deleted.
        Gone = "GONE",
        /// Its objects are deleted.
        Removed = "REMOVED",
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
    /// Too much waits for moments already.
    #[error(
        "too much of what was uploaded waits for moments that have it; please hand them in first, or wait a day"
    )]
    TooMuchWaits,
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
            MediaError::TooMuchWaits => "MEDIA_TOO_MUCH_WAITS",
        }
    }
}

/// Refuses an image that would be too large in memory, before it is decoded.
pub fn check_size(width: u32, height: u32) -> Result<(), MediaError> {
    let sides = width.max(height) <= IMAGE_SIDE_MAX && width.min(height) > 0;
    let pixels = u64::from(width) * u64::from(height) <= IMAGE_PIXELS_MAX;
    if sides && pixels { Ok(()) } else { Err(MediaError::TooManyPixels) }
}
