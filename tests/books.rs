//! The books: what FINANCE reads of the ledger, now and at a moment past, and what accountants take away as CSV.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::ids::{EntryId, PayeeId, TenantId, TypedId};
use domain::ledger::{Event, commission_recorded};
use domain::money::Currency;
use reqwest::Method;
use serde_json::{Value, json};
use store::{Clock, TenantTx, new_id};

use crate::world::brand::{id, minor};
use crate::world::{Brand, Gql, World};

fn now() -> DateTime<Utc> {
    Clock::system().now()
}

/// A colleague in this role.
async fn colleague(world: &World, shop: &Brand, role: &str) -> Gql {
    let email = format!("owner@{}.test", role.to_lowercase());
    world.brand(&role.to_lowercase()).await;
    let tenant = shop.tenant.parse::<TenantId>().unwrap().uuid();
    world
        .break_with(&format!(
            "INSERT INTO memberships (tenant_id, user_id, role, email, name, created_at) \
             SELECT '{tenant}', id, '{role}', email, 'Colleague', now() FROM users WHERE email = '{email}'"
        ))
        .await;
    let input = json!({"email": email, "password": "correct horse battery", "tenantId": shop.tenant});
    let payload = world.stranger().mutate("signIn", input, "session { accessToken }").await;
    world.stranger().with(payload["session"]["accessToken"].as_str().unwrap())
}

/// Balance and version of every account, by its id.
type Read = BTreeMap<String, (i64, i64)>;

