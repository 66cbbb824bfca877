//! The side that listens.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::streams::StreamRangeReply;
use redis::{AsyncCommands, IntoConnectionInfo, ProtocolVersion, PushInfo, PushKind};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{Notify, broadcast};

use super::mark::{self, Mark};
use super::{Audience, Change, Cursor, News, Place};
use crate::config::RedisConfig;
use crate::error::{StoreError, StoreResult};

/// News that a follower may be behind by.
const BEHIND_MAX: usize = 2_048;
/// Messages read at once.
const READ_MAX: usize = 200;
/// What a lost publication costs.
const LOOK_SECONDS: u64 = 5;
/// Most news that one who was away is told one by one.
const MISSED_MAX: usize = 1_000;

/// What has just changed, as far as somebody follows it. Cheap to clone.
#[derive(Clone)]
pub struct Live(Arc<Inner>);

struct Inner {
    redis: ConnectionManager,
    streams: Streams,
}

type Streams = Arc<Mutex<HashMap<Audience, Followed>>>;

/// A stream that this process reads.
#[derive(Clone)]
struct Followed {
    news: broadcast::Sender<Arc<News>>,
    wake: Arc<Notify>,
    mark: Mark,
}

/// One who follows a stream until dropped.
pub struct Follower {
    news: broadcast::Receiver<Arc<News>>,
    live: Live,
    audience: Audience,
    at: Cursor,
}

/// This follower is too far behind, or the stream is not what it was: see [`Follower::missed`].
#[derive(Debug)]
pub struct Behind;

impl Live {
    /// Listens by a connection of its own, which is made when somebody follows. Errors: the address cannot be used.
    pub fn open(config: &RedisConfig) -> StoreResult<Live> {
        let info = config.url.as_str().into_connection_info()?;
        let settings = info.redis_settings().clone().set_protocol(ProtocolVersion::RESP3);
        let client = redis::Client::open(info.set_redis_settings(settings))?;
        let streams: Streams = Arc::default();
        let woken = streams.clone();
        let manager = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(Duration::from_millis(1_000)))
            .set_response_timeout(Some(Duration::from_millis(1_000)))
            .set_max_delay(Duration::from_millis(2_000))
            .set_automatic_resubscription()
            .set_push_sender(move |push: PushInfo| {
                wake(&woken, &push);
                Ok::<_, redis::aio::SendError>(())
            });
        let redis = ConnectionManager::new_lazy_with_config(client, manager)?;
        Ok(Live(Arc::new(Inner { redis, streams })))
    }

    /// The place that a stream has come to. Errors: Redis is away.
    pub async fn end(&self, audience: Audience) -> StoreResult<Cursor> {
        // The mark first: one that is replaced meanwhile makes the cursor too old, never too young.
        let mark = mark::standing(&mut self.0.redis.clone()).await?;
        Ok(Cursor { place: self.last(audience).await?, mark })
    }

    /// Follows a stream from now on, or from a place on: then [`Follower::missed`] says what was told since.
    /// Errors: Redis is away.
    pub async fn follow(&self, audience: Audience, from: Option<Cursor>) -> StoreResult<Follower> {
        let (news, end) = self.listen(audience).await?;
        Ok(Follower { news, live: self.clone(), audience, at: from.unwrap_or(end) })
    }

    /// Whatever comes onto the stream after the returned place is told to the returned receiver.
    async fn listen(&self, audience: Audience) -> StoreResult<(broadcast::Receiver<Arc<News>>, Cursor)> {
        let stands = self.streams().get(&audience).map(|stream| (stream.news.subscribe(), stream.mark));
        if let Some((news, mark)) = stands {
            return Ok((news, Cursor { place: self.last(audience).await?, mark }));
        }
        redis::cmd("SSUBSCRIBE").arg(audience.name()).query_async::<()>(&mut self.0.redis.clone()).await?;
        let end = self.end(audience).await?;
        let mut streams = self.streams();
        // Another may have begun meanwhile.
        if let Some(stream) = streams.get(&audience) {
            return Ok((stream.news.subscribe(), Cursor { mark: stream.mark, ..end }));
        }
        let (sender, news) = broadcast::channel(BEHIND_MAX);
        let followed = Followed { news: sender, wake: Arc::new(Notify::new()), mark: end.mark };
        streams.insert(audience, followed.clone());
        tokio::spawn(read_on(self.clone(), audience, followed, end));
        Ok((news, end))
    }

    /// What was told after a place, the oldest first, `count` at most. None when the place is not known any more or the
    /// mark was replaced. Errors: Redis is away.
    async fn since(
        &self,
        audience: Audience,
        at: Cursor,
        count: usize,
    ) -> StoreResult<Option<Vec<Arc<News>>>> {
        let mut redis = self.0.redis.clone();
        let read: StreamRangeReply =
            redis.xrange_count(audience.name(), at.place.to_string(), "+", count + 1).await?;
        // After the messages: what is lost up to here has not replaced the mark later than this is read.
        if mark::standing(&mut redis).await? != at.mark {
            return Ok(None);
        }
        let mut news = Vec::with_capacity(read.ids.len());
        for message in read.ids {
            let place = message.id.parse().map_err(|_| StoreError::Corrupt("live"))?;
            let text: Option<String> = message.get("c");
            // A newer process may tell what this one does not know.
            let change = text.and_then(|text| serde_json::from_str::<Change>(&text).ok());
            news.push(Arc::new(News { cursor: Cursor { place, mark: at.mark }, change }));
        }
        if at.place != Place::default() {
            // A place is that of a message; the stream may have been shortened since, or lost.
            if news.first().map(|first| first.cursor.place) != Some(at.place) {
                return Ok(None);
            }
            news.remove(0);
        }
        news.truncate(count);
        Ok(Some(news))
    }

    /// The end of a stream.
    async fn last(&self, audience: Audience) -> StoreResult<Place> {
        let mut redis = self.0.redis.clone();
        let read: StreamRangeReply = redis.xrevrange_count(audience.name(), "+", "-", 1).await?;
        let id = read.ids.first().map(|message| message.id.parse());
        id.transpose().map(Option::unwrap_or_default).map_err(|_| StoreError::Corrupt("live"))
    }

    fn streams(&self) -> MutexGuard<'_, HashMap<Audience, Followed>> {
        self.0.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the reading of a stream that nobody follows, or in any case. False while somebody does.
    fn ends(&self, audience: Audience, followed: &Followed, in_any_case: bool) -> bool {
        let mut streams = self.streams();
        let ends = in_any_case || followed.news.receiver_count() == 0;
        if ends {
            streams.remove(&audience);
        }
        ends
    }
}

