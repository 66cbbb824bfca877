use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::feed::LANDMARK;
use crate::ids::TypedId;

fn moment(number: usize) -> MomentId {
    MomentId::from_uuid(Uuid::from_u128(number as u128))
}

fn ranked(rank: f64) -> SortKey {
    SortKey::Ranked { rank }
}

/// What befalls a moment between two pages.
#[derive(Debug, Clone, Copy)]
enum Change {
    Rises(u8),
    Falls(u8),
    /// In a transaction that began so many seconds before it was committed.
    FallsLate(u8, i64),
    Hides,
    Shows,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (1u8..6).prop_map(Change::Rises),
        2 => (1u8..6).prop_map(Change::Falls),
        1 => (1u8..6, 1..FALL_MARGIN_SECONDS).prop_map(|(by, seconds)| Change::FallsLate(by, seconds)),
        1 => Just(Change::Hides),
        1 => Just(Change::Shows),
    ]
}

/// Moments by number, as the store has them.
struct World {
    now: DateTime<Utc>,
    rows: Vec<(f64, Option<DateTime<Utc>>, bool)>,
}

impl World {
    /// Few ranks, so that there are equals. Some fell long ago.
    fn new(ranks: &[u8]) -> World {
        let long_ago = LANDMARK - TimeDelta::seconds(FALL_MARGIN_SECONDS);
        let row =
            |(number, rank): (usize, &u8)| (f64::from(*rank), (number % 3 == 0).then_some(long_ago), true);
        World { now: LANDMARK, rows: ranks.iter().enumerate().map(row).collect() }
    }

    fn standing(&self) -> BTreeMap<MomentId, Standing> {
        let shown = self.rows.iter().enumerate().filter(|(_, (.., visible))| *visible);
        shown
            .map(|(number, (rank, fell_at, _))| {
                (moment(number), Standing { sort: Some(ranked(*rank)), fell_at: *fell_at })
            })
            .collect()
    }

