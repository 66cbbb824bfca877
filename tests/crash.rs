//! `kill -9` of the whole process at random moments, while orders come in and while people are paid.

use std::time::Duration;

use serde_json::json;

use crate::dice::Dice;
use crate::world::{World, binary, brand::minor};

const AFFILIATES: usize = 6;
const ORDERS: usize = 240;
const KILLS: u64 = 5;

async fn kill_and_start(world: &mut World, after_ms: u64) {
    tokio::time::sleep(Duration::from_millis(after_ms)).await;
    world.kill();
    world.start_up().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_and_nothing_is_doubled_however_often_the_process_is_killed() {
    let mut dice = Dice::printed();
    let mut world = World::up().await;
    let shop = world.brand("Survivor").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    for n in 0..AFFILIATES {
        let affiliate = shop.affiliate(&world, &program, &format!("Person {n}")).await;
        shop.code(&affiliate, &format!("CODE{n}")).await;
        affiliate.onboard(&world).await;
    }
    let key = shop.key("SECRET").await.credential.unwrap();
    let file = world.data().join("../orders.csv");
    let mut text =
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n".to_owned();
    let mut pence = 0;
    for n in 0..ORDERS {
        for line in 0..20 {
            text += &format!(
                "{},SKU{line},thing,1,1/3/2026 10:00,\"1,{:02}\",C{n},CODE{}\n",
                100_000 + n,
                n % 100,
                n % AFFILIATES
            );
            pence += 100 + (n % 100) as i64;
        }
    }
    std::fs::write(&file, text).unwrap();

    // Orders come in; the importer waits for the server whenever it is gone.
    let import = {
        tokio::process::Command::new(binary())
            .args(["import", "orders", file.to_str().unwrap(), "--map"])
            .arg(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/mappings/orders.toml"))
            .args(["--url", &world.url, "--key", &key])
            .output()
    };
    let running = tokio::spawn(import);
    for _ in 0..KILLS {
        kill_and_start(&mut world, 50 + dice.up_to(900)).await;
    }
    let output = running.await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains(", 0 refused"), "what was sent again was refused: {said}");
    let sold = world.sql("SELECT count(*)::int AS n, sum(amount)::bigint AS pence FROM conversions").await;
    assert_eq!(sold[0], json!({"n": ORDERS, "pence": pence}));
    let earned = world
        .sql("SELECT count(*)::int AS n, count(DISTINCT conversion_id)::int AS sales FROM commissions")
        .await;
    assert_eq!(earned[0], json!({"n": ORDERS, "sales": ORDERS}));

    // People are paid.
    let ready = || world.sql("SELECT count(*)::int AS n FROM commissions WHERE state <> 'PAYABLE'");
    world.until("maturity", ready, |rows| rows[0]["n"] == 0).await;
    let owed =
        world.sql("SELECT sum(amount)::bigint AS owed FROM commissions").await[0]["owed"].as_i64().unwrap();
    shop.fund(&world, owed * 2).await;
    let run = shop.start_run("run").await;
    for _ in 0..KILLS {
        kill_and_start(&mut world, dice.up_to(700)).await;
    }
    let state = || world.sql("SELECT state FROM payout_runs");
    // A worker that was killed is found out after 30 seconds.
    for _ in 0..6 {
        if state().await[0]["state"] == "COMPLETED" {
            break;
        }
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    let payouts = run["payouts"]["nodes"].as_array().unwrap();
    assert_eq!(payouts.len(), AFFILIATES);
    assert!(payouts.iter().all(|p| p["state"] == "TRANSFERRED"), "{run:#}");
    assert_eq!(payouts.iter().map(|p| minor(&p["amount"])).sum::<i64>(), owed);
    assert_eq!(world.transfers().await.len(), AFFILIATES);
    world.assert_stripe_equals_ledger().await;
    world.assert_ledger_sound().await;
    let findings = world.sql("SELECT * FROM ledger_findings").await;
    assert!(findings.is_empty(), "{findings:?}");
}
