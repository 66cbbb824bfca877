//! The side that listens.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::ids::TenantId;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::streams::StreamRangeReply;
use redis::{AsyncCommands, IntoConnectionInfo, ProtocolVersion, PushInfo, PushKind};
use tokio::sync::{Notify, broadcast};

use super::{Change, News, Place, name};
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

/// News of tenants, as far as somebody follows them. Cheap to clone.
#[derive(Clone)]
pub struct Live(Arc<Inner>);

struct Inner {
    redis: ConnectionManager,
    tenants: Tenants,
}

type Tenants = Arc<Mutex<HashMap<TenantId, Followed>>>;

#[derive(Clone)]
struct Followed {
    news: broadcast::Sender<Arc<News>>,
    wake: Arc<Notify>,
    name: String,
}

/// One who follows a tenant until dropped.
pub struct Follower {
    news: broadcast::Receiver<Arc<News>>,
    live: Live,
    tenant: TenantId,
    at: Place,
}

impl Live {
    /// Listens by a connection of its own, which is made when somebody follows. Errors: the address cannot be used.
    pub fn open(config: &RedisConfig) -> StoreResult<Live> {
        let info = config.url.as_str().into_connection_info()?;
        let settings = info.redis_settings().clone().set_protocol(ProtocolVersion::RESP3);
        let client = redis::Client::open(info.set_redis_settings(settings))?;
        let tenants: Tenants = Arc::default();
        let woken = tenants.clone();
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
        Ok(Live(Arc::new(Inner { redis, tenants })))
    }

    /// Follows a tenant from now on, or from a place on. Errors: Redis is away.
    pub async fn follow(&self, tenant: TenantId, from: Option<Place>) -> StoreResult<Follower> {
        let stands = self.tenants().get(&tenant).map(|followed| followed.news.subscribe());
        let (news, now) = match stands {
            // Whatever is read after this is told to this follower, too.
            Some(news) => (news, self.last(tenant).await?),
            None => self.begin(tenant).await?,
        };
        Ok(Follower { news, live: self.clone(), tenant, at: from.unwrap_or(now) })
    }

    /// Begins to read a tenant's stream, from its end on.
    async fn begin(&self, tenant: TenantId) -> StoreResult<(broadcast::Receiver<Arc<News>>, Place)> {
        let name = name(tenant);
        redis::cmd("SSUBSCRIBE").arg(&name).query_async::<()>(&mut self.0.redis.clone()).await?;
        let end = self.last(tenant).await?;
        let mut tenants = self.tenants();
        // Another may have begun meanwhile.
        if let Some(followed) = tenants.get(&tenant) {
            return Ok((followed.news.subscribe(), end));
        }
        let (sender, news) = broadcast::channel(BEHIND_MAX);
        let followed = Followed { news: sender, wake: Arc::new(Notify::new()), name };
        tenants.insert(tenant, followed.clone());
        tokio::spawn(read_on(self.clone(), tenant, followed, end));
        Ok((news, end))
    }

    /// What was told after a place, the oldest first. None when the place is not known any more, or there is too much since:
    /// the viewer has to read anew. Errors: Redis is away.
    pub async fn since(&self, tenant: TenantId, place: Place) -> StoreResult<Option<Vec<Arc<News>>>> {
        let mut news = self.read(tenant, place.to_string(), MISSED_MAX + 2).await?;
        if place != Place::default() {
            // A place is that of a message; the stream may have been shortened since, or lost.
            if news.first().map(|first| first.place) != Some(place) {
                return Ok(None);
            }
            news.remove(0);
        }
        Ok((news.len() <= MISSED_MAX).then_some(news))
    }

    async fn read(&self, tenant: TenantId, from: String, count: usize) -> StoreResult<Vec<Arc<News>>> {
        let mut redis = self.0.redis.clone();
        let read: StreamRangeReply = redis.xrange_count(name(tenant), from, "+", count).await?;
        let mut news = Vec::with_capacity(read.ids.len());
        for message in read.ids {
            let place = message.id.parse().map_err(|_| StoreError::Corrupt("live"))?;
            let text: Option<String> = message.get("c");
            // A newer process may tell what this one does not know.
            let change = text.and_then(|text| serde_json::from_str::<Change>(&text).ok());
            news.push(Arc::new(News { place, change }));
        }
        Ok(news)
    }

