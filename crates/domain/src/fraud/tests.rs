use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::*;
use crate::ids::TypedId;

fn id<T: TypedId>(n: u128) -> T {
    T::from_uuid(Uuid::from_u128(n))
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn hash(n: u8) -> EmailHash {
    EmailHash([n; 32])
}

fn standard() -> Thresholds {
    Thresholds::standard()
}

/// The same with one signal off.
fn without(signal: Signal) -> Thresholds {
    let mut off = standard();
    off.points.insert(signal, 0);
    off
}

fn click(seconds_before: i64, host: Option<&str>) -> Click {
    Click {
        touch: id(1),
        at: at("2026-11-26T12:00:00Z") - Duration::seconds(seconds_before),
        referrer_host: host.map(str::to_owned),
    }
}

fn link(clicks_within_hour: i64, valid: i64, duplicate: i64) -> LinkTraffic {
    LinkTraffic { link: id(7), clicks_within_hour, valid, duplicate }
}

fn signal_of(found: Option<Finding>) -> Option<Signal> {
    found.map(|found| found.signal)
}

#[test]
fn an_e_mail_of_ones_own_is_found_and_anothers_is_not() {
    let joe = Some(id(1));
    let find = |buyer, t: &Thresholds| signal_of(self_referral_email(buyer, joe, &[hash(1), hash(2)], t));
    assert_eq!(find(Some(hash(2)), &standard()), Some(Signal::SelfReferralEmail));
    assert_eq!(find(Some(hash(3)), &standard()), None);
    assert_eq!(find(None, &standard()), None);
    assert_eq!(find(Some(hash(1)), &without(Signal::SelfReferralEmail)), None);
    // A creator nobody has claimed has no e-mail to compare.
    assert_eq!(self_referral_email(Some(hash(1)), None, &[], &standard()), None);
}

#[test]
fn a_browser_of_ones_own_is_found() {
    let found = self_referral_device(&[id(9), id(8)], &standard()).unwrap();
    assert_eq!(found.evidence, Evidence::Device { visitor: id(8), browsers: 2 });
    assert_eq!(self_referral_device(&[], &standard()), None);
    assert_eq!(self_referral_device(&[id(8)], &without(Signal::SelfReferralDevice)), None);
}

#[test]
fn who_shares_a_bank_account_is_found_and_once_more_when_they_buy() {
    let ann = Sharer { affiliate: id(2), emails: vec![hash(2)] };
    let sharers = [ann];
    assert_eq!(
        signal_of(self_referral_payout_account(Some(hash(2)), &sharers, &standard())),
        Some(Signal::SelfReferralPayoutAccount)
    );
    assert_eq!(self_referral_payout_account(Some(hash(3)), &sharers, &standard()), None);
    assert_eq!(self_referral_payout_account(None, &sharers, &standard()), None);
    let off = without(Signal::SelfReferralPayoutAccount);
    assert_eq!(self_referral_payout_account(Some(hash(2)), &sharers, &off), None);

    let found = shared_payout_account(&sharers, &standard()).unwrap();
    assert_eq!(found.evidence, Evidence::PayoutAccount { affiliates: vec![id(2)], count: 1 });
    assert_eq!(shared_payout_account(&[], &standard()), None);
    assert_eq!(shared_payout_account(&sharers, &without(Signal::SharedPayoutAccount)), None);
    // However many there are, a finding names five.
    let many: Vec<Sharer> = (0..9).map(|n| Sharer { affiliate: id(n), emails: Vec::new() }).collect();
    let Evidence::PayoutAccount { affiliates, count } =
        shared_payout_account(&many, &standard()).unwrap().evidence
    else {
        panic!("no account")
    };
    assert_eq!((affiliates.len(), count), (NAMED_MAX, 9));
}

#[test]
fn a_flood_begins_at_its_threshold() {
    let find = |clicks, t: &Thresholds| signal_of(click_flood(&[link(3, 0, 0), link(clicks, 0, 0)], t));
    assert_eq!(find(500, &standard()), Some(Signal::ClickFlood));
    assert_eq!(find(499, &standard()), None);
    assert_eq!(find(500, &without(Signal::ClickFlood)), None);
    assert_eq!(click_flood(&[], &standard()), None);
}

#[test]
fn repeats_are_too_many_from_their_share_on_where_there_are_enough() {
    let find = |valid, duplicate| signal_of(duplicate_visitors(&[link(0, valid, duplicate)], &standard()));
    assert_eq!(find(40, 60), Some(Signal::DuplicateVisitors));
    assert_eq!(find(41, 59), None);
    assert_eq!(find(39, 60), None);
    assert_eq!(duplicate_visitors(&[link(0, 40, 60)], &without(Signal::DuplicateVisitors)), None);
    // The largest numbers there are do not wrap.
    assert_eq!(find(i64::MAX, i64::MAX), Some(Signal::DuplicateVisitors));
}

#[test]
fn a_sale_is_too_soon_below_its_seconds() {
    let sold = at("2026-11-26T12:00:00Z");
    let find = |clicks: &[Click], t: &Thresholds| signal_of(too_soon(clicks, sold, t));
    assert_eq!(find(&[click(9, None)], &standard()), Some(Signal::TooSoon));
    assert_eq!(find(&[click(10, None)], &standard()), None);
    // The latest click counts, and one by a clock that runs ahead is at the same moment.
    assert_eq!(find(&[click(600, None), click(3, None)], &standard()), Some(Signal::TooSoon));
    assert_eq!(find(&[click(-60, None)], &standard()), Some(Signal::TooSoon));
    assert_eq!(find(&[], &standard()), None);
    assert_eq!(find(&[click(0, None)], &without(Signal::TooSoon)), None);
}

#[test]
fn a_code_is_leaked_by_its_uses_or_by_where_its_user_comes_from() {
    let used = |uses, without_click| Some(CodeUse { uses, without_click });
    let find = |code, hosts: &[String], t: &Thresholds| signal_of(leaked_code(code, hosts, t));
    assert_eq!(find(used(50, 45), &[], &standard()), Some(Signal::LeakedCode));
    assert_eq!(find(used(50, 44), &[], &standard()), None);
    assert_eq!(find(used(49, 49), &[], &standard()), None);
    let from_site = ["blog.example".to_owned(), "www.retailmenot.com".to_owned()];
    assert_eq!(find(used(1, 0), &from_site, &standard()), Some(Signal::LeakedCode));
    assert_eq!(find(None, &from_site, &standard()), None);
    let from_own = ["deals.example".to_owned()];
    assert_eq!(find(used(1, 0), &from_own, &standard()), None);
    let named = Thresholds { coupon_hosts: vec!["deals.example".to_owned()], ..standard() };
    assert_eq!(find(used(1, 0), &from_own, &named), Some(Signal::LeakedCode));
    assert_eq!(find(used(50, 50), &from_site, &without(Signal::LeakedCode)), None);
}

#[test]
fn a_disposable_mailbox_is_found() {
    assert_eq!(signal_of(disposable_email(true, &standard())), Some(Signal::DisposableEmail));
    assert_eq!(disposable_email(false, &standard()), None);
    assert_eq!(disposable_email(true, &without(Signal::DisposableEmail)), None);
}

#[test]
fn a_banned_host_is_found_with_all_below_it() {
    let banned = Thresholds { banned_referrers: vec!["spam.example".to_owned()], ..standard() };
    let find = |host, t: &Thresholds| signal_of(banned_referrer(&[click(60, host)], t));
    assert_eq!(find(Some("a.spam.example"), &banned), Some(Signal::BannedReferrer));
    assert_eq!(find(Some("nospam.example"), &banned), None);
    assert_eq!(find(None, &banned), None);
    assert_eq!(find(Some("spam.example"), &standard()), None);
    let off = Thresholds { points: without(Signal::BannedReferrer).points, ..banned };
    assert_eq!(find(Some("spam.example"), &off), None);
}

#[test]
fn nothing_is_found_of_an_innocent_sale_and_every_signal_of_a_guilty_one() {
    let sold = at("2026-11-26T12:00:00Z");
    let innocent = Facts {
        converted_at: sold,
        buyer: Some(hash(5)),
        disposable: false,
        affiliate: Some(id(1)),
        emails: vec![hash(1)],
        own_browsers: Vec::new(),
        sharers: Vec::new(),
        clicks: vec![click(120, Some("blog.example"))],
        hosts: vec!["blog.example".to_owned()],
        links: vec![link(20, 300, 20)],
        code: Some(CodeUse { uses: 60, without_click: 20 }),
    };
    assert_eq!(judge(&innocent, &standard()), []);
    let guilty = Facts {
        buyer: Some(hash(1)),
        disposable: true,
        own_browsers: vec![id(9)],
        sharers: vec![Sharer { affiliate: id(2), emails: vec![hash(1)] }],
        clicks: vec![click(1, Some("spam.example"))],
        links: vec![link(5_000, 40, 60)],
        code: Some(CodeUse { uses: 60, without_click: 60 }),
        ..innocent
    };
    let banned = Thresholds { banned_referrers: vec!["spam.example".to_owned()], ..standard() };
    let found: Vec<Signal> = judge(&guilty, &banned).iter().map(|found| found.signal).collect();
    assert_eq!(found, Signal::ALL);
    assert_eq!(score(&judge(&guilty, &banned)), SCORE_MAX);
}

#[test]
fn evidence_is_small_and_names_no_person() {
    let found = Evidence::Flood { link: id(7), clicks: 501, allowed: 500 };
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["clicks"], 501);
    assert!(json["link"].as_str().unwrap().starts_with("link_"));
    let found = Evidence::Code { uses: 3, without_click: 2, host: None };
    assert_eq!(serde_json::to_string(&found).unwrap(), r#"{"uses":3,"withoutClick":2}"#);
}

#[test]
fn a_hold_says_each_of_its_signals_once_in_plain_words() {
    assert_eq!(
        reason(&[Signal::TooSoon, Signal::SelfReferralEmail, Signal::TooSoon]),
        "Held for review: the buyer's e-mail is the affiliate's own; it came sooner after the click than somebody can buy."
    );
    let all = reason(Signal::ALL);
    assert!(crate::text::is_line(&all, crate::commission::REASON_CHARS_MAX), "{all}");
    // The affiliate reads nothing of it.
    for signal in Signal::ALL {
        assert!(!HELD_FOR_REVIEW.contains(signal.sentence()));
    }
}

#[test]
fn thresholds_are_refused_outside_of_their_bounds_with_the_place() {
    let refused = |t: Thresholds| t.validate().map_err(|error| (error.code(), error.field()));
    let with_points = |points| {
        let mut t = standard();
        t.points.insert(Signal::TooSoon, points);
        t
    };
    assert_eq!(refused(standard()), Ok(standard()));
    assert!(refused(with_points(100)).is_ok() && refused(with_points(0)).is_ok());
    for points in [-1, 101] {
        assert_eq!(refused(with_points(points)), Err(("OUT_OF_RANGE", "points".to_owned())));
    }
    let named = |all: &[(Signal, i32)]| {
        standard().with_points(all).map(|t| t.points(Signal::TooSoon)).map_err(|e| (e.code(), e.field()))
    };
    assert_eq!(named(&[(Signal::ClickFlood, 5), (Signal::TooSoon, 6)]), Ok(6));
    let second = Err(("SIGNAL_TWICE", "points.2.signal".to_owned()));
    assert_eq!(named(&[(Signal::TooSoon, 5), (Signal::ClickFlood, 5), (Signal::TooSoon, 5)]), second);
    let above = Err(("OUT_OF_RANGE", "points.1.points".to_owned()));
    assert_eq!(named(&[(Signal::ClickFlood, 5), (Signal::TooSoon, 101)]), above);
    for (t, field) in [
        (Thresholds { hold_at: 0, ..standard() }, "holdAt"),
        (Thresholds { hold_at: 101, ..standard() }, "holdAt"),
        (Thresholds { too_soon_seconds: 0, ..standard() }, "tooSoonSeconds"),
        (Thresholds { flood_clicks_per_hour: 100_001, ..standard() }, "floodClicksPerHour"),
        (Thresholds { duplicate_percent: 0, ..standard() }, "duplicatePercent"),
        (Thresholds { duplicate_clicks_min: 0, ..standard() }, "duplicateClicksMin"),
        (Thresholds { leaked_percent: 101, ..standard() }, "leakedPercent"),
        (Thresholds { leaked_uses_min: 1_001, ..standard() }, "leakedUsesMin"),
    ] {
        assert_eq!(refused(t), Err(("OUT_OF_RANGE", field.to_owned())));
    }
    let banned = |hosts: &[&str]| Thresholds {
        banned_referrers: hosts.iter().map(|host| (*host).to_owned()).collect(),
        ..standard()
    };
    for wrong in ["com", "*.spam.example", "https://spam.example", "", "spam example"] {
        let second = Err(("HOST_INVALID", "bannedReferrers.1".to_owned()));
        assert_eq!(refused(banned(&["spam.example", wrong])), second, "{wrong}");
    }
    let many = Err(("TOO_MANY_HOSTS", "bannedReferrers".to_owned()));
    assert_eq!(refused(banned(&["spam.example"; 251])), many);
    let kept = banned(&["Spam.example", "a.example", "spam.example"]).validate().unwrap();
    assert_eq!(kept.banned_referrers, ["a.example", "spam.example"]);
}

#[test]
fn thresholds_are_kept_as_they_are_and_unknown_fields_are_none() {
    let kept = serde_json::to_value(standard()).unwrap();
    assert_eq!(kept["points"]["TOO_SOON"], 30);
    assert_eq!(serde_json::from_value::<Thresholds>(kept.clone()).unwrap(), standard());
    let mut more = kept.clone();
    more["other"] = 1.into();
    assert!(serde_json::from_value::<Thresholds>(more).is_err());
    // A signal that came after they were kept is worth what it is as standard.
    let mut older = kept;
    older["points"].as_object_mut().unwrap().remove("TOO_SOON");
    assert_eq!(serde_json::from_value::<Thresholds>(older).unwrap().points(Signal::TooSoon), 30);
}

#[test]
fn one_mailbox_has_one_hash_under_a_tenants_key_and_another_under_anothers() {
    let read = |text: &str| BuyerEmail::read(text).unwrap();
    let (one, other) = (EmailKey::of(&[1; 32], id(1)), EmailKey::of(&[1; 32], id(2)));
    assert_eq!(one.hash(&read(" Joe@People.test ")), one.hash(&read("joe+shop@people.test")));
    assert_ne!(one.hash(&read("joe@people.test")), one.hash(&read("jo@people.test")));
    assert_ne!(one.hash(&read("joe@people.test")), other.hash(&read("joe@people.test")));
    assert_eq!(format!("{:?}", read("joe@people.test")), "BuyerEmail(…)");
    assert!(read("a@eu.mailinator.com").is_disposable() && !read("a@people.test").is_disposable());
    for wrong in
        ["", "joe", "@people.test", "joe@people", "joe@.test", "j oe@people.test", "joe@people.test\n.x"]
    {
        assert_eq!(BuyerEmail::read(wrong), None, "{wrong}");
    }
    assert_eq!(BuyerEmail::read(&format!("{}@people.test", "x".repeat(65))), None);
    assert_eq!(BuyerEmail::read(&format!("x@{}.test", "x".repeat(250))), None);
}
