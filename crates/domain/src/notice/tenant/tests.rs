use super::super::Cause;
use super::super::catalogue::Reader;
use super::*;
use crate::ids::TypedId;
use crate::money::Currency;
use crate::permission::MemberRole;

const READER: Reader<'_> =
    Reader { name: "Olive", brand: "Shop", public_url: Some("https://go.example.com/") };

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn gbp(minor: i64) -> Amount {
    Amount::new(minor, Currency::GBP)
}

fn run() -> PayoutRunId {
    PayoutRunId::from_uuid(uuid::Uuid::from_u128(7))
}

/// One of every text.
pub(in crate::notice) fn all() -> Vec<TenantNotice> {
    let funding = FundingId::from_uuid(uuid::Uuid::from_u128(8));
    let (since, suspends_at) = (at("2026-03-02T10:00:00Z"), at("2026-03-16T10:00:00Z"));
    let owed = || vec![gbp(4_900)];
    let failed = |reason: &str, run| TenantNotice::FundingFailed {
        funding,
        amount: gbp(50_000),
        reason: reason.to_owned(),
        run,
    };
    let stopped = |stop| TenantNotice::TopUpStopped { run: run(), missing: gbp(10_300), stop };
    let awaits = |second_approver| TenantNotice::RunAwaitsApproval {
        run: run(),
        total: gbp(12_345),
        since,
        second_approver,
    };
    let paused =
        |reason: PauseReason| TenantNotice::RunPaused { run: run(), total: gbp(12_345), since, reason };
    vec![
        TenantNotice::SubscriptionUnpaid { since, owed: owed(), suspends_at },
        TenantNotice::SubscriptionSuspendsSoon { since, owed: vec![], suspends_at },
        TenantNotice::SubscriptionSuspended { since, owed: owed() },
        TenantNotice::SubscriptionResumed { since, plan: Plan::Growth },
        failed("CARD_DECLINED", Some(run())),
        failed("DEBIT_NOT_AUTHORIZED", None),
        TenantNotice::FundingDisputed {
            dispute: "du_1".into(),
            funding,
            taken: gbp(51_500),
            reason: "debit_not_authorized".into(),
        },
        TenantNotice::FundingLost { dispute: "du_1".into(), funding, taken: gbp(51_500) },
        stopped(TopUpStop::AboveLimit(gbp(5_000))),
        stopped(TopUpStop::OftenEnough(3)),
        stopped(TopUpStop::NotChargeable),
        awaits(false),
        awaits(true),
        TenantNotice::RunAwaitsStart { run: run(), total: gbp(12_345), since },
        TenantNotice::RunAwaitsMoney { run: run(), missing: gbp(10_300), since },
        paused(PauseReason::UnusualTotal),
        paused(PauseReason::AboveLimit),
        paused(PauseReason::ByAPerson),
        TenantNotice::PayoutsStopped { since },
    ]
}

#[test]
fn hostile_names_are_text_and_begin_no_header() {
    let hostile = "<script>alert('x')</script>\r\nBcc: everyone@example.com\u{2028}&\"";
    for notice in all() {
        let letter = letter(&notice, Reader { name: hostile, brand: hostile, ..READER });
        assert!(!letter.subject.chars().any(char::is_control), "{:?}", letter.subject);
        assert!(!letter.html.contains("<script"), "{}", letter.html);
        assert!(!letter.text.lines().any(|line| line.starts_with("Bcc:")), "{}", letter.text);
    }
    // What Stripe says is no more trusted than what people do.
    let said = TenantNotice::FundingFailed {
        funding: FundingId::from_uuid(uuid::Uuid::nil()),
        amount: gbp(1),
        reason: hostile.to_owned(),
        run: None,
    };
    let letter = letter(&said, READER);
    assert!(!letter.html.contains("<script") && !letter.text.contains("\nBcc:"), "{}", letter.text);
}

#[test]
fn every_cause_of_a_tenant_has_a_text_and_members_who_can_act() {
    let told: std::collections::BTreeSet<Cause> = all().iter().map(TenantNotice::cause).collect();
    let of_tenants: std::collections::BTreeSet<Cause> =
        Cause::ALL.iter().copied().filter(|cause| cause.asks_for().is_some()).collect();
    assert_eq!(told, of_tenants);
    for cause in of_tenants {
        assert!(!cause.optional(), "{cause} endangers money");
        let readers: Vec<&MemberRole> =
            MemberRole::ALL.iter().filter(|role| cause.asks_for().is_some_and(|p| role.allows(p))).collect();
        assert_eq!(readers, [&MemberRole::Owner, &MemberRole::Admin, &MemberRole::Finance], "{cause}");
    }
}

