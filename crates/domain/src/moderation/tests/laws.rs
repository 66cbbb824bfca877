//! What holds for any text.

use proptest::prelude::*;

use crate::moderation::*;

/// Texts of any characters, and texts of what the rules look for.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,120}",
        "\\PC{0,120}",
        "[a-zA-Z0-9 @.:/+()!#*$\u{200b}\u{202e}\u{301}éßﬁ\u{1f600}\n-]{0,120}",
        prop::collection::vec(
            prop::sample::select(vec![
                "joe@mail.com",
                "https://shop.example/a?b",
                "www.evil.com",
                "evil",
                "dot",
                "com",
                "at",
                "+49 171 1234567",
                "(415) 555-0132",
                "12",
                "Main",
                "Street",
                "rue",
                "de",
                "Hauptstraße",
                "10115",
                "Berlin",
                "buy",
                "now",
                "#tag",
                "@joe",
                "!!!!!!!",
                "s h i t",
                "sh1t",
                "ѕһіt",
                "f**k",
                "very",
                " ",
                ",",
                "\u{feff}",
                "й",
                "だ",
                "شكرا",
                "PO",
                "box",
                "ｊｏｅ＠ｍａｉｌ．ｃｏｍ",
                "http://[::1]/",
                "https://",
                "//",
                "İ",
                "ǆ",
                "〒100-0001",
            ]),
            0..40,
        )
        .prop_map(|parts| parts.concat()),
        prop::collection::vec(
            prop::sample::select(vec![
                "joe@mail.com",
                "12",
                "Main",
                "Street",
                "rue",
                "Foch",
                "calle",
                "Mayor",
                "5",
                "0171",
                "1234567",
                "visit",
                "a.shop",
                "shop.example",
                "www.shop.example/x",
                "sub.shop.example",
                "text",
                "me",
                "Austin",
                "TX",
                "78701",
                "s",
                "h",
                "i",
                "t",
                "great",
                "coat",
                "dot",
                "com",
                "at",
                "mail",
            ]),
            0..40,
        )
        .prop_map(|words| words.join(" ")),
    ]
}

fn judged<'a>(title: &'a str, body: &'a str, name: &'a str, link: &'a str) -> ModerationText<'a> {
    ModerationText {
        title: Some(title),
        creator_name: Some(name),
        creator_handle: Some(name),
        permalink: Some(link),
        ..ModerationText::of_body(body)
    }
}

proptest! {
    #[test]
    fn no_text_breaks_a_rule_and_every_place_is_one(
        title in any_text(), body in any_text(), name in any_text(), link in any_text(),
        words in prop::collection::vec("\\PC{1,20}", 0..5),
    ) {
        let blocked_words = words.into_iter().filter(|word| !normalise(word).is_empty()).collect();
        let settings = ModerationSettings {
            blocked_words,
            banned_hosts: vec!["evil.com".into(), "*.evil.com".into()],
            hashtags_max: 0,
            mentions_max: 0,
            ..ModerationSettings::standard()
        };
        let Ok(settings) = settings.validate() else { return Ok(()) };
        let text = judged(&title, &body, &name, &link);
        let judgement = judge(text, &settings);
        prop_assert_eq!(&judgement, &judge(text, &settings));
        prop_assert!((0..=CONFIDENCE_MAX).contains(&judgement.confidence));
        prop_assert_eq!(judgement.confidence == CONFIDENCE_MAX, judgement.findings.is_empty());
        let is_rejected = matches!(judgement.outcome, Outcome::Reject { .. });
        prop_assert!(!is_rejected);
        for finding in &judgement.findings {
            prop_assert!(finding.count >= finding.spans.len().max(1) && finding.spans.len() <= SPANS_MAX);
            prop_assert_eq!(finding.rule, finding.reason.rule());
            prop_assert!(finding.spans.is_sorted());
            for span in &finding.spans {
                let of = match span.field {
                    TextField::Title => &title,
                    TextField::Body => &body,
                    TextField::CreatorName | TextField::CreatorHandle => &name,
                    TextField::PermalinkHost => &link,
                };
                prop_assert!(of.get(span.start..span.end).is_some_and(|text| !text.is_empty()), "{:?}", span);
            }
        }
    }

    #[test]
    fn what_is_normalised_stays_so(text in any_text()) {
        let normal = normalise(&text);
        prop_assert_eq!(normalise(&normal), normal.clone());
        prop_assert_eq!(Fingerprint::of(&normal), Fingerprint::of(&text));
        let hidden: String = text.chars().flat_map(|c| [c, '\u{200b}']).collect();
        prop_assert_eq!(normalise(&hidden), normal);
    }

    #[test]
    fn an_allowed_host_adds_no_finding(title in any_text(), body in any_text(), host in "(\\*\\.)?(shop\\.example|evil\\.com|mail\\.com|a\\.shop)") {
        let strict = super::settings(&["shit"], &["other.example"]);
        let lenient = super::settings(&["shit"], &["other.example", &host]);
        let (strict, lenient) = (judge(judged(&title, &body, "", ""), &strict), judge(judged(&title, &body, "", ""), &lenient));
        prop_assert!(lenient.confidence >= strict.confidence);
        for finding in lenient.findings {
            let same = strict.findings.iter().find(|other| other.reason == finding.reason);
            prop_assert!(same.is_some_and(|same| same.count >= finding.count));
        }
    }

    /// A rule that is off finds nothing, and the others what they found.
    #[test]
    fn rules_are_independent(body in any_text(), off in 0usize..RULES.len()) {
        let all = super::settings(&["shit"], &[]);
        let off = RULES[off].0;
        let some = ModerationSettings { off: [off].into(), ..all.clone().into_inner() }.validate().unwrap();
        let mut expected = judge(ModerationText::of_body(&body), &all).findings;
        expected.retain(|finding| finding.rule != off);
        prop_assert_eq!(judge(ModerationText::of_body(&body), &some).findings, expected);
    }

    #[test]
    fn words_of_the_list_are_found_however_they_are_written(
        before in "([a-z]{2,6} ){0,4}", after in "( [a-z]{2,6}){0,4}", upper in any::<bool>(), accent in any::<bool>(), way in 0usize..6,
    ) {
        let settings = super::settings(&["bastard"], &[]);
        let word = match way {
            0 => "bastard",
            1 => "b-a-s-t-a-r-d",
            2 => "b a s t a r d",
            3 => "b4$t@rd",
            4 => "bаstаrd",
            _ => "b\u{200b}aaaastaard",
        };
        let word = if way == 5 { word.replace("aard", "ard") } else { word.to_owned() };
        let word = if accent { word.replacen('t', "t\u{301}", 1) } else { word };
        let text = format!("{before}{word}{after}");
        let text = if upper { text.to_uppercase() } else { text };
        let found = super::found(&text, &settings);
        prop_assert!(found.iter().any(|(reason, _)| reason.rule() == Rule::BlockedWords), "{}", text);
    }
}
