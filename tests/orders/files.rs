//! What is in the two files: orders as they are written, and touches.

use std::collections::HashSet;
use std::path::Path;

use chrono::{DateTime, Duration, NaiveDateTime, Utc};

/// How an order's time is written.
const TIME: &str = "%d/%m/%Y %H:%M";

/// A row of an order file.
#[derive(Debug, Clone)]
pub struct Row {
    pub invoice: String,
    pub sku: String,
    pub quantity: i64,
    pub at: DateTime<Utc>,
    pub pence: i64,
    pub customer: String,
    pub country: String,
    /// Whether it gives light, which is a category of its own.
    pub light: bool,
}

impl Row {
    /// Whether it takes something back.
    pub fn is_cancelled(&self) -> bool {
        self.invoice.starts_with('C')
    }

    /// Whether it is goods, and no postage, fee or discount.
    pub fn is_goods(&self) -> bool {
        !["POST", "M", "DOT", "D", "C2", "BANK CHARGES"].contains(&self.sku.as_str())
    }
}

fn records(path: &Path) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

fn time(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text, TIME).unwrap().and_utc()
}

pub fn orders(path: &Path) -> Vec<Row> {
    let pence = |text: &str| {
        let (pounds, rest) = text.split_once(',').unwrap_or((text, ""));
        pounds.parse::<i64>().unwrap() * 100 + format!("{rest:0<2}").parse::<i64>().unwrap()
    };
    let rows = records(path);
    // A thing is of one category, however its title is written.
    let gives_light =
        |title: &str| ["LAMP", "CANDLE", "LIGHT", "LANTERN"].iter().any(|word| title.contains(word));
    let light: HashSet<String> =
        rows.iter().filter(|row| gives_light(&row[2])).map(|row| row[1].to_owned()).collect();
    let row = |row: csv::StringRecord| {
        let quantity: i64 = row[3].parse().unwrap();
        Row {
            invoice: row[0].to_owned(),
            sku: row[1].to_owned(),
            light: light.contains(&row[1]),
            quantity,
            at: time(&row[4]),
            pence: pence(&row[5]) * quantity,
            customer: row[6].to_owned(),
            country: row[7].to_owned(),
        }
    };
    rows.into_iter().map(row).collect()
}

/// The file as it is where it is of late; else a copy in `dir`, by whole weeks younger: nobody hands in touches of years ago.
pub fn of_late(path: &Path, dir: &Path, now: DateTime<Utc>) -> std::path::PathBuf {
    let last = orders(path).iter().map(|row| row.at).max().unwrap();
    let weeks = (now - last).num_weeks();
    if weeks < 52 {
        return path.to_owned();
    }
    let copy = dir.join("orders.csv");
    let mut writer = csv::Writer::from_path(&copy).unwrap();
    writer.write_record(csv::Reader::from_path(path).unwrap().headers().unwrap()).unwrap();
    for row in records(path) {
        let younger = (time(&row[4]) + Duration::weeks(weeks)).format(TIME).to_string();
        let fields = row.iter().enumerate().map(|(n, field)| if n == 4 { younger.as_str() } else { field });
        writer.write_record(fields).unwrap();
    }
    writer.flush().unwrap();
    copy
}

/// A row of a file of touches.
#[derive(Debug, Clone)]
pub struct Touch {
    /// The link, or the moment, by whom it is: each has one.
    pub of: String,
    pub at: DateTime<Utc>,
    pub customer: String,
    pub consents: bool,
}

/// What the file of touches begins with.
pub const TOUCHES: &str = "id,kind,link,moment,at,customer,consent\n";

pub fn touches(path: &Path) -> Vec<Touch> {
    let touch = |row: csv::StringRecord| Touch {
        of: if row[2].is_empty() { row[3].to_owned() } else { row[2].to_owned() },
        at: row[4].parse().unwrap(),
        customer: row[5].to_owned(),
        consents: &row[6] == "true",
    };
    records(path).into_iter().map(touch).collect()
}
