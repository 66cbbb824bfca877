use super::*;

fn message(text: &str) -> String {
    Mapping::parse(text).unwrap_err().to_string()
}

#[test]
fn the_examples_are_what_they_say() {
    assert_eq!((reviews().noun(), orders().noun()), (Noun::Moments, Noun::Orders));
}

#[test]
fn errors_name_the_key() {
    let good = include_str!("../../../../../docs/mappings/orders.toml");
    let cases = [
        ("sku        =", "skew       =", "unknown field `skew`"),
        ("currency = \"GBP\"", "currency = \"GBX\"", "currency"),
        ("currency = \"GBP\"", "", "missing field `currency`"),
        ("unit_price =", "line_amount = \"x\"\nunit_price =", "either unit_price or line_amount"),
        ("decimal_mark = \",\"", "decimal_mark = \";\"", "read.decimal_mark"),
        ("decimal_mark = \",\"", "delimiter = \"ab\"", "read.delimiter"),
        ("\"Europe/London\"", "\"Europe/Lundon\"", "time_zone"),
        ("\"%d/%m/%Y %H:%M\"", "\"%Q\"", "date_format"),
        ("\"%d/%m/%Y %H:%M\"", "\"%H:%M\"", "date_format"),
        ("= \"C\"", "= \"\"", "orders.cancellation_prefix"),
        ("kind = \"orders\"", "kind = \"order\"", "moments, orders, touches"),
        ("kind = \"orders\"", "", "missing field `kind`"),
        ("\"Quantity\"", "0", "count from 1"),
        ("\"Quantity\"", "1.5", "its position from 1"),
    ];
    for (from, to, expected) in cases {
        assert!(good.contains(from), "{from}");
        let message = message(&good.replace(from, to));
        assert!(message.contains(expected), "{to}: {message}");
    }
    assert!(message("kind = ").starts_with("mapping: line 1"));
    assert!(message(&"#".repeat(MAPPING_BYTES_MAX + 1)).contains("bytes"));
    let reviews = include_str!("../../../../../docs/mappings/reviews.toml");
    for (from, to, expected) in [
        ("published_at =", "# published_at =", "published_at stands either"),
        ("published_at = 2026-01-01", "published_at = \"soon\"", "fixed.published_at"),
        ("\"APPROVED\"", "\"REJECTED\"", "fixed.moderation"),
        ("\"NOT_REQUIRED\"", "\"REVOKED\"", "fixed.rights"),
        ("\"clothing-reviews\"", "\"\"", "fixed.source"),
        ("product          =", "# product =", "need columns.product"),
    ] {
        assert!(reviews.contains(from), "{from}");
        let message = message(&reviews.replace(from, to));
        assert!(message.contains(expected), "{to}: {message}");
    }
}

#[test]
fn a_column_may_be_named_by_its_position() {
    let text = include_str!("../../../../../docs/mappings/reviews.toml").replace("= \"\" ", "= 1 ");
    let by_position = Mapping::parse(&text).unwrap();
    let read = |mapping| read_moments(Format::Csv, REVIEWS, mapping, 2).unwrap();
    assert_ne!(by_position, reviews());
    assert_eq!(read(&by_position), read(&reviews()));
    assert_eq!(read_moments(Format::Jsonl, "{}", &by_position, 1).unwrap_err().code(), "MAPPING_INVALID");
    let beyond = Mapping::parse(&text.replace("= 1 ", "= 12 ")).unwrap();
    assert_eq!(read_moments(Format::Csv, REVIEWS, &beyond, 2).unwrap_err().code(), "UNKNOWN_COLUMN");
}

#[test]
fn local_times_are_those_of_the_zone() {
    use super::super::when::When;
    let read = |zone, text| {
        let when = When::new(Some("%d/%m/%Y %H:%M"), Some(zone)).unwrap();
        when.read(text).map(|at| at.format("%d %H:%M").to_string())
    };
    assert_eq!(read("Europe/London", "1/7/2026 08:26").as_deref(), Some("01 07:26"));
    assert_eq!(read("+05:30", "1/7/2026 08:26").as_deref(), Some("01 02:56"));
    // Shown twice: the first. Never shown: none.
    assert_eq!(read("Europe/London", "25/10/2026 01:30").as_deref(), Some("25 00:30"));
    assert_eq!(read("Europe/London", "29/3/2026 01:30"), None);
    assert_eq!(read("UTC", "31/2/2026 01:30"), None);
    let offset = When::new(Some("%Y-%m-%d %H:%M %z"), Some("Europe/London")).unwrap();
    assert_eq!(offset.read("2026-01-01 01:00 +0100").unwrap().to_rfc3339(), "2026-01-01T00:00:00+00:00");
}
