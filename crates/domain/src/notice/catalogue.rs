//! Every text that is sent by e-mail.

use super::letter::Part::{self, Leads, Lists, Says};
use super::{Cause, Letter, Notice, TakenBack};
use crate::earnings::why_it_waits;
use crate::ids::PayoutId;
use crate::money::Amount;
use crate::payout::PayoutState;

/// Who is written to, and from where.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The affiliate's name.
    pub name: &'a str,
    /// The brand's name.
    pub brand: &'a str,
    /// Where Tributary is, where it is known.
    pub public_url: Option<&'a str>,
}

/// The letter of a notice.
pub fn letter(notice: &Notice, reader: Reader<'_>) -> Letter {
    let Reader { name, brand, public_url } = reader;
    let statement =
        |payout: &PayoutId| Says(format!("Its statement, line by line, is in Tributary: payout {payout}."));
    let (subject, mut parts) = match notice {
        Notice::CommissionsEarned { day, sums } => {
            let all: i64 = sums.iter().map(|(count, _)| count).sum();
            let new = if all == 1 { "one new commission".to_owned() } else { format!("{all} new commissions") };
            let sum = |(count, amount): &(i64, Amount)| match count {
                1 => format!("{amount} from one commission"),
                many => format!("{amount} from {many} commissions"),
            };
            (
                format!("{brand}: {new}"),
                vec![
                    Says(format!("On {day} (UTC) {brand} recorded for you:")),
                    Lists(sums.iter().map(sum).collect()),
                    Says("They become payable when their hold ends, and may change until then, for instance when an order is returned.".to_owned()),
                ],
            )
        }
        Notice::CommissionsTakenBack { day, lines, more } => {
            let line = |line: &TakenBack| match &line.reason {
                Some(reason) => format!("{} – {reason}", line.amount),
                None => line.amount.to_string(),
            };
            let mut items: Vec<String> = lines.iter().map(line).collect();
            if *more > 0 {
                items.push(format!("and {more} more"));
            }
            (
                format!("{brand}: commissions taken back"),
                vec![
                    Says(format!("On {day} (UTC) {brand} took back, in whole or in part, what had been recorded for you:")),
                    Lists(items),
                    Says("What was paid to you already is kept back from later payouts of this brand.".to_owned()),
                ],
            )
        }
        Notice::PayoutSent { payout, amount, recovered, arrives } => {
            let mut parts = vec![Says(format!(
                "{brand} has paid you {amount}. It is in your balance at Stripe, and we expect it at your bank by {}.",
                arrives.format("%A %-d %B %Y")
            ))];
            if recovered.minor > 0 {
                parts.push(Says(format!("{recovered} was kept back for what you owed this brand from before.")));
            }
            parts.push(statement(payout));
            (format!("{brand}: {amount} is on its way to you"), parts)
        }
        Notice::PayoutReturned { payout, reversed, amount } => (
            format!("{brand}: {reversed} of a payout was taken back"),
            vec![
                Says(format!("Of the {amount} that {brand} paid you, Stripe has taken back {reversed} in all.")),
                Says("It is payable again, and comes with a later payout unless the brand corrects it.".to_owned()),
                statement(payout),
            ],
        ),
        Notice::PayoutBlocked { amount, reason, .. } => (
            format!("{brand}: your payout of {amount} has to wait"),
            vec![
                Says(format!("{brand} wants to pay you {amount}, and it cannot be sent yet.")),
                Says(why_it_waits(PayoutState::Blocked, Some(reason)).unwrap_or_default().to_owned()),
                Says("The money stays reserved for you. It is sent as soon as nothing is in its way; you need not ask for it again.".to_owned()),
            ],
        ),
        Notice::PayoutFailed { amount, reason, .. } => (
            format!("{brand}: your payout of {amount} was refused"),
            vec![
                Says(format!("{brand} wanted to pay you {amount}. Stripe refused it for good.")),
                Says(why_refused(reason)),
                Says("Nothing is lost: what you earned is payable again, and comes with a later payout.".to_owned()),
            ],
        ),
        Notice::PayoutAccountNeeded { sums, .. } => {
            let sums: Vec<String> = sums.iter().map(ToString::to_string).collect();
            (
                format!("{brand}: {} waits for you to say where it goes", sums.join(" and ")),
                vec![
                    Says(format!("What you have earned with {brand} is payable, and Stripe cannot pay you yet:")),
                    Lists(sums),
                    Says("Set up your payout account in Tributary, or finish setting it up; it takes you to Stripe's own page. Your money then comes with the brand's next payout. Until then it stays yours.".to_owned()),
                ],
            )
        }
        Notice::RequirementsDue { stopped, requirements } => {
            let (subject, says) = if *stopped {
                (
                    "You cannot be paid until you tell Stripe more",
                    "Stripe, through which you are paid, needs the following from you. Until then nothing can be sent to you:",
                )
            } else {
                (
                    "Stripe needs something from you",
                    "Stripe, through which you are paid, needs the following from you. If it does not come, payouts to you will stop:",
                )
            };
            (
                subject.to_owned(),
                vec![
                    Says(says.to_owned()),
                    Lists(requirements.iter().map(|r| r.sentence.clone()).collect()),
                    Says("Open your payout account in Tributary; it takes you to Stripe's own page. We never ask for such things by e-mail.".to_owned()),
                ],
            )
        }
        Notice::MissedSaleDecided { reference, day, rejected, .. } => {
            let sale = match reference {
                Some(reference) => format!("order {reference} of {day}"),
                None => format!("the sale of {day}"),
            };
            match rejected {
                None => (
                    format!("{brand}: the sale you missed is found"),
                    vec![
                        Says(format!("You told {brand} that {sale} was missing. It is found, and it counts for you.")),
                        Says("What it pays you stands among your earnings in Tributary, with its arithmetic.".to_owned()),
                    ],
                ),
                Some(reason) => (
                    format!("{brand}: about the sale you missed"),
                    vec![
                        Says(format!("You told {brand} that {sale} was missing. {brand} does not count it for you:")),
                        Lists(vec![reason.clone()]),
                        Says("If you know more than they did, report it again with what shows it.".to_owned()),
                    ],
                ),
            }
        }
    };
    parts.insert(0, Says(format!("Hello {name},")));
    parts.push(Says(format!("Tributary, for {brand}")));
    if let Some(url) = public_url {
        parts.push(Leads("Tributary", url.to_owned()));
    }
    parts.push(why_you(notice.cause()));
    Letter::write(&subject, &parts)
}

fn why_you(cause: Cause) -> Part {
    Says(
        if cause == Cause::MissedSaleDecided {
            "You get this because you reported the sale."
        } else if cause.optional() {
            "You get this because you earn with this brand. You can turn off such notices in Tributary."
        } else {
            "You get this because it keeps money from you. Such notices cannot be turned off."
        }
        .to_owned(),
    )
}

/// What an affiliate can do about a refusal; Stripe's code stands as it is where we do not know it.
fn why_refused(code: &str) -> String {
    match code {
        "account_closed" | "account_invalid" | "resource_missing" => {
            "Your account at Stripe is closed, or not usable. Set up your payout account again.".to_owned()
        }
        "country_unsupported" => {
            "Stripe does not pay to your country from here. Please write to the brand.".to_owned()
        }
        "transfers_not_allowed" => {
            "Your account at Stripe may not be paid. Open your payout account; Stripe says there what it needs.".to_owned()
        }
        "amount_too_small" | "amount_too_large" => {
            "Stripe does not transfer such an amount at once. You need do nothing.".to_owned()
        }
        "WRITTEN_OFF" => "The brand has called it off. Please write to the brand if you do not know why.".to_owned(),
        other => format!("Stripe's reason: {other}."),
    }
}
