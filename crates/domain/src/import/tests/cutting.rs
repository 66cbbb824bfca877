use std::io::{self, Read};

use proptest::prelude::*;

use super::*;
use crate::import::records::{Fields, Records};

fn cut(text: &str, mapping: &Mapping, bytes_max: usize) -> Vec<Piece> {
    pieces(Format::Csv, text.as_bytes(), mapping, bytes_max).map(Result::unwrap).collect()
}

fn read_cut(text: &str, mapping: &Mapping, bytes_max: usize) -> Vec<OrderRow> {
    let read = |piece: Piece| {
        assert!(piece.text.len() <= bytes_max);
        read_orders(Format::Csv, &piece.text, mapping, piece.first_line).unwrap()
    };
    cut(text, mapping, bytes_max).into_iter().flat_map(read).collect()
}

#[test]
fn pieces_read_as_the_whole_does() {
    let whole = read_orders(Format::Csv, ORDERS, &orders(), 2).unwrap();
    for bytes_max in [360, 400, 777, 1_500, IMPORT_BYTES_MAX] {
        assert_eq!(read_cut(ORDERS, &orders(), bytes_max), whole, "{bytes_max}");
    }
    assert!(cut(ORDERS, &orders(), 400).len() > 5);
    let crlf = ORDERS.replace('\n', "\r\n");
    assert_eq!(read_cut(&crlf, &orders(), 500), whole);
    assert_eq!(read_cut(&format!("\u{feff}{ORDERS}"), &orders(), 500), whole);
    assert_eq!(read_cut(ORDERS.trim_end(), &orders(), 500), whole);
}

#[test]
fn a_mark_before_a_quoted_header_is_no_part_of_it() {
    let text = format!("\u{feff}{}", REVIEWS.replacen(",Clothing ID", "\"\",\"Clothing ID\"", 1));
    assert_eq!(read_moments(Format::Csv, &text, &reviews(), 2).unwrap().len(), 12);
}

#[test]
fn lines_stay_true_over_blank_lines_and_pieces() {
    let text = REVIEWS.replace("\n3,", "\n\n\r\n3,").replace("\n9,", "\n\n9,");
    let whole = read_moments(Format::Csv, &text, &reviews(), 2).unwrap();
    assert_eq!(whole[3].as_ref().unwrap().0, 7);
    for bytes_max in [400, 600, 1_000] {
        let mut read = Vec::new();
        for piece in pieces(Format::Csv, text.as_bytes(), &reviews(), bytes_max) {
            let piece = piece.unwrap();
            read.extend(read_moments(Format::Csv, &piece.text, &reviews(), piece.first_line).unwrap());
        }
        assert_eq!(read, whole, "{bytes_max}");
    }
}

#[test]
fn an_order_too_long_is_told_and_the_others_go_on() {
    let long: String = (0..40).map(|i| format!("B,sku{i},1,1,2026-01-01T00:00:00Z\n")).collect();
    let text = format!("n,s,q,p,d\nA,x,1,1,2026-01-01T00:00:00Z\n{long}C,x,1,1,2026-01-01T00:00:00Z\n");
    let all: Vec<_> = pieces(Format::Csv, text.as_bytes(), &mapping(""), 500).collect();
    assert_eq!(all.len(), 3);
    assert_eq!(all[0].as_ref().unwrap().rows, 1);
    let error = all[1].as_ref().unwrap_err();
    assert!(
        matches!(error, ImportError::TooLong { line: 3, external_id: Some(id), .. } if id == "B"),
        "{error}"
    );
    assert_eq!(all[2].as_ref().unwrap().first_line, 43);
    // One record larger than a piece, however large.
    let text = format!("n,s,q,p,d\nA,{},1,1,d\nC,x,1,1,d\n", "x".repeat(1_000_000));
    let all: Vec<_> = pieces(Format::Csv, text.as_bytes(), &mapping(""), 500).collect();
    assert!(matches!(&all[0], Err(ImportError::TooLong { line: 2, external_id: Some(id), .. }) if id == "A"));
    assert_eq!(all[1].as_ref().unwrap().first_line, 3);
}

#[test]
fn what_ends_a_file_early_ends_its_pieces() {
    let codes = |text: &str| -> Vec<&str> {
        let code = |piece: Result<Piece, ImportError>| piece.map_or_else(|error| error.code(), |_| "piece");
        pieces(Format::Csv, text.as_bytes(), &mapping(""), 500).map(code).collect()
    };
    assert_eq!(codes(""), ["NO_HEADER"]);
    assert_eq!(codes("a,b\n1,2\n"), ["UNKNOWN_COLUMN"]);
    assert_eq!(codes("n,s,q,p,d\nA,x,1,1,d\nB,\"x,1,1,d\n"), ["piece", "UNCLOSED_QUOTE"]);
    // The rows of an order whose next row is torn do not go in without it.
    assert_eq!(codes("n,s,q,p,d\nA,x,1,1,d\nA,\"x,1,1,d\n"), ["UNCLOSED_QUOTE"]);
    let torn = b"n,s,q,p,d\nA,x,1,1,d\n".chain(Torn);
    let all: Vec<_> = pieces(Format::Csv, torn, &mapping(""), 500).collect();
    assert!(matches!(&all[..], [Ok(_), Err(ImportError::Io { line: 3, .. })]), "{all:?}");
}

