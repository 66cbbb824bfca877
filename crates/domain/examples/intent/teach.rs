//! Trains a model and tells its threshold from intents that were left out.

use std::collections::BTreeSet;

use domain::intent::{Calibration, Lesson, Model, Training, calibrate, train};

use super::data::{Clinc, FOLDS, tales};

/// Of a thousand answers on intents that were left out, at most so many may be wrong.
pub const RISK_MILLI: u64 = 100;

/// How our own is trained.
pub fn training(version: &str) -> Training {
    let version = version.to_owned();
    Training { version, rounds: 10, step: 0.1, decay: 1e-4, lessons_min: 3, groups_min: 5 }
}

/// The model of these intents: its temperature and threshold come from models that left some of them out.
pub fn of_names(clinc: &Clinc, tales: &[Lesson], names: &BTreeSet<String>, training: &Training) -> Model {
    let lessons: Vec<Lesson> =
        clinc.lessons("train").into_iter().filter(|lesson| names.contains(&lesson.group)).collect();
    let unlearnt = unlearnt(clinc, &lessons, tales, names, training);
    calibrate(train(&[&lessons, tales].concat(), training), &unlearnt, RISK_MILLI)
}

/// What models say of the intents that each of them left out.
pub fn unlearnt(
    clinc: &Clinc,
    lessons: &[Lesson],
    tales: &[Lesson],
    names: &BTreeSet<String>,
    training: &Training,
) -> Calibration {
    let folds = clinc.folds(names);
    let mut unlearnt = Calibration::default();
    for fold in 0..FOLDS {
        let (out, learnt): (Vec<&Lesson>, Vec<&Lesson>) =
            lessons.iter().partition(|lesson| folds.get(&lesson.group) == Some(&fold));
        let learnt: Vec<Lesson> = learnt.into_iter().chain(tales).cloned().collect();
        let model = train(&learnt, training);
        out.iter().for_each(|lesson| unlearnt.add(&model, &lesson.text, lesson.intent));
    }
    unlearnt
}

/// The model of every intent.
pub fn whole(clinc: &Clinc, reviews: &[String], version: &str) -> Model {
    of_names(clinc, &tales(reviews), &clinc.names(), &training(version))
}
