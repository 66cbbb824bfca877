//! What is read from reviews that were not learnt.

use std::io::Write;

use domain::intent::{By, Intent, read};
use domain::moment::MomentKind;

use super::data::kept;
use super::unwritten;

/// How many are shown.
const SHOWN: usize = 200;

/// Prints them with what was read, of the others those with a wish, and how many of all have which intent. Errors: what cannot be written.
pub fn print(reviews: &[String], out: &mut impl Write) -> Result<(), String> {
    let mut counts = std::collections::BTreeMap::<String, (u64, u64)>::new();
    let kept = kept(reviews);
    for (at, text) in kept.iter().enumerate() {
        let reading = read(text, MomentKind::Review);
        let name = reading.intent.map_or("abstains".to_owned(), |intent| intent.to_string());
        let (shown, all) = counts.entry(name.clone()).or_default();
        *all += 1;
        *shown += u64::from(at < SHOWN);
        if at < SHOWN || reading.intent.is_some_and(|intent| intent != Intent::None) {
            let parts: Vec<&str> = reading.evidence.iter().map(|span| &text[span.start..span.end]).collect();
            let by = if let By::Rule(id) = reading.by { id } else { "model" };
            let evidence = parts.join(" | ");
            writeln!(
                out,
                "{at} {name} {} {by} [{evidence}] {}",
                reading.confidence_milli,
                text.replace('\n', " ")
            )
            .map_err(unwritten)?;
        }
    }
    for (name, (shown, all)) in counts {
        writeln!(out, "{name:<9} {shown:>4} of {SHOWN}, {all:>4} of {}", kept.len()).map_err(unwritten)?;
    }
    Ok(())
}
