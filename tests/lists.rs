//! Filters of lists: what they leave is what whoever walks the whole list would have kept, page by page, and an index
//! serves them.

use serde_json::{Value, json};

use crate::world::brand::id;
use crate::world::{Brand, Gql, World};

/// All rows of a filtered list, walked page by page in both directions.
pub async fn walk(caller: &Gql, list: &str, filter: Value, fields: &str) -> Vec<Value> {
    let noun = list
        .strip_suffix("hes")
        .map_or_else(|| list.trim_end_matches('s').to_owned(), |noun| format!("{noun}h"));
    let kind = format!("{}Filter", noun[..1].to_uppercase() + &noun[1..]);
    let rows = async |size: &str, cursor: &str, info: &str| {
        let document = format!(
            "query($at: String, $filter: {kind}) {{ {list}({size}: 2, {cursor}: $at, filter: $filter) {{ \
             nodes {{ {fields} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
        );
        let (mut at, mut all) = (Value::Null, Vec::new());
        loop {
            let data = caller.query(&document, json!({"at": at, "filter": filter})).await[list].take();
            let mut page = data["nodes"].as_array().unwrap().clone();
            if size == "last" {
                page.reverse();
            }
            all.extend(page);
            let more = if size == "last" { "hasPreviousPage" } else { "hasNextPage" };
            if data["pageInfo"][more] != true {
                return all;
            }
            at = data["pageInfo"][info].clone();
        }
    };
    let forwards = rows("first", "after", "endCursor").await;
    let mut backwards = rows("last", "before", "startCursor").await;
    backwards.reverse();
    assert_eq!(forwards, backwards, "{list} {filter}");
    forwards
}

/// Tries a filter against the same rows chosen here, of which there must be some and not all.
pub async fn same(caller: &Gql, list: &str, filter: Value, fields: &str, keep: impl Fn(&Value) -> bool) {
    let all = walk(caller, list, json!({}), fields).await;
    let expected: Vec<Value> = all.iter().filter(|row| keep(row)).cloned().collect();
    assert!(
        !expected.is_empty() && expected.len() < all.len(),
        "{list} {filter}: {} of {}",
        expected.len(),
        all.len()
    );
    assert_eq!(walk(caller, list, filter.clone(), fields).await, expected, "{list} {filter}");
}

async fn empty(caller: &Gql, list: &str, filter: Value) {
    assert_eq!(walk(caller, list, filter.clone(), "id").await, Vec::<Value>::new(), "{list} {filter}");
}

