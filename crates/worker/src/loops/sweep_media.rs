//! Deletes images and videos: what was erased, what no moment has had in time, what an upload has left behind.

use domain::media::MediaState;
use store::media::Media;
use store::{SystemCtx, SystemTx, TenantTx};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "sweep_media";
pub(super) const REST_MS: u64 = 1_000;
/// Taken away in one pass, of each sort.
const MEDIA: i64 = 100;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    if !parts.objects.is_there() {
        return Ok(Found::Rest);
    }
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let due = Media::due(&tx, parts.clock.now(), MEDIA).await?;
    tx.commit().await?;
    let (mut removed, mut failed) = (0, 0);
    for media in &due {
        match remove(&parts, &ctx, media).await {
            Ok(()) => removed += 1,
            // One that cannot be deleted now does not keep the others.
            Err(error) => {
                failed += 1;
                tracing::warn!(media = %media.id, tenant = %media.tenant_id, ?error, "media not deleted yet");
            }
        }
    }
    Ok(if failed == 0 && removed as i64 >= MEDIA { Found::Work } else { Found::Rest })
}

/// First nobody is shown it any more, then its objects go, then what was known of them.
async fn remove(parts: &Parts, ctx: &SystemCtx, media: &Media) -> WorkerResult<()> {
    let (ctx, now) = (ctx.in_tenant(media.tenant_id), parts.clock.now());
    if media.state != MediaState::Gone {
        let tx = TenantTx::begin(&parts.pool, &ctx).await?;
        Media::give_up(&tx, media.id, now).await?;
        let is_gone = Media::find(&tx, media.id).await?.state == MediaState::Gone;
        tx.commit().await?;
        if !is_gone {
            // A moment has it since.
            return Ok(());
        }
    }
    for key in media.keys() {
        parts.objects.delete(&key).await?;
    }
    let tx = TenantTx::begin(&parts.pool, &ctx).await?;
    Media::removed(&tx, media.id, now).await?;
    tx.commit().await?;
    Ok(())
}