#[test]
fn one_thing_is_one_notice_and_the_next_another() {
    assert!(all().iter().all(|notice| (1..=200).contains(&notice.about().chars().count())));
    let unpaid = |since, minor| TenantNotice::SubscriptionUnpaid {
        since,
        owed: vec![gbp(minor)],
        suspends_at: at("2026-03-16T10:00:00Z"),
    };
    let since = at("2026-03-02T10:00:00Z");
    assert_eq!(unpaid(since, 1).about(), unpaid(since, 2).about(), "another try of the same debt");
    assert_ne!(unpaid(since, 1).about(), unpaid(since + Duration::days(30), 1).about());
    let dispute = "d".repeat(255);
    let long = TenantNotice::FundingLost {
        dispute,
        funding: FundingId::from_uuid(uuid::Uuid::nil()),
        taken: gbp(1),
    };
    assert_eq!(long.about().len(), 200);
}

#[test]
fn a_subscription_is_told_by_its_latest_stage() {
    let since = at("2026-03-02T10:00:00Z");
    let standing = |state| Standing {
        plan: Plan::Growth,
        state,
        past_due_since: Some(since),
        period_start: since,
        period_end: since + Duration::days(30),
        cancel_at_period_end: false,
    };
    let told = |state, days: i64, seconds: i64| {
        let now = since + Duration::days(days) + Duration::seconds(seconds);
        of_subscription(&standing(state), vec![], now).map(|notice| notice.cause())
    };
    let late = SubscriptionState::PastDue;
    assert_eq!(told(late, 0, 0), Some(Cause::SubscriptionUnpaid));
    assert_eq!(told(late, 11, -1), Some(Cause::SubscriptionUnpaid));
    assert_eq!(told(late, 11, 0), Some(Cause::SubscriptionSuspendsSoon));
    assert_eq!(told(late, 15, 0), Some(Cause::SubscriptionSuspendsSoon));
    assert_eq!(told(SubscriptionState::Suspended, 14, 0), Some(Cause::SubscriptionSuspended));
    let paid = Standing { past_due_since: None, ..standing(SubscriptionState::Active) };
    assert_eq!(of_subscription(&paid, vec![], since), None);
}

#[test]
fn a_run_is_told_once_it_stands_for_long_and_at_once_where_somebody_has_to_look() {
    let since = at("2026-03-02T10:00:00Z");
    let told = |state, reason: Option<PauseReason>, hours: i64| {
        let standing = RunStanding {
            run: run(),
            state,
            pause_reason: reason,
            total: gbp(1),
            since,
            second_approver: false,
        };
        of_run(&standing, since + Duration::hours(hours)).map(|notice| notice.cause())
    };
    use PayoutRunState::*;
    for (state, reason, cause) in [
        (Previewed, None, Cause::RunAwaitsApproval),
        (Approved, None, Cause::RunAwaitsStart),
        (Funding, None, Cause::RunAwaitsMoney),
        (Paused, Some(PauseReason::BalanceNotEnough), Cause::RunAwaitsMoney),
        (Paused, Some(PauseReason::ByAPerson), Cause::RunPaused),
    ] {
        assert_eq!(told(state, reason, RUN_WAITS_HOURS - 1), None, "{state} {reason:?}");
        assert_eq!(told(state, reason, RUN_WAITS_HOURS), Some(cause), "{state} {reason:?}");
    }
    for reason in [PauseReason::UnusualTotal, PauseReason::AboveLimit] {
        assert_eq!(told(Paused, Some(reason), 0), Some(Cause::RunPaused));
    }
    for state in [Draft, Executing, Completed, CompletedWithFailures, Cancelled] {
        assert_eq!(told(state, None, 1_000), None, "{state}");
    }
    assert_eq!(
        told(Paused, Some(PauseReason::StripeUnauthorized), 1_000),
        None,
        "nobody of the tenant can mend our key"
    );
}
