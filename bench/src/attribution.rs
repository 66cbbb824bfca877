//! Touches credited in a second on one core, beside `ChannelAttribution` on the same paths.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use domain::attribution::{
    Ages, Candidate, Model, Outcome, Path, Paths, Policy, ReportModel, ReportSetting, Role, TouchKind,
    Verdict, decide, report,
};
use domain::ids::PayeeId;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use store::{Clock, new_id};

use crate::peer::Peer;
use crate::report::{Report, Round, Row, machine};

/// Generated paths.
const PATHS: usize = 1_000_000;
/// Channels, some more common than others.
const CHANNELS: [&str; 12] = [
    "paid search",
    "organic search",
    "direct",
    "email",
    "affiliate joe",
    "affiliate amy",
    "display",
    "social post",
    "video",
    "review",
    "question",
    "referral",
];
/// Touches of the longest path.
const TOUCHES_MAX: usize = 20;
/// Of a hundred paths, those that convert.
const CONVERT_PERCENT: u32 = 30;
const ROUNDS: usize = 5;
/// Of the peer, which takes far longer.
const PEER_ROUNDS: usize = 3;
/// Conversions that are decided in a round, of [`DECIDED_TOUCHES`] candidates each.
const DECISIONS: usize = 20_000;
const DECIDED_TOUCHES: usize = 10;
const SEED: u64 = 20_261_126;
const SEED_VARIABLE: &str = "TRIBUTARY_SEED";
const UNIT: &str = "touches/s";

/// From text, as the peer reads it, to the report.
const FROM_TEXT: &str = " from text";
const DECIDE: &str = "attribution::decide, POSITION, 10 candidates";
const PEER_HEURISTICS: &str = "ChannelAttribution heuristic_models (three)";
const PEER_MARKOV: &str = "ChannelAttribution markov_model";

/// One path before it is read.
pub struct Walk {
    /// Channels with ` > ` between them.
    pub path: String,
    /// One in all.
    pub conversions: u32,
    /// The other way round.
    pub nulls: u32,
    /// Of the conversion.
    pub value: f64,
}

/// Measures.
pub fn measure() -> anyhow::Result<Report> {
    let seed = match std::env::var(SEED_VARIABLE) {
        Ok(text) => text.parse().with_context(|| format!("{SEED_VARIABLE} must be a whole number"))?,
        Err(_) => SEED,
    };
    eprintln!("{PATHS} paths of the seed {seed}");
    let walks = generate(seed);
    let mut peer = Peer::start(&walks)?;
    let paths = read(&walks)?;
    let touches = paths.touches() as f64;
    eprintln!("{touches} touches, {:?} conversions, nulls and value", paths.total());
    let conversions = conversions(seed);

    let mut rounds: BTreeMap<String, Vec<Round>> = BTreeMap::new();
    for number in 1..=ROUNDS {
        let mut keep = |name: String, seconds: f64, touches: f64| {
            eprintln!("round {number}: {name}: {seconds:.3} s");
            rounds.entry(name).or_default().push(Round { value: touches / seconds, p99_ms: None });
        };
        for model in ReportModel::ALL {
            let begun = Instant::now();
            black_box(report(&paths, *model, &setting(&paths))?);
            keep(model.to_string(), begun.elapsed().as_secs_f64(), touches);
        }
        let begun = Instant::now();
        let heuristics = [ReportModel::FirstTouch, ReportModel::LastTouch, ReportModel::Linear];
        reports_from_text(&walks, &heuristics)?;
        keep(heuristics_from_text(), begun.elapsed().as_secs_f64(), touches);
        let begun = Instant::now();
        reports_from_text(&walks, &[ReportModel::Markov])?;
        keep(format!("MARKOV{FROM_TEXT}"), begun.elapsed().as_secs_f64(), touches);
        keep(DECIDE.to_owned(), decided(&conversions), (DECISIONS * DECIDED_TOUCHES) as f64);
        if number <= PEER_ROUNDS {
            keep(PEER_HEURISTICS.to_owned(), peer.heuristic_models()?, touches);
            keep(PEER_MARKOV.to_owned(), peer.markov_model()?, touches);
        }
    }
    agree(&paths, &peer)?;
    peer.stop()?;
    Ok(told(&rounds))
}

fn told(rounds: &BTreeMap<String, Vec<Round>>) -> Report {
    let mut names: Vec<String> = ReportModel::ALL.iter().map(ToString::to_string).collect();
    names.extend([heuristics_from_text(), format!("MARKOV{FROM_TEXT}"), DECIDE.to_owned()]);
    names.extend([PEER_HEURISTICS.to_owned(), PEER_MARKOV.to_owned()]);
    let rows: Vec<Row> = names
        .iter()
        .map(|name| Row::of(name, UNIT, rounds.get(name).map_or(&[][..], Vec::as_slice)))
        .collect();
    let place = |name: &str| names.iter().position(|other| other == name).unwrap_or(usize::MAX);
    let (heuristics, markov) = (place(PEER_HEURISTICS), place(PEER_MARKOV));
    let slowest = rows[..ReportModel::ALL.len()].iter().map(|row| row.median).fold(f64::INFINITY, f64::min);
    let mut report = Report { name: "attribution", machine: machine(), rows, ratios: BTreeMap::new() };
    report.ratios.insert("slowest model, in millions a second".to_owned(), (slowest / 1e4).round() / 100.0);
    let from_text = place(&format!("MARKOV{FROM_TEXT}"));
    report.compare("MARKOV ÷ ChannelAttribution", place(ReportModel::Markov.as_str()), markov);
    report.compare("MARKOV from text ÷ ChannelAttribution", from_text, markov);
    report.compare("heuristics from text ÷ ChannelAttribution", place(&heuristics_from_text()), heuristics);
    report
}

