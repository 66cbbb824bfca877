//! The log of touches between the edge and the rows: Redis streams `clk:{n}`, or a file while Redis is away.

use std::path::PathBuf;
use std::time::Duration;

use redis::AsyncCommands;
use redis::aio::ConnectionManager;
use redis::streams::{StreamAutoClaimOptions, StreamAutoClaimReply, StreamReadOptions, StreamReadReply};
use tokio::io::AsyncWriteExt;

use crate::error::{StoreError, StoreResult};
use crate::touch::Touch;

/// Streams the log is spread over; each is its own hash slot.
pub const STREAMS: u32 = 4;
const GROUP: &str = "ingest";
const APPEND_MS_MAX: u64 = 250;
/// A message another worker has held for so long is taken over, in milliseconds.
const STALE_MS: usize = 30_000;
const SEEN_SECONDS: u64 = 3600;

/// The log.
#[derive(Clone)]
pub struct EventLog {
    redis: ConnectionManager,
    spool: Option<PathBuf>,
}

/// A batch read from one stream, to be acknowledged once it stands in Postgres.
#[derive(Debug)]
pub struct Batch {
    stream: String,
    ids: Vec<String>,
    /// The touches that could be read.
    pub touches: Vec<Touch>,
}

impl EventLog {
    /// A log on this connection; `spool` is the file that holds touches while Redis is away.
    pub fn new(redis: ConnectionManager, spool: Option<PathBuf>) -> EventLog {
        EventLog { redis, spool }
    }

    /// Appends a touch, to the stream or else to the spool. Errors: neither would take it.
    pub async fn append(&self, touch: &Touch) -> StoreResult<()> {
        let line = serde_json::to_string(touch).map_err(|_| StoreError::Corrupt("touch"))?;
        match self.append_line(touch, &line).await {
            Ok(()) => Ok(()),
            Err(error) => match &self.spool {
                None => Err(error),
                Some(path) => {
                    tracing::warn!(%error, "touch spooled to a file");
                    let mut file = tokio::fs::OpenOptions::new()
                        .create(true)
                        .append(true)
                        .open(path)
                        .await
                        .map_err(io)?;
                    file.write_all(format!("{line}\n").as_bytes()).await.map_err(io)?;
                    file.flush().await.map_err(io)
                }
            },
        }
    }

    async fn append_line(&self, touch: &Touch, line: &str) -> StoreResult<()> {
        let shard = domain::ids::TypedId::uuid(touch.id).as_u128() % u128::from(STREAMS);
        let mut redis = self.redis.clone();
        let fields = [("touch", line)];
        let added = redis.xadd::<_, _, _, _, Option<String>>(format!("clk:{{{shard}}}"), "*", &fields);
        match tokio::time::timeout(Duration::from_millis(APPEND_MS_MAX), added).await {
            Ok(result) => Ok(result.map(|_| ())?),
            Err(_) => Err(StoreError::Connection("redis did not answer".into())),
        }
    }

    /// Puts what was spooled back on the streams. Returns how many touches were replayed.
    pub async fn replay_spool(&self) -> StoreResult<usize> {
        let Some(path) = &self.spool else { return Ok(0) };
        let taken = path.with_extension("replaying");
        if !tokio::fs::try_exists(&taken).await.map_err(io)? {
            match tokio::fs::rename(path, &taken).await {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
                Err(error) => return Err(io(error)),
            }
        }
        let text = tokio::fs::read_to_string(&taken).await.map_err(io)?;
        let mut replayed = 0;
        for line in text.lines() {
            // A torn last line was never acknowledged to anybody; rows are idempotent by id, so repeats are harmless.
            if let Ok(touch) = serde_json::from_str::<Touch>(line) {
                self.append_line(&touch, line).await?;
                replayed += 1;
            }
        }
        tokio::fs::remove_file(&taken).await.map_err(io)?;
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

    /// Reads up to `count` touches from every stream: first what a killed worker left, then what is new.
    pub async fn read(&self, consumer: &str, count: usize) -> StoreResult<Vec<Batch>> {
        let mut batches = Vec::new();
        for shard in 0..STREAMS {
            let stream = format!("clk:{{{shard}}}");
            let batch = self.read_stream(&stream, consumer, count).await?;
            if !batch.ids.is_empty() {
                batches.push(batch);
            }
        }
        Ok(batches)
    }

    async fn read_stream(&self, stream: &str, consumer: &str, count: usize) -> StoreResult<Batch> {
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
        let touches = messages
            .iter()
            .filter_map(|m| m.get::<String>("touch"))
            .filter_map(|line| serde_json::from_str(&line).ok())
            .collect();
        Ok(Batch { stream: stream.to_owned(), ids: messages.into_iter().map(|m| m.id).collect(), touches })
    }

    /// Forgets a batch that stands in Postgres.
    pub async fn acknowledge(&self, batch: &Batch) -> StoreResult<()> {
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

fn io(error: std::io::Error) -> StoreError {
    StoreError::Connection(Box::new(error))
}
