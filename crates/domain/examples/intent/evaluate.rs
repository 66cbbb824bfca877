//! The figures of `docs/intent.md`.

use std::collections::BTreeSet;
use std::io::Write;
use std::time::Instant;

use domain::intent::{
    Intent, Lesson, Model, RULE_CONFIDENCE_MILLI, Training, calibrate, read_by_model, read_by_rules,
    read_with, train,
};
use domain::moment::MomentKind;

use super::data::{Clinc, FOLDS, kept, shop, tales};
use super::tally::Tally;
use super::{teach, unwritten};

/// The ways that are compared.
#[derive(Default)]
struct Ways {
    rules: Tally,
    model: Tally,
    unthresholded: Tally,
    both: Tally,
    model_first: Tally,
}

impl Ways {
    fn add(&mut self, model: &Model, always: &Model, text: &str, right: Intent) {
        let by_rules = read_by_rules(text).and_then(|reading| reading.intent);
        let by_model = read_by_model(text, model).intent;
        self.rules.add(right, by_rules);
        self.model.add(right, by_model);
        self.unthresholded.add(right, read_by_model(text, always).intent);
        self.both.add(right, read_with(text, MomentKind::SocialPost, model).intent);
        self.model_first.add(right, by_model.or(by_rules));
    }

    fn join(&mut self, other: &Ways) {
        self.rules.join(&other.rules);
        self.model.join(&other.model);
        self.unthresholded.join(&other.unthresholded);
        self.both.join(&other.both);
        self.model_first.join(&other.model_first);
    }

    fn print(&self, name: &str, out: &mut impl Write) -> std::io::Result<()> {
        writeln!(out, "\n## {name}")?;
        self.unthresholded.line("model, never abstaining", out)?;
        self.model.line("model", out)?;
        self.rules.line("rules", out)?;
        self.model_first.line("model, then rules", out)?;
        self.both.line("rules, then model (ours)", out)?;
        self.both.matrix(out)
    }
}

fn ways<'a>(model: &Model, texts: impl IntoIterator<Item = (Intent, &'a str)>) -> Ways {
    let always = model.clone().with_threshold_milli(0);
    let mut ways = Ways::default();
    texts.into_iter().for_each(|(right, text)| ways.add(model, &always, text, right));
    ways
}

fn pairs(lessons: &[Lesson]) -> impl Iterator<Item = (Intent, &str)> {
    lessons.iter().map(|lesson| (lesson.intent, lesson.text.as_str()))
}

/// Prints all of them. Errors: what cannot be written.
pub fn print(clinc: &Clinc, reviews: &[String], out: &mut impl Write) -> Result<(), String> {
    let ours = Model::ours();
    writeln!(out, "model {}, threshold {}", ours.version(), ours.threshold_milli()).map_err(unwritten)?;
    let test = clinc.lessons("test");
    ways(ours, pairs(&test)).print("In distribution", out).map_err(unwritten)?;
    let tales = tales(reviews);
    let mut together = Ways::default();
    for fold in 0..FOLDS {
        let names = without(clinc, fold);
        let model = teach::of_names(clinc, &tales, &names, &teach::training("fold"));
        let out_of_it: Vec<Lesson> =
            test.iter().filter(|lesson| !names.contains(&lesson.group)).cloned().collect();
        let found = ways(&model, pairs(&out_of_it));
        found
            .unthresholded
            .line(&format!("fold {fold} left out, never abstaining"), out)
            .map_err(unwritten)?;
        found
            .model
            .line(&format!("fold {fold} left out, at {}", model.threshold_milli()), out)
            .map_err(unwritten)?;
        together.join(&found);
    }
    together.print("Intents left out", out).map_err(unwritten)?;
    // What is right is not known: the row is of no meaning.
    let strange = ways(ours, clinc.out_of_scope().into_iter().map(|text| (Intent::None, text)));
    strange.print("Out of scope", out).map_err(unwritten)?;
    for (name, texts) in shop() {
        let (mut special, mut general) = (Tally::default(), Tally::default());
        for (right, text) in &texts {
            if let Some(reading) = read_by_rules(text) {
                let special_one = reading.confidence_milli == RULE_CONFIDENCE_MILLI;
                (if special_one { &mut special } else { &mut general }).add(*right, reading.intent);
            }
        }
        ways(ours, texts).print(&format!("Shop texts, {name}"), out).map_err(unwritten)?;
        special.line("rules but for know.question", out).map_err(unwritten)?;
        general.line("know.question", out).map_err(unwritten)?;
    }
    speed(&kept(reviews), out).map_err(unwritten)
}

fn without(clinc: &Clinc, fold: usize) -> BTreeSet<String> {
    let folds = clinc.folds(&clinc.names());
    folds.into_iter().filter(|(_, other)| *other != fold).map(|(name, _)| name).collect()
}

fn speed(texts: &[&str], out: &mut impl Write) -> std::io::Result<()> {
    let (start, bytes) = (Instant::now(), texts.iter().map(|text| text.len()).sum::<usize>());
    let answered =
        texts.iter().filter(|text| domain::intent::read(text, MomentKind::Review).intent.is_some()).count();
    let seconds = start.elapsed().as_secs_f64();
    let (a_second, mean) = (texts.len() as f64 / seconds, bytes / texts.len().max(1));
    writeln!(out, "\n{a_second:.0} reviews a second of {mean} bytes on average; {answered} answered")
}

/// Other settings, on what the first fold's model may learn: half of these intents' folds teach, the others tell.
/// Nothing of the first fold is looked at. Errors: what cannot be written.
pub fn attempts(clinc: &Clinc, reviews: &[String], out: &mut impl Write) -> Result<(), String> {
    let (names, tales) = (without(clinc, 0), tales(reviews));
    let base = teach::training("attempt");
    let mut settings: Vec<Training> = vec![base.clone()];
    for rounds in [2, 20] {
        settings.push(Training { rounds, ..base.clone() });
    }
    for step in [0.03, 0.3] {
        settings.push(Training { step, ..base.clone() });
    }
    for decay in [0.0, 1e-3] {
        settings.push(Training { decay, ..base.clone() });
    }
    for groups_min in [2, 5, 12, 20, 30] {
        settings.push(Training { groups_min, ..base.clone() });
    }
    let lessons: Vec<Lesson> =
        clinc.lessons("train").into_iter().filter(|lesson| names.contains(&lesson.group)).collect();
    let folds = clinc.folds(&names);
    for setting in settings {
        let (mut always, mut sure) = (Tally::default(), Tally::default());
        let unlearnt = teach::unlearnt(clinc, &lessons, &tales, &names, &setting);
        for fold in 0..FOLDS {
            let left_out = |lesson: &&Lesson| folds.get(&lesson.group) == Some(&fold);
            let learnt: Vec<Lesson> =
                lessons.iter().filter(|lesson| !left_out(lesson)).chain(&tales).cloned().collect();
            let model = calibrate(train(&learnt, &setting), &unlearnt, teach::RISK_MILLI);
            let never = model.clone().with_threshold_milli(0);
            for lesson in lessons.iter().filter(left_out) {
                always.add(lesson.intent, read_by_model(&lesson.text, &never).intent);
                sure.add(lesson.intent, read_by_model(&lesson.text, &model).intent);
            }
        }
        writeln!(out, "{setting:?}").map_err(unwritten)?;
        always.line("  never abstaining", out).map_err(unwritten)?;
        sure.line("  at the risk", out).map_err(unwritten)?;
    }
    Ok(())
}
