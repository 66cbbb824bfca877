//! The log between the edge and the rows: Redis streams of what pages and links report, or a file while Redis is away.
//! Each kind of message, [`Logged`], has streams and a file of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use redis::AsyncCommands;
use redis::aio::ConnectionManager;
use redis::streams::{StreamAutoClaimOptions, StreamAutoClaimReply, StreamReadOptions, StreamReadReply};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::AsyncWriteExt;
use tokio::sync::Mutex;

use crate::engagement::Report;
use crate::error::{StoreError, StoreResult};
use crate::touch::Touch;

/// Streams that the messages of a kind are spread over; each is its own hash slot.
pub const STREAMS: u32 = 4;
const GROUP: &str = "ingest";
const APPEND_MS_MAX: u64 = 250;
/// A message another worker has held for so long is taken over, in milliseconds.
const STALE_MS: usize = 30_000;
const SEEN_SECONDS: u64 = 3600;

/// A message of the log. It may be read twice: whoever takes it to rows finds them there.
pub trait Logged: Serialize + DeserializeOwned + Send + Sync {
    /// What its streams are called: `clk` of `clk:{n}`.
    const STREAM: &'static str;
    /// What it is called in its stream, and in errors.
    const NAME: &'static str;
    /// What its spool file's name ends in beside that which was set.
    const SPOOL: Option<&'static str>;

    /// By which messages are spread over the streams.
    fn spread(&self) -> u128;
}

/// The log.
#[derive(Clone)]
pub struct EventLog {
    redis: ConnectionManager,
    spool: Option<Spool>,
}

/// The files of one process that hold what Redis does not take.
#[derive(Clone)]
struct Spool {
    file: PathBuf,
    /// Held while a line is written or a file is taken away to be replayed: no line goes to a file that was read.
    turn: Arc<Mutex<()>>,
}

impl Spool {
    fn of<M: Logged>(&self) -> PathBuf {
        M::SPOOL.map_or_else(|| self.file.clone(), |ending| with(&self.file, ending))
    }

    /// What is replayed: no line is added to it any more.
    fn taken<M: Logged>(&self) -> PathBuf {
        match M::SPOOL {
            None => self.file.with_extension("replaying"),
            Some(_) => with(&self.of::<M>(), "replaying"),
        }
    }

    async fn keep<M: Logged>(&self, line: &str) -> std::io::Result<()> {
        let _turn = self.turn.lock().await;
        let mut file = tokio::fs::OpenOptions::new().create(true).append(true).open(self.of::<M>()).await?;
        file.write_all(format!("{line}\n").as_bytes()).await?;
        file.flush().await
    }

