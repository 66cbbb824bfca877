//! `ChannelAttribution` from PyPI, in a virtual environment of its own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, bail};
use serde::Deserialize;

use crate::attribution::Walk;

/// What is installed. The last is imported by the first, which does not say so.
const PACKAGES: [&str; 4] =
    ["ChannelAttribution==2.2.5", "numpy==2.4.6", "pandas==3.1.1", "matplotlib==3.11.2"];
/// Where the environment is kept from one run to the next; not committed.
const HOME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/results/channel-attribution");
const PROGRAM: &str = include_str!("peer.py");

/// The running peer, and what it credited last.
pub struct Peer {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
    _dir: tempfile::TempDir,
    /// Conversions of each channel.
    pub first_touch: BTreeMap<String, f64>,
    /// The same.
    pub last_touch: BTreeMap<String, f64>,
    /// The same.
    pub linear: BTreeMap<String, f64>,
    /// The same.
    pub markov: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
struct Answer {
    seconds: f64,
    rows: Vec<BTreeMap<String, serde_json::Value>>,
}

impl Answer {
    fn column(&self, column: &str) -> anyhow::Result<BTreeMap<String, f64>> {
        let cell = |row: &BTreeMap<String, serde_json::Value>| {
            let name = row.get("channel_name")?.as_str()?.to_owned();
            Some((name, row.get(column)?.as_f64()?))
        };
        let cells = self.rows.iter().map(cell).collect::<Option<_>>();
        cells.with_context(|| format!("ChannelAttribution gave no {column}"))
    }
}

impl Peer {
    /// Installs it, where it is not yet, and hands it the paths.
    pub fn start(walks: &[Walk]) -> anyhow::Result<Peer> {
        let python = installed()?;
        let dir = tempfile::tempdir()?;
        let (program, paths) = (dir.path().join("peer.py"), dir.path().join("paths.csv"));
        std::fs::write(&program, PROGRAM)?;
        let mut file = BufWriter::new(std::fs::File::create(&paths)?);
        writeln!(file, "path,conversions,value,nulls")?;
        for Walk { path, conversions, nulls, value } in walks {
            writeln!(file, "{path},{conversions},{value},{nulls}")?;
        }
        file.flush()?;
        let mut child = Command::new(python)
            .arg(&program)
            .arg(&paths)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let ask = child.stdin.take().context("no standard input")?;
        let mut answers = BufReader::new(child.stdout.take().context("no standard output")?);
        let mut ready = String::new();
        answers.read_line(&mut ready)?;
        if ready.trim() != "ready" {
            bail!("ChannelAttribution did not start");
        }
        let none = BTreeMap::new;
        let (first_touch, last_touch, linear, markov) = (none(), none(), none(), none());
        Ok(Peer { child, ask, answers, _dir: dir, first_touch, last_touch, linear, markov })
    }

    /// Seconds of its first-touch, last-touch and linear models, which it computes together.
    pub fn heuristic_models(&mut self) -> anyhow::Result<f64> {
        let answer = self.run("heuristic_models")?;
        self.first_touch = answer.column("first_touch_conversions")?;
        self.last_touch = answer.column("last_touch_conversions")?;
        self.linear = answer.column("linear_touch_conversions")?;
        Ok(answer.seconds)
    }

    /// Seconds of its first-order chain on one core, as it comes.
    pub fn markov_model(&mut self) -> anyhow::Result<f64> {
        let answer = self.run("markov_model")?;
        self.markov = answer.column("total_conversions")?;
        Ok(answer.seconds)
    }

    fn run(&mut self, model: &str) -> anyhow::Result<Answer> {
        writeln!(self.ask, "{model}")?;
        self.ask.flush()?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        serde_json::from_str(&line).with_context(|| format!("ChannelAttribution failed in {model}"))
    }

    /// Ends it.
    pub fn stop(self) -> anyhow::Result<()> {
        let Peer { mut child, ask, .. } = self;
        drop(ask);
        child.wait()?;
        Ok(())
    }
}

/// The environment's Python. What an earlier run installed is used as it is, without a network.
fn installed() -> anyhow::Result<PathBuf> {
    let (home, python) = (Path::new(HOME), Path::new(HOME).join("bin/python3"));
    let done = home.join("installed");
    if std::fs::read_to_string(&done).is_ok_and(|packages| packages == PACKAGES.join(" ")) {
        return Ok(python);
    }
    eprintln!("installing {} from PyPI", PACKAGES.join(", "));
    succeed(Command::new("python3").args(["-m", "venv"]).arg(home))?;
    succeed(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
    std::fs::write(&done, PACKAGES.join(" "))?;
    Ok(python)
}

fn succeed(command: &mut Command) -> anyhow::Result<()> {
    let done = command.stdin(Stdio::null()).output().with_context(|| format!("{command:?}"))?;
    if !done.status.success() {
        bail!("{command:?} failed\n{}", String::from_utf8_lossy(&done.stderr));
    }
    Ok(())
}
