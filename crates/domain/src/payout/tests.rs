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
        pause_reason: (state == PayoutRunState::Paused).then_some(PauseReason::ByAPerson),
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
        ("approve", |r| r.approve("bob", &HASH), ".→=......"),
        ("fund", PayoutRun::fund, "..→=....."),
        ("execute", PayoutRun::execute, "...→=...."),
        ("pause", |r| r.pause(PauseReason::StripeUnauthorized), "....→=..."),
        ("resume", |r| r.resume("bob"), "....=→..."),
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
    let mut run = PayoutRun { second_approver: true, ..PayoutRun::draft("ann".to_owned()) };
    assert_eq!(run.preview(HASH, 0), Err(PayoutError::Empty));
    assert_eq!(run.preview(HASH, 100), Ok(Step::Done));
    assert_eq!(run.preview([8; 32], 100), Err(PayoutError::PreviewDiffers));
    assert_eq!(run.preview(HASH, 101), Err(PayoutError::PreviewDiffers));
    assert_eq!(run.approve("bob", &[8; 32]), Err(PayoutError::PreviewDiffers));
    assert_eq!(run.approve("ann", &HASH), Err(PayoutError::SecondApprover));
    assert_eq!((run.state, run.approved_by.clone()), (PayoutRunState::Previewed, None));
    let mut alone = PayoutRun { second_approver: false, ..run.clone() };
    assert_eq!(alone.approve("ann", &HASH), Ok(Step::Done));
    assert_eq!(run.approve("bob", &HASH), Ok(Step::Done));
    assert_eq!(run.approve("cat", &HASH), Ok(Step::Already));
    assert_eq!(run.approved_by.as_deref(), Some("bob"));
}

#[test]
fn a_pause_has_a_reason_as_long_as_it_lasts_and_one_that_asks_for_more_takes_its_place() {
    for (at, first) in PauseReason::ALL.iter().enumerate() {
        for (then, second) in PauseReason::ALL.iter().enumerate() {
            let mut run = run(PayoutRunState::Executing);
            assert_eq!(run.pause(*first), Ok(Step::Done));
            let step = if then > at { Step::Done } else { Step::Already };
            assert_eq!(run.pause(*second), Ok(step), "{first}, then {second}");
            assert_eq!(run.pause_reason, Some(*first.max(second)));
            run.resume("bob").unwrap();
            assert_eq!(run.pause_reason, None);
        }
    }
}

#[test]
fn a_second_look_at_an_unusual_total_is_the_second_persons_too() {
    for reason in PauseReason::ALL {
        let mut run = PayoutRun { second_approver: true, ..run(PayoutRunState::Executing) };
        run.pause(*reason).unwrap();
        let refused = run.clone().resume("ann") == Err(PayoutError::SecondApprover);
        assert_eq!(refused, reason.is_unusual(), "{reason}");
        assert_eq!(run.clone().resume("bob"), Ok(Step::Done));
        run.second_approver = false;
        assert_eq!(run.resume("ann"), Ok(Step::Done), "who is alone looks alone");
    }
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
    let share = |affiliate, minor| PreviewShare {
        affiliate: AffiliateId::from_uuid(Uuid::from_u128(affiliate)),
        minor,
    };
    let nets = [share(1, 30), share(2, 5)];
    let same = preview_hash(&[one, two], &nets);
    assert_eq!(preview_hash(&[two, one], &[nets[1], nets[0]]), same);
    for other in [vec![], vec![nets[0]], vec![share(1, 31), nets[1]], vec![share(3, 30), nets[1]]] {
        assert_ne!(preview_hash(&[one, two], &other), same);
    }
    for other in [vec![one], vec![item(1, 1, 51), two], vec![item(1, 2, 50), two], vec![item(3, 1, 50), two]]
    {
        assert_ne!(preview_hash(&other, &nets), same);
    }
}

mod heard;
