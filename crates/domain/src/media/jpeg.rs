//! Whether a JPEG goes on to its end: decoders paint grey over what is missing.
//!
//! Source: ITU T.81, annex B: a marker is 0xFF and a byte that is neither 0 nor 0xFF; all but a few have a length.

const START_OF_SCAN: u8 = 0xDA;
const END: u8 = 0xD9;

/// Whether there is an end behind the picture's own first scan. What a camera has appended behind it does not count against it.
pub fn is_whole(jpeg: &[u8]) -> bool {
    let Some(scan) = first_scan(jpeg) else { return false };
    jpeg.get(scan..).is_some_and(|rest| rest.windows(2).any(|pair| pair == [0xFF, END]))
}

/// Where the first scan begins. Thumbnails lie in segments before it, which are stepped over whole.
fn first_scan(jpeg: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        if *jpeg.get(at)? != 0xFF {
            return None;
        }
        match *jpeg.get(at + 1)? {
            // Padding.
            0xFF => at += 1,
            START_OF_SCAN => return Some(at),
            // Without a length: restarts, a start, and one that is of no use.
            0xD0..=0xD8 | 0x01 => at += 2,
            0 | END => return None,
            _ => {
                let length = u16::from_be_bytes([*jpeg.get(at + 2)?, *jpeg.get(at + 3)?]);
                at += 2 + usize::from(length.max(2));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(parts: &[&[u8]]) -> Vec<u8> {
        [&[0xFF, 0xD8][..], &parts.concat()].concat()
    }

    #[test]
    fn the_end_of_a_thumbnail_is_not_the_pictures() {
        let thumbnail: &[u8] = &[0xFF, 0xE1, 0, 6, 0xFF, 0xDA, 0xFF, 0xD9];
        let scan: &[u8] = &[0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0, 3];
        let end: &[u8] = &[0xFF, 0xD9];
        assert!(is_whole(&jpeg(&[thumbnail, scan, end])));
        assert!(is_whole(&jpeg(&[thumbnail, scan, end, b"and a film behind it"])));
        assert!(is_whole(&jpeg(&[&[0xFF, 0xFF, 0xFE, 0, 2], scan, end])));
        assert!(!is_whole(&jpeg(&[thumbnail, scan])));
        assert!(!is_whole(&jpeg(&[thumbnail, end])));
        assert!(!is_whole(&jpeg(&[b"text"])));
        assert!(!is_whole(&jpeg(&[&[0xFF, 0xE1, 0xFF, 0xFF], scan, end])));
        assert!(!is_whole(b""));
    }
}
