//! The example `attribute`, on small files.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../examples/attribute.rs"]
mod attribute;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

const MODELS: usize = 9;

/// A file of its own, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn of(content: &[u8]) -> Scratch {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("attribute-{}-{number}.csv", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What it prints on standard output and error, for a mode and flags parted by blanks.
fn run(mode: &str, content: &[u8], flags: &str) -> Result<(String, String), String> {
    let file = Scratch::of(content);
    let words = [mode, file.0.to_str().unwrap()].into_iter().chain(flags.split_whitespace());
    let (mut out, mut notes) = (Vec::new(), Vec::new());
    attribute::run(words.map(str::to_owned), &mut out, &mut notes)?;
    Ok((String::from_utf8(out).unwrap(), String::from_utf8(notes).unwrap()))
}

const PATHS: &str = "--path path --conversions conv --value value --null null";
const TOUCHES: &str = "--user who --time at --channel via --conversion sold --value worth";

fn refusal(mode: &str, content: &[u8], flags: &str) -> String {
    run(mode, content, flags).unwrap_err()
}

/// Conversions and value by channel and model.
fn credits(out: &str) -> BTreeMap<(String, String), (f64, f64)> {
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    assert_eq!(reader.headers().unwrap(), vec!["channel", "model", "conversions", "value"]);
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        ((row[0].to_owned(), row[1].to_owned()), (row[2].parse().unwrap(), row[3].parse().unwrap()))
    });
    rows.collect()
}

/// Conversions of some channels under one model.
fn of(out: &str, model: &str, channels: &[&str]) -> Vec<f64> {
    let credits = credits(out);
    channels.iter().map(|name| credits[&((*name).to_owned(), model.to_owned())].0).collect()
}

#[test]
fn aggregated_paths_are_credited_under_every_model() {
    let file = b"path,conv,value,null,more\nA > B,1,10,0,\nA,0,,1,\"x, y\"\nB > A,1,5.5,0,\n,3,9,1,\n";
    let (out, notes) = run("paths", file, PATHS).unwrap();
    assert_eq!(credits(&out).len(), 2 * MODELS);
    assert_eq!(out.lines().next(), Some("channel,model,conversions,value"));
    assert_eq!(of(&out, "FIRST_TOUCH", &["A", "B"]), [1.0, 1.0]);
    assert_eq!(of(&out, "LINEAR", &["A", "B"]), [1.0, 1.0]);
    // Worked out beside the solver: 9/17 and 8/17 of two conversions.
    assert_eq!(of(&out, "MARKOV", &["A", "B"]), [1.058824, 0.941176]);
    // Touches lie a day apart: 2^(−1/7) and 1, in both directions.
    assert_eq!(of(&out, "TIME_DECAY", &["A", "B"]), [1.0, 1.0]);
    assert!(out.contains("A,FIRST_TOUCH,1,10\n"), "{out}");
    assert!(out.contains("B,LAST_AFFILIATE_TOUCH,0,0\n"), "{out}");
    assert!(notes.contains("base probability: 0.6666666666666666"), "{notes}");
    assert!(notes.contains("credited to nobody: 3\n"), "{notes}");
}

#[test]
fn repeats_of_a_channel_are_kept() {
    let (out, _) = run("paths", b"path,conv\nA > A > A > B,4\n", "--path path --conversions conv").unwrap();
    assert_eq!(of(&out, "LINEAR", &["A", "B"]), [3.0, 1.0]);
    assert_eq!(of(&out, "SHAPLEY", &["A", "B"]), [2.0, 2.0]);
    let apart = "--path path --conversions conv --gap-hours 168";
    let (out, _) = run("paths", b"path,conv\nA > A > B,7\n", apart).unwrap();
    assert_eq!(of(&out, "TIME_DECAY", &["A", "B"]), [3.0, 4.0]);
}

#[test]
fn marks_quotes_semicolons_and_line_ends_are_read() {
    let plain = b"path,conv,value,null\nA > B,1,2,3\n\"C, \"\"D\"\"\",4,5,6\n";
    let marked = b"\xEF\xBB\xBF\"path\";conv;value;null\r\nA > B;1;2;3\r\n\r\n\"C, \"\"D\"\"\";4.0;5;6";
    let tabs = b"null\tpath\tconv\tvalue\n3\tA > B\t1\t2\n6\t\"C, \"\"D\"\"\"\t4\t5\n";
    let (out, _) = run("paths", plain, PATHS).unwrap();
    assert!(out.contains("\n\"C, \"\"D\"\"\",LINEAR,4,5\n"), "{out}");
    assert_eq!(run("paths", marked, PATHS).unwrap().0, out);
    assert_eq!(run("paths", tabs, PATHS).unwrap().0, out);
}