#[tokio::test]
async fn a_filter_leaves_what_is_asked_for_and_nothing_else() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let owner = &shop.owner;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    let slow = shop.program("AFFILIATES", 500, 30).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    let mia = shop.affiliate(&world, &slow, "Mia 100%").await;
    shop.code(&mia, "MIA").await;
    let invite = json!({"programId": slow, "email": "x_y@people.test", "name": "Under_score"});
    owner.mutate("enrollmentInvite", invite, "enrollment { id }").await;
    shop.fund(&world, 50_000).await;
    for (key, day, more) in [
        ("A-1", 1, json!({"code": "JOE", "customer": "buyer-1"})),
        ("A-2", 2, json!({"code": "MIA", "customer": "A-buyer"})),
        ("a-3", 3, json!({"customer": "100%"})),
        ("B%4", 4, json!({"code": "JOE"})),
        ("B_5", 5, json!({})),
    ] {
        let mut more = more;
        more["occurredAt"] = json!(format!("2026-03-0{day}T12:00:00Z"));
        shop.sale(key, 10_000, more).await;
    }
    let lead = json!({"kind": "LEAD", "externalId": "L-1", "currency": "GBP", "idempotencyKey": "l"});
    owner.mutate("conversionRecord", lead, "conversion { id }").await;
    let refunded = owner.query("{ conversion(kind: SALE, externalId: \"A-1\") { id } }", json!({})).await;
    shop.refund(&refunded["conversion"], "r-1", json!({"amountMinor": 2_000})).await;
    conversions(owner).await;
    enrollments(owner, &slow).await;

    // Both of Joe's, less what was taken back: what is judged later would be paid by the second run.
    world.until("maturity", || shop.commissions(), |sums| sums["PAYABLE"] == 1_800).await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let other = shop.earner(&world, &program, "ANN").await;
    shop.sale("C-1", 20_000, json!({"code": "ANN"})).await;
    world
        .until(
            "maturity",
            || world.sql("SELECT id FROM commissions WHERE state = 'PAYABLE'"),
            |rows| rows.len() == 1,
        )
        .await;
    let second = shop.start_run("two").await;
    let done = shop.until_run(&world, &second, "COMPLETED").await;
    let transfer = done["payouts"]["nodes"][0]["stripeTransferId"].as_str().unwrap();
    world.stripe(&format!("/v1/transfers/{transfer}/reversals"), "amount=2000").await;
    let reversed = || world.sql("SELECT id FROM payouts WHERE state = 'REVERSED'");
    world.until("the reversal", reversed, |rows| rows.len() == 1).await;

    let fields = "id state cause payee { id } program { id }";
    for state in ["PENDING", "PAID"] {
        same(owner, "commissions", json!({"state": state}), fields, |row| row["state"] == state).await;
    }
    same(owner, "commissions", json!({"cause": "ADJUSTMENT"}), fields, |row| row["cause"] == "ADJUSTMENT")
        .await;
    same(owner, "commissions", json!({"programId": slow}), fields, |row| {
        row["program"]["id"] == slow.as_str()
    })
    .await;
    let payee =
        walk(owner, "commissions", json!({"programId": slow}), fields).await[0]["payee"]["id"].clone();
    same(owner, "commissions", json!({"payeeId": payee}), fields, |row| row["payee"]["id"] == payee).await;
    empty(owner, "commissions", json!({"programId": slow, "state": "PAID"})).await;
    let fields = "id state affiliateId run { id }";
    same(owner, "payouts", json!({"state": "REVERSED"}), fields, |row| row["state"] == "REVERSED").await;
    same(owner, "payouts", json!({"runId": run}), fields, |row| row["run"]["id"] == run.as_str()).await;
    let viewer = joe.graph.query("{ viewer { affiliate { id } } }", json!({})).await;
    let affiliate = viewer["viewer"]["affiliate"]["id"].clone();
    same(owner, "payouts", json!({"affiliateId": affiliate}), fields, |row| row["affiliateId"] == affiliate)
        .await;
    empty(owner, "payouts", json!({"affiliateId": affiliate, "runId": second})).await;
    drop(other);
    // The arguments of before still choose, and the filter is asked first.
    let old = format!("{{ payouts(first: 9, runId: \"{run}\") {{ nodes {{ run {{ id }} }} }} }}");
    assert_eq!(owner.query(&old, json!({})).await["payouts"]["nodes"].as_array().unwrap().len(), 1);
    let both = format!(
        "{{ payouts(first: 9, runId: \"{run}\", filter: {{runId: \"{second}\"}}) {{ nodes {{ run {{ id }} }} }} }}"
    );
    assert_eq!(owner.query(&both, json!({})).await["payouts"]["nodes"][0]["run"]["id"], second.as_str());
}

async fn conversions(owner: &Gql) {
    let fields = "id kind state externalId occurredAt customer { externalId }";
    let begins = |row: &Value, text: &str| {
        [&row["externalId"], &row["customer"]["externalId"]]
            .iter()
            .any(|key| key.as_str().is_some_and(|key| key.starts_with(text)))
    };
    same(owner, "conversions", json!({"kind": "LEAD"}), fields, |row| row["kind"] == "LEAD").await;
    for state in ["ATTRIBUTED", "UNATTRIBUTED", "PARTIALLY_REVERSED"] {
        same(owner, "conversions", json!({"state": state}), fields, |row| row["state"] == state).await;
    }
    let at = |row: &Value| row["occurredAt"].as_str().unwrap().to_owned();
    let (from, to) = ("2026-03-02T12:00:00Z", "2026-03-04T12:00:00Z");
    same(owner, "conversions", json!({"from": from}), fields, |row| &*at(row) >= "2026-03-02T12").await;
    same(owner, "conversions", json!({"to": to}), fields, |row| &*at(row) < "2026-03-04T12").await;
    let both = json!({"from": from, "to": to, "kind": "SALE"});
    same(owner, "conversions", both, fields, |row| {
        &*at(row) >= "2026-03-02T12" && &*at(row) < "2026-03-04T12"
    })
    .await;
    // What is typed stands for itself, capitals too, of the sale's own key and of the buyer's.
    for text in ["A-", "A-2", "a", "B%", "B_", "buyer-", "100%", " L "] {
        same(owner, "conversions", json!({"search": text}), fields, |row| begins(row, text.trim())).await;
    }
    for text in ["-1", "%", "_", "ZZ", "A-22", "' OR true --"] {
        empty(owner, "conversions", json!({"search": text})).await;
    }
    let document =
        "query($filter: ConversionFilter) { conversions(first: 1, filter: $filter) { nodes { id } } }";
    for wrong in ["x".repeat(101), "a\u{7}b".to_owned()] {
        let filter = json!({"filter": {"search": wrong}});
        assert_eq!(owner.error(document, filter).await, "FILTER_INVALID");
    }
    assert_eq!(
        owner.error(document, json!({"filter": {"from": "0001-01-01T00:00:00Z"}})).await,
        "TIME_INVALID"
    );
}

