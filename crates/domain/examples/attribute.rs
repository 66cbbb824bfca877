//! Credits channels under every model, from a file of aggregated paths or of touches, as CSV on standard output.
//! `cargo run --example attribute -p domain -- --help` says how.

#[path = "attribute/arguments.rs"]
mod arguments;
#[path = "attribute/path_rows.rs"]
mod path_rows;
#[path = "attribute/table.rs"]
mod table;
#[path = "attribute/touch_rows.rs"]
mod touch_rows;

use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, Rows};
use domain::attribution::{Credit, Markov, Paths, ReportModel, ReportSetting, markov, report};

/// What an affiliate's channel has in its name, unless `--affiliates` says otherwise.
const AFFILIATE: &str = "affiliate";

/// Paths as they were read, and what is on none.
pub struct Journeys {
    paths: Paths,
    /// Conversions that no touch led to.
    uncredited: u64,
}

#[allow(dead_code, reason = "the tests call run")]
fn main() -> ExitCode {
    match run(std::env::args().skip(1), &mut io::stdout().lock(), &mut io::stderr().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            eprintln!("attribute: {refusal}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the file that the arguments name, writes the report to `out` and what else there is to say to `notes`.
/// Errors: the argument, or the line of the file, and what is wrong with it.
pub fn run(
    arguments: impl Iterator<Item = String>,
    out: &mut impl Write,
    notes: &mut impl Write,
) -> Result<(), String> {
    let Some(arguments) = Arguments::read(arguments)? else {
        return write!(out, "{}", arguments::USAGE).map_err(unwritten);
    };
    let journeys = match &arguments.rows {
        Rows::Paths(columns) => path_rows::read(&arguments, columns)?,
        Rows::Touches(columns) => touch_rows::read(&arguments, columns)?,
    };
    let solved = Markov::of(&journeys.paths);
    let (conversions, nulls, _) = journeys.paths.total();
    note(notes, &arguments, &journeys)?;
    writeln!(notes, "paths: {conversions} converted, {nulls} did not").map_err(unwritten)?;
    writeln!(notes, "MARKOV base probability: {}", solved.base).map_err(unwritten)?;
    print(&journeys.paths, &solved, &setting(&arguments, journeys.paths.channels()), out)
}

fn note(notes: &mut impl Write, arguments: &Arguments, journeys: &Journeys) -> Result<(), String> {
    let known = journeys.paths.channels();
    for name in arguments.affiliates.iter().flatten().filter(|name| !known.contains(name)) {
        writeln!(notes, "--affiliates: there is no channel {name:?}").map_err(unwritten)?;
    }
    if journeys.uncredited > 0 {
        let uncredited = journeys.uncredited;
        writeln!(notes, "conversions without a touch, credited to nobody: {uncredited}")
            .map_err(unwritten)?;
    }
    Ok(())
}

fn setting(arguments: &Arguments, channels: &[String]) -> ReportSetting {
    let direct = arguments.direct.to_lowercase();
    let is_affiliate = |name: &String| match &arguments.affiliates {
        Some(names) => names.contains(name),
        None => name.to_lowercase().contains(AFFILIATE),
    };
    ReportSetting {
        half_life_hours: arguments.half_life_hours,
        affiliates: channels.iter().map(is_affiliate).collect(),
        direct: channels.iter().map(|name| name.to_lowercase() == direct).collect(),
    }
}

/// Every channel, by name, under every model.
fn print(
    paths: &Paths,
    solved: &Markov,
    setting: &ReportSetting,
    out: &mut impl Write,
) -> Result<(), String> {
    let mut reports: Vec<(ReportModel, Vec<Credit>)> = Vec::new();
    for model in ReportModel::ALL {
        let credits = match model {
            ReportModel::Markov => markov(paths, solved),
            _ => report(paths, *model, setting).map_err(|error| error.to_string())?,
        };
        reports.push((*model, credits));
    }
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["channel", "model", "conversions", "value"]).map_err(unwritten)?;
    let mut order: Vec<(usize, &String)> = paths.channels().iter().enumerate().collect();
    order.sort_by_key(|(_, name)| *name);
    for (channel, name) in order {
        for (model, credits) in &reports {
            let credit = credits.get(channel).copied().unwrap_or_default();
            let (conversions, value) = (decimal(credit.conversions), decimal(credit.value));
            writer.write_record([name, model.as_str(), &conversions, &value]).map_err(unwritten)?;
        }
    }
    writer.flush().map_err(unwritten)
}

/// Up to six decimals, without zeros at the end.
fn decimal(number: f64) -> String {
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn unwritten(error: impl std::fmt::Display) -> String {
    format!("cannot write: {error}")
}