    /// A second passes with each.
    fn suffer(&mut self, number: usize, change: Change) {
        self.now += TimeDelta::seconds(1);
        let now = self.now;
        let (rank, fell_at, visible) = &mut self.rows[number];
        match change {
            Change::Rises(by) => *rank += f64::from(by),
            Change::Falls(by) => (*rank, *fell_at) = (*rank - f64::from(by), Some(now)),
            Change::FallsLate(by, seconds) => {
                (*rank, *fell_at) = (*rank - f64::from(by), Some(now - TimeDelta::seconds(seconds)));
            }
            Change::Hides => *visible = false,
            Change::Shows => *visible = true,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever moves: nothing comes twice, and what did not move comes once. Cursors go through their text.
    #[test]
    fn a_walk_repeats_nothing_and_misses_nothing_that_stood_still(
        ranks in prop::collection::vec(0u8..12, 1..30),
        pins in prop::collection::hash_set(0usize..30, 0..4),
        size in 1usize..7,
        changes in prop::collection::vec(prop::collection::vec((0usize..30, change()), 0..5), 0..40),
    ) {
        let mut world = World::new(&ranks);
        let pins: Vec<MomentId> = pins.into_iter().map(moment).collect();
        let walk = Walk { version: 1, started_at: world.now };
        let (mut seen, mut moved) = (Vec::new(), BTreeSet::new());
        let mut place = Some(Place::Pins(0));
        let mut changes = changes.into_iter();
        while let Some(at) = place {
            let page = walk.page(&pins, &world.standing(), at, size);
            prop_assert!(page.moments.len() <= size);
            prop_assert!(page.next.is_none() || page.moments.len() == size);
            seen.extend(page.moments);
            prop_assert!(seen.len() <= world.rows.len(), "it goes round");
            place = page.next.map(|place| {
                let text = Cursor { walk, place }.to_string();
                text.parse::<Cursor>().map(|cursor| cursor.place)
            }).transpose().unwrap();
            for (number, change) in changes.next().unwrap_or_default() {
                if number < world.rows.len() {
                    world.suffer(number, change);
                    moved.insert(moment(number));
                }
            }
        }
        let once: BTreeSet<MomentId> = seen.iter().copied().collect();
        prop_assert_eq!(once.len(), seen.len(), "twice: {:?}", seen);
        for number in 0..world.rows.len() {
            prop_assert!(moved.contains(&moment(number)) || once.contains(&moment(number)), "{number} was missed");
        }
    }

    /// The numbers are ordered as the floats are.
    #[test]
    fn floats_keep_their_order(a in -1e6f64..1e6, b in -1e6f64..1e6) {
        prop_assert_eq!(ordered_bits(a).cmp(&ordered_bits(b)), a.total_cmp(&b));
    }

    #[test]
    fn whatever_is_sent_as_a_cursor(text in "\\PC{0,40}|[0-9]{1,3}\\.[0-9]{1,20}\\.(PINS|REST|RANKED|NEWEST)(\\.[0-9a-z_]{1,30}){0,3}") {
        if let Ok(cursor) = text.parse::<Cursor>() {
            prop_assert_eq!(cursor.to_string().parse::<Cursor>(), Ok(cursor));
        }
    }
}

/// Nothing moves: the feed from top to bottom, the pins before it; a pin that may not be shown is passed over.
#[test]
fn a_still_feed_is_read_from_top_to_bottom() {
    let mut world = World::new(&[5, 9, 9, 1, 7]);
    world.rows[3].2 = false;
    let standing = world.standing();
    let pins = [moment(4), moment(3), moment(0)];
    let walk = Walk { version: 1, started_at: LANDMARK };
    let page = |place, size| walk.page(&pins, &standing, place, size);
    let whole = page(Place::Pins(0), 9);
    assert_eq!(whole, Page { moments: vec![moment(4), moment(0), moment(2), moment(1)], next: None });
    assert_eq!(page(Place::Pins(0), 1).next, Some(Place::Pins(1)));
    assert_eq!(page(Place::Pins(1), 1), Page { moments: vec![moment(0)], next: Some(Place::Pins(3)) });
    assert_eq!(page(Place::Pins(3), 9).moments, [moment(2), moment(1)]);
    assert_eq!(page(Place::Rest, 9).moments, [moment(2), moment(1)]);
    let only_pinned = BTreeMap::from([
        (moment(0), Standing { sort: None, fell_at: None }),
        (moment(1), Standing { sort: None, fell_at: None }),
    ]);
    assert_eq!(walk.page(&pins, &only_pinned, Place::Pins(0), 9).moments, [moment(0)]);
}

/// What the documentation says is missed is missed, and comes when the feed is opened again.
#[test]
fn what_rises_past_the_walk_comes_with_the_next() {
    let mut world = World::new(&[4, 3, 2, 1]);
    let walk = Walk { version: 1, started_at: LANDMARK };
    let first = walk.page(&[], &world.standing(), Place::Pins(0), 2);
    world.suffer(3, Change::Rises(9));
    world.suffer(0, Change::Falls(4));
    let second = walk.page(&[], &world.standing(), first.next.unwrap(), 2);
    assert_eq!((first.moments, second.moments), (vec![moment(0), moment(1)], vec![moment(2)]));
    let again = Walk { started_at: world.now + TimeDelta::seconds(FALL_MARGIN_SECONDS), ..walk };
    let first = again.page(&[], &world.standing(), Place::Pins(0), 2);
    let second = again.page(&[], &world.standing(), first.next.unwrap(), 2);
    assert_eq!([first.moments, second.moments].concat(), [moment(3), moment(1), moment(2), moment(0)]);
}

#[test]
fn each_order_has_its_key_and_equals_go_by_id() {
    let day = |days| LANDMARK + TimeDelta::days(days);
    let key = |sort, number| Key { sort, moment: moment(number) };
    let rated = |stars, days| SortKey::TopRated { stars, published_at: day(days) };
    let helpful = |helpfulness, days| SortKey::MostHelpful { helpfulness, published_at: day(days) };
    let newest = |days| SortKey::Newest { published_at: day(days) };
    for (above, below) in [
        (key(ranked(1.5), 1), key(ranked(-2.0), 2)),
        (key(ranked(-0.0), 2), key(ranked(0.0), 1)),
        (key(rated(5, 1), 1), key(rated(4, 9), 2)),
        (key(rated(5, 9), 1), key(rated(5, 1), 2)),
        (key(helpful(206_549, 1), 1), key(helpful(0, 9), 2)),
        (key(helpful(7, 1), 2), key(helpful(7, 1), 1)),
        (key(newest(2), 1), key(newest(1), 2)),
        (key(newest(2), 2), key(newest(2), 1)),
    ] {
        assert!(above > below, "{above:?} {below:?}");
        for key in [above, below] {
            let cursor = Cursor { walk: Walk { version: 3, started_at: day(1) }, place: Place::Below(key) };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
    }
}

#[test]
fn other_texts_are_no_cursors() {
    let nan = Key { sort: ranked(f64::NAN), moment: moment(1) };
    let nan =
        Cursor { walk: Walk { version: 1, started_at: LANDMARK }, place: Place::Below(nan) }.to_string();
    let good = "1.1767225600000000.PINS.0";
    assert!(good.parse::<Cursor>().is_ok() && "1.1767225600000000.REST".parse::<Cursor>().is_ok());
    let six_stars = format!("1.1767225600000000.TOP_RATED.6.1767225600000000.{}", moment(1));
    for text in [
        "",
        ".",
        "1",
        "1.1767225600000000",
        "1.1767225600000000.PINS",
        "1.1767225600000000.PINS.-1",
        "1.9223372036854775807.REST",
        &nan,
        &six_stars,
        &format!("{good}.0"),
    ] {
        assert_eq!(text.parse::<Cursor>(), Err(CursorError), "{text}");
    }
    assert_eq!(CursorError.code(), "INVALID_CURSOR");
}
