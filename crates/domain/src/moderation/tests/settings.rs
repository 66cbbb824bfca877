//! Settings, the verdict, and reports.

use chrono::{DateTime, TimeDelta};

use super::settings;
use crate::moderation::*;
use crate::moment::{Moderation, RejectCode};

#[test]
fn settings_are_kept_within_their_bounds() {
    let code = |change: fn(&mut ModerationSettings)| {
        let mut settings = ModerationSettings::standard();
        change(&mut settings);
        settings
            .validate()
            .map(|_| ("", String::new()))
            .map_err(|error| (error.code(), error.field()))
            .unwrap_or_else(|e| e)
    };
    let is = |code: &'static str, field: &str| (code, field.to_owned());
    assert_eq!(code(|_| ()), is("", ""));
    for (change, expected) in [
        ((|s| s.approve_at = Some(1_000)) as fn(&mut ModerationSettings), is("", "")),
        (|s| s.approve_at = Some(1_001), is("OUT_OF_RANGE", "approveAt")),
        (|s| s.approve_at = Some(-1), is("OUT_OF_RANGE", "approveAt")),
        (|s| s.hashtags_max = 1_001, is("OUT_OF_RANGE", "hashtagsMax")),
        (|s| s.mentions_max = 1_001, is("OUT_OF_RANGE", "mentionsMax")),
        (|s| s.blocked_words = vec!["a".into(); 1_001], is("TOO_MANY_WORDS", "blockedWords")),
        (|s| s.blocked_words = vec!["a".into(), " !? ".into()], is("WORD_EMPTY", "blockedWords.1")),
        (|s| s.blocked_words = vec!["a".repeat(61)], is("WORD_TOO_LONG", "blockedWords.0")),
        (|s| s.blocked_words = vec!["ﷺ".repeat(5)], is("WORD_TOO_LONG", "blockedWords.0")),
        (
            |s| s.allowed_hosts = vec!["a.example".into(), "https://b".into()],
            is("HOST_INVALID", "allowedHosts.1"),
        ),
        (|s| s.banned_hosts = vec!["com".into()], is("HOST_INVALID", "bannedHosts.0")),
        (|s| s.banned_hosts = vec!["a.example".into(); 101], is("TOO_MANY_HOSTS", "bannedHosts")),
        (
            |s| {
                s.off = [Rule::Spam].into();
                s.may_reject = [Rule::Spam, Rule::Links].into();
            },
            is("RULE_OFF", "mayReject"),
        ),
    ] {
        assert_eq!(code(change), expected);
    }
}

#[test]
fn settings_have_one_spelling_and_are_stored_in_json() {
    let set = ModerationSettings {
        blocked_words: vec!["Scheiße".into(), " SCHEISSE ".into(), "Buy,  THIS".into()],
        allowed_hosts: vec!["Shop.Example".into(), "*.shop.example".into()],
        may_reject: [Rule::Links].into(),
        ..ModerationSettings::standard()
    };
    let valid = set.validate().unwrap();
    assert_eq!(valid.blocked_words, ["buy this", "scheisse"]);
    let json = serde_json::to_value(valid.clone().into_inner()).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "approveAt": null, "off": [], "mayReject": ["LINKS"], "blockedWords": ["buy this", "scheisse"],
            "allowedHosts": ["*.shop.example", "shop.example"], "bannedHosts": [], "hashtagsMax": 15, "mentionsMax": 5,
        })
    );
    let read = |json| serde_json::from_value::<ModerationSettings>(json);
    assert_eq!(read(json).unwrap().validate(), Ok(valid));
    assert_eq!(read(serde_json::json!({})).unwrap(), ModerationSettings::standard());
    assert_eq!(read(serde_json::json!({ "approveAt": null })).unwrap().approve_at, None);
    for wrong in [serde_json::json!({ "off": ["STARS"] }), serde_json::json!({ "ratingMin": 3 })] {
        assert!(read(wrong).is_err());
    }
}

