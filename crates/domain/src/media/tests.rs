use proptest::prelude::*;

use super::*;

fn boxed(name: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let length = u32::try_from(contents.len() + 8).unwrap();
    [&length.to_be_bytes()[..], name, contents].concat()
}

/// A video of so many milliseconds and this size, with a place noted in the film and in its track.
fn video(ms: u32, width: u32, height: u32) -> Vec<u8> {
    let mvhd = [&[0; 12][..], &1_000u32.to_be_bytes(), &ms.to_be_bytes(), &[0; 80]].concat();
    let tkhd = [&[0; 76][..], &(width << 16).to_be_bytes(), &(height << 16).to_be_bytes()].concat();
    let place = boxed(b"udta", &boxed(b"\xA9xyz", b"+51.5074-000.1278/"));
    let trak = boxed(b"trak", &[boxed(b"tkhd", &tkhd), place.clone()].concat());
    let sound = boxed(b"trak", &boxed(b"tkhd", &[0; 84]));
    let moov = boxed(b"moov", &[boxed(b"mvhd", &mvhd), trak, sound, place].concat());
    [boxed(b"ftyp", b"isom\0\0\0\0isom"), boxed(b"mdat", b"pictures"), moov].concat()
}

#[test]
fn a_type_is_what_the_bytes_begin_like() {
    for (head, expected) in [
        (&b"\xFF\xD8\xFF\xE0\0\x10JFIF"[..], Some(MediaType::Jpeg)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(MediaType::Png)),
        (b"RIFF\0\0\0\0WEBPVP8 ", Some(MediaType::Webp)),
        (b"GIF89a\x01\0\x01\0", Some(MediaType::Gif)),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", Some(MediaType::Mp4)),
        (b"\0\0\0\x14ftypqt  \0\0\0\0", Some(MediaType::Quicktime)),
        (b"\0\0\0\x1CftypheicXXXX", None),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"<svg xmlns=\"x\"><script/>", None),
        (b"<!doctype html><script>", None),
        (b"%PDF-1.7", None),
        (b"PK\x03\x04", None),
        (b"\xFF\xD8", None),
        (b"", None),
    ] {
        assert_eq!(MediaType::of(head), expected, "{head:?}");
    }
}

#[test]
fn a_video_says_how_long_and_large_it_is() {
    let found = inspect(&video(61_500, 1_080, 1_920)).unwrap();
    assert_eq!((found.duration_ms, found.width, found.height), (61_500, 1_080, 1_920));
}

#[test]
fn where_it_was_taken_is_emptied_and_nothing_else_is_moved() {
    let mut bytes = video(1_000, 640, 480);
    let before = bytes.clone();
    let told = inspect(&bytes).unwrap();
    assert_eq!(told.private.len(), 2);
    blank(&mut bytes, &told);
    assert_eq!(bytes.len(), before.len());
    assert!(!bytes.windows(8).any(|w| w == b"+51.5074"));
    let now = inspect(&bytes).unwrap();
    assert_eq!(now, Video { private: Vec::new(), ..told.clone() });
    for (at, (was, is)) in before.iter().zip(&bytes).enumerate() {
        assert!(was == is || told.private.iter().any(|range| range.contains(&at)), "byte {at} was changed");
    }
}

#[test]
fn long_broken_and_fragmented_ones_are_refused() {
    assert_eq!(inspect(&video(90_001, 640, 480)), Err(MediaError::TooLong));
    assert_eq!(inspect(&video(0, 640, 480)), Err(MediaError::Damaged));
    assert_eq!(inspect(&video(1_000, 0, 0)), Err(MediaError::Damaged));
    let whole = video(1_000, 640, 480);
    assert_eq!(inspect(&whole[..whole.len() - 1]), Err(MediaError::Damaged));
    let fragments = [whole.clone(), boxed(b"moof", b"")].concat();
    assert_eq!(inspect(&fragments), Err(MediaError::Damaged));
    let mut deep = boxed(b"mvhd", &[0; 100]);
    for _ in 0..20 {
        deep = boxed(b"moov", &deep);
    }
    assert_eq!(inspect(&deep), Err(MediaError::Damaged));
    let many = boxed(b"free", b"").repeat(5_000);
    assert_eq!(inspect(&[whole, many].concat()), Err(MediaError::Damaged));
}

#[test]
fn an_image_is_refused_by_its_size_before_it_is_decoded() {
    assert_eq!(check_size(8_000, 5_000), Ok(()));
    assert_eq!(check_size(8_000, 5_001), Err(MediaError::TooManyPixels));
    assert_eq!(check_size(12_001, 1), Err(MediaError::TooManyPixels));
    assert_eq!(check_size(0, 10), Err(MediaError::TooManyPixels));
    assert_eq!(check_size(u32::MAX, u32::MAX), Err(MediaError::TooManyPixels));
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in 0usize..300, flip in 0usize..300, by in any::<u8>()) {
        let _ = (MediaType::of(&bytes), inspect(&bytes));
        let mut broken = video(1_000, 640, 480);
        let length = broken.len();
        broken[flip % length] ^= by;
        broken.truncate(length - cut % length);
        if let Ok(told) = inspect(&broken) {
            blank(&mut broken, &told);
        }
    }
}
