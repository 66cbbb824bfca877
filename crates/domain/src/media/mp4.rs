//! The boxes of an MP4 or QuickTime file, as far as they say how long it is, how large, and what it tells of its maker.
//!
//! Source: ISO/IEC 14496-12, the base format: a box is a length, a name of four letters and its contents.

use std::ops::Range;

use super::{MediaError, VIDEO_MS_MAX};

/// Most boxes that are looked at.
const BOXES_MAX: usize = 4_096;
/// How deep boxes may lie in boxes.
const DEPTH_MAX: usize = 8;
/// The scale of a track's width and height: 16 bits behind the point.
const FIXED_POINT_BITS: u32 = 16;

/// What a video says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Video {
    /// How long it is, in milliseconds.
    pub duration_ms: u64,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// Where it tells of its maker: place, device, time, and whatever else was noted. Each is a whole box.
    pub private: Vec<Range<usize>>,
}

/// Reads the boxes of a video.
///
/// Errors: [`MediaError::Damaged`] for boxes that do not fill the file, a missing length or size, or a video in
/// fragments; [`MediaError::TooLong`].
pub fn inspect(bytes: &[u8]) -> Result<Video, MediaError> {
    let mut walk =
        Walk { bytes, boxes: 0, duration_ms: None, size: None, has_data: false, private: Vec::new() };
    walk.level(0..bytes.len(), 0)?;
    let duration_ms = walk.duration_ms.filter(|ms| *ms > 0).ok_or(MediaError::Damaged)?;
    let (width, height) = walk.size.filter(|_| walk.has_data).ok_or(MediaError::Damaged)?;
    if duration_ms > VIDEO_MS_MAX {
        return Err(MediaError::TooLong);
    }
    Ok(Video { duration_ms, width, height, private: walk.private })
}

/// Empties the boxes that tell of the maker, and leaves everything else where it is.
pub fn blank(bytes: &mut [u8], video: &Video) {
    for range in &video.private {
        let Some(whole) = bytes.get_mut(range.clone()) else { continue };
        let header = if whole.starts_with(&[0, 0, 0, 1]) { 16 } else { 8 };
        if let Some(name) = whole.get_mut(4..8) {
            name.copy_from_slice(b"free");
        }
        if let Some(contents) = whole.get_mut(header..) {
            contents.fill(0);
        }
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    boxes: usize,
    duration_ms: Option<u64>,
    size: Option<(u32, u32)>,
    has_data: bool,
    private: Vec<Range<usize>>,
}

impl Walk<'_> {
    /// The boxes side by side in a range, which they fill.
    fn level(&mut self, range: Range<usize>, depth: usize) -> Result<(), MediaError> {
        let mut at = range.start;
        while at < range.end {
            self.boxes += 1;
            if self.boxes > BOXES_MAX || depth > DEPTH_MAX {
                return Err(MediaError::Damaged);
            }
            let (name, contents) = self.header(at, range.end)?;
            match &name {
                b"moov" | b"trak" | b"mdia" => self.level(contents.clone(), depth + 1)?,
                b"mvhd" => self.duration_ms = Some(self.duration(contents.clone())?),
                b"tkhd" => self.track(contents.clone())?,
                b"mdat" => self.has_data = true,
                b"moof" | b"mvex" => return Err(MediaError::Damaged),
                b"udta" | b"meta" | b"uuid" => self.private.push(at..contents.end),
                _ => {}
            }
            at = contents.end;
        }
        Ok(())
    }

    /// A box's name and where its contents lie. One without a length goes to the end.
    fn header(&self, at: usize, end: usize) -> Result<([u8; 4], Range<usize>), MediaError> {
        let name: [u8; 4] = self.array(at + 4, end)?;
        let (header, length) = match u64::from(self.u32(at, end)?) {
            0 => (8, (end - at) as u64),
            1 => (16, self.u64(at + 8, end)?),
            length => (8, length),
        };
        let length = usize::try_from(length).map_err(|_| MediaError::Damaged)?;
        let stop = at.checked_add(length).filter(|stop| length >= header && *stop <= end);
        Ok((name, at + header..stop.ok_or(MediaError::Damaged)?))
    }

    /// The film's length: `mvhd`, of version 0 or 1.
    fn duration(&self, of: Range<usize>) -> Result<u64, MediaError> {
        let version: [u8; 1] = self.array(of.start, of.end)?;
        let (scale, units) = match version[0] {
            0 => (self.u32(of.start + 12, of.end)?, u64::from(self.u32(of.start + 16, of.end)?)),
            1 => (self.u32(of.start + 20, of.end)?, self.u64(of.start + 24, of.end)?),
            _ => return Err(MediaError::Damaged),
        };
        let ms = u128::from(units) * 1_000;
        let ms = ms.checked_div(u128::from(scale)).ok_or(MediaError::Damaged)?;
        Ok(u64::try_from(ms).unwrap_or(u64::MAX))
    }

    /// A track's size: `tkhd`; sound has none. The largest counts.
    fn track(&mut self, of: Range<usize>) -> Result<(), MediaError> {
        let version: [u8; 1] = self.array(of.start, of.end)?;
        let at = of.start + if version[0] == 1 { 88 } else { 76 };
        let width = self.u32(at, of.end)? >> FIXED_POINT_BITS;
        let height = self.u32(at + 4, of.end)? >> FIXED_POINT_BITS;
        let larger =
            self.size.is_none_or(|(w, h)| u64::from(width) * u64::from(height) > u64::from(w) * u64::from(h));
        if width > 0 && height > 0 && larger {
            self.size = Some((width, height));
        }
        Ok(())
    }

    fn array<const N: usize>(&self, at: usize, end: usize) -> Result<[u8; N], MediaError> {
        let stop = at.checked_add(N).filter(|stop| *stop <= end).ok_or(MediaError::Damaged)?;
        let found = self.bytes.get(at..stop).and_then(|slice| slice.try_into().ok());
        found.ok_or(MediaError::Damaged)
    }

    fn u32(&self, at: usize, end: usize) -> Result<u32, MediaError> {
        self.array(at, end).map(u32::from_be_bytes)
    }

    fn u64(&self, at: usize, end: usize) -> Result<u64, MediaError> {
        self.array(at, end).map(u64::from_be_bytes)
    }
}
