//! `tributary import`: a file of any size goes, piece by piece, through the public API into a running server.
//!
//! Every piece may be sent again, so whatever ends an import, the same command goes on where it stopped.

mod cut;
mod door;
mod meter;
mod reader;
mod report;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::{Args, ValueEnum};
use domain::import::{Format, ImportError, MAPPING_BYTES_MAX, Mapping, Noun, pieces};
use store::config::Environment;

use cut::{BYTES_MAX, cut};
use door::{Door, Target};
use meter::Meter;
use reader::Counted;
use report::{RefusedRow, Report, Summary};

/// What `tributary import` is told.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// What the file is full of
    #[arg(value_enum)]
    pub noun: NounArg,
    /// The file: CSV, or JSONL by its name (.jsonl, .ndjson)
    pub file: PathBuf,
    /// The mapping that says which column is what (see docs/mappings)
    #[arg(long, value_name = "MAP")]
    pub map: PathBuf,
    /// How the file is written, where its name does not say
    #[arg(long, value_enum)]
    pub format: Option<FormatArg>,
    /// Data directory of the running `tributary up`
    #[arg(long, default_value = ".tributary")]
    pub data: PathBuf,
    /// Another server; needs --key or TRIBUTARY_KEY
    #[arg(long)]
    pub url: Option<String>,
    /// A secret API key, trb_sk_…; better in TRIBUTARY_KEY, where other users cannot see it
    #[arg(long)]
    pub key: Option<String>,
    /// Write every refused row to this file, as JSON lines
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// What a file may be full of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NounArg {
    /// Reviews, posts, videos, questions and answers
    Moments,
    /// Orders and their cancellations
    Orders,
    /// Clicks, codes used and clicks on moments
    Touches,
}

/// How a file may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// With a header line
    Csv,
    /// One JSON object a line
    Jsonl,
}

impl NounArg {
    fn noun(self) -> Noun {
        match self {
            NounArg::Moments => Noun::Moments,
            NounArg::Orders => Noun::Orders,
            NounArg::Touches => Noun::Touches,
        }
    }
}

/// Runs one import and prints what became of every row.
///
/// Errors: the file, the mapping or the server cannot be used; the import stopped half-way, with how far it came.
pub async fn run(options: Options, env: &Environment) -> anyhow::Result<()> {
    let map = read_mapping(&options)?;
    let format = format_of(&options)?;
    let file =
        File::open(&options.file).with_context(|| format!("cannot open {}", options.file.display()))?;
    let target = Target::find(&options, env)?;
    let mut refused_file = options.report.as_deref().map(RefusedFile::create).transpose()?;

    let (reader, read) = Counted::new(&file);
    let mut meter = Meter::new(file.metadata()?.len(), read);
    let mut door = Door::open(target, options.noun.noun(), format, map.text)?;
    let bytes_max = BYTES_MAX.min(door.data_bytes_max());
    let mut summary = Summary::default();
    let mut line = format.first_line();
    let mut stopped = None;
    'file: for piece in pieces(format, reader, &map.mapping, bytes_max) {
        let small = match piece {
            Ok(piece) => cut(format, &map.mapping, piece),
            Err(error @ ImportError::TooLong { .. }) => {
                keep(&mut summary, refused_file.as_mut(), too_long(&error))?;
                continue;
            }
            Err(error) => {
                stopped = Some(unreadable(error));
                break;
            }
        };
        for piece in small {
            line = piece.first_line;
            match door.send(&piece, &mut meter).await {
                Ok(report) => keep(&mut summary, refused_file.as_mut(), report)?,
                Err(error) => {
                    stopped = Some(anyhow!(error));
                    break 'file;
                }
            }
            meter.show(&summary);
        }
    }
    meter.end(&summary);
    if let Some(file) = refused_file {
        file.finish()?;
    }
    println!("{}", summary.told(options.noun.noun(), door.sent_again()));
    match stopped {
        None => Ok(()),
        Some(error) => Err(error.context(format!(
            "the import of {} stopped at line {line}; what came before it is in, and the same command goes on",
            options.file.display()
        ))),
    }
}

struct MappingFile {
    text: String,
    mapping: Mapping,
}

fn read_mapping(options: &Options) -> anyhow::Result<MappingFile> {
    let path = options.map.display();
    let text = fs::read_to_string(&options.map).with_context(|| format!("cannot read the mapping {path}"))?;
    if text.len() > MAPPING_BYTES_MAX {
        bail!("{path} has more than {MAPPING_BYTES_MAX} bytes, which no mapping has");
    }
    let mapping = Mapping::parse(&text).with_context(|| path.to_string())?;
    let wanted = options.noun.noun();
    if mapping.noun() != wanted {
        bail!("{path} is a mapping for {}, not for {wanted}", mapping.noun());
    }
    Ok(MappingFile { text, mapping })
}

fn format_of(options: &Options) -> anyhow::Result<Format> {
    if let Some(format) = options.format {
        return Ok(match format {
            FormatArg::Csv => Format::Csv,
            FormatArg::Jsonl => Format::Jsonl,
        });
    }
    let extension =
        options.file.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("jsonl" | "ndjson") => Ok(Format::Jsonl),
        Some("csv" | "tsv" | "txt") => Ok(Format::Csv),
        _ => bail!("{}: say with --format whether this is csv or jsonl", options.file.display()),
    }
}

fn keep(summary: &mut Summary, file: Option<&mut RefusedFile>, report: Report) -> anyhow::Result<()> {
    if let Some(file) = file {
        file.write(&report.refused)?;
    }
    summary.add(report);
    Ok(())
}

/// Rows that fit no request are told like rows that the server refused.
fn too_long(error: &ImportError) -> Report {
    let (line, external_id) = match error {
        ImportError::TooLong { line, external_id, .. } => (*line, external_id.clone()),
        _ => (0, None),
    };
    let row = RefusedRow { line, external_id, code: error.code().to_owned(), reason: error.to_string() };
    Report { read: 1, refused: vec![row], ..Report::default() }
}

fn unreadable(error: ImportError) -> anyhow::Error {
    let code = error.code();
    anyhow!(error).context(code)
}

/// Every refused row, one JSON object a line.
struct RefusedFile {
    path: PathBuf,
    file: BufWriter<File>,
}

impl RefusedFile {
    fn create(path: &Path) -> anyhow::Result<RefusedFile> {
        let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(RefusedFile { path: path.to_path_buf(), file: BufWriter::new(file) })
    }

    fn write(&mut self, rows: &[RefusedRow]) -> anyhow::Result<()> {
        for row in rows {
            serde_json::to_writer(&mut self.file, row)
                .map_err(anyhow::Error::from)
                .and_then(|()| Ok(self.file.write_all(b"\n")?))
                .with_context(|| format!("cannot write {}", self.path.display()))?;
        }
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<()> {
        self.file.flush().with_context(|| format!("cannot write {}", self.path.display()))
    }
}
