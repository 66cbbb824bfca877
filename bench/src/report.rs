//! What was measured: a table to read and a JSON file to keep.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

/// Where results are kept; not committed.
const RESULTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/results");

/// The outcome of one bench.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Its name, as `./dev bench` takes it.
    pub name: &'static str,
    /// Where it ran.
    pub machine: String,
    /// The medians.
    pub rows: Vec<Row>,
    /// What is compared with what.
    pub ratios: BTreeMap<String, f64>,
}

/// One variant: the median of its rounds.
#[derive(Debug, Serialize)]
pub struct Row {
    /// What did the work.
    pub variant: String,
    /// What is counted.
    pub unit: &'static str,
    /// The median of the rounds.
    pub median: f64,
    /// The ninety-ninth percentile of the median round's latencies, where each was timed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p99_ms: Option<f64>,
    /// Every round, in the order they ran.
    pub rounds: Vec<f64>,
}

/// One round of one variant.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    /// In the row's unit.
    pub value: f64,
    /// The ninety-ninth percentile of its latencies, where each was timed.
    pub p99_ms: Option<f64>,
}

impl Row {
    /// The row of a variant's rounds, of which there is at least one.
    pub fn of(variant: &str, unit: &'static str, rounds: &[Round]) -> Row {
        let mut sorted = rounds.to_vec();
        sorted.sort_by(|a, b| a.value.total_cmp(&b.value));
        let middle = sorted.get(sorted.len() / 2).copied().unwrap_or(Round { value: 0.0, p99_ms: None });
        Row {
            variant: variant.to_owned(),
            unit,
            median: middle.value,
            p99_ms: middle.p99_ms,
            rounds: rounds.iter().map(|round| round.value.round()).collect(),
        }
    }
}

impl Report {
    /// A ratio of two rows' medians, under a name.
    pub fn compare(&mut self, name: &str, above: usize, below: usize) {
        let median = |at: usize| self.rows.get(at).map_or(0.0, |row| row.median);
        let ratio = median(above) / median(below);
        self.ratios.insert(name.to_owned(), (ratio * 100.0).round() / 100.0);
    }

    /// Prints the table.
    pub fn print(&self) {
        println!("\n{} on {}", self.name, self.machine);
        println!("{:<52} {:>10} {:<12} {:>9}  rounds", "variant", "median", "unit", "p99 ms");
        for row in &self.rows {
            let p99 = row.p99_ms.map_or_else(|| "-".to_owned(), |ms| format!("{ms:.1}"));
            let rounds: Vec<String> = row.rounds.iter().map(|value| format!("{value:.0}")).collect();
            println!(
                "{:<52} {:>10.0} {:<12} {:>9}  {}",
                row.variant,
                row.median,
                row.unit,
                p99,
                rounds.join(" ")
            );
        }
        for (name, ratio) in &self.ratios {
            println!("{name}: {ratio:.2}");
        }
    }

    /// Writes `bench/results/NAME.json` and returns where that is.
    pub fn save(&self) -> anyhow::Result<PathBuf> {
        std::fs::create_dir_all(RESULTS)?;
        let path = Path::new(RESULTS).join(format!("{}.json", self.name));
        std::fs::write(&path, serde_json::to_string_pretty(self)? + "\n")?;
        Ok(path)
    }
}

/// Processor, cores and memory, as far as the system tells.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let read = |path: &str, field: &str| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(field))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let model = read("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let memory = read("/proc/meminfo", "MemTotal").unwrap_or_else(|| "unknown memory".to_owned());
    format!("{model}, {cores} cores, {memory}, {}", std::env::consts::OS)
}
