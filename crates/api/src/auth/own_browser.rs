//! Browsers an affiliate signs in with: a sale that comes from one of them is their own purchase.
//!
//! A browser that has clicked a tracked link here, and may be followed from click to click, keeps the click in a cookie of
//! this host, and sends it to the browser's door as well. So whoever signs in, or comes back, is known by it. What follows
//! from that is all there is: without consent a browser has another name at every click, and who never signs in with
//! the browser they buy with is not found.

use domain::ids::UserId;
use store::affiliate::Affiliate;
use store::{AffiliateTx, GlobalTx, affiliate_browser};

use super::{Sender, context};
use crate::App;
use crate::error::ApiResult;

/// Notes that this browser is the person's own, where they are an affiliate. Nobody's sign-in fails for it.
pub(super) async fn note(app: &App, sender: &Sender, user: UserId) {
    if let Err(error) = try_note(app, sender, user).await {
        tracing::warn!(code = error.code, "a browser was not noted");
    }
}

async fn try_note(app: &App, sender: &Sender, user: UserId) -> ApiResult<()> {
    let Some(click) = sender.browser.as_ref().and_then(|browser| browser.click) else { return Ok(()) };
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let Some(affiliate) = Affiliate::of_user(&tx, user).await? else { return Ok(()) };
    let tenants = Affiliate::tenants(&tx, affiliate.id).await?;
    tx.commit().await?;
    let ctx = context::affiliate(affiliate.id, user, tenants, &sender.via);
    let tx = AffiliateTx::begin(&app.pool, &ctx).await?;
    affiliate_browser::note(&tx, click.tenant, click.visitor, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}
