//! BLOCKED_WORDS, HIDDEN_CHARACTERS and REPETITION, text by text.

use super::{found, reasons, settings};
use crate::moderation::*;

fn hits(words: &[&str], body: &str) -> Vec<(Reason, String)> {
    let mut hits = found(body, &settings(words, &[]));
    hits.retain(|(reason, _)| reason.rule() == Rule::BlockedWords);
    hits
}

#[test]
fn whole_words_are_found_in_any_spelling() {
    let list = ["shit", "cunt", "ass", "hell", "Arsch", "сука", "buy this", "Scheiße", "バカ", "ηλίθιος"];
    for (body, hit) in [
        ("What a shit coat", "shit"),
        ("SHIT!", "SHIT"),
        ("shit.", "shit"),
        ("#shit_happens", "shit"),
        ("\"Shít\", she said", "Shít"),
        ("ｓｈｉｔ quality", "ｓｈｉｔ"),
        ("sh\u{200b}it quality", "sh\u{200b}it"),
        ("sh\u{301}it quality", "sh\u{301}it"),
        ("𝓼𝓱𝓲𝓽 quality", "𝓼𝓱𝓲𝓽"),
        ("du arsch", "arsch"),
        ("Вот сука", "сука"),
        ("Do not BUY, this is bad", "BUY, this"),
        ("ΗΛΙΘΙΟΣ!", "ΗΛΙΘΙΟΣ"),
        ("Alles SCHEISSE", "SCHEISSE"),
        ("お前はバカだ", "バカ"),
    ] {
        assert_eq!(hits(&list, body), [(Reason::BlockedWord, hit.to_owned())], "{body}");
    }
}

#[test]
fn disguised_words_are_found() {
    let list = ["shit", "fuck", "ass", "bastard"];
    for (body, hit) in [
        ("what sh1t is this", "sh1t"),
        ("5h!t", "5h!t"),
        ("$hit quality", "$hit"),
        ("s h i t", "s h i t"),
        ("What a s h i t coat", "s h i t"),
        ("s.h.i.t.", "s.h.i.t"),
        ("s-h-i-t", "s-h-i-t"),
        ("s_h_i_t", "s_h_i_t"),
        ("(sh.it)", "sh.it"),
        ("shiiiiit", "shiiiiit"),
        ("SSSHHHIIIT", "SSSHHHIIIT"),
        ("sh*t", "sh*t"),
        ("f**k this", "f**k"),
        ("f#ck this", "f#ck"),
        ("ѕһіt", "ѕһіt"),
        ("this is ѕнит to me, really", "ѕнит"),
        ("such an a$$", "a$$"),
        ("@ss", "@ss"),
        ("b4st@rd!", "b4st@rd"),
    ] {
        // One look-alike word that is wholly of another script.
        let expected = if body.contains("ѕнит") {
            vec![]
        } else {
            vec![(Reason::BlockedWordDisguised, hit.to_owned())]
        };
        assert_eq!(hits(&list, body), expected, "{body}");
    }
}

#[test]
fn words_within_others_are_none() {
    let list = [
        "cunt", "ass", "hell", "tit", "cock", "sex", "shit", "cum", "rape", "ll", "anal", "pot", "god",
        "eat", "as", "ashtray",
    ];
    for body in [
        "Made in Scunthorpe by a classic assistant from Essex and Middlesex",
        "Hello, he'll love it; we'll see, she'll shell peas",
        "The title of the document: grapes, drapes and cocktails",
        "It fits. Hit the shops; it is a shitake mushroom",
        "An analysis of cumin, a good good day",
        "Peacock feathers, a titan of passion, assessed by the mass",
        "I bought size 455 and 3 a 5 5, order 455-455",
        "It was his hit.It is",
        "I wore it in June, in S M L and 34 36",
        "Aaash, I waited so long",
        "Какой хороший рот и сок",
        "sh it",
        "wash it",
    ] {
        assert_eq!(hits(&list, body), [], "{body}");
    }
}

#[test]
fn every_text_of_a_moment_is_read() {
    let settings = settings(&["shit"], &[]);
    let fields = |text: ModerationText<'_>| -> Vec<TextField> {
        judge(text, &settings)
            .findings
            .iter()
            .flat_map(|finding| &finding.spans)
            .map(|span| span.field)
            .collect()
    };
    let fine = ModerationText::of_body("Warm and soft.");
    assert_eq!(fields(fine), []);
    assert_eq!(fields(ModerationText { title: Some("Shit"), ..fine }), [TextField::Title]);
    assert_eq!(fields(ModerationText { creator_name: Some("Mr Shit"), ..fine }), [TextField::CreatorName]);
    assert_eq!(
        fields(ModerationText { creator_handle: Some("xx_shit_xx"), ..fine }),
        [TextField::CreatorHandle]
    );
    let banned =
        ModerationSettings { banned_hosts: vec!["spam.example".into()], ..ModerationSettings::standard() };
    let banned = banned.validate().unwrap();
    let from = |link| judge(ModerationText { permalink: Some(link), ..fine }, &banned).findings;
    assert_eq!(from("https://SPAM.example/p/1")[0].reason, Reason::BannedHost);
    assert_eq!(from("https://www.spam.example/p/1").len(), 1);
    assert_eq!(from("https://nospam.example/spam.example"), []);
    let said = judge(ModerationText::of_body("See https://spam.example/a."), &banned).findings;
    assert_eq!(said.iter().map(|finding| finding.reason).collect::<Vec<_>>(), [Reason::BannedHost]);
}

