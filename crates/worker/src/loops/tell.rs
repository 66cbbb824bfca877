//! A notice becomes a mail: with its text, to whom it concerns, unless they do without it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::ids::AffiliateId;
use domain::notice::catalogue::Reader;
use domain::notice::{MailState, Notice, letter};
use store::mail::Mail;
use store::notice::Addressee;
use store::tenant::Tenant;
use store::{TenantScope, TenantTx};

use crate::{Parts, WorkerResult};

/// Writes each notice once; what was told before stays as it was.
pub(super) async fn tell(
    tx: &TenantTx,
    parts: &Parts,
    notices: &[(AffiliateId, Notice)],
) -> WorkerResult<()> {
    if notices.is_empty() {
        return Ok(());
    }
    let ids: Vec<AffiliateId> = notices.iter().map(|(affiliate, _)| *affiliate).collect();
    let addressees: HashMap<AffiliateId, Addressee> =
        Addressee::of(tx, &ids).await?.into_iter().map(|a| (a.id, a)).collect();
    let brand = Tenant::own(tx).await?.name;
    let now = parts.clock.now();
    for (affiliate, notice) in notices {
        // The global tables keep every affiliate; one that is missing has no address.
        let Some(addressee) = addressees.get(affiliate) else {
            tracing::error!(%affiliate, cause = %notice.cause(), "nobody to tell");
            continue;
        };
        mail(tx, addressee, &brand, parts.mails.public_url.as_deref(), notice, now).tell(tx).await?;
    }
    Ok(())
}

fn mail(
    tx: &TenantTx,
    addressee: &Addressee,
    brand: &str,
    public_url: Option<&str>,
    notice: &Notice,
    now: DateTime<Utc>,
) -> Mail {
    let cause = notice.cause();
    let wanted = !(cause.optional() && addressee.mail_off.iter().any(|off| off == cause.as_str()));
    let blank = Mail {
        tenant_id: tx.tenant(),
        id: store::new_id(),
        affiliate_id: addressee.id,
        cause,
        about: notice.about(),
        recipient: addressee.email.clone(),
        recipient_name: addressee.name.clone(),
        subject: String::new(),
        body_text: String::new(),
        body_html: String::new(),
        state: MailState::NotWanted,
        tries: 0,
        next_try_at: now,
        reason: None,
        created_at: now,
        sent_at: None,
    };
    if !wanted {
        return blank;
    }
    let letter = letter(notice, Reader { name: &addressee.name, brand, public_url });
    Mail {
        subject: letter.subject,
        body_text: letter.text,
        body_html: letter.html,
        state: MailState::Queued,
        ..blank
    }
}
