//! A picture is made anew from what it shows: upright, in the colours every browser has, and without anything else that was in
//! its file. So nothing comes out of it that was hidden in it: no place, no script, no second file behind the first.

use std::io::Cursor;

use bytes::Bytes;
use domain::media::{
    IMAGE_SIDE_MAX, LARGE_SIDE_MAX, MediaError, MediaType, SMALL_SIDE_MAX, check_size, is_whole,
};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits};
use moxcms::{ColorProfile, Layout, TransformOptions};

use super::{Made, Smaller};

/// Most bytes a decoder may take for itself and for what it makes: 40 million pixels of 16 bits, four to a pixel.
const DECODER_BYTES_MAX: u64 = 384 * 1024 * 1024;
/// Most bytes of a colour profile that is read.
const PROFILE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Of 100.
const ORIGINAL_QUALITY: u8 = 90;
/// Of 100.
const SMALLER_QUALITY: u8 = 82;

/// Decodes an image of this type, and encodes what is stored of it.
pub(super) fn make(bytes: &[u8], kind: MediaType) -> Result<Made, MediaError> {
    if kind == MediaType::Jpeg && !is_whole(bytes) {
        return Err(MediaError::Damaged);
    }
    let picture = decode(bytes, kind)?;
    // A photograph stays one; what is see-through, or drawn, stays exact.
    let stays_exact = has_holes(&picture) || matches!(kind, MediaType::Png | MediaType::Gif);
    let (width, height) = (picture.width(), picture.height());
    let original = if stays_exact { png(&picture)? } else { jpeg(&picture, ORIGINAL_QUALITY)? };
    let large = smaller(&picture, LARGE_SIDE_MAX);
    let small = smaller(large.as_ref().unwrap_or(&picture), SMALL_SIDE_MAX);
    let encoded = |picture: DynamicImage| -> Result<Smaller, MediaError> {
        let made = if has_holes(&picture) { png(&picture)? } else { jpeg(&picture, SMALLER_QUALITY)? };
        Ok(Smaller { kind: made.0, bytes: made.1 })
    };
    Ok(Made {
        kind: original.0,
        width,
        height,
        duration_ms: None,
        original: original.1,
        large: large.map(encoded).transpose()?,
        small: small.map(encoded).transpose()?,
    })
}