#[test]
fn what_is_doubtful_waits_unless_the_tenant_says_otherwise() {
    let judged = |body: &str, change: fn(&mut ModerationSettings)| {
        let mut set = settings(&["shit"], &["shop.example"]).into_inner();
        set.approve_at = Some(900);
        change(&mut set);
        let judgement = judge(ModerationText::of_body(body), &set.validate().unwrap());
        (judgement.confidence, judgement.outcome)
    };
    let (fine, loud, mail) = ("Warm and soft.", "Warm!!!!!!!!!", "Ask joe@mail.com, this is shit");
    assert_eq!(judged(fine, |_| ()), (1_000, Outcome::Approve));
    assert_eq!(judged(fine, |s| s.approve_at = Some(1_000)), (1_000, Outcome::Approve));
    assert_eq!(judged(fine, |s| s.approve_at = None), (1_000, Outcome::Queue));
    assert_eq!(judged(loud, |_| ()), (800, Outcome::Queue));
    assert_eq!(judged(loud, |s| s.approve_at = Some(801)), (800, Outcome::Queue));
    assert_eq!(judged(loud, |s| s.approve_at = Some(800)), (800, Outcome::Approve));
    assert_eq!(judged(mail, |_| ()), (0, Outcome::Queue));
    assert_eq!(judged(mail, |s| s.approve_at = Some(0)), (0, Outcome::Approve));
    // Only what a rule is sure of rejects, and the heaviest gives the code.
    assert_eq!(judged(loud, |s| s.may_reject = [Rule::Spam].into()), (800, Outcome::Queue));
    let rejected = |code, rule, reason| Outcome::Reject { code, rule, version: 1, reason };
    assert_eq!(
        judged(mail, |s| s.may_reject = [Rule::Email].into()).1,
        rejected(RejectCode::PersonalData, Rule::Email, Reason::EmailAddress)
    );
    assert_eq!(
        judged(mail, |s| s.may_reject = [Rule::Email, Rule::BlockedWords].into()).1,
        rejected(RejectCode::Offensive, Rule::BlockedWords, Reason::BlockedWord)
    );
    assert_eq!(
        judged("https://evil.com/", |s| {
            s.may_reject = [Rule::Links].into();
            s.approve_at = Some(0);
        }),
        (300, rejected(RejectCode::Spam, Rule::Links, Reason::WebAddress))
    );
    assert_eq!(judged("https://shop.example/", |s| s.may_reject = [Rule::Links].into()).1, Outcome::Approve);
    assert_eq!(judged(mail, |s| s.off = [Rule::Email, Rule::BlockedWords].into()), (1_000, Outcome::Approve));
}

#[test]
fn a_finding_names_some_places_and_counts_all() {
    let body = "Mail a@b.com. ".repeat(12);
    let judgement = judge(ModerationText::of_body(&body), &settings(&[], &[]));
    let mail = &judgement.findings[0];
    assert_eq!((mail.reason, mail.count, mail.spans.len()), (Reason::EmailAddress, 12, SPANS_MAX));
    let stored = serde_json::to_value(mail).unwrap();
    assert_eq!(
        (&stored["rule"], &stored["version"], &stored["reason"], &stored["weight"]),
        (&"EMAIL".into(), &1.into(), &"EMAIL_ADDRESS".into(), &900.into())
    );
    assert_eq!(stored["spans"][0], serde_json::json!({ "field": "BODY", "start": 5, "end": 12 }));
    assert!(!stored.to_string().contains("a@b.com"));
}

#[test]
fn three_distinct_readers_flag_a_moment() {
    let at = |minutes| DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
    let report =
        |who, minutes| Report { reporter: Reporter([who; 32]), reason: ReportReason::Spam, at: at(minutes) };
    let twice = [report(1, 1), report(2, 2), report(1, 3), report(2, 4)];
    assert_eq!(distinct_reporters(&twice, None), 2);
    assert!(!is_flagged(Moderation::Approved, &twice, None));
    let thrice = [twice.as_slice(), &[report(3, 5)]].concat();
    assert!(
        is_flagged(Moderation::Approved, &thrice, None) && is_flagged(Moderation::Pending, &thrice, None)
    );
    assert!(
        !is_flagged(Moderation::Rejected, &thrice, None) && !is_flagged(Moderation::Flagged, &thrice, None)
    );
    // What was reported before a person decided is decided.
    assert_eq!((distinct_reporters(&thrice, Some(at(2))), distinct_reporters(&thrice, Some(at(5)))), (3, 0));
    assert_eq!(distinct_reporters(&thrice, Some(at(3))), 2);
    assert_eq!((read_note(Some("  ")), read_note(Some(" It lies. "))), (Ok(None), Ok(Some("It lies."))));
    for wrong in ["a\nb".to_owned(), "ä".repeat(501)] {
        assert_eq!(read_note(Some(&wrong)).map_err(NoteError::code), Err("NOTE_INVALID"));
    }
}
