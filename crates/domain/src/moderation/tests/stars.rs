//! No rule can read the stars.

use chrono::DateTime;
use proptest::prelude::*;

use crate::moderation::*;
use crate::moment::{MomentKind, NewCreator, NewMoment, Rights};

/// Takes apart what rules see: another field does not compile here. Whoever adds one looks whether stars are in it.
fn fields<'a>(text: ModerationText<'a>) -> (Vec<&'a str>, &'a [Fingerprint]) {
    let ModerationText { title, body, creator_name, creator_handle, permalink, earlier } = text;
    let texts: [Option<&'a str>; 5] = [title, Some(body), creator_name, creator_handle, permalink];
    (texts.into_iter().flatten().collect(), earlier)
}

fn moment(title: Option<String>, body: String, name: Option<String>, rating: Option<i16>) -> NewMoment {
    NewMoment {
        kind: MomentKind::Review,
        source: "site".into(),
        external_id: "r-1".into(),
        creator: name.map(|name| NewCreator { external_id: "c-1".into(), name }),
        customer: None,
        title,
        body,
        rating,
        permalink: Some("https://social.example/p/1".into()),
        language: None,
        products: Vec::new(),
        published_at: DateTime::UNIX_EPOCH,
        moderation: None,
        rights: Rights::NotRequired,
        media: Vec::new(),
        question: None,
    }
}

#[test]
fn what_rules_see_is_words_alone() {
    let moment = moment(Some("Coat".into()), "Warm.".into(), Some("Ann".into()), Some(3));
    let (texts, earlier) = fields(ModerationText::of(&moment, &[]));
    assert_eq!(texts, ["Coat", "Warm.", "Ann", "https://social.example/p/1"]);
    assert!(earlier.is_empty());
}

#[test]
fn every_rule_is_a_function_of_what_is_read_alone() {
    for (rule, find) in RULES {
        let _: fn(&Reading<'_>, &ValidModerationSettings) -> Vec<Finding> = find;
        assert!(rule.version() >= 1);
    }
    assert_eq!(RULES.map(|(rule, _)| rule).as_slice(), Rule::ALL);
    for reason in Reason::ALL {
        assert!((1..=CONFIDENCE_MAX).contains(&reason.weight()), "{reason}");
    }
    // The settings hold no word of stars either.
    let written = serde_json::to_string(&ModerationSettings::standard()).unwrap().to_lowercase();
    assert!(!written.contains("star") && !written.contains("rating"));
}

proptest! {
    #[test]
    fn stars_change_no_finding_and_no_judgement(
        title in prop::option::of("\\PC{0,40}"),
        body in prop_oneof![
            "\\PC{0,200}",
            "(GREAT|great|sh1t|call 0171 1234567|joe@mail\\.com|buy now|www\\.shop\\.com|5 stars|1 star|[1-5]/5|!!!!!!| ){1,20}",
        ],
        name in prop::option::of("\\PC{1,20}"),
        one in prop::option::of(1i16..=5),
        other in prop::option::of(1i16..=5),
    ) {
        let settings = super::settings(&["shit", "star"], &["shop.example"]);
        let one = moment(title.clone(), body.clone(), name.clone(), one);
        let other = moment(title, body, name, other);
        let (one, other) = (ModerationText::of(&one, &[]), ModerationText::of(&other, &[]));
        prop_assert_eq!(one, other);
        for (rule, find) in RULES {
            prop_assert_eq!(find(&Reading::of(one), &settings), find(&Reading::of(other), &settings), "{}", rule);
        }
        prop_assert_eq!(judge(one, &settings), judge(other, &settings));
    }
}
