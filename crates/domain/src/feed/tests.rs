use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::ids::{CreatorId, MomentId, ProductId, TypedId};
use crate::intent::Intent;
use crate::moment::MomentKind;

#[test]
fn handles_are_words_of_an_address() {
    let feed = |handle: &str, name: &str| NewFeed { handle: handle.into(), name: name.into() }.validate();
    assert_eq!(feed("home-1", " Home ").map(|feed| feed.name), Ok("Home".to_owned()));
    for handle in ["", "-a", "Home", "a b", "ä", &"a".repeat(64)] {
        assert_eq!(feed(handle, "Home"), Err(FeedError::Handle), "{handle}");
    }
    for name in ["", "  ", "a\nb", &"a".repeat(201)] {
        assert_eq!(feed("home", name), Err(FeedError::Name), "{name}");
    }
}

fn rule(json: serde_json::Value) -> Result<FeedRule, FeedRuleError> {
    serde_json::from_value::<NewFeedRule>(json).unwrap().try_into()
}

fn product(number: u128) -> ProductId {
    ProductId::from_uuid(Uuid::from_u128(number))
}

fn creator(number: u128) -> CreatorId {
    CreatorId::from_uuid(Uuid::from_u128(number))
}

fn moment(number: u128) -> MomentId {
    MomentId::from_uuid(Uuid::from_u128(number))
}

