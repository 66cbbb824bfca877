//! Both state machines as pictures, the closed list of refusals, keys and hashes.

use chrono::TimeZone;
use uuid::Uuid;

use super::*;
use crate::ids::{AffiliateId, CommissionId, TypedId};
use crate::state::Step;

const HASH: [u8; 32] = [7; 32];

/// `→` done, `=` already, `.` refused.
fn mark(outcome: &Result<Step, PayoutError>) -> char {
    match outcome {
        Ok(Step::Done) => '→',
        Ok(Step::Already) => '=',
        Err(_) => '.',
    }
}

fn run(state: PayoutRunState) -> PayoutRun {
    let frozen = !matches!(state, PayoutRunState::Draft | PayoutRunState::Cancelled);
    PayoutRun {
        state,
        preview_hash: frozen.then_some(HASH),
        preview_total: frozen.then_some(100),
        ..PayoutRun::draft("ann".to_owned())
    }
}

#[test]
fn the_runs_machine_is_the_designs() {
    type Transition = fn(&mut PayoutRun) -> Result<Step, PayoutError>;
    let transitions: [(&str, Transition, &str); 10] = [
        // DRAFT PREVIEWED APPROVED FUNDING EXECUTING PAUSED COMPLETED COMPLETED_WITH_FAILURES CANCELLED
        ("preview", |r| r.preview(HASH, 100), "→=......."),
        ("approve", |r| r.approve("bob", &HASH, true), ".→=......"),
        ("fund", PayoutRun::fund, "..→=....."),
        ("execute", PayoutRun::execute, "...→=...."),
        ("pause", |r| r.pause("401"), "....→=..."),
        ("resume", PayoutRun::resume, "....=→..."),
        ("complete", |r| r.complete(false), "....→.=.."),
        ("fail", |r| r.complete(true), "....→..=."),
        ("cancel", |r| r.cancel(true), "→→→→....="),
        ("cancel unopened", |r| r.cancel(false), "→→→→.→..="),
    ];
    for (name, transition, expected) in transitions {
        let row: String =
            PayoutRunState::ALL.iter().map(|state| mark(&transition(&mut run(*state)))).collect();
        assert_eq!(row, expected, "{name}");
    }
}

#[test]
fn a_preview_is_frozen_and_approved_as_shown_by_a_second_person_where_asked() {
    let mut run = PayoutRun::draft("ann".to_owned());
    assert_eq!(run.preview(HASH, 0), Err(PayoutError::Empty));
    assert_eq!(run.preview(HASH, 100), Ok(Step::Done));
    assert_eq!(run.preview([8; 32], 100), Err(PayoutError::PreviewDiffers));
    assert_eq!(run.preview(HASH, 101), Err(PayoutError::PreviewDiffers));
    assert_eq!(run.approve("bob", &[8; 32], false), Err(PayoutError::PreviewDiffers));
    assert_eq!(run.approve("ann", &HASH, true), Err(PayoutError::SecondApprover));
    assert_eq!((run.state, run.approved_by.clone()), (PayoutRunState::Previewed, None));
    assert_eq!(run.clone().approve("ann", &HASH, false), Ok(Step::Done));
    assert_eq!(run.approve("bob", &HASH, true), Ok(Step::Done));
    assert_eq!(run.approve("cat", &HASH, true), Ok(Step::Already));
    assert_eq!(run.approved_by.as_deref(), Some("bob"));
}

#[test]
fn a_pause_has_a_reason_as_long_as_it_lasts() {
    let mut run = run(PayoutRunState::Executing);
    run.pause("stripe refuses our key").unwrap();
    run.pause("again").unwrap();
    assert_eq!(run.pause_reason.as_deref(), Some("stripe refuses our key"));
    run.resume().unwrap();
    assert_eq!(run.pause_reason, None);
}

fn payout(state: PayoutState) -> Payout {
    let sent =
        matches!(state, PayoutState::Transferred | PayoutState::PartiallyReversed | PayoutState::Reversed);
    Payout { state, stripe_transfer_id: sent.then(|| "tr_1".to_owned()), ..Payout::reserved(100) }
}

