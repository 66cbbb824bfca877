//! How long single events are kept, and what outlives them.

use chrono::{Days, Duration};
use serde_json::json;

use super::{Shown, counts, now, report, report_as, rows, until_counts};
use crate::world::World;

#[tokio::test]
async fn single_events_go_and_what_they_came_to_stays() {
    let mut world = World::new().await;
    let (shop, other) = (world.brand("Shop").await, world.brand("Other").await);
    let page = shop.key("PUBLISHABLE").await;
    let their_page = other.key("PUBLISHABLE").await;
    let (cup, theirs) = (Shown::by(&shop, "ann").await, Shown::by(&other, "eve").await);
    report(&page, &[cup.event("LIKE"), cup.event("SAVE")]).await;
    report_as(&page, "Mozilla/5.0 two", &[cup.event("LIKE")]).await;
    report(&their_page, &[theirs.event("LIKE")]).await;
    until_counts(&world, &shop.owner, &cup.id, [0, 2, 0, 1, 0, 0]).await;
    until_counts(&world, &other.owner, &theirs.id, [0, 1, 0, 0, 0, 0]).await;
    world.stop_worker().await;

    let settings = "{ engagementSettings { retentionDays updatedAt } }";
    let stands = shop.owner.query(settings, json!({})).await["engagementSettings"].take();
    assert_eq!(stands, json!({"retentionDays": 90, "updatedAt": null}));
    for days in [6, 731, 0, -1] {
        let input = json!({"retentionDays": days});
        assert_eq!(shop.owner.refused("engagementSettingsUpdate", input).await, "RETENTION_OUT_OF_RANGE");
    }
    let input = json!({"retentionDays": 30});
    let set =
        shop.owner.mutate("engagementSettingsUpdate", input, "engagementSettings { retentionDays }").await;
    assert_eq!(set["engagementSettings"]["retentionDays"], 30);

    // One of them is of the last day that is kept, the others of the day before; elsewhere all of that is kept.
    let today = now().date_naive();
    let (last, before) = (today - Days::new(30), today - Days::new(31));
    world.break_with(&format!("UPDATE engagements SET day = '{before}'")).await;
    world.break_with(&format!("UPDATE engagements SET day = '{last}' WHERE kind = 'SAVE'")).await;
    let sums = "SELECT h.views, h.likes, d.saves, m.log_score FROM engagement_hours h \
        JOIN engagement_days d USING (tenant_id, moment_id) JOIN moments m ON m.id = h.moment_id ORDER BY m.id";
    let stood = world.sql(sums).await;
    world.start_worker().await;
    world.until("what is left", || rows(&world), |rows| *rows == 2).await;
    let left = world.sql("SELECT kind FROM engagements ORDER BY kind").await;
    assert_eq!(left, [json!({"kind": "LIKE"}), json!({"kind": "SAVE"})]);
    assert_eq!(counts(&shop.owner, &cup.id).await, [0, 2, 0, 1, 0, 0]);
    assert_eq!(world.sql(sums).await, stood);
    let noted = world.sql("SELECT forgotten_before::text AS day FROM engagement_settings").await;
    assert_eq!(noted, [json!({"day": last.to_string()})]);

    // Keeping them longer brings nothing back, and what was forgotten is not counted again, however late it is read.
    let input = json!({"retentionDays": 730});
    shop.owner.mutate("engagementSettingsUpdate", input, "engagementSettings { retentionDays }").await;
    let late = (now() - Duration::days(31)).to_rfc3339();
    let moment: domain::ids::MomentId = cup.id.parse().unwrap();
    let message = json!({"t": shop.tenant, "at": late, "e": [{"m": moment, "k": "LIKE", "at": late, "a": "ab".repeat(32)}]});
    world.append("eng:{0}", "engagement", &message.to_string()).await;
    report_as(&page, "Mozilla/5.0 three", &[cup.event("SHARE")]).await;
    until_counts(&world, &shop.owner, &cup.id, [0, 2, 0, 1, 1, 0]).await;
    world.until("the log", || world.logged("eng:"), |left| *left == 0).await;
    assert_eq!(counts(&shop.owner, &cup.id).await, [0, 2, 0, 1, 1, 0]);
    let line = "SELECT detail FROM audit_log WHERE action = 'engagementSettingsUpdate' ORDER BY id";
    assert_eq!(world.sql(line).await.len(), 2);
}