async fn enrollments(owner: &Gql, slow: &str) {
    let fields = "id state name email program { id }";
    same(owner, "enrollments", json!({"state": "INVITED"}), fields, |row| row["state"] == "INVITED").await;
    same(owner, "enrollments", json!({"programId": slow}), fields, |row| row["program"]["id"] == slow).await;
    let both = json!({"programId": slow, "state": "ACTIVE"});
    same(owner, "enrollments", both, fields, |row| row["program"]["id"] == slow && row["state"] == "ACTIVE")
        .await;
    for (text, name) in [("0%", "Mia 100%"), ("r_s", "Under_score"), ("X_Y@", "Under_score"), ("joe", "JOE")]
    {
        same(owner, "enrollments", json!({"search": text}), fields, |row| row["name"] == name).await;
    }
    empty(owner, "enrollments", json!({"search": "i%1"})).await;
}

#[tokio::test]
async fn moments_are_found_by_their_words_in_their_own_tenant() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let other = world.brand("Other").await;
    let owner = &shop.owner;
    let submit = async |brand: &Brand, key: &str, kind: &str, title: Value, body: &str| {
        let input = json!({
            "kind": kind, "externalId": key, "title": title, "body": body, "creator": {"externalId": &key[..1], "name": "C"},
            "products": [{"externalId": format!("P-{}", &key[..1]), "title": "P"}],
        });
        id(&brand.owner.mutate("momentSubmit", input, "moment { id }").await["moment"])
    };
    for (key, kind, title, body) in [
        ("a1", "REVIEW", json!("A Waterfall of joy"), "It fits."),
        ("a2", "REVIEW", json!(null), "Joyful, and 100% cotton_wool."),
        ("b1", "QUESTION", json!(null), "Is it water-proof?"),
        ("b2", "VIDEO", json!("100 percent"), "cottonXwool \\ backslash 水着"),
        ("b3", "VIDEO", json!(null), "Nothing of the kind."),
    ] {
        let moment = submit(&shop, key, kind, title, body).await;
        if key == "a1" || key == "b2" {
            owner.mutate("momentApprove", json!({"momentId": moment}), "moment { id }").await;
        }
    }
    submit(&other, "o1", "REVIEW", json!("Waterfall"), "joy 100% cotton_wool").await;
    let fields = "id externalId kind moderation title body creator { id } products { id }";
    let has = |row: &Value, text: &str| {
        let words =
            format!("{} {}", row["title"].as_str().unwrap_or_default(), row["body"].as_str().unwrap());
        words.to_lowercase().contains(&text.to_lowercase())
    };
    for text in ["water", "JOY", "100%", "n_w", "\\", "水", "joy it", "cotton"] {
        same(owner, "moments", json!({"search": text}), fields, |row| has(row, text)).await;
    }
    for text in ["%", "0_p", "y\\f", "elsewhere"] {
        let found = walk(owner, "moments", json!({"search": text}), fields).await;
        assert!(found.iter().all(|row| has(row, text)), "{text}: {found:?}");
    }
    same(owner, "moments", json!({"kind": "VIDEO"}), fields, |row| row["kind"] == "VIDEO").await;
    same(owner, "moments", json!({"moderation": "APPROVED"}), fields, |row| row["moderation"] == "APPROVED")
        .await;
    let first = walk(owner, "moments", json!({"search": "joyful"}), fields).await[0].clone();
    let (creator, product) = (&first["creator"]["id"], &first["products"][0]["id"]);
    for (filter, keep) in [
        (
            json!({"search": "o", "kind": "REVIEW"}),
            &(|row: &Value| row["kind"] == "REVIEW") as &dyn Fn(&Value) -> bool,
        ),
        (json!({"search": "o", "moderation": "PENDING"}), &|row| row["moderation"] == "PENDING"),
        (json!({"search": "o", "creatorId": creator}), &|row| row["creator"]["id"] == *creator),
        (json!({"search": "o", "productId": product}), &|row| row["products"][0]["id"] == *product),
        (json!({"productId": product, "creatorId": creator}), &|row| row["creator"]["id"] == *creator),
    ] {
        let text = filter["search"].as_str().unwrap_or_default().to_owned();
        same(owner, "moments", filter, fields, |row| has(row, &text) && keep(row)).await;
    }
    let theirs = walk(&other.owner, "moments", json!({"search": "o"}), fields).await;
    assert_eq!(theirs.len(), 1);
}

