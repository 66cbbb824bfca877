//! What matures, when, and with what: a commission never without its corrections.

use serde_json::json;

use crate::world::{World, binary};

#[tokio::test]
async fn a_commission_matures_when_its_hold_has_ended_and_not_before() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    for (name, hold_days) in [("JOE", 0), ("MIA", 30)] {
        let program = shop.program("AFFILIATES", 1_000, hold_days).await;
        let affiliate = shop.affiliate(&world, &program, name).await;
        shop.code(&affiliate, name).await;
    }
    let mias = shop.sale("o-1", 10_000, json!({"code": "MIA"})).await;
    let held = json!({"commissionId": mias["commissions"][0]["id"]});
    shop.sale("o-2", 5_000, json!({"code": "JOE"})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PAYABLE"] == 500).await;
    assert_eq!(shop.commissions().await, json!({"PAYABLE": 500, "PENDING": 1_000}));
    let holds = world.sql("SELECT (matures_at - created_at)::text AS hold FROM commissions ORDER BY 1").await;
    assert_eq!(holds, [json!({"hold": "00:00:00"}), json!({"hold": "30 days"})]);

    // Stopped by a person, it stays where it is when its time comes; let go, it matures.
    shop.owner.mutate("commissionHold", held.clone(), "commission { state }").await;
    world.break_with("UPDATE commissions SET matures_at = '2026-01-01'").await;
    shop.sale("o-3", 1_000, json!({"code": "JOE"})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PAYABLE"] == 600).await;
    assert_eq!(shop.commissions().await, json!({"PAYABLE": 600, "HELD": 1_000}));
    shop.owner.mutate("commissionRelease", held, "commission { state }").await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    world.assert_ledger_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_never_parts_a_commission_from_its_corrections() {
    let mut world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    let key = shop.key("SECRET").await.credential.unwrap();
    // More sales than one batch holds, each brought back whole, and one that is kept.
    let mut text =
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n".to_owned();
    for n in 0..230 {
        text += &format!("{},CUP,x,1,1/3/2026 10:00,\"1,37\",c{n},JOE\n", 100_000 + n);
    }
    for n in 0..230 {
        text += &format!("C{},CUP,x,-1,2/3/2026 10:00,\"1,37\",c{n},JOE\n", 100_000 + n);
    }
    text += "900000,CUP,x,1,3/3/2026 10:00,\"10,00\",last,JOE\n";
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("orders.csv");
    std::fs::write(&file, text).unwrap();
    let imported = tokio::process::Command::new(binary())
        .args(["import", "orders", file.to_str().unwrap(), "--map"])
        .arg(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/mappings/orders.toml"))
        .args(["--url", &world.url, "--key", &key])
        .output()
        .await
        .unwrap();
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    let rows = world.sql("SELECT count(*)::int AS n FROM commissions").await;
    assert_eq!(rows[0]["n"], 461);

    // Everything is due at once, as after an import of one hour.
    world.break_with("UPDATE commissions SET matures_at = '2026-01-01'").await;
    world.start_worker().await;
    let pending = || world.sql("SELECT count(*)::int AS n FROM commissions WHERE state = 'PENDING'");
    world.until("maturity", pending, |rows| rows[0]["n"] == 0).await;
    let accounts = world
        .sql("SELECT kind, balance FROM ledger_accounts WHERE kind IN ('pending', 'payable') ORDER BY kind")
        .await;
    assert_eq!(
        accounts,
        [json!({"kind": "payable", "balance": 100}), json!({"kind": "pending", "balance": 0})]
    );
    world.assert_ledger_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_claim_approved_while_sales_come_in_takes_every_one_of_them_along() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    shop.program("CREATORS", 500, 30).await;
    let mia = shop.affiliate(&world, &program, "Mia").await;
    let (moment, _) = shop.review_by("ann").await;
    let slug = shop.link(&mia, Some(&moment)).await;
    let creators = shop.owner.query("{ creators(first: 1) { nodes { id } } }", json!({})).await;
    let claim = json!({"creatorId": creators["creators"]["nodes"][0]["id"], "evidence": "it is me"});
    let claim = mia.graph.mutate("creatorClaimCreate", claim, "claim { id }").await["claim"]["id"].clone();
    let click = world.click(&slug).await;
    let sales = (0..24).map(|n| {
        let (shop, click) = (&shop, &click);
        async move { shop.sale(&format!("o-{n}"), 10_000, json!({"clickIds": [click]})).await }
    });
    let approved = async {
        tokio::time::sleep(std::time::Duration::from_millis(120)).await;
        shop.owner.mutate("creatorClaimApprove", json!({"claimId": claim}), "claim { state }").await
    };
    futures::join!(futures::future::join_all(sales), approved);
    let orphans = world
        .sql(
            "SELECT c.id FROM commissions c JOIN payees p ON p.tenant_id = c.tenant_id AND p.id = c.payee_id \
             WHERE c.affiliate_id IS DISTINCT FROM p.affiliate_id",
        )
        .await;
    assert!(orphans.is_empty(), "{} commissions nobody would be paid for", orphans.len());
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn one_funding_that_cannot_be_settled_keeps_no_other_waiting() {
    let world = World::new().await;
    let broken = world.brand("Broken").await;
    let input = json!({"currency": "GBP", "amountMinor": 1_000, "idempotencyKey": "k"});
    broken.owner.mutate("walletFund", input, "funding { id }").await;
    world.break_with("UPDATE fundings SET state = 'STARTED', payment_intent_id = 'pi_unknown'").await;
    let shop = world.brand("Shop").await;
    shop.fund(&world, 2_000).await;
    assert!(shop.wallet().await > 0);
}
