//! A file of aggregated paths.

use domain::attribution::{Ages, Outcome, Path, Paths};

use super::Journeys;
use super::arguments::{Arguments, PathColumns};
use super::table::Table;

/// What stands between two channels.
const STEP: &str = " > ";

const PATH: usize = 0;
const CONVERSIONS: usize = 1;
const VALUE: usize = 2;
const NULL: usize = 3;

/// Reads it. Errors: with the line.
pub fn read(arguments: &Arguments, columns: &PathColumns) -> Result<Journeys, String> {
    let wanted = [
        Some(columns.path.as_str()),
        Some(columns.conversions.as_str()),
        columns.value.as_deref(),
        columns.null.as_deref(),
    ];
    let mut table = Table::open(&arguments.file, arguments.delimiter, &wanted)?;
    let ages = Ages::Apart { gap_hours: columns.gap_hours };
    let mut paths = Paths::new(ages).map_err(|error| error.to_string())?;
    let mut uncredited = 0;
    let mut touches = Vec::new();
    while let Some(row) = table.next()? {
        let outcome = Outcome {
            conversions: row.count(CONVERSIONS, &columns.conversions)?,
            nulls: row.count(NULL, columns.null.as_deref().unwrap_or_default())?,
            value: row.number(VALUE, columns.value.as_deref().unwrap_or_default())?,
        };
        let cell = row.cell(PATH);
        if cell.is_empty() {
            uncredited += u64::from(outcome.conversions);
            continue;
        }
        touches.clear();
        for name in cell.split(STEP) {
            touches.push(paths.channel(name.trim()).map_err(|error| row.wrong(error))?);
        }
        paths.push(&Path { touches: &touches, age_hours: &[], outcome }).map_err(|error| row.wrong(error))?;
    }
    Ok(Journeys { paths, uncredited })
}
