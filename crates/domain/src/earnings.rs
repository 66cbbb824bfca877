//! Where what an affiliate earns stands on its way from the click to the bank, and when it goes on.

use chrono::{DateTime, Datelike, Duration, Utc, Weekday};

use crate::commission::CommissionState;
use crate::payout::PayoutState;

/// Working days from a transfer until the affiliate's bank has the money, as far as we can tell: Stripe pays an Express
/// account out daily and a bank takes one to three working days. Only Stripe knows better.
pub const TRANSIT_WORKING_DAYS: u32 = 3;

crate::text_enum! {
    /// Where earned money stands.
    pub enum Phase {
        /// Recorded; waits for its hold to end.
        Earned = "EARNED",
        /// Stopped until somebody has looked.
        Held = "HELD",
        /// Waits for the next payout run.
        Payable = "PAYABLE",
        /// In a payout that is not transferred yet.
        Reserved = "RESERVED",
        /// Transferred to the affiliate's balance at Stripe; the bank does not have it yet.
        InTransit = "IN_TRANSIT",
        /// At the bank, as far as we can tell.
        Paid = "PAID",
        /// Owed by the affiliate; recovered from later payouts.
        Owed = "OWED",
        /// Taken back before it was payable.
        Void = "VOID",
    }
}

/// A payout, as far as phases ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutSeen {
    /// Where it stands.
    pub state: PayoutState,
    /// Why it is blocked, failed or under review.
    pub reason: Option<String>,
    /// When it was reserved.
    pub reserved_at: DateTime<Utc>,
    /// When Stripe made the transfer; none before, or where nothing was left to send.
    pub transferred_at: Option<DateTime<Utc>>,
    /// What is transferred, less what came back, in minor units.
    pub minor: i64,
}

/// A commission, as far as phases ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommissionSeen {
    /// Where it stands.
    pub state: CommissionState,
    /// Whether it is a debt of the affiliate.
    pub debt: bool,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it becomes payable.
    pub matures_at: DateTime<Utc>,
    /// When its state last changed; none while it stands as it was recorded.
    pub state_since: Option<DateTime<Utc>>,
    /// Why it is held.
    pub hold_reason: Option<String>,
    /// Why it is void.
    pub void_reason: Option<String>,
    /// Whether Stripe can pay the affiliate, as the brand knows it: no run claims a commission before.
    pub payout_ready: bool,
}

/// Where something stands, since when, and what comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The phase.
    pub phase: Phase,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The next phase, where there is one.
    pub next: Option<Phase>,
    /// When it is expected; none where it hangs on somebody's decision.
    pub next_at: Option<DateTime<Utc>>,
    /// What keeps it, in plain words.
    pub note: Option<String>,
}

/// When the bank is expected to have what was transferred at `transferred_at`: [`TRANSIT_WORKING_DAYS`] later, Saturdays
/// and Sundays not counted.
pub fn arrival(transferred_at: DateTime<Utc>) -> DateTime<Utc> {
    transferred_at + Duration::days(i64::from(days_from(transferred_at.weekday())))
}

/// How many days a transfer is on its way that was made on a Monday, a Tuesday and so on, in UTC.
pub fn transit_days() -> [i32; 7] {
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun]
        .map(days_from)
}