/// Each phase an affiliate may ask for has what `standing` says is in it.
#[tokio::test]
async fn an_affiliates_commissions_are_listed_by_phase() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 90_000).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    let slow = shop.program("AFFILIATES", 1_000, 30).await;
    shop.code(&shop.affiliate_again(&slow, &joe).await, "SLOW").await;
    let sale = async |key: &str, code: &str| shop.sale(key, 10_000, json!({"code": code})).await;
    let settled = |state: &'static str, count: usize| {
        let ask = format!("SELECT id FROM commissions WHERE state = '{state}'");
        let world = &world;
        async move {
            let rows = || world.sql(&ask);
            world.until(state, rows, |rows| rows.len() >= count).await;
        }
    };
    let list = async |phase: &str| {
        let document = format!(
            "query {{ viewer {{ affiliate {{ commissions(first: 100{phase}) {{ nodes {{ id standing {{ phase }} }} }} }} }} }}"
        );
        let data = joe.graph.query(&document, json!({})).await;
        data["viewer"]["affiliate"]["commissions"]["nodes"].as_array().unwrap().clone()
    };
    let old = sale("paid", "JOE").await;
    settled("PAYABLE", 1).await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    // Whenever in the last nine days it was sent, weekends among them.
    let mut phases = std::collections::BTreeSet::new();
    for hours in (0..220).step_by(7) {
        let sent = format!("UPDATE payouts SET transferred_at = now() - interval '{hours} hours'");
        world.break_with(&sent).await;
        let all = list("").await;
        let phase = all[0]["standing"]["phase"].as_str().unwrap().to_owned();
        for asked in ["IN_TRANSIT", "PAID"] {
            let expected = if asked == phase { all.clone() } else { Vec::new() };
            assert_eq!(list(&format!(", phase: {asked}")).await, expected, "{asked} after {hours} hours");
        }
        phases.insert(phase);
    }
    assert_eq!(phases.len(), 2, "{phases:?}");
    sale("sent", "JOE").await;
    settled("PAYABLE", 1).await;
    let run = shop.start_run("two").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    shop.refund(&old, "r", json!({"amountMinor": 5_000})).await;
    sale("held", "SLOW").await;
    let held = world.sql("SELECT id FROM commissions WHERE state = 'PENDING'").await[0]["id"].clone();
    world
        .break_with(&format!(
            "UPDATE commissions SET state = 'HELD' WHERE id = {}",
            held.to_string().replace('"', "'")
        ))
        .await;
    let void = sale("void", "SLOW").await;
    let input =
        json!({"commissionId": void["commissions"][0]["id"], "reason": "test", "idempotencyKey": "v"});
    shop.owner.mutate("commissionVoid", input, "commission { id }").await;
    sale("pending", "SLOW").await;
    sale("reserved", "JOE").await;
    joe.turn(&world, "inactive").await;
    settled("PAYABLE", 2).await;
    world.break_with("UPDATE enrollments SET payout_ready = true").await;
    let run = shop.start_run("blocked").await;
    let blocked = |run: &Value| run["payouts"]["nodes"][0]["state"] == "BLOCKED";
    world.until("a block", || shop.run(&run), blocked).await;
    sale("payable", "JOE").await;
    let payable = || world.sql("SELECT id FROM commissions WHERE state = 'PAYABLE' AND NOT debt");
    world.until("maturity", payable, |rows| !rows.is_empty()).await;

    let all = list("").await;
    let mut seen = 0;
    for phase in ["EARNED", "HELD", "PAYABLE", "RESERVED", "IN_TRANSIT", "PAID", "OWED", "VOID"] {
        let expected: Vec<Value> =
            all.iter().filter(|row| row["standing"]["phase"] == phase).cloned().collect();
        assert_eq!(list(&format!(", phase: {phase}")).await, expected, "{phase}");
        assert!(phase == "OWED" || !expected.is_empty(), "there is nothing {phase}");
        seen += expected.len();
    }
    assert_eq!(seen, all.len());
}

