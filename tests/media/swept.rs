//! What is taken away: with its moment, when no moment has it, and what an upload has left behind.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::files::{photograph, png};
use super::{addresses, decide, plain, status, submitted, uploaded};
use crate::world::World;

/// Files that lie in the world's folder.
fn files(world: &World) -> usize {
    fn below(folder: &Path) -> usize {
        let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
        entries
            .map(|entry| entry.unwrap().path())
            .map(|path| if path.is_dir() { below(&path) } else { 1 })
            .sum()
    }
    below(&folder(world))
}

fn folder(world: &World) -> PathBuf {
    world.env.variables().find(|(name, _)| *name == "MEDIA_DIR").unwrap().1.into()
}

#[tokio::test]
async fn an_erased_moment_takes_its_pictures_with_it() {
    let mut world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let media = uploaded(&shop.owner, photograph(1_500, 900)).await;
    let moment = submitted(&shop.owner, "m", &[&media]).await;
    decide(&shop, "momentApprove", &moment).await;
    let kept = uploaded(&shop.owner, png(40, 40)).await;
    let other = submitted(&shop.owner, "other", &[&kept]).await;
    assert_eq!(files(&world), 4, "three sizes of a large one, one of a small one");
    let open = addresses(&shop.owner, &moment, "LARGE").await.remove(0);
    assert_eq!(status(&open).await, 200);
    decide(&shop, "momentHide", &moment).await;
    let signed = addresses(&shop.owner, &moment, "LARGE").await.remove(0);
    assert_eq!(status(&signed).await, 200);
    decide(&shop, "momentErase", &moment).await;
    // At once for everybody, whoever works or not.
    assert_eq!((status(&open).await, status(&signed).await), (404, 404));
    assert_eq!(addresses(&shop.owner, &moment, "LARGE").await, Vec::<String>::new());
    world.start_worker().await;
    world.until("its objects are deleted", || async { files(&world) }, |files| *files == 1).await;
    let state = || world.sql("SELECT state, hash FROM media WHERE width = 1500");
    world
        .until("that is written down", state, |rows| rows[0] == json!({"state": "REMOVED", "hash": null}))
        .await;
    assert_eq!(status(&addresses(&shop.owner, &other, "LARGE").await.remove(0)).await, 200, "others stay");
}

#[tokio::test]
async fn what_no_moment_has_is_swept_after_a_day() {
    let mut world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let (old, new, taken) = (
        uploaded(&shop.owner, png(40, 30)).await,
        uploaded(&shop.owner, png(41, 30)).await,
        uploaded(&shop.owner, png(42, 30)).await,
    );
    let moment = submitted(&shop.owner, "m", &[&taken]).await;
    let age = |width: u32, hours: u32| {
        format!("UPDATE media SET changed_at = now() - interval '{hours} hours' WHERE width = {width}")
    };
    for statement in [age(40, 25), age(41, 23), age(42, 25)] {
        world.break_with(&statement).await;
    }
    // An upload whose server was killed in the middle: a row, and perhaps objects.
    world
        .break_with(
            "INSERT INTO media (tenant_id, id, hash, kind, bytes, width, height, state, changed_at, uploaded_by, created_at) \
             SELECT tenant_id, '01900000-0000-7000-8000-000000000001', hash, kind, bytes, 43, height, 'WRITING', now() - interval '2 hours', \
             uploaded_by, created_at FROM media WHERE width = 41",
        )
        .await;
    world.start_worker().await;
    let states = || world.sql("SELECT width, state FROM media ORDER BY width");
    let expected = json!([
        {"width": 40, "state": "REMOVED"}, {"width": 41, "state": "STORED"}, {"width": 42, "state": "STORED"}, {"width": 43, "state": "REMOVED"},
    ]);
    world.until("the sweep", states, |rows| json!(rows) == expected).await;
    assert_eq!(files(&world), 2);
    let with =
        |media: &str| json!({"kind": "REVIEW", "externalId": "late", "body": "It fits.", "media": [media]});
    assert_eq!(shop.owner.refused("momentSubmit", with(&old)).await, "NOT_FOUND");
    submitted(&shop.owner, "in time", &[&new]).await;
    // The same again is uploaded again, and stays.
    let again = uploaded(&shop.owner, png(40, 30)).await;
    assert_ne!(again, old);
    let again = submitted(&shop.owner, "again", &[&again]).await;
    for moment in [&moment, &again] {
        assert_eq!(status(&addresses(&shop.owner, moment, "LARGE").await.remove(0)).await, 200);
    }
}

#[tokio::test]
async fn a_picture_whose_file_is_lost_is_not_there() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let media = uploaded(&shop.owner, png(40, 30)).await;
    let moment = submitted(&shop.owner, "m", &[&media]).await;
    decide(&shop, "momentApprove", &moment).await;
    let open = addresses(&shop.owner, &moment, "LARGE").await.remove(0);
    assert_eq!(plain(&open), open);
    std::fs::remove_dir_all(folder(&world).join("t")).unwrap();
    assert_eq!(status(&open).await, 404);
}
