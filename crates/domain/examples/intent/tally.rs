//! Counts of what was right and what was read.

use std::io::{self, Write};

use domain::intent::{INTENTS, Intent};

/// How often what was read for what was right; the last column counts abstentions.
#[derive(Default, Clone)]
pub struct Tally([[u64; INTENTS + 1]; INTENTS]);

impl Tally {
    pub fn add(&mut self, right: Intent, read: Option<Intent>) {
        self.0[right as usize][read.map_or(INTENTS, |read| read as usize)] += 1;
    }

    pub fn join(&mut self, other: &Tally) {
        for (row, more) in self.0.iter_mut().zip(&other.0) {
            row.iter_mut().zip(more).for_each(|(count, more)| *count += more);
        }
    }

    fn all(&self) -> u64 {
        self.0.iter().flatten().sum()
    }

    fn answered(&self) -> u64 {
        self.0.iter().flat_map(|row| &row[..INTENTS]).sum()
    }

    fn right(&self) -> u64 {
        (0..INTENTS).map(|at| self.0[at][at]).sum()
    }

    /// One line: how many texts, how many were answered, how many of these rightly.
    pub fn line(&self, name: &str, out: &mut impl Write) -> io::Result<()> {
        let (all, answered) = (self.all().max(1) as f64, self.answered());
        let (coverage, accuracy) = (answered as f64 / all, self.right() as f64 / answered.max(1) as f64);
        let often = self.0.iter().map(|row| row.iter().sum::<u64>()).max().unwrap_or(0) as f64 / all;
        writeln!(
            out,
            "{name:<34} texts {all:>5}  answered {coverage:.3}  right of these {accuracy:.3}  commonest {often:.3}"
        )
    }

    /// The matrix: a row for what is right, a column for what was read.
    pub fn matrix(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(
            out,
            "| right \\ read | KNOW | GO | DO | BUY | NONE | abstains |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
        )?;
        for (intent, row) in Intent::ALL.iter().zip(&self.0) {
            let cells: Vec<String> = row.iter().map(u64::to_string).collect();
            writeln!(out, "| {intent} | {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}