/// Rows enough that a scan of all of them would be chosen by nobody who has an index.
#[tokio::test]
async fn an_index_serves_every_filter() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let moment = json!({"kind": "REVIEW", "externalId": "m", "body": "It fits."});
    shop.owner.mutate("momentSubmit", moment, "moment { id }").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    shop.sale("o", 1_000, json!({"customer": "buyer", "code": "JOE"})).await;
    let copy = |table: &str, set: &str| {
        let columns = format!(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS all FROM pg_attribute \
             WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped"
        );
        let (world, table, set) = (&world, table.to_owned(), set.to_owned());
        async move {
            let columns = world.sql(&columns).await[0]["all"].as_str().unwrap().to_owned();
            world
                .break_with(&format!(
                    "INSERT INTO {table} ({columns}) SELECT (jsonb_populate_record(s.t, jsonb_build_object({set}))).* \
                     FROM (SELECT t FROM {table} t LIMIT 1) s CROSS JOIN generate_series(1, 20000) n"
                ))
                .await;
        }
    };
    let fresh = "'id', gen_random_uuid(), 'external_id', 'k' || n";
    copy("moments", &format!("{fresh}, 'body', md5(n::text) || ' ' || md5((n + 1)::text)")).await;
    copy("customers", fresh).await;
    copy("conversions", &format!("{fresh}, 'customer_id', NULL")).await;
    copy("touches", "'id', gen_random_uuid(), 'occurred_at', now() - n * interval '1 hour'").await;
    let code =
        world.sql("SELECT id::text AS id FROM codes").await[0]["id"].as_str().unwrap().parse().unwrap();
    let code = domain::ids::format("code", code);
    world
        .break_with("UPDATE touches SET code_id = NULL WHERE occurred_at < now() - interval '99 hours'")
        .await;
    world.break_with("VACUUM ANALYZE touches; ").await;
    world.break_with("VACUUM ANALYZE moments; ").await;
    world.break_with("ANALYZE customers").await;
    world.break_with("ANALYZE conversions").await;
    let used = |index: &'static str| {
        let world = &world;
        let ask = format!("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = '{index}'");
        async move { world.sql(&ask).await[0]["idx_scan"].as_i64().unwrap() }
    };
    let scans = async || {
        let ask = "SELECT coalesce(sum(seq_scan), 0)::bigint AS scans FROM pg_stat_user_tables WHERE relname IN ('moments', 'conversions', 'customers', 'touches')";
        world.sql(ask).await[0]["scans"].as_i64().unwrap()
    };
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    let scanned = scans().await;
    let md5 = world.sql("SELECT substr(md5('777'), 3, 12) AS part").await[0]["part"].clone();
    for (index, list, filter) in [
        ("moments_by_words", "moments", json!({"search": md5})),
        ("moments_by_kind", "moments", json!({"kind": "VIDEO"})),
        ("moments_by_moderation", "moments", json!({"moderation": "FLAGGED"})),
        ("conversions_by_key", "conversions", json!({"search": "k777"})),
        ("customers_by_key", "conversions", json!({"search": "k777"})),
        ("conversions_by_state", "conversions", json!({"state": "REVERSED"})),
        ("conversions_by_time", "conversions", json!({"to": "2020-01-01T00:00:00Z"})),
        ("touches_by_time", "touches", json!({"occurredBefore": "2020-01-01T00:00:00Z"})),
        ("touches_of_code", "touches", json!({"codeId": code})),
    ] {
        let before = used(index).await;
        let found = walk(&shop.owner, list, filter.clone(), "id").await;
        let finds = !filter["search"].is_null() || !filter["codeId"].is_null();
        assert_eq!(found.is_empty(), !finds, "{filter}");
        // What was used is written down a little later.
        world.until(&format!("{index} for {filter}"), || used(index), |now| *now > before).await;
    }
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    assert_eq!(scans().await, scanned, "a whole table was read");
}
