use proptest::prelude::*;

use super::*;

fn social(text: &str) -> Reading {
    read(text, MomentKind::SocialPost)
}

fn lesson(text: &str, intent: Intent, group: &str) -> Lesson {
    Lesson { text: text.into(), intent, group: group.into() }
}

/// A small world: two groups for each intent, so that what they share can be learnt.
fn lessons() -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for thing in ["hat", "coat", "lamp", "cup"] {
        lessons.push(lesson(&format!("tell me about the {thing}"), Intent::Know, "a"));
        lessons.push(lesson(&format!("tell me how old the {thing} is"), Intent::Know, "b"));
        lessons.push(lesson(&format!("take me to the {thing}"), Intent::Go, "c"));
        lessons.push(lesson(&format!("take me near the {thing} museum"), Intent::Go, "d"));
        lessons.push(lesson(&format!("please repair the {thing}"), Intent::Do, "e"));
        lessons.push(lesson(&format!("please repair my {thing} today"), Intent::Do, "f"));
        lessons.push(lesson(&format!("order me a {thing}"), Intent::Buy, "g"));
        lessons.push(lesson(&format!("order me more of the {thing}"), Intent::Buy, "h"));
        lessons.push(lesson(&format!("it was a lovely {thing}"), Intent::None, "i"));
        lessons.push(lesson(&format!("it was an ugly {thing}"), Intent::None, "j"));
    }
    lessons
}

fn training() -> Training {
    Training { version: "small".into(), rounds: 30, step: 0.5, decay: 1e-4, lessons_min: 2, groups_min: 2 }
}

fn small() -> Model {
    train(&lessons(), &training())
}

#[test]
fn the_order_of_intents_is_that_of_stored_weights() {
    let names: Vec<&str> = Intent::ALL.iter().map(|intent| intent.as_str()).collect();
    assert_eq!(names, ["KNOW", "GO", "DO", "BUY", "NONE"]);
    assert_eq!(Intent::ALL.len(), INTENTS);
    for (at, intent) in Intent::ALL.iter().enumerate() {
        assert_eq!(*intent as usize, at);
    }
}

#[test]
fn rules_read_shop_talk() {
    for (text, intent, id) in [
        ("Love it! Where can I buy this?", Intent::Buy, "buy.where"),
        ("will definitely be ordering another one", Intent::Buy, "buy.again"),
        ("Is it available in store?", Intent::Go, "go.try"),
        ("which shop has these", Intent::Go, "go.store"),
        ("How do I wash it?", Intent::Do, "do.howto"),
        ("how can I return these?", Intent::Do, "do.return"),
        ("Does it fit?", Intent::Know, "know.product"),
        ("I'm wondering if it shrinks.", Intent::Know, "know.wonder"),
        ("what more can you ask for?", Intent::None, "none.rhetorical"),
    ] {
        let reading = social(text);
        assert_eq!((reading.intent, &reading.by), (Some(intent), &By::Rule(id)), "{text}");
        assert_eq!(reading.confidence_milli, RULE_CONFIDENCE_MILLI);
    }
    let reading = social("Love it! Where can I buy this?");
    let words: Vec<&str> =
        reading.evidence.iter().map(|span| &"Love it! Where can I buy this?"[span.start..span.end]).collect();
    assert_eq!(words, ["Where can I buy this"]);
    assert_eq!(reading.version(), format!("rule:buy.where@{RULES_VERSION}"));
}

/// What only tells wants nothing, and a wish never turns up where there is none.
#[test]
fn a_plain_review_wants_nothing() {
    for text in [
        "Love this dress! The fabric is soft and it fits true to size.",
        "I bought this in the store last week and wore it to a wedding. Got so many compliments.",
        "Runs large. The color was not what I expected, so I sent it back.",
        "I don't need another sweater, but this one is lovely.",
        "What's not to love? Great quality.",
    ] {
        assert!(matches!(social(text).intent, None | Some(Intent::None)), "{text}: {:?}", social(text));
    }
}

