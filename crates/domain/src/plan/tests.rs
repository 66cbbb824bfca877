use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::*;
use crate::money::Amount;
use crate::permission::Permission;

fn day(n: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + n * 86_400, 0).unwrap()
}

fn said(status: StripeStatus) -> Said {
    Said {
        status,
        plan: Some(Plan::Growth),
        period_start: day(0),
        period_end: day(30),
        cancel_at_period_end: false,
        owing_since: None,
    }
}

fn active() -> Standing {
    Standing::after(None, &said(StripeStatus::Active), day(0))
}

#[test]
fn dearer_plans_give_more_and_take_less() {
    for (less, more) in [(Plan::Free, Plan::Growth), (Plan::Growth, Plan::Scale)] {
        let (less, more) = (less.terms(), more.terms());
        assert!(less.platform_fee_bps > more.platform_fee_bps);
        assert!(less.included_events < more.included_events && less.seats < more.seats);
    }
    for currency in [Currency::GBP, Currency::USD, Currency::EUR] {
        assert!(sold(Plan::Growth, currency).unwrap().month < sold(Plan::Scale, currency).unwrap().month);
    }
    assert_eq!(sold(Plan::Free, Currency::GBP), Err(PlanError::NotSold));
    assert_eq!(sold(Plan::Scale, Currency::JPY), Err(PlanError::Currency));
}

#[test]
fn a_seat_is_free_until_all_are_taken() {
    assert_eq!(seat(Plan::Free, 2), Ok(()));
    assert_eq!(seat(Plan::Free, 3), Err(PlanError::NoSeat));
    assert_eq!(seat(Plan::Growth, 3), Ok(()));
}

#[test]
fn each_started_thousand_beyond_the_plan_costs() {
    let gbp = |minor| Amount::new(minor, Currency::GBP);
    for (events, minor) in
        [(0, 0), (250_000, 0), (250_001, 20), (251_000, 20), (251_001, 40), (i64::MAX, i64::MAX)]
    {
        let cost = overage(Plan::Growth, Currency::GBP, events);
        assert!(cost == gbp(minor) || (events == i64::MAX && cost.minor > 0), "{events}: {cost:?}");
    }
    assert_eq!(overage(Plan::Free, Currency::GBP, 1_000_000), gbp(0));
    assert_eq!(overage(Plan::Growth, Currency::JPY, 1_000_000).minor, 0);
}

#[test]
fn who_does_not_pay_is_suspended_after_the_grace_and_back_when_paid() {
    let standing = active();
    assert_eq!(
        (standing.plan, standing.state, standing.past_due_since),
        (Plan::Growth, SubscriptionState::Active, None)
    );
    let late = Said { owing_since: Some(day(30)), ..said(StripeStatus::PastDue) };
    let standing = Standing::after(Some(&standing), &late, day(31));
    assert_eq!((standing.state, standing.past_due_since), (SubscriptionState::PastDue, Some(day(30))));
    assert_eq!(standing.suspends_at(), Some(day(44)));
    // Said again, it is since the same day; only time suspends.
    let unpaid = Said { owing_since: Some(day(40)), ..said(StripeStatus::Unpaid) };
    let standing = Standing::after(Some(&standing), &unpaid, day(44) - Duration::seconds(1));
    assert_eq!((standing.state, standing.past_due_since), (SubscriptionState::PastDue, Some(day(30))));
    let standing = Standing::after(Some(&standing), &unpaid, day(44));
    assert_eq!((standing.state, standing.plan), (SubscriptionState::Suspended, Plan::Growth));
    let paid = Standing::after(Some(&standing), &said(StripeStatus::Active), day(45));
    assert_eq!((paid.state, paid.past_due_since, paid.plan), (SubscriptionState::Active, None, Plan::Growth));
}