fn days_from(mut day: Weekday) -> i32 {
    let (mut days, mut left) = (0, TRANSIT_WORKING_DAYS);
    while left > 0 {
        (day, days) = (day.succ(), days + 1);
        if !matches!(day, Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    days
}

/// Where a payout's money stands; none for one that came to nothing (FAILED, CANCELLED, REVERSED).
pub fn of_payout(payout: &PayoutSeen, now: DateTime<Utc>) -> Option<Standing> {
    match payout.state {
        PayoutState::Failed | PayoutState::Cancelled | PayoutState::Reversed => None,
        state if state.open() => Some(Standing {
            phase: Phase::Reserved,
            since: payout.reserved_at,
            next: Some(Phase::InTransit),
            next_at: None,
            note: why_it_waits(state, payout.reason.as_deref()).map(str::to_owned),
        }),
        _ => Some(match payout.transferred_at {
            Some(at) if now < arrival(at) => Standing {
                phase: Phase::InTransit,
                since: at,
                next: Some(Phase::Paid),
                next_at: Some(arrival(at)),
                note: None,
            },
            at => Standing {
                phase: Phase::Paid,
                since: at.map_or(payout.reserved_at, arrival),
                next: None,
                next_at: None,
                note: None,
            },
        }),
    }
}

/// Why a payout is not sent, in plain words, and what the affiliate can do; none when it is simply on its way.
pub fn why_it_waits(state: PayoutState, reason: Option<&str>) -> Option<&'static str> {
    match (state, reason) {
        (PayoutState::Blocked, Some("ONBOARDING")) => {
            Some("Stripe does not know yet where your money goes. Finish setting up your payout account.")
        }
        (PayoutState::Blocked, Some("CAPABILITY")) => Some(
            "Stripe may not pay you at the moment. Open your payout account; Stripe says there what it needs.",
        ),
        (PayoutState::Blocked, Some("PLATFORM_BALANCE")) => {
            Some("Money for it is still on its way to Stripe. You need do nothing.")
        }
        (PayoutState::Blocked, _) => Some("It cannot be sent at the moment. It is looked into."),
        (PayoutState::Unknown | PayoutState::NeedsReview, _) => {
            Some("What Stripe made of it is being checked. You need do nothing.")
        }
        _ => None,
    }
}

/// Where a commission stands. `payout` is the one that has claimed it.
pub fn of_commission(seen: &CommissionSeen, payout: Option<&PayoutSeen>, now: DateTime<Utc>) -> Standing {
    let since = seen.state_since.unwrap_or(seen.recorded_at);
    let plain = |phase, next, next_at, note: Option<String>| Standing { phase, since, next, next_at, note };
    match (seen.state, payout.and_then(|payout| of_payout(payout, now))) {
        (CommissionState::Pending, _) => {
            plain(Phase::Earned, Some(Phase::Payable), Some(seen.matures_at), None)
        }
        (CommissionState::Held, _) => {
            let reason = seen.hold_reason.as_deref().unwrap_or("The brand is checking it.");
            plain(Phase::Held, Some(Phase::Earned), None, Some(reason.to_owned()))
        }
        (CommissionState::Payable, _) if seen.debt => plain(
            Phase::Owed,
            Some(Phase::Paid),
            None,
            Some("Recovered from your next payouts of this brand.".to_owned()),
        ),
        (CommissionState::Payable, _) => {
            let waits = why_it_waits(PayoutState::Blocked, Some("ONBOARDING")).filter(|_| !seen.payout_ready);
            plain(Phase::Payable, Some(Phase::Reserved), None, waits.map(str::to_owned))
        }
        (CommissionState::Reserved | CommissionState::Paid, Some(standing)) => standing,
        (CommissionState::Reserved, None) => plain(Phase::Reserved, Some(Phase::InTransit), None, None),
        (CommissionState::Paid, None) => plain(Phase::Paid, None, None, None),
        (CommissionState::Void, _) => plain(Phase::Void, None, None, seen.void_reason.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn commission(state: CommissionState) -> CommissionSeen {
        CommissionSeen {
            state,
            debt: false,
            recorded_at: at("2026-03-02T10:00:00Z"),
            matures_at: at("2026-04-01T10:00:00Z"),
            state_since: Some(at("2026-03-20T10:00:00Z")),
            hold_reason: None,
            void_reason: None,
            payout_ready: true,
        }
    }

    fn payout(state: PayoutState, transferred_at: Option<&str>) -> PayoutSeen {
        PayoutSeen {
            state,
            reason: None,
            reserved_at: at("2026-04-09T10:00:00Z"),
            transferred_at: transferred_at.map(at),
            minor: 1_000,
        }
    }

    #[test]
    fn weekends_do_not_count_on_the_way_to_the_bank() {
        // Monday to Thursday; Thursday over the weekend to Tuesday; Saturday to Wednesday.
        for (sent, expected) in [
            ("2026-03-02T10:00:00Z", "2026-03-05T10:00:00Z"),
            ("2026-03-05T10:00:00Z", "2026-03-10T10:00:00Z"),
            ("2026-03-07T10:00:00Z", "2026-03-11T10:00:00Z"),
        ] {
            assert_eq!(arrival(at(sent)), at(expected), "{sent}");
        }
        assert_eq!(transit_days(), [3, 3, 5, 5, 5, 4, 3]);
    }

    /// Every state of a commission, with and without the payout that has it: the phase, the next one and its date.
    #[test]
    fn every_state_has_its_phase() {
        let now = at("2026-04-11T10:00:00Z");
        let sent = payout(PayoutState::Transferred, Some("2026-04-10T10:00:00Z"));
        let old = payout(PayoutState::Transferred, Some("2026-04-01T10:00:00Z"));
        let open = payout(PayoutState::Submitting, None);
        let offset = payout(PayoutState::Transferred, None);
        let picture = |state, payout: Option<&PayoutSeen>| {
            let s = of_commission(&commission(state), payout, now);
            let next = s.next.map_or("-", Phase::as_str);
            let date = s.next_at.map_or_else(|| "?".to_owned(), |at| at.format("%m-%d").to_string());
            format!("{} since {} then {next} {date}", s.phase, s.since.format("%m-%d"))
        };
        use CommissionState as C;
        assert_eq!(picture(C::Pending, None), "EARNED since 03-20 then PAYABLE 04-01");
        assert_eq!(picture(C::Held, None), "HELD since 03-20 then EARNED ?");
        assert_eq!(picture(C::Payable, None), "PAYABLE since 03-20 then RESERVED ?");
        assert_eq!(picture(C::Reserved, Some(&open)), "RESERVED since 04-09 then IN_TRANSIT ?");
        assert_eq!(picture(C::Paid, Some(&sent)), "IN_TRANSIT since 04-10 then PAID 04-15");
        assert_eq!(picture(C::Paid, Some(&old)), "PAID since 04-06 then - ?");
        assert_eq!(picture(C::Paid, Some(&offset)), "PAID since 04-09 then - ?");
        assert_eq!(picture(C::Paid, None), "PAID since 03-20 then - ?");
        assert_eq!(picture(C::Void, None), "VOID since 03-20 then - ?");
        let fresh = CommissionSeen { state_since: None, ..commission(C::Pending) };
        assert_eq!(of_commission(&fresh, None, now).since, fresh.recorded_at);
        let debt = CommissionSeen { debt: true, ..commission(C::Payable) };
        assert_eq!(of_commission(&debt, None, now).phase, Phase::Owed);
    }

    #[test]
    fn what_keeps_it_is_told() {
        let now = at("2026-04-11T10:00:00Z");
        let held =
            CommissionSeen { hold_reason: Some("looks odd".into()), ..commission(CommissionState::Held) };
        assert_eq!(of_commission(&held, None, now).note.as_deref(), Some("looks odd"));
        let nowhere = CommissionSeen { payout_ready: false, ..commission(CommissionState::Payable) };
        let note = of_commission(&nowhere, None, now).note.unwrap();
        assert!(note.contains("Finish setting up"), "{note}");
        assert_eq!(of_commission(&commission(CommissionState::Payable), None, now).note, None);
        let blocked = PayoutSeen { reason: Some("ONBOARDING".into()), ..payout(PayoutState::Blocked, None) };
        let note = of_commission(&commission(CommissionState::Reserved), Some(&blocked), now).note.unwrap();
        assert!(note.contains("Finish setting up"), "{note}");
        for state in PayoutState::ALL {
            let waits = why_it_waits(*state, None).is_some();
            let expected =
                matches!(state, PayoutState::Blocked | PayoutState::Unknown | PayoutState::NeedsReview);
            assert_eq!(waits, expected, "{state}");
        }
    }

    #[test]
    fn a_payout_that_came_to_nothing_has_no_phase() {
        let now = at("2026-04-11T10:00:00Z");
        for state in [PayoutState::Failed, PayoutState::Cancelled, PayoutState::Reversed] {
            assert_eq!(of_payout(&payout(state, Some("2026-04-10T10:00:00Z")), now), None, "{state}");
        }
    }
}
