//! Feeds read page by page while scores rise and fall, beside what `domain::feed::walk` says of the same.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::feed::FeedOrder;
use domain::feed::walk::{Cursor, Place, SortKey, Standing, Walk};
use domain::ids::{MomentId, TypedId};
use serde_json::{Value, json};

use super::{feed, page, shop};
use crate::dice::Dice;
use crate::world::{Brand, World};

const MOMENTS: usize = 24;
const WALKS: usize = 10;

fn at(value: &Value) -> Option<DateTime<Utc>> {
    value.as_str().map(|text| text.parse().unwrap())
}

/// Every moment the public may see, as it stands now.
async fn standing(world: &World, order: FeedOrder) -> BTreeMap<MomentId, Standing> {
    let rows = world
        .sql(
            "SELECT id, rank::text AS rank, rating, helpfulness, published_at, rank_fell_at, rating_fell_at, helpfulness_fell_at \
             FROM moments WHERE moderation = 'APPROVED' AND visibility = 'VISIBLE'",
        )
        .await;
    let one = |row: &Value| {
        let id = MomentId::from_uuid(row["id"].as_str().unwrap().parse().unwrap());
        let published_at = at(&row["published_at"]).unwrap();
        let (sort, fell) = match order {
            FeedOrder::Ranked => (
                Some(SortKey::Ranked { rank: row["rank"].as_str().unwrap().parse().unwrap() }),
                "rank_fell_at",
            ),
            FeedOrder::TopRated => {
                let stars = row["rating"].as_i64().map(|stars| i16::try_from(stars).unwrap());
                (stars.map(|stars| SortKey::TopRated { stars, published_at }), "rating_fell_at")
            }
            FeedOrder::MostHelpful => {
                let helpfulness = i32::try_from(row["helpfulness"].as_i64().unwrap()).unwrap();
                (Some(SortKey::MostHelpful { helpfulness, published_at }), "helpfulness_fell_at")
            }
            FeedOrder::Newest => (Some(SortKey::Newest { published_at }), ""),
        };
        (id, Standing { sort, fell_at: at(&row[fell]) })
    };
    rows.iter().map(one).collect()
}

fn cursor(text: &str) -> Cursor {
    String::from_utf8(URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap().parse().unwrap()
}

/// Something happens to a moment, as those who write its keys do it. Returns it.
async fn happen(world: &World, dice: &mut Dice, ids: &[MomentId]) -> MomentId {
    let moment = ids[dice.below(ids.len())];
    let by = dice.up_to(40) + 1;
    let (key, to) = match dice.below(4) {
        0 => ("rank", format!("rank + {by}::float8 / 4 - 5")),
        1 => ("rating", format!("least(5, greatest(1, rating + {by} % 5 - 2))")),
        2 => ("helpfulness", format!("least(1000000, greatest(0, helpfulness + {by} * 20000 - 400000))")),
        _ => {
            let flip = "UPDATE moments SET visibility = CASE visibility WHEN 'VISIBLE' THEN 'HIDDEN' ELSE 'VISIBLE' END";
            world.break_with(&format!("{flip} WHERE id = '{}'", moment.uuid())).await;
            return moment;
        }
    };
    let fell = format!("CASE WHEN ({to}) < {key} THEN now() ELSE {key}_fell_at END");
    let change =
        format!("UPDATE moments SET {key} = {to}, {key}_fell_at = {fell} WHERE id = '{}'", moment.uuid());
    world.break_with(&change).await;
    moment
}

async fn publish_many(shop: &Brand) {
    let mapping = "kind = \"moments\"\n[columns]\nexternal_id = \"id\"\nbody = \"text\"\nrating = \"stars\"\npublished_at = \"at\"\n\
        [fixed]\nsource = \"file\"\nkind = \"REVIEW\"\nmoderation = \"APPROVED\"\nrights = \"NOT_REQUIRED\"\n";
    let mut data = "id,text,stars,at\n".to_owned();
    for n in 0..MOMENTS {
        // Several of each day and of each number of stars; some have none.
        let stars = if n % 6 == 5 { String::new() } else { (n % 5 + 1).to_string() };
        data.push_str(&format!("m{n},It fits.,{stars},2026-01-{:02}T00:00:00Z\n", n / 3 + 1));
    }
    let input = json!({"format": "CSV", "mapping": mapping, "data": data});
    shop.owner.mutate("momentImport", input, "report { written }").await;
}

#[tokio::test]
async fn a_walk_shows_what_the_specification_says_and_nothing_twice() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    publish_many(&shop).await;
    let mut dice = Dice::printed();
    let rows = world.sql("SELECT id FROM moments ORDER BY id").await;
    let ids: Vec<MomentId> =
        rows.iter().map(|row| MomentId::from_uuid(row["id"].as_str().unwrap().parse().unwrap())).collect();
    let mut dropped = 0;
    for walk in 0..WALKS {
        let order = FeedOrder::ALL[walk % FeedOrder::ALL.len()];
        let mut pins: Vec<MomentId> = Vec::new();
        for _ in 0..dice.below(5) {
            let pin = ids[dice.below(ids.len())];
            if !pins.contains(&pin) {
                pins.push(pin);
            }
        }
        let handle = format!("walk-{walk}");
        let pin_ids: Vec<String> = pins.iter().map(ToString::to_string).collect();
        feed(&shop, &handle, json!({"order": order.as_str(), "pinIds": pin_ids})).await;
        let size = dice.below(4) + 1;
        let (mut place, mut after, mut begun) = (Place::Pins(0), None::<String>, None::<Walk>);
        let (mut seen, mut touched) = (Vec::new(), BTreeSet::new());
        let at_first = standing(&world, order).await;
        loop {
            for _ in 0..dice.below(4) {
                touched.insert(happen(&world, &mut dice, &ids).await);
            }
            // What stands now is asked of Postgres.
            dropped += 1;
            let product = json!({"externalId": format!("p{dropped}"), "title": "drops the pages"});
            shop.owner.mutate("productCreate", product, "product { id }").await;
            let stands = standing(&world, order).await;
            let shown = page(&public, &handle, "id", size, after.as_deref()).await;
            let walk_of = begun.unwrap_or(Walk { version: 1, started_at: store::Clock::system().now() });
            let expected = walk_of.page(&pins, &stands, place, size);
            let named: Vec<String> = expected.moments.iter().map(ToString::to_string).collect();
            assert_eq!(shown.moments, named, "{order} from {place:?}, {size} at once");
            seen.extend(shown.moments);
            let next = shown.next.as_deref().map(cursor);
            assert_eq!(next.map(|cursor| cursor.place), expected.next, "{order} from {place:?}");
            let Some(next) = next else { break };
            assert!(begun.is_none_or(|walk| walk == next.walk), "a walk goes on as it began");
            (place, after, begun) = (next.place, shown.next, Some(next.walk));
        }
        let once: BTreeSet<&String> = seen.iter().collect();
        assert_eq!(once.len(), seen.len(), "{order}: something came twice: {seen:?}");
        // What nothing happened to, and could be shown from the start, was shown.
        for (moment, one) in &at_first {
            let could = one.sort.is_some() || pins.contains(moment);
            if could && !touched.contains(moment) && one.fell_at.is_none() {
                assert!(once.contains(&moment.to_string()), "{order}: {moment} was left out");
            }
        }
    }
}