#[test]
fn owing_outlives_the_subscription() {
    let owed = Said { owing_since: Some(day(30)), ..said(StripeStatus::Canceled) };
    let standing = Standing::after(Some(&active()), &owed, day(60));
    assert_eq!((standing.state, standing.plan), (SubscriptionState::Suspended, Plan::Free));
    assert!(!standing.is_live());
    assert_eq!(
        standing.may_start(),
        Err(PlanError::InvoiceUnpaid),
        "a debt is not left behind by buying anew"
    );
    assert_eq!(active().may_start(), Err(PlanError::AlreadySubscribed));
    let paid = Standing::after(Some(&standing), &said(StripeStatus::Canceled), day(61));
    assert_eq!(
        (paid.state, paid.plan, paid.past_due_since),
        (SubscriptionState::Cancelled, Plan::Free, None)
    );
    assert_eq!(paid.may_start(), Ok(()));
}

#[test]
fn a_larger_plan_counts_at_once_and_a_smaller_one_from_the_next_period() {
    let scale = Said { plan: Some(Plan::Scale), ..said(StripeStatus::Active) };
    let standing = Standing::after(Some(&active()), &scale, day(10));
    assert_eq!(standing.plan, Plan::Scale);
    let standing = Standing::after(Some(&standing), &said(StripeStatus::Active), day(29));
    assert_eq!(standing.plan, Plan::Scale, "paid for to the end of the period");
    let next = Said { period_start: day(30), period_end: day(60), ..said(StripeStatus::Active) };
    assert_eq!(Standing::after(Some(&standing), &next, day(30)).plan, Plan::Growth);
    // A price that is not ours changes nothing.
    let strange = Said { plan: None, ..next };
    assert_eq!(Standing::after(Some(&standing), &strange, day(30)).plan, Plan::Scale);
}

#[test]
fn nothing_is_bought_before_the_first_invoice_is_paid() {
    for (status, state) in [
        (StripeStatus::Incomplete, SubscriptionState::Incomplete),
        (StripeStatus::IncompleteExpired, SubscriptionState::Cancelled),
        (StripeStatus::Paused, SubscriptionState::Cancelled),
        (StripeStatus::Trialing, SubscriptionState::Active),
    ] {
        let standing = Standing::after(None, &said(status), day(0));
        assert_eq!(standing.state, state);
        assert_eq!(standing.plan == Plan::Free, state != SubscriptionState::Active);
    }
    assert_eq!(StripeStatus::read("past_due"), Some(StripeStatus::PastDue));
    assert_eq!(StripeStatus::read("something new"), None);
}

#[test]
fn suspension_stops_growth_and_never_somebody_elses_money() {
    for permission in Permission::ALL {
        let stops = suspended_stops(*permission);
        let word = permission.as_str();
        let others =
            ["CONVERSION", "REFUND", "COMMISSION", "PAYOUT", "FUNDING", "LEDGER", "CLAIM", "BILLING"];
        if word.ends_with("_READ") || others.iter().any(|noun| word.starts_with(noun)) {
            assert!(!stops, "{permission}");
        }
    }
    assert!(suspended_stops(Permission::ProgramWrite) && suspended_stops(Permission::LinkWrite));
    assert!(!suspended_stops(Permission::MomentModerate) && !suspended_stops(Permission::TouchReport));
}

#[test]
fn windows_follow_each_other_and_charge_no_day_twice() {
    let date = |d: u32| NaiveDate::from_ymd_opt(2026, 6, d).unwrap();
    let at = |d: u32, hour: u32| date(d).and_hms_opt(hour, 0, 0).unwrap().and_utc();
    let first = window(None, at(1, 12), at(20, 12), at(20, 6));
    assert_eq!(first, Window { from: date(1), until: date(20) });
    let second = window(Some(first.until), at(20, 12), at(30, 1), closes_at(at(30, 1)));
    assert_eq!(second, Window { from: date(20), until: date(29) });
    // Cut the evening before, the last day goes with the next period.
    let third = window(Some(second.until), at(30, 1), at(30, 23), at(30, 17));
    assert_eq!(third, Window { from: date(29), until: date(30) });
    // A missed period's days are nobody's.
    assert_eq!(window(Some(date(2)), at(20, 12), at(30, 12), at(30, 6)).from, date(20));
    // Late is as good as in time.
    assert_eq!(window(None, at(1, 12), at(10, 12), at(25, 0)).until, date(10));
    // Nothing is over yet.
    assert_eq!(window(None, at(9, 1), at(9, 20), at(9, 14)), Window { from: date(9), until: date(9) });
}