#[test]
fn affiliates_and_direct_are_by_name_or_as_said() {
    let file = b"path,conv\nAffiliate Joe > Mail > Direct,1\nDirect,2\n";
    let columns = "--path path --conversions conv";
    let names = ["Affiliate Joe", "Mail", "Direct"];
    let (out, _) = run("paths", file, columns).unwrap();
    assert_eq!(of(&out, "LAST_AFFILIATE_TOUCH", &names), [1.0, 0.0, 0.0]);
    assert_eq!(of(&out, "LAST_NON_DIRECT", &names), [0.0, 1.0, 2.0]);
    let said = format!("{columns} --affiliates Mail,Nobody --direct MAIL");
    let (out, notes) = run("paths", file, &said).unwrap();
    assert_eq!(of(&out, "LAST_AFFILIATE_TOUCH", &names), [0.0, 1.0, 0.0]);
    assert_eq!(of(&out, "LAST_NON_DIRECT", &names), [0.0, 0.0, 3.0]);
    assert!(notes.contains("there is no channel \"Nobody\""), "{notes}");
}

/// Ann: A, then B, a sale on C; D, a sale on E two days later; F afterwards. Bob: G alone.
const JOURNEYS: &[u8] = b"who,at,via,sold,worth
ann,2026-01-05T00:00:00Z,F,0,
ann,2026-01-01T00:00:00Z,A,0,
bob,2026-01-01T00:00:00Z,G,,
ann,2026-01-02T00:00:00+01:00,B,0,0
ann,2026-01-02T00:00:00Z,C,1,30
ann,2026-01-03T00:00:00Z,D,0,
ann,2026-01-04T00:00:00Z,E,2,60
";

const ALL: [&str; 7] = ["A", "B", "C", "D", "E", "F", "G"];

fn journeys(flags: &str) -> (String, String) {
    run("touches", JOURNEYS, &format!("{TOUCHES} {flags}")).unwrap()
}

