//! A file of touches with users and times.

use std::collections::HashMap;

use chrono::DateTime;
use domain::attribution::{Ages, Outcome, Path, PathChannel, Paths};

use super::Journeys;
use super::arguments::{Arguments, TouchColumns};
use super::table::{Table, quoted};

const USER: usize = 0;
const TIME: usize = 1;
const CHANNEL: usize = 2;
const CONVERSION: usize = 3;
const VALUE: usize = 4;

const MICROS_PER_HOUR: f64 = 3.6e9;

/// One row.
struct Row {
    /// The user's number.
    user: u32,
    at_micros: i64,
    /// Where it begins. Later rows have later lines.
    line: u64,
    /// None where a row only converts and names none.
    channel: Option<PathChannel>,
    /// What a conversion is worth; none where the row is none.
    converts: Option<f64>,
}

/// Reads it. Errors: with the line.
pub fn read(arguments: &Arguments, columns: &TouchColumns) -> Result<Journeys, String> {
    let mut paths = Paths::new(Ages::Kept).map_err(|error| error.to_string())?;
    let mut rows = rows(arguments, columns, &mut paths)?;
    rows.sort_unstable_by_key(|row| (row.user, row.at_micros, row.line));
    let mut walker = Walker { columns, paths, uncredited: 0, touches: Vec::new(), age_hours: Vec::new() };
    for of_user in rows.chunk_by(|one, next| one.user == next.user) {
        walker.walk(of_user)?;
    }
    Ok(Journeys { paths: walker.paths, uncredited: walker.uncredited })
}

fn rows(arguments: &Arguments, columns: &TouchColumns, paths: &mut Paths) -> Result<Vec<Row>, String> {
    let wanted = [
        Some(columns.user.as_str()),
        Some(columns.time.as_str()),
        Some(columns.channel.as_str()),
        Some(columns.conversion.as_str()),
        columns.value.as_deref(),
    ];
    let mut table = Table::open(&arguments.file, arguments.delimiter, &wanted)?;
    let mut users: HashMap<String, u32> = HashMap::new();
    let mut rows = Vec::new();
    while let Some(row) = table.next()? {
        let user = row.cell(USER);
        if user.is_empty() {
            return Err(row.wrong(format!("{} is empty", columns.user)));
        }
        let next = u32::try_from(users.len()).map_err(|_| row.wrong("too many users"))?;
        let user = match users.get(user) {
            Some(known) => *known,
            None => *users.entry(user.to_owned()).or_insert(next),
        };
        let time = row.cell(TIME);
        let at = DateTime::parse_from_rfc3339(time)
            .map_err(|_| row.wrong(format!("{} {} is not an RFC 3339 time", columns.time, quoted(time))))?;
        let converts = row.number(CONVERSION, &columns.conversion)? > 0.0;
        let value = row.number(VALUE, columns.value.as_deref().unwrap_or_default())?;
        // A conversion that is no touch need not name a channel.
        let channel = match row.cell(CHANNEL) {
            "" if converts && !columns.converting_row_is_touch => None,
            name => Some(paths.channel(name).map_err(|error| row.wrong(error))?),
        };
        let converts = converts.then_some(value);
        rows.push(Row { user, at_micros: at.timestamp_micros(), line: row.line, channel, converts });
    }
    Ok(rows)
}

/// Goes along each user's rows and makes paths of them.
struct Walker<'a> {
    columns: &'a TouchColumns,
    paths: Paths,
    uncredited: u64,
    touches: Vec<PathChannel>,
    age_hours: Vec<f64>,
}

impl Walker<'_> {
    /// The rows of one user, in order.
    fn walk(&mut self, rows: &[Row]) -> Result<(), String> {
        let mut start = 0;
        let mut after_last = 0;
        for (at, row) in rows.iter().enumerate() {
            let Some(value) = row.converts else { continue };
            let end = if self.columns.converting_row_is_touch { at + 1 } else { at };
            // Times only grow: what is outside this window is outside every later one.
            start += rows[start..end].iter().take_while(|touch| self.outside(touch, row)).count();
            let outcome = Outcome { conversions: 1, nulls: 0, value };
            if !self.add(&rows[start..end], Some(row.at_micros), outcome, row.line)? {
                self.uncredited += 1;
            }
            after_last = at + 1;
            if self.columns.reset_on_conversion {
                start = after_last;
            }
        }
        let left = &rows[after_last..];
        let line = left.last().map_or(0, |row| row.line);
        self.add(left, None, Outcome { conversions: 0, nulls: 1, value: 0.0 }, line)?;
        Ok(())
    }

    fn outside(&self, touch: &Row, conversion: &Row) -> bool {
        let age = hours(touch.at_micros, conversion.at_micros);
        self.columns.window_hours.is_some_and(|window| age >= window)
    }

    /// Adds the path of these rows' touches, if there is one; says whether.
    fn add(&mut self, rows: &[Row], end: Option<i64>, outcome: Outcome, line: u64) -> Result<bool, String> {
        self.touches.clear();
        self.age_hours.clear();
        for row in rows {
            let is_touch = row.converts.is_none() || self.columns.converting_row_is_touch;
            let Some(channel) = row.channel.filter(|_| is_touch) else { continue };
            self.touches.push(channel);
            self.age_hours.push(end.map_or(0.0, |end| hours(row.at_micros, end)));
        }
        if self.touches.is_empty() {
            return Ok(false);
        }
        let path = Path { touches: &self.touches, age_hours: &self.age_hours, outcome };
        self.paths.push(&path).map_err(|error| format!("line {line}: the path that ends here: {error}"))?;
        Ok(true)
    }
}

/// Hours from one time to another.
fn hours(from_micros: i64, to_micros: i64) -> f64 {
    to_micros.saturating_sub(from_micros) as f64 / MICROS_PER_HOUR
}
