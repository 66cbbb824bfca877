//! Every text that a tenant's people are sent by e-mail.

use chrono::{DateTime, Utc};

use super::super::Letter;
use super::super::catalogue::Reader;
use super::super::letter::Part::{Leads, Says};
use super::{TenantNotice, TopUpStop};
use crate::money::Amount;
use crate::payout::PauseReason;

/// What goes on whatever a tenant owes us.
const GOES_ON: &str = "What goes on: sales and refunds are recorded, commissions become payable, payout runs that exist and what your wallet covers already are paid to your affiliates, and everything can be read.";

/// The letter of a notice.
pub fn letter(notice: &TenantNotice, reader: Reader<'_>) -> Letter {
    let Reader { name, brand, public_url } = reader;
    let (subject, mut parts) = match notice {
        TenantNotice::SubscriptionUnpaid { owed, suspends_at, .. } => (
            format!("{brand}: your subscription could not be charged"),
            vec![
                Says(format!("The payment of {brand}'s subscription to Tributary{} was refused.", of(owed))),
                Says(format!("Everything works as before until {}. If it is not paid by then, the workspace is suspended.", day(*suspends_at))),
                Says("Open Billing in Tributary: pay the invoice on its page, or change the card in the billing portal. The card is also tried again by itself.".to_owned()),
            ],
        ),
        TenantNotice::SubscriptionSuspendsSoon { owed, suspends_at, .. } => (
            format!("{brand}: suspended on {} unless your subscription is paid", day(*suspends_at)),
            vec![
                Says(format!("{brand}'s subscription to Tributary{} is still not paid.", of(owed))),
                Says(format!("Until {} everything works as before. After that nothing new can be made in the workspace, until it is paid.", day(*suspends_at))),
                Says(GOES_ON.to_owned()),
                Says("Open Billing in Tributary: pay the invoice on its page, or change the card in the billing portal.".to_owned()),
            ],
        ),
        TenantNotice::SubscriptionSuspended { owed, .. } => (
            format!("{brand} is suspended"),
            vec![
                Says(format!("{brand}'s subscription to Tributary{} was not paid in time, and the workspace is suspended.", of(owed))),
                Says("What stops: new programmes, products, feeds, moments, links, codes, invitations and keys, changes to them, and new payout runs that the wallet does not cover.".to_owned()),
                Says(GOES_ON.to_owned()),
                Says("Open Billing in Tributary and pay the invoice. Everything works again minutes later; nothing is lost meanwhile.".to_owned()),
            ],
        ),
        TenantNotice::SubscriptionResumed { plan, .. } => (
            format!("{brand} is no longer suspended"),
            vec![
                Says(format!("Nothing is owed any more, and everything works again. {brand} is on the plan {plan}.")),
                Says("Payout runs that a timetable would have begun meanwhile begin on its next date, or by hand at any time.".to_owned()),
            ],
        ),
        TenantNotice::FundingFailed { funding, amount, reason, run } => {
            let mut parts = vec![
                Says(match run {
                    Some(_) => format!("{amount} was to top up {brand}'s wallet for a payout run, and did not come."),
                    None => format!("{amount} was to be put into {brand}'s wallet, and did not come."),
                }),
                Says(why_refused(reason)),
            ];
            parts.push(Says(match run {
                Some(run) => format!("It is not charged again for this run, which waits: {run}. Fund the wallet by hand, or call the run off."),
                None => "The wallet is as it was. Fund it again, by this or another way to pay.".to_owned(),
            }));
            parts.push(Says(format!("It is in Tributary under Wallet: funding {funding}.")));
            (format!("{brand}: {amount} did not reach your wallet"), parts)
        }
        TenantNotice::FundingDisputed { funding, taken, reason, .. } => (
            format!("{brand}: a bank has taken {taken} back from your wallet"),
            vec![
                Says(format!("The bank of whoever paid into {brand}'s wallet disputes that payment, and has taken back {taken}, fees included. Its reason: {}.", reason.replace('_', " "))),
                Says("It has left the wallet. What the wallet did not hold is owed: the next money that comes in makes up for it first, and payout runs wait until then.".to_owned()),
                Says("If nobody of yours meant this, ask your bank to withdraw the dispute; the money then comes back by itself.".to_owned()),
                Says(format!("It is in Tributary under Wallet: funding {funding}.")),
            ],
        ),
        TenantNotice::FundingLost { funding, taken, .. } => (
            format!("{brand}: {taken} is taken back for good"),
            vec![
                Says(format!("A dispute of a payment into {brand}'s wallet has ended. The bank keeps {taken}, fees included.")),
                Says("What the wallet did not hold is owed: the next money that comes in makes up for it first. Fund the wallet, or payout runs wait.".to_owned()),
                Says(format!("It is in Tributary under Wallet: funding {funding}.")),
            ],
        ),
        TenantNotice::TopUpStopped { run, missing, stop } => (
            format!("{brand}: a payout run lacks {missing}, and the wallet is not topped up"),
            vec![
                Says(format!("A payout run of {brand} waits for {missing}: {run}. It is not charged by itself.")),
                Says(match stop {
                    TopUpStop::AboveLimit(most) => format!("With what is added for fees it is more than {most}, the most you allow at once. Fund the wallet by hand, or raise the limit."),
                    TopUpStop::OftenEnough(times) => format!("The wallet was topped up {times} times for this run already. Fund it by hand."),
                    TopUpStop::NotChargeable => "The saved way to pay can't be charged any more. Fund the wallet by hand, and save another way to pay.".to_owned(),
                }),
                Says("The run goes on by itself once the wallet covers it.".to_owned()),
            ],
        ),
        TenantNotice::RunAwaitsApproval { run, total, since, second_approver } => (
            format!("{brand}: a payout run over {total} waits for approval"),
            vec![
                Says(format!("A payout run of {brand} over {total} has waited for approval since {}: {run}.", day(*since))),
                Says(if *second_approver {
                    "Somebody other than who drafted it has to approve it."
                } else {
                    "Nobody is paid before somebody approves it."
                }.to_owned()),
                Says("While it waits, a timetable begins no other run of its currency. Approve it, or call it off.".to_owned()),
            ],
        ),
        TenantNotice::RunAwaitsStart { run, total, since } => (
            format!("{brand}: an approved payout run over {total} is not set going"),
            vec![
                Says(format!("A payout run of {brand} over {total} was approved on {} and nobody has set it going: {run}.", day(*since))),
                Says("Nobody is paid before. While it waits, a timetable begins no other run of its currency.".to_owned()),
            ],
        ),
        TenantNotice::RunAwaitsMoney { run, missing, since } => (
            format!("{brand}: a payout run waits for {missing}"),
            vec![
                Says(format!("A payout run of {brand} has waited for money since {}: {run}. The wallet lacks {missing}.", day(*since))),
                Says("Fund the wallet: the run goes on by itself once it is covered. A bank debit may take a week to settle.".to_owned()),
            ],
        ),
        TenantNotice::RunPaused { run, total, since, reason } => (
            format!("{brand}: a payout run over {total} is paused"),
            vec![
                Says(format!("A payout run of {brand} over {total} has been paused since {}: {run}.", day(*since))),
                Says(match reason {
                    PauseReason::UnusualTotal => "It is far more than the runs before it. Look at what it pays, then resume it or call it off. Nothing of it is paid before.",
                    PauseReason::AboveLimit => "It is more than the limit you have set for a run. Look at what it pays, then resume it or call it off. Nothing of it is paid before.",
                    PauseReason::ByAPerson => "Somebody of your team has paused it. Payouts that had not been sent wait until somebody resumes it.",
                    PauseReason::BalanceNotEnough | PauseReason::StripeUnauthorized => "Payouts that had not been sent wait until it goes on.",
                }.to_owned()),
            ],
        ),
        TenantNotice::PayoutsStopped { since } => (
            format!("{brand}: payouts are stopped for a check"),
            vec![
                Says(format!("Since {} no payout of {brand} leaves: a check of the books found something that has to be looked into first.", moment(*since))),
                Says("Our engineers have been told. You need do nothing, and nothing is lost: what is reserved for your affiliates stays theirs, and payouts go on by themselves once it is made good.".to_owned()),
            ],
        ),
    };
    parts.insert(0, Says(format!("Hello {name},")));
    parts.push(Says("Tributary".to_owned()));
    if let Some(url) = public_url {
        parts.push(Leads("Tributary", url.to_owned()));
    }
    parts.push(Says(format!(
        "You get this because you look after {brand}'s money in Tributary. Such notices cannot be turned off. We never ask for card or bank details by e-mail."
    )));
    Letter::write(&subject, &parts)
}

