//! The files: CLINC150 as JSON, reviews as CSV, and our own shop texts.

use std::collections::{BTreeMap, BTreeSet};

use domain::intent::{Intent, Lesson, mapped};

/// Into how many parts the intents are divided; each is left out once.
pub const FOLDS: usize = 5;
/// One review in this many is kept from learning, to be looked at.
const KEPT_EVERY: usize = 3;
/// How many sentences of one review are learnt at most.
const REVIEW_SENTENCES_MAX: usize = 2;

/// CLINC150: `[text, intent]` in parts.
pub struct Clinc(BTreeMap<String, Vec<(String, String)>>);

impl Clinc {
    /// Reads it. Errors: a file that is not as it should be, or an intent that is not in our mapping.
    pub fn read(path: &str) -> Result<Clinc, String> {
        let file = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
        let clinc = Clinc(serde_json::from_slice(&file).map_err(|error| format!("{path}: {error}"))?);
        for (_, name) in clinc.part("train").iter().chain(clinc.part("test")) {
            mapped(name).map_err(|error| format!("{path}: {error}"))?;
        }
        Ok(clinc)
    }

    fn part(&self, name: &str) -> &[(String, String)] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The texts of a part as lessons.
    pub fn lessons(&self, part: &str) -> Vec<Lesson> {
        let lesson = |(text, name): &(String, String)| {
            let intent = mapped(name).ok()?;
            Some(Lesson { text: text.clone(), intent, group: name.clone() })
        };
        self.part(part).iter().filter_map(lesson).collect()
    }

    /// Texts that belong to no intent of CLINC150.
    pub fn out_of_scope(&self) -> Vec<&str> {
        self.part("oos_test").iter().map(|(text, _)| text.as_str()).collect()
    }

    /// The fold of each intent: within each of ours by name, dealt out in turn.
    pub fn folds(&self, names: &BTreeSet<String>) -> BTreeMap<String, usize> {
        let mut sorted: Vec<(Option<Intent>, &String)> =
            names.iter().map(|name| (mapped(name).ok(), name)).collect();
        sorted.sort();
        sorted.into_iter().enumerate().map(|(at, (_, name))| (name.clone(), at % FOLDS)).collect()
    }

    /// The names of all intents.
    pub fn names(&self) -> BTreeSet<String> {
        self.part("train").iter().map(|(_, name)| name.clone()).collect()
    }
}

/// Every review's title and text. Errors: a file that is not as it should be.
pub fn reviews(path: &str) -> Result<Vec<String>, String> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| format!("{path}: {error}"))?;
    let headers = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = headers.iter().position(|name| name == "Review Text").ok_or("no column Review Text")?;
    let mut texts = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| format!("{path}: {error}"))?;
        texts.extend(row.get(column).filter(|text| !text.trim().is_empty()).map(str::to_owned));
    }
    Ok(texts)
}

/// The reviews that are kept from learning.
pub fn kept(reviews: &[String]) -> Vec<&str> {
    reviews.iter().step_by(KEPT_EVERY).map(String::as_str).collect()
}

/// Lessons of NONE: sentences of the other reviews that no rule takes for a wish.
pub fn tales(reviews: &[String]) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for (at, review) in reviews.iter().enumerate().filter(|(at, _)| at % KEPT_EVERY != 0) {
        let sentences = review.split_inclusive(['.', '!', '?', '\n']).filter(|sentence| {
            !sentence.ends_with('?')
                && sentence.split_whitespace().count() > 2
                && domain::intent::read_by_rules(sentence).is_none()
        });
        // Reviews have no intents to group them by: ten groups stand in.
        let group = format!("review {}", at % 10);
        lessons.extend(sentences.take(REVIEW_SENTENCES_MAX).map(|sentence| Lesson {
            text: sentence.to_owned(),
            intent: Intent::None,
            group: group.clone(),
        }));
    }
    lessons
}

/// Our own shop texts, by the name of their file: what is wanted, and the text. The rules were made with the first two at
/// hand, and without the third.
pub fn shop() -> [(&'static str, Vec<(Intent, &'static str)>); 3] {
    let files = [
        ("shop.txt", include_str!("shop.txt")),
        ("shop2.txt", include_str!("shop2.txt")),
        ("shop3.txt", include_str!("shop3.txt")),
    ];
    files.map(|(name, text)| {
        let lines =
            text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
        (name, lines.filter_map(|(intent, text)| Some((intent.parse().ok()?, text))).collect())
    })
}