    /// The file that is replayed: one that was begun before, or what was spooled since. None without either.
    async fn take<M: Logged>(&self) -> std::io::Result<Option<PathBuf>> {
        let file = self.of::<M>();
        let taken = self.taken::<M>();
        let _turn = self.turn.lock().await;
        if tokio::fs::try_exists(&taken).await? {
            return Ok(Some(taken));
        }
        match tokio::fs::rename(&file, &taken).await {
            Ok(()) => Ok(Some(taken)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// A batch read from one stream, to be acknowledged once it stands in Postgres.
#[derive(Debug)]
pub struct Batch<M> {
    stream: String,
    ids: Vec<String>,
    /// The messages that could be read.
    pub messages: Vec<M>,
}

impl<M> Batch<M> {
    /// How many messages it has, those among them that could not be read.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

impl EventLog {
    /// A log on this connection; `spool` is the file that holds touches while Redis is away, beside which other messages have
    /// theirs.
    pub fn new(redis: ConnectionManager, spool: Option<PathBuf>) -> EventLog {
        EventLog { redis, spool: spool.map(|file| Spool { file, turn: Arc::default() }) }
    }

    /// Appends a message, to a stream or else to the spool. Errors: neither would take it.
    pub async fn append<M: Logged>(&self, message: &M) -> StoreResult<()> {
        let line = serde_json::to_string(message).map_err(|_| StoreError::Corrupt(M::NAME))?;
        match self.append_line(message, &line).await {
            Ok(()) => Ok(()),
            Err(error) => match &self.spool {
                None => Err(error),
                Some(spool) => {
                    tracing::warn!(%error, what = M::NAME, "spooled to a file");
                    spool.keep::<M>(&line).await.map_err(io)
                }
            },
        }
    }

    async fn append_line<M: Logged>(&self, message: &M, line: &str) -> StoreResult<()> {
        let shard = message.spread() % u128::from(STREAMS);
        let mut redis = self.redis.clone();
        let fields = [(M::NAME, line)];
        let added = redis.xadd::<_, _, _, _, Option<String>>(stream::<M>(shard), "*", &fields);
        match tokio::time::timeout(Duration::from_millis(APPEND_MS_MAX), added).await {
            Ok(result) => Ok(result.map(|_| ())?),
            Err(_) => Err(StoreError::Connection("redis did not answer".into())),
        }
    }

    /// Puts everything that was spooled back on the streams. Returns how many messages were replayed.
    pub async fn replay_spool(&self) -> StoreResult<usize> {
        Ok(self.replay::<Touch>().await? + self.replay::<Report>().await?)
    }

    async fn replay<M: Logged>(&self) -> StoreResult<usize> {
        let Some(spool) = &self.spool else { return Ok(0) };
        let Some(taken) = spool.take::<M>().await.map_err(io)? else { return Ok(0) };
        let replayed = self.replay_file::<M>(&taken).await?;
        tokio::fs::remove_file(&taken).await.map_err(io)?;
        Ok(replayed)
    }

    async fn replay_file<M: Logged>(&self, taken: &Path) -> StoreResult<usize> {
        let text = tokio::fs::read_to_string(taken).await.map_err(io)?;
        let mut replayed = 0;
        for line in text.lines() {
            // A torn last line was never acknowledged to anybody; rows are idempotent, so repeats are harmless.
            if let Ok(message) = serde_json::from_str::<M>(line) {
                self.append_line(&message, line).await?;
                replayed += 1;
            }
        }
        Ok(replayed)
    }

    /// Whether this visitor was seen on this link within the hour; notes that they were. None while Redis is away.
    pub async fn seen_within_hour(&self, link: &str, visitor_hash: &str) -> Option<bool> {
        let mut redis = self.redis.clone();
        let key = format!("seen:{{{link}}}:{visitor_hash}");
        let options = redis::SetOptions::default()
            .conditional_set(redis::ExistenceCheck::NX)
            .with_expiration(redis::SetExpiry::EX(SEEN_SECONDS));
        let set = redis.set_options::<_, _, Option<String>>(key, 1, options);
        match tokio::time::timeout(Duration::from_millis(APPEND_MS_MAX), set).await {
            Ok(Ok(fresh)) => Some(fresh.is_none()),
            _ => None,
        }
    }

    /// Reads up to `count` messages from every stream of their kind: first what a killed worker left, then what is new.
    pub async fn read<M: Logged>(&self, consumer: &str, count: usize) -> StoreResult<Vec<Batch<M>>> {
        let mut batches = Vec::new();
        for shard in 0..STREAMS {
            let batch = self.read_stream(&stream::<M>(shard.into()), consumer, count).await?;
            if !batch.is_empty() {
                batches.push(batch);
            }
        }
        Ok(batches)
    }

    async fn read_stream<M: Logged>(
        &self,
        stream: &str,
        consumer: &str,
        count: usize,
    ) -> StoreResult<Batch<M>> {
        let mut redis = self.redis.clone();
        let made: redis::RedisResult<()> = redis.xgroup_create_mkstream(stream, GROUP, "0").await;
        if let Err(error) = made
            && error.code() != Some("BUSYGROUP")
        {
            return Err(error.into());
        }
        let claimed: StreamAutoClaimReply = redis
            .xautoclaim_options(
                stream,
                GROUP,
                consumer,
                STALE_MS,
                "0-0",
                StreamAutoClaimOptions::default().count(count),
            )
            .await?;
        let mut messages = claimed.claimed;
        if messages.is_empty() {
            let options = StreamReadOptions::default().group(GROUP, consumer).count(count);
            // Own messages that were read but not acknowledged come first: this consumer may have been killed.
            for position in ["0", ">"] {
                let reply: Option<StreamReadReply> =
                    redis.xread_options(&[stream], &[position], &options).await?;
                messages = reply.into_iter().flat_map(|r| r.keys).flat_map(|k| k.ids).collect();
                if !messages.is_empty() {
                    break;
                }
            }
        }
        let read: Vec<M> = messages
            .iter()
            .filter_map(|message| message.get::<String>(M::NAME))
            .filter_map(|line| serde_json::from_str(&line).ok())
            .collect();
        if read.len() < messages.len() {
            tracing::error!(stream, lost = messages.len() - read.len(), "messages of the log cannot be read");
        }
        Ok(Batch {
            stream: stream.to_owned(),
            ids: messages.into_iter().map(|m| m.id).collect(),
            messages: read,
        })
    }

    /// Forgets a batch that stands in Postgres.
    pub async fn acknowledge<M>(&self, batch: &Batch<M>) -> StoreResult<()> {
        let mut redis = self.redis.clone();
        redis::pipe()
            .atomic()
            .xack(&batch.stream, GROUP, &batch.ids)
            .ignore()
            .xdel(&batch.stream, &batch.ids)
            .ignore()
            .query_async::<()>(&mut redis)
            .await?;
        Ok(())
    }
}

/// The same path with another ending behind what it has.
fn with(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn stream<M: Logged>(shard: u128) -> String {
    format!("{}:{{{shard}}}", M::STREAM)
}

fn io(error: std::io::Error) -> StoreError {
    StoreError::Connection(Box::new(error))
}
