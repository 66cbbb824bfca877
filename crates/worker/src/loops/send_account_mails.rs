//! Gives mails about people's own accounts to the mail server. The secret of a link is made here, when its mail is given
//! out, and is nowhere but in that mail: who reads our tables opens no link. A mail that is given out again has another
//! token, and both are good: nobody knows which of the two came.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::account_mail::{self, AccountMailCause};
use domain::ids::UserId;
use domain::notice::account::{self, AccountNotice};
use domain::notice::{Letter, MailState};
use rand::Rng;
use store::account_log::AccountEntry;
use store::account_mail::{AccountMail, Addressee};
use store::member_invitation::MemberInvitation;
use store::{SystemCtx, SystemTx};

use super::Found;
use super::send_mails::{outcome, pause};
use crate::mail::{Given, Post};
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "send_account_mails";
pub(super) const REST_MS: u64 = 500;
/// Mails taken in hand at once.
const MAILS: i64 = 20;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let outlet = &parts.mails.outlet;
    let (true, Some(public_url)) = (outlet.is_open(), parts.mails.public_url.as_deref()) else {
        return Ok(Found::Rest);
    };
    let now = parts.clock.now();
    // Noted before they are given out, as every mail is: `send_mails`.
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let due = AccountMail::due(&tx, now, MAILS).await?;
    let taken = due.len();
    let users: Vec<UserId> = due.iter().filter_map(|mail| mail.user_id).collect();
    let people: HashMap<UserId, Addressee> =
        Addressee::of(&tx, &users).await?.into_iter().map(|person| (person.id, person)).collect();
    let mut written = Vec::new();
    for mut mail in due {
        let person = mail.user_id.and_then(|user| people.get(&user));
        let token = mail.cause.link_hours().map(|_| account_mail::token(mail.id, &secret()));
        let letter = write(&tx, &mail, person, token.as_deref(), public_url).await?;
        let Some(letter) = letter else {
            mail.drop_it(&tx).await?;
            continue;
        };
        let next_try_at = now + pause(mail.tries);
        mail.begin_try(&tx, token.as_deref().map(account_mail::hash), next_try_at).await?;
        if let (AccountMailCause::PasswordReset, 0, Some(user)) = (mail.cause, mail.tries, mail.user_id) {
            AccountEntry::note(&tx, user, "passwordResetSent", serde_json::json!({ "mail": mail.id }), now)
                .await?;
        }
        let name = known_name(person).map(str::to_owned);
        written.push((mail, letter, name));
    }
    tx.commit().await?;
    let give = |(mail, letter, name): &(AccountMail, Letter, Option<String>)| {
        let (mail, letter, name) = (mail.clone(), letter.clone(), name.clone());
        async move {
            if mail.expires_at.is_some_and(|end| end <= now) {
                return Given::Refused("its link has expired".into());
            }
            let post = Post {
                id: mail.id.to_string(),
                to: &mail.recipient,
                name: name.as_deref(),
                subject: &letter.subject,
                text: &letter.text,
                html: &letter.html,
                at: mail.created_at,
            };
            outlet.give(&post).await
        }
    };
    let given = futures::future::join_all(written.iter().map(give)).await;
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    for ((mail, _, _), given) in written.iter().zip(given) {
        let (state, reason) = outcome(mail.tries + 1, given);
        if state == MailState::GivenUp {
            tracing::warn!(mail = %mail.id, cause = %mail.cause, reason, "a mail about an account is given up");
        }
        mail.end_try(&tx, state, reason.as_deref(), parts.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(if taken as i64 == MAILS { Found::Work } else { Found::Rest })
}

fn secret() -> [u8; 32] {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// The name of somebody whose address is known to be theirs: a name that a stranger has chosen stands in no mail.
fn known_name(person: Option<&Addressee>) -> Option<&str> {
    person.filter(|person| person.email_verified_at.is_some()).map(|person| person.name.as_str())
}

/// What a mail says; none where nobody is to get it: nobody has the address, it is known to be theirs already, the
/// invitation was called off, the link was used up before it went out.
async fn write(
    tx: &SystemTx,
    mail: &AccountMail,
    person: Option<&Addressee>,
    token: Option<&str>,
    public_url: &str,
) -> WorkerResult<Option<Letter>> {
    if mail.used_at.is_some() {
        return Ok(None);
    }
    let link = token.and_then(|token| mail.cause.link(public_url, token)).unwrap_or_default();
    let verified: Option<DateTime<Utc>> = person.and_then(|person| person.email_verified_at);
    let said;
    let notice = match (mail.cause, person) {
        (AccountMailCause::MemberInvitation, _) => {
            let Some((tenant, invitation)) = mail.tenant_id.zip(mail.invitation_id) else { return Ok(None) };
            let Some(found) = MemberInvitation::said(tx, tenant, invitation).await? else { return Ok(None) };
            said = found;
            let (brand, by) = (said.brand.as_str(), said.by.as_deref());
            AccountNotice::MemberInvitation { brand, by, role: said.role, link: &link }
        }
        (AccountMailCause::Verification, Some(_)) if verified.is_none() => {
            AccountNotice::Verification { link: &link }
        }
        (AccountMailCause::PasswordReset, Some(_)) => AccountNotice::PasswordReset { link: &link },
        (AccountMailCause::PasswordChanged, Some(_)) => AccountNotice::PasswordChanged { public_url },
        _ => return Ok(None),
    };
    Ok(Some(account::letter(&notice, known_name(person))))
}
