use super::*;
use crate::touch::{NewTouch, Target};

const TOUCHES: &str = include_str!("../../../../../docs/sample/touches.csv");
const MAP: &str = include_str!("../../../../../docs/mappings/touches.toml");

fn read(text: &str, mapping: &str) -> Vec<TouchRow> {
    read_touches(Format::Csv, text, &Mapping::parse(mapping).unwrap(), 2).unwrap()
}

fn codes(rows: &[TouchRow]) -> Vec<(u64, &'static str)> {
    rows.iter().filter_map(|row| row.as_ref().err().map(|r| (r.line, r.code))).collect()
}

#[test]
fn the_sample_becomes_touches_of_every_kind_but_views() {
    let rows = read(TOUCHES, MAP);
    assert_eq!(codes(&rows), [(8, "KIND_INVALID")]);
    let good: Vec<&NewTouch> = rows.iter().flatten().map(|(_, touch)| touch).collect();
    assert_eq!(good.len(), 6);
    assert_eq!(good[0].external_id, "t-1");
    assert_eq!(good[0].target, Target::Link("joe-autumn".to_owned()));
    assert_eq!((good[0].customer.as_deref(), good[0].consents), (Some("10001"), true));
    assert_eq!((good[2].target.clone(), good[2].consents), (Target::Code("GERMANY".to_owned()), false));
    let moment = Target::Moment { source: "clothing-reviews".to_owned(), external_id: "0".to_owned() };
    assert_eq!((&good[3].target, good[3].visitor.as_deref()), (&moment, Some("b-17")));
}

#[test]
fn bad_rows_say_what_is_wrong() {
    let text = concat!(
        "touch,type,link,code,review,at,customer,browser,consent\n",
        ",CLICK,joe,,,2026-11-20T10:00:00Z,c,,\n",
        "1,,joe,,,2026-11-20T10:00:00Z,c,,\n",
        "2,SEEN,joe,,,2026-11-20T10:00:00Z,c,,\n",
        "3,CLICK,,JOE,,2026-11-20T10:00:00Z,c,,\n",
        "4,CLICK,joe,,,,c,,\n",
        "5,CLICK,joe,,,yesterday,c,,\n",
        "6,CLICK,joe,,,2026-11-20T10:00:00Z,c,,maybe\n",
        "7,CLICK,joe,,,2026-11-20T10:00:00Z,c\n",
        "8,moment_view,,,m,2026-11-20T10:00:00Z,c,,yes\n",
        "9,click,joe,,,2026-11-20T10:00:00Z,c,,NO\n",
    );
    let rows = read(text, MAP);
    let expected = [
        (2, "NO_EXTERNAL_ID"),
        (3, "NO_KIND"),
        (4, "KIND_INVALID"),
        (5, "NO_TARGET"),
        (6, "NO_DATE"),
        (7, "DATE_INVALID"),
        (8, "CONSENT_INVALID"),
        (9, "UNEQUAL_LENGTH"),
        (10, "KIND_INVALID"),
    ];
    assert_eq!(codes(&rows), expected);
    assert!(rows[9].is_ok());
}

#[test]
fn a_mapping_for_touches_says_whom_and_what() {
    for (from, to, expected) in [
        ("kind        = \"type\"", "", "kind stands either"),
        ("customer    = \"customer\"\nvisitor     = \"browser\"", "", "customer, visitor or both"),
        ("moment_source = \"clothing-reviews\"", "", "need each other"),
        ("moment_source =", "consent = true\nmoment_source =", "consent stands either"),
        ("[fixed]", "[read]\ndecimal_mark = \",\"\n[fixed]", "nothing of a touch is an amount"),
    ] {
        assert!(MAP.contains(from), "{from}");
        let error = Mapping::parse(&MAP.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(expected), "{to}: {error}");
    }
    let target = |line: &&str| !["link ", "code ", "moment "].iter().any(|column| line.starts_with(column));
    let nothing: Vec<&str> = MAP.lines().filter(target).collect();
    assert!(Mapping::parse(&nothing.join("\n")).unwrap_err().to_string().contains("link, code or moment"));
    let views =
        MAP.replace("kind        = \"type\"", "").replace("[fixed]", "[fixed]\nkind = \"MOMENT_VIEW\"");
    assert!(Mapping::parse(&views).unwrap_err().to_string().contains("not imported"));
    let codes = views.replace("MOMENT_VIEW", "CODE").replace("code        = \"code\"", "# ");
    assert!(Mapping::parse(&codes).unwrap_err().to_string().contains("as fixed.kind says"));
    assert_eq!(
        read_orders(Format::Csv, "a\n", &Mapping::parse(MAP).unwrap(), 2).unwrap_err().code(),
        "MAPPING_WRONG_KIND"
    );
}
