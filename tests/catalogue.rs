//! The rules of DESIGN §3 that keep tenants apart and the database distributable, read off `pg_catalog`.

use serde_json::Value;

use crate::world::World;

/// Global tables: what crosses tenants and nothing of a tenant's.
const GLOBAL: &[&str] = &[
    "account_log",
    "account_mails",
    "affiliates",
    "enrollment_directory",
    "payout_accounts",
    "platform_movements",
    "recovery_codes",
    "second_factors",
    "sessions",
    "signing_keys",
    "slug_directory",
    "stripe_account",
    "stripe_events",
    "stripe_sweeps",
    "tenants",
    "terms_acceptances",
    "users",
];

/// Indexes that need not begin with the tenant, each with its reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("mails_due", "the sweep that sends mails"),
    ("missed_sales_decided", "the sweep that tells affiliates what was decided"),
    ("media_to_sweep", "the sweep that deletes what is gone, or was never wanted"),
    ("memberships_by_user", "which tenants a person belongs to, asked at sign-in"),
    ("outbox_undelivered", "the relay's sweep over every tenant"),
    ("fundings_payment_intent", "a dispute names the payment and no tenant of ours"),
    ("fundings_failed", "the sweep that tells tenants which money did not come"),
    ("fundings_to_look_at", "the sweep over every tenant's fundings that are not settled"),
    ("funding_methods_to_look_at", "the sweep over every tenant's methods whose page is open"),
    ("wallet_returns_to_look_at", "the sweep over every tenant's returns that are not made"),
    ("payouts_changed", "the sweep that tells affiliates what became of their payouts"),
];

fn texts(rows: &[Value], column: &str) -> Vec<String> {
    rows.iter().map(|r| r[column].as_str().unwrap().to_owned()).collect()
}

fn is_global(table: &str) -> bool {
    GLOBAL.contains(&table)
}