#[test]
fn the_payouts_machine_is_the_designs() {
    type Transition = fn(&mut Payout) -> Result<Step, PayoutError>;
    let transitions: [(&str, Transition, &str); 11] = [
        // RESERVED SUBMITTING TRANSFERRED PARTIALLY_REVERSED REVERSED UNKNOWN NEEDS_REVIEW FAILED BLOCKED CANCELLED
        ("submit", Payout::submit, "→=......→."),
        ("transferred", |p| p.transferred("tr_1"), "→→===→→.→."),
        ("lose", Payout::lose, ".→...=...."),
        ("review", |p| p.review("none found"), ".→...→=.→."),
        ("fail", |p| p.fail("resource_missing"), ".→.....=.."),
        ("block", |p| p.block(BlockReason::Capability), "→→......→."),
        ("unblock", Payout::unblock, "=.......→."),
        ("reopen", Payout::reopen, "=.....→..."),
        ("write off", Payout::write_off, "......→=.."),
        ("cancel", Payout::cancel, "→.......→="),
        ("reverse", |p| p.reverse(1), "..→→......"),
    ];
    for (name, transition, expected) in transitions {
        let row: String =
            PayoutState::ALL.iter().map(|state| mark(&transition(&mut payout(*state)))).collect();
        assert_eq!(row, expected, "{name}");
    }
    let open: Vec<_> = PayoutState::ALL.iter().filter(|s| s.open()).map(|s| s.as_str()).collect();
    assert_eq!(open, ["RESERVED", "SUBMITTING", "UNKNOWN", "NEEDS_REVIEW", "BLOCKED"]);
}

#[test]
fn one_payout_has_one_transfer() {
    let mut payout = payout(PayoutState::Submitting);
    payout.transferred("tr_1").unwrap();
    assert_eq!(payout.transferred("tr_2"), Err(PayoutError::TransferDiffers));
    assert_eq!(payout.stripe_transfer_id.as_deref(), Some("tr_1"));
}

#[test]
fn a_block_keeps_its_latest_reason_and_a_new_attempt_clears_it() {
    let mut payout = payout(PayoutState::Reserved);
    assert_eq!(payout.block(BlockReason::Onboarding), Ok(Step::Done));
    assert_eq!(payout.block(BlockReason::Onboarding), Ok(Step::Already));
    assert_eq!(payout.block(BlockReason::PlatformBalance), Ok(Step::Done));
    assert_eq!(payout.reason.as_deref(), Some("PLATFORM_BALANCE"));
    payout.submit().unwrap();
    assert_eq!(payout.reason, None);
}

#[test]
fn reversals_add_up_to_the_amount_and_no_further() {
    let mut payout = payout(PayoutState::Transferred);
    for refused in [0, -1, 101] {
        assert_eq!(payout.reverse(refused), Err(PayoutError::Reversal));
    }
    payout.reverse(60).unwrap();
    assert_eq!(payout.state, PayoutState::PartiallyReversed);
    assert_eq!(payout.reverse(41), Err(PayoutError::Reversal));
    payout.reverse(40).unwrap();
    assert_eq!((payout.state, payout.reversed), (PayoutState::Reversed, 100));
}

#[test]
fn only_the_closed_list_is_a_refusal() {
    let invalid = Some("invalid_request_error");
    for status in [400, 402, 403, 404] {
        for code in REFUSAL_CODES {
            assert_eq!(classify(status, Some(code), invalid), Answer::Refused((*code).to_owned()));
        }
        assert_eq!(classify(status, Some("new_code"), invalid), Answer::OurBug);
        assert_eq!(classify(status, None, invalid), Answer::OurBug);
        assert_eq!(classify(status, None, None), Answer::Retry);
    }
    for status in [0, 100, 302, 405, 408, 409, 418, 429, 500, 503] {
        assert_eq!(classify(status, Some("resource_missing"), invalid), Answer::Retry, "{status}");
    }
    let blocked = |code| classify(400, Some(code), invalid);
    assert_eq!(blocked("balance_insufficient"), Answer::Blocked(BlockReason::PlatformBalance));
    assert_eq!(blocked("insufficient_capabilities_for_transfer"), Answer::Blocked(BlockReason::Capability));
    assert_eq!(classify(400, Some("resource_missing"), Some("idempotency_error")), Answer::OurBug);
    assert_eq!(classify(401, Some("resource_missing"), invalid), Answer::PauseRun);
    assert_eq!(classify(200, None, None), Answer::Confirmed);
}

#[test]
fn keys_name_payout_and_attempt_and_grow_old() {
    let payout = PayoutId::from_uuid(Uuid::from_u128(1));
    assert_eq!(attempt_key(payout, 2), "tr:payout_00000000000000000000000001:2");
    let sent = Utc.timestamp_opt(0, 0).single().unwrap();
    assert!(may_resend(sent, sent + Duration::hours(20) - Duration::seconds(1)));
    assert!(!may_resend(sent, sent + Duration::hours(20)));
}