    /// The end of a tenant's stream.
    async fn last(&self, tenant: TenantId) -> StoreResult<Place> {
        let mut redis = self.0.redis.clone();
        let read: StreamRangeReply = redis.xrevrange_count(name(tenant), "+", "-", 1).await?;
        let id = read.ids.first().map(|message| message.id.parse());
        id.transpose().map(Option::unwrap_or_default).map_err(|_| StoreError::Corrupt("live"))
    }

    fn tenants(&self) -> MutexGuard<'_, HashMap<TenantId, Followed>> {
        self.0.tenants.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the reading of a tenant that nobody follows. False while somebody does.
    fn ends(&self, tenant: TenantId, followed: &Followed) -> bool {
        let mut tenants = self.tenants();
        let ends = followed.news.receiver_count() == 0;
        if ends {
            tenants.remove(&tenant);
        }
        ends
    }
}

impl Follower {
    /// The next news, once there are some. None when this follower is too far behind.
    pub async fn next(&mut self) -> Option<Arc<News>> {
        loop {
            let news = match self.news.recv().await {
                Ok(news) => news,
                Err(_) => return None,
            };
            if news.place > self.at {
                self.at = news.place;
                return Some(news);
            }
        }
    }

    /// The next news, once there are some, with those that are there by then, `count` at most. None when this follower is
    /// too far behind.
    pub async fn next_few(&mut self, count: usize) -> Option<Vec<Arc<News>>> {
        let mut few = vec![self.next().await?];
        while few.len() < count {
            match self.news.try_recv() {
                Ok(news) if news.place > self.at => {
                    self.at = news.place;
                    few.push(news);
                }
                Ok(_) => {}
                // Being behind is found out by the next call.
                Err(_) => break,
            }
        }
        Some(few)
    }

    /// What was told between the place it follows from and now. None: see [`Live::since`]. Errors: Redis is away.
    pub async fn missed(&mut self) -> StoreResult<Option<Vec<Arc<News>>>> {
        let Some(news) = self.live.since(self.tenant, self.at).await? else { return Ok(None) };
        if let Some(last) = news.last() {
            self.at = last.place;
        }
        Ok(Some(news))
    }

    /// The place it has come to.
    pub fn place(&self) -> Place {
        self.at
    }
}

/// Reads a tenant's stream on for as long as somebody follows.
async fn read_on(live: Live, tenant: TenantId, followed: Followed, mut at: Place) {
    loop {
        let woken = tokio::time::timeout(Duration::from_secs(LOOK_SECONDS), followed.wake.notified());
        // Either way it looks.
        let _ = woken.await;
        if live.ends(tenant, &followed) {
            break;
        }
        loop {
            match live.read(tenant, format!("({at}"), READ_MAX).await {
                Ok(news) => {
                    let is_whole = news.len() < READ_MAX;
                    for news in news {
                        at = news.place;
                        // Whoever has gone meanwhile needs none.
                        let _ = followed.news.send(news);
                    }
                    if is_whole {
                        break;
                    }
                }
                Err(error) => {
                    tracing::debug!(%error, "news wait for Redis");
                    break;
                }
            }
        }
    }
    let mut redis = live.0.redis.clone();
    // Somebody may follow anew at this moment: then it is not ended, or seconds later found by looking.
    let ended = redis::cmd("SUNSUBSCRIBE").arg(&followed.name).query_async::<()>(&mut redis).await;
    if let Err(error) = ended {
        tracing::debug!(%error, "a channel is left to its connection");
    }
}

fn wake(tenants: &Tenants, push: &PushInfo) {
    let all = matches!(push.kind, PushKind::Disconnection);
    if !all && !matches!(push.kind, PushKind::SMessage) {
        return;
    }
    let channel = push.data.first();
    let tenants = tenants.lock().unwrap_or_else(PoisonError::into_inner);
    for followed in tenants.values() {
        let named =
            || matches!(channel, Some(redis::Value::BulkString(name)) if name == followed.name.as_bytes());
        if all || named() {
            followed.wake.notify_one();
        }
    }
}
