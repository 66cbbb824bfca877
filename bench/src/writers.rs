//! Writers side by side: as many transactions as they commit in a time.

use std::time::{Duration, Instant};

use crate::report::Round;

/// Runs so many writers for so long: whole transactions a second, from the first begun to the last committed.
pub async fn round<W, F>(tasks: usize, seconds: u64, write: W) -> anyhow::Result<Round>
where
    W: Fn() -> F + Clone + Send + 'static,
    F: Future<Output = anyhow::Result<()>> + Send,
{
    let begun = Instant::now();
    let until = begun + Duration::from_secs(seconds);
    let writers = (0..tasks).map(|_| {
        let write = write.clone();
        tokio::spawn(async move {
            let mut latencies_ms = Vec::new();
            while Instant::now() < until {
                let begun = Instant::now();
                write().await?;
                latencies_ms.push(begun.elapsed().as_secs_f64() * 1_000.0);
            }
            anyhow::Ok(latencies_ms)
        })
    });
    let mut latencies_ms = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        latencies_ms.extend(writer.await??);
    }
    let value = latencies_ms.len() as f64 / begun.elapsed().as_secs_f64();
    latencies_ms.sort_by(f64::total_cmp);
    let p99_ms = latencies_ms.get(latencies_ms.len() * 99 / 100).copied();
    Ok(Round { value, p99_ms })
}