#[test]
fn nothing_to_read_is_an_abstention() {
    for text in ["", " \n", "?!…", "👍", "qwzx vbnk"] {
        let reading = social(text);
        assert_eq!((reading.intent, reading.stored()), (None, Intent::None), "{text}");
        assert!(reading.evidence.is_empty() && matches!(reading.by, By::Model(_)));
    }
}

/// Only a question that nobody understands is told by its kind.
#[test]
fn a_question_wants_to_know() {
    let text = "Qwzx vbnk";
    let reading = read(text, MomentKind::Question);
    assert_eq!((reading.intent, &reading.by), (Some(Intent::Know), &By::Rule("know.asked")));
    assert_eq!(reading.evidence, [Span { start: 0, end: text.len() }]);
    assert_eq!(read("where can I buy this", MomentKind::Question).intent, Some(Intent::Buy));
    assert_eq!(read("?", MomentKind::Question).intent, None);
}

#[test]
fn our_own_model_is_whole() {
    let text = include_str!("model.txt");
    let model = Model::parse(text).unwrap();
    assert!(text.len() < 300_000 && model.features() > 1_000 && model.threshold_milli() < 1_000);
    assert_eq!(model.to_text(), text);
    assert_eq!(&model, Model::ours());
}

#[test]
fn a_model_learns_and_is_the_same_each_time() {
    let model = small();
    assert_eq!(model, small());
    for (text, intent) in [
        ("tell me about the moon", Intent::Know),
        ("take me to the sea", Intent::Go),
        ("please repair my car", Intent::Do),
        ("order me a car", Intent::Buy),
        ("it was a lovely day", Intent::None),
    ] {
        let reading = read_by_model(text, &model);
        assert_eq!(reading.intent, Some(intent), "{text}");
        // It is the words of the wish that speak for it.
        let found: Vec<&str> = reading.evidence.iter().map(|span| &text[span.start..span.end]).collect();
        assert!(found.iter().any(|part| text.starts_with(part)), "{text}: {found:?}");
        let against =
            model.evidence(&words::sentences(text)[0], Intent::ALL[(intent as usize + 1) % INTENTS]);
        assert!(against.iter().all(|span| span.start > 0), "{text}: {against:?}");
    }
    // What stands in one group alone is not learnt.
    assert!(model.to_text().contains("\ntake me\t") && !model.to_text().contains("museum"));
}

#[test]
fn below_the_threshold_it_abstains() {
    let model = small();
    let sure = read_by_model("order me a hat", &model).confidence_milli;
    let at = |milli| read_by_model("order me a hat", &model.clone().with_threshold_milli(milli));
    assert_eq!(at(sure).intent, Some(Intent::Buy));
    let abstained = at(sure + 1);
    assert_eq!((abstained.intent, abstained.confidence_milli), (None, sure));
    assert!(abstained.evidence.is_empty());
}

/// Of several sentences the surest wish counts, and a tale around it does not hide it.
#[test]
fn a_wish_among_tales_is_found() {
    let text = "It was a lovely hat. Order me a hat! It was a lovely cup.";
    let reading = read_by_model(text, &small());
    assert_eq!(reading.intent, Some(Intent::Buy));
    assert!(reading.evidence.iter().all(|span| span.start >= 21 && span.end <= 36), "{reading:?}");
    let tale = read_by_model("It was a lovely hat. It was an ugly cup.", &small());
    assert_eq!(tale.intent, Some(Intent::None));
}

/// Wrong with much confidence: calibration makes it less sure, and the threshold keeps the risk.
#[test]
fn calibration_keeps_the_risk() {
    let mut unlearnt = Calibration::default();
    for at in 0..90 {
        // Two of three are as the model believes.
        let intent = if at % 3 == 0 { Intent::None } else { Intent::Buy };
        unlearnt.add(&small(), "order me a hat", intent);
    }
    let weak = calibrate(small(), &unlearnt, 400);
    let sure = read_by_model("order me a hat", &weak).confidence_milli;
    assert!((600..=733).contains(&sure), "{sure}");
    assert_eq!(read_by_model("order me a hat", &weak).intent, Some(Intent::Buy));
    let strict = calibrate(small(), &unlearnt, 300);
    assert_eq!(strict.threshold_milli(), 1_000);
}