impl Follower {
    /// The next news, once there are some, with those that are there by then, `count` at most.
    /// Errors: [`Behind`].
    pub async fn next_few(&mut self, count: usize) -> Result<Vec<Arc<News>>, Behind> {
        let mut few = Vec::new();
        while few.len() < count {
            let news = if few.is_empty() {
                self.news.recv().await.map_err(|(RecvError::Lagged(_) | RecvError::Closed)| Behind)?
            } else {
                match self.news.try_recv() {
                    Ok(news) => news,
                    // Being behind is found out by the next call.
                    Err(TryRecvError::Empty | TryRecvError::Lagged(_) | TryRecvError::Closed) => break,
                }
            };
            if news.cursor.mark != self.at.mark {
                return Err(Behind);
            }
            if news.cursor.place > self.at.place {
                self.at = news.cursor;
                few.push(news);
            }
        }
        Ok(few)
    }

    /// What was told between the place it has come to and now; goes on from there. None when that is not known any more,
    /// or too much: the viewer has to read anew. Errors: Redis is away.
    pub async fn missed(&mut self) -> StoreResult<Option<Vec<Arc<News>>>> {
        self.news = self.live.listen(self.audience).await?.0;
        let Some(news) = self.live.since(self.audience, self.at, MISSED_MAX + 1).await? else {
            return Ok(None);
        };
        if news.len() > MISSED_MAX {
            return Ok(None);
        }
        if let Some(last) = news.last() {
            self.at = last.cursor;
        }
        Ok(Some(news))
    }
}

/// Reads a stream on for as long as somebody follows it and it is what it was.
async fn read_on(live: Live, audience: Audience, followed: Followed, mut at: Cursor) {
    loop {
        let woken = tokio::time::timeout(Duration::from_secs(LOOK_SECONDS), followed.wake.notified());
        // Either way it looks.
        let _ = woken.await;
        if live.ends(audience, &followed, false) {
            break;
        }
        let mut is_whole = false;
        while !is_whole {
            match live.since(audience, at, READ_MAX).await {
                Ok(Some(news)) => {
                    is_whole = news.len() < READ_MAX;
                    for news in news {
                        at = news.cursor;
                        // Whoever has gone meanwhile needs none.
                        let _ = followed.news.send(news);
                    }
                }
                Ok(None) => {
                    // Its followers find the channel closed, and themselves behind.
                    live.ends(audience, &followed, true);
                    return;
                }
                Err(error) => {
                    tracing::debug!(%error, "news wait for Redis");
                    break;
                }
            }
        }
    }
    // Somebody who follows anew at this moment is woken by nothing, and finds news seconds later by looking.
    if live.streams().contains_key(&audience) {
        return;
    }
    let mut redis = live.0.redis.clone();
    let ended = redis::cmd("SUNSUBSCRIBE").arg(audience.name()).query_async::<()>(&mut redis).await;
    if let Err(error) = ended {
        tracing::debug!(%error, "a channel is left to its connection");
    }
}

fn wake(streams: &Streams, push: &PushInfo) {
    let streams = streams.lock().unwrap_or_else(PoisonError::into_inner);
    match (&push.kind, push.data.first()) {
        (PushKind::Disconnection, _) => {
            for followed in streams.values() {
                followed.wake.notify_one();
            }
        }
        (PushKind::SMessage, Some(redis::Value::BulkString(name))) => {
            if let Some(followed) = Audience::named(name).and_then(|audience| streams.get(&audience)) {
                followed.wake.notify_one();
            }
        }
        _ => {}
    }
}