fn decode(bytes: &[u8], kind: MediaType) -> Result<DynamicImage, MediaError> {
    let format = match kind {
        MediaType::Jpeg => ImageFormat::Jpeg,
        MediaType::Png => ImageFormat::Png,
        MediaType::Webp => ImageFormat::WebP,
        MediaType::Gif => ImageFormat::Gif,
        MediaType::Mp4 | MediaType::Quicktime => return Err(MediaError::Type),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(IMAGE_SIDE_MAX);
    limits.max_image_height = Some(IMAGE_SIDE_MAX);
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    // What a file says of its turn and colours may be nonsense without harm to the picture.
    let orientation = decoder.orientation();
    let profile = decoder.icc_profile().unwrap_or_default();
    let decoded = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    let mut picture = eight_bits(decoded);
    if let Some(profile) = profile.filter(|profile| profile.len() <= PROFILE_BYTES_MAX) {
        to_srgb(&mut picture, &profile);
    }
    if let Ok(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

fn refusal(error: ImageError) -> MediaError {
    match error {
        ImageError::Limits(_) => MediaError::TooManyPixels,
        _ => MediaError::Damaged,
    }
}

/// Three or four bytes to a pixel.
fn eight_bits(picture: DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() { picture.into_rgba8().into() } else { picture.into_rgb8().into() }
}

/// Turns its colours into those that pictures without a profile have. A profile that says nothing of use is left out.
fn to_srgb(picture: &mut DynamicImage, profile: &[u8]) {
    let Ok(from) = ColorProfile::new_from_slice(profile) else { return };
    let layout = if picture.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let to = ColorProfile::new_srgb();
    let Ok(transform) = from.create_transform_8bit(layout, &to, layout, TransformOptions::default()) else {
        return;
    };
    let pixels: &mut [u8] = match picture {
        DynamicImage::ImageRgb8(pixels) => pixels,
        DynamicImage::ImageRgba8(pixels) => pixels,
        _ => return,
    };
    let before = pixels.to_vec();
    if transform.transform(&before, pixels).is_err() {
        pixels.copy_from_slice(&before);
    }
}

/// Whether something shines through it.
fn has_holes(picture: &DynamicImage) -> bool {
    picture.as_rgba8().is_some_and(|pixels| pixels.pixels().any(|pixel| pixel.0[3] != u8::MAX))
}

/// The same with no side above so many pixels; none where it has none already.
fn smaller(picture: &DynamicImage, side_max: u32) -> Option<DynamicImage> {
    if picture.width().max(picture.height()) <= side_max {
        return None;
    }
    // Fast down to twice the size, and well from there.
    let half_way = side_max * 2;
    if picture.width().max(picture.height()) > half_way {
        return Some(picture.thumbnail(half_way, half_way).resize(
            side_max,
            side_max,
            FilterType::CatmullRom,
        ));
    }
    Some(picture.resize(side_max, side_max, FilterType::CatmullRom))
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<(MediaType, Bytes), MediaError> {
    let mut made = Vec::new();
    let pixels = picture.to_rgb8();
    JpegEncoder::new_with_quality(&mut made, quality)
        .encode_image(&pixels)
        .map_err(|_| MediaError::Damaged)?;
    Ok((MediaType::Jpeg, Bytes::from(made)))
}

fn png(picture: &DynamicImage) -> Result<(MediaType, Bytes), MediaError> {
    let mut made = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut made, CompressionType::Fast, PngFilter::Adaptive);
    encoder
        .write_image(picture.as_bytes(), picture.width(), picture.height(), picture.color().into())
        .map_err(|_| MediaError::Damaged)?;
    Ok((MediaType::Png, Bytes::from(made)))
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    fn photograph(width: u32, height: u32) -> Vec<u8> {
        let pixels = RgbImage::from_fn(width, height, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
        jpeg(&pixels.into(), 90).unwrap().1.to_vec()
    }

    #[test]
    fn a_photograph_has_two_smaller_ones_and_one_that_is_small_has_none() {
        let made = make(&photograph(3_000, 1_500), MediaType::Jpeg).unwrap();
        assert_eq!((made.kind, made.width, made.height), (MediaType::Jpeg, 3_000, 1_500));
        let size = |smaller: &Option<Smaller>| {
            let picture = image::load_from_memory(&smaller.as_ref().unwrap().bytes).unwrap();
            (picture.width(), picture.height())
        };
        assert_eq!((size(&made.large), size(&made.small)), ((1_280, 640), (320, 160)));
        let made = make(&photograph(300, 200), MediaType::Jpeg).unwrap();
        assert!(made.large.is_none() && made.small.is_none());
    }

    #[test]
    fn what_is_see_through_stays_so() {
        let pixels = RgbaImage::from_fn(400, 400, |x, _| Rgba([255, 0, 0, if x < 200 { 0 } else { 255 }]));
        let drawn = png(&pixels.into()).unwrap().1;
        let made = make(&drawn, MediaType::Png).unwrap();
        assert_eq!((made.kind, made.small.as_ref().unwrap().kind), (MediaType::Png, MediaType::Png));
        let small = image::load_from_memory(&made.small.unwrap().bytes).unwrap().into_rgba8();
        assert_eq!((small.get_pixel(2, 2).0[3], small.get_pixel(318, 2).0[3]), (0, 255));
    }

    #[test]
    fn what_is_cut_off_or_lies_about_its_type_is_refused() {
        let whole = photograph(500, 500);
        for end in [20, 200, whole.len() / 2, whole.len() - 2] {
            let refused = make(&whole[..end], MediaType::Jpeg).err();
            assert_eq!(refused, Some(MediaError::Damaged), "{end} bytes");
        }
        for kind in [MediaType::Png, MediaType::Webp, MediaType::Gif] {
            assert_eq!(make(&whole, kind).err(), Some(MediaError::Damaged), "{kind}");
        }
    }
}