struct Torn;

impl Read for Torn {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

/// Hands out one byte at a time.
struct Slow<'a>(&'a [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let one = buffer.len().min(1).min(self.0.len());
        buffer[..one].copy_from_slice(&self.0[..one]);
        self.0 = &self.0[one..];
        Ok(one)
    }
}

#[test]
fn what_is_no_utf8_is_replaced() {
    let text = b"n,s,q,p,d\nA,caf\xe9,1,1,2026-01-01T00:00:00Z\n";
    let piece = pieces(Format::Csv, &text[..], &mapping(""), 500).next().unwrap().unwrap();
    assert!(piece.text.contains("caf\u{fffd}"));
}

proptest! {
    /// Fields and boundaries are those of the `csv` crate, whatever is in the fields.
    #[test]
    fn records_are_those_of_the_csv_crate(rows in prop::collection::vec(prop::collection::vec("[a\" ,;\r\n\u{e9}]{0,6}", 3), 1..12)) {
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Necessary).from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let bytes = writer.into_inner().unwrap();
        let mut fields = Fields::new(b',');
        let records = Records::new(io::BufReader::new(Slow(&bytes)), Format::Csv, b',', 10_000);
        let read: Vec<Vec<String>> = records.map(|record| fields.of(&record.unwrap().text)).collect();
        let trimmed: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|field| field.trim().to_owned()).collect()).collect();
        prop_assert_eq!(read, trimmed);
    }

    /// However a file is cut, its rows are read the same, at the same lines.
    #[test]
    fn cutting_changes_nothing(
        rows in prop::collection::vec((0u8..12, 1i64..5, 0i64..900, 0u8..4), 1..60),
        bytes_max in 400usize..2_000,
    ) {
        let mut text = String::from("n,s,q,p,d\n");
        let mut sorted = rows;
        sorted.sort_by_key(|row| row.0);
        for (invoice, quantity, pence, oddity) in sorted {
            let sku = if oddity == 1 { "\"line\nbreak, and \"\"more\"\"\"" } else { "sku" };
            let blank = if oddity == 2 { "\n" } else { "" };
            text += &format!("{invoice},{sku},{quantity},{}.{:02},2026-01-01T00:00:00Z\n{blank}", pence / 100, pence % 100);
        }
        let whole = read_orders(Format::Csv, &text, &mapping(""), 2).unwrap();
        let mut read = Vec::new();
        for piece in pieces(Format::Csv, Slow(text.as_bytes()), &mapping(""), bytes_max) {
            match piece {
                Ok(piece) => {
                    prop_assert!(piece.text.len() <= bytes_max);
                    read.extend(read_orders(Format::Csv, &piece.text, &mapping(""), piece.first_line).unwrap());
                }
                // An order that does not fit is told, and only it is missing.
                Err(ImportError::TooLong { line, .. }) => {
                    read.extend(whole.iter().filter(|row| at(row) == line).cloned());
                }
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
        prop_assert_eq!(read, whole);
    }

    /// No text of any kind makes a reader panic.
    #[test]
    fn nothing_panics(text in "[nsqpd,\"\n\r{}:\\[\\]0-9A-C.-]{0,200}", header in any::<bool>(), bytes_max in 0usize..300) {
        let text = if header { format!("n,s,q,p,d\n{text}") } else { text };
        for format in Format::ALL {
            let _ = read_orders(*format, &text, &mapping(""), u64::MAX);
            let _ = read_moments(*format, &text, &reviews(), 0);
            for piece in pieces(*format, text.as_bytes(), &mapping(""), bytes_max) {
                let _ = piece.map(|piece| read_orders(*format, &piece.text, &mapping(""), piece.first_line));
            }
        }
    }

    #[test]
    fn no_mapping_panics(text in "(kind = \"(moments|orders)\"\n)?\\PC{0,80}") {
        let _ = Mapping::parse(&text);
    }
}

/// The line of an order's first row.
fn at(row: &OrderRow) -> u64 {
    match row {
        OrderRow::Sale(line, _) | OrderRow::Refund(line, _) => *line,
        OrderRow::Refused(refused) => refused.line,
    }
}