/// What is owed, as it follows a noun.
fn of(owed: &[Amount]) -> String {
    let sums: Vec<String> = owed.iter().map(ToString::to_string).collect();
    if sums.is_empty() { String::new() } else { format!(" of {}", sums.join(" and ")) }
}

fn day(at: DateTime<Utc>) -> String {
    at.format("%A %-d %B %Y").to_string()
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%A %-d %B %Y, %H:%M UTC").to_string()
}

/// What to do about a refusal; a word that we do not know stands as it is.
fn why_refused(reason: &str) -> String {
    match reason {
        "CARD_DECLINED" => "The card was refused. Its bank says why; another card may do.".to_owned(),
        "INSUFFICIENT_FUNDS" => "There was too little money behind it.".to_owned(),
        "EXPIRED_CARD" => "The card has expired. Save another one.".to_owned(),
        "AUTHENTICATION_REQUIRED" => "The bank wants somebody to confirm the payment, which can't be done unattended. Pay on a page in Tributary instead.".to_owned(),
        "DEBIT_NOT_AUTHORIZED" => "The bank says that the debit was not authorised.".to_owned(),
        "NOT_SENT" => "It could not be asked for, so nothing was charged.".to_owned(),
        "" => "No reason was given.".to_owned(),
        other => format!("The reason given: {other}."),
    }
}