#[test]
fn hidden_characters_are_found_where_nothing_needs_them() {
    for (body, reason) in [
        ("nice\u{200b}coat", Reason::InvisibleCharacters),
        ("nice\u{ad}coat", Reason::InvisibleCharacters),
        ("nice\u{2060}coat", Reason::InvisibleCharacters),
        ("nice \u{feff}coat", Reason::InvisibleCharacters),
        ("nice\u{200d}coat", Reason::InvisibleCharacters),
        ("nice\u{3164}coat", Reason::InvisibleCharacters),
        ("nice coat\u{e0041}\u{e0042}", Reason::InvisibleCharacters),
        ("nice \u{200f}coat", Reason::InvisibleCharacters),
        ("nice \u{202e}taoc", Reason::DirectionOverride),
        ("شكرا \u{202e}جزيلا", Reason::DirectionOverride),
        ("nice \u{2066}coat\u{2069}", Reason::DirectionOverride),
        ("c\u{301}\u{302}\u{303}\u{304}\u{305}oat", Reason::StackedMarks),
    ] {
        assert_eq!(reasons(body), [reason], "{body:?}");
    }
    for body in [
        "Love it 👩‍👩‍👧‍👦 ❤️ 1️⃣ 🏳️‍🌈 👍🏽",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} made in England",
        "\u{feff}A text from an old editor",
        "می‌خواهم این کت را دوباره بخرم",
        "شكرا \u{200f}جزيلا \u{2067}Zara\u{2069} رائع",
        "क्\u{200d}ष बहुत अच्छा कोट है",
        "Rất đẹp, chất lượng tốt, tiếng Việt",
        "Naïve café, coöperate, Ångström, żółć",
        "ประทับใจมาก\u{200b}ค่ะ",
    ] {
        assert_eq!(reasons(body), [], "{body:?}");
    }
}

#[test]
fn repetition_is_found() {
    for (body, reason) in [
        ("good good good good good good good", Reason::SameWord),
        ("Coat! coat, coat; COAT coat coat", Reason::SameWord),
        (
            "best dress ever best dress now best dress today best dress here best dress there best dress yes best dress so \
          best dress we best dress you best dress all",
            Reason::SameWord,
        ),
        ("Buy the red dress. Buy the red dress! Buy the red dress? Buy the red dress.", Reason::SamePhrase),
        (
            "I like this very much and it fits me so well. I like this very much and it fits me so well. I like this very much \
          and it fits me so well.",
            Reason::SamePhrase,
        ),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Reason::SameCharacter),
    ] {
        assert_eq!(reasons(body), [reason], "{body}");
    }
    for body in [
        "I love, love, love, love, LOVE this jumpsuit! So so so soft.",
        "Soooooooo comfy!! Ahhhhhh.",
        "I bought the dress in blue and the dress in red and the dress in green, and I wear the dress a lot.",
        "----------------------------- and ............................",
        "Size 8 8 8. It goes with jeans, it goes with skirts, it goes with heels.",
    ] {
        assert_eq!(reasons(body), [], "{body}");
    }
}

#[test]
fn the_same_text_is_known_by_its_words() {
    let body = "Bought this coat for winter, it's warm and soft!";
    let own = Fingerprint::of(body).unwrap();
    for same in [
        "BOUGHT THIS COAT FOR WINTER - IT'S WARM AND SOFT",
        "  bought this   coat for winter, it’s wárm and soft. ",
        "Bought th\u{200b}is coat for winter, it's warm and soft!",
    ] {
        assert_eq!(Fingerprint::of(same), Some(own), "{same}");
        let text = ModerationText { earlier: &[own], ..ModerationText::of_body(same) };
        let reasons: Vec<Reason> =
            judge(text, &settings(&[], &[])).findings.iter().map(|finding| finding.reason).collect();
        assert!(reasons.contains(&Reason::SameText), "{same}");
    }
    let other = Fingerprint::of("Bought this coat for summer, it's warm and soft!");
    assert!(other.is_some() && other != Some(own));
    let text = ModerationText { earlier: &[own], ..ModerationText::of_body("Bought this coat for winter.") };
    assert_eq!(judge(text, &settings(&[], &[])).findings, []);
    // Many people write so; and some scripts put no blanks between words.
    assert_eq!(Fingerprint::of("Love it, love it!"), None);
    assert!(Fingerprint::of(&"とても暖かいコートです".repeat(4)).is_some());
    assert_eq!(crate::text::read_hash(&own.to_string()), Some(own.0));
}
