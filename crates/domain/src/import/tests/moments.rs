use super::*;
use crate::moment::{Moderation, NewProductRef};

fn read(format: Format, text: &str, mapping: &Mapping) -> Vec<MomentRow> {
    read_moments(format, text, mapping, format.first_line()).unwrap()
}

#[test]
fn every_review_of_the_sample_with_text_becomes_a_moment() {
    let rows = read(Format::Csv, REVIEWS, &reviews());
    let good: Vec<&(u64, NewMoment)> = rows.iter().flatten().collect();
    assert_eq!((rows.len(), good.len()), (12, 10));
    let (line, first) = good[0];
    assert_eq!((*line, first.external_id.as_str(), first.title.as_deref()), (2, "0", Some("Warm and light")));
    assert_eq!(first.moderation, Some(Moderation::Approved));
    let product = NewProductRef {
        external_id: "101".into(),
        title: Some("Outerwear 101".into()),
        category: Some("Jackets".into()),
    };
    assert_eq!(first.products, [product]);
    // Quotes and line breaks inside a text, and the line after them.
    assert!(good[4].1.body.contains("softer.\nThe seams"));
    assert_eq!((good[5].0, good[5].1.body.contains("\"is that the old one?\"")), (9, true));
    let bad: Vec<&Refused> = rows.iter().filter_map(|row| row.as_ref().err()).collect();
    assert_eq!((bad[0].line, bad[0].external_id.as_deref()), (6, Some("4")));
    assert_eq!((bad[0].code, bad[0].reason.as_str()), ("NO_TEXT", "no text"));
    assert_eq!(bad[1].line, 10);
}

const SMALL: &str = r#"
    kind = "moments"
    [columns]
    external_id = "id"
    body = "text"
    rating = "stars"
    creator = "who"
    published_at = "day"
    [read]
    date_format = "%d.%m.%Y"
    time_zone = "Europe/Berlin"
    [fixed]
    source = "s"
    kind = "SOCIAL_POST"
    rights = "UNREQUESTED"
"#;

#[test]
fn lines_of_json_read_as_rows_do() {
    let text = concat!(
        "{\"id\":7,\"text\":\"Good \\u2603\",\"stars\":4,\"who\":\"ann\",\"day\":\"22.11.2025\",\"more\":[1]}\n",
        "\n",
        "{\"id\":\"8\",\"text\":[\"x\"],\"day\":\"22.11.2025\"}\n",
        "{\"id\":\"9\",\"text\":\"cut\n",
        "[1,2]\n",
        "{\"id\":\"10\",\"text\":null,\"day\":\"22.11.2025\"}\n",
    );
    let rows = read(Format::Jsonl, text, &Mapping::parse(SMALL).unwrap());
    let (line, moment) = rows[0].as_ref().unwrap();
    assert_eq!((*line, moment.external_id.as_str(), moment.body.as_str()), (1, "7", "Good ☃"));
    assert_eq!(moment.published_at.to_rfc3339(), "2025-11-21T23:00:00+00:00");
    assert_eq!(moment.creator.as_ref().map(|creator| creator.name.as_str()), Some("ann"));
    let bad: Vec<_> =
        rows[1..].iter().map(|row| row.as_ref().map_err(|r| (r.line, r.code)).unwrap_err()).collect();
    assert_eq!(bad, [(3, "NESTED_VALUE"), (4, "INVALID_JSON"), (5, "INVALID_JSON"), (6, "NO_TEXT")]);
}