fn heuristics_from_text() -> String {
    format!("FIRST_TOUCH, LAST_TOUCH and LINEAR{FROM_TEXT}")
}

/// Paths of 1 to [`TOUCHES_MAX`] touches, short ones more common, from a seed.
fn generate(seed: u64) -> Vec<Walk> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut walk = || {
        // The less of two: half of the paths have no more than six touches.
        let length = random.random_range(1..=TOUCHES_MAX).min(random.random_range(1..=TOUCHES_MAX));
        let mut path = String::new();
        for at in 0..length {
            let channel = random.random_range(0..CHANNELS.len()).min(random.random_range(0..CHANNELS.len()));
            let _ = write!(path, "{}{}", if at > 0 { " > " } else { "" }, CHANNELS[channel]);
        }
        let converts = random.random_range(0..100u32) < CONVERT_PERCENT;
        let value = if converts { f64::from(random.random_range(500..20_000u32)) / 100.0 } else { 0.0 };
        Walk { path, conversions: converts.into(), nulls: (!converts).into(), value }
    };
    (0..PATHS).map(|_| walk()).collect()
}

/// As the example `attribute` reads them.
fn read(walks: &[Walk]) -> anyhow::Result<Paths> {
    let mut paths = Paths::new(Ages::Apart { gap_hours: 24.0 })?;
    let mut touches = Vec::new();
    for walk in walks {
        touches.clear();
        for name in walk.path.split(" > ") {
            touches.push(paths.channel(name)?);
        }
        let outcome = Outcome { conversions: walk.conversions, nulls: walk.nulls, value: walk.value };
        paths.push(&Path { touches: &touches, age_hours: &[], outcome })?;
    }
    Ok(paths)
}

fn reports_from_text(walks: &[Walk], models: &[ReportModel]) -> anyhow::Result<()> {
    let paths = read(walks)?;
    for model in models {
        black_box(report(&paths, *model, &setting(&paths))?);
    }
    Ok(())
}

/// Seconds to decide so many conversions.
fn decided(conversions: &[Vec<Candidate>]) -> f64 {
    let policy = Policy { model: Model::Position, ..Policy::standard(new_id()) };
    let ready = conversions.to_vec();
    let begun = Instant::now();
    for candidates in ready {
        let converted_at = candidates.last().map(|candidate| candidate.occurred_at);
        black_box(converted_at.map(|at| decide(&policy, at, None, candidates)));
    }
    begun.elapsed().as_secs_f64()
}

fn setting(paths: &Paths) -> ReportSetting {
    let marked = |word: &str| paths.channels().iter().map(|name| name.contains(word)).collect();
    ReportSetting { half_life_hours: 168.0, affiliates: marked("affiliate"), direct: marked("direct") }
}

/// The peer credits as we do: exactly in its heuristics, and in its chain as near as its chances allow.
fn agree(paths: &Paths, peer: &Peer) -> anyhow::Result<()> {
    let all: f64 = paths.total().0 as f64;
    for (model, theirs, slack) in [
        (ReportModel::FirstTouch, &peer.first_touch, 1e-9),
        (ReportModel::LastTouch, &peer.last_touch, 1e-9),
        (ReportModel::Linear, &peer.linear, 1e-9),
        (ReportModel::Markov, &peer.markov, 0.01),
    ] {
        let ours = report(paths, model, &setting(paths))?;
        for (name, credit) in paths.channels().iter().zip(ours) {
            let their = theirs.get(name).copied().unwrap_or_default();
            if (credit.conversions - their).abs() > slack * all {
                bail!("{model} of {name}: {} here, {their} there", credit.conversions);
            }
        }
    }
    Ok(())
}

/// Candidates of so many conversions, the last at the conversion: six payees, half of them affiliates.
fn conversions(seed: u64) -> Vec<Vec<Candidate>> {
    let mut random = StdRng::seed_from_u64(seed);
    let converted_at = Clock::system().now();
    let payees: Vec<PayeeId> = (0..6).map(|_| new_id()).collect();
    let program = new_id();
    let mut candidate = |left: usize| {
        let payee = random.random_range(0..payees.len());
        let hours = if left == 0 { 0 } else { random.random_range(0..700) };
        Candidate {
            touch: new_id(),
            kind: TouchKind::Click,
            occurred_at: converted_at - Duration::from_secs(hours * 3_600),
            verdict: Verdict::Valid,
            payee: payees[payee],
            role: if payee < 3 { Role::Affiliate } else { Role::Creator },
            program,
            group: None,
            stands_down: false,
        }
    };
    (0..DECISIONS).map(|_| (0..DECIDED_TOUCHES).rev().map(&mut candidate).collect()).collect()
}
