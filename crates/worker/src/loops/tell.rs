//! A notice becomes a mail: with its text, to whom it concerns, unless they do without it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::ids::AffiliateId;
use domain::notice::tenant::{self, TenantNotice};
use domain::notice::{Cause, Letter, MailState, Notice, catalogue, letter};
use store::mail::{Mail, Reader};
use store::member::Membership;
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
    for (affiliate, notice) in notices {
        // The global tables keep every affiliate; one that is missing has no address.
        let Some(addressee) = addressees.get(affiliate) else {
            tracing::error!(%affiliate, cause = %notice.cause(), "nobody to tell");
            continue;
        };
        let cause = notice.cause();
        let wanted = !(cause.optional() && addressee.mail_off.iter().any(|off| off == cause.as_str()));
        let to = To {
            reader: Reader::Affiliate(addressee.id),
            email: &addressee.email,
            name: &addressee.name,
            brand: &brand,
        };
        let letter = wanted.then(|| letter(notice, to.as_reader(parts)));
        to.mail(tx, cause, notice.about(), letter, parts.clock.now()).tell(tx).await?;
    }
    Ok(())
}

/// Writes each notice once to each member of the tenant who can do something about it.
pub(super) async fn tell_members(tx: &TenantTx, parts: &Parts, notices: &[TenantNotice]) -> WorkerResult<()> {
    let (members, brand) = (Membership::of_tenant(tx).await?, Tenant::own(tx).await?.name);
    for notice in notices {
        let cause = notice.cause();
        let can_act = |member: &&Membership| cause.asks_for().is_some_and(|asked| member.role.allows(asked));
        let mut told = 0;
        for member in members.iter().filter(can_act) {
            let to = To {
                reader: Reader::User(member.user_id),
                email: &member.email,
                name: &member.name,
                brand: &brand,
            };
            let letter = tenant::letter(notice, to.as_reader(parts));
            let about = notice.about();
            to.mail(tx, cause, about, Some(letter), parts.clock.now()).tell(tx).await?;
            told += 1;
        }
        if told == 0 {
            tracing::error!(tenant = %tx.tenant(), %cause, "nobody of the tenant to tell");
        }
    }
    Ok(())
}

/// Whom a mail goes to.
struct To<'a> {
    reader: Reader,
    email: &'a str,
    name: &'a str,
    brand: &'a str,
}

impl To<'_> {
    fn as_reader<'a>(&'a self, parts: &'a Parts) -> catalogue::Reader<'a> {
        catalogue::Reader {
            name: self.name,
            brand: self.brand,
            public_url: parts.mails.public_url.as_deref(),
        }
    }

    /// The mail; without a letter for who does without it.
    fn mail(
        &self,
        tx: &TenantTx,
        cause: Cause,
        about: String,
        letter: Option<Letter>,
        now: DateTime<Utc>,
    ) -> Mail {
        let (affiliate_id, user_id) = self.reader.columns();
        let state = if letter.is_some() { MailState::Queued } else { MailState::NotWanted };
        let letter =
            letter.unwrap_or(Letter { subject: String::new(), text: String::new(), html: String::new() });
        Mail {
            tenant_id: tx.tenant(),
            id: store::new_id(),
            affiliate_id,
            user_id,
            cause,
            about,
            recipient: self.email.to_owned(),
            recipient_name: self.name.to_owned(),
            subject: letter.subject,
            body_text: letter.text,
            body_html: letter.html,
            state,
            tries: 0,
            next_try_at: now,
            reason: None,
            created_at: now,
            sent_at: None,
        }
    }
}
