//! What is made of events: what is heard of transfers, what is in doubt, what a person decides.

use chrono::{DateTime, Duration, Utc};

use crate::money::Currency;
use crate::payout::protocol::{
    Alarm, Attempt, Destination, Event, Next, Standing, Transfer, Verdict, Write, step,
};
use crate::payout::{Answer, BlockReason, Payout, PayoutError, PayoutState};

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn transfer() -> Transfer {
    let (id, currency, destination) = ("tr_1".to_owned(), "GBP".to_owned(), "acct_1".to_owned());
    Transfer { id, amount: 1_000, reversed: 0, currency, destination }
}

fn woken() -> Event {
    Event::Woken { may_send: true, destination: Destination::Account("acct_1".to_owned()) }
}

fn at(minutes: i64) -> DateTime<Utc> {
    noon() + Duration::minutes(minutes)
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
    let woken = woken();
    let blocked =
        Event::Answered { attempt: 1, answer: Answer::Blocked(BlockReason::PlatformBalance), transfer: None };
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
    let listed =
        |transfers: &[Transfer], minutes| Event::Listed { transfers: transfers.to_vec(), at: at(minutes) };
    assert_eq!(step(&doubt, &listed(&[], 15), at(20)).unwrap().standing, doubt);
    let found = step(&doubt, &listed(&[transfer()], 16), at(20)).unwrap().standing;
    assert_eq!(found.payout.state, PayoutState::Transferred);
    let none = step(&doubt, &listed(&[], 16), at(20)).unwrap();
    assert_eq!(none.next, Next::Wake);
    let again = step(&none.standing, &woken, at(20)).unwrap();
    assert!(matches!(again.next, Next::Call(second) if second.number == 2));
}

#[test]
fn a_refusal_after_an_unanswered_sending_is_a_doubt_and_no_end() {
    let refused = |attempt| Event::Answered {
        attempt,
        answer: Answer::Refused("account_closed".to_owned()),
        transfer: None,
    };
    // Sent once, it is the end.
    let once = step(&submitting(), &refused(1), at(0)).unwrap();
    assert_eq!(
        (once.standing.payout.state, once.writes.last()),
        (PayoutState::Failed, Some(&Write::GiveBack))
    );

    let twice = step(&submitting(), &woken(), at(1)).unwrap().standing;
    let doubt = step(&twice, &refused(1), at(1)).unwrap();
    assert_eq!((doubt.standing.payout.state, doubt.writes), (PayoutState::Blocked, vec![]));
    assert_eq!(doubt.standing.payout.reason.as_deref(), Some("UNANSWERED"));
    let doubt = doubt.standing;
    assert!(step(&doubt, &Event::Cancelled, at(15)).is_err());
    assert_eq!(step(&doubt, &woken(), at(15)).unwrap().next, Next::Rest);
    assert_eq!(step(&doubt, &woken(), at(16)).unwrap().next, Next::LookUp);
    // The first sending may have come to something after all.
    let listed = |transfers| Event::Listed { transfers, at: at(16) };
    let found = step(&doubt, &listed(vec![transfer()]), at(16)).unwrap();
    assert_eq!((found.standing.payout.state, found.writes.len()), (PayoutState::Transferred, 2));
    // It has not: a new key is refused for certain, and that is the end.
    let none = step(&doubt, &listed(Vec::new()), at(16)).unwrap();
    let again = step(&none.standing, &woken(), at(16)).unwrap();
    assert!(matches!(again.next, Next::Call(second) if second.number == 2));
    let failed = step(&again.standing, &refused(2), at(16)).unwrap();
    assert_eq!(
        (failed.standing.payout.state, failed.writes.last()),
        (PayoutState::Failed, Some(&Write::GiveBack))
    );
}

#[test]
fn a_person_decides_once_stripe_lists_what_the_last_sending_came_to() {
    let bug = Event::Answered { attempt: 1, answer: Answer::OurBug, transfer: None };
    let twice = step(&submitting(), &woken(), at(1)).unwrap().standing;
    let review = step(&twice, &bug, at(1)).unwrap().standing;
    assert_eq!(review.payout.state, PayoutState::NeedsReview);
    let decided = |verdict, listed: &[Transfer], minutes| {
        step(&review, &Event::Reviewed { verdict, listed: listed.to_vec(), at: at(minutes) }, at(minutes))
    };
    // Fifteen minutes count from the second sending.
    for verdict in [Verdict::Retry, Verdict::WriteOff] {
        assert_eq!(decided(verdict.clone(), &[], 15), Err(PayoutError::TooEarly), "{verdict:?}");
        assert_eq!(decided(verdict.clone(), &[transfer()], 15), Err(PayoutError::TransferListed));
        assert!(decided(verdict, &[], 16).is_ok());
    }
    // What Stripe lists is there, however early.
    assert!(decided(Verdict::Adopt(transfer()), &[transfer()], 2).is_ok());
    // Reopened, it is not called off earlier either.
    let mut reopened = review.clone();
    reopened.payout.reopen().unwrap();
    assert_eq!(step(&reopened, &Event::Cancelled, at(15)), Err(PayoutError::TooEarly));
    assert!(step(&reopened, &Event::Cancelled, at(16)).is_ok());
    // An answer that no transfer was made is certain for the only sending there was.
    let blocked = Answer::Blocked(BlockReason::PlatformBalance);
    let once = Event::Answered { attempt: 1, answer: blocked, transfer: None };
    let once = step(&submitting(), &once, at(0)).unwrap().standing;
    assert!(step(&once, &Event::Cancelled, at(0)).is_ok());
}

#[test]
fn who_is_not_paid_now_is_told_what_it_waits_for() {
    let fresh = Standing { payout: Payout::reserved(1_000), currency: Currency::GBP, attempts: Vec::new() };
    let wake = |standing: &Standing, destination| {
        step(standing, &Event::Woken { may_send: true, destination }, noon()).unwrap().standing
    };
    let reason = |standing: &Standing| standing.payout.reason.clone();
    let onboarding = wake(&fresh, Destination::Onboarding);
    assert_eq!(reason(&onboarding).as_deref(), Some("ONBOARDING"));
    // They have finished, and something else is in the way now.
    let restricted = wake(&onboarding, Destination::Restricted);
    assert_eq!(reason(&restricted).as_deref(), Some("CAPABILITY"));
    let sent = wake(&restricted, Destination::Account("acct_1".to_owned()));
    assert_eq!((sent.payout.state, reason(&sent)), (PayoutState::Submitting, None));
}
