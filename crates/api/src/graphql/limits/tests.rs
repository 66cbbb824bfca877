use std::fmt::Write as _;
use std::time::Instant;

use async_graphql::parser::parse_query;

use super::*;

fn code(document: &str) -> Option<&'static str> {
    let checked = check_text(document).and_then(|()| check(&parse_query(document).unwrap()));
    checked.err().map(|error| error.code)
}

#[test]
fn sixteen_levels_of_doubled_fragments_are_refused_in_no_time() {
    let mut document = String::from("{ ...f0 }");
    for level in 0..16 {
        let next = level + 1;
        let _ = write!(document, " fragment f{level} on Query {{ ...f{next} ...f{next} }}");
    }
    document.push_str(" fragment f16 on Query { viewer { user { id } } }");
    let begun = Instant::now();
    assert_eq!(code(&document), Some("TOO_MANY_ROOT_FIELDS"));
    assert!(begun.elapsed().as_millis() < 5 || cfg!(debug_assertions) && begun.elapsed().as_millis() < 50);
    let parsed = parse_query(&document).unwrap();
    let begun = Instant::now();
    assert!(check(&parsed).is_err());
    assert!(begun.elapsed().as_millis() < 5);
}

#[test]
fn the_sum_saturates_however_deep_fragments_double() {
    let mut document = String::from("{ a { ...f0 } }");
    for level in 0..99 {
        let next = level + 1;
        let _ = write!(document, " fragment f{level} on A {{ ...f{next} ...f{next} }}");
    }
    document.push_str(" fragment f99 on A { b }");
    assert_eq!(code(&document), Some("TOO_MANY_SELECTIONS"));
}

#[test]
fn fragments_may_not_go_round() {
    assert_eq!(
        code("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }"),
        Some("GRAPHQL_VALIDATION_FAILED")
    );
    assert_eq!(code("{ x } fragment a on Query { x { ...a } }"), Some("GRAPHQL_VALIDATION_FAILED"));
}

#[test]
fn depth_is_of_fields_and_introspection_is_exempt() {
    let nested =
        |levels: usize, root: &str| format!("{{ {root} {} {} }}", "{ a ".repeat(levels), "}".repeat(levels));
    assert_eq!(code(&nested(9, "a")), None);
    assert_eq!(code(&nested(10, "a")), Some("TOO_DEEP"));
    assert_eq!(code(&nested(14, "__schema")), None);
    let through =
        "{ a { a { ...f } } } fragment f on A { a { a { a { a { a { a { a { a { a } } } } } } } } }";
    assert_eq!(code(through), Some("TOO_DEEP"));
}

#[test]
fn aliases_roots_and_mutations_are_counted() {
    let fields = |count: usize, alias: bool| {
        (0..count).map(|n| if alias { format!("a{n}: a ") } else { format!("a{n} ") }).collect::<String>()
    };
    assert_eq!(code(&format!("{{ v {{ {} }} }}", fields(30, true))), None);
    assert_eq!(code(&format!("{{ v {{ {} }} }}", fields(31, true))), Some("TOO_MANY_ALIASES"));
    assert_eq!(code(&format!("{{ {} }}", fields(20, false))), None);
    assert_eq!(code(&format!("{{ {} }}", fields(21, false))), Some("TOO_MANY_ROOT_FIELDS"));
    assert_eq!(code(&format!("mutation {{ {} }}", fields(5, false))), None);
    assert_eq!(code(&format!("mutation {{ {} }}", fields(6, false))), Some("TOO_MANY_MUTATIONS"));
}

#[test]
fn characters_tokens_and_brackets_are_counted_before_parsing() {
    assert_eq!(check_text(&"é".repeat(DOCUMENT_CHARS_MAX)).map_err(|e| e.code), Err("TOO_MANY_TOKENS"));
    assert_eq!(check_text(&" ".repeat(DOCUMENT_CHARS_MAX + 1)).map_err(|e| e.code), Err("DOCUMENT_TOO_LONG"));
    assert!(check_text(&"a ".repeat(TOKENS_MAX)).is_ok());
    assert_eq!(check_text(&"a ".repeat(TOKENS_MAX + 1)).map_err(|e| e.code), Err("TOO_MANY_TOKENS"));
    assert!(check_text("{ a(b: \"{{{{ \\\" }\", c: \"\"\"x \\\"\"\" y\"\"\") # {{{{ \n }").is_ok());
    assert_eq!(check_text(&"[".repeat(101)).map_err(|e| e.code), Err("TOO_DEEP"));
    // Unclosed strings end with the text.
    assert!(check_text("{ a(b: \"").is_ok());
    assert!(check_text("{ a(b: \"\"\"é\\").is_ok());
}

#[test]
fn no_text_holds_a_nul() {
    let nul = "\\u0000";
    let variables = |text: &str| serde_json::from_str::<Variables>(text).unwrap();
    let code = |text: String| check_variables(&variables(&text)).map_err(|e| e.code);
    assert_eq!(code(format!("{{\"reason\":\"a{nul}\"}}")), Err("NUL_IN_TEXT"));
    assert_eq!(code(format!("{{\"input\":{{\"lines\":[{{\"sku\":\"{nul}\"}}]}}}}")), Err("NUL_IN_TEXT"));
    assert_eq!(
        code(format!("{{\"input\":{{\"data\":\"{nul}\"}}}}")),
        Ok(()),
        "rows of a file answer for themselves"
    );
    assert_eq!(code(format!("{{\"data\":\"{nul}\"}}")), Err("NUL_IN_TEXT"), "a variable's name says nothing");
    for document in [
        format!("{{ a(b: {{ c: \"{nul}\" }}) }}"),
        format!("{{ a(data: \"{nul}\") }}"),
        format!("query($b: String = \"{nul}\") {{ a(b: $b) }}"),
        format!("query($data: String = \"{nul}\") {{ a(b: $data) }}"),
    ] {
        let parsed = async_graphql::parser::parse_query(&document).unwrap();
        assert_eq!(check(&parsed).map_err(|e| e.code), Err("NUL_IN_TEXT"), "{document}");
    }
}

#[test]
fn lists_are_short_unless_they_are_lines() {
    let list = |name: &str, count: usize| {
        let items = vec!["1"; count].join(",");
        serde_json::from_str::<Variables>(&format!("{{\"input\":{{\"{name}\":[{items}]}}}}")).unwrap()
    };
    assert!(check_variables(&list("ids", 250)).is_ok());
    assert_eq!(check_variables(&list("ids", 251)).map_err(|e| e.code), Err("LIST_TOO_LONG"));
    assert!(check_variables(&list("lines", 1_000)).is_ok());
    assert!(check_variables(&list("lines", 1_001)).is_err());
}
