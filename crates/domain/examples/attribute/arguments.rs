//! What was asked for on the command line.

use std::collections::BTreeMap;

/// How it is used.
pub const USAGE: &str = "\
Credits channels under every model; prints channel,model,conversions,value as CSV.

attribute paths FILE --path COL --conversions COL [--value COL] [--null COL] [--gap-hours 24]
  One row for each aggregated path: channels with ` > ` between them, repeats kept; how many walks of it
  converted, what these were worth together, how many did not. An empty number is 0. Times are not known: touches
  are taken as --gap-hours apart, the last at the conversion.

attribute touches FILE --user COL --time COL --channel COL --conversion COL [--value COL] [--window-hours N]
                       [--reset-on-conversion] [--converting-row-is-touch]
  One row for each touch, in any order, with its RFC 3339 time; rows of equal times keep their order. A conversion
  cell above zero ends a journey: one conversion, worth the value cell. On its path are the user's earlier touches,
  but for those --window-hours before it or more and, with --reset-on-conversion, those up to the previous
  conversion. The converting row itself is a touch only with --converting-row-is-touch. Touches after a user's last
  conversion are a path that did not convert.

Both take
  --half-life-hours 168  of TIME_DECAY
  --affiliates A,B       the channels of affiliates; else those with `affiliate` in their name, in any case
  --direct NAME          the channel of direct traffic, in any case; else `direct`
  --delimiter CHAR       else a comma, or the semicolon or tab that makes the named columns
";

/// Half-life, and hours between touches whose times are not known.
const HALF_LIFE_HOURS: f64 = 168.0;
const GAP_HOURS: f64 = 24.0;
/// Longest span that a flag may say, in hours.
const HOURS_MAX: f64 = 1e6;

/// The columns of aggregated paths.
#[derive(Debug)]
pub struct PathColumns {
    pub path: String,
    pub conversions: String,
    pub value: Option<String>,
    pub null: Option<String>,
    pub gap_hours: f64,
}

/// The columns of touches, and what makes a path of them.
#[derive(Debug)]
pub struct TouchColumns {
    pub user: String,
    pub time: String,
    pub channel: String,
    pub conversion: String,
    pub value: Option<String>,
    pub window_hours: Option<f64>,
    pub reset_on_conversion: bool,
    pub converting_row_is_touch: bool,
}

/// What a row of the file is.
#[derive(Debug)]
pub enum Rows {
    Paths(PathColumns),
    Touches(TouchColumns),
}

/// Everything that was asked for.
#[derive(Debug)]
pub struct Arguments {
    pub file: String,
    pub rows: Rows,
    pub half_life_hours: f64,
    /// None: by name.
    pub affiliates: Option<Vec<String>>,
    pub direct: String,
    /// None: as the header suggests.
    pub delimiter: Option<u8>,
}

impl Arguments {
    /// Reads them; none when help was asked for. Errors: the argument and what is wrong with it.
    pub fn read(arguments: impl Iterator<Item = String>) -> Result<Option<Arguments>, String> {
        let all: Vec<String> = arguments.collect();
        if all.is_empty() || all.iter().any(|argument| argument == "--help" || argument == "-h") {
            return Ok(None);
        }
        let (words, mut flags) = Flags::sort(all)?;
        let [mode, file] = words.as_slice() else {
            return Err("it takes `paths FILE` or `touches FILE` and flags; --help lists them".to_owned());
        };
        let rows = match mode.as_str() {
            "paths" => Rows::Paths(PathColumns::take(&mut flags)?),
            "touches" => Rows::Touches(TouchColumns::take(&mut flags)?),
            other => return Err(format!("{other:?} is neither `paths` nor `touches`")),
        };
        let read = Arguments {
            file: file.clone(),
            rows,
            half_life_hours: flags.hours("--half-life-hours")?.unwrap_or(HALF_LIFE_HOURS),
            affiliates: flags.text("--affiliates").map(|names| names.split(',').map(trimmed).collect()),
            direct: flags.text("--direct").unwrap_or_else(|| "direct".to_owned()),
            delimiter: flags.delimiter()?,
        };
        if read.half_life_hours == 0.0 {
            return Err("--half-life-hours must be above 0".to_owned());
        }
        flags.none_left(mode)?;
        Ok(Some(read))
    }
}

impl PathColumns {
    fn take(flags: &mut Flags) -> Result<PathColumns, String> {
        Ok(PathColumns {
            path: flags.required("--path")?,
            conversions: flags.required("--conversions")?,
            value: flags.text("--value"),
            null: flags.text("--null"),
            gap_hours: flags.hours("--gap-hours")?.unwrap_or(GAP_HOURS),
        })
    }
}

impl TouchColumns {
    fn take(flags: &mut Flags) -> Result<TouchColumns, String> {
        Ok(TouchColumns {
            user: flags.required("--user")?,
            time: flags.required("--time")?,
            channel: flags.required("--channel")?,
            conversion: flags.required("--conversion")?,
            value: flags.text("--value"),
            window_hours: flags.hours("--window-hours")?,
            reset_on_conversion: flags.switch("--reset-on-conversion"),
            converting_row_is_touch: flags.switch("--converting-row-is-touch"),
        })
    }
}

/// Flags that take no value.
const SWITCHES: [&str; 2] = ["--reset-on-conversion", "--converting-row-is-touch"];

/// The flags that nobody has taken yet, with their values; a switch has none.
struct Flags(BTreeMap<String, String>);

impl Flags {
    /// The words that are no flags, and the flags.
    fn sort(all: Vec<String>) -> Result<(Vec<String>, Flags), String> {
        let (mut words, mut flags) = (Vec::new(), BTreeMap::new());
        let mut rest = all.into_iter();
        while let Some(argument) = rest.next() {
            if !argument.starts_with("--") {
                words.push(argument);
                continue;
            }
            let value = if SWITCHES.contains(&argument.as_str()) {
                String::new()
            } else {
                rest.next().ok_or_else(|| format!("{argument} takes a value"))?
            };
            if flags.contains_key(&argument) {
                return Err(format!("{argument} is given twice"));
            }
            flags.insert(argument, value);
        }
        Ok((words, Flags(flags)))
    }

    fn switch(&mut self, flag: &str) -> bool {
        self.0.remove(flag).is_some()
    }

    fn text(&mut self, flag: &str) -> Option<String> {
        self.0.remove(flag)
    }

    fn required(&mut self, flag: &str) -> Result<String, String> {
        self.text(flag).ok_or_else(|| format!("{flag} COL is missing"))
    }

    fn hours(&mut self, flag: &str) -> Result<Option<f64>, String> {
        let Some(text) = self.text(flag) else { return Ok(None) };
        let hours = text.parse().ok().filter(|hours| (0.0..=HOURS_MAX).contains(hours));
        hours.map(Some).ok_or_else(|| format!("{flag} must be a number of hours from 0 to {HOURS_MAX}"))
    }

    fn delimiter(&mut self) -> Result<Option<u8>, String> {
        let Some(text) = self.text("--delimiter") else { return Ok(None) };
        match text.as_bytes() {
            [byte] if byte.is_ascii() && !b"\"\r\n".contains(byte) => Ok(Some(*byte)),
            _ if text == "\\t" => Ok(Some(b'\t')),
            _ => Err("--delimiter must be one character of ASCII".to_owned()),
        }
    }

    fn none_left(&self, mode: &str) -> Result<(), String> {
        self.0.keys().next().map_or(Ok(()), |flag| Err(format!("`{mode}` has no {flag}")))
    }
}

fn trimmed(name: &str) -> String {
    name.trim().to_owned()
}