fn read(rows: &Value, account: impl Fn(&Value) -> &Value) -> Read {
    let version = |row: &Value| row["version"].as_str().unwrap().parse().unwrap();
    rows["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (id(account(row)), (minor(&row["balance"]), version(row))))
        .collect()
}

async fn balances(caller: &Gql) -> Read {
    let document = "{ ledgerAccounts(first: 100) { nodes { id balance { minor } version } } }";
    read(&caller.query(document, json!({})).await["ledgerAccounts"], |row| row)
}

async fn balances_at(caller: &Gql, moment: DateTime<Utc>) -> Read {
    let document = "query($m: DateTime!) { balancesAt(moment: $m, first: 100) { nodes { account { id } balance { minor } version } } }";
    let data = caller.query(document, json!({"m": moment.to_rfc3339()})).await;
    read(&data["balancesAt"], |row| &row["account"])
}

async fn trial_balance(caller: &Gql, moment: DateTime<Utc>) -> Value {
    let document = "query($m: DateTime) { trialBalances(moment: $m) { currency balanced debits { minor } credits { minor } lines { kind debit { minor } credit { minor } } } }";
    let data = caller.query(document, json!({"m": moment.to_rfc3339()})).await;
    data["trialBalances"].get(0).cloned().unwrap_or_default()
}

/// Ids of the entries that a filter leaves, and their events.
async fn entries(caller: &Gql, filter: &str) -> Vec<(String, String)> {
    let document = format!("{{ ledgerEntries(first: 100, {filter}) {{ nodes {{ id event }} }} }}");
    let data = caller.query(&document, json!({})).await;
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let rows = data["ledgerEntries"]["nodes"].as_array().unwrap();
    rows.iter().map(|e| (text(&e["id"]), text(&e["event"]))).collect()
}

/// Everything that happens to a shop's money, with what its accounts held after every step.
async fn story(world: &World) -> (Brand, Vec<(DateTime<Utc>, Read)>) {
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(world, &program, "Joe").await;
    shop.code(&joe, "JOE10").await;
    let mut moments = vec![(now(), balances(&shop.owner).await)];
    let sale = shop.sale("o-1", 10_000, json!({"code": "joe10"})).await;
    moments.push((now(), balances(&shop.owner).await));
    shop.refund(&sale, "r-1", json!({"amountMinor": 1_000})).await;
    moments.push((now(), balances(&shop.owner).await));
    shop.fund(world, 50_000).await;
    moments.push((now(), balances(&shop.owner).await));
    let mature = |commission: Value| {
        let input =
            json!({"commissionId": commission["id"], "idempotencyKey": format!("m-{}", commission["id"])});
        let owner = shop.owner.clone();
        async move { owner.mutate("commissionMature", input, "commission { id }").await }
    };
    mature(sale["commissions"][0].clone()).await;
    moments.push((now(), balances(&shop.owner).await));
    joe.onboard(world).await;
    let run = shop.start_run("one").await;
    shop.until_run(world, &run, "COMPLETED").await;
    moments.push((now(), balances(&shop.owner).await));
    shop.refund(&sale, "r-2", json!({"amountMinor": 2_000})).await;
    shop.sale("o-2", 7_777, json!({"code": "joe10"})).await;
    moments.push((now(), balances(&shop.owner).await));
    (shop, moments)
}

#[tokio::test]
async fn balances_at_a_moment_are_what_was_read_then() {
    let world = World::new().await;
    let (shop, moments) = story(&world).await;
    let finance = colleague(&world, &shop, "FINANCE").await;
    let names: BTreeMap<String, String> = finance
        .query("{ ledgerAccounts(first: 100) { nodes { id kind } } }", json!({}))
        .await["ledgerAccounts"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| (id(a), a["kind"].as_str().unwrap().to_owned()))
        .collect();
    assert!(names.len() >= 7, "{names:?}");
    let mut different = 0;
    for (moment, then) in &moments {
        let replayed = balances_at(&finance, *moment).await;
        assert_eq!(replayed.len(), names.len());
        for (account, held) in &replayed {
            assert_eq!(
                *held,
                then.get(account).copied().unwrap_or_default(),
                "{} at {moment}",
                names[account]
            );
        }
        different += usize::from(replayed != balances(&finance).await);

        let trial = trial_balance(&finance, *moment).await;
        if then.is_empty() {
            assert!(trial.is_null());
            continue;
        }
        assert_eq!((&trial["currency"], &trial["balanced"]), (&json!("GBP"), &json!(true)));
        let lines = trial["lines"].as_array().unwrap();
        for side in ["debit", "credit"] {
            let sum: i64 = lines.iter().map(|line| minor(&line[side])).sum();
            assert_eq!(sum, minor(&trial[format!("{side}s")]), "{trial:#}");
        }
        // Every kind is what its accounts were, the platform's are one line, which nobody sees apart.
        for line in lines.iter().filter(|line| !line["kind"].is_null()) {
            let of_kind = then.iter().filter(|(account, _)| line["kind"] == names[*account]);
            let held: i64 = of_kind.map(|(_, (balance, _))| balance).sum();
            assert_eq!(held.abs(), minor(&line["debit"]) + minor(&line["credit"]), "{line} at {moment}");
            assert!(!line["kind"].as_str().unwrap().starts_with("STRIPE"), "{line}");
        }
        assert!(lines.iter().filter(|line| line["kind"].is_null()).count() <= 1);
    }
    assert_eq!(different, moments.len() - 1, "every step moved something");

    // An entry counts from the very moment it was posted at.
    let data = finance.query("{ ledgerEntries(last: 1) { nodes { postedAt } } }", json!({})).await;
    let first: DateTime<Utc> =
        data["ledgerEntries"]["nodes"][0]["postedAt"].as_str().unwrap().parse().unwrap();
    let moved = |read: &Read| read.values().map(|(_, version)| version).sum::<i64>();
    assert_eq!(moved(&balances_at(&finance, first).await), 2);
    assert_eq!(moved(&balances_at(&finance, first - chrono::Duration::microseconds(1)).await), 0);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn the_journal_is_filtered_by_event_account_time_and_key() {
    let world = World::new().await;
    let (shop, moments) = story(&world).await;
    let finance = colleague(&world, &shop, "FINANCE").await;
    let all = entries(&finance, "").await;
    let counted: usize =
        world.sql("SELECT count(*)::int AS n FROM ledger_entries").await[0]["n"].as_u64().unwrap() as usize;
    assert_eq!(all.len(), counted);

    let mut by_event = 0;
    for event in domain::ledger::Event::ALL {
        let found = entries(&finance, &format!("event: {event}")).await;
        assert!(found.iter().all(|(_, is)| is == event.as_str()), "{found:?}");
        assert_eq!(found.len(), all.iter().filter(|(_, is)| is == event.as_str()).count());
        by_event += found.len();
    }
    assert_eq!(by_event, all.len());
    assert_eq!(entries(&finance, "event: COMMISSION_RECORDED").await.len(), 2);

    // One page after the other, a filtered list is whole.
    let document = "query($after: String) { ledgerEntries(first: 1, event: COMMISSION_REFUNDED, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }";
    let (mut paged, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = finance.query(document, json!({"after": after})).await["ledgerEntries"].take();
        paged.extend(page["nodes"].as_array().unwrap().iter().map(id));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    let refunds: Vec<String> =
        entries(&finance, "event: COMMISSION_REFUNDED").await.into_iter().map(|e| e.0).collect();
    assert_eq!((paged.len(), paged), (2, refunds));

    for account in finance
        .query("{ ledgerAccounts(first: 100) { nodes { id kind version } } }", json!({}))
        .await["ledgerAccounts"]["nodes"]
        .as_array()
        .unwrap()
    {
        let found = entries(&finance, &format!("accountId: \"{}\"", id(account))).await;
        let uuid = id(account).parse::<domain::ids::AccountId>().unwrap().uuid();
        let counted = world
            .sql(&format!("SELECT count(DISTINCT entry_id)::int AS n FROM ledger_postings WHERE '{uuid}' IN (debit_account, credit_account)"))
            .await;
        assert_eq!(json!(found.len()), counted[0]["n"], "{account}");
    }

    // Each step's entries lie between the moments around it; `from` is part of the range and `to` is not.
    let mut sum = 0;
    for pair in moments.windows(2) {
        let (from, to) = (pair[0].0.to_rfc3339(), pair[1].0.to_rfc3339());
        let found = entries(&finance, &format!("from: \"{from}\", to: \"{to}\"")).await;
        assert!(!found.is_empty());
        sum += found.len();
    }
    assert_eq!(sum, all.len());
    let row = world.sql("SELECT posting_key, to_char(posted_at, 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS at FROM ledger_entries ORDER BY id LIMIT 1").await.remove(0);
    let at = row["at"].as_str().unwrap();
    assert_eq!(entries(&finance, &format!("from: \"{at}\"")).await.len(), all.len());
    assert!(entries(&finance, &format!("to: \"{at}\"")).await.is_empty());
    let by_key = entries(&finance, &format!("postingKey: {}", row["posting_key"])).await;
    assert_eq!(by_key, all[all.len() - 1..]);
    assert!(entries(&finance, "postingKey: \"nothing\"").await.is_empty());
    assert!(
        entries(&finance, &format!("postingKey: {}, event: FUNDING_SETTLED", row["posting_key"]))
            .await
            .is_empty()
    );

    // Accounts by kind, payee and currency; the platform's are not there at all.
    let count = async |filter: &str| {
        let document = format!("{{ ledgerAccounts(first: 100, {filter}) {{ nodes {{ id }} }} }}");
        finance.query(&document, json!({})).await["ledgerAccounts"]["nodes"].as_array().unwrap().len()
    };
    assert_eq!((count("kind: WALLET").await, count("kind: STRIPE_AVAILABLE").await), (1, 0));
    assert_eq!(
        (count("currency: \"GBP\"").await, count("currency: \"EUR\"").await),
        (balances(&finance).await.len(), 0)
    );
    let payee = finance.query("{ payees(first: 1) { nodes { id } } }", json!({})).await;
    assert_eq!(count(&format!("payeeId: {}", payee["payees"]["nodes"][0]["id"])).await, 3);
    let code = |filter: &str| {
        let document = format!("{{ ledgerEntries(first: 1, {filter}) {{ nodes {{ id }} }} }}");
        let finance = finance.clone();
        async move { finance.error(&document, json!({})).await }
    };
    assert_eq!(code("accountId: \"nonsense\"").await, "INVALID_ID");
    assert_eq!(code("event: BRIBE").await, "GRAPHQL_VALIDATION_FAILED");
}

const CSV: &str = "/v1/ledger/journal.csv";
const EVER: &str = "from=2026-01-01&to=2027-01-01";

/// The lines of an export that must succeed, by their columns.
async fn export(caller: &Gql, query: &str) -> Vec<BTreeMap<String, String>> {
    let answer = caller.request(Method::GET, &format!("{CSV}?{query}")).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
    assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8; header=present");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert!(answer.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let text = answer.text().await.unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// Status and code of an export that must be refused.
async fn refusal(caller: &Gql, query: &str) -> (u16, String) {
    let answer = caller.request(Method::GET, &format!("{CSV}{query}")).send().await.unwrap();
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    assert!(body["error"]["requestId"].is_string(), "{body}");
    (status, body["error"]["code"].as_str().unwrap().to_owned())
}

/// A range around the present.
fn around_now() -> String {
    let day = |days| (now() + chrono::Duration::days(days)).date_naive();
    format!("from={}&to={}", day(-1), day(1))
}

/// Posts an entry as a job does.
#[allow(clippy::disallowed_methods)]
async fn post(
    tx: &TenantTx,
    key: String,
    currency: &str,
    payee: PayeeId,
    minor: i64,
    at: DateTime<Utc>,
) -> EntryId {
    let postings = commission_recorded(&[(payee, minor)]).unwrap();
    let currency: Currency = currency.parse().unwrap();
    let entry =
        billing::ledger::Entry { key, event: Event::CommissionRecorded, currency, postings: &postings };
    billing::ledger::post(tx, &entry, at).await.unwrap().into_inner()
}

#[allow(clippy::disallowed_methods)]
fn job(tenant: TenantId) -> store::TenantCtx {
    store::SystemCtx::of_job("test").in_tenant(tenant)
}

#[tokio::test]
async fn an_export_parses_back_to_the_same_sums() {
    let world = World::new().await;
    let (shop, moments) = story(&world).await;
    let finance = colleague(&world, &shop, "FINANCE").await;
    let lines = export(&finance, &around_now()).await;
    let counted = world
        .sql("SELECT count(*)::int AS n, sum(amount)::bigint AS sum FROM ledger_postings")
        .await
        .remove(0);
    assert_eq!(json!(lines.len()), counted["n"]);
    let amount = |line: &BTreeMap<String, String>| line["amount_minor"].parse::<i64>().unwrap();
    assert_eq!(json!(lines.iter().map(amount).sum::<i64>()), counted["sum"]);
    for line in &lines {
        let decimal: Vec<&str> = line["amount"].split('.').collect();
        assert_eq!(decimal.concat().trim_start_matches('0'), line["amount_minor"], "{line:?}");
        assert_eq!((line["currency"].as_str(), decimal[1].len()), ("GBP", 2));
        assert!(line["posted_at_utc"].ends_with('Z'));
    }

    // Debits less credits by account kind are what the accounts hold, the platform's the rest.
    let mut net: BTreeMap<&str, i64> = BTreeMap::new();
    for line in &lines {
        *net.entry(&line["debit_account"]).or_default() += amount(line);
        *net.entry(&line["credit_account"]).or_default() -= amount(line);
    }
    let held = world.sql("SELECT kind, sum(CASE WHEN kind IN ('accrued','receivable','debt') THEN balance ELSE -balance END)::bigint AS net FROM ledger_accounts WHERE NOT platform GROUP BY kind").await;
    for row in held {
        assert_eq!(json!(net.remove(row["kind"].as_str().unwrap()).unwrap_or(0)), row["net"], "{row}");
    }
    assert_eq!(net.keys().collect::<Vec<_>>(), [&"platform"], "what is not ours is not told apart");

    // A range holds its beginning and not its end.
    let (from, to) = (moments[2].0, moments[3].0);
    let range = |from: DateTime<Utc>, to: DateTime<Utc>| {
        let text = |at: DateTime<Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        format!("from={}&to={}", text(from), text(to))
    };
    let step = export(&finance, &range(from, to)).await;
    let events: Vec<&str> = step.iter().map(|line| line["event"].as_str()).collect();
    assert!(events.contains(&"FUNDING_STARTED") && events.contains(&"FUNDING_SETTLED"), "{events:?}");
    assert!(!events.contains(&"COMMISSION_RECORDED"), "{events:?}");
    let begun: DateTime<Utc> = step[0]["posted_at_utc"].parse().unwrap();
    assert_eq!(export(&finance, &range(begun, to)).await.len(), step.len());
    assert!(export(&finance, &range(from, begun)).await.is_empty());
}

#[tokio::test]
async fn a_long_export_comes_in_chunks_and_misses_nothing() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let tenant: TenantId = shop.tenant.parse().unwrap();
    let payee: PayeeId = new_id();
    // What somebody wrote does not run in a spreadsheet.
    let name = "=HYPERLINK(\"http://evil.example\",\"Ann, \"\"click\"\"\")";
    world
        .break_with(&format!(
            "INSERT INTO payees (tenant_id, id, kind, name, created_at) VALUES ('{}', '{}', 'CREATOR', '{name}', now())",
            tenant.uuid(),
            payee.uuid()
        ))
        .await;
    let tx = TenantTx::begin(&world.pool().await, &job(tenant)).await.unwrap();
    let began = now() - chrono::Duration::hours(1);
    let mut posted = BTreeMap::new();
    for n in 0..1_203i64 {
        // Many share a moment, as entries of one request do.
        let at = began + chrono::Duration::seconds(n / 40);
        let currency = ["EUR", "GBP", "JPY"][usize::try_from(n % 3).unwrap()];
        let entry = post(&tx, format!("entry {n}"), currency, payee, n + 1, at).await;
        posted.insert(entry.to_string(), (n + 1, currency));
    }
    tx.commit().await.unwrap();

    let lines = export(&shop.owner, &around_now()).await;
    assert_eq!(lines.len(), posted.len());
    let order: Vec<_> = lines.iter().map(|line| (&line["posted_at_utc"], &line["entry_id"])).collect();
    assert!(order.is_sorted());
    for line in &lines {
        let (minor, currency) = posted.remove(&line["entry_id"]).expect("each once");
        assert_eq!((&line["amount_minor"], line["currency"].as_str()), (&minor.to_string(), currency));
        let decimal = match currency {
            "JPY" => minor.to_string(),
            _ => format!("{}.{:02}", minor / 100, minor % 100),
        };
        assert_eq!(line["amount"], decimal);
        assert_eq!(line["payee"], format!("'{name}"));
        assert_eq!(line["payee_id"], payee.to_string());
        assert_eq!((line["debit_account"].as_str(), line["credit_account"].as_str()), ("accrued", "pending"));
    }
    let trials = shop.owner.query("{ trialBalances { currency balanced } }", json!({})).await;
    let told: Vec<&str> =
        trials["trialBalances"].as_array().unwrap().iter().map(|t| t["currency"].as_str().unwrap()).collect();
    assert_eq!(told, ["EUR", "GBP", "JPY"]);
}

#[tokio::test]
async fn the_books_are_for_those_who_keep_them() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.code(&joe, "JOE10").await;
    shop.sale("o-1", 10_000, json!({"code": "joe10"})).await;
    let range = around_now();
    let query = format!("?{range}");
    assert_eq!(export(&shop.owner, &range).await.len(), 1);
    assert_eq!(export(&shop.key("SECRET").await, &range).await.len(), 1);
    assert_eq!(export(&colleague(&world, &shop, "FINANCE").await, &range).await.len(), 1);

    let editor = colleague(&world, &shop, "EDITOR").await;
    let forbidden = (403, "FORBIDDEN".to_owned());
    let other_key = json!({"name": "k", "kind": "SECRET", "scopes": ["CATALOGUE_READ", "CONVERSIONS_READ"]});
    let made = shop.owner.mutate("apiKeyCreate", other_key, "secret").await;
    let other_key = shop.owner.with(made["secret"].as_str().unwrap());
    for caller in [&editor, &other_key, &shop.key("PUBLISHABLE").await] {
        assert_eq!(refusal(caller, &query).await, forbidden);
    }
    // An affiliate has no tenant to read the books of.
    for caller in [&world.stranger(), &joe.graph, &world.stranger().with("trb_sk_made_up")] {
        assert_eq!(refusal(caller, &query).await, (401, "UNAUTHENTICATED".to_owned()));
    }
    for field in [
        "balancesAt(moment: \"2026-01-01T00:00:00Z\", first: 1) { nodes { version } }",
        "trialBalances { currency }",
        "ledgerEntries(first: 1, event: FUNDING_SETTLED) { nodes { id } }",
    ] {
        assert_eq!(editor.error(&format!("{{ {field} }}"), json!({})).await, "FORBIDDEN", "{field}");
    }

    // Another tenant sees nothing, whatever it names.
    let other = world.brand("Other").await;
    assert!(export(&other.owner, &range).await.is_empty());
    assert!(balances_at(&other.owner, now()).await.is_empty());
    assert!(trial_balance(&other.owner, now()).await.is_null());
    let own = shop
        .owner
        .query("{ ledgerEntries(first: 1) { nodes { postingKey postings { debit { id } } } } }", json!({}))
        .await;
    let entry = &own["ledgerEntries"]["nodes"][0];
    assert!(entries(&other.owner, &format!("postingKey: {}", entry["postingKey"])).await.is_empty());
    let account = &entry["postings"][0]["debit"]["id"];
    assert_eq!(entries(&shop.owner, &format!("accountId: {account}")).await.len(), 1);
    assert!(entries(&other.owner, &format!("accountId: {account}")).await.is_empty());

    for (query, status, code) in [
        ("", 400, "RANGE_MISSING"),
        ("?from=2026-01-01", 400, "RANGE_MISSING"),
        ("?to=2026-01-01", 400, "RANGE_MISSING"),
        ("?from=2026-01-01&to=soon", 400, "TIME_INVALID"),
        ("?from=2026-02-01&to=2026-01-01", 422, "RANGE_BACKWARDS"),
        ("?from=2024-01-01&to=2026-01-01", 422, "RANGE_TOO_LONG"),
        ("?from=2026-01-01&to=2026-02-01&tenant=other", 400, "MALFORMED"),
    ] {
        assert_eq!(refusal(&shop.owner, query).await, (status, code.to_owned()), "{query}");
        // Who may not is told nothing about the range.
        assert_eq!(refusal(&editor, query).await, forbidden);
    }
    assert!(export(&shop.owner, EVER).await.len() <= 1);
    let answer = shop.owner.request(Method::POST, CSV).send().await.unwrap();
    assert_eq!(answer.status(), 405);
}
