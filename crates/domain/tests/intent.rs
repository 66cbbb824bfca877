//! The example `intent`, on small files.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../examples/intent.rs"]
mod intent;

use std::path::{Path, PathBuf};

use domain::intent::Model;

/// A folder of its own, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("intent-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Scratch(path)
    }

    fn file(&self, name: &str, content: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn run(words: &[&str]) -> Result<String, String> {
    let mut out = Vec::new();
    intent::run(words, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

/// Some texts of some intents of each of ours, in the shape of CLINC150.
fn clinc() -> String {
    let kinds = [
        ("balance calories date time weather", "tell me what the"),
        ("directions distance traffic uber book_hotel", "take me over to"),
        ("alarm text timer transfer cancel", "please do start the"),
        ("order order_checks new_card shopping_list_update", "i would buy some"),
        ("yes no maybe greeting thank_you goodbye", "that is fine so"),
    ];
    let mut train = Vec::new();
    for (names, start) in kinds {
        for name in names.split(' ') {
            for thing in ["one", "two", "three", "four"] {
                train.push(serde_json::json!([format!("{start} {thing}"), name]));
            }
        }
    }
    serde_json::json!({ "train": train, "test": train, "oos_test": [["qwzx vbnk", "oos"]] }).to_string()
}

const REVIEWS: &str = "Id,Review Text\n1,It fits well. Soft fabric and a nice color.\n2,\"Runs large, so I sent it back.\"\n\
    3,\n4,Where can I buy more?\n5,The zipper broke on the first day.\n";

#[test]
fn it_trains_a_model_that_can_be_read_back_and_says_how_often_it_is_right() {
    let scratch = Scratch::new("trains");
    let (clinc, reviews) = (scratch.file("clinc.json", &clinc()), scratch.file("reviews.csv", REVIEWS));
    let to = scratch.0.join("model.txt");
    let said = run(&["train", &clinc, &reviews, "tiny", to.to_str().unwrap()]).unwrap();
    let model = Model::parse(&std::fs::read_to_string(&to).unwrap()).unwrap();
    assert_eq!(model.version(), "tiny");
    assert!(said.starts_with(&format!("{} features", model.features())) && model.features() > 5, "{said}");
    let figures = run(&["evaluate", &clinc, &reviews]).unwrap();
    for part in ["In distribution", "Intents left out", "Out of scope", "shop3.txt", "reviews a second"] {
        assert!(figures.contains(part), "{part}: {figures}");
    }
}

#[test]
fn it_asks_and_counts() {
    let said = run(&["ask", "So nice! Where can I buy this?"]).unwrap();
    assert!(said.starts_with("BUY ") && said.contains("\"Where can I buy this\""), "{said}");
    let scratch = Scratch::new("counts");
    let counted = run(&["reviews", &scratch.file("reviews.csv", REVIEWS)]).unwrap();
    // Of the four with a text the first and the last are kept from learning.
    assert!(counted.contains("of 2\n"), "{counted}");
}

#[test]
fn what_it_cannot_do_is_said() {
    let scratch = Scratch::new("refuses");
    let reviews = scratch.file("reviews.csv", REVIEWS);
    let strange = scratch.file("strange.json", r#"{"train": [["hello", "no_such_intent"]]}"#);
    assert!(run(&["train", &strange, &reviews, "v", "unwritten"]).unwrap_err().contains("no_such_intent"));
    assert!(!Path::new("unwritten").exists());
    assert!(run(&["reviews", &strange]).unwrap_err().contains("Review Text"));
    assert!(run(&["evaluate", "no-file", &reviews]).unwrap_err().contains("no-file"));
    assert!(run(&[]).unwrap_err().contains("intent train"));
}