/// Its lists are in order and each word once, and it is read again as it was written.
#[test]
fn a_rule_is_written_in_one_way() {
    let written = rule(json!({
        "products": [product(2), product(1), product(2)],
        "kinds": ["VIDEO", "REVIEW"],
        "intents": ["BUY"],
        "hashtags": ["#Summer", "summer", "Beach"],
        "languages": ["en-GB", "EN", "de"],
        "stars": {"least": 4, "most": 5},
    }))
    .unwrap();
    let text = serde_json::to_string(&written).unwrap();
    assert_eq!(
        text,
        format!(
            r#"{{"products":["{}","{}"],"kinds":["REVIEW","VIDEO"],"intents":["BUY"],"hashtags":["beach","summer"],"languages":["de","en"],"stars":{{"least":4,"most":5}}}}"#,
            product(1),
            product(2)
        )
    );
    assert_eq!(serde_json::from_str::<FeedRule>(&text).unwrap(), written);
    assert_eq!(serde_json::to_string(&FeedRule::default()).unwrap(), "{}");
    for wrong in [
        r#"{"price": 1}"#,
        r#"{"intents": ["WANT"]}"#,
        r#"{"stars": {"least": 5, "most": 4}}"#,
        r#"{"hashtags": [""]}"#,
    ] {
        assert!(serde_json::from_str::<FeedRule>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_rule_has_bounds() {
    let refused = |rule: Result<FeedRule, FeedRuleError>| rule.map_err(|error| (error.code(), error.field()));
    let ids = |count: u128| (0..count).map(product).collect::<Vec<_>>();
    assert!(rule(json!({"products": ids(250)})).is_ok());
    for (wrong, code, field) in [
        (json!({"products": ids(251)}), "TOO_MANY", "products"),
        (json!({"creators": (0..251).map(creator).collect::<Vec<_>>()}), "TOO_MANY", "creators"),
        (json!({"kinds": vec!["VIDEO"; 21]}), "TOO_MANY", "kinds"),
        (json!({"intents": vec!["BUY"; 21]}), "TOO_MANY", "intents"),
        (json!({"hashtags": vec!["a"; 51]}), "TOO_MANY", "hashtags"),
        (json!({"languages": vec!["en"; 51]}), "TOO_MANY", "languages"),
        (json!({"hashtags": ["good", "not good"]}), "HASHTAG_INVALID", "hashtags"),
        (json!({"languages": ["english"]}), "LANGUAGE_INVALID", "languages"),
        (json!({"stars": {"least": 0, "most": 5}}), "STARS_INVALID", "stars"),
        (json!({"stars": {"least": 4, "most": 6}}), "STARS_INVALID", "stars"),
        (json!({"stars": {"least": 4, "most": 3}}), "STARS_INVALID", "stars"),
    ] {
        assert_eq!(refused(rule(wrong)), Err((code, field.to_owned())), "{code} {field}");
    }
}

#[test]
fn pins_are_in_order_and_each_once() {
    let pins =
        |moments: Vec<MomentId>| Pins::try_from(moments).map_err(|error| (error.code(), error.field()));
    let good = pins(vec![moment(3), moment(1)]).unwrap();
    assert_eq!(good.as_slice(), [moment(3), moment(1)]);
    assert_eq!(pins(vec![moment(3), moment(1), moment(3)]), Err(("PIN_TWICE", "pins.2".into())));
    assert_eq!(pins((0..51).map(moment).collect()), Err(("TOO_MANY", "pins".into())));
    assert!(serde_json::from_value::<Pins>(json!([moment(1), moment(1)])).is_err());
    let content = FeedContent { rule: None, pins: good, order: FeedOrder::Newest };
    let text = serde_json::to_string(&content).unwrap();
    assert_eq!(serde_json::from_str::<FeedContent>(&text).unwrap(), content);
}

/// A moment that fits a rule of everything; each list alone keeps another out.
#[test]
fn every_list_has_to_fit() {
    let all = rule(json!({
        "products": [product(1), product(2)], "creators": [creator(1)], "kinds": ["REVIEW"], "intents": ["BUY", "NONE"],
        "hashtags": ["summer"], "languages": ["en"], "stars": {"least": 4, "most": 5},
    }))
    .unwrap();
    let (summer, winter) = ("summer".parse::<Hashtag>().unwrap(), "winter".parse::<Hashtag>().unwrap());
    let (products, hashtags) = ([product(2), product(9)], [winter.clone(), summer]);
    let good = MomentFacts {
        products: &products,
        creator: Some(creator(1)),
        kind: MomentKind::Review,
        intent: Some(Intent::Buy),
        hashtags: &hashtags,
        language: "en-US".parse().ok(),
        stars: Some(4),
    };
    assert!(matches(&all, &good));
    assert!(matches(&all, &MomentFacts { intent: Some(Intent::None), ..good }));
    let winter = [winter];
    for other in [
        MomentFacts { products: &products[1..], ..good },
        MomentFacts { products: &[], ..good },
        MomentFacts { creator: Some(creator(2)), ..good },
        MomentFacts { creator: None, ..good },
        MomentFacts { kind: MomentKind::Video, ..good },
        MomentFacts { intent: Some(Intent::Know), ..good },
        MomentFacts { intent: None, ..good },
        MomentFacts { hashtags: &winter, ..good },
        MomentFacts { language: "de".parse().ok(), ..good },
        MomentFacts { language: None, ..good },
        MomentFacts { stars: Some(3), ..good },
        MomentFacts { stars: None, ..good },
    ] {
        assert!(!matches(&all, &other), "{other:?}");
        assert!(matches(&FeedRule::default(), &other));
        let content = |rule, order| FeedContent { rule, pins: vec![moment(1)].try_into().unwrap(), order };
        assert!(content(Some(all.clone()), FeedOrder::Ranked).holds(moment(1), &other), "pinned");
        assert!(!content(Some(all.clone()), FeedOrder::Ranked).holds(moment(2), &other));
        assert!(!content(None, FeedOrder::Ranked).holds(moment(2), &good), "curated");
        let rated = content(Some(FeedRule::default()), FeedOrder::TopRated).holds(moment(2), &other);
        assert_eq!(rated, other.stars.is_some());
    }
}

proptest! {
    /// One more word in a list that has some lets no moment out, and one more list lets none in.
    #[test]
    fn longer_lists_are_wider_and_more_lists_narrower(
        asked in prop::collection::vec(0u128..5, 1..4), more in 0u128..5, has in prop::collection::vec(0u128..5, 0..4),
        stars in prop::option::of(1i16..=5), least in 1i16..=5,
    ) {
        let has: Vec<ProductId> = has.into_iter().map(product).collect();
        let facts = MomentFacts {
            products: &has, creator: None, kind: MomentKind::Video, intent: None, hashtags: &[], language: None, stars,
        };
        let rule = |asked: &[u128], stars| -> FeedRule {
            let products = asked.iter().copied().map(product).collect();
            NewFeedRule { products, stars, ..NewFeedRule::default() }.try_into().unwrap()
        };
        let narrow = matches(&rule(&asked, None), &facts);
        let wider = [asked.as_slice(), &[more]].concat();
        prop_assert!(!narrow || matches(&rule(&wider, None), &facts));
        let fewer = matches(&rule(&asked, Some(StarRange { least, most: 5 })), &facts);
        prop_assert!(!fewer || narrow);
        prop_assert_eq!(fewer, narrow && stars.is_some_and(|stars| stars >= least));
    }
}