#[test]
fn a_conversion_ends_a_journey_and_earlier_touches_stay() {
    let (out, notes) = journeys("");
    // A B | A B D; null: F and G.
    let sixth = 0.333333;
    assert_eq!(of(&out, "LINEAR", &ALL), [0.5 + sixth, 0.5 + sixth, 0.0, sixth, 0.0, 0.0, 0.0]);
    assert_eq!(of(&out, "LAST_TOUCH", &ALL), [0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
    assert_eq!(credits(&out)[&("D".to_owned(), "LAST_TOUCH".to_owned())], (1.0, 60.0));
    assert!(notes.contains("base probability: 0.5\n"), "{notes}");
    assert_eq!(credits(&out).len(), ALL.len() * MODELS);
}

#[test]
fn a_conversion_resets_where_that_is_asked_for() {
    // A B | D.
    assert_eq!(of(&journeys("--reset-on-conversion").0, "LINEAR", &ALL), [0.5, 0.5, 0.0, 1.0, 0.0, 0.0, 0.0]);
    // A B C | D E.
    let both = journeys("--reset-on-conversion --converting-row-is-touch").0;
    assert_eq!(of(&both, "LAST_TOUCH", &ALL), [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0]);
    assert_eq!(of(&both, "FIRST_TOUCH", &ALL), [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
    // A B C | A B C D E.
    let touch = journeys("--converting-row-is-touch").0;
    assert_eq!(of(&touch, "FIRST_TOUCH", &ALL), [2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!(of(&touch, "POSITION", &ALL), [0.8, 0.266667, 0.466667, 0.066667, 0.4, 0.0, 0.0]);
}

#[test]
fn a_window_opens_after_its_edge() {
    // A is 24 hours before the first conversion and 72 before the second.
    assert_eq!(
        of(&journeys("--window-hours 24").0, "FIRST_TOUCH", &ALL),
        [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    );
    assert_eq!(
        of(&journeys("--window-hours 24.001").0, "FIRST_TOUCH", &ALL),
        [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
    );
    assert!(journeys("--window-hours 1").1.contains("credited to nobody: 2\n"));
}

#[test]
fn decay_goes_by_hours_before_the_youngest_touch() {
    let file = b"who,at,via,sold\nu,2026-01-01T00:00:00Z,A,0\nu,2026-01-02T00:00:00Z,B,0\nu,2026-01-09T00:00:00Z,,1\n";
    let flags = "--user who --time at --channel via --conversion sold --half-life-hours 24";
    let (out, _) = run("touches", file, flags).unwrap();
    assert_eq!(of(&out, "TIME_DECAY", &["A", "B"]), [0.333333, 0.666667]);
}

#[test]
fn equal_times_keep_the_order_of_the_file_and_other_rows_any() {
    let rows =
        ["u,2026-01-01T00:00:00Z,A,0,", "u,2026-01-01T00:00:00Z,B,1,5", "v,2026-01-01T00:00:00.5Z,C,0,"];
    let file = |order: [usize; 3]| {
        let rows: Vec<&str> = order.iter().map(|at| rows[*at]).collect();
        format!("who,at,via,sold,worth\n{}\n", rows.join("\n"))
    };
    let told = |order| run("touches", file(order).as_bytes(), TOUCHES).unwrap();
    assert_eq!(told([0, 1, 2]), told([2, 0, 1]));
    assert_eq!(of(&told([0, 1, 2]).0, "LINEAR", &["A"]), [1.0]);
    // After the conversion in the file: a path of its own, which did not convert.
    assert_eq!(of(&told([1, 0, 2]).0, "LINEAR", &["A"]), [0.0]);
}

#[test]
fn bad_files_are_refused_with_the_line() {
    let paths = |rows: &str| refusal("paths", format!("path,conv,value,null\n{rows}").as_bytes(), PATHS);
    assert_eq!(paths("A,1,1,1\n\nB,x,1,1\n"), "line 4: conv \"x\" is not a number from 0");
    assert_eq!(paths("\"A\nB\",1,1,1\nB,-1,1,1\n"), "line 4: conv \"-1\" is not a number from 0");
    assert_eq!(paths("A,1.5,1,1\n"), "line 2: conv 1.5 is not a whole number up to 4294967295");
    assert_eq!(paths("A,1,inf,1\n"), "line 2: value \"inf\" is not a number from 0");
    assert_eq!(paths("A,1,1e16,1\n"), "line 2: a value must be a number from 0 to 1e15");
    assert_eq!(paths("A,1,1\n"), "line 2: 3 cells where the header has 4");
    assert_eq!(paths("A >  > B,1,1,1\n"), "line 2: a channel has no name");
    assert_eq!(paths("A,1,1,1\n\"B,1,1,1\nC,1,1,1\n"), "line 3: a quote is opened and never closed");
    assert!(paths(&format!("{},1,1,1\n", "x".repeat(201))).contains("line 2: a channel's name is longer"));
    assert!(paths(&"x".repeat(2 << 20)).starts_with("line 2: longer than"));
    let many: String = (0..1_001).map(|n| format!("c{n},1,1,1\n")).collect();
    assert_eq!(paths(&many), "line 1002: there are more than 1000 channels");
    assert_eq!(refusal("paths", b"path,conv,value,null\n\xFF,1,1,1\n", PATHS), "line 2: not UTF-8");
    assert!(refusal("paths", b"", PATHS).ends_with("there is no header"));
    assert_eq!(
        refusal("paths", b"path,conv,null\n", PATHS),
        "line 1: there is no column \"value\"; there are \"path\", \"conv\", \"null\""
    );
    assert!(
        refusal("paths", b"path,conv,value,null,conv\n", PATHS).contains("more than one column \"conv\"")
    );
    let touches =
        |row: &str| refusal("touches", format!("who,at,via,sold,worth\n{row}\n").as_bytes(), TOUCHES);
    assert_eq!(touches("u,2026-01-01,A,0,"), "line 2: at \"2026-01-01\" is not an RFC 3339 time");
    assert_eq!(touches(",2026-01-01T00:00:00Z,A,0,"), "line 2: who is empty");
    assert_eq!(touches("u,2026-01-01T00:00:00Z,,0,"), "line 2: a channel has no name");
    assert_eq!(touches("u,2026-01-01T00:00:00Z,A,yes,"), "line 2: sold \"yes\" is not a number from 0");
}

#[test]
fn wrong_arguments_are_refused_by_name() {
    let file = b"path,conv\n";
    assert_eq!(refusal("paths", file, "--path path"), "--conversions COL is missing");
    assert_eq!(refusal("paths", file, "--path path --path path"), "--path is given twice");
    assert_eq!(refusal("paths", file, "--path"), "--path takes a value");
    assert_eq!(refusal("roads", file, ""), "\"roads\" is neither `paths` nor `touches`");
    let columns = "--path path --conversions conv";
    assert_eq!(refusal("paths", file, &format!("{columns} --user x")), "`paths` has no --user");
    for hours in ["-1", "NaN", "inf", "week", "1e7"] {
        let refused = refusal("paths", file, &format!("{columns} --half-life-hours {hours}"));
        assert_eq!(refused, "--half-life-hours must be a number of hours from 0 to 1000000");
    }
    assert!(refusal("paths", file, &format!("{columns} --half-life-hours 0")).contains("above 0"));
    let (out, _) = run("paths", file, &format!("{columns} --help")).unwrap();
    assert!(out.contains("attribute touches FILE"));
    let nothing = run("paths", file, columns).unwrap();
    assert_eq!(nothing.0, "channel,model,conversions,value\n");
}