#[test]
fn the_preview_hash_is_of_the_set() {
    let item = |commission, affiliate, minor| PreviewItem {
        commission: CommissionId::from_uuid(Uuid::from_u128(commission)),
        affiliate: AffiliateId::from_uuid(Uuid::from_u128(affiliate)),
        minor,
    };
    let (one, two) = (item(1, 1, 50), item(2, 1, -20));
    let same = preview_hash(&[one, two]);
    assert_eq!(preview_hash(&[two, one]), same);
    for other in [vec![one], vec![item(1, 1, 51), two], vec![item(1, 2, 50), two], vec![item(3, 1, 50), two]]
    {
        assert_ne!(preview_hash(&other), same);
    }
}

mod heard {
    use chrono::{DateTime, Duration, Utc};

    use crate::money::Currency;
    use crate::payout::protocol::{Alarm, Attempt, Event, Next, Standing, Transfer, Write, step};
    use crate::payout::{Answer, BlockReason, Payout, PayoutState};

    fn noon() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn transfer() -> Transfer {
        let (id, currency, destination) = ("tr_1".to_owned(), "GBP".to_owned(), "acct_1".to_owned());
        Transfer { id, amount: 1_000, reversed: 0, currency, destination }
    }

    fn submitting() -> Standing {
        let mut payout = Payout::reserved(1_000);
        payout.submit().unwrap();
        let attempt = Attempt {
            number: 1,
            amount: 1_000,
            currency: Currency::GBP,
            destination: "acct_1".to_owned(),
            first_sent_at: noon(),
            resent_at: None,
            outcome: None,
        };
        Standing { payout, currency: Currency::GBP, attempts: vec![attempt] }
    }

    #[test]
    fn a_transfer_is_the_payout_when_amount_currency_and_account_are_its() {
        let told = |transfer: Transfer| step(&submitting(), &Event::Told(transfer), noon()).unwrap();
        assert_eq!(told(transfer()).standing.payout.state, PayoutState::Transferred);
        for (other, alarm) in [
            (Transfer { amount: 999, ..transfer() }, Alarm::TransferAmountDiffers),
            (Transfer { currency: "USD".to_owned(), ..transfer() }, Alarm::TransferDiffers),
            (Transfer { destination: "acct_2".to_owned(), ..transfer() }, Alarm::TransferDiffers),
        ] {
            let decided = told(other);
            assert_eq!(decided.standing.payout.state, PayoutState::Submitting);
            assert_eq!(decided.writes, [Write::Alarm { alarm, transfer: "tr_1".to_owned() }]);
        }
        // A restored database has forgotten where it was sent to.
        let forgotten = Standing { attempts: Vec::new(), ..submitting() };
        let decided = step(&forgotten, &Event::Told(transfer()), noon()).unwrap();
        assert_eq!(decided.standing.payout.state, PayoutState::Transferred);
    }

    #[test]
    fn a_block_is_in_doubt_while_an_earlier_sending_may_come_to_something() {
        let woken = Event::Woken { may_send: true, destination: Some("acct_1".to_owned()) };
        let blocked = Event::Answered {
            attempt: 1,
            answer: Answer::Blocked(BlockReason::PlatformBalance),
            transfer: None,
        };
        let at = |minutes| noon() + Duration::minutes(minutes);
        // Sent once and refused, the next attempt has a new key at once.
        let once = step(&submitting(), &blocked, at(0)).unwrap().standing;
        assert!(matches!(step(&once, &woken, at(0)).unwrap().next, Next::Call(second) if second.number == 2));

        let twice = step(&submitting(), &woken, at(1)).unwrap();
        assert!(matches!(twice.next, Next::Call(first) if first.number == 1));
        let doubt = step(&twice.standing, &blocked, at(1)).unwrap().standing;
        assert_eq!((doubt.payout.state, &doubt.attempts[0].outcome), (PayoutState::Blocked, &None));
        assert!(step(&doubt, &Event::Cancelled, at(15)).is_err());
        assert_eq!(step(&doubt, &woken, at(15)).unwrap().next, Next::Rest);
        assert_eq!(step(&doubt, &woken, at(16)).unwrap().next, Next::LookUp);
        // A list from before then says nothing; one that names a transfer is the payout's.
        let listed = |transfers: &[Transfer], minutes| Event::Listed {
            transfers: transfers.to_vec(),
            at: at(minutes),
        };
        assert_eq!(step(&doubt, &listed(&[], 15), at(20)).unwrap().standing, doubt);
        let found = step(&doubt, &listed(&[transfer()], 16), at(20)).unwrap().standing;
        assert_eq!(found.payout.state, PayoutState::Transferred);
        let none = step(&doubt, &listed(&[], 16), at(20)).unwrap();
        assert_eq!(none.next, Next::Wake);
        let again = step(&none.standing, &woken, at(20)).unwrap();
        assert!(matches!(again.next, Next::Call(second) if second.number == 2));
    }
}
