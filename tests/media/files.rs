//! Files as cameras, and people who mean harm, make them.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x % 251) as u8, (y % 241) as u8, 120]))
}

/// A JPEG of so many pixels.
pub fn photograph(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 80).encode_image(&picture(width, height)).unwrap();
    file
}

/// A PNG of so many pixels.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(picture(width, height).into(), ImageFormat::Png)
}

/// The same in another format.
pub fn encoded(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

pub fn gif(width: u32, height: u32) -> Vec<u8> {
    encoded(DynamicImage::from(picture(width, height)).into_rgba8().into(), ImageFormat::Gif)
}

pub fn webp(width: u32, height: u32) -> Vec<u8> {
    encoded(picture(width, height).into(), ImageFormat::WebP)
}

/// A JPEG with what a telephone notes of it: how it was held, and where it was taken.
pub fn with_place(jpeg: Vec<u8>, orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    };
    let [low, high] = orientation.to_le_bytes();
    tiff.extend(2u16.to_le_bytes());
    tiff.extend(entry(0x0112, 3, 1, [low, high, 0, 0]));
    // Where the second list lies: behind a head of 8, a count of 2, two entries of 12 and an end of 4.
    tiff.extend(entry(0x8825, 4, 1, 38u32.to_le_bytes()));
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(1u16.to_le_bytes());
    // Which way of finding the place was used, as a text behind the list.
    tiff.extend(entry(0x001B, 2, 11, 56u32.to_le_bytes()));
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(b"SECRETSPOT\0");
    let body = [b"Exif\0\0", &tiff[..]].concat();
    let length = u16::try_from(body.len() + 2).unwrap();
    [&jpeg[..2], &[0xFF, 0xE1], &length.to_be_bytes(), &body, &jpeg[2..]].concat()
}

fn boxed(name: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let length = u32::try_from(contents.len() + 8).unwrap();
    [&length.to_be_bytes()[..], name, contents].concat()
}

/// A film of so many milliseconds, with a place in it. Its pictures are noise.
pub fn film(ms: u32, bytes: usize) -> Vec<u8> {
    let (width, height) = (640u32, 360u32);
    let mvhd = [&[0; 12][..], &1_000u32.to_be_bytes(), &ms.to_be_bytes(), &[0; 80]].concat();
    let tkhd = [&[0; 76][..], &(width << 16).to_be_bytes(), &(height << 16).to_be_bytes()].concat();
    let place = boxed(b"udta", &boxed(b"\xA9xyz", b"+51.5074-000.1278/"));
    let trak = boxed(b"trak", &boxed(b"tkhd", &tkhd));
    let moov = boxed(b"moov", &[boxed(b"mvhd", &mvhd), trak, place].concat());
    let noise: Vec<u8> = (0..bytes).map(|at| (at * 31 % 253) as u8).collect();
    [boxed(b"ftyp", b"isom\0\0\0\0isom"), boxed(b"mdat", &noise), moov].concat()
}

/// The same PNG, saying that it has other sides than it has.
pub fn claiming(mut png: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    png
}

/// The check of a PNG's chunk. Source: the PNG specification, annex D.
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 },
        )
    };
    !bytes.iter().fold(u32::MAX, step)
}