#[test]
fn a_bad_row_is_refused_with_its_reason_and_the_others_go_in() {
    let long = "x".repeat(201);
    let text = format!(
        "id,text,stars,who,day\r\n1,ok,,,1.2.2025\r\n2,bad,9,,1.2.2025\r\n3,short\r\n,no id,,,1.2.2025\r\n\
         5,day,,,2025-02-01\r\n{long},id,,,1.2.2025\r\n7,\"ctrl \u{1}\",,,1.2.2025\r\n8,ok,5,,1.2.2025"
    );
    let rows = read(Format::Csv, &text, &Mapping::parse(SMALL).unwrap());
    let seen: Vec<(u64, &str)> = rows
        .iter()
        .map(|row| {
            row.as_ref().map(|(line, _)| (*line, "")).unwrap_or_else(|refused| (refused.line, refused.code))
        })
        .collect();
    let expected = [
        (2, ""),
        (3, "RATING_INVALID"),
        (4, "UNEQUAL_LENGTH"),
        (5, "NO_EXTERNAL_ID"),
        (6, "DATE_INVALID"),
        (7, "TOO_LONG"),
        (8, "CONTROL_CHARACTERS"),
        (9, ""),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_quote_never_closed_spoils_what_follows_and_nothing_before() {
    let text = "id,text,stars,who,day\n1,ok,,,1.2.2025\n2,\"open,,,1.2.2025\n3,lost,,,1.2.2025\n";
    let rows = read(Format::Csv, text, &Mapping::parse(SMALL).unwrap());
    assert_eq!(rows.len(), 2);
    assert!(rows[0].is_ok());
    assert_eq!(rows[1].as_ref().map_err(|r| (r.line, r.code)).unwrap_err(), (3, "UNCLOSED_QUOTE"));
}

#[test]
fn columns_that_are_not_there_are_an_error_of_the_file() {
    let read = |text| read_moments(Format::Csv, text, &Mapping::parse(SMALL).unwrap(), 2).unwrap_err();
    let error = read("id,text,stars,who\n");
    assert_eq!(error.code(), "UNKNOWN_COLUMN");
    assert_eq!(error.to_string(), "the file has no column \"day\"; it has: id, text, stars, who");
    assert_eq!(read("id,text,stars,who,day,day\n").code(), "AMBIGUOUS_COLUMN");
    assert_eq!(read("").code(), "NO_HEADER");
    assert_eq!(read("\n \n").code(), "NO_HEADER");
    assert_eq!(read("\"id,text\n1,2").code(), "UNCLOSED_QUOTE");
    assert_eq!(read_moments(Format::Csv, ORDERS, &orders(), 2).unwrap_err().code(), "MAPPING_WRONG_KIND");
    let large = "x".repeat(IMPORT_BYTES_MAX + 1);
    assert_eq!(read(&large).code(), "TOO_MANY_BYTES");
    let long = format!("id,text,stars,who,day\n{}", "1,,,,\n".repeat(5_001));
    assert_eq!(read(&long).code(), "TOO_MANY_ROWS");
}

#[test]
fn a_language_stands_in_a_column_or_for_the_whole_file() {
    let file = |columns: &str, fixed: &str| {
        let text = SMALL
            .replace("published_at = \"day\"", &format!("published_at = \"day\"\n{columns}"))
            .replace("kind = \"SOCIAL_POST\"", &format!("kind = \"SOCIAL_POST\"\n{fixed}"));
        Mapping::parse(&text)
    };
    let csv = "id,text,stars,who,day,tongue\n1,x,5,a,22.11.2025,de-AT\n2,x,5,a,22.11.2025,\n3,x,5,a,22.11.2025,d1\n";
    let languages = |mapping: &Mapping| -> Vec<Result<Option<String>, &'static str>> {
        let rows = read(Format::Csv, csv, mapping);
        let language = |moment: NewMoment| moment.language.map(|language| language.to_string());
        rows.into_iter().map(|row| row.map(|(_, moment)| language(moment)).map_err(|no| no.code)).collect()
    };
    let of_column = languages(&file("language = \"tongue\"", "").unwrap());
    assert_eq!(of_column, [Ok(Some("de".to_owned())), Ok(None), Err("LANGUAGE_INVALID")]);
    assert_eq!(languages(&file("", "language = \"fr\"").unwrap()), vec![Ok(Some("fr".to_owned())); 3]);
    assert!(file("language = \"tongue\"", "language = \"fr\"").is_err());
    assert!(file("", "language = \"french\"").is_err());
}