#[tokio::test]
async fn the_tenant_comes_first_in_every_key_and_index() {
    let world = World::without_worker().await;
    let rows = world
        .sql(
            "SELECT c.relname AS table, ic.relname AS index, a.attname AS first FROM pg_index i \
             JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class ic ON ic.oid = i.indexrelid \
             JOIN pg_namespace n ON n.oid = c.relnamespace \
             LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] \
             WHERE n.nspname = 'public' AND c.relname NOT LIKE '\\_\\_%' ORDER BY 1, 2",
        )
        .await;
    assert!(rows.len() > 80, "only {} indexes found", rows.len());
    let wrong: Vec<&Value> = rows
        .iter()
        .filter(|r| !is_global(r["table"].as_str().unwrap()))
        .filter(|r| r["first"] != "tenant_id")
        .filter(|r| !EXCEPTIONS.iter().any(|(index, _)| r["index"] == *index))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn foreign_keys_between_tenant_tables_carry_the_tenant() {
    let world = World::without_worker().await;
    let rows = world
        .sql(
            "SELECT c.relname AS table, con.conname AS name, t.relname AS target, \
             EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = con.conkey[1] AND a.attname = 'tenant_id') AS leads \
             FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid JOIN pg_class t ON t.oid = con.confrelid \
             JOIN pg_namespace n ON n.oid = c.relnamespace WHERE con.contype = 'f' AND n.nspname = 'public'",
        )
        .await;
    let wrong: Vec<&Value> = rows
        .iter()
        .filter(|r| !is_global(r["target"].as_str().unwrap()))
        .filter(|r| r["leads"] == false)
        .collect();
    assert!(rows.len() > 50 && wrong.is_empty(), "{wrong:#?}");
}

/// By a key to tenants, or by keys that are never null to rows of which that is true.
#[tokio::test]
async fn every_row_of_a_tenant_has_one() {
    let world = World::without_worker().await;
    let without = world
        .sql(
            "WITH RECURSIVE sound AS ( \
               SELECT conrelid AS t FROM pg_constraint WHERE contype = 'f' AND confrelid = 'tenants'::regclass \
               UNION \
               SELECT p.conrelid FROM sound s JOIN pg_constraint p ON p.contype = 'f' AND p.confrelid = s.t \
               JOIN pg_attribute f ON f.attrelid = p.conrelid AND f.attnum = p.conkey[1] AND f.attname = 'tenant_id' \
               WHERE NOT EXISTS (SELECT FROM unnest(p.conkey) AS n JOIN pg_attribute a ON a.attrelid = p.conrelid AND a.attnum = n \
                                 WHERE NOT a.attnotnull)) \
             SELECT c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnotnull \
             WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.oid NOT IN (SELECT t FROM sound) ORDER BY 1",
        )
        .await;
    assert!(without.is_empty(), "{without:#?}");
}

#[tokio::test]
async fn every_table_is_under_forced_row_level_security() {
    let world = World::without_worker().await;
    let open = world
        .sql(
            "SELECT c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = 'public' AND c.relkind IN ('r','p') AND c.relname NOT LIKE '\\_\\_%' \
             AND NOT (c.relrowsecurity AND c.relforcerowsecurity)",
        )
        .await;
    assert!(open.is_empty(), "{open:#?}");
}

/// Whose rows a policy may show, as Postgres writes it.
const OF_THE_TENANT: &str = "(tenant_id = (current_setting('app.tenant_id'::text))::uuid)";
const OF_THE_TENANT_ITSELF: &str = "(id = (current_setting('app.tenant_id'::text))::uuid)";
const NOT_THE_PLATFORMS: &str =
    "((tenant_id = (current_setting('app.tenant_id'::text))::uuid) AND (NOT platform))";
const OF_THE_AFFILIATE: &str = "((affiliate_id = (current_setting('app.affiliate_id'::text))::uuid) AND (tenant_id = ANY ((string_to_array(current_setting('app.tenant_ids'::text), ','::text))::uuid[])))";
const OF_THEIR_TENANTS: &str =
    "(tenant_id = ANY ((string_to_array(current_setting('app.tenant_ids'::text), ','::text))::uuid[]))";
const THEIR_TENANTS: &str =
    "(id = ANY ((string_to_array(current_setting('app.tenant_ids'::text), ','::text))::uuid[]))";
/// Tables an affiliate sees of the tenants they work with, whose rows name no affiliate.
const SHOWN_TO_AFFILIATES: &[&str] = &[
    "audit_log",
    "budgets",
    "creators",
    "groups",
    "moments",
    "programs",
    "rules",
    "slug_directory",
    "terms",
    "terms_withdrawals",
];

/// Tables read by functions of the role `trib_search`, which name the tenant, and the affiliate where one asks, themselves.
const SEARCHED: &[&str] = &[
    "codes",
    "commissions",
    "conversions",
    "creators",
    "link_days",
    "links",
    "moment_products",
    "moment_words",
    "moments",
    "payees",
    "touches",
];

#[tokio::test]
async fn every_policy_shows_a_role_its_own_rows_and_no_others() {
    let world = World::without_worker().await;
    let policies = world
        .sql(
            "SELECT tablename AS table, policyname AS policy, roles::text AS roles, qual AS shows, with_check AS takes \
             FROM pg_policies WHERE schemaname = 'public' AND permissive = 'PERMISSIVE'",
        )
        .await;
    assert!(policies.len() > 80, "only {} policies found", policies.len());
    let allowed = |row: &Value| {
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let (table, shows) = (text("table"), text("shows"));
        let of_its_role = match text("roles").as_str() {
            "{trib_system}" => shows == "true",
            "{trib_search}" => shows == "true" && SEARCHED.contains(&table.as_str()),
            "{trib_global}" => shows == "true" && (is_global(&table) || table == "memberships"),
            "{trib_tenant}" => match table.as_str() {
                "tenants" => shows == OF_THE_TENANT_ITSELF,
                "ledger_accounts" => shows == NOT_THE_PLATFORMS,
                _ => shows == OF_THE_TENANT,
            },
            "{trib_affiliate}" => match table.as_str() {
                "tenants" => shows == THEIR_TENANTS,
                shown if SHOWN_TO_AFFILIATES.contains(&shown) => shows == OF_THEIR_TENANTS,
                _ => shows == OF_THE_AFFILIATE,
            },
            _ => false,
        };
        of_its_role && (row["takes"].is_null() || row["takes"] == row["shows"])
    };
    let wrong: Vec<&Value> = policies.iter().filter(|row| !allowed(row)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn nothing_stands_in_the_way_of_spreading_the_tables() {
    let world = World::without_worker().await;
    let found = world
        .sql(
            "SELECT 'trigger' AS what, tgname::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid \
               JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND NOT tgisinternal \
             UNION ALL SELECT 'rule', rulename::text FROM pg_rules WHERE schemaname = 'public' \
             UNION ALL SELECT 'constraint', conname::text FROM pg_constraint con JOIN pg_namespace n ON n.oid = con.connamespace \
               WHERE n.nspname = 'public' AND (contype = 'x' OR condeferrable) \
             UNION ALL SELECT 'enum', typname::text FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace \
               WHERE n.nspname = 'public' AND typtype = 'e' \
             UNION ALL SELECT 'numeric', c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid \
               JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.atttypid = 'numeric'::regtype \
             UNION ALL SELECT 'made by the database', c.relname || '.' || a.attname FROM pg_attrdef d \
               JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum JOIN pg_class c ON c.oid = d.adrelid \
               JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relname NOT LIKE '\\_\\_%' \
               AND (a.atttypid = 'uuid'::regtype OR pg_get_expr(d.adbin, d.adrelid) LIKE '%(%') \
             UNION ALL SELECT 'function without a pinned path', p.proname::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace \
               WHERE n.nspname = 'public' AND p.prosecdef \
               AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) setting WHERE setting LIKE 'search_path=%') \
             UNION ALL SELECT 'sequence', c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
               WHERE n.nspname = 'public' AND c.relkind = 'S'",
        )
        .await;
    assert!(found.is_empty(), "{found:#?}");
}

#[tokio::test]
async fn what_must_not_change_cannot_be_changed() {
    let world = World::without_worker().await;
    let rows = world
        .sql(
            "SELECT c.relname AS table, r.rolname AS role, p.priv FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             JOIN pg_roles r ON r.rolname LIKE 'trib%' CROSS JOIN (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE')) p(priv) \
             WHERE n.nspname = 'public' AND c.relkind IN ('r','p') AND CASE p.priv WHEN 'UPDATE' \
               THEN has_any_column_privilege(r.rolname, c.oid, 'UPDATE') ELSE has_table_privilege(r.rolname, c.oid, p.priv) END \
             ORDER BY 1, 2, 3",
        )
        .await;
    let may =
        |table: &str, privilege: &str| rows.iter().any(|r| r["table"] == table && r["priv"] == privilege);
    for table in [
        "ledger_entries",
        "ledger_postings",
        "terms",
        "terms_withdrawals",
        "rules",
        "policies",
        "attributions",
        "credits",
        "refunds",
        "refund_lines",
        "audit_log",
        "account_log",
        "terms_acceptances",
        "conversion_visitors",
        "debt_recoveries",
        "fraud_findings",
        "affiliate_browsers",
    ] {
        assert!(!may(table, "UPDATE") && !may(table, "DELETE"), "{table} can be changed: {rows:#?}");
    }
    for (table, column, why) in [
        ("touches", "referrer_host", "it may come after the touch"),
        ("moment_conversions", "scored_at", "whether it is in the moment's score"),
        ("unmatched_refunds", "customer", "who is forgotten is named nowhere"),
    ] {
        let of_table = format!(
            "SELECT DISTINCT a.attname AS name FROM pg_attribute a JOIN pg_roles r ON r.rolname LIKE 'trib%' \
             WHERE a.attrelid = 'public.{table}'::regclass AND a.attnum > 0 \
             AND has_column_privilege(r.rolname, a.attrelid, a.attnum, 'UPDATE')"
        );
        assert_eq!(texts(&world.sql(&of_table).await, "name"), [column], "{why}");
        assert!(!may(table, "DELETE"), "{table}");
    }
    // Single events are deleted when their tenant keeps them no longer, by the job that does it, and are never changed.
    assert!(!may("engagements", "UPDATE"));
    let of_events = rows.iter().filter(|r| r["table"] == "engagements").cloned().collect::<Vec<_>>();
    assert_eq!(texts(&of_events, "role"), ["trib_system"]);
    let deletable: Vec<String> =
        texts(&rows.iter().filter(|r| r["priv"] == "DELETE").cloned().collect::<Vec<_>>(), "table");
    let known = ["account_mails", "engagements", "idempotency_keys", "identity_edges", "memberships"];
    assert_eq!(deletable, known, "rows are deleted nowhere else");
    assert!(!rows.iter().any(|r| r["priv"] == "TRUNCATE"));
}

#[tokio::test]
async fn the_login_owns_nothing_and_inherits_nothing() {
    let world = World::without_worker().await;
    let login = world
        .sql("SELECT rolsuper, rolbypassrls, rolinherit, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'tributary_app'")
        .await;
    assert!(login[0].as_object().unwrap().values().all(|v| v == false), "{login:?}");
    let powerful = world
        .sql("SELECT rolname FROM pg_roles WHERE rolname LIKE 'trib%' AND (rolsuper OR rolbypassrls)")
        .await;
    assert!(powerful.is_empty(), "{powerful:?}");
    // By itself the login may do nothing at all, nor may the role of the queue; that of search reads what is searched.
    let may = world
        .sql(
            "SELECT r.rolname AS role, c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             JOIN pg_roles r ON r.rolname IN ('tributary_app', 'trib_jobs', 'trib_search') WHERE n.nspname = 'public' \
             AND c.relkind IN ('r','p') AND (has_any_column_privilege(r.rolname, c.oid, 'SELECT, INSERT, UPDATE') \
               OR has_table_privilege(r.rolname, c.oid, 'DELETE, TRUNCATE, TRIGGER'))",
        )
        .await;
    let searched = |row: &&Value| row["role"] == "trib_search" && SEARCHED.iter().any(|t| row["table"] == *t);
    let may: Vec<&Value> = may.iter().filter(|row| !searched(row)).collect();
    assert!(may.is_empty(), "{may:?}");
    let writes = world
        .sql(
            "SELECT c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' \
             AND c.relkind IN ('r','p') AND has_any_column_privilege('trib_search', c.oid, 'INSERT, UPDATE')",
        )
        .await;
    assert!(writes.is_empty(), "{writes:?}");
    // Functions that run as somebody else are of that role alone, and only those may call them who see a tenant's rows, or
    // an affiliate's own.
    let functions = world
        .sql(
            "SELECT p.proname::text AS name, r.rolname::text AS owner, p.proacl::text AS may FROM pg_proc p \
             JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner \
             WHERE n.nspname = 'public' AND p.prosecdef",
        )
        .await;
    assert_eq!(functions.len(), 6, "{functions:?}");
    for function in functions {
        let for_a_tenant = ["search_moments", "find_moments"].iter().any(|name| function["name"] == *name);
        let caller = if for_a_tenant { "trib_tenant" } else { "trib_affiliate" };
        assert_eq!(function["owner"], "trib_search", "{function}");
        assert_eq!(
            function["may"],
            format!("{{trib_search=X/trib_search,{caller}=X/trib_search}}"),
            "{function}"
        );
    }
}

#[tokio::test]
async fn a_login_that_could_see_past_its_tenant_is_refused_at_start() {
    let world = World::without_worker().await;
    world
        .break_with(
            "CREATE ROLE plain LOGIN NOINHERIT; CREATE ROLE inheriting LOGIN INHERIT; CREATE ROLE owning LOGIN NOINHERIT; \
             CREATE ROLE bypassing LOGIN NOINHERIT BYPASSRLS; CREATE ROLE almighty LOGIN NOINHERIT SUPERUSER; \
             GRANT ALL ON SCHEMA public TO owning; ALTER TABLE products OWNER TO owning",
        )
        .await;
    let url = world.env.variables().find(|(name, _)| *name == "DATABASE_URL").unwrap().1.to_owned();
    for (login, good) in
        [("plain", true), ("inheriting", false), ("owning", false), ("bypassing", false), ("almighty", false)]
    {
        let mut env = world.env.clone();
        env.set("DATABASE_URL", url.replace("tributary_app@", &format!("{login}@")));
        let opened = store::Pool::open(&store::config::DatabaseConfig::read(&env).unwrap()).await;
        assert_eq!(opened.is_ok(), good, "{login}");
    }
}

/// Written and asked in SQL alone, each with its reason.
const UNKNOWN_TO_DIESEL: &[(&str, &str)] = &[("moment_words", "its words are of a type that diesel has not")];

#[tokio::test]
async fn the_tables_diesel_knows_are_the_tables_there_are() {
    let world = World::without_worker().await;
    let rows = world
        .sql(
            "SELECT c.relname || '.' || a.attname AS column, a.attnotnull AS needed FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid \
             JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r' \
             AND c.relname NOT LIKE '\\_\\_%' AND a.attnum > 0 AND NOT a.attisdropped",
        )
        .await;
    let of_diesel = |column: &str| {
        let table = column.split('.').next().unwrap();
        !UNKNOWN_TO_DIESEL.iter().any(|(unknown, _)| table == *unknown)
    };
    let mut there: Vec<String> = rows
        .iter()
        .filter(|r| of_diesel(r["column"].as_str().unwrap()))
        .map(|r| format!("{} {}", r["column"].as_str().unwrap(), r["needed"]))
        .collect();
    let mut known = Vec::new();
    let mut table = String::new();
    for line in include_str!("../crates/store/src/schema.rs").lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            table = name.to_owned();
        } else if let Some((column, of)) = line.split_once(" -> ") {
            known.push(format!("{table}.{column} {}", !of.starts_with("Nullable")));
        }
    }
    there.sort();
    known.sort();
    assert_eq!(known, there);
}