#[test]
fn a_file_that_is_no_model_is_refused() {
    let good = small().to_text();
    assert_eq!(Model::parse(&good), Ok(small()));
    let lines: Vec<&str> = good.lines().collect();
    for line in 0..lines.len() {
        let mut fewer = lines.clone();
        fewer.remove(line);
        assert!(Model::parse(&fewer.join("\n")).is_err(), "without line {}", line + 1);
        let mut twice = lines.clone();
        twice.insert(line, lines[line]);
        assert!(Model::parse(&twice.join("\n")).is_err(), "with line {} twice", line + 1);
    }
    for (from, to) in [
        ("KNOW GO", "GO KNOW"),
        ("temperature_milli 1000", "temperature_milli 0"),
        ("threshold_milli 0", "threshold_milli 1001"),
        ("version small", "version "),
        ("tributary-intent 1", "tributary-intent 2"),
        ("\nbias ", "\nbias 1 "),
        ("\nbias ", "\nbias 999999"),
    ] {
        assert!(good.contains(from), "{from}");
        assert!(Model::parse(&good.replacen(from, to, 1)).is_err(), "{to}");
    }
}

/// Texts of words that rules and models know, of marks, and of anything.
fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "where", "can", "i", "buy", "this", "how", "do", "Does", "it", "fit", "?", "!", ".", "\n", "in",
        "store", "the", "please", "é’s", "ß", "İ", "👍🏽", "return", "love", "I'd", "\u{0}", "want", "to",
        "10.5", "語", "waiting", "sale",
    ]);
    let talk = prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "));
    prop_oneof![3 => talk, 1 => any::<String>(), 1 => "\\PC{0,200}"]
}

proptest! {
    /// Whatever the text: an answer within bounds, spans between characters and in order, and the same again.
    #[test]
    fn any_text_is_read_within_bounds(text in texts(), kind in 0..MomentKind::ALL.len(), threshold in 0u16..1_100) {
        let kind = MomentKind::ALL[kind];
        let low = Model::ours().clone().with_threshold_milli(threshold);
        for reading in [read(&text, kind), read_with(&text, kind, &low), read_by_model(&text, &low)] {
            prop_assert!(reading.confidence_milli <= 1_000);
            prop_assert!(reading.evidence.len() <= EVIDENCE_MAX);
            prop_assert!(reading.intent.is_some() || reading.evidence.is_empty());
            let mut before = 0;
            for span in &reading.evidence {
                prop_assert!(span.start >= before && span.start < span.end, "{:?}", reading.evidence);
                prop_assert!(text.get(span.start..span.end).is_some(), "{span:?} of {text:?}");
                before = span.end;
            }
            if let By::Model(version) = &reading.by {
                prop_assert_eq!(version.as_str(), Model::ours().version());
                prop_assert!(reading.intent.is_none() || reading.confidence_milli >= low.threshold_milli().min(Model::ours().threshold_milli()));
            }
        }
        prop_assert_eq!(read(&text, kind), read(&text, kind));
    }

    /// Case makes no difference.
    #[test]
    fn letters_of_any_size_read_the_same(text in "[a-z ?.!]{0,80}") {
        let (low, high) = (social(&text), social(&text.to_uppercase()));
        prop_assert_eq!(low, high);
    }

    /// No file makes the reader of models panic.
    #[test]
    fn any_file_is_a_model_or_refused(text in any::<String>(), cut in 0usize..2_000, with in "[\\PC\t\n]{0,8}") {
        let _ = Model::parse(&text);
        let good = small_text();
        let at = cut.min(good.len());
        let _ = Model::parse(&format!("{}{with}{}", &good[..at], &good[at..]));
    }
}

fn small_text() -> &'static str {
    static TEXT: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| small().to_text());
    &TEXT
}
