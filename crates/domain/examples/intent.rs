//! Trains the model of intents, says how often it is right, and asks it. `docs/intent.md` has the figures.
//! `cargo run --release -p domain --example intent -- --help` says how.

#[path = "intent/data.rs"]
mod data;
#[path = "intent/evaluate.rs"]
mod evaluate;
#[path = "intent/reviews.rs"]
mod reviews;
#[path = "intent/tally.rs"]
mod tally;
#[path = "intent/teach.rs"]
mod teach;

use std::io::{self, Write};
use std::process::ExitCode;

use domain::intent::{self, Model};
use domain::moment::MomentKind;

const USAGE: &str = "\
Trains the model of intents, says how often it is right, and asks it.

intent train CLINC150.json REVIEWS.csv VERSION OUT   writes a model
intent evaluate CLINC150.json REVIEWS.csv            prints the figures of docs/intent.md
intent try CLINC150.json REVIEWS.csv                 prints what other settings do, on the first fold's training part
intent reviews REVIEWS.csv                           prints what is read from 200 reviews that were not learnt
intent ask TEXT                                      prints what is read from a text
";

#[allow(dead_code, reason = "the tests call run")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words, &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            eprintln!("intent: {refusal}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the words ask for and prints to `out`. Errors: what could not be read or written, and why.
pub fn run(words: &[&str], out: &mut impl Write) -> Result<(), String> {
    match words {
        ["train", clinc, file, version, to] => {
            let model = teach::whole(&data::Clinc::read(clinc)?, &data::reviews(file)?, version);
            let text = model.to_text();
            // What cannot be read back is not written.
            Model::parse(&text).map_err(|error| error.to_string())?;
            std::fs::write(to, &text).map_err(unwritten)?;
            let (features, threshold) = (model.features(), model.threshold_milli());
            let temperature = model.temperature_milli();
            writeln!(
                out,
                "{features} features, {} bytes, temperature {temperature}, threshold {threshold}",
                text.len()
            )
            .map_err(unwritten)
        }
        ["evaluate", clinc, file] => evaluate::print(&data::Clinc::read(clinc)?, &data::reviews(file)?, out),
        ["try", clinc, file] => evaluate::attempts(&data::Clinc::read(clinc)?, &data::reviews(file)?, out),
        ["reviews", file] => reviews::print(&data::reviews(file)?, out),
        ["ask", text] => {
            let reading = intent::read(text, MomentKind::SocialPost);
            let intent = reading.intent.map_or("abstains", |intent| intent.as_str());
            writeln!(out, "{intent} {} by {}", reading.confidence_milli, reading.version())
                .map_err(unwritten)?;
            for span in &reading.evidence {
                writeln!(out, "  {}..{} {:?}", span.start, span.end, &text[span.start..span.end])
                    .map_err(unwritten)?;
            }
            Ok(())
        }
        ["--help"] => write!(out, "{USAGE}").map_err(unwritten),
        _ => Err(format!("what is asked for?\n{USAGE}")),
    }
}

fn unwritten(error: impl std::fmt::Display) -> String {
    format!("cannot write: {error}")
}
